/**
 * Owns making a record of someone point to the person who stays, and lifting that again.
 * Practice: only the record's own row says so, and it is not active meanwhile; audits, cases, reads
 * and history keep the id they were made with, so that lifting gives back exactly what was.
 */
import { paths } from "~/paths";
import { dateInLondon } from "~/rules/core/dates";
import { weigh } from "~/rules/independence/independence";
import { opensSomething } from "~/rules/people/access-changes";
import {
  type Brings,
  liftWaits,
  ownRecord,
  pointWaits,
  whyNotPoint,
} from "~/rules/people/same-person";
import { holdPeople } from "../../access/people.server";
import { appendEvent, type Stamp } from "../../core/events.server";
import { newId } from "../../core/ids.server";
import { type Db, type Tx, transact } from "../../core/open.server";
import { countAll } from "../../core/scope.server";
import { mustChange } from "../../core/versions.server";
import { listJudging } from "../../independence/facts.server";
import { noticeConflicts } from "../../independence/independence.server";
import { addMessage } from "../../messages/outbox.server";
import { countHeld } from "../../overviews/leaving.server";
import { removeSessions } from "../../people/accounts.server";
import { endLinks } from "../../people/password-links.server";
import { findPerson, type Person } from "../../people/people-list.server";
import { findGivingFacts, propose } from "./access-giving.server";
import { hasOtherAdministrator } from "./people-admin.server";

type ByPerson = Stamp & { actorId: string };

/** Every place where a record may stand as having a part in something. */
const partsIn = [
  ["audit", "auditor_id"],
  ["audit", "worker_id"],
  ["moderation", "moderator_id"],
  ["moderation_holder", "person_id"],
  ["panel_member", "person_id"],
  ["decision_part", "person_id"],
  ["second_look", "asked_by"],
  ["second_look_part", "person_id"],
  ["panel_meeting", "chair_id"],
  ["panel_meeting_member", "person_id"],
  ["double_audit", "peer_id"],
  ["calibration", "lead_id"],
  ["calibration_rater", "person_id"],
  ["register_entry", "person_id"],
  ["exercise", "lead_id"],
  ["exercise", "chair_id"],
  ["exercise_member", "person_id"],
  ["case_record", "worker_id"],
  ["case_record", "supervisor_id"],
  ["case_record", "reviewing_officer_id"],
  ["case_holding", "person_id"],
  ["response", "answered_by"],
  ["response", "agreed_by"],
  ["action", "owner_id"],
  ["action", "raised_by"],
  ["action", "completed_by"],
  ["concern", "raised_by"],
  ["declared_conflict", "person_id"],
  ["declared_conflict", "worker_id"],
] as const;

/** What a record would bring to the person who stays; counts alone, and nothing of a case. */
export async function findBrings(
  db: Db,
  stamp: Stamp,
  record: Person,
  staysId: string,
): Promise<Brings> {
  const { n } = await db
    .selectFrom("grades_read")
    .select(countAll.as("n"))
    .where("person_id", "=", record.id)
    .executeTakeFirstOrThrow();
  return {
    ...(await countHeld(db, record.id, stamp.actorId ?? "")),
    parts: await countParts(db, record.id),
    gradesRead: n,
    conflicts: await countNewConflicts(db, stamp, record.id, staysId),
    roles: record.grants.length,
    hasAccount: record.account !== null,
  };
}

/** How many of those who judge open audits would newly be barred: tried, and taken back. */
async function countNewConflicts(
  db: Db,
  stamp: Stamp,
  recordId: string,
  staysId: string,
): Promise<number> {
  const tried = new Error("Only tried");
  let count = 0;
  const bars = async (tx: Tx) =>
    (await listJudging(tx, {}, dateInLondon(new Date(stamp.at)))).flatMap((one) =>
      weigh(one).bars.map((rule) => `${one.auditId} ${one.part} ${rule}`),
    );
  await transact(db, async (tx) => {
    const before = new Set(await bars(tx));
    await tx
      .updateTable("person")
      .set({ same_as_id: staysId })
      .where("id", "=", recordId)
      .execute();
    count = (await bars(tx)).filter((one) => !before.has(one)).length;
    throw tried;
  }).catch((error) => {
    if (error !== tried) throw error;
  });
  return count;
}

type Step = { ok: true; waits: boolean } | { ok: false; message: string };

const refuse = (message: string): Step => ({ ok: false, message });

