import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { counted } from "~/rules/core/words";
import { compareTools } from "~/rules/tools/compare-tools";
import { versionInWords } from "~/rules/tools/versions";
import { guarded } from "~/server/guard.server";
import { toolFromUrl } from "~/server/tool-subjects.server";
import { Button } from "~/ui/button";
import { Select } from "~/ui/inputs/select";
import { EmptyState } from "~/ui/notices";
import { Breadcrumbs, PageHeading } from "~/ui/page";
import { findDraft } from "~db/tools/drafts.server";
import { findVersion, listVersions } from "~db/tools/list.server";
import { ChangeList } from "./change-list";

export const meta = () => [{ title: "What changed in an audit tool - Line of Sight" }];

export const loader = guarded("tools.read", toolFromUrl, async (guard) => {
  const { db, subject: tool, request, may } = guard;
  const published = (await listVersions(db, tool.id)).map((version) => ({
    value: version.id,
    label: `Version ${versionInWords(version)}`,
  }));
  const draft = may("tools.edit") ? await findDraft(db, tool.id) : null;
  const versions = draft ? [{ value: draft.id, label: "Draft" }, ...published] : published;
  const asked = new URL(request.url).searchParams;
  const chosen = (name: string, otherwise: number) =>
    versions.find(({ value }) => value === asked.get(name)) ?? versions[otherwise] ?? null;
  const to = chosen("to", 0);
  const from = chosen("from", versions.length > 1 ? 1 : 0);
  const [before, after] = await Promise.all(
    [from, to].map((one) => (one ? findVersion(db, tool.id, one.value) : null)),
  );
  return {
    toolId: tool.id,
    toolName: tool.name,
    versions,
    from,
    to,
    /** Whether one of them came after a break: what is graded may be raised by a lead's reason. */
    broken:
      before?.state === "published" && after?.state === "published" && before.major !== after.major,
    changes: before && after ? compareTools(before.definition, after.definition) : [],
  };
});

const inSentence = (label = ""): string => (label === "Draft" ? "the draft" : label.toLowerCase());

export default function Compare() {
  const { toolId, toolName, versions, from, to, changes, broken } = useLoaderData<typeof loader>();
  const graded = changes.filter((change) => change.graded).length;
  return (
    <>
      <Breadcrumbs
        items={[
          { href: paths.tools.list(), label: "Audit tools" },
          { href: paths.tools.one(toolId), label: toolName },
          { label: "What changed" },
        ]}
      />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading caption={toolName} title="What changed" />
        <form method="get" action={paths.tools.compare(toolId)} className="los-compare-choice">
          <Select
            id="from"
            name="from"
            label="Before"
            key={`from-${from?.value}`}
            defaultValue={from?.value}
            options={versions}
          />
          <Select
            id="to"
            name="to"
            label="After"
            key={`to-${to?.value}`}
            defaultValue={to?.value}
            options={versions}
          />
          <Button variant="secondary">Compare</Button>
        </form>
        {changes.length === 0 ? (
          <EmptyState title="Nothing is different between these two" />
        ) : (
          <>
            <p className="govuk-body">
              {counted(changes.length, "change", "changes")} from {inSentence(from?.label)} to{" "}
              {inSentence(to?.label)}.{" "}
              {graded === 0
                ? broken
                  ? "They grade the same areas, but a major version lies between them, so their figures are not compared."
                  : "What is graded is the same in both, so their figures can be compared."
                : `What is graded changes in ${graded === 1 ? "one way" : `${graded} ways`}, so figures before and after are not compared.`}
            </p>
            <ChangeList changes={changes} />
          </>
        )}
      </main>
    </>
  );
}
