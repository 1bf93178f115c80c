/** Owns what every page of the audit form needs, and saving what was typed on one. */
import { data, redirect } from "@remix-run/node";
import { type DraftField, parseDraft } from "~/forms/audit-draft";
import { paths } from "~/paths";
import type { StoredAnswer } from "~/rules/answer-merge";
import { readyToSubmit, sectionState } from "~/rules/audit-readiness";
import { auditStateNames, isOpenToAuditor } from "~/rules/audits";
import { cohortNames } from "~/rules/caseload";
import {
  addMonths,
  dateInLondon,
  dueInWords,
  formatDate,
  formatTime,
  timeInLondon,
} from "~/rules/dates";
import type { Theirs } from "~/rules/save-queue";
import { isGradedArea, type ToolDefinition } from "~/rules/tools";
import { heardAhead } from "~/rules/voice-dates";
import { type Guarded, notFound, refusal } from "~/server/guard.server";
import { refuse } from "~/server/read-form.server";
import { basesOf, listAnswers, saveAnswers, valuesOf } from "~db/answers.server";
import { listAuditActions } from "~db/audit-actions.server";
import { type Audit, openAudit } from "~db/audits.server";
import { findToolVersion } from "~db/exercises.server";
import { listFindings } from "~db/findings.server";
import { newId } from "~db/ids.server";
import { type Tx, transact } from "~db/open.server";
import { findContent } from "~db/submission.server";
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

/** How old the child is, in words. */
export const ageInWords = ({ age, unborn }: { age: number | null; unborn: boolean }): string => {
  if (unborn) return "Unborn";
  if (age === null) return "Not known";
  if (age === 0) return "Under 1";
  return age === 1 ? "1 year" : `${age} years`;
};

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
    /** Whose typing it is: nobody else's session may save it. */
    personId: guard.actor.id,
    exercise: audit.exerciseTitle,
    reference: audit.caseReference,
    cohort: cohortInWords(audit),
    age: ageInWords(audit),
    team: audit.teamName,
    worker: audit.workerName ?? "Nobody allocated",
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

/** What a page's draft starts from: values, the versions they are typed over, a save's own id. */
export function draftOf(
  fields: readonly DraftField[],
  answers: readonly StoredAnswer[],
  today: string,
) {
  const names = new Set(fields.map(({ name }) => name));
  const here = answers.filter(({ field }) => names.has(field));
  const last = here
    .map(({ at }) => at)
    .sort()
    .at(-1);
  return {
    values: valuesOf(here),
    bases: basesOf(answers, [...names]),
    saveId: newId(),
    saved: last ? savedInWords(last, today) : null,
  };
}

function savedInWords(at: string, today: string): string {
  const instant = new Date(at);
  const date = dateInLondon(instant);
  const time = timeInLondon(instant);
  return date === today ? `Saved ${time}` : `Saved ${formatDate(date)} at ${time}`;
}

/** What somebody else saved, and whose it is, in words. */
export function contestedWords({ actor, today }: Guarded<Audit>, theirs: StoredAnswer): Theirs {
  const instant = new Date(theirs.at);
  const date = dateInLondon(instant);
  return {
    value: theirs.value,
    version: theirs.version,
    by: theirs.by === actor.id ? "You, on another page or device" : theirs.byName,
    at: `${date === today ? "" : `on ${formatDate(date)} `}at ${timeInLondon(instant)}`,
  };
}

/** The entries of a posted form; a body that is no form counts as an empty one. */
export async function readEntries(request: Request): Promise<FormData> {
  try {
    return await request.formData();
  } catch {
    return new FormData();
  }
}

/**
 * Saves what was typed on a page; null when it is saved, else the answer to give: 400 with
 * messages, or 409 with both versions of every contested field (the others are then saved).
 */
export async function saveDraft(
  guard: Guarded<Audit>,
  fields: readonly DraftField[],
  form: FormData,
) {
  const { db, subject, stamp, actor, today } = guard;
  const draft = parseDraft(fields, form);
  if (!draft.ok) return refuse(draft);
  const by = { ...stamp, actorId: actor.id };
  const saved = await transact(db, async (tx: Tx) => {
    if (!(await openAudit(tx, by, subject.id))) return null;
    return saveAnswers(tx, by, { auditId: subject.id, ...draft.value });
  });
  if (!saved) throw closedToAuditor(subject.state);
  if (saved.contested.length === 0) return null;
  const { bases, saveId } = draftOf(fields, await listAnswers(db, subject.id), today);
  const typed = Object.fromEntries(
    [...form].filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
  const contested = saved.contested.map((theirs) => {
    const field = fields.find(({ name }) => name === theirs.field);
    const words = (value: string) => field?.words?.[value] ?? value;
    return {
      ...contestedWords(guard, theirs),
      field: theirs.field,
      label: field?.label ?? theirs.field,
      theirs: words(theirs.value),
      mine: words(draft.value.answers.find((answer) => answer.field === theirs.field)?.value ?? ""),
    };
  });
  const errors = Object.fromEntries(
    contested.map(({ field, label }) => [
      `keep:${field}`,
      `Choose which version to keep: ${label}`,
    ]),
  );
  return data({ errors, typed, contested, bases, saveId }, { status: 409 });
}

/** 409 for a finding or an action that somebody else changed or removed since the page was made. */
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
      by: "Somebody else, or you on another page,",
      at: `before ${formatTime(guard.now)}`,
      version,
      theirs: Object.fromEntries(Object.entries(texts).map(([k, text]) => [k, String(text)])),
    },
  });
}
