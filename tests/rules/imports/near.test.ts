import { describe, expect, it } from "vitest";
import { findNear, mostNewPeople, nearNames, whyTooMany } from "~/rules/imports/near";

const letters = "abcdefghijklmnopqrstuvwxyz";

/** A word of its own for each number, the same in every run. */
function wordOf(n: number, length = 8): string {
  let state = (n * 2_654_435_761 + 12_345) >>> 0;
  return Array.from({ length }, () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return letters[(state >>> 16) % 26];
  }).join("");
}

const worker = (name: string, at: number, staffNumber: string | null = null) => ({
  ...{ ref: `new-${at}`, name, staffNumber, email: null, teamId: null },
});
const known = (name: string) => ({ id: name, name, email: null, staffNumber: null, active: true });

describe("New names of a file that are like another's", () => {
  it("are asked about at the later name, of the staff or of the file", () => {
    const added = ["Pat Lindley", "P Lindley", "Anna Bell", "Lindley-Pat", "Siân O Brien"].map(
      (one, at) => worker(one, at),
    );
    const near = nearNames(added, [known("Sian OBrien"), known("Ana Bell")]);
    expect(
      [...near].map(([ref, one]) => [ref, one.known, one.near.map(({ name }) => name)]),
    ).toEqual([
      ["new-1", false, ["Pat Lindley"]],
      ["new-2", true, []],
      ["new-3", false, ["Pat Lindley", "P Lindley"]],
      ["new-4", true, []],
    ]);
  });

  it("and the first few of many, in their order", () => {
    const added = [
      "Ann Lindley",
      "Anna Lindley",
      "Lindley",
      "Ana Lindley",
      "A Lindley",
      "An Lindley",
    ];
    const near = nearNames(
      added.map((one, at) => worker(one, at)),
      [],
    );
    expect(near.get("new-5")?.near.map(({ name }) => name)).toEqual(added.slice(0, 4));
  });

  const shapes: [string, (n: number) => string][] = [
    ["nothing in common", (n) => `${wordOf(n)} ${wordOf(n + 50_000)}`],
    ["one first name", (n) => `Anna ${wordOf(n, 10)}`],
    [
      "names of a hundred thousand letters",
      (n) => `${"ab ".repeat(n < 40 ? 30_000 : 1)}${wordOf(n)}`,
    ],
  ];
  it.each(shapes)("are found in a moment, and in slices, with %s", (_, nameOf) => {
    const added = Array.from({ length: 1500 }, (_, n) => worker(nameOf(n), n));
    const before = process.cpuUsage();
    const work = findNear(added, []);
    let slices = 0;
    while (!work.next().done) slices += 1;
    // Of the processor's time, which nothing else on the machine takes from it: it was ten seconds.
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(3000);
    expect(slices).toBeGreaterThanOrEqual(added.length / 50);
  });

  it("are more than anyone could go through in a file that is none", () => {
    expect(whyTooMany(mostNewPeople)).toBeNull();
    expect(whyTooMany(mostNewPeople + 1)).toMatch(/^Check the columns with names of staff/);
  });
});
