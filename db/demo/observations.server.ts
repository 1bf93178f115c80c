/**
 * Owns writing the demonstration's observations, through the deeds themselves. Practice: nobody is
 * written to about what is past, so that its messages are removed again.
 */
import type { Tx } from "../core/open.server";
import { listVocabulary } from "../core/vocabulary.server";
import {
  answerObservation,
  beginObservation,
  closeObservation,
  findObservation,
  shareObservation,
  writeObservation,
} from "../observations/observations.server";
import { at } from "./clock";
import { type DemoObservation, demoObservations } from "./words/observations";

export type Staff = ReadonlyMap<string, { id: string; teamId: string | null }>;

export async function listStaff(tx: Tx): Promise<Staff> {
  const rows = await tx.selectFrom("person").select(["id", "name", "team_id as teamId"]).execute();
  return new Map(rows.map(({ name, ...row }) => [name, row]));
}

export async function addObservations(tx: Tx, systemAt: string): Promise<void> {
  const staff = await listStaff(tx);
  for (const one of demoObservations) await addObservation(tx, one, { staff, systemAt });
  await tx.deleteFrom("outbox").where("kind", "like", "observation-%").execute();
}

/** Adds one as far as it has come; answers its id. */
export async function addObservation(
  tx: Tx,
  one: DemoObservation,
  { staff, systemAt, slotId }: { staff: Staff; systemAt: string; slotId?: string },
): Promise<string> {
  const known = (name: string) => {
    const person = staff.get(name);
    if (!person) throw new Error(`${name} is not in the staff list`);
    return person;
  };
  const observer = known(one.observer).id;
  const observed = one.observed.map((name) => known(name).id);
  const teamId = known(one.observed[0] ?? "").teamId ?? "";
  const by = (actorId: string, day: string, time: string) => ({
    ...{ actorId, systemAt, at: at(day, time) },
  });
  const { themes } = await listVocabulary(tx);
  const there = (codes: readonly string[] = []) =>
    codes.filter((code) => themes.some((theme) => theme.code === code));
  const id = await beginObservation(tx, by(observer, one.on, "15:10"), {
    ...{ kind: one.kind, observedOn: one.on, teamId, observed },
    ...(slotId ? { slotId } : {}),
  });
  await writeObservation(tx, by(observer, one.on, "15:40"), { id }, 1, {
    ...{ kind: one.kind, observedOn: one.on, about: one.about, observed, seen: one.seen },
    ...{ answers: {}, strengths: one.strengths.join("\n"), toDevelop: one.toDevelop.join("\n") },
    themes: { strength: there(one.themes?.strength), develop: there(one.themes?.develop) },
    ...{ workerConsent: "given", workerConsentHow: "Asked beforehand", workerConsentOn: one.on },
    ...{ familyConsent: one.family, familyConsentHow: "Asked by the worker" },
    ...{ familyConsentOn: one.on, familyView: one.familyView ?? "", caseId: null },
    ...{ feedbackTo: one.feedbackOn ? one.observed.join(", ") : "" },
    feedbackOn: one.feedbackOn ?? null,
  });
  const written = await findObservation(tx, id);
  if (one.sharedOn === null || !written) return id;
  const shared = { version: 2, conflictReason: "" };
  await shareObservation(tx, by(observer, one.sharedOn, "09:30"), written, shared);
  const [first] = observed;
  if (one.answer && first)
    await answerObservation(
      tx,
      by(first, one.answer.on, "16:20"),
      { ...written, state: "shared" },
      { version: 1, response: one.answer.says },
    );
  if (one.closed)
    await closeObservation(tx, by(observer, one.answer?.on ?? one.sharedOn, "17:00"), { id }, 3);
  return id;
}
