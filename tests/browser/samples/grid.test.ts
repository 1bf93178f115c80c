import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { paths } from "~/paths";
import { type Db, openDatabase } from "~db/core/open.server";
import { axe, describeBrowser } from "../../support/browser";
import { saved, see } from "../../support/pages";

const reviewer = "service-manager@demo.example";

describeBrowser("The grid of a dip sample", (browser) => {
  let db: Db;
  let address = "";
  beforeAll(async () => {
    db = openDatabase(browser.database);
    const { id } = await db
      .selectFrom("exercise")
      .select("id")
      .where("title", "=", "Pre-proceedings letters")
      .executeTakeFirstOrThrow();
    const audits = db.selectFrom("audit").select("id").where("exercise_id", "=", id);
    await db.deleteFrom("answer").where("audit_id", "in", audits).execute();
    const open = { state: "auditing" as const, closed_at: null };
    await db.updateTable("exercise").set(open).where("id", "=", id).execute();
    await db
      .updateTable("audit")
      .set({ state: "started" })
      .where("exercise_id", "=", id)
      .where("state", "<>", "withdrawn")
      .execute();
    address = paths.exercises.grid(id);
  });
  afterAll(async () => {
    await db?.destroy();
  });

  const row = (page: Page, n: number) => page.locator(".los-grid tbody").nth(n - 1);
  const answersIn = (page: Page, n: number) =>
    row(page, n)
      .locator("input:checked")
      .evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
  const start = (page: Page, n: number) => row(page, n).locator("input").first().focus();
  const here = (page: Page) =>
    page.evaluate(
      () => document.activeElement?.closest("fieldset")?.querySelector("legend")?.textContent,
    );

  it("is filled by its keys, keeps each answer, and counts as it goes", async () => {
    const page = await browser.open({ as: reviewer, afresh: true });
    await page.goto(address);
    await start(page, 1);
    for (const key of ["m", "p", "n", "a"]) await page.keyboard.press(key);
    expect(await answersIn(page, 1)).toEqual(["met", "partly", "not-met", "not-applicable"]);
    expect(await here(page)).toMatch(/question 5: /);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowLeft");
    expect(await here(page)).toMatch(/question 4: /);
    // An arrow goes on; it answers nothing.
    expect(await answersIn(page, 2)).toEqual([]);
    await page.keyboard.press("m");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Delete");
    expect(await answersIn(page, 2)).toEqual([]);
    await see(page, "Met 1 of 1");

    await row(page, 3)
      .getByRole("button", { name: /The rest of/ })
      .click();
    expect(await answersIn(page, 3)).toHaveLength(6);
    await see(page, "1 of 15 cases complete", "Met 2 of 2");
    await row(page, 3).getByRole("button", { name: /Undo/ }).click();
    expect(await answersIn(page, 3)).toEqual([]);
    await row(page, 3)
      .getByRole("button", { name: /The rest of/ })
      .click();

    // One stop for Tab, in view below the head that stays.
    expect(await page.locator(".los-grid input[type=radio][tabindex='0']").count()).toBe(4);
    await start(page, 15);
    for (let n = 0; n < 14; n += 1) await page.keyboard.press("ArrowUp");
    const [cell, head] = await page.evaluate(() => [
      document.activeElement?.closest("td")?.getBoundingClientRect().top ?? 0,
      document.querySelector(".los-grid thead")?.getBoundingClientRect().bottom ?? 0,
    ]);
    expect(cell).toBeGreaterThanOrEqual(head ?? 0);
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThan(2700);

    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await saved(page);
    expect(await axe(page)).toEqual([]);
    // Left without its button: nothing is lost.
    await page.goto("/");
    await page.goto(address);
    expect(await answersIn(page, 1)).toEqual(["met", "partly", "not-met", "not-applicable"]);
    expect(await answersIn(page, 3)).toHaveLength(6);
  });

  it("answers to its keys before the page's other scripts have come", async () => {
    const page = await browser.open({ as: reviewer, afresh: true });
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await page.route("**/assets/*.js", async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(address, { waitUntil: "commit" });
    await row(page, 5).locator("input").first().waitFor();
    await start(page, 5);
    await page.keyboard.press("n");
    await page.keyboard.press("p");
    letGo();
    await page
      .locator(".los-saved")
      .filter({ hasText: /^Saved/ })
      .waitFor();
    await saved(page);
    expect(await answersIn(page, 5)).toEqual(["not-met", "partly"]);
    await page.reload();
    expect(await answersIn(page, 5)).toEqual(["not-met", "partly"]);
  });

  it("shows two answers of one cell beside each other, and saves all others", async () => {
    const one = await browser.open({ as: reviewer, afresh: true });
    const two = await browser.open({ as: "team-manager@demo.example", afresh: true });
    const { id: personId } = await db
      .selectFrom("person")
      .select("id")
      .where("email", "=", "team-manager@demo.example")
      .executeTakeFirstOrThrow();
    await db
      .insertInto("exercise_member")
      .values({
        exercise_id: address.split("/")[2] ?? "",
        person_id: personId,
        part: "reviewer",
        role_text: "",
        expected: 0,
        maximum: 0,
      })
      .execute();
    await one.goto(address);
    await two.goto(address);
    await start(one, 7);
    await one.keyboard.press("m");
    await one.evaluate(() => (document.activeElement as HTMLElement).blur());
    await saved(one);
    await start(two, 7);
    await two.keyboard.press("n");
    await two.keyboard.press("p");
    await two.evaluate(() => (document.activeElement as HTMLElement).blur());
    const choice = two.locator(".los-two-versions");
    await choice.waitFor();
    expect(await choice.textContent()).toContain("Sam Okafor changed this");
    await choice.getByRole("button", { name: /Keep mine/ }).click();
    await choice.waitFor({ state: "detached" });
    await saved(two);
    await one.reload();
    expect(await answersIn(one, 7)).toEqual(["not-met", "partly"]);
  });

  it("shows one case a screen on a phone", async () => {
    const page = await browser.open({ as: reviewer, afresh: true });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(address);
    const inView = () => page.locator(".los-grid tbody:visible").count();
    expect(await inView()).toBe(1);
    await row(page, 1).getByRole("link", { name: "Next case" }).click();
    await row(page, 2).waitFor({ state: "visible" });
    expect(await inView()).toBe(1);
    expect(await axe(page)).toEqual([]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(390);
  });
});
