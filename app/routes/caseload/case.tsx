import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { auditStateColours, auditStateNames } from "~/rules/audits/audits";
import { ageInWords, cohortNames, workerInWords } from "~/rules/caseload/caseload";
import { formatDate, formatMonth } from "~/rules/core/dates";
import { isReleased } from "~/rules/exercises/exercises";
import { guarded } from "~/server/guard.server";
import { caseFromUrl } from "~/server/subjects.server";
import { History } from "~/ui/history";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";
import { Breadcrumbs, PageHeading } from "~/ui/page";
import { Pagination } from "~/ui/pagination";
import { SummaryList } from "~/ui/summary-list";
import { Table } from "~/ui/table";
import { StateTag } from "~/ui/tags";
import { listAuditsOfCase, listUnreleasedOfCase } from "~db/audits/audits-of-case.server";
import { listHoldings } from "~db/caseload/holdings.server";
import { listEvents } from "~db/core/events.server";
import type { Db } from "~db/core/open.server";
import { caseEventInWords } from "./case-history";

export const meta = () => [{ title: "Case - Line of Sight" }];

const pageSize = 10;

export const loader = guarded(
  "caseload.read",
  caseFromUrl,
  async ({ request, db, subject, may }) => {
    const { page, pages, audits } = await pageOfAudits(request, db, subject.id);
    const { access, ...facts } = subject;
    const mayMark = may("caseload.mark-sensitive", access);
    return {
      facts,
      mayMark,
      readers: may("reading.see", access),
      holdings: await listHoldings(db, subject.id),
      page,
      pages,
      // Who is drawn, and for whom, is nobody's but the planners' until it is released.
      audits: audits
        .filter((one) => isReleased(one.exerciseState) || may("sampling.read", one.access))
        .map(({ access: tied, ...audit }) => ({
          ...audit,
          mayRead: audit.submittedAt !== null && may("audits.read", tied),
        })),
      events: (await listEvents(db, `case:${subject.id}`)).map((event) => ({
        id: event.id,
        at: event.at,
        by: event.actorName,
        ...caseEventInWords(event, mayMark),
      })),
    };
  },
);

/** One page of the audits, as the address asks for it; before the first page what is planned. */
async function pageOfAudits(request: Request, db: Db, caseId: string) {
  const asked = Number(new URL(request.url).searchParams.get("page"));
  const page = Number.isSafeInteger(asked) && asked > 1 && asked < 1_000_000 ? asked : 1;
  const { count, audits } = await listAuditsOfCase(db, caseId, {
    limit: pageSize,
    offset: (page - 1) * pageSize,
  });
  const planned = page === 1 ? await listUnreleasedOfCase(db, caseId) : [];
  return { page, pages: Math.ceil(count / pageSize), audits: [...planned, ...audits] };
}

const relationNames = {
  worker: "Worker",
  supervisor: "Supervisor",
  "reviewing-officer": "Reviewing officer",
} as const;

export default function Case() {
  const { facts, mayMark, readers, holdings, audits, events, page, pages } =
    useLoaderData<typeof loader>();
  const onDate = (date: string | null, none: string) => (date ? formatDate(date) : none);
  return (
    <>
      <Breadcrumbs
        items={[{ href: paths.caseload.list(), label: "Caseload" }, { label: "Case" }]}
      />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          title={facts.reference}
          caption={cohortNames[facts.cohort]}
          tag={
            facts.closedOn ? (
              <StateTag colour="grey">Closed</StateTag>
            ) : (
              <StateTag colour="green">Open</StateTag>
            )
          }
        />
        <SummaryList
          rows={[
            { key: "Team", value: facts.team ? `${facts.team}, ${facts.service}` : "None" },
            { key: "Worker", value: workerInWords(facts.worker) },
            { key: "Supervisor", value: facts.supervisor ?? "Not given" },
            { key: "Reviewing officer", value: facts.reviewingOfficer ?? "Not given" },
            { key: "Age", value: ageInWords(facts.age, facts.unborn) },
            { key: "Family reference", value: facts.familyReference ?? "Not given" },
            { key: "Opened", value: formatDate(facts.openedOn) },
            ...(facts.closedOn ? [{ key: "Closed", value: formatDate(facts.closedOn) }] : []),
            { key: "Last audited", value: onDate(facts.lastAuditedOn, "Not yet") },
            ...(facts.sensitive
              ? [{ key: "Sensitive", value: "Yes: left out of every draw" }]
              : []),
          ]}
        />
        {mayMark ? (
          <p className="govuk-body los-no-print">
            <Link to={paths.caseload.sensitive(facts.id)}>
              {facts.sensitive ? "Take back the mark as sensitive" : "Mark as sensitive"}
            </Link>
          </p>
        ) : null}
        {readers ? (
          <p className="govuk-body los-no-print">
            <Link to={paths.caseload.readers(facts.id)}>Who has opened this page</Link>
          </p>
        ) : null}
        <h2 className="govuk-heading-m">Audits</h2>
        {audits.length === 0 ? (
          <EmptyState title="This case has not been audited">
            <p className="govuk-body">It can be drawn into any exercise that its cohort is in.</p>
          </EmptyState>
        ) : (
          <Table
            caption="Audits of this case"
            hideCaption
            rows={audits}
            rowKey={(row) => row.id}
            columns={[
              {
                header: "Exercise",
                rowHeader: true,
                cell: (row) =>
                  row.mayRead ? <Link to={paths.audits.read(row.id)}>{row.title}</Link> : row.title,
              },
              { header: "Month", nowrap: true, cell: (row) => formatMonth(row.month) },
              { header: "Auditor", cell: (row) => row.auditor ?? "Not allocated" },
              {
                header: "State",
                cell: (row) => (
                  <StateTag colour={auditStateColours[row.state]}>
                    {auditStateNames[row.state]}
                  </StateTag>
                ),
              },
            ]}
          />
        )}
        <Pagination
          page={page}
          pages={pages}
          hrefFor={(to) => paths.caseload.one(facts.id, { page: `${to}` })}
        />
        <h2 className="govuk-heading-m">Who has held it</h2>
        {holdings.length === 0 ? (
          <p className="govuk-body">Nobody yet.</p>
        ) : (
          <Table
            caption="Workers, supervisors and reviewing officers over time"
            hideCaption
            rows={holdings}
            rowKey={(row) => row.id}
            columns={[
              { header: "Name", rowHeader: true, cell: (row) => row.person },
              { header: "As", cell: (row) => relationNames[row.relation] },
              { header: "Team", cell: (row) => row.team ?? "None" },
              { header: "From", nowrap: true, cell: (row) => formatDate(row.fromOn) },
              { header: "To", nowrap: true, cell: (row) => onDate(row.toOn, "Now") },
            ]}
          />
        )}
        <History events={events} none="Nothing has changed since this case was first recorded." />
      </main>
    </>
  );
}
