/**
 * Owns the grades of a thematic audit that is graded, as blocks of its own report.
 * Practice: they count once final and stand apart: its cases are chosen for a theme, so that their mix
 * is no measure of the service and is in no trend of core cycles.
 */
import { counted } from "~/rules/core/words";
import type { Block } from "~/rules/reports/blocks";
import { gradeMix } from "~/rules/reports/figure";
import { countTallies, overall } from "~/rules/reports/reports";
import { gradedAreas } from "~/rules/tools/tools";
import { versionInWords } from "~/rules/tools/versions";
import type { Db } from "~db/core/open.server";
import { type Exercise, findToolVersion, listMembers } from "~db/exercises/exercises.server";
import { countAudits } from "~db/exercises/programme.server";
import { listTallies } from "~db/reports/reports.server";

/** The final grades, overall and by practice area; none before it is closed, or of what has no grades. */
export async function readGrades(db: Db, exercise: Exercise, today: string): Promise<Block[]> {
  const { id, graded, state, toolVersionId } = exercise;
  if (!graded || state !== "closed" || toolVersionId === null) return [];
  const tool = await findToolVersion(db, toolVersionId);
  const tallies = await listTallies(db, [id], "final");
  const counts = (await countAudits(db, [id], today)).get(id);
  const { total = 0, byState = {}, moderated = 0 } = counts ?? {};
  const final = byState.final ?? 0;
  const mixOf = (area: string) => gradeMix(countTallies(tallies, area));
  return [
    {
      kind: "grades",
      name: "practice_areas",
      title: "Grades",
      rowsAre: "Practice area",
      rows: [
        { key: overall, name: "Overall grade", mix: mixOf(overall) },
        ...(tool ? gradedAreas(tool.definition) : []).map(({ code, name }) => ({
          key: code,
          name,
          mix: mixOf(code),
        })),
      ],
    },
    {
      kind: "note",
      text: [
        final < total
          ? `Final in ${final} of ${counted(total, "case")}, the rest once corrected.`
          : "",
        exercise.moderated ? `${moderated} of ${total} moderated blind.` : "Not moderated.",
        "These cases were chosen for the theme: their grades are in no trend of core cycles.",
      ]
        .filter(Boolean)
        .join(" "),
    },
  ];
}

/** "Graded with Core case audit, version 2.0, by 3 auditors". */
export async function howGraded(db: Db, { id, toolVersionId }: Exercise): Promise<string> {
  const tool = toolVersionId ? await findToolVersion(db, toolVersionId) : null;
  const auditors = (await listMembers(db, id)).filter(({ part }) => part === "auditor").length;
  const by = `by ${counted(auditors, "auditor")}`;
  return tool ? `Graded with ${tool.definition.name}, version ${versionInWords(tool)}, ${by}` : by;
}
