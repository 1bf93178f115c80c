/**
 * Owns finding what could not be handed over, for as long as the person still has it.
 * Practice: it waits under "Needs your attention" of whoever planned it; where they have left, of
 * every QA lead.
 */
import { paths } from "~/paths";
import { mayEver } from "~/rules/access/permission";
import { openToAuditor } from "~/rules/audits/audits";
import { overStates } from "~/rules/exercises/exercises";
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
async function listStillHeld<T extends Left>(db: Db, left: readonly T[]): Promise<T[]> {
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
      .where("state", "not in", overStates)
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

const leftOf = ({ personId, result }: Handover): Left[] =>
  (result?.left ?? []).map((one) => ({ ...one, personId }));

const done = (db: Db) => handovers(db).where("begun_at", "is not", null).where("result", "<>", "");

/** What could not go of a person's when it was handed over, and is with them still; the latest first. */
export async function listLeftBehind(db: Db, personId: string): Promise<LeftBehind[]> {
  const rows = await done(db).where("handover.person_id", "in", recordsOf(personId)).execute();
  const left = rows
    .toReversed()
    .flatMap((row) => leftOf(typed(row)))
    .filter(
      ({ part, id }, at, all) =>
        all.findIndex((other) => other.part === part && other.id === id) === at,
    );
  return listStillHeld(db, left);
}

/** Hand-overs of this reader's after which something is left; of those who have left, every QA lead's. */
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
    // Nothing else of it can wait for anybody.
    .where("result", "not like", '%"left":[]%')
    // A leaver is on the list already, with all they have.
    .where("person.active", "=", 1)
    .orderBy("begun_at", "desc")
    .limit(mostOfAKind)
    .execute();
  const held = await listStillHeld(
    db,
    rows.flatMap((row) => leftOf(typed(row)).map((one) => ({ ...one, handoverId: row.id }))),
  );
  return rows.flatMap((row): AttentionFact[] => {
    const { id, personId, personName, plannedByName } = typed(row);
    const count = held.filter(({ handoverId }) => handoverId === id).length;
    if (count === 0) return [];
    return [
      {
        kind: "handover-left",
        subject: personName,
        count,
        since: row.begun_at,
        href: paths.handover(personId),
        list: paths.handovers(),
        place: "",
        meant: row.planner_active === 1 ? plannedByName : null,
      },
    ];
  });
}
