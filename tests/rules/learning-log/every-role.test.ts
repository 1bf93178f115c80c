/**
 * Drives an action through any sequence of moves by people of every role, deputies among them, as the
 * policy lets each: no state that can't be, nobody verifies what they own or did themselves, or who
 * they stood in for did, nothing said is lost.
 */
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Access } from "~/rules/access/access";
import type { Actor, Grant } from "~/rules/access/people";
import { type ActionMove, type MovingAction, moveAction } from "~/rules/learning-log/action-moves";
import { actionLevels } from "~/rules/learning-log/learning-log";
import { moverOf } from "~/rules/learning-log/movers";

const today = "2024-04-15";
const place = { teamId: "willow", serviceId: "safeguarding" };
const all = (role: Grant["role"]): Grant => ({ role, reach: "all" }) as Grant;
const ofTeam = (role: Grant["role"], teamId: string): Grant =>
  ({ role, reach: "team", teamId }) as Grant;

const person = (id: string, ...grants: Grant[]): Actor => ({ id, name: id, grants }) as Actor;
const worker = person("worker", ofTeam("practitioner", "willow"));
const manager = person("manager", ofTeam("team-manager", "willow"));
const service = person("service", {
  ...{ role: "service-manager", reach: "service", serviceId: "safeguarding" },
} as Grant);
const standingInFor = (id: string, absent: Actor, ...grants: Grant[]): Actor => ({
  ...person(id, ...grants),
  standsInFor: [{ personId: absent.id, name: absent.id, grants: absent.grants } as never],
});
const people: Actor[] = [
  worker,
  manager,
  service,
  person("lead", all("qa-lead")),
  person("other-lead", all("qa-lead")),
  person("leader", all("leader")),
  person("auditor", all("auditor")),
  person("moderator", all("moderator")),
  person("elsewhere", ofTeam("team-manager", "rowan")),
  person("scrutiny", all("scrutiny")),
  person("administrator", all("administrator")),
  standingInFor("for-manager", manager, ofTeam("practitioner", "willow")),
  standingInFor("for-worker", worker, ofTeam("team-manager", "willow")),
  standingInFor("for-service", service, ofTeam("team-manager", "willow")),
];

const words = fc.constantFrom("Some words", "Other words", " ");
const day = fc.constantFrom("2024-04-01", "2024-04-15", "2024-06-30");
const anyMove: fc.Arbitrary<ActionMove> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("progress" as const),
      text: words,
      status: fc.constant("in-progress" as const),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("complete" as const),
      evidence: words,
      completedOn: day,
      supervisionOn: fc.constant("2024-04-01"),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant("verify" as const), impact: words, howKnown: words }),
  },
  fc.record({ kind: fc.constant("retest" as const), question: words }),
  fc.record({ kind: fc.constant("discuss" as const), on: day, text: words }),
  fc.record({ kind: fc.constant("not-achieved" as const), reason: words }),
  fc.record({
    kind: fc.constant("supersede" as const),
    by: fc.constant({ id: "a2", reference: "A-0002", status: "open" as const }),
    reason: words,
  }),
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("reopen" as const), reason: words }) },
  fc.record({
    kind: fc.constant("change-due" as const),
    dueOn: day,
    precision: fc.constant("day" as const),
    reason: words,
  }),
  fc.record({
    kind: fc.constant("change-owner" as const),
    owner: fc.constantFrom(...people).map(({ id, name }) => ({ id, name })),
    from: fc.constant("someone"),
    reason: words,
  }),
);

/** As the record has it: who is tied to it, and the leaders where no QA lead is left to verify it. */
const accessOf = ({ ownerId, completedBy, status, level }: MovingAction): Access => {
  const tied = [ownerId, completedBy];
  const lonely =
    status === "completed" &&
    level !== "child" &&
    ["lead", "other-lead"].every((id) => tied.includes(id));
  return {
    ...place,
    people: {
      owner: [ownerId],
      doer: [completedBy],
      raiser: ["auditor"],
      above: lonely ? ["leader"] : [],
    },
  };
};

/** Everyone whom a person acts as: themselves, and whoever they stand in for. */
const bound = (actor: Actor) => [
  actor.id,
  ...(actor.standsInFor ?? []).map(({ personId }) => personId),
];

it("never lets a state be that can't be, nor anyone verify their own, whoever moves it in whatever order", () => {
  const reached = new Set<string>();
  const verifiedBy = new Set<string>();
  fc.assert(
    fc.property(
      fc.constantFrom(...actionLevels),
      fc.constantFrom("worker", "manager", "service", "lead", "leader"),
      fc.array(fc.tuple(anyMove, fc.constantFrom(...people)), { minLength: 5, maxLength: 40 }),
      (level, ownerId, steps) => {
        let action: MovingAction = {
          ...{ id: "a1", status: "open", level, ownerId, dueOn: null, duePrecision: "day" },
          ...{ completedOn: null, completedBy: null, evidence: "", files: 0 },
          ...{ verifiedBy: null, verifiedOn: null, impact: "", howKnown: "", supervisionOn: null },
          ...{ supersededById: null, closingReason: "" },
        };
        const history: string[] = [];
        for (const [move, actor] of steps) {
          const access = accessOf(action);
          // What is done for one child is no leader's to read, nor that of a lead who has to grade its
          // audit without reading it.
          const contentRead = level !== "child" || !["leader", "other-lead"].includes(actor.id);
          const mover = moverOf(actor, { access, contentRead });
          const result = moveAction(action, move, mover, today);
          if (!result.ok) {
            expect(result.because).not.toBe("");
            continue;
          }
          expect(contentRead).toBe(true);
          // What has ended is taken up again or tested again, and nothing else.
          if (["verified", "not-achieved", "superseded"].includes(action.status))
            expect(["reopen", "retest"]).toContain(move.kind);
          if (move.kind === "verify" || move.kind === "retest") {
            // Deputies act with a right of their own, or with one that was lent to them.
            expect([action.ownerId, action.completedBy]).not.toContain(actor.id);
            const owns = bound(actor).includes(action.ownerId ?? "");
            if (owns)
              expect(
                moverOf({ ...actor, standsInFor: [] } as Actor, { access, contentRead }).mayVerify,
              ).toBe(true);
          }
          expect(
            ["scrutiny", "administrator", "elsewhere", "moderator"].includes(actor.id) &&
              action.ownerId !== actor.id,
          ).toBe(false);
          history.push(result.update.text);
          action = result.action;
          reached.add(`${action.status}`);
          if (action.status === "verified" && action.verifiedBy) {
            verifiedBy.add(action.verifiedBy);
            expect([action.ownerId, action.completedBy]).not.toContain(action.verifiedBy);
            expect(action.howKnown.trim()).not.toBe("");
          }
          expect(action.status === "completed" || action.status === "verified").toBe(
            action.completedBy !== null && !["not-achieved", "superseded"].includes(action.status),
          );
          for (const said of [
            action.evidence,
            action.impact,
            action.howKnown,
            action.closingReason,
          ])
            if (said) expect(history.join("\n")).toContain(said);
        }
      },
    ),
    { numRuns: 3000, seed: 20240415 },
  );
  expect(reached.size).toBe(6);
  // Leaders too, where no QA lead is left; and deputies in their own right.
  for (const id of ["manager", "service", "lead", "leader", "for-manager"])
    expect([...verifiedBy], id).toContain(id);
});
