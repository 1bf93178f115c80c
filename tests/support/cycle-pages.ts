/**
 * Sets a core cycle up through its pages, as a QA lead does: the cases imported, the cycle planned
 * for the people who have accounts, drawn, allocated and released.
 */
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { choose, follow, idIn, named, press, see, seeHeading } from "./pages";

export const cycleTitle = "May 2024 core cycle";

/** Imports two children of one family; a third row is bad, and left out only when that is said. */
export async function importCases(lead: Page): Promise<void> {
  await lead.goto("/caseload/import");
  const rows = [
    "Reference,Family reference,Cohort,Team,Worker,Worker number,Supervisor,Supervisor number,Reviewing officer,Age,Opened,Closed",
    "JN-9001,JF-9001,CIN,Willow,Pat Lindley,practitioner@demo.example,,,,7,05/01/2024,",
    "JN-9002,JF-9001,CP,Willow,Pat Lindley,practitioner@demo.example,,,,unborn,2024-01-05,",
    "JN-9003,JF-9003,CIN,No such team,Pat Lindley,practitioner@demo.example,,,,7,05/01/2024,",
  ];
  await lead.setInputFiles("main input[type=file]", {
    name: "april.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(rows.join("\r\n")),
  });
  await press(lead, "Read the file");
  await seeHeading(lead, "Check what would change");
  await see(lead, "Nothing is changed yet", "No such team");
  await press(lead, "Confirm and import");
  await lead.locator(".govuk-error-summary").waitFor();
  await choose(lead, "leaveUnmapped", "yes");
  await press(lead, "Confirm and import");
  await seeHeading(lead, "What this import did");
  await lead.goto("/caseload?reference=JN-9002");
  await see(lead, "JN-9002", "Pat Lindley");
}

/** Three cases of Willow for the one auditor who has an account; released. Answers the cycle's id. */
export async function planAndRelease(lead: Page): Promise<string> {
  await lead.goto("/exercises/plan/core");
  expect(await named(lead, "title").inputValue()).toBe(cycleTitle);
  await named(lead, "size").fill("3");
  for (const [list, who] of [
    ["auditors", "Alex Morley"],
    ["moderators", "Morgan Selby"],
  ] as const) {
    for (const box of await named(lead, list).all()) await box.uncheck();
    await lead
      .getByRole("checkbox", { name: `${who} takes part` })
      .and(named(lead, list))
      .check();
  }
  await press(lead, "Plan this cycle");
  await seeHeading(lead, cycleTitle);
  await see(lead, "is planned. Draw its cases next");
  const exerciseId = idIn(lead, 2);

  await follow(lead, "Draw the cases");
  await seeHeading(lead, "Draw the cases");
  for (const box of await lead.getByRole("textbox", { name: /^Cases from .* set by hand$/ }).all())
    await box.fill("0");
  await lead.getByRole("textbox", { name: "Cases from Willow, set by hand" }).fill("3");
  await press(lead, "Draw 3 cases");
  await see(lead, "3 cases are drawn");
  await lead.goto(`/exercises/${exerciseId}/draw?verify=yes`);
  await see(lead, "The draw is verified");

  await lead.goto(`/exercises/${exerciseId}/allocate`);
  await press(lead, "Allocate for me");
  await see(lead, "All 3 cases have an auditor");
  await follow(lead, "Go on to release");
  await press(lead, "Release 3 audits");
  await see(lead, "3 audits are on their auditors’ lists", "0 of 3 submitted");
  return exerciseId;
}
