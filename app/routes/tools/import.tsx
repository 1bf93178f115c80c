import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { importToolForm } from "~/forms/tools";
import { paths } from "~/paths";
import { exerciseKindNames } from "~/rules/exercises/exercises";
import { readToolFile } from "~/rules/tools/file";
import { guarded, noRecord } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { overtaken, saveUnlessTaken } from "~/server/save.server";
import { Button } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { FileField } from "~/ui/inputs/file-field";
import { Select } from "~/ui/inputs/select";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import type { ErrorHandle } from "~/ui/page-errors";
import { transact } from "~db/core/open.server";
import { addDraft, addTool } from "~db/tools/drafts.server";
import { listTools } from "~db/tools/list.server";

export const meta = () => [{ title: "Import an audit tool - Line of Sight" }];

const newTool = "new";

export const handle: ErrorHandle = {
  errorHref: (name) => (name.startsWith("file-") ? "#file" : `#${name}`),
};

export const loader = guarded("tools.edit", noRecord, async ({ db, request }) => {
  const into = new URL(request.url).searchParams.get("into") ?? newTool;
  const tools = await listTools(db);
  return {
    into: tools.some(({ id }) => id === into) ? into : newTool,
    choices: [
      { value: newTool, label: "A new tool" },
      ...tools.map(({ id, name, kind, hasDraft }) => ({
        value: id,
        label: `The next version of ${name} (${exerciseKindNames[kind].toLowerCase()})${hasDraft ? ": it has a draft already" : ""}`,
        disabled: hasDraft,
      })),
    ],
  };
});

export const action = guarded("tools.edit", noRecord, async (guard) => {
  const { request, db, stamp, done } = guard;
  const form = await readForm(request, importToolForm);
  if (!form.ok) return refuse(form);
  const { file, into } = form.value;
  const typed = { into };
  const read = readToolFile(await file.text());
  if (!read.ok) {
    const [first = "", ...others] = read.problems;
    const rest = Object.fromEntries(others.map((words, index) => [`file-${index + 2}`, words]));
    return refuse({ errors: { file: first, ...rest }, typed });
  }
  const { kind, definition } = read;
  const from = `the file ${file.name.slice(0, 100)}`;
  if (into === newTool) {
    const toolId = await transact(db, (tx) => addTool(tx, stamp, { kind, definition, from }));
    return done(paths.tools.draft(toolId), "The file is read. It is a draft until you publish it");
  }
  const tool = (await listTools(db)).find(({ id }) => id === into);
  if (!tool) return refuseWith(typed, "Choose what it becomes from the list", "into");
  const taken = `Publish or discard the draft of ${tool.name} first: a tool has one draft at a time`;
  if (tool.hasDraft) return refuseWith(typed, taken, "into");
  if (tool.kind !== kind)
    return refuseWith(
      typed,
      `Choose another tool: the file is for a ${exerciseKindNames[kind].toLowerCase()}, and ${tool.name} for a ${exerciseKindNames[tool.kind].toLowerCase()}`,
      "into",
    );
  const basedOnId = tool.latest?.id ?? null;
  const saved = await saveUnlessTaken(db, (tx) =>
    addDraft(tx, stamp, tool.id, { definition, basedOnId, from }),
  );
  if (!saved.ok) return overtaken(typed, taken, "into");
  return done(
    paths.tools.draft(tool.id),
    "The file is read as a draft. See what changes before you publish it",
  );
});

export default function ImportTool() {
  const { choices, into } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(importToolForm, entries),
    stored: { into },
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <BackLink to={paths.tools.list()}>Audit tools</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            title="Import a tool from a file"
            lead="A file exported here or by another council. It always becomes a draft, and nothing published is changed."
          />
          <GovFormBody form={form} encType="multipart/form-data">
            <FileField
              {...form.file("file")}
              label="File"
              hint="JSON, at most 1 MB"
              accept=".json,application/json"
            />
            <Select {...form.field("into")} label="What does it become?" options={choices} />
            <Button>Read the file</Button>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}
