import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dueByInWords, dueDateInWords } from "~/rules/core/due";
import {
  type ActionMove,
  type Mover,
  type MovingAction,
  moveAction,
  whyNotMove,
} from "~/rules/learning-log/action-moves";
import {
  actionLevels,
  actionStatuses,
  firstStatus,
  isOverdue,
  isUnfinished,
} from "~/rules/learning-log/learning-log";

const today = "2024-04-15";
const owner: Mover = { id: "owner", mayUpdate: true, mayVerify: false, mayChangeOwner: true };
const manager: Mover = { id: "manager", mayUpdate: false, mayVerify: true, mayChangeOwner: true };
const lead: Mover = { id: "lead", mayUpdate: true, mayVerify: true, mayChangeOwner: true };
const stranger: Mover = {
  id: "stranger",
  mayUpdate: false,
  mayVerify: false,
  mayChangeOwner: false,
};
const people = [owner, manager, lead, stranger];

const fresh = (more: Partial<MovingAction> = {}): MovingAction => ({
  id: "a1",
  status: "open",
  level: "team",
  ownerId: "owner",
  dueOn: "2024-04-30",
  duePrecision: "day",
  completedOn: null,
  completedBy: null,
  evidence: "",
  files: 0,
  verifiedBy: null,
  verifiedOn: null,
  impact: "",
  howKnown: "",
  supervisionOn: null,
  supersededById: null,
  closingReason: "",
  ...more,
});

const complete: ActionMove = {
  kind: "complete",
  evidence: "Minutes of 12 April",
  completedOn: "2024-04-12",
  supervisionOn: "2024-04-10",
};
const verify: ActionMove = {
  kind: "verify",
  impact: "Plans are shorter",
  howKnown: "Five of five read",
};

function done(action: MovingAction, move: ActionMove, mover: Mover): MovingAction {
  const result = moveAction(action, move, mover, today);
  if (!result.ok) throw new Error(result.because);
  return result.action;
}

const refusal = (action: MovingAction, move: ActionMove, mover: Mover) => {
  const result = moveAction(action, move, mover, today);
  return result.ok ? null : result;
};

