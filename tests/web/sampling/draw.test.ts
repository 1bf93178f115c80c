import { expect, it } from "vitest";
import { paths } from "~/paths";
import { readRecord } from "~/rules/sampling/draw-record";
import { verifyRecord } from "~/rules/sampling/draw-verification";
import { describeDatabases } from "../../support/databases";
import { startWeb, type WebResponse } from "../../support/web";
import { makeWorld, type World } from "../../support/world";

const settings = { strataBy: "team", months: "12", weeks: "4", sensitive: "yes" };

/** A planned cycle of six, of which four are drawn, with one case for every reason to leave one out. */
async function planned(world: World) {
  const { rowan, willow } = world.teams;
  for (let at = 0; at < 8; at += 1) {
    await world.addCase({ team_id: at % 2 === 0 ? rowan.id : willow.id });
  }
  await world.addCase({ family_reference: "F-1" });
  await world.addCase({ family_reference: "F-1" });
  await world.addCase({ closed_on: "2024-03-01" });
  await world.addCase({ closed_on: "2024-04-15" });
  await world.addCase({ closed_on: "2022-03-01" });
  await world.addCase({ closed_on: "2024-06-01", opened_on: "2024-04-02" });
  await world.addCase({ sensitive: 1 });
  await world.addCase({ team_id: null });
  await world.addCase({ last_audited_on: "2023-05-01" });
  await world.db.updateTable("exercise").set({ state: "closed" }).execute();
  const exercise = await world.addExercise({ state: "planned", size: 6, released_at: null });
  await world.db
    .insertInto("exercise_member")
    .values(
      [world.people.auditor, world.people.otherAuditor].map(({ id }) => ({
        exercise_id: exercise.id,
        person_id: id,
        part: "auditor" as const,
        role_text: "",
        expected: 2,
        maximum: 5,
      })),
    )
    .execute();
  return exercise.id;
}

const lookAhead = "From the open cases to those that can be drawn";

/** The rows of the sum that leads from the open cases to those that can be drawn. */
const sumsOn = (page: WebResponse, caption: string): [string, number][] => {
  const table = page.html.all("table").find((one) => one.one("caption").text === caption);
  if (!table) throw new Error(`No table ${caption}`);
  return table
    .all("tbody tr")
    .map((row) => [row.one("th").text, Number(row.one("td").text)] as [string, number]);
};

