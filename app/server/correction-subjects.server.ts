/** Owns finding the correction a URL names, with its audit: null answers 404. */
import type { Access } from "~/rules/access/access";
import type { Audit } from "~db/audits/audits.server";
import { type Correction, findCorrection } from "~db/operations/audits/corrections.server";
import type { Find } from "./guard.server";
import { submittedAuditFromUrl } from "./subjects.server";

export type CorrectionOfAudit = { access: Access; audit: Audit; correction: Correction };

export const correctionFromUrl: Find<CorrectionOfAudit> = async (finding) => {
  const { db, params } = finding;
  const audit = await submittedAuditFromUrl(finding);
  const correction = params.correctionId ? await findCorrection(db, params.correctionId) : null;
  if (!audit || correction?.auditId !== audit.id) return null;
  return { access: audit.access, audit, correction };
};
