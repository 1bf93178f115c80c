import { paths } from "~/paths";
import { SubNav } from "~/ui/page";

/** The pages of the programme that this person may open. */
export function ProgrammeNav({
  year,
  current,
  mayReadCoverage,
  mayReadReturns,
}: {
  year: string;
  current: "year" | "coverage" | "auditors";
  mayReadCoverage: boolean;
  mayReadReturns: boolean;
}) {
  if (!mayReadCoverage) return null;
  const items = [
    { key: "year", href: paths.programme({ year }), label: "The year" },
    { key: "coverage", href: paths.planned.coverage({ year }), label: "Coverage" },
    ...(mayReadReturns
      ? [{ key: "auditors", href: paths.planned.returns({ year }), label: "Auditors" }]
      : []),
  ];
  return (
    <SubNav
      label="The programme"
      items={items.map(({ key, href, label }) => ({ href, label, current: key === current }))}
    />
  );
}
