import { paths } from "~/paths";
import { Link } from "./link";

/** The way to declare a conflict of interest, from any page on which a case is judged. */
export function DeclareConflict({ auditId }: { auditId: string }) {
  return (
    <p className="govuk-body los-no-print">
      <Link to={paths.audits.declareConflict(auditId)}>Declare a conflict of interest</Link>
    </p>
  );
}
