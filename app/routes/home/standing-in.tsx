import type { OpenConcern } from "~/overviews/home/open-concerns.server";
import { formatDate } from "~/rules/core/dates";
import type { MoreWork, WorkItem } from "~/rules/home/work-list";
import { MoreToDo, WorkItems } from "./work-list";

type Absent = {
  personId: string;
  name: string;
  until: string;
  work: WorkItem[];
  more: MoreWork[];
};

/**
 * The list of each person one stands in for, apart from one's own; their concerns stand with one's
 * own at the head of the page.
 */
export function StandingIn({
  absent,
  concerns,
  today,
}: {
  absent: Absent[];
  concerns: OpenConcern[];
  today: string;
}) {
  return absent.map(({ personId, name, until, work, more }) => (
    <section key={personId} aria-labelledby={`for-${personId}`}>
      <h2 className="govuk-heading-m" id={`for-${personId}`}>
        For {name}, until {formatDate(until)}
      </h2>
      {work.length > 0 ? (
        <>
          <WorkItems id={`for-${personId}`} items={work} today={today} />
          <MoreToDo more={more} />
        </>
      ) : (
        <p className="govuk-body">
          {concerns.some(({ deputyOf }) => deputyOf?.id === personId)
            ? "Nothing but the safeguarding concern at the head of this page is waiting."
            : "Nothing is waiting."}{" "}
          You are {name}’s deputy: what comes for them appears here.
        </p>
      )}
    </section>
  ));
}
