/**
 * Owns handing an audit in: judgements and voices as they stood, the state, and the selection for
 * moderation, in one transaction.
 * Practice: what was submitted is kept a row a judgement and round, so that the three grades can
 * be compared; findings and child-level actions are live from this moment.
 */

import { paths } from "~/paths";
import { advance } from "~/rules/audits/audits";
import { consistencyPrompts } from "~/rules/audits/consistency";
import { type AuditContent, type AuditVoice, contentFromAnswers } from "~/rules/audits/content";
import { correctionsUntil } from "~/rules/audits/corrections";
import { type Problem, readyToSubmit } from "~/rules/audits/readiness";
import { type AuditText, textsOf } from "~/rules/audits/texts";
import { heardAhead } from "~/rules/audits/voice-dates";
import { dateInLondon, isDate } from "~/rules/core/dates";
import { fold } from "~/rules/core/folding";
import { namesInText } from "~/rules/core/names-in-text";
import type { Judgement } from "~/rules/tools/grades";
import { escalates } from "~/rules/tools/scale";
import type { ToolDefinition } from "~/rules/tools/tools";
import { listManagersOf } from "../../access/readers.server";
import { listAnswers, valuesOf } from "../../audits/answers.server";
import type { Audit, LockedAudit } from "../../audits/audits.server";
import { listFindings } from "../../audits/findings.server";
import { moveAudit } from "../../audits/moves.server";
import { flag } from "../../core/columns";
import type { Stamp } from "../../core/events.server";
import type { Db, Tx } from "../../core/open.server";
import { findSettings } from "../../core/settings.server";
import { noticeConflicts } from "../../independence/independence.server";
import { tellOwnersOfAudit } from "../../learning-log/action-messages.server";
import { addMessages } from "../../messages/outbox.server";
import { selectNow } from "../moderation/moderation.server";
import { listAuditActions } from "./actions.server";
import { noticeEscalation } from "./escalation.server";

/** What an audit says as it stands: everything typed, with its findings and actions counted. */
export async function findContent(
  db: Db,
  audit: Pick<Audit, "id" | "exerciseId">,
  tool: ToolDefinition,
): Promise<AuditContent> {
  const findings = await listFindings(db, { exerciseId: audit.exerciseId, auditId: audit.id });
  const count = (kind: string) => findings.filter((finding) => finding.kind === kind).length;
  const actions = await listAuditActions(db, audit.id);
  const content = contentFromAnswers(valuesOf(await listAnswers(db, audit.id)), tool, {
    findings: { strengths: count("strength"), developments: count("development") },
    actions: actions.map(({ area }) => ({ area })),
    otherTexts: [
      ...findings.map(({ text }) => ({ place: "Findings", text })),
      ...actions.map(({ what, successMeasure }) => ({
        place: "Actions",
        text: `${what}\n${successMeasure}`,
      })),
    ],
  });
  return { ...content, knownNames: await listKnownNames(db, textsOf(content, tool)) };
}

/** The names of staff and teams, as far as the texts hold something that may be one of them. */
async function listKnownNames(db: Db, texts: readonly AuditText[]): Promise<string[]> {
  const found = new Set(texts.flatMap(({ text }) => namesInText(text)));
  const last = new Set([...found].map((name) => name.split(" ").at(-1) ?? ""));
  if (found.size === 0) return [];
  const people = await db
    .selectFrom("person")
    .select("name")
    .where((eb) =>
      eb.or([...last].slice(0, 100).map((one) => eb("name_folded", "like", `% ${fold(one)}`))),
    )
    .limit(500)
    .execute();
  const teams = await db
    .selectFrom("team")
    .select("name")
    .where("name", "in", [...found].slice(0, 500))
    .execute();
  return [...people, ...teams].map(({ name }) => name);
}

export type Submission =
  | { ok: true }
  | { ok: false; problems: Problem[] }
  | { ok: false; problems: []; message: string };

/** Submits a locked audit, or hands it back to its moderator; refused, nothing is written. */
export async function submitAudit(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  audit: Audit,
  locked: LockedAudit,
  tool: ToolDefinition,
): Promise<Submission> {
  const content = await findContent(tx, audit, tool);
  const today = dateInLondon(new Date(stamp.at));
  const problems = [...heardAhead(content.voices, today), ...readyToSubmit(content, tool)];
  if (problems.length > 0) return { ok: false, problems };
  const move = locked.state === "returned" ? "resubmit" : "submit";
  const step = advance(locked.state, move);
  if (!step.ok) return { ok: false, problems: [], message: step.message };

  await saveJudgements(tx, stamp, audit, locked.round, content);
  await saveVoices(tx, audit.id, content.voices);
  const days = (await findSettings(tx))["audit.correction-working-days"];
  await moveAudit(tx, stamp, audit.id, move, {
    submitted_at: stamp.at,
    // All of them are answered by now: an open one is a problem.
    prompts_answered: consistencyPrompts(content, tool).length,
    // Said to the practitioner now, and kept: a change of the setting moves no promise.
    corrections_until: correctionsUntil(stamp.at, days),
  });
  await tx
    .updateTable("case_record")
    .set({ last_audited_on: dateInLondon(new Date(stamp.at)) })
    .where("id", "=", audit.caseId)
    .execute();
  await tellOwnersOfAudit(tx, stamp, audit.id);
  await selectNow(tx, stamp, audit.exerciseId);
  await noticeConflicts(tx, stamp, "submitted", { auditIds: [audit.id] });
  await tellOfSubmission(tx, stamp, audit, locked.round);
  // After the selection, so that whoever is to grade it blind is known and not told.
  await noticeEscalation(tx, stamp, audit, escalates(content.overall.grade));
  return { ok: true };
}

