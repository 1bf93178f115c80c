import { data } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { decisionForm } from "~/forms/moderation";
import { paths } from "~/paths";
import { consistencyCodes } from "~/rules/consistency";
import { formatDate, formatInstant } from "~/rules/dates";
import { isGrade } from "~/rules/grades";
import { decide, outcomeNames } from "~/rules/moderation";
import { gradedAreas } from "~/rules/tools";
import { guarded, refusal } from "~/server/guard.server";
import { findHeld } from "~/server/independence.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { readGradesIn } from "~/server/reading.server";
import { moderatedAuditFromUrl } from "~/server/subjects.server";
import { writtenAt } from "~/server/written.server";
import { Link } from "~/ui/link";
import { InsetText } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { SummaryList } from "~/ui/summary-list";
import { StateTag } from "~/ui/tags";
import { isImplicated } from "~db/concerns.server";
import { type FinalDecision, saveDecision, saveReturn } from "~db/moderation-decision.server";
import { findConsistencyAnswers } from "~db/moderation-evidence.server";
import { findJudgements } from "~db/moderations.server";
import { transact } from "~db/open.server";
import { Conflict } from "~db/versions.server";
import { forgetWritten } from "~db/written.server";
import { AuditQuality } from "./audit-quality";
import { caseFacts } from "./case-facts";
import { ComparedRow, ComparedRows, compare } from "./comparison";
import { decisionSoFar } from "./decision.server";
import { DecisionForm } from "./decision-form";
import { Revealed } from "./revealed";

export const meta = () => [{ title: "Compare and decide - Line of Sight" }];

const notYet = () =>
  refusal(409, {
    title: "This audit is not moderated yet",
    because:
      "The panel can decide once the moderator has committed their grades. Until then the auditor’s are kept back.",
  });

export const loader = guarded("moderation.decide", moderatedAuditFromUrl, async (guard) => {
  const { db, subject, actor, may } = guard;
  const { audit, moderation, tool } = subject;
  if (moderation.state === "selected") throw notYet();
  // Its grades are committed: who reads it now takes nothing from anybody but a later round.
  await readGradesIn(guard, "audit", [{ auditId: audit.id, round: moderation.round }]);
  const judged = await findJudgements(db, audit.id, moderation.round);
  const concealed = moderation.reason === "concern" && (await isImplicated(db, audit.id, actor.id));
  return {
    auditId: audit.id,
    written: await decisionSoFar(guard),
    mayRaise: may("concerns.raise", audit.access),
    facts: caseFacts(subject),
    tool,
    rows: compare(gradedAreas(tool), judged),
    reason: concealed ? ("certain" as const) : moderation.reason,
    reasonNote: moderation.reasonNote,
    answers: await findConsistencyAnswers(db, audit.id, consistencyCodes),
    quality: moderation.quality,
    moderatorName: moderation.moderatorName,
    auditorName: audit.auditorName,
    isModerator: moderation.moderatorId === actor.id,
    held: moderation.state === "committed" ? await findHeld(guard, audit.id) : null,
    version: moderation.version,
    backTo: may("moderation.queue")
      ? paths.moderation.queue()
      : paths.exercises.moderation(audit.exerciseId),
    decided:
      moderation.state === "committed"
        ? null
        : {
            outcome: moderation.outcome ?? "confirmed",
            by: moderation.decidedByName ?? "",
            at: moderation.decidedAt ? formatInstant(new Date(moderation.decidedAt)) : "",
            reason: moderation.decisionReason,
            feedback: moderation.feedback,
            dueOn: audit.dueOn ? formatDate(audit.dueOn) : null,
          },
  };
});

