/** Owns what the form of an observation offers, and checking what was chosen from it. */
import type * as z from "zod";
import type { FieldErrors } from "~/forms/fields";
import type { writeObservationForm } from "~/forms/observations";
import { formatDate } from "~/rules/core/dates";
import { questionsFor } from "~/rules/observations/questions";
import type { Guarded } from "~/server/guard.server";
import { findCase } from "~db/caseload/caseload.server";
import { listVocabulary } from "~db/core/vocabulary.server";
import { listMembers } from "~db/feedback-sessions/attendance.server";
import { findCaseMeant } from "~db/independence/declared-conflicts.server";
import type { Observation, ObservationWords } from "~db/observations/observations.server";

type Guard = Pick<Guarded<Observation>, "db" | "subject" | "actor" | "may" | "today">;
type Form = z.output<typeof writeObservationForm>;

/** Of the team today without the observer, and whoever was chosen before. */
async function listToObserve({ db, subject }: Guard): Promise<{ id: string; name: string }[]> {
  const members = await listMembers(db, subject.teamId);
  const all = new Map(
    [...members, ...subject.observed].map(({ id, name }) => [id, { id, name }] as const),
  );
  all.delete(subject.observerId);
  return [...all.values()];
}

/** The case of an observation where this reader may open it. */
export async function findCaseShown({
  db,
  subject,
  may,
}: Guard): Promise<{ id: string; reference: string } | null> {
  const found = subject.caseId ? await findCase(db, subject.caseId) : null;
  return found && may("caseload.read", found.access)
    ? { id: found.id, reference: found.reference }
    : null;
}

export async function readWriting(guard: Guard) {
  const { db, subject, may } = guard;
  const [people, { themes }, kase] = await Promise.all([
    listToObserve(guard),
    listVocabulary(db),
    findCaseShown(guard),
  ]);
  return {
    people,
    themes,
    mayNameCase: may("caseload.read"),
    questions: questionsFor(subject.questions, subject.kind),
    stored: {
      ...{ kind: subject.kind, observedOn: subject.observedOn, about: subject.about },
      observed: subject.observed.map(({ id }) => id),
      workerConsent: subject.workerConsent ?? "",
      workerConsentHow: subject.workerConsentHow,
      workerConsentOn: subject.workerConsentOn ?? subject.observedOn,
      familyConsent: subject.familyConsent ?? "",
      familyConsentHow: subject.familyConsentHow,
      familyConsentOn: subject.familyConsentOn ?? subject.observedOn,
      ...{ familyView: subject.familyView, caseReference: kase?.reference ?? "" },
      ...{ seen: subject.seen, answers: subject.answers },
      ...{ strengths: subject.strengths, toDevelop: subject.toDevelop },
      strengthThemes: subject.themes.strength,
      developThemes: subject.themes.develop,
      ...{ feedbackTo: subject.feedbackTo, feedbackOn: subject.feedbackOn ?? "" },
    },
  };
}

/** What is to be stored, or what is wrong by field: people of the team, themes there are, a case in reach. */
export async function checkWritten(
  guard: Guard,
  form: Form,
): Promise<{ errors: FieldErrors } | { words: ObservationWords }> {
  const { db, subject, may, today } = guard;
  const errors: FieldErrors = {};
  const offered = new Set((await listToObserve(guard)).map(({ id }) => id));
  if (form.observed.includes(subject.observerId))
    errors.observed = "Choose someone else: nobody observes themselves";
  else if (form.observed.some((id) => !offered.has(id)))
    errors.observed = "Choose people from the list";
  const { themes } = await listVocabulary(db);
  const known = new Set(themes.map(({ code }) => code));
  if (form.strengthThemes.some((code) => !known.has(code)))
    errors.strengthThemes = "Choose themes from the list";
  if (form.developThemes.some((code) => !known.has(code)))
    errors.developThemes = "Choose themes from the list";
  const day = (field: string, on: string | null) => {
    if (on !== null && on > today) errors[field] = `Enter ${formatDate(today)} or an earlier date`;
  };
  day("observedOn", form.observedOn);
  day("workerConsentOn", form.workerConsent === "given" ? form.workerConsentOn : null);
  day("familyConsentOn", form.familyConsent === "given" ? form.familyConsentOn : null);
  day("feedbackOn", form.feedbackOn);
  if (form.feedbackOn && form.feedbackOn < form.observedOn)
    errors.feedbackOn = "Enter a date on or after the observation";
  const shown = await findCaseShown(guard);
  // A case that was named before and is out of this person’s reach now is left as it is.
  let caseId = subject.caseId && !shown ? subject.caseId : null;
  if (form.caseReference) {
    const id = await findCaseMeant(db, form.caseReference);
    const found = id ? await findCase(db, id) : null;
    if (found && may("caseload.read", found.access)) caseId = found.id;
    else errors.caseReference = "Enter the reference of a case in your caseload, or leave it empty";
  }
  if (Object.keys(errors).length > 0) return { errors };
  const asked = questionsFor(subject.questions, form.kind).map(({ code }) => code);
  const {
    version: _,
    intent: __,
    strengthThemes,
    developThemes,
    caseReference: ___,
    ...words
  } = form;
  return {
    words: {
      ...words,
      caseId,
      themes: { strength: [...new Set(strengthThemes)], develop: [...new Set(developThemes)] },
      observed: [...new Set(form.observed)],
      answers: Object.fromEntries(
        Object.entries(form.answers).filter(
          // What was answered before the kind was changed stays with it.
          ([code, answer]) =>
            answer !== "" && (asked.includes(code) || subject.answers[code] !== undefined),
        ),
      ),
    },
  };
}
