import { describe, expect, it } from "vitest";
import { fold, foldName, foldNumber, lowered } from "~/rules/core/folding";

describe("Names that count as the same", () => {
  it.each([
    [
      "straight and curly apostrophes",
      [
        "Niamh O'Brien",
        "Niamh O’Brien",
        "Niamh O‘Brien",
        "Niamh O`Brien",
        "Niamh O´Brien",
        "niamh obrien",
        "Niamh OʼBrien",
      ],
    ],
    [
      "any hyphen, or none",
      [
        "Ann-Marie Fox",
        "Ann‐Marie Fox",
        "Ann‑Marie Fox",
        "Ann–Marie Fox",
        "Ann—Marie Fox",
        "Ann −Marie Fox",
        "ann marie fox",
      ],
    ],
    [
      "accents, composed or not",
      ["Zoë Núñez", "Zoe\u0308 Nu\u0301n\u0303ez", "Zoe Nunez", "ZOË NÚÑEZ"],
    ],
    ["letters that others spell out", ["Søren Łukasz Großmann", "Soren Lukasz Grossmann"]],
    [
      "either order, and any blanks",
      ["Pat Lindley", "Lindley, Pat", "LINDLEY,PAT", " pat   lindley ", "Pat\u00a0Lindley"],
    ],
    ["characters nobody sees", ["Pat Lindley", "Pat\u200b Lindley", "Pat Lind\u00adley"]],
  ])("%s", (_, names) => {
    expect(new Set(names.map(foldName)).size).toBe(1);
  });

  it("are no others", () => {
    const others = ["Pat Lindley", "Pat Lindsey", "Pam Lindley", "Pat Lindley-Fox", "P Lindley"];
    expect(new Set(others.map(foldName)).size).toBe(others.length);
    expect(fold("Lindley, Pat")).toBe("lindley, pat");
  });
});

describe("Numbers and references that count as the same", () => {
  it.each([
    ["0900001", "900001"],
    [" 00 900 001 ", "900001"],
    ["DB-0001", "db-0001"],
    ["00A12", "a12"],
    ["000", "0"],
    ["0", "0"],
  ])("%s as %s", (text, key) => {
    expect(foldNumber(text)).toBe(key);
  });

  it("are no others: zeros further in count", () => {
    const others = ["DB-1", "DB-01", "DB1", "9001", "90010"];
    expect(new Set(others.map(foldNumber)).size).toBe(others.length);
  });
});

it("An email address and a team keep every mark but case and blanks", () => {
  expect(lowered(" O'Brien-Fox@Demo.Example ")).toBe("o'brien-fox@demo.example");
});
