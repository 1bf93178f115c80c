/** Owns what the page of reviewers does: give cases, remove a reviewer, name one more. */
import {
  addReviewerForm,
  askedForm,
  chairForm,
  giveCasesForm,
  removeReviewerForm,
} from "~/forms/sample-reviewing";
import { paths } from "~/paths";
import { counted } from "~/rules/core/words";
import {
  agenciesOf,
  councilAgency,
  isAgreed,
  meantFor,
  questionsFor,
} from "~/rules/samples/reviewing";
import type { Guarded } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { type Db, transact } from "~db/core/open.server";
import type { Exercise } from "~db/exercises/exercises.server";
import { nameChair } from "~db/operations/samples/chair.server";
import { addReviewer, giveCases, removeReviewer } from "~db/operations/samples/parts.server";
import { saveAgencies } from "~db/operations/samples/samples.server";
import { listSampleCases, listSampleReviewers } from "~db/samples/cases.server";
import { unscopedPartnersToChoose, unscopedReviewersToChoose } from "~db/samples/choices.server";
import { listBarredIn } from "~db/samples/parts.server";
import { questionsOf } from "./grid.server";

type Guard = Guarded<Exercise>;

/** Whoever may be named and is not yet; people of other agencies with their agency. */
export async function findToName(db: Db, there: readonly { id: string }[]) {
  const own = (await unscopedReviewersToChoose(db)).map((one) => ({ ...one, about: one.jobTitle }));
  const others = (await unscopedPartnersToChoose(db)).map((one) => ({ ...one, about: one.agency }));
  return [...own, ...others]
    .filter(({ id }, at, all) => all.findIndex((one) => one.id === id) === at)
    .filter(({ id }) => !there.some((one) => one.id === id))
    .map(({ id, name, about }) => ({ value: id, label: about ? `${name}, ${about}` : name }));
}

export async function giveSome(guard: Guard) {
  const { request, db, subject, stamp, today, done } = guard;
  const form = await readForm(request, giveCasesForm);
  if (!form.ok) return refuse(form);
  const { version, reviewer } = form.value;
  if (subject.reviewing !== "apart") {
    return refuseWith(form.typed, "Change the plan first: these cases are not reviewed apart");
  }
  const cases = await listSampleCases(db, subject.id);
  const reviewers = await listSampleReviewers(db, subject.id);
  const barred = await listBarredIn(db, reviewers, cases, today);
  const given = new Map<string, string | null>();
  for (const { auditId, record, reference } of cases) {
    const personId = reviewer[auditId];
    if (personId === undefined) continue;
    const field = `reviewer.${auditId}`;
    const who = reviewers.find(({ id }) => id === personId);
    if (personId !== null && !who) {
      return refuseWith(form.typed, `Choose who reviews ${reference} from the list`, field);
    }
    if (personId !== null && barred.get(auditId)?.has(personId)) {
      const why = record ? "may not review it" : "has declared a conflict of interest with it";
      const message = `Choose someone else for ${reference}: ${who?.name} ${why}`;
      return refuseWith(form.typed, message, field);
    }
    given.set(auditId, personId);
  }
  const saved = await save(db, (tx) => giveCases(tx, stamp, { ...subject, version }, given));
  if (!saved.ok) {
    return overtaken(form.typed, "Look at the cases again: someone changed them meanwhile");
  }
  return done(
    paths.exercises.reviewers(subject.id),
    `${counted(saved.value, "case has", "cases have")} another reviewer`,
  );
}

/** Says which agencies each question is for, while nobody has begun to answer. */
export async function saveAsked(guard: Guard) {
  const { request, db, subject, stamp, done } = guard;
  const form = await readForm(request, askedForm);
  if (!form.ok) return refuse(form);
  const { version, asked } = form.value;
  if (subject.state !== "planned" && subject.state !== "drawn") {
    return refuseWith(form.typed, "Leave the questions as they are: agencies answer them by now");
  }
  const agencies = agenciesOf(await listSampleReviewers(db, subject.id));
  const meant = meantFor(await questionsOf(db, subject), agencies, asked);
  if (!meant.ok) {
    return refuseWith(form.typed, `Ask ${meant.unasked} at least one question`, "asked");
  }
  const saved = await save(db, (tx) =>
    saveAgencies(tx, stamp, { ...subject, version }, meant.questions),
  );
  if (!saved.ok) return overtaken(form.typed, "Look again: someone changed it meanwhile");
  return done(paths.exercises.reviewers(subject.id), "Whom each question is for is saved");
}

/** Names who chairs it, where one agreed view is written of each case. */
export async function nameOne(guard: Guard) {
  const { request, db, subject, stamp, done } = guard;
  const form = await readForm(request, chairForm);
  if (!form.ok) return refuse(form);
  const { version, chairId } = form.value;
  if (!isAgreed(subject.reviewing)) {
    return refuseWith(
      form.typed,
      "Change the plan first: these cases are not reviewed by agencies",
    );
  }
  const chair = (await unscopedReviewersToChoose(db)).find(({ id }) => id === chairId);
  if (chairId !== null && !chair) {
    return refuseWith(form.typed, "Choose who chairs it from the list", "chairId");
  }
  const saved = await save(db, (tx) => nameChair(tx, stamp, { ...subject, version }, chairId));
  if (!saved.ok) return overtaken(form.typed, "Look again: someone changed it meanwhile");
  return done(
    paths.exercises.reviewers(subject.id),
    chair ? `${chair.name} writes the agreed views` : "Whoever leads it writes the agreed views",
  );
}

export async function removeOne(guard: Guard) {
  const { request, db, subject, stamp, done } = guard;
  const form = await readForm(request, removeReviewerForm);
  if (!form.ok) return refuse(form);
  const { personId, reason } = form.value;
  const reviewers = await listSampleReviewers(db, subject.id);
  const who = reviewers.find(({ id }) => id === personId);
  if (!who) return refuseWith(form.typed, "Choose a reviewer of this exercise", "personId");
  if (reviewers.length < 2) {
    return refuseWith(form.typed, "Name another reviewer first: nobody else is left", "reason");
  }
  await transact(db, (tx) => removeReviewer(tx, stamp, subject, personId, reason));
  return done(paths.exercises.reviewers(subject.id), `${who.name} no longer reviews`);
}

export async function addOne(guard: Guard) {
  const { request, db, subject, stamp, done } = guard;
  const form = await readForm(request, addReviewerForm);
  if (!form.ok) return refuse(form);
  const { personId, roleText } = form.value;
  const reviewers = await listSampleReviewers(db, subject.id);
  const offered = (await findToName(db, reviewers)).find(({ value }) => value === personId);
  if (!offered) return refuseWith(form.typed, "Choose someone from the list", "personId");
  if (isAgreed(subject.reviewing) && subject.state === "auditing") {
    const partner = (await unscopedPartnersToChoose(db)).find(({ id }) => id === personId);
    const agency = partner?.agency || councilAgency;
    if (questionsFor(await questionsOf(db, subject), agency).length === 0) {
      const message = `Choose someone else: no question is for ${agency}, and by now that stays as it is`;
      return refuseWith(form.typed, message, "personId");
    }
  }
  await transact(db, (tx) => addReviewer(tx, stamp, subject, { id: personId, roleText }));
  return done(paths.exercises.reviewers(subject.id), `${offered.label} reviews too`);
}
