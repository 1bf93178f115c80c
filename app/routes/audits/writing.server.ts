/** Owns what every page of the audit form needs, and saving what was typed on one. */
import { data, redirect } from "@remix-run/node";
import type { DraftField } from "~/forms/draft";
import { paths } from "~/paths";
import { auditStateNames, isOpenToAuditor } from "~/rules/audits/audits";
import { readyToSubmit, sectionState } from "~/rules/audits/readiness";
import { heardAhead } from "~/rules/audits/voice-dates";
import { ageInWords, cohortNames, workerInWords } from "~/rules/caseload/caseload";
import { addMonths, dateInLondon, dueInWords, formatDate, formatTime } from "~/rules/core/dates";
import { isGradedArea, type ToolDefinition } from "~/rules/tools/tools";
import { saveWhole } from "~/server/drafts.server";
import { type Guarded, notFound, refusal } from "~/server/guard.server";
import { refuse } from "~/server/read-form.server";
import { listAnswers, saveAnswers, valuesOf } from "~db/audits/answers.server";
import { type Audit, openAudit } from "~db/audits/audits.server";
import { listFindings } from "~db/audits/findings.server";
import { type Tx, transact } from "~db/core/open.server";
import type { Save } from "~db/core/typed.server";
import { findToolVersion } from "~db/exercises/exercises.server";
import { listAuditActions } from "~db/operations/audits/actions.server";
import { findContent } from "~db/operations/audits/submission.server";
import { findAtHand } from "./at-hand.server";

/** The tool an audit is done with; an audit without one has no form. */
export async function findTool(guard: Guarded<Audit>): Promise<ToolDefinition> {
  const { toolVersionId } = guard.subject;
  const found = toolVersionId ? await findToolVersion(guard.db, toolVersionId) : null;
  if (!found || found.definition.areas.length === 0) throw notFound();
  return found.definition;
}

/** The refusal of a write into an audit that is no longer, or not yet, the auditor's to write in. */
export function closedToAuditor(state: Audit["state"]) {
  return refusal(409, {
    title: "You can’t change this audit now",
    because: `This audit is ${auditStateNames[state].toLowerCase()}, so what it says can’t be changed. Nothing you sent was stored.`,
  });
}

/** Sends the auditor to read what they may no longer write. */
function mustBeOpen({ subject, request }: Guarded<Audit>): void {
  if (isOpenToAuditor(subject.state)) return;
  const toRead = subject.submittedAt && subject.state !== "withdrawn" && request.method === "GET";
  if (toRead) throw redirect(paths.audits.read(subject.id));
  throw closedToAuditor(subject.state);
}

/** The tool of an audit that may still be written in: what every action starts with. */
export async function findOpenTool(guard: Guarded<Audit>): Promise<ToolDefinition> {
  mustBeOpen(guard);
  return findTool(guard);
}

export const cohortInWords = ({ cohort }: Pick<Audit, "cohort">): string => cohortNames[cohort];

/** Everything the pages of the form share: the tool, what was typed, and the frame around it. */
export async function findWriting(guard: Guarded<Audit>) {
  const tool = await findOpenTool(guard);
  const { subject: audit, db, today, may } = guard;
  const answers = await listAnswers(db, audit.id);
  const content = await findContent(db, audit, tool);
  const problems = [...heardAhead(content.voices, guard.today), ...readyToSubmit(content, tool)];
  const values = valuesOf(answers);
  const state = (prefix: string, mayStayEmpty = false) =>
    sectionState(prefix, values, problems, mayStayEmpty);
  const atHand = await findAtHand(guard);
  const found = await countFound(guard);
  const judgedTo = audit.startedAt ? dateInLondon(new Date(audit.startedAt)) : today;
  const since = (months: number) => formatDate(addMonths(judgedTo, -months));
  const frame = {
    id: audit.id,
    saving: { url: paths.audits.answers(audit.id), personId: guard.actor.id },
    exercise: audit.exerciseTitle,
    reference: audit.caseReference,
    cohort: cohortInWords(audit),
    age: ageInWords(audit.age, audit.unborn),
    team: audit.teamName,
    worker: workerInWords(audit.workerName),
    judge: `${since(tool.lookBack.judgeMonths)} to ${formatDate(judgedTo)}`,
    readFrom: since(tool.lookBack.readMonths),
    due: audit.dueOn ? `${formatDate(audit.dueOn)}: ${dueInWords(audit.dueOn, today)}` : null,
    isReAudit: audit.origin === "re-audit",
    returned: audit.state === "returned",
    areas: tool.areas.map((area) => ({
      code: area.code,
      name: area.name,
      state: state(`area.${area.code}.`, !isGradedArea(area)),
    })),
    voices: state("voice."),
    overall: tool.overall ? state("overall.") : null,
    found,
    ...atHand,
    mayRaise: may("concerns.raise", audit.access),
  };
  return { audit, tool, answers, values, content, problems, frame };
}

export type WritingFrame = Awaited<ReturnType<typeof findWriting>>["frame"];

/** How many findings and actions there are. */
async function countFound({ db, subject }: Guarded<Audit>) {
  const place = { exerciseId: subject.exerciseId, auditId: subject.id };
  const findings = await listFindings(db, place);
  return {
    findings: findings.length,
    strengths: findings.filter(({ kind }) => kind === "strength").length,
    developments: findings.filter(({ kind }) => kind === "development").length,
    actions: (await listAuditActions(db, subject.id)).length,
  };
}

/** Saves a page of the form; null when it is saved, else the answer to give (`saveWhole`). */
export const saveDraft = (guard: Guarded<Audit>, fields: readonly DraftField[], form: FormData) =>
  saveWhole(guard, {
    fields,
    form,
    list: () => listAnswers(guard.db, guard.subject.id),
    save: async (draft) => {
      const saved = await saveTypedAnswers(guard, draft);
      if (!saved) throw closedToAuditor(guard.subject.state);
      return saved;
    },
  });

/** Saves what an auditor typed; null when the audit is no longer theirs to write in. */
export function saveTypedAnswers({ db, subject, stamp, actor }: Guarded<Audit>, save: Save) {
  const by = { ...stamp, actorId: actor.id };
  return transact(db, async (tx: Tx) => {
    if (!(await openAudit(tx, by, subject.id))) return null;
    return saveAnswers(tx, by, { auditId: subject.id, ...save });
  });
}

/** 409 for a finding or an action that someone else changed or removed since the page was made. */
export function changedMeanwhile(
  guard: Guarded<Audit>,
  typed: Record<string, unknown>,
  theirs: ({ version: number } & Record<string, string | number>) | undefined,
) {
  if (!theirs)
    return data(
      { errors: { "": "Add this again: it was removed on another page" }, typed },
      { status: 409 },
    );
  const { version, ...texts } = theirs;
  return refuse({
    errors: {},
    typed,
    conflict: {
      by: "Someone else, or you on another page,",
      at: `before ${formatTime(guard.now)}`,
      version,
      theirs: Object.fromEntries(Object.entries(texts).map(([k, text]) => [k, String(text)])),
    },
  });
}
