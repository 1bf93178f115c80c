import { describe, expect, it } from "vitest";
import { paths } from "~/paths";
import { gradedAreas } from "~/rules/tools/tools";
import { listDoublesFor } from "~db/calibration/double-audits.server";
import { addCycle } from "../../support/cycles";
import { databaseMaker } from "../../support/databases";
import { startWeb } from "../../support/web";
import { makeWorld, worldTool } from "../../support/world";

const makeDb = databaseMaker("sqlite");

const due = { "dueOn.day": 10, "dueOn.month": 5, "dueOn.year": 2024 };
const areas = gradedAreas(worldTool);
const gradesOf = (grade: string) => ({
  ...Object.fromEntries(
    areas.flatMap(({ code }) => [
      [`areas.${code}.grade`, grade],
      [`areas.${code}.reason`, `Why ${code}`],
    ]),
  ),
  "overall.grade": grade,
  "overall.reason": "Why overall",
});

async function start() {
  const world = await makeWorld(await makeDb());
  const cycle = await addCycle(world, "2024-01", [
    {
      team: world.teams.willow,
      overall: "outstanding",
      areas: Object.fromEntries(areas.map(({ code }) => [code, "outstanding" as const])),
    },
  ]);
  const web = await startWeb(world.db);
  return {
    world,
    web,
    cycle,
    lead: world.people.qaLead.email,
    peer: world.people.otherAuditor.email,
  };
}

async function drawn(setting: Awaited<ReturnType<typeof start>>) {
  const { world, web, cycle, lead } = setting;
  const page = paths.doubleAudits.draw(cycle.id);
  expect((await web.post(page, { percent: 10, ...due }, { as: lead })).location).toBe(page);
  const [one] = await listDoublesFor(world.db, world.people.otherAuditor.id);
  if (!one) expect.fail("nothing was given");
  return { page, one, grade: paths.doubleAudits.grade(one.id) };
}

