/**
 * Owns an observation as it is read, and the writes of its life: begun, written, shared, answered,
 * closed, withdrawn.
 * Practice: it counts for the team of then, and is read by whoever manages the observed today; of a
 * family that did not agree nothing is stored, nor told in the history.
 */

import { paths } from "~/paths";
import type { Access } from "~/rules/access/access";
import {
  type Consent,
  countedObservations,
  mayAnswer,
  type ObservationKind,
  type ObservationPointKind,
  type ObservationState,
  observationMachine,
  type Place,
  pointsIn,
} from "~/rules/observations/observations";
import { type ObservationQuestion, readAnswers } from "~/rules/observations/questions";
import { appendEvent, type Stamp } from "../core/events.server";
import { newId } from "../core/ids.server";
import { recordsOf } from "../core/one-person.server";
import type { Db, Tx } from "../core/open.server";
import { Conflict, mustChange } from "../core/versions.server";
import { addMessage, addMessages } from "../messages/outbox.server";
import { placeNow } from "./places.server";
import { unscopedQuestions, unscopedQuestionsNow } from "./questions.server";

const { first, moves } = observationMachine;

export type ObservationStamp = Stamp & { actorId: string };

export const streamOf = (id: string) => `observation:${id}` as const;

export type Observed = {
  id: string;
  name: string;
  active: boolean;
  readAt: string | null;
  response: string;
  version: number;
  place: Place;
};

export type ObservationThemes = Record<ObservationPointKind, string[]>;

export type Observation = {
  id: string;
  kind: ObservationKind;
  observedOn: string;
  about: string;
  observerId: string;
  observerName: string;
  observerActive: boolean;
  teamId: string;
  teamName: string;
  serviceId: string;
  caseId: string | null;
  questions: ObservationQuestion[];
  answers: Record<string, string>;
  seen: string;
  strengths: string;
  toDevelop: string;
  themes: ObservationThemes;
  workerConsent: Consent | null;
  workerConsentHow: string;
  workerConsentOn: string | null;
  familyConsent: Consent | null;
  familyConsentHow: string;
  familyConsentOn: string | null;
  familyView: string;
  feedbackTo: string;
  feedbackOn: string | null;
  conflictReason: string;
  state: ObservationState;
  begunAt: string;
  sharedAt: string | null;
  closedAt: string | null;
  withdrawnReason: string;
  version: number;
  /** The part of a practice week from which it was begun. */
  slotId: string | null;
  observed: Observed[];
  access: Access;
};

async function listObserved(db: Db, id: string): Promise<Observed[]> {
  const rows = await db
    .selectFrom("observation_person as part")
    .innerJoin("observation", "observation.id", "part.observation_id")
    .innerJoin("one_person as person", "person.record_id", "part.person_id")
    .leftJoin("team as place", (join) => join.on("place.id", "=", placeNow))
    .select(["person.id", "person.name", "person.active", "part.read_at as readAt"])
    .select([
      "part.response",
      "part.version",
      "place.id as teamId",
      "place.service_id as serviceId",
    ])
    .where("part.observation_id", "=", id)
    .orderBy("person.name_folded")
    .execute();
  return [...new Map(rows.map((row) => [row.id, row])).values()].map(
    ({ teamId, serviceId, active, ...row }) => ({
      ...row,
      active: active === 1,
      place: { teamId, serviceId },
    }),
  );
}

