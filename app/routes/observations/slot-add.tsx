import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { slotForm } from "~/forms/practice-weeks";
import { paths } from "~/paths";
import { guarded } from "~/server/guard.server";
import { weekFromUrl } from "~/server/practice-week-subjects.server";
import { readForm, refuse } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { addSlot } from "~db/observations/slots.server";
import { checkSlot, findSlotChoices } from "./slot.server";
import { SlotFields } from "./slot-fields";
import { refuseEnded, weekChanged } from "./week-state.server";

export const meta = () => [{ title: "Add to the timetable - Practice week - Line of Sight" }];

export const loader = guarded("practice-weeks.run", weekFromUrl, async (guard) => {
  refuseEnded(guard);
  const { id, theme, startsOn } = guard.subject;
  const choices = await findSlotChoices(guard);
  return { id, theme, choices, stored: { day: startsOn, kind: "observation" } };
});

export const action = guarded("practice-weeks.run", weekFromUrl, async (guard) => {
  refuseEnded(guard);
  const { request, db, subject, actor, stamp, done } = guard;
  const form = await readForm(request, slotForm);
  if (!form.ok) return refuse(form);
  const checked = await checkSlot(guard, form.value, null);
  if ("errors" in checked) return refuse({ errors: checked.errors, typed: form.typed });
  const saved = await save(db, (tx) =>
    addSlot(tx, { ...stamp, actorId: actor.id }, subject, checked.plan),
  );
  if (!saved.ok) return overtaken(form.typed, weekChanged);
  return done(paths.practiceWeeks.one(subject.id), "It is in the timetable");
});

export default function AddSlot() {
  const { id, theme, choices, stored } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(slotForm, entries),
    stored,
    outcome: useActionData<typeof action>(),
  });
  const back = paths.practiceWeeks.one(id);
  return (
    <>
      <BackLink to={back}>The week</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading caption={theme} title="Add to the timetable" />
          <GovFormBody form={form} version={0}>
            <SlotFields form={form} choices={choices} />
            <ButtonGroup>
              <Button>Add it</Button>
              <Link to={back}>Cancel</Link>
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}
