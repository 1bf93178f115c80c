import { redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { isOpenToAuditor } from "~/rules/audits/audits";
import { mayDecline } from "~/rules/audits/declines";
import { insideSentence } from "~/rules/core/words";
import { leadTo } from "~/rules/moderation/audit-address";
import { escalatingWords } from "~/rules/tools/scale";
import { type Guarded, guarded, notFound } from "~/server/guard.server";
import { mustBeIndependent } from "~/server/independence.server";
import { auditFromUrl } from "~/server/subjects.server";
import { Button } from "~/ui/button";
import { DeclareConflict } from "~/ui/declare-conflict";
import { Link } from "~/ui/link";
import { Details, InsetText } from "~/ui/notices";
import { Breadcrumbs, PageHeading, WithAside } from "~/ui/page";
import { ProgressBar } from "~/ui/progress-bar";
import { countParts, SectionStateTag } from "~/ui/section-state";
import { type Task, TaskList } from "~/ui/task-list";
import type { Audit } from "~db/audits/audits.server";
import { listSaidByFamily } from "~db/family-feedback/said.server";
import { findModeratedAudit } from "~db/moderation/moderations.server";
import { AtHand } from "./at-hand";
import { AuditPhoneBar, CaseFacts, countedFound, RaiseConcern } from "./audit-page";
import { FamilySaid } from "./family-said";
import { findWriting, type WritingFrame } from "./writing.server";

export const meta = () => [{ title: "Audit - Line of Sight" }];

/** Whoever is not writing it is led to what they may see of it. */
async function elsewhere({ db, subject, may }: Guarded<Audit>): Promise<Response> {
  const { access, id, exerciseId } = subject;
  const moderated = await findModeratedAudit(db, id);
  const lead = leadTo({
    state: subject.state,
    submitted: subject.submittedAt !== null,
    moderation: moderated?.moderation.state ?? null,
    isGraded: subject.isGraded,
    may: {
      grade: may("moderation.grade", access),
      decide: may("moderation.decide", access),
      read: may("audits.read", access),
      reflect: may("audits.reflect", access),
      manage: may("exercises.read", access),
    },
  });
  if (lead === null) return notFound();
  return redirect(
    {
      grade: paths.moderation.grade(id),
      compare: paths.moderation.compare(id),
      read: paths.audits.read(id),
      reflect: paths.audits.reflect(id),
      "control-room": paths.exercises.one(exerciseId),
    }[lead],
  );
}

/** Withdrawn, it leads nowhere: its auditor is told so here. */
const isGone = (state: Audit["state"]): boolean => state === "withdrawn";

export const loader = guarded("audits.open", auditFromUrl, async (guard) => {
  const { state, access } = guard.subject;
  const writes = guard.may("audits.write", access) && (isOpenToAuditor(state) || isGone(state));
  if (!writes) throw await elsewhere(guard);
  if (!isGone(state)) await mustBeIndependent(guard, "auditor");
  const { frame, problems, tool } = await findWriting(guard);
  return {
    frame,
    about: tool.about,
    said: await listSaidByFamily(guard.db, guard.subject.id, { isWorker: false }),
    ready: problems.length === 0,
    feedback: guard.may("moderation.read-feedback", guard.subject.access),
    mayDecline:
      mayDecline(guard.subject.state).ok && guard.may("audits.decline", guard.subject.access),
  };
});

/** Where the auditor goes on: the first part that is not done, then what follows from them. */
function nextPart(frame: WritingFrame, begun: boolean): { words: string; href: string } {
  const { id, found } = frame;
  const go = (what: string, href: string) => ({
    words: `${begun ? "Go on with" : "Start with"} ${what}`,
    href,
  });
  const open = (state: string | null) => state === "not-started" || state === "in-progress";
  if (open(frame.voices)) return go("the voices", paths.audits.voices(id));
  const area = frame.areas.find(({ state }) => open(state));
  if (area) return go(insideSentence(area.name), paths.audits.area(id, area.code));
  if (open(frame.overall)) return go("the overall grade", paths.audits.overall(id));
  if (found.findings === 0)
    return go("strengths and areas for development", paths.audits.findings(id));
  return { words: "Check your answers and submit", href: paths.audits.check(id) };
}

const counted = (count: number, one: string, many: string) =>
  `${count} ${count === 1 ? one : many}`;

export default function AuditTasks() {
  const { frame, about, said, ready, feedback, mayDecline } = useLoaderData<typeof loader>();
  const { id, found } = frame;
  const graded: Task[] = [
    {
      title: "Voices: the child, the family and the practitioner",
      hint: "Who was heard, and what they said",
      href: paths.audits.voices(id),
      status: <SectionStateTag state={frame.voices} />,
    },
    ...frame.areas.map(({ code, name, state }) => ({
      title: name,
      href: paths.audits.area(id, code),
      status: <SectionStateTag state={state} />,
    })),
  ];
  if (frame.overall)
    graded.push({
      title: "Overall",
      hint: "A judgement of its own, never worked out from the areas",
      href: paths.audits.overall(id),
      status: <SectionStateTag state={frame.overall} />,
    });
  const states = [frame.voices, ...frame.areas.map(({ state }) => state)];
  if (frame.overall) states.push(frame.overall);
  const { done, of } = countParts(states);
  const begun = states.some((state) => state === "complete" || state === "in-progress");
  const next = nextPart(frame, begun);
  return (
    <>
      <Breadcrumbs items={[{ href: paths.home(), label: "Home" }, { label: frame.reference }]} />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <WithAside
          asideLabel="The case"
          asideId="this-audit"
          onPhone="below"
          aside={
            <>
              {frame.mayRaise ? <RaiseConcern auditId={id} /> : null}
              <h2 className="govuk-heading-s">The case</h2>
              <CaseFacts frame={frame} />
              <AtHand frame={frame} open />
            </>
          }
        >
          <AuditPhoneBar
            auditId={id}
            mayRaise={frame.mayRaise}
            label="The case, and what came before"
          />
          <PageHeading
            caption={frame.exercise}
            title={`Audit of ${frame.reference}`}
            lead={frame.due ? `Submit it by ${frame.due}.` : undefined}
          />
          {frame.returned ? (
            <InsetText>
              The panel returned this audit to you.{" "}
              {feedback ? (
                <>
                  <a className="govuk-link" href={paths.moderation.feedback(id)}>
                    Read the panel’s feedback
                  </a>
                  .{" "}
                </>
              ) : null}
              Change what needs changing, then submit it again.
            </InsetText>
          ) : null}
          {frame.isReAudit ? (
            <InsetText>
              This is a re-audit: the case was {escalatingWords} overall the last time.
            </InsetText>
          ) : null}
          <ProgressBar words={`${done} of ${of} parts completed`} count={done} of={of} />
          {begun ? null : <p className="govuk-body">{about}</p>}
          <p>
            <Button to={next.href}>{next.words}</Button>
          </p>
          {begun ? (
            <Details summary="What this audit asks of you">
              <p className="govuk-body">{about}</p>
            </Details>
          ) : null}
          <h2 className="govuk-heading-m">Read, listen and judge</h2>
          <FamilySaid said={said} folded />
          <TaskList id="judge" tasks={graded} />
          <h2 className="govuk-heading-m">Say what follows</h2>
          <TaskList
            id="found"
            tasks={[
              {
                title: "Strengths and areas for development",
                href: paths.audits.findings(id),
                hint:
                  found.strengths + found.developments > 0
                    ? `${counted(found.strengths, "strength", "strengths")}, ${counted(found.developments, "area", "areas")} for development`
                    : undefined,
                status: countedFound(found.findings),
              },
              {
                title: "Actions for this child",
                href: paths.audits.actions(id),
                status: countedFound(found.actions),
              },
            ]}
          />
          <h2 className="govuk-heading-m">Submit</h2>
          <TaskList
            id="submit"
            tasks={[
              {
                title: "Check your answers and submit",
                href: paths.audits.check(id),
                status: ready ? "Ready to submit" : "Not ready yet",
              },
            ]}
          />
          <p className="govuk-body los-no-print">
            <Link to={paths.audits.print(id)}>Print this audit, written or empty</Link>
          </p>
          <p className="govuk-body los-no-print">
            <a className="govuk-link" href={paths.audits.history(id)}>
              History of this audit
            </a>
          </p>
          {mayDecline ? (
            <p className="govuk-body los-no-print">
              If you can’t or shouldn’t audit this case,{" "}
              <Link to={paths.audits.decline(id)}>decline it with a reason</Link>.
            </p>
          ) : null}
          <DeclareConflict auditId={id} />
        </WithAside>
      </main>
    </>
  );
}
