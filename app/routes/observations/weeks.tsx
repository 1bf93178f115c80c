import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { formatDate } from "~/rules/core/dates";
import { guarded, noRecord } from "~/server/guard.server";
import { Button } from "~/ui/button";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";
import { PageHeading } from "~/ui/page";
import { Table } from "~/ui/table";
import { listWeeks } from "~db/observations/weeks.server";
import { ObservationsNav } from "./observations-nav";
import { observationsMay } from "./state.server";
import { WeekTag } from "./week-tag";

export const meta = () => [{ title: "Practice weeks - Line of Sight" }];

export const loader = guarded("practice-weeks.read", noRecord, async (guard) => {
  const runs = guard.may("practice-weeks.run");
  const weeks = await listWeeks(
    guard.db,
    runs ? ["planned", "published", "closed", "cancelled"] : ["published", "closed"],
  );
  return {
    runs,
    may: observationsMay(guard),
    weeks: weeks.map(({ id, theme, startsOn, endsOn, state, leadName }) => ({
      ...{ id, theme, state, leadName },
      dates: `${formatDate(startsOn)} to ${formatDate(endsOn)}`,
    })),
  };
});

export default function PracticeWeeks() {
  const { runs, may, weeks } = useLoaderData<typeof loader>();
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <PageHeading
        title="Practice weeks"
        lead="Senior managers observe, audit and visit together around a theme, and say what it changes."
      />
      <ObservationsNav current="weeks" may={may} />
      {runs ? <Button to={paths.practiceWeeks.plan()}>Plan a practice week</Button> : null}
      {weeks.length === 0 ? (
        <EmptyState title="No practice week is planned" />
      ) : (
        <Table
          caption="Practice weeks"
          hideCaption
          onNarrow="lines"
          rows={weeks}
          rowKey={({ id }) => id}
          columns={[
            {
              header: "Theme",
              rowHeader: true,
              cell: ({ id, theme }) => <Link to={paths.practiceWeeks.one(id)}>{theme}</Link>,
            },
            { header: "Dates", cell: ({ dates }) => dates },
            { header: "Led by", labelled: true, cell: ({ leadName }) => leadName },
            { header: "State", cell: ({ state }) => <WeekTag state={state} /> },
          ]}
        />
      )}
    </main>
  );
}
