import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import {
  changeInvitationForm,
  reopenInvitationForm,
  withdrawInvitationForm,
} from "~/forms/family-feedback";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { addDays, laterDate } from "~/rules/core/dates";
import {
  feedbackReference,
  feedbackWayNames,
  feedbackWays,
  isOpenInvitation,
  mayAsk,
} from "~/rules/family-feedback/invitations";
import {
  type InvitationSubject,
  invitationFromUrl,
} from "~/server/family-feedback-subjects.server";
import { type Guarded, guarded, refusal } from "~/server/guard.server";
import { readForm, readIntent, refuse, refuseWith } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { Radios } from "~/ui/inputs/choices";
import { DateField } from "~/ui/inputs/date-field";
import { Select } from "~/ui/inputs/select";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { Details } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { reopenAnswers, wasEnteredHere } from "~db/family-feedback/answers.server";
import { callerObjections, unscopedCallersToChoose } from "~db/family-feedback/callers.server";
import { askAgain, changeInvitation, endInvitation } from "~db/family-feedback/invitations.server";

export const meta = () => [{ title: "Change how a family is asked - Line of Sight" }];

const changedElsewhere =
  "Look at it again: someone else changed it after you opened this page. What you typed is kept here";

/** Throws 409 where the family sent its answers itself: what a family said stays. */
async function refuseSentByFamily({ db, subject }: Guarded<InvitationSubject>) {
  if (subject.state === "answered" && !(await wasEnteredHere(db, subject.id)))
    throw refusal(409, {
      title: "This was answered",
      because: "What a family said stays as it was said.",
    });
}

export const loader = guarded("family-feedback.plan", invitationFromUrl, async (guard) => {
  await refuseSentByFamily(guard);
  const { db, subject, today } = guard;
  const isOpen = isOpenInvitation(subject.state);
  return {
    ...{ id: subject.id, version: subject.version, isOpen },
    isAnswered: subject.state === "answered",
    caller: subject.callerName ?? "whoever asks them",
    reference: feedbackReference(subject.reference),
    stored: {
      caller: subject.callerId ?? "",
      way: subject.way,
      answersBy: subject.answersBy >= today ? subject.answersBy : addDays(today, 14),
    },
    callers: (await unscopedCallersToChoose(db)).map(({ id, name, jobTitle }) => ({
      value: id,
      label: jobTitle ? `${name}, ${jobTitle}` : name,
    })),
  };
});

export const action = guarded("family-feedback.plan", invitationFromUrl, async (guard) => {
  await refuseSentByFamily(guard);
  const intent = await readIntent(guard.request);
  if (intent === "reopen") return reopen(guard);
  if (guard.subject.state === "answered")
    return redirect(paths.familyFeedback.one(guard.subject.id));
  if (intent === "withdraw") return withdraw(guard);
  const { request, db, subject, actor, stamp, today, done } = guard;
  const form = await readForm(request, changeInvitationForm);
  if (!form.ok) return refuse(form);
  const { caller, answersBy, way, version } = form.value;
  if (answersBy < today) return refuseWith(form.typed, "Enter today or a later date", "answersBy");
  const known = (await unscopedCallersToChoose(db)).some(({ id }) => id === caller);
  if (!known || !mayAsk(await callerObjections(db, caller, subject.auditId, today)))
    return refuseWith(
      form.typed,
      "Choose someone else: whoever you chose is not independent of this case",
      "caller",
    );
  const by = { ...stamp, actorId: actor.id };
  const change = { version, callerId: caller, way, answersBy };
  const saved = await save(db, (tx) =>
    isOpenInvitation(subject.state)
      ? changeInvitation(tx, by, subject, change)
      : askAgain(tx, by, subject, change),
  );
  if (!saved.ok) return overtaken(form.typed, changedElsewhere);
  return done(paths.familyFeedback.one(subject.id), "It is changed");
});

async function withdraw(guard: Guarded<InvitationSubject>) {
  const { request, db, subject, actor, stamp, done } = guard;
  const form = await readForm(request, withdrawInvitationForm);
  const typed = { ...form.typed, intent: "withdraw" };
  if (!form.ok) return refuse({ ...form, typed });
  const saved = await save(db, (tx) =>
    endInvitation(tx, { ...stamp, actorId: actor.id }, subject, "withdraw", {
      ...form.value,
      code: null,
    }),
  );
  if (!saved.ok) return overtaken(typed, changedElsewhere);
  return done(paths.familyFeedback.cycle(subject.exerciseId), "It is withdrawn");
}

