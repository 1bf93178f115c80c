/**
 * Owns reading one moderation with its audit: what the moderator, the panel and the auditor need.
 * Practice: the auditor's, the moderator's and the final judgement are three rows, all kept; they
 * are read only where they may be shown.
 */
import type { Access } from "~/rules/access/access";
import type { Moderation, ModerationState, Outcome } from "~/rules/moderation/moderation";
import { type QualityNote, qualityFromObject } from "~/rules/moderation/quality";
import type { SelectionReason } from "~/rules/moderation/selection";
import type { Judgement } from "~/rules/tools/grades";
import type { ToolDefinition } from "~/rules/tools/tools";
import { type Audit, findAudit } from "../audits/audits.server";
import { begunFlag } from "../core/drafts.server";
import type { Db } from "../core/open.server";
import { findToolVersion } from "../exercises/exercises.server";
import { readDecision } from "./decisions.server";

export type ModerationRecord = Moderation & {
  id: string;
  reason: SelectionReason;
  reasonNote: string;
  /** True once something its moderator typed is kept. */
  begun: boolean;
  moderatorName: string | null;
  quality: Record<string, QualityNote>;
  feedback: string;
  outcome: Outcome | null;
  decisionReason: string;
  decidedByName: string | null;
  decidedAt: string | null;
  feedbackReadAt: string | null;
  /** What the panel decides as it is recorded, a PanelDecision as JSON (db/moderation/decisions.server.ts). */
  decision: string;
  aloneReason: string;
  version: number;
};

/** Everything a page of moderation is about; `access` is the audit's. */
export type ModeratedAudit = {
  access: Access;
  audit: Audit;
  tool: ToolDefinition;
  moderation: ModerationRecord;
  /** YYYY-MM-DD */
  moderationDueOn: string | null;
};

/** What the panel has answered, so that its auditor reads it: final or not yet. */
export const answeredStates = ["taken", "decided", "returned"] as const satisfies ModerationState[];

/** The audit with its latest moderation, or its latest answered one; null when there is none. */
export async function findModeratedAudit(
  db: Db,
  auditId: string,
  which: "latest" | "answered" = "latest",
): Promise<ModeratedAudit | null> {
  const audit = await findAudit(db, auditId);
  if (!audit?.toolVersionId || audit.state === "withdrawn") return null;
  let query = db
    .selectFrom("moderation")
    .innerJoin("exercise", "exercise.id", "moderation.exercise_id")
    .leftJoin("one_person as moderator", "moderator.record_id", "moderation.moderator_id")
    .leftJoin("one_person as decider", "decider.record_id", "moderation.decided_by")
    .selectAll("moderation")
    .select(begunFlag)
    .select(["exercise.moderation_due_on", "moderator.name as moderator_name"])
    .select("moderator.id as moderator")
    .select("decider.name as decider_name")
    .where("moderation.audit_id", "=", auditId);
  if (which === "answered") query = query.where("moderation.state", "in", answeredStates);
  const row = await query.orderBy("moderation.round", "desc").executeTakeFirst();
  const version = row && (await findToolVersion(db, audit.toolVersionId));
  if (!version) return null;
  return {
    access: audit.access,
    audit,
    tool: version.definition,
    moderationDueOn: row.moderation_due_on,
    moderation: {
      id: row.id,
      state: row.state as ModerationState,
      round: row.round,
      auditorId: audit.auditorId ?? "",
      moderatorId: row.moderator,
      moderatorName: row.moderator_name,
      committedAt: row.committed_at,
      reason: row.reason as SelectionReason,
      reasonNote: row.reason_note,
      begun: row.begun === 1,
      quality: qualityFromObject(JSON.parse(row.quality || "{}")),
      feedback: row.feedback,
      outcome: row.outcome as Outcome | null,
      decisionReason: row.decision_reason,
      decidedByName: row.decider_name,
      decidedAt: row.decided_at,
      feedbackReadAt: row.feedback_read_at,
      decision: row.decision,
      aloneReason: row.alone_reason,
      version: row.version,
    },
  };
}

export type JudgementMade = {
  judgement: Judgement;
  reason: string;
  teamId: string;
  serviceId: string;
};

/** By area code, "overall" among them. */
export type JudgementsBySource = Record<
  "auditor" | "moderator" | "final",
  Record<string, JudgementMade>
>;

/** The three judgements of one round. Never read before the moderator has committed. */
export async function findJudgements(
  db: Db,
  auditId: string,
  round: number,
): Promise<JudgementsBySource> {
  const rows = await db
    .selectFrom("judgement")
    .select(["area", "source", "judgement", "reason", "team_id", "service_id"])
    .where("audit_id", "=", auditId)
    .where("round", "=", round)
    .execute();
  const found: JudgementsBySource = { auditor: {}, moderator: {}, final: {} };
  for (const row of rows) {
    found[row.source][row.area] = {
      judgement: row.judgement as Judgement,
      reason: row.reason,
      teamId: row.team_id,
      serviceId: row.service_id,
    };
  }
  return found;
}

/** The same once the panel has decided: what it decided stands for the final ones until they are made. */
export async function findDecided(
  db: Db,
  { audit, moderation }: Pick<ModeratedAudit, "audit" | "moderation">,
): Promise<JudgementsBySource> {
  const judged = await findJudgements(db, audit.id, moderation.round);
  const decision = readDecision(moderation.decision);
  if (Object.keys(judged.final).length > 0 || decision?.kind !== "final") return judged;
  const made = Object.entries({ ...decision.areas, overall: decision.overall });
  const placeOf = (area: string) => ({
    teamId: judged.auditor[area]?.teamId ?? audit.teamId,
    serviceId: judged.auditor[area]?.serviceId ?? audit.serviceId,
  });
  return {
    ...judged,
    final: Object.fromEntries(made.map(([area, one]) => [area, { ...one, ...placeOf(area) }])),
  };
}

type JudgedStep = { madeAt: string; judged: Record<string, Judgement> };

/** What the auditor gave round by round, and the final judgements; never a moderator's. */
export async function listJudgedSteps(
  db: Db,
  auditId: string,
): Promise<{ auditor: JudgedStep[]; final: Record<string, Judgement> | null }> {
  const rows = await db
    .selectFrom("judgement")
    .select(["area", "source", "round", "judgement", "made_at"])
    .where("audit_id", "=", auditId)
    .where("source", "in", ["auditor", "final"])
    .orderBy("round")
    .execute();
  const rounds = new Map<number, JudgedStep>();
  const final: Record<string, Judgement> = {};
  for (const { area, source, round, judgement, made_at } of rows) {
    const of = source === "final" ? final : (rounds.get(round)?.judged ?? {});
    of[area] = judgement as Judgement;
    if (source === "auditor") rounds.set(round, { madeAt: made_at, judged: of });
  }
  return {
    auditor: [...rounds.values()],
    final: Object.keys(final).length > 0 ? final : null,
  };
}
