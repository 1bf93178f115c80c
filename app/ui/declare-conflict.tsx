import { paths } from "~/paths";
import { Link } from "./link";

/** The way to declare a conflict of interest, from any page on which a case is judged. */
export function DeclareConflict({
  auditId,
  small = false,
}: {
  auditId: string;
  /** In a narrow column, beside other small links. */
  small?: boolean;
}) {
  return (
    <p className={`govuk-body${small ? "-s" : ""} los-no-print`}>
      <Link to={paths.audits.declareConflict(auditId)}>Declare a conflict of interest</Link>
    </p>
  );
}
