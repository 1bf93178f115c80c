import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { dateInLondon, formatDate } from "~/rules/core/dates";
import { versionInWords } from "~/rules/tools/versions";
import { guarded } from "~/server/guard.server";
import { versionFromUrl } from "~/server/tool-subjects.server";
import { Link } from "~/ui/link";
import { Breadcrumbs, PageHeading } from "~/ui/page";
import { StateTag } from "~/ui/tags";
import { ReadTool } from "./read-tool";

export const meta = () => [{ title: "Read an audit tool - Line of Sight" }];

export const loader = guarded("tools.read", versionFromUrl, async ({ subject }) => {
  const { version } = subject;
  return {
    toolId: subject.id,
    toolName: subject.name,
    versionId: version.id,
    draft: version.state === "draft",
    number: versionInWords(version),
    on: version.publishedAt ? formatDate(dateInLondon(new Date(version.publishedAt))) : null,
    definition: version.definition,
  };
});

export default function ReadVersion() {
  const { toolId, toolName, versionId, draft, number, on, definition } =
    useLoaderData<typeof loader>();
  const called = draft ? "Draft" : `Version ${number}`;
  return (
    <>
      <Breadcrumbs
        items={[
          { href: paths.tools.list(), label: "Audit tools" },
          { href: paths.tools.one(toolId), label: toolName },
          { label: called },
        ]}
      />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          caption={on ? `${called}, published on ${on}` : called}
          title={definition.name}
          tag={draft ? <StateTag colour="yellow">Draft</StateTag> : null}
        />
        <ul className="govuk-list los-tool-links los-no-print">
          <li>
            <Link to={paths.tools.preview(toolId, versionId)}>See it as an auditor does</Link>
          </li>
          <li>
            <Link to={paths.tools.json(toolId, versionId)} download>
              Export it as a file
            </Link>
          </li>
        </ul>
        <ReadTool tool={definition} />
      </main>
    </>
  );
}