export async function findObservation(db: Db, id: string): Promise<Observation | null> {
  const row = await db
    .selectFrom("observation")
    .innerJoin("one_person as observer", "observer.record_id", "observation.observer_id")
    .innerJoin("team", "team.id", "observation.team_id")
    .selectAll("observation")
    .select(["observer.id as observerId", "observer.name as observerName"])
    .select(["observer.active as observerActive", "team.name as teamName"])
    .where("observation.id", "=", id)
    .executeTakeFirst();
  if (!row) return null;
  const [observed, themes, questions] = await Promise.all([
    listObserved(db, id),
    db
      .selectFrom("observation_theme")
      .select(["kind", "theme"])
      .where("observation_id", "=", id)
      .orderBy("theme")
      .execute(),
    unscopedQuestions(db, row.questions_number),
  ]);
  const themesOf = (kind: ObservationPointKind) =>
    themes.filter((one) => one.kind === kind).map(({ theme }) => theme);
  return {
    ...{ id, kind: row.kind, observedOn: row.observed_on, about: row.about },
    ...{ observerId: row.observerId, observerName: row.observerName },
    observerActive: row.observerActive === 1,
    ...{ teamId: row.team_id, teamName: row.teamName, serviceId: row.service_id },
    ...{ caseId: row.case_id, questions, answers: readAnswers(row.answers) },
    ...{ seen: row.seen, strengths: row.strengths, toDevelop: row.to_develop },
    themes: { strength: themesOf("strength"), develop: themesOf("develop") },
    ...{ workerConsent: row.worker_consent, workerConsentHow: row.worker_consent_how },
    ...{ workerConsentOn: row.worker_consent_on, familyConsent: row.family_consent },
    ...{ familyConsentHow: row.family_consent_how, familyConsentOn: row.family_consent_on },
    ...{ familyView: row.family_view, feedbackTo: row.feedback_to, feedbackOn: row.feedback_on },
    ...{ conflictReason: row.conflict_reason, state: row.state, begunAt: row.begun_at },
    ...{ sharedAt: row.shared_at, closedAt: row.closed_at, version: row.version },
    ...{ withdrawnReason: row.withdrawn_reason, slotId: row.slot_id, observed },
    access: {
      teamId: null,
      serviceId: null,
      people: {
        raiser: [row.observerId],
        worker: row.shared_at === null ? [] : observed.map((one) => one.id),
      },
    },
  };
}

/** Begins one, of a team, with the questions of today; returns its id. */
export async function beginObservation(
  tx: Tx,
  stamp: ObservationStamp,
  begun: {
    kind: ObservationKind;
    observedOn: string;
    about?: string;
    teamId: string;
    observed?: readonly string[];
    slotId?: string;
  },
): Promise<string> {
  const id = newId();
  const [{ number }, team] = await Promise.all([
    unscopedQuestionsNow(tx),
    tx
      .selectFrom("team")
      .select("service_id")
      .where("id", "=", begun.teamId)
      .executeTakeFirstOrThrow(),
  ]);
  await tx
    .insertInto("observation")
    .values({
      ...{ id, kind: begun.kind, observed_on: begun.observedOn, about: begun.about ?? "" },
      ...{ observer_id: stamp.actorId, team_id: begun.teamId, service_id: team.service_id },
      ...{ questions_number: number || null, state: first, begun_at: stamp.at },
      slot_id: begun.slotId ?? null,
    })
    .execute();
  await setObserved(tx, id, begun.observed ?? []);
  await appendEvent(tx, stamp, {
    stream: streamOf(id),
    kind: "observation.begun",
    after: { kind: begun.kind, observedOn: begun.observedOn },
  });
  return id;
}

async function setObserved(tx: Tx, id: string, observed: readonly string[]): Promise<void> {
  await tx.deleteFrom("observation_person").where("observation_id", "=", id).execute();
  if (observed.length === 0) return;
  await tx
    .insertInto("observation_person")
    .values(observed.map((personId) => ({ observation_id: id, person_id: personId })))
    .execute();
}

export type ObservationWords = Pick<
  Observation,
  | "kind"
  | "observedOn"
  | "about"
  | "answers"
  | "seen"
  | "strengths"
  | "toDevelop"
  | "themes"
  | "workerConsent"
  | "workerConsentHow"
  | "workerConsentOn"
  | "familyConsent"
  | "familyConsentHow"
  | "familyConsentOn"
  | "familyView"
  | "feedbackTo"
  | "feedbackOn"
  | "caseId"
> & { observed: readonly string[] };

