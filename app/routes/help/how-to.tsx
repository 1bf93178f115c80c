import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { plural } from "~/rules/core/words";
import { guarded, noRecord } from "~/server/guard.server";
import { Link } from "~/ui/link";
import { PageHeading, TwoThirds } from "~/ui/page";
import { guideKeys, guideName, guides } from "./guides";

export const meta = () => [{ title: "Help - Line of Sight" }];

export const loader = guarded("help.read", noRecord, async ({ actor }) => ({
  own: [...new Set(actor.grants.map((grant) => grant.role as string))],
}));

/** The first page of the help: the reader's own how-to pages first. */
export default function Help() {
  const { own } = useLoaderData<typeof loader>();
  const first = guideKeys.filter((key) => own.includes(key));
  const rest = guideKeys.filter((key) => !own.includes(key));
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <TwoThirds>
        <PageHeading title="Help" lead="What each role does here, task by task." />
        {first.length > 0 ? (
          <>
            <h2 className="govuk-heading-m">{plural(first.length, "Your role", "Your roles")}</h2>
            <GuideLinks keys={first} />
            <h2 className="govuk-heading-m">Other roles</h2>
          </>
        ) : (
          <h2 className="govuk-heading-m">Roles</h2>
        )}
        <GuideLinks keys={rest} />
        <h2 className="govuk-heading-m">More help</h2>
        <ul className="govuk-list govuk-list--spaced">
          <li>
            <Link to={paths.help.glossary()}>What the words mean</Link>
          </li>
          <li>
            <Link to={paths.help.roles()}>Who can do what</Link>
          </li>
          <li>
            <Link to={`${paths.help.roles("all")}#independence`}>
              Who may not audit or moderate a case
            </Link>
          </li>
          <li>
            <Link to={paths.help.accessibility()}>Accessibility</Link>
          </li>
        </ul>
      </TwoThirds>
    </main>
  );
}

function GuideLinks({ keys }: { keys: readonly (typeof guideKeys)[number][] }) {
  return (
    <ul className="govuk-list govuk-list--spaced">
      {keys.map((key) => (
        <li key={key}>
          <Link to={paths.help.guide(key)}>{guideName(key)}</Link>
          <div className="govuk-hint govuk-!-margin-bottom-0">{guides[key].does}</div>
        </li>
      ))}
    </ul>
  );
}
