/**
 * Checks the exported record of a draw by running it again; called by scripts/verify-draw, which
 * says what it prints and how it ends. It reads one file and writes nothing.
 */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type DrawRecord, readRecord } from "~/rules/draw-record";
import { verifyRecord } from "~/rules/draw-verification";

const differencesShown = 10;

process.exitCode = main(process.argv.slice(2));

function main(args: string[]): 0 | 1 | 2 {
  const [file] = args;
  if (file === undefined || args.length > 1 || file.startsWith("-")) {
    console.error("Name one file: scripts/verify-draw FILE, the record of a draw as downloaded.");
    return 2;
  }
  let text: string;
  try {
    text = readFileSync(resolve(process.env.VERIFY_FROM ?? ".", file), "utf8");
  } catch (error) {
    console.error(`The file can't be read: ${(error as Error).message}`);
    return 2;
  }
  const read = readRecord(text.replace(/^\uFEFF/, ""));
  if (!read.ok) {
    console.error(read.message);
    return 2;
  }
  return report(read.record);
}

function report(record: DrawRecord): 0 | 1 | 2 {
  const { exercise, draw, plan, counts, made, swaps } = record;
  const planned = exercise.planned === plan.size ? "" : ` (${exercise.planned} planned)`;
  console.log(`${exercise.title}: ${plan.size} cases${planned} of ${counts.frame} in the frame`);
  console.log(
    `Drawn by ${draw.drawnBy} at ${draw.drawnAt}${draw.inForce ? "" : ", replaced since"}`,
  );
  console.log(`Seed         ${made.seed}`);
  console.log(`Fingerprint  ${made.fingerprint}`);
  console.log(`Algorithm    ${made.algorithm}`);
  console.log(`Swaps        ${swaps.length}\n`);

  const { verdict, checks } = verifyRecord(record);
  const words = { same: "same       ", differs: "NOT THE SAME", "not-checked": "not checked" };
  for (const { what, result, details } of checks) {
    console.log(`${words[result].padEnd(13)} ${what}`);
    for (const line of details.slice(0, differencesShown)) console.log(`              ${line}`);
    if (details.length > differencesShown) {
      console.log(`              and ${details.length - differencesShown} more`);
    }
  }
  if (verdict === "unknown-algorithm") {
    console.log("\nThis draw can't be checked by this version.");
    return 2;
  }
  console.log(
    verdict === "same"
      ? "\nThe same: drawn again from its record, every part of it comes out as recorded."
      : "\nNot the same: see above what differs.",
  );
  return verdict === "same" ? 0 : 1;
}
