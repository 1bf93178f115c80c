import { useContext, useEffect, useMemo, useState } from "react";
import { cellName, clearName, gridCells, noteName, typedCells } from "~/forms/sample-grid";
import { paths } from "~/paths";
import type { AnswerBase } from "~/rules/core/answer-merge";
import { formatDate } from "~/rules/core/dates";
import type { Smallest } from "~/rules/reports/figure";
import {
  answersOfCells,
  type CaseAnswers,
  isCaseComplete,
  questionAnswerLetters,
  questionAnswerNames,
  tallyAnswers,
} from "~/rules/samples/samples";
import { type Question, questionAnswers } from "~/rules/tools/tools";
import { troubleId, useSavedFirst } from "~/ui/autosave/draft-form";
import { SaveStatus } from "~/ui/autosave/save-status";
import { SaveTrouble } from "~/ui/autosave/save-trouble";
import { useAutosave } from "~/ui/autosave/use-autosave";
import { Button, ButtonGroup } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { NonceContext } from "~/ui/nonce";
import { ProgressBar } from "~/ui/progress-bar";
import { type Contested, ContestedCells, ContestedNow } from "./grid-conflicts";
import type { GridCase } from "./grid-input";
import { gridKeys } from "./grid-keys";
import { GridTable } from "./grid-table";
import { TalliesSoFar } from "./grid-tallies";
import { useSubject } from "./subject-words";

export type GridOutcome = FormOutcome & { typed: { contested?: Contested[] } };

type Props = {
  id: string;
  dueOn: string | null;
  questions: Question[];
  cases: GridCase[];
  /** The answers of the cases on other pages, for the tallies. */
  elsewhere: CaseAnswers[];
  smallest: Smallest;
  saving: { url: string; personId: string };
  bases: Record<string, AnswerBase>;
  saveId: string;
  saved: string | null;
  page: number;
  pages: number;
  /** Whether it shows how the questions stand so far. */
  tallied: boolean;
  /** Whether it is someone of another agency who answers. */
  outside?: boolean;
  /** Where it is posted to; the page of answers unless said. */
  action?: string;
  outcome: GridOutcome | undefined;
};

/** The cells of one page of cases: each saved as it is given; without scripts by one plain post. */
export function GridForm(props: Props) {
  const { id, questions, cases, elsewhere, bases, saveId, page, pages, outcome } = props;
  const contested = outcome?.typed.contested ?? [];
  // The conflict is shown below in its own way, cell by cell.
  const govForm = useGovForm({
    outcome: outcome ? { ...outcome, conflict: undefined } : undefined,
    autosaved: true,
  });
  const cells = useMemo(() => gridCells(cases, questions), [cases, questions]);
  const autosave = useAutosave({
    formId: govForm.id,
    ...props.saving,
    controls: cells,
    read: (entries) => typedCells(cells, entries),
    bases,
    savedAt: props.saved,
  });
  const form = useSavedFirst(govForm, autosave);
  const { queue } = autosave;
  const wrong = Object.keys(form.errors).length > 0;
  const posted = wrong && outcome ? (outcome.typed as Record<string, unknown>) : undefined;
  const held = (name: string, stored: string): string => {
    const value = posted?.[name];
    return typeof value === "string" ? value : stored;
  };
  /** What stands in a cell now; without scripts, what stood in it when the page was made. */
  const now = (name: string, stored: string) => queue?.typed[name] ?? held(name, stored);
  const answers = cases.map(({ auditId, cells: row }) =>
    answersOfCells(row.map(({ code, answer }) => [code, now(cellName(auditId, code), answer)])),
  );
  const all = [...elsewhere, ...answers];
  const complete = all.filter((one) => isCaseComplete(questions, one)).length;
  const tallies = tallyAnswers(questions, all, { by: props.smallest });
  const rest = useRest(govForm.id);
  const { many } = useSubject();
  return (
    <>
      <ProgressBar
        words={`${complete} of ${all.length} ${many} complete`}
        count={complete}
        of={all.length}
      />
      <Keys />
      <GovFormBody
        form={form}
        autoComplete="off"
        action={props.action ?? paths.exercises.grid(id, { page: String(page) })}
        data-saves-to={props.saving.url}
      >
        <input type="hidden" name="bases" value={held("bases", JSON.stringify(bases))} readOnly />
        <input type="hidden" name="saveId" value={held("saveId", saveId)} readOnly />
        <SaveTrouble id={troubleId(form)} queue={queue} />
        {queue ? (
          <ContestedNow autosave={autosave} cells={cells} />
        ) : contested.length > 0 ? (
          <ContestedCells list={contested} />
        ) : null}
        <Legend dueOn={props.dueOn} />
        <GridTable
          questions={questions}
          cases={cases}
          answers={answers}
          tallies={props.tallied ? tallies : null}
          input={{
            held,
            errors: { ...form.errors, ...refusedIn(queue?.refused) },
            contested: queue ? [] : contested.map(({ name }) => name),
            clearName,
            noteName,
            rest,
            raises: props.outside !== true,
          }}
        />
        {props.tallied ? <TalliesSoFar tallies={tallies} /> : null}
        <ButtonGroup>
          <Button>Save</Button>
          {page < pages ? (
            <Button variant="secondary" name="then" value="next">
              Save and show the next {many}
            </Button>
          ) : null}
        </ButtonGroup>
        <SaveStatus queue={queue} savedBefore={props.saved} />
      </GovFormBody>
    </>
  );
}

