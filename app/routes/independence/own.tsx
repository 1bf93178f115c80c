import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { declareConflictForm } from "~/forms/independence";
import { paths } from "~/paths";
import { formatDate } from "~/rules/core/dates";
import { withWhom } from "~/rules/independence/declared-conflicts";
import { guarded } from "~/server/guard.server";
import { oneself } from "~/server/people-subjects.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { Button } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Radios } from "~/ui/inputs/choices";
import { Select } from "~/ui/inputs/select";
import { TextField } from "~/ui/inputs/text-field";
import { EmptyState } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { Table } from "~/ui/table";
import { newId } from "~db/core/ids.server";
import { transact } from "~db/core/open.server";
import {
  declareConflict,
  findCaseMeant,
  listOwnDeclared,
} from "~db/independence/declared-conflicts.server";
import { unscopedNames } from "~db/people/people-list.server";
import { NoteField } from "./note-field";

export const meta = () => [{ title: "Your conflicts of interest - Line of Sight" }];

export const loader = guarded("conflicts.declare", oneself, async ({ db, actor }) => ({
  declared: (await listOwnDeclared(db, actor.id)).map((one) => ({
    id: one.id,
    whom: withWhom(one),
    note: one.note,
    on: formatDate(one.declaredAt.slice(0, 10)),
    withdrawn: one.withdrawn && `Withdrawn by ${one.withdrawn.by}: ${one.withdrawn.reason}`,
  })),
  people: (await unscopedNames(db))
    .filter(({ id }) => id !== actor.id)
    .map(({ id, name, jobTitle }) => ({
      value: id,
      label: jobTitle ? `${name}, ${jobTitle}` : name,
    })),
}));

export const action = guarded("conflicts.declare", oneself, async (guard) => {
  const { request, db, actor, stamp, done } = guard;
  const form = await readForm(request, declareConflictForm);
  if (!form.ok) return refuse(form);
  const { note, reference } = form.value;
  const withChild = form.value.with === "child";
  const caseId = withChild ? await findCaseMeant(db, reference) : null;
  if (withChild && caseId === null) {
    return refuseWith(
      form.value,
      "Check the reference: no case, or more than one, is written like this",
      "reference",
    );
  }
  const workerId = withChild ? null : form.value.workerId;
  const known = (await unscopedNames(db)).some(({ id }) => id === workerId && id !== actor.id);
  if (!withChild && !known) {
    return refuseWith(form.value, "Choose someone else who works here", "workerId");
  }
  const made = { personId: actor.id, caseId, workerId, note };
  if (!(await transact(db, (tx) => declareConflict(tx, stamp, { ...made, id: newId() })))) {
    return refuseWith(form.value, "Choose another: you have declared this already");
  }
  return done(paths.accountConflicts(), "Your conflict of interest is declared");
});

export default function OwnConflicts() {
  const { declared, people } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(declareConflictForm, entries),
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <BackLink to={paths.account()}>Your account</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            title="Your conflicts of interest"
            lead="Declare a child, a family or a colleague whose work you should not audit or moderate. You will not be given that work. If you have any of it already, the QA lead is told."
          />
          {declared.length === 0 ? (
            <EmptyState title="You have declared none" />
          ) : (
            <Table
              caption="What you have declared"
              rows={declared}
              rowKey={({ id }) => id}
              columns={[
                { header: "With", rowHeader: true, cell: ({ whom }) => whom },
                { header: "Why", cell: ({ note }) => note },
                {
                  header: "Declared",
                  cell: ({ on, withdrawn }) => (
                    <>
                      <span className="los-nowrap">{on}</span>
                      {withdrawn ? <div>{withdrawn}</div> : null}
                    </>
                  ),
                },
              ]}
            />
          )}
          {declared.length > 0 ? (
            <p className="govuk-body">To have one withdrawn, ask a QA lead.</p>
          ) : null}
          <h2 className="govuk-heading-m">Declare one</h2>
          <GovFormBody form={form}>
            <Radios
              {...form.field("with")}
              legend="Who is it with?"
              legendSize="s"
              options={[
                {
                  value: "child",
                  label: "A child or family",
                  conditional: (
                    <TextField
                      {...form.field("reference")}
                      label="Reference of the case"
                      hint="It counts for brothers and sisters too"
                      width="one-half"
                      spellCheck={false}
                    />
                  ),
                },
                {
                  value: "worker",
                  label: "A member of staff",
                  conditional: (
                    <Select
                      {...form.field("workerId")}
                      label="Member of staff"
                      hint="It counts for every case they hold or supervise, or did"
                      emptyLabel="Choose someone"
                      options={people}
                    />
                  ),
                },
              ]}
            />
            <NoteField form={form} />
            <Button>Declare it</Button>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}
