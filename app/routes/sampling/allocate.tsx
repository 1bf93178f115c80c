import { useActionData, useLoaderData } from "@remix-run/react";
import * as z from "zod";
import { choice } from "~/forms/fields";
import { paths } from "~/paths";
import { counted } from "~/rules/core/words";
import { proposeAuditors } from "~/rules/sampling/core-allocation";
import { type Guarded, guarded } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { attempt, overtaken } from "~/server/save.server";
import { gradedExerciseFromUrl } from "~/server/subjects.server";
import { ExerciseNav } from "~/ui/exercise-nav";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Link } from "~/ui/link";
import { Breadcrumbs, PageHeading } from "~/ui/page";
import { transact } from "~db/core/open.server";
import type { Exercise } from "~db/exercises/exercises.server";
import {
  findAllocation,
  listPastPairs,
  saveAuditors,
} from "~db/operations/sampling/allocation.server";
import { type AllocationPage, findAllocationPage } from "./allocate.server";
import { Needs } from "./allocation-needs";
import { Cases, Loads, Moves } from "./allocation-view";

export const meta = () => [{ title: "Allocate auditors - Line of Sight" }];

export const loader = guarded("sampling.allocate", gradedExerciseFromUrl, findAllocationPage);

const allocateForm = z.object({ intent: choice(["rest", "all"], "Choose what to do") });

export const action = guarded("sampling.allocate", gradedExerciseFromUrl, async (guard) => {
  const { request, subject, done } = guard;
  const form = await readForm(request, allocateForm);
  if (!form.ok) return refuse(form);
  if (subject.state !== "drawn") {
    return refuseWith(
      {},
      subject.state === "planned"
        ? "Draw the cases first: there is nothing to allocate yet"
        : "Change auditors one by one now: this exercise is released",
    );
  }
  const saved = await attempt(async () => {
    const { changed, left } = await allocateForMe(guard, form.value.intent);
    const rest = left === 0 ? "every case has an auditor" : `${left} still without an auditor`;
    return done(
      paths.exercises.allocate(subject.id),
      changed === 0 ? `Nothing changed: ${rest}` : `${changed} allocated: ${rest}`,
    );
  });
  if (saved.ok) return saved.value;
  return overtaken({}, "Look at the allocation again: someone has just changed it");
});

/** Allocates what has nobody, or everything anew but what someone chose against a conflict. */
async function allocateForMe(guard: Guarded<Exercise>, intent: "rest" | "all") {
  const { db, subject, stamp, today } = guard;
  const { audits, auditors } = await findAllocation(db, subject.id);
  const before = new Map(audits.map((audit) => [audit.id, audit]));
  const asked = audits.map((audit) =>
    intent === "all" && audit.overrideReason === null ? { ...audit, auditorId: null } : audit,
  );
  const { assigned, unassigned } = proposeAuditors({
    audits: asked,
    auditors,
    pastPairs: await listPastPairs(db, subject.id, today),
    on: today,
  });
  const changes = assigned.flatMap(({ caseId, auditorId }) => {
    const audit = before.get(caseId);
    return audit && audit.auditorId !== auditorId
      ? [{ audit, auditorId, overrideReason: null }]
      : [];
  });
  if (changes.length > 0) {
    await transact(db, (tx) => saveAuditors(tx, stamp, subject.id, changes, null));
  }
  return { changed: changes.length, left: unassigned.length };
}

function allocatedInWords({ total, allocated, unallocated }: AllocationPage): string {
  if (total === 1)
    return unallocated === 0 ? "The case has an auditor." : "The case has no auditor.";
  return unallocated === 0
    ? `All ${total} cases have an auditor.`
    : `${allocated} of ${total} cases have an auditor.`;
}

export default function Allocate() {
  const page = useLoaderData<typeof loader>();
  const form = useGovForm({ outcome: useActionData<typeof action>() });
  const { id, kind, title, state, total, planned } = page;
  return (
    <>
      <Breadcrumbs
        items={[
          { href: paths.programme(), label: "Programme" },
          { href: paths.exercises.one(id), label: title },
          { label: "Allocate" },
        ]}
      />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading caption={title} title="Allocate auditors" />
        <ExerciseNav exerciseId={id} kind={kind} state={state} page="audits" />
        {total === 0 ? (
          <p className="govuk-body">
            No cases are drawn yet.{" "}
            <Link to={kind === "core" ? paths.exercises.draw(id) : paths.exercises.cases(id)}>
              Draw the cases
            </Link>
          </p>
        ) : (
          <>
            <p className="los-lead">
              {allocatedInWords(page)}
              {total === planned ? "" : ` ${counted(planned, "was", "were")} planned.`}
            </p>
            <GovFormBody form={form}>
              <Needs page={page} />
              <Moves page={page} />
            </GovFormBody>
            <Loads page={page} />
            <Cases page={page} />
          </>
        )}
      </main>
    </>
  );
}
