import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

/** The one file that turns instants into dates and back: it names Europe/London. */
const own = "app/rules/core/dates.ts";

/** Whatever means the zone of the host. */
const ofTheHost = [
  /\.(get|set)(Hours|Date|Month|FullYear|Day|Minutes|TimezoneOffset)\(/,
  /\.toLocale(Date|Time)String\(/,
  /new Date\([^()]*,/,
  /DateTimeFormat\(/,
];

const sourcesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name));

const faultsOf = (text: string) =>
  text.split("\n").filter((line) => ofTheHost.some((pattern) => pattern.test(line)));

describe("The zone of the host", () => {
  it("is asked for by no file but the one that owns dates", () => {
    const files = ["app", "db", "scripts"].flatMap(sourcesIn).filter((file) => file !== own);
    expect(files.length).toBeGreaterThan(300);
    const faults = files.flatMap((file) =>
      faultsOf(readFileSync(file, "utf8")).map((line) => `${file}: ${line.trim()}`),
    );
    expect(faults).toEqual([]);
  });

  it.each(["now.getHours()", "new Date(2024, 3, 15)", "date.toLocaleDateString('en-GB')"])(
    "would be found in %s",
    (line) => expect(faultsOf(line)).toEqual([line]),
  );
});
