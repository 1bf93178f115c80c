import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { describeBrowser, signIn } from "../support/browser";
import { choose, follow, named, press, see, seeHeading } from "../support/pages";

const own = "correct horse battery";

describeBrowser(
  "A council that starts with nothing",
  (browser) => {
    it("goes from the one-time code to a released cycle", async () => {
      const admin = await browser.open();
      const code = () => /One-time code: (\S+)/.exec(browser.output)?.[1];
      await expect.poll(code).toBeTruthy();
      await setUp(admin, code() ?? "");
      await addPlaces(admin);
      const link = await addLead(admin);
      await importStaff(admin);

      const page = await browser.open();
      await page.goto(link);
      await seeHeading(page, "Choose a password");
      expect(new URL(page.url()).search).toBe("");
      await named(page, "password").fill(own);
      await named(page, "again").fill(own);
      await press(page, "Choose password");
      await see(page, "Your password is chosen");
      await signIn(page, "ola@council.example", own);
      await seeHeading(page, "Your work");
      await see(page, "3 of 9 steps to your first audit cycle are done");
      for (const path of ["/programme", "/caseload", "/teams", "/trends", "/learning-log"]) {
        const answer = await page.goto(path);
        expect([path, answer?.status()]).toEqual([path, 200]);
      }
      await importCases(page);
      await planDrawRelease(page);
      await page.goto("/");
      await seeHeading(page, "Your work");
      expect(await page.locator("#getting-started").count()).toBe(0);
    });
  },
  { demonstration: false },
);

/** The first administrator, by the code that the server printed. */
async function setUp(page: Page, code: string): Promise<void> {
  await page.goto("/");
  await seeHeading(page, "Set up the first administrator");
  await named(page, "code").fill(code);
  await named(page, "name").fill("Ada Firth");
  await named(page, "email").fill("ada@council.example");
  await named(page, "password").fill(own);
  await named(page, "again").fill(own);
  await press(page, "Set up");
  await page.waitForURL((url) => url.pathname === "/");
}

/** Goes to the page of one of the steps on the home page. */
async function step(page: Page, words: string): Promise<void> {
  await page.goto("/");
  await see(page, "Getting started");
  await follow(page, words);
}

async function addPlaces(admin: Page): Promise<void> {
  await step(admin, "Add your services and teams");
  await named(admin, "name").last().fill("Safeguarding");
  await press(admin, "Add service");
  await see(admin, "Safeguarding");
  await admin.goto("/people/teams");
  await named(admin, "name").first().fill("Alder");
  await named(admin, "serviceId").selectOption({ label: "Safeguarding" });
  await choose(admin, "holdsCases", "yes");
  await press(admin, "Add team");
  await see(admin, "Alder");
}

/** Adds the QA lead on one page, role and all; answers the link they choose a password with. */
async function addLead(admin: Page): Promise<string> {
  await admin.goto("/people/new");
  await named(admin, "name").fill("Ola Lead");
  await named(admin, "email").fill("ola@council.example");
  await named(admin, "role1").selectOption("qa-lead");
  await named(admin, "reach1").selectOption("all");
  await press(admin, "Add");
  await seeHeading(admin, "Ola Lead");
  await see(admin, "Given the role QA lead for everything");
  await press(admin, "Show a link to choose a password");
  return (await admin.locator(".los-handed-link").textContent())?.trim() ?? "";
}

/** Sixty staff from one file: nobody else is here yet, so their roles hold at once. */
async function importStaff(admin: Page): Promise<void> {
  const staff = [
    "Avi Auditor,avi@council.example,A1,,,Auditor",
    "Mo Panel,mo@council.example,M1,,,Moderator",
    "Sal Senior,sal@council.example,S1,Alder,,Team manager",
    ...Array.from(
      { length: 57 },
      (_, n) => `Worker ${n},w${n}@council.example,W${n + 2},Alder,S1,Practitioner`,
    ),
  ];
  const head = "Name,Email,Staff number,Team,Manager's number,Roles";
  await step(admin, "Add your staff and their roles");
  await admin.setInputFiles("main input[type=file]", {
    name: "staff.csv",
    mimeType: "text/csv",
    buffer: Buffer.from([head, ...staff].join("\n")),
  });
  await press(admin, "Read the file");
  await seeHeading(admin, "Check who would be added");
  await press(admin, "Add 60 people");
  await seeHeading(admin, "What this import did");
  await see(admin, "60 people were added");
}

async function importCases(lead: Page): Promise<void> {
  const head =
    "Reference,Family reference,Cohort,Team,Worker,Worker number,Supervisor,Supervisor number,Reviewing officer,Age,Opened,Closed";
  const rows = [1, 2, 3, 4, 5, 6].map(
    (n) => `AL-${n},FA-${n},CIN,Alder,Wyn Worker,W1,Sal Senior,S1,,${n + 5},05/01/2024,`,
  );
  await step(lead, "Import the caseload");
  await lead.setInputFiles("main input[type=file]", {
    name: "first.csv",
    mimeType: "text/csv",
    buffer: Buffer.from([head, ...rows].join("\n")),
  });
  await press(lead, "Read the file");
  await seeHeading(lead, "Check what would change");
  await press(lead, "Confirm and import");
  await seeHeading(lead, "What this import did");
}

async function planDrawRelease(lead: Page): Promise<void> {
  await step(lead, "Plan the first audit cycle");
  await named(lead, "size").fill("4");
  for (const list of ["auditors", "moderators"]) await named(lead, list).first().check();
  await press(lead, "Plan this cycle");
  await see(lead, "is planned. Draw its cases next");
  await step(lead, "Draw its cases");
  await press(lead, "Draw 4 cases");
  await see(lead, "4 cases are drawn");
  await step(lead, "Allocate them to auditors");
  await press(lead, "Allocate for me");
  await see(lead, "All 4 cases have an auditor");
  await step(lead, "Release it, so that auditors can begin");
  await press(lead, "Release 4 audits");
  await see(lead, "0 of 4 submitted");
}
