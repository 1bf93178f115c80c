/** Owns recording what the panel decides, and taking it as well: from the forms to the records. */

import { data } from "@remix-run/node";
import { decisionForm } from "~/forms/moderation";
import { confirmForm } from "~/forms/panel";
import { paths } from "~/paths";
import { decide } from "~/rules/moderation/moderation";
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
import { recordDecision, takeDecision } from "~db/operations/moderation/decision.server";
import { sayNotThere } from "~db/operations/moderation/panel-deeds.server";

type Guard = Guarded<ModeratedAudit>;

const changed =
  "Read the decision again: it was changed or confirmed by someone else after you opened this page";

const conflict = (typed: Record<string, unknown>, words: string) =>
  data({ errors: { "": words }, typed }, { status: 409 });

/** Records what the panel decides; it counts once someone else has taken it as well. */
export async function record(guard: Guard) {
  const { request, db, subject, actor, stamp, today, done } = guard;
  const { audit, moderation, tool } = subject;
  const { auditor } = await findJudgements(db, audit.id, moderation.round);
  const grades = Object.fromEntries(
    Object.entries(auditor).map(([code, made]) => [code, made.judgement]),
  );
  const form = await readForm(request, decisionForm(tool, grades));
  if (!form.ok) return refuse({ errors: form.errors, typed: form.typed });
  const { value } = form;
  const typed = Object.fromEntries(Object.entries(value));
  const auditorGrade = grades.overall ?? "";
  if (!isGrade(auditorGrade)) throw new Error("A submitted audit has an overall grade");
  const made = (code: string, given: string) => given || auditor[code]?.reason || "";
  const areas = Object.fromEntries(
    value.decision === "final"
      ? Object.entries(value.areas).map(([code, area]) => [
          code,
          { judgement: area.grade, reason: made(code, area.reason) },
        ])
      : [],
  );
  const step = decide(
    moderation,
    value.decision === "final"
      ? {
          kind: "final",
          areas: Object.fromEntries(
            Object.entries(areas).map(([code, { judgement }]) => [code, judgement]),
          ),
          overall: value.overall.grade,
          reason: made("overall", value.overall.reason),
        }
      : { kind: "returned", whatToMend: value.whatToMend, dueOn: value.dueOn },
    auditorGrade,
    gradedAreas(tool).map((area) => area.code),
    actor.id,
  );
  if (!step.ok) return refuseWith(typed, step.message);
  if (value.decision === "returned") {
    if (value.dueOn < today)
      return refuseWith(typed, "Enter a date that is still to come", "dueOn");
    const latest = await findOwnDate(db, audit.id);
    // An overdue re-audit stays overdue; by when it is to come back can still be said.
    const late =
      latest !== null && latest >= today ? dueProblem(value.dueOn, { today, latest }) : null;
    if (late) return refuseWith(typed, late, "dueOn");
  }
  const common = {
    quality: { ...moderation.quality, ...value.quality },
    feedback: value.feedback,
    themes: Object.values(value.themes).flatMap(({ kind, text }) =>
      kind && text ? [{ kind, text }] : [],
    ),
  };
  const decision: PanelDecision =
    value.decision === "final"
      ? {
          ...common,
          kind: "final",
          outcome: step.event.outcome,
          areas,
          overall: {
            judgement: value.overall.grade,
            reason: made("overall", value.overall.reason),
          },
        }
      : {
          ...common,
          kind: "returned",
          outcome: "returned",
          whatToMend: value.whatToMend,
          dueOn: value.dueOn,
        };
  if (value.decision === "final") {
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
  if (!saved.ok) {
    const words = "Someone else recorded a decision on this audit meanwhile. Yours was not saved";
    return conflict(typed, words);
  }
  return done(
    paths.moderation.compare(audit.id),
    "The decision is recorded. It counts once someone else of the panel has confirmed it",
  );
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
  if (!saved.ok) return conflict(typed, changed);
  const step = saved.value;
  if (!step.ok) return refuseWith(typed, step.message);
  return done(here, doneInWords(step.next));
}

const doneInWords = (next: "recorded" | "taken" | "returned"): string =>
  next === "returned"
    ? "The decision is taken: the audit is returned to its auditor"
    : next === "taken"
      ? "The decision is taken. The audit is final as soon as its corrections are done"
      : "You have confirmed it. It waits for one more who counts";
