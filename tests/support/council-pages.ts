/**
 * Takes a council from an empty installation to a caseload through its pages: the first
 * administrator, services and teams, the QA lead, sixty staff from one file, and 250 dirty rows.
 */
import type { Page } from "playwright-core";
import { caseload, open, password, staffList, teams } from "./council";
import { choose, follow, named, press, see, seeHeading } from "./pages";

/** The first administrator, by the code that the server printed. */
export async function setUp(page: Page, code: string): Promise<void> {
  await page.goto("/");
  await seeHeading(page, "Set up the first administrator");
  await named(page, "code").fill(code);
  await named(page, "name").fill("Ada Firth");
  await named(page, "email").fill("ada@council.example");
  await choosePassword(page, "Set up");
  await page.waitForURL((url) => url.pathname === "/");
}

export async function choosePassword(page: Page, button: string): Promise<void> {
  await named(page, "password").fill(password);
  await named(page, "again").fill(password);
  await press(page, button);
}

/** Goes to the page of one of the steps on the home page. */
export async function step(page: Page, words: string): Promise<void> {
  await page.goto("/");
  await see(page, "Getting started");
  await follow(page, words);
}

export async function addPlaces(admin: Page): Promise<void> {
  for (const service of ["Safeguarding", "Care"]) {
    await step(admin, "Add your services and teams");
    await named(admin, "name").last().fill(service);
    await press(admin, "Add service");
    await see(admin, service);
  }
  for (const team of teams) await addTeam(admin, team);
}

async function addTeam(admin: Page, team: string): Promise<void> {
  await admin.goto("/people/teams");
  await named(admin, "name").first().fill(team);
  const service = team === "Cedar" ? "Care" : "Safeguarding";
  await named(admin, "serviceId").selectOption({ label: service });
  await choose(admin, "holdsCases", "yes");
  await press(admin, "Add team");
  await see(admin, team);
}

/** Adds a team that an import asks for, from the administrator's home. */
async function addAskedTeam(admin: Page, team: string): Promise<void> {
  await admin.goto("/");
  await follow(admin, `Add the team ${team}, which an import names`);
  await seeHeading(admin, `What is the team ${team}?`);
  await admin.getByRole("radio", { name: "It is a new team: add it" }).check();
  await named(admin, "serviceId").selectOption({ label: "Care" });
  await press(admin, "Save and go on");
}

/** Adds the QA lead on one page, role and all; answers the link they choose a password with. */
export async function addLead(admin: Page): Promise<string> {
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

async function bring(page: Page, name: string, content: string): Promise<void> {
  await page.setInputFiles("main input[type=file]", {
    name,
    mimeType: "text/csv",
    buffer: Buffer.from(content),
  });
  await press(page, "Read the file");
}

/** Sixty staff from one file: nobody else is here yet, so their roles hold at once. */
export async function importStaff(admin: Page): Promise<void> {
  await step(admin, "Add your staff and their roles");
  await bring(admin, "staff.csv", staffList());
  await seeHeading(admin, "Check who would be added");
  await press(admin, "Add 60 people");
  await seeHeading(admin, "What this import did");
  await see(admin, "60 people were added");
}

/**
 * Brings in the caseload: says which way round its dates are, waits for a team that the
 * administrator adds meanwhile, says what its words for cohorts mean and who its near names are.
 */
export async function importCases(lead: Page, admin: Page): Promise<void> {
  await step(lead, "Import the caseload");
  await bring(lead, "open-cases.csv", caseload());
  await seeHeading(lead, "Check what would change");
  const here = new URL(lead.url()).pathname;
  await see(lead, "250 rows, read by Ola Lead", "2 new workers are much like someone else");
  for (const words of [
    "Check the commas: the row has 17 cells under 12 headings",
    "Add the case reference",
    "Give Opened as a date like",
    "Take one of the two out: 4001 is on line 3 too",
  ]) {
    await see(lead, words);
  }

  await press(lead, "Confirm and import");
  await see(lead, "Choose how the dates are written", /25\/03\/2025 on line 26.*03\/25\/2025/);
  await lead.getByRole("radio", { name: /^Day first/ }).check();
  await press(lead, "Read the dates this way");

  await follow(lead, "Choose what the names mean");
  await lead.getByLabel("alder team").selectOption({ label: "Alder (much alike)" });
  await lead
    .getByLabel("Elm")
    .selectOption({ label: "A team that is missing here: ask an administrator to add it" });
  await press(lead, "Save and compare again");
  await see(lead, "An administrator is asked to add the team");
  await addAskedTeam(admin, "Elm");

  await lead.goto(`${here}/names?kind=cohort`);
  await lead.getByLabel("CWD").selectOption({ label: "Child in need" });
  await lead.getByLabel("Child subject to a CPP").selectOption({ label: "Child protection" });
  await press(lead, "Save and compare again");
  await lead.goto(`${here}/names?kind=worker`);
  const answer = (name: string, choice: RegExp) =>
    lead.getByRole("group", { name }).getByRole("radio", { name: choice }).check();
  await answer("Jon Smyth", /^John Smyth/);
  await answer("Kitt Vanstone", /^Kit Vanstone, new in this file too/);
  await press(lead, "Save and compare again");

  await lead.getByRole("checkbox", { name: "Leave out the 4 bad rows" }).check();
  await press(lead, "Confirm and import");
  await seeHeading(lead, "What this import did");
  await lead.goto("/caseload");
  await see(lead, "246 open cases in view");
  for (const [cohort, count] of Object.entries(open)) {
    await lead.getByRole("link", { name: `${cohort} (${count})` }).waitFor();
  }
}
