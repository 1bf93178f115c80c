/**
 * Owns the cases of a panel meeting: what waits for it, what stands on its agenda, and how each was
 * decided when the minutes were signed off.
 * Practice: a case is kept from its auditor, and from whoever is to grade it blind again, before
 * anything of it is read; the decision itself is the moderation's own.
 */
import { sql } from "kysely";
import type { Cohort } from "~/rules/caseload/caseload";
import {
  type AgendaPart,
  inAgendaOrder,
  type KeptBecause,
  partOf,
} from "~/rules/moderation/meetings";
import type { ModerationState } from "~/rules/moderation/moderation";
import type { Judgement } from "~/rules/tools/grades";
import { isBlind } from "../audits/blind.server";
import { isNotWithdrawn } from "../core/counted.server";
import { recordsOf, recordsOfAll } from "../core/one-person.server";
import type { Db, Tx } from "../core/open.server";
import { countAll } from "../core/scope.server";
import type { JudgementsBySource } from "./moderations.server";

type Judged = JudgementsBySource;

/** A case that waits for the panel or stood on an agenda, with what its grades were. */
export type MeetingCase = {
  number: number;
  part: AgendaPart;
  moderationId: string;
  auditId: string;
  caseReference: string;
  cohort: Cohort;
  round: number;
  state: ModerationState;
  version: number;
  /** A PanelDecision as JSON; "" while nothing is recorded. */
  decision: string;
  /** A CaseDecided as JSON once the minutes are signed off; "" before. */
  decided: string;
  kept: KeptBecause;
  withdrawn: boolean;
  toolVersionId: string | null;
  /** Nothing where it is kept from whoever reads. */
  judged: Judged;
};

const waitingStates = ["committed", "recorded"] as const;

const nothing = (): Judged => ({ auditor: {}, moderator: {}, final: {} });

/** The judgements of several rounds, by audit and round. */
async function judgementsOf(
  db: Db,
  cases: readonly { auditId: string; round: number }[],
): Promise<Map<string, Judged>> {
  const found = new Map<string, Judged>();
  if (cases.length === 0) return found;
  const rows = await db
    .selectFrom("judgement")
    .selectAll()
    .where(
      "audit_id",
      "in",
      cases.map(({ auditId }) => auditId),
    )
    .execute();
  for (const row of rows) {
    const key = `${row.audit_id} ${row.round}`;
    const judged = found.get(key) ?? nothing();
    judged[row.source][row.area] = {
      judgement: row.judgement as Judgement,
      reason: row.reason,
      teamId: row.team_id,
      serviceId: row.service_id,
    };
    found.set(key, judged);
  }
  return found;
}

const query = (db: Db, readers: readonly string[]) =>
  db
    .selectFrom("moderation")
    .innerJoin("audit", "audit.id", "moderation.audit_id")
    .innerJoin("case_record", "case_record.id", "audit.case_id")
    .select(["moderation.id as moderationId", "audit.id as auditId", "moderation.round"])
    .select(["case_record.reference as caseReference", "audit.cohort", "moderation.state"])
    .innerJoin("exercise", "exercise.id", "moderation.exercise_id")
    .select(["moderation.version", "moderation.decision", "audit.state as auditState"])
    .select("exercise.tool_version_id as toolVersionId")
    .select((eb) =>
      eb
        .case()
        .when("audit.auditor_id", "in", recordsOfAll(readers))
        .then("own")
        .when(isBlind(eb.ref("audit.id"), readers))
        .then("to-grade")
        .else(null)
        .end()
        .$castTo<KeptBecause>()
        .as("kept"),
    );

type Row = Omit<
  MeetingCase,
  "number" | "part" | "decided" | "judged" | "cohort" | "state" | "withdrawn"
> & { cohort: string; state: string; auditState: string };

const caseOf = <R extends Row>(row: R, judgements: ReadonlyMap<string, Judged>) => ({
  ...row,
  withdrawn: row.auditState === "withdrawn",
  cohort: row.cohort as Cohort,
  state: row.state as ModerationState,
  judged: (row.kept ? undefined : judgements.get(`${row.auditId} ${row.round}`)) ?? nothing(),
  /** Of all judgements, to sort by; never shown where the case is kept. */
  all: judgements.get(`${row.auditId} ${row.round}`) ?? nothing(),
});

