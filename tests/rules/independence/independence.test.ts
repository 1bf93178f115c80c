import { describe, expect, it } from "vitest";
import {
  conflictRulesInWords,
  type Held,
  mayStand,
  weigh,
} from "~/rules/independence/independence";

const held = (more: Partial<Held>): Held => ({
  holds: ["own-team"],
  rulesOff: [],
  accepted: [],
  passed: [],
  open: null,
  stays: true,
  ...more,
});

describe("what becomes of a conflict that holds after someone was chosen", () => {
  it.each<[string, Partial<Held>, string, string[], string[]]>([
    ["nothing holds", { holds: [] }, "none", [], []],
    ["work under way waits for the lead", {}, "notice", ["own-team"], []],
    ["work not begun goes back", { stays: false }, "send-back", ["own-team"], []],
    ["what is open already is left", { open: ["own-team"] }, "none", ["own-team"], []],
    [
      "one more rule changes what is open",
      { holds: ["own-team", "line"], open: ["own-team"] },
      "change",
      ["own-team", "line"],
      [],
    ],
    ["one rule fewer too", { open: ["own-team", "line"] }, "change", ["own-team"], []],
    ["what holds no longer clears itself", { holds: [], open: ["own-team"] }, "clear", [], []],
    ["what was accepted stands", { accepted: ["own-team"] }, "none", [], []],
    ["and no more than that", { accepted: ["held"] }, "notice", ["own-team"], []],
    ["an override of old covers everything", { accepted: "all" }, "none", [], []],
    ["a setting lets pass, and it is kept", { rulesOff: ["own-team"] }, "none", [], ["own-team"]],
    ["kept once", { rulesOff: ["own-team"], passed: ["own-team"] }, "none", [], []],
    [
      "a setting lets only its own rule pass",
      { holds: ["own-team", "line"], rulesOff: ["line"], stays: false },
      "send-back",
      ["own-team"],
      ["line"],
    ],
    [
      "no setting lets someone audit again or moderate their own",
      { holds: ["audited-before", "own-audit"], rulesOff: ["own-team", "line", "holders"] },
      "notice",
      ["audited-before", "own-audit"],
      [],
    ],
  ])("%s", (_, facts, step, bars, passes) => {
    expect(weigh(held(facts))).toMatchObject({ step, bars, passes });
  });

  it.each<[string, Partial<Held>, string]>([
    ["has gone away", { holds: [] }, "gone"],
    ["was overridden", { accepted: ["own-team"] }, "overridden"],
    ["was set aside by the plan", { rulesOff: ["own-team"] }, "setting"],
  ])("says of what was open that it %s", (_, facts, how) => {
    expect(weigh(held({ open: ["own-team"], ...facts }))).toMatchObject({ step: "clear", how });
  });

  it("lets nobody's moderation of their own audit stand, and names rules in words", () => {
    expect([mayStand(["line", "held"]), mayStand(["own-audit"])]).toEqual([true, false]);
    expect(conflictRulesInWords(["own-audit", "declared"], "moderator")).toBe(
      "audited it; declared by the moderator",
    );
    expect(conflictRulesInWords(["declared"], "auditor")).toBe("declared by the auditor");
    expect(conflictRulesInWords(["took-twice", "declared"], "taker")).toBe(
      "took the decision under two records of theirs, so that one person decided; declared by them",
    );
  });
});