/** Of a family that did not agree no case and no view; how and when only of who agreed. */
const columnsOf = (words: ObservationWords) => {
  const [worker, family] = [words.workerConsent === "given", words.familyConsent === "given"];
  return {
    ...{ kind: words.kind, observed_on: words.observedOn, about: words.about, seen: words.seen },
    ...{ answers: JSON.stringify(words.answers), strengths: words.strengths },
    ...{ to_develop: words.toDevelop, worker_consent: words.workerConsent },
    worker_consent_how: worker ? words.workerConsentHow : "",
    worker_consent_on: worker ? words.workerConsentOn : null,
    family_consent: words.familyConsent,
    family_consent_how: family ? words.familyConsentHow : "",
    family_consent_on: family ? words.familyConsentOn : null,
    family_view: family ? words.familyView : "",
    case_id: words.familyConsent === "not-given" ? null : words.caseId,
    ...{ feedback_to: words.feedbackTo, feedback_on: words.feedbackOn },
  };
};

/** Changes the row that was read at `version`, in one of these states. Throws Conflict. */
async function update(
  tx: Tx,
  { id }: Pick<Observation, "id">,
  version: number,
  from: readonly ObservationState[],
  set: Partial<ReturnType<typeof columnsOf>> & {
    state?: ObservationState;
    shared_at?: string;
    closed_at?: string;
    withdrawn_reason?: string;
    conflict_reason?: string;
  },
): Promise<void> {
  mustChange(
    streamOf(id),
    await tx
      .updateTable("observation")
      .set((eb) => ({ ...set, version: eb("version", "+", 1) }))
      .where("id", "=", id)
      .where("version", "=", version)
      .where("state", "in", from)
      .executeTakeFirst(),
  );
}

/** Keeps a draft as it is written; the history tells that, and none of its words. Throws Conflict. */
export async function writeObservation(
  tx: Tx,
  stamp: ObservationStamp,
  observation: Pick<Observation, "id">,
  version: number,
  words: ObservationWords,
): Promise<void> {
  const { id } = observation;
  await update(tx, observation, version, moves.share.from, columnsOf(words));
  await setObserved(tx, id, words.observed);
  await tx.deleteFrom("observation_theme").where("observation_id", "=", id).execute();
  const themes = (["strength", "develop"] as const).flatMap((kind) =>
    words.themes[kind].map((theme) => ({ observation_id: id, kind, theme })),
  );
  if (themes.length > 0) await tx.insertInto("observation_theme").values(themes).execute();
  await appendEvent(tx, stamp, {
    stream: streamOf(id),
    kind: "observation.written",
    after: { kind: words.kind, observedOn: words.observedOn },
  });
}

/** A part of a practice week is done once its observation is shared. */
async function setSlot(tx: Tx, slotId: string | null, state: "planned" | "done"): Promise<void> {
  if (slotId === null) return;
  await tx
    .updateTable("practice_week_slot")
    .set((eb) => ({ state, version: eb("version", "+", 1) }))
    .where("id", "=", slotId)
    .where("week_id", "in", (eb) =>
      eb.selectFrom("practice_week").select("practice_week.id").where("state", "=", "published"),
    )
    .execute();
}

/** Shares it with whoever was observed; its points stand as they are from now on. Throws Conflict. */
export async function shareObservation(
  tx: Tx,
  stamp: ObservationStamp,
  observation: Observation,
  { version, conflictReason }: { version: number; conflictReason: string },
): Promise<void> {
  const { id } = observation;
  const { from, to } = moves.share;
  await update(tx, observation, version, from, {
    ...{ state: to, shared_at: stamp.at, conflict_reason: conflictReason },
  });
  await setSlot(tx, observation.slotId, "done");
  const points = (
    [
      ["strength", observation.strengths],
      ["develop", observation.toDevelop],
    ] as const
  ).flatMap(([kind, text]) =>
    pointsIn(text).map((line, position) => ({
      ...{ id: newId(), observation_id: id, kind, position, text: line },
    })),
  );
  if (points.length > 0) await tx.insertInto("observation_point").values(points).execute();
  await appendEvent(tx, stamp, {
    stream: streamOf(id),
    kind: "observation.shared",
    after: { state: to, ...(conflictReason ? { conflictReason } : {}) },
  });
  await addMessages(
    tx,
    stamp,
    observation.observed.map((one) => ({
      ...{ to: one.id, kind: "observation-shared" as const, key: id },
      link: paths.observations.one(id),
    })),
  );
}

