import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { newToolForm } from "~/forms/tools";
import { paths } from "~/paths";
import { exerciseKindNames } from "~/rules/exercises/exercises";
import { emptyTool, isSameName } from "~/rules/tools/draft";
import { toolKinds } from "~/rules/tools/file";
import { asksQuestions } from "~/rules/tools/problems";
import { versionInWords } from "~/rules/tools/versions";
import { guarded, noRecord } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { Button } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Radios } from "~/ui/inputs/choices";
import { Select } from "~/ui/inputs/select";
import { TextField } from "~/ui/inputs/text-field";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { transact } from "~db/core/open.server";
import { addTool } from "~db/tools/drafts.server";
import { findVersion, listTools } from "~db/tools/list.server";

export const meta = () => [{ title: "Add an audit tool - Line of Sight" }];

export const loader = guarded("tools.edit", noRecord, async ({ db }) => ({
  tools: (await listTools(db)).flatMap(({ id, name, kind, latest }) =>
    latest
      ? [
          {
            value: id,
            label: `${name}, version ${versionInWords(latest)} (${exerciseKindNames[kind].toLowerCase()})`,
          },
        ]
      : [],
  ),
}));

export const action = guarded("tools.edit", noRecord, async (guard) => {
  const { request, db, stamp, done } = guard;
  const form = await readForm(request, newToolForm);
  if (!form.ok) return refuse(form);
  const { start, kind = "core", copyOf, name } = form.value;
  const tools = await listTools(db);
  if (tools.some((tool) => isSameName(tool.name, name)))
    return refuseWith({ ...form.value }, "Enter another name: a tool is called this", "name");
  const source = tools.find(({ id }) => id === copyOf);
  const version = source?.latest ? await findVersion(db, source.id, source.latest.id) : null;
  if (start === "copy" && (!source || !version))
    return refuseWith({ ...form.value }, "Choose the tool to copy from the list", "copyOf");
  const copied = start === "copy" && source && version;
  const toolId = await transact(db, (tx) =>
    addTool(tx, stamp, {
      kind: copied ? source.kind : kind,
      definition: copied ? { ...version.definition, name } : emptyTool(name, !asksQuestions(kind)),
      from: copied ? `a copy of ${source.name}` : "nothing",
    }),
  );
  return done(paths.tools.draft(toolId), `${name} is begun as a draft`);
});

export default function NewTool() {
  const { tools } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(newToolForm, entries),
    stored: { start: "copy", kind: "core" },
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <BackLink to={paths.tools.list()}>Audit tools</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            title="Add a tool"
            lead="It starts as a draft, and is offered to exercises once it is published."
          />
          <GovFormBody form={form}>
            <TextField {...form.field("name")} label="What is it called?" labelSize="s" />
            <Radios
              {...form.field("start")}
              legend="What does it start from?"
              legendSize="s"
              options={[
                {
                  value: "copy",
                  label: "A copy of a tool that is here",
                  hint: "Area codes stay the same, so that findings can be read across tools",
                  conditional: (
                    <Select
                      {...form.field("copyOf")}
                      label="Which tool?"
                      emptyLabel="Choose a tool"
                      options={tools}
                    />
                  ),
                },
                {
                  value: "empty",
                  label: "Nothing: I write it myself",
                  conditional: (
                    <Radios
                      {...form.field("kind")}
                      legend="What kind of exercise is it for?"
                      small
                      options={toolKinds.map((kind) => ({
                        value: kind,
                        label: exerciseKindNames[kind],
                        hint: asksQuestions(kind)
                          ? "Questions, met or not"
                          : "Practice areas with grades",
                      }))}
                    />
                  ),
                },
              ]}
            />
            <p className="govuk-body">
              To start from a file of another council,{" "}
              <Link to={paths.tools.import()}>import it</Link>.
            </p>
            <Button>Begin the draft</Button>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}
