/**
 * Owns what a submission of the demonstration leaves behind: answers, judgements, voices and the
 * practitioner's reflection and correction, with the findings and actions.
 */
import { addWorkingDays, dateInLondon } from "~/rules/core/dates";
import { flag } from "../core/columns";
import { answersOf, type Written } from "./audit-answers";
import { addAnswers, addJudgements, type DemoAudit, responsibleTeam } from "./audit-rows.server";
import { voicesOf } from "./audit-voices";
import type { Book } from "./book.server";
import { happens, idAt, roll } from "./chance";
import { at, demonstrationDay, demonstrationStart, officeTime, workingDayAfter } from "./clock";
import { addChildActions, addFinding, ranked } from "./findings.server";
import type { Staff } from "./people.server";
import { pick } from "./words/audits";
import { corrections, lastWords, reflections, whatWouldRaise } from "./words/voices";

const earlier = (a: string, b: string): string => (a < b ? a : b);

/** Everything that a submission leaves behind: answers, judgements, voices, findings, actions. */
export function addSubmission(book: Book, staff: Staff, audit: DemoAudit): void {
  if (!audit.startedAt || !audit.submittedAt) throw new Error("This audit was not submitted");
  const heldOn = workingDayAfter(dateInLondon(new Date(audit.startedAt)), 3);
  const latest = dateInLondon(new Date(audit.submittedAt));
  const voices = voicesOf(audit.case, audit.index, earlier(heldOn, latest));
  const { weak, strong } = ranked(audit);
  const developments = weak
    .slice(0, 2)
    .map((area, n) => addFinding(book, audit, area, "development", n));
  for (const [n, area] of strong.slice(0, 2).entries())
    addFinding(book, audit, area, "strength", n);
  const actions = addChildActions(book, staff, audit, developments);
  const written: Written = {
    key: audit.key,
    cohort: audit.case.cohort,
    index: audit.index,
    tool: audit.tool.definition,
    grades: audit.grades,
    voices,
    teamOf: (area) => {
      const team = responsibleTeam(staff, audit, area);
      return team === audit.case.teamId ? null : team;
    },
    counted: {
      findings: { strengths: 2, developments: developments.length },
      actions: actions.map((area) => ({ area })),
    },
  };
  addAnswers(book, audit, answersOf(written), audit.submittedAt);
  addJudgements(book, staff, audit, {
    source: "auditor",
    grades: audit.grades,
    madeBy: audit.auditor.id,
    madeAt: audit.submittedAt,
    round: audit.round,
  });
  for (const voice of voices) {
    book.add("voice", {
      audit_id: audit.id,
      key: voice.key,
      kind: voice.kind,
      label: voice.label,
      status: voice.status ?? "obtained",
      reason: voice.reason,
      said: voice.said,
      method: voice.method,
      held_on: voice.heldOn || null,
      not_shared: flag(voice.notShared),
    });
  }
  const stillToReflect = audit.case.workerId === staff.account("practitioner").id;
  if (!(stillToReflect && audit.state === "submitted")) {
    const talked = voices.find(({ kind }) => kind === "practitioner")?.heldOn ?? null;
    addReflection(book, audit, talked || null);
  }
}

/** Within five working days; four of five practitioners write one. */
function addReflection(book: Book, audit: DemoAudit, talkedOn: string | null): void {
  const submittedOn = dateInLondon(new Date(audit.submittedAt ?? demonstrationStart));
  const on = addWorkingDays(submittedOn, 1 + roll(4, "reflection", audit.key));
  if (on >= demonstrationDay || !happens(80, "reflects", audit.key)) return;
  const words = pick(reflections, audit.index * 3);
  const writtenAt = at(on, officeTime(audit.index * 7));
  book.add("reflection", {
    audit_id: audit.id,
    person_id: audit.case.workerId,
    proud_of: words.proudOf,
    do_differently: words.doDifferently,
    child_would_say: words.childWouldSay,
    written_at: writtenAt,
    raise_grade: happens(60, "raises", audit.key) ? pick(whatWouldRaise, audit.index) : "",
    ...lastWordOf(audit, talkedOn),
  });
  book.tell(writtenAt, audit.case.workerId, {
    stream: `audit:${audit.id}`,
    kind: "audit.reflected",
  });
  if (happens(12, "correction", audit.key)) addCorrection(book, audit, on, writtenAt);
}

/** Sent with the reflection, and answered two working days later; the latest still waits. */
function addCorrection(book: Book, audit: DemoAudit, sentOn: string, sentAt: string): void {
  const { workerId } = audit.case;
  if (!workerId) return;
  const id = idAt(sentAt, "correction", audit.key);
  const answeredOn = addWorkingDays(sentOn, 2);
  const isAnswered = answeredOn < demonstrationDay;
  const answeredAt = at(answeredOn, officeTime(audit.index * 3));
  const words = corrections[audit.index % corrections.length] ?? corrections[0];
  book.add("correction", {
    id,
    audit_id: audit.id,
    round: 1,
    sent_by: workerId,
    sent_at: sentAt,
    text: words.text,
    ...(isAnswered
      ? {
          answer: words.answer,
          words: words.words,
          answered_by: audit.auditor.id,
          answered_at: answeredAt,
        }
      : { answer: null, words: "", answered_by: null, answered_at: null }),
  });
  const stream = `audit:${audit.id}` as const;
  book.tell(sentAt, workerId, { stream, kind: "audit.corrected" });
  if (isAnswered)
    book.tell(answeredAt, audit.auditor.id, { stream, kind: "audit.correction-answered" });
}

/** Once final, seven of ten say when they discussed it: nearly always on the day the auditor says. */
function lastWordOf(audit: DemoAudit, talkedOn: string | null) {
  const none = {
    comment: "",
    conversation: "" as const,
    conversation_on: null,
    confirmed_at: null,
  };
  if (audit.state !== "final" || !audit.finalAt || !talkedOn) return none;
  const on = addWorkingDays(dateInLondon(new Date(audit.finalAt)), 3);
  if (on >= demonstrationDay || !happens(70, "confirms", audit.key)) return none;
  const otherDay = happens(8, "other day", audit.key);
  return {
    comment: pick(lastWords, audit.index),
    conversation: "yes" as const,
    conversation_on: otherDay ? addWorkingDays(talkedOn, 1) : talkedOn,
    confirmed_at: at(on, officeTime(audit.index * 5)),
  };
}
