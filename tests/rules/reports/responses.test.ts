import { describe, expect, it } from "vitest";
import {
  countResponses,
  mayMove,
  type ResponseMove,
  type ResponseState,
  responseMachine,
  responseState,
  responseStates,
  stepOfLate,
  stepOfUnagreed,
} from "~/rules/reports/responses";

const today = "2024-04-15";
const then = "2024-04-01T09:00:00.000Z";
const open = { dueOn: today, readAt: null, answeredAt: null, sentBackAt: null, agreedAt: null };

describe("A response", () => {
  it.each<[Partial<typeof open> | Record<string, string>, ResponseState]>([
    [{}, "asked"],
    [{ readAt: then }, "read"],
    [{ readAt: then, sentBackAt: then }, "sent-back"],
    [{ dueOn: "2024-04-14", readAt: then }, "late"],
    [{ dueOn: "2024-04-14", readAt: then, sentBackAt: then }, "late"],
    [{ dueOn: "2024-04-14", answeredAt: then }, "answered"],
    [{ answeredAt: then, sentBackAt: then }, "answered"],
    [{ dueOn: "2024-04-14", answeredAt: then, agreedAt: then }, "agreed"],
  ])("of %j is %s", (facts, state) => {
    expect(responseState({ ...open, ...facts }, today)).toBe(state);
  });

  it.each<[ResponseMove, ResponseState[]]>([
    ["read", ["asked", "late"]],
    ["pass-date", ["asked", "read", "sent-back"]],
    ["answer", ["asked", "read", "late", "sent-back"]],
    ["add", ["answered"]],
    ["ask-again", ["asked", "read", "late", "sent-back"]],
    ["agree", ["answered"]],
    ["send-back", ["answered"]],
  ])("can make the move %s from %j and from nowhere else", (move, from) => {
    expect(responseStates.filter((state) => mayMove(move, state))).toEqual(from);
  });

  it("is done with once it is agreed, and only then", () => {
    const moves = Object.keys(responseMachine.moves) as ResponseMove[];
    const over = responseStates.filter((state) => !moves.some((move) => mayMove(move, state)));
    expect(over).toEqual(["agreed"]);
  });

  it("is counted once for each thing it is", () => {
    expect(
      countResponses(
        [
          { ...open, dueOn: "2024-04-14", readAt: then },
          open,
          { ...open, dueOn: "2024-04-14", answeredAt: then },
          { ...open, answeredAt: then, agreedAt: then },
        ],
        today,
      ),
    ).toEqual({ asked: 4, read: 3, answered: 2, agreed: 1, late: 1 });
  });
});

describe("A late answer", () => {
  // Five working days after Thursday 28 March are Monday 8 April, over Easter; ten are the 15th.
  it.each([
    ["2024-03-29", true, "nobody else"],
    ["2024-04-05", true, "nobody else"],
    ["2024-04-08", true, "service"],
    ["2024-04-12", true, "service"],
    ["2024-04-15", true, "lead"],
    ["2024-04-05", false, "nobody else"],
    ["2024-04-08", false, "lead"],
  ] as const)("on %s, with a service that chases it %s, has come to %s", (day, chased, step) => {
    expect(stepOfLate({ dueOn: "2024-03-28" }, { today: day, days: 5, chased })).toBe(step);
  });
});

describe("An answer to be agreed", () => {
  const since = "2024-04-05T14:00:00.000Z";
  it.each([
    ["2024-04-05", true, "service"],
    ["2024-04-11", true, "service"],
    ["2024-04-12", true, "lead"],
    ["2024-04-05", false, "lead"],
  ] as const)(
    "on %s, with a service that may agree it %s, is for the %s",
    (day, agreeable, step) => {
      expect(stepOfUnagreed({ since }, { today: day, days: 5, agreeable })).toBe(step);
    },
  );
});
