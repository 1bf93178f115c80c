import type { ReactNode } from "react";
import { namedRows, rowsAsTyped } from "~/forms/samples";
import { paths } from "~/paths";
import type { GovForm } from "~/ui/form";
import { Select, type SelectOption } from "~/ui/inputs/select";
import { TextArea } from "~/ui/inputs/text-area";
import { TextField } from "~/ui/inputs/text-field";
import { Link } from "~/ui/link";

type Typed = Record<string, unknown>;

/** The names of the rows on the page, at least `least` of them. */
export function rowNames(values: Typed, group: "questions" | "reviewers", least: number): string[] {
  const there = rowsAsTyped(values, group);
  const empty = Array.from({ length: Math.max(0, least - there.length) }, () => ({}));
  return Object.keys(namedRows(group, [...there, ...empty]));
}

/** Posts the form as it stands, to change its rows; nothing typed is checked or lost. */
export function RowButton({
  intent,
  to,
  children,
  hidden,
  quiet,
}: {
  intent: string;
  /** The part of the page to come back to. */
  to: string;
  children: string;
  hidden?: string;
  quiet?: boolean;
}) {
  return (
    <button
      type="submit"
      name="intent"
      value={intent}
      formAction={`#${to}`}
      formNoValidate
      className={
        quiet ? "los-link-button" : "govuk-button govuk-button--secondary govuk-!-margin-bottom-4"
      }
    >
      {children}
      {hidden ? <span className="govuk-visually-hidden"> {hidden}</span> : null}
    </button>
  );
}

/** Three to twenty questions, each in a box that shows it whole. */
export function QuestionRows({
  form,
  values,
  most,
  sources,
  library,
}: {
  form: GovForm;
  values: Typed;
  most: number;
  sources: readonly SelectOption[];
  /** What may be picked, beside what is written here. */
  library: ReactNode;
}) {
  const names = rowNames(values, "questions", 3);
  const typed = rowsAsTyped(values, "questions");
  return (
    <section aria-labelledby="questions">
      <h2 className="govuk-heading-m" id="questions">
        Questions
      </h2>
      <p className="govuk-body">
        Three to twenty. Each is answered met, partly met, not met or not applicable for every case.
      </p>
      <div className="los-beside">
        <Select
          {...form.field("questionsOf")}
          label="Use the questions of"
          hint="They take the place of those below, which you can then change"
          options={sources}
        />
        <RowButton intent="use-questions" to="questions">
          Use these questions
        </RowButton>
      </div>
      {library}
      <ol className="los-rows los-rows--pairs">
        {names.map((name, index) => {
          const row = typed[index] ?? {};
          return (
            <li key={name} className="los-rows__row">
              <input type="hidden" name={`questions.${name}.code`} value={String(row.code ?? "")} />
              <input
                type="hidden"
                name={`questions.${name}.guidance`}
                value={String(row.guidance ?? "")}
              />
              <TextArea
                {...form.field(`questions.${name}.text`)}
                label={`Question ${index + 1}`}
                rows={2}
              />
              {names.length > 3 ? (
                <RowButton
                  intent={`remove:questions:${index + 1}`}
                  to="questions"
                  hidden={`question ${index + 1}`}
                  quiet
                >
                  Remove
                </RowButton>
              ) : null}
            </li>
          );
        })}
      </ol>
      {names.length < most ? (
        <RowButton intent="add:questions" to={`questions.${names.at(-1)}.text`}>
          Add a question
        </RowButton>
      ) : null}
    </section>
  );
}

/** Who answers them, and in which role. */
export function ReviewerRows({
  form,
  values,
  most,
  people,
  mayInvite,
}: {
  form: GovForm;
  values: Typed;
  most: number;
  people: readonly SelectOption[];
  mayInvite: boolean;
}) {
  const names = rowNames(values, "reviewers", 1);
  return (
    <section aria-labelledby="reviewers">
      <h2 className="govuk-heading-m" id="reviewers">
        Reviewers
      </h2>
      <p className="govuk-body">
        Whoever you name here can read the reference, cohort and team of the cases, and nobody else
        can. Say in which role: “Team manager”, “Conference chair”.{" "}
        {mayInvite ? (
          <>
            To name someone of another agency,{" "}
            <Link to={paths.people.invitePartner()}>invite them first</Link>.
          </>
        ) : null}
      </p>
      <ol className="los-rows los-rows--pairs">
        {names.map((name, index) => (
          <li key={name} className="los-rows__row los-rows__row--two">
            <Select
              {...form.field(`reviewers.${name}.personId`)}
              label={`Reviewer ${index + 1}`}
              options={people}
              emptyLabel="Nobody"
            />
            <TextField
              {...form.field(`reviewers.${name}.roleText`)}
              label="Their role here"
              width="full"
            />
            {names.length > 1 ? (
              <RowButton
                intent={`remove:reviewers:${index + 1}`}
                to="reviewers"
                hidden={`reviewer ${index + 1}`}
                quiet
              >
                Remove
              </RowButton>
            ) : null}
          </li>
        ))}
      </ol>
      {names.length < most ? (
        <RowButton intent="add:reviewers" to={`reviewers.${names.at(-1)}.personId`}>
          Add a reviewer
        </RowButton>
      ) : null}
    </section>
  );
}
