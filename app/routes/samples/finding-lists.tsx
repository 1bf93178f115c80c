import { paths } from "~/paths";
import { dueByInWords } from "~/rules/core/due";
import {
  type ActionStatus,
  actionReference,
  actionStatusColours,
  actionStatusNames,
} from "~/rules/learning-log/learning-log";
import { useWrittenForm, type Written, WrittenBody } from "~/ui/autosave/written-form";
import { Button } from "~/ui/button";
import type { FormOutcome } from "~/ui/form";
import type { SelectOption } from "~/ui/inputs/select";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { StateTag } from "~/ui/tags";
import { casesInWords, ownerOfAction } from "./words";

type Finding = {
  id: string;
  text: string;
  area: string | null;
  theme: string | null;
  caseCount: number | null;
  version: number;
};

const labelOf = (options: SelectOption[], value: string | null) =>
  options.find((option) => option.value === value)?.label;

/** Takes one away at a press; nothing else on the page is lost, because nothing else is typed. */
function RemoveButton({
  id,
  version,
  intent,
  hidden,
}: Record<"id" | "intent" | "hidden", string> & { version: number }) {
  return (
    <form method="post" className="los-inline">
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="version" value={version} />
      <button type="submit" className="los-link-button">
        Remove<span className="govuk-visually-hidden"> {hidden}</span>
      </button>
    </form>
  );
}

export function FindingList({
  id,
  kind,
  title,
  list,
  open,
  cases,
  about,
  actions,
  areas,
  themes,
}: {
  id: string;
  cases: SelectOption[];
  /** The cases of each finding, by its id. */
  about: Record<string, string[]>;
  actions: Pick<Action, "id" | "reference" | "findingId">[];
  kind: "strength" | "development";
  title: string;
  list: Finding[];
  open: boolean;
  areas: SelectOption[];
  themes: SelectOption[];
}) {
  return (
    <section aria-labelledby={`list-${kind}`}>
      <h2 className="govuk-heading-m" id={`list-${kind}`}>
        {title}
      </h2>
      {list.length === 0 ? <p className="govuk-body">None yet.</p> : null}
      <ul className="los-findings">
        {list.map((one) => (
          <li key={one.id}>
            <p className="govuk-body govuk-!-margin-bottom-1">{one.text}</p>
            <p className="los-findings__about">
              {[
                casesInWords(one.caseCount, referencesOf(cases, about[one.id] ?? [])),
                labelOf(areas, one.area),
                labelOf(themes, one.theme),
              ]
                .filter(Boolean)
                .join(" · ")}
            </p>
            {actions.some(({ findingId }) => findingId === one.id) ? (
              <p className="los-findings__about">
                Answered by{" "}
                {actions
                  .filter(({ findingId }) => findingId === one.id)
                  .map((action) => (
                    <Link key={action.id} to={paths.log.one(action.id)}>
                      {actionReference(action.reference)}{" "}
                    </Link>
                  ))}
              </p>
            ) : null}
            {open ? (
              <p className="los-findings__deeds">
                <Link
                  to={paths.exercises.findings(id, { change: one.id })}
                  hidden={`“${one.text.slice(0, 60)}”`}
                >
                  Change
                </Link>
                {kind === "development" ? (
                  <Link
                    to={paths.exercises.findings(id, { add: "action", finding: one.id })}
                    hidden={`that answers “${one.text.slice(0, 60)}”`}
                  >
                    Add an action
                  </Link>
                ) : null}
                <RemoveButton
                  id={one.id}
                  version={one.version}
                  intent="remove-finding"
                  hidden={`“${one.text.slice(0, 60)}”`}
                />
              </p>
            ) : null}
          </li>
        ))}
      </ul>
      {open ? (
        <Button variant="secondary" to={paths.exercises.findings(id, { add: kind })}>
          {kind === "strength" ? "Add a strength" : "Add an area for development"}
        </Button>
      ) : null}
    </section>
  );
}

type Action = {
  id: string;
  reference: number;
  what: string;
  ownerName: string | null;
  ownerRole: string;
  teamName: string | null;
  dueOn: string | null;
  duePrecision: "day" | "month";
  status: ActionStatus;
  findingId: string | null;
  version: number;
};

/** The references of these cases, as they are listed. */
const referencesOf = (cases: SelectOption[], auditIds: readonly string[]): string[] =>
  cases.filter(({ value }) => auditIds.includes(value)).map(({ label }) => label);

export function ActionList({
  id,
  actions,
  open,
}: {
  id: string;
  actions: Action[];
  open: boolean;
}) {
  return (
    <section aria-labelledby="list-actions">
      <h2 className="govuk-heading-m" id="list-actions">
        Actions
      </h2>
      {actions.length === 0 ? <p className="govuk-body">None yet.</p> : null}
      <ul className="los-findings">
        {actions.map((one) => (
          <li key={one.id}>
            <p className="govuk-body govuk-!-margin-bottom-1">
              <Link to={paths.log.one(one.id)}>{actionReference(one.reference)}</Link> {one.what}{" "}
              <StateTag colour={actionStatusColours[one.status]}>
                {actionStatusNames[one.status]}
              </StateTag>
            </p>
            <p className="los-findings__about">
              {[ownerOfAction(one), dueByInWords(one), one.teamName].filter(Boolean).join(" · ")}
            </p>
            {open && one.status === "open" ? (
              <p className="los-findings__deeds">
                <Link
                  to={paths.exercises.findings(id, { change: one.id })}
                  hidden={actionReference(one.reference)}
                >
                  Change
                </Link>
                <RemoveButton
                  id={one.id}
                  version={one.version}
                  intent="remove-action"
                  hidden={actionReference(one.reference)}
                />
              </p>
            ) : null}
          </li>
        ))}
      </ul>
      {open ? (
        <Button variant="secondary" to={paths.exercises.findings(id, { add: "action" })}>
          Add an action
        </Button>
      ) : null}
    </section>
  );
}

export function NextSteps({
  version,
  nextSteps,
  open,
  id,
  state,
  mayProgramme,
  written,
  outcome,
}: {
  id: string;
  state: string;
  /** Whether its reader adds to the programme. */
  mayProgramme: boolean;
  version: number;
  nextSteps: string;
  open: boolean;
  written: Written;
  outcome: FormOutcome | undefined;
}) {
  const form = useWrittenForm({
    written,
    stored: { nextSteps },
    outcome,
  });
  return (
    <section aria-labelledby="next-steps">
      <h2 className="govuk-heading-m" id="next-steps">
        Next steps
      </h2>
      {open ? (
        <WrittenBody form={form} version={version} labels={{ nextSteps: "Next steps" }}>
          <input type="hidden" name="intent" value="next-steps" />
          <TextArea
            {...form.field("nextSteps")}
            label="What follows"
            hint="The next sample, what the teams do with this, what you will look at again"
            rows={3}
            maxLength={2000}
          />
          <Button>Save the next steps</Button>
        </WrittenBody>
      ) : (
        <p className="govuk-body">{nextSteps || "None were written."}</p>
      )}
      {state === "auditing" || state === "closed" ? (
        <p className="govuk-body">
          {mayProgramme ? (
            <Link to={paths.planned.add({ promptedBy: id })}>
              Put an exercise that follows from this in the programme
            </Link>
          ) : (
            <Link to={paths.exercises.planDipSample({ promptedBy: id })}>
              Plan a dip sample that follows from this
            </Link>
          )}
        </p>
      ) : null}
    </section>
  );
}
