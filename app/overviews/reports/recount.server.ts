/**
 * Owns recounting what is kept: every number that a page reads instead of counting, beside what it
 * was counted from.
 * Practice: whoever doubts a figure can have all of them counted again; it reads everything and
 * changes nothing.
 */
import { verifyOrder } from "~/rules/moderation/sealed-order";
import { verifyDraw } from "~/rules/sampling/sampling";
import { recountImport } from "~db/caseload/recount.server";
import type { Db } from "~db/core/open.server";
import { findKeptOrder, listSealed } from "~db/moderation/order.server";
import { unscopedPairDifferences } from "~db/moderation/pairs.server";
import { findDraw } from "~db/operations/sampling/sampling.server";
import { unscopedPromptDifferences } from "~db/reports/prompt-tallies.server";
import { unscopedTallyDifferences } from "~db/reports/tallies.server";
import { unscopedIndexDifferences } from "~db/search/indexing.server";

/** What differs, a sentence each; empty when everything kept is as it is counted. */
export async function listKeptDifferences(db: Db): Promise<string[]> {
  return [
    ...(await ofTallies(db)),
    ...(await ofPairs(db)),
    ...(await ofPrompts(db)),
    ...(await ofDraws(db)),
    ...(await ofOrders(db)),
    ...(await ofImports(db)),
    ...(await unscopedIndexDifferences(db)),
  ];
}

async function ofTallies(db: Db): Promise<string[]> {
  return (await unscopedTallyDifferences(db)).map(
    (one) =>
      `Tally of exercise ${one.exercise_id}, ${one.basis}, team ${one.team_id}, service ${one.service_id}, ${one.cohort}, ${one.area}, ${one.judgement}: ${one.kept} kept, ${one.counted} counted`,
  );
}

async function ofPairs(db: Db): Promise<string[]> {
  return (await unscopedPairDifferences(db)).map(
    (one) =>
      `Pairs of exercise ${one.exercise_id}, tool version ${one.tool_version_id}, team ${one.team_id}, ${one.cohort}, auditor ${one.auditor_id}, ${one.area}, ${one.auditor_grade}, ${one.moderator_grade || "none"}, ${one.final_grade}, ${one.blind ? "blind" : "not blind"}, ${one.random ? "random" : "certain"}: ${one.kept} kept, ${one.counted} counted`,
  );
}

async function ofPrompts(db: Db): Promise<string[]> {
  return (await unscopedPromptDifferences(db)).map(
    (one) =>
      `Answers of exercise ${one.exercise_id}, team ${one.team_id}, service ${one.service_id}, ${one.cohort}, ${one.area}, ${one.prompt}, ${one.answer}: ${one.kept} kept, ${one.counted} counted`,
  );
}

/** The sizes of a draw's groups, its chances and its fingerprint, as they come out drawn again. */
async function ofDraws(db: Db): Promise<string[]> {
  const draws = await db.selectFrom("draw").select(["id", "exercise_id"]).orderBy("id").execute();
  const found: string[] = [];
  for (const { id, exercise_id } of draws) {
    const kept = await findDraw(db, exercise_id, id);
    const outcome = kept && verifyDraw(kept.frame, kept.plan, kept.made);
    if (outcome?.same) continue;
    found.push(
      `Draw ${id} of exercise ${exercise_id}: drawn again, its ${outcome?.differs ?? "frame"} differs`,
    );
  }
  return found;
}

/** The sealed orders of moderation, as they come out drawn again. */
async function ofOrders(db: Db): Promise<string[]> {
  const found: string[] = [];
  for (const id of await listSealed(db)) {
    const kept = await findKeptOrder(db, id);
    const outcome = kept && verifyOrder(kept);
    if (outcome?.same) continue;
    found.push(
      `Order of moderation of exercise ${id}: drawn again, its ${outcome?.differs ?? "list"} differs`,
    );
  }
  return found;
}

async function ofImports(db: Db): Promise<string[]> {
  const imports = await db
    .selectFrom("caseload_import")
    .select(["id", "counts"])
    .where("state", "in", ["staged", "confirmed", "undone"])
    .orderBy("id")
    .execute();
  const found: string[] = [];
  for (const { id, counts } of imports) {
    const kept: Record<string, unknown> = JSON.parse(counts);
    for (const [name, counted] of Object.entries(await recountImport(db, id))) {
      // An import from before a number was kept lacks it.
      if (kept[name] === undefined || kept[name] === counted) continue;
      found.push(`Import ${id}, ${name}: ${kept[name]} kept, ${counted} counted`);
    }
  }
  return found;
}
