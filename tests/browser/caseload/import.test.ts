import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { writtenAnnexA } from "../../support/annex-a";
import { axe, describeBrowser, screenshot } from "../../support/browser";
import { choose, follow, press, see, seeHeading } from "../../support/pages";

const workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

async function bring(lead: Page, name: string, buffer: Buffer, mimeType: string) {
  await lead.goto("/caseload/import");
  await lead.setInputFiles("main input[type=file]", { name, mimeType, buffer });
  await press(lead, "Read the file");
}

const settled = async (page: Page, name: string) => {
  expect(await axe(page)).toEqual([]);
  await screenshot(page, name);
};

describeBrowser("Importing a caseload", (browser) => {
  it("takes an Annex A workbook from upload to undone", async () => {
    const lead = await browser.open({ as: "qa-lead@demo.example" });
    const child = (n: number, more = {}) => ({ childId: `AXB-${n}`, age: 9, ...more });
    const file = await writtenAnnexA({
      "List 6": [
        child(1),
        child(2, { team: "Wilow Team" }),
        child(3, { startedOn: "soon" }),
        child(4, { endedOn: "01/02/2024" }),
      ],
      "List 7": [child(1, { startedOn: "01/05/2023" })],
      "List 8": [child(5)],
      "List 9": [child(6, { age: 19 })],
    });
    await bring(lead, "annex-a.xlsx", file, workbook);
    await seeHeading(lead, "Check what would change");
    await see(lead, "1 name of a team", "Give CIN Start Date as a date");
    await settled(lead, "import-staged");

    await follow(lead, "Choose what the names mean");
    await seeHeading(lead, "What do these team names mean?");
    await settled(lead, "import-teams");
    await lead.locator("main select").first().selectOption({ label: "Willow (much alike)" });
    await press(lead, "Save and compare again");
    await seeHeading(lead, "Check what would change");
    await see(lead, "compared again");

    await press(lead, "Confirm and import");
    await lead.locator(".govuk-error-summary").waitFor();
    await settled(lead, "import-refused");
    await choose(lead, "leaveOut", "yes");
    await press(lead, "Confirm and import");
    await seeHeading(lead, "What this import did");
    await settled(lead, "import-confirmed");
    const here = lead.url();

    await lead.goto("/caseload?reference=AXB-2");
    await see(lead, "AXB-2", "Willow");
    await lead.goto(here);
    await follow(lead, "Undo this import");
    await seeHeading(lead, "Undo this import");
    await see(lead, "takes out the 4 cases it added");
    await settled(lead, "import-undo");
    await press(lead, "Undo this import");
    await seeHeading(lead, "This import was undone");
    await lead.goto("/caseload?reference=AXB-2");
    await see(lead, "No case fits these filters");
  });

  it("shows a long file being read, lets it be left, and keeps other pages quick", async () => {
    const lead = await browser.open({ as: "qa-lead@demo.example" });
    const head = "Reference,Cohort,Team,Worker,Age,Opened";
    const lines = Array.from(
      { length: 60_000 },
      (_, n) => `LONG-${n},CIN,Willow,Pat Lindley,7,2024-01-02`,
    );
    await bring(lead, "long.csv", Buffer.from([head, ...lines].join("\n")), "text/csv");
    await lead.locator(".los-progress").waitFor();
    await see(lead, "You can leave this page and come back");
    const here = lead.url();
    // The file is still being worked on when the other page has long answered.
    expect((await lead.request.get("/programme")).ok()).toBe(true);
    expect(await (await lead.request.get(here)).text()).toContain("los-progress");
    await lead.goto("/programme");
    await lead.goto(here);
    await lead.getByRole("heading", { name: "Check what would change" }).waitFor({
      timeout: 240_000,
    });
    await see(lead, "60,000 rows, read by");
    await press(lead, "Discard");
    await see(lead, "The import is discarded");
  });

  it("says so on its own page when a file is too large, without scripts too", async () => {
    const lead = await browser.open({ as: "qa-lead@demo.example", javaScript: false });
    const folder = mkdtempSync(join(tmpdir(), "line-of-sight-huge-"));
    const path = join(folder, "huge.csv");
    writeFileSync(path, Buffer.alloc(30 * 1024 * 1024, "DB-1,CIN\n"));
    await lead.goto("/caseload/import");
    await lead.setInputFiles("main input[type=file]", path);
    await press(lead, "Read the file");
    await lead.locator("#file-error").waitFor();
    expect(await lead.locator("#file-error").textContent()).toContain("20 MB or less");
    rmSync(folder, { recursive: true });
  });
});
