import type { ReactNode } from "react";
import { Link } from "./link";

export type ButtonProps = {
  children: ReactNode;
  variant?: "primary" | "secondary" | "warning";
  /** Makes it a link that looks like a button: for going somewhere, never for changing something. */
  to?: string;
  /** Posted with the form, to tell several submit buttons apart. */
  name?: string;
  value?: string;
  /** Posts the form elsewhere than its own action. */
  formAction?: string;
  /** The id of the form it belongs to, when it stands outside it. */
  form?: string;
  hidden?: string;
  disabled?: boolean;
  /** Sends the form as it is, for the server to judge: saving a draft. */
  formNoValidate?: boolean;
};

export function Button({
  children,
  variant = "primary",
  to,
  name,
  value,
  formAction,
  form,
  hidden,
  disabled,
  formNoValidate,
}: ButtonProps) {
  const classes = `govuk-button${variant === "primary" ? "" : ` govuk-button--${variant}`}`;
  if (to !== undefined) {
    return (
      <Link to={to} className={classes} hidden={hidden}>
        {children}
      </Link>
    );
  }
  return (
    <button
      type="submit"
      className={classes}
      name={name}
      value={value}
      formAction={formAction}
      form={form}
      disabled={disabled}
      formNoValidate={formNoValidate}
    >
      {children}
      {hidden ? <span className="govuk-visually-hidden"> {hidden}</span> : null}
    </button>
  );
}

/**
 * What the Enter key does in a field of a form of several buttons: first in the form, out of sight
 * and out of the order of the keyboard. Without it a browser presses the first button it finds.
 */
export function EnterButton({ name, value }: { name: string; value: string }) {
  return (
    <button
      type="submit"
      className="govuk-visually-hidden"
      name={name}
      value={value}
      tabIndex={-1}
      aria-hidden="true"
    />
  );
}

/** Buttons and links side by side, the main one first. */
export function ButtonGroup({ children }: { children: ReactNode }) {
  return <div className="govuk-button-group">{children}</div>;
}
