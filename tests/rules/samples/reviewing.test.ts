import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  agenciesOf,
  askedProblem,
  councilAgency,
  isCaseOpened,
  meantFor,
  type PartState,
  partStates,
  questionsFor,
  sameAgency,
  shareCases,
} from "~/rules/samples/reviewing";

const parts = (...states: PartState[]) => states.map((state) => ({ state }));

describe("A case reviewed by agencies", () => {
  it.each<[PartState[], boolean]>([
    [[], false],
    [["committed"], true],
    [["committed", "committed"], true],
    [["committed", "left-out"], true],
    [["left-out"], false],
    [["left-out", "left-out"], false],
    [["committed", "waiting"], false],
    [["committed", "started"], false],
  ])("with parts %j is opened: %s", (states, opened) => {
    expect(isCaseOpened(parts(...states))).toBe(opened);
  });

  it("is never opened while any part is still to be committed", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...partStates)), (states) => {
        const open = states.some((state) => state === "waiting" || state === "started");
        if (open) expect(isCaseOpened(parts(...states))).toBe(false);
      }),
    );
  });

  it("has each agency once, however it is written, the council's own first", () => {
    const agency = (name: string) => ({ agency: name });
    expect(agenciesOf([agency("Police"), agency(""), agency("police "), agency("Health")])).toEqual(
      [councilAgency, "Police", "Health"],
    );
    expect(sameAgency("POLICE", "Police")).toBe(true);
    expect(sameAgency("Police", "Probation")).toBe(false);
  });
});

describe("Whom a question is for", () => {
  const questions = ["in-time", "shared", "safe"].map((code) => ({ code, text: code }));
  const agencies = ["Police", "Health"];
  const asked = (of: Record<string, string[]>) => meantFor(questions, agencies, of);

  it.each([
    ["nobody ticked", {}, [3, 3]],
    ["all ticked", { shared: ["Health", "police"] }, [3, 3]],
    ["one each", { "in-time": ["Police"], safe: ["Health"] }, [2, 2]],
    ["someone who is not there", { safe: ["Probation"] }, [3, 3]],
  ])("with %s", (_, of, counts) => {
    const meant = asked(of);
    expect(meant.ok && agencies.map((one) => questionsFor(meant.questions, one).length)).toEqual(
      counts,
    );
    // Whoever answers for no agency, as the agreed view does, is asked all.
    expect(meant.ok && questionsFor(meant.questions, null)).toHaveLength(3);
  });

  it("is said again where reviewers have changed since", () => {
    const meant = [
      { ...questions[0], agencies: ["police"] },
      { ...questions[1], agencies: ["Health"] },
    ];
    const problem = (own: string[], all = meant as typeof questions) => askedProblem(all, own);
    expect(problem(["Police", "Health"])).toBeNull();
    expect(problem(["Police", "Health", "Probation"])).toBe(
      "Ask Probation at least one question first, under Reviewers",
    );
    expect(problem(["Police"])).toBe(
      "Say again under Reviewers whom “shared” is for: nobody who reviews is asked it",
    );
    expect(problem(["Police"], questions)).toBeNull();
  });

  it("leaves no agency without a question", () => {
    const all = { "in-time": ["Police"], shared: ["Police"], safe: ["Police"] };
    expect(asked(all)).toEqual({ ok: false, unasked: "Health" });
  });
});

describe("Sharing cases out", () => {
  const cases = (n: number) =>
    Array.from({ length: n }, (_, at) => ({ auditId: `a${at}`, personId: null }));

  it("is even, and gives none to whoever is barred", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 6 }), (n, people) => {
        const ids = Array.from({ length: people }, (_, at) => `p${at}`);
        const given = shareCases(cases(n), ids, new Map());
        const loads = ids.map((id) => [...given.values()].filter((one) => one === id).length);
        expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
      }),
    );
    const barred = new Map([["a0", new Set(["p0", "p1"])]]);
    expect(shareCases(cases(2), ["p0", "p1"], barred).get("a0")).toBeNull();
    const one = new Map([["a0", new Set(["p0"])]]);
    expect(shareCases(cases(2), ["p0", "p1"], one).get("a0")).toBe("p1");
  });

  it("keeps what was given by hand, but not to someone who no longer reviews", () => {
    const held = [
      { auditId: "a0", personId: "p1" },
      { auditId: "a1", personId: "gone" },
    ];
    const given = shareCases(held, ["p0", "p1"], new Map());
    expect(given.get("a0")).toBe("p1");
    expect(given.get("a1")).toBe("p0");
  });
});
