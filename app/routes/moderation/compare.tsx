import { useActionData, useLoaderData } from "@remix-run/react";
import { listPanel, readPanel } from "~/overviews/moderation/panel.server";
import { paths } from "~/paths";
import { consistencyCodes } from "~/rules/audits/consistency";
import { compare } from "~/rules/moderation/comparison";
import { answeredQuality } from "~/rules/moderation/quality";
import { gradedAreas } from "~/rules/tools/tools";
import { readCorrections } from "~/server/corrections.server";
import { guarded, refusal } from "~/server/guard.server";
import { findHeld } from "~/server/independence.server";
import { readIntent } from "~/server/read-form.server";
import { readGradesIn } from "~/server/reading.server";
import { moderatedAuditFromUrl } from "~/server/subjects.server";
import { DeclareConflict } from "~/ui/declare-conflict";
import { Link } from "~/ui/link";
import { Details, InsetText } from "~/ui/notices";
import { BackLink, PageHeading, WithAside } from "~/ui/page";
import { PhoneBar } from "~/ui/phone-bar";
import { PractitionersSide } from "~/ui/practitioner/practitioners-side";
import { SummaryList } from "~/ui/summary-list";
import { StateTag } from "~/ui/tags";
import { findReflection } from "~db/audits/reflections.server";
import { isImplicated } from "~db/concerns/concerns.server";
import { readDecision } from "~db/moderation/decisions.server";
import { findConsistencyAnswers } from "~db/moderation/evidence.server";
import { findJudgements } from "~db/moderation/moderations.server";
import { caseFacts } from "./case-facts";
import { record, take } from "./decide.server";
import { decisionSoFar } from "./decision.server";
import { DecisionForm } from "./decision-form";
import { OutcomeTag } from "./outcome-tag";
import { Recorded } from "./recorded";
import { Revealed } from "./revealed";

export const meta = () => [{ title: "Compare and decide - Line of Sight" }];

const notYet = () =>
  refusal(409, {
    title: "This audit is not moderated yet",
    because:
      "The panel can decide once the moderator has committed their grades. Until then the auditor’s are kept back.",
  });

const isUndecided = (state: string): boolean => state === "committed" || state === "recorded";

export const loader = guarded("moderation.decide", moderatedAuditFromUrl, async (guard) => {
  const { request, db, subject, actor, may } = guard;
  const { audit, moderation, tool } = subject;
  if (moderation.state === "selected") throw notYet();
  // Its grades are committed: who reads it now takes nothing from anyone but a later round.
  await readGradesIn(guard, "audit", [{ auditId: audit.id, round: moderation.round }]);
  const judged = await findJudgements(db, audit.id, moderation.round);
  const concealed = moderation.reason === "concern" && (await isImplicated(db, audit.id, actor.id));
  const panel = await readPanel(guard);
  const change = new URL(request.url).searchParams.get("change") === "yes";
  const isOpen = moderation.state === "committed" || (change && moderation.state === "recorded");
  return {
    auditId: audit.id,
    mayRaise: may("concerns.raise", audit.access),
    mayRead: may("audits.read", audit.access),
    facts: caseFacts(subject),
    tool,
    rows: compare(
      gradedAreas(tool),
      panel?.final && Object.keys(judged.final).length === 0
        ? { ...judged, final: panel.final }
        : judged,
    ),
    reason: concealed ? ("certain" as const) : moderation.reason,
    reasonNote: moderation.reasonNote,
    answers: await findConsistencyAnswers(db, audit.id, consistencyCodes),
    quality: moderation.quality,
    moderatorName: moderation.moderatorName,
    auditorName: audit.auditorName,
    isModerator: moderation.moderatorId === actor.id,
    version: moderation.version,
    backTo: may("moderation.queue") ? paths.moderation.queue() : paths.home(),
    reflection: await findReflection(db, audit.id),
    corrections: await readCorrections(guard, audit),
    isFinal: audit.state === "final",
    held: isUndecided(moderation.state) ? await findHeld(guard, audit.id) : null,
    panel,
    answered: panel ? answeredQuality(panel.quality, tool) : [],
    /** The decision to write, with what is recorded so far. */
    decide: isOpen
      ? {
          recorded: readDecision(moderation.decision),
          others: (await listPanel(guard)).filter(({ id }) => id !== actor.id),
          written: await decisionSoFar(guard),
        }
      : null,
  };
});

export const action = guarded("moderation.decide", moderatedAuditFromUrl, async (guard) => {
  const { request, subject, may } = guard;
  if (subject.moderation.state === "selected") throw notYet();
  return (await readIntent(request)) === null
    ? record(guard)
    : take(guard, may("moderation.decide-alone", subject.access));
});

const asideId = "beside-the-grades";

export default function CompareAndDecide() {
  const page = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>();
  const { panel, decide } = page;
  const sides = {
    you: page.isModerator ? ("moderator" as const) : undefined,
    names: { auditor: page.auditorName, moderator: page.moderatorName },
  };
  const isTaken = panel !== null && panel.state !== "recorded";
  return (
    <>
      <BackLink to={page.backTo}>
        {page.backTo === paths.home() ? "Your work" : "Moderation"}
      </BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <WithAside
          asideLabel="What to know beside the grades"
          asideId={asideId}
          onPhone="below"
          aside={
            <>
              <div className="los-stacked">
                <Revealed
                  reason={page.reason}
                  reasonNote={page.reasonNote}
                  answers={page.answers}
                />
                <PractitionersSide
                  auditId={page.auditId}
                  reflection={page.reflection}
                  corrections={page.corrections}
                  isFinal={page.isFinal}
                  size="s"
                />
              </div>
              {page.mayRead ? (
                <p className="govuk-body-s los-no-print">
                  <Link to={paths.audits.read(page.auditId)}>Read the whole audit</Link>
                </p>
              ) : null}
              {page.mayRaise ? (
                <p className="govuk-body-s los-no-print">
                  <Link to={paths.audits.concern(page.auditId)}>Raise a safeguarding concern</Link>
                </p>
              ) : null}
              {page.isFinal ? null : <DeclareConflict auditId={page.auditId} small />}
              <Details summary="The case">
                <SummaryList
                  noBorder
                  rows={page.facts.rows.slice(0, 3).map(([key, value]) => ({ key, value }))}
                />
              </Details>
            </>
          }
        >
          <PhoneBar asideId={asideId} label="Why it was selected, and what the practitioner says" />
          <PageHeading
            caption={page.facts.exerciseTitle}
            title={`${isTaken ? "The panel’s decision on" : "Compare and decide"} ${page.facts.reference}`}
            tag={
              panel ? (
                isTaken ? (
                  <OutcomeTag outcome={panel.outcome} />
                ) : (
                  <StateTag colour="magenta">To be confirmed</StateTag>
                )
              ) : undefined
            }
          />
          {page.held ? (
            <InsetText>
              This audit can’t become final yet: {page.held}. The panel can return it meanwhile.
            </InsetText>
          ) : null}
          {decide ? (
            <DecisionForm
              tool={page.tool}
              rows={page.rows}
              version={page.version}
              quality={page.quality}
              recorded={decide.recorded}
              others={decide.others}
              written={decide.written}
              outcome={outcome}
              {...sides}
            />
          ) : panel ? (
            <Recorded
              auditId={page.auditId}
              rows={page.rows}
              version={page.version}
              panel={panel}
              answered={page.answered}
              outcome={outcome}
              {...sides}
            />
          ) : null}
        </WithAside>
      </main>
    </>
  );
}
