import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { auditStateColours, auditStateNames } from "~/rules/audits/audits";
import { dueInWords, formatDate, formatMonth } from "~/rules/core/dates";
import { reAuditStandingNames } from "~/rules/re-audits/re-audits";
import { escalatingWords } from "~/rules/tools/scale";
import { guarded, noRecord } from "~/server/guard.server";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";
import { Breadcrumbs, PageHeading } from "~/ui/page";
import { Pagination } from "~/ui/pagination";
import { Table } from "~/ui/table";
import { StateTag } from "~/ui/tags";
import {
  type ReAudit,
  unscopedReAuditsSettled,
  unscopedReAuditsToAllocate,
  unscopedReAuditsUnderWay,
} from "~db/re-audits/re-audits.server";

export const meta = () => [{ title: "Re-audits - Line of Sight" }];

const onPage = 20;

const viewOf = (one: ReAudit, today: string) => ({
  id: one.id,
  reference: one.caseReference,
  team: one.teamName ?? "No team",
  closed: one.caseClosedOn ? `Case closed on ${formatDate(one.caseClosedOn)}` : null,
  earlier: { id: one.previousAuditId, month: formatMonth(one.previousMonth) },
  due: formatDate(one.dueOn),
  left: one.dueOn < today ? dueInWords(one.dueOn, today) : null,
  standing: one.standing,
  place: one.exerciseId ? { id: one.exerciseId, title: one.exerciseTitle ?? "" } : null,
  auditor: one.auditorName,
  state: one.auditState,
  cancelled: one.cancelledAt ? `${one.cancelledReason} (${one.cancelledBy ?? "Nobody"})` : null,
});

export const loader = guarded(
  "re-audits.manage",
  noRecord,
  async ({ db, request, today, actor }) => {
    const asked = Number(new URL(request.url).searchParams.get("page") ?? "1");
    const page = Number.isInteger(asked) && asked > 0 ? asked : 1;
    const reader = { readerId: actor.id };
    const turn = { limit: onPage, offset: (page - 1) * onPage };
    const settled = await unscopedReAuditsSettled(db, turn, reader);
    return {
      waiting: (await unscopedReAuditsToAllocate(db, reader)).map((one) => viewOf(one, today)),
      underWay: (await unscopedReAuditsUnderWay(db, reader)).map((one) => viewOf(one, today)),
      settled: settled.rows.map((one) => viewOf(one, today)),
      page,
      pages: Math.max(1, Math.ceil(settled.found / onPage)),
    };
  },
);

type Row = ReturnType<typeof viewOf>;

const earlier = {
  header: "Audited before",
  nowrap: true,
  cell: ({ earlier, reference }: Row) => (
    <Link to={paths.audits.read(earlier.id)} hidden={`audit of ${reference}`}>
      {earlier.month}
    </Link>
  ),
};

const reference = {
  header: "Case",
  rowHeader: true as const,
  nowrap: true,
  cell: ({ reference }: Row) => reference,
};

const due = {
  header: "Audit again by",
  nowrap: true,
  cell: ({ due, left }: Row) => (
    <>
      <span className="los-nowrap">{due}</span>
      {left ? <strong className="los-late"> {left}</strong> : null}
    </>
  ),
};

export default function ReAudits() {
  const { waiting, underWay, settled, page, pages } = useLoaderData<typeof loader>();
  return (
    <>
      <Breadcrumbs
        items={[{ href: paths.programme(), label: "Programme" }, { label: "Re-audits" }]}
      />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          title="Re-audits"
          lead={`A case whose audit is final and ${escalatingWords} overall is audited again. Re-audits are outside the draw and stay out of a cycle’s figures.`}
        />
        {waiting.length === 0 ? (
          <>
            <h2 className="govuk-heading-m">Re-audits to allocate</h2>
            <EmptyState title="No case waits to be audited again" />
          </>
        ) : (
          <Table
            caption="Re-audits to allocate"
            captionSize="m"
            rows={waiting}
            rowKey={({ id }) => id}
            columns={[
              reference,
              {
                header: "Team",
                cell: ({ team, closed }) => (
                  <>
                    {team}
                    {closed ? <strong className="los-late"> {closed}</strong> : null}
                  </>
                ),
              },
              earlier,
              due,
              {
                header: "What to do",
                hideHeader: true,
                cell: ({ id, reference }) => (
                  <Link to={paths.reAudits.one(id)} hidden={reference}>
                    Allocate or cancel
                  </Link>
                ),
              },
            ]}
          />
        )}
        {underWay.length > 0 ? (
          <Table
            caption="Under way"
            captionSize="m"
            rows={underWay}
            rowKey={({ id }) => id}
            columns={[
              reference,
              { header: "Team", cell: ({ team }) => team },
              earlier,
              {
                header: "Where",
                cell: ({ place }) =>
                  place ? <Link to={paths.exercises.one(place.id)}>{place.title}</Link> : null,
              },
              { header: "Auditor", cell: ({ auditor }) => auditor ?? "Nobody" },
              due,
              { header: "State", cell: ({ state }) => (state ? <State state={state} /> : null) },
            ]}
          />
        ) : null}
        {settled.length > 0 ? (
          <>
            <Table
              caption="Done and cancelled"
              captionSize="m"
              rows={settled}
              rowKey={({ id }) => id}
              columns={[
                reference,
                { header: "Team", cell: ({ team }) => team },
                earlier,
                {
                  header: "What became of it",
                  cell: ({ standing, place, cancelled }) =>
                    cancelled ? (
                      <>
                        {reAuditStandingNames[standing]}: {cancelled}
                      </>
                    ) : place ? (
                      <>
                        {reAuditStandingNames[standing]} in{" "}
                        <Link to={paths.exercises.one(place.id)}>{place.title}</Link>
                      </>
                    ) : null,
                },
              ]}
            />
            <Pagination
              page={page}
              pages={pages}
              hrefFor={(n) => paths.reAudits.list({ page: String(n) })}
              label="Done and cancelled re-audits"
            />
          </>
        ) : null}
      </main>
    </>
  );
}

function State({ state }: { state: NonNullable<Row["state"]> }) {
  return <StateTag colour={auditStateColours[state]}>{auditStateNames[state]}</StateTag>;
}
