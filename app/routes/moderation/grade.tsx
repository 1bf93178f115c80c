import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { insideSentence } from "~/rules/core/words";
import { guarded } from "~/server/guard.server";
import { moderatedAuditFromUrl } from "~/server/subjects.server";
import { Button } from "~/ui/button";
import { DeclareConflict } from "~/ui/declare-conflict";
import { Link } from "~/ui/link";
import { InsetText } from "~/ui/notices";
import { BackLink, PageHeading, WithAside } from "~/ui/page";
import { ProgressBar } from "~/ui/progress-bar";
import { countParts, SectionStateTag } from "~/ui/section-state";
import { TaskList } from "~/ui/task-list";
import { CaseFacts } from "./case-facts";
import { findGrading, type GradingFrame } from "./grading.server";
import { gradingParts } from "./grading-page";

export const meta = () => [{ title: "Moderate an audit - Line of Sight" }];

export const loader = guarded("moderation.grade", moderatedAuditFromUrl, async (guard) => {
  const { frame, problems } = await findGrading(guard);
  return { frame, ready: problems.length === 0 };
});

/** Where the moderator goes on: the first part that is not done, then committing. */
function nextPart(frame: GradingFrame): { words: string; href: string } {
  const parts = gradingParts(frame);
  const next = parts.find(({ state }) => state === "not-started" || state === "in-progress");
  if (!next)
    return { words: "Check your grades and commit", href: paths.moderation.commit(frame.id) };
  const begun = parts.some(({ state }) => state === "complete" || state === "in-progress");
  const what = insideSentence(next.name);
  return { words: `${begun ? "Go on with" : "Start with"} ${what}`, href: next.href };
}

export default function GradeBlind() {
  const { frame, ready } = useLoaderData<typeof loader>();
  const { id, facts } = frame;
  const parts = gradingParts(frame);
  const { done, of } = countParts(parts.map(({ state }) => state));
  const next = nextPart(frame);
  const tasks = parts.map(({ name, href, state }) => ({
    title: name,
    href,
    status: state === "optional" ? "To read" : <SectionStateTag state={state} />,
  }));
  return (
    <>
      <BackLink to={paths.moderation.queue()}>Moderation</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <WithAside
          asideLabel="The case"
          onPhone="below"
          aside={
            <>
              <h2 className="govuk-heading-s">The case</h2>
              <CaseFacts facts={facts} />
              {frame.mayRaise ? (
                <p className="govuk-body-s">
                  <Link to={paths.audits.concern(id)}>Raise a safeguarding concern</Link>
                </p>
              ) : null}
              <DeclareConflict auditId={id} small />
            </>
          }
        >
          <PageHeading caption={facts.exerciseTitle} title={`Moderate ${facts.reference}`} />
          <InsetText>
            The auditor’s grades and the reasons for them are kept from you until you have committed
            your own. Grade what the evidence shows.
            {frame.round > 1
              ? " The panel sent this audit back and its auditor has corrected it, so it is graded afresh."
              : ""}
          </InsetText>
          <ProgressBar words={`${done} of ${of} parts completed`} count={done} of={of} />
          <p>
            <Button to={next.href}>{next.words}</Button>
          </p>
          <h2 className="govuk-heading-m">How good was the practice?</h2>
          <TaskList
            id="practice"
            tasks={[
              ...tasks.slice(0, -2),
              {
                title: "Findings and actions",
                href: paths.moderation.found(id),
                status: "To read",
              },
              ...tasks.slice(-2, -1),
            ]}
          />
          <h2 className="govuk-heading-m">Is the audit itself sound?</h2>
          <TaskList id="sound" tasks={tasks.slice(-1)} />
          <h2 className="govuk-heading-m">Commit</h2>
          <TaskList
            id="commit"
            tasks={[
              {
                title: "Check your grades and commit",
                href: paths.moderation.commit(id),
                status: ready ? "Ready to commit" : "Not ready yet",
              },
            ]}
          />
        </WithAside>
      </main>
    </>
  );
}
