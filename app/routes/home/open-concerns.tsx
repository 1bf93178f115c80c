import type { OpenConcern } from "~/overviews/home/open-concerns.server";
import { paths } from "~/paths";
import { ConcernNotice } from "~/ui/notices";

/** Concerns that nobody has acknowledged, with their clocks. */
export function OpenConcerns({ concerns }: { concerns: OpenConcern[] }) {
  return concerns.map(({ id, title, time, raisedBy, late, wentUp, answerable, deputyOf }) => (
    <ConcernNotice
      key={id}
      title={title}
      timeLeft={time}
      action={{
        href: paths.concerns.one(id),
        label: answerable ? "Read and acknowledge it" : "See where it stands",
      }}
    >
      <p className="govuk-body">
        {deputyOf ? `For ${deputyOf.name}, whose deputy you are. ` : ""}Raised by {raisedBy}. Nobody
        has acknowledged it yet{late ? ", and its time is over" : ""}.
        {wentUp ? " It has been escalated to the QA lead and the leaders." : ""}
      </p>
    </ConcernNotice>
  ));
}
