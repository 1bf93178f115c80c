import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { declareHereForm } from "~/forms/independence";
import { paths } from "~/paths";
import { guarded } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { auditFromUrl } from "~/server/subjects.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Radios } from "~/ui/inputs/choices";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { newId } from "~db/core/ids.server";
import { transact } from "~db/core/open.server";
import { declareConflict } from "~db/independence/declared-conflicts.server";
import { NoteField } from "./note-field";

export const meta = () => [{ title: "Declare a conflict of interest - Line of Sight" }];

export const loader = guarded("conflicts.declare", auditFromUrl, async ({ subject, actor }) => ({
  id: subject.id,
  reference: subject.caseReference,
  exercise: subject.exerciseTitle,
  worker: subject.workerId === actor.id ? null : subject.workerName,
}));

export const action = guarded("conflicts.declare", auditFromUrl, async (guard) => {
  const { request, db, actor, subject, stamp, done } = guard;
  const form = await readForm(request, declareHereForm);
  if (!form.ok) return refuse(form);
  const { with: withWhom, note } = form.value;
  const workerId = withWhom === "worker" ? subject.workerId : null;
  if (withWhom === "worker" && (workerId === null || workerId === actor.id)) {
    return refuseWith(form.value, "Choose again: nobody else works on this case", "with");
  }
  const caseId = withWhom === "child" ? subject.caseId : null;
  const made = { personId: actor.id, caseId, workerId, note };
  if (!(await transact(db, (tx) => declareConflict(tx, stamp, { ...made, id: newId() })))) {
    return done(paths.accountConflicts(), "You had declared this before, so nothing was changed");
  }
  return done(
    paths.accountConflicts(),
    "Your conflict of interest is declared. Work of it that you had not begun has gone back to the QA lead, who also decides about any that you began",
  );
});

export default function Declare() {
  const { id, reference, exercise, worker } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(declareHereForm, entries),
    outcome: useActionData<typeof action>(),
  });
  const back = paths.audits.one(id);
  return (
    <>
      <BackLink to={back}>Back to the audit</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            caption={`${exercise}, ${reference}`}
            title="Declare a conflict of interest"
          />
          <p className="govuk-body">
            If you have not begun, the work goes back to the QA lead at once. If you have, what you
            did stays and the QA lead decides whether someone else goes on with it.
          </p>
          <GovFormBody form={form}>
            <Radios
              {...form.field("with")}
              legend="Who is it with?"
              legendSize="m"
              options={[
                {
                  value: "child",
                  label: "The child or family",
                  hint: "You will not be given this child, a brother or a sister again",
                },
                ...(worker === null
                  ? []
                  : [
                      {
                        value: "worker",
                        label: `The worker, ${worker}`,
                        hint: "You will not be given any case they hold or held",
                      },
                    ]),
              ]}
            />
            <NoteField form={form} />
            <ButtonGroup>
              <Button>Declare it</Button>
              <Link to={back}>Cancel</Link>
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}
