import { useActionData, useLoaderData } from "@remix-run/react";
import { acknowledgeForm } from "~/forms/concerns";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { concernTimeInWords, isLate } from "~/rules/concerns";
import { formatInstant, formatTime } from "~/rules/dates";
import { type Find, guarded } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { Button } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { ConcernNotice } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { SummaryList } from "~/ui/summary-list";
import { StateTag } from "~/ui/tags";
import { findAudit } from "~db/audits.server";
import {
  type Concern,
  findConcern,
  listAnswerable,
  saveAcknowledgement,
} from "~db/concerns.server";
import { transact } from "~db/open.server";
import { Conflict } from "~db/versions.server";

export const meta = () => [{ title: "Safeguarding concern - Line of Sight" }];

const concernFromUrl: Find<Concern> = async ({ db, params }) =>
  params.concernId ? findConcern(db, params.concernId) : null;

export const loader = guarded("concerns.read", concernFromUrl, async (guard) => {
  const { db, subject: concern, actor, now, may } = guard;
  const { teamId, serviceId } = concern.access;
  const answerable = teamId && serviceId ? await listAnswerable(db, { teamId, serviceId }) : [];
  const audit = concern.auditId ? await findAudit(db, concern.auditId) : null;
  const isRaiser = concern.access.people.raiser?.includes(actor.id) ?? false;
  return {
    reference: concern.caseReference,
    team: concern.teamName,
    raisedBy: concern.raisedBy,
    raisedAt: formatInstant(new Date(concern.raisedAt)),
    what: concern.what,
    spokenTo: concern.spokenTo,
    spokenAt: formatInstant(new Date(concern.spokenAt)),
    version: concern.version,
    open: concern.acknowledgedAt === null,
    acknowledged: concern.acknowledgedAt
      ? {
          by: concern.acknowledgedBy ?? "Somebody",
          at: formatInstant(new Date(concern.acknowledgedAt)),
          done: concern.done,
        }
      : null,
    time: concernTimeInWords(concern, now),
    late: isLate(concern, now),
    mayAcknowledge: may("concerns.acknowledge", concern.access),
    alerted: answerable.filter(({ id }) => id !== concern.bypassPersonId).map(({ name }) => name),
    isRaiser,
    // Who raised it in the middle of an audit goes on with that audit.
    auditId: audit && may("audits.write", audit.access) ? audit.id : null,
  };
});

export const action = guarded("concerns.acknowledge", concernFromUrl, async (guard) => {
  const { db, subject, request, stamp, actor, done } = guard;
  const form = await readForm(request, acknowledgeForm);
  if (!form.ok) return refuse(form);
  try {
    await transact(db, (tx) =>
      saveAcknowledgement(tx, { ...stamp, actorId: actor.id }, { id: subject.id, ...form.value }),
    );
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    const now = await findConcern(db, subject.id);
    return refuse({
      errors: {},
      typed: { done: form.value.done },
      conflict: {
        by: now?.acknowledgedBy ?? "Somebody",
        at: now?.acknowledgedAt ? `at ${formatTime(new Date(now.acknowledgedAt))}` : "meanwhile",
        version: now?.version ?? 0,
        theirs: { done: now?.done ?? "" },
        settled: true,
      },
    });
  }
  return done(paths.concerns.one(subject.id), "You have acknowledged this concern");
});

export default function ConcernPage() {
  const concern = useLoaderData<typeof loader>();
  const { acknowledged, alerted } = concern;
  const rows = [
    { key: "Case", value: concern.reference },
    { key: "Team", value: concern.team },
    { key: "Raised by", value: `${concern.raisedBy}, ${concern.raisedAt}` },
    { key: "Spoken to", value: concern.spokenTo },
    { key: "Spoken at", value: concern.spokenAt },
    { key: "Alerted", value: alerted.length > 0 ? alerted.join(", ") : "The QA lead" },
  ];
  const outcome = useActionData<typeof action>();
  return (
    <>
      <BackLink to={paths.home()}>Your work</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            title="Safeguarding concern"
            caption={concern.reference}
            tag={
              <StateTag colour={acknowledged ? "green" : "red"}>
                {acknowledged ? "Acknowledged" : concern.late ? "Late" : "Waiting"}
              </StateTag>
            }
          />
          <ConcernNotice
            title={acknowledged ? "What was raised" : "Waiting to be acknowledged"}
            timeLeft={concern.time}
          >
            <p className="govuk-body los-as-written">{concern.what}</p>
          </ConcernNotice>
          {concern.isRaiser && concern.open ? (
            <p className="govuk-body">
              {alerted.length > 0
                ? `${alerted.join(" and ")} can see this on their home pages now.`
                : "Nobody in the team can be alerted: the QA lead sees this."}{" "}
              If nobody has called you back, phone again.
            </p>
          ) : null}
          <SummaryList rows={rows} />
          {concern.auditId ? (
            <p className="govuk-body">
              <Link to={paths.audits.one(concern.auditId)}>Go back to the audit</Link>
            </p>
          ) : null}
          {acknowledged ? (
            <>
              <h2 className="govuk-heading-m">What was done</h2>
              <p className="govuk-body los-as-written">{acknowledged.done}</p>
              <p className="govuk-body">
                {acknowledged.by}, {acknowledged.at}
              </p>
            </>
          ) : null}
          {(concern.open || outcome) && concern.mayAcknowledge ? <Acknowledge /> : null}
        </TwoThirds>
      </main>
    </>
  );
}

function Acknowledge() {
  const { version, open } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(acknowledgeForm, entries),
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <h2 className="govuk-heading-m">Acknowledge this concern</h2>
      <p className="govuk-body">Your name and the time are kept with what you write.</p>
      <GovFormBody form={form} version={version} labels={{ done: "What was done" }}>
        <TextArea
          {...form.field("done")}
          label="What was done to make the child safe?"
          labelSize="s"
          rows={5}
          maxLength={4000}
        />
        {open ? <Button>Acknowledge</Button> : null}
      </GovFormBody>
    </>
  );
}
