import { useActionData, useLoaderData } from "@remix-run/react";
import { weekReasonForm } from "~/forms/practice-weeks";
import { paths } from "~/paths";
import { guarded } from "~/server/guard.server";
import { weekFromUrl } from "~/server/practice-week-subjects.server";
import { readForm, refuse } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { reopenWeek } from "~db/observations/weeks.server";
import { WeekReason } from "./week-reason";
import { refuseWeekMove, weekChanged } from "./week-state.server";

export const meta = () => [{ title: "Open a practice week again - Line of Sight" }];

const title = "This week can’t be opened again";

export const loader = guarded("practice-weeks.run", weekFromUrl, async (guard) => {
  refuseWeekMove(guard, "reopen", title);
  const { id, theme, version } = guard.subject;
  return { id, theme, version };
});

export const action = guarded("practice-weeks.run", weekFromUrl, async (guard) => {
  refuseWeekMove(guard, "reopen", title);
  const { request, db, subject, actor, stamp, done } = guard;
  const form = await readForm(request, weekReasonForm);
  if (!form.ok) return refuse(form);
  const saved = await save(db, (tx) =>
    reopenWeek(tx, { ...stamp, actorId: actor.id }, subject, form.value),
  );
  if (!saved.ok) return overtaken(form.typed, weekChanged);
  return done(paths.practiceWeeks.one(subject.id), "The week is open again");
});

export default function ReopenWeek() {
  return (
    <WeekReason
      week={useLoaderData<typeof loader>()}
      outcome={useActionData<typeof action>()}
      words={{
        title: "Open the week again",
        lead: "What is late can be entered then. Its summary is made anew when you close it again.",
        label: "Why is it opened again?",
        button: "Open it again",
      }}
    />
  );
}
