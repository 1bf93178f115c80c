/**
 * Owns what is stored of a new installation on its way to the first audit cycle.
 * Practice: one small read for as long as it takes, and a single row once a cycle was released.
 */

import type { Role } from "~/rules/access/people";
import type { StartingFacts } from "~/rules/home/getting-started";
import { isNotWithdrawn } from "../core/counted.server";
import type { Db } from "../core/open.server";
import { countAll } from "../core/scope.server";

const runsCycles: readonly Role[] = ["qa-lead", "auditor", "moderator"];

/** Where a new installation stands; null for good once a core cycle has been released. */
export async function findStartingFacts(db: Db): Promise<StartingFacts | null> {
  const released = await db
    .selectFrom("exercise")
    .select("id")
    .where("kind", "=", "core")
    .where("released_at", "is not", null)
    .orderBy("released_at")
    .limit(1)
    .executeTakeFirst();
  if (released) return null;
  const [teams, holders, without, tool, cases, cycle] = await Promise.all([
    db
      .selectFrom("team")
      .select(countAll.as("n"))
      .where("holds_cases", "=", 1)
      .where("retired_on", "is", null)
      .executeTakeFirstOrThrow(),
    db
      .selectFrom("role_grant")
      .innerJoin("person", "person.id", "role_grant.person_id")
      .select(["role_grant.role", (eb) => eb.fn.count<number>("person.id").distinct().as("n")])
      .where("person.active", "=", 1)
      .groupBy("role_grant.role")
      .execute(),
    db
      .selectFrom("person")
      .select(countAll.as("n"))
      .where("active", "=", 1)
      .where("person.id", "in", (eb) =>
        eb.selectFrom("role_grant").select("person_id").where("role", "in", runsCycles),
      )
      .where("person.id", "not in", (eb) => eb.selectFrom("auth_account").select("person_id"))
      .executeTakeFirstOrThrow(),
    db
      .selectFrom("tool_version")
      .innerJoin("tool", "tool.id", "tool_version.tool_id")
      .select(["tool.name", "major", "minor"])
      .where("tool.kind", "=", "core")
      .where("tool_version.state", "=", "published")
      .orderBy("major", "desc")
      .orderBy("minor", "desc")
      .limit(1)
      .executeTakeFirst(),
    db
      .selectFrom("case_record")
      .select(countAll.as("n"))
      .where("closed_on", "is", null)
      .executeTakeFirstOrThrow(),
    db
      .selectFrom("exercise")
      .select(["id", "title", "state"])
      .where("kind", "=", "core")
      .where("state", "<>", "cancelled")
      .orderBy("month")
      .orderBy("id")
      .limit(1)
      .executeTakeFirst(),
  ]);
  return {
    teams: teams.n,
    holders: Object.fromEntries(holders.map(({ role, n }) => [role, Number(n)])),
    withoutAccount: without.n,
    tool: tool ? `${tool.name} ${tool.major}.${tool.minor}` : null,
    openCases: cases.n,
    cycle: cycle
      ? {
          id: cycle.id,
          title: cycle.title,
          drawn: cycle.state !== "planned",
          ...(await countCases(db, cycle.id)),
        }
      : null,
  };
}

async function countCases(db: Db, exerciseId: string) {
  const rows = await db
    .selectFrom("audit")
    .select(["auditor_id"])
    .where("exercise_id", "=", exerciseId)
    .where(isNotWithdrawn())
    .execute();
  return { cases: rows.length, allocated: rows.filter((row) => row.auditor_id !== null).length };
}
