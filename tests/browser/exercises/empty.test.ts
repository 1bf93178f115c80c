import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { addMonths, dateInLondon, formatMonth, monthOf } from "~/rules/core/dates";
import { coreV2 } from "~db/tools/core-v2";
import { submitAudit, writeAudit } from "../../support/audit-pages";
import { describeBrowser, signIn, type TestBrowser } from "../../support/browser";
import { auditByRequest, joinByRequest, post, shown } from "../../support/by-request";
import { auditors, emailOf, moderators, password } from "../../support/council";
import {
  type Audit,
  countOf,
  figures,
  listAudits,
  makeInadequate,
  moderate,
  type Who,
} from "../../support/council-cycle";
import {
  addLead,
  addPlaces,
  choosePassword,
  importCases,
  importStaff,
  setUp,
  step,
} from "../../support/council-pages";
import { addAction, deactivate, handOver } from "../../support/leaver-pages";
import { choose, follow, go, idIn, named, press, see, seeHeading } from "../../support/pages";

/** Who leaves in the middle: auditor, moderator, manager of Birch and owner of an action. */
const leaver = "Lee Dunmore";
const panel = moderators.filter((name) => name !== leaver) as [string, string];
const begun = "Seen by Lee, who could not finish it";

describeBrowser(
  "A council that starts with nothing",
  (browser) => {
    it("goes from the one-time code to the report of its first cycle, and someone leaves", async () => {
      const admin = await browser.open();
      const code = () => /One-time code: (\S+)/.exec(browser.output)?.[1];
      await expect.poll(code).toBeTruthy();
      await setUp(admin, code() ?? "");
      await addPlaces(admin);
      const link = await addLead(admin);
      await importStaff(admin);
      const lead = await browser.open();
      await arrive(lead, link);
      await importCases(lead, admin);
      const cycle = await planDrawRelease(lead);

      const people = await invite(browser, admin);
      const who = (name: string) => people.get(name) as Page;
      const audits = await listAudits(lead, cycle);
      await auditSome(who, audits);
      await leave(lead, admin, who, audits);
      await auditTheRest(who, audits);
      await closeAuditing(lead, cycle);
      await moderate(lead, who, audits, panel);
      await browser.later(8);
      await closeAndRecount(lead, cycle, audits);
    });
  },
  { demonstration: false },
);

/** The QA lead chooses a password with the link, and finds a page behind every entry of the menu. */
async function arrive(lead: Page, link: string): Promise<void> {
  await lead.goto(link);
  await seeHeading(lead, "Choose a password");
  expect(new URL(lead.url()).search).toBe("");
  await choosePassword(lead, "Choose password");
  await see(lead, "Your password is chosen");
  await signIn(lead, "ola@council.example", password);
  await seeHeading(lead, "Your work");
  await see(lead, "3 of 9 steps to your first audit cycle are done");
  for (const path of ["/programme", "/caseload", "/teams", "/trends", "/learning-log"]) {
    const answer = await lead.goto(path);
    expect([path, answer?.status()]).toEqual([path, 200]);
  }
}

/** A cycle of 25 for next month. */
async function planDrawRelease(lead: Page): Promise<string> {
  const month = monthOf(addMonths(dateInLondon(new Date()), 1));
  const [name = "", year = ""] = formatMonth(month).split(" ");
  await step(lead, "Plan the first audit cycle");
  await lead.getByLabel("Month", { exact: true }).first().selectOption({ label: name });
  await lead.getByLabel("Year", { exact: true }).first().selectOption({ label: year });
  await lead.getByLabel("How many cases").fill("25");
  await press(lead, "Plan this cycle");
  await see(lead, `${formatMonth(month)} core cycle is planned. Draw its cases next`);
  const cycle = idIn(lead, 2);
  await step(lead, "Draw its cases");
  for (const row of [/^Open cases today 246$/, /^Can be drawn 123$/])
    await lead.getByRole("row", { name: row }).waitFor();
  await press(lead, "Draw 25 cases");
  await see(lead, "25 cases are drawn");
  await step(lead, "Allocate them to auditors");
  await press(lead, "Allocate for me");
  await see(lead, "All 25 cases have an auditor");
  await step(lead, "Release it, so that auditors can begin");
  await see(lead, `25 audits appear on the lists of ${auditors.length} auditors`);
  await press(lead, "Release 25 audits");
  await see(lead, "0 of 25 submitted");
  await lead.goto("/");
  await seeHeading(lead, "Your work");
  expect(await lead.locator("#getting-started").count()).toBe(0);
  return cycle;
}

/** Everyone who takes part chooses a password with a link that the administrator hands over. */
async function invite(browser: TestBrowser, admin: Page): Promise<Map<string, Page>> {
  const people = new Map<string, Page>();
  for (const name of new Set([...auditors, ...moderators, "Dee Rector"])) {
    const list = await shown(admin, `/people?${new URLSearchParams({ search: name })}`);
    const href = list.html
      .all("main a")
      .find(({ text }) => text === name)
      ?.attribute("href");
    const at = await post(admin, new URL(href ?? "", browser.url), { intent: "give-link" });
    const page = await browser.open();
    await joinByRequest(page, at.html.one(".los-handed-link").text, {
      email: emailOf(name),
      password,
    });
    people.set(name, page);
  }
  return people;
}

