import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { overallForm } from "~/forms/tools";
import { paths } from "~/paths";
import { emptyDescriptors, partVersion } from "~/rules/tools/draft";
import { judgementNames } from "~/rules/tools/grades";
import { asksQuestions, toolProblems } from "~/rules/tools/problems";
import { grades } from "~/rules/tools/scale";
import { guarded, notFound } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { draftFromUrl } from "~/server/tool-subjects.server";
import { Button } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { TextArea } from "~/ui/inputs/text-area";
import { DescriptorFields } from "./descriptors";
import { savePart } from "./draft.server";
import { DraftPage } from "./draft-frame";

export const meta = () => [{ title: "Overall judgement - Audit tool - Line of Sight" }];

const labels = {
  about: "What it is",
  ...Object.fromEntries(grades.map((g) => [`descriptors.${g}`, judgementNames[g]])),
};

export const loader = guarded("tools.edit", draftFromUrl, async ({ subject }) => {
  const { overall } = subject.draft.definition;
  if (!overall && asksQuestions(subject.kind)) throw notFound();
  return {
    toolId: subject.id,
    toolName: subject.name,
    // A file may have brought a tool without one: this is where it is written.
    overall: overall ?? { about: "", descriptors: emptyDescriptors() },
    version: partVersion(overall),
    problems: toolProblems(subject.draft.definition, subject.kind).filter(
      (problem) => problem.part === "overall",
    ),
  };
});

export const action = guarded("tools.edit", draftFromUrl, async (guard) => {
  const form = await readForm(guard.request, overallForm);
  if (!form.ok) return refuse(form);
  const { version, about, descriptors } = form.value;
  const refused = await savePart(guard, {
    name: "Overall judgement",
    partOf: (tool) => tool.overall,
    expected: version,
    apply: (tool) => ({ ...tool, overall: { about, descriptors } }),
    typed: { about, descriptors },
    theirs: (overall) => ({
      about: overall?.about ?? "",
      ...Object.fromEntries(grades.map((g) => [`descriptors.${g}`, overall?.descriptors[g] ?? ""])),
    }),
  });
  const back = paths.tools.draft(guard.subject.id);
  return refused ?? guard.done(back, "The overall judgement is saved");
});

export default function Overall() {
  const { toolId, toolName, overall, version, problems } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(overallForm, entries),
    stored: overall,
    outcome: useActionData<typeof action>(),
  });
  return (
    <DraftPage toolId={toolId} toolName={toolName} title="Overall judgement" problems={problems}>
      <GovFormBody form={form} version={version} labels={labels}>
        <div className="los-narrow">
          <TextArea
            {...form.field("about")}
            label="What it is"
            labelSize="s"
            hint="A judgement of its own, never worked out from the areas: say so in your words"
            rows={4}
          />
        </div>
        <h2 className="govuk-heading-m">What each grade looks like</h2>
        <DescriptorFields form={form} />
        <Button>Save</Button>
      </GovFormBody>
    </DraftPage>
  );
}