/** The worker and those who manage the team can read it from now on; each is told once a round. */
async function tellOfSubmission(tx: Tx, stamp: Stamp, audit: Audit, round: number): Promise<void> {
  const link = paths.audits.read(audit.id);
  const key = `${audit.id}:${round}`;
  const managers = await listManagersOf(tx, audit);
  await addMessages(tx, stamp, [
    ...(audit.workerId
      ? [{ to: audit.workerId, kind: "audit-submitted", key, link } as const]
      : []),
    ...managers
      .filter((to) => to !== audit.auditorId)
      .map((to) => ({ to, kind: "audit-submitted-team", key, link }) as const),
  ]);
}

async function saveJudgements(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  audit: Audit,
  round: number,
  content: AuditContent,
): Promise<void> {
  const teams = await tx.selectFrom("team").select(["id", "service_id"]).execute();
  const own = { id: audit.teamId, service_id: audit.serviceId };
  const judged = Object.entries(content.areas).flatMap(([area, made]) =>
    made.judgement === null
      ? []
      : [
          {
            area,
            judgement: made.judgement,
            reason: made.rationale,
            team: teams.find(({ id }) => id === made.responsibleTeamId) ?? own,
          },
        ],
  );
  const { grade, rationale } = content.overall;
  if (grade) judged.push({ area: "overall", judgement: grade, reason: rationale, team: own });
  await tx
    .deleteFrom("judgement")
    .where("audit_id", "=", audit.id)
    .where("source", "=", "auditor")
    .where("round", "=", round)
    .execute();
  for (const { area, judgement, reason, team } of judged) {
    await tx
      .insertInto("judgement")
      .values({
        audit_id: audit.id,
        area,
        source: "auditor",
        round,
        judgement,
        reason,
        team_id: team.id,
        service_id: team.service_id,
        made_by: stamp.actorId,
        made_at: stamp.at,
      })
      .execute();
  }
}

async function saveVoices(tx: Tx, auditId: string, voices: readonly AuditVoice[]): Promise<void> {
  await tx.deleteFrom("voice").where("audit_id", "=", auditId).execute();
  for (const voice of voices) {
    await tx
      .insertInto("voice")
      .values({
        audit_id: auditId,
        key: voice.key,
        kind: voice.kind,
        label: voice.label,
        status: voice.status ?? "",
        reason: voice.reason,
        said: voice.said,
        method: voice.method,
        held_on: isDate(voice.heldOn) ? voice.heldOn : null,
        not_shared: flag(voice.notShared),
      })
      .execute();
  }
}

export type AuditJudgement = {
  area: string;
  source: "auditor" | "final";
  judgement: Judgement;
  reason: string;
  teamId: string;
  teamName: string;
};

/** The auditor's latest judgements and, once final, the final ones; never a moderator's. */
export async function listJudgements(db: Db, auditId: string): Promise<AuditJudgement[]> {
  const rows = await db
    .selectFrom("judgement")
    .innerJoin("team", "team.id", "judgement.team_id")
    .select(["area", "source", "round", "judgement", "reason"])
    .select(["team_id as teamId", "team.name as teamName"])
    .where("audit_id", "=", auditId)
    .where("source", "in", ["auditor", "final"])
    .orderBy("round", "desc")
    .execute();
  const seen = new Set<string>();
  return rows.flatMap(({ round: _round, ...row }) => {
    const key = `${row.source} ${row.area}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [
      { ...row, source: row.source as "auditor" | "final", judgement: row.judgement as Judgement },
    ];
  });
}

export type SubmittedVoice = {
  key: string;
  kind: "child" | "parent" | "practitioner";
  label: string;
  status: string;
  reason: string;
  said: string;
  method: string;
  heldOn: string | null;
};

/** Voices as they stood at submission; the worker does not read those not shared with them. */
export async function listVoices(
  db: Db,
  auditId: string,
  reader: { isWorker: boolean },
): Promise<SubmittedVoice[]> {
  return db
    .selectFrom("voice")
    .select(["key", "kind", "label", "status", "reason", "said", "method", "held_on as heldOn"])
    .where("audit_id", "=", auditId)
    .$if(reader.isWorker, (query) => query.where("not_shared", "=", 0))
    .orderBy("key")
    .execute();
}
