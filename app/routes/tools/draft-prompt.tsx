import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { promptForm } from "~/forms/tools";
import { paths } from "~/paths";
import { plural } from "~/rules/core/words";
import { codedLines, partVersion, withArea, withPrompt } from "~/rules/tools/draft";
import { isInCircle, toolProblems } from "~/rules/tools/problems";
import {
  answerChoices,
  answerTypeNames,
  conditionInWords,
  mayBeAskedOf,
} from "~/rules/tools/prompts";
import type { PracticeArea, Prompt, ToolDefinition } from "~/rules/tools/tools";
import { type Guarded, guarded, notFound } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { draftFromUrl } from "~/server/tool-subjects.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { TwoThirds } from "~/ui/page";
import { type Drafted, partIsGone, savePart } from "./draft.server";
import { DraftPage } from "./draft-frame";
import { PromptFields, promptLabels } from "./prompt-fields";

export const meta = () => [{ title: "Prompt - Audit tool - Line of Sight" }];

function findHere({ subject, params }: Guarded<Drafted>): { area: PracticeArea; prompt: Prompt } {
  const area = subject.draft.definition.areas.find(({ code }) => code === params.area);
  const prompt = area?.prompts.find(({ code }) => code === params.prompt);
  if (!area || !prompt) throw notFound();
  return { area, prompt };
}

/** The prompts of the area that this one may depend on without depending on itself. */
const candidatesFor = (prompt: Prompt, area: PracticeArea): Prompt[] =>
  area.prompts.filter((one) => {
    if (one.code === prompt.code || !mayBeAskedOf(one)) return false;
    const depending = { ...prompt, shownIf: { prompt: one.code, answers: [] } };
    return !isInCircle(depending, withPrompt(area, depending));
  });

export const loader = guarded("tools.edit", draftFromUrl, async (guard) => {
  const { subject } = guard;
  const { area, prompt } = findHere(guard);
  return {
    toolId: subject.id,
    toolName: subject.name,
    areaCode: area.code,
    areaName: area.name,
    place: area.prompts.indexOf(prompt) + 1,
    of: area.prompts.length,
    version: partVersion(prompt),
    prompt,
    candidates: candidatesFor(prompt, area).map((one) => ({
      code: one.code,
      text: one.text || one.code,
      choices: answerChoices(one),
    })),
    dependants: area.prompts
      .filter(({ shownIf }) => shownIf?.prompt === prompt.code)
      .map((one) => one.text || one.code),
    problems: toolProblems(subject.draft.definition, subject.kind).filter(
      (problem) => problem.part === `area:${area.code}` && problem.prompt === prompt.code,
    ),
  };
});

export const action = guarded("tools.edit", draftFromUrl, async (guard) => {
  const { request, subject, params } = guard;
  const there = subject.draft.definition.areas.find(({ code }) => code === params.area);
  if (!there?.prompts.some(({ code }) => code === params.prompt)) throw partIsGone("prompt");
  const { area, prompt } = findHere(guard);
  const form = await readForm(request, promptForm);
  if (!form.ok) return refuse(form);
  const { value } = form;
  const typed = {
    ...value,
    required: value.required ? "yes" : "",
    ifPrompt: value.ifPrompt ?? "",
  };
  const on = area.prompts.find(({ code }) => code === value.ifPrompt);
  if (value.asked === "if") {
    if (!on || !candidatesFor(prompt, area).includes(on))
      return refuseWith(typed, "Choose the prompt that it depends on from the list", "ifPrompt");
    const known = answerChoices(on).map(({ code }) => code);
    if (value.ifAnswers.some((code) => !known.includes(code)))
      return refuseWith(typed, "Choose which answers bring it up", "ifAnswers");
  }
  const choices = codedLines(value.choices, prompt.choices ?? []);
  const next: Prompt = {
    code: prompt.code,
    text: value.text,
    ...(value.guidance ? { guidance: value.guidance } : {}),
    ...(value.answer === "scale" ? {} : { answer: value.answer }),
    ...(value.answer === "choice" ? { choices } : {}),
    ...(value.required ? { required: true } : {}),
    ...(value.asked === "if" && on
      ? { shownIf: { prompt: on.code, answers: value.ifAnswers } }
      : {}),
  };
  const inArea = (tool: ToolDefinition) => tool.areas.find(({ code }) => code === area.code);
  const refused = await savePart(guard, {
    name: `A prompt of ${area.name}`,
    partOf: (tool) => inArea(tool)?.prompts.find(({ code }) => code === prompt.code) ?? null,
    expected: value.version,
    apply: (tool) => {
      const held = inArea(tool);
      return held ? withArea(tool, withPrompt(held, next)) : tool;
    },
    typed,
    theirs: (part) => ({
      text: part?.text ?? "Removed from the draft",
      guidance: part?.guidance ?? "",
      answer: part ? answerTypeNames[part.answer ?? "scale"] : "",
      choices: (part?.choices ?? []).map(({ name }) => name).join("; "),
      required: part?.required ? "Yes" : "No",
      asked: part ? conditionInWords(part, area.prompts) || "Always" : "",
    }),
  });
  if (refused) return refused;
  return redirect(`${paths.tools.area(subject.id, area.code)}#prompts`);
});

export default function PromptPage() {
  const page = useLoaderData<typeof loader>();
  const { toolId, prompt, candidates } = page;
  const form = useGovForm({
    check: (entries) => parseForm(promptForm, entries),
    stored: {
      text: prompt.text,
      guidance: prompt.guidance ?? "",
      answer: prompt.answer ?? "scale",
      choices: (prompt.choices ?? []).map(({ name }) => name).join("\n"),
      required: prompt.required ? "yes" : "",
      asked: prompt.shownIf ? "if" : "always",
      ifPrompt: prompt.shownIf?.prompt ?? "",
      ifAnswers: prompt.shownIf?.answers ?? [],
    },
    outcome: useActionData<typeof action>(),
  });
  return (
    <DraftPage
      toolId={toolId}
      toolName={page.toolName}
      back={{ to: paths.tools.area(toolId, page.areaCode), label: page.areaName }}
      title={`Prompt ${page.place} of ${page.of}`}
      lead={page.areaName}
      problems={page.problems}
    >
      <TwoThirds>
        <GovFormBody form={form} version={page.version} labels={promptLabels}>
          <PromptFields form={form} candidates={candidates} />
          {page.dependants.length > 0 ? (
            <p className="govuk-body">
              {plural(page.dependants.length, "Another prompt depends", "Other prompts depend")} on
              the answer to this one: {page.dependants.map((text) => `“${text}”`).join(", ")}.
            </p>
          ) : null}
          <ButtonGroup>
            <Button>Save this prompt</Button>
          </ButtonGroup>
        </GovFormBody>
      </TwoThirds>
    </DraftPage>
  );
}
