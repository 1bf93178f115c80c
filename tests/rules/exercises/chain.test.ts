import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { layOutChain, wrapWords } from "~/rules/exercises/chain";

const at = (links: { id: string; from: string | null }[]) =>
  layOutChain(links).map(({ id, column, row }) => `${id} ${column},${row}`);

describe("A chain of exercises", () => {
  it("is a line from left to right where one led to one", () => {
    expect(
      at([
        { id: "a", from: null },
        { id: "b", from: "a" },
        { id: "c", from: "b" },
      ]),
    ).toEqual(["a 0,0", "b 1,0", "c 2,0"]);
  });

  it("branches downwards, and no two boxes stand in one place", () => {
    expect(
      at([
        { id: "a", from: null },
        { id: "b", from: "a" },
        { id: "c", from: "a" },
        { id: "d", from: "b" },
        { id: "e", from: "b" },
      ]),
    ).toEqual(["a 0,0", "b 1,0", "d 2,0", "e 2,1", "c 1,2"]);
  });

  it("draws each once, whatever is linked with what", () => {
    const ids = ["a", "b", "c", "d", "e", "f"];
    const links = fc.tuple(...ids.map(() => fc.constantFrom(null, "gone", ...ids)));
    fc.assert(
      fc.property(links, (froms) => {
        const placed = layOutChain(ids.map((id, n) => ({ id, from: froms[n] ?? null })));
        expect(placed.map(({ id }) => id).sort()).toEqual(ids);
        expect(new Set(placed.map(({ column, row }) => `${column},${row}`)).size).toBe(ids.length);
      }),
    );
  });

  it("has titles over lines, cut short at the last", () => {
    expect(wrapWords("Section 47 enquiries", 12, 2)).toEqual(["Section 47", "enquiries"]);
    expect(wrapWords("Child in need and child protection plans", 14, 2)).toEqual([
      ...["Child in need", "and child…"],
    ]);
  });
});
