/**
 * Owns the report of a thematic audit or a dip sample on one page, as typed blocks: why it was done, what
 * was found in how many cases, what will be done by when, and what follows.
 * Practice: the shape in which councils hand such audits to inspectors; a case is named by its reference
 * alone, a person only as the owner of an action.
 */
import { cohortNames, cohorts } from "~/rules/caseload/caseload";
import { formatMonth } from "~/rules/core/dates";
import { dueByInWords } from "~/rules/core/due";
import { andList, sentenceCase } from "~/rules/core/words";
import { exerciseKindNames, triggerKindNames } from "~/rules/exercises/exercises";
import { actionReference, actionStatusNames } from "~/rules/learning-log/learning-log";
import { type Block, column, type Report, type TableBlock } from "~/rules/reports/blocks";
import {
  countedSubjects,
  isOfCases,
  type SampleOf,
  subjectName,
  subjectWords,
} from "~/rules/samples/records";
import { reviewingNames } from "~/rules/samples/reviewing";
import { tallyAnswers } from "~/rules/samples/samples";
import { type Finding, listFindings } from "~db/audits/findings.server";
import type { Db } from "~db/core/open.server";
import { type Exercise, findToolVersion } from "~db/exercises/exercises.server";
import { listPromptedBy } from "~db/exercises/prompted.server";
import { listSampleActions } from "~db/operations/samples/actions.server";
import { listSampleCases, type SampleCase } from "~db/samples/cases.server";
import { listFindingCases } from "~db/samples/finding-cases.server";
import { caseAnswersOf, listGridAnswers } from "~db/samples/grid.server";
import { section, text } from "../reports/block-parts";
import { howGraded, readGrades } from "./grades.server";

/** The report as it stands; provisional until the exercise is closed. */
export async function readOnePage(db: Db, exercise: Exercise, today: string): Promise<Report> {
  const { id, kind, month, title, toolVersionId } = exercise;
  const cases = await listSampleCases(db, id);
  const questions = toolVersionId
    ? ((await findToolVersion(db, toolVersionId))?.definition.questions ?? [])
    : [];
  const stored = await listGridAnswers(
    db,
    questions.length > 0 ? cases.map(({ auditId }) => auditId) : [],
  );
  const answers = cases.map(({ auditId }) => caseAnswersOf(questions, stored.get(auditId) ?? []));
  const findings = await listFindings(db, { exerciseId: id, auditId: null });
  const about = await listFindingCases(db, id);
  const found = (of: Finding["kind"]): Block => ({
    kind: "list",
    items: findings
      .filter((one) => one.kind === of)
      .map((one) => findingInWords(one, about.get(one.id) ?? [], exercise.of)),
  });
  const tallies =
    questions.length > 0 ? talliesOf(tallyAnswers(questions, answers), exercise.of) : null;
  return {
    title,
    caption: `${exerciseKindNames[kind]}, ${formatMonth(month)}`,
    lead: exercise.rationale,
    standing: exercise.state === "closed" ? "final" : "provisional",
    onOnePage: true,
    about: [
      ["Prompted by", promptOf(exercise)],
      [isOfCases(exercise.of) ? "Cases" : subjectName(exercise.of), casesInWords(cases)],
      [
        "Reviewed",
        exercise.graded ? await howGraded(db, exercise) : reviewingNames[exercise.reviewing],
      ],
    ],
    blocks: [
      ...(await readGrades(db, exercise, today)),
      {
        kind: "beside",
        blocks: [
          section("Strengths", [found("strength")]),
          section("Areas for development", [found("development")]),
        ],
      },
      ...(tallies ? [tallies] : []),
      await actionsOf(db, id),
      section("Next steps", await nextSteps(db, exercise)),
    ],
    // What a program reads of it: how each question was answered.
    data: tallies,
  };
}

const promptOf = ({ triggerKind, triggerText }: Exercise): string =>
  [triggerKind ? triggerKindNames[triggerKind] : "", triggerText].filter(Boolean).join(": ") ||
  "Not said";

function casesInWords(cases: readonly SampleCase[]): string {
  const mix = cohorts.flatMap((cohort) => {
    const count = cases.filter((one) => one.cohort === cohort).length;
    return count > 0 ? [`${count} ${cohortNames[cohort].toLowerCase()}`] : [];
  });
  if (cases.length === 0) return "None yet";
  return mix.length > 0 ? `${cases.length}: ${andList(mix)}` : String(cases.length);
}

/** "Two needed more mapping (2 cases: DB-1012 and DB-1044)". */
function findingInWords(
  { text: words, caseCount }: Finding,
  references: readonly string[],
  of: SampleOf,
) {
  if (references.length > 0) {
    return `${words} (${countedSubjects(references.length, of)}: ${andList([...references])})`;
  }
  return caseCount === null ? words : `${words} (${countedSubjects(caseCount, of)})`;
}

const talliesOf = (tallies: ReturnType<typeof tallyAnswers>, of: SampleOf): TableBlock => ({
  kind: "table",
  name: "answers",
  caption: `What the ${subjectWords[of.subject].many} showed`,
  columns: [
    column("Question"),
    column("Met", "share"),
    column("Partly met", "count"),
    column("Not met", "count"),
  ],
  rows: tallies.map((tally) => [
    tally.text,
    { figure: tally.met },
    { figure: tally.partly },
    { figure: tally["not-met"] },
  ]),
});

async function actionsOf(db: Db, exerciseId: string): Promise<Block> {
  const actions = await listSampleActions(db, exerciseId);
  if (actions.length === 0) return section("Actions", [text("None in the learning log.")]);
  return {
    kind: "table",
    name: "actions",
    caption: "Actions",
    columns: [column("Reference"), column("What"), column("Owner"), column("Due"), column("State")],
    rows: actions.map((one) => [
      actionReference(one.reference),
      one.what,
      one.ownerRole || one.ownerName || "No owner",
      dueByInWords(one),
      actionStatusNames[one.status],
    ]),
  };
}

async function nextSteps(db: Db, exercise: Exercise): Promise<Block[]> {
  const planned = await listPromptedBy(db, exercise.id);
  const lines = planned.map(
    ({ kind, title, month }) => `${exerciseKindNames[kind]} “${title}”, ${formatMonth(month)}`,
  );
  if (!exercise.nextSteps && lines.length === 0) return [text("None were written.")];
  return [
    ...(exercise.nextSteps ? [text(exercise.nextSteps)] : []),
    ...(lines.length > 0
      ? [text(`${sentenceCase("in the programme")}: ${lines.join("; ")}.`)]
      : []),
  ];
}
