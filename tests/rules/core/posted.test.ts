import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { Posted } from "~/forms/draft";
import { entriesToObject, month, parseForm, type Typed } from "~/forms/fields";
import {
  isFieldName,
  isFlatJson,
  postedKindOf,
  postedLimitOf,
  postedLimits,
  tooLargeWords,
} from "~/rules/core/posted-limits";
import { storable } from "~/rules/core/storable";
import { hasMoreFields, readUrlencoded } from "~/rules/core/urlencoded";

/** As forms were read before it was made linear: what a legal form gives must be the same. */
function asBefore(entries: Iterable<[string, FormDataEntryValue]>): Typed {
  const result: Typed = Object.create(null);
  for (const [name, value] of entries) {
    const steps = name.split(".");
    if (steps.some((step) => step === "__proto__" || step === "")) continue;
    const last = steps.pop() as string;
    let place = result;
    for (const step of steps) {
      if (typeof place[step] !== "object" || place[step] === null || Array.isArray(place[step])) {
        place[step] = Object.create(null);
      }
      place = place[step] as Typed;
    }
    const held = place[last];
    place[last] =
      held === undefined ? value : Array.isArray(held) ? [...held, value] : [held, value];
  }
  return result;
}

const step = fc.constantFrom("due", "day", "month", "a", "b", "1", "", "__proto__", "name");
const name = fc.array(step, { minLength: 1, maxLength: 4 }).map((steps) => steps.join("."));
const entries = fc.array(fc.tuple(name, fc.string()), { maxLength: 40 });
const bytesOf = (text: string) => new TextEncoder().encode(text);

function wholeOf<T>(work: Generator<undefined, T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

describe("Reading a form", () => {
  it("gives the same object as it always did", () => {
    fc.assert(
      fc.property(entries, (form) => {
        expect(entriesToObject(form)).toEqual(asBefore(form));
      }),
    );
  });

  it("gives a draft every value of a name, in order", () => {
    fc.assert(
      fc.property(entries, (form) => {
        const { all } = new Posted(form);
        for (const [key, values] of all) {
          expect(values).toEqual(form.filter(([one]) => one === key).map(([, value]) => value));
        }
      }),
    );
  });

  it("takes time in proportion to its length, not to its square", () => {
    const timeOf = (fields: number) => {
      const form = Array.from({ length: fields }, (): [string, string] => ["a", ""]);
      const began = performance.now();
      entriesToObject(form);
      new Posted(form);
      return performance.now() - began;
    };
    timeOf(10_000);
    // Its square would be billions of copies: minutes.
    expect(timeOf(200_000)).toBeLessThan(2000);
  });

  it("keeps a month apart from fields named below it", () => {
    const schema = z.object({ month: month("Enter a month") });
    const of = (form: [string, string][]) => parseForm(schema, form);
    expect(
      of([
        ["month.year", "2024"],
        ["month.month", "4"],
      ]),
    ).toMatchObject({ ok: true, value: { month: "2024-04" } });
    for (const hostile of ["month.year.x", "month.year.x.y", "month.month.toString"]) {
      const read = of([
        ["month.month", "4"],
        [hostile, "2024"],
      ]);
      expect(read.ok ? "" : read.errors.month).toBe("Enter a month");
    }
  });
});

describe("A form on its way", () => {
  it("is read as the URL standard reads it", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        "&",
        "=",
        "+",
        "%",
        "%2",
        "%zz",
        "%41",
        "%e6%bc%a2",
        "%ff",
        "%00",
        "%F0%9F%98%80",
        "%ED%A0%80",
      ),
      // Browsers escape whatever is not ASCII; the platform’s parser misreads it beside a lone %.
      fc.string({ unit: "grapheme-ascii", maxLength: 5 }),
    );
    const body = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(body, (text) => {
        expect(wholeOf(readUrlencoded(bytesOf(text)))).toEqual([
          ...new URLSearchParams(`&${text}`),
        ]);
      }),
      { numRuns: 1000 },
    );
  });

  it("lets others get their turn while it is read", () => {
    let turns = 0;
    for (const _ of readUrlencoded(bytesOf(`a=${"+".repeat(1_000_000)}`))) turns += 1;
    expect(turns).toBeGreaterThan(3);
  });

  it.each([
    ["", 1, false],
    ["a=b", 1, false],
    ["a&b", 1, true],
    ["a&b&c", 3, false],
    ["&".repeat(3), 3, true],
  ])("%j has more than %i fields: %s", (body, most, more) => {
    expect(hasMoreFields(bytesOf(body), most)).toBe(more);
  });

  it.each([
    ["a", true],
    ["area.assessment.grade.reason.1", true],
    ["a.".repeat(3000), false],
    ["x".repeat(251), false],
    ["a.toString", false],
    ["__proto__.x", false],
    ["constructor", false],
  ])("may have a field %j: %s", (field, may) => {
    expect(isFieldName(field)).toBe(may);
  });

  it.each([
    ['{"a":[{"b":"[[[[[[[[[["}]}', 3, 100, true],
    ['{"a":[{"b":[1]}]}', 3, 100, false],
    ['{"a":"\\"[[[["}', 1, 100, true],
    ["[".repeat(1_000_000), 8, 100_000, false],
    [`[${"0,".repeat(50)}0]`, 8, 20, false],
  ])("in JSON %j is flat: within %i deep and %i parts", (text, depth, marks, flat) => {
    expect(isFlatJson(text, depth, marks)).toBe(flat);
  });
});

