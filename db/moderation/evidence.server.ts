/**
 * Owns what a moderator reads of an audit: evidence, commentary, voices, findings and actions.
 * Practice: blind. The fields that may be read are named one by one, so that grades, reasons for
 * them, consistency answers and the practitioner's later reflection never leave the database.
 */

import {
  type AuditVoice,
  contentFromAnswers,
  fieldNames,
  voiceStatuses,
} from "~/rules/audits/content";
import type { DuePrecision } from "~/rules/core/due";
import { answerInWords } from "~/rules/tools/prompts";
import type { ToolDefinition } from "~/rules/tools/tools";
import type { Db } from "../core/open.server";

export type AreaEvidence = {
  code: string;
  /** Those shown to the auditor; the answer in words. */
  prompts: { code: string; text: string; answer: string | null; note: string }[];
  commentary: string;
};

export type Evidence = {
  areas: AreaEvidence[];
  voices: AuditVoice[];
  findings: {
    id: string;
    kind: "strength" | "development";
    area: string | null;
    theme: string | null;
    text: string;
  }[];
  actions: {
    id: string;
    what: string;
    successMeasure: string;
    area: string | null;
    owner: string;
    dueOn: string | null;
    duePrecision: DuePrecision;
  }[];
};

/** The evidence of one audit, with no grade and nothing that is a reason for one. */
export async function findEvidence(
  db: Db,
  auditId: string,
  tool: ToolDefinition,
): Promise<Evidence> {
  const allowed = tool.areas.flatMap((area) => [
    fieldNames.commentary(area.code),
    ...area.prompts.flatMap((prompt) => [
      fieldNames.areaPrompt(area.code, prompt.code),
      fieldNames.areaPromptNote(area.code, prompt.code),
    ]),
  ]);
  const answers =
    allowed.length === 0
      ? []
      : await db
          .selectFrom("answer")
          .select(["field", "value"])
          .where("audit_id", "=", auditId)
          .where("field", "in", allowed)
          .execute();
  const content = contentFromAnswers(
    Object.fromEntries(answers.map((row) => [row.field, row.value])),
    tool,
  );
  return {
    areas: tool.areas.map((area) => ({
      code: area.code,
      commentary: content.areas[area.code]?.commentary ?? "",
      prompts: area.prompts.flatMap((prompt) => {
        const given = content.areas[area.code]?.prompts[prompt.code];
        if (!given) return [];
        const answer = given.answer === null ? null : answerInWords(prompt, given.answer);
        return [{ code: prompt.code, text: prompt.text, answer, note: given.note }];
      }),
    })),
    voices: await listVoices(db, auditId),
    findings: await db
      .selectFrom("finding")
      .select(["id", "kind", "area", "theme", "text"])
      .where("audit_id", "=", auditId)
      .orderBy("kind", "desc")
      .orderBy("id")
      .execute(),
    actions: await listActions(db, auditId),
  };
}

/** As they stood at submission. */
async function listVoices(db: Db, auditId: string): Promise<AuditVoice[]> {
  const rows = await db
    .selectFrom("voice")
    .selectAll()
    .where("audit_id", "=", auditId)
    .orderBy("key")
    .execute();
  return rows.map((row) => ({
    key: row.key,
    kind: row.kind,
    label: row.label,
    status: voiceStatuses.find((status) => status === row.status) ?? null,
    reason: row.reason,
    said: row.said,
    heldOn: row.held_on ?? "",
    method: row.method,
    notShared: row.not_shared === 1,
  }));
}

async function listActions(db: Db, auditId: string): Promise<Evidence["actions"]> {
  const rows = await db
    .selectFrom("action")
    .leftJoin("one_person as person", "person.record_id", "action.owner_id")
    .select(["action.id", "what", "success_measure as successMeasure", "area", "due_on as dueOn"])
    .select(["due_precision as duePrecision", "owner_role", "person.name"])
    .where("audit_id", "=", auditId)
    .orderBy("reference")
    .execute();
  return rows.map(({ owner_role, name, ...row }) => ({ ...row, owner: name ?? owner_role }));
}

/** The reasons the auditor gave for what seemed inconsistent, by code. After the reveal only. */
export async function findConsistencyAnswers(
  db: Db,
  auditId: string,
  codes: readonly string[],
): Promise<Record<string, string>> {
  const fields = new Map(codes.map((code) => [fieldNames.promptReason(code), code]));
  const rows = await db
    .selectFrom("answer")
    .select(["field", "value"])
    .where("audit_id", "=", auditId)
    .where("field", "in", [...fields.keys()])
    .execute();
  return Object.fromEntries(
    rows.flatMap(({ field, value }) => {
      const code = fields.get(field);
      return code && value.trim() !== "" ? [[code, value]] : [];
    }),
  );
}
