import { describe, expect, it } from "vitest";
import { paths } from "~/paths";
import type { ToolDefinition } from "~/rules/tools/tools";
import { transact } from "~db/core/open.server";
import { databaseMaker } from "../../support/databases";
import { addSelected, decisionTyped, gradingTyped, postModeration } from "../../support/moderated";
import { takeAs } from "../../support/panel";
import { startWeb } from "../../support/web";
import { makeWorld, worldTool } from "../../support/world";

const makeDb = databaseMaker("sqlite");

/** PLO work has commentary and prompts and no grade; one of its prompts is asked only after a no. */
const tool: ToolDefinition = {
  ...worldTool,
  areas: worldTool.areas.map((area) =>
    area.code === "plo"
      ? {
          ...area,
          graded: false,
          prompts: [
            ...area.prompts,
            {
              code: "why-late",
              text: "Why was it late?",
              answer: "text" as const,
              shownIf: { prompt: "timely", answers: ["no"] },
            },
          ],
        }
      : area,
  ),
};

const withoutPlo = (typed: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(typed).filter(([name]) => !name.startsWith("areas.plo.")));

describe("An area without a grade", () => {
  it("is evidence for the moderator, and stays out of grades, tallies and reports", async () => {
    const world = await makeWorld(await makeDb(), tool);
    const web = await startWeb(world.db);
    const as = world.people.moderator.email;
    const audit = await addSelected(world, world.people.moderator);
    await world.db
      .deleteFrom("judgement")
      .where("audit_id", "=", audit.id)
      .where("area", "=", "plo")
      .execute();
    // Typed while it was asked, then hidden by another answer: no reader sees it.
    await world.addAnswers(audit.id, { "area.plo.prompt.why-late": "HIDDEN BY ITS CONDITION" });

    const page = await web.get(paths.moderation.gradeArea(audit.id, "plo"), { as });
    expect(page.html.text).toContain("Commentary on plo");
    expect(page.html.text).toContain("This area is not graded");
    expect(page.body).not.toContain("HIDDEN BY ITS CONDITION");
    expect(page.html.all('[name^="areas.plo."]')).toHaveLength(0);
    const graded = await web.get(paths.moderation.gradeArea(audit.id, "assessment"), { as });
    expect(graded.html.all('[name^="areas.assessment."]').length).toBeGreaterThan(4);

    const form = withoutPlo(gradingTyped) as Record<string, string>;
    await postModeration(web, "grade", audit.id, { ...form, intent: "check" }, as);
    const committed = await postModeration(web, "commit", audit.id, { sure: "yes" }, as);
    expect(committed.location).toBe(paths.moderation.compare(audit.id));
    const compare = await web.get(paths.moderation.compare(audit.id), { as });
    expect(compare.html.text).toContain("Assessment");
    expect(compare.html.all('[name^="areas.plo."]')).toHaveLength(0);
    const decided = await web.post(
      paths.moderation.compare(audit.id),
      { ...(withoutPlo(decisionTyped) as Record<string, string>), version: 2 },
      { as },
    );
    expect(decided.errors).toEqual([]);
    expect(decided.location).toBe(paths.moderation.compare(audit.id));

    // A second member takes it with the first.
    await transact(world.db, (tx) => takeAs(tx, world.stampOf(world.people.qaLead), audit.id));

    const areasIn = async (source: "moderator" | "final") =>
      (
        await world.db
          .selectFrom("judgement")
          .select("area")
          .where("audit_id", "=", audit.id)
          .where("source", "=", source)
          .orderBy("area")
          .execute()
      ).map(({ area }) => area);
    expect(await areasIn("moderator")).toEqual(["assessment", "contact", "overall"]);
    expect(await areasIn("final")).toEqual(["assessment", "contact", "overall"]);
    const tallied = await world.db.selectFrom("tally").select("area").distinct().execute();
    expect(tallied.map(({ area }) => area).sort()).toEqual(["assessment", "contact", "overall"]);

    const read = await web.get(paths.audits.read(audit.id), { as: world.people.worker.email });
    expect(read.status).toBe(200);
    expect(read.html.text).toContain("Commentary on plo");
    expect(read.body).not.toContain("HIDDEN BY ITS CONDITION");
    expect(read.html.text).not.toContain("Not graded");
  });
});
