import { useActionData, useLoaderData } from "@remix-run/react";
import { withdrawEntryForm } from "~/forms/calibration";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { formatDate } from "~/rules/core/dates";
import { registerKindNames } from "~/rules/people/register";
import { type Find, type Guardable, guarded } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { SummaryList } from "~/ui/summary-list";
import {
  type EntryRow,
  listEntries,
  type OnRegister,
  withdrawEntry,
} from "~db/people/register.server";
import { onRegisterFromUrl } from "./on-register.server";

export const meta = () => [{ title: "Withdraw an entry - Line of Sight" }];

/** One that was withdrawn is gone from here; the person's page goes on showing it. */
const entryFromUrl: Find<Guardable & { person: OnRegister; entry: EntryRow }> = async (finding) => {
  const person = await onRegisterFromUrl(finding);
  if (!person) return null;
  const entries = await listEntries(finding.db, person.id);
  const entry = entries.find(({ id, withdrawn }) => id === finding.params.entryId && !withdrawn);
  return entry ? { person, entry, access: person.access } : null;
};

export const loader = guarded("register.keep", entryFromUrl, async ({ subject }) => ({
  personId: subject.person.id,
  name: subject.person.name,
  what: registerKindNames[subject.entry.kind],
  on: subject.entry.onDate ? formatDate(subject.entry.onDate) : "Date not known",
  note: subject.entry.note,
  isTraining: subject.entry.kind === "trained",
}));

export const action = guarded("register.keep", entryFromUrl, async (guard) => {
  const { request, db, stamp, done } = guard;
  const { person, entry } = guard.subject;
  const form = await readForm(request, withdrawEntryForm);
  if (!form.ok) return refuse(form);
  const gone = { id: entry.id, personId: person.id };
  const saved = await save(db, (tx) => withdrawEntry(tx, stamp, gone, form.value.reason));
  return done(
    paths.register.one(person.id),
    saved.ok ? "The entry is withdrawn" : "Someone has just withdrawn it, so nothing was changed",
  );
});

export default function WithdrawEntry() {
  const { personId, name, what, on, note, isTraining } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(withdrawEntryForm, entries),
    outcome: useActionData<typeof action>(),
  });
  const back = paths.register.one(personId);
  return (
    <>
      <BackLink to={back}>{name}</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading title="Withdraw an entry" caption={name} />
          <SummaryList
            rows={[
              { key: "What", value: what },
              { key: "When", value: on },
              ...(note ? [{ key: "Note", value: note }] : []),
            ]}
          />
          <p className="govuk-body">
            It stays in view, as withdrawn.
            {isTraining
              ? " Without a training they are new, and their first audit is always moderated."
              : ""}
          </p>
          <GovFormBody form={form}>
            <TextArea {...form.field("reason")} label="Why is it withdrawn?" rows={3} />
            <ButtonGroup>
              <Button>Withdraw it</Button>
              <Link to={back}>Cancel</Link>
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}
