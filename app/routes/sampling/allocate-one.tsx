import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { allocateOneForm } from "~/forms/sampling";
import { paths } from "~/paths";
import { formatTime } from "~/rules/core/dates";
import { objectionsTo } from "~/rules/independence/objections";
import { chooseAuditor, loadsOf } from "~/rules/sampling/core-allocation";
import { expectedInWords } from "~/rules/sampling/loads";
import { type Guarded, guarded, notFound } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { save } from "~/server/save.server";
import { gradedExerciseFromUrl } from "~/server/subjects.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Radios } from "~/ui/inputs/choices";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { findLastChange } from "~db/core/versions.server";
import type { Exercise } from "~db/exercises/exercises.server";
import {
  type AllocationAudit,
  findAllocation,
  saveAuditors,
} from "~db/operations/sampling/allocation.server";

export const meta = () => [{ title: "Choose an auditor - Line of Sight" }];

async function findOne({ db, subject, params }: Guarded<Exercise>) {
  const { audits, auditors } = await findAllocation(db, subject.id);
  const audit = audits.find(({ id }) => id === params.auditId);
  if (!audit) throw notFound();
  const loads = loadsOf(audits.filter(({ id }) => id !== audit.id));
  return { audit, auditors, loads };
}

export const loader = guarded("sampling.allocate", gradedExerciseFromUrl, async (guard) => {
  const { subject, today } = guard;
  const { audit, auditors, loads } = await findOne(guard);
  return {
    exerciseId: subject.id,
    title: subject.title,
    state: subject.state,
    reference: audit.reference,
    teamName: audit.teamName,
    version: audit.version,
    stored: { auditorId: audit.auditorId ?? "", override: audit.overrideReason ?? "" },
    auditors: auditors.map((auditor) => {
      const load = loads.get(auditor.id) ?? 0;
      return {
        id: auditor.id,
        name: auditor.name,
        teamName: auditor.teamName,
        load,
        expected: auditor.expected,
        full: load >= auditor.maximum,
        conflicts: objectionsTo(auditor, audit, today).map(({ message }) => message),
      };
    }),
  };
});

export const action = guarded("sampling.allocate", gradedExerciseFromUrl, async (guard) => {
  const { request, subject, db, stamp, today, done } = guard;
  const form = await readForm(request, allocateOneForm);
  if (!form.ok) return refuse(form);
  const { audit, auditors, loads } = await findOne(guard);
  if (subject.state !== "drawn") {
    return refuseWith(
      form.value,
      "Change auditors from the list of audits: this cycle is released",
    );
  }
  const { version, ...typed } = form.value;
  if (version !== audit.version) return refuseStale(guard, audit, typed);
  const auditor = auditors.find(({ id }) => id === form.value.auditorId);
  if (!auditor) return refuseWith(form.value, "Choose who audits this case", "auditorId");
  const choice = chooseAuditor({
    audit,
    auditor,
    load: loads.get(auditor.id) ?? 0,
    reason: form.value.override,
    on: today,
  });
  if (!choice.ok) {
    const field = choice.refusal === "conflict" ? "override" : "auditorId";
    return refuseWith(form.value, choice.message, field);
  }
  const { overrideReason, overridden } = choice;
  const change = { audit, auditorId: auditor.id, overrideReason, overridden };
  const saved = await save(db, (tx) => saveAuditors(tx, stamp, subject.id, [change], null));
  if (!saved.ok) return refuseStale(guard, (await findOne(guard)).audit, typed);
  return done(
    paths.exercises.allocate(subject.id),
    `${audit.reference} is allocated to ${auditor.name}`,
  );
});

/** Someone else chose meanwhile: theirs is shown beside what was chosen here, and neither is lost. */
async function refuseStale(
  { db, actor }: Guarded<Exercise>,
  audit: AllocationAudit,
  typed: { auditorId: string; override: string },
) {
  const { by, at } = await findLastChange(db, `audit:${audit.id}`, actor.id);
  const theirs = {
    auditorId: audit.auditorName ?? "Nobody",
    ...(audit.overrideReason === null ? {} : { override: audit.overrideReason }),
  };
  return refuse({
    errors: {},
    typed,
    conflict: {
      by,
      at: at ? `at ${formatTime(new Date(at))}` : "since",
      version: audit.version,
      theirs,
    },
  });
}

export default function AllocateOne() {
  const page = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(allocateOneForm, entries),
    stored: page.stored,
    outcome: useActionData<typeof action>(),
  });
  const back = paths.exercises.allocate(page.exerciseId);
  const free = page.auditors.filter((one) => one.conflicts.length === 0);
  const conflicted = page.auditors.filter((one) => one.conflicts.length > 0);
  return (
    <>
      <BackLink to={back} />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            caption={`${page.title}: ${page.teamName}`}
            title={`Who audits ${page.reference}?`}
          />
          {page.state !== "drawn" ? (
            <p className="govuk-body">
              This cycle is released. Change an auditor from the{" "}
              <Link to={paths.exercises.one(page.exerciseId)}>list of audits</Link>.
            </p>
          ) : (
            <GovFormBody
              form={form}
              version={page.version}
              labels={{ auditorId: "Auditor", override: "Reason for overriding" }}
            >
              <Radios
                {...form.field("auditorId")}
                legend="Auditor"
                hideLegend
                options={[...free, ...conflicted].map((one) => ({
                  value: one.id,
                  label: one.teamName ? `${one.name}, ${one.teamName}` : one.name,
                  disabled: one.full,
                  hint: [
                    `Has ${expectedInWords(one)}${one.full ? ": at their most" : ""}.`,
                    ...(one.conflicts.length > 0
                      ? [`Conflict of interest: ${one.conflicts.join(" ")}`]
                      : []),
                  ].join(" "),
                }))}
              />
              {conflicted.length > 0 ? (
                <TextArea
                  {...form.field("override")}
                  label="Reason for overriding a conflict of interest"
                  hint="Only for someone who has one. It is kept, shown with the audit and in the report."
                  rows={3}
                />
              ) : null}
              <ButtonGroup>
                <Button>Allocate</Button>
                <Link to={back}>Cancel</Link>
              </ButtonGroup>
            </GovFormBody>
          )}
        </TwoThirds>
      </main>
    </>
  );
}
