import { redirect, type SerializeFrom } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { areasForm } from "~/forms/tools";
import { paths } from "~/paths";
import { exerciseKindNames } from "~/rules/exercises/exercises";
import { toolLimits } from "~/rules/tools/definition";
import { emptyArea, freshCode, isSameName, moved } from "~/rules/tools/draft";
import { guarded } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { draftFromUrl } from "~/server/tool-subjects.server";
import { Breadcrumbs, PageHeading, WithAside } from "~/ui/page";
import { type Task, TaskList } from "~/ui/task-list";
import { listUsedCodes } from "~db/tools/list.server";
import { savePart } from "./draft.server";
import { Areas, Status } from "./draft-areas";
import { DraftAside } from "./draft-aside";
import { type DraftPageFacts, findDraftPage } from "./draft-page.server";

export const meta = () => [{ title: "Draft of an audit tool - Line of Sight" }];

export const loader = guarded("tools.edit", draftFromUrl, findDraftPage);

export const action = guarded("tools.edit", draftFromUrl, async (guard) => {
  const { request, db, subject } = guard;
  const form = await readForm(request, areasForm);
  if (!form.ok) return refuse(form);
  const { intent = "", name, version: expected } = form.value;
  const typed = { name };
  const [deed, code = ""] = intent.split(":");
  const order = {
    name: "Practice areas",
    partOf: (tool: typeof subject.draft.definition) => tool.areas.map((area) => area.code),
    expected,
    typed,
    theirs: (codes: string[]) => ({ name: "", areas: codes.join(", ") }),
  };
  if (deed === "up" || deed === "down") {
    const refused = await savePart(guard, {
      ...order,
      apply: (tool) => ({ ...tool, areas: moved(tool.areas, code, deed === "up" ? -1 : 1) }),
    });
    return refused ?? redirect(`${paths.tools.draft(subject.id)}#areas`);
  }
  if (name === "") return refuseWith(typed, "Enter the name of the area to add", "name");
  const { areas } = subject.draft.definition;
  if (areas.length >= toolLimits.areas)
    return refuseWith(
      typed,
      `Remove an area first: a tool has at most ${toolLimits.areas}`,
      "name",
    );
  if (areas.some((one) => isSameName(one.name, name)))
    return refuseWith(typed, "Enter another name: an area is called this", "name");
  const area = emptyArea(freshCode(name, await listUsedCodes(db, subject.id), "area"), name);
  const refused = await savePart(guard, {
    ...order,
    apply: (tool) => ({ ...tool, areas: [...tool.areas, area] }),
  });
  return refused ?? redirect(paths.tools.area(subject.id, area.code));
});

type Page = SerializeFrom<DraftPageFacts>;
export default function Draft() {
  const page = useLoaderData<typeof loader>();
  const { tool, published } = page;
  return (
    <>
      <Breadcrumbs
        items={[
          { href: paths.tools.list(), label: "Audit tools" },
          published ? { href: paths.tools.one(tool.id), label: tool.name } : { label: tool.name },
          { label: "Draft" },
        ]}
      />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <WithAside asideLabel="This draft" aside={<DraftAside page={page} />}>
          <PageHeading
            caption={exerciseKindNames[tool.kind]}
            title={`Draft of ${tool.name}`}
            lead="Change one part at a time. Auditors see none of it until you publish."
          />
          <Parts page={page} />
        </WithAside>
      </main>
    </>
  );
}

function Parts({ page }: { page: Page }) {
  const outcome = useActionData<typeof action>();
  const { tool, parts, questionsOnly } = page;
  const before: Task[] = [
    {
      title: "Name, look-back and voices",
      href: paths.tools.about(tool.id),
      status: <Status state={parts.about} />,
    },
  ];
  const after: Task[] = [];
  if (parts.overall)
    after.push({
      title: "Overall judgement",
      href: paths.tools.overall(tool.id),
      hint: "What it is, and what each grade looks like",
      status: <Status state={parts.overall} />,
    });
  if (questionsOnly || parts.questions.count > 0)
    after.push({
      title: "Questions",
      href: paths.tools.questions(tool.id),
      hint: `${parts.questions.count} to be answered case by case`,
      status: <Status state={parts.questions} />,
    });
  if (parts.auditQuality)
    after.push({
      title: "Questions about the audit itself",
      href: paths.tools.auditQuality(tool.id),
      hint:
        parts.auditQuality.own === null
          ? "The usual ones, answered by its moderator"
          : `${parts.auditQuality.own} of this tool’s own, answered by its moderator`,
      status: <Status state={parts.auditQuality} />,
    });
  after.push({
    title: "Themes",
    href: paths.tools.themes(tool.id),
    hint: `${parts.themes.count} to sort findings by`,
    status: <Status state={parts.themes} />,
  });
  return (
    <>
      <TaskList id="about" tasks={before} />
      {questionsOnly && page.areas.length === 0 ? null : <Areas page={page} outcome={outcome} />}
      <TaskList id="after" tasks={after} />
    </>
  );
}
