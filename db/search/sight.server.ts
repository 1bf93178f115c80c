/**
 * Owns which of the records in the index someone may find: those whose own page is open to them.
 * Practice: the same conditions as the lists and pages of each kind, asked in the search itself, so
 * that neither a count nor a word comes from what is kept from its reader.
 */
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from "kysely";
import type { Actor } from "~/rules/access/people";
import { boundBy, mayEver, type Scope, scopeOf } from "~/rules/access/permission";
import type { Audience } from "~/rules/reports/editions";
import { type SearchKind, searchKinds } from "~/rules/search/search";
import { recordsOf, recordsOfAll } from "../core/one-person.server";
import type { Db } from "../core/open.server";
import type { Schema } from "../core/schema";
import { mayChair } from "../exercises/exercises.server";
import { isThatAuditRead, type LogReader } from "../learning-log/action-sight.server";
import { kindTag, personTag, serviceTag, tagsOf, teamTag, withoutAudit } from "./tags";
import type { Reach } from "./words.server";

export type SearchReader = LogReader & {
  exercises: Scope;
  samples: Scope;
  cycles: Scope;
  learning: boolean;
  audiences: Audience[];
};

export const searchReader = (actor: Actor): SearchReader => ({
  log: scopeOf(actor, "learning-log.read"),
  audits: scopeOf(actor, "audits.read"),
  exercises: scopeOf(actor, "exercises.read"),
  samples: scopeOf(actor, "exercises.read-report"),
  cycles: scopeOf(actor, "reports.read-cycle"),
  learning: mayEver(actor, "learning-log.read-learning"),
  audiences: [
    ...(mayEver(actor, "reports.read-editions") ? (["publication"] as const) : []),
    ...(mayEver(actor, "reports.read-editions") && mayEver(actor, "reports.read-staff-edition")
      ? (["staff"] as const)
      : []),
  ],
});

const isEmpty = ({ everything, teamIds, serviceIds, relations, absent }: Scope): boolean =>
  !everything && teamIds.length + serviceIds.length + relations.length + absent.length === 0;

const never = sql<SqlBool>`1 = 0`;

/** Whether the reader leads, chairs or reviews the exercise, where the scope goes by that. */
function isTiedTo(eb: ExpressionBuilder<Schema, "exercise">, scope: Scope): Expression<SqlBool> {
  const ways: Expression<SqlBool>[] = scope.everything ? [sql<SqlBool>`1 = 1`] : [never];
  for (const { personId, relations } of [scope, ...scope.absent]) {
    const mine = recordsOf(personId);
    if (relations.includes("lead")) ways.push(eb("exercise.lead_id", "in", mine));
    if (relations.includes("chair"))
      ways.push(
        eb.and([eb("exercise.chair_id", "is", null), eb("exercise.lead_id", "in", mine)]),
        eb.and([eb("exercise.chair_id", "in", mine), eb(mayChair, "=", 1)]),
      );
    if (relations.includes("reviewer"))
      ways.push(
        eb.exists(
          eb
            .selectFrom("exercise_member")
            .select("exercise_member.person_id")
            .whereRef("exercise_member.exercise_id", "=", "exercise.id")
            .where("exercise_member.part", "=", "reviewer")
            .where("exercise_member.person_id", "in", mine),
        ),
      );
  }
  return eb.or(ways);
}

/** Whether there is a page of the exercise that the reader may open: `exerciseAddress`, as SQL. */
export const isExerciseOpen = (
  eb: ExpressionBuilder<Schema, "exercise">,
  reader: SearchReader,
): Expression<SqlBool> =>
  eb.or([
    isTiedTo(eb, reader.exercises),
    eb.and([eb("exercise.kind", "<>", "core"), isTiedTo(eb, reader.samples)]),
    eb.and([
      eb("exercise.kind", "=", "core"),
      eb("exercise.closed_at", "is not", null),
      isTiedTo(eb, reader.cycles),
    ]),
  ]);

