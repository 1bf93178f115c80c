import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { swapForm } from "~/forms/sampling";
import { paths } from "~/paths";
import { plural } from "~/rules/core/words";
import { swapInWords, swapReasonNames, swapReasons } from "~/rules/exercises/swaps";
import { conflictsBetween } from "~/rules/independence/conflicts";
import { proposeAuditors } from "~/rules/sampling/core-allocation";
import { nextReserve } from "~/rules/sampling/sampling";
import { type Guarded, guarded, notFound } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { exerciseFromUrl } from "~/server/subjects.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Radios } from "~/ui/inputs/choices";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { type Audit, findAudit } from "~db/audits/audits.server";
import type { Exercise } from "~db/exercises/exercises.server";
import { findInterests } from "~db/independence/interests.server";
import { findAllocation, listPastPairs } from "~db/operations/sampling/allocation.server";
import {
  findTeamOf,
  listDrawnAudits,
  listUnfit,
  swapAudit,
} from "~db/operations/sampling/drawn-audits.server";
import { findDraw } from "~db/operations/sampling/sampling.server";

export const meta = () => [{ title: "Swap a case - Line of Sight" }];

/** The audit that goes, and the reserve that would come; or why neither. */
async function findSwap({ db, subject, params, today }: Guarded<Exercise>) {
  const audit = params.auditId ? await findAudit(db, params.auditId) : null;
  if (!audit || audit.exerciseId !== subject.id) throw notFound();
  const early = subject.state === "drawn" || subject.state === "auditing";
  if (!early || (audit.state !== "allocated" && audit.state !== "started")) {
    const refusal =
      audit.state === "withdrawn"
        ? "This audit is withdrawn: nothing is left to swap."
        : "This case can’t be swapped any more: swap a case while its audit is not submitted.";
    return { audit, next: null, passedOver: [], refusal };
  }
  const kept = await findDraw(db, subject.id);
  const place = kept?.made.cases.find((row) => row.caseId === audit.caseId);
  const wasDrawn = audit.origin === "drawn" || audit.origin === "swapped";
  if (!kept || !place?.stratum || !wasDrawn) {
    const refusal = "This case was not drawn, so there is no reserve to take its place.";
    return { audit, next: null, passedOver: [], refusal };
  }
  const there = await listDrawnAudits(db, subject.id);
  const taken = there.map((one) => one.caseId);
  const waiting = kept.made.cases.filter(
    (row) => row.stratum === place.stratum && row.status === "reserve",
  );
  const gone = await listUnfit(
    db,
    waiting.map((row) => row.caseId),
    { on: today, excludeSensitive: kept.plan.excludeSensitive },
  );
  const next = nextReserve(kept.made, place.stratum, [...taken, ...gone]);
  const row = kept.frame.find((one) => one.caseId === next?.caseId);
  // A reserve that is audited here another way was no more to be had than a closed one.
  const byDraw = new Set(
    there.filter(({ origin }) => origin === "drawn" || origin === "swapped").map((a) => a.caseId),
  );
  const unfit = new Set([...gone, ...taken].filter((caseId) => !byDraw.has(caseId)));
  const passedOver = kept.frame.filter(({ caseId }) => {
    const reserve = waiting.find((one) => one.caseId === caseId);
    if (!reserve || !unfit.has(caseId)) return false;
    return (reserve.position ?? 0) < (next?.position ?? Number.POSITIVE_INFINITY);
  });
  if (!next || !row) {
    const refusal = "No reserve is left in the group of this case.";
    return { audit, next: null, passedOver, refusal };
  }
  return { audit, next: row, passedOver, refusal: null };
}

/** The same auditor where nothing counts against it, or the best of the others; null for nobody. */
async function findAuditor(
  guard: Guarded<Exercise>,
  audit: Audit,
  { caseId, teamId }: { caseId: string; teamId: string },
) {
  const { db, subject, today } = guard;
  if (audit.auditorId === null) return null;
  const { audits, auditors } = await findAllocation(db, subject.id);
  // A reserve of the same cohort may be another team's case.
  const { rulesOff } = subject;
  const interests = await findInterests(db, { caseId, teamId, rulesOff });
  const same = auditors.find((auditor) => auditor.id === audit.auditorId);
  if (same && conflictsBetween(same, interests, today).length === 0) return same.id;
  const worker = interests.holdings.find((one) => one.relation === "worker" && one.toOn === null);
  const newcomer = {
    id: "newcomer",
    workerId: worker?.personId ?? null,
    auditorId: null,
    interests,
  };
  const { assigned } = proposeAuditors({
    audits: [...audits.filter((one) => one.id !== audit.id && one.auditorId !== null), newcomer],
    auditors,
    pastPairs: await listPastPairs(db, subject.id, today),
    on: today,
  });
  return assigned[0]?.auditorId ?? null;
}