/** What waits for the panel of a cycle, in the order of an agenda; `readers` are shown none of their own. */
export async function listWaiting(
  db: Db,
  exerciseId: string,
  readers: readonly string[],
): Promise<MeetingCase[]> {
  const rows = await query(db, readers)
    .where("moderation.exercise_id", "=", exerciseId)
    .where("moderation.state", "in", waitingStates)
    .where(isNotWithdrawn())
    .orderBy(sql`coalesce(moderation.committed_at, '')`)
    .orderBy("moderation.id")
    .execute();
  const judgements = await judgementsOf(db, rows);
  const cases = rows.map((row) => {
    const { all, ...one } = caseOf(row, judgements);
    return { ...one, number: 0, decided: "", part: partOf(row.round, all) };
  });
  return inAgendaOrder(cases).map((one, at) => ({ ...one, number: at + 1 }));
}

/** How many cases wait for the panel of a cycle, without those that this person audited. */
export async function countForMeeting(
  db: Db,
  exerciseId: string,
  personId: string,
): Promise<number> {
  const { count } = await db
    .selectFrom("moderation")
    .innerJoin("audit", "audit.id", "moderation.audit_id")
    .select(countAll.as("count"))
    .where("moderation.exercise_id", "=", exerciseId)
    .where("moderation.state", "in", waitingStates)
    .where(isNotWithdrawn())
    .where((eb) =>
      eb.or([
        eb("audit.auditor_id", "is", null),
        eb("audit.auditor_id", "not in", recordsOf(personId)),
      ]),
    )
    .executeTakeFirstOrThrow();
  return count;
}

/** Of a meeting under way: how many cases are to be decided, and to be confirmed by this person. */
export async function countInMeeting(
  db: Db,
  meetingId: string,
  personId: string,
): Promise<{ toDecide: number; toConfirm: number }> {
  const rows = await db
    .selectFrom("panel_meeting_case as item")
    .innerJoin("moderation", "moderation.id", "item.moderation_id")
    .innerJoin("audit", "audit.id", "moderation.audit_id")
    .leftJoin("decision_part as own", (join) =>
      join
        .onRef("own.moderation_id", "=", "moderation.id")
        .on("own.person_id", "in", recordsOf(personId))
        .on("own.part", "in", ["recorded", "confirmed"]),
    )
    .select(["moderation.state", "own.person_id as took"])
    .where("item.meeting_id", "=", meetingId)
    .where("moderation.state", "in", waitingStates)
    .where(isNotWithdrawn())
    .where((eb) =>
      eb.or([
        eb("audit.auditor_id", "is", null),
        eb("audit.auditor_id", "not in", recordsOf(personId)),
      ]),
    )
    .execute();
  return {
    toDecide: rows.filter(({ state }) => state === "committed").length,
    toConfirm: rows.filter(({ state, took }) => state === "recorded" && took === null).length,
  };
}

/** The cases on the agenda of a meeting that has begun, by number. */
export async function listCases(
  db: Db,
  meetingId: string,
  readers: readonly string[],
): Promise<MeetingCase[]> {
  const rows = await query(db, readers)
    .innerJoin("panel_meeting_case as item", "item.moderation_id", "moderation.id")
    .select(["item.number", "item.part", "item.decided"])
    .where("item.meeting_id", "=", meetingId)
    .orderBy("item.number")
    .execute();
  const judgements = await judgementsOf(db, rows);
  return rows.map((row) => {
    const { all: _all, ...one } = caseOf(row, judgements);
    return { ...one, part: row.part as AgendaPart };
  });
}

/**
 * Puts on the agenda what waits for the panel and does not stand on it yet; answers how many. The
 * numbers of those that stand there stay.
 */
export async function addCases(
  tx: Tx,
  meeting: { id: string; exerciseId: string },
): Promise<number> {
  const [there, waiting] = await Promise.all([
    tx
      .selectFrom("panel_meeting_case")
      .select(["moderation_id", "number"])
      .where("meeting_id", "=", meeting.id)
      .execute(),
    listWaiting(tx, meeting.exerciseId, []),
  ]);
  const known = new Set(there.map(({ moderation_id }) => moderation_id));
  const last = Math.max(0, ...there.map(({ number }) => number));
  const added = waiting.filter(({ moderationId }) => !known.has(moderationId));
  if (added.length === 0) return 0;
  await tx
    .insertInto("panel_meeting_case")
    .values(
      added.map(({ moderationId, part }, at) => ({
        meeting_id: meeting.id,
        moderation_id: moderationId,
        number: last + at + 1,
        part,
        decided: "",
      })),
    )
    .execute();
  return added.length;
}

/** Keeps how a case stood when the minutes were signed off. */
export const keepDecided = (
  tx: Tx,
  meetingId: string,
  moderationId: string,
  decided: string,
): Promise<unknown> =>
  tx
    .updateTable("panel_meeting_case")
    .set({ decided })
    .where("meeting_id", "=", meetingId)
    .where("moderation_id", "=", moderationId)
    .execute();
