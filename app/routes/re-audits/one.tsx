import { useActionData, useLoaderData } from "@remix-run/react";
import type { Typed } from "~/forms/fields";
import { cancelForm, placeForm } from "~/forms/re-audits";
import { paths } from "~/paths";
import { cohortNames } from "~/rules/caseload/caseload";
import { dueInWords, formatDate, formatInstant, formatMonth, formatTime } from "~/rules/core/dates";
import { rulesInWords } from "~/rules/independence/objections";
import { reAuditStandingNames } from "~/rules/re-audits/re-audits";
import { type Find, guarded } from "~/server/guard.server";
import { readForm, readIntent, refuse, refuseWith } from "~/server/read-form.server";
import { attempt, overtaken } from "~/server/save.server";
import type { FormOutcome } from "~/ui/form";
import { Link } from "~/ui/link";
import { InsetText } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { SummaryList } from "~/ui/summary-list";
import { StateTag } from "~/ui/tags";
import { transact } from "~db/core/open.server";
import { findLastChange } from "~db/core/versions.server";
import { findOverride } from "~db/exercises/overrides.server";
import { cancelReAudit, placeReAudit } from "~db/operations/re-audits/deeds.server";
import { findReAudit, type ReAudit } from "~db/re-audits/re-audits.server";
import { CancelReAudit } from "./cancel-form";
import { PlaceReAudit } from "./place-form";
import { findAuditors, findPlaces, planPlacement } from "./placing.server";

export const meta = () => [{ title: "Re-audit - Line of Sight" }];

const reAuditFromUrl: Find<ReAudit> = async ({ db, params, actor }) =>
  params.reAuditId ? findReAudit(db, params.reAuditId, actor.id) : null;

export const loader = guarded("re-audits.manage", reAuditFromUrl, async (guard) => {
  const { subject: one, db, today } = guard;
  const waits = one.standing === "to-allocate";
  const override = one.auditId ? await findOverride(db, one.auditId) : null;
  return {
    reference: one.caseReference,
    cohort: cohortNames[one.cohort],
    team: one.teamName,
    closed: one.caseClosedOn ? formatDate(one.caseClosedOn) : null,
    previous: {
      id: one.previousAuditId,
      month: formatMonth(one.previousMonth),
      auditor: one.previousAuditorName ?? "Not recorded",
    },
    due: `${formatDate(one.dueOn)} (${dueInWords(one.dueOn, today)})`,
    dueOn: one.dueOn < today ? null : formatDate(one.dueOn),
    standing: one.standing,
    exercise: one.exerciseId ? { id: one.exerciseId, title: one.exerciseTitle ?? "" } : null,
    auditor: one.auditorName,
    override: override && {
      rules: rulesInWords(override.rules),
      reason: override.reason,
      made: [override.by, override.at ? formatInstant(new Date(override.at)) : null]
        .filter(Boolean)
        .join(", "),
    },
    cancelled: one.cancelledAt
      ? { reason: one.cancelledReason, by: one.cancelledBy ?? "Someone" }
      : null,
    version: one.version,
    places: waits ? await findPlaces(guard) : [],
    auditors: waits
      ? (await findAuditors(guard)).map(({ objections, ...one }) => ({
          ...one,
          objections: objections.map(({ message }) => message),
        }))
      : [],
  };
});

