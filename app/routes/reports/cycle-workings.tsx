import type { CycleReport } from "~/overviews/reports/cycle-report.server";
import { paths } from "~/paths";
import { voiceStatuses, voiceStatusNames } from "~/rules/audits/content";
import { plural } from "~/rules/core/words";
import { coverageNames, coverageParts } from "~/rules/reports/content-figures";
import { countInWords } from "~/rules/reports/figure-words";
import { Link } from "~/ui/link";
import { Details } from "~/ui/notices";
import { SummaryList } from "~/ui/summary-list";
import { Table } from "~/ui/table";
import { WholeCycle } from "~/ui/whole-cycle";
import { CycleIndependence } from "./cycle-independence";
import { CycleSwaps } from "./cycle-swaps";

const voiceNames = {
  child: "Child or young person",
  parent: "Parent or carer",
  practitioner: "Practitioner",
};
const many = (n: number, one: string, more = `${one}s`) => `${n} ${n === 1 ? one : more}`;

/** How the cycle was done: moderation, coverage, voices, concerns, overrides, responses. */
export function CycleWorkings({ report }: { report: CycleReport }) {
  return (
    <>
      <h2 className="govuk-heading-m">How the cycle was done</h2>
      <SummaryList
        rows={[
          { key: "Moderation", value: <Moderation {...report.moderation} /> },
          { key: "Who decided", value: <Decided {...report} /> },
          { key: "Factual corrections", value: <Corrections {...report} /> },
          { key: "Safeguarding concerns", value: report.concerns },
          {
            key: "Rules of independence set aside",
            value: <CycleIndependence independence={report.independence} />,
          },
          { key: "Responses so far", value: <Responses {...report} /> },
        ]}
      />
      <WholeCycle level="h3" whole={report.moderation.whole} />
      <CycleSwaps {...report} />
      <CoverageTable {...report} />
      <VoicesTable voices={report.voices} />
    </>
  );
}

function Moderation({ selected, overall, areas, whole: _, ...rest }: CycleReport["moderation"]) {
  return (
    <>
      <p className="govuk-body">{selected}</p>
      <p className="govuk-body govuk-!-margin-bottom-0">
        Overall grades: {overall}. Practice areas: {areas}.
      </p>
      <NobodyUnread {...rest} />
    </>
  );
}

/** What was done where everyone who may moderate had read the auditor's grades. */
function NobodyUnread({
  readByAll,
  notBlind,
  letGo,
}: Pick<CycleReport["moderation"], "readByAll" | "notBlind" | "letGo">) {
  if (readByAll === 0) return null;
  return (
    <>
      <p className="govuk-body govuk-!-margin-top-3">
        For {many(readByAll, "audit")} nobody was left who had not read the auditor’s grades.{" "}
        {notBlind.length > 0 ? "Those moderated all the same are in no figure of agreement." : ""}
      </p>
      <ul className="govuk-list govuk-list--bullet govuk-!-margin-bottom-0">
        {notBlind.map(({ id, teamName, moderatorName, reason, reAudit }) => (
          <li key={id}>
            {teamName}
            {reAudit ? ", a re-audit" : ""}, moderated not blind by {moderatorName ?? "nobody yet"}:{" "}
            {reason}
          </li>
        ))}
        {letGo.map(({ auditId, teamName, by, at, reason }) => (
          <li key={auditId}>
            {teamName}, let go from moderation by {by} on {at}: {reason}
          </li>
        ))}
      </ul>
    </>
  );
}

type Exception = CycleReport["alone"][number];

/** Departures from the rule, each by the team's name, who made it and why; no case and no worker. */
function Exceptions({ summary, list }: { summary: string; list: Exception[] }) {
  return (
    <Details summary={summary}>
      <ul className="govuk-list govuk-list--bullet">
        {list.map(({ auditId, teamName, by, reason }) => (
          <li key={auditId}>
            {teamName}
            {by === null ? "" : `, by ${by}`}: {reason}
          </li>
        ))}
      </ul>
    </Details>
  );
}

function Decided({ alone, byOne }: CycleReport) {
  if (alone.length === 0)
    return byOne === 0
      ? "At least two people took every decision of the panel."
      : `${many(byOne, "decision")} taken by one person, from before two were asked for.`;
  return (
    <>
      <p className="govuk-body">
        {many(alone.length, "decision")} taken by the QA lead alone, because nobody else could.
      </p>
      <Exceptions summary="Who decided alone, and why" list={alone} />
    </>
  );
}

function Corrections({ corrections, early, waiting }: CycleReport) {
  const { sent, accepted, inPart, declined, open } = corrections;
  return (
    <>
      <p className="govuk-body">
        {sent === 0
          ? "None was sent."
          : `${sent} sent: ${accepted} accepted, ${inPart} in part, ${declined} declined${open > 0 ? `, ${open} not answered` : ""}.`}
        {waiting > 0
          ? ` ${many(waiting, "audit")} ${plural(waiting, "waits", "wait")} for corrections and ${plural(waiting, "is", "are")} in no figure yet.`
          : ""}
      </p>
      {early.length > 0 ? (
        <>
          <p className="govuk-body">
            {many(early.length, "audit")} made final before {plural(early.length, "its", "their")}{" "}
            corrections were done.
          </p>
          <Exceptions summary="Who did not wait, and why" list={early} />
        </>
      ) : null}
    </>
  );
}

function Responses({ responses, exercise, mayReadResponses }: CycleReport) {
  const { asked, read, answered, late } = responses;
  if (!mayReadResponses) return "For the QA lead and the service managers.";
  return (
    <>
      {asked === 0
        ? "No team has been asked yet. "
        : `${asked} asked, ${read} read, ${answered} answered, ${late} late. `}
      <Link to={paths.exercises.responses(exercise.id)}>See the responses</Link>
    </>
  );
}

function CoverageTable({ coverage, exercise, final }: CycleReport) {
  type Row = Omit<CycleReport["coverage"]["teams"][number], "serviceName">;
  const rows: Row[] = [
    ...coverage.teams,
    { id: "", name: "All teams", since: "", graded: false, readable: false, ...coverage.total },
  ];
  return (
    <Table
      caption="Coverage by team"
      captionSize="s"
      rows={rows}
      rowKey={({ id }) => id}
      compact
      columns={[
        {
          header: "Team",
          rowHeader: true,
          cell: ({ id, name, since, readable }) => (
            <>
              {readable && final ? (
                <Link to={paths.exercises.teamReport(exercise.id, id)}>{name}</Link>
              ) : (
                name
              )}
              {since ? <span className="los-standing"> {since}</span> : null}
            </>
          ),
        },
        ...coverageParts.map((part) => ({
          header: coverageNames[part],
          numeric: true,
          cell: (row: Row) => countInWords(row[part]),
        })),
      ]}
    />
  );
}

function VoicesTable({ voices }: { voices: CycleReport["voices"] }) {
  return (
    <Table
      caption="Voices heard"
      captionSize="s"
      rows={voices}
      rowKey={({ kind }) => kind}
      compact
      columns={[
        { header: "Whose", rowHeader: true, cell: ({ kind }) => voiceNames[kind] },
        ...voiceStatuses.map((status) => ({
          header: voiceStatusNames[status],
          numeric: true,
          cell: ({ statuses }: CycleReport["voices"][number]) => countInWords(statuses[status]),
        })),
      ]}
    />
  );
}