/** Points a record to the person who stays, or proposes it where anything changes hands. */
export async function pointOrPropose(
  tx: Tx,
  stamp: ByPerson,
  { recordId, staysId, why }: { recordId: string; staysId: string; why: string },
): Promise<Step> {
  await holdPeople(tx, [recordId, staysId]);
  const record = await findPerson(tx, recordId);
  const stays = await findPerson(tx, staysId);
  if (!record || !stays) return refuse("Choose the person who stays");
  const refused = whyNotPoint(record, stays, stamp.actorId);
  if (refused) return refuse(refused);
  const parts = await countParts(tx, record.id);
  const { alone } = await findGivingFacts(tx, stamp.actorId);
  if (pointWaits({ parts }, alone)) {
    const what = { kind: "same-person", staysId, why } as const;
    const asked = await propose(tx, stamp, { personId: recordId, what });
    if (asked === "asked") return refuse("Wait for a second person: this is proposed already");
    return { ok: true, waits: true };
  }
  return (await point(tx, stamp, record, stays, why))
    ? { ok: true, waits: false }
    : refuse("Make someone else an administrator first: nobody else could keep people and roles");
}

/** How many parts a record has or had in anything, what was read under it included. */
async function countParts(db: Db, recordId: string): Promise<number> {
  let parts = 0;
  for (const [table, column] of [...partsIn, ["grades_read", "person_id"] as const]) {
    const query = db.selectFrom(table).select(countAll.as("n")) as never as {
      where(column: string, is: string, id: string): typeof query;
      executeTakeFirstOrThrow(): Promise<{ n: number }>;
    };
    parts += (await query.where(column, "=", recordId).executeTakeFirstOrThrow()).n;
  }
  return parts;
}

/** Points a record; false where it is the last administrator's. */
export async function point(
  tx: Tx,
  stamp: Stamp,
  record: Person,
  stays: Person,
  why: string,
): Promise<boolean> {
  const isAdministrator = record.active && record.grants.some((g) => g.role === "administrator");
  if (isAdministrator && !(await hasOtherAdministrator(tx, record.id))) return false;
  const result = await tx
    .updateTable("person")
    .set((eb) => ({
      same_as_id: stays.id,
      active_before: eb.ref("active"),
      active: 0,
      version: eb("version", "+", 1),
    }))
    .where("id", "=", record.id)
    .where("same_as_id", "is", null)
    .executeTakeFirst();
  mustChange(`person:${record.id}`, result);
  await removeSessions(tx, record.id);
  await endLinks(tx, [record.id], stamp.systemAt);
  await tellBoth(tx, stamp, { record, stays, why, kind: "person.same-person" });
  return true;
}

/** Lifts the pointer, or proposes it where something changes hands or is opened again. */
export async function liftOrPropose(
  tx: Tx,
  stamp: ByPerson,
  { recordId, why }: { recordId: string; why: string },
): Promise<Step> {
  await holdPeople(tx, [recordId]);
  const record = await findPerson(tx, recordId);
  if (!record?.sameAsId) return refuse("Look again: this points to nobody any more");
  if ([record.id, record.sameAsId].includes(stamp.actorId)) {
    return refuse(ownRecord);
  }
  if (await findLiftWaits(tx, record, stamp.actorId)) {
    const what = { kind: "same-person-lifted", staysId: record.sameAsId, why } as const;
    const asked = await propose(tx, stamp, { personId: recordId, what });
    if (asked === "asked") return refuse("Wait for a second person: this is proposed already");
    return { ok: true, waits: true };
  }
  await lift(tx, stamp, record, why);
  return { ok: true, waits: false };
}

/** Whether lifting the pointer of this record would wait for a second person. */
export async function findLiftWaits(db: Db, record: Person, actorId: string): Promise<boolean> {
  const { alone } = await findGivingFacts(db, actorId);
  const opens = record.activeBefore && record.grants.some(({ role }) => opensSomething(role));
  return liftWaits({ parts: await countParts(db, record.id), opens }, alone);
}

/** Gives the record back to itself, active or not as it was before. */
export async function lift(tx: Tx, stamp: Stamp, record: Person, why: string): Promise<void> {
  const stays = record.sameAsId ? await findPerson(tx, record.sameAsId) : null;
  const result = await tx
    .updateTable("person")
    .set((eb) => ({
      same_as_id: null,
      active: eb.ref("active_before") as never,
      active_before: null,
      version: eb("version", "+", 1),
    }))
    .where("id", "=", record.id)
    .where("same_as_id", "is not", null)
    .executeTakeFirst();
  mustChange(`person:${record.id}`, result);
  if (stays) await tellBoth(tx, stamp, { record, stays, why, kind: "person.same-person-lifted" });
}

/** Keeps it in both histories, looks again at who judges what, and tells whoever stays. */
async function tellBoth(
  tx: Tx,
  stamp: Stamp,
  {
    record,
    stays,
    why,
    kind,
  }: {
    record: Person;
    stays: Person;
    why: string;
    kind: "person.same-person" | "person.same-person-lifted";
  },
): Promise<void> {
  const pair = { recordId: record.id, record: record.name, staysId: stays.id, stays: stays.name };
  for (const { id } of [record, stays]) {
    await appendEvent(tx, stamp, { stream: `person:${id}`, kind, after: { ...pair, why } });
  }
  await noticeConflicts(tx, stamp, "one-person");
  const key = newId();
  await addMessage(tx, stamp, { to: stays.id, kind: "access-changed", key, link: paths.account() });
}
