import type { ReactNode } from "react";
import { isGrade, type Judgement, judgementNames, lookOf } from "~/rules/tools/grades";
import { type Grade, grades } from "~/rules/tools/scale";
import { type FieldProps, Fieldset, hintId, type LabelSize } from "./form-group";

export type GradeRadiosProps = FieldProps & {
  legend: ReactNode;
  legendSize?: LabelSize;
  /** What each grade looks like here: all four are read before one is chosen. */
  descriptors?: Record<Grade, string>;
  defaultValue?: Judgement | "";
  /** Offers "Not applicable", with these words beneath it. */
  notApplicable?: string;
  /** Offers "Not judged", with these words beneath it. */
  notJudged?: string;
};

/** The choice of a grade, each with its descriptor; colour is an edge, the word says it. */
export function GradeRadios(props: GradeRadiosProps) {
  const { id, legend, legendSize, hint, error, notice, descriptors } = props;
  const choices: { judgement: Judgement; words?: string }[] = grades.map((grade) => ({
    judgement: grade,
    words: descriptors?.[grade],
  }));
  if (props.notApplicable !== undefined)
    choices.push({ judgement: "not-applicable", words: props.notApplicable });
  if (props.notJudged !== undefined)
    choices.push({ judgement: "not-judged", words: props.notJudged });

  return (
    <Fieldset {...{ id, legend, legendSize, hint, error, notice }}>
      <div className="govuk-radios los-grade-choices">
        {choices.map(({ judgement, words }, index) => {
          const choiceId = index === 0 ? id : `${id}-${judgement}`;
          const look = isGrade(judgement) ? lookOf(judgement) : "ungraded";
          return (
            <div key={judgement} className={`los-grade-choice los-grade-choice--${look}`}>
              <div className="govuk-radios__item">
                <input
                  className="govuk-radios__input"
                  id={choiceId}
                  type="radio"
                  value={judgement}
                  defaultChecked={judgement === props.defaultValue}
                  aria-describedby={words ? hintId(`${choiceId}-item`) : undefined}
                  name={props.name}
                  {...props.inputProps}
                />
                <label className="govuk-label govuk-radios__label" htmlFor={choiceId}>
                  {judgementNames[judgement]}
                </label>
                {words ? (
                  <div id={hintId(`${choiceId}-item`)} className="govuk-hint govuk-radios__hint">
                    {words}
                  </div>
                ) : null}
              </div>
            </div>
          );
        })}
      </div>
    </Fieldset>
  );
}
