import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { handOnActionsForm } from "~/forms/learning-log";
import { newLeadForm } from "~/forms/people";
import { paths } from "~/paths";
import { counted } from "~/rules/core/words";
import { actionReference } from "~/rules/learning-log/learning-log";
import { type Guarded, guarded } from "~/server/guard.server";
import { whoStaysFromUrl } from "~/server/people-subjects.server";
import { readForm, readIntent, refuse, refuseWith } from "~/server/read-form.server";
import { Button } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Checkboxes } from "~/ui/inputs/choices";
import { Select } from "~/ui/inputs/select";
import { TextArea } from "~/ui/inputs/text-area";
import { EmptyState } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { transact } from "~db/core/open.server";
import { listHandover, saveLead } from "~db/overviews/leaving.server";
import type { Person } from "~db/people/people-list.server";
import { unscopedLeadsToChoose } from "~db/samples/choices.server";
import { handOnActions, listToHandOn } from "./hand-on-actions.server";
import { cancelPlanned, findHandingOver, handOver } from "./handing-over.server";
import { giveChosenReviews, listReviewsToGive } from "./handing-reviews.server";
import { HandOverAtOnce, LeftOver, PlannedHandovers } from "./handover-at-once";
import { Audits, Concerns, Corrections, Moderations } from "./handover-lists";
import { Reviews } from "./handover-reviews";

export const meta = () => [{ title: "Hand over - Line of Sight" }];

export const loader = guarded("people.hand-over", whoStaysFromUrl, async (guard) => {
  // Under another record of someone too it is the page of the person who stays, as it was typed.
  const { db, subject, may } = guard;
  const leads = may("audits.withdraw");
  const work = leads
    ? await listHandover(db, subject.id)
    : { audits: [], moderations: [], exercises: [], corrections: [] };
  const { actions, owners } = await listToHandOn(guard);
  const { reviews, reviewers } = await listReviewsToGive(guard);
  const leadsToChoose = work.exercises.length > 0 ? await unscopedLeadsToChoose(db) : [];
  return {
    id: subject.id,
    name: subject.name,
    active: subject.active,
    ...work,
    ...(await findHandingOver(guard, { ...work, reviews, actions })),
    actions,
    owners,
    reviews,
    reviewers,
    leads: leadsToChoose
      .filter(({ id }) => id !== subject.id)
      .map(({ id, name }) => ({ value: id, label: name })),
  };
});

export const action = guarded(
  "people.hand-over",
  whoStaysFromUrl,
  async (guard: Guarded<Person>) => {
    const intent = await readIntent(guard.request);
    if (intent === "lead") return giveLead(guard);
    if (intent === "review") return giveChosenReviews(guard);
    if (intent === "hand-over") return handOver(guard);
    if (intent === "cancel") return cancelPlanned(guard);
    const form = await readForm(guard.request, handOnActionsForm);
    if (!form.ok) return refuse(form);
    const handed = await handOnActions(guard, form.value);
    if (!handed.ok) return refuseWith(form.value, handed.message, handed.field);
    const { done, left, to } = handed;
    const words = done === 1 ? `1 action given to ${to}` : `${done} actions given to ${to}`;
    return guard.done(
      paths.handover(guard.subject.id),
      left === 0 ? words : `${words}; ${left} changed meanwhile and stay listed`,
    );
  },
);

async function giveLead({ request, db, subject, stamp, may, done }: Guarded<Person>) {
  const form = await readForm(request, newLeadForm);
  if (!form.ok) return refuse(form);
  const { exercises, newLead } = form.value;
  const lead = (await unscopedLeadsToChoose(db)).find(({ id }) => id === newLead);
  if (!may("audits.withdraw")) return refuseWith(form.value, "Ask a QA lead to do this");
  if (!lead || lead.id === subject.id) {
    return refuseWith(form.value, "Choose a lead from the list", "newLead");
  }
  const gradedOnes = (await listHandover(db, subject.id)).exercises.filter(
    ({ id, graded }) => graded === 1 && exercises.includes(id),
  );
  if (
    gradedOnes.length > 0 &&
    !(await unscopedLeadsToChoose(db, true)).some(({ id }) => id === newLead)
  ) {
    return refuseWith(form.value, "Choose a QA lead to lead a graded exercise", "newLead");
  }
  const given = await transact(db, (tx) =>
    saveLead(tx, stamp, exercises, { from: subject.id, to: lead.id }),
  );
  if (given === 0) {
    return refuseWith(form.value, "Choose the exercises to hand over", "exercises");
  }
  const words = counted(given, "exercise", "exercises");
  return done(paths.handover(subject.id), `${lead.name} now leads ${words}`);
}

