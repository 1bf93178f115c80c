import { useLoaderData } from "@remix-run/react";
import { readOnePage } from "~/overviews/samples/one-page.server";
import { paths } from "~/paths";
import { guarded } from "~/server/guard.server";
import { onePageFromUrl } from "~/server/sample-subjects.server";
import { BackLink, PageHeading } from "~/ui/page";
import { Blocks } from "~/ui/report/blocks";
import { FileLinks } from "~/ui/report/file-links";
import { SummaryList } from "~/ui/summary-list";

export const meta = () => [{ title: "Report on one page - Line of Sight" }];

export const loader = guarded(
  "exercises.read-report",
  onePageFromUrl,
  async ({ db, subject, today }) => ({
    id: subject.id,
    report: await readOnePage(db, subject, today),
  }),
);

export default function OnePage() {
  const { id, report } = useLoaderData<typeof loader>();
  return (
    <>
      <BackLink to={paths.exercises.summary(id)}>The whole report</BackLink>
      <main className="govuk-main-wrapper los-one-page" id="main-content" tabIndex={-1}>
        <PageHeading caption={report.caption} title={report.title} lead={report.lead} />
        <FileLinks hrefFor={(file) => paths.exercises.onePageFile(id, file)} />
        {report.standing === "provisional" ? (
          <p className="govuk-body">Provisional: the exercise is not closed yet.</p>
        ) : null}
        <SummaryList rows={report.about.map(([key, value]) => ({ key, value }))} />
        <Blocks blocks={report.blocks} />
      </main>
    </>
  );
}
