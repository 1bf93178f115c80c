import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { andList, counted } from "~/rules/core/words";
import { unchangedAreas } from "~/rules/tools/compare-areas";
import { compareTools, partsOf } from "~/rules/tools/compare-tools";
import { versionInWords } from "~/rules/tools/versions";
import { guarded } from "~/server/guard.server";
import { toolFromUrl } from "~/server/tool-subjects.server";
import { Button } from "~/ui/button";
import { Select } from "~/ui/inputs/select";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";
import { Breadcrumbs, PageHeading } from "~/ui/page";
import { Table } from "~/ui/table";
import { findDraft } from "~db/tools/drafts.server";
import { findVersion, listVersions } from "~db/tools/list.server";
import { ChangeList } from "./change-list";

export const meta = () => [{ title: "What changed in an audit tool - Line of Sight" }];

/** With no more changes than this, every part stands on the page at once. */
const mostAtOnce = 15;
const everyPart = "all";

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
  const changes = before && after ? compareTools(before.definition, after.definition) : [];
  const parts = partsOf(changes);
  const part = asked.get("part") ?? (changes.length > mostAtOnce ? parts[0]?.name : everyPart);
  const shown = parts.filter(({ name }) => name === part);
  const next = parts[parts.findIndex(({ name }) => name === part) + 1];
  return {
    toolId: tool.id,
    toolName: tool.name,
    versions,
    from,
    to,
    /** Whether one of them came after a break: what is graded may be raised by a lead's reason. */
    broken:
      before?.state === "published" && after?.state === "published" && before.major !== after.major,
    count: changes.length,
    graded: changes.filter((change) => change.graded).length,
    parts: parts.map(({ name, changes: own, graded }) => ({ name, count: own.length, graded })),
    unchanged:
      before && after ? unchangedAreas(before.definition.areas, after.definition.areas) : [],
    /** The parts in full: the one asked for, or all of them. */
    shown: shown.length > 0 ? shown : parts,
    next: shown.length > 0 ? (next?.name ?? null) : null,
  };
});

const inSentence = (label = ""): string => (label === "Draft" ? "the draft" : label.toLowerCase());

export default function Compare() {
  const { toolId, toolName, versions, from, to, count } = useLoaderData<typeof loader>();
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
        {count === 0 ? <EmptyState title="Nothing is different between these two" /> : <Changed />}
      </main>
    </>
  );
}

/** How many changes in which part; then the part that was asked for, or all of them. */
function Changed() {
  const { toolId, from, to, count, graded, broken, parts, unchanged, shown, next } =
    useLoaderData<typeof loader>();
  const isShown = (name: string) => shown.length === 1 && shown[0]?.name === name;
  const hrefOf = (part: string) =>
    paths.tools.compare(toolId, { from: from?.value, to: to?.value, part });
  return (
    <>
      <p className="govuk-body">
        {counted(count, "change", "changes")} from {inSentence(from?.label)} to{" "}
        {inSentence(to?.label)}.{" "}
        {graded === 0
          ? broken
            ? "They grade the same areas, but a major version lies between them, so their figures are not compared."
            : "What is graded is the same in both, so their figures can be compared."
          : `What is graded changes in ${graded === 1 ? "one way" : `${graded} ways`}, so figures before and after are not compared.`}
      </p>
      {parts.length > 1 ? (
        <div className="los-narrow">
          <Table
            caption="Changes by part of the tool"
            compact
            onNarrow="keep"
            rows={parts}
            rowKey={({ name }) => name}
            columns={[
              {
                header: "Part",
                rowHeader: true,
                cell: ({ name }) => (
                  <Link to={hrefOf(name)} current={isShown(name)}>
                    {isShown(name) ? <strong>{name}</strong> : name}
                  </Link>
                ),
              },
              { header: "Changes", numeric: true, cell: (part) => part.count },
              {
                header: "What is graded",
                cell: (part) => (part.graded === 0 ? "The same" : "Changes"),
              },
            ]}
          />
        </div>
      ) : null}
      {unchanged.length > 0 ? (
        <p className="govuk-body">The same in both: {andList(unchanged)}.</p>
      ) : null}
      {shown.length < parts.length ? (
        <p className="govuk-body los-no-print">
          <Link to={hrefOf(everyPart)}>Show every change on one page</Link>
        </p>
      ) : null}
      <ChangeList parts={shown} />
      {next ? (
        <p className="govuk-body los-no-print">
          <Link to={hrefOf(next)}>Next: {next}</Link>
        </p>
      ) : null}
    </>
  );
}