describe("How much may be posted", () => {
  it.each([
    ["/sign-in", "open"],
    ["/sign-in?to=/x", "open"],
    ["/sign-in?carried=yes", "carried"],
    ["/sign-in?to=/x&carried=yes", "carried"],
    ["/sign-out", "open"],
    ["/set-up", "open"],
    ["/session", "open"],
    ["/choose-password", "open"],
    ["/forgotten-password", "open"],
    ["/caseload/import", "upload"],
    ["/caseload/import/1", "form"],
    ["/learning-log/import", "upload"],
    ["/tools/import", "file"],
    ["/people/import", "file"],
    ["/audits/1/areas/assessment", "writing"],
    ["/audits/1/answers", "writing"],
    ["/exercises/1/grid", "writing"],
    ["/exercises/1/draw", "form"],
    ["/people/new", "form"],
    ["/import", "form"],
  ])("to %s is that of the kind %s", (path, kind) => {
    expect(postedKindOf(path)).toBe(kind);
  });

  it("is the same for a page's data", () => {
    expect(postedLimitOf("/sign-in.data")).toBe(postedLimits.open);
    expect(postedLimitOf("/caseload/import.data")).toBe(postedLimits.upload);
    expect(postedLimitOf("/sign-in.data", "?carried=yes")).toBe(postedLimits.carried);
  });

  it("is tens of kilobytes for anyone, and large for files alone", () => {
    expect(postedLimits.open.bytes).toBeLessThan(100_000);
    expect(tooLargeWords(postedLimits.open)).toContain("more than 32 kB");
    expect(tooLargeWords(postedLimits.carried)).toContain("more than 4 MB");
    const large = Object.values(postedLimits).filter(({ bytes }) => bytes > 4_000_000);
    expect(large).toEqual([postedLimits.upload, postedLimits.attachment]);
  });
});

describe("What can be stored", () => {
  it.each([
    ["plain", "plain"],
    ["a\0b", "a\uFFFDb"],
    ["\uD800", "\uFFFD"],
    ["x\uDC00\uD800y", "x\uFFFD\uFFFDy"],
    ["😀 漢 é\u0001", "😀 漢 é\u0001"],
  ])("of %j is %j", (text, kept) => {
    expect(storable(text)).toBe(kept);
  });
});

describe("Every page", () => {
  it("reads what is posted by server/posted.server.ts alone", () => {
    const files = ["app/routes", "app/server"].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
    );
    const reading = files.filter(
      (file) =>
        /\.tsx?$/.test(file) &&
        /(request|again|clone\(\))\s*\.(formData|json|text|arrayBuffer)\(/.test(
          readFileSync(file, "utf8"),
        ),
    );
    expect(reading).toEqual(["app/server/posted.server.ts"]);
  });
});