async function audit(page: Page, one: Audit): Promise<void> {
  await auditByRequest(page, one.id, (part) => one.grades[part] ?? "");
  one.submitted = true;
}

/** Three are Inadequate, so that each moderator is given one; the first is written page by page. */
async function auditSome(who: Who, audits: Audit[]): Promise<void> {
  const others = audits.filter(({ auditor, team }) => auditor !== leaver && team !== "Birch");
  const three = [...new Map(others.map((one) => [one.auditor, one])).values()].slice(0, 3);
  three.map(makeInadequate);
  const [first, ...more] = three as [Audit, Audit, Audit];
  const page = who(first.auditor);
  await page.goto("/");
  await go(page, page.locator(`main a[href^="/audits/${first.id}"]`).first());
  await writeAudit(page, first.id, {
    usual: "",
    areas: first.grades,
    overall: "inadequate",
    strength: "The worker knows this child well",
    development: "Supervision does not come back to the plan",
  });
  await submitAudit(page);
  first.submitted = true;
  for (const one of more) await audit(who(one.auditor), one);
}

/** Lee begins an audit and is gone; what Lee held goes to others, and what Lee wrote along with it. */
async function leave(lead: Page, admin: Page, who: Who, audits: Audit[]): Promise<void> {
  await addAction(lead, "Birch", leaver);
  const held = audits.filter(({ auditor }) => auditor === leaver);
  const [started] = held as [Audit];
  const page = who(leaver);
  await page.goto("/");
  await page.locator("main a", { hasText: "Moderate case" }).first().waitFor();
  await page.goto(`/audits/${started.id}/areas/assessment`);
  await named(page, "area.assessment.commentary").fill(begun);
  await press(page, "Save and continue");

  await deactivate(admin, leaver, [
    `${held.length} audits, which the QA lead gives to another auditor`,
    "1 moderation, which the QA lead gives to another moderator",
    "1 action, which their manager or a QA lead gives to another owner",
    "82 open cases, which the case system moves",
  ]);
  await page.goto("/");
  await seeHeading(page, "Sign in");

  const loads = auditors
    .filter((name) => name !== leaver)
    .map((name) => ({ name, load: audits.filter(({ auditor }) => auditor === name).length }));
  const least = loads.sort((a, b) => a.load - b.load)[0] ?? { name: "" };
  await handOver(lead, leaver, { auditor: least.name, owner: "Vi Stone" });
  for (const one of held) one.auditor = least.name;
  const successor = who(least.name);
  await successor.goto(`/audits/${started.id}/areas/assessment`);
  expect(await named(successor, "area.assessment.commentary").inputValue()).toBe(begun);
}

async function auditTheRest(who: Who, audits: Audit[]): Promise<void> {
  for (const one of audits) if (!one.submitted) await audit(who(one.auditor), one);
}

async function closeAuditing(lead: Page, cycle: string): Promise<void> {
  await lead.goto(`/exercises/${cycle}`);
  await see(lead, "25 of 25 submitted");
  await follow(lead, "Close auditing");
  await see(lead, "Every audit is submitted");
  await press(lead, "Close auditing");
}

/** Closes the cycle, and counts again every figure of its report and of its teams' reports. */
async function closeAndRecount(lead: Page, cycle: string, audits: Audit[]): Promise<void> {
  await lead.goto(`/exercises/${cycle}/moderation`);
  await go(lead, lead.locator("main").getByRole("link", { name: "Close moderation" }));
  await choose(lead, "sure", "yes");
  await press(lead, "Close moderation");
  await see(lead, "audits made final, 4 teams asked to respond by");
  // The server makes them final in its own time, soon after it has started.
  const room = async () => {
    await lead.goto(`/exercises/${cycle}`);
    return lead.locator("main").textContent();
  };
  await expect.poll(room).toContain("Every grade is final");
  await lead.goto(`/exercises/${cycle}/report`);
  await see(lead, "Final");
  const areas = coreV2.areas
    .map(({ code, name }) => [name, ...countOf(audits, code)])
    .filter(([, ...counts]) => counts.some((count) => count !== "0"));
  expect(await figures(lead, /^Grades by practice area/)).toEqual([
    ["Overall grade", ...countOf(audits, "overall")],
    ...areas,
  ]);
  for (const team of new Set(audits.map((one) => one.team))) {
    const own = audits.filter((one) => one.team === team);
    await lead.goto("/teams");
    await follow(lead, team);
    await go(lead, lead.locator("main a[href*='/report/teams/']").first());
    await seeHeading(lead, team);
    await lead.getByText("Show the grades as a table").click();
    // Areas that nothing was graded in are named beneath.
    expect(await figures(lead, /^Grades by practice area.*: figures$/)).toEqual(
      [{ code: "overall", name: "Overall grade" }, ...coreV2.areas]
        .map(({ code, name }) => [name, ...countOf(own, code)])
        .filter(([, ...counts]) => counts.some((count) => count !== "0")),
    );
  }
}
