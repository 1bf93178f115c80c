import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { councilWide } from "~/rules/access/access";
import { type Find, type Guardable, guarded } from "~/server/guard.server";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { type GuideKey, guideName, guides, isGuide } from "./guides";

export const meta = () => [{ title: "How to - Line of Sight" }];

/** The how-to page that the URL names. */
const guideFromUrl: Find<Guardable & { key: GuideKey }> = async ({ params }) =>
  isGuide(params.guide) ? { key: params.guide, access: councilWide } : null;

export const loader = guarded("help.read", guideFromUrl, async ({ subject, actor }) => ({
  key: subject.key,
  own: subject.key === "panel-member" || actor.grants.some(({ role }) => role === subject.key),
}));

/** The tasks of one role. Only who has the role is led to its pages: nobody else could open them. */
export default function HowTo() {
  const { key, own } = useLoaderData<typeof loader>();
  const { does, tasks } = guides[key];
  return (
    <>
      <BackLink to={paths.help.home()}>Help</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading caption="How to" title={guideName(key)} lead={does} />
          {tasks.map(({ title, steps, go }) => (
            <section key={title}>
              <h2 className="govuk-heading-m">{title}</h2>
              <ul className="govuk-list govuk-list--bullet">
                {steps.map((step) => (
                  <li key={step}>{step}</li>
                ))}
              </ul>
              {go && own ? (
                <p className="govuk-body govuk-!-margin-bottom-6">
                  Go to <Link to={go.to}>{go.label}</Link>
                </p>
              ) : null}
            </section>
          ))}
        </TwoThirds>
      </main>
    </>
  );
}
