import { expect, it } from "vitest";
import { concernTimeInWords } from "~/rules/concerns";
import { correctionsUntil, mayCorrect } from "~/rules/corrections";

it("counts five working days, over Easter too", () => {
  expect(correctionsUntil("2024-04-15T08:00:00.000Z", 5)).toBe("2024-04-22");
  expect(correctionsUntil("2024-03-28T12:00:00.000Z", 5)).toBe("2024-04-08");
});

it("takes corrections on the last day and not after, and never before submission", () => {
  expect(mayCorrect("2024-04-15T08:00:00.000Z", 5, "2024-04-22")).toBe(true);
  expect(mayCorrect("2024-04-15T08:00:00.000Z", 5, "2024-04-23")).toBe(false);
  expect(mayCorrect(null, 5, "2024-04-15")).toBe(false);
});

it.each([
  ["2024-04-15T14:00:00Z", null, "Acknowledge by 5pm today: 2 hours left"],
  ["2024-04-15T15:59:30Z", null, "Acknowledge by 5pm today: 1 minute left"],
  ["2024-04-14T15:00:00Z", null, "Acknowledge by 5pm tomorrow: 25 hours left"],
  ["2024-04-15T16:30:00Z", null, "Late by 30 minutes"],
  ["2024-04-18T16:30:00Z", null, "Late by 3 days"],
  ["2024-04-16T10:00:00Z", "2024-04-15T15:00:00.000Z", "Acknowledged in time"],
  ["2024-04-16T10:00:00Z", "2024-04-15T19:00:00.000Z", "Acknowledged 3 hours late"],
])("says the time of a concern at %s (acknowledged %s)", (now, acknowledgedAt, words) => {
  const concern = { dueAt: "2024-04-15T16:00:00.000Z", acknowledgedAt };
  expect(concernTimeInWords(concern, new Date(now))).toBe(words);
});
