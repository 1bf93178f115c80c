import { paths } from "~/paths";
import { SubNav } from "~/ui/page";

export type ObservationsPage = "list" | "people" | "weeks" | "figures" | "questions";

/** What the reader may open beside the list. */
export type ObservationsMay = { supervise: boolean; figures: boolean; ask: boolean };

/** The pages of observations that the reader may open. */
export function ObservationsNav({
  current,
  may,
}: {
  current: ObservationsPage;
  may: ObservationsMay;
}) {
  const items = [
    { key: "list", href: paths.observations.list(), label: "Observations", there: true },
    {
      key: "people",
      href: paths.observations.people(),
      label: "Your teams",
      there: may.supervise,
    },
    {
      key: "weeks",
      href: paths.practiceWeeks.list(),
      label: "Practice weeks",
      there: true,
    },
    { key: "figures", href: paths.observations.figures(), label: "How many", there: may.figures },
    { key: "questions", href: paths.observations.questions(), label: "Questions", there: may.ask },
  ].filter(({ there }) => there);
  return (
    <SubNav
      label="Observations"
      items={items.map(({ key, href, label }) => ({ href, label, current: key === current }))}
    />
  );
}
