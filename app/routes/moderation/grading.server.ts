/**
 * Owns what every page of grading blind needs, and saving what was typed on one: the moderator's
 * draft of their grades, theirs alone to read.
 */
import { redirect } from "@remix-run/node";
import type { DraftField } from "~/forms/draft";
import { parseForm } from "~/forms/fields";
import { gradingForm } from "~/forms/grading";
import { paths } from "~/paths";
import { type SectionState, sectionState } from "~/rules/audits/readiness";
import { isGradedArea } from "~/rules/tools/tools";
import { draftOf, saveWhole, textsOf } from "~/server/drafts.server";
import { type Guarded, refusal } from "~/server/guard.server";
import { mustBeIndependent } from "~/server/independence.server";
import { refuseWith } from "~/server/read-form.server";
import { valuesOf } from "~db/audits/answers.server";
import { listDraft } from "~db/core/drafts.server";
import { transact } from "~db/core/open.server";
import type { Save } from "~db/core/typed.server";
import type { ModeratedAudit } from "~db/moderation/moderations.server";
import { gradesOf, saveGrades } from "~db/operations/moderation/grading.server";
import { caseFacts } from "./case-facts";

type Guard = Guarded<ModeratedAudit>;
type Grading = Pick<Guard, "db" | "subject" | "stamp" | "actor">;

export const listGrades = ({ db, subject }: Pick<Guard, "db" | "subject">) =>
  listDraft(db, gradesOf(subject.moderation.id));

/** Null when they are no longer this moderator's to write. */
export const keepGrades = ({ db, subject, stamp, actor }: Grading, save: Save) =>
  transact(db, (tx) =>
    saveGrades(tx, { ...stamp, actorId: actor.id }, subject.moderation.id, save),
  );

/** What is kept of the grades, and what they lack to be committed, by the names of the fields. */
export async function readGrades(guard: Pick<Guard, "db" | "subject">) {
  const draft = await listGrades(guard);
  const values = valuesOf(draft);
  return {
    draft,
    values,
    read: parseForm(gradingForm(guard.subject.tool), Object.entries(values)),
  };
}

/** Everything the pages of grading share. Redirects once the grades are committed. */
export async function findGrading(guard: Guard) {
  const { subject, actor, may } = guard;
  const { audit, moderation, tool } = subject;
  if (moderation.state !== "selected") throw redirect(paths.moderation.compare(audit.id));
  await mustBeIndependent({ ...guard, subject: audit }, "moderator");
  const { draft, values, read } = await readGrades(guard);
  const problems = Object.entries(read.ok ? {} : read.errors).map(([where, message]) => ({
    where,
    message,
  }));
  const state = (prefix: string, mayStayEmpty = false): SectionState =>
    sectionState(prefix, values, problems, mayStayEmpty);
  const frame = {
    id: audit.id,
    round: moderation.round,
    saving: {
      url: paths.moderation.grades(audit.id, moderation.round),
      personId: actor.id,
    },
    facts: caseFacts(subject),
    areas: tool.areas.map((area) => ({
      code: area.code,
      name: area.name,
      state: state(`areas.${area.code}.`, !isGradedArea(area)),
    })),
    overall: state("overall."),
    quality: state("quality."),
    mayRaise: may("concerns.raise", audit.access),
  };
  return {
    frame,
    draft,
    values,
    problems,
    draftFor: (fields: readonly DraftField[]) => draftOf(fields, draft, guard.today),
  };
}

export type GradingFrame = Awaited<ReturnType<typeof findGrading>>["frame"];

/** Saves one page of grading; null when it is saved, else the answer to give. */
export async function savePage(guard: Guard, fields: readonly DraftField[], form: FormData) {
  const { audit, moderation } = guard.subject;
  if (moderation.state !== "selected")
    return guard.done(
      paths.moderation.compare(audit.id),
      "Your grades were committed before, so this page changed nothing",
    );
  if (form.get("round") !== String(moderation.round))
    return refuseWith(
      textsOf(form),
      "Check what you typed before you save it: this audit came back after you opened the page",
    );
  return saveWhole(guard, {
    fields,
    form,
    list: () => listGrades(guard),
    save: async (draft) => {
      const saved = await keepGrades(guard, draft);
      if (!saved) throw noLongerYours();
      return saved;
    },
  });
}

const noLongerYours = () =>
  refusal(409, {
    title: "This audit is no longer yours to grade",
    because: "It was given to another moderator or released. Nothing you sent was stored.",
  });
