import { useLoaderData } from "@remix-run/react";
import { breakdownsOf } from "~/overviews/reports/breakdowns.server";
import { paths } from "~/paths";
import { guarded, notFound } from "~/server/guard.server";
import { cycleFromUrl } from "~/server/report-subjects.server";
import { Breadcrumbs, PageHeading } from "~/ui/page";
import { Blocks } from "~/ui/report/blocks";
import { listFinalBlind } from "~db/audits/blind.server";

export const meta = () => [{ title: "Breakdowns - Line of Sight" }];

export const loader = guarded("reports.read-cycle", cycleFromUrl, async (guard) => {
  const { db, subject, may, actor } = guard;
  if (subject.state !== "closed") throw notFound();
  const { title, caption, lead, blocks } = await breakdownsOf(db, subject, {
    withAges: may("reports.read-ages"),
    agesKept: (await listFinalBlind(db, [actor.id], subject.id)).length > 0,
  });
  return { id: subject.id, title, caption, lead, blocks };
});

export default function Breakdowns() {
  const { id, title, caption, lead, blocks } = useLoaderData<typeof loader>();
  return (
    <>
      <Breadcrumbs
        items={[{ href: paths.exercises.report(id), label: title }, { label: "Breakdowns" }]}
      />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading caption={caption} title={title} lead={lead} />
        <Blocks blocks={blocks} />
      </main>
    </>
  );
}
