import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { themesForm } from "~/forms/tools";
import { paths } from "~/paths";
import { codedLines, partVersion, repeatedName } from "~/rules/tools/draft";
import { toolProblems } from "~/rules/tools/problems";
import { guarded } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { draftFromUrl } from "~/server/tool-subjects.server";
import { Button } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { TextArea } from "~/ui/inputs/text-area";
import { TwoThirds } from "~/ui/page";
import { listUsedCodes } from "~db/tools/list.server";
import { savePart } from "./draft.server";
import { DraftPage } from "./draft-frame";

export const meta = () => [{ title: "Themes - Audit tool - Line of Sight" }];

export const loader = guarded("tools.edit", draftFromUrl, async ({ subject }) => {
  const { themes } = subject.draft.definition;
  return {
    toolId: subject.id,
    toolName: subject.name,
    themes: themes.map(({ name }) => name).join("\n"),
    version: partVersion(themes),
    problems: toolProblems(subject.draft.definition, subject.kind).filter(
      (problem) => problem.part === "themes",
    ),
  };
});

export const action = guarded("tools.edit", draftFromUrl, async (guard) => {
  const { request, db, subject, done } = guard;
  const form = await readForm(request, themesForm);
  if (!form.ok) return refuse(form);
  const { version, themes } = form.value;
  const twice = repeatedName(themes.split("\n").map((line) => line.trim()));
  if (twice) {
    const words = `Give each theme once: “${twice}” is there twice`;
    return refuse({ errors: { themes: words }, typed: { themes } });
  }
  const used = await listUsedCodes(db, subject.id);
  const refused = await savePart(guard, {
    name: "Themes",
    partOf: (tool) => tool.themes,
    expected: version,
    apply: (tool) => ({ ...tool, themes: codedLines(themes, tool.themes, used) }),
    typed: { themes },
    theirs: (now) => ({ themes: now.map(({ name }) => name).join("; ") }),
  });
  return refused ?? done(paths.tools.draft(subject.id), "The themes are saved");
});

export default function Themes() {
  const { toolId, toolName, themes, version, problems } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(themesForm, entries),
    stored: { themes },
    outcome: useActionData<typeof action>(),
  });
  return (
    <DraftPage toolId={toolId} toolName={toolName} title="Themes" problems={problems}>
      <TwoThirds>
        <GovFormBody form={form} version={version} labels={{ themes: "Themes" }}>
          <TextArea
            {...form.field("themes")}
            label="Themes that findings and actions are sorted by"
            labelSize="s"
            hint="One a line. A theme that is worded differently keeps its findings if you change one line at a time."
            rows={18}
          />
          <Button>Save</Button>
        </GovFormBody>
      </TwoThirds>
    </DraftPage>
  );
}
