import { useActionData, useLoaderData } from "@remix-run/react";
import { Fragment } from "react";
import { acknowledgeForm } from "~/forms/concerns";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { concernTimeInWords, inLineInWords, isLate } from "~/rules/concerns/concerns";
import { formatInstant, formatTime } from "~/rules/core/dates";
import { counted } from "~/rules/core/words";
import { handoverCameFrom } from "~/server/came-from.server";
import { guarded } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { save } from "~/server/save.server";
import { concernFromUrl } from "~/server/subjects.server";
import { writtenAt, writtenSoFar } from "~/server/written.server";
import { useWrittenForm, WrittenBody } from "~/ui/autosave/written-form";
import { Button } from "~/ui/button";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { ConcernNotice } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { SummaryList } from "~/ui/summary-list";
import { StateTag } from "~/ui/tags";
import { findAudit } from "~db/audits/audits.server";
import { findConcern, listAlerted, listWaitingOnCase } from "~db/concerns/concerns.server";
import { listSigningIn } from "~db/concerns/line.server";
import { forgetWritten } from "~db/core/written.server";
import { saveAcknowledgement } from "~db/operations/concerns/deeds.server";
import { WhoSees } from "./who-sees";

export const meta = () => [{ title: "Safeguarding concern - Line of Sight" }];

export const loader = guarded("concerns.read", concernFromUrl, async (guard) => {
  const { db, subject: concern, actor, now } = guard;
  const alerted = await listAlerted(db, concern.id);
  const reached = await listSigningIn(
    db,
    alerted.map(({ personId }) => personId),
  );
  const bypassed = concern.bypassed.length;
  const audit = concern.auditId ? await findAudit(db, concern.auditId) : null;
  const isRaiser = concern.access.people.raiser?.includes(actor.id) ?? false;
  const others = await listWaitingOnCase(db, { caseId: concern.caseId, actor }, now);
  return {
    handover: handoverCameFrom(guard.request),
    reference: concern.caseReference,
    team: concern.teamName,
    raisedBy: concern.raisedBy,
    raisedAt: formatInstant(new Date(concern.raisedAt)),
    what: concern.what,
    spokenTo: concern.spokenTo,
    spokenAt: formatInstant(new Date(concern.spokenAt)),
    version: concern.version,
    written: await writtenSoFar(guard, writtenAt(guard, "acknowledgement", concern.id), {
      url: paths.written(paths.concerns.one(concern.id)),
    }),
    open: concern.acknowledgedAt === null,
    acknowledged: concern.acknowledgedAt
      ? {
          by: concern.acknowledgedBy ?? "Someone",
          at: formatInstant(new Date(concern.acknowledgedAt)),
          done: concern.done,
        }
      : null,
    time: concernTimeInWords(concern, now),
    late: isLate(concern, now),
    wentUp: concern.wentUpAt
      ? {
          at: formatInstant(new Date(concern.wentUpAt)),
          because: concern.escalatedBecause || ("late" as const),
        }
      : null,
    readers: guard.may("reading.see", concern.access) ? paths.concerns.readers(concern.id) : null,
    mayAcknowledge: guard.may("concerns.acknowledge", concern.access),
    alerted: alerted.map((one) => ({
      words: inLineInWords(one),
      name: one.name,
      reached: reached.has(one.personId),
      at: formatInstant(new Date(one.at)),
    })),
    bypassed,
    isRaiser,
    // Who raised it in the middle of an audit goes on with that audit.
    auditId: audit && guard.may("audits.write", audit.access) ? audit.id : null,
    others: others
      .filter((one) => one.id !== concern.id && guard.may("concerns.read", one.access))
      .map((one) => ({ id: one.id, raised: formatInstant(new Date(one.raisedAt)) })),
  };
});