export const loader = guarded("sampling.draw", exerciseFromUrl, async (guard) => {
  const { audit, next, passedOver, refusal } = await findSwap(guard);
  return {
    exerciseId: guard.subject.id,
    title: guard.subject.title,
    reference: audit.caseReference,
    teamName: audit.teamName,
    started: audit.state === "started",
    next: next?.reference ?? null,
    passedOver: passedOver.map(({ reference }) => reference),
    refusal,
  };
});

export const action = guarded("sampling.draw", exerciseFromUrl, async (guard) => {
  const { request, subject, db, stamp, done } = guard;
  const form = await readForm(request, swapForm);
  if (!form.ok) return refuse(form);
  const { audit, next, passedOver, refusal } = await findSwap(guard);
  if (!next) return refuseWith(form.value, refusal ?? "");
  const teamId = await findTeamOf(db, next.caseId);
  if (teamId === null) {
    return refuseWith(
      form.value,
      `Give ${next.reference} a team first, by an import: it is the next reserve and nobody’s case now`,
    );
  }
  const auditorId = await findAuditor(guard, audit, { caseId: next.caseId, teamId });
  // A dip sample's reviewers share the cases out among themselves.
  if (subject.graded && subject.state === "auditing" && auditorId === null) {
    return refuseWith(
      form.value,
      "Add an auditor first: everyone has a conflict of interest with the next reserve, or is at their maximum",
    );
  }
  const reason = swapInWords(form.value.reason, form.value.note);
  const saved = await save(db, (tx) =>
    swapAudit(tx, stamp, {
      audit,
      nextCaseId: next.caseId,
      auditorId,
      dueOn: audit.dueOn,
      reason,
      code: form.value.reason,
      passedOver: passedOver.map(({ caseId }) => caseId),
    }),
  );
  if (!saved.ok)
    return overtaken(form.value, "Look at this audit again: someone has just changed it");
  return done(
    paths.exercises.one(subject.id),
    `${audit.caseReference} is swapped for ${next.reference}`,
  );
});

export default function Swap() {
  const page = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(swapForm, entries),
    outcome: useActionData<typeof action>(),
  });
  const back = paths.exercises.one(page.exerciseId);
  return (
    <>
      <BackLink to={back} />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading caption={page.title} title={`Swap ${page.reference} of ${page.teamName}`} />
          {page.next === null ? (
            <p className="govuk-body">{page.refusal}</p>
          ) : (
            <GovFormBody form={form}>
              <p className="govuk-body">
                The next reserve of the same group, {page.next}, takes its place. You can’t choose
                another: that keeps the draw fair. The swap is counted by team and by auditor and
                shown in the cycle’s report, with your reason.
              </p>
              {page.passedOver.length > 0 ? (
                <p className="govuk-body">
                  Left out, because {plural(page.passedOver.length, "it is", "they are")} closed,
                  marked as sensitive or audited here already: {page.passedOver.join(", ")}.
                </p>
              ) : null}
              {page.started ? (
                <p className="govuk-body">
                  The auditor has started. What they wrote is kept with the withdrawn audit.
                </p>
              ) : null}
              <Radios
                {...form.field("reason")}
                legend="Why can’t this case be audited?"
                legendSize="m"
                options={swapReasons.map((value) => ({ value, label: swapReasonNames[value] }))}
              />
              <TextArea {...form.field("note")} label="What makes this so?" rows={3} />
              <ButtonGroup>
                <Button>Swap this case</Button>
                <Link to={back}>Cancel</Link>
              </ButtonGroup>
            </GovFormBody>
          )}
        </TwoThirds>
      </main>
    </>
  );
}
