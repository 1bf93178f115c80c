import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { discardForm } from "~/forms/tools";
import { paths } from "~/paths";
import { counted } from "~/rules/core/words";
import { compareTools } from "~/rules/tools/compare-tools";
import { versionInWords } from "~/rules/tools/versions";
import { guarded } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { save } from "~/server/save.server";
import { draftFromUrl } from "~/server/tool-subjects.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Checkboxes } from "~/ui/inputs/choices";
import { Link } from "~/ui/link";
import { TwoThirds } from "~/ui/page";
import { removeDraft } from "~db/tools/drafts.server";
import { findVersion, listVersions } from "~db/tools/list.server";
import { DraftPage } from "./draft-frame";

export const meta = () => [{ title: "Discard a draft - Audit tool - Line of Sight" }];

export const loader = guarded("tools.edit", draftFromUrl, async ({ db, subject }) => {
  const { draft } = subject;
  const [latest] = await listVersions(db, subject.id);
  const published = latest ? await findVersion(db, subject.id, latest.id) : null;
  return {
    toolId: subject.id,
    toolName: subject.name,
    draftId: draft.id,
    version: draft.version,
    stays: published && versionInWords(published),
    changes: published ? compareTools(published.definition, draft.definition).length : null,
  };
});

export const action = guarded("tools.edit", draftFromUrl, async (guard) => {
  const { request, db, subject, stamp, done } = guard;
  const form = await readForm(request, discardForm);
  if (!form.ok) return refuse(form);
  const saved = await save(db, (tx) => removeDraft(tx, stamp, subject.draft, form.value.version));
  if (!saved.ok)
    return refuse({
      errors: { "": "Look at the draft again: someone changed it after this page was opened" },
      typed: {},
    });
  const { toolRemoved } = saved.value;
  return done(
    toolRemoved ? paths.tools.list() : paths.tools.one(subject.id),
    `The draft of ${subject.name} is discarded`,
  );
});

export default function Discard() {
  const page = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(discardForm, entries),
    outcome: useActionData<typeof action>(),
  });
  const lost =
    page.changes === null
      ? "Nothing of this tool is published, so the tool goes with its draft."
      : page.changes === 0
        ? "Nothing in it is changed yet."
        : `${counted(page.changes, "change is", "changes are")} lost.`;
  return (
    <DraftPage toolId={page.toolId} toolName={page.toolName} title="Discard this draft?">
      <TwoThirds>
        <GovFormBody form={form} version={page.version}>
          <p className="govuk-body">
            {lost}
            {page.stays ? ` Version ${page.stays} stays as it is.` : ""} To keep a copy,{" "}
            <Link to={paths.tools.json(page.toolId, page.draftId)} download>
              export the draft as a file
            </Link>{" "}
            first.
          </p>
          <Checkboxes
            {...form.list("sure")}
            legend="Before you discard it"
            hideLegend
            options={[{ value: "yes", label: "I am sure: this can’t be undone" }]}
          />
          <ButtonGroup>
            <Button variant="warning">Discard this draft</Button>
            <Link to={paths.tools.draft(page.toolId)}>Keep it</Link>
          </ButtonGroup>
        </GovFormBody>
      </TwoThirds>
    </DraftPage>
  );
}
