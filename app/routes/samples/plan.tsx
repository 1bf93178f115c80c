import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { cancelSampleForm, dipSamplePlanForm, namedRows, thematicPlanForm } from "~/forms/samples";
import { paths } from "~/paths";
import { formatInstant } from "~/rules/core/dates";
import { exerciseKindNames, triggerKindNames } from "~/rules/exercises/exercises";
import { guarded, notFound } from "~/server/guard.server";
import { readForm, readIntent, refuse, refuseWith } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { answeredSampleFromUrl } from "~/server/subjects.server";
import { Button } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { Checkboxes } from "~/ui/inputs/choices";
import { TextArea } from "~/ui/inputs/text-area";
import { BackLink, PageHeading } from "~/ui/page";
import type { Db } from "~db/core/open.server";
import { findLastChange } from "~db/core/versions.server";
import { type Exercise, findToolVersion, listMembers } from "~db/exercises/exercises.server";
import { cancelExercise } from "~db/operations/exercises/planning.server";
import { type SampleKind, saveSample } from "~db/operations/samples/samples.server";
import { listSampleRecords } from "~db/samples/records.server";
import { findChoices, readPlan } from "./plan.server";
import { PlanForm } from "./plan-form";
import { SubjectChoice } from "./plan-subject";

export const meta = () => [{ title: "Change the plan - Line of Sight" }];

/** Only what nobody has begun to review may be planned anew. */
function kindToPlan(exercise: Exercise): SampleKind {
  const open = exercise.state === "planned" || exercise.state === "drawn";
  const { kind } = exercise;
  if (!open || (kind !== "thematic" && kind !== "dip-sample")) throw notFound();
  return kind;
}

export const loader = guarded("exercises.manage", answeredSampleFromUrl, async (guard) => {
  const { db, actor, subject, today } = guard;
  const kind = kindToPlan(subject);
  const choices = await findChoices(db, actor, kind, subject.id, today);
  const { access, ...exercise } = subject;
  const tool = subject.toolVersionId ? await findToolVersion(db, subject.toolVersionId) : null;
  const year = Number(subject.month.slice(0, 4));
  return {
    choices: { ...choices, years: [...new Set([year, ...choices.years])].sort((a, b) => a - b) },
    stored: {
      ...exercise,
      subject: subject.of.subject,
      subjectName: subject.of.name,
      questions: namedRows("questions", tool?.definition.questions ?? []),
      reviewers: namedRows("reviewers", await listReviewers(db, subject.id)),
    },
    id: subject.id,
    title: subject.title,
    name: exerciseKindNames[kind].toLowerCase(),
    version: subject.version,
  };
});

const listReviewers = async (db: Db, exerciseId: string) =>
  (await listMembers(db, exerciseId))
    .filter((member) => member.part === "reviewer")
    .map(({ personId, name, roleText }) => ({ personId, name, roleText }));

export const action = guarded("exercises.manage", answeredSampleFromUrl, async (guard) => {
  const { request, db, actor, subject, today, stamp, done } = guard;
  const kind = kindToPlan(subject);
  const cancelling = await readIntent(request);
  const to = paths.exercises.summary(subject.id);
  if (cancelling === "cancel") {
    const form = await readForm(request, cancelSampleForm);
    if (!form.ok) return refuse(form);
    const { version, cancelReason } = form.value;
    const saved = await save(db, (tx) =>
      cancelExercise(tx, stamp, { ...subject, version }, cancelReason),
    );
    if (!saved.ok) {
      const typed = { cancelReason };
      return overtaken(typed, "Read the plan again: someone changed it since you opened it");
    }
    return done(to, "It is cancelled");
  }
  const choices = await findChoices(db, actor, kind, subject.id, today);
  const schema = kind === "dip-sample" ? dipSamplePlanForm : thematicPlanForm;
  // A date that has passed since it was planned may stand.
  const [earliest = today] = [subject.auditsDueOn ?? today, today].sort();
  const read = await readPlan(request, schema, db, choices, earliest);
  if (!read.done) return read.response;
  const { plan, version, typed } = read;
  if (version === null) return refuseWith(typed, "Reload the page and try again");
  const listed = await listSampleRecords(db, subject.id);
  const begun = subject.state === "drawn" || listed.length > 0;
  if (begun && plan.subject !== subject.of.subject) {
    return refuseWith(
      typed,
      "Keep what it looks at: it has a list, or its cases, already",
      "subject",
    );
  }
  if (begun && plan.serviceId !== subject.serviceId) {
    return refuseWith(typed, "Keep the service: its cases are chosen already", "serviceId");
  }
  const saved = await save(db, (tx) => saveSample(tx, stamp, kind, subject, plan, version));
  if (!saved.ok) {
    const last = await findLastChange(db, saved.stream, actor.id);
    const conflict = {
      by: last.by,
      at: last.at ? `on ${formatInstant(new Date(last.at))}` : "",
      version: subject.version,
      theirs: await theirWords(db, subject),
    };
    return refuse({ errors: {}, typed, conflict });
  }
  return done(to, "The plan is saved");
});

async function theirWords(db: Db, theirs: Exercise): Promise<Record<string, string>> {
  const tool = theirs.toolVersionId ? await findToolVersion(db, theirs.toolVersionId) : null;
  const reviewers = await listReviewers(db, theirs.id);
  return {
    title: theirs.title,
    triggerKind: theirs.triggerKind ? triggerKindNames[theirs.triggerKind] : "",
    triggerText: theirs.triggerText,
    rationale: theirs.rationale,
    linesOfEnquiry: theirs.linesOfEnquiry,
    methodology: theirs.methodology,
    size: String(theirs.size),
    questions: (tool?.definition.questions ?? []).map((q) => q.text).join("; "),
    reviewers: reviewers.map((r) => r.name).join(", "),
  };
}

export default function ChangePlan() {
  const { choices, stored, id, title, name, version } = useLoaderData<typeof loader>();
  const outcome: FormOutcome | undefined = useActionData<typeof action>();
  const cancelling = outcome && "cancelReason" in outcome.typed;
  return (
    <>
      <BackLink to={paths.exercises.summary(id)}>{title}</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading title="Change the plan" caption={title} />
        <PlanForm
          choices={choices}
          stored={stored}
          outcome={cancelling ? undefined : outcome}
          version={version}
          save="Save the changes"
          subject={
            choices.kind === "dip-sample" ? (form) => <SubjectChoice form={form} /> : undefined
          }
        />
        <Cancel name={name} version={version} outcome={cancelling ? outcome : undefined} />
      </main>
    </>
  );
}

type CancelProps = { name: string; version: number; outcome: FormOutcome | undefined };

function Cancel({ name, version, outcome }: CancelProps) {
  const form = useGovForm({
    check: (entries) => parseForm(cancelSampleForm, entries),
    outcome,
  });
  return (
    <section aria-labelledby="cancel">
      <h2 className="govuk-heading-m" id="cancel">
        Cancel this {name}
      </h2>
      <p className="govuk-body">
        It stays in the programme as cancelled, with your reason. It can’t be opened again.
      </p>
      <GovFormBody form={form} version={version} reloadDocument>
        <input type="hidden" name="intent" value="cancel" />
        <TextArea {...form.field("cancelReason")} label="Why it is cancelled" rows={2} />
        <Checkboxes
          {...form.list("confirmed")}
          legend="Confirm"
          hideLegend
          options={[{ value: "yes", label: `Yes, cancel this ${name}` }]}
        />
        <Button variant="warning">Cancel this {name}</Button>
      </GovFormBody>
    </section>
  );
}