/** What the observed says to it, or that they read it; the observer is told. Throws Conflict. */
export async function answerObservation(
  tx: Tx,
  stamp: ObservationStamp,
  observation: Pick<Observation, "id" | "observerId" | "state">,
  { version, response }: { version: number; response: string },
): Promise<void> {
  const { id } = observation;
  const held = await tx
    .updateTable("observation")
    .set((eb) => ({ version: eb.ref("version") }))
    .where("id", "=", id)
    .where("state", "in", countedObservations)
    .executeTakeFirst();
  if (held.numUpdatedRows === 0n || !mayAnswer(observation.state)) throw new Conflict(streamOf(id));
  mustChange(
    streamOf(id),
    await tx
      .updateTable("observation_person")
      .set((eb) => ({
        response,
        read_at: eb.fn.coalesce("read_at", eb.val(stamp.at)),
        version: eb("version", "+", 1),
      }))
      .where("observation_id", "=", id)
      .where("person_id", "in", recordsOf(stamp.actorId))
      .where("version", "=", version)
      .executeTakeFirst(),
  );
  await appendEvent(tx, stamp, {
    stream: streamOf(id),
    kind: response ? "observation.answered" : "observation.read",
  });
  if (response)
    await addMessage(tx, stamp, {
      ...{ to: observation.observerId, kind: "observation-answered" },
      // Of several observed each answers, and from the same version.
      ...{ key: `${id}:${stamp.actorId}:${version}`, link: paths.observations.one(id) },
    });
}

/** To whom feedback was given, and when. Throws Conflict. */
export async function recordFeedback(
  tx: Tx,
  stamp: ObservationStamp,
  observation: Pick<Observation, "id">,
  { version, feedbackTo, feedbackOn }: { version: number; feedbackTo: string; feedbackOn: string },
): Promise<void> {
  await update(tx, observation, version, moves.close.from, {
    ...{ feedback_to: feedbackTo, feedback_on: feedbackOn },
  });
  await appendEvent(tx, stamp, {
    stream: streamOf(observation.id),
    kind: "observation.feedback-given",
    after: { feedbackOn },
  });
}

/** Throws Conflict. */
export async function closeObservation(
  tx: Tx,
  stamp: ObservationStamp,
  observation: Pick<Observation, "id">,
  version: number,
): Promise<void> {
  const { from, to } = moves.close;
  await update(tx, observation, version, from, { state: to, closed_at: stamp.at });
  await appendEvent(tx, stamp, {
    stream: streamOf(observation.id),
    kind: "observation.closed",
    after: { state: to },
  });
}

/** Withdraws it with a reason; whoever it was shared with is told. Throws Conflict. */
export async function withdrawObservation(
  tx: Tx,
  stamp: ObservationStamp,
  observation: Pick<Observation, "id" | "sharedAt" | "slotId" | "observed">,
  { version, reason }: { version: number; reason: string },
): Promise<void> {
  const { id } = observation;
  const { from, to } = moves.withdraw;
  await update(tx, observation, version, from, { state: to, withdrawn_reason: reason });
  await appendEvent(tx, stamp, {
    stream: streamOf(id),
    kind: "observation.withdrawn",
    after: { state: to },
  });
  if (observation.sharedAt !== null) await setSlot(tx, observation.slotId, "planned");
  if (observation.sharedAt !== null)
    await addMessages(
      tx,
      stamp,
      observation.observed.map((one) => ({
        ...{ to: one.id, kind: "observation-withdrawn" as const, key: id },
        link: paths.observations.one(id),
      })),
    );
}
