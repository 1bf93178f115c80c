/**
 * Owns how the history of an exercise reads: its events in words.
 * Practice: an event no words are kept for is still shown, by its kind.
 */
type Facts = Record<string, unknown>;

const count = (value: unknown, one: string, many: string): string =>
  value === 1 ? `1 ${one}` : `${typeof value === "number" ? value : 0} ${many}`;

const overrides = (value: unknown): string =>
  typeof value === "number" && value > 0
    ? `, ${count(value, "conflict overridden with a reason", "conflicts overridden with a reason")}`
    : "";

/** What was planned, where the draw gave another number. */
const apart = (planned: unknown, drawn: unknown): string =>
  typeof planned === "number" && planned !== drawn ? ` (${planned} planned)` : "";

const words: Record<string, (after: Facts) => string> = {
  "exercise.planned": () => "Planned",
  "exercise.changed": () => "Plan changed",
  "exercise.drawn": ({ cases, frame, planned }) =>
    `${count(cases, "case", "cases")} drawn from a caseload of ${frame}${apart(planned, cases)}`,
  "exercise.redrawn": ({ cases, planned }) =>
    `Drawn again: ${count(cases, "case", "cases")}${apart(planned, cases)}, the draw before kept`,
  "exercise.swapped": () => "A case swapped for the next reserve",
  "exercise.allocated": ({ audits, overrides: n }) =>
    `${count(audits, "audit", "audits")} allocated${overrides(n)}`,
  "exercise.reallocated": ({ audits, overrides: n }) =>
    `${count(audits, "audit", "audits")} given to another auditor${overrides(n)}`,
  "exercise.declined": () => "An audit declined by its auditor",
  "exercise.released": ({ audits }) =>
    typeof audits === "number"
      ? `Released: ${count(audits, "audit", "audits")} on auditors’ lists`
      : "Released to auditors",
  "exercise.extended": ({ audits }) => `${count(audits, "audit", "audits")} given a later date`,
  "exercise.window-closed": ({ withdrawn }) =>
    withdrawn
      ? `Auditing closed, ${count(withdrawn, "unsubmitted audit", "unsubmitted audits")} withdrawn`
      : "Auditing closed",
  "exercise.closed": ({ waiting }) =>
    typeof waiting === "number" && waiting > 0
      ? `Closed: ${count(waiting, "audit waits", "audits wait")} for corrections, every other grade is final`
      : "Closed: every grade is final",
  "exercise.cancelled": () => "Cancelled",
};

/** One event in words, with the reason that was given for it, if any. */
export function describeExerciseEvent(
  kind: string,
  after: unknown,
): { title: string; reason: string | null } {
  const facts: Facts = typeof after === "object" && after !== null ? (after as Facts) : {};
  const title = words[kind]?.(facts) ?? sentence(kind);
  const reason = typeof facts.reason === "string" && facts.reason !== "" ? facts.reason : null;
  return { title, reason };
}

/** "exercise.narrative-saved" as "Narrative saved". */
function sentence(kind: string): string {
  const last = kind.slice(kind.indexOf(".") + 1).replace(/[-.]/g, " ");
  return last.charAt(0).toUpperCase() + last.slice(1);
}
