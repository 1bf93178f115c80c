import { useLoaderData } from "@remix-run/react";
import { filingOf, thankingOf } from "~/overviews/learning-log/filing.server";
import { listGradeChanges } from "~/overviews/moderation/grade-changes.server";
import { paths } from "~/paths";
import {
  auditStateColours,
  auditStateNames,
  gradeStanding,
  isOpenToAuditor,
} from "~/rules/audits/audits";
import { mayCorrect, waitInWords } from "~/rules/audits/corrections";
import { ageInWords, workerInWords } from "~/rules/caseload/caseload";
import { dateInLondon, formatDate } from "~/rules/core/dates";
import { outcomeNames } from "~/rules/moderation/moderation";
import { takersInWords } from "~/rules/moderation/panel";
import { escalates } from "~/rules/tools/scale";
import { readCorrections } from "~/server/corrections.server";
import { guarded, refusal } from "~/server/guard.server";
import { openGradesOf } from "~/server/reading.server";
import { submittedAuditFromUrl } from "~/server/subjects.server";
import { Link } from "~/ui/link";
import { InsetText } from "~/ui/notices";
import { BackLink, PageHeading, WithAside } from "~/ui/page";
import { PractitionersSide } from "~/ui/practitioner/practitioners-side";
import { SummaryList } from "~/ui/summary-list";
import { StateTag } from "~/ui/tags";
import { findConversation } from "~db/audits/conversations.server";
import { listFindings } from "~db/audits/findings.server";
import { findReflection } from "~db/audits/reflections.server";
import { listSaidByFamily } from "~db/family-feedback/said.server";
import { findTakenDecision } from "~db/moderation/decisions.server";
import { findWait } from "~db/operations/audits/corrections.server";
import { findContent, listJudgements, listVoices } from "~db/operations/audits/submission.server";
import { AuditPhoneBar, RaiseConcern } from "./audit-page";
import { FamilySaid } from "./family-said";
import { ReadChanges } from "./read-changes";
import { ReadConversation } from "./read-conversation";
import { EscalationNotice, ReAuditLinks } from "./read-follow-up";
import { listActionsSeen, readNotice, readReAudits } from "./read-follow-up.server";
import { ReadActions, ReadFindings } from "./read-found";
import { ReadJudgements } from "./read-judgements";
import { ReadVoices } from "./read-voices";
import { YourPart } from "./read-your-part";
import { partOf } from "./read-your-part.server";
import { cohortInWords, findTool } from "./writing.server";

export const meta = () => [{ title: "Read an audit - Line of Sight" }];

export const loader = guarded("audits.read", submittedAuditFromUrl, async (guard) => {
  const { subject: audit, db, actor, today, may } = guard;
  if (audit.state === "withdrawn") {
    throw refusal(410, {
      title: "This audit was withdrawn",
      because: "What it said is no longer shown. Any safeguarding concern raised from it stands.",
    });
  }
  await openGradesOf(guard);
  const tool = await findTool(guard);
  const isWorker = audit.workerId === actor.id;
  // While its auditor rewrites it, what is typed is nobody else's yet.
  const commentaryShown = !isOpenToAuditor(audit.state);
  const content = await findContent(db, audit, tool);
  const actions = await listActionsSeen(guard, audit.id);
  const findings = await listFindings(db, { exerciseId: audit.exerciseId, auditId: audit.id });
  const reflection = await findReflection(db, audit.id);
  const until =
    mayCorrect(audit, today) && audit.correctionsUntil ? formatDate(audit.correctionsUntil) : null;
  const corrections = await readCorrections(guard, audit);
  return {
    id: audit.id,
    reference: audit.caseReference,
    exercise: audit.exerciseTitle,
    state: audit.state,
    facts: {
      cohort: cohortInWords(audit),
      age: ageInWords(audit.age, audit.unborn),
      team: audit.teamName,
      worker: workerInWords(audit.workerName),
      auditor: audit.auditorName ?? "Nobody",
      submitted: formatDate(dateInLondon(new Date(audit.submittedAt ?? ""))),
    },
    standing: gradeStanding(audit.state),
    overall: tool.overall?.descriptors ?? null,
    areas: tool.areas.map(({ code, name, graded, prompts, descriptors }) => ({
      code,
      name,
      graded,
      descriptors,
      prompts: commentaryShown ? prompts : [],
      content: commentaryShown ? (content.areas[code] ?? null) : null,
    })),
    themes: tool.themes,
    judgements: await listJudgements(db, audit.id),
    caseTeamId: audit.teamId,
    findings,
    filing: await filingOf(db, actor, findings, {
      auditState: audit.state,
      ...{ exerciseKind: "core", exerciseState: "closed" },
    }),
    thanking: await thankingOf(guard, findings),
    actions,
    voices: await listVoices(db, audit.id, { isWorker }),
    said: await listSaidByFamily(db, audit.id, { isWorker }),
    reflection,
    corrections,
    waits: audit.state === "settled" ? waitInWords(await findWait(db, audit, today)) : null,
    conversation: await findConversation(db, audit.id),
    notice: await readNotice(guard),
    reAudits: await readReAudits(guard),
    decision: audit.state === "final" ? await findTakenDecision(db, audit.id) : null,
    // While its auditor corrects it, what they gave before is all there is.
    changed: audit.state === "returned" ? [] : await listGradeChanges(db, audit),
    yourPart: may("audits.reflect", audit.access)
      ? partOf(guard, { actions, reflection, until, corrections })
      : null,
    may: {
      write: may("audits.write", audit.access) && isOpenToAuditor(audit.state),
      record: may("audits.record-conversation", audit.access) && !isOpenToAuditor(audit.state),
      raise: may("concerns.raise", audit.access),
      change: may("audits.withdraw", audit.access) && audit.state !== "final",
      finishEarly: may("audits.finish-early", audit.access) && audit.state === "settled",
      correct:
        !may("audits.reflect", audit.access) &&
        may("audits.correct", audit.access) &&
        until !== null,
    },
  };
});

