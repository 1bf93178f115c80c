import { describe, expect, it } from "vitest";
import { entryProblem, type RegisterEntry, standingOf } from "~/rules/people/register";

const recordedAt = "2024-02-01T09:00:00.000Z";
const on = (kind: RegisterEntry["kind"], onDate: string | null): RegisterEntry => ({
  kind,
  onDate,
  recordedAt,
});
const asked = { today: "2024-04-15", months: 12 };

describe("the register of auditors and moderators", () => {
  it.each<[string, RegisterEntry[], string, string | null]>([
    ["nothing", [], "new", null],
    ["only calibrated", [on("calibrated", "2024-03-01")], "new", null],
    ["trained a year ago to the day", [on("trained", "2023-04-15")], "due", "2024-04-15"],
    ["trained a day less", [on("trained", "2023-04-16")], "in-date", "2024-04-16"],
    ["a date that nobody kept", [on("trained", null)], "in-date", "2025-02-01"],
    [
      "calibrated since",
      [on("trained", "2022-01-10"), on("calibrated", "2024-03-01"), on("refreshed", "2023-01-01")],
      "in-date",
      "2025-03-01",
    ],
  ])("%s", (_, entries, state, nextOn) => {
    expect(standingOf(entries, asked)).toMatchObject({ state, nextOn });
  });

  it("tells a date that nobody kept from never", () => {
    const standing = standingOf([on("trained", null)], asked);
    expect(standing.last).toEqual({ trained: null, calibrated: null, refreshed: null });
    expect(standing.has).toEqual(["trained"]);
  });

  it.each([
    ["trained", "2024-04-16", "Enter a date that is not in the future"],
    ["trained", "2024-04-15", null],
    ["trained", null, null],
    ["refreshed", null, "Enter the date: only a training of long ago may be without one"],
  ] as const)("an entry by hand: %s on %s", (kind, onDate, problem) => {
    expect(entryProblem({ kind, onDate }, asked.today)).toBe(problem);
  });
});
