import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { questionsForm } from "~/forms/tools";
import { paths } from "~/paths";
import { freshCode, moved, partVersion } from "~/rules/tools/draft";
import { toolProblems } from "~/rules/tools/problems";
import type { Question, ToolDefinition } from "~/rules/tools/tools";
import { questionLimits } from "~/rules/tools/tools";
import { guarded } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { draftFromUrl } from "~/server/tool-subjects.server";
import { Button, ButtonGroup, EnterButton } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { TextArea } from "~/ui/inputs/text-area";
import { TextField } from "~/ui/inputs/text-field";
import { listUsedCodes } from "~db/tools/list.server";
import { savePart } from "./draft.server";
import { DraftPage } from "./draft-frame";

export const meta = () => [{ title: "Questions - Audit tool - Line of Sight" }];

export const loader = guarded("tools.edit", draftFromUrl, async ({ subject }) => {
  const { questions } = subject.draft.definition;
  return {
    toolId: subject.id,
    toolName: subject.name,
    questions,
    version: partVersion(questions),
    problems: toolProblems(subject.draft.definition, subject.kind).filter(
      (problem) => problem.part === "questions",
    ),
  };
});

export const action = guarded("tools.edit", draftFromUrl, async (guard) => {
  const { request, db, subject, done } = guard;
  const form = await readForm(request, questionsForm);
  if (!form.ok) return refuse(form);
  const { intent = "save", version, questions: typed } = form.value;
  const [deed, code = ""] = intent.split(":");
  if (deed === "add" && subject.draft.definition.questions.length >= questionLimits.most)
    return refuseWith(
      { questions: typed },
      `Remove a question first: one exercise asks at most ${questionLimits.most}`,
    );
  const added = freshCode("question", await listUsedCodes(db, subject.id), "question");
  const apply = (tool: ToolDefinition): ToolDefinition => {
    let questions = tool.questions.map((one): Question => {
      const { text, guidance } = typed[one.code] ?? { text: one.text, guidance: one.guidance };
      return { code: one.code, text, ...(guidance ? { guidance } : {}) };
    });
    if (deed === "up" || deed === "down")
      questions = moved(questions, code, deed === "up" ? -1 : 1);
    if (deed === "remove") questions = questions.filter((one) => one.code !== code);
    if (deed === "add") questions = [...questions, { code: added, text: "" }];
    return { ...tool, questions };
  };
  const refused = await savePart(guard, {
    name: "Questions",
    partOf: (tool) => tool.questions,
    expected: version,
    apply,
    typed: { questions: typed },
    theirs: (questions) => ({
      questions: questions.map(({ text }, index) => `${index + 1}. ${text}`).join(" "),
    }),
  });
  if (refused) return refused;
  const here = paths.tools.questions(subject.id);
  if (deed === "add") return redirect(`${here}#questions.${added}.text`);
  if (deed !== "save") return redirect(`${here}#questions`);
  return done(paths.tools.draft(subject.id), "The questions are saved");
});

export default function Questions() {
  const { toolId, toolName, questions, version, problems } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(questionsForm, entries),
    stored: {
      questions: Object.fromEntries(
        questions.map(({ code, text, guidance }) => [code, { text, guidance: guidance ?? "" }]),
      ),
    },
    outcome: useActionData<typeof action>(),
  });
  const deed = (to: string, code: string, words: string, of: number) => (
    <button type="submit" name="intent" value={`${to}:${code}`} className="los-link-button">
      {words}
      <span className="govuk-visually-hidden"> question {of}</span>
    </button>
  );
  return (
    <DraftPage
      toolId={toolId}
      toolName={toolName}
      title="Questions"
      lead="Each is answered met, partly met, not met or not applicable, case by case. Whoever plans an exercise may change them for it."
      problems={problems}
    >
      <GovFormBody form={form} version={version} labels={{ questions: "Questions" }}>
        <EnterButton name="intent" value="save" />
        <ol className="los-editor-rows" id="questions">
          {questions.map(({ code }, index) => (
            <li key={code} className="los-editor-row los-editor-row--prompt">
              <div className="los-editor-row__main">
                <TextArea
                  {...form.field(`questions.${code}.text`)}
                  label={`Question ${index + 1}`}
                  labelSize="s"
                  rows={2}
                />
                <TextField
                  {...form.field(`questions.${code}.guidance`)}
                  label="What to look for"
                  width="full"
                />
              </div>
              <div className="los-editor-row__buttons">
                {index > 0 ? deed("up", code, "Move up", index + 1) : null}
                {index < questions.length - 1 ? deed("down", code, "Move down", index + 1) : null}
                {deed("remove", code, "Remove", index + 1)}
              </div>
            </li>
          ))}
        </ol>
        <ButtonGroup>
          <Button name="intent" value="save">
            Save
          </Button>
          <Button variant="secondary" name="intent" value="add">
            Add a question
          </Button>
        </ButtonGroup>
      </GovFormBody>
    </DraftPage>
  );
}