describe("double audits", () => {
  it("are drawn by the QA lead alone, once, with bad input refused and kept", async () => {
    const setting = await start();
    const { web, cycle, lead, peer, world } = setting;
    const empty = paths.doubleAudits.list();
    expect((await web.get(empty, { as: lead })).html.text).toContain(
      "No audit has been drawn to be graded again",
    );
    const menu = (await web.get(empty, { as: lead })).html.one('.los-nav [aria-current="page"]');
    expect(menu.text).toBe("Moderation");
    expect((await web.get(empty, { as: peer })).status).toBe(403);
    expect((await web.get(empty, { as: world.people.leader.email })).status).toBe(403);
    const page = paths.doubleAudits.draw(cycle.id);
    const bad = await web.post(page, { percent: "half", ...due, "dueOn.year": 2023 }, { as: lead });
    expect(bad.errors).toEqual(["Enter a share between 1 and 100%"]);
    expect(bad.body).toContain("half");
    const past = await web.post(page, { percent: 10, ...due, "dueOn.year": 2023 }, { as: lead });
    expect(past.errors).toEqual(["Enter a date that is still to come"]);
    await drawn(setting);
    const twice = await web.post(page, { percent: 10, ...due }, { as: lead });
    expect(twice.errors).toEqual(["This cycle was drawn from already: nothing was drawn again"]);
    expect((await web.get(paths.doubleAudits.draw(world.exercise.id), { as: lead })).status).toBe(
      404,
    );
  });

  it("keep the first audit from its second auditor until their grades are in", async () => {
    const setting = await start();
    const { web, world, lead, peer } = setting;
    const { one, grade } = await drawn(setting);
    // The role of QA lead would open any audit.
    await world.db
      .insertInto("role_grant")
      .values({
        id: "grant-of-the-peer",
        person_id: world.people.otherAuditor.id,
        role: "qa-lead",
        reach: "all",
        service_id: null,
        team_id: null,
      })
      .execute();
    const home = await web.get(paths.home(), { as: peer });
    expect(home.html.text).toContain(`Grade case ${one.caseReference} again`);
    const asked = await web.get(grade, { as: peer });
    expect(asked.status).toBe(200);
    expect(asked.body).not.toContain("As the record shows.");
    const concern = await web.get(paths.audits.concern(one.auditId), { as: peer });
    expect(concern.status).toBe(200);
    expect(concern.body).not.toContain("As the record shows.");
    expect((await web.get(paths.audits.read(one.auditId), { as: peer })).status).toBe(403);
    expect((await web.get(grade, { as: world.people.auditor.email })).status).toBe(404);
    const before = await web.get(paths.doubleAudits.one(one.id), { as: lead });
    expect(before.html.text).not.toContain("What two auditors gave");

    const some = await web.post(
      grade,
      { version: one.version, "overall.grade": "good", "overall.reason": "Kept words" },
      { as: peer },
    );
    expect(some.errors).toHaveLength(2 * areas.length);
    expect(some.body).toContain("Kept words");
    const sent = await web.post(
      grade,
      { version: one.version, ...gradesOf("requires-improvement") },
      { as: peer },
    );
    expect(sent.location).toBe(paths.home());
    expect((await web.get(paths.audits.read(one.auditId), { as: peer })).status).toBe(200);
    const compared = await web.get(paths.doubleAudits.one(one.id), { as: lead });
    expect(compared.html.text).toContain("What two auditors gave");
    expect(compared.html.text).toContain("Why overall");
    const list = await web.get(paths.doubleAudits.list(), { as: lead });
    expect(list.html.text).toContain(`0 of ${areas.length + 1}`);
  });

  it("go back to the QA lead where a conflict of interest has come up since", async () => {
    const setting = await start();
    const { web, world, lead, peer } = setting;
    const { one, grade } = await drawn(setting);
    await world.db
      .updateTable("case_record")
      .set({ team_id: world.teams.care.id })
      .where("reference", "=", one.caseReference)
      .execute();
    const refused = await web.get(grade, { as: peer });
    expect(refused.status).toBe(409);
    expect(refused.html.text).toContain("back with the QA lead");
    expect((await web.get(paths.home(), { as: lead })).html.text).toContain(
      `Find a second auditor for case ${one.caseReference}`,
    );
    const page = paths.doubleAudits.one(one.id);
    const given = await web.post(
      page,
      { intent: "give", version: one.version + 1, peerId: world.people.otherAuditor.id },
      { as: lead },
    );
    expect(given.errors).toEqual(["Choose someone who may grade this case again"]);
    expect((await web.post(page, { intent: "cancel", version: 1 }, { as: lead })).errors).toEqual([
      "Enter why this audit is not graded again",
    ]);
    const stale = { intent: "cancel", version: 1, reason: "Nobody is free" };
    expect((await web.post(page, stale, { as: lead })).status).toBe(409);
    const cancelled = { ...stale, version: one.version + 1 };
    expect((await web.post(page, cancelled, { as: lead })).location).toBe(page);
    expect((await web.get(page, { as: lead })).html.text).toContain("Cancelled");
  });

  it("ask the QA lead what was done where a grade escalates", async () => {
    const setting = await start();
    const { web, lead, peer } = setting;
    const { one, grade } = await drawn(setting);
    await web.post(grade, { version: one.version, ...gradesOf("inadequate") }, { as: peer });
    expect((await web.get(paths.home(), { as: lead })).html.text).toContain(
      `Read the double audit of case ${one.caseReference} and say what was done`,
    );
    const page = paths.doubleAudits.one(one.id);
    const answer = { intent: "answer", version: one.version + 1 };
    expect((await web.post(page, answer, { as: lead })).errors).toEqual([
      "Enter what was done about it",
    ]);
    await web.post(page, { ...answer, answer: "Visited the same day." }, { as: lead });
    const now = await web.get(page, { as: lead });
    expect(now.html.text).toContain("Visited the same day.");
    expect((await web.get(paths.home(), { as: lead })).html.text).not.toContain(
      "Read the double audit",
    );
  });
});
