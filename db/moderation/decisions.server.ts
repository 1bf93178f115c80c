/**
 * Owns what the panel decides as it is kept from the moment it is recorded, and who took it.
 * Practice: the whole decision is kept with the moderation until it counts, so that whoever
 * confirms it confirms those very words; judgements are final only when the audit is.
 */
import { sql } from "kysely";
import type { Outcome } from "~/rules/moderation/moderation";
import type { PanelPart } from "~/rules/moderation/panel";
import type { QualityNote } from "~/rules/moderation/quality";
import type { Judgement } from "~/rules/tools/grades";
import type { Grade } from "~/rules/tools/scale";
import { recordsOf } from "../core/one-person.server";
import type { Db } from "../core/open.server";

type Common = {
  quality: Record<string, QualityNote>;
  feedback: string;
  themes: { kind: "strength" | "development"; text: string }[];
};

export type FinalDecision = Common & {
  kind: "final";
  outcome: Outcome;
  areas: Record<string, { judgement: Judgement; reason: string }>;
  overall: { judgement: Grade; reason: string };
};

export type ReturnDecision = Common & {
  kind: "returned";
  outcome: "returned";
  whatToMend: string;
  /** YYYY-MM-DD */
  dueOn: string;
};

export type PanelDecision = FinalDecision | ReturnDecision;

/** Null while nothing is recorded, and of decisions from before they were kept whole. */
export const readDecision = (stored: string): PanelDecision | null =>
  stored === "" ? null : (JSON.parse(stored) as PanelDecision);

export type DecisionPart = { personId: string; name: string; part: PanelPart; at: string };

const recorderFirst = sql`case when part = 'recorded' then 0 else 1 end`;

/** Everyone's part in the decision as it stands, the recorder first. */
export async function listParts(db: Db, moderationId: string): Promise<DecisionPart[]> {
  const rows = await db
    .selectFrom("decision_part")
    .innerJoin("one_person as person", "person.record_id", "decision_part.person_id")
    .select(["person.id as personId", "person.name", "part", "at"])
    .where("moderation_id", "=", moderationId)
    .orderBy(recorderFirst)
    .orderBy("at")
    .orderBy("person.name_folded")
    .execute();
  return rows.filter(isFirstOf);
}

/** Which of these moderations' decisions a person has taken as they stand. */
export async function listTookIn(
  db: Db,
  moderationIds: readonly string[],
  personId: string,
): Promise<Set<string>> {
  if (moderationIds.length === 0) return new Set();
  const rows = await db
    .selectFrom("decision_part")
    .select("moderation_id")
    .where("moderation_id", "in", [...moderationIds])
    .where("person_id", "in", recordsOf(personId))
    .where("part", "in", ["recorded", "confirmed"])
    .execute();
  return new Set(rows.map(({ moderation_id }) => moderation_id));
}

/** Two records of one person are one part, the first of them. */
const isFirstOf = <T extends { personId: string }>({ personId }: T, at: number, all: T[]) =>
  all.findIndex((one) => one.personId === personId) === at;

export const tookIt = ({ part }: Pick<DecisionPart, "part">): boolean =>
  part === "recorded" || part === "confirmed";

/**
 * The names of those who took a decision and count for it; of a decision from before two were
 * asked for, of the one who recorded it.
 */
export async function listTakers(
  db: Db,
  moderation: { id: string; decidedByName: string | null },
): Promise<string[]> {
  const rows = await db
    .selectFrom("decision_part")
    .innerJoin("one_person as person", "person.record_id", "decision_part.person_id")
    .select(["person.id as personId", "person.name"])
    .where("moderation_id", "=", moderation.id)
    .where("part", "in", ["recorded", "confirmed"])
    .where("counts", "=", 1)
    .orderBy(recorderFirst)
    .orderBy("at")
    .orderBy("person.name_folded")
    .execute();
  const names = rows.filter(isFirstOf).map(({ name }) => name);
  if (rows.length > 1 && names.length === 1) names.push("the same person under another record");
  if (names.length > 0) return names;
  return moderation.decidedByName ? [moderation.decidedByName] : [];
}

export type TakenDecision = {
  outcome: Outcome;
  reason: string;
  decidedAt: string;
  takers: string[];
  aloneReason: string;
};

/** What the panel decided on an audit, and who took it; null when it decided nothing final. */
export async function findTakenDecision(db: Db, auditId: string): Promise<TakenDecision | null> {
  const row = await db
    .selectFrom("moderation")
    .leftJoin("one_person as decider", "decider.record_id", "moderation.decided_by")
    .select(["moderation.id", "outcome", "decision_reason as reason", "decided_at"])
    .select(["alone_reason as aloneReason", "decider.name as decidedByName"])
    .where("audit_id", "=", auditId)
    .where("state", "=", "decided")
    .orderBy("round", "desc")
    .limit(1)
    .executeTakeFirst();
  if (!row?.outcome || !row.decided_at) return null;
  const { id, decidedByName, outcome, decided_at, ...rest } = row;
  const takers = await listTakers(db, { id, decidedByName });
  return { ...rest, outcome: outcome as Outcome, decidedAt: decided_at, takers };
}
