import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { holds } from "~/rules/access/people";
import { auditStateNames, isOpenToAuditor } from "~/rules/audits/audits";
import { formatMonth } from "~/rules/core/dates";
import { outcomeNames } from "~/rules/moderation/moderation";
import { type Judgement, judgementNames } from "~/rules/tools/grades";
import { guarded, noRecord } from "~/server/guard.server";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";
import { BackLink, PageHeading } from "~/ui/page";
import { type Column, Table } from "~/ui/table";
import {
  listOwnAudits,
  type OwnAudit,
  type OwnPart,
  ownParts,
} from "~db/overviews/own-audits.server";

export const meta = () => [{ title: "Your audits - Line of Sight" }];

const onPage = 20;

export const loader = guarded("audits.list-own", noRecord, async ({ request, db, actor }) => {
  const asked = new URL(request.url).searchParams;
  const parts = ownParts.filter((part) => holds(actor, part));
  const part = parts.find((one) => one === asked.get("as")) ?? parts[0] ?? "practitioner";
  const number = Number(asked.get("page") ?? "1");
  const page = Number.isInteger(number) && number > 0 && number < 10_000 ? number : 1;
  const found = await listOwnAudits(db, actor.id, part, {
    limit: onPage + 1,
    skip: (page - 1) * onPage,
  });
  return { parts, part, page, audits: found.slice(0, onPage), more: found.length > onPage };
});

const partNames: Record<OwnPart, string> = {
  auditor: "Audited by you",
  moderator: "Moderated by you",
  practitioner: "Of your work",
};

const gradeInWords = (grade: Judgement | null, { state }: OwnAudit): string =>
  grade ? judgementNames[grade] : ["final", "withdrawn"].includes(state) ? "None" : "Not yet";

const standInWords = ({ state, outcome }: OwnAudit): string =>
  state !== "final"
    ? auditStateNames[state]
    : `Final, ${(outcome ? outcomeNames[outcome] : "Not moderated").toLowerCase()}`;

/** Where someone goes on with it, or reads it; nowhere where neither is open to them. */
function hrefOf(part: OwnPart, { id, state, submitted, kept }: OwnAudit): string | null {
  if (state === "withdrawn") return null;
  if (part === "auditor" && isOpenToAuditor(state)) return paths.audits.one(id);
  if (kept) return paths.moderation.grade(id);
  if (submitted) return paths.audits.read(id);
  return part === "practitioner" ? paths.audits.reflect(id) : null;
}

const actionsInWords = ({ state, raised, unfinished }: OwnAudit): string =>
  state !== "final"
    ? state === "withdrawn"
      ? "None"
      : "Not yet"
    : raised === 0
      ? "None"
      : `${raised}, ${unfinished === 0 ? "all finished" : `${unfinished} not finished`}`;

const columnsOf = (part: OwnPart): Column<OwnAudit>[] => [
  {
    header: "Case",
    rowHeader: true,
    nowrap: true,
    cell: (audit) => {
      const href = hrefOf(part, audit);
      return href ? <Link to={href}>{audit.caseReference}</Link> : audit.caseReference;
    },
  },
  { header: "Cycle", nowrap: true, cell: ({ month }) => formatMonth(month) },
  { header: "Team", cell: ({ teamName }) => teamName },
  { header: "How it stands", labelled: true, cell: standInWords },
  ...(part === "practitioner"
    ? []
    : [
        {
          header: "Your grade",
          labelled: true,
          cell: (audit: OwnAudit) => gradeInWords(audit.own, audit),
        },
      ]),
  {
    header: "Final grade",
    labelled: true,
    cell: (audit) => gradeInWords(audit.final, audit),
  },
  { header: "Actions", labelled: true, ownLine: true, nowrap: true, cell: actionsInWords },
];

export default function OwnAudits() {
  const { parts, part, page, audits, more } = useLoaderData<typeof loader>();
  return (
    <>
      <BackLink to={paths.home()}>Your work</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          title="Your audits"
          lead="The latest first: how each stands, what it was graded in the end, and what was done."
        />
        {parts.length > 1 ? (
          <ul className="los-views">
            {parts.map((one) => (
              <li key={one}>
                {one === part ? (
                  <strong aria-current="page">{partNames[one]}</strong>
                ) : (
                  <Link to={paths.ownAudits({ as: one })}>{partNames[one]}</Link>
                )}
              </li>
            ))}
          </ul>
        ) : null}
        {audits.length === 0 ? (
          page > 1 ? (
            <p className="govuk-body">There are no earlier audits.</p>
          ) : (
            <EmptyState title="None yet">
              <p className="govuk-body">They come here once a cycle of theirs is released.</p>
            </EmptyState>
          )
        ) : (
          <Table
            caption={partNames[part]}
            compact
            rows={audits}
            rowKey={({ id }) => id}
            onNarrow="lines"
            columns={columnsOf(part)}
          />
        )}
        {page > 1 || more ? (
          <ul className="los-views">
            {page > 1 ? (
              <li>
                <Link to={paths.ownAudits({ as: part, page: String(page - 1) })}>Later audits</Link>
              </li>
            ) : null}
            {more ? (
              <li>
                <Link to={paths.ownAudits({ as: part, page: String(page + 1) })}>
                  Earlier audits
                </Link>
              </li>
            ) : null}
          </ul>
        ) : null}
      </main>
    </>
  );
}
