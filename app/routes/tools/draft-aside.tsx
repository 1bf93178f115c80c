import type { SerializeFrom } from "@remix-run/node";
import { paths } from "~/paths";
import type { ToolPart } from "~/rules/tools/problems";
import { Button } from "~/ui/button";
import { Link } from "~/ui/link";
import type { DraftPageFacts } from "./draft-page.server";

/** What can be done with a draft as a whole, and what is to be corrected first. */
export function DraftAside({ page }: { page: SerializeFrom<DraftPageFacts> }) {
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
          <h2 className="govuk-heading-s">To correct before publishing</h2>
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

/** The page where a problem is corrected. */
function placeOf(toolId: string, part: ToolPart, prompt?: string): string {
  if (part.startsWith("area:")) {
    const area = part.slice("area:".length);
    return prompt ? paths.tools.prompt(toolId, area, prompt) : paths.tools.area(toolId, area);
  }
  if (part === "about") return paths.tools.about(toolId);
  if (part === "overall") return paths.tools.overall(toolId);
  if (part === "questions") return paths.tools.questions(toolId);
  if (part === "audit-quality") return paths.tools.auditQuality(toolId);
  if (part === "themes") return paths.tools.themes(toolId);
  return `${paths.tools.draft(toolId)}#areas`;
}
