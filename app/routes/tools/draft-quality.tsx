import { redirect, type SerializeFrom } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { auditQualityForm } from "~/forms/tools";
import { paths } from "~/paths";
import { usualQuestions } from "~/rules/tools/audit-quality";
import { toolLimits } from "~/rules/tools/definition";
import { freshCode, moved, partVersion } from "~/rules/tools/draft";
import { asksQuestions, toolProblems } from "~/rules/tools/problems";
import type { QualityQuestion, ToolDefinition } from "~/rules/tools/tools";
import { type Find, guarded } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { draftFromUrl } from "~/server/tool-subjects.server";
import { Button, ButtonGroup, EnterButton } from "~/ui/button";
import { type FormOutcome, type GovForm, GovFormBody, useGovForm } from "~/ui/form";
import { Checkboxes } from "~/ui/inputs/choices";
import { TextArea } from "~/ui/inputs/text-area";
import { TextField } from "~/ui/inputs/text-field";
import { listUsedCodes } from "~db/tools/list.server";
import { type Drafted, savePart } from "./draft.server";
import { DraftPage } from "./draft-frame";

export const meta = () => [{ title: "Questions about the audit - Audit tool - Line of Sight" }];

/** Audits of the other kinds are not moderated: nothing is asked of them. */
const gradingDraftFromUrl: Find<Drafted> = async (finding) => {
  const found = await draftFromUrl(finding);
  return found && !asksQuestions(found.kind) ? found : null;
};

const partOf = ({ auditQuality }: ToolDefinition) => auditQuality ?? null;

export const loader = guarded("tools.edit", gradingDraftFromUrl, async ({ subject }) => {
  const { definition } = subject.draft;
  return {
    toolId: subject.id,
    toolName: subject.name,
    own: definition.auditQuality ?? null,
    version: partVersion(partOf(definition)),
    problems: toolProblems(definition, subject.kind).filter(({ part }) => part === "audit-quality"),
  };
});

type Typed = Record<string, { text: string; guidance: string; afterReveal: boolean }>;

/** The list after one deed; undefined is the usual one. */
function changed(
  questions: readonly QualityQuestion[],
  deed: string,
  code: string,
  added: string,
): QualityQuestion[] | undefined {
  switch (deed) {
    case "usual":
      return undefined;
    case "up":
      return moved(questions, code, -1);
    case "down":
      return moved(questions, code, 1);
    case "remove":
      return questions.filter((one) => one.code !== code);
    case "add":
      return [...questions, { code: added, text: "", afterReveal: false }];
    default:
      return [...questions];
  }
}

const asTyped = (questions: readonly QualityQuestion[], typed: Typed): QualityQuestion[] =>
  questions.map((one) => {
    const row = typed[one.code];
    if (!row) return one;
    const { text, guidance, afterReveal } = row;
    return { code: one.code, text, afterReveal, ...(guidance ? { guidance } : {}) };
  });

export const action = guarded("tools.edit", gradingDraftFromUrl, async (guard) => {
  const { request, db, subject, done } = guard;
  const form = await readForm(request, auditQualityForm);
  if (!form.ok) return refuse(form);
  const { intent = "save", version, questions: typed } = form.value;
  const [deed = "save", code = ""] = intent.split(":");
  const held = subject.draft.definition.auditQuality ?? [];
  if (deed === "add" && held.length >= toolLimits.questions)
    return refuseWith(
      { questions: typed },
      `Remove a question first: a tool asks at most ${toolLimits.questions}`,
    );
  const added = freshCode("question", await listUsedCodes(db, subject.id), "question");
  const refused = await savePart(guard, {
    name: "Questions about the audit",
    partOf,
    expected: version,
    apply: ({ auditQuality, ...tool }) => {
      const now = changed(asTyped(auditQuality ?? usualQuestions, typed), deed, code, added);
      return now === undefined ? tool : { ...tool, auditQuality: now };
    },
    typed: { questions: typed },
    theirs: (questions) => ({
      questions:
        questions === null
          ? "The usual questions"
          : questions.map(({ text }, index) => `${index + 1}. ${text}`).join(" "),
    }),
  });
  if (refused) return refused;
  const here = paths.tools.auditQuality(subject.id);
  if (deed === "add") return redirect(`${here}#questions.${added}.text`);
  if (deed === "own" || deed === "usual") return redirect(here);
  if (deed !== "save") return redirect(`${here}#questions`);
  return done(paths.tools.draft(subject.id), "The questions about the audit are saved");
});

