import type { LookShown } from "~/overviews/moderation/second-look.server";
import type { SecondLookState } from "~/rules/moderation/second-look";
import { InsetText } from "~/ui/notices";
import { StateTag } from "~/ui/tags";

type Shown = Omit<LookShown, "waits">;

const tags = {
  asked: ["Waits for the panel", "purple"],
  recorded: ["Waits to be confirmed", "purple"],
  answered: ["Answered", "green"],
  withdrawn: ["Withdrawn", "grey"],
  overtaken: ["Ended", "grey"],
} as const satisfies Record<SecondLookState, readonly [string, string]>;

export function lookTag({ state }: Pick<Shown, "state">) {
  const [words, colour] = tags[state];
  return <StateTag colour={colour}>{words}</StateTag>;
}

/** Where a second look stands, in a sentence for its auditor. */
export function lookInWords({ state, askedOn, answer }: Shown): string {
  const asked = `You asked for a second look on ${askedOn}`;
  if (answer)
    return `${asked}. The panel answered on ${answer.on}: ${answer.changes.length === 0 ? "the final grades stand" : "grades change"}.`;
  return state === "withdrawn" ? `${asked} and withdrew it.` : `${asked}; the panel has to answer.`;
}

/** What the auditor asked, and what the panel answers where there is an answer to show. */
export function AnsweredLook({ look }: { look: Shown }) {
  const { answer } = look;
  return (
    <>
      <h2 className="govuk-heading-m">Why the panel should look again</h2>
      <InsetText>
        <span className="los-written">{look.reasons}</span>
      </InsetText>
      <p className="govuk-body">
        Asked for by {look.askedBy} on {look.askedOn}.
        {look.state === "answered" ? null : " The final grades stand."}
      </p>
      {answer ? (
        <>
          <h2 className="govuk-heading-m">
            {answer.changes.length === 0 ? "The final grades stand" : "Grades change"}
          </h2>
          {answer.changes.length > 0 ? (
            <ul className="govuk-list govuk-list--bullet">
              {answer.changes.map(({ area, words }) => (
                <li key={area}>{words}</li>
              ))}
            </ul>
          ) : null}
          <p className="govuk-body los-written">{answer.reason}</p>
          {answer.on ? (
            <p className="govuk-body">
              Answered on {answer.on} by {answer.takenBy}.
            </p>
          ) : null}
        </>
      ) : null}
    </>
  );
}