describe("The moves of an action", () => {
  it("lead from the first status to every other", () => {
    const by = { id: "a2", reference: "A-0002", status: "open" } as const;
    const moves: ActionMove[] = [
      { kind: "progress", text: "Begun", status: "in-progress" },
      complete,
      verify,
      { kind: "not-achieved", reason: "No money" },
      { kind: "supersede", by, reason: "Wider" },
      { kind: "reopen", reason: "Not done" },
    ];
    const reached = new Map([[firstStatus, fresh({ status: firstStatus })]]);
    for (const action of reached.values())
      for (const move of moves)
        for (const mover of [owner, manager]) {
          const result = moveAction(action, move, mover, today);
          if (result.ok && !reached.has(result.action.status))
            reached.set(result.action.status, result.action);
        }
    expect([...reached.keys()].sort()).toEqual([...actionStatuses].sort());
  });

  it("goes from open to verified by two people", () => {
    const started = done(
      fresh(),
      { kind: "progress", text: "Begun", status: "in-progress" },
      owner,
    );
    expect(started.status).toBe("in-progress");
    const completed = done(started, complete, owner);
    expect(completed).toMatchObject({
      status: "completed",
      completedOn: "2024-04-12",
      completedBy: "owner",
      evidence: "Minutes of 12 April",
      supervisionOn: null,
    });
    expect(done(completed, verify, manager)).toMatchObject({
      status: "verified",
      verifiedBy: "manager",
      verifiedOn: today,
      impact: "Plans are shorter",
      howKnown: "Five of five read",
    });
  });

  it("lets nobody verify what they own or completed", () => {
    const byLead = done(fresh(), complete, lead);
    expect(refusal(byLead, verify, lead)?.forbidden).toBe(true);
    const ownerMayVerify = { ...owner, mayVerify: true };
    expect(refusal(byLead, verify, ownerMayVerify)?.because).toContain("someone else");
    expect(refusal(byLead, verify, manager)).toBeNull();
  });

  it("asks for the supervision of a child-level action, and for no date to come", () => {
    const child = fresh({ level: "child" });
    expect(refusal(child, { ...complete, supervisionOn: null }, owner)?.part).toBe("supervisionOn");
    expect(refusal(child, { ...complete, supervisionOn: "2024-04-16" }, owner)?.part).toBe(
      "supervisionOn",
    );
    expect(done(child, complete, owner).supervisionOn).toBe("2024-04-10");
    expect(refusal(child, { ...complete, completedOn: "2024-04-16" }, owner)?.part).toBe(
      "completedOn",
    );
  });

  it("is verified on evidence alone: not once the scanner refused its only file, but as it came from an earlier log", () => {
    const onFile = done(fresh({ files: 1 }), { ...complete, evidence: "" }, owner);
    expect(refusal(onFile, verify, manager)).toBeNull();
    const refused = refusal({ ...onFile, files: 0 }, verify, manager);
    expect(refused?.because).toContain("Reopen the action");
    const brought = fresh({ status: "completed", ownerId: null });
    expect(refusal(brought, verify, manager)).toBeNull();
  });

  it("keeps the latest supervision, though an earlier one is entered after it", () => {
    const child = fresh({ level: "child" });
    const on = (date: string): ActionMove => ({ kind: "discuss", on: date, text: "" });
    const later = done(child, on("2024-04-10"), owner);
    expect(done(later, on("2024-03-01"), owner).supervisionOn).toBe("2024-04-10");
    expect(done(later, on("2024-04-12"), owner).supervisionOn).toBe("2024-04-12");
  });

  it("keeps the old due date and the reason in words", () => {
    const month = fresh({ dueOn: "2024-04-30", duePrecision: "month" });
    const result = moveAction(
      month,
      { kind: "change-due", dueOn: "2024-05-10", precision: "day", reason: "Training moved." },
      owner,
      today,
    );
    expect(result).toMatchObject({
      ok: true,
      action: { dueOn: "2024-05-10", duePrecision: "day" },
      update: { text: "From the end of April 2024 to 10 May 2024. Training moved." },
    });
    const past = {
      kind: "change-due",
      dueOn: "2024-04-14",
      precision: "day",
      reason: "x",
    } as const;
    expect(refusal(month, past, owner)?.part).toBe("dueOn");
    expect(refusal(fresh(), { ...past, dueOn: "2024-04-30" }, owner)?.part).toBe("dueOn");
  });

  it("goes to another owner with a reason, which the history keeps with both names", () => {
    const move = {
      kind: "change-owner" as const,
      owner: { id: "next", name: "Nell Ford" },
      from: "Owen Park",
      reason: "Owen leaves",
    };
    const action = fresh({ ownerId: "owner" });
    for (const mover of [owner, manager, lead]) {
      expect(moveAction(action, move, mover, today)).toMatchObject({
        ok: true,
        action: { ...action, ownerId: "next" },
        update: { kind: "owner-changed", text: "From Owen Park to Nell Ford. Owen leaves" },
      });
    }
    expect(moveAction(action, move, stranger, today)).toMatchObject({ forbidden: true });
    expect(moveAction(action, { ...move, reason: " " }, owner, today)).toMatchObject({
      part: "reason",
    });
    const same = { ...move, owner: { id: "owner", name: "Owen Park" } };
    expect(moveAction(action, same, owner, today)).toMatchObject({ part: "owner" });
    expect(moveAction({ ...action, status: "completed" }, move, lead, today)).toMatchObject({
      ok: false,
      forbidden: false,
    });
  });

  it("is superseded by another that is itself alive", () => {
    const by = { id: "a2", reference: "A-0002", status: "open" as const };
    const move: ActionMove = { kind: "supersede", by, reason: "One plan for both" };
    expect(done(fresh(), move, manager)).toMatchObject({
      status: "superseded",
      supersededById: "a2",
      closingReason: "One plan for both",
    });
    expect(refusal(fresh(), { ...move, by: { ...by, id: "a1" } }, manager)?.part).toBe("by");
    expect(refusal(fresh(), { ...move, by: { ...by, status: "superseded" } }, manager)?.part).toBe(
      "by",
    );
    expect(refusal(fresh(), move, owner)?.forbidden).toBe(true);
  });

  it("is reopened with a reason: a claim by its owner, an ending by a verifier", () => {
    const completed = done(fresh(), complete, owner);
    const reopen: ActionMove = { kind: "reopen", reason: "One team was left out" };
    expect(done(completed, reopen, owner)).toEqual(fresh({ status: "in-progress" }));
    const verified = done(completed, verify, manager);
    expect(refusal(verified, reopen, owner)?.forbidden).toBe(true);
    expect(done(verified, reopen, manager)).toEqual(fresh({ status: "in-progress" }));
    expect(refusal(fresh(), reopen, manager)?.forbidden).toBe(false);
  });

  it("shows dates in words", () => {
    const none = { dueOn: null, duePrecision: "day" as const };
    const day = { dueOn: "2024-05-31", duePrecision: "day" as const };
    const month = { dueOn: "2024-05-31", duePrecision: "month" as const };
    expect([none, day, month].map(dueDateInWords)).toEqual([
      "no due date",
      "31 May 2024",
      "the end of May 2024",
    ]);
    expect([none, day, month].map(dueByInWords)).toEqual([
      "No date",
      "31 May 2024",
      "By the end of May 2024",
    ]);
    expect(isOverdue({ status: "open", dueOn: "2024-04-14" }, today)).toBe(true);
    expect(isOverdue({ status: "completed", dueOn: "2024-04-14" }, today)).toBe(false);
    expect(isOverdue({ status: "open", dueOn: today }, today)).toBe(false);
  });
});

