import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { aboutForm } from "~/forms/tools";
import { paths } from "~/paths";
import { voiceKindNames } from "~/rules/tools/compare-tools";
import { partVersion } from "~/rules/tools/draft";
import { asksQuestions } from "~/rules/tools/problems";
import { type ToolDefinition, voiceKinds } from "~/rules/tools/tools";
import { guarded } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { draftFromUrl } from "~/server/tool-subjects.server";
import { Button } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Checkboxes } from "~/ui/inputs/choices";
import { TextArea } from "~/ui/inputs/text-area";
import { TextField } from "~/ui/inputs/text-field";
import { TwoThirds } from "~/ui/page";
import { findProblems, savePart } from "./draft.server";
import { DraftPage } from "./draft-frame";

export const meta = () => [{ title: "Name, look-back and voices - Audit tool - Line of Sight" }];

const partOf = ({ name, about, lookBack, voices }: ToolDefinition) => ({
  name,
  about,
  lookBack,
  voices,
});

const labels = {
  name: "Name",
  about: "What it says to the auditor",
  judgeMonths: "Months judged",
  readMonths: "Months read",
  voices: "Voices",
};

export const loader = guarded("tools.edit", draftFromUrl, async (guard) => {
  const { subject } = guard;
  const part = partOf(subject.draft.definition);
  return {
    toolId: subject.id,
    toolName: subject.name,
    version: partVersion(part),
    part,
    hearsVoices: !asksQuestions(subject.kind),
    problems: (await findProblems(guard)).filter((problem) => problem.part === "about"),
  };
});

export const action = guarded("tools.edit", draftFromUrl, async (guard) => {
  const form = await readForm(guard.request, aboutForm);
  if (!form.ok) return refuse(form);
  const { name, about, judgeMonths, readMonths, voices, version } = form.value;
  const refused = await savePart(guard, {
    name: "Name, look-back and voices",
    partOf,
    expected: version,
    apply: (tool) => ({ ...tool, name, about, lookBack: { judgeMonths, readMonths }, voices }),
    typed: {
      name,
      about,
      judgeMonths: String(judgeMonths),
      readMonths: String(readMonths),
      voices,
    },
    theirs: (part) => ({
      name: part.name,
      about: part.about,
      judgeMonths: String(part.lookBack.judgeMonths),
      readMonths: String(part.lookBack.readMonths),
      voices: part.voices.map((kind) => voiceKindNames[kind]).join("; "),
    }),
  });
  return refused ?? guard.done(paths.tools.draft(guard.subject.id), "Name and look-back are saved");
});

export default function About() {
  const { toolId, toolName, version, part, hearsVoices, problems } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(aboutForm, entries),
    stored: { ...part, ...part.lookBack },
    outcome: useActionData<typeof action>(),
  });
  return (
    <DraftPage
      toolId={toolId}
      toolName={toolName}
      title="Name, look-back and voices"
      problems={problems}
    >
      <TwoThirds>
        <GovFormBody form={form} version={version} labels={labels}>
          <TextField {...form.field("name")} label="Name of the tool" labelSize="s" />
          <TextArea
            {...form.field("about")}
            label="What it says to the auditor"
            labelSize="s"
            hint="One paragraph, at the head of every audit: what to read, whom to hear, what to look for"
            rows={7}
          />
          <TextField
            {...form.field("judgeMonths")}
            label="Months to judge"
            labelSize="s"
            hint="What the grade is about, counted back from the day the audit starts"
            inputMode="numeric"
            width={3}
          />
          <TextField
            {...form.field("readMonths")}
            label="Months to read"
            labelSize="s"
            hint="How far back to read, so that the child’s story is understood"
            inputMode="numeric"
            width={3}
          />
          {hearsVoices ? (
            <Checkboxes
              {...form.list("voices")}
              legend="Whose voices are to be heard?"
              legendSize="s"
              hint="An audit can’t be submitted until each is recorded, or the reason why not"
              options={voiceKinds.map((kind) => ({ value: kind, label: voiceKindNames[kind] }))}
            />
          ) : null}
          <Button>Save</Button>
        </GovFormBody>
      </TwoThirds>
    </DraftPage>
  );
}
