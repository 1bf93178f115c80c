import type { SerializeFrom } from "@remix-run/node";
import { paths } from "~/paths";
import { counted } from "~/rules/core/words";
import { exerciseStateNames } from "~/rules/exercises/exercises";
import { asksQuestions } from "~/rules/tools/problems";
import { Button } from "~/ui/button";
import { Link } from "~/ui/link";
import { Details } from "~/ui/notices";
import { Table } from "~/ui/table";
import type { ToolPage } from "./tool-page.server";

type Page = SerializeFrom<ToolPage>;

export function Published({
  tool,
  latest,
}: {
  tool: Page["tool"];
  latest: NonNullable<Page["latest"]>;
}) {
  const here = paths.tools.version(tool.id, latest.id);
  return (
    <>
      <h2 className="govuk-heading-m">
        Version {latest.number}
        {latest.on ? `, published on ${latest.on}` : ""}
      </h2>
      <p className="govuk-body">{latest.about}</p>
      {latest.areas.length > 0 ? (
        <ul className="govuk-list govuk-list--bullet">
          {latest.areas.map(({ code, name, graded }) => (
            <li key={code}>
              <Link to={`${here}#${code}`}>{name}</Link>
              {graded === false ? " (not graded)" : ""}
            </li>
          ))}
        </ul>
      ) : (
        <p className="govuk-body">It asks {counted(latest.questions, "question")} of each case.</p>
      )}
      <ul className="govuk-list los-tool-links">
        <li>
          <Link to={here}>Read it all, with every descriptor</Link>
        </li>
        <li>
          <Link to={paths.tools.preview(tool.id, latest.id)}>See it as an auditor does</Link>
        </li>
        <li>
          <Link to={paths.tools.json(tool.id, latest.id)} download>
            Export it as a file
          </Link>
        </li>
      </ul>
    </>
  );
}

export function Uses({ page }: { page: Page }) {
  if (page.uses.length === 0)
    return (
      <p className="govuk-body">
        {asksQuestions(page.tool.kind)
          ? "New plans start with a copy of its questions, which each may change for itself."
          : "No exercise has used this tool yet."}
      </p>
    );
  return (
    <Table
      caption="What uses it"
      captionSize="m"
      rows={page.uses}
      rowKey={(use) => use.id}
      columns={[
        {
          header: "Exercise",
          rowHeader: true,
          cell: (use) =>
            page.mayOpen ? <Link to={paths.exercises.one(use.id)}>{use.title}</Link> : use.title,
        },
        { header: "Month", nowrap: true, cell: (use) => use.month },
        { header: "State", cell: (use) => exerciseStateNames[use.state] },
        {
          header: "Version",
          cell: (use) =>
            !use.current && use.state === "planned" && page.mayEdit ? (
              <>
                {use.number}
                <div className="los-muted">
                  Planned with an earlier version.{" "}
                  <Link to={paths.exercises.edit(use.id)} hidden={`of ${use.title}`}>
                    Change the plan
                  </Link>
                </div>
              </>
            ) : (
              use.number
            ),
        },
      ]}
    />
  );
}

export function Offer({ tool }: { tool: Page["tool"] }) {
  return (
    <Details summary={tool.retired ? "Offer this tool again" : "Stop offering this tool"}>
      <form method="post">
        <p className="govuk-body">
          {tool.retired
            ? "It can be chosen again when an exercise is planned."
            : "It can’t be chosen for new exercises any more. Exercises that use it go on, and their figures stay. You can offer it again at any time."}
        </p>
        <Button variant="secondary" name="intent" value={tool.retired ? "offer" : "retire"}>
          {tool.retired ? "Offer it again" : "Stop offering it"}
        </Button>
      </form>
    </Details>
  );
}
