import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { guarded, noRecord } from "~/server/guard.server";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";

export const meta = () => [{ title: "Plan an exercise - Line of Sight" }];

export const loader = guarded("exercises.plan-dip-sample", noRecord, async ({ may }) => ({
  all: may("exercises.plan"),
}));

const kinds = [
  {
    href: paths.exercises.planCore(),
    title: "Core audit cycle",
    about:
      "Every two months. Cases drawn at random across the teams, graded by auditors on every practice area, a share of them moderated.",
    leadOnly: true,
  },
  {
    href: paths.exercises.planThematic(),
    title: "Thematic audit",
    about:
      "About once a quarter, prompted by an inspection, performance or an earlier finding. A chosen group of cases, answered question by question or graded with an audit tool.",
    leadOnly: true,
  },
  {
    href: paths.exercises.planDipSample(),
    title: "Dip sample",
    about:
      "Monthly, led by a service manager. Fifteen to eighteen cases of a stated mix, with a few met, partly met or not met questions.",
    leadOnly: false,
  },
];

export default function Plan() {
  const { all } = useLoaderData<typeof loader>();
  return (
    <>
      <BackLink to={paths.programme()}>Back to the programme</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading title="What do you want to plan?" />
          {all ? (
            <p className="govuk-body">
              What auditors are asked, and what each grade means, is set in the{" "}
              <Link to={paths.tools.list()}>audit tools</Link>.
            </p>
          ) : null}
          {kinds
            .filter((kind) => all || !kind.leadOnly)
            .map(({ href, title, about }) => (
              <section key={href} className="los-choice">
                <h2 className="govuk-heading-m govuk-!-margin-bottom-1">
                  <Link to={href}>{title}</Link>
                </h2>
                <p className="govuk-body">{about}</p>
              </section>
            ))}
        </TwoThirds>
      </main>
    </>
  );
}