const words = fc.constantFrom("", " ", "Some words");
const day = fc.constantFrom("2024-04-01", "2024-04-15", "2024-04-16", "2024-06-30");
const anyMove: fc.Arbitrary<ActionMove> = fc.oneof(
  fc.record({
    kind: fc.constant("progress" as const),
    text: words,
    status: fc.constantFrom("open" as const, "in-progress" as const),
  }),
  fc.record({
    kind: fc.constant("complete" as const),
    evidence: words,
    completedOn: day,
    supervisionOn: fc.option(day),
  }),
  fc.record({ kind: fc.constant("verify" as const), impact: words, howKnown: words }),
  fc.record({ kind: fc.constant("retest" as const), question: words }),
  fc.record({ kind: fc.constant("discuss" as const), on: day, text: words }),
  fc.record({ kind: fc.constant("not-achieved" as const), reason: words }),
  fc.record({
    kind: fc.constant("supersede" as const),
    by: fc.record({
      id: fc.constantFrom("a1", "a2"),
      reference: fc.constant("A-0002"),
      status: fc.constantFrom("open" as const, "verified" as const, "superseded" as const),
    }),
    reason: words,
  }),
  fc.record({ kind: fc.constant("reopen" as const), reason: words }),
  fc.record({
    kind: fc.constant("change-due" as const),
    dueOn: day,
    precision: fc.constantFrom("day" as const, "month" as const),
    reason: words,
  }),
  fc.record({
    kind: fc.constant("change-owner" as const),
    owner: fc.record({ id: fc.constantFrom("owner", "lead", "next"), name: fc.constant("Nell") }),
    from: fc.constant("Owen"),
    reason: words,
  }),
);

const claimed = (a: MovingAction) =>
  a.completedOn !== null &&
  a.completedOn <= today &&
  a.completedBy !== null &&
  (a.evidence.trim() !== "" || a.files > 0) &&
  (a.level !== "child" || (a.supervisionOn !== null && a.supervisionOn <= today));
const unclaimed = (a: MovingAction) =>
  a.completedOn === null && a.completedBy === null && a.evidence === "";
const unverified = (a: MovingAction) =>
  a.verifiedBy === null && a.verifiedOn === null && a.impact === "" && a.howKnown === "";

/** What must be true of an action in each state. */
function isLegal(a: MovingAction): boolean {
  switch (a.status) {
    case "open":
    case "in-progress":
      return unclaimed(a) && unverified(a) && a.supersededById === null && a.closingReason === "";
    case "completed":
      return claimed(a) && unverified(a) && a.closingReason === "" && a.supersededById === null;
    case "verified":
      return (
        claimed(a) &&
        a.verifiedBy !== null &&
        a.verifiedOn !== null &&
        a.impact.trim() !== "" &&
        a.howKnown.trim() !== "" &&
        a.verifiedBy !== a.ownerId &&
        a.verifiedBy !== a.completedBy
      );
    case "not-achieved":
      return (claimed(a) || unclaimed(a)) && unverified(a) && a.closingReason.trim() !== "";
    case "superseded":
      return (
        (claimed(a) || unclaimed(a)) &&
        unverified(a) &&
        a.supersededById !== null &&
        a.supersededById !== a.id &&
        a.closingReason.trim() !== ""
      );
  }
}

describe("Any moves by anyone, in any order", () => {
  it("keeps every state legal and the history whole", () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(
        fc.constantFrom(...actionLevels),
        fc.constantFrom("owner", "lead", null),
        fc.constantFrom(0, 2),
        fc.array(fc.tuple(anyMove, fc.constantFrom(...people)), { maxLength: 40 }),
        (level, ownerId, files, steps) => {
          let action = fresh({ level, ownerId, files });
          const history: string[] = [];
          for (const [move, mover] of steps) {
            const result = moveAction(action, move, mover, today);
            if (!result.ok) {
              expect(result.because).toMatch(/^[A-Z].{8,}/);
              continue;
            }
            expect(whyNotMove(action, move.kind, mover)).toBeNull();
            expect(mover).not.toBe(stranger);
            if (["verify", "retest", "not-achieved", "supersede"].includes(move.kind)) {
              expect([action.ownerId, action.completedBy]).not.toContain(mover.id);
            }
            if (result.action.dueOn !== action.dueOn) expect(move.kind).toBe("change-due");
            if (result.action.ownerId !== action.ownerId) expect(move.kind).toBe("change-owner");
            history.push(result.update.text);
            expect(result.update.text.trim()).not.toBe("");
            action = result.action;
            reached.add(action.status);
            expect(isLegal(action), JSON.stringify(action)).toBe(true);
            // What is cleared or written over was put into the history when it was said.
            for (const said of [action.evidence, action.impact, action.howKnown]) {
              if (said) expect(history.join("\n")).toContain(said);
            }
            expect([action.id, action.level]).toEqual(["a1", level]);
          }
          expect(isUnfinished(action.status) || isLegal(action)).toBe(true);
        },
      ),
      { numRuns: 2000, seed: 20240415 },
    );
    expect(reached.size).toBe(6);
  });
});
