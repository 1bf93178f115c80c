import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { formatDate } from "~/rules/core/dates";
import { registerKindNames, standingNames, standingOf } from "~/rules/people/register";
import { guarded } from "~/server/guard.server";
import { Button } from "~/ui/button";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";
import { BackLink, PageHeading } from "~/ui/page";
import { Table } from "~/ui/table";
import { StateTag } from "~/ui/tags";
import { findSettings } from "~db/core/settings.server";
import { listEntries } from "~db/people/register.server";
import { onRegisterFromUrl } from "./on-register.server";

export const meta = () => [{ title: "Training of one person - Line of Sight" }];

export const loader = guarded(
  "register.keep",
  onRegisterFromUrl,
  async ({ db, subject, today }) => {
    const { "register.refresh-months": months } = await findSettings(db);
    const { state, nextOn } = standingOf(subject.entries, { today, months });
    const day = (instant: string) => formatDate(instant.slice(0, 10));
    return {
      id: subject.id,
      name: subject.name,
      jobTitle: subject.jobTitle,
      state,
      next: nextOn && formatDate(nextOn),
      entries: (await listEntries(db, subject.id)).map((entry) => ({
        id: entry.id,
        what: registerKindNames[entry.kind],
        on: entry.onDate ? formatDate(entry.onDate) : "Date not known",
        note: entry.note,
        recorded: `${entry.recordedBy ? `By ${entry.recordedBy}` : "By itself"}, ${day(entry.recordedAt)}`,
        withdrawn:
          entry.withdrawn &&
          `Withdrawn by ${entry.withdrawn.by}, ${day(entry.withdrawn.at)}: ${entry.withdrawn.reason}`,
      })),
    };
  },
);

export default function RegisterOne() {
  const { id, name, jobTitle, state, next, entries } = useLoaderData<typeof loader>();
  return (
    <>
      <BackLink to={paths.register.list()}>Auditors and moderators</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          title={name}
          caption={jobTitle || undefined}
          tag={
            <StateTag colour={state === "due" ? "orange" : state === "new" ? "yellow" : "green"}>
              {standingNames[state]}
            </StateTag>
          }
          lead={next ? `To be refreshed by ${next}.` : "Their first audit is always moderated."}
        />
        <Button to={paths.register.record({ person: id })}>Record training</Button>
        {entries.length === 0 ? (
          <EmptyState title="Nothing is recorded yet" />
        ) : (
          <Table
            caption="What is recorded, the newest first"
            rows={entries}
            rowKey={(entry) => entry.id}
            columns={[
              { header: "What", rowHeader: true, cell: ({ what }) => what },
              { header: "When", nowrap: true, cell: ({ on }) => on },
              {
                header: "Note",
                cell: ({ note, withdrawn }) => (
                  <>
                    {note}
                    {withdrawn ? <div>{withdrawn}</div> : null}
                  </>
                ),
              },
              { header: "Entered", cell: ({ recorded }) => recorded },
              {
                header: "Withdraw",
                hideHeader: true,
                cell: ({ id: entryId, what, on, withdrawn }) =>
                  withdrawn ? null : (
                    <Link to={paths.register.withdraw(id, entryId)} hidden={`${what}, ${on}`}>
                      Withdraw
                    </Link>
                  ),
              },
            ]}
          />
        )}
      </main>
    </>
  );
}
