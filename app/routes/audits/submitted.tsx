import { redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { isOpenToAuditor } from "~/rules/audits/audits";
import { formatDate } from "~/rules/core/dates";
import { escalates, escalatingWords } from "~/rules/tools/scale";
import { guarded } from "~/server/guard.server";
import { auditFromUrl } from "~/server/subjects.server";
import { Link } from "~/ui/link";
import { Panel } from "~/ui/notices";
import { TwoThirds } from "~/ui/page";
import { findExercise } from "~db/exercises/exercises.server";
import { listJudgements } from "~db/operations/audits/submission.server";
import { mayReflect } from "~db/people/reflecting.server";

export const meta = () => [{ title: "Audit submitted - Line of Sight" }];

export const loader = guarded("audits.write", auditFromUrl, async ({ db, subject }) => {
  if (isOpenToAuditor(subject.state) || !subject.submittedAt) {
    throw redirect(paths.audits.one(subject.id));
  }
  const exercise = await findExercise(db, subject.exerciseId);
  const judgements = await listJudgements(db, subject.id);
  return {
    id: subject.id,
    reference: subject.caseReference,
    worker: subject.workerName,
    mayReflect: await mayReflect(db, subject.workerId),
    corrections: subject.correctionsUntil ? formatDate(subject.correctionsUntil) : null,
    moderated: exercise?.moderated ?? false,
    moderationDue: exercise?.moderationDueOn ? formatDate(exercise.moderationDueOn) : null,
    escalated: judgements.some(
      ({ area, source, judgement }) =>
        area === "overall" && source === "auditor" && escalates(judgement),
    ),
  };
});

export default function Submitted() {
  const audit = useLoaderData<typeof loader>();
  const readers = audit.mayReflect ? `${audit.worker} and their team manager` : "The team manager";
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <TwoThirds>
        <Panel title="Audit submitted">{audit.reference}</Panel>
        <h2 className="govuk-heading-m">What happens next</h2>
        <ul className="govuk-list govuk-list--bullet">
          <li>
            {readers} can read your findings and actions now. Your grades are marked provisional.
          </li>
          {audit.worker && !audit.mayReflect ? (
            <li>
              {audit.worker} has no account here as a practitioner: tell them what you found
              yourself.
            </li>
          ) : null}
          {audit.corrections ? (
            <li>
              {readers} can send factual corrections until {audit.corrections}. You answer each one;
              the audit does not become final before.
            </li>
          ) : null}
          {audit.escalated ? (
            <li>
              Because the case is {escalatingWords} overall, it has gone to the service manager, and
              the panel will moderate it.
            </li>
          ) : null}
          {audit.moderated ? (
            <li>
              The panel moderates some audits of each cycle. If yours is one of them you will read
              its feedback{audit.moderationDue ? ` by ${audit.moderationDue}` : ""}; if not, your
              grades become final when moderation closes.
            </li>
          ) : null}
        </ul>
        <p className="govuk-body">
          <Link to={paths.audits.read(audit.id)}>Read the audit as submitted</Link>
        </p>
        <p className="govuk-body">
          <Link to={paths.audits.concern(audit.id)}>Raise a safeguarding concern</Link>
        </p>
        <p className="govuk-body">
          <Link to={paths.home()}>Go to your work</Link>
        </p>
      </TwoThirds>
    </main>
  );
}
