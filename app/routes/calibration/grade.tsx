import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { isRevealed } from "~/rules/calibration/calibration";
import { partsOf } from "~/rules/calibration/spread";
import { dueInWords, formatDate } from "~/rules/core/dates";
import { insideSentence } from "~/rules/core/words";
import { type Guarded, guarded } from "~/server/guard.server";
import { refuse } from "~/server/read-form.server";
import { save } from "~/server/save.server";
import { Button } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { InsetText } from "~/ui/notices";
import { BackLink, PageHeading } from "~/ui/page";
import { TaskList } from "~/ui/task-list";
import { type Calibration, findCalibration } from "~db/calibration/calibrations.server";
import { submitGrades } from "~db/calibration/grading.server";
import { listOwnGrades } from "~db/calibration/session.server";
import { listBegunParts } from "~db/core/written.server";
import { calibrationFromUrl, conflictsOf } from "./from-url.server";
import { mayStillGrade } from "./raters.server";
import { TheCase } from "./the-case";

export const meta = () => [{ title: "Grade with others - Line of Sight" }];

/** The parts with something typed that was not saved: submitting would leave it behind. */
const listBegun = ({ db, subject, actor }: Guarded<Calibration>) =>
  listBegunParts(
    db,
    { form: "calibration-grade", record: subject.id, personId: actor.id },
    partsOf(subject.tool).map(({ code }) => code),
  );

export const loader = guarded("calibration.grade", calibrationFromUrl, async (guard) => {
  const { db, subject, actor, today } = guard;
  if (!mayStillGrade(subject, actor.id)) throw redirect(paths.calibration.one(subject.id));
  const own = await listOwnGrades(db, subject.id, actor.id);
  const begun = await listBegun(guard);
  return {
    id: subject.id,
    title: subject.title,
    reference: subject.reference,
    narrative: subject.narrative,
    due: `${formatDate(subject.dueOn)}, ${dueInWords(subject.dueOn, today)}`,
    conflict: (await conflictsOf(guard, subject)).get(actor.id) ?? null,
    parts: partsOf(subject.tool).map((part) => ({
      ...part,
      status: begun.includes(part.code)
        ? "Typed, not saved yet"
        : own.some(({ area }) => area === part.code)
          ? "Graded"
          : "Not graded yet",
    })),
  };
});

export const action = guarded("calibration.grade", calibrationFromUrl, async (guard) => {
  const { db, subject, actor, stamp, done } = guard;
  const here = paths.calibration.one(subject.id);
  const rating = { calibrationId: subject.id, personId: actor.id };
  const own = await listOwnGrades(db, subject.id, actor.id);
  const begun = await listBegun(guard);
  const errors: Record<string, string> = {};
  for (const { code, name } of partsOf(subject.tool)) {
    const part = insideSentence(name);
    if (!own.some(({ area }) => area === code)) errors[`part-${code}`] = `Grade ${part} first`;
    else if (begun.includes(code))
      errors[`part-${code}`] = `Save what you typed for ${part} first, or throw it away`;
  }
  if (mayStillGrade(subject, actor.id) && Object.keys(errors).length > 0)
    return refuse({ errors, typed: {} });
  const saved = await save(db, (tx) => submitGrades(tx, stamp, rating));
  if (!saved.ok) return done(here, await whyNotSubmitted(guard));
  return done(
    here,
    saved.value
      ? "Submitted. You were the last, so the session is open"
      : "Submitted. You see where you part once the session is open",
  );
});

/** What is said where nothing was submitted by this press: it was before, or it is too late. */
async function whyNotSubmitted({ db, subject, actor }: Guarded<Calibration>): Promise<string> {
  const now = await findCalibration(db, subject.id);
  const own = now?.raters.find(({ personId }) => personId === actor.id);
  if (!now || !own?.submittedAt) return "The session has opened: your grades were not submitted";
  return isRevealed(now.state)
    ? "Your grades are submitted, and the session is open"
    : "Submitted. You see where you part once the session is open";
}

export default function GradeWithOthers() {
  const page = useLoaderData<typeof loader>();
  const { id, parts, conflict } = page;
  const form = useGovForm({ outcome: useActionData<typeof action>() });
  return (
    <>
      <BackLink to={paths.home()}>Your work</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          caption="Calibration"
          title={page.title}
          lead={`Grade this case by yourself by ${page.due}. Nobody sees your grades before the session opens, and nobody’s name stands at a grade afterwards.`}
        />
        {conflict ? (
          <InsetText>
            You have a conflict of interest with this case. {conflict} You may grade it all the
            same: nothing is decided on the case here.
          </InsetText>
        ) : null}
        <div className="los-case-and-grades">
          <TheCase {...page} />
          <section aria-labelledby="your-grades">
            <h2 className="govuk-heading-m" id="your-grades">
              Your grades
            </h2>
            <GovFormBody form={form}>
              <TaskList
                id="part"
                tasks={parts.map(({ code, name, status }) => ({
                  title: name,
                  href: paths.calibration.gradePart(id, code),
                  status,
                }))}
              />
              <Button>Submit your grades</Button>
            </GovFormBody>
          </section>
        </div>
      </main>
    </>
  );
}
