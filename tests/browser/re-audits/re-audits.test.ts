import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Db, openDatabase } from "~db/core/open.server";
import { submitAudit, writeAudit } from "../../support/audit-pages";
import { axe, describeBrowser, type TestBrowser } from "../../support/browser";
import { auditByRequest, confirmByRequest, moderateByRequest } from "../../support/by-request";
import { figures } from "../../support/council-cycle";
import { planAndRelease } from "../../support/cycle-pages";
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
    // Its pages are those of any audit, which the whole thread walks.
    await auditByRequest(again, next, () => "outstanding");
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

/** As the whole thread walks it page by page. */
async function moderate(browser: TestBrowser, auditId: string): Promise<void> {
  const moderator = await browser.open({ as: "moderator@demo.example" });
  await moderateByRequest(moderator, auditId, () => "inadequate");
  const lead = await browser.open({ as: "qa-lead@demo.example" });
  await confirmByRequest(lead, auditId);
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
