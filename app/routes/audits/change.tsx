import { useActionData, useLoaderData } from "@remix-run/react";
import { extendForm, withdrawForm } from "~/forms/audits";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { advance, auditStateNames, isOpenToAuditor } from "~/rules/audits/audits";
import { formatDate, formatTime } from "~/rules/core/dates";
import { dueProblem } from "~/rules/re-audits/re-audits";
import { guarded } from "~/server/guard.server";
import { readForm, readIntent, refuse, refuseWith } from "~/server/read-form.server";
import { attempt } from "~/server/save.server";
import { auditFromUrl } from "~/server/subjects.server";
import { Button } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { Checkboxes } from "~/ui/inputs/choices";
import { DateField } from "~/ui/inputs/date-field";
import { TextArea } from "~/ui/inputs/text-area";
import { InsetText } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { SummaryList } from "~/ui/summary-list";
import { findAudit, saveDueDate, saveWithdrawal } from "~db/audits/audits.server";
import { transact } from "~db/core/open.server";
import { findLastChange } from "~db/core/versions.server";
import { findOwnDate } from "~db/exercises/deadlines.server";
import { overtakeSecondLook } from "~db/moderation/second-looks.server";
import { selectNow } from "~db/operations/moderation/moderation.server";
import { RaiseConcern } from "./audit-page";

export const meta = () => [{ title: "Extend or withdraw an audit - Line of Sight" }];

export const loader = guarded("audits.withdraw", auditFromUrl, async ({ subject, may }) => ({
  id: subject.id,
  mayRaise: may("concerns.raise", subject.access),
  exerciseId: subject.exerciseId,
  exercise: subject.exerciseTitle,
  reference: subject.caseReference,
  auditor: subject.auditorName ?? "Nobody",
  state: auditStateNames[subject.state],
  due: subject.dueOn ? formatDate(subject.dueOn) : "No date",
  version: subject.version,
  mayExtend: isOpenToAuditor(subject.state),
  mayWithdraw: advance(subject.state, "withdraw").ok,
}));

export const action = guarded("audits.withdraw", auditFromUrl, async (guard) => {
  const { request, db, subject, stamp, actor, today, done } = guard;
  const intent = await readIntent(request);
  const to = paths.exercises.one(subject.exerciseId);
  const saved = await attempt(async () => {
    if (intent === "withdraw") {
      const form = await readForm(request, withdrawForm);
      if (!form.ok) return refuse(form);
      const { version, withdrawReason: reason } = form.value;
      const step = advance(subject.state, "withdraw");
      if (!step.ok) return refuseWith(form.value, step.message);
      await transact(db, async (tx) => {
        await saveWithdrawal(tx, stamp, { auditId: subject.id, version, reason });
        // Nothing is left that the panel could look at again.
        await overtakeSecondLook(tx, stamp, subject.id);
        await selectNow(tx, stamp, subject.exerciseId);
      });
      return done(to, `The audit of ${subject.caseReference} is withdrawn`);
    }
    const form = await readForm(request, extendForm);
    if (!form.ok) return refuse(form);
    const { version, dueOn, extendReason: reason } = form.value;
    if (!isOpenToAuditor(subject.state))
      return refuseWith(form.value, "This audit is no longer with its auditor: leave its date");
    if (dueOn < today)
      return refuseWith(form.value, "Enter a date that is not in the past", "dueOn");
    const latest = await findOwnDate(db, subject.id);
    const late = latest === null ? null : dueProblem(dueOn, { today, latest });
    if (late) return refuseWith(form.value, late, "dueOn");
    await transact(db, (tx) =>
      saveDueDate(tx, stamp, { auditId: subject.id, version, from: subject.dueOn, dueOn, reason }),
    );
    return done(to, `The audit of ${subject.caseReference} is now due on ${formatDate(dueOn)}`);
  });
  if (saved.ok) return saved.value;
  const now = await findAudit(db, subject.id);
  const { by, at } = await findLastChange(db, saved.stream, actor.id);
  return refuse({
    errors: {},
    typed: { intent },
    conflict: {
      by,
      at: at ? `at ${formatTime(new Date(at))}` : "since",
      version: now?.version ?? 0,
      theirs: {
        state: now ? auditStateNames[now.state] : "",
        dueOn: now?.dueOn ? formatDate(now.dueOn) : "",
      },
    },
  });
});

const isFor = (outcome: FormOutcome | undefined, intent: string) =>
  outcome?.typed.intent === intent ? outcome : undefined;

export default function Change() {
  const audit = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>() as FormOutcome | undefined;
  return (
    <>
      <BackLink to={paths.exercises.one(audit.exerciseId)}>{audit.exercise}</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading caption={audit.exercise} title={`Audit of ${audit.reference}`} />
          {audit.mayRaise ? <RaiseConcern auditId={audit.id} /> : null}
          <SummaryList
            rows={[
              { key: "Auditor", value: audit.auditor },
              { key: "State", value: audit.state },
              { key: "Due", value: audit.due },
            ]}
          />
          {audit.mayExtend ? <Extend outcome={isFor(outcome, "extend")} /> : null}
          {audit.mayWithdraw ? (
            <Withdraw outcome={isFor(outcome, "withdraw")} />
          ) : (
            <InsetText>
              This audit is {audit.state.toLowerCase()}: its date stands and it can’t be withdrawn.
            </InsetText>
          )}
        </TwoThirds>
      </main>
    </>
  );
}

const labels = { state: "State", dueOn: "Due date" };

function Extend({ outcome }: { outcome: FormOutcome | undefined }) {
  const { version } = useLoaderData<typeof loader>();
  const check = (entries: Iterable<[string, FormDataEntryValue]>) => parseForm(extendForm, entries);
  const form = useGovForm({ check, outcome });
  return (
    <>
      <h2 className="govuk-heading-m">Extend the date</h2>
      <GovFormBody form={form} version={version} labels={labels}>
        <input type="hidden" name="intent" value="extend" />
        <DateField {...form.date("dueOn")} legend="New due date" />
        <TextArea
          {...form.field("extendReason")}
          label="Why does the date move?"
          hint="The auditor reads this in the history."
          rows={3}
        />
        <Button variant="secondary">Extend the date</Button>
      </GovFormBody>
    </>
  );
}

function Withdraw({ outcome }: { outcome: FormOutcome | undefined }) {
  const { version } = useLoaderData<typeof loader>();
  const check = (entries: Iterable<[string, FormDataEntryValue]>) =>
    parseForm(withdrawForm, entries);
  const form = useGovForm({ check, outcome });
  return (
    <>
      <h2 className="govuk-heading-m">Withdraw the audit</h2>
      <p className="govuk-body">
        It leaves the cycle and its figures for good. What was written is kept but no longer shown.
        A safeguarding concern raised from it stands.
      </p>
      <GovFormBody form={form} version={version} labels={labels}>
        <input type="hidden" name="intent" value="withdraw" />
        <TextArea {...form.field("withdrawReason")} label="Why is it withdrawn?" rows={3} />
        <Checkboxes
          {...form.list("confirmed")}
          legend="Confirm"
          hideLegend
          options={[{ value: "yes", label: "Yes, withdraw this audit for good" }]}
        />
        <Button variant="warning">Withdraw the audit</Button>
      </GovFormBody>
    </>
  );
}
