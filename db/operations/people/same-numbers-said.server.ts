/**
 * Owns saying what records are whose numbers nearly coincide: one record that goes on and the others
 * closed, or records that stay apart.
 */
import type { Settled } from "~/rules/imports/same-number";
import { compareStagedAgain } from "../../caseload/compare-again.server";
import { asHeldCase } from "../../caseload/held.server";
import { type Holding, planHoldings } from "../../caseload/holdings.server";
import { appendEvent, type Stamp } from "../../core/events.server";
import { newId } from "../../core/ids.server";
import type { Tx } from "../../core/open.server";
import { Conflict, mustChange } from "../../core/versions.server";
import { noticeConflicts } from "../../independence/independence.server";
import {
  asIds,
  findNumberGroup,
  type NumberGroup,
  type NumberKind,
} from "../../people/same-numbers.server";
export type SayNumber = {
  kind: NumberKind;
  group: NumberGroup;
  said: Settled;
  /** The date in London, on which the record that is not kept closes. */
  today: string;
};

/** Keeps what was said. Throws Conflict where someone else has said it meanwhile. */
export async function saveNumberAnswer(tx: Tx, stamp: Stamp, say: SayNumber): Promise<void> {
  const { kind, group, said, today } = say;
  const stream = `${kind}:${group.ids[0] ?? ""}` as const;
  const now = await findNumberGroup(tx, kind, group.ids[0] ?? "");
  if (!now || asIds(now.ids) !== asIds(group.ids)) throw new Conflict(stream);
  const before = await tx
    .selectFrom("same_number")
    .selectAll()
    .where("kind", "=", kind)
    .where("key", "=", group.key)
    .executeTakeFirst();
  if ((now.settled?.version ?? 0) !== (group.settled?.version ?? 0)) throw new Conflict(stream);
  if (before) await openAgain(tx, stamp, JSON.parse(before.closed), today);
  const others = group.ids.filter((id) => id !== said.meantId);
  const closes = kind === "case" && said.answer === "same";
  const closed = closes ? await closeCases(tx, stamp, others, today) : [];
  const values = {
    ids: asIds(group.ids),
    answer: said.answer,
    meant_id: said.meantId,
    closed: JSON.stringify(closed),
    settled_by: stamp.actorId,
    settled_at: stamp.at,
  };
  if (before) {
    mustChange(
      stream,
      await tx
        .updateTable("same_number")
        .set({ ...values, version: before.version + 1 })
        .where("id", "=", before.id)
        .where("version", "=", before.version)
        .executeTakeFirst(),
    );
  } else {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto("same_number")
      .values({ id: newId(), kind, key: group.key, ...values })
      .onConflict((c) => c.columns(["kind", "key"]).doNothing())
      .executeTakeFirst();
    // Someone else has said it at the same moment.
    if (numInsertedOrUpdatedRows === 0n) throw new Conflict(stream);
  }
  for (const id of group.ids) {
    await appendEvent(tx, stamp, {
      stream: `${kind}:${id}`,
      kind: kind === "case" ? "case.number-settled" : "person.number-settled",
      after: { answer: said.answer, others: group.ids.filter((other) => other !== id) },
    });
  }
  if (kind === "case") await noticeConflicts(tx, stamp, "one-child");
  await compareStagedAgain(tx, {
    problem:
      "Look again before you confirm: someone has said which record a number means, so this file was compared once more",
  });
}

type Closed = { id: string; version: number };

/** Closes those that are open; answers which, as they are then. */
async function closeCases(tx: Tx, stamp: Stamp, ids: readonly string[], today: string) {
  const closed: Closed[] = [];
  for (const id of ids) {
    const after = await moveCase(tx, stamp, id, { from: null, to: today }, today);
    if (after) closed.push(after);
  }
  return closed;
}

/** Opens what an answer closed, unless it was changed by something else since. */
async function openAgain(tx: Tx, stamp: Stamp, closed: readonly Closed[], today: string) {
  for (const { id, version } of closed) {
    const row = await tx
      .selectFrom("case_record")
      .select(["closed_on", "version"])
      .where("id", "=", id)
      .executeTakeFirst();
    if (row?.version !== version) continue;
    await moveCase(tx, stamp, id, { from: row.closed_on, to: null }, today);
  }
}

async function moveCase(
  tx: Tx,
  stamp: Stamp,
  id: string,
  { from, to }: { from: string | null; to: string | null },
  today: string,
): Promise<Closed | null> {
  const row = await tx
    .selectFrom("case_record")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row || row.closed_on !== from) return null;
  const closedOn = to !== null && to < row.opened_on ? row.opened_on : to;
  const version = row.version + 1;
  mustChange(
    `case:${id}`,
    await tx
      .updateTable("case_record")
      .set({ closed_on: closedOn, version })
      .where("id", "=", id)
      .where("version", "=", row.version)
      .executeTakeFirst(),
  );
  const before = asHeldCase(row);
  const open = await tx
    .selectFrom("case_holding")
    .selectAll()
    .where("case_id", "=", id)
    .where("to_on", "is", null)
    .execute();
  const change = { caseId: id, before, after: { ...before, closedOn } };
  for (const { does, ...holding } of planHoldings(change, open as Holding[], today)) {
    if (does === "begin") await tx.insertInto("case_holding").values(holding).execute();
    else {
      const { to_on } = holding;
      await tx.updateTable("case_holding").set({ to_on }).where("id", "=", holding.id).execute();
    }
  }
  await appendEvent(tx, stamp, {
    stream: `case:${id}`,
    kind: closedOn === null ? "case.changed" : "case.closed",
    before: { closedOn: row.closed_on },
    after: { closedOn },
  });
  return { id, version };
}
