import { useLoaderData } from "@remix-run/react";
import { findYear, readAuditorYears } from "~/overviews/exercises/auditor-years.server";
import { paths } from "~/paths";
import { dateInLondon, formatDate, isDate } from "~/rules/core/dates";
import { counted } from "~/rules/core/words";
import { returnedInWords } from "~/rules/reports/auditor-year";
import { guarded } from "~/server/guard.server";
import { Button } from "~/ui/button";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { SummaryList } from "~/ui/summary-list";
import { Table } from "~/ui/table";
import { listEvents } from "~db/core/events.server";
import { listExemptions } from "~db/people/exemptions.server";
import { auditorFromUrl } from "./auditor.server";

export const meta = () => [{ title: "An auditor’s year - Line of Sight" }];

const day = (instant: string) => formatDate(dateInLondon(new Date(instant)));
const factIn = (body: unknown, name: string): string => {
  const fact = ((body ?? {}) as Record<string, unknown>)[name];
  return typeof fact === "string" ? fact : "";
};
const dayIn = (body: unknown): string => {
  const date = factIn(body, "dueOn");
  return isDate(date) ? formatDate(date) : "no date";
};

export const loader = guarded("programme.read-returns", auditorFromUrl, async (guard) => {
  const { db, request, subject, today, actor, may } = guard;
  const { months, perMonth, ...year } = await findYear(
    db,
    today,
    new URL(request.url).searchParams.get("year"),
  );
  const [own] = await readAuditorYears(db, { months, perMonth }, today, subject);
  if (!own) throw new Error("The year of an auditor was not read");
  const { audits, ...numbers } = own;
  const streams = audits.map(({ auditId }) => `audit:${auditId}`);
  const extensions = await listEvents(db, streams, 50, "audit.due-changed");
  const titles = new Map(audits.map(({ auditId, title }) => [auditId, title]));
  return {
    ...year,
    id: subject.id,
    isOwn: actor.id === subject.id,
    who: subject.name,
    numbers,
    mayExempt: may("programme.exempt", subject.access),
    mayReadAll: may("programme.make"),
    exemptions: (await listExemptions(db, subject.id)).map((one) => ({
      id: one.id,
      when: `${formatDate(one.fromOn)} to ${formatDate(one.toOn)}`,
      reason: one.reason,
      approved: `${one.approvedBy}, ${day(one.approvedAt)}`,
      ended: one.endedAt ? `Taken back by ${one.endedBy ?? "someone"}, ${day(one.endedAt)}` : null,
    })),
    extensions: extensions.map((one) => ({
      id: one.id,
      title: titles.get(one.stream.slice("audit:".length)) ?? "",
      moved: `${dayIn(one.before)} to ${dayIn(one.after)}`,
      reason: factIn(one.after, "reason"),
      approved: `${one.actorName ?? "Line of Sight"}, ${day(one.at)}`,
    })),
  };
});

export default function AuditorYearPage() {
  const page = useLoaderData<typeof loader>();
  const { numbers, id } = page;
  return (
    <>
      {page.mayReadAll ? (
        <BackLink to={paths.planned.returns({ year: page.year })}>Auditors {page.name}</BackLink>
      ) : (
        <BackLink to={paths.home()}>Home</BackLink>
      )}
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            caption={`Auditor, ${page.name}${page.isOver ? "" : " so far"}`}
            title={page.isOwn ? "Your year of audits" : page.who}
          />
          <SummaryList
            rows={[
              { key: "Expected", value: counted(numbers.expected, "audit") },
              { key: "Less, as exempt", value: counted(numbers.exempt, "audit") },
              { key: "Given", value: counted(numbers.given, "audit") },
              { key: "Returned in time", value: returnedInWords(numbers) },
              { key: "Late", value: counted(numbers.late, "audit") },
              { key: "Still out", value: counted(numbers.out, "audit") },
            ]}
          />
          <p className="govuk-body">
            <Link to={paths.planned.auditor(id, { year: page.before })}>
              The same for {page.beforeName}
            </Link>
          </p>
        </TwoThirds>
        <h2 className="govuk-heading-m">Exemptions</h2>
        {page.exemptions.length === 0 ? (
          <p className="govuk-body">None.</p>
        ) : (
          <Table
            caption="Exemptions"
            hideCaption
            compact
            rows={page.exemptions}
            rowKey={(row) => row.id}
            columns={[
              { header: "When", rowHeader: true, cell: ({ when }) => when },
              { header: "Reason", cell: ({ reason }) => reason },
              {
                header: "Approved by",
                cell: ({ approved, ended }) => (ended ? `${approved}. ${ended}` : approved),
              },
              ...(page.mayExempt
                ? [
                    {
                      header: "Take back",
                      hideHeader: true,
                      cell: (row: (typeof page.exemptions)[number]) =>
                        row.ended ? null : (
                          <Link
                            to={paths.planned.exemptEnd(id, row.id)}
                            hidden={`the exemption from ${row.when}`}
                          >
                            Take back
                          </Link>
                        ),
                    },
                  ]
                : []),
            ]}
          />
        )}
        {page.mayExempt ? (
          <Button variant="secondary" to={paths.planned.exempt(id)}>
            Approve an exemption
          </Button>
        ) : null}
        <h2 className="govuk-heading-m">Extensions in {page.name}</h2>
        {page.extensions.length === 0 ? (
          <p className="govuk-body">None.</p>
        ) : (
          <Table
            caption="Extensions"
            hideCaption
            compact
            rows={page.extensions}
            rowKey={(row) => row.id}
            columns={[
              { header: "Audit of", rowHeader: true, cell: ({ title }) => title },
              { header: "Date moved from", cell: ({ moved }) => moved },
              { header: "Reason", cell: ({ reason }) => reason || "None given" },
              { header: "Approved by", cell: ({ approved }) => approved },
            ]}
          />
        )}
      </main>
    </>
  );
}
