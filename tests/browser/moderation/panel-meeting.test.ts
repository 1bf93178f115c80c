/**
 * A meeting of the panel from its plan to its minutes: agreements by consent, a case on the shared
 * screen without names, decisions by two, themes, signing off and print; with scripts and without.
 */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { dateInLondon, dateOf, daysBetween } from "~/rules/core/dates";
import { openDatabase } from "~db/core/open.server";
import { describeBrowser, screenshot } from "../../support/browser";
import { looker } from "../../support/looker";
import { addCommitted } from "../../support/meetings";
import {
  answerMet,
  choose,
  fillDate,
  follow,
  go,
  idIn,
  named,
  press,
  see,
  seeHeading,
} from "../../support/pages";
import { makeWorld, type World, worldMorning } from "../../support/world";

describeBrowser(
  "A meeting of the panel",
  (browser) => {
    let world: World;
    beforeAll(async () => {
      world = await makeWorld(openDatabase(browser.database));
      await world.addPerson("Olu Other", "moderator");
      await world.db
        .updateTable("exercise")
        .set({ moderated: 1, state: "auditing" })
        .where("id", "=", world.exercise.id)
        .execute();
      await browser.later(-daysBetween(dateOf(worldMorning), dateInLondon(new Date())));
    });
    afterAll(() => world?.db.destroy());

    it.each([
      ["with scripts", true],
      ["without scripts", false],
    ])("is planned, decides and keeps its minutes %s", async (_, javaScript) => {
      const { qaLead, moderator } = world.people;
      for (const agrees of [true, true, false]) await addCommitted(world, moderator, { agrees });
      const open = (email: string) => browser.open({ as: email, afresh: true, javaScript });
      const [lead, member] = await Promise.all([
        open(qaLead.email),
        open("olu.other@world.example"),
      ]);
      const look = looker(javaScript);
      const id = await plan(lead, look);
      await pass(lead, member, look);
      await decideOnScreen(lead, world, look);
      await take(member, id, 1, look);
      await write(lead, id, look);
      await signOff(lead, id, look);
      await printed(lead, javaScript);
    });
  },
  { demonstration: false },
);

type Look = ReturnType<typeof looker>;

async function plan(lead: Page, look: Look): Promise<string> {
  await lead.goto("/moderation/meetings");
  await look(lead);
  await go(lead, lead.locator("main a[href='/moderation/meetings/plan']"));
  await look(lead);
  await fillDate(lead, "meetsOn", "2024-04-15");
  await named(lead, "place").fill("Room 2");
  await named(lead, "chairId").selectOption({ label: "Quinn Ashby" });
  await press(lead, "Plan the meeting");
  await see(lead, "at least one member beside the chair");
  await lead.getByLabel("Olu Other").check();
  await press(lead, "Plan the meeting");
  await see(lead, "The meeting is planned, and its members are told");
  await look(lead);
  await press(lead, "Begin the meeting");
  await see(lead, "The meeting has begun", "Pass the 2 agreements by consent");
  await look(lead);
  return idIn(lead, 3);
}

async function pass(lead: Page, member: Page, look: Look): Promise<void> {
  await press(lead, "Pass the 2 agreements by consent");
  await see(lead, "2 agreements recorded. Another member confirms them");
  await take(member, idIn(lead, 3), 2, look);
}

/** From their own home: read as they were recorded, and taken by their own sign-in. */
async function take(member: Page, id: string, many: number, look: Look): Promise<void> {
  await member.goto("/");
  await go(member, member.locator(`main a[href^="/moderation/meetings/${id}"]`).first());
  if (!member.url().endsWith("/take"))
    await go(member, member.locator("main a[href$='/take']").first());
  await look(member);
  await press(member, "Take the decisions ticked");
  await see(member, "Tick to say that you were there");
  await choose(member, "there", "yes");
  await press(member, "Take the decisions ticked");
  await see(member, `You have taken ${many === 1 ? "1 decision" : `${many} decisions`}`);
}

async function decideOnScreen(lead: Page, world: World, look: Look): Promise<void> {
  await lead.reload();
  await follow(lead, "Case 3");
  await seeHeading(lead, "Case 3 of 3");
  const shown = (await lead.locator("main").textContent()) ?? "";
  for (const { name } of Object.values(world.people)) expect(shown).not.toContain(name);
  await look(lead);
  await screenshot(lead, `shared-screen-${look.scripts}`);
  await follow(lead, "Record the decision");
  await seeHeading(lead, "Decide on case 3 of 3");
  await look(lead);
  for (const grade of await lead.locator("main select[name$='.grade']:visible").all())
    await grade.selectOption("good");
  for (const reason of await lead.locator("main textarea[name$='.reason']:visible").all())
    await reason.fill("The panel read the record together");
  await answerMet(lead, "quality.");
  if (await named(lead, "accept").count()) await choose(lead, "accept", "yes");
  await choose(lead, "decision", "final");
  await named(lead, "feedback").fill("A careful audit");
  await press(lead, "Record the decision");
  await seeHeading(lead, "Case 3 of 3");
  await see(lead, "Record another decision");
}

async function write(lead: Page, id: string, look: Look): Promise<void> {
  await lead.goto(`/moderation/meetings/${id}/write`);
  await look(lead);
  await named(lead, "notes").fill("The panel read three audits.");
  await named(lead, "themes.0.text").fill("Fathers are missing");
  await named(lead, "themes.0.cases").fill("2");
  await press(lead, "Save to the minutes");
  await see(lead, /Choose/);
  await choose(lead, "themes.0.kind", "development");
  await press(lead, "Save to the minutes");
  await see(lead, "Notes and themes are in the minutes", "The panel read three audits.");
}

async function signOff(lead: Page, id: string, look: Look): Promise<void> {
  await look(lead);
  await press(lead, "Sign off");
  await see(lead, /Tick/);
  await choose(lead, "sure", "yes");
  await press(lead, "Sign off");
  await see(lead, "The minutes are signed off", "Fathers are missing", "(2 cases)");
  await look(lead);
  expect((await lead.request.get(`/moderation/meetings/${id}/write`)).status()).toBe(409);
}

/** On paper the minutes stand alone: no menu, no forms, no links to press. */
async function printed(lead: Page, javaScript: boolean): Promise<void> {
  await lead.goto(lead.url());
  await lead.emulateMedia({ media: "print" });
  await screenshot(lead, `minutes-printed-${javaScript}`);
  expect(await lead.locator("button:visible, nav:visible, textarea:visible").count()).toBe(0);
  await see(lead, "Fathers are missing");
}
