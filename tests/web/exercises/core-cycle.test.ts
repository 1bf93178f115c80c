import { expect, it } from "vitest";
import { paths } from "~/paths";
import { newId } from "~db/core/ids.server";
import { describeDatabases } from "../../support/databases";
import { formOf } from "../../support/form";
import { startWeb } from "../../support/web";
import { makeWorld, type World } from "../../support/world";

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
    // No more cases are offered than the caseload holds.
    const caseload = await world.db
      .selectFrom("case_record")
      .select((eb) => eb.fn.countAll<number>().as("n"))
      .where("closed_on", "is", null)
      .where("sensitive", "=", 0)
      .executeTakeFirstOrThrow();
    expect(empty.html.one("input[name=size]").attribute("value")).toBe(String(Number(caseload.n)));
    expect(empty.html.one("input[name=title]").attribute("value")).toBe("May 2024 core cycle");

    const planned = await web.post(paths.exercises.planCore(), planForm(world), { as });
    expect(planned.status).toBe(302);
    const id = exerciseOf(planned.location);
    const room = await web.get(paths.exercises.one(id), { as });
    expect(room.html.one("h1").text).toContain("May 2024 core cycle");
    expect(room.html.one("[aria-current=step]").text).toContain("Draw the cases");
    expect(room.html.text).toContain("31 May 2024");
    // Another month than the one offered takes its title and dates along.
    const offered = formOf(empty.html);
    expect([offered["month.year"], offered["month.month"]]).toEqual([["2024"], ["05"]]);
    const later = await web.post(
      paths.exercises.planCore(),
      { ...offered, ...planForm(world), title: offered.title ?? "", "month.month": "08" },
      { as },
    );
    const august = await web.get(paths.exercises.one(exerciseOf(later.location)), { as });
    expect(august.html.one("h1").text).toContain("August 2024 core cycle");
    expect(august.html.text).toContain("30 August 2024");
    const report = `a[href="${paths.exercises.report(id)}"]`;
    expect(room.html.all(report)).toEqual([]);

    const ahead = await web.get(paths.exercises.draw(id), { as });
    expect(ahead.html.text).toContain("Can be drawn 12");
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
    expect((await web.get(paths.exercises.one(id), { as })).html.all(report)).toHaveLength(1);
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
    // Planned for a later month: it is not among those counted up to this one.
    expect(programme.html.all(".los-lead")).toEqual([]);
    const before = await web.get(paths.programme({ year: "2023" }), { as });
    const led = before.html.one(".los-lead").text;
    expect(led).toMatch(/^In 2023–24: \d+ planned: /);
    const [inAll, ...parts] = (led.slice(12).match(/\d+/g) ?? []).map(Number);
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(inAll);
    expect(programme.html.first(".los-calendar tbody a")?.text).toContain("May 2024 core cycle");
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

  it("overrides a conflict of interest only with a reason, and shows it", async () => {
    const world = await makeWorld(await makeDb());
    await makeCycle(world);
    const web = await startWeb(world.db);
    const as = world.people.qaLead.email;
    const plan = await web.post(
      paths.exercises.planCore(),
      planForm(world, { auditors: [world.people.auditor.id] }),
      { as },
    );
    const id = exerciseOf(plan.location);
    await web.post(paths.exercises.draw(id), { ...drawForm, intent: "draw" }, { as });
    await web.post(paths.exercises.allocate(id), { intent: "rest" }, { as });
    const page = await web.get(paths.exercises.allocate(id), { as });
    expect(page.html.text).toContain("4 of 6 cases have an auditor");
    expect(page.html.text).toContain(
      "This case belongs to their own team. (1 auditor: Alex Morley)",
    );
    // First what needs the lead, with the way to it; then the cases, those without an auditor alone.
    const needs = page.html.one(".los-attention").text;
    expect(needs).toContain("2 cases have a conflict of interest with everyone: add an auditor");
    expect(needs).toContain("More than expected: Alex Morley 4 (3 expected)");
    const cases = async (shown: Record<string, string>) =>
      (await web.get(paths.exercises.allocate(id, shown), { as })).html
        .all("table")
        .at(-1)
        ?.all("tbody tr") ?? [];
    expect(await cases({})).toHaveLength(6);
    expect(await cases({ show: "left" })).toHaveLength(2);
    expect(await cases({ show: "blocked" })).toHaveLength(2);
    expect(await cases({ auditor: world.people.auditor.id })).toHaveLength(4);
    const none = await web.get(paths.exercises.allocate(id, { show: "overridden" }), { as });
    expect(none.html.text).toContain("No case is like this now");

    const left = await world.db
      .selectFrom("audit")
      .select("id")
      .where("exercise_id", "=", id)
      .where("auditor_id", "is", null)
      .execute();
    const url = paths.exercises.allocateOne(id, left[0]?.id ?? "");
    const choose = await web.get(url, { as });
    expect(choose.html.text).toContain("Conflict of interest: This case belongs to their own team");
    const form = { auditorId: world.people.auditor.id, version: "1" };
    const refused = await web.post(url, { ...form, override: " " }, { as });
    expect(refused.status).toBe(400);
    expect(refused.errors).toEqual([
      "Enter your reason for choosing them all the same: this case belongs to their own team",
    ]);
    const taken = await web.post(url, { ...form, override: "Nobody else is left" }, { as });
    expect(taken.location).toBe(paths.exercises.allocate(id));
    // Whoever had the page open before is shown what was chosen meanwhile, and chooses again.
    const late = await web.post(url, { ...form, override: "Mine" }, { as });
    expect(late.status).toBe(409);
    expect(late.html.text).toContain("You, on another page or device, changed this at");
    expect(late.html.text).toContain("Auditor: the other version Alex Morley");
    expect(late.html.one("input[name=version]").attribute("value")).toBe("2");
    expect(late.html.one("#override").text).toContain("Mine");
    const overridden = (await cases({ show: "overridden" })).map((row) => row.text);
    expect(overridden).toHaveLength(1);
    expect(overridden[0]).toMatch(
      /\(their own team\) Nobody else is left ?Quinn Ashby, 15 April 2024/,
    );
    const full = await web.post(
      paths.exercises.allocateOne(id, left[1]?.id ?? ""),
      { ...form, override: "Again" },
      { as },
    );
    expect(full.errors).toEqual([
      "Choose someone else, or raise their maximum: they have 5 of at most 5",
    ]);
    const room = await web.get(paths.exercises.one(id), { as });
    expect(room.html.text).toContain("Conflict overridden (their own team): Nobody else is left");
    expect(room.html.text).toContain("1 conflict of interest overridden");
    const stranded = await web.post(
      paths.exercises.edit(id),
      planForm(world, { auditors: [], version: "2" }),
      { as },
    );
    expect(stranded.errors).toEqual([
      "Keep Alex Morley as an auditor, or give their audits to someone else first",
    ]);
    const fewer = planForm(world, {
      version: "2",
      [`expected.${world.people.auditor.id}`]: "1",
      [`maximum.${world.people.auditor.id}`]: "4",
    });
    expect((await web.post(paths.exercises.edit(id), fewer, { as })).errors).toEqual([
      "Enter 5 or more: Alex Morley has that many. Or give some of their audits to someone else first",
    ]);
  });

  it("shows both versions when two people change the same plan", async () => {
    const world = await makeWorld(await makeDb());
    const web = await startWeb(world.db);
    const as = world.people.qaLead.email;
    const planned = await web.post(paths.exercises.planCore(), planForm(world), { as });
    const url = paths.exercises.edit(exerciseOf(planned.location));
    const page = await web.get(url, { as });
    const version = page.html.one("input[name=version]").attribute("value") ?? "";
    const first = await web.post(url, planForm(world, { title: "Theirs", version }), { as });
    expect(first.status).toBe(302);
    const second = await web.post(url, planForm(world, { title: "Mine", version }), { as });
    expect(second.status).toBe(409);
    expect(second.html.one("input[name=title]").attribute("value")).toBe("Mine");
    expect(second.html.text).toContain("Title: the other version Theirs");
    const newer = second.html.one("input[name=version]").attribute("value") ?? "";
    const third = await web.post(url, planForm(world, { title: "Mine", version: newer }), { as });
    expect(third.status).toBe(302);
  });

  it("swaps, hands over, extends and closes an open cycle, each with a reason", async () => {
    const world = await makeWorld(await makeDb());
    await makeCycle(world);
    const web = await startWeb(world.db);
    const as = world.people.qaLead.email;
    const { otherAuditor } = world.people;
    const plan = await web.post(paths.exercises.planCore(), planForm(world), { as });
    const id = exerciseOf(plan.location);
    await web.post(paths.exercises.draw(id), { ...drawForm, intent: "draw" }, { as });
    await web.post(paths.exercises.allocate(id), { intent: "rest" }, { as });
    await web.post(paths.exercises.release(id), {}, { as });
    const listed = () =>
      world.db
        .selectFrom("audit")
        .select(["id", "state", "auditor_id", "due_on", "team_id", "origin"])
        .where("exercise_id", "=", id)
        .orderBy("id")
        .execute();
    const [one, two] = await listed();
    if (!one || !two) throw new Error("Nothing was drawn");

    const swap = paths.exercises.swap(id, one.id);
    const noReason = await web.post(swap, { reason: "difficult", note: "" }, { as });
    expect(noReason.errors).toEqual([
      "Choose why this case can’t be audited",
      "Enter what makes this so, in a sentence",
    ]);
    const swapped = await web.post(swap, { reason: "closed", note: "Closed last week" }, { as });
    expect(swapped.location).toBe(paths.exercises.one(id));
    const came = (await listed()).find((audit) => audit.origin === "swapped");
    expect([came?.team_id, came?.due_on]).toEqual([one.team_id, "2024-05-31"]);
    expect(came?.auditor_id).not.toBeNull();
    expect((await web.post(swap, { reason: "closed", note: "Twice" }, { as })).status).toBe(400);
    const drawPage = await web.get(paths.exercises.draw(id, { verify: "yes" }), { as });
    expect(drawPage.html.text).toContain("The draw is verified");
    expect(drawPage.html.text).toContain("The case has closed since the draw: Closed last week");

    const extend = `${paths.exercises.changeAudits(id)}?do=extend&audit=${two.id}`;
    expect((await web.get(extend, { as })).html.all("tbody tr")).toHaveLength(1);
    const date = { "dueOn.day": "7", "dueOn.month": "6", "dueOn.year": "2024" };
    const silent = await web.post(extend, { audits: two.id, ...date, reason: "" }, { as });
    expect(silent.errors).toEqual(["Enter your reason for the new date"]);
    const later = await web.post(extend, { audits: two.id, ...date, reason: "Leave" }, { as });
    expect(later.status).toBe(302);
    const move = `${paths.exercises.changeAudits(id)}?do=reallocate&audit=${two.id}`;
    const moved = await web.post(
      move,
      { audits: two.id, auditorId: otherAuditor.id, reason: "Leave", override: "" },
      { as },
    );
    expect(moved.status).toBe(302);
    const after = (await listed()).find((audit) => audit.id === two.id);
    expect([after?.due_on, after?.auditor_id]).toEqual(["2024-06-07", otherAuditor.id]);
    const none = await web.get(paths.exercises.changeAudits(id), { as });
    expect(none.html.text).toContain("No audit is chosen");

    const close = paths.exercises.closeWindow(id);
    expect((await web.get(close, { as })).html.text).toContain("6 audits are not submitted");
    const without = await web.post(close, { reason: "" }, { as });
    expect(without.errors).toEqual(["Enter why the audits that were not submitted are withdrawn"]);
    const closed = await web.post(close, { reason: "The cycle is called short" }, { as });
    expect(closed.location).toBe(paths.exercises.one(id));
    expect(new Set((await listed()).map(({ state }) => state))).toEqual(new Set(["withdrawn"]));
    expect((await web.post(close, { reason: "Again" }, { as })).status).toBe(400);
    const cancel = await web.post(paths.exercises.cancel(id), { reason: "Too late" }, { as });
    expect(cancel.status).toBe(400);
  });

  it("offers no draw while no case can be drawn", async () => {
    const world = await makeWorld(await makeDb());
    await makeCycle(world);
    const web = await startWeb(world.db);
    const as = world.people.qaLead.email;
    const plan = await web.post(paths.exercises.planCore(), planForm(world), { as });
    const url = paths.exercises.draw(exerciseOf(plan.location));
    const buttons = async () =>
      (await web.get(url, { as })).html.all("main button").map(({ text }) => text);
    expect(await buttons()).toContain("Draw 6 cases");
    await world.db.updateTable("case_record").set({ sensitive: 1 }).execute();
    expect(await buttons()).toEqual(["Show who can be drawn"]);
    const none = await web.get(url, { as });
    expect(none.html.text).toContain("Change what is left out: no case can be drawn");
  });

  it("draws again only with a reason, and keeps the earlier draw to be read", async () => {
    const world = await makeWorld(await makeDb());
    await makeCycle(world);
    const web = await startWeb(world.db);
    const as = world.people.qaLead.email;
    const plan = await web.post(paths.exercises.planCore(), planForm(world), { as });
    const id = exerciseOf(plan.location);
    const url = paths.exercises.draw(id);
    const large = await web.post(url, { ...drawForm, size: "13", intent: "draw" }, { as });
    expect(large.errors).toEqual([
      "Enter a size of 12 or less: 12 cases can be drawn, one child of each family",
    ]);
    const odd = await web.post(
      url,
      { ...drawForm, months: "x", intent: "draw", [`sizes.${world.teams.rowan.id}`]: "-1" },
      { as },
    );
    expect(odd.status).toBe(400);
    await web.post(url, { ...drawForm, intent: "draw" }, { as });
    const twice = await web.post(url, { ...drawForm, intent: "draw" }, { as });
    expect([twice.status, twice.errors]).toEqual([
      400,
      ["Look at the draw below: the cases were drawn in the meantime"],
    ]);
    const more = paths.exercises.draw(id, { again: "yes" });
    const silent = await web.post(more, { ...drawForm, intent: "draw" }, { as });
    expect(silent.errors).toEqual(["Enter why the cases are drawn again"]);
    const again = await web.post(
      more,
      { ...drawForm, intent: "draw", reason: "A team was missing" },
      { as },
    );
    expect(again.status).toBe(302);
    const page = await web.get(url, { as });
    const earlier = page.html
      .all("main td, main th")
      .filter((cell) => cell.text === "Replaced" || cell.text === "In force");
    // The heading of the column, then one row a draw.
    expect(earlier.map((cell) => cell.text).sort()).toEqual(["In force", "In force", "Replaced"]);
    const unknown = await web.get(paths.exercises.draw(id, { draw: newId() }), { as });
    expect(unknown.status).toBe(404);
    const cancelled = await web.post(
      paths.exercises.cancel(id),
      { reason: "The tool is not ready" },
      { as },
    );
    expect(cancelled.location).toBe(paths.programme({ year: "2024" }));
    const history = await web.get(paths.exercises.history(id), { as });
    expect(history.html.text).toContain("Cancelled");
    expect(history.html.text).toContain("Reason: The tool is not ready");
  });

  it("is closed to everyone whose role has no part in it", async () => {
    const world = await makeWorld(await makeDb());
    const web = await startWeb(world.db);
    const { people, exercise } = world;
    const audit = await world.addAudit();
    const pages = [
      paths.exercises.one(exercise.id),
      paths.exercises.draw(exercise.id),
      paths.exercises.drawJson(exercise.id),
      paths.exercises.history(exercise.id),
      paths.exercises.edit(exercise.id),
      paths.exercises.cancel(exercise.id),
      paths.exercises.allocate(exercise.id),
      paths.exercises.allocateOne(exercise.id, audit.id),
      paths.exercises.release(exercise.id),
      paths.exercises.swap(exercise.id, audit.id),
      paths.exercises.changeAudits(exercise.id),
      paths.exercises.closeWindow(exercise.id),
    ];
    for (const page of pages) {
      for (const person of [people.auditor, people.teamManager, people.leader, people.worker]) {
        expect([page, (await web.get(page, { as: person.email })).status]).toEqual([page, 403]);
      }
      // A service manager may lead exercises, but not this one.
      const status = (await web.get(page, { as: people.serviceManager.email })).status;
      expect([403, 404]).toContain(status);
      expect((await web.get(page)).location).toContain("/sign-in");
    }
    const as = people.qaLead.email;
    for (const page of pages) {
      const missing = page.replace(exercise.id, newId());
      expect([page, (await web.get(missing, { as })).status]).toEqual([page, 404]);
    }
    const foreign = await world.addExercise({ state: "drawn" });
    for (const page of [
      paths.exercises.swap(foreign.id, audit.id),
      paths.exercises.allocateOne(foreign.id, audit.id),
    ]) {
      expect([page, (await web.get(page, { as })).status]).toEqual([page, 404]);
    }
    expect((await web.get(paths.programme(), { as: people.worker.email })).status).toBe(403);
    const leader = await web.get(paths.programme({ year: "2023" }), { as: people.leader.email });
    expect(leader.status).toBe(200);
    expect(leader.html.text).toContain("March 2024 core audit cycle");
    expect(leader.html.all(".los-calendar a")).toHaveLength(0);
    expect((await web.get(paths.exercises.planCore(), { as: people.leader.email })).status).toBe(
      403,
    );
  });
});
