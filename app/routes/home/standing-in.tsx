import { paths } from "~/paths";
import { formatDate } from "~/rules/dates";
import type { WorkItem } from "~/rules/work-list";
import { ConcernNotice } from "~/ui/notices";
import { WorkItems } from "./work-list";

type Absent = {
  personId: string;
  name: string;
  until: string;
  concerns: { id: string; title: string; time: string; late: boolean; answerable: boolean }[];
  work: WorkItem[];
};

/** The list of each person one stands in for, apart from one's own. */
export function StandingIn({ absent, today }: { absent: Absent[]; today: string }) {
  return absent.map(({ personId, name, until, concerns, work }) => (
    <section key={personId} aria-labelledby={`for-${personId}`}>
      <h2 className="govuk-heading-m" id={`for-${personId}`}>
        For {name}, until {formatDate(until)}
      </h2>
      {concerns.map((concern) => (
        <ConcernNotice
          key={concern.id}
          title={concern.title}
          timeLeft={concern.time}
          action={{
            href: paths.concerns.one(concern.id),
            label: concern.answerable ? "Read and acknowledge it" : "See where it stands",
          }}
        >
          <p className="govuk-body">
            Nobody has acknowledged it yet{concern.late ? ", and its time is over" : ""}. You can,
            as the deputy of {name}.
          </p>
        </ConcernNotice>
      ))}
      {work.length > 0 ? (
        <WorkItems id={`for-${personId}`} items={work} today={today} />
      ) : concerns.length === 0 ? (
        <p className="govuk-body">
          Nothing is waiting. You are {name}’s deputy: what comes for them appears here.
        </p>
      ) : null}
    </section>
  ));
}
