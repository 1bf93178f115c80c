/**
 * Owns what is done with a calibration: planned, changed, given out, opened, closed and cancelled.
 * Practice: each move is made from its states alone, in one transaction with its event and messages;
 * what the lead does goes by the version, what happens by itself by the state.
 */
import { paths } from "~/paths";
import {
  type CalibrationKind,
  type CalibrationMove,
  calibrationMachine,
  opensByItself,
} from "~/rules/calibration/calibration";
import { dateInLondon } from "~/rules/core/dates";
import { appendEvent, type NewEvent, type Stamp } from "../core/events.server";
import { whoIn } from "../core/one-person.server";
import { type Db, type Tx, transact } from "../core/open.server";
import { mustChange } from "../core/versions.server";
import { addMessages } from "../messages/outbox.server";
import { withdrawEntriesOf } from "../people/register.server";
import { type Calibration, findCalibration } from "./calibrations.server";
import type { Agreed } from "./session.server";

export type Plan = {
  kind: CalibrationKind;
  title: string;
  caseId: string | null;
  narrative: string;
  toolVersionId: string;
  /** YYYY-MM-DD */
  dueOn: string;
  raters: readonly string[];
};

type Known = Pick<Calibration, "id" | "version">;

const streamOf = (id: string) => `calibration:${id}` as const;

const planned = (plan: Plan) => ({
  kind: plan.kind,
  title: plan.title,
  case_id: plan.caseId,
  narrative: plan.narrative,
  tool_version_id: plan.toolVersionId,
  due_on: plan.dueOn,
});

/** Plans one, and answers its id: of the draft that says the same already, where the button was pressed twice. */
export async function planCalibration(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  id: string,
  plan: Plan,
): Promise<string> {
  const same = await findSame(tx, stamp.actorId, plan);
  if (same !== null) return same;
  await tx
    .insertInto("calibration")
    .values({
      id,
      ...planned(plan),
      state: calibrationMachine.first,
      lead_id: stamp.actorId,
      made_at: stamp.at,
    })
    .execute();
  await saveRaters(tx, id, plan.raters);
  const { kind, title, dueOn } = plan;
  await appendEvent(tx, stamp, {
    stream: streamOf(id),
    kind: "calibration.planned",
    after: { kind, title, dueOn, raters: plan.raters },
  });
  return id;
}

/** The draft of this lead that says all of a plan, with the same raters; null when there is none. */
async function findSame(tx: Tx, leadId: string, plan: Plan): Promise<string | null> {
  const drafts = await tx
    .selectFrom("calibration")
    .select("id")
    .where("state", "=", calibrationMachine.first)
    .where("lead_id", "=", leadId)
    .where("title", "=", plan.title)
    .where("case_id", plan.caseId === null ? "is" : "=", plan.caseId)
    .where("narrative", "=", plan.narrative)
    .where("tool_version_id", "=", plan.toolVersionId)
    .where("due_on", "=", plan.dueOn)
    .where("kind", "=", plan.kind)
    .execute();
  const asked = new Set(plan.raters);
  for (const { id } of drafts) {
    const rows = await tx
      .selectFrom("calibration_rater")
      .select(whoIn("person_id").as("who"))
      .where("calibration_id", "=", id)
      .execute();
    const held = new Set(rows.map(({ who }) => who));
    if (held.size === asked.size && [...asked].every((rater) => held.has(rater))) return id;
  }
  return null;
}

/**
 * Changes a plan: all of it in a draft; its date and raters while it is graded, when whoever is added
 * is asked and whoever has submitted stays. Throws Conflict when it was changed since.
 */
export async function changeCalibration(
  tx: Tx,
  stamp: Stamp,
  known: Pick<Calibration, "id" | "state" | "raters" | "title" | "dueOn">,
  version: number,
  plan: Plan,
): Promise<void> {
  const isDraft = known.state === calibrationMachine.first;
  const set = isDraft ? planned(plan) : { due_on: plan.dueOn };
  mustChange(
    streamOf(known.id),
    await tx
      .updateTable("calibration")
      .set({ ...set, version: version + 1 })
      .where("id", "=", known.id)
      .where("version", "=", version)
      .where("state", "=", known.state)
      .executeTakeFirst(),
  );
  await saveRaters(tx, known.id, plan.raters);
  await appendEvent(tx, stamp, {
    stream: streamOf(known.id),
    kind: "calibration.changed",
    before: { dueOn: known.dueOn, raters: known.raters.map(({ personId }) => personId) },
    after: { dueOn: plan.dueOn, raters: plan.raters },
  });
  if (!isDraft) await askRaters(tx, stamp, known.id, plan.dueOn);
}

/** Those chosen, and whoever has submitted; what others had written goes with them. */
async function saveRaters(tx: Tx, id: string, raters: readonly string[]): Promise<void> {
  const held = await tx
    .selectFrom("calibration_rater")
    .select(["person_id", "submitted_at", whoIn("person_id").as("who")])
    .where("calibration_id", "=", id)
    .execute();
  const gone = held
    .filter(({ who, submitted_at }) => submitted_at === null && !raters.includes(who))
    .map(({ person_id }) => person_id);
  if (gone.length > 0) {
    for (const table of ["calibration_grade", "calibration_rater"] as const)
      await tx
        .deleteFrom(table)
        .where("calibration_id", "=", id)
        .where("person_id", "in", gone)
        .execute();
  }
  const added = raters.filter((rater) => !held.some(({ who }) => who === rater));
  if (added.length === 0) return;
  await tx
    .insertInto("calibration_rater")
    .values(added.map((person_id) => ({ calibration_id: id, person_id })))
    .execute();
}

