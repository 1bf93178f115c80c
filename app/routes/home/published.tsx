import { paths } from "~/paths";
import { dateInLondon, formatDate } from "~/rules/core/dates";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";

type Published = { id: string; title: string; publishedAt: string };

/** What was published last, for who reads nothing else. */
export function Published({ editions }: { editions: readonly Published[] }) {
  if (editions.length === 0) {
    return (
      <EmptyState title="No figures have been published to you yet">
        <p className="govuk-body">
          Reports come to you once they are marked for publication, with small numbers hidden so
          that no child can be recognised.
        </p>
      </EmptyState>
    );
  }
  return (
    <section aria-labelledby="published">
      <h2 className="govuk-heading-m" id="published">
        Published last
      </h2>
      <ul className="govuk-list">
        {editions.map(({ id, title, publishedAt }) => (
          <li key={id}>
            <Link to={paths.reports.edition(id)}>{title}</Link>,{" "}
            {formatDate(dateInLondon(new Date(publishedAt)))}
          </li>
        ))}
      </ul>
      <p className="govuk-body">
        <Link to={paths.reports.list()}>All published reports</Link>
      </p>
    </section>
  );
}
