import { useActionData, useLoaderData } from "@remix-run/react";
import { closeWindowForm } from "~/forms/exercises";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { auditStateNames } from "~/rules/audits/audits";
import { advanceExercise } from "~/rules/exercises/exercises";
import { guarded } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { gradedExerciseFromUrl } from "~/server/subjects.server";
import { writtenAt, writtenSoFar } from "~/server/written.server";
import { useWrittenForm, WrittenBody } from "~/ui/autosave/written-form";
import { Button, ButtonGroup } from "~/ui/button";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { WarningText } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { Table } from "~/ui/table";
import type { Db } from "~db/core/open.server";
import { forgetWritten } from "~db/core/written.server";
import { closeWindow } from "~db/operations/exercises/audit-window.server";
import { selectNow } from "~db/operations/moderation/moderation.server";
import { findAllocation } from "~db/operations/sampling/allocation.server";

export const meta = () => [{ title: "Close auditing - Line of Sight" }];

/** Audits their auditors have not submitted. */
async function listUnsubmitted(db: Db, exerciseId: string) {
  const { audits } = await findAllocation(db, exerciseId);
  return audits.filter(({ state }) => state === "allocated" || state === "started");
}

export const loader = guarded("exercises.manage", gradedExerciseFromUrl, async (guard) => {
  const { subject, db } = guard;
  const move = advanceExercise(subject, "close-window");
  return {
    id: subject.id,
    written: await writtenSoFar(guard, writtenAt(guard, "close-window", subject.id), {
      url: paths.written(paths.exercises.closeWindow(subject.id)),
    }),
    title: subject.title,
    refusal: move.ok ? null : move.message,
    unsubmitted: (await listUnsubmitted(db, subject.id)).map((audit) => ({
      id: audit.id,
      reference: audit.reference,
      teamName: audit.teamName,
      auditorName: audit.auditorName ?? "Nobody",
      state: auditStateNames[audit.state],
    })),
  };
});

export const action = guarded("exercises.manage", gradedExerciseFromUrl, async (guard) => {
  const { request, subject, db, stamp, done } = guard;
  const form = await readForm(request, closeWindowForm);
  if (!form.ok) return refuse(form);
  const move = advanceExercise(subject, "close-window");
  if (!move.ok) return refuseWith(form.value, move.message);
  const unsubmitted = await listUnsubmitted(db, subject.id);
  if (unsubmitted.length > 0 && form.value.reason === "") {
    return refuseWith(
      form.value,
      "Enter why the audits that were not submitted are withdrawn",
      "reason",
    );
  }
  const saved = await save(db, async (tx) => {
    await closeWindow(tx, stamp, subject, unsubmitted, form.value.reason);
    await selectNow(tx, stamp, subject.id);
    await forgetWritten(tx, writtenAt(guard, "close-window", subject.id));
  });
  if (!saved.ok)
    return overtaken(
      form.value,
      "Look at the list again: someone has just changed one of these audits",
    );
  return done(paths.exercises.one(subject.id), "Auditing is closed. Moderation goes on from here");
});

export default function CloseWindow() {
  const { id, title, refusal, unsubmitted, written } = useLoaderData<typeof loader>();
  const form = useWrittenForm({
    written,
    check: (entries) => parseForm(closeWindowForm, entries),
    outcome: useActionData<typeof action>(),
  });
  const n = unsubmitted.length;
  return (
    <>
      <BackLink to={paths.exercises.one(id)} />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading caption={title} title="Close auditing" />
          {refusal ? (
            <p className="govuk-body">{refusal}</p>
          ) : (
            <WrittenBody form={form}>
              <p className="govuk-body">
                No audit can be submitted after this. The selection for moderation is settled, and
                the panel takes over. You can’t undo this.
              </p>
              {n > 0 ? (
                <>
                  <WarningText>
                    {n === 1
                      ? "1 audit is not submitted and will be withdrawn"
                      : `${n} audits are not submitted and will be withdrawn`}
                  </WarningText>
                  <Table
                    caption="Not submitted"
                    compact
                    rows={unsubmitted}
                    rowKey={(audit) => audit.id}
                    columns={[
                      { header: "Case", rowHeader: true, nowrap: true, cell: (a) => a.reference },
                      { header: "Team", cell: (a) => a.teamName },
                      { header: "Auditor", cell: (a) => a.auditorName },
                      { header: "State", cell: (a) => a.state },
                    ]}
                  />
                  <TextArea
                    {...form.field("reason")}
                    label="Why are they withdrawn?"
                    hint="One reason, kept with each of them. What was written is kept too, and concerns raised stay open."
                    rows={3}
                  />
                </>
              ) : (
                <p className="govuk-body">Every audit is submitted.</p>
              )}
              <ButtonGroup>
                <Button variant={n > 0 ? "warning" : "primary"}>
                  {n > 0 ? "Withdraw these and close auditing" : "Close auditing"}
                </Button>
                <Link to={paths.exercises.one(id)}>Keep it open</Link>
              </ButtonGroup>
            </WrittenBody>
          )}
        </TwoThirds>
      </main>
    </>
  );
}
