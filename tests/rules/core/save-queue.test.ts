import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  baseOf,
  leavesMark,
  mergeAnswer,
  type StoredAnswer,
  saveIdOf,
} from "~/rules/core/answer-merge";
import {
  beginQueue,
  due,
  heldOf,
  type QueueEvent,
  retryDelay,
  type SaveAnswer,
  type SaveQueue,
  step,
  unsaved,
} from "~/rules/core/save-queue";

const silent: SaveAnswer = { saved: {}, taken: {}, contested: {}, refused: {}, savedAt: null };
const run = (queue: SaveQueue, ...events: QueueEvent[]) => events.reduce(step, queue);
const page = () =>
  beginQueue({ text: { value: "", version: 0 }, note: { value: "n", version: 2 } });
const typed = (text: string): QueueEvent => ({ type: "typed", values: { text } });
const sent: QueueEvent = { type: "sent" };
const unreachable = (number: number): QueueEvent => ({
  type: "failed",
  number,
  trouble: { kind: "unreachable" },
});

describe("what a page still has to save", () => {
  it("is nothing at first, then what was typed, until the server has said so", () => {
    const begun = page();
    expect(unsaved(begun)).toEqual([]);
    const flying = run(begun, typed("a"), sent);
    expect(flying.flying).toEqual([{ number: 1, values: { text: "a" } }]);
    expect(unsaved(flying)).toEqual(["text"]);
    const done = step(flying, {
      type: "answered",
      number: 1,
      answer: { ...silent, saved: { text: 1 }, savedAt: "Saved 14:02" },
    });
    expect(unsaved(done)).toEqual([]);
    expect(done.savedAt).toBe("Saved 14:02");
    expect(heldOf(done, "text")).toEqual({ value: "a", version: 1 });
  });

  it("is what was typed while a save was on its way", () => {
    const queue = run(page(), typed("a"), sent, typed("ab"), {
      type: "answered",
      number: 1,
      answer: { ...silent, saved: { text: 1 } },
    });
    expect(due(queue)).toEqual(["text"]);
  });

  it("is a field typed back to what it was, when nobody knows what arrived", () => {
    const queue = run(page(), typed("a"), sent, unreachable(1), typed(""));
    expect(due(queue)).toEqual(["text"]);
    expect(queue.trouble).toEqual({ kind: "unreachable" });
  });

  it("is a field typed back while its save is on its way", () => {
    expect(due(run(page(), typed("a"), sent, typed("")))).toEqual(["text"]);
  });

  it("leaves a field that can't be kept until it changes, and saves the others", () => {
    const queue = run(page(), typed("far too long"), sent, {
      type: "answered",
      number: 1,
      answer: { ...silent, refused: { text: "Shorten this" } },
    });
    expect(due(queue)).toEqual([]);
    expect(unsaved(queue)).toEqual(["text"]);
    expect(due(step(queue, typed("short")))).toEqual(["text"]);
  });
});

describe("a field that changed elsewhere", () => {
  const theirs = { value: "theirs", version: 5, by: "Sam", at: "at 2pm" };
  const contested = run(page(), typed("mine"), sent, {
    type: "answered",
    number: 1,
    answer: { ...silent, contested: { text: theirs } },
  });

  it("waits for a choice while the others are saved", () => {
    expect(due(contested)).toEqual([]);
    expect(due(run(contested, { type: "typed", values: { note: "more" } }))).toEqual(["note"]);
  });

  it.each([
    ["mine", "mine", ["text"]],
    ["theirs", "theirs", []],
    ["both", "theirs\n\nmine", ["text"]],
  ] as const)("keeps %s when so chosen", (keep, text, stillDue) => {
    const queue = step(contested, { type: "chosen", field: "text", keep });
    expect(queue.typed.text).toBe(text);
    expect(heldOf(queue, "text").version).toBe(5);
    expect(due(queue)).toEqual(stillDue);
  });

  it("is taken over quietly when it was not touched here", () => {
    const queue = run(page(), sent, {
      type: "answered",
      number: 1,
      answer: { ...silent, taken: { note: { value: "theirs", version: 3 } } },
    });
    expect(queue.typed.note).toBe("theirs");
    expect(unsaved(queue)).toEqual([]);
  });

  it("is left as typed when it was touched since", () => {
    const queue = run(
      page(),
      sent,
      { type: "typed", values: { note: "mine" } },
      {
        type: "answered",
        number: 1,
        answer: { ...silent, taken: { note: { value: "theirs", version: 3 } } },
      },
    );
    expect(queue.typed.note).toBe("mine");
    expect(heldOf(queue, "note").version).toBe(2);
    expect(due(queue)).toEqual(["note"]);
  });
});

