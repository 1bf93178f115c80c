import type { ReactNode } from "react";
import { describedBy, type FieldProps, FormGroup, type LabelSize } from "./form-group";

export type SelectOption = {
  value: string;
  label: string;
  disabled?: boolean;
  /** Chosen, it asks for no reason: the style sheet folds away what stands in `los-why`. */
  needsNoWhy?: boolean;
};

export type SelectProps = FieldProps & {
  label: ReactNode;
  labelSize?: LabelSize;
  hideLabel?: boolean;
  options: readonly SelectOption[];
  /** The words of the empty first choice; left out, there is none. */
  emptyLabel?: string;
  defaultValue?: string;
};

/** One of many; for fewer than about seven, prefer Radios. */
export function Select(props: SelectProps) {
  const { id, name, label, labelSize, hideLabel, hint, error, notice } = props;
  return (
    <FormGroup {...{ id, label, labelSize, hideLabel, hint, error, notice }}>
      <select
        className={`govuk-select${error ? " govuk-select--error" : ""}`}
        id={id}
        defaultValue={props.defaultValue}
        aria-describedby={describedBy(id, hint, error)}
        aria-invalid={error ? true : undefined}
        name={name}
        {...props.inputProps}
      >
        {props.emptyLabel === undefined ? null : <option value="">{props.emptyLabel}</option>}
        {props.options.map((option) => (
          <option
            key={option.value}
            value={option.value}
            disabled={option.disabled}
            className={option.needsNoWhy ? "los-needs-no-why" : undefined}
          >
            {option.label}
          </option>
        ))}
      </select>
    </FormGroup>
  );
}
