/**
 * Deactivates someone in the middle of a cycle and hands over on screen what they held: their
 * audits, moderations and actions. Their cases are counted and stay: the case system moves them.
 */
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { follow, go, named, press, see, seeHeading } from "./pages";

/** An action of the team that someone manages, in their name. */
export async function addAction(lead: Page, team: string, owner: string): Promise<void> {
  await lead.goto("/learning-log/new");
  await lead.getByLabel("What is to be done?").fill("Bring every plan to supervision");
  await lead.getByLabel("Why?").fill("Plans drift between reviews");
  await lead.getByLabel("How will you know that it worked?").fill("Ten files in ten show it");
  await lead.getByRole("radio", { name: "Team", exact: true }).check();
  await lead.getByLabel("Whose action is it?").selectOption({ label: team });
  await lead.getByLabel("Owner", { exact: true }).selectOption({ label: owner });
  await lead.getByRole("radio", { name: "No date yet" }).check();
  await press(lead, "Add the action");
  await see(lead, "Added to the log");
}

/** Deactivates them, having been told what they hold. */
export async function deactivate(admin: Page, name: string, holds: string[]): Promise<void> {
  await admin.goto("/people");
  await admin.getByLabel("Search").fill(name);
  await press(admin, "Apply filters");
  await go(admin, admin.getByRole("table").getByRole("link", { name }));
  await follow(admin, "Deactivate");
  await see(admin, ...holds);
  await press(admin, "Deactivate");
  await seeHeading(admin, name);
  await see(admin, `${name} is no longer active and is signed out`);
}

/** Hands over everything that `name` left, from what waits on the QA lead's home. */
export async function handOver(
  lead: Page,
  name: string,
  to: { auditor: string; owner: string },
): Promise<void> {
  const why = `${name} has left`;
  await lead.goto("/");
  await follow(lead, `Hand over the work of ${name}`);
  await seeHeading(lead, `Hand over the work of ${name}`);
  const here = new URL(lead.url()).pathname;

  await follow(lead, /^Give \d audits? of/);
  const auditors = lead.getByLabel("New auditor");
  const options = await auditors.locator("option").allTextContents();
  // Nobody is offered who left.
  expect(options.filter((label) => label.startsWith(name))).toEqual([]);
  const label = options.find((option) => option.startsWith(to.auditor)) ?? "";
  await auditors.selectOption({ label });
  await lead.getByLabel("Why is it changed?").fill(why);
  await press(lead, "Change the auditor");
  await see(lead, `given to ${to.auditor}`);

  await lead.goto(here);
  const moderations = lead.getByRole("link", { name: /^Choose another moderator for case/ });
  for (let left = await moderations.count(); left > 0; left -= 1) {
    await go(lead, moderations.first());
    await lead.getByRole("radio", { disabled: false }).first().check();
    await lead.getByLabel("Why", { exact: true }).fill(why);
    await press(lead, "Save");
    await see(lead, "is now the moderator");
    await lead.goto(here);
  }

  await lead.getByLabel("Who is to own them?").selectOption({ label: to.owner });
  await named(lead, "ownerReason").fill(why);
  await press(lead, "Give these actions");
  await see(lead, `1 action given to ${to.owner}`, "Nothing is left to hand over");
  await lead.goto("/");
  expect(await lead.locator("main").textContent()).not.toContain(name);
}
