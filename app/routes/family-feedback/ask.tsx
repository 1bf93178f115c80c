import { useActionData, useLoaderData } from "@remix-run/react";
import { notToBeAsked, planFeedbackForm } from "~/forms/family-feedback";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { ageInWords } from "~/rules/caseload/caseload";
import { addDays } from "~/rules/core/dates";
import { andList, counted, plural } from "~/rules/core/words";
import { isReleased } from "~/rules/exercises/exercises";
import { feedbackForMany, feedbackForNames } from "~/rules/family-feedback/forms";
import {
  feedbackWayHints,
  feedbackWayNames,
  feedbackWays,
  mayAsk,
  notAskedReasonNames,
  notAskedReasons,
} from "~/rules/family-feedback/invitations";
import { type Guarded, guarded, refusal } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { coreExerciseFromUrl } from "~/server/subjects.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Checkboxes, Radios } from "~/ui/inputs/choices";
import { DateField } from "~/ui/inputs/date-field";
import { Select } from "~/ui/inputs/select";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";
import { BackLink, PageHeading } from "~/ui/page";
import { transact } from "~db/core/open.server";
import type { Exercise } from "~db/exercises/exercises.server";
import { listCallerObjections, unscopedCallersToChoose } from "~db/family-feedback/callers.server";
import { unscopedFormsToAskWith } from "~db/family-feedback/forms.server";
import {
  listAuditsToAsk,
  listInvitationsOf,
  planFeedback,
} from "~db/family-feedback/invitations.server";

export const meta = () => [{ title: "Ask families - Family feedback - Line of Sight" }];

/** Families usually have so many days. */
const usualDays = 28;

function refuseEarly({ subject }: Pick<Guarded<Exercise>, "subject">) {
  if (!isReleased(subject.state))
    throw refusal(409, {
      title: "Families can’t be asked yet",
      because: "Give the audits out first: whoever asks must be independent of each case.",
    });
}

export const loader = guarded("family-feedback.plan", coreExerciseFromUrl, async (guard) => {
  refuseEarly(guard);
  const { db, subject, today } = guard;
  const [audits, planned, forms, callers] = await Promise.all([
    listAuditsToAsk(db, subject.id),
    listInvitationsOf(db, subject.id),
    unscopedFormsToAskWith(db),
    unscopedCallersToChoose(db),
  ]);
  return {
    id: subject.id,
    title: subject.title,
    answersBy: addDays(today, usualDays),
    forms: forms.map(({ id, title, ...form }) => ({ id, title, for: form.for })),
    callers: callers.map(({ id, name, jobTitle }) => ({
      id,
      label: jobTitle ? `${name}, ${jobTitle}` : name,
    })),
    audits: audits.map(({ id, caseReference, teamName, age, unborn }) => ({
      id,
      label: `${caseReference}, ${ageInWords(age, unborn === 1)}, ${teamName}`,
      planned: planned
        .filter(({ auditId }) => auditId === id)
        .map((one) => feedbackForNames[one.for].toLowerCase()),
    })),
  };
});

