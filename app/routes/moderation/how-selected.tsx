import { paths } from "~/paths";
import { Link } from "~/ui/link";
import { Details } from "~/ui/notices";

/** What sends an audit of this cycle to moderation, and how anyone can tell that it was so. */
export function HowSelected({
  certain,
  commitment,
  exerciseId,
  orderShown,
  byArrival,
  isOpen,
}: {
  /** Null where the exercise is not moderated. */
  certain: string | null;
  commitment: string | null;
  exerciseId: string;
  /** Auditing is closed, so that the order may be seen. */
  orderShown: boolean;
  /** Selected by the first algorithm, as audits came in. */
  byArrival: boolean;
  /** Under way: what comes in now is selected by the rule of today. */
  isOpen: boolean;
}) {
  if (certain === null) return null;
  return (
    <Details summary="How audits are selected">
      <p className="govuk-body">Always moderated: {certain}.</p>
      <p className="govuk-body">
        {byArrival
          ? `The rest was chosen at random as audits came in, by the rule that was in force then.${isOpen ? " What is still to be chosen follows an order drawn when the rule changed." : ""}`
          : "The rest is left to chance, by an order that is sealed when the cycle is released, before anything is graded. Nobody sees it before auditing is closed, so that who is moderated hangs on no one’s choice and on no one’s timing."}
      </p>
      {commitment === null ? null : (
        <p className="govuk-body">
          The seed’s fingerprint, to be compared when the order is shown:{" "}
          <code className="los-code">{commitment}</code>
        </p>
      )}
      {orderShown ? (
        <p className="govuk-body">
          <Link to={paths.exercises.moderationOrder(exerciseId)}>See and verify the order</Link>
        </p>
      ) : null}
    </Details>
  );
}
