import { describe, expect, it } from "vitest";
import {
  moveSession,
  namelessWith,
  nextDue,
  type SessionMove,
  type SessionState,
  sessionMachine,
  sessionStates,
} from "~/rules/feedback-sessions/feedback-sessions";

const heldOn = "2024-04-18";

describe("the life of a session", () => {
  const moves = Object.keys(sessionMachine.moves) as SessionMove[];
  const allowed: Partial<Record<SessionState, SessionMove[]>> = {
    planned: ["share", "cancel"],
    shared: ["hold", "cancel"],
  };

  it.each(sessionStates.flatMap((state) => moves.map((move) => [state, move] as const)))(
    "of one that is %s, %s",
    (state, move) => {
      const step = moveSession({ state, heldOn }, move, heldOn);
      expect(step.ok).toBe(allowed[state]?.includes(move) ?? false);
    },
  );

  it("is not held before its day", () => {
    const step = moveSession({ state: "shared", heldOn }, "hold", "2024-04-17");
    expect(step).toEqual({
      ok: false,
      message: "Change the date first: this session is planned for 18 April 2024.",
    });
  });

  it("is due so many months after the last, or from when there is something to tell", () => {
    expect(nextDue("2024-02-13", 2, "2024-03-20")).toBe("2024-04-13");
    expect(nextDue(null, 2, "2024-03-20")).toBe("2024-03-20");
  });
});

describe("what stands in a briefing", () => {
  const nameless = namelessWith({
    people: ["Robin Vale", "Ash Grove-Lee", "Will Good"],
    teams: ["Willow", "Assessment Team 1"],
  });

  it.each([
    ["Robin Vale's plan was clear", "[a colleague]'s plan was clear"],
    ["robin vale wrote it", "[a colleague] wrote it"],
    ["Ash Grove-Lee and Robin Vale", "[a colleague] and [a colleague]"],
    ["Seen in Willow and Assessment Team 1", "Seen in [a team] and [a team]"],
    // A word that is part of a name, or a team's name written as a plain word, stays.
    ["Good practice will show", "Good practice will show"],
    ["Under the willow", "Under the willow"],
    ["In DB-1042 and M20319 it was late", "In [a case] and [a case] it was late"],
    ["Case 1234567 had none", "Case [a case] had none"],
    ["Ofsted asked for 20 audits in 2024", "Ofsted asked for 20 audits in 2024"],
    ["The family of Kayla Brightwater waited", "The family of [a name] waited"],
    ["", ""],
  ])("%s", (text, shown) => {
    expect(nameless(text)).toBe(shown);
  });

  it("leaves a text alone where nobody and no team is known", () => {
    expect(namelessWith({ people: [""], teams: [] })("All plans were clear")).toBe(
      "All plans were clear",
    );
  });
});
