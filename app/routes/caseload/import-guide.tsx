import { paths } from "~/paths";
import { importColumns, importFields } from "~/rules/caseload/columns";
import { Link } from "~/ui/link";
import { Details } from "~/ui/notices";

/** What a file may hold, of either kind, and where the template and the remembered names are. */
export function ImportGuide() {
  return (
    <>
      <p className="govuk-body">
        <Link to={paths.caseload.template()} download>
          Download a CSV template with the columns
        </Link>
      </p>
      <Details summary="What each column of a CSV file holds">
        <ul className="govuk-list govuk-list--bullet">
          {importFields.map((field) => (
            <li key={field}>
              <strong>{importColumns[field].heading}</strong>: {explained[field]}
            </li>
          ))}
        </ul>
        <p className="govuk-body">
          Columns may stand in any order, under the headings that Mosaic or Liquidlogic give them
          too. A cell that says Unallocated, Vacant, TBC, N/A or the like is nobody; an end date of
          31/12/9999, Open or the like has not come. Other columns are listed and not read; a column
          with names of children or dates of birth is refused.
        </p>
      </Details>
      <Details summary="What is read of an Annex A workbook">
        <p className="govuk-body">
          Lists 6 (children in need), 7 (child protection), 8 (children in care) and 9 (care
          leavers) of Ofsted’s Annex A, as your case system makes it. All four must be there; the
          other lists are not read.
        </p>
        <ul className="govuk-list govuk-list--bullet">
          <li>
            Child Unique ID, Allocated Team and Allocated Worker from each list, on List 9 the
            Allocated Personal Advisor as well
          </li>
          <li>
            the start and end of the involvement: CIN Start and Closure Date and Case Status, Child
            Protection Plan Start and End Date, Date Started and Ceased to be Looked After
          </li>
          <li>Date of Birth and Age for the age in years, which is all that is kept of them</li>
        </ul>
        <p className="govuk-body">
          A child on several lists becomes one case at the highest of them: in care, child
          protection, child in need, care leaver. Involvement that has ended is left out, and closes
          a case that is open here. Annex A has no supervisor and no early help: for a new worker
          the supervisor is the worker’s own line manager in the staff list.
        </p>
      </Details>
      <p className="govuk-body">
        Names of teams and workers that are spelled differently here are asked for once, and{" "}
        <Link to={paths.caseload.names()}>remembered for the next import</Link>. A reference is the
        same with or without zeros before it, spaces and capital letters;{" "}
        <Link to={paths.caseload.references()}>cases that differ by these alone</Link> are listed
        for you to tell apart.
      </p>
    </>
  );
}

const explained: Record<(typeof importFields)[number], string> = {
  reference: "the case system’s reference of the child (needed)",
  familyReference: "the same for brothers and sisters, so that a draw takes one of them",
  cohort:
    "child in care, child protection, child in need, care leaver or early help (needed); other words are asked for once",
  team: "the team that holds the case (needed); one that is not here yet can be asked for on the way",
  worker: "the name of the allocated worker (needed; leave the cell empty if there is none)",
  workerNumber: "the worker’s staff number or email address",
  supervisor: "the name of the worker’s supervisor",
  supervisorNumber: "the supervisor’s staff number or email address",
  reviewingOfficer: "name or staff number of the reviewing officer or conference chair",
  age: "in years, months or weeks, or unborn",
  openedOn:
    "a date like 05/04/2024 or 2024-04-05 (needed); all dates of a file are read one way round",
  closedOn: "the same, empty while the case is open",
  planSince:
    "since when the child has been on the plan of their cohort, so that samples can look at long plans",
};
