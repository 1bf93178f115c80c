import { useLoaderData } from "@remix-run/react";
import { evidenceReader, readFinding } from "~/overviews/learning-log/learning.server";
import { paths } from "~/paths";
import { addMonths, dateOf, daysBetween, formatDate } from "~/rules/core/dates";
import { counted } from "~/rules/core/words";
import { learningSourceNames } from "~/rules/learning-log/learning";
import { guarded, noRecord } from "~/server/guard.server";
import { Link } from "~/ui/link";
import { PageHeading } from "~/ui/page";
import { Table } from "~/ui/table";
import { listFindingsToFile, listSourcesToFile } from "~db/learning-log/learning-evidence.server";
import { LogNav } from "./log-nav";

export const meta = () => [{ title: "To file - Learning log - Line of Sight" }];

const most = 20;

export const loader = guarded("learning-log.keep-learning", noRecord, async (guard) => {
  const { db, actor, today, may } = guard;
  const reader = evidenceReader(actor);
  const since = addMonths(today, -12);
  const findings = await listFindingsToFile(db, reader, { since, limit: most });
  const shown: ((typeof findings)[number] & { text: string })[] = [];
  for (const one of findings) {
    const text = (await readFinding(db, actor, one))?.finding.text;
    if (text) shown.push({ ...one, text });
  }
  return {
    today,
    sources: await listSourcesToFile(db, reader, most),
    findings: shown.map(({ id, kind, text, exerciseTitle, madeAt, caseCount }) => ({
      ...{ id, kind, text, exerciseTitle, madeAt, caseCount },
    })),
    mayKeep: may("learning-log.keep-learning"),
  };
});

export default function ToFile() {
  const { today, sources, findings, mayKeep } = useLoaderData<typeof loader>();
  const short = (text: string) => (text.length > 220 ? `${text.slice(0, 217)}…` : text);
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <PageHeading
        title="To file"
        lead="What was entered or found and stands under nothing we learnt yet. Findings of a single audit are filed from that audit, once it is final."
      />
      <LogNav current="to-file" mayKeep={mayKeep} />
      {sources.length === 0 ? (
        <p className="govuk-body">
          Every complaint, review and feedback that was entered is filed.
        </p>
      ) : (
        <Table
          caption="Complaints, reviews and feedback, what waits longest first"
          captionSize="m"
          compact
          onNarrow="lines"
          rows={sources}
          rowKey={({ id }) => id}
          columns={[
            {
              header: "What was said",
              rowHeader: true,
              cell: ({ id, says }) => (
                <Link to={paths.learning.source(id)}>{short(says ?? "")}</Link>
              ),
            },
            { header: "Source", cell: ({ kind }) => learningSourceNames[kind] },
            {
              header: "Waits",
              nowrap: true,
              cell: ({ enteredAt }) => counted(daysBetween(dateOf(enteredAt), today), "day"),
            },
          ]}
        />
      )}
      {findings.length === 0 ? (
        <p className="govuk-body">
          Every finding of a sample, thematic audit or panel of the last twelve months is filed.
        </p>
      ) : (
        <Table
          caption={`Findings of samples, thematic audits and panels: the latest ${findings.length}`}
          captionSize="m"
          compact
          onNarrow="lines"
          rows={findings}
          rowKey={({ id }) => id}
          columns={[
            {
              header: "Finding",
              rowHeader: true,
              cell: ({ id, text, kind, caseCount }) => (
                <>
                  <Link to={paths.learning.file(id)}>{short(text)}</Link>
                  <span className="los-quiet">
                    {kind === "strength" ? "Strength" : "To develop"}
                    {caseCount === null ? "" : ` · in ${counted(caseCount, "case")}`}
                  </span>
                </>
              ),
            },
            { header: "Found in", cell: ({ exerciseTitle }) => exerciseTitle },
            { header: "On", nowrap: true, cell: ({ madeAt }) => formatDate(dateOf(madeAt)) },
          ]}
        />
      )}
    </main>
  );
}
