import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { moveForm } from "~/forms/calibration";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import {
  allowsChange,
  calibrationKindNames,
  calibrationStateColours,
  calibrationStateNames,
  canMove,
  fewestRaters,
  sessionProblem,
} from "~/rules/calibration/calibration";
import { dueInWords, formatDate } from "~/rules/core/dates";
import { counted } from "~/rules/core/words";
import { guarded } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Link } from "~/ui/link";
import { InsetText } from "~/ui/notices";
import { BackLink, PageHeading } from "~/ui/page";
import { Table } from "~/ui/table";
import { StateTag } from "~/ui/tags";
import { giveOut, openSession } from "~db/calibration/deeds.server";
import { calibrationFromUrl, conflictsOf } from "./from-url.server";
import { mayStillGrade } from "./raters.server";
import { findSession } from "./session.server";
import { SessionView } from "./session-view";
import { TheCase } from "./the-case";

export const meta = () => [{ title: "Calibration - Line of Sight" }];

export const loader = guarded("calibration.read", calibrationFromUrl, async (guard) => {
  const { db, subject, actor, today, may } = guard;
  const leads = may("calibration.manage");
  if (!leads && mayStillGrade(subject, actor.id))
    throw redirect(paths.calibration.grade(subject.id));
  const submitted = subject.raters.filter(({ submittedAt }) => submittedAt !== null).length;
  const conflicts = leads && allowsChange(subject.state) ? await conflictsOf(guard, subject) : null;
  return {
    id: subject.id,
    version: subject.version,
    title: subject.title,
    kind: calibrationKindNames[subject.kind],
    state: subject.state,
    leads,
    grades: mayStillGrade(subject, actor.id),
    reference: subject.reference,
    narrative: subject.narrative,
    tool: subject.toolName,
    due: `${formatDate(subject.dueOn)}, ${dueInWords(subject.dueOn, today)}`,
    on: subject.sessionAt && formatDate(subject.sessionAt.slice(0, 10)),
    leadName: subject.leadName,
    learnt: subject.learnt,
    cancelledReason: subject.cancelledReason,
    submitted,
    total: subject.raters.length,
    /** Who has submitted is the lead's to know; of what they gave nobody knows anything. */
    raters: conflicts
      ? subject.raters.map(({ personId, name, active, submittedAt }) => ({
          personId,
          name: active ? name : `${name} (no longer active)`,
          submitted: submittedAt !== null,
          conflict: conflicts.get(personId) ?? null,
        }))
      : null,
    session: await findSession(db, subject, { id: actor.id, leads }),
  };
});

export const action = guarded("calibration.manage", calibrationFromUrl, async (guard) => {
  const { request, db, subject, stamp, done } = guard;
  const form = await readForm(request, moveForm);
  if (!form.ok) return refuse(form);
  const { intent, version } = form.value;
  const here = paths.calibration.one(subject.id);
  const changed = "Look at the calibration again: someone has just changed it";
  if (intent === "give-out") {
    if (subject.raters.length < fewestRaters)
      return refuseWith(form.typed, "Choose at least two people to grade it");
    const saved = await save(db, (tx) => giveOut(tx, stamp, { ...subject, version }));
    return saved.ok ? done(here, "Its raters have been asked") : overtaken(form.typed, changed);
  }
  const submitted = subject.raters.filter(({ submittedAt }) => submittedAt !== null).length;
  const problem = sessionProblem(subject.state, submitted);
  if (problem) return refuseWith(form.typed, problem);
  const saved = await save(db, (tx) => openSession(tx, stamp, subject.id));
  return done(
    here,
    saved.ok && saved.value ? "The session is open" : "The session was open already",
  );
});

export default function CalibrationPage() {
  const page = useLoaderData<typeof loader>();
  const { id, state, leads, session, raters } = page;
  return (
    <>
      <BackLink to={paths.calibration.list()}>Calibration</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          caption={
            session && leads ? `${page.kind} by ${page.tool}, led by ${page.leadName}` : page.kind
          }
          title={page.title}
          tag={
            <StateTag colour={calibrationStateColours[state]}>
              {calibrationStateNames[state]}
            </StateTag>
          }
          lead={leadOf(page)}
        />
        {leads ? <Steps page={page} /> : null}
        {session ? (
          <SessionView session={session} learnt={page.learnt} />
        ) : state === "cancelled" ? (
          <InsetText>Cancelled: {page.cancelledReason}</InsetText>
        ) : raters ? (
          <div className="los-case-and-grades">
            <TheCase {...page} />
            <Table
              caption="Who grades it"
              captionSize="m"
              rows={raters}
              rowKey={({ personId }) => personId}
              columns={[
                {
                  header: "Name",
                  rowHeader: true,
                  cell: ({ name, conflict }) => (
                    <>
                      {name}
                      {conflict ? (
                        <div className="govuk-hint govuk-!-margin-bottom-0">
                          Conflict of interest: {conflict} It is no bar here.
                        </div>
                      ) : null}
                    </>
                  ),
                },
                {
                  header: "Grades",
                  cell: ({ submitted }) =>
                    state === "draft" ? "Not asked yet" : submitted ? "Submitted" : "Not submitted",
                },
              ]}
            />
          </div>
        ) : (
          <TheCase {...page} />
        )}
        {state === "cancelled" || !leads || session ? null : (
          <p className="govuk-body">Graded by {page.tool}.</p>
        )}
        {leads && canMove("cancel", state) ? (
          <p className="govuk-body">
            <Link to={paths.calibration.cancel(id)}>Cancel this calibration</Link>
          </p>
        ) : null}
      </main>
    </>
  );
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

function leadOf({ state, due, submitted, total, on, leads }: Page): string | undefined {
  const many = counted(total, "person", "people");
  switch (state) {
    case "draft":
      return `${many} will be asked to grade it by ${due}.`;
    case "grading":
      return leads
        ? `${submitted} of ${many} have submitted; the date is ${due}. Nobody’s grades are shown before the session, to you neither.`
        : `You have submitted your grades. ${submitted} of ${many} have; the session opens when all have, or after ${due}.`;
    case "session":
    case "closed":
      return `${submitted} of ${many} graded it blind; the session began on ${on}. Nobody’s name stands at a grade.`;
    default:
      return undefined;
  }
}

/** What whoever leads can do next. */
function Steps({ page }: { page: Page }) {
  const { id, state, submitted, total, version } = page;
  const form = useGovForm({
    check: (entries) => parseForm(moveForm, entries),
    outcome: useActionData<typeof action>(),
  });
  if (state === "session")
    return <Button to={paths.calibration.agree(id)}>Write down what was agreed</Button>;
  if (!allowsChange(state)) return null;
  return (
    <GovFormBody form={form} version={version}>
      {state === "grading" && submitted < total && submitted >= fewestRaters ? (
        <p className="govuk-body">
          Whoever has not submitted can’t grade it any more once the session is open.
        </p>
      ) : null}
      <ButtonGroup>
        {state === "draft" ? (
          <Button name="intent" value="give-out">
            Ask the raters
          </Button>
        ) : submitted >= fewestRaters ? (
          <Button name="intent" value="open-session">
            Open the session now
          </Button>
        ) : null}
        {page.grades ? (
          <Button to={paths.calibration.grade(id)} variant="secondary">
            Grade it yourself
          </Button>
        ) : null}
        <Link to={paths.calibration.edit(id)}>
          {state === "draft" ? "Change the plan" : "Change the date or the raters"}
        </Link>
      </ButtonGroup>
    </GovFormBody>
  );
}
