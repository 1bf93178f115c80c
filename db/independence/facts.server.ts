/**
 * Owns reading who judges which open audits, with everything that counts against them today.
 * Practice: whoever audits or moderates what is not final yet, or took the panel's decision on it, is
 * looked at, in a few reads for all of them together; what was settled with a reason or by a setting
 * is known and left alone.
 */
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from "kysely";
import { auditStates } from "~/rules/audits/audits";
import { type ExerciseState, isReleased } from "~/rules/exercises/exercises";
import { conflictsBetween, rulesOffIn } from "~/rules/independence/conflicts";
import type { Held, Part } from "~/rules/independence/independence";
import { objectionsTo } from "~/rules/independence/objections";
import { isInUse } from "~/rules/moderation/moderation";
import { begunFlag } from "../core/drafts.server";
import { isOnePerson, type OnePerson, unscopedOnePerson } from "../core/one-person.server";
import type { Db } from "../core/open.server";
import type { Schema } from "../core/schema";
import { rulesIn } from "../exercises/overrides.server";
import { listTakersOf } from "./decision-takers.server";
import { listInterests } from "./interests.server";

const notFinal = auditStates.filter((state) => state !== "final" && state !== "withdrawn");

/** One person's part in one open audit. */
export type Judging = Held & {
  auditId: string;
  exerciseId: string;
  leadId: string;
  part: Part;
  personId: string;
  /** For a moderator's part alone. */
  moderationId: string | null;
};

export type Scope = { auditIds?: readonly string[]; exerciseId?: string };

type Row = Awaited<ReturnType<typeof listOpenAudits>>[number];
type Person = { id: string; teamId: string | null; managerId: string | null };

/** Everyone who judges what is not final, in core cycles, with what holds on a date. */
export async function listJudging(
  db: Db,
  scope: Scope,
  /** YYYY-MM-DD */
  on: string,
): Promise<Judging[]> {
  const one = await unscopedOnePerson(db);
  const rows = await listOpenAudits(db, scope, one);
  if (rows.length === 0) return [];
  const interests = await listInterests(
    db,
    rows.map((row) => ({
      key: row.id,
      caseId: row.case_id,
      teamId: row.team_id,
      serviceId: row.service_id,
    })),
  );
  const auditIds = rows.map((row) => row.id);
  const takers = await listTakersOf(db, auditIds);
  const people = await listPeople(db, [
    ...rows.flatMap((row) => [row.auditor_id, row.moderator_id]),
    ...takers.map(({ personId }) => personId),
  ]);
  const kept = await listKept(db, auditIds);
  const isTwice = (row: Row, person: Person) =>
    takers.some((one) => one.auditId === row.id && one.personId === person.id && one.twice);
  const holdsFor = (row: Row, part: Part, person: Person): string[] => {
    const facts = interests.get(row.id) ?? { teamIds: [row.team_id], holdings: [], line: [] };
    if (part === "auditor") {
      const previousAuditorId = row.origin === "re-audit" ? row.earlier_auditor_id : null;
      return objectionsTo(person, { interests: facts, previousAuditorId }, on).map(
        ({ kind }) => kind,
      );
    }
    const kinds: string[] = conflictsBetween(person, facts, on).map(({ kind }) => kind);
    if (part === "moderator" && row.was_read === 1) kinds.push("has-read");
    if (part === "taker" && isTwice(row, person)) kinds.push("took-twice");
    return person.id === row.auditor_id ? ["own-audit", ...kinds] : kinds;
  };
  const judging = (row: Row, part: Part, personId: string | null): Judging[] => {
    const person = personId === null ? undefined : people.get(personId);
    if (!person) return [];
    const own = kept.filter(
      (kept) =>
        kept.audit_id === row.id && kept.part === part && one.who(kept.person_id) === person.id,
    );
    const rulesOf = (how: string) =>
      own.filter(({ settled_how }) => settled_how === how).flatMap((one) => readRules(one.rules));
    const open = own.find(({ settled_at }) => settled_at === null);
    return [
      {
        auditId: row.id,
        exerciseId: row.exercise_id,
        leadId: row.lead_id,
        part,
        personId: person.id,
        moderationId: part === "moderator" ? row.moderation_id : null,
        holds: holdsFor(row, part, person),
        // A plan's settings are about who audits and moderates, not about who decides.
        rulesOff: part === "taker" ? [] : rulesOffIn(row.rules_off),
        accepted: acceptedOf(row, part, rulesOf("stands")),
        passed: rulesOf("setting"),
        open: open ? readRules(open.rules) : null,
        stays: isBegun(row, part) || !isReleased(row.exercise_state as ExerciseState),
      },
    ];
  };
  return rows.flatMap((row) => [
    ...judging(row, "auditor", row.auditor_id),
    ...judging(row, "moderator", row.moderator_id),
    ...takers
      .filter(({ auditId }) => auditId === row.id)
      .flatMap(({ personId }) => judging(row, "taker", personId)),
  ]);
}

