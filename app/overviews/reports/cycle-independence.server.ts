/** Owns what a cycle report says of independence: overrides, what the lead let stand, and settings. */

import { formatInstant } from "~/rules/core/dates";
import { independenceRuleNames } from "~/rules/independence/conflicts";
import { conflictRulesInWords, deedInWords } from "~/rules/independence/independence";
import { rulesInWords } from "~/rules/independence/objections";
import type { Db } from "~db/core/open.server";
import type { Exercise } from "~db/exercises/exercises.server";
import { listOverrides } from "~db/exercises/overrides.server";
import { countLetIn, listLetStand } from "~db/independence/report.server";

const made = (by: string | null, at: string | null): string =>
  [by, at ? formatInstant(new Date(at)) : null].filter(Boolean).join(", ");

export async function readIndependence(db: Db, { id, rulesOff }: Exercise) {
  const overrides = (await listOverrides(db, id)).map(({ rules, by, at, auditorName, ...one }) => ({
    ...one,
    auditId: one.id,
    who: auditorName === null ? "" : `audited by ${auditorName}`,
    rules: rulesInWords(rules),
    made: made(by, at),
  }));
  const stands = (await listLetStand(db, id)).map(
    ({ part, personName, rules, by, at, ...one }) => ({
      ...one,
      who: `${deedInWords[part]} ${personName}`,
      rules: conflictRulesInWords(rules, part),
      made: made(by, at),
    }),
  );
  const letIn = await countLetIn(db, id);
  return {
    named: [
      ...overrides.map((one) => ({ ...one, how: "" })),
      ...stands.map((one) => ({ ...one, how: ", let stand when it came up" })),
    ],
    /** The rules that the plan sets aside now, and those that did let someone in. */
    settings: [...new Set([...rulesOff, ...letIn.keys()])].map((rule) => ({
      rule,
      name: independenceRuleNames[rule],
      audits: letIn.get(rule) ?? 0,
    })),
  };
}
