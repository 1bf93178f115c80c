/**
 * Owns what is done in a meeting of the panel, from its forms to the records: agreements passed by
 * consent, several decisions taken at once. Each case is a deed of its own: what meets someone
 * else's change is named, and the rest goes through.
 */
import { agreedGrades, allAgreed, consentFeedback } from "~/rules/moderation/meetings";
import { decide } from "~/rules/moderation/moderation";
import { isGrade } from "~/rules/tools/grades";
import { gradedAreas } from "~/rules/tools/tools";
import type { Guarded } from "~/server/guard.server";
import { findHeld } from "~/server/independence.server";
import { save } from "~/server/save.server";
import type { FinalDecision } from "~db/moderation/decisions.server";
import type { PanelMeeting } from "~db/moderation/meetings.server";
import {
  findJudgements,
  findModeratedAudit,
  type ModeratedAudit,
} from "~db/moderation/moderations.server";
import { confirmedBy, isRecordedBy } from "~db/moderation/stands-already.server";
import { recordDecision, takeDecision } from "~db/operations/moderation/decision.server";

type Guard = Guarded<PanelMeeting>;

/** A case as it was shown when the form was sent. */
export type Chosen = { number: number; auditId: string; moderationId: string; version: number };

/** What came of the cases of one press: how many it was done for, and why not for the others. */
export type Outcomes = { done: number; left: { number: number; because: string }[] };

const changed = "it was decided or changed by someone else after you opened this page";

/** The cases that were ticked, as they were shown; null where one of them does not stand there. */
export function chosenOf<R extends Chosen>(
  rows: readonly R[],
  { cases, versions }: { cases: readonly string[]; versions: Record<string, number> },
): R[] | null {
  const chosen = rows.flatMap((row) => {
    const version = versions[row.moderationId];
    return cases.includes(row.moderationId) && version !== undefined ? [{ ...row, version }] : [];
  });
  return chosen.length === new Set(cases).size ? chosen : null;
}

/** What is said where one of them does not. */
export const notOnAgenda = "Choose the cases again: one of them does not stand there now";

/** Does one deed for each case, after asking who may, by the record as it is now. */
async function forEach(
  guard: Guard,
  chosen: readonly Chosen[],
  deed: (subject: ModeratedAudit, version: number) => Promise<string | null>,
): Promise<Outcomes> {
  const left: Outcomes["left"] = [];
  for (const { number, auditId, moderationId, version } of chosen) {
    const subject = await findModeratedAudit(guard.db, auditId);
    const because =
      subject?.moderation.id !== moderationId
        ? changed
        : guard.may("moderation.decide", subject.access)
          ? await deed(subject, version)
          : "it is kept from you";
    if (because !== null) left.push({ number, because });
  }
  return { done: chosen.length - left.length, left };
}

/** Records the agreed grades of each agreement; each counts once another member has taken it too. */
export const passByConsent = (guard: Guard, chosen: readonly Chosen[]): Promise<Outcomes> =>
  forEach(guard, chosen, async (subject, version) => {
    const { db, actor, stamp } = guard;
    const { audit, moderation, tool } = subject;
    const judged = await findJudgements(db, audit.id, moderation.round);
    if ((moderation.state !== "committed" && moderation.state !== "recorded") || !allAgreed(judged))
      return changed;
    const codes = gradedAreas(tool).map(({ code }) => code);
    const { areas, overall } = agreedGrades(judged, codes);
    const { judgement } = overall;
    if (!isGrade(judgement)) throw new Error("A submitted audit has an overall grade");
    const grades = Object.fromEntries(
      codes.map((code) => [code, areas[code]?.judgement ?? judgement]),
    );
    const reason = overall.reason || consentFeedback;
    const decided = { kind: "final", areas: grades, overall: judgement, reason } as const;
    const step = decide(moderation, decided, judgement, codes, actor.id);
    if (!step.ok) return step.message;
    const held = await findHeld(guard, audit.id);
    if (held) return held;
    const decision: FinalDecision = {
      kind: "final",
      outcome: "confirmed",
      areas,
      overall: { judgement, reason: overall.reason },
      quality: moderation.quality,
      feedback: consentFeedback,
      themes: [],
    };
    const saved = await save(db, (tx) =>
      recordDecision(tx, { ...stamp, actorId: actor.id }, subject, {
        version,
        next: step.next.state,
        decision,
        present: [],
      }),
    );
    const sent = { decision, present: [] };
    return saved.ok || (await isRecordedBy(db, actor.id, moderation.id, sent)) ? null : changed;
  });

/** Takes each recorded decision as well, by this sign-in, as it was read. */
export const takeAll = (guard: Guard, chosen: readonly Chosen[]): Promise<Outcomes> =>
  forEach(guard, chosen, async (subject, version) => {
    const { db, actor, stamp } = guard;
    const saved = await save(db, (tx) =>
      takeDecision(tx, { ...stamp, actorId: actor.id }, subject, { version, alone: null }),
    );
    if (saved.ok && saved.value.ok) return null;
    if (await confirmedBy(db, actor.id, subject.moderation.id)) return null;
    return saved.ok && !saved.value.ok ? saved.value.message : changed;
  });

/** The errors of a press that did not go through for every case, each by the id of its row. */
export const leftOut = ({ done, left }: Outcomes, doneInWords: string): Record<string, string> => ({
  "": done > 0 ? `${doneInWords}. Look at the cases below that were left out` : "Nothing was done",
  ...Object.fromEntries(
    left.map(({ number, because }) => [
      `case-${number}`,
      `Look at case ${number} again: ${because}`,
    ]),
  ),
});
