import { dateInLondon, formatDate } from "~/rules/core/dates";
import { feedbackAnswerNames, feedbackForNames } from "~/rules/family-feedback/forms";
import { invitationStateNames } from "~/rules/family-feedback/invitations";
import { Details } from "~/ui/notices";
import { SummaryList } from "~/ui/summary-list";
import type { SaidByFamily } from "~db/family-feedback/said.server";

/** What the family told someone independent: beside the audit, and no part of its grades. */
export function FamilySaid({ said, folded = false }: { said: SaidByFamily[]; folded?: boolean }) {
  if (said.length === 0) return null;
  const answered = said.filter(({ state }) => state === "answered").length;
  const parts = (
    <>
      {said.map((one) => (
        <One key={one.id} one={one} />
      ))}
    </>
  );
  if (folded)
    return (
      <Details
        summary={`What the family said (${answered === 0 ? "no answer" : `${answered} answered`})`}
      >
        {parts}
      </Details>
    );
  return (
    <section aria-labelledby="family-said">
      <h2 className="govuk-heading-m" id="family-said">
        What the family said
      </h2>
      {parts}
    </section>
  );
}

function One({ one }: { one: SaidByFamily }) {
  const who = `${feedbackForNames[one.for]}${one.number > 1 ? " (second)" : ""}`;
  const when = one.endedAt ? `, ${formatDate(dateInLondon(new Date(one.endedAt)))}` : "";
  return (
    <>
      <p className="govuk-body">
        <strong>{who}</strong>: {invitationStateNames[one.state].toLowerCase()}
        {when}.{one.keptBack ? " They asked that what they said is not shown to their worker." : ""}
      </p>
      {one.answers.length > 0 ? (
        <SummaryList
          rows={one.answers.map(({ text, answer, words }) => ({
            key: text,
            value: (
              <span className="los-as-written">{answer ? feedbackAnswerNames[answer] : words}</span>
            ),
          }))}
        />
      ) : null}
    </>
  );
}
