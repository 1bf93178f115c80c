import { expect, it } from "vitest";
import { closedInWords, type ProgressCounts, stepsOf } from "~/rules/audits/exercise-progress";

const counts = (byState: ProgressCounts["byState"], total: number): ProgressCounts => ({
  ...{ byState, total, late: 0, moderated: 0 },
});

it.each([
  ["nothing was audited", counts({ withdrawn: 2 }, 0), /^Nothing was audited.*no team is asked/],
  ["all is final", counts({ final: 2 }, 2), /^Every grade is final/],
  ["one waits", counts({ final: 1, settled: 1 }, 2), /^1 audit is not final yet/],
])("a closed cycle says where it stands when %s", (_, of, words) => {
  expect(closedInWords(of, true)).toMatch(words);
});

it.each([
  [counts({}, 0), "No team is asked"],
  [counts({ final: 1 }, 1), undefined],
])("the last step of a closed cycle says where nobody is asked", (of, words) => {
  expect(stepsOf("closed", of, true).at(-1)).toEqual({ name: "Respond", state: "current", words });
});
