/**
 * Owns where the findings of a page lead to: what they are filed under, or the page that files them.
 * Practice: two presses file a finding, from wherever it is read.
 */
import { paths } from "~/paths";
import type { Actor } from "~/rules/access/people";
import { mayEver } from "~/rules/access/permission";
import { type FindingStanding, learningReference, mayBeFiled } from "~/rules/learning-log/learning";
import type { Db } from "~db/core/open.server";
import { listFiledUnder } from "~db/learning-log/learning.server";

export type Filing = Record<string, { to: string; words: string }>;

/** By the id of the finding; none for those that lead nowhere for this person. */
export async function filingOf(
  db: Db,
  actor: Actor,
  findings: readonly { id: string }[],
  standing: FindingStanding,
): Promise<Filing> {
  if (!mayEver(actor, "learning-log.read-learning")) return {};
  const filed = await listFiledUnder(
    db,
    findings.map(({ id }) => id),
  );
  const files = mayEver(actor, "learning-log.keep-learning") && mayBeFiled(standing);
  const filing: Filing = {};
  for (const { id } of findings) {
    const under = filed.get(id);
    if (under)
      filing[id] = {
        to: paths.learning.one(under.id),
        words: `Filed under ${learningReference(under.reference)}`,
      };
    else if (files) filing[id] = { to: paths.learning.file(id), words: "File it under learning" };
  }
  return filing;
}
