import { paths } from "~/paths";
import { SubNav } from "./page";

export type ExercisePage = "audits" | "draw" | "moderation" | "report" | "responses" | "history";

/** The pages of one core cycle, the same on each of them. */
export function ExerciseNav({ exerciseId, page }: { exerciseId: string; page: ExercisePage }) {
  const items: [ExercisePage, string, string][] = [
    ["audits", "Audits", paths.exercises.one(exerciseId)],
    ["draw", "Draw", paths.exercises.draw(exerciseId)],
    ["moderation", "Moderation", paths.exercises.moderation(exerciseId)],
    ["report", "Report", paths.exercises.report(exerciseId)],
    ["responses", "Responses", paths.exercises.responses(exerciseId)],
    ["history", "History", paths.exercises.history(exerciseId)],
  ];
  return (
    <SubNav
      label="This exercise"
      items={items.map(([key, label, href]) => ({ href, label, current: key === page }))}
    />
  );
}
