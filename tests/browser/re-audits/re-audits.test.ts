import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Db, openDatabase } from "~db/core/open.server";
import { gradeBlind, submitAudit, writeAudit } from "../../support/audit-pages";
import { axe, describeBrowser, type TestBrowser } from "../../support/browser";
import { auditByRequest } from "../../support/by-request";
import { figures } from "../../support/council-cycle";
import { importCases, planAndRelease } from "../../support/cycle-pages";
import { choose, follow, go, named, press, see, seeHeading, unfold } from "../../support/pages";

const strength = "The worker knows this child well";
const development = "Nobody asked who lives in the house";

describeBrowser("An audit that is Inadequate overall", (browser) => {
  let db: Db;
  beforeAll(() => {
    db = openDatabase(browser.database);
  });
  afterAll(async () => {
    await db?.destroy();
  });

  it("is read by the service manager, moderated, and audited again outside the cycle's figures", async () => {
    const lead = await browser.open({ as: "qa-lead@demo.example" });
    await importCases(lead);
    const exerciseId = await planAndRelease(lead);
    const auditIds = await writeAll(browser, db, exerciseId);
    const first = auditIds[0] ?? "";
    await readByServiceManager(browser, first);
    await moderate(browser, first);

    const made = db.selectFrom("re_audit").select("id").where("previous_audit_id", "=", first);
    const reAudit = `/re-audits/${(await made.executeTakeFirstOrThrow()).id}`;
    await lead.goto("/re-audits");
    await see(lead, "Re-audits to allocate");
    await go(lead, lead.locator(`main a[href="${reAudit}"]`));
    await seeHeading(lead, "Re-audit");
    expect(await axe(lead)).toEqual([]);
    const other = await giveOut(lead, db);
    await see(lead, `is given to ${other.name}`, "Under way");

    const placed = db.selectFrom("audit").select("id").where("previous_audit_id", "=", first);
    const next = (await placed.executeTakeFirstOrThrow()).id;
    const again = await browser.open({ as: other.email, afresh: true });
    await again.goto("/");
    await unfold(again);
    await go(again, again.locator(`main a[href="/audits/${next}"]`).first());
    await see(again, "This is a re-audit: the case was Inadequate overall the last time.");
    await see(again, "Last audit: May 2024", development);
    await writeAudit(again, next, {
      usual: "outstanding",
      overall: "outstanding",
      strength,
      development: "Write the new plan down",
    });
    await submitAudit(again);
    await lead.goto(`/audits/${first}/read`);
    await see(lead, "The case is being audited again");
    await go(lead, lead.locator(`main a[href="/audits/${next}/read"]`).first());
    await see(lead, "This is a re-audit. The case was audited before in");
    await lead.locator(`main a[href="/audits/${first}/read"]`).first().waitFor();

    await closeAndReport(lead, exerciseId);
  });
});

/** The auditor writes all three; the first is one that the only moderator with an account may grade. */
async function writeAll(browser: TestBrowser, db: Db, exerciseId: string): Promise<string[]> {
  const audits = await db
    .selectFrom("audit")
    .innerJoin("case_record", "case_record.id", "audit.case_id")
    .leftJoin("person", "person.id", "case_record.reviewing_officer_id")
    .select(["audit.id", "person.name as reviewer"])
    .where("audit.exercise_id", "=", exerciseId)
    .execute();
  const tied = ({ reviewer }: { reviewer: string | null }) => Number(reviewer === "Morgan Selby");
  const auditIds = audits.sort((a, b) => tied(a) - tied(b)).map(({ id }) => id);
  const page = await browser.open({ as: "auditor@demo.example" });
  const [first = "", ...others] = auditIds;
  await writeAudit(page, first, {
    usual: "inadequate",
    overall: "inadequate",
    strength,
    development,
    actions: { assessment: "See the child alone this week" },
  });
  await submitAudit(page);
  for (const auditId of others) await auditByRequest(page, auditId, () => "good");
  return auditIds;
}

async function readByServiceManager(browser: TestBrowser, auditId: string): Promise<void> {
  const manager = await browser.open({ as: "service-manager@demo.example" });
  const notice = manager.locator("main li, main section", {
    hasText: "An audit of your service is Inadequate overall",
  });
  const link = notice.locator(`a[href="/audits/${auditId}/read"]`).first();
  await manager.goto("/");
  await go(manager, link);
  await press(manager, "I have read this audit");
  await see(manager, /said on .* that they have read it/);
  await manager.goto("/");
  await seeHeading(manager, "Your work");
  expect(await link.count()).toBe(0);
}

async function moderate(browser: TestBrowser, auditId: string): Promise<void> {
  const page = await browser.open({ as: "moderator@demo.example" });
  await page.goto(`/moderation/${auditId}`);
  await gradeBlind(page, "inadequate");
  await choose(page, "sure", "yes");
  await press(page, "Commit your grades");
  await see(page, "The auditor’s are now beside yours");
  for (const met of await page.locator("main [name^='quality.'][value='met']").all())
    await met.check();
  await choose(page, "accept", "yes");
  await choose(page, "decision", "final");
  await named(page, "feedback").fill("Clear, and rightly so");
  await press(page, "Record the decision");
  await see(page, "The decision is recorded");
  const lead = await browser.open({ as: "qa-lead@demo.example" });
  await lead.goto(`/moderation/${auditId}/compare`);
  await press(lead, "Confirm this decision");
  await see(lead, "The decision is taken");
  await browser.later(8);
}

/** Gives the re-audit out on its own, to the first auditor whom nothing counts against. */
async function giveOut(lead: Page, db: Db): Promise<{ name: string; email: string }> {
  await choose(lead, "place", "own");
  const first = named(lead, "auditorId").first();
  const id = (await first.getAttribute("value")) ?? "";
  await first.check();
  const { name, email } = await db
    .selectFrom("person")
    .select(["name", "email"])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  // Most auditors of the demonstration have no account: this one signs in as the others do.
  const account = await db
    .selectFrom("auth_account")
    .selectAll()
    .limit(1)
    .executeTakeFirstOrThrow();
  await db
    .insertInto("auth_account")
    .values({ ...account, person_id: id, must_change: 0 })
    .onConflict((c) => c.column("person_id").doNothing())
    .execute();
  await press(lead, "Allocate the re-audit");
  return { name, email: email ?? "" };
}

async function closeAndReport(lead: Page, exerciseId: string): Promise<void> {
  await lead.goto(`/exercises/${exerciseId}`);
  await follow(lead, "Close auditing");
  await press(lead, "Close auditing");
  await see(lead, "Auditing is closed. Moderation goes on from here");
  await lead.goto(`/exercises/${exerciseId}/close`);
  await choose(lead, "sure", "yes");
  await press(lead, "Close moderation");
  await lead.goto(`/exercises/${exerciseId}/report`);
  const [overall] = await figures(lead, /^Grades by practice area/);
  expect(overall).toEqual(["Overall grade", "0", "2", "0", "1"]);
  await see(lead, "2 of 3");
}
