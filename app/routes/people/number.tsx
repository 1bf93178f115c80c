import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { twoPeopleForm } from "~/forms/same-number";
import { paths } from "~/paths";
import { councilWide } from "~/rules/access/access";
import { dateInLondon, formatDate } from "~/rules/core/dates";
import { type Find, type Guardable, guarded } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Radios } from "~/ui/inputs/choices";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { Table } from "~/ui/table";
import { saveNumberAnswer } from "~db/operations/people/same-numbers-said.server";
import { findNumberGroup, type NumberGroup } from "~db/people/same-numbers.server";
import { listPeopleToTell } from "~db/people/same-numbers-facts.server";

export const meta = () => [{ title: "Is it one person? - Line of Sight" }];

const groupFromUrl: Find<Guardable & { group: NumberGroup }> = async ({ db, params }) => {
  const group = await findNumberGroup(db, "person", params.personId ?? "");
  return group && { group, access: councilWide };
};

const neither = "neither";

export const loader = guarded("people.manage", groupFromUrl, async ({ db, subject }) => {
  const { ids, settled } = subject.group;
  return {
    version: settled?.version ?? 0,
    other: settled ? (settled.meantId ?? neither) : "",
    people: (await listPeopleToTell(db, ids)).map(({ signedInAt, ...person }) => ({
      ...person,
      signedIn: signedInAt ? formatDate(dateInLondon(new Date(signedInAt))) : "Never",
    })),
  };
});

const changed =
  "Look at both again: someone has said it, or one was changed, since you opened this page";

export const action = guarded("people.manage", groupFromUrl, async (guard) => {
  const { request, db, stamp, subject, today, done } = guard;
  const form = await readForm(request, twoPeopleForm);
  if (!form.ok) return refuse(form);
  const { version, other } = form.value;
  const { group } = subject;
  if (version !== (group.settled?.version ?? 0)) return refuseWith({ other }, changed);
  if (other !== neither && !group.ids.includes(other)) {
    return refuseWith({ other }, "Choose whom another spelling means", "other");
  }
  const said = { answer: "different" as const, meantId: other === neither ? null : other };
  const saved = await save(db, (tx) =>
    saveNumberAnswer(tx, stamp, { kind: "person", group, said, today }),
  );
  if (!saved.ok) return overtaken({ other }, changed);
  return done(paths.people.numbers(), "They are two people: imports keep them apart");
});

export default function StaffNumber() {
  const { people, version, other } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(twoPeopleForm, entries),
    stored: { other },
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <BackLink to={paths.people.numbers()}>Staff numbers that are nearly the same</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading title={`Are ${people.map(({ name }) => name).join(" and ")} one person?`} />
        <Table
          caption="What tells them apart"
          captionSize="m"
          compact
          rows={people}
          rowKey={(row) => row.id}
          columns={[
            {
              header: "Name",
              rowHeader: true,
              cell: (row) => <Link to={paths.people.one(row.id)}>{row.name}</Link>,
            },
            { header: "Staff number", nowrap: true, cell: (row) => row.staffNumber },
            { header: "Email", cell: (row) => row.email ?? "None" },
            { header: "Job title", cell: (row) => row.jobTitle || "None" },
            { header: "Team", cell: (row) => row.team ?? "None" },
            { header: "Active", cell: (row) => (row.active ? "Yes" : "No longer") },
            { header: "Open cases", numeric: true, cell: (row) => row.cases },
            { header: "Last signed in", nowrap: true, cell: (row) => row.signedIn },
          ]}
        />
        <TwoThirds>
          <h2 className="govuk-heading-m">If they are one person</h2>
          <p className="govuk-body">
            Choose who was recorded a second time. You then compare both before anything changes.
          </p>
          <ul className="govuk-list">
            {people.map(({ id, name, staffNumber }, at) => (
              <li key={id}>
                <Link
                  to={paths.people.samePerson(
                    id,
                    people.length === 2 ? { stays: people[1 - at]?.id } : {},
                  )}
                >
                  {name}, number {staffNumber}, is the second record
                </Link>
              </li>
            ))}
          </ul>
          <h2 className="govuk-heading-m">If they are two people</h2>
          <GovFormBody form={form} version={version}>
            <Radios
              {...form.field("other")}
              legend="A file means the one whose number it spells exactly. Whom does it mean if it spells it another way?"
              legendSize="s"
              options={[
                { value: neither, label: "Neither: ask each time" },
                ...people.map(({ id, name, staffNumber }) => ({
                  value: id,
                  label: `${name}, number ${staffNumber}`,
                })),
              ]}
            />
            <ButtonGroup>
              <Button>They are two people</Button>
              <Link to={paths.people.numbers()}>Cancel</Link>
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}
