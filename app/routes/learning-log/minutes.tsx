import { useActionData, useLoaderData } from "@remix-run/react";
import { attachForm } from "~/forms/attachments";
import { parseForm } from "~/forms/fields";
import { addendumForm } from "~/forms/learning";
import { withAddendum } from "~/overviews/learning-log/meeting.server";
import { paths } from "~/paths";
import { filesSection } from "~/server/files-shown.server";
import { guarded } from "~/server/guard.server";
import { minutesFromUrl } from "~/server/learning-subjects.server";
import { readForm, refuse } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button } from "~/ui/button";
import { FilesSection } from "~/ui/files/files-section";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { TextArea } from "~/ui/inputs/text-area";
import { Details } from "~/ui/notices";
import { BackLink, PageHeading } from "~/ui/page";
import { Blocks } from "~/ui/report/blocks";
import { FileLinks } from "~/ui/report/file-links";
import { addToMinutes } from "~db/learning-log/log-meetings.server";

export const meta = () => [{ title: "Minutes - Learning log - Line of Sight" }];

export const loader = guarded("learning-log.read-meeting", minutesFromUrl, async (guard) => {
  const { id, meeting, by, report } = guard.subject;
  const { title, caption, lead, blocks } = report;
  const mayKeep = guard.may("learning-log.keep-minutes");
  const asked = { mayAdd: mayKeep, whyKept: () => null };
  const filed = await filesSection(guard, { kind: "minutes", id }, asked);
  return { id, meeting, by, title, caption, lead, blocks, filed, mayKeep };
});

/** Adds to minutes: what was kept stays, with the addition under it. */
export const action = guarded("learning-log.keep-minutes", minutesFromUrl, async (guard) => {
  const { request, db, subject, actor, today, stamp, done } = guard;
  const form = await readForm(request, addendumForm);
  if (!form.ok) return refuse(form);
  const { added } = form.value;
  const report = withAddendum(subject.report, { added, by: actor.name, on: today });
  if (report) {
    const saved = await save(db, (tx) => addToMinutes(tx, stamp, subject, { report, added }));
    if (!saved.ok)
      return overtaken(form.typed, "Read them again: someone added to them a moment ago", "added");
  }
  return done(paths.log.minutes(subject.id), "It is added to the minutes");
});

export default function MinutesPage() {
  const { id, meeting, by, title, caption, lead, blocks, filed, mayKeep } =
    useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>();
  return (
    <>
      <BackLink to={paths.log.meeting(meeting)}>The log as it stands now</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading caption={`${caption}. Kept by ${by}`} title={title} lead={lead} />
        <FileLinks hrefFor={(file) => paths.log.minutesFile(id, file)} />
        <Blocks blocks={blocks} />
        <FilesSection {...filed} check={(entries) => parseForm(attachForm, entries)} />
        {mayKeep ? <Addendum key={blocks.length} outcome={outcome} /> : null}
      </main>
    </>
  );
}

function Addendum({ outcome }: { outcome: FormOutcome | undefined }) {
  const form = useGovForm({ check: (entries) => parseForm(addendumForm, entries), outcome });
  return (
    <Details summary="Add to these minutes, or correct them" open={outcome !== undefined}>
      <GovFormBody form={form}>
        <TextArea
          {...form.field("added")}
          label="What is to be added or corrected?"
          hint="It stands under what was agreed, with your name and today’s date. What was kept stays as it is."
          rows={3}
        />
        <Button>Add to the minutes</Button>
      </GovFormBody>
    </Details>
  );
}
