import { useEffect, useState } from "react";

/** Copies the address of what is shown; without scripts the address bar has it. */
export function CopyAddress({ path }: { path: string }) {
  const [can, setCan] = useState(false);
  const [said, setSaid] = useState("");
  useEffect(() => setCan(Boolean(navigator.clipboard)), []);
  if (!can) return null;
  const copy = () =>
    navigator.clipboard.writeText(new URL(path, window.location.href).href).then(
      () => setSaid("The link is copied."),
      () => setSaid("It could not be copied: take it from the address bar."),
    );
  return (
    <p className="govuk-body los-no-print">
      <button type="button" className="govuk-button govuk-button--secondary" onClick={copy}>
        Copy a link to this view
      </button>{" "}
      <span role="status">{said}</span>
    </p>
  );
}
