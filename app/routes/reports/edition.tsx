import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { formatInstant } from "~/rules/core/dates";
import { editionName } from "~/rules/reports/editions";
import { guarded } from "~/server/guard.server";
import { editionFromUrl } from "~/server/report-subjects.server";
import { Link } from "~/ui/link";
import { InsetText } from "~/ui/notices";
import { Breadcrumbs, PageHeading } from "~/ui/page";
import { Blocks } from "~/ui/report/blocks";
import { FileLinks } from "~/ui/report/file-links";
import { StateTag } from "~/ui/tags";
import { findLastEdition } from "~db/reports/editions.server";

export const meta = () => [{ title: "Published report - Line of Sight" }];

export const loader = guarded("reports.read-editions", editionFromUrl, async ({ db, subject }) => {
  const { id, exerciseId, audience, number, why, publishedAt, publishedBy } = subject;
  const last = await findLastEdition(db, exerciseId, audience);
  const { report, changes } = subject;
  return {
    id,
    name: editionName({ number, audience }),
    audience,
    why,
    by: `${formatInstant(new Date(publishedAt))} by ${publishedBy}`,
    changes,
    later: last && last.id !== id ? { id: last.id, name: editionName(last) } : null,
    title: report.title,
    caption: report.caption,
    lead: report.lead,
    about: report.about,
    blocks: report.blocks,
  };
});

export default function EditionPage() {
  const page = useLoaderData<typeof loader>();
  const { id, name, by, why, changes, later, title, caption, lead, about, blocks } = page;
  return (
    <>
      <Breadcrumbs items={[{ href: paths.reports.list(), label: "Reports" }, { label: title }]} />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          caption={`${caption}. ${name}`}
          title={title}
          tag={
            <StateTag colour={later ? "grey" : "green"}>
              {later ? "Replaced" : "Published"}
            </StateTag>
          }
          lead={lead}
        />
        {later ? (
          <InsetText>
            This edition was replaced.{" "}
            <Link to={paths.reports.edition(later.id)}>Read {later.name.toLowerCase()}</Link>
          </InsetText>
        ) : null}
        <p className="govuk-body-s">
          Published on {by}. {about.map(([what, is]) => `${what}: ${is}`).join(". ")}.
        </p>
        {why || changes.length > 0 ? (
          <section>
            <h2 className="govuk-heading-s">What changed in this edition</h2>
            {why ? <p className="govuk-body">{why}</p> : null}
            <ul className="govuk-list govuk-list--bullet">
              {changes.map((change) => (
                <li key={change}>{change}</li>
              ))}
            </ul>
          </section>
        ) : null}
        <FileLinks hrefFor={(file) => paths.reports.file(id, file)} />
        <Blocks blocks={blocks} />
      </main>
    </>
  );
}
