import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { gradePartForm } from "~/forms/calibration";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { partsOf } from "~/rules/calibration/spread";
import { sha256Hex } from "~/rules/core/random";
import type { Judgement } from "~/rules/tools/grades";
import { type Find, guarded } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { GradeRadios } from "~/ui/inputs/grade-radios";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { BackLink, PageHeading } from "~/ui/page";
import type { Calibration } from "~db/calibration/calibrations.server";
import { saveGrade } from "~db/calibration/grading.server";
import { listOwnGrades, type OwnGrade } from "~db/calibration/session.server";
import { calibrationFromUrl } from "./from-url.server";
import { mayStillGrade } from "./raters.server";
import { TheCase } from "./the-case";

export const meta = () => [{ title: "Your grade - Line of Sight" }];

/** A part of the tool that is graded; another address has nothing. */
const partFromUrl: Find<Calibration> = async (finding) => {
  const one = await calibrationFromUrl(finding);
  return one && partsOf(one.tool).some(({ code }) => code === finding.params.part) ? one : null;
};

/** Tells whether what was stored has changed since a page was made of it. */
const markOf = (grade: OwnGrade | undefined): string =>
  grade ? sha256Hex(`${grade.judgement}\n${grade.reason}`).slice(0, 32) : "";

const partOf = ({ tool }: Pick<Calibration, "tool">, code: string) => {
  const area = tool.areas.find((one) => one.code === code);
  return {
    code,
    name: area?.name ?? "Overall",
    about: area?.about ?? tool.overall?.about ?? "",
    descriptors: area?.descriptors ?? tool.overall?.descriptors,
    mayNotApply: area?.mayNotApply ?? false,
    isOverall: area === undefined,
  };
};

export const loader = guarded("calibration.grade", partFromUrl, async (guard) => {
  const { db, subject, actor, params } = guard;
  if (!mayStillGrade(subject, actor.id)) throw redirect(paths.calibration.one(subject.id));
  const part = partOf(subject, params.part ?? "");
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
  };
});

export const action = guarded("calibration.grade", partFromUrl, async (guard) => {
  const { request, db, subject, actor, params, done } = guard;
  const part = partOf(subject, params.part ?? "");
  const form = await readForm(request, gradePartForm(part));
  if (!form.ok) return refuse(form);
  const { before, ...given } = form.value;
  const rating = { calibrationId: subject.id, personId: actor.id };
  const saved = await save(db, (tx) =>
    saveGrade(tx, rating, { area: part.code, ...given }, (stored) => markOf(stored) === before),
  );
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

export default function GradePart() {
  const page = useLoaderData<typeof loader>();
  const { id, part, stored } = page;
  const form = useGovForm({
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
          <GovFormBody form={form} key={part.code}>
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
          </GovFormBody>
        </div>
      </main>
    </>
  );
}