const move = (tx: Tx, name: CalibrationMove, id: string, set: object) =>
  tx
    .updateTable("calibration")
    .set((eb) => ({
      ...set,
      state: calibrationMachine.moves[name].to,
      version: eb("version", "+", 1),
    }))
    .where("id", "=", id)
    .where("state", "in", calibrationMachine.moves[name].from);

/** A move of the lead's. Throws Conflict when it was changed or moved since it was read. */
async function moveKnown(
  tx: Tx,
  stamp: Stamp,
  { id, version }: Known,
  { name, set, event }: { name: CalibrationMove; set: object; event: Omit<NewEvent, "stream"> },
): Promise<void> {
  const moved = await move(tx, name, id, set).where("version", "=", version).executeTakeFirst();
  mustChange(streamOf(id), moved);
  await appendEvent(tx, stamp, { stream: streamOf(id), ...event });
}

export async function giveOut(tx: Tx, stamp: Stamp, one: Known & { dueOn: string }): Promise<void> {
  const event = { kind: "calibration.given-out" } as const;
  await moveKnown(tx, stamp, one, { name: "ask", set: { opened_at: stamp.at }, event });
  await askRaters(tx, stamp, one.id, one.dueOn);
}

/** Asks whoever has not submitted; who was asked before is not asked again. */
async function askRaters(tx: Tx, stamp: Stamp, id: string, due: string): Promise<void> {
  const raters = await tx
    .selectFrom("calibration_rater")
    .select("person_id")
    .where("calibration_id", "=", id)
    .where("submitted_at", "is", null)
    .execute();
  const link = paths.calibration.grade(id);
  await addMessages(
    tx,
    stamp,
    raters.map(({ person_id: to }) => ({ to, kind: "calibration-asked", key: id, link, due })),
  );
}

/** Opens the session where it is still being graded, and tells its raters and whoever leads it. */
export async function openSession(tx: Tx, stamp: Stamp, id: string): Promise<boolean> {
  const opened = await move(tx, "open-session", id, { session_at: stamp.at }).executeTakeFirst();
  if (opened.numUpdatedRows === 0n) return false;
  await appendEvent(tx, stamp, { stream: streamOf(id), kind: "calibration.session-opened" });
  await tellEveryone(tx, stamp, id, "calibration-session");
  return true;
}

async function tellEveryone(
  tx: Tx,
  stamp: Stamp,
  id: string,
  kind: "calibration-session" | "calibration-cancelled",
): Promise<void> {
  const one = await findCalibration(tx, id);
  if (!one) return;
  const people = new Set([one.leadId, ...one.raters.map(({ personId }) => personId)]);
  const link = paths.calibration.one(id);
  await addMessages(
    tx,
    stamp,
    [...people].map((to) => ({ to, kind, key: id, link })),
  );
}

/** A job: sessions open by themselves when their date has passed and there is something to compare. */
export async function openDueSessions(db: Db, stamp: Stamp): Promise<void> {
  const today = dateInLondon(new Date(stamp.at));
  const due = await db
    .selectFrom("calibration")
    .select("id")
    .where("state", "in", calibrationMachine.moves["open-session"].from)
    .where("due_on", "<", today)
    .execute();
  for (const { id } of due) {
    const one = await findCalibration(db, id);
    const submitted = one?.raters.filter(({ submittedAt }) => submittedAt !== null).length ?? 0;
    if (one && opensByItself(one.dueOn, today, submitted))
      await transact(db, (tx) => openSession(tx, stamp, id));
  }
}

/** Keeps what was agreed and learnt, and closes it where asked. */
export async function saveAgreed(
  tx: Tx,
  stamp: Stamp,
  { id, version }: Known,
  said: { areas: readonly Agreed[]; learnt: string; close: boolean },
): Promise<void> {
  const saved = tx
    .updateTable("calibration")
    .set({ learnt: said.learnt, version: version + 1 })
    .where("id", "=", id)
    .where("version", "=", version)
    .where("state", "in", calibrationMachine.moves.close.from);
  mustChange(streamOf(id), await saved.executeTakeFirst());
  await tx.deleteFrom("calibration_agreed").where("calibration_id", "=", id).execute();
  const areas = said.areas.filter(({ judgement, text }) => judgement !== "" || text !== "");
  if (areas.length > 0)
    await tx
      .insertInto("calibration_agreed")
      .values(areas.map((area) => ({ calibration_id: id, ...area })))
      .execute();
  const after = { areas, learnt: said.learnt };
  await appendEvent(tx, stamp, { stream: streamOf(id), kind: "calibration.agreed", after });
  if (!said.close) return;
  const event = { kind: "calibration.closed" } as const;
  const known = { id, version: version + 1 };
  await moveKnown(tx, stamp, known, { name: "close", set: { closed_at: stamp.at }, event });
}

/** Ends it without a result: it counts for nobody, and whoever had been asked is told. */
export async function cancelCalibration(
  tx: Tx,
  stamp: Stamp,
  one: Known & Pick<Calibration, "state">,
  reason: string,
): Promise<void> {
  const set = { closed_at: stamp.at, cancelled_reason: reason };
  const event = { kind: "calibration.cancelled", after: { reason } } as const;
  await moveKnown(tx, stamp, one, { name: "cancel", set, event });
  await withdrawEntriesOf(tx, stamp, one.id, "The calibration was cancelled");
  if (one.state !== calibrationMachine.first)
    await tellEveryone(tx, stamp, one.id, "calibration-cancelled");
}
