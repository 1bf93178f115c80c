import { useLoaderData } from "@remix-run/react";
import { collectAreaStory, type StoryArea } from "~/overviews/reports/area-story.server";
import { paths } from "~/paths";
import { councilWide } from "~/rules/access/access";
import { type Find, type Guardable, guarded } from "~/server/guard.server";
import { Link } from "~/ui/link";
import { BackLink, PageHeading } from "~/ui/page";
import { Blocks } from "~/ui/report/blocks";
import { listAreas, listClosedCycles } from "~db/reports/reports.server";

export const meta = () => [{ title: "Practice area - Line of Sight" }];

/** An area that a closed cycle was graded in. */
const areaFromUrl: Find<Guardable & { area: StoryArea }> = async ({ db, params }) => {
  const areas = await listAreas(db, await listClosedCycles(db));
  const area = areas.find(({ code }) => code === params.area);
  return area ? { area, access: councilWide } : null;
};

export const loader = guarded("trends.read", areaFromUrl, (guard) =>
  collectAreaStory(guard, guard.subject.area),
);

export default function AreaStory() {
  const { area, sentences, blocks } = useLoaderData<typeof loader>();
  return (
    <>
      <BackLink to={paths.trends({ area: area.code })}>Trends</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading caption="Practice area" title={area.name} lead={sentences} />
        <Blocks blocks={blocks} />
        <p className="govuk-body los-no-print">
          <Link to={paths.trends({ area: area.code })}>
            Narrow it to a service, a team, a cohort or a period
          </Link>
        </p>
      </main>
    </>
  );
}
