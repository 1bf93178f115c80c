/**
 * Recounts the tallies from the final judgements and says whether every figure of the reports is
 * right:
 *
 *   npx tsx scripts/verify.ts     on the database at DATABASE_URL (data/line-of-sight.sqlite)
 *
 * Ends with 1 when any tally differs, naming each; it changes nothing.
 */
import { openDatabase, unlimited } from "~db/core/open.server";
import { listTallyDifferences } from "~db/reports/tallies.server";

const db = openDatabase(process.env.DATABASE_URL ?? "data/line-of-sight.sqlite", unlimited);
try {
  const differences = await listTallyDifferences(db);
  for (const one of differences) {
    console.log(
      `Exercise ${one.exercise_id}, team ${one.team_id}, ${one.cohort}, ${one.area}, ${one.judgement}: ${one.kept} kept, ${one.counted} counted`,
    );
  }
  console.log(
    differences.length === 0
      ? "Every tally is the same as the final judgements counted."
      : `${differences.length} tallies differ.`,
  );
  process.exitCode = differences.length === 0 ? 0 : 1;
} finally {
  await db.destroy();
}
