import { useLoaderData } from "@remix-run/react";
import { readBrief } from "~/overviews/reports/brief.server";
import { paths } from "~/paths";
import { guarded, noRecord } from "~/server/guard.server";
import { Breadcrumbs, PageHeading } from "~/ui/page";
import { Blocks } from "~/ui/report/blocks";
import { FileLinks } from "~/ui/report/file-links";

export const meta = () => [{ title: "Brief for leaders - Line of Sight" }];

export const loader = guarded("brief.read", noRecord, async ({ db, actor, today }) => {
  const { title, caption, lead, blocks } = await readBrief(db, actor, today);
  return { title, caption, lead, blocks };
});

export default function Brief() {
  const { title, caption, lead, blocks } = useLoaderData<typeof loader>();
  return (
    <>
      <Breadcrumbs items={[{ href: paths.reports.list(), label: "Reports" }, { label: title }]} />
      <main className="govuk-main-wrapper los-short" id="main-content" tabIndex={-1}>
        <PageHeading caption={caption} title={title} lead={lead} />
        <FileLinks hrefFor={paths.briefFile} />
        <Blocks blocks={blocks} />
      </main>
    </>
  );
}