/** What an override set aside counts for the auditor it was given for; once it was not kept which. */
function acceptedOf(row: Row, part: Part, stands: string[]): Held["accepted"] {
  if (part !== "auditor" || row.override_reason === null) return stands;
  return row.override_rules === null ? "all" : [...rulesIn(row.override_rules), ...stands];
}

const isBegun = (row: Row, part: Part): boolean => {
  if (part === "taker") return true;
  if (part === "auditor") return row.state !== "allocated";
  return row.moderation_state !== "selected" || isInUse(row.committed_at, row.begun === 1);
};

export const readRules = (kept: string): string[] => JSON.parse(kept) as string[];

/** The open audits, with whoever judges them as the person who stays. */
async function listOpenAudits(db: Db, scope: Scope, { who }: OnePerson) {
  const standing = (id: string | null) => id && who(id);
  return (await listOpenRows(db, scope)).map((row) => ({
    ...row,
    auditor_id: standing(row.auditor_id),
    earlier_auditor_id: standing(row.earlier_auditor_id),
    moderator_id: standing(row.moderator_id),
  }));
}

/**
 * That a moderation was committed by someone who had read its grades under another record of
 * theirs, which nobody could know of then.
 */
export const wasRead = (eb: ExpressionBuilder<Schema, "moderation">): Expression<SqlBool> =>
  eb.and([
    eb("moderation.not_blind_reason", "=", ""),
    eb.exists(
      eb
        .selectFrom("grades_read")
        .select("grades_read.person_id")
        .whereRef("grades_read.audit_id", "=", "moderation.audit_id")
        .whereRef("grades_read.round", "=", "moderation.round")
        .whereRef("grades_read.read_at", "<", "moderation.committed_at")
        .where(isOnePerson("grades_read.person_id", "moderation.moderator_id")),
    ),
  ]);

function listOpenRows(db: Db, { auditIds, exerciseId }: Scope) {
  let query = db
    .selectFrom("audit")
    .innerJoin("exercise", "exercise.id", "audit.exercise_id")
    .leftJoin("audit as earlier", "earlier.id", "audit.previous_audit_id")
    .leftJoin("moderation", (join) =>
      join
        .onRef("moderation.audit_id", "=", "audit.id")
        .on((eb) =>
          eb.not(
            eb.exists(
              eb
                .selectFrom("moderation as later")
                .select("later.id")
                .whereRef("later.audit_id", "=", "audit.id")
                .whereRef("later.round", ">", "moderation.round"),
            ),
          ),
        ),
    )
    .select(["audit.id", "audit.exercise_id", "audit.case_id", "audit.team_id"])
    .select(["audit.service_id", "audit.auditor_id", "audit.state", "audit.origin"])
    .select(["audit.override_reason", "audit.override_rules"])
    .select(["exercise.rules_off", "exercise.lead_id", "exercise.state as exercise_state"])
    .select("earlier.auditor_id as earlier_auditor_id")
    .select(["moderation.id as moderation_id", "moderation.moderator_id"])
    .select(["moderation.state as moderation_state", "moderation.committed_at", begunFlag])
    .select((eb) => sql<number>`case when ${wasRead(eb as never)} then 1 else 0 end`.as("was_read"))
    .where("exercise.graded", "=", 1)
    .where("exercise.state", "in", ["drawn", "auditing", "moderating", "closed"])
    .where("audit.state", "in", notFinal)
    .orderBy("audit.id");
  if (exerciseId) query = query.where("audit.exercise_id", "=", exerciseId);
  if (auditIds) query = query.where("audit.id", "in", auditIds.length > 0 ? auditIds : [""]);
  return query.execute();
}

async function listPeople(db: Db, ids: readonly (string | null)[]): Promise<Map<string, Person>> {
  const wanted = [...new Set(ids.filter((id): id is string => id !== null))];
  const rows = await db
    .selectFrom("one_person")
    .select(["id", "team_id as teamId", "manager_id as managerId"])
    .where("record_id", "in", wanted.length > 0 ? wanted : [""])
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

const listKept = (db: Db, auditIds: readonly string[]) =>
  db
    .selectFrom("audit_conflict")
    .select(["audit_id", "part", "person_id", "rules", "settled_at", "settled_how"])
    .where("audit_id", "in", auditIds.length > 0 ? auditIds : [""])
    .execute();

/** Who audits an audit, or moderates it in its latest round; null for nobody. */
export async function findHolder(
  db: Db,
  auditId: string,
  part: Exclude<Part, "taker">,
): Promise<string | null> {
  const [row] = await listOpenAudits(db, { auditIds: [auditId] }, await unscopedOnePerson(db));
  return (part === "auditor" ? row?.auditor_id : row?.moderator_id) ?? null;
}
