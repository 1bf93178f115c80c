import { useActionData, useLoaderData } from "@remix-run/react";
import { weekReasonForm } from "~/forms/practice-weeks";
import { paths } from "~/paths";
import { guarded } from "~/server/guard.server";
import { weekFromUrl } from "~/server/practice-week-subjects.server";
import { readForm, refuse } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { cancelWeek } from "~db/observations/weeks.server";
import { WeekReason } from "./week-reason";
import { refuseWeekMove, weekChanged } from "./week-state.server";

export const meta = () => [{ title: "Cancel a practice week - Line of Sight" }];

const title = "This week can’t be cancelled";

export const loader = guarded("practice-weeks.run", weekFromUrl, async (guard) => {
  refuseWeekMove(guard, "cancel", title);
  const { id, theme, version } = guard.subject;
  return { id, theme, version };
});

export const action = guarded("practice-weeks.run", weekFromUrl, async (guard) => {
  refuseWeekMove(guard, "cancel", title);
  const { request, db, subject, actor, stamp, done } = guard;
  const form = await readForm(request, weekReasonForm);
  if (!form.ok) return refuse(form);
  const saved = await save(db, (tx) =>
    cancelWeek(tx, { ...stamp, actorId: actor.id }, subject, form.value),
  );
  if (!saved.ok) return overtaken(form.typed, weekChanged);
  return done(paths.practiceWeeks.list(), "The week is cancelled");
});

export default function CancelWeek() {
  return (
    <WeekReason
      week={useLoaderData<typeof loader>()}
      outcome={useActionData<typeof action>()}
      words={{
        title: "Cancel the week",
        lead: "Everyone with a part in it is told. What was planned in the programme is planned again; observations that were made stay. It can’t be undone.",
        label: "Why is it cancelled?",
        button: "Cancel the week",
        warning: true,
      }}
    />
  );
}
