/**
 * Owns what a report names of independence: conflicts of interest that the lead let stand, and whom
 * the settings of a plan let in.
 * Practice: whoever judged in spite of a rule is counted, with the reason where there is one; what
 * was settled in another way is in the history and in no report.
 */

import { type IndependenceRule, ruleOfKind } from "~/rules/independence/conflicts";
import type { Part } from "~/rules/independence/independence";
import { isNotWithdrawn } from "../core/counted.server";
import { isOnePerson } from "../core/one-person.server";
import type { Db } from "../core/open.server";
import { readRules } from "./facts.server";

export type LetStand = {
  id: string;
  auditId: string;
  teamName: string;
  part: Part;
  personName: string;
  rules: string[];
  reason: string;
  reAudit: boolean;
  by: string | null;
  at: string | null;
};

/** What was settled so with whoever audits, moderated or decided on an audit of the exercise. */
const settled = (db: Db, exerciseId: string, how: "stands" | "setting") =>
  db
    .selectFrom("audit")
    .innerJoin("audit_conflict", "audit_conflict.audit_id", "audit.id")
    .innerJoin("team", "team.id", "audit.team_id")
    .innerJoin("one_person as person", "person.record_id", "audit_conflict.person_id")
    .leftJoin("one_person as lead", "lead.record_id", "audit_conflict.settled_by")
    .select(["audit_conflict.id", "audit.id as audit_id", "part", "rules", "audit.origin"])
    .select(["settled_reason as reason", "settled_at as at", "team.name as teamName"])
    .select(["person.name as personName", "lead.name as by"])
    .where("audit.exercise_id", "=", exerciseId)
    .where(isNotWithdrawn())
    .where("settled_how", "=", how)
    .where((eb) =>
      eb.or([
        eb.and([
          eb("part", "=", "auditor"),
          isOnePerson("audit.auditor_id", "audit_conflict.person_id"),
        ]),
        eb.and([
          eb("part", "=", "moderator"),
          eb.exists(
            eb
              .selectFrom("moderation")
              .select("moderation.id")
              .whereRef("moderation.audit_id", "=", "audit.id")
              .where(isOnePerson("moderation.moderator_id", "audit_conflict.person_id")),
          ),
        ]),
        eb.and([
          eb("part", "=", "taker"),
          eb.exists(
            eb
              .selectFrom("decision_part")
              .innerJoin("moderation", "moderation.id", "decision_part.moderation_id")
              .select("moderation.id")
              .whereRef("moderation.audit_id", "=", "audit.id")
              .where("decision_part.counts", "=", 1)
              .where(isOnePerson("decision_part.person_id", "audit_conflict.person_id")),
          ),
        ]),
      ]),
    )
    .orderBy("team.position")
    .orderBy("audit_conflict.id")
    .execute();

/** Every conflict that the lead let stand, by team. */
export async function listLetStand(db: Db, exerciseId: string): Promise<LetStand[]> {
  const rows = await settled(db, exerciseId, "stands");
  return rows.map(({ rules, origin, audit_id: auditId, ...row }) => ({
    ...row,
    auditId,
    rules: readRules(rules),
    reAudit: origin === "re-audit",
  }));
}

/** How many audits each rule that a plan sets aside let someone judge. */
export async function countLetIn(
  db: Db,
  exerciseId: string,
): Promise<Map<IndependenceRule, number>> {
  const audits = new Map<IndependenceRule, Set<string>>();
  for (const { audit_id, rules } of await settled(db, exerciseId, "setting")) {
    for (const kind of readRules(rules)) {
      const rule = ruleOfKind(kind);
      if (rule) audits.set(rule, (audits.get(rule) ?? new Set()).add(audit_id));
    }
  }
  return new Map([...audits].map(([rule, of]) => [rule, of.size]));
}
