import { paths } from "~/paths";
import { dueInWords, formatMonth } from "~/rules/core/dates";
import { dueByInWords } from "~/rules/core/due";
import {
  actionReference,
  actionStatusColours,
  actionStatusNames,
  isOverdue,
} from "~/rules/learning-log/learning-log";
import type { Figure } from "~/rules/reports/figure";
import type { Suggestion } from "~/rules/reports/suggestions";
import { goodOrAboveWords } from "~/rules/tools/scale";
import { FoldOnNarrow } from "~/ui/fold-on-narrow";
import { Link } from "~/ui/link";
import { Details } from "~/ui/notices";
import { StateTag } from "~/ui/tags";
import type { PromisedAction } from "~db/people/team-actions.server";
import { FigureWords } from "./figure-words";

export type Previous = {
  month: string;
  answered: boolean;
  noneNeededReason: string;
  actions: readonly PromisedAction[];
};

/** What the report found, in short. */
export function TeamFigures({
  month,
  figures,
  report,
  folded,
}: {
  month: string;
  figures: readonly { key: string; name: string; good: Figure }[];
  report: string;
  /** Where a form stands beside it. */
  folded: boolean;
}) {
  const title = `${goodOrAboveWords} in ${formatMonth(month)}`;
  const list = (
    <dl className="los-asides">
      {figures.map(({ key, name, good }) => (
        <div key={key}>
          <dt>{name}</dt>
          <dd>
            <FigureWords figure={good} />
          </dd>
        </div>
      ))}
    </dl>
  );
  return (
    <>
      {folded ? (
        <Details summary={title}>{list}</Details>
      ) : (
        <>
          <h2 className="govuk-heading-s">{title}</h2>
          {list}
        </>
      )}
      <p className="govuk-body-s">
        <Link to={report}>Read the whole report</Link>
      </p>
    </>
  );
}

/** What was promised last time, and what became of it. */
export function LastPromises({ previous, today }: { previous: Previous; today: string }) {
  const { month, answered, noneNeededReason, actions } = previous;
  const title = `Promised after ${formatMonth(month)}`;
  return (
    <FoldOnNarrow summary={title}>
      <h2 className="govuk-heading-s">{title}</h2>
      {actions.length > 0 ? (
        <ul className="govuk-list los-promises">
          {actions.map((action) => (
            <li key={action.id}>
              <Link to={paths.log.one(action.id)}>{actionReference(action.reference)}</Link>{" "}
              {action.what}
              <span className="los-promises__state">
                <StateTag colour={actionStatusColours[action.status]}>
                  {actionStatusNames[action.status]}
                </StateTag>{" "}
                {dueByInWords(action)}
                {action.dueOn && isOverdue(action, today)
                  ? `, ${dueInWords(action.dueOn, today)}`
                  : ""}
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <p className="govuk-body-s">
          {answered
            ? `No action was needed: ${noneNeededReason || "no reason was given."}`
            : "That report was not answered."}
        </p>
      )}
    </FoldOnNarrow>
  );
}

/** What the report suggests: each starts an action in the form, which is then changed and sent, or not. */
export function Suggestions({
  suggestions,
  formId,
  stands,
}: {
  suggestions: readonly Suggestion[];
  formId: string;
  /** Whether it stands in the form. */
  stands: (suggestion: Suggestion) => boolean;
}) {
  if (suggestions.length === 0) return null;
  return (
    <FoldOnNarrow summary="Where to act">
      <h2 className="govuk-heading-s" id="suggestions">
        Where to act
      </h2>
      <ul className="govuk-list los-promises">
        {suggestions.map((one) => (
          <li key={one.key}>
            <strong>{one.name}</strong>: {one.words}
            <span className="los-promises__state">
              {stands(one) ? (
                "In the form as a draft"
              ) : (
                <button
                  type="submit"
                  form={formId}
                  name="intent"
                  value={one.key}
                  formNoValidate
                  className="los-link-button"
                >
                  Start an action from this
                  <span className="govuk-visually-hidden">: {one.name}</span>
                </button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </FoldOnNarrow>
  );
}