async function reopen(guard: Guarded<InvitationSubject>) {
  const { request, db, subject, actor, stamp, today, done } = guard;
  const form = await readForm(request, reopenInvitationForm);
  if (!form.ok) return refuse(form);
  const saved = await save(db, (tx) =>
    reopenAnswers(tx, { ...stamp, actorId: actor.id }, subject, {
      ...form.value,
      answersBy: laterDate(subject.answersBy, addDays(today, 14)),
    }),
  );
  if (!saved.ok) return overtaken(form.typed, changedElsewhere);
  return done(paths.familyFeedback.one(subject.id), "It is open again, to be corrected");
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function ChangeInvitation() {
  const page = useLoaderData<typeof loader>();
  const outcome = useActionData<FormOutcome>();
  const withdraws = outcome?.typed.intent === "withdraw";
  return (
    <>
      <BackLink to={paths.familyFeedback.one(page.id)}>{page.reference}</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading caption={`Family feedback ${page.reference}`} title={titleOf(page)} />
          {page.isAnswered ? (
            <Reopen page={page} outcome={outcome} />
          ) : (
            <Change page={page} outcome={withdraws ? undefined : outcome} />
          )}
          {page.isOpen ? (
            <Details summary="Withdraw it" open={withdraws}>
              <Withdraw page={page} outcome={withdraws ? outcome : undefined} />
            </Details>
          ) : null}
        </TwoThirds>
      </main>
    </>
  );
}

const titleOf = ({ isOpen, isAnswered }: Page): string => {
  if (isAnswered) return "Have what was entered corrected";
  return isOpen ? "Change how they are asked" : "Ask again";
};

type Part = { page: Page; outcome: FormOutcome | undefined };

function Change({ page, outcome }: Part) {
  const form = useGovForm({
    check: (entries) => parseForm(changeInvitationForm, entries),
    stored: page.stored,
    outcome,
  });
  return (
    <GovFormBody form={form} version={page.version}>
      <Select
        {...form.field("caller")}
        label="Who asks them"
        emptyLabel="Choose a person"
        options={page.callers}
      />
      <Radios
        {...form.field("way")}
        legend="How"
        legendSize="s"
        small
        options={feedbackWays.map((way) => ({ value: way, label: feedbackWayNames[way] }))}
      />
      <DateField {...form.date("answersBy")} legend="Last day for answers" legendSize="s" />
      <ButtonGroup>
        <Button>{page.isOpen ? "Save" : "Ask again"}</Button>
        <Link to={paths.familyFeedback.one(page.id)}>Cancel</Link>
      </ButtonGroup>
    </GovFormBody>
  );
}

function Reopen({ page, outcome }: Part) {
  const form = useGovForm({
    check: (entries) => parseForm(reopenInvitationForm, entries),
    outcome,
  });
  return (
    <GovFormBody form={form} version={page.version}>
      <input type="hidden" name="intent" value="reopen" />
      <p className="govuk-body">
        It opens again for {page.caller}, with what was entered. Until it is recorded anew it counts
        in no figure, and nobody reads it with the audit.
      </p>
      <TextArea
        {...form.field("reason")}
        label="What was entered wrongly?"
        hint="For example, that it is what another family said. No names."
        rows={2}
      />
      <ButtonGroup>
        <Button>Open it again</Button>
        <Link to={paths.familyFeedback.one(page.id)}>Cancel</Link>
      </ButtonGroup>
    </GovFormBody>
  );
}

function Withdraw({ page, outcome }: Part) {
  const form = useGovForm({
    check: (entries) => parseForm(withdrawInvitationForm, entries),
    outcome,
  });
  return (
    <GovFormBody form={form} version={page.version}>
      <input type="hidden" name="intent" value="withdraw" />
      <TextArea
        {...form.field("reason")}
        label="Why is it withdrawn?"
        hint="It counts neither as asked nor as answered. A code that was given opens nothing any more."
        rows={2}
      />
      <Button variant="warning">Withdraw it</Button>
    </GovFormBody>
  );
}
