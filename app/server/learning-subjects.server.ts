/** Owns finding the learning, finding or source that a URL names, for the guard: null answers 404. */
import { evidenceReader, readFinding } from "~/overviews/learning-log/learning.server";
import { councilWide } from "~/rules/access/access";
import { mayBeFiled } from "~/rules/learning-log/learning";
import { type LogMeeting, logMeetings } from "~/rules/learning-log/meetings";
import { type Audit, findAudit } from "~db/audits/audits.server";
import { findThanks, type Thanks } from "~db/learning-log/good-practice.server";
import { findLearning, type LearningRecord } from "~db/learning-log/learning.server";
import { findFinding, findSource } from "~db/learning-log/learning-evidence.server";
import { findLogImport, type LogImport } from "~db/learning-log/log-imports.server";
import { findMinutes, type Minutes } from "~db/learning-log/log-meetings.server";
import type { Find, Guardable } from "./guard.server";

export const learningFromUrl: Find<LearningRecord & Guardable> = async ({ db, params }) => {
  const learning = params.learningId ? await findLearning(db, params.learningId) : null;
  return learning && { ...learning, access: councilWide };
};

/** One that was merged is read, and changed no more. */
export const standingLearningFromUrl: Find<LearningRecord & Guardable> = async (finding) => {
  const learning = await learningFromUrl(finding);
  return learning?.mergedInto ? null : learning;
};

export type FindingSubject = Guardable & NonNullable<Awaited<ReturnType<typeof readFinding>>>;

/** A finding that may be filed, and whose words this person may read. */
export const findingFromUrl: Find<FindingSubject> = async ({ db, actor, params }) => {
  const found = params.findingId
    ? await findFinding(db, evidenceReader(actor), params.findingId)
    : null;
  const read = found && (await readFinding(db, actor, found));
  if (!read || read.finding.text === null) return null;
  const may = mayBeFiled({
    auditState: read.finding.audit?.state ?? null,
    exerciseKind: read.exercise.kind,
    exerciseState: read.exercise.state,
  });
  return may ? { ...read, access: councilWide } : null;
};

export type SourceSubject = NonNullable<Awaited<ReturnType<typeof findSource>>>;

export const sourceFromUrl: Find<SourceSubject> = async ({ db, actor, params }) =>
  params.sourceId ? findSource(db, evidenceReader(actor), params.sourceId) : null;

/**
 * A strength of a final audit whose words this person may read, with that audit; its access is the
 * audit's.
 */
export type StrengthSubject = Guardable & {
  finding: { id: string; text: string; area: string | null; theme: string | null };
  audit: Audit;
};

export const strengthFromUrl: Find<StrengthSubject> = async (asked) => {
  const found = await findingFromUrl({
    ...asked,
    params: { findingId: asked.params.strengthId },
  });
  const { finding } = found ?? {};
  if (!finding?.audit || finding.kind !== "strength" || finding.text === null) return null;
  const { id, text, area, theme } = finding;
  const audit = await findAudit(asked.db, finding.audit.id);
  return audit && { finding: { id, text, area, theme }, audit, access: audit.access };
};

/** Thanks tell of an audit: they are kept from whoever has to grade it without reading it. */
export const thanksFromUrl: Find<Thanks> = async ({ db, params }) => {
  const thanks = params.thanksId ? await findThanks(db, params.thanksId) : null;
  const audit = thanks && (await findAudit(db, thanks.auditId));
  return thanks && { ...thanks, access: { ...thanks.access, blind: audit?.access.blind ?? [] } };
};

export const logImportFromUrl: Find<LogImport> = async ({ db, params }) =>
  params.logImportId ? findLogImport(db, params.logImportId) : null;

/** A meeting that looks at the log, by its name in the address. */
export const logMeetingFromUrl: Find<Guardable & { meeting: LogMeeting }> = async ({ params }) => {
  const meeting = logMeetings.find((one) => one === params.meeting);
  return meeting ? { meeting, access: councilWide } : null;
};

export const minutesFromUrl: Find<Minutes & Guardable> = async ({ db, params }) => {
  const minutes = params.minutesId ? await findMinutes(db, params.minutesId) : null;
  return minutes && { ...minutes, access: councilWide };
};
