import { describe, expect, it } from "vitest";
import {
  movesOf,
  type Standing,
  type ThanksState,
  thanksMachine,
  thanksStates,
} from "~/rules/learning-log/good-practice";

const nobody: Standing = { isWorker: false, managesTeam: false, runs: false };
const worker = { ...nobody, isWorker: true };
const manager = { ...nobody, managesTeam: true };
const lead = { ...nobody, runs: true };

describe("Thanks are shared once the worker agreed, and then the manager", () => {
  it.each<[ThanksState, Standing, string[]]>([
    ["thanked", worker, []],
    ["thanked", lead, []],
    ["asked", worker, ["consent", "decline"]],
    ["asked", manager, []],
    ["asked", lead, ["decline"]],
    ["asked", { ...worker, runs: true }, ["consent", "decline"]],
    ["consented", worker, ["decline"]],
    ["consented", manager, ["agree", "decline"]],
    ["consented", lead, ["decline"]],
    ["shared", worker, ["withdraw"]],
    ["shared", manager, ["withdraw"]],
    ["shared", lead, ["withdraw"]],
    ["declined", { isWorker: true, managesTeam: true, runs: true }, []],
    ["withdrawn", { isWorker: true, managesTeam: true, runs: true }, []],
  ])("%s, seen by %j: %j", (state, who, moves) => {
    expect(movesOf(state, who)).toEqual(moves);
  });

  it("leaves nobody but the worker to consent, and nobody outside to do anything", () => {
    for (const state of thanksStates) {
      expect(movesOf(state, nobody)).toEqual([]);
      for (const who of [manager, lead, { ...manager, runs: true }])
        expect(movesOf(state, who)).not.toContain("consent");
    }
    expect(thanksMachine.moves.agree.from).toEqual(["consented"]);
  });
});
