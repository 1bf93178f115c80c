/** Owns recording the panel's answer to a second look, and taking it as well: from forms to records. */
import { answerForm, takeForm } from "~/forms/second-look";
import { paths } from "~/paths";
import { type Answer, changesOf, isWaitingLook } from "~/rules/moderation/second-look";
import type { Guarded } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { writtenAt } from "~/server/written.server";
import { forgetWritten } from "~db/core/written.server";
import { findDecided, type ModeratedAudit } from "~db/moderation/moderations.server";
import type { SecondLook } from "~db/moderation/second-looks.server";
import { isAnsweredBy, lookConfirmedBy } from "~db/moderation/stands-already.server";
import { recordAnswer, takeAnswer } from "~db/operations/moderation/second-look.server";

type Guard = Guarded<ModeratedAudit & { look: SecondLook }>;

const over = "This second look does not wait for an answer any more.";

/** Records what the panel answers; it counts once someone else has taken it as well. */
export async function record(guard: Guard) {
  const { request, db, subject, actor, stamp, done } = guard;
  const { audit, tool, look } = subject;
  const form = await readForm(request, answerForm(tool));
  if (!form.ok) return refuse({ errors: form.errors, typed: form.typed });
  const { version, ...value } = form.value;
  const typed = Object.fromEntries(Object.entries(form.value));
  if (!isWaitingLook(look.state)) return refuseWith(typed, over);
  const { final } = await findDecided(db, subject);
  const stands = Object.fromEntries(
    Object.entries(final).map(([area, { judgement }]) => [area, judgement]),
  );
  const changed: Answer = { kind: "changed", ...value };
  const answer: Answer =
    changesOf(changed, stands).length > 0 ? changed : { kind: "stands", reason: value.reason };
  const saved = await save(db, async (tx) => {
    await recordAnswer(tx, { ...stamp, actorId: actor.id }, look, { version, answer });
    await forgetWritten(tx, writtenAt(guard, "second-look-answer", look.id));
  });
  if (!saved.ok && !(await isAnsweredBy(db, actor.id, audit.id, answer)))
    return overtaken(
      typed,
      "Read the second look again: it was answered otherwise, or its auditor withdrew it, meanwhile. Yours was not saved",
    );
  return done(
    paths.moderation.answer(audit.id),
    "The answer is recorded. It counts once someone else of the panel has confirmed it",
  );
}

/** Confirms what is recorded, or alone where nobody else can. */
export async function take({ request, db, subject, actor, stamp, done }: Guard, mayAlone: boolean) {
  const { audit, look } = subject;
  const form = await readForm(request, takeForm);
  if (!form.ok) return refuse({ errors: form.errors, typed: form.typed });
  const { value } = form;
  const typed = Object.fromEntries(Object.entries(value));
  const isAlone = value.intent === "alone";
  const before = await lookConfirmedBy(db, actor.id, audit.id);
  if (before) return done(paths.moderation.answer(audit.id), takenInWords(before));
  if (look.state !== "recorded") return refuseWith(typed, over);
  if (isAlone && !mayAlone)
    return refuseWith(typed, "Ask the QA lead: nobody else may decide alone");
  const saved = await save(db, (tx) =>
    takeAnswer(tx, { ...stamp, actorId: actor.id }, audit, {
      version: value.version,
      alone: isAlone ? value.aloneReason : null,
    }),
  );
  const meanwhile = saved.ok ? null : await lookConfirmedBy(db, actor.id, audit.id);
  if (meanwhile) return done(paths.moderation.answer(audit.id), takenInWords(meanwhile));
  if (!saved.ok)
    return overtaken(
      typed,
      "Read the answer again: it was changed or confirmed by someone else after you opened this page",
    );
  const step = saved.value;
  if (!step.ok) return refuseWith(typed, step.message);
  return done(paths.moderation.answer(audit.id), takenInWords(step.next));
}

const takenInWords = (next: "recorded" | "answered"): string =>
  next === "answered"
    ? "The answer is taken, and the auditor is told"
    : "You have confirmed it. It waits for one more person of the panel";
