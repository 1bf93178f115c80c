import type { ReactNode } from "react";

/** On a phone what stands beside the page on a desk comes after it: what leads there, at the top. */
export function PhoneBar({
  asideId,
  label,
  children,
}: {
  asideId: string;
  label: string;
  children?: ReactNode;
}) {
  return (
    <div className="los-phone-bar los-no-print">
      {children}
      <a className="govuk-link" href={`#${asideId}`}>
        {label}
      </a>
    </div>
  );
}
