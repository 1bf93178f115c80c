import { expect, it } from "vitest";
import { paths } from "~/paths";
import { newId } from "~db/ids.server";
import { describeDatabases } from "../support/databases";
import { startWeb } from "../support/web";
import { makeWorld, type World } from "../support/world";

async function makeCycle(world: World, cases = 12) {
  for (let at = 0; at < cases; at += 1) {
    await world.addCase({ team_id: at % 3 === 0 ? world.teams.rowan.id : world.teams.willow.id });
  }
  // The world's own cycle would count as open beside this one.
  await world.db.updateTable("exercise").set({ state: "closed" }).execute();
}

function planForm(world: World, more: Record<string, string | string[]> = {}) {
  const { auditor, otherAuditor, moderator } = world.people;
  return {
    title: "",
    "month.month": "05",
    "month.year": "2024",
    toolVersionId: world.toolVersionId,
    size: "6",
    "auditsDueOn.day": "",
    "auditsDueOn.month": "",
    "auditsDueOn.year": "",
    auditors: [auditor.id, otherAuditor.id],
    moderators: [moderator.id],
    [`expected.${auditor.id}`]: "3",
    [`maximum.${auditor.id}`]: "5",
    [`expected.${otherAuditor.id}`]: "3",
    [`maximum.${otherAuditor.id}`]: "5",
    ...more,
  };
}

const drawForm = { strataBy: "team", size: "6", months: "12", weeks: "", sensitive: "yes" };

const exerciseOf = (location: string | null) => location?.split("/")[2] ?? "";

