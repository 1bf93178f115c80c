import { redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { areasForm } from "~/forms/tools";
import { paths } from "~/paths";
import { compareTools } from "~/rules/compare-tools";
import { dateInLondon, formatDate } from "~/rules/dates";
import { exerciseKindNames } from "~/rules/exercises";
import { emptyArea, freshCode, moved, partVersion } from "~/rules/tool-draft";
import { asksQuestions, type ToolPart, toolProblems } from "~/rules/tool-problems";
import { proposeVersion, versionInWords } from "~/rules/tool-versions";
import { isGradedArea } from "~/rules/tools";
import { guarded } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { draftFromUrl } from "~/server/tool-subjects.server";
import { Breadcrumbs, PageHeading, WithAside } from "~/ui/page";
import { type Task, TaskList } from "~/ui/task-list";
import { findVersion, listUsedCodes, listVersions } from "~db/tool-list.server";
import { findHighestMajor } from "~db/tool-publishing.server";
import { savePart } from "./draft.server";
import { Areas, Status } from "./draft-areas";
import { DraftAside } from "./draft-aside";

export const meta = () => [{ title: "Draft of an audit tool - Line of Sight" }];

export const loader = guarded("tools.edit", draftFromUrl, async ({ db, subject }) => {
  const { access, draft, ...tool } = subject;
  const { definition } = draft;
  const [latest] = await listVersions(db, tool.id);
  const published = latest ? await findVersion(db, tool.id, latest.id) : null;
  const changes = published ? compareTools(published.definition, definition) : [];
  const problems = toolProblems(definition, tool.kind);
  const proposal = proposeVersion(changes, published, await findHighestMajor(db, tool.id));
  const state = (part: ToolPart, changed: string) => ({
    problems: problems.filter((problem) => problem.part === part).length,
    changes: changes.filter((change) => change.part === changed).length,
  });
  return {
    tool,
    draftId: draft.id,
    begun: draft.begunAt ? formatDate(dateInLondon(new Date(draft.begunAt))) : "",
    by: draft.begunBy,
    published: published && { id: published.id, number: versionInWords(published) },
    next: proposal.level && versionInWords(proposal.next),
    level: proposal.level,
    questionsOnly: asksQuestions(tool.kind),
    problems,
    changes: changes.length,
    version: partVersion(definition.areas.map(({ code }) => code)),
    parts: {
      about: state("about", "The tool"),
      overall: definition.overall ? state("overall", "Overall") : null,
      questions: { ...state("questions", "Questions"), count: definition.questions.length },
      themes: { ...state("themes", "Themes"), count: definition.themes.length },
    },
    areas: definition.areas.map((area) => ({
      code: area.code,
      name: area.name,
      graded: isGradedArea(area),
      prompts: area.prompts.length,
      ...state(`area:${area.code}`, area.name),
      isNew: published ? !published.definition.areas.some((one) => one.code === area.code) : false,
    })),
  };
});

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
  const area = emptyArea(freshCode(name, await listUsedCodes(db, subject.id), "area"), name);
  const refused = await savePart(guard, {
    ...order,
    apply: (tool) => ({ ...tool, areas: [...tool.areas, area] }),
  });
  return refused ?? redirect(paths.tools.area(subject.id, area.code));
});

type Page = ReturnType<typeof useLoaderData<typeof loader>>;
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
  after.push({
    title: "Themes",
    href: paths.tools.themes(tool.id),
    hint: `${parts.themes.count} to sort findings by`,
    status: <Status state={parts.themes} />,
  });
  return (
    <>
      <TaskList id="about" tasks={before} />
      {questionsOnly && page.areas.length === 0 ? null : <Areas page={page} />}
      <TaskList id="after" tasks={after} />
    </>
  );
}
