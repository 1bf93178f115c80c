import { counted } from "~/rules/core/words";

const namesShown = 6;

/** The rules that keep everyone from a case, each with whom it stops. */
export function BlockingRules({
  rules,
}: {
  rules: readonly { message: string; names: string[] }[];
}) {
  if (rules.length === 0) return null;
  return (
    <ul className="los-flags">
      {rules.map(({ message, names }) => (
        <li key={message}>
          {message} ({counted(names.length, "auditor", "auditors")}:{" "}
          {names.slice(0, namesShown).join(", ")}
          {names.length > namesShown ? ` and ${names.length - namesShown} more` : ""})
        </li>
      ))}
    </ul>
  );
}
