import type { ReactNode } from "react";
import { describedBy, type FieldProps, FormGroup, type LabelSize } from "./form-group";

export type TextAreaProps = FieldProps & {
  label: ReactNode;
  labelSize?: LabelSize;
  isPageHeading?: boolean;
  hideLabel?: boolean;
  defaultValue?: string;
  rows?: number;
  /** Said under the box. The browser does not cut: what was pasted is kept, the schema answers. */
  maxLength?: number;
};

/** Several lines of text. */
export function TextArea(props: TextAreaProps) {
  const { id, name, label, labelSize, isPageHeading, hideLabel, hint, error, notice, maxLength } =
    props;
  const noteId = maxLength ? `${id}-length` : undefined;
  return (
    <FormGroup {...{ id, label, labelSize, isPageHeading, hideLabel, hint, error, notice }}>
      <textarea
        className={`govuk-textarea govuk-!-margin-bottom-0${error ? " govuk-textarea--error" : ""}`}
        id={id}
        rows={props.rows ?? 5}
        defaultValue={props.defaultValue}
        aria-describedby={describedBy(id, hint, error, noteId)}
        aria-invalid={error ? true : undefined}
        name={name}
        {...props.inputProps}
      />
      {maxLength ? (
        <p id={noteId} className="los-field-note">
          Up to {maxLength.toLocaleString("en-GB")} characters
        </p>
      ) : null}
    </FormGroup>
  );
}
