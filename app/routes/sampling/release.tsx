import { useActionData, useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { formatDate } from "~/rules/core/dates";
import { counted } from "~/rules/core/words";
import { advanceExercise } from "~/rules/exercises/exercises";
import { conflictRulesInWords } from "~/rules/independence/independence";
import { loadsOf } from "~/rules/sampling/core-allocation";
import { type Guarded, guarded } from "~/server/guard.server";
import { refuseWith } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { gradedExerciseFromUrl } from "~/server/subjects.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import type { Exercise } from "~db/exercises/exercises.server";
import { lookAgain } from "~db/independence/independence.server";
import { listOpenConflicts, type OpenConflict } from "~db/operations/independence/settling.server";
import { findAllocation, releaseExercise } from "~db/operations/sampling/allocation.server";
import { listSilentWorkers } from "~db/people/reflecting.server";

export const meta = () => [{ title: "Release a cycle - Line of Sight" }];

/** What stands against releasing; null when nothing does. */
async function findObstacle({ db, subject, stamp }: Guarded<Exercise>) {
  await lookAgain(db, stamp, "released", { exerciseId: subject.id });
  const conflicts = await listOpenConflicts(db, { exerciseId: subject.id });
  const { audits } = await findAllocation(db, subject.id);
  const move = advanceExercise(subject, "release");
  const left = audits.filter(({ auditorId }) => auditorId === null).length;
  const refusal = !move.ok
    ? move.message
    : audits.length === 0
      ? "There is nothing to release: no cases are drawn."
      : left > 0
        ? `Allocate every case first: ${left === 1 ? "one has" : `${left} have`} no auditor yet.`
        : subject.toolVersionId === null
          ? "Choose the audit tool first."
          : conflicts.length > 0
            ? `Choose someone else, or override with a reason: since the allocation a conflict of interest has come up with ${inWords(conflicts)}.`
            : null;
  return { audits, refusal };
}

const inWords = (conflicts: readonly OpenConflict[]): string =>
  conflicts
    .map(
      ({ personName, caseReference, rules, part }) =>
        `${personName} for ${caseReference} (${conflictRulesInWords(rules, part)})`,
    )
    .join("; ");

export const loader = guarded("exercises.manage", gradedExerciseFromUrl, async (guard) => {
  const { subject } = guard;
  const { audits, refusal } = await findObstacle(guard);
  return {
    id: subject.id,
    title: subject.title,
    audits: audits.length,
    auditors: loadsOf(audits).size,
    overrides: audits.filter((audit) => audit.overrideReason !== null).length,
    due: subject.auditsDueOn ? formatDate(subject.auditsDueOn) : null,
    refusal,
    silent: (await listSilentWorkers(guard.db, subject.id)).map(({ name }) => name),
  };
});

export const action = guarded("exercises.manage", gradedExerciseFromUrl, async (guard) => {
  const { subject, db, stamp, done } = guard;
  const { audits, refusal } = await findObstacle(guard);
  if (refusal !== null) return refuseWith({}, refusal);
  const saved = await save(db, (tx) => releaseExercise(tx, stamp, subject));
  if (!saved.ok) return overtaken({}, "Look at this exercise again: someone has just changed it");
  return done(
    paths.exercises.one(subject.id),
    `${subject.title} is released: ${counted(audits.length, "audit is on its auditor’s list", "audits are on their auditors’ lists")}`,
  );
});

const most = 12;

/** The first of many names, and how many more. */
const namesInWords = (names: readonly string[]): string =>
  names.length > most
    ? `${names.slice(0, most).join(", ")} and ${names.length - most} more`
    : names.join(", ");

export default function Release() {
  const page = useLoaderData<typeof loader>();
  const form = useGovForm({ outcome: useActionData<typeof action>() });
  const back = paths.exercises.allocate(page.id);
  return (
    <>
      <BackLink to={back} />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading caption={page.title} title="Release this cycle" />
          <GovFormBody form={form}>
            {page.refusal !== null ? (
              <p className="govuk-body">
                {page.refusal} <Link to={back}>Go to the allocation</Link>
              </p>
            ) : (
              <>
                <p className="govuk-body">When you release it:</p>
                <ul className="govuk-list govuk-list--bullet">
                  <li>
                    {counted(page.audits, "audit appears", "audits appear")} on the lists of{" "}
                    {counted(page.auditors, "auditor")}
                    {page.due ? `, due on ${page.due}` : ""}
                  </li>
                  <li>the draw and the audit tool are fixed; a case can still be swapped</li>
                  <li>audits can be given to someone else or a later date, with a reason</li>
                  {page.silent.length > 0 ? (
                    <li>
                      {page.silent.length === 1
                        ? "1 worker cannot be invited to reflect"
                        : `${page.silent.length} workers cannot be invited to reflect`}
                      , without an account here as a practitioner: {namesInWords(page.silent)}. An
                      administrator can invite them, also later.
                    </li>
                  ) : null}
                  {page.overrides > 0 ? (
                    <li>
                      {page.overrides === 1
                        ? "1 conflict of interest stays overridden, and is shown"
                        : `${page.overrides} conflicts of interest stay overridden, and are shown`}
                    </li>
                  ) : null}
                </ul>
                <ButtonGroup>
                  <Button>Release {counted(page.audits, "audit")}</Button>
                  <Link to={back}>Not yet</Link>
                </ButtonGroup>
              </>
            )}
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}
