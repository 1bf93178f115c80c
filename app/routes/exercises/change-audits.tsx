import { useActionData, useLoaderData } from "@remix-run/react";
import { bestFit, extendForm, reallocateForm } from "~/forms/exercises";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { formatDate } from "~/rules/core/dates";
import { counted } from "~/rules/core/words";
import { dueProblem } from "~/rules/re-audits/re-audits";
import { handoverCameFrom } from "~/server/came-from.server";
import { type Guarded, guarded } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { attempt, overtaken } from "~/server/save.server";
import { gradedExerciseFromUrl } from "~/server/subjects.server";
import { GovFormBody, useGovForm } from "~/ui/form";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { transact } from "~db/core/open.server";
import { listOwnDates } from "~db/exercises/deadlines.server";
import type { Exercise } from "~db/exercises/exercises.server";
import { extendAudits } from "~db/operations/exercises/audit-window.server";
import { saveAuditors } from "~db/operations/sampling/allocation.server";
import { ChosenAudits, ExtendFields, NothingChosen, ReallocateFields } from "./change-fields";
import { findMovable, findReallocation, settleAuditors } from "./reallocation.server";

export const meta = () => [{ title: "Change audits - Line of Sight" }];

type Deed = "extend" | "reallocate";

const deedOf = (request: Request): Deed =>
  new URL(request.url).searchParams.get("do") === "reallocate" ? "reallocate" : "extend";

export const loader = guarded("audits.withdraw", gradedExerciseFromUrl, async (guard) => ({
  id: guard.subject.id,
  title: guard.subject.title,
  deed: deedOf(guard.request),
  back: handoverCameFrom(guard.request) ?? paths.exercises.one(guard.subject.id),
  ...(await findReallocation(guard, new URL(guard.request.url).searchParams.getAll("audit"))),
}));

export const action = guarded("audits.withdraw", gradedExerciseFromUrl, async (guard) => {
  const deed = deedOf(guard.request);
  const saved = await attempt<Awaited<ReturnType<typeof extend | typeof reallocate>>>(() =>
    deed === "extend" ? extend(guard) : reallocate(guard),
  );
  if (saved.ok) return saved.value;
  return overtaken({}, "Choose the audits again: someone has just changed one of them");
});

const list = new Intl.ListFormat("en-GB");

const inWords = (count: number) => counted(count, "audit", "audits");

async function extend(guard: Guarded<Exercise>) {
  const { request, subject, db, stamp, today, done } = guard;
  const form = await readForm(request, extendForm);
  if (!form.ok) return refuse(form);
  const { dueOn, reason } = form.value;
  if (dueOn < today) return refuseWith(form.value, "Enter a date from today on", "dueOn");
  const { movable } = await findMovable(guard, form.value.audits);
  if (movable.length === 0) return refuseWith(form.value, "Choose audits that are not submitted");
  const own = await listOwnDates(
    db,
    movable.map(({ id }) => id),
  );
  for (const { id, reference } of movable) {
    const latest = own.get(id);
    const late = latest && dueProblem(dueOn, { today, latest });
    if (late) return refuseWith(form.value, `Case ${reference}: ${late}`, "dueOn");
  }
  await transact(db, (tx) => extendAudits(tx, stamp, subject.id, movable, { dueOn, reason }));
  return done(
    paths.exercises.one(subject.id),
    `${inWords(movable.length)} now due on ${formatDate(dueOn)}`,
  );
}

async function reallocate(guard: Guarded<Exercise>) {
  const { request, subject, db, stamp, done } = guard;
  const form = await readForm(request, reallocateForm);
  if (!form.ok) return refuse(form);
  const found = await findMovable(guard, form.value.audits);
  const { movable } = found;
  if (movable.length === 0) return refuseWith(form.value, "Choose audits that are not submitted");
  const settled = await settleAuditors(guard, found, form.value);
  if (!settled.ok) return refuseWith(form.value, settled.message, settled.field);
  const { changes, names } = settled;
  await transact(db, (tx) => saveAuditors(tx, stamp, subject.id, changes, form.value.reason));
  return done(
    handoverCameFrom(request) ?? paths.exercises.one(subject.id),
    `${inWords(movable.length)} given to ${list.format(names)}`,
  );
}

export default function ChangeAudits() {
  const { id, title, deed, back, audits, best, auditors } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(deed === "extend" ? extendForm : reallocateForm, entries),
    stored: deed === "reallocate" && best !== null ? { auditorId: bestFit } : {},
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <BackLink to={back} />
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
                <ExtendFields form={form} cancel={back} />
              ) : (
                <ReallocateFields
                  form={form}
                  cancel={back}
                  handover={audits.some(({ started }) => started)}
                  auditors={
                    best === null
                      ? auditors
                      : [{ value: bestFit, label: `Whoever fits best: ${best}` }, ...auditors]
                  }
                />
              )}
            </GovFormBody>
          )}
        </TwoThirds>
      </main>
    </>
  );
}
