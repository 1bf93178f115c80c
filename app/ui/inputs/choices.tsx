import type { ReactNode } from "react";
import { type FieldProps, Fieldset, hintId, type LabelSize } from "./form-group";

export type Choice = {
  value: string;
  label: ReactNode;
  hint?: ReactNode;
  /** Fields that belong to this choice: beneath it once it is chosen, by style sheet alone. */
  conditional?: ReactNode;
  disabled?: boolean;
};

type ChoicesProps = FieldProps & {
  legend: ReactNode;
  legendSize?: LabelSize;
  isPageHeading?: boolean;
  hideLegend?: boolean;
  options: readonly Choice[];
  small?: boolean;
};

export type RadiosProps = ChoicesProps & { defaultValue?: string; inline?: boolean };
export type CheckboxesProps = ChoicesProps & { defaultValue?: readonly string[] };

/** The first choice carries the field's own id, so that the error summary can reach it. */
const choiceId = (id: string, index: number) => (index === 0 ? id : `${id}-${index + 1}`);

/** One of a few. */
export function Radios(props: RadiosProps) {
  const { id, name, legend, legendSize, isPageHeading, hideLegend, hint, error, notice } = props;
  const look = `${props.inline ? " govuk-radios--inline" : ""}${props.small ? " govuk-radios--small" : ""}`;
  return (
    <Fieldset {...{ id, legend, legendSize, isPageHeading, hideLegend, hint, error, notice }}>
      <div className={`govuk-radios${look}`}>
        {props.options.map((option, index) => (
          <Item key={option.value} kind="radios" id={choiceId(id, index)} option={option}>
            <input
              className="govuk-radios__input"
              id={choiceId(id, index)}
              type="radio"
              value={option.value}
              defaultChecked={option.value === props.defaultValue}
              disabled={option.disabled}
              aria-describedby={option.hint ? hintId(`${choiceId(id, index)}-item`) : undefined}
              name={name}
              {...props.inputProps}
            />
          </Item>
        ))}
      </div>
    </Fieldset>
  );
}

/** Any number of a few. One checkbox posts its value, several repeat the name. */
export function Checkboxes(props: CheckboxesProps) {
  const { id, name, legend, legendSize, isPageHeading, hideLegend, hint, error, notice } = props;
  return (
    <Fieldset {...{ id, legend, legendSize, isPageHeading, hideLegend, hint, error, notice }}>
      <div className={`govuk-checkboxes${props.small ? " govuk-checkboxes--small" : ""}`}>
        {props.options.map((option, index) => (
          <Item key={option.value} kind="checkboxes" id={choiceId(id, index)} option={option}>
            <input
              className="govuk-checkboxes__input"
              id={choiceId(id, index)}
              type="checkbox"
              value={option.value}
              defaultChecked={props.defaultValue?.includes(option.value)}
              disabled={option.disabled}
              aria-describedby={option.hint ? hintId(`${choiceId(id, index)}-item`) : undefined}
              name={name}
              {...props.inputProps}
            />
          </Item>
        ))}
      </div>
    </Fieldset>
  );
}

function Item({
  kind,
  id,
  option,
  children,
}: {
  kind: "radios" | "checkboxes";
  id: string;
  option: Choice;
  children: ReactNode;
}) {
  return (
    <>
      <div className={`govuk-${kind}__item`}>
        {children}
        <label className={`govuk-label govuk-${kind}__label`} htmlFor={id}>
          {option.label}
        </label>
        {option.hint ? (
          <div id={hintId(`${id}-item`)} className={`govuk-hint govuk-${kind}__hint`}>
            {option.hint}
          </div>
        ) : null}
      </div>
      {option.conditional ? (
        <div className={`govuk-${kind}__conditional`}>{option.conditional}</div>
      ) : null}
    </>
  );
}

/** A small checkbox for a table row; its label is for screen readers. */
export function RowCheckbox({
  id,
  name,
  value,
  label,
  defaultChecked,
  inputProps,
}: {
  id: string;
  name: string;
  value: string;
  label: string;
  defaultChecked?: boolean;
  inputProps?: FieldProps["inputProps"];
}) {
  return (
    <div className="govuk-checkboxes govuk-checkboxes--small los-row-checkbox">
      <div className="govuk-checkboxes__item">
        <input
          className="govuk-checkboxes__input"
          id={id}
          type="checkbox"
          name={name}
          value={value}
          defaultChecked={defaultChecked}
          {...inputProps}
        />
        <label className="govuk-label govuk-checkboxes__label" htmlFor={id}>
          <span className="govuk-visually-hidden">{label}</span>
        </label>
      </div>
    </div>
  );
}
