/**
 * A double audit from its draw to the figure it makes: given by chance, graded again blind, answered
 * where a grade escalates, and counted; with scripts and without.
 */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { dateInLondon, dateOf, daysBetween } from "~/rules/core/dates";
import { gradedAreas } from "~/rules/tools/tools";
import { openDatabase } from "~db/core/open.server";
import { describeBrowser, screenshot } from "../../support/browser";
import { addCycle } from "../../support/cycles";
import { looker } from "../../support/looker";
import {
  choose,
  fillDate,
  follow,
  named,
  press,
  saved,
  see,
  seeHeading,
} from "../../support/pages";
import { makeWorld, type World, worldMorning, worldTool } from "../../support/world";

const areas = gradedAreas(worldTool);
const firstReason = "As the record shows.";

describeBrowser(
  "A double audit",
  (browser) => {
    let world: World;
    beforeAll(async () => {
      world = await makeWorld(openDatabase(browser.database));
      await browser.later(-daysBetween(dateOf(worldMorning), dateInLondon(new Date())));
    });
    afterAll(() => world?.db.destroy());

    it.each([
      ["with scripts", true, "2024-01"],
      ["without scripts", false, "2024-02"],
    ])("is drawn, graded again and counted %s", async (_, javaScript, month) => {
      const grades = Object.fromEntries(areas.map(({ code }) => [code, "good" as const]));
      const cycle = await addCycle(world, month, [
        { team: world.teams.willow, overall: "good", areas: grades },
      ]);
      const { qaLead, otherAuditor } = world.people;
      const open = (who: { email: string }) =>
        browser.open({ as: who.email, afresh: true, javaScript });
      const [lead, peer] = await Promise.all([open(qaLead), open(otherAuditor)]);
      const look = looker(javaScript);
      await draw(lead, cycle, look);
      await gradeAgain(peer, look);
      await answer(lead, look);
      await lead.goto("/double-audits");
      await see(lead, cycle.title, /1 of 1/);
      await look(lead);
      await screenshot(lead, `double-audits-${javaScript}`);
    });
  },
  { demonstration: false },
);

type Look = ReturnType<typeof looker>;

async function draw(lead: Page, { title }: { title: string }, look: Look): Promise<void> {
  await lead.goto("/double-audits");
  await look(lead);
  await follow(lead, title);
  await look(lead);
  await named(lead, "percent").fill("half");
  await press(lead, "Draw and give out");
  await see(lead, "Enter a share between 1 and 100%");
  await named(lead, "percent").fill("10");
  await fillDate(lead, "dueOn", "2024-05-10");
  await press(lead, "Draw and give out");
  await see(lead, "1 audit is drawn to be graded again");
  await look(lead);
}

async function gradeAgain(peer: Page, look: Look): Promise<void> {
  await peer.goto("/");
  await follow(peer, /again/);
  await seeHeading(peer, "again");
  expect(await peer.locator("main").textContent()).not.toContain(firstReason);
  await look(peer);
  await press(peer, "Submit your grades");
  await peer.locator(".govuk-error-summary").waitFor();
  await named(peer, "overall.reason").fill("Seen with fresh eyes");
  if (look.scripts) {
    await saved(peer);
    await peer.goto(peer.url());
    expect(await named(peer, "overall.reason").inputValue()).toBe("Seen with fresh eyes");
  }
  for (const code of [...areas.map(({ code }) => `areas.${code}`), "overall"]) {
    await choose(peer, `${code}.grade`, code === "overall" ? "inadequate" : "good");
    await named(peer, `${code}.reason`).fill("Seen with fresh eyes");
  }
  await press(peer, "Submit your grades");
  await see(peer, /Your grades of .* are submitted/);
}

async function answer(lead: Page, look: Look): Promise<void> {
  await lead.goto("/");
  await follow(lead, /^Read the double audit of case/);
  await see(lead, "What two auditors gave", "Good", "Inadequate");
  await look(lead);
  await press(lead, "Record the answer");
  await see(lead, "Enter what was done about it");
  await named(lead, "answer").fill("Visited the same day");
  await press(lead, "Record the answer");
  await see(lead, "Your answer is recorded", "Visited the same day");
  await look(lead);
}
