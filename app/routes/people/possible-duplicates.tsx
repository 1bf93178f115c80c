import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { alikeNames } from "~/rules/same-person";
import { guarded, noRecord } from "~/server/guard.server";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";
import { Breadcrumbs, PageHeading } from "~/ui/page";
import { Table } from "~/ui/table";
import { listAlike } from "~db/recorded-twice.server";
import { type ToldRecord, told } from "./told-record";

export const meta = () => [{ title: "People who may be recorded twice - Line of Sight" }];

const most = 50;

export const loader = guarded("people.manage", noRecord, async ({ db }) => {
  const { count, pairs } = await listAlike(db, most);
  return {
    count,
    pairs: pairs.map(({ why, people: [a, b] }) => ({ why, first: told(a), second: told(b) })),
  };
});

export default function PossibleDuplicates() {
  const { count, pairs } = useLoaderData<typeof loader>();
  return (
    <>
      <Breadcrumbs
        items={[{ href: paths.people.list(), label: "People" }, { label: "Recorded twice" }]}
      />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          title="People who may be recorded twice"
          lead="They share a staff number, an e-mail address or a name. Two people may well have one name: compare them first."
        />
        {pairs.length === 0 ? (
          <EmptyState title="Nobody seems to be recorded twice">
            <p className="govuk-body">
              A record under quite another name is not found here. Open its page, and choose “Same
              person as somebody else”.
            </p>
          </EmptyState>
        ) : (
          <Table
            caption={
              count > pairs.length
                ? `The first ${pairs.length} of ${count} pairs`
                : count === 1
                  ? "1 pair"
                  : `${count} pairs`
            }
            rows={pairs}
            rowKey={({ first, second }) => `${first.id} ${second.id}`}
            compact
            columns={[
              { header: "One record", rowHeader: true, cell: ({ first }) => <Who one={first} /> },
              { header: "Another", cell: ({ second }) => <Who one={second} /> },
              { header: "In common", cell: ({ why }) => alikeNames[why] },
              {
                header: "Compare",
                hideHeader: true,
                cell: ({ first, second }) => (
                  <Link to={paths.people.samePerson(second.id, { stays: first.id })}>
                    Compare
                    <span className="govuk-visually-hidden">
                      {" "}
                      {first.name} with {second.name}
                    </span>
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

/** A name, with what tells two of the same name apart. */
function Who({ one }: { one: ToldRecord }) {
  const facts = new Map(one.facts);
  return (
    <>
      <Link to={paths.people.one(one.id)}>{one.name}</Link>
      <br />
      <span className="govuk-hint govuk-!-font-size-16 govuk-!-margin-bottom-0">
        Staff number: {facts.get("Staff number")}
        <br />
        Team: {facts.get("Team")}
        <br />
        Account: {facts.get("Account")}
      </span>
    </>
  );
}
