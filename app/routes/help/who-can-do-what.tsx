import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { isRole, type Role, roleInSentence, roleNames, roles } from "~/rules/access/people";
import { type Deed, howFarInWords, listFeatures, whoInWords } from "~/rules/access/who-can-do-what";
import { andList } from "~/rules/core/words";
import { guarded, noRecord } from "~/server/guard.server";
import { FoldOnNarrow } from "~/ui/fold-on-narrow";
import { Link } from "~/ui/link";
import { Details } from "~/ui/notices";
import { PageHeading } from "~/ui/page";
import { Table } from "~/ui/table";
import { Independence } from "./independence";

export const meta = () => [{ title: "Who can do what - Line of Sight" }];

const everyRole = "all";

/** What the reader's own roles can do, or one role that is asked for, or all of them. */
export const loader = guarded("help.read", noRecord, async ({ request, actor }) => {
  const asked = new URL(request.url).searchParams.get("role") ?? "";
  const own = roles.filter((role) => actor.grants.some((grant) => grant.role === role));
  if (isRole(asked)) return { view: asked, shown: [asked], own };
  if (asked === everyRole || own.length === 0) return { view: everyRole, shown: [...roles], own };
  return { view: "", shown: own, own };
});

export default function WhoCanDoWhat() {
  const { view, shown, own } = useLoaderData<typeof loader>();
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <PageHeading
        title={titleOf(view)}
        lead="This page is made from the rules that decide, so it is always up to date. Nobody, the administrator included, can do more than it says."
      />
      <ul className="los-views" aria-label="Whose part is shown">
        {own.length > 0 ? (
          <li>
            <Link to={paths.help.roles()} current={view === ""}>
              Yours ({andList(own.map(roleInSentence))})
            </Link>
          </li>
        ) : null}
        {[...roles, everyRole].map((one) => (
          <li key={one}>
            <Link to={paths.help.roles(one)} current={view === one}>
              {isRole(one) ? roleNames[one] : "All roles"}
            </Link>
          </li>
        ))}
      </ul>
      <div className={`los-print-whole los-powers${view === everyRole ? " los-powers--all" : ""}`}>
        {listFeatures(shown).map(({ name, deeds }) => (
          <FoldOnNarrow key={name} summary={name}>
            <Table
              caption={name}
              captionSize="m"
              compact
              onNarrow="lines"
              rows={deeds}
              rowKey={(deed) => deed.capability}
              columns={[
                { header: "What", rowHeader: true, cell: (deed) => deed.label },
                {
                  header: view === everyRole ? "Who" : "How far",
                  ownLine: true,
                  cell: (deed) => (
                    <>
                      {view === everyRole ? whoInWords(deed.doers) : howFarInWords(deed.doers)}
                      <Lent deed={deed} />
                      <Unless deed={deed} />
                    </>
                  ),
                },
              ]}
            />
          </FoldOnNarrow>
        ))}
      </div>
      {view === everyRole ? (
        <Independence />
      ) : (
        <p className="govuk-body">
          <Link to={`${paths.help.roles(everyRole)}#independence`}>
            Who may not audit or moderate a case
          </Link>
        </p>
      )}
    </main>
  );
}

const titleOf = (view: string): string => {
  if (view === "") return "What you can do";
  return isRole(view) ? `What ${asPeople(view)} can do` : "Who can do what";
};

const asPeople = (role: Role): string => {
  const name = roleInSentence(role);
  return `${/^[aeiou]/i.test(name) ? "an" : "a"} ${name}`;
};

function Lent({ deed }: { deed: Deed }) {
  if (!deed.deputiesOf) return null;
  return <div className="los-quiet">Also their deputy while absent: {deed.deputiesOf}.</div>;
}

function Unless({ deed }: { deed: Deed }) {
  if (deed.unless.length === 0) return null;
  return <Details summary="Held back with these words">{deed.unless.join(" ")}</Details>;
}
