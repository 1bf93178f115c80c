import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { acceptedInWords } from "~/rules/attachments/attachments";
import { countedUpTo, mostCounted } from "~/rules/core/counting";
import { dateInLondon, formatDate, formatTime } from "~/rules/core/dates";
import { guarded, noRecord } from "~/server/guard.server";
import { InsetText } from "~/ui/notices";
import { Breadcrumbs, PageHeading, TwoThirds } from "~/ui/page";
import { SummaryList } from "~/ui/summary-list";
import { findUnscanned } from "~db/attachments/attachments.server";

export const meta = () => [{ title: "Files - Settings - Line of Sight" }];

export const loader = guarded("settings.manage", noRecord, async ({ db, context }) => {
  const { count, since } = await findUnscanned(db, { most: mostCounted });
  const at = since === null ? null : new Date(since);
  return {
    scans: context.scansFiles ?? false,
    waiting: countedUpTo(count),
    since: at && `${formatDate(dateInLondon(at))} at ${formatTime(at)}`,
  };
});

export default function KeptFiles() {
  const { scans, waiting, since } = useLoaderData<typeof loader>();
  return (
    <>
      <Breadcrumbs items={[{ href: paths.settings(), label: "Settings" }, { label: "Files" }]} />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            title="Files"
            lead="People add files to actions, to what was learnt and to minutes, as evidence."
          />
          <InsetText>
            {scans
              ? "A virus scanner looks at each file. What it could not look at is tried again, at least once an hour; the log of the server says what the scanner answered."
              : "No virus scanner is set up, so files say “not scanned”. To set one up, start Line of Sight with SCAN_COMMAND, as its README says: files that are there already are then scanned too."}
          </InsetText>
          <SummaryList
            rows={[
              { key: "Taken", value: acceptedInWords },
              {
                key: "Not scanned",
                value: since ? `${waiting}, the oldest since ${since}` : "None",
              },
            ]}
          />
        </TwoThirds>
      </main>
    </>
  );
}
