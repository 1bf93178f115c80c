import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { slotDoneForm } from "~/forms/practice-weeks";
import { paths } from "~/paths";
import { formatDate } from "~/rules/core/dates";
import { slotKindNames, whyNoCapture } from "~/rules/observations/practice-weeks";
import { type Guarded, guarded, refusal } from "~/server/guard.server";
import { slotFromUrl } from "~/server/practice-week-subjects.server";
import { readForm, refuse } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Radios } from "~/ui/inputs/choices";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { sayOfSlot } from "~db/observations/slots.server";
import type { PracticeWeek } from "~db/observations/weeks.server";
import { weekChanged } from "./week-state.server";

export const meta = () => [{ title: "What came of it - Practice week - Line of Sight" }];

/** Throws 409 unless the timetable is out. */
function refuseNow({ subject }: Pick<Guarded<PracticeWeek>, "subject">) {
  const because = whyNoCapture(subject.state);
  if (because) throw refusal(409, { title: "Nothing can be entered here now", because });
}

export const loader = guarded("practice-weeks.take-part", slotFromUrl, async (guard) => {
  refuseNow(guard);
  const { id, slot } = guard.subject;
  return {
    id,
    version: slot.version,
    caption: `${slotKindNames[slot.kind]}, ${formatDate(slot.day)}, ${slot.startsAt}`,
    stored: { outcome: slot.state === "planned" ? "" : slot.state, note: slot.note },
  };
});

export const action = guarded("practice-weeks.take-part", slotFromUrl, async (guard) => {
  refuseNow(guard);
  const { request, db, subject, actor, stamp, done } = guard;
  const form = await readForm(request, slotDoneForm);
  if (!form.ok) return refuse(form);
  const saved = await save(db, (tx) =>
    sayOfSlot(tx, { ...stamp, actorId: actor.id }, subject, subject.slot, form.value),
  );
  if (!saved.ok) return overtaken(form.typed, weekChanged);
  return done(paths.practiceWeeks.one(subject.id), "What came of it is entered");
});

export default function SlotDone() {
  const page = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(slotDoneForm, entries),
    stored: page.stored,
    outcome: useActionData<typeof action>(),
  });
  const back = paths.practiceWeeks.one(page.id);
  return (
    <>
      <BackLink to={back}>The week</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading caption={page.caption} title="What came of it?" />
          <GovFormBody form={form} version={page.version}>
            <Radios
              {...form.field("outcome")}
              legend="Did it happen?"
              options={[
                { value: "done", label: "Yes" },
                { value: "not-done", label: "No" },
              ]}
            />
            <TextArea
              {...form.field("note")}
              label="What came of it, or why it did not happen"
              hint="You and the QA lead read it. Name no child or family."
              rows={4}
              maxLength={1000}
            />
            <ButtonGroup>
              <Button>Save</Button>
              <Link to={back}>Cancel</Link>
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}
