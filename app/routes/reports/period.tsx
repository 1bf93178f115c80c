import { useLoaderData } from "@remix-run/react";
import { readReportPeriod } from "~/forms/periods";
import { readPeriodReport } from "~/overviews/reports/period-report.server";
import { paths } from "~/paths";
import { periodBeside, periodKindNames, periodKinds, periodOf } from "~/rules/reports/periods";
import { guarded, noRecord } from "~/server/guard.server";
import { Link } from "~/ui/link";
import { Breadcrumbs, PageHeading } from "~/ui/page";
import { Blocks } from "~/ui/report/blocks";
import { FileLinks } from "~/ui/report/file-links";

export const meta = () => [{ title: "Report of a period - Line of Sight" }];

const earlier = (...months: string[]): string => months.toSorted()[0] ?? "";

export const loader = guarded("reports.read-period", noRecord, async ({ db, request, today }) => {
  const period = readReportPeriod(new URL(request.url).searchParams, today);
  const { title, caption, lead, blocks } = await readPeriodReport(db, period, { today });
  const asked = ({ kind, from }: typeof period) => ({ kind, month: from });
  return {
    title,
    caption,
    lead,
    blocks,
    here: asked(period),
    before: { ...asked(periodBeside(period, -1)), name: periodBeside(period, -1).name },
    after: { ...asked(periodBeside(period, 1)), name: periodBeside(period, 1).name },
    kinds: periodKinds.map((kind) => ({
      ...asked(periodOf(kind, earlier(period.to, today.slice(0, 7)))),
      current: kind === period.kind,
    })),
  };
});

export default function PeriodReport() {
  const page = useLoaderData<typeof loader>();
  const { title, caption, lead, blocks, here, before, after, kinds } = page;
  return (
    <>
      <Breadcrumbs items={[{ href: paths.reports.list(), label: "Reports" }, { label: title }]} />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading caption={caption} title={title} lead={lead} />
        <ul className="los-views los-no-print" aria-label="Period">
          {kinds.map(({ kind, month, current }) => (
            <li key={kind}>
              <Link to={paths.reports.period({ kind, month })} current={current}>
                {periodKindNames[kind]}
              </Link>
            </li>
          ))}
          <li>
            <Link to={paths.reports.period({ kind: before.kind, month: before.month })}>
              Before: {before.name}
            </Link>
          </li>
          <li>
            <Link to={paths.reports.period({ kind: after.kind, month: after.month })}>
              After: {after.name}
            </Link>
          </li>
        </ul>
        <FileLinks hrefFor={(file) => paths.reports.periodFile(file, here)} />
        <Blocks blocks={blocks} />
      </main>
    </>
  );
}
