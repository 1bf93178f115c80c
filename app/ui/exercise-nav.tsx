import { paths } from "~/paths";
import { type ExerciseState, hasReport } from "~/rules/exercises/exercises";
import { SubNav } from "./page";

export type ExercisePage =
  | "audits"
  | "draw"
  | "moderation"
  | "report"
  | "responses"
  | "feedback"
  | "history";

/** The pages of one core cycle, the same on each of them; its report once there is one. */
export function ExerciseNav({
  exerciseId,
  state,
  page,
}: {
  exerciseId: string;
  state: ExerciseState;
  page: ExercisePage;
}) {
  const items: [ExercisePage, string, string][] = [
    ["audits", "Audits", paths.exercises.one(exerciseId)],
    ["draw", "Draw", paths.exercises.draw(exerciseId)],
    ["moderation", "Moderation", paths.exercises.moderation(exerciseId)],
    ...(hasReport(state) ? reports(exerciseId) : []),
    ["feedback", "Family feedback", paths.familyFeedback.cycle(exerciseId)],
    ["history", "History", paths.exercises.history(exerciseId)],
  ];
  return (
    <SubNav
      label="This exercise"
      items={items.map(([key, label, href]) => ({ href, label, current: key === page }))}
    />
  );
}

const reports = (exerciseId: string): [ExercisePage, string, string][] => [
  ["report", "Report", paths.exercises.report(exerciseId)],
  ["responses", "Responses", paths.exercises.responses(exerciseId)],
];
