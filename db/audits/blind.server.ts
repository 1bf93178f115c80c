/**
 * Owns whom an auditor's grades are kept from, as SQL: whoever moderates the audit, or gave it
 * away, until its grades are committed; whoever grades it again until they have; and in lists
 * whoever could still be asked to moderate it.
 * Practice: one condition for every list, so that no list forgets whom a grade is kept from. Blind
 * means has not seen: a list shows nobody a grade that would cost the panel a moderator.
 */
import {
  type Expression,
  type ExpressionBuilder,
  expressionBuilder,
  type SqlBool,
  sql,
} from "kysely";
import { doubleMachine } from "~/rules/calibration/double-audits";
import {
  isOnePerson,
  recordsOf,
  recordsOfAll,
  unscopedOnePerson,
  whoIn,
} from "../core/one-person.server";
import type { Db } from "../core/open.server";
import type { Schema } from "../core/schema";

type Person = readonly string[] | Expression<string>;

/**
 * Whether one of these people is to grade the audit of this id, for the panel or as its second
 * auditor, and has not done it yet, or had it before whoever moderates it now; a moderator who was
 * appointed as not blind is not.
 */
export const isBlind = (auditId: Expression<string | null>, people: readonly string[]) =>
  isBlindTo(auditId, people);

/** The same of whoever stands in a column. */
export const isBlindTo = (
  auditId: Expression<string | null>,
  person: Person,
): Expression<SqlBool> => {
  const is = (
    column: "moderation.moderator_id" | "moderation_holder.person_id" | "double_audit.peer_id",
  ) =>
    "toOperationNode" in person
      ? sql<SqlBool>`${sql.ref(column)} in ${recordsOf(person)}`
      : sql<SqlBool>`${sql.ref(column)} in ${recordsOfAll(person)}`;
  const eb = expressionBuilder<Schema, never>();
  const gradesAgain = eb
    .selectFrom("double_audit")
    .select("double_audit.id")
    .where("double_audit.audit_id", "=", auditId)
    .where("double_audit.state", "in", doubleMachine.moves.submit.from)
    .where(is("double_audit.peer_id"));
  const moderates = eb.exists(
    eb
      .selectFrom("moderation")
      .select("moderation.id")
      .where("moderation.audit_id", "=", auditId)
      .where("moderation.committed_at", "is", null)
      .where((m) =>
        m.or([
          m.and([is("moderation.moderator_id"), m("moderation.not_blind_reason", "=", "")]),
          m.exists(
            m
              .selectFrom("moderation_holder")
              .select("moderation_holder.person_id")
              .whereRef("moderation_holder.moderation_id", "=", "moderation.id")
              .where(is("moderation_holder.person_id")),
          ),
        ]),
      ),
  );
  return eb.or([moderates, eb.exists(gradesAgain)]);
};

/**
 * The final audits, of one cycle or of all, that one of these people is to grade again and of which
 * they must not learn the grades yet: a handful.
 */
export async function listFinalBlind(
  db: Db,
  people: readonly string[],
  exerciseId?: string,
): Promise<string[]> {
  let query = db
    .selectFrom("double_audit")
    .innerJoin("audit", "audit.id", "double_audit.audit_id")
    .select("audit.id")
    .where("double_audit.peer_id", "in", recordsOfAll(people))
    .where("double_audit.submitted_at", "is", null)
    .where("audit.state", "=", "final");
  if (exerciseId !== undefined) query = query.where("audit.exercise_id", "=", exerciseId);
  return (await query.execute()).map(({ id }) => id);
}

/**
 * The cycles in which one of these people is to grade an audit again: what is known of all the others
 * one by one, less the totals, would be its grades.
 */
export async function listBlindCycles(db: Db, people: readonly string[]): Promise<string[]> {
  const blind = await listFinalBlind(db, people);
  if (blind.length === 0) return [];
  const rows = await db
    .selectFrom("audit")
    .select("exercise_id")
    .distinct()
    .where("id", "in", blind)
    .execute();
  return rows.map(({ exercise_id }) => exercise_id);
}

type WithPerson = ExpressionBuilder<Schema, "exercise" | "person">;

/** That a person is named as a moderator of the cycle, or has had one of its moderations. */
const isOfPanel = (eb: WithPerson): Expression<SqlBool> =>
  eb.or([
    eb.exists(
      eb
        .selectFrom("exercise_member")
        .select("exercise_member.person_id")
        .whereRef("exercise_member.exercise_id", "=", "exercise.id")
        .where("exercise_member.person_id", "in", recordsOf(eb.ref("person.id")))
        .where("exercise_member.part", "=", "moderator"),
    ),
    eb.exists(
      eb
        .selectFrom("moderation")
        .select("moderation.id")
        .whereRef("moderation.exercise_id", "=", "exercise.id")
        .where((m) =>
          m.or([
            m("moderation.moderator_id", "in", recordsOf(m.ref("person.id"))),
            m.exists(
              m
                .selectFrom("moderation_holder")
                .select("moderation_holder.person_id")
                .whereRef("moderation_holder.moderation_id", "=", "moderation.id")
                .where("moderation_holder.person_id", "in", recordsOf(m.ref("person.id"))),
            ),
          ]),
        ),
    ),
  ]);

/** That a person holds the role of moderator, so that a lead can ask them in any cycle. */
const holdsRole = (eb: WithPerson): Expression<SqlBool> =>
  eb.exists(
    eb
      .selectFrom("role_grant")
      .select("role_grant.id")
      .whereRef("role_grant.person_id", "=", "person.id")
      .where("role_grant.role", "=", "moderator"),
  );

