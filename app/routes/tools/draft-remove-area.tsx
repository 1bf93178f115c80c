import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { versionForm } from "~/forms/tools";
import { paths } from "~/paths";
import { partVersion } from "~/rules/tools/draft";
import { isGradedArea } from "~/rules/tools/tools";
import { type Guarded, guarded, notFound } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { draftFromUrl } from "~/server/tool-subjects.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Link } from "~/ui/link";
import { TwoThirds } from "~/ui/page";
import { listPublishedCodes } from "~db/tools/list.server";
import { type Drafted, savePart } from "./draft.server";
import { DraftPage } from "./draft-frame";

export const meta = () => [{ title: "Remove a practice area - Audit tool - Line of Sight" }];

function areaOf({ subject, params }: Guarded<Drafted>) {
  const area = subject.draft.definition.areas.find(({ code }) => code === params.area);
  if (!area) throw notFound();
  return area;
}

export const loader = guarded("tools.edit", draftFromUrl, async (guard) => {
  const { subject, db } = guard;
  const area = areaOf(guard);
  return {
    toolId: subject.id,
    toolName: subject.name,
    version: partVersion(area),
    code: area.code,
    name: area.name,
    prompts: area.prompts.length,
    breaks: isGradedArea(area) && (await listPublishedCodes(db, subject.id)).has(area.code),
  };
});

export const action = guarded("tools.edit", draftFromUrl, async (guard) => {
  const area = areaOf(guard);
  const form = await readForm(guard.request, versionForm);
  if (!form.ok) return refuse(form);
  const refused = await savePart(guard, {
    name: `${area.name} removed`,
    partOf: (tool) => tool.areas.find((one) => one.code === area.code) ?? null,
    expected: form.value.version,
    apply: (tool) => ({ ...tool, areas: tool.areas.filter((one) => one.code !== area.code) }),
    typed: {},
    theirs: (part) => ({ name: part?.name ?? "", about: part?.about ?? "" }),
  });
  const back = paths.tools.draft(guard.subject.id);
  return refused ?? guard.done(back, `${area.name} is removed from the draft`);
});

export default function RemoveArea() {
  const page = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(versionForm, entries),
    outcome: useActionData<typeof action>(),
  });
  const back = paths.tools.area(page.toolId, page.code);
  return (
    <DraftPage
      toolId={page.toolId}
      toolName={page.toolName}
      back={{ to: back, label: page.name }}
      title={`Remove ${page.name}?`}
    >
      <TwoThirds>
        <GovFormBody
          form={form}
          version={page.version}
          labels={{ name: "Name", about: "What it looks at" }}
        >
          <p className="govuk-body">
            The area goes from the draft with its {page.prompts} prompts and four descriptors. The
            versions already published keep it.
            {page.breaks
              ? " It is graded now, so without it the next version is a major one and trends break."
              : ""}
          </p>
          <ButtonGroup>
            <Button variant="warning">Remove this area</Button>
            <Link to={back}>Keep it</Link>
          </ButtonGroup>
        </GovFormBody>
      </TwoThirds>
    </DraftPage>
  );
}
