/**
 * Owns how two accounts of the reflective conversation stand to each other: the auditor's, and the
 * practitioner's once the audit is final.
 * Practice: an audit is done with the worker. Where the two differ both are shown; neither is
 * changed to fit the other.
 */
import { formatDate } from "../core/dates";

/** Dates are YYYY-MM-DD; `held` is empty while the practitioner has not said. */
export type Accounts = {
  auditor: { heldOn: string | null } | null;
  practitioner: { held: "" | "yes" | "no"; on: string | null };
};

export type Agreement = "not-recorded" | "recorded" | "confirmed" | "agree" | "differ";

/** Whether the two accounts agree; "recorded" is the auditor's alone, "confirmed" the practitioner's. */
export function agreementOf({ auditor, practitioner }: Accounts): Agreement {
  if (practitioner.held === "") return auditor ? "recorded" : "not-recorded";
  if (practitioner.held === "no") return auditor ? "differ" : "agree";
  if (!auditor) return "confirmed";
  const sameDay = auditor.heldOn === null || auditor.heldOn === practitioner.on;
  return sameDay ? "agree" : "differ";
}

/** What is noted beside the two accounts; null where nothing needs to be. */
export function agreementInWords(accounts: Accounts): string | null {
  switch (agreementOf(accounts)) {
    case "not-recorded":
      return "Nobody has recorded a reflective conversation yet.";
    case "recorded":
      return "The practitioner has not said yet whether it took place.";
    case "confirmed":
      return "The auditor has not recorded it.";
    case "differ":
      return "The two accounts differ: both are shown as they were given.";
    case "agree":
      return null;
  }
}

/** "It took place on 3 May 2024", "It has not taken place". */
export function practitionerInWords({ held, on }: Accounts["practitioner"]): string {
  if (held === "yes") return on ? `It took place on ${formatDate(on)}` : "It took place";
  return held === "no" ? "It has not taken place" : "Not answered yet";
}
