import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Db, openDatabase } from "~db/core/open.server";
import { describeBrowser, signIn, type TestBrowser } from "../../support/browser";
import { choose, fillDate, go, named, openAuditOf, press, saved } from "../../support/pages";
import { settled } from "../../support/settled";

const auditor = "auditor@demo.example";
const area = "assessment";
const commentary = `area.${area}.commentary`;
const rationale = `area.${area}.rationale`;

const status = (page: Page) => page.locator("main .los-saved");
const trouble = (page: Page, words: string) =>
  page.locator(".los-save-trouble").filter({ hasText: words }).waitFor();
const troubleOver = (page: Page) =>
  page.locator(".los-save-trouble__words").waitFor({ state: "detached", timeout: 120_000 });

/** A session of its own each time: these tests end sessions. */
async function openArea(browser: TestBrowser): Promise<{ page: Page; audit: string }> {
  const page = await browser.open({ as: auditor, afresh: true });
  const audit = await openAuditOf(page);
  await page.goto(`${audit}/areas/${area}`);
  await status(page).waitFor();
  return { page, audit };
}

const stored = async (db: Db, audit: string, field: string): Promise<string | undefined> =>
  (
    await db
      .selectFrom("answer")
      .select("value")
      .where("audit_id", "=", audit.split("/").at(-1) ?? "")
      .where("field", "=", field)
      .executeTakeFirst()
  )?.value;

const endSessions = (db: Db) => db.deleteFrom("auth_session").execute();

/** Signs in on a tab of the same browser, as the banner's link asks. */
async function signInAgain(page: Page, as: string): Promise<void> {
  const link = page.getByRole("link", { name: "Sign in again in a new tab" });
  const [tab] = await Promise.all([page.waitForEvent("popup"), link.click()]);
  await tab.waitForLoadState();
  await tab.fill('input[name="email"]', as);
  await tab.fill('input[name="password"]', "line-of-sight-demo");
  await tab.press('input[name="password"]', "Enter");
  await tab.locator("h1", { hasText: "close this tab" }).waitFor();
  await tab.close();
  await page.bringToFront();
}