/** Whoever could be asked to moderate; or the cycle's own moderators alone. */
export type Panel = "could-be-asked" | "named";

const isAsked = (eb: WithPerson, panel: Panel): Expression<SqlBool> =>
  panel === "named" ? isOfPanel(eb) : eb.or([isOfPanel(eb), holdsRole(eb)]);

/**
 * Whether a list keeps the provisional grade of this audit from one of these people: they must
 * grade it blind, or could be asked to moderate it and have not read the grades of this round.
 */
export const isKept = (
  auditId: Expression<string | null>,
  people: readonly string[],
  panel: Panel = "could-be-asked",
  /** Of which round the grades are; the audit's own when left out. */
  round?: Expression<number>,
): Expression<SqlBool> => {
  const eb = expressionBuilder<Schema, never>();
  const kept = eb
    .selectFrom("audit as shown")
    .innerJoin("exercise", "exercise.id", "shown.exercise_id")
    .innerJoin("person", (join) => join.on("person.id", "in", [...people]))
    .select("shown.id")
    .where("shown.id", "=", auditId)
    .where("shown.state", "<>", "final")
    .where("exercise.moderated", "=", 1)
    .where((e) =>
      e.or([
        e("shown.auditor_id", "is", null),
        e("shown.auditor_id", "not in", recordsOf(e.ref("person.id"))),
      ]),
    )
    .where((e) => isAsked(e as unknown as WithPerson, panel))
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom("grades_read")
            .select("grades_read.person_id")
            .whereRef("grades_read.audit_id", "=", "shown.id")
            .where("grades_read.person_id", "in", recordsOf(e.ref("person.id")))
            .where("grades_read.round", "=", round ?? e.ref("shown.round")),
        ),
      ),
    )
    // Whoever has committed theirs is shown the auditor's beside them.
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom("moderation")
            .select("moderation.id")
            .whereRef("moderation.audit_id", "=", "shown.id")
            .where("moderation.moderator_id", "in", recordsOf(e.ref("person.id")))
            .where("moderation.round", "=", round ?? e.ref("shown.round"))
            .where("moderation.committed_at", "is not", null),
        ),
      ),
    );
  return eb.or([isBlind(auditId, people), eb.exists(kept)]);
};

/** That a moderation waits for someone who has read its grades, and was not appointed as not blind. */
export const isVoid = (eb: ExpressionBuilder<Schema, "moderation">): Expression<SqlBool> =>
  eb.and([
    eb("moderation.committed_at", "is", null),
    eb("moderation.not_blind_reason", "=", ""),
    eb.exists(
      eb
        .selectFrom("grades_read")
        .select("grades_read.person_id")
        .whereRef("grades_read.audit_id", "=", "moderation.audit_id")
        .whereRef("grades_read.round", "=", "moderation.round")
        .where(isOnePerson("grades_read.person_id", "moderation.moderator_id")),
    ),
  ]);

/** Whether this audit's provisional grade is kept from one of these people in lists. */
export async function isKeptFrom(
  db: Db,
  auditId: string,
  people: readonly string[],
): Promise<boolean> {
  const row = await db
    .selectFrom("audit")
    .select("audit.id")
    .where("audit.id", "=", auditId)
    .where((eb) => isKept(eb.ref("audit.id"), people))
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether someone could be asked to moderate this audit, by role or by a part in its cycle. */
export async function couldBeAsked(db: Db, auditId: string, personId: string): Promise<boolean> {
  const row = await db
    .selectFrom("audit")
    .innerJoin("exercise", "exercise.id", "audit.exercise_id")
    .innerJoin("person", (join) => join.on("person.id", "=", personId))
    .select("audit.id")
    .where("audit.id", "=", auditId)
    .where((eb) => isAsked(eb as unknown as WithPerson, "could-be-asked"))
    .executeTakeFirst();
  return row !== undefined;
}

/** Everyone from whom what a cycle says of its provisional grades is kept until it is closed. */
export async function listPanel(db: Db, exerciseId: string, panel: Panel): Promise<string[]> {
  const rows = await db
    .selectFrom("person")
    .innerJoin("exercise", (join) => join.on("exercise.id", "=", exerciseId))
    .select("person.id")
    .where("exercise.moderated", "=", 1)
    .where((eb) => isAsked(eb as unknown as WithPerson, panel))
    .execute();
  return rows.map(({ id }) => id);
}

/** Whoever is to grade one of these open moderations blind, or had it before whoever has it now. */
export async function listBlind(
  db: Db,
  open: readonly { id: string; moderator_id: string | null; not_blind_reason: string }[],
): Promise<string[]> {
  if (open.length === 0) return [];
  const holders = await db
    .selectFrom("moderation_holder")
    .select(whoIn("moderation_holder.person_id").as("person_id"))
    .where(
      "moderation_id",
      "in",
      open.map(({ id }) => id),
    )
    .execute();
  const { who } = await unscopedOnePerson(db);
  const now = open.flatMap(({ moderator_id, not_blind_reason }) =>
    moderator_id && not_blind_reason === "" ? [who(moderator_id)] : [],
  );
  return [...new Set([...now, ...holders.map(({ person_id }) => person_id)])];
}

/** Those of these people who have read the auditor's grades of this round. */
export async function listReadersOfRound(
  db: Db,
  auditId: string,
  round: number,
  people: readonly string[],
): Promise<string[]> {
  if (people.length === 0) return [];
  const rows = await db
    .selectFrom("grades_read")
    .select(whoIn("grades_read.person_id").as("person_id"))
    .where("audit_id", "=", auditId)
    .where("round", "=", round)
    .where("person_id", "in", recordsOfAll(people))
    .execute();
  return rows.map(({ person_id }) => person_id);
}
