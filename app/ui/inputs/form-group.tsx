import type { ReactNode } from "react";
import type { UseFormRegisterReturn } from "react-hook-form";

/** What react-hook-form's register gives; left out, the input is plain HTML. */
export type Registered = Pick<UseFormRegisterReturn, "name" | "onChange" | "onBlur" | "ref">;

export type LabelSize = "s" | "m" | "l" | "xl";

/** Shared by every input. The error summary links to `#id`, so the first control carries it. */
export type FieldProps = {
  id: string;
  name: string;
  hint?: ReactNode;
  error?: string;
  /** Said between the error and the control, such as another version of what it holds. */
  notice?: ReactNode;
  inputProps?: Registered;
};

export const hintId = (id: string) => `${id}-hint`;
export const errorId = (id: string) => `${id}-error`;

/** The ids for aria-describedby: what was there before, then the hint, then the error. */
export function describedBy(id: string, hint: unknown, error?: string, before?: string) {
  const ids = [before, hint ? hintId(id) : undefined, error ? errorId(id) : undefined];
  return ids.filter(Boolean).join(" ") || undefined;
}

export function Hint({ id, children }: { id: string; children: ReactNode }) {
  return (
    <div id={hintId(id)} className="govuk-hint">
      {children}
    </div>
  );
}

export function ErrorMessage({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p id={errorId(id)} className="govuk-error-message">
      <span className="govuk-visually-hidden">Error:</span> {children}
    </p>
  );
}

/** Label, hint, error and one control. */
export function FormGroup({
  id,
  label,
  labelSize,
  isPageHeading,
  hideLabel,
  hint,
  error,
  notice,
  children,
}: {
  id: string;
  label: ReactNode;
  labelSize?: LabelSize;
  isPageHeading?: boolean;
  hideLabel?: boolean;
  hint?: ReactNode;
  error?: string;
  notice?: ReactNode;
  children: ReactNode;
}) {
  const size = labelSize ? ` govuk-label--${labelSize}` : "";
  const words = (
    <label
      className={`govuk-label${size}${hideLabel ? " govuk-visually-hidden" : ""}`}
      htmlFor={id}
    >
      {label}
    </label>
  );
  return (
    <div className={`govuk-form-group${error ? " govuk-form-group--error" : ""}`}>
      {isPageHeading ? <h1 className="govuk-label-wrapper">{words}</h1> : words}
      {hint ? <Hint id={id}>{hint}</Hint> : null}
      {error ? <ErrorMessage id={id}>{error}</ErrorMessage> : null}
      {notice}
      {children}
    </div>
  );
}

/** Legend, hint, error and a group of controls. */
export function Fieldset({
  id,
  legend,
  legendSize,
  isPageHeading,
  hideLegend,
  hint,
  error,
  notice,
  children,
}: {
  id: string;
  legend: ReactNode;
  legendSize?: LabelSize;
  isPageHeading?: boolean;
  hideLegend?: boolean;
  hint?: ReactNode;
  error?: string;
  notice?: ReactNode;
  children: ReactNode;
}) {
  const size = legendSize ? ` govuk-fieldset__legend--${legendSize}` : "";
  return (
    <div className={`govuk-form-group${error ? " govuk-form-group--error" : ""}`}>
      <fieldset className="govuk-fieldset" aria-describedby={describedBy(id, hint, error)}>
        <legend
          className={`govuk-fieldset__legend${size}${hideLegend ? " govuk-visually-hidden" : ""}`}
        >
          {isPageHeading ? <h1 className="govuk-fieldset__heading">{legend}</h1> : legend}
        </legend>
        {hint ? <Hint id={id}>{hint}</Hint> : null}
        {error ? <ErrorMessage id={id}>{error}</ErrorMessage> : null}
        {notice}
        {children}
      </fieldset>
    </div>
  );
}