for (const database of ["sqlite", "postgres"] as const) {
  /** What the browser alone decides is walked on one database. */
  const itOnce = (name: string, test: () => Promise<void>) =>
    database === "sqlite" ? it(name, test) : undefined;

  /** When the server dies, in milliseconds after typing: on PostgreSQL once, since the page is the same. */
  const moments = database === "sqlite" ? [1100, 1600, 2300] : [1600];

  describeBrowser(
    `What an auditor types (${database})`,
    (browser) => {
      let db: Db;
      beforeAll(() => {
        db = openDatabase(browser.database);
      });
      afterAll(async () => {
        await db?.destroy();
      });

      // The saves of it that a database answers are asked of both by tests/web/core/autosave.test.ts.
      itOnce("is saved as it is typed, and says when", async () => {
        const { page, audit } = await openArea(browser);
        await named(page, commentary).fill("");
        await named(page, commentary).pressSequentially("Seen at home, twice. ");
        await saved(page);
        expect(await stored(db, audit, commentary)).toBe("Seen at home, twice. ");
        // Where the person types, not only at the end of a long page.
        const { y = 0, height = 0 } = (await status(page).boundingBox()) ?? {};
        expect([y > 0, y + height <= 900]).toEqual([true, true]);
        await choose(page, `area.${area}.grade`, "good");
        await expect.poll(() => stored(db, audit, `area.${area}.grade`)).toBe("good");
        await page.reload();
        expect(await named(page, commentary).inputValue()).toBe("Seen at home, twice. ");
      });

      itOnce(
        "outlives a server that dies, a connection that breaks and a session that ends",
        async () => {
          const { page, audit } = await openArea(browser);
          const box = named(page, commentary);
          await box.fill("Before the server dies.");
          await saved(page);
          expect(await stored(db, audit, commentary)).toBe("Before the server dies.");

          await browser.crash();
          await box.pressSequentially(" While it is gone.");
          await trouble(page, "You’re not connected");
          expect(await status(page).textContent()).toBe("Not saved yet");
          await browser.restart();
          await troubleOver(page);
          await saved(page);
          const both = "Before the server dies. While it is gone.";
          expect(await stored(db, audit, commentary)).toBe(both);

          await page.context().setOffline(true);
          await named(page, rationale).fill("Written without a connection");
          await trouble(page, "You’re not connected");
          // Going elsewhere without a connection would throw the page away: it stays.
          await go(page, page.getByRole("link", { name: "Voices" }).first());
          expect(new URL(page.url()).pathname).toBe(`${audit}/areas/${area}`);
          expect(await named(page, rationale).inputValue()).toBe("Written without a connection");
          await page.context().setOffline(false);
          await troubleOver(page);
          await saved(page);
          expect(await stored(db, audit, rationale)).toBe("Written without a connection");

          await endSessions(db);
          await named(page, rationale).fill("Written after the session ended");
          await trouble(page, "You’ve been signed out");
          expect(await stored(db, audit, rationale)).toBe("Written without a connection");
          await signInAgain(page, auditor);
          await troubleOver(page);
          await saved(page);
          expect(await stored(db, audit, rationale)).toBe("Written after the session ended");
          expect(await stored(db, audit, commentary)).toBe(both);

          await press(page, "Save and come back later");
          await page.waitForURL(`**${audit}`);
          await page.goto(`${audit}/areas/${area}`);
          expect(await named(page, commentary).inputValue()).toBe(both);
          expect(await named(page, rationale).inputValue()).toBe("Written after the session ended");
        },
      );

      it("keeps every character that was acknowledged when the server dies at any moment", async () => {
        const { page, audit } = await openArea(browser);
        const acknowledged: string[] = [];
        page.on("requestfinished", async (request) => {
          if (!request.url().endsWith("/answers")) return;
          const answer = await request.response();
          const sent = request.postDataJSON()?.changes?.[commentary]?.value;
          if (answer?.status() === 200 && sent) acknowledged.push(sent);
        });
        await named(page, commentary).fill("");
        for (const wait of moments) {
          await named(page, commentary).pressSequentially(`after ${wait} and on and on, `, {
            delay: 15,
          });
          await page.waitForTimeout(wait - 400);
          await browser.crash();
          const latest = acknowledged.at(-1) ?? "";
          await browser.restart();
          expect((await stored(db, audit, commentary)) ?? "").toContain(latest);
        }
        await troubleOver(page);
        await saved(page);
        await expect.poll(() => acknowledged.length).toBeGreaterThan(0);
        expect(await stored(db, audit, commentary)).toBe(
          await named(page, commentary).inputValue(),
        );
      });

      itOnce("is not saved in the name of someone else who signed in meanwhile", async () => {
        const { page, audit } = await openArea(browser);
        await endSessions(db);
        await named(page, rationale).fill("Mine alone");
        await trouble(page, "You’ve been signed out");
        await signInAgain(page, "moderator@demo.example");
        await trouble(page, "Someone else is signed in now");
        expect(await stored(db, audit, rationale)).not.toBe("Mine alone");
        expect(await named(page, rationale).inputValue()).toBe("Mine alone");
        const other = await page.context().newPage();
        await other.goto("/");
        await other.getByRole("button", { name: "Sign out" }).click();
        await other.waitForURL("**/sign-in");
        await signIn(other, auditor);
        await other.close();
        await troubleOver(page);
        await expect.poll(() => stored(db, audit, rationale)).toBe("Mine alone");
      });

      itOnce("is kept half typed, dates too, and comes back as it was typed", async () => {
        const { page, audit } = await openArea(browser);
        await page.goto(`${audit}/voices`);
        await choose(page, "voice.child.status", "obtained");
        await fillDate(page, "voice.child.held-on", "2024-02-31");
        await named(page, "voice.child.held-on.year").fill("");
        await named(page, "voice.child.method").fill("Vis");
        await saved(page);
        await page.reload();
        expect(await named(page, "voice.child.held-on.day").inputValue()).toBe("31");
        expect(await named(page, "voice.child.held-on.month").inputValue()).toBe("2");
        expect(await named(page, "voice.child.held-on.year").inputValue()).toBe("");
        expect(await named(page, "voice.child.method").inputValue()).toBe("Vis");
        await fillDate(page, "voice.child.held-on", "2024-04-11");
        await saved(page);
      });

      itOnce("is kept in a form that its button sends, and asked about in any other", async () => {
        const page = await browser.open({ as: "qa-lead@demo.example", afresh: true });
        const asked: string[] = [];
        page.on("dialog", async (dialog) => {
          asked.push(dialog.type());
          await dialog.dismiss();
        });
        await page.goto("/learning-log/new");
        await page.locator("main .los-saved").waitFor();
        await named(page, "why").fill("Straight on, with no wait for the save");
        await page.getByRole("link", { name: "Cancel" }).click();
        await page.waitForURL("**/learning-log");
        await page.goto("/learning-log/new");
        expect(await named(page, "why").inputValue()).toBe(
          "Straight on, with no wait for the save",
        );
        expect(asked).toEqual([]);
        await page.getByRole("button", { name: "Throw it away" }).click();
        await page.waitForLoadState();
        expect(await named(page, "why").inputValue()).toBe("");

        await page.goto("/exercises/plan/dip-sample");
        await settled(page);
        await named(page, "rationale").fill("Not saved anywhere");
        await go(page, page.getByRole("link", { name: "Programme" }).first());
        expect(asked).toEqual(["confirm"]);
        expect(new URL(page.url()).pathname).toBe("/exercises/plan/dip-sample");
        expect(await named(page, "rationale").inputValue()).toBe("Not saved anywhere");
      });

      itOnce("is saved on the way out: by a link, by leaving, by signing out", async () => {
        const { page, audit } = await openArea(browser);
        await named(page, commentary).fill("Then straight to the voices");
        await page.getByRole("link", { name: "Voices" }).first().click();
        await page.waitForURL("**/voices");
        expect(await stored(db, audit, commentary)).toBe("Then straight to the voices");

        await page.goto(`${audit}/areas/${area}`);
        await status(page).waitFor();
        await named(page, commentary).fill("Then the tab is closed");
        await settled(page);
        await page.close({ runBeforeUnload: false });
        await expect.poll(() => stored(db, audit, commentary)).toBe("Then the tab is closed");

        const again = await browser.open({ as: auditor, afresh: true });
        await again.goto(`${audit}/areas/${area}`);
        await status(again).waitFor();
        await named(again, commentary).fill("Then signed out");
        await again.getByRole("button", { name: "Sign out" }).click();
        await again.waitForURL("**/sign-in");
        expect(await stored(db, audit, commentary)).toBe("Then signed out");
      });
    },
    { database },
  );
}
