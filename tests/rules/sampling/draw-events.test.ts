import { describe, expect, it } from "vitest";
import { drawEventForm } from "~/forms/samples";
import { type DrawEvent, eventInWords, isOfEvent } from "~/rules/sampling/draw-events";
import { readRecord } from "~/rules/sampling/draw-record";
import { verifyRecord } from "~/rules/sampling/draw-verification";
import { reasonToLeaveOut } from "~/rules/sampling/frame";
import { drawAlgorithm, eventAlgorithm } from "~/rules/sampling/sampling";
import { drawPlan, frameRow, made, recordOf } from "../../support/frames";

const closed: DrawEvent = { kind: "closed", from: "2024-01-01", to: "2024-03-31" };
const reopened: DrawEvent = { kind: "reopened", from: "2024-01-01", to: "2024-03-31" };
const longPlan: DrawEvent = { kind: "long-plan", months: 12 };

describe("A case of an event", () => {
  it.each<[DrawEvent, string | null, boolean]>([
    [closed, "2024-01-01", true],
    [closed, "2024-03-31", true],
    [closed, "2023-12-31", false],
    [closed, "2024-04-01", false],
    [closed, null, false],
    [{ ...closed, to: "2024-12-31" }, "2024-05-01", false],
    [reopened, "2024-02-10", true],
    [reopened, null, false],
    [longPlan, "2023-04-14", true],
    [longPlan, "2023-04-15", false],
    [longPlan, null, false],
  ])("%o with %s", (event, eventOn, is) => {
    expect(isOfEvent(event, eventOn, "2024-04-15")).toBe(is);
  });

  it("is left out for the event, and a closed case only where closing is not the event", () => {
    const why = (event: DrawEvent | undefined, changes: Parameters<typeof frameRow>[1]) =>
      reasonToLeaveOut(frameRow("A1", changes), drawPlan(event ? { event } : {}));
    const closedRow = { closedOn: "2024-02-01", eventOn: "2024-02-01" };
    expect(why(closed, closedRow)).toBeNull();
    expect(why(undefined, closedRow)).toBe("closed");
    expect(why(longPlan, { ...closedRow, eventOn: "2020-01-01" })).toBe("closed");
    expect(why(closed, { closedOn: "2023-02-01", eventOn: "2023-02-01" })).toBe("closed");
    expect(why(closed, { eventOn: null })).toBe("no-event");
    expect(why(longPlan, { eventOn: "2020-01-01" })).toBeNull();
    expect(why(longPlan, { eventOn: "2024-01-01" })).toBe("no-event");
    expect(why(longPlan, { eventOn: "2020-01-01", teamId: null })).toBe("no-team");
  });

  it("says what it draws from", () => {
    expect(eventInWords(closed)).toBe("cases closed from 1 January 2024 to 31 March 2024");
    expect(eventInWords(longPlan)).toBe("children on their plan for longer than 12 months");
  });
});

describe("A draw by event", () => {
  const frame = Array.from({ length: 30 }, (_, n) =>
    frameRow(`A${n}`, { eventOn: n % 2 ? "2022-01-01" : "2024-04-01" }),
  );
  const plan = drawPlan({ event: longPlan, size: 4 });

  it("takes those of the event alone, and verifies from its file", () => {
    const drawn = made(frame, plan);
    expect(drawn.algorithm).toBe(eventAlgorithm);
    const taken = drawn.cases.filter(({ status }) => status === "drawn");
    expect(taken).toHaveLength(4);
    for (const { caseId } of taken) expect(Number(caseId.slice(1)) % 2).toBe(1);
    const read = readRecord(JSON.stringify(recordOf(frame, plan, drawn)));
    if (!read.ok) throw new Error(read.message);
    expect(verifyRecord(read.record).verdict).toBe("same");
  });

  it("shows when the date that decided is changed afterwards", () => {
    const record = structuredClone(recordOf(frame, plan, made(frame, plan)));
    Object.assign(record.frame[0] ?? {}, { eventOn: "2022-01-01" });
    expect(verifyRecord(record).verdict).toBe("differs");
  });

  it("can't pass as one of any case, nor the other way round", () => {
    const record = recordOf(frame, plan, made(frame, plan));
    const { event: _event, ...anyCase } = record.plan;
    expect(verifyRecord({ ...record, plan: anyCase }).verdict).not.toBe("same");
    const plain = recordOf(frame, drawPlan({ size: 4 }), made(frame, drawPlan({ size: 4 })));
    expect(plain.made.algorithm).toBe(drawAlgorithm);
    expect(verifyRecord({ ...plain, plan: { ...plain.plan, event: longPlan } }).verdict).not.toBe(
      "same",
    );
  });
});

describe("The form of an event", () => {
  it.each<[Record<string, unknown>, unknown]>([
    [{}, null],
    [{ event: "" }, null],
    [
      { event: "long-plan", months: "9" },
      { kind: "long-plan", months: 9 },
    ],
    [
      { event: "closed", from: "2024-01-01", to: { day: "31", month: "3", year: "2024" } },
      { kind: "closed", from: "2024-01-01", to: "2024-03-31" },
    ],
  ])("%o", (typed, value) => {
    expect(drawEventForm.parse(typed)).toEqual(value);
  });

  it.each([
    [{ event: "long-plan", months: "" }, "Enter a number of months from 1 to 120"],
    [{ event: "long-plan", months: "0" }, "Enter a number of months from 1 to 120"],
    [{ event: "closed", to: "2024-01-01" }, "Enter the first day of the period"],
    [
      { event: "closed", from: "2024-02-01", to: "2024-01-01" },
      "Enter a last day that is not before the first",
    ],
  ])("%o is refused", (typed, message) => {
    const read = drawEventForm.safeParse(typed);
    expect(read.success ? [] : read.error.issues.map((one) => one.message)).toContain(message);
  });
});