it("tries again soon, then ever more seldom, and at least every 15 seconds", () => {
  expect([1, 2, 3, 4, 5, 50].map(retryDelay)).toEqual([1000, 2000, 4000, 8000, 15000, 15000]);
});

/** A server as db/audits/answers.server.ts has it: the same merge, a version a field. */
function makeServer() {
  const rows = new Map<string, StoredAnswer>();
  let writes = 0;
  const put = (field: string, value: string, saveId: string, by: string) => {
    const version = (rows.get(field)?.version ?? 0) + 1;
    rows.set(field, { field, value, version, saveId, by, byName: by, at: `${++writes}` });
  };
  const held = (field: string) => rows.get(field)?.value ?? "";
  /** Answers a save, and which of someone else's words it wrote over, and whether it knew them. */
  const save = (
    saveId: string,
    values: Record<string, string>,
    versions: Record<string, number>,
    shown: Record<string, string>,
  ) => {
    const answer: SaveAnswer = {
      saved: {},
      taken: {},
      contested: {},
      refused: {},
      savedAt: "now",
    };
    const blind: string[] = [];
    for (const [field, value] of Object.entries(values)) {
      const stored = rows.get(field);
      const base = baseOf({ value: shown[field] ?? "", version: versions[field] ?? 0 });
      const posted = { field, value, base, choice: null };
      const outcome = mergeAnswer(stored, posted, saveId);
      if (outcome === "conflict" && stored) {
        const { value: text, version, byName: by, at } = stored;
        answer.contested[field] = { value: text, version, by, at };
        continue;
      }
      if (outcome === "write") {
        const other = stored && stored.by !== "me";
        if (other && versions[field] !== stored.version) blind.push(field);
        put(field, value, saveId, "me");
      } else if (leavesMark(stored, posted, saveId)) {
        const at = stored?.at ?? "";
        const row = stored ?? { field, value, version: 0, saveId, by: "me", byName: "me", at };
        rows.set(field, { ...row, saveId });
      }
      const now = rows.get(field);
      if ((now?.value ?? "") === value) answer.saved[field] = now?.version ?? 0;
      else if (now) answer.taken[field] = { value: now.value, version: now.version };
    }
    for (const [field, { value, version }] of rows) {
      if (!(field in values) && version !== (versions[field] ?? 0))
        answer.taken[field] = { value, version };
    }
    return { answer, blind };
  };
  return { put, save, held };
}

const fields = ["a", "b", "c"];
const doing = fc.oneof(
  fc.record({
    do: fc.constant("type" as const),
    field: fc.constantFrom(...fields),
    value: fc.constantFrom("", "x", "xy", "xyz", "q"),
  }),
  fc.record({ do: fc.constant("send" as const) }),
  fc.record({ do: fc.constant("arrive" as const), which: fc.nat(5) }),
  fc.record({ do: fc.constant("lose" as const), which: fc.nat(5) }),
  fc.record({ do: fc.constant("hear" as const), which: fc.nat(5) }),
  fc.record({ do: fc.constant("miss" as const), which: fc.nat(5) }),
  fc.record({
    do: fc.constant("elsewhere" as const),
    field: fc.constantFrom(...fields),
    value: fc.constantFrom("", "x", "other", "another"),
  }),
  fc.record({
    do: fc.constant("choose" as const),
    field: fc.constantFrom(...fields),
    keep: fc.constantFrom("mine" as const, "theirs" as const, "both" as const),
  }),
);
type Doing = typeof doing extends fc.Arbitrary<infer T> ? T : never;

