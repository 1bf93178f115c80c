import type { KeyboardEvent } from "react";
import { clearName, noteName } from "~/forms/sample-grid";
import { paths } from "~/paths";
import { formatDate } from "~/rules/dates";
import { questionAnswerLetters, questionAnswerNames } from "~/rules/samples";
import { type Question, questionAnswers } from "~/rules/tools";
import { Button, ButtonGroup } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { Radios } from "~/ui/inputs/choices";
import { type GridCase, GridTable } from "./grid-table";

export type Contested = {
  name: string;
  reference: string;
  label: string;
  mine: string;
  mineInWords: string;
  theirsInWords: string;
  by: string;
  at: string;
};

export type GridOutcome = FormOutcome & { typed: { contested?: Contested[] } };

/** M, P, N and A choose an answer and go on to the next question. */
function chooseByKey(event: KeyboardEvent<HTMLFormElement>) {
  const { target, key, currentTarget } = event;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (!(target instanceof HTMLInputElement) || target.type !== "radio") return;
  const wanted = questionAnswers.find((a) => questionAnswerLetters[a] === key.toUpperCase());
  if (!wanted) return;
  const radios = [...currentTarget.querySelectorAll<HTMLInputElement>("input[type=radio]")];
  const one = radios.find((radio) => radio.name === target.name && radio.value === wanted);
  if (!one) return;
  event.preventDefault();
  one.click();
  const names = [...new Set(radios.map((radio) => radio.name))];
  const next = names[names.indexOf(target.name) + 1];
  (radios.find((radio) => radio.name === next) ?? one).focus();
}

/** The cells of one page of cases in one form, saved by one plain post. */
export function GridForm({
  id,
  open,
  dueOn,
  questions,
  cases,
  bases,
  saveId,
  page,
  pages,
  outcome,
}: {
  id: string;
  open: boolean;
  dueOn: string | null;
  questions: Question[];
  cases: GridCase[];
  bases: string;
  saveId: string;
  page: number;
  pages: number;
  outcome: GridOutcome | undefined;
}) {
  const contested = outcome?.typed.contested ?? [];
  // The conflict is shown below in its own way, cell by cell.
  const form = useGovForm({ outcome: outcome ? { ...outcome, conflict: undefined } : undefined });
  const wrong = Object.keys(form.errors).length > 0;
  const typed = wrong && outcome ? (outcome.typed as Record<string, unknown>) : undefined;
  const held = (name: string, stored: string): string => {
    const value = typed?.[name];
    return typeof value === "string" ? value : stored;
  };
  if (!open) return <GridTable questions={questions} cases={cases} />;
  return (
    <GovFormBody
      form={form}
      reloadDocument
      autoComplete="off"
      action={paths.exercises.grid(id, { page: String(page) })}
      onKeyDown={chooseByKey}
    >
      <input type="hidden" name="bases" value={held("bases", bases)} readOnly />
      <input type="hidden" name="saveId" value={held("saveId", saveId)} readOnly />
      {contested.length > 0 ? <ContestedCells list={contested} /> : null}
      <p className="govuk-body los-no-print">
        {dueOn ? `To be done by ${formatDate(dueOn)}. ` : null}
        Save as often as you like; others can answer at the same time. On a keyboard, Tab goes from
        question to question and the arrow keys choose
        {questionAnswers.map((a, i) => (
          <span key={a}>
            {i === 0 ? "; " : ", "}
            <kbd>{questionAnswerLetters[a]}</kbd> is {questionAnswerNames[a].toLowerCase()}
          </span>
        ))}
        .
      </p>
      <GridTable
        questions={questions}
        cases={cases}
        input={{
          held,
          errors: form.errors,
          contested: contested.map(({ name }) => name),
          clearName,
          noteName,
        }}
      />
      <ButtonGroup>
        <Button>Save</Button>
        {page < pages ? (
          <Button variant="secondary" name="then" value="next">
            Save and show the next cases
          </Button>
        ) : null}
      </ButtonGroup>
    </GovFormBody>
  );
}

function ContestedCells({ list }: { list: Contested[] }) {
  return (
    <section className="govuk-inset-text" aria-labelledby="contested">
      <h2 className="govuk-heading-m" id="contested">
        {list.length === 1
          ? "Somebody else answered one of these meanwhile"
          : `Somebody else answered ${list.length} of these meanwhile`}
      </h2>
      <p className="govuk-body">
        Everything else you entered is saved. Choose which version to keep, then save.
      </p>
      {list.map((cell) => (
        <div key={cell.name}>
          <input type="hidden" name="contested" value={cell.name} readOnly />
          <input type="hidden" name={cell.name} value={cell.mine} readOnly />
          <Radios
            id={`keep:${cell.name}`}
            name={`keep:${cell.name}`}
            legend={`${cell.reference}: ${cell.label}`}
            legendSize="s"
            options={[
              { value: "mine", label: `Yours: ${cell.mineInWords}` },
              {
                value: "theirs",
                label: `${cell.by}’s: ${cell.theirsInWords}`,
                hint: `Saved on ${cell.at}`,
              },
            ]}
            small
          />
        </div>
      ))}
      <Button>Save</Button>
    </section>
  );
}
