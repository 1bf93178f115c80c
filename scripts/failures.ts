/** Owns what is said of failed tests at the end of a run: which, why, and what a browser showed. */
import { relative } from "node:path";

export interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: {
    name: string;
    status: string;
    message?: string;
    /** In milliseconds. */
    startTime?: number;
    endTime?: number;
    assertionResults: {
      status: string;
      title: string;
      ancestorTitles: string[];
      failureMessages?: string[] | null;
    }[];
  }[];
}

/** One entry a failed test, or a file that could not be loaded: its name and a short message. */
export function listFailures(report: VitestReport): string[] {
  return report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(process.cwd(), name);
    const failed = assertionResults.filter((test) => test.status === "failed");
    if (failed.length === 0 && status === "failed") return [`${file}\n${inShort(message ?? "")}`];
    return failed.map(
      ({ ancestorTitles, title, failureMessages }) =>
        `${[file, ...ancestorTitles, title].join(" › ")}\n${inShort(failureMessages?.[0] ?? "")}`,
    );
  });
}

/** The first line, and what tests/support/failed-pages.ts adds of the pages. */
function inShort(message: string): string {
  const [first = "", ...others] = message.split("\n");
  const pages = others.filter((line) => /^ {2}(Page |It )/.test(line));
  return [`  ${first.slice(0, 300)}`, ...pages].join("\n");
}
