import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { isRole, type Role, roleInSentence, roleNames, roles } from "~/rules/access/people";
import { type Deed, listFeatures } from "~/rules/access/who-can-do-what";
import { sentenceCase } from "~/rules/core/words";
import { guarded, noRecord } from "~/server/guard.server";
import { Link } from "~/ui/link";
import { Details } from "~/ui/notices";
import { PageHeading } from "~/ui/page";
import { Table } from "~/ui/table";
import { Independence } from "./independence";

export const meta = () => [{ title: "Who can do what - Line of Sight" }];

export const loader = guarded("help.read", noRecord, async ({ request, actor }) => {
  const asked = new URL(request.url).searchParams.get("role") ?? "";
  return {
    role: isRole(asked) ? asked : null,
    own: [...new Set(actor.grants.map((grant) => grant.role))],
  };
});

export default function WhoCanDoWhat() {
  const { role, own } = useLoaderData<typeof loader>();
  const here = paths.help.roles();
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <PageHeading
        title={role ? `What ${asPeople(role)} can do` : "Who can do what"}
        lead="This page is made from the rules that decide, so it is always up to date. Nobody, the administrator included, can do more than it says."
      />
      <Details summary="Show one role" open={role !== null}>
        <ul className="govuk-list">
          <li>
            <Link to={here} current={role === null}>
              All roles
            </Link>
          </li>
          {roles.map((one) => (
            <li key={one}>
              <Link to={`${here}?role=${one}`} current={role === one}>
                {roleNames[one]}
              </Link>
              {own.includes(one) ? " (yours)" : ""}
            </li>
          ))}
        </ul>
      </Details>
      {listFeatures(role).map(({ name, deeds }) => (
        <Table
          key={name}
          caption={name}
          captionSize="m"
          rows={deeds}
          rowKey={(deed) => deed.capability}
          columns={[
            { header: "What", rowHeader: true, cell: (deed) => deed.label },
            {
              header: role ? "How far" : "Who",
              cell: (deed) => (role ? <HowFar deed={deed} role={role} /> : <Who deed={deed} />),
            },
          ]}
        />
      ))}
      {role === null ? <Independence /> : null}
    </main>
  );
}

const asPeople = (role: Role): string => {
  const name = roleInSentence(role);
  return `${/^[aeiou]/i.test(name) ? "an" : "a"} ${name}`;
};

function HowFar({ deed, role }: { deed: Deed; role: Role }) {
  const how = deed.doers.find((doer) => doer.role === role)?.how;
  return (
    <>
      {how ? sentenceCase(how) : "Everywhere"}
      <Lent deed={deed} />
      <Unless deed={deed} />
    </>
  );
}

function Who({ deed }: { deed: Deed }) {
  if (deed.doers.length === roles.length) return <>Everyone</>;
  return (
    <>
      <ul className="govuk-list govuk-!-margin-bottom-0">
        {deed.doers.map(({ role, name, how }) => (
          <li key={role}>
            <strong>{name}</strong>
            {how ? ` ${how}` : ""}
          </li>
        ))}
      </ul>
      <Lent deed={deed} />
      <Unless deed={deed} />
    </>
  );
}

function Lent({ deed }: { deed: Deed }) {
  if (!deed.deputiesOf) return null;
  return (
    <div className="govuk-hint govuk-!-margin-bottom-0 govuk-!-margin-top-2">
      Also their deputy while absent: {deed.deputiesOf}.
    </div>
  );
}

function Unless({ deed }: { deed: Deed }) {
  if (deed.unless.length === 0) return null;
  return (
    <div className="govuk-hint govuk-!-margin-bottom-0 govuk-!-margin-top-2">
      Held back with these words: {deed.unless.join(" ")}
    </div>
  );
}
