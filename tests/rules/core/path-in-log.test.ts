import { expect, it } from "vitest";
import { paths } from "~/paths";
import { pathInLog } from "~/rules/core/path-in-log";

it("leaves the secret of a calendar out of a log, and every other path as it is", () => {
  expect(pathInLog(paths.calendar("s3cret"))).toBe("/calendar/…");
  expect(pathInLog("/calendar/s3cret/more")).toBe("/calendar/…");
  expect(pathInLog(paths.accountCalendar())).toBe("/account/calendar");
});
