import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { areaForm } from "~/forms/tools";
import { paths } from "~/paths";
import { toolLimits } from "~/rules/tools/definition";
import { freshCode, isSameName, moved, partVersion, withArea } from "~/rules/tools/draft";
import { judgementNames } from "~/rules/tools/grades";
import { toolProblems } from "~/rules/tools/problems";
import { particulars } from "~/rules/tools/prompts";
import { grades } from "~/rules/tools/scale";
import { isGradedArea, type PracticeArea, type ToolDefinition } from "~/rules/tools/tools";
import { type Guarded, guarded, notFound } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { draftFromUrl } from "~/server/tool-subjects.server";
import { Button, ButtonGroup, EnterButton } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Checkboxes } from "~/ui/inputs/choices";
import { TextArea } from "~/ui/inputs/text-area";
import { TextField } from "~/ui/inputs/text-field";
import { Link } from "~/ui/link";
import { listPublishedCodes, listUsedCodes } from "~db/tools/list.server";
import { DescriptorFields } from "./descriptors";
import { type Drafted, partIsGone, savePart } from "./draft.server";
import { DraftPage } from "./draft-frame";
import { PromptRows } from "./prompt-rows";

export const meta = () => [{ title: "Practice area - Audit tool - Line of Sight" }];

function areaOf({ subject, params }: Guarded<Drafted>): PracticeArea {
  const area = subject.draft.definition.areas.find(({ code }) => code === params.area);
  if (!area) throw notFound();
  return area;
}

const labels = {
  name: "Name",
  about: "What it looks at",
  graded: "Graded",
  mayNotApply: "May not apply",
  prompts: "Prompts",
  ...Object.fromEntries(grades.map((g) => [`descriptors.${g}`, judgementNames[g]])),
};

const yes = (value: boolean) => (value ? "yes" : "");

export const loader = guarded("tools.edit", draftFromUrl, async (guard) => {
  const { subject, db } = guard;
  const area = areaOf(guard);
  const { definition } = subject.draft;
  const place = definition.areas.indexOf(area);
  return {
    toolId: subject.id,
    toolName: subject.name,
    draftId: subject.draft.id,
    version: partVersion(area),
    area,
    rows: area.prompts.map((prompt) => ({
      code: prompt.code,
      guidance: prompt.guidance ?? "",
      particulars: particulars(prompt, area.prompts),
    })),
    next: definition.areas[place + 1]?.name ?? null,
    codeFixed: (await listPublishedCodes(db, subject.id)).has(area.code),
    problems: toolProblems(definition, subject.kind).filter(
      (problem) => problem.part === `area:${area.code}`,
    ),
  };
});

export const action = guarded("tools.edit", draftFromUrl, async (guard) => {
  const { request, db, subject, done, params } = guard;
  if (!subject.draft.definition.areas.some(({ code }) => code === params.area))
    throw partIsGone("area");
  const held = areaOf(guard);
  const form = await readForm(request, areaForm);
  if (!form.ok) return refuse(form);
  const { intent = "save", version, name, code, about, graded, mayNotApply, ...rest } = form.value;
  const typed = {
    ...{ name, code, about, graded: yes(graded), mayNotApply: yes(mayNotApply) },
    ...{ prompts: rest.prompts, descriptors: rest.descriptors },
  };
  const [deed, prompt = ""] = intent.split(":");
  const used = await listUsedCodes(db, subject.id);
  const fixed = (await listPublishedCodes(db, subject.id)).has(held.code);
  const nextCode = fixed || code === "" ? held.code : code;
  if (nextCode !== held.code && used.has(nextCode))
    return refuseWith(typed, "Enter another code: this one is used already", "code");
  if (deed === "add" && held.prompts.length >= toolLimits.prompts)
    return refuseWith(typed, `Remove a prompt first: an area has at most ${toolLimits.prompts}`);
  const { definition } = subject.draft;
  if (definition.areas.some((one) => one.code !== held.code && isSameName(one.name, name)))
    return refuseWith(typed, "Enter another name: an area is called this", "name");
  const added = freshCode(`${held.code}-${held.prompts.length + 1}`, used, "prompt");
  const apply = (tool: ToolDefinition): ToolDefinition => {
    const area = tool.areas.find((one) => one.code === held.code) ?? held;
    let prompts = area.prompts.map((one) => ({
      ...one,
      text: rest.prompts[one.code]?.text ?? one.text,
    }));
    if (deed === "up") prompts = moved(prompts, prompt, -1);
    if (deed === "down") prompts = moved(prompts, prompt, 1);
    if (deed === "remove") prompts = prompts.filter((one) => one.code !== prompt);
    if (deed === "add") prompts = [...prompts, { code: added, text: "" }];
    const changed: PracticeArea = {
      ...area,
      ...{ name, about, mayNotApply, graded, prompts, descriptors: rest.descriptors },
    };
    // Absent means graded: what was so before stays word for word the same.
    if (graded) delete changed.graded;
    const next = withArea(tool, changed);
    return {
      ...next,
      areas: next.areas.map((one) => (one.code === held.code ? { ...one, code: nextCode } : one)),
    };
  };
  const refused = await savePart(guard, {
    name,
    partOf: (tool) => tool.areas.find((one) => [held.code, nextCode].includes(one.code)) ?? null,
    expected: version,
    apply,
    typed,
    theirs: (area) => theirs(area),
  });
  if (refused) return refused;
  const here = paths.tools.area(subject.id, nextCode);
  if (deed === "add") return redirect(paths.tools.prompt(subject.id, nextCode, added));
  if (deed === "open") return redirect(paths.tools.prompt(subject.id, nextCode, prompt));
  if (deed === "remove") return done(`${here}#prompts`, "The prompt is removed from the draft");
  if (deed === "up" || deed === "down") return redirect(`${here}#prompts`);
  if (deed === "preview")
    return redirect(paths.tools.preview(subject.id, subject.draft.id, { part: nextCode }));
  const { areas } = definition;
  const next = areas[areas.findIndex((one) => one.code === held.code) + 1];
  if (deed === "next" && next) return redirect(paths.tools.area(subject.id, next.code));
  return done(paths.tools.draft(subject.id), `${name} is saved`);
});

