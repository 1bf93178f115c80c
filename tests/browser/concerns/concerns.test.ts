import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Db, openDatabase } from "~db/core/open.server";
import { axe, describeBrowser, type TestBrowser } from "../../support/browser";
import { go, named, openAuditOf, press, see, seeHeading } from "../../support/pages";

const hour = 3_600_000;

/** Moves the clock of the place, which the server reads as it starts. */
async function letPass(browser: TestBrowser, db: Db, hours: number): Promise<void> {
  await browser.crash();
  const setting = db.selectFrom("setting").select("value").where("key", "=", "clock.offset");
  const { value } = await setting.executeTakeFirstOrThrow();
  await db
    .updateTable("setting")
    .set({ value: JSON.stringify(JSON.parse(value) + hours * hour) })
    .where("key", "=", "clock.offset")
    .execute();
  await browser.restart();
}

async function fillIn(page: Page, audit: string, what: string): Promise<void> {
  await page.goto(`${audit}/concern`);
  await named(page, "what").fill(what);
  await named(page, "spokenTo").fill("The duty manager, by telephone");
}

describeBrowser("A safeguarding concern", (browser) => {
  let db: Db;
  beforeAll(() => {
    db = openDatabase(browser.database);
  });
  afterAll(async () => {
    await db?.destroy();
  });

  it.each([{ javaScript: true }, { javaScript: false }])(
    "sent after the session ended is kept, and sent after signing in (scripts: $javaScript)",
    async ({ javaScript }) => {
      const page = await browser.open({ as: "auditor@demo.example", afresh: true, javaScript });
      const what = `Nobody has seen the baby (scripts: ${javaScript})`;
      await fillIn(page, await openAuditOf(page), what);
      await db.deleteFrom("auth_session").execute();
      // Held as long as a person holds it: what is said meanwhile must not move it away.
      await page
        .getByRole("button", { name: "Send the concern", exact: true })
        .click({ delay: 250 });
      await seeHeading(page, "Sign in to save what you typed");
      await named(page, "email").fill("auditor@demo.example");
      await named(page, "password").fill("line-of-sight-demo");
      await press(page, "Sign in");
      await seeHeading(page, "Save what you had typed");
      await go(page, page.locator("main form button").first());
      await seeHeading(page, "Safeguarding concern");
      await see(page, what, "The duty manager, by telephone", "Waiting to be acknowledged");
      const raised = db.selectFrom("concern").select("what").where("what", "=", what);
      expect(await raised.execute()).toHaveLength(1);
    },
  );

  it("that nobody acknowledges is escalated when its time is over, and its clock stops by name", async () => {
    const homes = new Map<string, Page>();
    const home = async (who: string) => {
      const as = `${who}@demo.example`;
      const page = homes.get(who) ?? (await browser.open({ as, afresh: true }));
      homes.set(who, page);
      await page.goto("/");
      return page;
    };
    const auditor = await home("auditor");
    const what = "The child says that he is afraid to go home";
    await fillIn(auditor, await openAuditOf(auditor), what);
    await press(auditor, "Send the concern");
    await see(auditor, "Waiting to be acknowledged", /Acknowledge by 5pm today/);
    const concern = new URL(auditor.url()).pathname;
    const waits = async (who: string) =>
      (await (await home(who)).locator(`main a[href="${concern}"]`).count()) > 0;

    expect(await waits("auditor")).toBe(true);
    expect(await waits("qa-lead")).toBe(true);
    expect(await waits("leader")).toBe(false);
    const leader = await home("leader");
    expect((await leader.goto(concern))?.status()).toBe(404);

    await letPass(browser, db, 10);
    for (const who of ["auditor", "qa-lead", "leader"]) {
      expect(await waits(who), who).toBe(true);
      await see(await home(who), /Late by \d+/);
    }
    expect((await leader.goto(concern))?.status()).toBe(200);
    await see(leader, what, /^To the QA lead and the leaders/, /Late by/);
    expect(await axe(leader)).toEqual([]);

    const done = "I rang the police, and he is with his aunt tonight";
    await named(leader, "done").fill(done);
    await press(leader, "Acknowledge");
    await see(leader, "You have acknowledged this concern", done);
    const name = await leader
      .locator("main p", { hasText: /^[A-Z]\w+ \w+, \d+ April/ })
      .textContent();
    await auditor.goto(concern);
    await see(auditor, done, name ?? "", /Acknowledged .* late/);
    for (const who of homes.keys()) expect(await waits(who), who).toBe(false);
  });
});
