/**
 * A calibration from its plan to what was learnt: given out, graded blind by two, shown without
 * names, agreed on and closed; with scripts and without.
 */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { dateInLondon, dateOf, daysBetween } from "~/rules/core/dates";
import { openDatabase } from "~db/core/open.server";
import { describeBrowser, screenshot } from "../../support/browser";
import { looker } from "../../support/looker";
import {
  choose,
  fillDate,
  follow,
  go,
  idIn,
  named,
  press,
  saved,
  see,
  seeHeading,
} from "../../support/pages";
import { makeWorld, type World, worldMorning } from "../../support/world";

describeBrowser(
  "A calibration",
  (browser) => {
    let world: World;
    beforeAll(async () => {
      world = await makeWorld(openDatabase(browser.database));
      await browser.later(-daysBetween(dateOf(worldMorning), dateInLondon(new Date())));
    });
    afterAll(() => world?.db.destroy());

    it.each([
      ["with scripts", true],
      ["without scripts", false],
    ])("is planned, graded blind, shown and closed %s", async (how, javaScript) => {
      const { qaLead, auditor, moderator } = world.people;
      const open = (who: { email: string }) =>
        browser.open({ as: who.email, afresh: true, javaScript });
      const [lead, one, other] = await Promise.all([open(qaLead), open(auditor), open(moderator)]);
      const title = `A family new to the area, ${how}`;
      const look = looker(javaScript);
      const id = await plan(lead, title, [auditor.id, moderator.id], look);
      await gradeAll(one, title, ["good", "The visits were timely"], look);
      await see(one, "1 of 2 people have");
      await lead.reload();
      await see(lead, "Nobody’s grades are shown before the session");
      expect(await lead.locator("main").textContent()).not.toContain("The visits were timely");
      await gradeAll(other, title, ["inadequate", "Nobody asked the father"], look);
      await see(other, "You were the last, so the session is open");
      await readSession(other, {
        own: "Nobody asked the father",
        others: "The visits were timely",
      });
      await look(other);
      await agree(lead, id, look);
      await one.goto("/calibration");
      await look(one);
      await follow(one, title);
      await see(one, "Ask for the father’s account first", "Weighed together");
      await screenshot(one, `calibration-${javaScript}`);
    });
  },
  { demonstration: false },
);

type Look = ReturnType<typeof looker>;

async function plan(lead: Page, title: string, raters: string[], look: Look): Promise<string> {
  await lead.goto("/calibration");
  await go(lead, lead.locator("main a[href='/calibration/new']"));
  await look(lead);
  await press(lead, "Save as a draft");
  await see(lead, "Enter a title", "Choose at least two people to grade it");
  await look(lead);
  await named(lead, "title").fill(title);
  await named(lead, "narrative").fill("Made up: a family that has moved three times in a year.");
  await fillDate(lead, "dueOn", "2024-04-22");
  for (const rater of raters) await choose(lead, "raters", rater);
  await press(lead, "Save as a draft");
  await see(lead, "2 people will be asked to grade it");
  await press(lead, "Ask the raters");
  await see(lead, "Its raters have been asked", "0 of 2 people have submitted");
  await look(lead);
  return idIn(lead, 2);
}

/** From their home, every part by its page; with scripts what is typed is kept before it is saved. */
async function gradeAll(
  page: Page,
  title: string,
  [grade, reason]: [string, string],
  look: Look,
): Promise<void> {
  await page.goto("/");
  await follow(page, `Grade with others: ${title}`);
  await look(page);
  await press(page, "Submit your grades");
  await see(page, "Grade overall first");
  const list = new URL(page.url()).pathname;
  await go(page, page.locator("main a[href*='/grade/']").first());
  if (look.scripts) await keepsTyping(page, list);
  await look(page);
  while (new URL(page.url()).pathname !== list) {
    const here = page.url();
    await choose(page, "judgement", grade);
    await named(page, "reason").fill(reason);
    await press(page, "Save and continue");
    await page.waitForURL((url) => url.href !== here);
  }
  await seeHeading(page, title);
  await press(page, "Submit your grades");
  await see(page, "Submitted. You");
}

async function keepsTyping(page: Page, list: string): Promise<void> {
  await named(page, "reason").fill("Half a sentence");
  await saved(page);
  const part = page.url();
  await page.goto(list);
  await see(page, "Typed, not saved yet");
  await page.goto(part);
  await see(page, "You wrote this before and have not sent it yet");
  expect(await named(page, "reason").inputValue()).toBe("Half a sentence");
}

async function readSession(page: Page, { own, others }: Record<"own" | "others", string>) {
  await seeHeading(page, "A family new to the area");
  await page.goto(page.url());
  for (const one of await page.locator("main details > summary").all()) await one.click();
  await see(page, own, others, "How far you agree");
  const text = (await page.locator("main").textContent()) ?? "";
  for (const name of ["Alex", "Mo Lindqvist"]) expect(text).not.toContain(name);
}

async function agree(lead: Page, id: string, look: Look): Promise<void> {
  await lead.goto(`/calibration/${id}`);
  await look(lead);
  await go(lead, lead.locator("main a[href$='/agree']"));
  await look(lead);
  await press(lead, "Save and close the calibration");
  await see(lead, "Enter what was learnt before you close it");
  await named(lead, "areas.overall.judgement").selectOption("requires-improvement");
  await named(lead, "areas.overall.text").fill("Weighed together");
  await named(lead, "learnt").fill("Ask for the father’s account first");
  await press(lead, "Save and close the calibration");
  await see(lead, "The calibration is closed", "Ask for the father’s account first");
  await look(lead);
}
