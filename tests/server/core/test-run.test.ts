import { expect, test } from "vitest";
import { roomsToTest } from "../../../scripts/changed";
import { durationsInWords } from "../../../scripts/durations";

const report = (seconds: Record<string, number>) => ({
  numPassedTests: 1,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: Object.entries(seconds).map(([name, took]) => ({
    name: `${process.cwd()}/${name}`,
    status: "passed",
    startTime: 1000,
    endTime: 1000 + took * 1000,
    assertionResults: [],
  })),
});

test("a run says how long each project took against its budget, and its slowest files first", () => {
  const words = durationsInWords(
    report({ "tests/rules/a/b.test.ts": 1, "tests/browser/c.test.ts": 900 }),
    1,
  );
  expect(words).toEqual([
    "rules        1 s of 60 s in 1 files",
    "browser    900 s of 700 s in 1 files  OVER BUDGET",
    "  900.0 s  tests/browser/c.test.ts",
  ]);
});

test.each([
  [["app/rules/audits/content.ts", "db/operations/audits/submission.server.ts"], ["audits"]],
  [
    ["app/routes/reports/trends.tsx", "tests/web/home/home.test.ts", "README.md"],
    ["home", "reports"],
  ],
  [["db/core/events.server.ts", "app/rules/audits/content.ts"], "everything"],
  [["app/ui/figures.tsx"], "everything"],
  [["README.md"], []],
])("a change of %j asks for the tests of %j", (files, rooms) => {
  expect(roomsToTest(files)).toEqual(rooms);
});
