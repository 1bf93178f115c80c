import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { guarded } from "~/server/guard.server";
import { minutesFromUrl } from "~/server/learning-subjects.server";
import { BackLink, PageHeading } from "~/ui/page";
import { Blocks } from "~/ui/report/blocks";
import { FileLinks } from "~/ui/report/file-links";

export const meta = () => [{ title: "Minutes - Learning log - Line of Sight" }];

export const loader = guarded("learning-log.read-meeting", minutesFromUrl, async ({ subject }) => {
  const { id, meeting, by, report } = subject;
  const { title, caption, lead, blocks } = report;
  return { id, meeting, by, title, caption, lead, blocks };
});

export default function MinutesPage() {
  const { id, meeting, by, title, caption, lead, blocks } = useLoaderData<typeof loader>();
  return (
    <>
      <BackLink to={paths.log.meeting(meeting)}>The log as it stands now</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading caption={`${caption}. Kept by ${by}`} title={title} lead={lead} />
        <FileLinks hrefFor={(file) => paths.log.minutesFile(id, file)} />
        <Blocks blocks={blocks} />
      </main>
    </>
  );
}
