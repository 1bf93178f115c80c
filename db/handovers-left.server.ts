/**
 * Owns finding what could not be handed over, for as long as the person still has it.
 * Practice: it waits under "Needs your attention" of whoever planned it; where they have left, of
 * every QA lead.
 */
import { paths } from "~/paths";
import type { AttentionFact } from "~/rules/attention";
import { openToAuditor } from "~/rules/audits";
import type { HandoverPart, LeftBehind } from "~/rules/handovers";
import { unfinishedStatuses } from "~/rules/learning-log";
import { mayEver } from "~/rules/permission";
import type { AttentionAsked } from "./attention-sources.server";
import { handovers, typed } from "./handovers.server";
import { recordsOf } from "./one-person.server";
import type { Db } from "./open.server";

/** Which of these the person still has. */
async function listStillHeld(
  db: Db,
  personId: string,
  left: readonly LeftBehind[],
): Promise<LeftBehind[]> {
  const idsOf = (part: HandoverPart) => [
    "",
    ...left.filter((one) => one.part === part).map(({ id }) => id),
  ];
  const [audits, moderations, exercises, actions] = await Promise.all([
    db
      .selectFrom("audit")
      .select("id")
      .where("id", "in", idsOf("audits"))
      .where("auditor_id", "in", recordsOf(personId))
      .where("state", "in", openToAuditor)
      .execute(),
    db
      .selectFrom("moderation")
      .select("id")
      .where("id", "in", idsOf("moderations"))
      .where("moderator_id", "in", recordsOf(personId))
      .where("state", "=", "selected")
      .execute(),
    db
      .selectFrom("exercise")
      .select("id")
      .where("id", "in", idsOf("exercises"))
      .where("lead_id", "in", recordsOf(personId))
      .where("state", "not in", ["closed", "cancelled"])
      .execute(),
    db
      .selectFrom("action")
      .select("id")
      .where("id", "in", idsOf("actions"))
      .where("owner_id", "in", recordsOf(personId))
      .where("status", "in", unfinishedStatuses)
      .execute(),
  ]);
  const held = new Set([audits, moderations, exercises, actions].flat().map(({ id }) => id));
  return left.filter(({ id }) => held.has(id));
}

const done = (db: Db) => handovers(db).where("begun_at", "is not", null).where("result", "<>", "");

/** What could not go of a person's when it was handed over, and is with them still; the latest first. */
export async function listLeftBehind(db: Db, personId: string): Promise<LeftBehind[]> {
  const rows = await done(db).where("handover.person_id", "in", recordsOf(personId)).execute();
  const left = rows
    .toReversed()
    .flatMap((row) => typed(row).result?.left ?? [])
    .filter((one, at, all) => all.findIndex(({ id }) => id === one.id) === at);
  return listStillHeld(db, personId, left);
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
    .limit(50)
    .execute();
  const facts: AttentionFact[] = [];
  for (const row of rows) {
    const { personId, personName, result, plannedByName } = typed(row);
    const left = await listStillHeld(db, personId, result?.left ?? []);
    if (left.length === 0) continue;
    facts.push({
      kind: "handover-left",
      subject: personName,
      count: left.length,
      since: row.begun_at,
      href: paths.handover(personId),
      place: "",
      meant: row.planner_active === 1 ? plannedByName : null,
    });
  }
  return facts;
}
