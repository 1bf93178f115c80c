/**
 * Owns finding what could not be handed over, for as long as the person still has it.
 * Practice: it waits under "Needs your attention" of whoever planned it; where they have left, of
 * every QA lead.
 */
import { paths } from "~/paths";
import { mayEver } from "~/rules/access/permission";
import { openToAuditor } from "~/rules/audits/audits";
import { goingOnStates } from "~/rules/exercises/exercises";
import { type AttentionFact, mostOfAKind } from "~/rules/home/attention";
import { unfinishedStatuses } from "~/rules/learning-log/learning-log";
import type { HandoverPart, LeftBehind } from "~/rules/people/handovers";
import { recordsOf, whoIn } from "../core/one-person.server";
import type { Db } from "../core/open.server";
import { type Handover, handovers, typed } from "../people/handovers.server";
import { openReviews } from "../samples/reviews.server";
import type { AttentionAsked } from "./attention/sources.server";

type Left = LeftBehind & { personId: string };

/** Which of these the person each was of still has; in as many reads however many there are. */
export async function listStillHeld<T extends Left>(db: Db, left: readonly T[]): Promise<T[]> {
  if (left.length === 0) return [];
  const idsOf = (part: HandoverPart) => [
    "",
    ...new Set(left.filter((one) => one.part === part).map(({ id }) => id)),
  ];
  const [audits, moderations, exercises, reviews, actions] = await Promise.all([
    db
      .selectFrom("audit")
      .select(["id", whoIn("auditor_id").as("holder")])
      .where("id", "in", idsOf("audits"))
      .where("state", "in", openToAuditor)
      .execute(),
    db
      .selectFrom("moderation")
      .select(["id", whoIn("moderator_id").as("holder")])
      .where("id", "in", idsOf("moderations"))
      .where("state", "=", "selected")
      .execute(),
    db
      .selectFrom("exercise")
      .select(["id", whoIn("lead_id").as("holder")])
      .where("id", "in", idsOf("exercises"))
      .where("state", "in", goingOnStates)
      .execute(),
    openReviews(db)
      .select(["exercise.id", whoIn("exercise_member.person_id").as("holder")])
      .where("exercise.id", "in", idsOf("reviews"))
      .execute(),
    db
      .selectFrom("action")
      .select(["id", whoIn("owner_id").as("holder")])
      .where("id", "in", idsOf("actions"))
      .where("status", "in", unfinishedStatuses)
      .execute(),
  ]);
  const found = { audits, moderations, exercises, reviews, actions };
  return left.filter(({ part, id, personId }) =>
    found[part].some((row) => row.id === id && row.holder === personId),
  );
}

export const listStillTheirs = async (
  db: Db,
  personId: string,
  left: readonly LeftBehind[],
): Promise<LeftBehind[]> =>
  (
    await listStillHeld(
      db,
      left.map((one) => ({ ...one, personId })),
    )
  ).map(({ personId: _, ...one }) => one);

const leftOf = ({ personId, toName, result }: Handover) =>
  (result?.left ?? []).map((one) => ({ ...one, personId, toName }));

const done = (db: Db) => handovers(db).where("begun_at", "is not", null).where("result", "<>", "");

/** What could not go and is still held; where it was tried several times, as it ended last. */
async function listStill(db: Db, latestFirst: readonly Handover[]) {
  const held = await listStillHeld(
    db,
    latestFirst.flatMap((one) => leftOf(one).map((left) => ({ ...left, by: one }))),
  );
  const first = new Map<string, (typeof held)[number]>();
  for (const one of held) {
    const key = `${one.part} ${one.id}`;
    if (!first.has(key)) first.set(key, one);
  }
  return [...first.values()];
}

/** What could not go of a person's when it was handed over, and is with them still; the latest first. */
export async function listLeftBehind(
  db: Db,
  personId: string,
): Promise<(LeftBehind & { toName: string })[]> {
  const rows = await done(db).where("handover.person_id", "in", recordsOf(personId)).execute();
  return (await listStill(db, rows.map(typed).toReversed())).map(({ by: _, ...one }) => one);
}

/**
 * Whose hand-over by this reader left something, a person once however often it was tried; of those
 * planned by someone who has left, every QA lead's.
 */
export async function handoversLeft(
  db: Db,
  { readerId, reader }: AttentionAsked,
): Promise<AttentionFact[]> {
  const rows = await done(db)
    .where((eb) =>
      mayEver(reader, "audits.withdraw")
        ? eb.or([eb("planned_by", "=", readerId), eb("planner.active", "=", 0)])
        : eb("planned_by", "=", readerId),
    )
    // Nothing else of it can wait for anyone.
    .where("result", "not like", '%"left":[]%')
    // A leaver is on the list already, with all they have.
    .where("person.active", "=", 1)
    .clearOrderBy()
    .orderBy("begun_at", "desc")
    .orderBy("handover.id", "desc")
    .limit(mostOfAKind)
    .execute();
  const planners = new Set(rows.filter((row) => row.planner_active === 1).map((row) => row.id));
  const held = await listStill(db, rows.map(typed));
  const people = new Map(held.map(({ by }) => [by.personId, by]));
  return [...people.values()].map((by): AttentionFact => {
    const mine = held.filter((one) => one.personId === by.personId);
    return {
      kind: "handover-left",
      subject: by.personName,
      count: mine.length,
      since: by.begunAt,
      href: paths.handover(by.personId),
      list: paths.handovers(),
      place: "",
      meant: planners.has(by.id) ? by.plannedByName : null,
    };
  });
}
