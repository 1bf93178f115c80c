import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { auditActionForm, removeForm } from "~/forms/audits";
import { parseForm } from "~/forms/fields";
import { draftFields } from "~/forms/found-drafts";
import { paths } from "~/paths";
import { dueByInWords, dueDateInWords } from "~/rules/core/due";
import { splitDate } from "~/rules/core/typed-date";
import { actionReference } from "~/rules/learning-log/learning-log";
import { type Guarded, guarded } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { save } from "~/server/save.server";
import { auditFromUrl } from "~/server/subjects.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { DateField } from "~/ui/inputs/date-field";
import { Select } from "~/ui/inputs/select";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";
import { removeAnswers } from "~db/audits/answers.server";
import { type Audit, openAudit } from "~db/audits/audits.server";
import type { Tx } from "~db/core/open.server";
import {
  addAuditAction,
  listActionOwners,
  listAuditActions,
  removeAuditAction,
  saveAuditAction,
} from "~db/operations/audits/actions.server";
import { ActionList } from "./action-list";
import { AuditPage } from "./audit-page";
import { ConfirmRemoval } from "./confirm-removal";
import { discards, foundDraftOf } from "./found-draft.server";
import { useFoundForm } from "./found-form";
import { changedMeanwhile, closedToAuditor, findOpenTool, findWriting } from "./writing.server";

export const meta = () => [{ title: "Actions - Audit - Line of Sight" }];

export const loader = guarded("audits.write", auditFromUrl, async (guard) => {
  const { frame, tool, audit, answers } = await findWriting(guard);
  const search = new URL(guard.request.url).searchParams;
  const actions = await listAuditActions(guard.db, audit.id);
  const by = (name: string) => actions.find(({ id }) => id === search.get(name)) ?? null;
  const editing = by("edit");
  return {
    frame,
    draft: foundDraftOf(draftFields("action", editing?.id ?? "new"), answers, guard.today),
    actions: actions.map((action) => ({
      ...action,
      reference: actionReference(action.reference),
      due: dueByInWords(action),
    })),
    editing,
    removing: by("remove"),
    workerId: audit.workerId ?? "",
    owners: await listActionOwners(guard.db, audit),
    areas: tool.areas.map(({ code, name }) => ({ value: code, label: name })),
  };
});

export const action = guarded("audits.write", auditFromUrl, async (guard) => {
  const tool = await findOpenTool(guard);
  const { db, subject: audit, stamp, today } = guard;
  const removing = await readForm(guard.request, removeForm);
  if (removing.ok) {
    const { value } = removing;
    const gone = await write(guard, (tx) => removeAuditAction(tx, stamp, audit.id, value));
    const to = paths.audits.actions(audit.id);
    return gone ? guard.done(to, "The action is removed") : redirect(to);
  }
  if (await discards(guard.request)) {
    const id = new URL(guard.request.url).searchParams.get("edit") ?? "new";
    await write(guard, (tx) => removeAnswers(tx, audit.id, namesOf(id)));
    return redirect(paths.audits.actions(audit.id));
  }
  const form = await readForm(guard.request, auditActionForm);
  if (!form.ok) return refuse(form);
  const { id = "", version, ...text } = form.value;
  const typed = { ...form.value, version: String(version ?? "") };
  const area = tool.areas.find(({ code }) => code === text.area)?.code ?? null;
  if (text.area && !area) return refuseWith(typed, "Choose a practice area from the list", "area");
  const owners = await listActionOwners(db, audit);
  if (!owners.some((owner) => owner.id === text.ownerId))
    return refuseWith(typed, "Choose who is to do it from the list", "ownerId");
  if (text.dueOn < today) return refuseWith(typed, "Enter a date that is not in the past", "dueOn");
  const action = { ...text, area };
  const written = await write(guard, async (tx) => {
    if (version === undefined) await addAuditAction(tx, stamp, audit, action);
    else await saveAuditAction(tx, stamp, audit.id, { ...action, id, version });
    await removeAnswers(tx, audit.id, namesOf(version === undefined ? "new" : id));
  });
  if (written) return guard.done(paths.audits.actions(audit.id), "The action is saved");
  const theirs = (await listAuditActions(db, audit.id)).find((other) => other.id === id);
  return changedMeanwhile(
    guard,
    typed,
    theirs && {
      version: theirs.version,
      what: theirs.what,
      successMeasure: theirs.successMeasure,
      ownerId: theirs.ownerName ?? "",
      dueOn: theirs.dueOn ? dueDateInWords(theirs) : "",
    },
  );
});

