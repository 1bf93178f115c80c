import { expectedInWords, loadInWords } from "~/rules/sampling/loads";
import { Link } from "~/ui/link";

type Load = {
  exerciseId: string;
  title: string;
  load: number;
  expected: number;
  maximum: number;
  submitted: number;
  year: { name: string; load: number; expected: number };
};

/** How many audits the person has in each open cycle, of how many expected, and this year so far. */
export function OwnLoads({ loads, ownYear }: { loads: readonly Load[]; ownYear: string }) {
  // Each counts its year up to its own month: the latest of a year says it all, once.
  const years = new Map(loads.map(({ year }) => [year.name, year]));
  return (
    <>
      {loads.map((one) => (
        <p key={one.exerciseId} className="govuk-body">
          <strong>Your audits in the {one.title}:</strong> {loadInWords(one)}. {one.submitted}{" "}
          submitted.
        </p>
      ))}
      {[...years.values()].map((year) => (
        <p key={year.name} className="govuk-body">
          In {year.name} so far: {expectedInWords(year)}.
        </p>
      ))}
      {loads.length > 0 ? (
        <p className="govuk-body">
          <Link to={ownYear}>Your year of audits: returned in time, exemptions, extensions</Link>
        </p>
      ) : null}
    </>
  );
}
