import { redirect, type SerializeFrom } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { gradePartForm } from "~/forms/calibration";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { partsOf } from "~/rules/calibration/spread";
import type { Judgement } from "~/rules/tools/grades";
import { guarded } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { useWrittenForm, WrittenBody } from "~/ui/autosave/written-form";
import { Button, ButtonGroup } from "~/ui/button";
import { GradeRadios } from "~/ui/inputs/grade-radios";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { BackLink, PageHeading } from "~/ui/page";
import { saveGrade } from "~db/calibration/grading.server";
import { listOwnGrades } from "~db/calibration/session.server";
import { forgetWritten } from "~db/core/written.server";
import { gradeAt, gradeSoFar, markOf, partFromUrl } from "./part.server";
import { mayStillGrade } from "./raters.server";
import { TheCase } from "./the-case";

export const meta = () => [{ title: "Your grade - Line of Sight" }];

export const loader = guarded("calibration.grade", partFromUrl, async (guard) => {
  const { db, subject, actor } = guard;
  const { part } = subject;
  if (!mayStillGrade(subject, actor.id)) throw redirect(paths.calibration.one(subject.id));
  const own = await listOwnGrades(db, subject.id, actor.id);
  const stored = own.find(({ area }) => area === part.code);
  return {
    id: subject.id,
    title: subject.title,
    reference: subject.reference,
    narrative: subject.narrative,
    part,
    stored: { judgement: stored?.judgement ?? "", reason: stored?.reason ?? "" },
    before: markOf(stored),
    written: await gradeSoFar(guard),
  };
});

export const action = guarded("calibration.grade", partFromUrl, async (guard) => {
  const { request, db, subject, actor, done } = guard;
  const { part } = subject;
  const form = await readForm(request, gradePartForm(part));
  if (!form.ok) return refuse(form);
  const { before, ...given } = form.value;
  const rating = { calibrationId: subject.id, personId: actor.id };
  const saved = await save(db, async (tx) => {
    // Pressed twice, it stands as it was sent.
    const isAsBefore = (stored: Parameters<typeof markOf>[0]) =>
      [before, markOf({ area: part.code, ...given })].includes(markOf(stored));
    await saveGrade(tx, rating, { area: part.code, ...given }, isAsBefore);
    await forgetWritten(tx, gradeAt(guard));
  });
  if (!saved.ok && saved.stream.startsWith("calibration-grade:"))
    return overtaken(
      form.typed,
      "Open this page again in a new window: you have changed this grade in another one, and what you typed here is kept until you leave",
    );
  if (!saved.ok)
    return done(
      paths.calibration.one(subject.id),
      "Your grades were submitted before, or the session has opened: nothing was changed",
    );
  const parts = partsOf(subject.tool);
  const next = parts[parts.findIndex(({ code }) => code === part.code) + 1];
  throw redirect(
    next ? paths.calibration.gradePart(subject.id, next.code) : paths.calibration.grade(subject.id),
  );
});

/** Each part is a form of its own, kept by itself. */
export default function GradePart() {
  const page = useLoaderData<typeof loader>();
  return <PartForm key={page.part.code} page={page} />;
}

function PartForm({ page }: { page: SerializeFrom<typeof loader> }) {
  const { id, part, stored, written } = page;
  const form = useWrittenForm({
    written,
    check: (entries) => parseForm(gradePartForm(part), entries),
    stored,
    outcome: useActionData<typeof action>(),
  });
  const judgement = form.field("judgement");
  return (
    <>
      <BackLink to={paths.calibration.grade(id)}>{page.title}</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading caption={page.title} title={part.name} />
        <div className="los-case-and-grades">
          <TheCase {...page} />
          <WrittenBody form={form}>
            <p className="govuk-body">{part.about}</p>
            <input type="hidden" name="before" value={page.before} readOnly />
            <GradeRadios
              {...judgement}
              defaultValue={judgement.defaultValue as Judgement | ""}
              legend="Your grade"
              legendSize="s"
              descriptors={part.descriptors}
              notApplicable={part.mayNotApply ? "This area does not apply" : undefined}
              notJudged={part.isOverall ? undefined : "The case does not allow a judgement"}
            />
            <TextArea {...form.field("reason")} label="Why?" labelSize="s" rows={4} />
            <ButtonGroup>
              <Button>Save and continue</Button>
              <Link to={paths.calibration.grade(id)}>Back to the list</Link>
            </ButtonGroup>
          </WrittenBody>
        </div>
      </main>
    </>
  );
}
