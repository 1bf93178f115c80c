import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { minutesForm } from "~/forms/learning";
import { asMinutes, readMeeting } from "~/overviews/learning-log/meeting.server";
import { paths } from "~/paths";
import { formatDate } from "~/rules/core/dates";
import { logMeetingNames } from "~/rules/learning-log/meetings";
import { guarded } from "~/server/guard.server";
import { logMeetingFromUrl } from "~/server/learning-subjects.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { overtaken, saveUnlessTaken } from "~/server/save.server";
import { writtenAt, writtenSoFar } from "~/server/written.server";
import { useWrittenForm, WrittenBody } from "~/ui/autosave/written-form";
import { Button } from "~/ui/button";
import { DateField } from "~/ui/inputs/date-field";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { Details } from "~/ui/notices";
import { BackLink, PageHeading } from "~/ui/page";
import { Blocks } from "~/ui/report/blocks";
import { FileLinks } from "~/ui/report/file-links";
import { forgetWritten } from "~db/core/written.server";
import { keepMinutes, unscopedMinutes } from "~db/learning-log/log-meetings.server";

export const meta = () => [{ title: "Meeting - Learning log - Line of Sight" }];

export const loader = guarded("learning-log.read-meeting", logMeetingFromUrl, async (guard) => {
  const { db, subject, today, may } = guard;
  const { title, caption, lead, blocks } = await readMeeting(db, subject.meeting, today);
  return {
    ...{ title, caption, lead, blocks, today, meeting: subject.meeting },
    minutes: await unscopedMinutes(db, subject.meeting),
    written: may("learning-log.keep-minutes")
      ? await writtenSoFar(guard, writtenAt(guard, "log-minutes", subject.meeting), {
          url: paths.written(paths.log.meeting(subject.meeting)),
        })
      : null,
  };
});

export const action = guarded("learning-log.keep-minutes", logMeetingFromUrl, async (guard) => {
  const { request, db, subject, today, stamp, done } = guard;
  const form = await readForm(request, minutesForm);
  if (!form.ok) return refuse(form);
  const { metOn } = form.value;
  if (metOn > today)
    return refuseWith(form.typed, "Enter a date that is not in the future", "metOn");
  const report = asMinutes(await readMeeting(db, subject.meeting, today), form.value);
  const saved = await saveUnlessTaken(db, async (tx) => {
    await forgetWritten(tx, writtenAt(guard, "log-minutes", subject.meeting));
    return keepMinutes(tx, stamp, { meeting: subject.meeting, metOn, report });
  });
  if (!saved.ok)
    return overtaken(
      form.typed,
      "Minutes of that day are kept already. Enter another day",
      "metOn",
    );
  return done(paths.log.minutes(saved.value), "The minutes are kept, with the log as it stands");
});

export default function Meeting() {
  const { title, caption, lead, blocks, minutes, written, meeting, today } =
    useLoaderData<typeof loader>();
  return (
    <>
      <BackLink to={paths.log.list()}>Learning log</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading caption={caption} title={title} lead={lead} />
        <FileLinks hrefFor={(file) => paths.log.meetingFile(meeting, file)} />
        <Blocks blocks={blocks} />
        {written ? <MinutesForm written={written} today={today} /> : null}
        {minutes.length > 0 ? (
          <>
            <h2 className="govuk-heading-m">Minutes</h2>
            <ul className="govuk-list">
              {minutes.map(({ id, metOn }) => (
                <li key={id}>
                  <Link to={paths.log.minutes(id)} hidden={logMeetingNames[meeting]}>
                    {formatDate(metOn)}
                  </Link>
                </li>
              ))}
            </ul>
          </>
        ) : null}
      </main>
    </>
  );
}

function MinutesForm({
  written,
  today,
}: {
  written: Parameters<typeof useWrittenForm>[0]["written"];
  today: string;
}) {
  const outcome = useActionData<typeof action>();
  const begun = written.saved !== null;
  const form = useWrittenForm({
    written,
    check: (entries) => parseForm(minutesForm, entries),
    stored: { metOn: today },
    outcome,
  });
  return (
    <Details summary="Write the minutes" open={begun || outcome !== undefined}>
      <WrittenBody form={form}>
        <DateField {...form.date("metOn")} legend="Met on" />
        <TextArea {...form.field("present")} label="Who was there?" rows={2} />
        <TextArea {...form.field("agreed")} label="What was agreed?" rows={4} />
        <Button>Keep the minutes</Button>
      </WrittenBody>
    </Details>
  );
}
