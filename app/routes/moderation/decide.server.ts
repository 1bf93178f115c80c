/** Owns recording what the panel decides, and taking it as well: from the forms to the records. */

import { data } from "@remix-run/node";
import { type DecisionEntered, decisionForm, inPageOrder } from "~/forms/moderation";
import { confirmForm } from "~/forms/panel";
import { paths } from "~/paths";
import { compare, gradedBefore } from "~/rules/moderation/comparison";
import { decide } from "~/rules/moderation/moderation";
import { qualityQuestions, withQuestions } from "~/rules/moderation/quality";
import { dueProblem } from "~/rules/re-audits/re-audits";
import { isGrade } from "~/rules/tools/grades";
import { gradedAreas } from "~/rules/tools/tools";
import type { Guarded } from "~/server/guard.server";
import { findHeld } from "~/server/independence.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { save } from "~/server/save.server";
import { writtenAt } from "~/server/written.server";
import { transact } from "~db/core/open.server";
import { forgetWritten } from "~db/core/written.server";
import { findOwnDate } from "~db/exercises/deadlines.server";
import type { PanelDecision } from "~db/moderation/decisions.server";
import { findJudgements, type ModeratedAudit } from "~db/moderation/moderations.server";
import { confirmedBy, isRecordedBy } from "~db/moderation/stands-already.server";
import { recordDecision, takeDecision } from "~db/operations/moderation/decision.server";
import { sayNotThere } from "~db/operations/moderation/panel-deeds.server";

type Guard = Guarded<ModeratedAudit>;

const changed =
  "Read the decision again: it was changed or confirmed by someone else after you opened this page";

const conflict = (typed: Record<string, unknown>, words: string) =>
  data({ errors: { "": words }, typed }, { status: 409 });

/** Records what the panel decides, and leads to `next`; it counts once someone else has taken it as well. */
export async function record(
  guard: Guard,
  next = paths.moderation.compare(guard.subject.audit.id),
) {
  const { request, db, subject, actor, stamp, done } = guard;
  const { audit, moderation, tool } = subject;
  const judged = await findJudgements(db, audit.id, moderation.round);
  const { auditor } = judged;
  const before = gradedBefore(compare(gradedAreas(tool), judged));
  const form = await readForm(request, decisionForm(tool, before));
  if (!form.ok) return refuse({ errors: inPageOrder(form.errors, before), typed: form.typed });
  const { value } = form;
  const typed = Object.fromEntries(Object.entries(value));
  const auditorGrade = before.auditor.overall ?? "";
  if (!isGrade(auditorGrade)) throw new Error("A submitted audit has an overall grade");
  const decided = panelDecision(value, subject, auditor);
  const step = decide(
    moderation,
    decided.kind === "final"
      ? {
          kind: "final",
          areas: Object.fromEntries(
            Object.entries(decided.areas).map(([code, { judgement }]) => [code, judgement]),
          ),
          overall: decided.overall.judgement,
          reason: decided.overall.reason,
        }
      : decided,
    auditorGrade,
    gradedAreas(tool).map((area) => area.code),
    actor.id,
  );
  if (!step.ok) return refuseWith(typed, step.message);
  if (decided.kind === "returned") {
    const wrong = await whatIsWrongWith(guard, decided.dueOn);
    if (wrong) return refuseWith(typed, wrong, "dueOn");
  }
  const decision: PanelDecision =
    decided.kind === "final" ? { ...decided, outcome: step.event.outcome } : decided;
  if (decision.kind === "final") {
    const held = await findHeld(guard, audit.id);
    if (held) return refuseWith(typed, `Return the audit, or wait: ${held}`);
  }
  const saved = await save(db, async (tx) => {
    await recordDecision(tx, { ...stamp, actorId: actor.id }, subject, {
      version: value.version,
      next: step.next.state,
      decision,
      present: value.present,
    });
    await forgetWritten(tx, writtenAt(guard, "decision", moderation.id));
  });
  const isSame =
    saved.ok ||
    (await isRecordedBy(db, actor.id, moderation.id, { decision, present: value.present }));
  if (!isSame) {
    const words = "Another decision on this audit was recorded meanwhile. Yours was not saved";
    return conflict(typed, words);
  }
  return done(
    next,
    "The decision is recorded. It counts once someone else of the panel has confirmed it",
  );
}

/** The decision as the form gives it; what has no reason of its own keeps the auditor's. */
function panelDecision(
  value: DecisionEntered,
  { moderation: { quality }, tool }: ModeratedAudit,
  auditor: Record<string, { reason: string }>,
) {
  const made = (code: string, given: string) => given || auditor[code]?.reason || "";
  const common = {
    quality: { ...quality, ...withQuestions(value.quality, qualityQuestions(tool)) },
    feedback: value.feedback,
    themes: Object.values(value.themes).flatMap(({ kind, text }) =>
      kind && text ? [{ kind, text }] : [],
    ),
  };
  if (value.decision === "returned") {
    const { whatToMend, dueOn } = value;
    return { ...common, kind: "returned", outcome: "returned", whatToMend, dueOn } as const;
  }
  const { grade, reason } = value.overall;
  return {
    ...common,
    kind: "final",
    areas: Object.fromEntries(
      Object.entries(value.areas).map(([code, area]) => [
        code,
        { judgement: area.grade, reason: made(code, area.reason) },
      ]),
    ),
    overall: { judgement: grade, reason: made("overall", reason) },
  } as const;
}

/** Why an audit can't be returned by that date; null when it can. */
async function whatIsWrongWith({ db, subject, today }: Guard, dueOn: string) {
  if (dueOn < today) return "Enter a date that is still to come";
  const latest = await findOwnDate(db, subject.audit.id);
  // An overdue re-audit stays overdue; by when it is to come back can still be said.
  return latest !== null && latest >= today ? dueProblem(dueOn, { today, latest }) : null;
}

/** Confirms what is recorded, alone where nobody else can; or says that one was not there. */
export async function take(guard: Guard, mayAlone: boolean) {
  const { request, db, subject, actor, stamp, done } = guard;
  const { audit, moderation } = subject;
  const form = await readForm(request, confirmForm);
  if (!form.ok) return refuse({ errors: form.errors, typed: form.typed });
  const { value } = form;
  const by = { ...stamp, actorId: actor.id };
  const here = paths.moderation.compare(audit.id);
  if (value.intent === "not-there") {
    await transact(db, (tx) => sayNotThere(tx, by, moderation.id));
    return done(here, "It is recorded that you were not there");
  }
  const typed = Object.fromEntries(Object.entries(value));
  const isAlone = value.intent === "alone";
  if (isAlone && !mayAlone)
    return refuseWith(typed, "Ask the QA lead: nobody else may decide alone");
  const saved = await save(db, (tx) =>
    takeDecision(tx, by, subject, {
      version: value.version,
      alone: isAlone ? value.aloneReason : null,
    }),
  );
  if (saved.ok && saved.value.ok) return done(here, doneInWords(saved.value.next));
  const before = await confirmedBy(db, actor.id, moderation.id);
  if (before) return done(here, doneInWords(before));
  return saved.ok && !saved.value.ok
    ? refuseWith(typed, saved.value.message)
    : conflict(typed, changed);
}

const doneInWords = (next: "recorded" | "taken" | "returned"): string =>
  next === "returned"
    ? "The decision is taken: the audit is returned to its auditor"
    : next === "taken"
      ? "The decision is taken. The audit is final as soon as its corrections are done"
      : "You have confirmed it. It waits for one more who counts";