describeDatabases("A core cycle", (makeDb) => {
  it("goes from plan through draw and allocation to release", async () => {
    const world = await makeWorld(await makeDb());
    await makeCycle(world);
    const web = await startWeb(world.db);
    const as = world.people.qaLead.email;

    const choices = await web.get(paths.exercises.plan(), { as });
    expect(choices.html.all("main h2").map((h) => h.text)).toContain("Core audit cycle");
    const empty = await web.get(paths.exercises.planCore(), { as });
    expect(empty.html.one("input[name=title]").attribute("value")).toBe("May 2024 core cycle");

    const planned = await web.post(paths.exercises.planCore(), planForm(world), { as });
    expect(planned.status).toBe(302);
    const id = exerciseOf(planned.location);
    const room = await web.get(paths.exercises.one(id), { as });
    expect(room.html.one("h1").text).toContain("May 2024 core cycle");
    expect(room.html.one("[aria-current=step]").text).toContain("Draw the cases");
    expect(room.html.text).toContain("31 May 2024");

    const ahead = await web.get(paths.exercises.draw(id), { as });
    expect(ahead.html.text).toContain("12 can be drawn");
    const rows = ahead.html.all("tbody tr").map((row) => row.text);
    expect(rows.some((row) => /Willow 8 4/.test(row))).toBe(true);
    expect(rows.some((row) => /Rowan 4 2/.test(row))).toBe(true);

    const again = await web.post(
      paths.exercises.draw(id),
      { ...drawForm, intent: "preview", [`sizes.${world.teams.rowan.id}`]: "1" },
      { as },
    );
    expect(again.status).toBe(302);
    const byHand = await web.get(again.location ?? "", { as });
    expect(byHand.html.all("tbody tr").some((row) => /Willow 8 5/.test(row.text))).toBe(true);

    const drawn = await web.post(
      paths.exercises.draw(id),
      { ...drawForm, intent: "draw", [`sizes.${world.teams.rowan.id}`]: "1" },
      { as },
    );
    expect(drawn.location).toBe(paths.exercises.draw(id));
    const result = await web.get(paths.exercises.draw(id, { verify: "yes" }), { as });
    expect(result.html.text).toContain("The draw is verified");
    expect(result.html.text).toContain("1 (set by hand)");
    const record = (await web.get(paths.exercises.drawJson(id), { as })).json() as {
      frame: unknown[];
      made: { cases: { status: string }[]; seed: string };
    };
    expect(record.frame).toHaveLength(12);
    expect(record.made.cases.filter((c) => c.status === "drawn")).toHaveLength(6);
    expect(result.html.text).toContain(record.made.seed);

    const early = await web.post(paths.exercises.release(id), {}, { as });
    expect([early.status, early.errors]).toEqual([
      400,
      ["Allocate every case first: 6 have no auditor yet."],
    ]);
    const allocated = await web.post(paths.exercises.allocate(id), { intent: "rest" }, { as });
    expect(allocated.status).toBe(302);
    const allocation = await web.get(paths.exercises.allocate(id), { as });
    expect(allocation.html.text).toContain("All 6 cases have an auditor");
    const audits = await world.db
      .selectFrom("audit")
      .selectAll()
      .where("exercise_id", "=", id)
      .execute();
    for (const audit of audits) {
      expect([audit.team_id, audit.auditor_id]).not.toEqual([
        world.teams.rowan.id,
        world.people.auditor.id,
      ]);
      expect(audit.due_on).toBeNull();
    }

    const released = await web.post(paths.exercises.release(id), {}, { as });
    expect(released.location).toBe(paths.exercises.one(id));
    const open = await web.get(paths.exercises.one(id), { as });
    expect(open.html.text).toContain("0 of 6 submitted");
    const due = await world.db
      .selectFrom("audit")
      .select("due_on")
      .distinct()
      .where("exercise_id", "=", id)
      .execute();
    expect(due).toEqual([{ due_on: "2024-05-31" }]);
    const history = await web.get(paths.exercises.history(id), { as });
    expect(history.html.all(".los-timeline__title").map((item) => item.text)).toEqual([
      "Released: 6 audits on auditors’ lists",
      "6 audits allocated",
      "6 cases drawn from a caseload of 12",
      "Planned",
    ]);
    const secondTime = await web.post(paths.exercises.release(id), {}, { as });
    expect(secondTime.status).toBe(400);
    const redraw = await web.post(
      paths.exercises.draw(id),
      { ...drawForm, intent: "draw", reason: "Again" },
      { as },
    );
    expect(redraw.status).toBe(400);
    const programme = await web.get(paths.programme({ year: "2024" }), { as });
    expect(programme.html.all(".los-year a").map((link) => link.text)).toContain("May 2024 core cycle");
  });

  it("refuses what is wrong, keeps what was typed and stores nothing", async () => {
    const world = await makeWorld(await makeDb());
    const web = await startWeb(world.db);
    const as = world.people.qaLead.email;
    const { auditor } = world.people;
    const before = await world.db.selectFrom("exercise").select("id").execute();
    const wrong = await web.post(
      paths.exercises.planCore(),
      planForm(world, {
        title: "Kept",
        size: "many",
        "month.month": "",
      }),
      { as },
    );
    expect(wrong.status).toBe(400);
    expect(wrong.errors).toEqual([
      "Choose the month and the year of the cycle",
      "Enter how many cases to audit, like 28",
    ]);
    expect(wrong.html.one("input[name=title]").attribute("value")).toBe("Kept");
    const late = await web.post(
      paths.exercises.planCore(),
      planForm(world, {
        "auditsDueOn.day": "30",
        "auditsDueOn.month": "4",
        "auditsDueOn.year": "2024",
        [`maximum.${auditor.id}`]: "2",
      }),
      { as },
    );
    expect(late.errors).toEqual([
      "Enter a date in the month of the cycle, or later",
      "Enter 3 or more: that many are expected of them",
    ]);
    const stranger = await web.post(
      paths.exercises.planCore(),
      planForm(world, { auditors: [newId()], toolVersionId: newId() }),
      { as },
    );
    expect(stranger.status).toBe(400);
    expect(await world.db.selectFrom("exercise").select("id").execute()).toEqual(before);
  });
});