type Page = SerializeFrom<typeof loader>;

export default function AuditQuality() {
  const page = useLoaderData<typeof loader>();
  const { toolId, toolName, own, problems } = page;
  const outcome = useActionData<typeof action>();
  return (
    <DraftPage
      toolId={toolId}
      toolName={toolName}
      title="Questions about the audit itself"
      lead="A moderator answers each of them met, partly met or not met, apart from the grades."
      problems={problems}
    >
      {own ? (
        <Own page={page} questions={own} outcome={outcome} />
      ) : (
        <Usual page={page} outcome={outcome} />
      )}
    </DraftPage>
  );
}

type Part = { page: Page; outcome: FormOutcome | undefined };

function Usual({ page, outcome }: Part) {
  const form = useGovForm({ check: (entries) => parseForm(auditQualityForm, entries), outcome });
  return (
    <GovFormBody form={form} version={page.version}>
      <p className="govuk-body">This tool asks the usual questions:</p>
      <ol className="govuk-list govuk-list--number">
        {usualQuestions.map(({ code, text, guidance, afterReveal }) => (
          <li key={code}>
            {text}
            <div className="govuk-hint">
              {guidance} {afterReveal ? "Asked once the auditor’s grades are shown." : ""}
            </div>
          </li>
        ))}
      </ol>
      <Button variant="secondary" name="intent" value="own">
        Change them for this tool
      </Button>
    </GovFormBody>
  );
}

function Own({ page, questions, outcome }: Part & { questions: readonly QualityQuestion[] }) {
  const form = useGovForm({
    check: (entries) => parseForm(auditQualityForm, entries),
    stored: {
      questions: Object.fromEntries(
        questions.map(({ code, text, guidance, afterReveal }) => [
          code,
          { text, guidance: guidance ?? "", afterReveal: afterReveal ? "yes" : "" },
        ]),
      ),
    },
    outcome,
  });
  return (
    <GovFormBody form={form} version={page.version} labels={{ questions: "Questions" }}>
      <EnterButton name="intent" value="save" />
      <ol className="los-editor-rows" id="questions">
        {questions.map(({ code }, index) => (
          <li key={code} className="los-editor-row los-editor-row--prompt">
            <Row form={form} code={code} at={index + 1} of={questions.length} />
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
        <Button variant="secondary" name="intent" value="usual">
          Go back to the usual questions
        </Button>
      </ButtonGroup>
    </GovFormBody>
  );
}

function Row({ form, code, at, of }: { form: GovForm; code: string; at: number; of: number }) {
  const deed = (to: string, words: string) => (
    <button type="submit" name="intent" value={`${to}:${code}`} className="los-link-button">
      {words}
      <span className="govuk-visually-hidden"> question {at}</span>
    </button>
  );
  return (
    <>
      <div className="los-editor-row__main">
        <TextArea
          {...form.field(`questions.${code}.text`)}
          label={`Question ${at}`}
          labelSize="s"
          rows={1}
        />
        <TextField
          {...form.field(`questions.${code}.guidance`)}
          label="What to look for"
          width="full"
        />
        <Checkboxes
          {...form.list(`questions.${code}.afterReveal`)}
          legend={`When question ${at} is asked`}
          hideLegend
          small
          options={[{ value: "yes", label: "Ask it once the auditor’s grades are shown" }]}
        />
      </div>
      <div className="los-editor-row__buttons">
        {at > 1 ? deed("up", "Move up") : null}
        {at < of ? deed("down", "Move down") : null}
        {deed("remove", "Remove")}
      </div>
    </>
  );
}
