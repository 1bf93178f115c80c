/** Owns what is wrong with a plan of a meeting that its form alone can't tell. */
import type { MeetingPlan } from "~db/moderation/meetings.server";

/** By field: a day that is past, and people who are not of the panel. */
export function planProblems(
  { meetsOn, chairId, memberIds }: MeetingPlan,
  panel: readonly { id: string }[],
  today: string,
  /** The day as it was planned before, which may be past. */
  plannedOn?: string,
): Record<string, string> {
  const isOf = (id: string) => panel.some((one) => one.id === id);
  return {
    ...(meetsOn < today && meetsOn !== plannedOn
      ? { meetsOn: "Enter a date that is still to come" }
      : {}),
    ...(isOf(chairId) ? {} : { chairId: "Choose a chair from the list" }),
    ...(memberIds.every(isOf) ? {} : { memberIds: "Choose the members from the list" }),
  };
}