export default function ReadAudit() {
  const audit = useLoaderData<typeof loader>();
  const { id, facts, standing, may } = audit;
  const inForce = audit.judgements.filter(
    ({ source }) => source === (standing === "final" ? "final" : "auditor"),
  );
  const overall = inForce.find(({ area }) => area === "overall");
  return (
    <>
      <BackLink to={paths.home()}>Your work</BackLink>
      <main className="govuk-main-wrapper los-print-whole" id="main-content" tabIndex={-1}>
        <p className="los-paper__marking los-print-only">Official-sensitive</p>
        <WithAside
          asideLabel="This audit"
          asideId="this-audit"
          onPhone="below"
          aside={
            <>
              {may.raise ? <RaiseConcern auditId={id} /> : null}
              <SummaryList
                noBorder
                rows={[
                  { key: "Cohort", value: facts.cohort },
                  { key: "Age", value: facts.age },
                  { key: "Team", value: facts.team },
                  { key: "Worker", value: facts.worker },
                  { key: "Auditor", value: facts.auditor },
                  { key: "Submitted", value: facts.submitted },
                ]}
              />
              <ul className="govuk-list los-no-print">
                <li>
                  <Link to={paths.audits.history(id)}>History</Link>
                </li>
                {may.change ? (
                  <li>
                    <Link to={paths.audits.change(id)}>Extend or withdraw</Link>
                  </li>
                ) : null}
              </ul>
            </>
          }
        >
          <AuditPhoneBar
            auditId={id}
            mayRaise={may.raise}
            label="The case, and this audit’s history"
          />
          <PageHeading
            caption={audit.exercise}
            title={`Audit of ${audit.reference}`}
            tag={
              <StateTag colour={auditStateColours[audit.state]}>
                {auditStateNames[audit.state]}
              </StateTag>
            }
          />
          {may.write ? (
            <p className="govuk-body">
              <Link to={paths.audits.one(id)}>Go on with this audit</Link>
            </p>
          ) : null}
          {escalates(overall?.judgement) ? (
            <EscalationNotice
              auditId={id}
              notice={audit.notice ?? { told: facts.submitted, read: null, mayNote: false }}
            />
          ) : null}
          <ReAuditLinks {...audit.reAudits} />
          {audit.state === "returned" ? (
            <InsetText>
              The panel returned this audit to its auditor, who is working on it again. What you
              read here may change.
            </InsetText>
          ) : null}
          {standing === "provisional" ? (
            <InsetText>
              Findings and actions are live now. Grades are provisional:{" "}
              {audit.waits === null
                ? "they may change until moderation is done."
                : `this audit is final once its corrections are done (${audit.waits || "today"}).`}
              {may.finishEarly ? (
                <>
                  {" "}
                  <Link to={paths.audits.finishEarly(id)}>Make it final without waiting</Link>
                </>
              ) : null}
            </InsetText>
          ) : null}
          {audit.yourPart ? <YourPart auditId={id} part={audit.yourPart} /> : null}
          <ReadFindings
            findings={audit.findings}
            filing={audit.filing}
            thanking={audit.thanking}
            areas={audit.areas}
            themes={audit.themes}
          />
          <ReadActions actions={audit.actions} />
          <PractitionersSide
            auditId={id}
            reflection={audit.reflection}
            corrections={audit.corrections}
            isFinal={standing === "final"}
            mayCorrect={may.correct}
          />
          {audit.decision ? (
            <>
              <h2 className="govuk-heading-m">What the panel decided</h2>
              <p className="govuk-body">
                {outcomeNames[audit.decision.outcome]}
                {audit.changed.some(({ by }) => by === "second-look")
                  ? " after a second look. First decided on "
                  : " on "}
                {formatDate(dateInLondon(new Date(audit.decision.decidedAt)))}, by{" "}
                {takersInWords(audit.decision.takers, audit.decision.aloneReason)}.
              </p>
              {audit.decision.reason ? (
                <p className="govuk-body los-as-written">{audit.decision.reason}</p>
              ) : null}
            </>
          ) : null}
          <ReadChanges changed={audit.changed} areas={audit.areas} />
          <ReadJudgements
            areas={audit.areas}
            overall={audit.overall}
            judgements={audit.judgements}
            isFinal={standing === "final"}
            caseTeamId={audit.caseTeamId}
          />
          <ReadVoices voices={audit.voices} />
          <FamilySaid said={audit.said} />
          <ReadConversation
            auditId={id}
            auditor={audit.conversation}
            practitioner={{
              held: audit.reflection?.conversation ?? "",
              on: audit.reflection?.conversationOn ?? null,
            }}
            isFinal={standing === "final"}
            mayRecord={may.record}
          />
        </WithAside>
      </main>
    </>
  );
}