export default function Handover() {
  const page = useLoaderData<typeof loader>();
  const { name, active, audits, moderations, corrections, concerns } = page;
  const { exercises, reviews, actions } = page;
  const outcome = useActionData<typeof action>();
  const held = [audits, moderations, exercises, reviews, actions, corrections, concerns];
  const nothing = held.every((list) => list.length === 0);
  return (
    <>
      <BackLink to={paths.handovers()}>Hand over work</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            title={`Hand over the work of ${name}`}
            lead={
              active
                ? `${name} is still active: what you hand over now is no longer theirs.`
                : `${name} is no longer active. What is listed here waits until someone takes it.`
            }
          />
          {nothing ? (
            <EmptyState title="Nothing is left to hand over">
              <p className="govuk-body">
                What they finished stays under their name. Cases move in the case system alone.
              </p>
            </EmptyState>
          ) : null}
          <PlannedHandovers planned={page.planned} outcome={outcome} />
          <LeftOver left={page.left} />
          {page.parts.length > 0 ? (
            <HandOverAtOnce parts={page.parts} takers={page.takers} outcome={outcome} />
          ) : null}
          <Concerns personId={page.id} concerns={concerns} />
          <Audits personId={page.id} audits={audits} />
          <Moderations personId={page.id} moderations={moderations} />
          <Corrections personId={page.id} corrections={corrections} mayAnswer={!active} />
          {exercises.length > 0 ? <Exercises /> : null}
          {reviews.length > 0 ? (
            <Reviews reviews={reviews} reviewers={page.reviewers} outcome={outcome} />
          ) : null}
          {actions.length > 0 ? <Actions /> : null}
        </TwoThirds>
      </main>
    </>
  );
}

function Exercises() {
  const { exercises, leads } = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>();
  const form = useGovForm({
    check: (entries) => parseForm(newLeadForm, entries),
    stored: { exercises: exercises.map(({ id }) => id) },
    outcome: outcome?.typed.intent === "lead" ? outcome : undefined,
  });
  return (
    <>
      <h2 className="govuk-heading-m">Exercises they lead</h2>
      <GovFormBody form={form}>
        <input type="hidden" name="intent" value="lead" />
        <Checkboxes
          {...form.list("exercises")}
          legend="Which exercises?"
          legendSize="s"
          small
          options={exercises.map(({ id, title }) => ({ value: id, label: title }))}
        />
        <Select
          {...form.field("newLead")}
          label="Who is to lead them?"
          emptyLabel="Choose a person"
          options={leads}
        />
        <Button>Give these exercises</Button>
      </GovFormBody>
    </>
  );
}

function Actions() {
  const { actions, owners } = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>();
  const form = useGovForm({
    check: (entries) => parseForm(handOnActionsForm, entries),
    stored: { actions: actions.map(({ id }) => id) },
    outcome: outcome && outcome.typed.intent === undefined ? outcome : undefined,
  });
  return (
    <>
      <h2 className="govuk-heading-m">Actions</h2>
      <GovFormBody form={form}>
        <Checkboxes
          {...form.list("actions")}
          legend="Which actions?"
          legendSize="s"
          small
          options={actions.map(({ id, reference, what }) => ({
            value: id,
            label: `${actionReference(reference)}: ${what}`,
          }))}
        />
        <Select
          {...form.field("newOwner")}
          label="Who is to own them?"
          emptyLabel="Choose a person"
          options={owners}
        />
        <TextArea {...form.field("ownerReason")} label="Why do they go to someone else?" rows={3} />
        <Button>Give these actions</Button>
      </GovFormBody>
    </>
  );
}
