import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Db, openDatabase } from "~db/open.server";
import { gradeBlind, submitAudit, writeAudit } from "../support/audit-pages";
import { axe, describeBrowser, signIn, type TestBrowser } from "../support/browser";
import { importCases, planAndRelease } from "../support/cycle-pages";
import { choose, follow, named, press, see, seeHeading } from "../support/pages";

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

    await lead.goto("/");
    const waiting = lead.locator("main a[href^='/re-audits/']").first();
    const reAudit = (await waiting.getAttribute("href")) ?? "";
    await lead.goto("/re-audits");
    await see(lead, "Re-audits to allocate");
    await lead.locator(`main a[href="${reAudit}"]`).click();
    await seeHeading(lead, "Re-audit");
    expect(await axe(lead)).toEqual([]);
    const other = await giveOut(lead, db);
    await see(lead, `is given to ${other.name}`, "Under way");

    const again = await browser.open();
    await signIn(again, other.email);
    const link = again.locator("main a[href^='/audits/']").first();
    const next = (await link.getAttribute("href"))?.split("/")[2] ?? "";
    expect(next).not.toBe(first);
    await link.click();
    await again.locator(`main a[href="/audits/${first}/read"]`).first().waitFor();
    await lead.goto(`/audits/${first}/read`);
    await see(lead, "The case is being audited again");
    await lead.goto(`/audits/${next}/read`);
    await lead.locator(`main a[href="/audits/${first}/read"]`).first().waitFor();

    await writeAudit(again, next, { usual: "outstanding", overall: "outstanding", strength, development });
    await submitAudit(again);
    await closeAndReport(lead, exerciseId);
  }, 240_000);
});
