import { paths } from "~/paths";
import { type ExerciseKind, type ExerciseState, hasReport } from "~/rules/exercises/exercises";
import { SubNav } from "./page";

export type ExercisePage =
  | "audits"
  | "cases"
  | "draw"
  | "moderation"
  | "findings"
  | "report"
  | "responses"
  | "feedback"
  | "history";

type Item = [ExercisePage, string, string];

/** The pages of one graded exercise, the same on each of them; its report once there is one. */
export function ExerciseNav({
  exerciseId,
  kind = "core",
  state,
  page,
}: {
  exerciseId: string;
  kind?: ExerciseKind;
  state: ExerciseState;
  page: ExercisePage;
}) {
  const items = kind === "core" ? ofCycle(exerciseId, state) : ofThematic(exerciseId);
  return (
    <SubNav
      label="This exercise"
      items={items.map(([key, label, href]) => ({ href, label, current: key === page }))}
    />
  );
}

const ofCycle = (id: string, state: ExerciseState): Item[] => [
  ["audits", "Audits", paths.exercises.one(id)],
  ["draw", "Draw", paths.exercises.draw(id)],
  ["moderation", "Moderation", paths.exercises.moderation(id)],
  ...(hasReport(state)
    ? ([
        ["report", "Report", paths.exercises.report(id)],
        ["responses", "Responses", paths.exercises.responses(id)],
      ] satisfies Item[])
    : []),
  ["feedback", "Family feedback", paths.familyFeedback.cycle(id)],
  ["history", "History", paths.exercises.history(id)],
];

const ofThematic = (id: string): Item[] => [
  ["audits", "Audits", paths.exercises.one(id)],
  ["cases", "Cases", paths.exercises.cases(id)],
  ["moderation", "Moderation", paths.exercises.moderation(id)],
  ["findings", "Findings", paths.exercises.findings(id)],
  ["report", "Report", paths.exercises.summary(id)],
  ["history", "History", paths.exercises.history(id)],
];
