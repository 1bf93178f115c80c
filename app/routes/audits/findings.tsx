import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { findingForm, removeForm } from "~/forms/audits";
import { parseForm } from "~/forms/fields";
import { draftFields } from "~/forms/found-drafts";
import { paths } from "~/paths";
import { type Guarded, guarded } from "~/server/guard.server";
import { readForm, refuse, refuseWith, sentAlready } from "~/server/read-form.server";
import { save } from "~/server/save.server";
import { auditFromUrl } from "~/server/subjects.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Radios } from "~/ui/inputs/choices";
import { Select } from "~/ui/inputs/select";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { removeAnswers } from "~db/audits/answers.server";
import { type Audit, openAudit } from "~db/audits/audits.server";
import {
  addFinding,
  type Finding,
  listFindings,
  removeFinding,
  saveFinding,
} from "~db/audits/findings.server";
import { newId } from "~db/core/ids.server";
import { AuditPage } from "./audit-page";
import { ConfirmRemoval } from "./confirm-removal";
import { FindingList } from "./finding-list";
import { discards, foundDraftOf } from "./found-draft.server";
import { useFoundForm } from "./found-form";
import { changedMeanwhile, closedToAuditor, findOpenTool, findWriting } from "./writing.server";

export const meta = () => [{ title: "Findings - Audit - Line of Sight" }];

const placeOf = (audit: Audit) => ({ exerciseId: audit.exerciseId, auditId: audit.id });

export const loader = guarded("audits.write", auditFromUrl, async (guard) => {
  const { frame, tool, audit, answers } = await findWriting(guard);
  const search = new URL(guard.request.url).searchParams;
  const findings = await listFindings(guard.db, placeOf(audit));
  const by = (name: string) => findings.find(({ id }) => id === search.get(name)) ?? null;
  const editing = by("edit");
  return {
    frame,
    findings,
    draft: foundDraftOf(draftFields("finding", editing?.id ?? "new"), answers, guard.today),
    editing,
    removing: by("remove"),
    newId: newId(),
    areas: tool.areas.map(({ code, name }) => ({ value: code, label: name })),
    themes: tool.themes.map(({ code, name }) => ({ value: code, label: name })),
  };
});

export const action = guarded("audits.write", auditFromUrl, async (guard) => {
  const tool = await findOpenTool(guard);
  const removing = await readForm(guard.request, removeForm);
  if (removing.ok) return remove(guard, removing.value);
  if (await discards(guard.request)) return discard(guard);
  const form = await readForm(guard.request, findingForm);
  if (!form.ok) return refuse(form);
  const { id = "", version, kind, text, ...codes } = form.value;
  const typed = { ...form.value, version: String(version ?? "") };
  const area = tool.areas.find(({ code }) => code === codes.area)?.code ?? null;
  const theme = tool.themes.find(({ code }) => code === codes.theme)?.code ?? null;
  if (codes.area && !area) return refuseWith(typed, "Choose a practice area from the list", "area");
  if (codes.theme && !theme) return refuseWith(typed, "Choose a theme from the list", "theme");
  const finding = { id, kind, text, area, theme, caseCount: null };
  const written = await write(guard, async (tx, stamp, place) => {
    if (version === undefined) await addFinding(tx, stamp, place, finding);
    else await saveFinding(tx, stamp, place, { ...finding, version });
    await removeAnswers(tx, guard.subject.id, namesOf(version === undefined ? "new" : id));
  });
  if (written) return guard.done(paths.audits.findings(guard.subject.id), "The finding is saved");
  const theirs = (await listFindings(guard.db, placeOf(guard.subject))).find((f) => f.id === id);
  if (version === undefined) return refuse(sentAlready(typed, theirs));
  return changedMeanwhile(guard, typed, theirs && { version: theirs.version, text: theirs.text });
});

const namesOf = (id: string) => draftFields("finding", id).map(({ name }) => name);

/** Throws away what was typed and not added. */
async function discard(guard: Guarded<Audit>) {
  const id = new URL(guard.request.url).searchParams.get("edit") ?? "new";
  await write(guard, (tx) => removeAnswers(tx, guard.subject.id, namesOf(id)));
  return redirect(paths.audits.findings(guard.subject.id));
}

