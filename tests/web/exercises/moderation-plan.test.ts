import { describe, expect, it } from "vitest";
import { paths } from "~/paths";
import { usualCertain } from "~/rules/moderation/certain";
import { escalatingGrades } from "~/rules/tools/scale";
import { databaseMaker } from "../../support/databases";
import { formOf } from "../../support/form";
import { startWeb } from "../../support/web";
import { makeWorld } from "../../support/world";

const makeDb = databaseMaker("sqlite");

async function start(state = "planned") {
  const world = await makeWorld(await makeDb());
  await world.db.updateTable("exercise").set({ state }).execute();
  const web = await startWeb(world.db);
  const as = world.people.qaLead.email;
  const edit = paths.exercises.edit(world.exercise.id);
  const open = async () => (await web.get(edit, { as })).html;
  const kept = () =>
    world.db
      .selectFrom("exercise")
      .select(["moderated", "moderation_from", "moderation_to", "moderation_certain", "version"])
      .executeTakeFirstOrThrow();
  /** Posts the form as it stands, but for this. */
  const change = async (more: Record<string, string | string[]>) =>
    web.post(edit, { ...formOf(await open()), ...more }, { as });
  return { open, change, kept };
}

describe("what of a cycle is moderated, on its plan", () => {
  it("is changed until release, and never without the worst grade", async () => {
    const { open, change, kept } = await start();
    const form = formOf(await open());
    expect([form.moderation, form.fromPercent, form.toPercent]).toEqual([["on"], ["20"], ["30"]]);
    expect(form.certain).toEqual(
      usualCertain.filter((code) => !escalatingGrades.some((one) => one === code)),
    );
    const changed = await change({ fromPercent: "5", toPercent: "50 %", certain: ["concern"] });
    expect(changed.errors).toEqual([]);
    const row = await kept();
    expect(row).toMatchObject({ moderated: 1, moderation_from: 5, moderation_to: 50 });
    expect(JSON.parse(row.moderation_certain)).toEqual([...escalatingGrades, "concern"]);
  });

  it.each([
    ["0", "30", "Enter the lower share in whole per cent, from 1 to 100"],
    ["12.5", "30", "Enter the lower share in whole per cent, from 1 to 100"],
    ["20", "101", "Enter the upper share in whole per cent, from 1 to 100"],
    ["20", "", "Enter the upper share in whole per cent, from 1 to 100"],
    ["30", "20", "Enter an upper share that is not below the lower one"],
  ])("refuses %s to %s, and keeps what was typed", async (fromPercent, toPercent, error) => {
    const { change, kept } = await start();
    const before = await kept();
    const refused = await change({ fromPercent, toPercent, certain: ["concern"] });
    expect(refused.errors).toEqual([error]);
    const typed = formOf(refused.html);
    expect([typed.fromPercent, typed.toPercent, typed.certain]).toEqual([
      [fromPercent],
      [toPercent],
      ["concern"],
    ]);
    expect(await kept()).toEqual(before);
  });

  it("can be nothing, whatever stands in the percentages", async () => {
    const { open, change, kept } = await start();
    const off = await change({ moderation: "off", fromPercent: "none", toPercent: "" });
    expect(off.errors).toEqual([]);
    expect(await kept()).toMatchObject({ moderated: 0, moderation_from: 20, moderation_to: 30 });
    expect(formOf(await open()).moderation).toEqual(["off"]);
  });

  it("stands from release on, in words, whatever is posted", async () => {
    const { open, change, kept } = await start("auditing");
    const page = await open();
    expect(formOf(page).moderation).toBeUndefined();
    expect(page.text).toMatch(/20 to 30% of the audits; always Inadequate overall or in any/);
    const before = await kept();
    await change({ moderation: "off", fromPercent: "1", toPercent: "1" });
    const { version: _, ...after } = await kept();
    expect(before).toMatchObject(after);
  });
});
