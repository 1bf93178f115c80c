import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { dateInLondon, formatDate } from "~/rules/core/dates";
import { counted } from "~/rules/core/words";
import { exerciseKindNames } from "~/rules/exercises/exercises";
import { asksQuestions } from "~/rules/tools/problems";
import { versionInWords } from "~/rules/tools/versions";
import { guarded, noRecord } from "~/server/guard.server";
import { Button, ButtonGroup } from "~/ui/button";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";
import { PageHeading } from "~/ui/page";
import { Table } from "~/ui/table";
import { StateTag } from "~/ui/tags";
import { listTools, type ToolInOverview } from "~db/tools/list.server";

export const meta = () => [{ title: "Audit tools - Line of Sight" }];

export const loader = guarded("tools.read", noRecord, async ({ db, may }) => {
  const mayEdit = may("tools.edit");
  const tools = await listTools(db);
  return {
    mayEdit,
    tools: tools
      .filter((tool) => mayEdit || tool.latest !== null)
      .map((tool) => ({
        ...tool,
        publishedOn: tool.latest?.publishedAt
          ? formatDate(dateInLondon(new Date(tool.latest.publishedAt)))
          : "",
      })),
  };
});

type Row = ReturnType<typeof useLoaderData<typeof loader>>["tools"][number];

const exercises = (count: number) => counted(count, "exercise", "exercises");

/** Thematic audits and dip samples take a copy of the questions, and so never use the tool itself. */
const usesInWords = ({ kind, uses }: Pick<ToolInOverview, "kind" | "uses">): string => {
  const { open, closed } = uses;
  if (asksQuestions(kind)) return "New plans start with its questions";
  if (open + closed === 0) return "Nothing yet";
  if (open === 0) return `${exercises(closed)}, closed`;
  return closed === 0 ? `${exercises(open)}, open` : `${exercises(open)} open, ${closed} closed`;
};

export default function Tools() {
  const { tools, mayEdit } = useLoaderData<typeof loader>();
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <PageHeading
        title="Audit tools"
        lead={
          mayEdit
            ? "What auditors are asked, and what each grade looks like. A published version never changes; what you change becomes the next one."
            : "What auditors are asked, and what each grade looks like."
        }
      />
      {mayEdit ? (
        <ButtonGroup>
          <Button to={paths.tools.add()} variant="secondary">
            Add a tool
          </Button>
          <Link to={paths.tools.import()}>Import a tool from a file</Link>
        </ButtonGroup>
      ) : null}
      {tools.length === 0 ? (
        <EmptyState title="There is no audit tool yet">
          <p className="govuk-body">Add one, or import one from another council.</p>
        </EmptyState>
      ) : (
        <Table
          caption="Audit tools"
          hideCaption
          rows={tools}
          rowKey={(tool) => tool.id}
          columns={[
            {
              header: "Tool",
              rowHeader: true,
              cell: (tool: Row) => <Link to={paths.tools.one(tool.id)}>{tool.name}</Link>,
            },
            { header: "For", cell: (tool: Row) => exerciseKindNames[tool.kind] },
            {
              header: "Published",
              cell: (tool: Row) =>
                tool.latest ? (
                  <>
                    Version {versionInWords(tool.latest)}
                    {tool.publishedOn ? <div className="los-muted">{tool.publishedOn}</div> : null}
                  </>
                ) : (
                  "Not yet"
                ),
            },
            { header: "Used by", cell: (tool: Row) => usesInWords(tool) },
            {
              header: "State",
              hideHeader: true,
              cell: (tool: Row) => (
                <>
                  {tool.retired ? <StateTag colour="grey">No longer offered</StateTag> : null}
                  {mayEdit && tool.hasDraft ? (
                    <Link to={paths.tools.draft(tool.id)}>Go on with the draft</Link>
                  ) : null}
                </>
              ),
            },
          ]}
        />
      )}
    </main>
  );
}
