import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { paths } from "~/paths";
import { describeDatabases } from "../../support/databases";
import { startWeb, type Web } from "../../support/web";
import { makeWorld, type World } from "../../support/world";
import { idOf, planOf, versionOf } from "./sample-pages";

async function planned(world: World, web: Web, as: { as: string }) {
  return idOf(await web.post(paths.exercises.planDipSample(), planOf(world), as));
}
const longPlan = { event: "long-plan", months: "12" };

describeDatabases("A draw by event", (makeDb) => {
  it("counts and draws children long on their plan, keeps the dates, and verifies outside", async () => {
    const world = await makeWorld(await makeDb());
    const web = await startWeb(world.db);
    const as = { as: world.people.serviceManager.email };
    const old = [];
    for (let n = 0; n < 3; n += 1) old.push(await world.addCase({ plan_since: "2022-06-01" }));
    for (let n = 0; n < 5; n += 1) await world.addCase({ plan_since: "2024-03-01" });
    await world.addCase();
    const id = await planned(world, web, as);

    const page = await web.get(paths.exercises.cases(id, longPlan), as);
    expect(page.html.text).toContain(
      "The numbers below are of children on their plan for longer than 12 months",
    );
    expect(page.html.one("[id='sizes.child-in-need-hint']").text).toBe("of 3");
    const posted = { intent: "draw", version: versionOf(page, "draw"), ...longPlan };
    const greedy = await web.post(
      paths.exercises.cases(id),
      { ...posted, "sizes.child-in-need": "4" },
      as,
    );
    expect(greedy.errors.join()).toContain("3 cases can be drawn there");
    await web.post(paths.exercises.cases(id), { ...posted, "sizes.child-in-need": "2" }, as);

    const drawn = await world.db
      .selectFrom("audit")
      .select("case_id")
      .where("exercise_id", "=", id)
      .execute();
    expect(drawn).toHaveLength(2);
    const those = old.map((one) => one.id);
    for (const one of drawn) expect(those).toContain(one.case_id);
    const result = await web.get(paths.exercises.draw(id, { verify: "yes" }), as);
    expect(result.html.text).toContain("Children on their plan for longer than 12 months");
    expect(result.html.text).toContain("The draw is verified");

    const file = await web.get(`${paths.exercises.draw(id)}.json`, as);
    const record = JSON.parse(file.body);
    expect(record.plan.event).toEqual({ kind: "long-plan", months: 12 });
    expect(
      record.frame.filter((row: { eventOn: string }) => row.eventOn === "2022-06-01").length,
    ).toBe(3);
    const folder = mkdtempSync(join(tmpdir(), "draw-by-event-"));
    writeFileSync(join(folder, "draw.json"), file.body);
    const { status, stdout } = spawnSync(
      resolve("scripts/verify-draw"),
      [join(folder, "draw.json")],
      { encoding: "utf8" },
    );
    rmSync(folder, { recursive: true });
    expect(stdout).toContain("The same");
    expect(status).toBe(0);
  });

  it("draws cases closed in a period, which no other draw takes", async () => {
    const world = await makeWorld(await makeDb());
    const web = await startWeb(world.db);
    const as = { as: world.people.serviceManager.email };
    const closed = await world.addCase({ closed_on: "2024-02-10" });
    await world.addCase({ closed_on: "2023-12-10" });
    await world.addCase();
    const id = await planned(world, web, as);
    const period = { event: "closed", from: "2024-01-01", to: "2024-03-31" };
    const page = await web.get(paths.exercises.cases(id, period), as);
    expect(page.html.one("[id='sizes.child-in-need-hint']").text).toBe("of 1");
    await web.post(
      paths.exercises.cases(id),
      { intent: "draw", version: versionOf(page, "draw"), ...period, "sizes.child-in-need": "1" },
      as,
    );
    const [drawn] = await world.db
      .selectFrom("audit")
      .select("case_id")
      .where("exercise_id", "=", id)
      .execute();
    expect(drawn?.case_id).toBe(closed.id);
  });

  it("does not offer what the caseload does not know, and says so", async () => {
    const world = await makeWorld(await makeDb());
    const web = await startWeb(world.db);
    const as = { as: world.people.serviceManager.email };
    await world.addCase();
    const id = await planned(world, web, as);
    const page = await web.get(paths.exercises.cases(id), as);
    const offered = page.html.all("#event option").map((one) => one.attribute("value"));
    expect(offered).toEqual([""]);
    expect(page.html.text).toContain(
      "The caseload does not say since when children are on their plan",
    );
    expect(page.html.text).toContain("No case has been seen to open again");
    await world.addCase({ reopened_on: "2024-02-01" });
    const later = await web.get(paths.exercises.cases(id), as);
    expect(later.html.all("#event option").map((one) => one.attribute("value"))).toEqual([
      "",
      "reopened",
    ]);
  });

  it("says what is wrong with a period, and draws nothing by it", async () => {
    const world = await makeWorld(await makeDb());
    const web = await startWeb(world.db);
    const as = { as: world.people.serviceManager.email };
    await world.addCase({ closed_on: "2024-02-10" });
    const id = await planned(world, web, as);
    const asked = { event: "closed", "from.day": "1", "from.month": "3", "from.year": "2024" };
    const page = await web.get(paths.exercises.cases(id, asked), as);
    expect(page.html.one("#to-error").text).toContain("Enter the last day of the period");
    expect(page.html.one("#from").attribute("value")).toBe("1");
    const posted = await web.post(
      paths.exercises.cases(id),
      {
        intent: "draw",
        version: versionOf(page, "draw"),
        ...{ event: "closed", from: "2024-03-01", to: "2024-01-01", "sizes.child-in-need": "1" },
      },
      as,
    );
    expect(posted.status).toBe(400);
  });
});