describeDatabases("A draw", (makeDb) => {
  it("counts who is left out before and after, and keeps planned and drawn apart", async () => {
    const world = await makeWorld(await makeDb());
    const id = await planned(world);
    const web = await startWeb(world.db);
    const as = world.people.qaLead.email;
    const url = paths.exercises.draw(id);

    const ahead = await web.get(url, { as });
    expect(ahead.html.all("input[name=months]")[0]?.attribute("value")).toBe("12");
    expect(ahead.html.all("input[name=weeks]")[0]?.attribute("value")).toBe("4");
    const text = ahead.html.text;
    // Fourteen open now: the one that closes in June is open, and opened too late.
    expect(sumsOn(ahead, lookAhead)).toEqual([
      ["Open cases today", 14],
      ["Less: no team known, or the team holds no cases", 1],
      ["Less: flagged as sensitive", 1],
      ["Less: audited lately, or under audit now", 1],
      ["Less: opened lately", 1],
      ["Less: a brother or sister stands for the family", 1],
      ["Can be drawn", 9],
    ]);
    expect(text).toContain("not among the open cases: 2 cases closed in the 12 months before");
    const fewer = await web.get(paths.exercises.draw(id, { ...settings, size: "4" }), { as });
    expect(fewer.html.text).toContain("6 cases were planned; this draws 4, 2 fewer.");

    const drawn = await web.post(url, { ...settings, size: "4", intent: "draw" }, { as });
    expect(drawn.location).toBe(url);
    const result = await web.get(url, { as });
    expect(result.html.text).toContain("4 cases drawn from 14 open ones");
    expect(result.html.text).toContain("4 cases are drawn, 2 fewer than the 6 planned.");
    const sums = sumsOn(result, "Who could be drawn");
    expect(sums.at(0)).toEqual(["Open cases that day", 14]);
    expect(sums.at(-1)).toEqual(["Could be drawn", 9]);
    expect(result.html.text).toContain("not among the open cases: 2 cases closed");
    for (const page of [ahead, result]) {
      const [caption, column] =
        page === ahead ? [lookAhead, "Can be drawn"] : ["Who could be drawn", "Could be drawn"];
      const [open = 0, ...rest] = sumsOn(page, caption).map(([, cases]) => cases);
      const drawable = rest.pop() ?? 0;
      expect(drawable + rest.reduce((total, cases) => total + cases, 0)).toBe(open);
      const groups = page.html
        .all(`td[data-label="${column}"]`)
        .map((cell) => Number(cell.text))
        .reduce((total, cases) => total + cases, 0);
      expect(groups).toBe(drawable);
    }
    const kept = await world.db
      .selectFrom("exercise")
      .select("size")
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    expect(kept.size).toBe(6);
    const room = await web.get(paths.exercises.one(id), { as });
    expect(room.html.text).toContain("4 cases drawn, 6 planned");
    const history = await web.get(paths.exercises.history(id), { as });
    expect(history.html.text).toContain("4 cases drawn from a caseload of 14 (6 planned)");
  });

  it("names the groups whose size by hand is too large, at their fields, and keeps every size", async () => {
    const world = await makeWorld(await makeDb());
    const { rowan, willow } = world.teams;
    const id = await planned(world);
    const web = await startWeb(world.db);
    const as = world.people.qaLead.email;
    const url = paths.exercises.draw(id);
    const sizes = { [`sizes.${rowan.id}`]: "99", [`sizes.${willow.id}`]: "1" };
    const named = "Enter 4 or less for Rowan in place of 99: 4 cases can be drawn there";
    const preview = { ...settings, size: "6", ...sizes, intent: "preview" };
    const asked = await web.post(url, preview, { as });
    const refused = {
      ahead: await web.get(asked.location ?? "", { as }),
      drawn: await web.post(url, { ...preview, intent: "draw" }, { as }),
    };
    expect(refused.ahead.status).toBe(200);
    expect(refused.drawn.status).toBe(400);
    for (const page of Object.values(refused)) {
      expect(page.errors).toEqual([named]);
      const [link] = page.html.all(".govuk-error-summary a");
      expect(link?.attribute("href")).toBe(`#sizes.${rowan.id}`);
      const box = (team: { id: string }) =>
        page.html.all(`input[name="sizes.${team.id}"]`)[0]?.attribute("value");
      expect([box(rowan), box(willow)]).toEqual(["99", "1"]);
      expect(page.html.all(`[id="sizes.${rowan.id}-error"]`)[0]?.text).toContain(named);
      expect(page.html.all(`[id="sizes.${willow.id}-error"]`)).toHaveLength(0);
    }
    const both = await web.post(
      url,
      { ...preview, intent: "draw", [`sizes.${willow.id}`]: "50" },
      { as },
    );
    expect(both.errors).toEqual([
      named,
      "Enter 5 or less for Willow in place of 50: 5 cases can be drawn there",
    ]);
    expect(await world.db.selectFrom("draw").selectAll().execute()).toEqual([]);
  });

  it("takes its limits from the settings, which an administrator changes", async () => {
    const world = await makeWorld(await makeDb());
    const id = await planned(world);
    const web = await startWeb(world.db);
    const admin = world.people.administrator.email;
    const page = await web.get(paths.settings(), { as: admin });
    const form = Object.fromEntries(
      page.html
        .all("main form input[name]")
        .map((input) => [input.attribute("name") ?? "", input.attribute("value") ?? ""]),
    );
    const bad = await web.post(
      paths.settings(),
      { ...form, openedWithin: "53", auditedWithin: "61" },
      { as: admin },
    );
    expect(bad.errors).toEqual(["Enter a number from 0 to 60", "Enter a number from 0 to 52"]);
    const saved = await web.post(
      paths.settings(),
      { ...form, openedWithin: "0", auditedWithin: "6" },
      { as: admin },
    );
    expect(saved.status).toBe(302);
    const ahead = await web.get(paths.exercises.draw(id), { as: world.people.qaLead.email });
    expect(ahead.html.all("input[name=months]")[0]?.attribute("value")).toBe("6");
    expect(ahead.html.all("input[name=weeks]")[0]?.attribute("value") ?? "").toBe("");
    // Neither the case audited eleven months ago nor the one opened lately is left out.
    expect(sumsOn(ahead, lookAhead).at(-1)).toEqual(["Can be drawn", 11]);
  });

  it("leaves a re-audit alone: it is not drawn beside itself, not lost in a redraw, not swapped", async () => {
    const world = await makeWorld(await makeDb());
    const id = await planned(world);
    const web = await startWeb(world.db);
    const as = world.people.qaLead.email;
    const again = await world.addAudit({
      exercise_id: id,
      origin: "re-audit",
      case_id: (await world.addCase({ last_audited_on: "2024-03-20" })).id,
    });
    const url = paths.exercises.draw(id);
    await web.post(url, { ...settings, months: "", size: "4", intent: "draw" }, { as });
    await web.post(
      `${url}?again=yes`,
      { ...settings, size: "4", intent: "draw", reason: "A team was missing" },
      { as },
    );
    const audits = await world.db
      .selectFrom("audit")
      .select(["id", "origin", "case_id"])
      .where("exercise_id", "=", id)
      .execute();
    expect(audits.filter(({ origin }) => origin === "drawn")).toHaveLength(4);
    expect(audits.filter((one) => one.case_id === again.case_id)).toEqual([
      { id: again.id, origin: "re-audit", case_id: again.case_id },
    ]);
    const swap = await web.get(paths.exercises.swap(id, again.id), { as });
    expect(swap.html.text).toContain("This case was not drawn");
  });

  it("exports a record that verifies outside, swaps in order and passed-over reserves included", async () => {
    const world = await makeWorld(await makeDb());
    const id = await planned(world);
    const web = await startWeb(world.db);
    const as = world.people.qaLead.email;
    await web.post(paths.exercises.draw(id), { ...settings, size: "4", intent: "draw" }, { as });
    await web.post(paths.exercises.allocate(id), { intent: "rest" }, { as });
    const record = async () => {
      const file = await web.get(paths.exercises.drawJson(id), { as });
      const read = readRecord(file.body);
      if (!read.ok) throw new Error(read.message);
      return read.record;
    };
    const first = await record();
    expect(verifyRecord(first).verdict).toBe("same");
    expect(first.exercise.planned).toBe(6);
    expect(first.counts).toMatchObject({ frame: 16, canBeDrawn: 9, drawn: 4 });

    // The next reserve of the first case's team has closed since.
    const audit = await world.db
      .selectFrom("audit")
      .innerJoin("case_record", "case_record.id", "audit.case_id")
      .select(["audit.id", "audit.team_id", "audit.auditor_id", "case_record.reference"])
      .where("exercise_id", "=", id)
      .where("auditor_id", "is not", null)
      .orderBy("audit.id")
      .executeTakeFirstOrThrow();
    const reserves = first.made.cases
      .filter((row) => row.stratum === audit.team_id && row.status === "reserve")
      .sort((a, b) => (a.position ?? 0) - (b.position ?? 0));
    const [closed, next] = reserves;
    if (!closed || !next) throw new Error("Too few reserves");
    const swap = paths.exercises.swap(id, audit.id);
    const closedReference = first.frame.find((row) => row.caseId === closed.caseId)?.reference;
    // One that is marked as sensitive since is left out in the same way.
    for (const gone of [
      { sensitive: 1 as const },
      { sensitive: 0 as const, closed_on: "2024-04-15" },
    ]) {
      const changing = world.db.updateTable("case_record").set(gone);
      await changing.where("id", "=", closed.caseId).execute();
      expect((await web.get(swap, { as })).html.text).toContain(
        `marked as sensitive or audited here already: ${closedReference}.`,
      );
    }
    const swapped = await web.post(swap, { reason: "wrong-team", note: "Moved in March" }, { as });
    expect(swapped.status).toBe(302);

    const second = await record();
    expect(second.made).toEqual(first.made);
    expect(second.swaps).toMatchObject([
      {
        out: { reference: audit.reference },
        in: { caseId: next.caseId },
        passedOver: [closed.caseId],
        code: "wrong-team",
        reason: "The case was recorded under the wrong team: Moved in March",
        by: world.people.qaLead.name,
      },
    ]);
    expect(verifyRecord(second).verdict).toBe("same");
    const page = await web.get(paths.exercises.draw(id, { verify: "yes" }), { as });
    expect(page.html.text).toContain("The swap since kept to the order of the draw");
    expect(page.html.text).toContain(`Left out: ${closedReference}`);

    // A swap for a case someone liked better is seen.
    const liked = first.made.cases.find(
      (row) => row.status === "reserve" && row.stratum !== audit.team_id,
    );
    await world.db
      .updateTable("audit")
      .set({ case_id: liked?.caseId ?? "" })
      .where("origin", "=", "swapped")
      .execute();
    expect(verifyRecord(await record()).verdict).toBe("differs");
    const bad = await web.get(paths.exercises.draw(id, { verify: "yes" }), { as });
    expect(bad.html.text).toContain("did not put in the next reserve");
  });

  it("gives a swapped-in case of another team to nobody of that team, and tells both auditors", async () => {
    const world = await makeWorld(await makeDb());
    const id = await planned(world);
    const web = await startWeb(world.db);
    const as = world.people.qaLead.email;
    const byCohort = { ...settings, strataBy: "cohort", size: "2", intent: "draw" };
    await web.post(paths.exercises.draw(id), byCohort, { as });
    await web.post(paths.exercises.allocate(id), { intent: "rest" }, { as });
    await web.post(paths.exercises.release(id), {}, { as });
    const reserves = await world.db
      .selectFrom("draw_case")
      .select("case_id")
      .where("status", "=", "reserve")
      .execute();
    // Whoever comes in next is a case of Rowan, which is the auditor's own team.
    await world.db
      .updateTable("case_record")
      .set({ team_id: world.teams.rowan.id })
      .where(
        "id",
        "in",
        reserves.map((row) => row.case_id),
      )
      .execute();
    const { auditor, otherAuditor } = world.people;
    const [one] = await world.db
      .selectFrom("audit")
      .selectAll()
      .where("exercise_id", "=", id)
      .execute();
    if (!one) throw new Error("Nothing was drawn");
    await world.db
      .updateTable("audit")
      .set({ auditor_id: auditor.id, team_id: world.teams.willow.id })
      .where("id", "=", one.id)
      .execute();
    await world.db.deleteFrom("outbox").execute();
    const swap = paths.exercises.swap(id, one.id);
    const swapped = await web.post(swap, { reason: "wrong-team", note: "Moved" }, { as });
    expect(swapped.status).toBe(302);
    const came = await world.db
      .selectFrom("audit")
      .select(["team_id", "auditor_id"])
      .where("origin", "=", "swapped")
      .executeTakeFirstOrThrow();
    expect(came).toEqual({ team_id: world.teams.rowan.id, auditor_id: otherAuditor.id });
    const told = await world.db.selectFrom("outbox").select(["kind", "person_id"]).execute();
    expect(new Set(told.map((row) => `${row.kind} ${row.person_id}`))).toEqual(
      new Set([`audit-withdrawn ${auditor.id}`, `audit-allocated ${otherAuditor.id}`]),
    );

    // A reserve that has no team any more is nobody's to audit: that is said, and nothing changes.
    await world.db
      .updateTable("case_record")
      .set({ team_id: null })
      .where(
        "id",
        "in",
        reserves.map((row) => row.case_id),
      )
      .execute();
    const [, two] = await world.db
      .selectFrom("audit")
      .select("id")
      .where("exercise_id", "=", id)
      .where("state", "=", "allocated")
      .execute();
    const refused = await web.post(
      paths.exercises.swap(id, two?.id ?? ""),
      { reason: "wrong-team", note: "Moved" },
      { as },
    );
    expect(refused.status).toBe(400);
    expect(refused.errors.join()).toMatch(/^Give DB-\d+ a team first/);
  });

  it("is told in the cycle's report: swaps by team and auditor, overrides by rule", async () => {
    const world = await makeWorld(await makeDb());
    const id = await planned(world);
    const web = await startWeb(world.db);
    const as = world.people.qaLead.email;
    await web.post(paths.exercises.draw(id), { ...settings, size: "4", intent: "draw" }, { as });
    await web.post(paths.exercises.allocate(id), { intent: "rest" }, { as });
    const audits = await world.db
      .selectFrom("audit")
      .select(["id", "team_id", "auditor_id"])
      .where("exercise_id", "=", id)
      .orderBy("id")
      .execute();
    const [toSwap] = audits.filter(({ auditor_id }) => auditor_id === world.people.otherAuditor.id);
    const toOverride = audits.find(
      (one) => one.team_id === world.teams.rowan.id && one.id !== toSwap?.id,
    );
    if (!toSwap || !toOverride) throw new Error("The allocation has changed");
    await web.post(
      paths.exercises.swap(id, toSwap.id),
      { reason: "closed", note: "Yesterday" },
      { as },
    );
    const chosen = paths.exercises.allocateOne(id, toOverride.id);
    const [version] = (await web.get(chosen, { as })).html.all("input[name=version]");
    const override = await web.post(
      chosen,
      {
        version: version?.attribute("value") ?? "",
        auditorId: world.people.auditor.id,
        override: "Everyone else is away",
      },
      { as },
    );
    expect(override.status).toBe(302);
    await web.post(paths.exercises.release(id), {}, { as });

    const report = await web.get(paths.exercises.report(id), { as });
    const { text } = report.html;
    expect(text).toContain("6 cases planned and 4 drawn. 1 was swapped");
    expect(text).toMatch(/Sam Okafor\s+1 of \d.*The case has closed since the draw/s);
    expect(text).toContain("Rowan, audited by Alex Morley (their own team): Everyone else is away");
    expect(text).toContain("No case of the one other team was swapped");
    const links = report.html.all("main a").map((a) => a.attribute("href"));
    expect(links.filter((href) => href === paths.exercises.draw(id))).toHaveLength(1);
  });
});
