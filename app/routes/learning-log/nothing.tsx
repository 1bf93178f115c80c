import { paths } from "~/paths";
import { countedUpToOf } from "~/rules/core/counting";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";

/** For whoever has no sight of the log: whether it is empty is not theirs to know. */
export function NothingOwn() {
  return (
    <EmptyState title="No action is yours">
      <p className="govuk-body">
        An action that is given to you stands here, and on your home until it is done. You do not
        have sight of anyone else’s: managers, QA leads and leaders read the whole log.
      </p>
    </EmptyState>
  );
}

/** Nothing answers the filters, or there is nothing at all. */
export function Nothing({ whole, mayAdd }: { whole: number; mayAdd: boolean }) {
  if (whole > 0) {
    return (
      <EmptyState title="No action answers these filters">
        <p className="govuk-body">
          Take a filter away, or{" "}
          <Link to={paths.log.list()}>see all {countedUpToOf(whole, "action")}</Link>.
        </p>
      </EmptyState>
    );
  }
  return (
    <EmptyState title="There are no actions here yet">
      <p className="govuk-body">
        Actions come from audits, from teams’ answers to a report, from thematic audits and dip
        samples{mayAdd ? ", or from elsewhere: add one" : ""}. They stand here as soon as they are
        agreed.
      </p>
    </EmptyState>
  );
}
