/**
 * Checks the exported record of a draw by running it again; called by scripts/verify-draw, which
 * says what it prints and how it ends. It reads one file and writes nothing.
 */
import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { type OrderRecord, readOrderRecord } from "~/rules/moderation/order-record";
import { commitmentOf, verifyOrder } from "~/rules/moderation/sealed-order";
import { type DrawRecord, readRecord } from "~/rules/sampling/draw-record";
import { verifyRecord } from "~/rules/sampling/draw-verification";

const differencesShown = 10;
/** A caseload of 100,000 children makes a record of some 60 MB. */
const mostBytes = 300_000_000;

/** What a file says is printed, but never obeyed by the terminal. */
const print = (line: string): void =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  console.log(line.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, "\ufffd"));

process.exitCode = main(process.argv.slice(2));

function main(args: string[]): 0 | 1 | 2 {
  const [file] = args;
  if (file === undefined || args.length > 1 || file.startsWith("-")) {
    console.error("Name one file: scripts/verify-draw FILE, the record of a draw as downloaded.");
    return 2;
  }
  let text: string;
  try {
    const path = resolve(process.env.VERIFY_FROM ?? ".", file);
    if (statSync(path).size > mostBytes) {
      console.error("The file is not the record of a draw: it is larger than any could be.");
      return 2;
    }
    text = readFileSync(path, "utf8");
  } catch (error) {
    console.error(`The file can't be read: ${(error as Error).message}`);
    return 2;
  }
  const order = readOrderRecord(text.replace(/^\uFEFF/, ""));
  if (order) return reportOrder(order);
  const read = readRecord(text.replace(/^\uFEFF/, ""));
  if (!read.ok) {
    console.error(read.message);
    return 2;
  }
  try {
    return report(read.record);
  } catch (error) {
    console.error(`The record can't be run again: ${(error as Error).message}`);
    return 2;
  }
}

/** The sealed order of a cycle's moderation. */
function reportOrder(record: OrderRecord): 0 | 1 | 2 {
  print(`${record.exercise.title}: the order of moderation, ${record.order.length} audits`);
  print(`Seed         ${record.seed}`);
  print(`Fingerprint  ${record.fingerprint}`);
  print(`Algorithm    ${record.algorithm}\n`);
  const verified = verifyOrder(record);
  if (!verified.same && verified.differs === "algorithm") {
    print("This order can't be checked by this version.");
    return 2;
  }
  const checks: [string, boolean][] = [
    ["the list that it was drawn over", verified.same || verified.differs !== "list"],
    ["every place, drawn again", verified.same],
    ["the fingerprint of the seed", commitmentOf(record.seed) === record.commitment],
  ];
  for (const [what, same] of checks) print(`${same ? "same        " : "NOT THE SAME"}  ${what}`);
  const all = checks.every(([, same]) => same);
  print(
    all
      ? "\nThe same. Compare the fingerprint of the seed with what was written down at release:"
      : "\nNot the same: see above what differs.",
  );
  if (all) print(record.commitment);
  return all ? 0 : 1;
}

function report(record: DrawRecord): 0 | 1 | 2 {
  const { exercise, draw, plan, counts, made, swaps } = record;
  const planned = exercise.planned === plan.size ? "" : ` (${exercise.planned} planned)`;
  print(`${exercise.title}: ${plan.size} cases${planned} of ${counts.frame} in the frame`);
  print(`Drawn by ${draw.drawnBy} at ${draw.drawnAt}${draw.inForce ? "" : ", replaced since"}`);
  print(`Seed         ${made.seed}`);
  print(`Fingerprint  ${made.fingerprint}`);
  print(`Algorithm    ${made.algorithm}`);
  print(`Swaps        ${swaps.length}\n`);

  const { verdict, checks } = verifyRecord(record);
  const words = { same: "same       ", differs: "NOT THE SAME", "not-checked": "not checked" };
  for (const { what, result, details } of checks) {
    print(`${words[result].padEnd(13)} ${what}`);
    for (const line of details.slice(0, differencesShown)) print(`              ${line}`);
    if (details.length > differencesShown) {
      print(`              and ${details.length - differencesShown} more`);
    }
  }
  if (verdict === "unknown-algorithm") {
    print("\nThis draw can't be checked by this version.");
    return 2;
  }
  print(
    verdict === "same"
      ? "\nThe same: drawn again from its record, it comes out as recorded.\nBy whom and when it was drawn, and how many were planned, no run can check: compare those with\nthe page of the draw, and its seed and fingerprint with what was written down on the day."
      : "\nNot the same: see above what differs.",
  );
  return verdict === "same" ? 0 : 1;
}
