import { dateInLondon, formatDate } from "~/rules/core/dates";
import { InsetText } from "~/ui/notices";
import type { PromisedAction } from "~db/people/team-actions.server";
import { PromisedActions } from "./promised-actions";

const onDay = (at: string) => formatDate(dateInLondon(new Date(at)));

export type Given = {
  answeredAt: string | null;
  answeredBy: string | null;
  agreedAt: string | null;
  agreedBy: string | null;
  sentBackAt: string | null;
  sentBackBy: string | null;
  missing: string;
  comment: string;
  noneNeededReason: string;
};

/** What a team answered so far, who has agreed it, and what was missing where it was sent back. */
export function GivenAnswer({
  response,
  actions,
  today,
}: {
  response: Given;
  actions: readonly PromisedAction[];
  today: string;
}) {
  const { answeredAt, agreedAt, sentBackAt, comment, noneNeededReason } = response;
  return (
    <>
      {sentBackAt && !agreedAt ? (
        <InsetText>
          <strong>
            {answeredAt ? "It was" : "It is"} sent back on {onDay(sentBackAt)}
            {response.sentBackBy ? ` by ${response.sentBackBy}` : ""}.
          </strong>{" "}
          What {answeredAt ? "was" : "is"} missing: {response.missing}
        </InsetText>
      ) : null}
      {comment ? <p className="govuk-body los-written">{comment}</p> : null}
      {noneNeededReason ? <p className="govuk-body">No action needed: {noneNeededReason}</p> : null}
      {actions.length > 0 ? (
        <PromisedActions caption="Actions of this response" actions={actions} today={today} />
      ) : null}
      {answeredAt ? (
        <p className="govuk-body-s">
          Answered on {onDay(answeredAt)}
          {response.answeredBy ? ` by ${response.answeredBy}` : ""}
          {agreedAt
            ? `; agreed on ${onDay(agreedAt)}${response.agreedBy ? ` by ${response.agreedBy}` : ""}`
            : ""}
          .
        </p>
      ) : null}
    </>
  );
}
