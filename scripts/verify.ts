/**
 * Counts again everything that is kept (tallies, draws, the counts of imports) and says whether
 * every figure is right, and whether every added file is as it was stored:
 *
 *   npx tsx scripts/verify.ts     on the database at DATABASE_URL (data/line-of-sight.sqlite), with
 *                                 the files under DATA_DIR (data)
 *
 * Ends with 1 when anything differs, naming each; it changes nothing.
 */
import { join } from "node:path";
import { listFileDifferences } from "~/overviews/attachments/files-compared.server";
import { listKeptDifferences } from "~/overviews/reports/recount.server";
import { openDatabase, unlimited } from "~db/core/open.server";

const db = openDatabase(process.env.DATABASE_URL ?? "data/line-of-sight.sqlite", unlimited);
try {
  const files = join(process.env.DATA_DIR ?? "data", "files");
  const differences = [
    ...(await listKeptDifferences(db)),
    ...(await listFileDifferences(db, files)),
  ];
  for (const one of differences) console.log(one);
  console.log(
    differences.length === 0
      ? "Everything kept is the same as counted."
      : `${differences.length} kept ${differences.length === 1 ? "number or file differs" : "numbers or files differ"}.`,
  );
  process.exitCode = differences.length === 0 ? 0 : 1;
} finally {
  await db.destroy();
}
