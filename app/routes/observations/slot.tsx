import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { removeSlotForm, slotForm } from "~/forms/practice-weeks";
import { paths } from "~/paths";
import { type Guarded, guarded, refusal } from "~/server/guard.server";
import { slotFromUrl } from "~/server/practice-week-subjects.server";
import { readForm, readIntent, refuse } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { changeSlot, removeSlot, type WeekSlot } from "~db/observations/slots.server";
import type { PracticeWeek } from "~db/observations/weeks.server";
import { checkSlot, findSlotChoices, storedSlot } from "./slot.server";
import { SlotFields } from "./slot-fields";
import { refuseEnded, weekChanged } from "./week-state.server";

export const meta = () => [{ title: "Change the timetable - Practice week - Line of Sight" }];

/** Throws 409 once something was entered of it, or the week is over. */
function refuseTold(guard: Guarded<PracticeWeek & { slot: WeekSlot }>) {
  refuseEnded(guard);
  if (guard.subject.slot.state !== "planned")
    throw refusal(409, {
      title: "This part of the timetable stays as it is",
      because: "What came of it is entered already.",
    });
}

export const loader = guarded("practice-weeks.run", slotFromUrl, async (guard) => {
  refuseTold(guard);
  const { id, theme, slot } = guard.subject;
  const choices = await findSlotChoices(guard);
  return { id, theme, version: slot.version, choices, stored: storedSlot(slot) };
});

export const action = guarded("practice-weeks.run", slotFromUrl, async (guard) => {
  refuseTold(guard);
  const { request, db, subject, actor, stamp, done } = guard;
  const { slot } = subject;
  const back = paths.practiceWeeks.one(subject.id);
  const by = { ...stamp, actorId: actor.id };
  if ((await readIntent(request)) === "remove") {
    const form = await readForm(request, removeSlotForm);
    if (!form.ok) return refuse(form);
    const { version } = form.value;
    const saved = await save(db, (tx) => removeSlot(tx, by, subject, slot, version));
    if (!saved.ok)
      return overtaken(
        form.typed,
        "Look at the week again: it was changed meanwhile, or an observation of it is begun",
      );
    return done(back, "It is out of the timetable");
  }
  const form = await readForm(request, slotForm);
  if (!form.ok) return refuse(form);
  const checked = await checkSlot(guard, form.value, slot);
  if ("errors" in checked) return refuse({ errors: checked.errors, typed: form.typed });
  const { version } = form.value;
  const saved = await save(db, (tx) => changeSlot(tx, by, subject, slot, version, checked.plan));
  if (!saved.ok) return overtaken(form.typed, weekChanged);
  return done(back, "The timetable is changed");
});

export default function ChangeSlot() {
  const { id, theme, version, choices, stored } = useLoaderData<typeof loader>();
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
          <PageHeading caption={theme} title="Change the timetable" />
          <GovFormBody form={form} version={version}>
            <SlotFields form={form} choices={choices} />
            <ButtonGroup>
              <Button>Save</Button>
              <Button variant="secondary" name="intent" value="remove" formNoValidate>
                Take it out of the timetable
              </Button>
              <Link to={back}>Cancel</Link>
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}
