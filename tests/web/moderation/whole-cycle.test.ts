import { describe, expect, it } from "vitest";
import { paths } from "~/paths";
import { firstAlgorithm } from "~/rules/moderation/sealed-order";
import { databaseMaker } from "../../support/databases";
import { addSealed } from "../../support/sealed";
import { startWeb } from "../../support/web";
import { makeWorld } from "../../support/world";

const makeDb = databaseMaker("sqlite");

async function start(picked: number) {
  const world = await makeWorld(await makeDb());
  await addSealed(world, { final: "inadequate", chance: 1, sampled: true });
  for (let at = 0; at < picked; at += 1)
    await addSealed(world, {
      final: at < 2 ? "requires-improvement" : "good",
      chance: 0.5,
      sampled: true,
    });
  for (let at = 0; at < picked; at += 1)
    await addSealed(world, { chance: 0.5, sampled: false, reason: null });
  await world.db.updateTable("exercise").set({ state: "closed" }).execute();
  const web = await startWeb(world.db);
  const as = world.people.qaLead.email;
  const { id } = world.exercise;
  const pages = async () => {
    const texts: string[] = [];
    for (const page of [paths.exercises.moderation(id), paths.exercises.report(id)])
      texts.push((await web.get(page, { as })).html.one("main").text);
    return texts;
  };
  return { world, pages };
}

describe("what moderation says of all audits", () => {
  it("stands on the page of a closed cycle and in its report, weighted beside plain", async () => {
    const { world, pages } = await start(10);
    for (const text of await pages()) {
      expect(text).toContain("Estimated of all 21 audits");
      // 8 of the 11 seen; of all, twice 8 of 21.
      expect(text).toMatch(/was confirmed 8 of 11 \(73%\) 76% \(95% interval \d\d% to \d\d%\)/);
      expect(text).toMatch(/Good or above after moderation 8 of 11 \(73%\) 76% \(95% interval/);
      expect(text).toContain("1 audit was certain to be moderated and 10 were picked by chance.");
    }
    // Not before: what waits for its final grade may still change, and an open cycle says nothing.
    for (const state of ["moderating", "auditing"]) {
      await world.db.updateTable("exercise").set({ state }).execute();
      for (const text of await pages()) expect(text).not.toContain("says of all audits");
    }
  });

  it("is not said from fewer than ten picks, nor of a cycle selected as audits came in", async () => {
    const { world, pages } = await start(9);
    for (const text of await pages()) {
      expect(text).toContain("Fewer than ten audits of this cycle were picked by chance (9)");
      expect(text).not.toContain("95% interval");
    }
    await world.db.updateTable("exercise").set({ moderation_algorithm: firstAlgorithm }).execute();
    for (const text of await pages()) {
      expect(text).toContain("selected as audits came in, so an audit’s chance");
      expect(text).not.toContain("95% interval");
    }
  });
});
