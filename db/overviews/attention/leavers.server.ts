/**
 * Owns finding what people who have left still hold, for as long as they do.
 * Practice: each reader is shown what they may hand on, and no more.
 */

import { sql } from "kysely";
import { paths } from "~/paths";
import type { Role } from "~/rules/access/people";
import { scopeOf } from "~/rules/access/permission";
import { counted } from "~/rules/core/words";
import { type AttentionFact, type AttentionKind, mostOfAKind } from "~/rules/home/attention";
import { unfinishedStatuses } from "~/rules/learning-log/learning-log";
import { handoverParts, heldPartsInWords, mayHandOver } from "~/rules/people/handovers";
import { teamAndSuccessors } from "../../access/readers.server";
import type { Db } from "../../core/open.server";
import { countAll, inScope } from "../../core/scope.server";
import { actionService, isLive } from "../../learning-log/action-sight.server";
import { countWork } from "../holders.server";
import type { AttentionAsked } from "./sources.server";

/** When each of these people became inactive, where that is known. */
const leftAt = sql<string | null>`(
  select max(event.at) from event
  where event.stream = 'person:' || person.id and event.kind = 'person.deactivated'
)`;

const factOf = (
  kind: AttentionKind,
  row: { id: string; name: string; left_at: string | null },
  rest: { count: number; detail: string },
): AttentionFact => ({
  kind,
  subject: row.name,
  since: row.left_at,
  href: paths.handover(row.id),
  list: paths.handovers(),
  place: "",
  meant: null,
  ...rest,
});

/** People who have left and still have audits, moderations, or exercises that they lead or review. */
export async function leaversWithWork(
  db: Db,
  { reader }: Pick<AttentionAsked, "reader">,
): Promise<AttentionFact[]> {
  const parts = handoverParts.filter((part) => part !== "actions" && mayHandOver(reader, part));
  const held = await countWork(db, reader, parts);
  if (held.size === 0) return [];
  const people = await db
    .selectFrom("person")
    .select(["person.id", "person.name", leftAt.as("left_at")])
    .where("active", "=", 0)
    .where("person.id", "in", [...held.keys()])
    .orderBy("person.id")
    .limit(mostOfAKind)
    .execute();
  return people.map((row) => {
    const own = held.get(row.id) ?? {};
    const count = Object.values(own).reduce((sum, n) => sum + n, 0);
    const fact = factOf("leaver", row, { count, detail: heldPartsInWords(own) });
    // Whoever leads an exercise without being a QA lead hands on its reviewers.
    return mayHandOver(reader, "audits") ? fact : { ...fact, meant: reader.name };
  });
}

/**
 * Who is nearest to an action to give it on, as a number: 1 a manager of its team, 2 of its service,
 * 3 a QA lead. Whoever manages a team or a service and has left is no manager of it.
 */
const nearest = sql<number>`case
  when action.team_id is not null and exists (${holding("team-manager")}
    and held.team_id in ${teamAndSuccessors(sql.ref<string>("action.team_id"))}) then 1
  when exists (${holding("service-manager")} and held.service_id = ${actionService}) then 2
  else 3 end`;

function holding(role: Role) {
  return sql`select 1 from role_grant as held
    inner join person as holder on holder.id = held.person_id and holder.active = 1
    where held.role = ${role}`;
}

/** The one who can give on all of someone's actions; null is the team manager, as the kind has it. */
const meantAt = (level: number): string | null =>
  level === 1 ? null : level === 2 ? "the service manager" : "the QA lead";

/** People who have left and own open actions that the reader may give to someone else. */
export async function leaversWithActions(
  db: Db,
  { reader }: Pick<AttentionAsked, "reader">,
): Promise<AttentionFact[]> {
  const scope = scopeOf(reader, "learning-log.change-owner");
  const rows = await db
    .selectFrom("action")
    .innerJoin("one_person as person", "person.record_id", "action.owner_id")
    .where("person.active", "=", 0)
    .where("action.status", "in", unfinishedStatuses)
    .where((eb) => isLive(eb as never))
    .where((eb) =>
      inScope(eb as never, scope, { team: eb.ref("action.team_id"), service: actionService }),
    )
    .select(["person.id", "person.name", leftAt.as("left_at"), countAll.as("count")])
    .select(sql<number>`max(${nearest})`.as("level"))
    .groupBy(["person.id", "person.name"])
    .orderBy("person.id")
    .limit(mostOfAKind)
    .execute();
  return rows.map((row) => ({
    ...factOf("leaver-actions", row, {
      count: row.count,
      detail: counted(row.count, "action", "actions"),
    }),
    meant: meantAt(row.level),
  }));
}