const namesOf = (id: string) => draftFields("action", id).map(({ name }) => name);

/** Writes into the open audit; false when someone else changed the action meanwhile. */
async function write(
  { db, stamp, subject }: Guarded<Audit>,
  work: (tx: Tx) => Promise<void>,
): Promise<boolean> {
  const saved = await save(db, async (tx) => {
    if (!(await openAudit(tx, stamp, subject.id))) return false;
    await work(tx);
    return true;
  });
  if (!saved.ok) return false;
  const open = saved.value;
  if (!open) throw closedToAuditor(subject.state);
  return true;
}

export default function Actions() {
  const { frame, actions, areas, editing, removing, draft } = useLoaderData<typeof loader>();
  return (
    <AuditPage
      frame={frame}
      current="actions"
      title="Actions for this child"
      lead="What should happen for this child because of what you found. Actions go to their owner as soon as you submit, and stand in the learning log."
    >
      {removing ? (
        <ConfirmRemoval
          what="action"
          words={removing.what}
          id={removing.id}
          version={removing.version}
          backTo={paths.audits.actions(frame.id)}
        />
      ) : null}
      {actions.length === 0 ? (
        <EmptyState title="No actions yet">
          <p className="govuk-body">
            An area graded below Good usually needs one; you will be asked why if there is none.
          </p>
        </EmptyState>
      ) : null}
      <ActionList auditId={frame.id} actions={actions} areas={areas} />
      <ActionForm key={`${editing?.id ?? `new ${actions.length}`} ${draft.begun}`} />
      <Button to={paths.audits.check(frame.id)}>Continue and check your answers</Button>
    </AuditPage>
  );
}

function ActionForm() {
  const { frame, owners, areas, workerId, editing, draft } = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>();
  const stored = editing ? { ...editing, area: editing.area ?? "" } : { ownerId: workerId };
  const due = draft.typed?.dueOn;
  const dueAsTyped = due === undefined ? {} : { dueOn: splitDate(due) };
  const plain = useGovForm({
    check: (entries) => parseForm(auditActionForm, entries),
    stored: { ...stored, ...draft.typed, ...dueAsTyped },
    outcome,
    autosaved: true,
  });
  const found = useFoundForm({
    form: plain,
    frame,
    fields: draftFields("action", editing?.id ?? "new"),
    draft,
  });
  const { form } = found;
  return (
    <>
      <h2 className="govuk-heading-m" id="action">
        {editing ? "Change this action" : "Add an action"}
      </h2>
      <GovFormBody
        form={form}
        version={editing?.version}
        {...found.keeping}
        labels={{
          what: "What is to be done",
          successMeasure: "How you will know",
          ownerId: "Who is to do it",
          dueOn: "By when",
        }}
      >
        {found.trouble}
        {found.begun}
        {editing ? <input type="hidden" name="id" value={editing.id} readOnly /> : null}
        <TextArea
          {...form.field("what")}
          notice={found.notice("what")}
          label="What is to be done?"
          hint="Specific enough that anyone can tell whether it was done. No names."
          rows={3}
          maxLength={1000}
        />
        <TextArea
          {...form.field("successMeasure")}
          notice={found.notice("successMeasure")}
          label="How will you know that it made a difference to the child?"
          rows={2}
          maxLength={1000}
        />
        <Select
          {...form.field("ownerId")}
          notice={found.notice("ownerId")}
          label="Who is to do it?"
          hint="Usually the worker."
          emptyLabel="Choose a person"
          options={owners.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <DateField {...form.date("dueOn")} notice={found.notice("dueOn")} legend="By when?" />
        <Select
          {...form.field("area")}
          notice={found.notice("area")}
          label="Practice area"
          emptyLabel="None in particular"
          options={areas}
        />
        <ButtonGroup>
          <Button variant={editing ? "primary" : "secondary"}>
            {editing ? "Save the action" : "Add the action"}
          </Button>
          {found.discard}
          {editing ? <Link to={paths.audits.actions(frame.id)}>Cancel</Link> : null}
        </ButtonGroup>
        {found.status}
      </GovFormBody>
    </>
  );
}
