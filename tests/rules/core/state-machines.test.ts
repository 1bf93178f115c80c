import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { scanMachine, scanStates } from "~/rules/attachments/attachments";
import { auditMachine, auditStates } from "~/rules/audits/audits";
import { calibrationMachine, calibrationStates } from "~/rules/calibration/calibration";
import { doubleMachine, doubleStates } from "~/rules/calibration/double-audits";
import { importMachine, importStates } from "~/rules/caseload/states";
import { isFrom, type StateMachine } from "~/rules/core/state-machine";
import { exerciseMachine, exerciseStates } from "~/rules/exercises/exercises";
import { feedbackFormMachine, formStates } from "~/rules/family-feedback/forms";
import { invitationMachine, invitationStates } from "~/rules/family-feedback/invitations";
import { youSaidMachine, youSaidStates } from "~/rules/family-feedback/you-said";
import { sessionMachine, sessionStates } from "~/rules/feedback-sessions/feedback-sessions";
import { thanksMachine, thanksStates } from "~/rules/learning-log/good-practice";
import { logImportMachine, logImportStates } from "~/rules/learning-log/log-import";
import { messageMachine, messageStates } from "~/rules/messages/outbox";
import { meetingMachine, meetingStates } from "~/rules/moderation/meetings";
import { moderationMachine, moderationStates } from "~/rules/moderation/moderation";
import { secondLookMachine, secondLookStates } from "~/rules/moderation/second-look";
import { observationMachine, observationStates } from "~/rules/observations/observations";
import {
  slotMachine,
  slotStates,
  weekMachine,
  weekStates,
} from "~/rules/observations/practice-weeks";
import { accessMachine, accessStates } from "~/rules/people/access-changes";
import { staffImportMachine } from "~/rules/people/staff-import";
import { responseMachine, responseStates } from "~/rules/reports/responses";
import { partMachine, partStates } from "~/rules/samples/reviewing";
import { versionMachine } from "~/rules/tools/versions";

type Machine = StateMachine<string, string>;

/** Every state that moves lead to from the first. */
function reachedIn({ first, moves }: Machine): Set<string> {
  const reached = new Set([first]);
  for (let before = 0; before < reached.size; ) {
    before = reached.size;
    for (const move of Object.values(moves))
      if (move.from.some((state) => reached.has(state))) reached.add(move.to);
  }
  return reached;
}

const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => `${folder}/${name}`);

describe("Every state can be reached from the first", () => {
  const machines: Record<string, [Machine, readonly string[]]> = {
    auditMachine: [auditMachine, auditStates],
    exerciseMachine: [exerciseMachine, exerciseStates],
    moderationMachine: [moderationMachine, moderationStates],
    secondLookMachine: [secondLookMachine, secondLookStates],
    meetingMachine: [meetingMachine, meetingStates],
    feedbackFormMachine: [feedbackFormMachine, formStates],
    invitationMachine: [invitationMachine, invitationStates],
    youSaidMachine: [youSaidMachine, youSaidStates],
    sessionMachine: [sessionMachine, sessionStates],
    logImportMachine: [logImportMachine, logImportStates],
    thanksMachine: [thanksMachine, thanksStates],
    observationMachine: [observationMachine, observationStates],
    weekMachine: [weekMachine, weekStates],
    slotMachine: [slotMachine, slotStates],
    calibrationMachine: [calibrationMachine, calibrationStates],
    doubleMachine: [doubleMachine, doubleStates],
    importMachine: [importMachine, importStates],
    messageMachine: [messageMachine, messageStates],
    partMachine: [partMachine, partStates],
    responseMachine: [responseMachine, responseStates],
    accessMachine: [accessMachine, accessStates],
    staffImportMachine: [staffImportMachine, ["read", "confirmed", "undone"]],
    scanMachine: [scanMachine, scanStates],
    versionMachine: [versionMachine, ["draft", "published"]],
  };

  it.each(Object.entries(machines))("of %s", (_, [machine, states]) => {
    expect([...reachedIn(machine)].sort()).toEqual([...states].sort());
    for (const { from } of Object.values(machine.moves))
      for (const state of from) expect(states).toContain(state);
  });

  it("of a machine that has one nowhere leads to, this would be noticed", () => {
    const moves = { open: { from: ["shut", "painted"], to: "open" } };
    expect(reachedIn({ first: "shut", moves })).toEqual(new Set(["shut", "open"]));
  });

  it("and none is left out here", () => {
    const said = filesUnder("app/rules").flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/export const (\w+Machine) =/g)].map(
        ([, name]) => name,
      ),
    );
    expect(said.sort()).toEqual(Object.keys(machines).sort());
  });

  it("a move is made from its states alone", () => {
    const { finish } = auditMachine.moves;
    expect([isFrom<string>(finish, "settled"), isFrom<string>(finish, "final")]).toEqual([
      true,
      false,
    ]);
  });
});

/** What stands between the brackets that follow each `.set` and `.values`. */
function written(text: string): string[] {
  return [...text.matchAll(/\.(set|values)\(/g)].map(({ 0: call, index }) => {
    const from = index + call.length;
    let open = 1;
    let to = from;
    while (open > 0 && to < text.length) {
      const char = text[to++];
      if (char === "(") open++;
      if (char === ")") open--;
    }
    return text.slice(from, to - 1);
  });
}

const saysState = (text: string): boolean =>
  written(text).some((values) => /\b(state|status): "/.test(values));

describe("A state is written as the rule names it", () => {
  it("in every write of db, the demonstration and migrations apart", () => {
    const straying = filesUnder("db")
      .filter((file) => !/^db\/(demo|migrations)\//.test(file))
      .filter((file) => saysState(readFileSync(file, "utf8")));
    expect(straying).toEqual([]);
  });

  it.each([
    ['.set((eb) => ({ at: max(a, b), state: "final" }))', true],
    ['.values({\n id,\n state: "open",\n})', true],
    [".set({ state: step.next })", false],
    ['.where("state", "=", "final")', false],
  ])("%s: %s", (text, strays) => expect(saysState(text)).toBe(strays));
});
