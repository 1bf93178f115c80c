import { paths } from "~/paths";
import { Link } from "~/ui/link";

const kinds = [
  ["svg", "SVG"],
  ["png", "PNG"],
  ["csv", "its numbers (CSV)"],
] as const;

/** What a chart can be taken along as, with the choices it was made with. */
export function ChartFiles({
  of,
  name,
  query,
}: {
  of: string;
  name: "good-or-above" | "grade-mix";
  query: Record<string, string>;
}) {
  return (
    <p className="govuk-body-s los-no-print">
      Download this chart as{" "}
      {kinds.map(([kind, words], at) => (
        <span key={kind}>
          {at === 0 ? "" : at === kinds.length - 1 ? " or " : ", "}
          <Link to={paths.trendsFile(`${name}.${kind}`, query)} hidden={of} download>
            {words}
          </Link>
        </span>
      ))}
    </p>
  );
}
