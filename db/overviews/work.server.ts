/**
 * Owns what waits for one person in audits and exercises: the reads behind everyone's home page.
 * Practice: only what is open, so that the cost does not grow with the audits ever done.
 */

import { type ExpressionBuilder, sql } from "kysely";
import { type AuditState, openToAuditor } from "~/rules/audits/audits";
import { type ExerciseKind, underWay } from "~/rules/exercises/exercises";
import { councilAgency } from "~/rules/samples/reviewing";
import { isNotWithdrawn } from "../core/counted.server";
import { correctingFlag, writingFlag } from "../core/drafts.server";
import { recordsOf, whoIn } from "../core/one-person.server";
import type { Db } from "../core/open.server";
import type { Schema } from "../core/schema";
import { countAll } from "../core/scope.server";

export type AuditWaiting = {
  id: string;
  caseReference: string;
  exerciseTitle: string;
  teamName: string;
  state: AuditState;
  dueOn: string | null;
};

const waiting = (db: Db) =>
  db
    .selectFrom("audit")
    .innerJoin("exercise", "exercise.id", "audit.exercise_id")
    .innerJoin("case_record", "case_record.id", "audit.case_id")
    .innerJoin("team", "team.id", "audit.team_id")
    .select(["audit.id", "case_record.reference as caseReference"])
    .select(["exercise.title as exerciseTitle", "team.name as teamName"])
    .select(["audit.state", "audit.due_on as dueOn"])
    .where("exercise.graded", "=", 1)
    .orderBy("audit.due_on")
    .orderBy("case_record.reference")
    .limit(200);

/** Audits an auditor has still to write, released ones only. */
export async function listAuditsToWrite(
  db: Db,
  personId: string,
): Promise<(AuditWaiting & { since: string })[]> {
  const rows = await waiting(db)
    .select(["exercise.released_at", "exercise.month"])
    .where("audit.auditor_id", "in", recordsOf(personId))
    .where("audit.state", "in", openToAuditor)
    .where("exercise.state", "in", underWay)
    .execute();
  return rows.map(({ released_at, month, ...row }) => ({
    ...row,
    state: row.state as AuditState,
    since: released_at ?? `${month}-01`,
  }));
}

export type OwnAudit = AuditWaiting & {
  submitted: boolean;
  /** Since when it stands as it does: an instant, or a date. */
  since: string;
  /** They sent their reflection. */
  reflected: boolean;
  /** They are writing, or wrote, something of it for themselves. */
  writing: boolean;
  /** They have written a correction and not sent it. */
  correcting: boolean;
  /** YYYY-MM-DD */
  correctionsUntil: string | null;
  /** Once final: they have said whether the reflective conversation took place. */
  confirmed: boolean;
  auditorName: string | null;
};

/**
 * Audits of a worker's own cases: to reflect on, and to read once submitted. Those of open cycles,
 * and those made final on or after `finalSince` (YYYY-MM-DD).
 */
export async function listAuditsOfWorker(
  db: Db,
  personId: string,
  finalSince: string,
): Promise<OwnAudit[]> {
  const rows = await waiting(db)
    .leftJoin("reflection", "reflection.audit_id", "audit.id")
    .leftJoin("one_person as auditor", "auditor.record_id", "audit.auditor_id")
    .select(["audit.submitted_at", "reflection.written_at", "reflection.confirmed_at"])
    .select(["audit.final_at", "exercise.released_at", "exercise.month"])
    .select("auditor.name as auditorName")
    .select([writingFlag(personId), correctingFlag(personId)])
    .select("audit.corrections_until")
    .where(isNotWithdrawn())
    .where("audit.state", "<>", "allocated")
    // Each by an index of its own, and not by reading what is over.
    .where("audit.id", "in", (eb) => {
      const own = () =>
        eb
          .selectFrom("audit as one")
          .where("one.worker_id", "in", recordsOf(personId))
          .select("one.id");
      return own()
        .innerJoin("exercise as open", "open.id", "one.exercise_id")
        .where("open.state", "in", underWay)
        .union(own().where("one.state", "=", "settled"))
        .union(own().where("one.final_at", ">=", finalSince));
    })
    .execute();
  return rows.map(({ submitted_at, written_at, confirmed_at, corrections_until, ...found }) => {
    const { final_at, released_at, month, ...row } = found;
    return {
      ...row,
      since: final_at ?? submitted_at ?? released_at ?? `${month}-01`,
      correcting: row.correcting === 1,
      correctionsUntil: corrections_until,
      state: row.state as AuditState,
      submitted: submitted_at !== null,
      reflected: written_at !== null,
      writing: row.writing === 1,
      confirmed: confirmed_at !== null,
    };
  });
}

export type PanelWaiting = AuditWaiting & {
  /** Who moderated it, where they still work here. */
  moderatorId: string | null;
  leadId: string;
  /** UTC ISO instant; since when it waits for the panel. */
  since: string;
};

