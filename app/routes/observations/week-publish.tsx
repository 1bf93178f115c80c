import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { publishWeekForm } from "~/forms/practice-weeks";
import { paths } from "~/paths";
import { counted } from "~/rules/core/words";
import { countSlots, slotsInWords } from "~/rules/observations/practice-weeks";
import { guarded } from "~/server/guard.server";
import { weekFromUrl } from "~/server/practice-week-subjects.server";
import { readForm, refuse } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { listSlots } from "~db/observations/slots.server";
import { publishWeek } from "~db/observations/weeks.server";
import { refuseWeekMove, weekChanged } from "./week-state.server";

export const meta = () => [{ title: "Send the timetable - Practice week - Line of Sight" }];

const title = "This timetable can’t be sent";

export const loader = guarded("practice-weeks.run", weekFromUrl, async (guard) => {
  refuseWeekMove(guard, "publish", title);
  const { id, theme, version } = guard.subject;
  const slots = await listSlots(guard.db, id);
  return {
    ...{ id, theme, version },
    words:
      slots.length === 0
        ? `${slotsInWords(countSlots(slots))}. You can add to it afterwards.`
        : `It has ${counted(slots.length, "part")}. You can change it afterwards; whoever is concerned is told.`,
  };
});

export const action = guarded("practice-weeks.run", weekFromUrl, async (guard) => {
  const { request, db, subject, actor, stamp, done } = guard;
  const here = paths.practiceWeeks.one(subject.id);
  const sent = "The timetable is out, and everyone with a part in it is told";
  // Pressed twice: it is out.
  if (subject.state === "published") return done(here, sent);
  refuseWeekMove(guard, "publish", title);
  const form = await readForm(request, publishWeekForm);
  if (!form.ok) return refuse(form);
  const saved = await save(db, (tx) =>
    publishWeek(tx, { ...stamp, actorId: actor.id }, subject, form.value.version),
  );
  if (!saved.ok) return overtaken(form.typed, weekChanged);
  return done(here, sent);
});

export default function PublishWeek() {
  const { id, theme, version, words } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(publishWeekForm, entries),
    outcome: useActionData<typeof action>(),
  });
  const back = paths.practiceWeeks.one(id);
  return (
    <>
      <BackLink to={back}>The week</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            caption={theme}
            title="Send the timetable"
            lead={`Everyone who works here can see it, and whoever has a part in it is told. ${words}`}
          />
          <GovFormBody form={form} version={version}>
            <ButtonGroup>
              <Button>Send the timetable</Button>
              <Link to={back}>Not yet</Link>
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}
