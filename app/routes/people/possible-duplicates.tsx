import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { dateInLondon, formatDate } from "~/rules/core/dates";
import { alikeNames } from "~/rules/people/same-person";
import { guarded, noRecord } from "~/server/guard.server";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";
import { Breadcrumbs, PageHeading } from "~/ui/page";
import { Table } from "~/ui/table";
import { unscopedAlike } from "~db/people/recorded-twice.server";
import { type ToldRecord, told } from "./told-record";

export const meta = () => [{ title: "People who may be recorded twice - Line of Sight" }];

const most = 50;

export const loader = guarded("people.manage", noRecord, async ({ db }) => {
  const { count, pairs } = await unscopedAlike(db, most);
  const rows = pairs.map(({ why, said, people: [a, b] }) => ({
    why,
    said: said && `${said.by ?? "Someone"}, ${formatDate(dateInLondon(new Date(said.at)))}`,
    first: told(a),
    second: told(b),
  }));
  return {
    count,
    open: rows.filter(({ said }) => said === null),
    settled: rows.filter(({ said }) => said !== null),
  };
});

export default function PossibleDuplicates() {
  const { count, open, settled } = useLoaderData<typeof loader>();
  return (
    <>
      <Breadcrumbs
        items={[{ href: paths.people.list(), label: "People" }, { label: "Recorded twice" }]}
      />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          title="People who may be recorded twice"
          lead="They share a staff number, an email address or a name. Two people may well have one name: compare them first."
        />
        {open.length === 0 ? (
          <EmptyState title="Nobody is left to compare">
            <p className="govuk-body">
              A record under quite another name is not found here. Open its page, and choose “Same
              person as someone else”.
            </p>
          </EmptyState>
        ) : (
          <Pairs
            caption={
              count > open.length
                ? `The first ${open.length} of ${count} pairs`
                : count === 1
                  ? "1 pair to compare"
                  : `${count} pairs to compare`
            }
            pairs={open}
          />
        )}
        {settled.length > 0 ? <Pairs caption="Said to be two people" pairs={settled} /> : null}
      </main>
    </>
  );
}

type Pair = ReturnType<typeof useLoaderData<typeof loader>>["open"][number];

/** What two records have in common, or who said that they are two people. */
function Pairs({ caption, pairs }: { caption: string; pairs: readonly Pair[] }) {
  return (
    <Table
      caption={caption}
      captionSize="m"
      rows={pairs}
      rowKey={({ first, second }) => `${first.id} ${second.id}`}
      compact
      columns={[
        { header: "One record", rowHeader: true, cell: ({ first }) => <Who one={first} /> },
        { header: "Another", cell: ({ second }) => <Who one={second} /> },
        {
          header: "In common",
          cell: ({ why, said }) => (
            <>
              {alikeNames[why]}
              {said ? (
                <div className="govuk-hint govuk-!-font-size-16 govuk-!-margin-bottom-0">
                  Two people: {said}
                </div>
              ) : null}
            </>
          ),
        },
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