async function remove(guard: Guarded<Audit>, finding: { id: string; version: number }) {
  const written = await write(guard, (tx, stamp, place) =>
    removeFinding(tx, stamp, place, finding),
  );
  const to = paths.audits.findings(guard.subject.id);
  return written ? guard.done(to, "The finding is removed") : redirect(to);
}

/** Writes into the open audit; false when someone else changed the finding meanwhile. */
async function write(
  { db, stamp, actor, subject }: Guarded<Audit>,
  work: (
    tx: Parameters<typeof addFinding>[0],
    stamp: Parameters<typeof addFinding>[1],
    place: ReturnType<typeof placeOf>,
  ) => Promise<void>,
): Promise<boolean> {
  const saved = await save(db, async (tx) => {
    if (!(await openAudit(tx, stamp, subject.id))) return false;
    await work(tx, { ...stamp, actorId: actor.id }, placeOf(subject));
    return true;
  });
  if (!saved.ok) return false;
  const open = saved.value;
  if (!open) throw closedToAuditor(subject.state);
  return true;
}

export default function Findings() {
  const { frame, findings, editing, removing, draft, areas, themes } =
    useLoaderData<typeof loader>();
  const shared = { auditId: frame.id, areas, themes };
  const list = (kind: Finding["kind"]) => findings.filter((finding) => finding.kind === kind);
  return (
    <AuditPage
      frame={frame}
      current="findings"
      title="Strengths and areas for development"
      lead="What others can learn from this case. The worker and their manager read these as soon as you submit."
    >
      {removing ? (
        <ConfirmRemoval
          what="finding"
          words={removing.text}
          id={removing.id}
          version={removing.version}
          backTo={paths.audits.findings(frame.id)}
        />
      ) : null}
      <FindingList {...shared} title="Strengths" findings={list("strength")} />
      <FindingList {...shared} title="Areas for development" findings={list("development")} />
      <FindingForm key={`${editing?.id ?? `new ${findings.length}`} ${draft.begun}`} />
      <Button to={paths.audits.actions(frame.id)}>Continue to the actions for this child</Button>
    </AuditPage>
  );
}

function FindingForm() {
  const { frame, areas, themes, editing, newId, draft } = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>();
  const plain = useGovForm({
    check: (entries) => parseForm(findingForm, entries),
    stored: { ...editing, ...draft.typed },
    outcome,
    autosaved: true,
  });
  const found = useFoundForm({
    form: plain,
    frame,
    fields: draftFields("finding", editing?.id ?? "new"),
    draft,
  });
  const { form } = found;
  return (
    <>
      <h2 className="govuk-heading-m" id="finding">
        {editing ? "Change this finding" : "Add a finding"}
      </h2>
      <GovFormBody
        form={form}
        version={editing?.version}
        labels={{ text: "What you found" }}
        {...found.keeping}
      >
        {found.trouble}
        {found.begun}
        <input type="hidden" name="id" value={editing?.id ?? newId} readOnly />
        <Radios
          {...form.field("kind")}
          notice={found.notice("kind")}
          legend="Is it a strength or an area for development?"
          options={[
            { value: "strength", label: "Strength" },
            { value: "development", label: "Area for development" },
          ]}
          inline
          small
        />
        <TextArea
          {...form.field("text")}
          notice={found.notice("text")}
          label="What did you find?"
          hint="One thing at a time, and what it meant for the child. No names."
          rows={3}
          maxLength={2000}
        />
        <Select
          {...form.field("area")}
          notice={found.notice("area")}
          label="Practice area"
          emptyLabel="None in particular"
          options={areas}
        />
        <Select
          {...form.field("theme")}
          notice={found.notice("theme")}
          label="Theme"
          emptyLabel="None in particular"
          options={themes}
        />
        <ButtonGroup>
          <Button variant={editing ? "primary" : "secondary"}>
            {editing ? "Save the finding" : "Add the finding"}
          </Button>
          {found.discard}
          {editing ? <Link to={paths.audits.findings(frame.id)}>Cancel</Link> : null}
        </ButtonGroup>
        {found.status}
      </GovFormBody>
    </>
  );
}