export const action = guarded("family-feedback.plan", coreExerciseFromUrl, async (guard) => {
  refuseEarly(guard);
  const { request, db, actor, stamp, subject, today, done } = guard;
  const form = await readForm(request, planFeedbackForm);
  if (!form.ok) return refuse(form);
  const { way, caller, code, reason, answersBy, second } = form.value;
  const [audits, forms] = await Promise.all([
    listAuditsToAsk(db, subject.id),
    unscopedFormsToAskWith(db),
  ]);
  const asked = forms.find(({ id }) => id === form.value.form);
  if (!asked) return refuseWith(form.typed, "Choose a form from the list", "form");
  if (second && asked.for !== "parent")
    return refuseWith(
      form.typed,
      "Choose a form for parents: only parents are asked apart",
      "second",
    );
  if (answersBy < today) return refuseWith(form.typed, "Enter today or a later date", "answersBy");
  const chosen = audits.filter(({ id }) => form.value.audits.includes(id));
  if (chosen.length === 0) return refuseWith(form.typed, "Choose at least one case", "audits");
  if (way !== "none") {
    const known = (await unscopedCallersToChoose(db)).some(({ id }) => id === caller);
    if (!caller || !known)
      return refuseWith(form.typed, "Choose someone independent who asks them", "caller");
    const against = await listCallerObjections(
      db,
      caller,
      chosen.map(({ id }) => id),
      today,
    );
    const tied = chosen.filter(({ id }) => !mayAsk(against.get(id) ?? []));
    if (tied.length > 0)
      return refuseWith(
        form.typed,
        `Choose someone else, or untick ${andList(tied.map(({ caseReference }) => caseReference))}: ${plural(tied.length, "that case has", "those cases have")} a tie with whoever you chose`,
        "caller",
      );
  }
  const planned = await transact(db, (tx) =>
    planFeedback(
      tx,
      { ...stamp, actorId: actor.id },
      {
        ...{ exerciseId: subject.id, auditIds: chosen.map(({ id }) => id), for: asked.for },
        ...{ number: second ? 2 : 1, formVersionId: asked.id, answersBy },
        ...{ way: way === "none" ? "phone" : way, callerId: way === "none" ? null : caller },
        notAsked: way === "none" && code ? { code, reason } : null,
      },
    ),
  );
  const left = chosen.length - planned;
  return done(
    paths.familyFeedback.cycle(subject.id),
    `${counted(planned, "case")} planned for.${left > 0 ? ` ${counted(left, "case")} had ${feedbackForMany[asked.for]} planned for already, and ${plural(left, "is", "are")} left as ${plural(left, "it was", "they were")}` : ""}`,
  );
});

export default function AskFamilies() {
  const page = useLoaderData<typeof loader>();
  const back = paths.familyFeedback.cycle(page.id);
  const form = useGovForm({
    check: (entries) => parseForm(planFeedbackForm, entries),
    stored: { answersBy: page.answersBy },
    outcome: useActionData<typeof action>(),
  });
  if (page.audits.length === 0)
    return (
      <>
        <BackLink to={back}>Family feedback</BackLink>
        <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
          <PageHeading caption={page.title} title="Ask families" />
          <EmptyState title="No case is audited in this cycle" />
        </main>
      </>
    );
  return (
    <>
      <BackLink to={back}>Family feedback</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          caption={page.title}
          title="Ask families"
          lead="Choose cases that are asked in the same way. Come back for others."
        />
        <GovFormBody form={form}>
          <Radios
            {...form.field("form")}
            legend="Whom to ask, and with which form"
            legendSize="s"
            small
            options={page.forms.map((one) => ({
              value: one.id,
              label: `${feedbackForNames[one.for]}: ${one.title}`,
            }))}
          />
          <Checkboxes
            {...form.list("second")}
            legend="A second parent"
            hideLegend
            small
            options={[
              {
                value: "yes",
                label: "It is a second parent or carer, asked apart from the first",
              },
            ]}
          />
          <Radios
            {...form.field("way")}
            legend="How"
            legendSize="s"
            small
            options={[
              ...feedbackWays.map((way) => ({
                value: way,
                label: feedbackWayNames[way],
                hint: feedbackWayHints[way],
              })),
              {
                value: "none",
                label: notToBeAsked,
                conditional: (
                  <>
                    <Select
                      {...form.field("code")}
                      label="Why are they not asked?"
                      emptyLabel="Choose a reason"
                      options={notAskedReasons.map((code) => ({
                        value: code,
                        label: notAskedReasonNames[code],
                      }))}
                    />
                    <TextArea {...form.field("reason")} label="More to it, if it helps" rows={2} />
                  </>
                ),
              },
            ]}
          />
          <Select
            {...form.field("caller")}
            label="Who asks them"
            hint="Someone independent: not the auditor, the worker or their managers, and with no conflict of interest. How to reach the family is in the case system; it is never kept here."
            emptyLabel="Choose a person"
            options={page.callers.map(({ id, label }) => ({ value: id, label }))}
          />
          <DateField {...form.date("answersBy")} legend="Last day for answers" legendSize="s" />
          <div className="los-cases">
            <Checkboxes
              {...form.list("audits")}
              legend="Cases"
              legendSize="s"
              small
              options={page.audits.map(({ id, label, planned }) => ({
                value: id,
                label: planned.length > 0 ? `${label} (planned: ${andList(planned)})` : label,
              }))}
            />
          </div>
          <ButtonGroup>
            <Button>Plan it</Button>
            <Link to={back}>Cancel</Link>
          </ButtonGroup>
        </GovFormBody>
      </main>
    </>
  );
}
