import { expect, it } from "vitest";
import {
  asksPanelAgain,
  correctionsUntil,
  isOver,
  mayAnswer,
  mayCorrect,
  waitInWords,
  waitOf,
} from "~/rules/audits/corrections";
import { concernTimeInWords } from "~/rules/concerns/concerns";

it("counts five working days, over Easter too", () => {
  expect(correctionsUntil("2024-04-15T08:00:00.000Z", 5)).toBe("2024-04-22");
  expect(correctionsUntil("2024-03-28T12:00:00.000Z", 5)).toBe("2024-04-08");
});

it.each([
  ["on the last day", "submitted", "2024-04-22", true],
  ["on the day after", "submitted", "2024-04-23", false],
  ["while its grades are settled", "settled", "2024-04-22", true],
  ["while it is with the auditor again", "returned", "2024-04-22", true],
  ["once final", "final", "2024-04-22", false],
  ["once withdrawn", "withdrawn", "2024-04-22", false],
])("takes corrections %s (%s, %s): %s", (_, state, today, taken) => {
  expect(mayCorrect({ state, correctionsUntil: "2024-04-22" }, today)).toBe(taken);
});

it("takes none before submission", () => {
  expect(mayCorrect({ state: "started", correctionsUntil: null }, "2024-04-15")).toBe(false);
});

it.each([
  ["the auditor", { id: "ada", auditorId: "ada" }, {}, "submitted", true],
  [
    "a QA lead while there is an auditor",
    { id: "quinn", auditorId: "ada" },
    {},
    "submitted",
    false,
  ],
  ["a QA lead where none is left", { id: "quinn", auditorId: null }, {}, "submitted", true],
  ["whoever sent it", { id: "will", auditorId: null }, {}, "submitted", false],
  [
    "the auditor, twice",
    { id: "ada", auditorId: "ada" },
    { answer: "declined" },
    "submitted",
    false,
  ],
  ["the auditor, once final", { id: "ada", auditorId: "ada" }, {}, "final", false],
  ["the auditor, once withdrawn", { id: "ada", auditorId: "ada" }, {}, "withdrawn", false],
  ["the auditor, while it waits", { id: "ada", auditorId: "ada" }, {}, "settled", true],
] as const)("lets %s answer: %j", (_, who, more, state, may) => {
  const correction = { senderId: "will", answer: null, ...more };
  expect(mayAnswer(correction, { state }, who).ok).toBe(may);
});

it.each([
  ["2024-04-22", 0, false, "corrections are taken until 22 April 2024"],
  ["2024-04-23", 0, true, ""],
  ["2024-04-23", 2, false, "2 corrections are unanswered"],
  [
    "2024-04-22",
    1,
    false,
    "corrections are taken until 22 April 2024, and 1 correction is unanswered",
  ],
])("waits on %s with %i unanswered", (today, unanswered, over, words) => {
  const wait = waitOf({ correctionsUntil: "2024-04-22", unanswered }, today);
  expect(isOver(wait)).toBe(over);
  expect(waitInWords(wait)).toBe(words);
});

it("waits for nothing where no window was promised", () => {
  expect(isOver(waitOf({ correctionsUntil: null, unanswered: 0 }, "2024-04-22"))).toBe(true);
});

it.each([
  ["taken", "accepted", true],
  ["taken", "in-part", true],
  ["taken", "declined", false],
  ["recorded", "accepted", false],
  ["committed", "accepted", false],
  [null, "accepted", false],
] as const)("asks the panel again (%s, %s): %s", (state, answer, again) => {
  expect(asksPanelAgain(state, answer)).toBe(again);
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