/** Audits whose moderator has committed, for the panel to decide on; not the person's own. */
export async function listAuditsForPanel(db: Db, personId: string): Promise<PanelWaiting[]> {
  const rows = await waiting(db)
    .innerJoin("moderation", (join) =>
      join.onRef("moderation.audit_id", "=", "audit.id").on("moderation.state", "=", "committed"),
    )
    .leftJoin("one_person as moderator", (join) =>
      join
        .onRef("moderator.record_id", "=", "moderation.moderator_id")
        .on("moderator.active", "=", 1),
    )
    .select(["exercise.moderation_due_on", whoIn("exercise.lead_id").as("leadId")])
    .select(["moderator.id as moderatorId", "moderation.selected_at", "moderation.committed_at"])
    .where("audit.state", "in", ["committed", "panel"])
    .where("exercise.state", "in", underWay)
    .where((eb) =>
      eb.or([
        eb("audit.auditor_id", "is", null),
        eb("audit.auditor_id", "not in", recordsOf(personId)),
      ]),
    )
    .execute();
  return rows.map(({ moderation_due_on, selected_at, committed_at, ...row }) => ({
    ...row,
    state: row.state as AuditState,
    dueOn: moderation_due_on,
    since: committed_at ?? selected_at,
  }));
}

export type ReviewWaiting = {
  id: string;
  kind: ExerciseKind;
  title: string;
  dueOn: string | null;
  /** Since when it is open: an instant, or a date. */
  since: string;
  cases: number;
  reviewing: string;
  /** How many parts are still to be answered: all there are, and this person's or their agency's. */
  openParts: number;
  ownParts: number;
};

/** The agency of a part as members have it: the council's own is not named. */
const agencyAsNamed = sql<string>`case review_part.agency
  when ${councilAgency} then '' else review_part.agency end`;

const openPartsOf = (eb: ExpressionBuilder<Schema, "exercise">) =>
  eb
    .selectFrom("review_part")
    .innerJoin("audit", "audit.id", "review_part.audit_id")
    .select(countAll.as("parts"))
    .whereRef("review_part.exercise_id", "=", "exercise.id")
    .where("review_part.state", "in", ["waiting", "started"])
    .where(isNotWithdrawn());

/** Thematic audits and dip samples under way in which the person reviews or leads. */
export async function listReviews(db: Db, personId: string): Promise<ReviewWaiting[]> {
  const rows = await db
    .selectFrom("exercise")
    .select(["id", "kind", "title", "month", "audits_due_on as dueOn"])
    .select(["released_at", "reviewing"])
    .select((eb) => [
      openPartsOf(eb).as("openParts"),
      openPartsOf(eb)
        .where((own) =>
          own.or([
            own("review_part.person_id", "in", recordsOf(personId)),
            own.exists(
              own
                .selectFrom("exercise_member as me")
                .select("me.person_id")
                .whereRef("me.exercise_id", "=", "review_part.exercise_id")
                .where("me.part", "=", "reviewer")
                .where("me.person_id", "in", recordsOf(personId))
                .where("me.agency", "=", agencyAsNamed),
            ),
          ]),
        )
        .as("ownParts"),
    ])
    .select((eb) =>
      eb
        .selectFrom("audit")
        .select(countAll.as("cases"))
        .whereRef("audit.exercise_id", "=", "exercise.id")
        .where(isNotWithdrawn())
        .as("cases"),
    )
    .where("graded", "=", 0)
    .where("state", "=", "auditing")
    .where((eb) =>
      eb.or([
        eb("lead_id", "in", recordsOf(personId)),
        eb.exists(
          eb
            .selectFrom("exercise_member")
            .select("exercise_member.person_id")
            .whereRef("exercise_member.exercise_id", "=", "exercise.id")
            .where("exercise_member.person_id", "in", recordsOf(personId))
            .where("part", "=", "reviewer"),
        ),
      ]),
    )
    .orderBy("month")
    .execute();
  return rows.map(({ month, released_at, ...row }) => ({
    ...row,
    kind: row.kind as ExerciseKind,
    cases: row.cases ?? 0,
    openParts: row.openParts ?? 0,
    ownParts: row.ownParts ?? 0,
    since: released_at ?? `${month}-01`,
  }));
}

export type PlannedNow = { id: string; kind: ExerciseKind; title: string; month: string };

/** Exercises the person leads that are planned for this month or earlier and not yet released. */
export async function listPlannedNow(
  db: Db,
  personId: string,
  month: string,
): Promise<PlannedNow[]> {
  const rows = await db
    .selectFrom("exercise")
    .select(["id", "kind", "title", "month"])
    .where("lead_id", "in", recordsOf(personId))
    .where("state", "in", ["planned", "drawn"])
    .where("month", "<=", month)
    .orderBy("month")
    .limit(20)
    .execute();
  return rows.map((row) => ({ ...row, kind: row.kind as ExerciseKind }));
}