export const action = guarded("re-audits.manage", reAuditFromUrl, async (guard) => {
  const { request, db, subject, actor, stamp, done } = guard;
  const intent = await readIntent(request);
  let typed: Typed = { intent };
  const saved = await attempt(async () => {
    if (intent === "cancel") {
      const form = await readForm(request, cancelForm);
      if (!form.ok) return refuse(form);
      if (subject.standing !== "to-allocate")
        return refuseWith(form.value, "Withdraw the audit first: this case is being audited");
      const { version, reason } = form.value;
      const { id, previousAuditId } = subject;
      const by = { ...stamp, actorId: actor.id };
      await transact(db, (tx) => cancelReAudit(tx, by, { id, version, previousAuditId, reason }));
      return done(paths.reAudits.list(), `${subject.caseReference} is not audited again`);
    }
    const form = await readForm(request, placeForm);
    if (!form.ok) return refuse(form);
    const plan = await planPlacement(guard, form.value);
    if (!plan.ok) return refuseWith(form.value, plan.message, plan.field);
    typed = form.value;
    await transact(db, (tx) => placeReAudit(tx, stamp, plan.placement));
    return done(
      paths.reAudits.list(),
      `The re-audit of ${subject.caseReference} is given to ${plan.auditorName}`,
    );
  });
  if (saved.ok) return saved.value;
  if (saved.stream.startsWith("exercise:")) {
    const again = "Choose again where it is audited and by whom: that cycle has just changed";
    return overtaken(typed, again, "place");
  }
  const { by, at } = await findLastChange(db, `re-audit:${subject.id}`, actor.id);
  const now = await findReAudit(db, subject.id);
  return refuse({
    errors: {},
    typed: { intent },
    conflict: {
      by,
      at: at ? `at ${formatTime(new Date(at))}` : "since",
      version: now?.version ?? 0,
      theirs: { state: now ? reAuditStandingNames[now.standing] : "" },
      settled: true,
    },
  });
});

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

const isFor = (outcome: FormOutcome | undefined, intent: string) =>
  outcome?.typed.intent === intent ? outcome : undefined;

export default function OneReAudit() {
  const page = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>() as FormOutcome | undefined;
  const { previous, standing, exercise, cancelled } = page;
  return (
    <>
      <BackLink to={paths.reAudits.list()}>Re-audits</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            caption={page.reference}
            title="Re-audit"
            tag={
              <StateTag colour={standing === "to-allocate" ? "blue" : "grey"}>
                {reAuditStandingNames[standing]}
              </StateTag>
            }
          />
          <SummaryList
            rows={[
              { key: "Case", value: `${page.reference}, ${page.cohort}` },
              { key: "Team", value: page.team ?? "No team" },
              {
                key: "Audited before",
                value: (
                  <>
                    <Link to={paths.audits.read(previous.id)}>{previous.month}</Link> by{" "}
                    {previous.auditor}
                  </>
                ),
              },
              { key: "Audit again by", value: page.due },
              ...(exercise
                ? [
                    {
                      key: "Audited in",
                      value: <Link to={paths.exercises.one(exercise.id)}>{exercise.title}</Link>,
                    },
                    { key: "Auditor", value: page.auditor ?? "Nobody" },
                    ...(page.override
                      ? [{ key: "Chosen in spite of", value: <Override {...page.override} /> }]
                      : []),
                  ]
                : []),
              ...(cancelled
                ? [{ key: "Cancelled", value: `${cancelled.reason} (${cancelled.by})` }]
                : []),
            ]}
          />
          {outcome && standing !== "to-allocate" ? (
            <InsetText>
              {outcome.errors[""] ??
                "Nothing was changed: someone has given this re-audit out, or cancelled it, meanwhile."}
            </InsetText>
          ) : null}
          {page.closed && standing === "to-allocate" ? (
            <InsetText>
              This case closed on {page.closed}. If there is nothing left to audit, cancel the
              re-audit with that reason.
            </InsetText>
          ) : null}
          {standing === "to-allocate" ? (
            <>
              <PlaceReAudit
                version={page.version}
                places={page.places}
                auditors={page.auditors}
                dueOn={page.dueOn}
                outcome={isFor(outcome, "place")}
              />
              <CancelReAudit version={page.version} outcome={isFor(outcome, "cancel")} />
            </>
          ) : null}
        </TwoThirds>
      </main>
    </>
  );
}

/** What counted against the auditor, why they were chosen all the same, by whom and when. */
function Override({ rules, reason, made }: NonNullable<Page["override"]>) {
  return (
    <>
      {rules || "Something that counted against them"}: {reason}
      {made ? <span className="los-quiet">{made}</span> : null}
    </>
  );
}
