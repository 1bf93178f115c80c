import { describe, expect, it } from "vitest";
import {
  type AuditMove,
  type AuditState,
  advance,
  auditMachine,
  auditStateNames,
  auditStates,
  gradeStanding,
  isOpenToAuditor,
} from "~/rules/audits/audits";

/** Every move that is allowed; all others are refused. */
const allowed: Record<AuditMove, Partial<Record<AuditState, AuditState>>> = {
  start: { allocated: "started" },
  submit: { started: "submitted" },
  select: { submitted: "selected" },
  release: { selected: "submitted" },
  commit: { selected: "committed" },
  refer: { committed: "panel" },
  return: { committed: "returned", panel: "returned" },
  resubmit: { returned: "selected" },
  "take-back": { submitted: "started" },
  "return-again": { selected: "returned" },
  "moderate-again": { committed: "selected", panel: "selected", settled: "selected" },
  decide: { committed: "settled", panel: "settled" },
  close: { submitted: "settled" },
  "ask-again": { settled: "panel" },
  finish: { settled: "final" },
  withdraw: {
    allocated: "withdrawn",
    started: "withdrawn",
    submitted: "withdrawn",
    selected: "withdrawn",
    committed: "withdrawn",
    panel: "withdrawn",
    returned: "withdrawn",
    settled: "withdrawn",
  },
};
const moves = Object.keys(allowed) as AuditMove[];

describe("an audit's states", () => {
  it.each(auditStates.flatMap((state) => moves.map((move) => [state, move] as const)))(
    "%s, %s",
    (state, move) => {
      const next = allowed[move][state];
      const step = advance(state, move);
      if (next !== undefined) expect(step).toEqual({ ok: true, next });
      else {
        expect(step).toMatchObject({ ok: false, refusal: "wrong-state" });
        if (!step.ok) expect(step.message).toContain(auditStateNames[state].toLowerCase());
      }
    },
  );

  it("says in a sentence why a move is refused", () => {
    expect(advance("final", "withdraw")).toMatchObject({
      message: "This audit is final, so it can't be withdrawn.",
    });
    expect(advance("panel", "submit")).toMatchObject({
      message: "This audit is at panel, so it can't be submitted.",
    });
  });

  it("is open to its auditor until submitted and again when returned", () => {
    expect(auditStates.filter(isOpenToAuditor)).toEqual(["allocated", "started", "returned"]);
  });

  it("has no grades before submission, provisional ones until final", () => {
    expect(auditStates.map(gradeStanding)).toEqual([
      "none",
      "none",
      ...Array(6).fill("provisional"),
      "final",
      "none",
    ]);
  });

  // Figures and the feed show final grades to moderators too, and so rely on it.
  it("is final once its moderation is committed or there is none, and stays so", () => {
    const moves: { from: readonly string[]; to: string }[] = Object.values(auditMachine.moves);
    expect(moves.filter(({ from }) => from.includes("final"))).toEqual([]);
    const into = (state: string) =>
      moves.filter(({ to }) => to === state).flatMap(({ from }) => from);
    expect(into("final")).toEqual(["settled"]);
    expect(new Set(into("settled"))).toEqual(new Set(["committed", "panel", "submitted"]));
    // What was selected is merely submitted again when its moderation is removed alone.
    const { release, ...others } = auditMachine.moves;
    expect(release.from).toEqual(["selected"]);
    const selectedTo = Object.values(others)
      .filter(({ from }: { from: readonly string[] }) => from.includes("selected"))
      .map(({ to }) => to);
    expect(new Set(selectedTo)).toEqual(new Set(["committed", "returned", "withdrawn"]));
  });
});
