import { useLoaderData } from "@remix-run/react";
import { attachForm } from "~/forms/attachments";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { filesSection } from "~/server/files-shown.server";
import { guarded } from "~/server/guard.server";
import { minutesFromUrl } from "~/server/learning-subjects.server";
import { FilesSection } from "~/ui/files/files-section";
import { BackLink, PageHeading } from "~/ui/page";
import { Blocks } from "~/ui/report/blocks";
import { FileLinks } from "~/ui/report/file-links";

export const meta = () => [{ title: "Minutes - Learning log - Line of Sight" }];

export const loader = guarded("learning-log.read-meeting", minutesFromUrl, async (guard) => {
  const { id, meeting, by, report } = guard.subject;
  const { title, caption, lead, blocks } = report;
  const asked = { mayAdd: guard.may("learning-log.keep-minutes"), whyKept: () => null };
  const filed = await filesSection(guard, { kind: "minutes", id }, asked);
  return { id, meeting, by, title, caption, lead, blocks, filed };
});

export default function MinutesPage() {
  const { id, meeting, by, title, caption, lead, blocks, filed } = useLoaderData<typeof loader>();
  return (
    <>
      <BackLink to={paths.log.meeting(meeting)}>The log as it stands now</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading caption={`${caption}. Kept by ${by}`} title={title} lead={lead} />
        <FileLinks hrefFor={(file) => paths.log.minutesFile(id, file)} />
        <Blocks blocks={blocks} />
        <FilesSection {...filed} check={(entries) => parseForm(attachForm, entries)} />
      </main>
    </>
  );
}