/** Whether the reader may read what a finding says. */
export const isFindingRead = (
  eb: ExpressionBuilder<Schema, "finding" | "exercise" | "audit">,
  reader: SearchReader,
): Expression<SqlBool> =>
  eb.or([
    eb.and([
      eb("audit.state", "=", "final"),
      isThatAuditRead(eb as never, "finding.audit_id", reader.audits),
    ]),
    eb.and([
      eb("finding.audit_id", "is", null),
      eb.or([eb("exercise.kind", "=", "core"), eb("exercise.state", "=", "closed")]),
      isExerciseOpen(eb as never, reader),
    ]),
  ]);

/** An edition for one of the reader's audiences that no later one has replaced. */
export const isEditionRead = (
  eb: ExpressionBuilder<Schema, "report_edition">,
  { audiences }: SearchReader,
): Expression<SqlBool> =>
  eb.and([
    eb("report_edition.audience", "in", [...audiences, ""]),
    eb.not(
      eb.exists(
        eb
          .selectFrom("report_edition as later")
          .select("later.id")
          .whereRef("later.exercise_id", "=", "report_edition.exercise_id")
          .whereRef("later.audience", "=", "report_edition.audience")
          .whereRef("later.number", ">", "report_edition.number"),
      ),
    ),
  ]);

/** The tags of the reader, and of those for whom they stand in. */
async function personTags(db: Db, scope: Scope): Promise<(string | null)[]> {
  const records = await db
    .selectFrom("person")
    .select("id")
    .where("id", "in", recordsOfAll(boundBy(scope)))
    .execute();
  return records.map(({ id }) => personTag(id));
}

/** The tags that a scope leads to; null for all there are. */
async function tagsOfScope(db: Db, scope: Scope): Promise<string[] | null> {
  if (scope.everything) return null;
  const teams = await db
    .selectFrom("team")
    .select("id")
    .where("service_id", "in", [...scope.serviceIds, ""])
    .execute();
  return tagsOf([
    ...[...scope.teamIds, ...teams.map(({ id }) => id)].map(teamTag),
    ...scope.serviceIds.map(serviceTag),
    ...(await personTags(db, scope)),
  ]);
}

/** What of a kind is looked through for this reader; null where there is nothing for them at all. */
export async function reachOf(
  db: Db,
  reader: SearchReader,
  kind: SearchKind,
): Promise<Reach | null> {
  const own = [kindTag(kind)];
  const { audits, log } = reader;
  switch (kind) {
    case "learning":
      return reader.learning ? [own] : null;
    case "report":
      return reader.audiences.length > 0 ? [own] : null;
    case "exercise":
      return opensExercises(reader) ? [own] : null;
    case "finding": {
      if (isEmpty(audits) && !opensExercises(reader)) return null;
      const tags = await tagsOfScope(db, audits);
      if (!tags) return [own];
      return [own, opensExercises(reader) ? [...tags, withoutAudit] : tags];
    }
    case "action": {
      if (isEmpty(log)) return null;
      const seen = await tagsOfScope(db, log);
      const read = await tagsOfScope(db, audits);
      // Whoever owns an action reads it, and so does their deputy: they are among those who see it.
      const owners = tagsOf(await personTags(db, log));
      return [own, ...(seen ? [seen] : []), ...(read ? [[...read, ...owners, withoutAudit]] : [])];
    }
  }
}

const opensExercises = ({ exercises, samples, cycles }: SearchReader): boolean =>
  [exercises, samples, cycles].some((scope) => !isEmpty(scope));

/** The kinds of which there may be something for this reader. */
export async function listReachable(db: Db, reader: SearchReader): Promise<SearchKind[]> {
  const kinds: SearchKind[] = [];
  for (const kind of searchKinds) if (await reachOf(db, reader, kind)) kinds.push(kind);
  return kinds;
}