describe("whatever happens between typing and the server", () => {
  /** Plays the deeds in order, several saves on their way at once, each lost or late or in time. */
  function play(deeds: Doing[]) {
    const server = makeServer();
    let queue = beginQueue(
      Object.fromEntries(fields.map((field) => [field, { value: "", version: 0 }])),
    );
    let taken = 0;
    const going: {
      number: number;
      values: Record<string, string>;
      versions: Record<string, number>;
      shown: Record<string, string>;
    }[] = [];
    const coming: { number: number; answer: SaveAnswer }[] = [];
    const blind: string[] = [];
    const send = () => {
      queue = step(queue, { type: "sent" });
      const flight = queue.flying.at(-1);
      if (!flight) throw new Error("nothing flies");
      const versions = Object.fromEntries(fields.map((f) => [f, heldOf(queue, f).version]));
      const shown = Object.fromEntries(fields.map((f) => [f, heldOf(queue, f).value]));
      going.push({ ...flight, versions, shown });
    };
    const arrive = (which: number) => {
      const [save] = going.splice(which % going.length, 1);
      if (!save) return;
      const { number, values, versions, shown } = save;
      const done = server.save(saveIdOf("visit", number), values, versions, shown);
      blind.push(...done.blind);
      coming.push({ number, answer: done.answer });
    };
    const fail = (number: number) => {
      queue = step(queue, { type: "failed", number, trouble: { kind: "unreachable" } });
    };
    const hear = (which: number) => {
      const [heard] = coming.splice(which % coming.length, 1);
      if (heard) queue = step(queue, { type: "answered", ...heard });
    };
    const last: Record<string, string> = {};
    for (const deed of deeds) {
      const mine = { ...queue.typed };
      if (deed.do === "type") {
        queue = step(queue, { type: "typed", values: { [deed.field]: deed.value } });
        last[deed.field] = deed.value;
      } else if (deed.do === "send") send();
      else if (deed.do === "arrive" && going.length > 0) arrive(deed.which);
      else if (deed.do === "lose" && going.length > 0) {
        const [lost] = going.splice(deed.which % going.length, 1);
        if (lost) fail(lost.number);
      } else if (deed.do === "hear" && coming.length > 0) hear(deed.which);
      else if (deed.do === "miss" && coming.length > 0) {
        const [missed] = coming.splice(deed.which % coming.length, 1);
        if (missed) fail(missed.number);
      } else if (deed.do === "elsewhere")
        server.put(deed.field, deed.value, `other ${deed.value}`, "other");
      else if (deed.do === "choose") {
        queue = step(queue, { type: "chosen", field: deed.field, keep: deed.keep });
        if (queue.typed[deed.field] !== mine[deed.field])
          last[deed.field] = queue.typed[deed.field] ?? "";
      }
      // What stands in the form changes by typing and choosing alone, or where nothing was typed.
      for (const field of fields) {
        if (deed.do !== "type" && deed.do !== "choose" && queue.typed[field] !== mine[field]) {
          taken += 1;
          last[field] = queue.typed[field] ?? "";
        }
      }
    }
    const settle = () => {
      while (going.length > 0) arrive(0);
      while (coming.length > 0) hear(0);
    };
    settle();
    for (let turn = 0; turn < 5; turn += 1) {
      for (const field of Object.keys(queue.contested))
        queue = step(queue, { type: "chosen", field, keep: "mine" });
      send();
      settle();
    }
    return { queue, server, blind, last, taken };
  }

  it("ends with the form and the server alike, and nobody's words replaced unseen", () => {
    fc.assert(
      fc.property(fc.array(doing, { maxLength: 60, size: "max" }), (deeds) => {
        const { queue, server, blind } = play(deeds);
        expect(unsaved(queue)).toEqual([]);
        for (const field of fields) expect(server.held(field)).toBe(queue.typed[field]);
        expect(blind).toEqual([]);
      }),
      { numRuns: 1500 },
    );
  });

  it("never changes a field under what is typed in it", () => {
    fc.assert(
      fc.property(fc.array(doing, { maxLength: 60, size: "max" }), (deeds) => {
        const alone = deeds.filter((deed) => deed.do !== "elsewhere" && deed.do !== "choose");
        const { queue, server, last, taken } = play(alone);
        expect(taken).toBe(0);
        for (const [field, value] of Object.entries(last)) {
          expect(queue.typed[field]).toBe(value);
          expect(server.held(field)).toBe(value);
        }
      }),
      { numRuns: 1500 },
    );
  });
});
