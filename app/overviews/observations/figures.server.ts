/** Owns how many observations there were in a year, for one reader's reach. */
import type { Scope } from "~/rules/access/permission";
import { addDays, addMonths, formatDate } from "~/rules/core/dates";
import { counted } from "~/rules/core/words";
import { observationBlocks, sum } from "~/rules/observations/figures";
import type { Block } from "~/rules/reports/blocks";
import type { Db } from "~db/core/open.server";
import { listVocabulary, nameOf } from "~db/core/vocabulary.server";
import { type Between, countObservations, countThemes } from "~db/observations/counts.server";

/** Of the twelve months up to a day (YYYY-MM-DD), within reach. */
export async function readObservationFigures(
  db: Db,
  scope: Scope,
  { today }: { today: string },
): Promise<{ lead: string; blocks: Block[] }> {
  const between: Between = { from: addDays(addMonths(today, -12), 1), to: today };
  const [counts, themes, vocabulary] = await Promise.all([
    countObservations(db, scope, between),
    countThemes(db, scope, between),
    listVocabulary(db),
  ]);
  return {
    lead: `${counted(sum(counts, "count"), "observation")} from ${formatDate(between.from)} to ${formatDate(today)}.`,
    blocks: observationBlocks(counts, themes, (code) => nameOf(vocabulary.themes, code)),
  };
}
