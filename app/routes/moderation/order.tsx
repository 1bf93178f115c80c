import { useLoaderData } from "@remix-run/react";
import { moderationShown } from "~/forms/moderation";
import { paths } from "~/paths";
import { commitmentOf, verifyOrder } from "~/rules/moderation/sealed-order";
import { guarded } from "~/server/guard.server";
import { gradedExerciseFromUrl } from "~/server/subjects.server";
import { Link } from "~/ui/link";
import { EmptyState, InsetText } from "~/ui/notices";
import { Breadcrumbs, PageHeading } from "~/ui/page";
import { Pagination } from "~/ui/pagination";
import { SummaryList } from "~/ui/summary-list";
import { Table } from "~/ui/table";
import { listOrderNames } from "~db/moderation/order.server";
import { findShownOrder } from "./order.server";

const pageSize = 25;

export const meta = () => [{ title: "The sealed order of moderation - Line of Sight" }];

export const loader = guarded("moderation.manage", gradedExerciseFromUrl, async (guard) => {
  const { subject, db, request } = guard;
  const { order: kept, why } = await findShownOrder(guard);
  const shown = moderationShown.parse(Object.fromEntries(new URL(request.url).searchParams));
  const pages = Math.max(1, Math.ceil((kept?.order.length ?? 0) / pageSize));
  const page = Math.min(shown.page, pages);
  const names = kept ? await listOrderNames(db, subject.id) : new Map<string, string>();
  return {
    id: subject.id,
    title: subject.title,
    why,
    page,
    pages,
    kept: kept
      ? {
          verified: verifyOrder(kept),
          seed: kept.seed,
          commitment: commitmentOf(kept.seed),
          algorithm: kept.algorithm,
          fingerprint: kept.fingerprint,
          rows: kept.order.slice((page - 1) * pageSize, page * pageSize).map((one) => ({
            place: one.place,
            picked: one.picked,
            turn: one.turn,
            reference: names.get(one.auditNow) ?? "",
            note:
              one.joined !== null
                ? "Joined after release"
                : one.auditNow === one.auditId
                  ? ""
                  : "Came in by a swap",
            chance:
              one.chance === null
                ? "Withdrawn or let go"
                : one.chance === 1
                  ? "Certain"
                  : `${Math.round(one.chance * 100)}%`,
          })),
        }
      : null,
  };
});

const differences = {
  algorithm:
    "It was drawn while a cycle was under way, or by another version, so it can’t be checked here.",
  list: "The list of audits kept with it has changed since.",
  result: "Drawn again, it gives another order.",
} as const;

export default function Order() {
  const { id, title, why, kept, page, pages } = useLoaderData<typeof loader>();
  return (
    <>
      <Breadcrumbs
        items={[
          { href: paths.exercises.one(id), label: title },
          { href: paths.exercises.moderation(id), label: "Moderation" },
          { label: "Order" },
        ]}
      />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading caption={title} title="The sealed order of moderation" />
        {kept === null ? (
          <EmptyState title="Not shown">
            <p className="govuk-body">{why}</p>
          </EmptyState>
        ) : (
          <>
            <InsetText>
              {kept.verified.same
                ? "Verified just now: drawn again from its seed and its list, every place comes out the same."
                : `Not verified. ${differences[kept.verified.differs]}`}
            </InsetText>
            <SummaryList
              rows={[
                { key: "Seed", value: <code className="los-code">{kept.seed}</code> },
                {
                  key: "Its fingerprint since release",
                  value: <code className="los-code">{kept.commitment}</code>,
                },
                { key: "Algorithm", value: kept.algorithm },
              ]}
            />
            <p className="govuk-body">
              <Link to={paths.exercises.moderationOrderJson(id)} download>
                Download the record
              </Link>{" "}
              and run <code className="los-code">scripts/verify-draw</code> on it to check this
              outside the application.
            </p>
            <Table
              caption="Places"
              captionSize="m"
              compact
              onNarrow="lines"
              rows={kept.rows}
              rowKey={(row) => String(row.place)}
              columns={[
                { header: "Place", labelled: true, cell: (row) => row.place },
                { header: "Case", rowHeader: true, nowrap: true, cell: (row) => row.reference },
                { header: "Picked", labelled: true, cell: (row) => (row.picked ? "Yes" : "No") },
                { header: "Turn to join", labelled: true, cell: (row) => row.turn },
                { header: "Chance of moderation", labelled: true, cell: (row) => row.chance },
                { header: "Since", cell: (row) => row.note },
              ]}
            />
            <Pagination
              page={page}
              pages={pages}
              hrefFor={(to) => `${paths.exercises.moderationOrder(id)}?page=${to}`}
            />
          </>
        )}
      </main>
    </>
  );
}
