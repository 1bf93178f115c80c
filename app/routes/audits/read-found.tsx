import { Fragment } from "react";
import { paths } from "~/paths";
import { type DuePrecision, dueByInWords } from "~/rules/core/due";
import {
  type ActionStatus,
  actionReference,
  actionStatusColours,
  actionStatusNames,
} from "~/rules/learning-log/learning-log";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";
import { Table } from "~/ui/table";
import { StateTag } from "~/ui/tags";

type Named = { code: string; name: string };
type Finding = {
  id: string;
  kind: string;
  text: string;
  area: string | null;
  theme: string | null;
};

type Way = { to: string; words: string };

/** Where a finding leads: into the learning log, and to thanks. */
function Ways({ ways, about }: { ways: readonly (Way | undefined)[]; about: string }) {
  const there = ways.filter((way) => way !== undefined);
  return there.length > 0 ? (
    <p className="govuk-body-s govuk-!-margin-bottom-2">
      {there.map(({ to, words }, n) => (
        <Fragment key={to}>
          {n > 0 ? " · " : null}
          <Link to={to} hidden={`“${about.slice(0, 60)}”`}>
            {words}
          </Link>
        </Fragment>
      ))}
    </p>
  ) : null;
}

export function ReadFindings({
  findings,
  filing,
  thanking = {},
  areas,
  themes,
}: {
  findings: Finding[];
  /** Where each leads to in the learning log, for those who may follow it. */
  filing: Record<string, Way>;
  /** Where the worker is thanked for a strength, for those who may. */
  thanking?: Record<string, Way>;
  areas: Named[];
  themes: Named[];
}) {
  const named = (code: string | null, list: Named[]) => list.find((one) => one.code === code)?.name;
  const section = (kind: string, title: string) => (
    <>
      <h2 className="govuk-heading-m">{title}</h2>
      {findings.some((finding) => finding.kind === kind) ? (
        <ul className="govuk-list govuk-list--bullet">
          {findings
            .filter((finding) => finding.kind === kind)
            .map(({ id, text, area, theme }) => {
              const where = [named(area, areas), named(theme, themes)].filter(Boolean).join(" · ");
              return (
                <li key={id}>
                  <div className="los-as-written">{text}</div>
                  {where ? <div className="govuk-hint">{where}</div> : null}
                  <Ways ways={[filing[id], thanking[id]]} about={text} />
                </li>
              );
            })}
        </ul>
      ) : (
        <EmptyState title="None recorded" />
      )}
    </>
  );
  return (
    <>
      {section("strength", "Strengths")}
      {section("development", "Areas for development")}
    </>
  );
}

type Action = {
  id: string;
  reference: number;
  what: string;
  ownerName: string | null;
  dueOn: string | null;
  duePrecision: DuePrecision;
  status: string;
  /** Whether the reader finds it in the learning log. */
  seen: boolean;
};

export function ReadActions({ actions }: { actions: Action[] }) {
  if (actions.length === 0) {
    return (
      <>
        <h2 className="govuk-heading-m">Actions for this child</h2>
        <EmptyState title="No actions came from this audit" />
      </>
    );
  }
  return (
    <Table
      caption="Actions for this child"
      captionSize="m"
      rows={actions}
      rowKey={({ id }) => id}
      columns={[
        {
          header: "Reference",
          nowrap: true,
          rowHeader: true,
          cell: ({ id, reference, seen }) =>
            seen ? (
              <Link to={paths.log.one(id)}>{actionReference(reference)}</Link>
            ) : (
              actionReference(reference)
            ),
        },
        { header: "What", cell: ({ what }) => <span className="los-as-written">{what}</span> },
        { header: "Owner", cell: ({ ownerName }) => ownerName ?? "Nobody yet" },
        {
          header: "Due",
          nowrap: true,
          cell: dueByInWords,
        },
        {
          header: "State",
          cell: ({ status }) => (
            <StateTag colour={actionStatusColours[status as ActionStatus]}>
              {actionStatusNames[status as ActionStatus]}
            </StateTag>
          ),
        },
      ]}
    />
  );
}
