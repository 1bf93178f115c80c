/** Owns finding the audit a concern is raised in, for the guard. */
import type { Find } from "~/server/guard.server";
import { auditFromUrl } from "~/server/subjects.server";
import { hasWritten } from "~db/audits/answers.server";
import type { Audit } from "~db/audits/audits.server";

/** Whoever has read the case in this audit may raise one, even when it was given to someone else since. */
export const auditReadFromUrl: Find<Audit> = async (finding) => {
  const audit = await auditFromUrl(finding);
  if (!audit) return null;
  const { people } = audit.access;
  const wrote = await hasWritten(finding.db, audit.id, finding.actor.id);
  const auditor = [...(people.auditor ?? []), ...(wrote ? [finding.actor.id] : [])];
  return { ...audit, access: { ...audit.access, people: { ...people, auditor } } };
};