const refusedIn = (refused: Record<string, { message: string }> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(refused).map(([name, { message }]) => [name, message]));

/** The keys are part of the page, ahead of the grid: they work from the moment its first row shows. */
function Keys() {
  const nonce = useContext(NonceContext);
  // Come to from another page of the application, the page brings no script of its own.
  useEffect(gridKeys, []);
  return (
    <script
      nonce={nonce}
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: our own function, no word of anyone's
      dangerouslySetInnerHTML={{ __html: `(${gridKeys})()` }}
    />
  );
}

function Legend({ dueOn }: { dueOn: string | null }) {
  return (
    <div className="los-grid__legend los-no-print">
      <p className="govuk-body">
        {dueOn ? `To be done by ${formatDate(dueOn)}. ` : null}
        Every answer is saved as you give it; others can answer at the same time.
      </p>
      <ul className="los-keys-line" aria-label="Answers and their keys">
        {questionAnswers.map((answer) => (
          <li key={answer}>
            <kbd>{questionAnswerLetters[answer]}</kbd> {questionAnswerNames[answer].toLowerCase()}
          </li>
        ))}
        <li className="los-keys-line__more">
          <kbd>←</kbd> <kbd>→</kbd> <kbd>↑</kbd> <kbd>↓</kbd> go from cell to cell
        </li>
        <li className="los-keys-line__more">
          <kbd>Delete</kbd> takes an answer away
        </li>
      </ul>
    </div>
  );
}

/** Answers what is open of a case with “met”, and takes just those answers back again. */
function useRest(formId: string) {
  const [filled, setFilled] = useState<Record<string, string[]>>({});
  const radiosOf = (name: string): HTMLInputElement[] => {
    const form = document.getElementById(formId);
    return [...(form?.querySelectorAll<HTMLInputElement>("input[type=radio]") ?? [])].filter(
      (radio) => radio.name === name,
    );
  };
  return {
    filled,
    fill: (auditId: string, names: readonly string[]) => {
      for (const name of names)
        radiosOf(name)
          .find(({ value }) => value === "met")
          ?.click();
      setFilled({ ...filled, [auditId]: [...names] });
    },
    undo: (auditId: string) => {
      for (const name of filled[auditId] ?? []) {
        const met = radiosOf(name).find(({ value, checked }) => value === "met" && checked);
        if (!met) continue;
        met.checked = false;
        met.dispatchEvent(new Event("change", { bubbles: true }));
      }
      const { [auditId]: _, ...others } = filled;
      setFilled(others);
    },
  };
}