export const action = guarded("concerns.acknowledge", concernFromUrl, async (guard) => {
  const { db, subject, request, stamp, actor, done } = guard;
  const form = await readForm(request, acknowledgeForm);
  if (!form.ok) return refuse(form);
  const saved = await save(db, async (tx) => {
    const given = { id: subject.id, ...form.value };
    await saveAcknowledgement(tx, { ...stamp, actorId: actor.id }, given);
    await forgetWritten(tx, writtenAt(guard, "acknowledgement", subject.id));
  });
  if (!saved.ok) {
    const now = await findConcern(db, subject.id, guard.now);
    return refuse({
      errors: {},
      typed: { done: form.value.done },
      conflict: {
        by: now?.acknowledgedBy ?? "Someone",
        at: now?.acknowledgedAt ? `at ${formatTime(new Date(now.acknowledgedAt))}` : "meanwhile",
        version: now?.version ?? 0,
        theirs: { done: now?.done ?? "" },
        settled: true,
      },
    });
  }
  const back = handoverCameFrom(request) ?? paths.concerns.one(subject.id);
  return done(back, "You have acknowledged this concern");
});

export default function ConcernPage() {
  const concern = useLoaderData<typeof loader>();
  const { acknowledged, alerted, wentUp } = concern;
  const outcome = useActionData<typeof action>();
  const rows = [
    { key: "Case", value: concern.reference },
    { key: "Team", value: concern.team },
    { key: "Raised by", value: `${concern.raisedBy}, ${concern.raisedAt}` },
    { key: "Spoken to", value: concern.spokenTo },
    { key: "Spoken at", value: concern.spokenAt },
    {
      key: "Told",
      value:
        alerted.length > 0 ? (
          <ul className="govuk-list">
            {alerted.map(({ words, at, reached }) => (
              <li key={words}>
                {words}, {at}
                {reached ? "" : ": has no account, so only a call reaches them"}
              </li>
            ))}
          </ul>
        ) : (
          "Nobody could be told"
        ),
    },
    ...(concern.bypassed > 0
      ? [
          {
            key: "Left out",
            value: `${counted(concern.bypassed, "person", "people")}: not told, and can’t see it`,
          },
        ]
      : []),
    ...(wentUp
      ? [
          {
            key: "Escalated",
            value: `To the QA lead and the leaders, ${wentUp.at}: ${
              wentUp.because === "late"
                ? "nobody had acknowledged it in time"
                : "nobody of the team could be told"
            }`,
          },
        ]
      : []),
  ];
  return (
    <>
      {concern.handover ? (
        <BackLink to={concern.handover}>Hand over</BackLink>
      ) : (
        <BackLink to={paths.home()}>Your work</BackLink>
      )}
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
          {concern.isRaiser && concern.open ? <WhoSees alerted={alerted} /> : null}
          <SummaryList rows={rows} />
          {concern.others.length > 0 ? (
            <p className="govuk-body">
              {concern.others.length === 1
                ? "Another concern about this case waits too:"
                : "Other concerns about this case wait too:"}{" "}
              {concern.others.map(({ id, raised }, at) => (
                <Fragment key={id}>
                  {at > 0 ? ", " : null}
                  <Link to={paths.concerns.one(id)}>raised {raised}</Link>
                </Fragment>
              ))}
            </p>
          ) : null}
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
          {concern.readers ? (
            <p className="govuk-body los-no-print">
              <Link to={concern.readers}>Who has read this concern</Link>
            </p>
          ) : null}
          {(concern.open || outcome) && concern.mayAcknowledge ? <Acknowledge /> : null}
        </TwoThirds>
      </main>
    </>
  );
}

function Acknowledge() {
  const { version, open, written } = useLoaderData<typeof loader>();
  const form = useWrittenForm({
    written,
    check: (entries) => parseForm(acknowledgeForm, entries),
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <h2 className="govuk-heading-m">Acknowledge this concern</h2>
      <p className="govuk-body">Your name and the time are kept with what you write.</p>
      <WrittenBody form={form} version={version} labels={{ done: "What was done" }}>
        <TextArea
          {...form.field("done")}
          label="What was done to make the child safe?"
          labelSize="s"
          rows={5}
          maxLength={4000}
        />
        {open ? <Button>Acknowledge</Button> : null}
      </WrittenBody>
    </>
  );
}
