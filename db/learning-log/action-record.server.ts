/**
 * Owns one action of the learning log as read: what it says, where it came from, what became of it.
 * Practice: case content is left out of the read for those who may not have it.
 */
import type { Access } from "~/rules/access/access";
import type { DuePrecision } from "~/rules/core/due";
import type { ExerciseKind } from "~/rules/exercises/exercises";
import type { MovingAction } from "~/rules/learning-log/action-moves";
import type { ActionSource, ActionStatus, UpdateKind } from "~/rules/learning-log/learning-log";
import type { Db } from "../core/open.server";
import { countAll } from "../core/scope.server";
import { ownerInWords } from "./action-list.server";
import {
  actionService,
  asFlag,
  isAuditRead,
  isContentRead,
  isLive,
  isSeen,
  type LogReader,
} from "./action-sight.server";

export type Action = MovingAction & {
  reference: number;
  what: string;
  why: string;
  area: string | null;
  theme: string | null;
  successMeasure: string;
  /** By name; by role only where the content is kept back. */
  owner: string;
  teamName: string | null;
  serviceName: string | null;
  source: ActionSource;
  exercise: { id: string; title: string; kind: ExerciseKind } | null;
  /** `caseReference` is null for those who may not read the audit. */
  audit: { id: string; caseReference: string | null } | null;
  response: { exerciseId: string; teamId: string } | null;
  finding: { text: string; caseCount: number | null } | null;
  raisedBy: string | null;
  raisedAt: string;
  completedByName: string | null;
  verifiedByName: string | null;
  supersededBy: { id: string; reference: number } | null;
  /** Whether this reader may read what it says; where not, every text is empty. */
  contentRead: boolean;
  version: number;
  access: Access;
};

