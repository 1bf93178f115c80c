import { paths } from "~/paths";
import { counted } from "~/rules/core/words";
import { type PartState, partStateColours, partStateNames } from "~/rules/samples/reviewing";
import { Button } from "~/ui/button";
import { Link } from "~/ui/link";
import { Details } from "~/ui/notices";
import { StateTag } from "~/ui/tags";

type Props = {
  id: string;
  open: boolean;
  cases: readonly unknown[];
  /** How many of them have every question answered. */
  ready: number;
  parts: {
    agency: string | null;
    settled: { auditId: string; reference: string; state: PartState; opened: boolean }[];
  } | null;
  /** Cases with which a conflict of interest may be declared. */
  conflicts: { auditId: string; reference: string }[];
};

/** Beneath the answers: committing an agency’s parts, what is committed, and who can’t review a case. */
export function OwnParts({ id, cases, ready, parts, conflicts }: Props) {
  return (
    <div className="los-no-print">
      {parts && cases.length > 0 ? (
        <section aria-labelledby="to-commit">
          <h2 className="govuk-heading-m" id="to-commit">
            Commit what is complete
          </h2>
          <p className="govuk-body">
            {ready === 0
              ? "No case is complete yet."
              : `${counted(ready, "case is", "cases are")} complete.`}{" "}
            Other agencies see what you answered once everyone has committed; until then nobody
            does. Afterwards it stays as it is.
          </p>
          {ready > 0 ? (
            <Button variant="secondary" to={paths.exercises.commit(id)}>
              Go on to commit
            </Button>
          ) : null}
        </section>
      ) : null}
      {parts && parts.settled.length > 0 ? (
        <section aria-labelledby="committed">
          <h2 className="govuk-heading-m" id="committed">
            Committed
          </h2>
          <ul className="govuk-list">
            {parts.settled.map(({ auditId, reference, state, opened }) => (
              <li key={auditId}>
                <strong>{reference}</strong>{" "}
                <StateTag colour={partStateColours[state]}>{partStateNames[state]}</StateTag>{" "}
                {opened ? (
                  <Link to={paths.exercises.agreedCase(id, auditId)} hidden={reference}>
                    What each agency found
                  </Link>
                ) : (
                  "Waits for the other agencies"
                )}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {conflicts.length > 0 ? (
        <Details summary="You know one of these children or families?">
          <p className="govuk-body">
            Declare it, and the case is taken off your list at once. The lead finds someone else.
          </p>
          <ul className="govuk-list">
            {conflicts.map(({ auditId, reference }) => (
              <li key={auditId}>
                <Link to={paths.exercises.ownConflict(id, auditId)}>
                  Declare a conflict of interest with {reference}
                </Link>
              </li>
            ))}
          </ul>
        </Details>
      ) : null}
    </div>
  );
}