function theirs(area: PracticeArea | null): Record<string, string> {
  if (!area) return { name: "Removed from the draft" };
  return {
    name: area.name,
    about: area.about,
    graded: isGradedArea(area) ? "Yes" : "No",
    mayNotApply: area.mayNotApply ? "Yes" : "No",
    prompts: area.prompts.map(({ text }, index) => `${index + 1}. ${text}`).join(" "),
    ...Object.fromEntries(grades.map((g) => [`descriptors.${g}`, area.descriptors[g]])),
  };
}

export default function Area() {
  const page = useLoaderData<typeof loader>();
  return <AreaPage key={page.area.code} page={page} />;
}

function AreaPage({ page }: { page: ReturnType<typeof useLoaderData<typeof loader>> }) {
  const { toolId, area } = page;
  const form = useGovForm({
    check: (entries) => parseForm(areaForm, entries),
    stored: {
      ...area,
      graded: yes(isGradedArea(area)),
      mayNotApply: yes(area.mayNotApply),
      prompts: Object.fromEntries(area.prompts.map(({ code, text }) => [code, { text }])),
    },
    outcome: useActionData<typeof action>(),
  });
  return (
    <DraftPage
      toolId={toolId}
      toolName={page.toolName}
      title={area.name || "Practice area"}
      problems={page.problems}
    >
      <GovFormBody form={form} version={page.version} labels={labels}>
        <EnterButton name="intent" value="save" />
        <div className="los-narrow">
          <TextField {...form.field("name")} label="Name" labelSize="s" />
          <TextArea
            {...form.field("about")}
            label="What this area looks at"
            labelSize="s"
            hint="One or two sentences, at the head of its page"
            rows={3}
          />
          <Checkboxes
            {...form.list("graded")}
            legend="Is it graded?"
            legendSize="s"
            options={[
              {
                value: "yes",
                label: "This area is given a grade",
                hint: "An area without one stays out of figures, moderation and reports. Changing this makes a new major version and breaks trends.",
              },
            ]}
          />
          <Checkboxes
            {...form.list("mayNotApply")}
            legend="May it not apply?"
            legendSize="s"
            options={[
              {
                value: "yes",
                label: "An auditor may say that it does not apply",
                hint: "As contact and referral often does not, in long-term work",
              },
            ]}
          />
          {page.codeFixed ? (
            <p className="govuk-body-s los-muted">
              Code {area.code}: fixed, because figures of published versions are kept under it.
            </p>
          ) : (
            <TextField
              {...form.field("code")}
              label="Code"
              labelSize="s"
              hint="Figures are kept under it. It can’t be changed once published."
              width={20}
              spellCheck={false}
            />
          )}
        </div>
        <PromptRows form={form} rows={page.rows} />
        <h2 className="govuk-heading-m">What each grade looks like</h2>
        <p className="govuk-body">
          Auditors read these as they choose. Say what one would see, so that two people choose
          alike; wording can be changed in a minor version.
        </p>
        <DescriptorFields form={form} />
        <ButtonGroup>
          <Button name="intent" value="save">
            Save
          </Button>
          {page.next ? (
            <Button variant="secondary" name="intent" value="next">
              {`Save and go on to ${page.next}`}
            </Button>
          ) : null}
          <Button variant="secondary" name="intent" value="preview">
            Save and preview
          </Button>
          <Link to={paths.tools.removeArea(toolId, area.code)}>Remove this area</Link>
        </ButtonGroup>
      </GovFormBody>
    </DraftPage>
  );
}
