import { expect, test } from "vitest";
import { listFailures } from "../../../scripts/failures";

const counts = { numPassedTests: 1, numFailedTests: 1, numPendingTests: 0, numTodoTests: 0 };
const passed = { status: "passed", title: "passes", ancestorTitles: [], failureMessages: [] };

test("a failed test is named with its file, its first line and what its pages showed", () => {
  const message = [
    "Error: expected 1 to be 2",
    "    at tests/browser/a.test.ts:3:4",
    "  Page http://127.0.0.1:1/audits, headed “Audits”",
    "  It complained: no",
    "  It says: Audits",
  ].join("\n");
  const failed = { ...passed, status: "failed", title: "counts", ancestorTitles: ["Audits"] };
  const name = `${process.cwd()}/tests/browser/a.test.ts`;
  const results = [passed, { ...failed, failureMessages: [message] }];
  const report = {
    ...counts,
    testResults: [{ name, status: "failed", assertionResults: results }],
  };
  expect(listFailures(report)).toEqual([
    [
      "tests/browser/a.test.ts › Audits › counts",
      "  Error: expected 1 to be 2",
      "  Page http://127.0.0.1:1/audits, headed “Audits”",
      "  It complained: no",
      "  It says: Audits",
    ].join("\n"),
  ]);
});

test("a file that can't be loaded is named too, and one that passed is not", () => {
  const of = (name: string) => ({ name: `${process.cwd()}/${name}`, assertionResults: [] });
  const report = {
    ...counts,
    testResults: [
      { ...of("tests/db/b.test.ts"), status: "failed", message: "SyntaxError: no\nmore" },
      { ...of("tests/db/c.test.ts"), status: "passed", assertionResults: [passed] },
    ],
  };
  expect(listFailures(report)).toEqual(["tests/db/b.test.ts\n  SyntaxError: no"]);
});
