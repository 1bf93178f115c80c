import { type ReactNode, useEffect, useState } from "react";
import { describedBy, type FieldProps, FormGroup, type LabelSize } from "./form-group";
import { TextLength } from "./text-length";

export type TextAreaProps = FieldProps & {
  label: ReactNode;
  labelSize?: LabelSize;
  isPageHeading?: boolean;
  hideLabel?: boolean;
  defaultValue?: string;
  rows?: number;
  /** Said under the box. The browser does not cut: what was pasted is kept, the schema answers. */
  maxLength?: number;
  /** How many words are usual: a guide, never a limit. */
  usual?: number;
  /** Where it folds away when it is not asked for: not while something stands in it. */
  keptInView?: boolean;
};

/** Several lines of text. */
export function TextArea(props: TextAreaProps) {
  const { id, name, label, labelSize, isPageHeading, hideLabel, hint, error, notice, maxLength } =
    props;
  const noteId = maxLength || props.usual ? `${id}-length` : undefined;
  const [text, setText] = useState(props.defaultValue ?? "");
  // What was typed before the scripts had loaded counts too.
  useEffect(() => {
    const box = document.getElementById(id);
    if (box instanceof HTMLTextAreaElement) setText(box.value);
  }, [id]);
  return (
    <FormGroup {...{ id, label, labelSize, isPageHeading, hideLabel, hint, error, notice }}>
      <textarea
        className={`govuk-textarea los-text-area govuk-!-margin-bottom-0${error ? " govuk-textarea--error" : ""}`}
        id={id}
        rows={props.rows ?? 5}
        defaultValue={props.defaultValue}
        aria-describedby={describedBy(id, hint, error, noteId)}
        aria-invalid={error ? true : undefined}
        name={name}
        placeholder={props.keptInView ? " " : undefined}
        onInput={(event) => setText(event.currentTarget.value)}
        {...props.inputProps}
      />
      {noteId ? <TextLength id={noteId} text={text} most={maxLength} usual={props.usual} /> : null}
    </FormGroup>
  );
}
