import { describe, expect, it } from "vitest";
import { parseForm } from "~/forms/fields";
import { searchForm } from "~/forms/search";
import { markedIn, type Piece, snippetOf } from "~/rules/search/marks";
import { foundInWords, inOrder, sumOf, termsOf, whyNotSought } from "~/rules/search/search";
import { wordsOf } from "~/rules/search/tokens";

const inWords = (pieces: Piece[]) =>
  pieces.map(({ text, marked }) => (marked ? `[${text}]` : text)).join("");

describe("The words of a text", () => {
  it.each([
    ["O’Neill's re-audit", ["oneills", "re", "audit"]],
    ["O'NEILL ONeill O`Neill", ["oneill", "oneill", "oneill"]],
    ["children’s childrens Children's", ["childrens", "childrens", "childrens"]],
    ["Zoë Møller, Łódź and Çelik", ["zoe", "moller", "lodz", "and", "celik"]],
    ["Zoe\u0308", ["zoe"]],
    ["section 47/strategy (s47)", ["section", "47", "strategy", "s47"]],
    ["ﬁle ½ A-0042", ["file", "1", "2", "a", "0042"]],
    ["well\u00adbeing", ["wellbeing"]],
    ["* \u0000 – “” 🙂", []],
    ["x".repeat(100), ["x".repeat(60)]],
  ])("of %j", (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });
});

describe("What typed words ask for", () => {
  it.each([
    ["super", [{ words: ["super"], ends: "unfinished" }]],
    ["of", [{ words: ["of"], ends: "exactly" }]],
    [
      "plan late",
      [
        { words: ["plan"], ends: "with-s" },
        { words: ["late"], ends: "unfinished" },
      ],
    ],
    ['"late plan"', [{ words: ["late", "plan"], ends: "exactly" }]],
    ["“late plan”", [{ words: ["late", "plan"], ends: "exactly" }]],
    ["re-audit", [{ words: ["re", "audit"], ends: "unfinished" }]],
    [
      'late "plan',
      [
        { words: ["late"], ends: "with-s" },
        { words: ["plan"], ends: "unfinished" },
      ],
    ],
    [
      'NEAR(a b) OR "*"',
      [["near", "a"], ["b"], ["or"]].map((words) => ({ words, ends: "exactly" })),
    ],
    ['"" * - ”', []],
  ])("%j", (typed, terms) => {
    expect(termsOf(typed)).toEqual(terms);
  });

  it("is refused when there is no word, or too many", () => {
    expect(whyNotSought(termsOf("***"))).toBe("Enter a word to look for");
    expect(whyNotSought(termsOf("a b c d e f g h i j k l m"))).toBe("Enter 12 words or fewer");
    expect(whyNotSought(termsOf("a b"))).toBeNull();
  });
});

it("is not read to its end where it is far too long", () => {
  const began = performance.now();
  const read = parseForm(searchForm, [["words", "é".repeat(600_000)]]);
  expect(read.ok).toBe(false);
  expect(performance.now() - began).toBeLessThan(200);
});

describe("What is marked", () => {
  it.each([
    ["oneill plan", "Mr O’Neill’s plan", "Mr [O’Neill’s] [plan]"],
    ["oneill's plan", "Mr O’Neill, a plan", "Mr O’Neill, a [plan]"],
    ['"oneill" plan', "Mr O’Neill’s plan", "Mr O’Neill’s [plan]"],
    ["oneill", "Mr O’Neill said", "Mr [O’Neill] said"],
    ["zoe plan", "Zoë’s plans, Zoë", "[Zoë’s] [plans], [Zoë]"],
    ['"the plan"', "the late plan, the plan", "the late plan, [the plan]"],
    ["re-audit", "a re-audited case", "a [re-audited] case"],
    ["supervision", "Nothing of it", "Nothing of it"],
    ["child's", "The childs", "The [childs]"],
  ])("of %j in %j", (typed, text, marked) => {
    expect(inWords(markedIn(text, termsOf(typed)))).toBe(marked);
  });

  it("keeps every character of a text that is shown whole", () => {
    for (const text of [
      "Zoe\u0308 O’Neill",
      "a  b\u0000c",
      "ﬁne ½ ﬁne",
      "𝒜 plan",
      "plan plan plan",
    ]) {
      const pieces = markedIn(text, termsOf('plan "zoe oneill" fin'));
      expect(pieces.map((piece) => piece.text).join("")).toBe(text);
    }
  });

  it("shows so much of a long text that what was found stands in it", () => {
    const text = `${"before it ".repeat(60)}supervision${" after it".repeat(60)}`;
    const shown = inWords(snippetOf(["other words", text], termsOf("supervision")));
    expect(shown).toContain("[supervision]");
    expect(shown.length).toBeLessThan(180);
    expect(shown.startsWith("… ")).toBe(true);
    expect(shown.endsWith(" …")).toBe(true);
    expect(snippetOf([text], termsOf("elsewhere"))).toEqual([]);
  });

  it("takes the text that has most of it", () => {
    const shown = snippetOf(["a plan", "a late plan"], termsOf("late plan"));
    expect(inWords(shown)).toBe("a [late] [plan]");
  });
});

describe("The order of what is found", () => {
  const match = (id: string, first: boolean, at: string) =>
    ({ kind: "action", id, first, at }) as const;

  it("is first sentences first, then the newest", () => {
    const ordered = inOrder([
      match("a", false, "2024-03-01"),
      match("b", true, "2023-01-01T10:00:00.000Z"),
      match("c", true, "2024-01-01"),
      match("d", false, "2024-04-01"),
    ]);
    expect(ordered.map(({ id }) => id).join("")).toBe("cbda");
  });

  it("says where it stopped counting", () => {
    expect(foundInWords({ count: 200, more: true })).toBe("more than 200");
    expect(foundInWords({ count: 200, more: false })).toBe("200");
    const counts = [
      { count: 200, more: true },
      { count: 3, more: false },
    ];
    expect(sumOf(counts)).toEqual({ count: 203, more: true });
  });
});
