import { beforeAll, describe, expect, it } from "vitest";
import { paths } from "~/paths";
import type { TrendsFile } from "~/rules/reports/trends";
import { listEvents } from "~db/core/events.server";
import { coreV2 } from "~db/tools/core-v2";
import { addTeamAction } from "../../support/actions";
import { addCycle, addOtherTool, addToolVersion, auditsOf } from "../../support/cycles";
import { databaseMaker } from "../../support/databases";
import { addPublishedCycles } from "../../support/published";
import { startWeb, type Web } from "../../support/web";
import { makeWorld, type World } from "../../support/world";

describe("Trends", () => {
  const makeDb = databaseMaker("sqlite");
  let world: World;
  let web: Web;
  const as = () => ({ as: world.people.qaLead.email });

  beforeAll(async () => {
    world = await makeWorld(await makeDb(), coreV2);
    await addPublishedCycles(world);
    const first = await addToolVersion(world, 1);
    await addCycle(world, "2023-08", auditsOf(world.teams.willow, [0, 2, 3, 1]), {
      toolVersionId: first,
    });
    await addCycle(world, "2024-01", auditsOf(world.teams.willow, [0, 9, 0, 0]), { open: true });
    await addCycle(world, "2023-11", [
      { team: world.teams.willow, overall: "inadequate", origin: "re-audit" },
    ]);
    web = await startWeb(world.db);
  });

  it("keep a view under a name, for the one who saved it, until they delete it", async () => {
    const query = `?whose=team:${world.teams.willow.id}&area=assessment`;
    const views = `/trends/views${query}`;
    const asked = await web.get(views, as());
    expect(asked.html.one("main").text).toContain("Assessment, Willow, ");
    const empty = await web.post(views, { name: " " }, as());
    expect([empty.status, empty.errors]).toEqual([400, ["Enter what the view is called"]]);
    const saved = await web.post(views, { name: "Willow" }, as());
    expect(saved.location).toContain("area=assessment");
    expect((await web.post(views, { name: "Willow" }, as())).location).toBe(saved.location);
    const other = await web.post("/trends/views?area=supervision", { name: "Willow" }, as());
    expect(other.status).toBe(400);
    expect(other.html.one("input[name=name]").attribute("value")).toBe("Willow");
    const wrong = await web.post("/trends/views?area=none", { name: "Wrong" }, as());
    expect(wrong.status).toBe(400);
    const page = await web.get("/trends", as());
    const link = page.html.all("main a").find(({ text }) => text === "Willow");
    expect((await web.get(link?.attribute("href") ?? "", as())).html.text).toContain(
      "per cycle: Assessment, Willow",
    );
    const leader = { as: world.people.leader.email };
    expect((await web.get("/trends/views", leader)).html.text).toContain("You have saved none yet");
    const [view] = await world.db.selectFrom("saved_view").selectAll().execute();
    const remove = { intent: "delete", viewId: view?.id ?? "" };
    await web.post("/trends/views", remove, leader);
    expect((await web.get("/trends/views", as())).html.text).toContain("Willow");
    expect((await web.post("/trends/views", remove, as())).location).toBe(paths.trendsViews());
    expect((await web.post("/trends/views", remove, as())).location).toBe(paths.trendsViews());
    expect((await web.post("/trends/views", { intent: "delete" }, as())).status).toBe(400);
    for (let at = 0; at < 20; at += 1)
      expect((await web.post(views, { name: `View ${at}` }, as())).status).toBe(302);
    const full = await web.post(views, { name: "One more" }, as());
    expect([full.status, full.errors]).toEqual([400, ["Delete a view first: you have 20 views"]]);
  });

  it("refuse those without the right in JSON, with the reason", async () => {
    const answer = await web.get("/trends.json?from=2023-11&to=2024-01", {
      as: world.people.auditor.email,
    });
    expect(answer.status).toBe(403);
    expect(answer.json()).toMatchObject({ because: expect.stringContaining("QA lead") });
  });

  it("give the published figures as JSON, closed cycles and final grades only", async () => {
    const answer = await web.get("/trends.json?from=2023-11&to=2024-01", as());
    expect(answer.status).toBe(200);
    expect(answer.headers.get("Content-Type")).toContain("application/json");
    const file = answer.json() as TrendsFile;
    expect(file.total).toEqual({
      audits: 53,
      overall: { outstanding: 2, good: 31, requiresImprovement: 20, inadequate: 0 },
      goodOrAbove: { count: 33, of: 53, percent: 62 },
    });
    expect(file.cycles.map((c) => [c.month, c.toolVersion, c.audits])).toEqual([
      ["2023-11", 2, 26],
      ["2023-11", 2, 0],
      ["2024-01", 2, 27],
    ]);
    expect(file.cycles[1]?.goodOrAbove).toEqual({ count: 0, of: 0, percent: null });
    expect(file.areas.map(({ area }) => area)).toEqual(coreV2.areas.map(({ code }) => code));
    const area = (code: string) => file.areas.find((a) => a.area === code);
    expect(area("assessment")?.goodOrAbove).toEqual({ count: 38, of: 53, percent: 72 });
    expect(area("supervision")?.goodOrAbove).toEqual({ count: 22, of: 53, percent: 42 });
    expect(area("case-recording")).toEqual({
      area: "case-recording",
      counts: { outstanding: 0, good: 30, requiresImprovement: 21, inadequate: 0 },
      notApplicable: 0,
      notJudged: 2,
      goodOrAbove: { count: 30, of: 51, percent: 59 },
    });
    expect(area("impact")?.goodOrAbove).toEqual({ count: 0, of: 0, percent: null });
  });

  it.each([
    ["", "Give the first month, like from=2023-11. Give the last month, like to=2023-11"],
    ["?from=2024-01&to=2023-11", "Give a first month that is not after the last one"],
    ["?from=11/2023&to=2024-01", "Give the first month as YYYY-MM, like 2023-11"],
    ["?from=2023-11&to=2024-01&to=2024-01", "Give the last month once"],
  ])("refuse the period %j in words", async (query, error) => {
    const answer = await web.get(`/trends.json${query}`, as());
    expect(answer.status).toBe(400);
    expect(answer.headers.get("Content-Type")).toContain("application/json");
    expect(answer.json()).toMatchObject({ error });
  });

  it("are for those who may read them", async () => {
    const { leader, serviceManager, teamManager, scrutiny, auditor, administrator } = world.people;
    for (const path of ["/trends.json?from=2023-11&to=2024-01", "/trends"]) {
      expect((await web.get(path)).location).toContain("/sign-in");
      for (const { email } of [leader, serviceManager]) {
        expect((await web.get(path, { as: email })).status).toBe(200);
      }
      for (const { email } of [teamManager, scrutiny, auditor, administrator]) {
        expect((await web.get(path, { as: email })).status).toBe(403);
      }
    }
  });

  it("show the same figures on the page, with a break where the tool changed", async () => {
    const { html, status } = await web.get("/trends", as());
    expect(status).toBe(200);
    expect(html.one("p.los-lead").text).toContain(
      "Since November 2023, 33 of 53 audits were Good or above (62%).",
    );
    expect(html.one("p.los-lead").text).toContain("2 of 6 (33%) from August 2023, indicative only");
    const figures = html.all("table").find((t) => t.text.startsWith("Good or above per cycle"));
    expect(figures?.all("tbody tr").map((row) => row.text)).toEqual([
      expect.stringContaining("August 2023"),
      expect.stringContaining("16 of 26 (62%)"),
      expect.stringContaining("none graded"),
      expect.stringContaining("17 of 27 (63%)"),
    ]);
    expect(figures?.text).toContain("2 of 6 (33%) indicative only");
    expect(html.all("table")).toHaveLength(2);
    expect(html.text).toContain(
      "2 cycles since November 2023 are too few to tell signal from noise",
    );
    expect(html.text).toContain(`Not joined before November 2023 (${coreV2.name}, version 2)`);
    expect(html.all("svg text").some((t) => t.text === `${coreV2.name}, version 2`)).toBe(true);
  });

  it("narrow to a team and an area, and to a period", async () => {
    const { willow } = world.teams;
    const query = `whose=team:${willow.id}&area=supervision&from=2023-11&to=2024-01`;
    const { html } = await web.get(`/trends?${query}`, as());
    expect(html.one("p.los-lead").text).toMatch(
      /^Since November 2023, \d+ of 18 audits of Willow were Good or above in supervision/,
    );
    expect(html.one("select[name=area] option[selected]").text).toBe("Supervision");
    const other = await web.get(`/trends?whose=service:${world.otherServiceId}`, as());
    expect(other.html.one("p.los-lead").text).toContain("of 17 audits of Corporate parenting");
  });

  it("narrow to a cohort", async () => {
    const { html } = await web.get("/trends?cohort=care-leaver", as());
    expect(html.one("select[name=cohort] option[selected]").text).toBe("Care leaver");
    expect(html.text).toContain("Overall grade, all teams, care leaver");
    expect(html.text).toContain("No cycle has a grade here.");
  });

  it("give each chart as a drawing and as numbers, of what was chosen", async () => {
    const query = "from=2023-11&to=2024-01";
    const svg = await web.get(`/trends/files/good-or-above.svg?${query}`, as());
    expect(svg.headers.get("Content-Type")).toContain("image/svg+xml");
    expect(svg.body).toContain("<title>Good or above per cycle: Overall grade, all teams</title>");
    expect(svg.body).toContain("November 2023, 16 of 26 (62%)");
    const png = await web.get(`/trends/files/grade-mix.png?${query}`, as());
    expect(png.headers.get("Content-Type")).toBe("image/png");
    expect(png.status).toBe(200);
    const csv = await web.get(`/trends/files/good-or-above.csv?${query}`, as());
    expect(csv.headers.get("Content-Disposition")).toContain("trends-good-or-above.csv");
    expect(csv.body).toContain("2024-01,17,27,63,final");
    expect((await web.get(`/trends/files/grade-mix.csv?${query}`, as())).body).toContain("January");
    const wrong = await web.get("/trends/files/good-or-above.csv?area=weather", as());
    expect(wrong.status).toBe(400);
    expect(wrong.json()).toEqual({ error: "Choose a practice area from the list" });
    for (const file of ["good-or-above.exe", "weather.csv", "grade-mix", "grade-mix.csv.svg"]) {
      expect((await web.get(`/trends/files/${file}`, as())).status).toBe(404);
    }
  });

  it.each([
    "whose=team:nobody",
    "cohort=adults",
    "tool=none",
    "area=weather",
    "from=2024-03",
    "from=2024-01&to=2023-08",
  ])("say what is wrong with ?%s and show the usual figures", async (query) => {
    const answer = await web.get(`/trends?${query}`, as());
    expect(answer.status).toBe(400);
    expect(answer.errors).toHaveLength(1);
    expect(answer.html.one("p.los-lead").text).toContain("33 of 53");
  });

  it("start anew where the lead says so, with reason and name, until that is removed", async () => {
    const page = await web.get("/trends/rebase", as());
    const options = page.html.all("select[name=exerciseId] option");
    expect(options.map(({ text }) => text.slice(0, 13))).not.toContain("August 2023: ");
    const january = options.find(({ text }) => text.startsWith("January 2024"));
    const exerciseId = january?.attribute("value") ?? "";
    const post = (fields: Record<string, string>) => web.post("/trends/rebase", fields, as());
    const bad = await post({ exerciseId: "none", reason: "A new practice model" });
    expect(bad.status).toBe(400);
    expect(bad.errors).toEqual(["Choose a cycle from the list"]);
    expect(bad.html.one("textarea[name=reason]").text).toContain("A new practice model");
    expect((await post({ exerciseId, reason: " " })).errors).toEqual([
      "Enter why the limits start anew",
    ]);
    expect((await post({ exerciseId, reason: "A new practice model" })).status).toBe(302);
    expect((await post({ exerciseId, reason: "Again" })).status).toBe(400);
    const said = `limits start anew, ${world.people.qaLead.name}: A new practice model`;
    expect((await web.get("/trends", as())).html.text).toContain(
      `Not joined before November 2023 (${coreV2.name}, version 2), January 2024 (${said}).`,
    );
    const csv = await web.get("/trends/files/good-or-above.csv", as());
    expect(csv.body).toContain(said);
    const rebaseId = (await web.get("/trends/rebase", as())).html
      .one("input[name=rebaseId]")
      .attribute("value");
    const remove = { intent: "remove", rebaseId: rebaseId ?? "" };
    expect((await post({ ...remove, rebaseId: "" })).status).toBe(400);
    expect((await post(remove)).status).toBe(302);
    expect((await post(remove)).status).toBe(302);
    expect((await web.get("/trends", as())).html.text).not.toContain(said);
    const history = await listEvents(world.db, `exercise:${exerciseId}`);
    expect(history.map(({ kind }) => kind)).toEqual([
      "exercise.trend-joined",
      "exercise.trend-rebased",
    ]);
    for (const { email } of [world.people.leader, world.people.serviceManager])
      expect((await web.get("/trends/rebase", { as: email })).status).toBe(403);
  });

  it("carry what was done on the line of the area it was meant for", async () => {
    const { qaLead } = world.people;
    const { willow } = world.teams;
    for (const more of [
      { what: "Renew the supervision template" },
      { what: "Speak with one family", level: "child" as const },
      { what: "Plan better", area: "planning" },
    ])
      await addTeamAction(world, qaLead, { ownerId: qaLead.id, area: "supervision", ...more });
    await world.db
      .updateTable("action")
      .set({ status: "completed", completed_on: "2023-12-14" })
      .execute();
    const { html } = await web.get("/trends?area=supervision", as());
    expect(html.text).toMatch(/Triangles: January 2024, A-\d{4} of Willow, completed\./);
    expect(html.text).not.toContain("Renew the supervision template");
    const own = await web.get(`/trends?area=supervision&whose=team:${willow.id}`, as());
    expect(own.html.text).toContain("Triangles: January 2024");
    const other = await web.get(
      `/trends?area=supervision&whose=service:${world.otherServiceId}`,
      as(),
    );
    expect(other.html.text).not.toContain("Triangles");
    expect((await web.get("/trends", as())).html.text).not.toContain("Triangles");
  });

  it("keep a line for each of several tools in use side by side", async () => {
    const fresh = await makeWorld(await makeDb(), coreV2);
    const there = await startWeb(fresh.db);
    const lead = { as: fresh.people.qaLead.email };
    const other = await addOtherTool(fresh, "SEND audit", coreV2, 2);
    for (const [month, toolVersionId] of [
      ["2023-09", undefined],
      ["2023-10", other],
      ["2023-11", undefined],
      ["2023-12", other],
    ] as const)
      await addCycle(fresh, month, auditsOf(fresh.teams.willow, [0, 6, 6, 0]), { toolVersionId });
    const page = await there.get("/trends", lead);
    const titles = page.html.all("figcaption").map(({ text }) => text);
    expect(titles.slice(0, 2)).toEqual([
      `Good or above per cycle: Overall grade, all teams, ${coreV2.name}`,
      "Good or above per cycle: Overall grade, all teams, SEND audit",
    ]);
    expect((await there.get("/trends/files/good-or-above.svg", lead)).status).toBe(400);
    const { html } = await there.get(
      `/trends?tool=${page.html.one("select[name=tool] option:nth-child(3)").attribute("value")}`,
      lead,
    );
    expect(html.one("p.los-lead").text).toContain("12 of 24 audits");
    expect(html.all("figcaption").map(({ text }) => text)[0]).toBe(
      "Good or above per cycle: Overall grade, all teams",
    );
  });

  it("break between two tools that have come to the same version, and say which is which", async () => {
    const fresh = await makeWorld(await makeDb(), coreV2);
    const there = await startWeb(fresh.db);
    const lead = { as: fresh.people.qaLead.email };
    const other = await addOtherTool(fresh, "SEND audit", coreV2, 2);
    await addCycle(fresh, "2023-11", auditsOf(fresh.teams.willow, [0, 6, 6, 0]));
    const cycle = await addCycle(fresh, "2024-01", auditsOf(fresh.teams.willow, [0, 9, 3, 0]), {
      toolVersionId: other,
    });
    const page = await there.get("/trends", lead);
    expect(page.html.one("p.los-lead").text).toBe(
      `Since January 2024, 9 of 12 audits were Good or above (75%). Before that, on another tool (${coreV2.name}, version 2) and not to be compared: 6 of 12 (50%) from November 2023.`,
    );
    expect(page.html.all("svg text").some((t) => t.text === "SEND audit, version 2")).toBe(true);
    expect(page.html.text).toContain("SEND audit, version 2, from January 2024");
    const file = (await there.get("/trends.json?from=2023-11&to=2024-01", lead)).json();
    expect((file as TrendsFile).cycles.map((c) => [c.toolVersion, c.tool?.name])).toEqual([
      [2, coreV2.name],
      [2, "SEND audit"],
    ]);
    const report = await there.get(`/exercises/${cycle.id}/report`, lead);
    expect(report.html.text).toContain(
      "SEND audit, version 2, from January 2024: not to be compared",
    );
    expect(report.html.text).toContain("It was graded with SEND audit, version 2.");
    const teams = await there.get("/teams", lead);
    expect(teams.html.text).toContain(
      `November 2023 was graded with ${coreV2.name}, version 2: it can’t be compared, and is not shown beside it.`,
    );
    expect(teams.html.one("table").text).toContain("9 of 12");
    expect(teams.html.one("table").text).not.toContain("of 24");
    const team = await there.get(`/teams/${fresh.teams.willow.id}`, lead);
    expect(team.html.text).toContain("9 of 12 audits of Willow");
  });
});
