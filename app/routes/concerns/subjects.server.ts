/** Owns finding the audit a concern is raised in, and the concern a URL names, for the guard. */
import { may } from "~/rules/permission";
import type { Find } from "~/server/guard.server";
import { auditFromUrl } from "~/server/subjects.server";
import { hasWritten } from "~db/answers.server";
import type { Audit } from "~db/audits.server";
import { type Concern, findConcern } from "~db/concerns.server";

/** Whoever has read the case in this audit may raise one, even when it was given to somebody else since. */
export const auditReadFromUrl: Find<Audit> = async (finding) => {
  const audit = await auditFromUrl(finding);
  if (!audit) return null;
  const { people } = audit.access;
  const wrote = await hasWritten(finding.db, audit.id, finding.actor.id);
  const auditor = [...(people.auditor ?? []), ...(wrote ? [finding.actor.id] : [])];
  return { ...audit, access: { ...audit.access, people: { ...people, auditor } } };
};

/**
 * For somebody implicated, and for whoever stands in for them, there is no such concern: not even
 * a refusal says that there is.
 */
export const concernFromUrl: Find<Concern> = async ({ db, params, actor, now }) => {
  const concern = params.concernId ? await findConcern(db, params.concernId, now) : null;
  const passedOver = concern?.bypassed.length && !may("concerns.read", actor, concern.access);
  return passedOver ? null : concern;
};
