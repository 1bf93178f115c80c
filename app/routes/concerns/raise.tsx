import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { concernForm } from "~/forms/concerns";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { timeInLondon } from "~/rules/dates";
import { guarded } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { auditFromUrl } from "~/server/subjects.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { DateField } from "~/ui/inputs/date-field";
import { Select } from "~/ui/inputs/select";
import { TextArea } from "~/ui/inputs/text-area";
import { TextField } from "~/ui/inputs/text-field";
import { Link } from "~/ui/link";
import { WarningText } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { type Answerable, addConcern, findConcern, listAnswerable } from "~db/concerns.server";
import { newId } from "~db/ids.server";
import { transact } from "~db/open.server";

export const meta = () => [{ title: "Raise a safeguarding concern - Line of Sight" }];

const roleWords: Record<Answerable["role"], string> = {
  "team-manager": "team manager",
  "service-manager": "service manager",
};

export const loader = guarded("concerns.raise", auditFromUrl, async (guard) => {
  const { db, subject, actor, now, today, may } = guard;
  const isOpen = subject.auditorId === actor.id && !subject.submittedAt;
  const back = isOpen
    ? paths.audits.one(subject.id)
    : subject.submittedAt && may("audits.read", subject.access)
      ? paths.audits.read(subject.id)
      : paths.home();
  return {
    id: newId(),
    back,
    reference: subject.caseReference,
    team: subject.teamName,
    answerable: await listAnswerable(db, subject),
    today,
    time: timeInLondon(now),
  };
});

export const action = guarded("concerns.raise", auditFromUrl, async (guard) => {
  const { db, subject, stamp, actor, now, request } = guard;
  const raw = await request
    .clone()
    .formData()
    .catch(() => new FormData());
  const form = await readForm(request, concernForm);
  if (!form.ok) return refuse(form);
  const typed = parseTyped(raw);
  const { value } = form;
  if (value.spokenAt > now)
    return refuseWith(typed, "Enter a time that has passed: phone first", "spokenTime");
  const answerable = await listAnswerable(db, subject);
  if (value.bypassPersonId && !answerable.some(({ id }) => id === value.bypassPersonId))
    return refuseWith(typed, "Choose a person from the list", "bypassPersonId");
  const held = await findConcern(db, value.id);
  if (held && held.auditId !== subject.id)
    return refuseWith(typed, "Reload the page and send the concern again");
  await transact(db, (tx) =>
    addConcern(
      tx,
      { ...stamp, actorId: actor.id },
      {
        ...value,
        caseId: subject.caseId,
        auditId: subject.id,
        exerciseId: subject.exerciseId,
        teamId: subject.teamId,
        serviceId: subject.serviceId,
      },
    ),
  );
  return redirect(paths.concerns.one(value.id));
});

/** The form as typed, dates in their boxes. */
function parseTyped(form: FormData): Record<string, unknown> {
  const typed: Record<string, unknown> = {};
  const spokenOn: Record<string, unknown> = {};
  for (const [name, value] of form) {
    if (name.startsWith("spokenOn.")) spokenOn[name.slice("spokenOn.".length)] = value;
    else if (typeof value === "string") typed[name] = value;
  }
  return { ...typed, spokenOn };
}

const inWords = (names: string[]): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

export default function RaiseConcern() {
  const data = useLoaderData<typeof loader>();
  const { answerable } = data;
  const form = useGovForm({
    check: (entries) => parseForm(concernForm, entries),
    stored: { spokenOn: data.today, spokenTime: data.time },
    outcome: useActionData<typeof action>(),
  });
  const people = answerable.map(({ name, role }) => `${name} (${roleWords[role]})`);
  return (
    <>
      <BackLink to={data.back} />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading caption={data.reference} title="Raise a safeguarding concern" />
          <WarningText>
            Phone first. If a child is in danger now, call 999. Do not wait for this audit, and do
            not rely on this form.
          </WarningText>
          <p className="govuk-body">
            Phone {people.length > 0 ? inWords(people) : `the manager of ${data.team}`}, then send
            this. They see it at once, and somebody has to acknowledge it by name and say what was
            done. Nothing you wrote in the audit is lost.
          </p>
          <GovFormBody form={form}>
            <input type="hidden" name="id" value={data.id} readOnly />
            <TextArea
              {...form.field("what")}
              label="What worries you?"
              labelSize="s"
              hint="What you saw on the record or heard, and why it can’t wait. No names."
              rows={5}
              maxLength={4000}
            />
            <TextField
              {...form.field("spokenTo")}
              label="Whom did you speak to?"
              labelSize="s"
              width="two-thirds"
            />
            <DateField {...form.date("spokenOn")} legend="When?" legendSize="s" />
            <TextField
              {...form.field("spokenTime")}
              label="At what time?"
              hint="Like 14:05"
              width={5}
            />
            <Select
              {...form.field("bypassPersonId")}
              label="Is one of these people part of what worries you?"
              hint="They are not told and can’t see the concern. The others are."
              emptyLabel="No"
              options={answerable.map(({ id, name, role }) => ({
                value: id,
                label: `${name}, ${roleWords[role]}`,
              }))}
            />
            <ButtonGroup>
              <Button variant="warning">Send the concern</Button>
              <Link to={data.back}>Cancel</Link>
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}
