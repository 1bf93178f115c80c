import { Details } from "~/ui/notices";
import { Timeline } from "~/ui/timeline";

type Happening = { id: string; title: string; meta: string; at: string; reason: string | null };

/** What happened to the exercise, for those who manage it. */
export function ReportHistory({ history }: { history: Happening[] }) {
  return (
    <div className="los-no-print">
      <Details summary="History">
        <Timeline
          items={history.map(({ reason, ...item }) => ({
            ...item,
            body: reason ? <p className="govuk-body">{reason}</p> : null,
          }))}
        />
      </Details>
    </div>
  );
}
