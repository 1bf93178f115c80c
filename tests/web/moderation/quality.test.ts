import { describe, expect, it } from "vitest";
import { paths } from "~/paths";
import { databaseMaker } from "../../support/databases";
import { formOf } from "../../support/form";
import { addSelected, decisionTyped, gradingTyped, postModeration } from "../../support/moderated";
import { startWeb } from "../../support/web";
import { makeWorld, worldTool } from "../../support/world";

const makeDb = databaseMaker("sqlite");

const auditQuality = [
  { code: "plan-read", text: "Was the plan read?", afterReveal: false },
  { code: "weighed", text: "Is it said what was weighed?", afterReveal: true },
];

const withoutQuality = (typed: Record<string, string>) =>
  Object.fromEntries(Object.entries(typed).filter(([name]) => !name.startsWith("quality.")));

describe("A tool’s own questions about the audit", () => {
  it("are asked blind and after the reveal, and answers keep their words in another version", async () => {
    const world = await makeWorld(await makeDb(), { ...worldTool, auditQuality });
    const web = await startWeb(world.db);
    const { moderator, auditor, qaLead } = world.people;
    const as = moderator.email;
    const { id } = await addSelected(world, moderator);
    const quality = await web.get(paths.moderation.quality(id), { as });
    expect(quality.html.text).toContain("Was the plan read?");
    expect(quality.html.text).not.toContain("Is it said what was weighed?");
    expect(quality.html.text).not.toContain("Is the evidence complete?");
    const half = { ...withoutQuality(gradingTyped), "quality.plan-read.answer": "partly" };
    await postModeration(web, "grade", id, half, as);
    const missing = await web.post(
      paths.moderation.commit(id),
      { version: 1, changes: 1, sure: "yes" },
      { as },
    );
    expect(missing.errors).toEqual(["Enter what is missing: “Was the plan read?”"]);
    await postModeration(web, "grade", id, { "quality.plan-read.note": "Half of it" }, as);
    await postModeration(web, "commit", id, { sure: "yes" }, as);

    const compare = paths.moderation.compare(id);
    const page = await web.get(compare, { as });
    expect(page.html.text).toContain("Half of it");
    const typed = { ...withoutQuality(decisionTyped), "quality.weighed.answer": "met" };
    const recorded = await web.post(compare, { ...formOf(page.html), ...typed }, { as });
    expect(recorded.location).toBe(compare);
    const shown = await web.get(compare, { as: qaLead.email });
    const confirm = { ...formOf(shown.html), intent: "confirm" };
    await web.post(compare, confirm, { as: qaLead.email });

    // The council words them otherwise later on; what was answered was answered to these words.
    await world.db
      .updateTable("tool_version")
      .set({ definition: JSON.stringify(worldTool) })
      .execute();
    const feedback = await web.get(paths.moderation.feedback(id), { as: auditor.email });
    for (const words of ["Was the plan read?", "Half of it", "Is it said what was weighed?"])
      expect(feedback.html.text).toContain(words);
  });
});