/** One live action as this reader may see it; null when there is none. */
export async function findAction(db: Db, reader: LogReader, id: string): Promise<Action | null> {
  const row = await db
    .selectFrom("action")
    .where((eb) => isLive(eb))
    .select((eb) => asFlag(eb, isContentRead(eb, reader)).as("content_read"))
    .select((eb) => asFlag(eb, isAuditRead(eb, reader)).as("audit_read"))
    .select(actionService.as("placed_service"))
    .leftJoin("one_person as owner", "owner.record_id", "action.owner_id")
    .leftJoin("one_person as doer", "doer.record_id", "action.completed_by")
    .leftJoin("one_person as verifier", "verifier.record_id", "action.verified_by")
    .leftJoin("one_person as raiser", "raiser.record_id", "action.raised_by")
    .leftJoin("team as t", "t.id", "action.team_id")
    .leftJoin("service as s", "s.id", "action.service_id")
    .leftJoin("exercise", "exercise.id", "action.exercise_id")
    .leftJoin("audit as a", "a.id", "action.audit_id")
    .leftJoin("case_record", "case_record.id", "a.case_id")
    .leftJoin("response", "response.id", "action.response_id")
    .leftJoin("finding", "finding.id", "action.finding_id")
    .leftJoin("action as successor", "successor.id", "action.superseded_by_id")
    .selectAll("action")
    .select(["owner.name as owner_name", "owner.job_title", "doer.name as doer_name"])
    .select(["owner.id as owner", "doer.id as doer", "raiser.id as raiser"])
    .select("verifier.id as verifier")
    .select(["verifier.name as verifier_name", "raiser.name as raiser_name"])
    .select(["t.name as team_name", "s.name as service_name"])
    .select(["exercise.title as exercise_title", "exercise.kind as exercise_kind"])
    .select("case_record.reference as case_reference")
    .select(["response.exercise_id as response_exercise", "response.team_id as response_team"])
    .select(["finding.text as finding_text", "finding.case_count as finding_cases"])
    .select("successor.reference as successor_reference")
    .select((eb) =>
      eb
        .selectFrom("attachment")
        .select(countAll.as("count"))
        .whereRef("attachment.action_id", "=", "action.id")
        .where("attachment.removed_at", "is", null)
        .where("attachment.scan_state", "<>", "refused")
        .$asScalar()
        .$notNull()
        .as("files"),
    )
    .where("action.id", "=", id)
    .executeTakeFirst();
  if (!row) return null;
  const contentRead = row.content_read === 1;
  const content = (text: string) => (contentRead ? text : "");
  return {
    id: row.id,
    reference: row.reference,
    status: row.status as ActionStatus,
    level: row.level,
    ownerId: row.owner,
    owner: ownerInWords(row, contentRead),
    what: content(row.what),
    why: content(row.why),
    successMeasure: content(row.success_measure),
    area: row.area,
    theme: row.theme,
    teamName: row.team_name,
    serviceName: row.service_name,
    source: row.source as ActionSource,
    exercise:
      row.exercise_id === null
        ? null
        : {
            id: row.exercise_id,
            title: row.exercise_title ?? "",
            kind: row.exercise_kind as ExerciseKind,
          },
    audit:
      row.audit_id === null
        ? null
        : {
            id: row.audit_id,
            caseReference: row.audit_read === 1 ? row.case_reference : null,
          },
    response:
      row.response_exercise === null || row.response_team === null
        ? null
        : { exerciseId: row.response_exercise, teamId: row.response_team },
    finding:
      row.finding_text === null || !contentRead
        ? null
        : { text: row.finding_text, caseCount: row.finding_cases },
    dueOn: row.due_on,
    duePrecision: row.due_precision as DuePrecision,
    raisedBy: contentRead ? row.raiser_name : null,
    raisedAt: row.raised_at,
    completedOn: row.completed_on,
    completedBy: row.doer,
    completedByName: contentRead ? row.doer_name : null,
    evidence: content(row.evidence),
    files: row.files,
    verifiedBy: row.verifier,
    verifiedOn: row.verified_on,
    verifiedByName: contentRead ? row.verifier_name : null,
    impact: content(row.impact),
    howKnown: content(row.how_known),
    supervisionOn: row.supervision_on,
    supersededById: row.superseded_by_id,
    supersededBy:
      row.superseded_by_id === null || row.successor_reference === null
        ? null
        : { id: row.superseded_by_id, reference: row.successor_reference },
    closingReason: content(row.closing_reason),
    contentRead,
    version: row.version,
    access: {
      teamId: row.team_id,
      serviceId: row.placed_service,
      people: { owner: [row.owner], doer: [row.doer], raiser: [row.raiser] },
    },
  };
}

/** The action of that number, if this reader sees it; null when not. */
export async function findActionByReference(db: Db, reader: LogReader, reference: number) {
  const row = await db
    .selectFrom("action")
    .where((eb) => isSeen(eb, reader))
    .select(["action.id", "action.reference", "action.status"])
    .where("action.reference", "=", reference)
    .executeTakeFirst();
  return row ? { ...row, status: row.status as ActionStatus } : null;
}

export type ActionUpdate = {
  id: string;
  at: string;
  by: string | null;
  kind: UpdateKind;
  text: string;
};

/**
 * Everything that was said of an action, the latest first; to those who may not read its content,
 * only what happened and when.
 */
export async function listUpdates(
  db: Db,
  action: Pick<Action, "id" | "contentRead">,
  limit = 200,
): Promise<ActionUpdate[]> {
  const rows = await db
    .selectFrom("action_update")
    .leftJoin("one_person as person", "person.record_id", "action_update.person_id")
    .select(["action_update.id", "action_update.at", "person.name as by", "kind", "text"])
    .where("action_id", "=", action.id)
    .orderBy("action_update.at", "desc")
    .orderBy("action_update.id", "desc")
    .limit(limit)
    .execute();
  return action.contentRead ? rows : rows.map((row) => ({ ...row, by: null, text: "" }));
}

/** The number of an action just added; throws when there is none. */
export async function findReference(db: Db, id: string): Promise<number> {
  const row = await db
    .selectFrom("action")
    .select("reference")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return row.reference;
}
