import { useActionData, useLoaderData } from "@remix-run/react";
import { extendForm, reallocateForm } from "~/forms/exercises";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { chooseAuditor, loadsOf } from "~/rules/core-allocation";
import { formatDate } from "~/rules/dates";
import { isReleased } from "~/rules/exercises";
import { type Guarded, guarded } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { coreExerciseFromUrl } from "~/server/subjects.server";
import { GovFormBody, useGovForm } from "~/ui/form";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { type AuditorChange, findAllocation, saveAuditors } from "~db/allocation.server";
import { extendAudits } from "~db/audit-window.server";
import type { Exercise } from "~db/exercises.server";
import { transact } from "~db/open.server";
import { Conflict } from "~db/versions.server";
import { ChosenAudits, ExtendFields, NothingChosen, ReallocateFields } from "./change-fields";

export const meta = () => [{ title: "Change audits - Line of Sight" }];

type Deed = "extend" | "reallocate";

const deedOf = (request: Request): Deed =>
  new URL(request.url).searchParams.get("do") === "reallocate" ? "reallocate" : "extend";

/** Of the audits named, those of this exercise that are out and still with their auditors. */
async function findMovable({ db, subject }: Guarded<Exercise>, ids: string[]) {
  const facts = await findAllocation(db, subject.id);
  const movable = isReleased(subject.state)
    ? facts.audits.filter(
        ({ id, state }) => ids.includes(id) && (state === "allocated" || state === "started"),
      )
    : [];
  return { ...facts, movable };
}

export const loader = guarded("audits.withdraw", coreExerciseFromUrl, async (guard) => {
  const ids = new URL(guard.request.url).searchParams.getAll("audit");
  const { movable, audits, auditors } = await findMovable(guard, ids);
  const loads = loadsOf(audits);
  return {
    id: guard.subject.id,
    title: guard.subject.title,
    deed: deedOf(guard.request),
    audits: movable.map((audit) => ({
      id: audit.id,
      reference: audit.reference,
      teamName: audit.teamName,
      auditorName: audit.auditorName ?? "Nobody",
      due: audit.dueOn ? formatDate(audit.dueOn) : "No date",
    })),
    auditors: auditors.map((auditor) => ({
      value: auditor.id,
      label: `${auditor.name} (has ${loads.get(auditor.id) ?? 0}, at most ${auditor.maximum})`,
    })),
  };
});

export const action = guarded("audits.withdraw", coreExerciseFromUrl, async (guard) => {
  const deed = deedOf(guard.request);
  try {
    return deed === "extend" ? await extend(guard) : await reallocate(guard);
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    return refuseWith({}, "Choose the audits again: somebody has just changed one of them");
  }
});

const inWords = (count: number) => (count === 1 ? "1 audit" : `${count} audits`);

async function extend(guard: Guarded<Exercise>) {
  const { request, subject, db, stamp, today, done } = guard;
  const form = await readForm(request, extendForm);
  if (!form.ok) return refuse(form);
  const { dueOn, reason } = form.value;
  if (dueOn < today) return refuseWith(form.value, "Enter a date from today on", "dueOn");
  const { movable } = await findMovable(guard, form.value.audits);
  if (movable.length === 0) return refuseWith(form.value, "Choose audits that are not submitted");
  await transact(db, (tx) => extendAudits(tx, stamp, subject.id, movable, { dueOn, reason }));
  return done(
    paths.exercises.one(subject.id),
    `${inWords(movable.length)} now due on ${formatDate(dueOn)}`,
  );
}

async function reallocate(guard: Guarded<Exercise>) {
  const { request, subject, db, stamp, today, done } = guard;
  const form = await readForm(request, reallocateForm);
  if (!form.ok) return refuse(form);
  const { audits, auditors, movable } = await findMovable(guard, form.value.audits);
  const auditor = auditors.find(({ id }) => id === form.value.auditorId);
  if (!auditor) return refuseWith(form.value, "Choose who takes these audits", "auditorId");
  if (movable.length === 0) return refuseWith(form.value, "Choose audits that are not submitted");
  const moving = new Set(movable.map(({ id }) => id));
  let load = loadsOf(audits.filter(({ id }) => !moving.has(id))).get(auditor.id) ?? 0;
  const changes: AuditorChange[] = [];
  for (const audit of movable) {
    const choice = chooseAuditor({ audit, auditor, load, reason: form.value.override, on: today });
    if (!choice.ok) {
      const field = choice.refusal === "conflict" ? "override" : "auditorId";
      return refuseWith(form.value, `${choice.message} (${audit.reference})`, field);
    }
    load += 1;
    changes.push({ audit, auditorId: auditor.id, overrideReason: choice.overrideReason });
  }
  await transact(db, (tx) => saveAuditors(tx, stamp, subject.id, changes, form.value.reason));
  return done(
    paths.exercises.one(subject.id),
    `${inWords(movable.length)} given to ${auditor.name}`,
  );
}

export default function ChangeAudits() {
  const { id, title, deed, audits, auditors } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(deed === "extend" ? extendForm : reallocateForm, entries),
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <BackLink to={paths.exercises.one(id)} />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            caption={title}
            title={deed === "extend" ? "Give a later date" : "Give to another auditor"}
          />
          {audits.length === 0 ? (
            <NothingChosen exerciseId={id} />
          ) : (
            <GovFormBody form={form}>
              <ChosenAudits audits={audits} />
              {deed === "extend" ? (
                <ExtendFields form={form} exerciseId={id} />
              ) : (
                <ReallocateFields form={form} exerciseId={id} auditors={auditors} />
              )}
            </GovFormBody>
          )}
        </TwoThirds>
      </main>
    </>
  );
}
