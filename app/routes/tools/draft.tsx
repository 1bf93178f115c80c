import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
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
import { Button } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { TextField } from "~/ui/inputs/text-field";
import { Link } from "~/ui/link";
import { Breadcrumbs, PageHeading, WithAside } from "~/ui/page";
import { StateTag } from "~/ui/tags";
import { type Task, TaskList } from "~/ui/task-list";
import { findHighestMajor } from "~db/tool-drafts.server";
import { findVersion, listUsedCodes, listVersions } from "~db/tool-list.server";
import { savePart } from "./draft.server";

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
type State = { problems: number; changes: number };

function Status({ state, isNew }: { state: State; isNew?: boolean }) {
  if (state.problems > 0)
    return (
      <StateTag colour="orange">
        {state.problems === 1 ? "1 thing to mend" : `${state.problems} things to mend`}
      </StateTag>
    );
  if (isNew) return <StateTag colour="green">New</StateTag>;
  if (state.changes > 0) return <StateTag colour="blue">Changed</StateTag>;
  return <span className="los-muted">As published</span>;
}

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
        <WithAside asideLabel="This draft" aside={<Aside page={page} />}>
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

function Aside({ page }: { page: Page }) {
  const { tool, published, problems } = page;
  return (
    <>
      <p className="govuk-body-s">
        {published ? `Begun from version ${published.number}` : "Not published yet; begun"}
        {page.begun ? ` on ${page.begun}` : ""}
        {page.by ? ` by ${page.by}` : ""}.
      </p>
      <ul className="govuk-list los-tool-links">
        <li>
          <Link to={paths.tools.preview(tool.id, page.draftId)}>Preview as an auditor</Link>
        </li>
        {published ? (
          <li>
            <Link to={paths.tools.compare(tool.id, { from: published.id, to: page.draftId })}>
              {page.changes === 0 ? "Nothing is changed yet" : `See what changed (${page.changes})`}
            </Link>
          </li>
        ) : null}
        <li>
          <Link to={paths.tools.json(tool.id, page.draftId)} download>
            Export it as a file
          </Link>
        </li>
      </ul>
      {problems.length > 0 ? (
        <>
          <h2 className="govuk-heading-s">To mend before publishing</h2>
          <ul className="govuk-list govuk-list--bullet">
            {problems.map((problem) => (
              <li key={`${problem.part} ${problem.message}`}>
                <Link to={placeOf(tool.id, problem.part, problem.prompt)}>{problem.message}</Link>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {problems.length === 0 && page.next ? (
        <Button to={paths.tools.publish(tool.id)}>Publish version {page.next}</Button>
      ) : null}
      {page.level === "major" && published ? (
        <p className="govuk-body-s">
          What is graded changes, so this would be a new major version and break trends.
        </p>
      ) : null}
      <p className="govuk-body-s">
        <Link to={paths.tools.discard(tool.id)}>Discard this draft</Link>
      </p>
    </>
  );
}

/** The page where a problem is mended. */
function placeOf(toolId: string, part: ToolPart, prompt?: string): string {
  if (part.startsWith("area:")) {
    const area = part.slice("area:".length);
    return prompt ? paths.tools.prompt(toolId, area, prompt) : paths.tools.area(toolId, area);
  }
  if (part === "about") return paths.tools.about(toolId);
  if (part === "overall") return paths.tools.overall(toolId);
  if (part === "questions") return paths.tools.questions(toolId);
  if (part === "themes") return paths.tools.themes(toolId);
  return `${paths.tools.draft(toolId)}#areas`;
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

function Areas({ page }: { page: Page }) {
  const { tool, areas } = page;
  const form = useGovForm({
    check: (entries) => parseForm(areasForm, entries),
    outcome: useActionData<typeof action>(),
  });
  return (
    <section id="areas">
      <h2 className="govuk-heading-m">Practice areas</h2>
      <GovFormBody form={form} version={page.version} labels={{ name: "Name", areas: "Areas" }}>
        <ol className="los-editor-rows">
          {areas.map((area, index) => (
            <li key={area.code} className="los-editor-row">
              <div className="los-editor-row__main">
                <Link to={paths.tools.area(tool.id, area.code)}>{area.name || area.code}</Link>
                <div className="los-muted">
                  {area.graded ? "Graded" : "Not graded"},{" "}
                  {area.prompts === 1 ? "1 prompt" : `${area.prompts} prompts`}
                </div>
              </div>
              <div className="los-editor-row__status">
                <Status state={area} isNew={area.isNew} />
              </div>
              <div className="los-editor-row__buttons">
                {index > 0 ? <Move to="up" code={area.code} name={area.name} /> : null}
                {index < areas.length - 1 ? (
                  <Move to="down" code={area.code} name={area.name} />
                ) : null}
              </div>
            </li>
          ))}
        </ol>
        <div className="los-editor-add">
          <TextField {...form.field("name")} label="Add a practice area" hint="Its name" />
          <Button variant="secondary" name="intent" value="add">
            Add this area
          </Button>
        </div>
      </GovFormBody>
    </section>
  );
}

function Move({ to, code, name }: { to: "up" | "down"; code: string; name: string }) {
  return (
    <button
      type="submit"
      name="intent"
      value={`${to}:${code}`}
      formNoValidate
      className="los-link-button"
    >
      {to === "up" ? "Move up" : "Move down"}
      <span className="govuk-visually-hidden"> {name}</span>
    </button>
  );
}
