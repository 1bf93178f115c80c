import type { HTMLInputTypeAttribute, InputHTMLAttributes, ReactNode } from "react";
import { describedBy, type FieldProps, FormGroup, type LabelSize } from "./form-group";

export type TextFieldProps = FieldProps & {
  label: ReactNode;
  labelSize?: LabelSize;
  isPageHeading?: boolean;
  hideLabel?: boolean;
  defaultValue?: string | number;
  /** In characters for short answers, else a share of the column. */
  width?: 2 | 3 | 4 | 5 | 10 | 20 | 30 | "one-half" | "two-thirds" | "full";
  type?: HTMLInputTypeAttribute;
  inputMode?: InputHTMLAttributes<HTMLInputElement>["inputMode"];
  autoComplete?: string;
  spellCheck?: boolean;
  prefix?: string;
  suffix?: string;
  /** The id of a datalist of answers to pick from. */
  listId?: string;
  /** Where it folds away when it is not asked for: not while something stands in it. */
  keptInView?: boolean;
};

const widthClass = (width: TextFieldProps["width"]) => {
  if (typeof width === "number") return ` govuk-input--width-${width}`;
  return width ? ` govuk-!-width-${width}` : "";
};

/** One line of text. Type "number" is never used: inputMode "numeric" asks for digits. */
export function TextField(props: TextFieldProps) {
  const { id, name, label, labelSize, isPageHeading, hideLabel, hint, error, notice } = props;
  const input = (
    <input
      className={`govuk-input${widthClass(props.width)}${error ? " govuk-input--error" : ""}`}
      id={id}
      type={props.type ?? "text"}
      inputMode={props.inputMode}
      autoComplete={props.autoComplete}
      spellCheck={props.spellCheck}
      list={props.listId}
      defaultValue={props.defaultValue}
      aria-describedby={describedBy(id, hint, error)}
      aria-invalid={error ? true : undefined}
      name={name}
      placeholder={props.keptInView ? " " : undefined}
      {...props.inputProps}
    />
  );
  return (
    <FormGroup {...{ id, label, labelSize, isPageHeading, hideLabel, hint, error, notice }}>
      {props.prefix || props.suffix ? (
        <div className="govuk-input__wrapper">
          {props.prefix ? (
            <div className="govuk-input__prefix" aria-hidden="true">
              {props.prefix}
            </div>
          ) : null}
          {input}
          {props.suffix ? (
            <div className="govuk-input__suffix" aria-hidden="true">
              {props.suffix}
            </div>
          ) : null}
        </div>
      ) : (
        input
      )}
    </FormGroup>
  );
}
