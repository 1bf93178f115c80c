/** Owns reading what an edition of a cycle's report holds, for whom it is published. */
import type { Actor } from "~/rules/access/people";
import type { Report } from "~/rules/reports/blocks";
import type { Audience } from "~/rules/reports/editions";
import type { Edition } from "~/rules/reports/linked-figures";
import type { Db } from "~db/core/open.server";
import type { Exercise } from "~db/exercises/exercises.server";
import { unscopedPublishedCells } from "~db/reports/editions.server";
import { type CycleReport, readCycleReport } from "./cycle-report.server";
import { cycleReportOf } from "./cycle-report-blocks";
import { type Publication, publicationOf } from "./publication";

/** The report as it stands, whole or with small counts hidden, beside every edition that is out. */
export async function readToPublish(
  db: Db,
  exercise: Exercise,
  actor: Actor,
  { audience, ...times }: { now: Date; today: string; audience: Audience },
): Promise<{ report: Report; cells: Edition | null; givenAway: number }> {
  const facts = await readCycleReport(db, exercise, actor, times);
  if (audience === "staff") return { report: cycleReportOf(facts), cells: null, givenAway: 0 };
  const { report, edition, open } = await publicationAsItStands(db, exercise, facts);
  return { report, cells: edition, givenAway: open };
}

/** What an edition for publication would hide, beside those that are out. */
export async function publicationAsItStands(
  db: Db,
  exercise: Exercise,
  facts: CycleReport,
): Promise<Publication> {
  const from = facts.cycles[0]?.month ?? exercise.month;
  return publicationOf(facts, await unscopedPublishedCells(db, from));
}