export const action = guarded("moderation.decide", moderatedAuditFromUrl, async (guard) => {
  const { request, db, subject, actor, stamp, today, done } = guard;
  const { audit, moderation, tool } = subject;
  if (moderation.state === "selected") throw notYet();
  const judged = await findJudgements(db, audit.id, moderation.round);
  const auditor = Object.fromEntries(
    Object.entries(judged.auditor).map(([code, made]) => [code, made.judgement]),
  );
  const form = await readForm(request, decisionForm(tool, auditor));
  if (!form.ok) return refuse({ errors: form.errors, typed: form.typed });
  const { value } = form;
  const auditorGrade = auditor.overall ?? "";
  if (!isGrade(auditorGrade)) throw new Error("A submitted audit has an overall grade");
  const again = compare(gradedAreas(tool), judged);
  const reasonFor = (code: string, given: string) =>
    given || again.find((row) => row.code === code)?.auditor.reason || "";
  const finalAreas =
    value.decision === "final"
      ? Object.fromEntries(
          Object.entries(value.areas).map(([code, area]) => [
            code,
            { judgement: area.grade, reason: reasonFor(code, area.reason) },
          ]),
        )
      : {};
  const step = decide(
    moderation,
    value.decision === "final"
      ? {
          kind: "final",
          areas: Object.fromEntries(
            Object.entries(finalAreas).map(([code, made]) => [code, made.judgement]),
          ),
          overall: value.overall.grade,
          reason: reasonFor("overall", value.overall.reason),
        }
      : { kind: "returned", whatToMend: value.whatToMend, dueOn: value.dueOn },
    auditorGrade,
    gradedAreas(tool).map((area) => area.code),
    actor.id,
  );
  const typed = Object.fromEntries(Object.entries(value));
  if (!step.ok) return refuseWith(typed, step.message);
  if (value.decision === "returned" && value.dueOn < today)
    return refuseWith(typed, "Enter a date that is still to come", "dueOn");
  const common = {
    version: value.version,
    quality: { ...moderation.quality, ...value.quality },
    feedback: value.feedback,
    themes: Object.values(value.themes).flatMap(({ kind, text }) =>
      kind && text ? [{ kind, text }] : [],
    ),
  };
  if (value.decision === "final") {
    const held = await findHeld(guard, audit.id);
    if (held) return refuseWith(typed, `Return the audit, or wait: ${held}`);
  }
  try {
    await transact(db, async (tx) => {
      await (value.decision === "final"
        ? saveDecision(tx, stamp, subject, judged, {
            ...common,
            outcome: step.event.outcome,
            areas: finalAreas,
            overall: {
              judgement: value.overall.grade,
              reason: reasonFor("overall", value.overall.reason),
            },
          } satisfies FinalDecision)
        : saveReturn(tx, stamp, subject, {
            ...common,
            whatToMend: value.whatToMend,
            dueOn: value.dueOn,
          }));
      await forgetWritten(tx, writtenAt(guard, "decision", moderation.id));
    });
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    const words = "Somebody else recorded a decision on this audit meanwhile. Yours was not saved";
    return data({ errors: { "": words }, typed }, { status: 409 });
  }
  return done(
    paths.moderation.compare(audit.id),
    step.event.outcome === "returned"
      ? "The audit is returned to its auditor"
      : `The audit is final: ${outcomeNames[step.event.outcome].toLowerCase()}`,
  );
});

const colours = {
  confirmed: "green",
  upgraded: "blue",
  downgraded: "orange",
  returned: "yellow",
} as const;

export default function CompareAndDecide() {
  const page = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>();
  const { decided } = page;
  return (
    <>
      <BackLink to={page.backTo}>Moderation</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            caption={page.facts.exerciseTitle}
            title={`${decided ? "The panel’s decision on" : "Compare and decide"} ${page.facts.reference}`}
            tag={
              decided ? (
                <StateTag colour={colours[decided.outcome]}>
                  {outcomeNames[decided.outcome]}
                </StateTag>
              ) : undefined
            }
          />
          <SummaryList
            rows={[
              { key: "Auditor", value: page.auditorName ?? "Not recorded" },
              {
                key: "Moderator",
                value: page.isModerator ? "You" : (page.moderatorName ?? "Not recorded"),
              },
              ...page.facts.rows.slice(0, 3).map(([key, value]) => ({ key, value })),
            ]}
          />
          {page.mayRaise ? (
            <p className="govuk-body los-no-print">
              <Link to={paths.audits.concern(page.auditId)}>Raise a safeguarding concern</Link>
            </p>
          ) : null}
          {page.held ? (
            <InsetText>
              This audit can’t become final yet: {page.held}. The panel can return it meanwhile.
            </InsetText>
          ) : null}
          <Revealed reason={page.reason} reasonNote={page.reasonNote} answers={page.answers} />
          {decided ? (
            <>
              {outcome?.errors[""] ? <InsetText>{outcome.errors[""]}</InsetText> : null}
              <p className="govuk-body">
                Decided by {decided.by} on {decided.at}.
              </p>
              {decided.outcome === "returned" ? (
                <>
                  <h2 className="govuk-heading-m">What the auditor is to mend</h2>
                  <p className="govuk-body los-written">{decided.reason}</p>
                  {decided.dueOn ? <p className="govuk-body">By {decided.dueOn}.</p> : null}
                </>
              ) : null}
              <ComparedRows
                rows={page.rows}
                make={(row) => <ComparedRow key={row.code} row={row} finalReason />}
              />
              <h2 className="govuk-heading-m">The audit itself</h2>
              <AuditQuality quality={page.quality} />
              {decided.feedback ? (
                <>
                  <h2 className="govuk-heading-m">Feedback to the auditor</h2>
                  <p className="govuk-body los-written">{decided.feedback}</p>
                </>
              ) : null}
            </>
          ) : (
            <DecisionForm
              tool={page.tool}
              rows={page.rows}
              version={page.version}
              quality={page.quality}
              written={page.written}
              outcome={outcome}
              you={page.isModerator ? "moderator" : undefined}
            />
          )}
        </TwoThirds>
      </main>
    </>
  );
}
