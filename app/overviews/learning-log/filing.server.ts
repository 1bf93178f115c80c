/**
 * Owns where the findings of a page lead to: what they are filed under, or the page that files them;
 * and where a worker is thanked for a strength.
 * Practice: two presses file a finding, from wherever it is read.
 */
import { paths } from "~/paths";
import type { Access } from "~/rules/access/access";
import type { Actor } from "~/rules/access/people";
import { mayEver } from "~/rules/access/permission";
import { type FindingStanding, learningReference, mayBeFiled } from "~/rules/learning-log/learning";
import type { Db } from "~db/core/open.server";
import { listThankedFor } from "~db/learning-log/good-practice.server";
import { listFiledUnder } from "~db/learning-log/learning.server";
import type { AskerOf } from "../asker";

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

type Thankable = { state: string; workerId: string | null; access: Access };

/** The strengths of an audit, by id: where its worker is thanked for each, or was. */
export async function thankingOf(
  { db, subject: audit, may }: AskerOf<Thankable>,
  findings: readonly { id: string; kind: string }[],
): Promise<Filing> {
  const thanks = may("learning-log.thank", audit.access);
  const reads = may("learning-log.read-thanks", audit.access);
  if (audit.state !== "final" || (!thanks && !reads)) return {};
  const strengths = findings.filter(({ kind }) => kind === "strength").map(({ id }) => id);
  const given = await listThankedFor(db, strengths);
  const ways: Filing = {};
  for (const id of strengths) {
    const said = given.get(id);
    if (said && reads) ways[id] = { to: paths.learning.thanks(said), words: "Thanks given" };
    else if (!said && thanks && audit.workerId)
      ways[id] = { to: paths.learning.thank(id), words: "Thank the worker" };
  }
  return ways;
}
