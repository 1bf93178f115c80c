import { counted } from "~/rules/core/words";
import type { Percentages } from "~/rules/moderation/moderation";
import type { SelectedAudit } from "~db/moderation/lists.server";

const percents = ({ from, to }: Percentages): string => `${from} to ${to}%`;

/** How many of the audits of a cycle may be moderated. */
export function rangeInWords(
  audits: number,
  range: { min: number; max: number; feasible: boolean },
  percentages: Percentages,
): string {
  if (audits === 0) return `${percents(percentages)} of the audits will be moderated.`;
  if (!range.feasible)
    return `${percents(percentages)} of ${counted(audits, "audit")} is no whole number, so the nearest above is taken: ${range.min}.`;
  const count = range.min === range.max ? `${range.min}` : `${range.min} to ${range.max}`;
  return `${percents(percentages)} of ${counted(audits, "audit")} allows ${count}.`;
}

/** Who has how much to do: moderators by name, the panel, auditors with returned audits. */
export function waitingOnWhom(selected: SelectedAudit[]): { name: string; words: string }[] {
  const counts = new Map<string, number>();
  const add = (name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const one of selected) {
    if (one.state === "selected") add(one.moderatorName ?? "No moderator yet");
    else if (one.state === "committed") add("The panel");
    else if (one.state === "recorded") add("A second person of the panel");
    else if (one.state === "returned") add(`${one.auditorName ?? "The auditor"} (returned)`);
  }
  return [...counts]
    .map(([name, count]) => ({ name, words: `${counted(count, "audit", "audits")}` }))
    .sort((a, b) => a.name.localeCompare(b.name, "en-GB"));
}
