import { beforeAll, describe, expect, it } from "vitest";
import { paths } from "~/paths";
import { newId } from "~db/core/ids.server";
import { transact } from "~db/core/open.server";
import { addResponses } from "~db/reports/asking.server";
import { coreV2 } from "~db/tools/core-v2";
import { addCycle, addToolVersion, auditsOf } from "../../support/cycles";
import { databaseMaker } from "../../support/databases";
import { addPublishedCycles } from "../../support/published";
import { startWeb, type Web } from "../../support/web";
import { makeWorld, type World } from "../../support/world";

describe("Reports", () => {
  const makeDb = databaseMaker("sqlite");
  let world: World;
  let web: Web;
  let january: { id: string };
  let open: { id: string; auditIds: string[] };
  const lead = () => ({ as: world.people.qaLead.email });

  beforeAll(async () => {
    world = await makeWorld(await makeDb(), coreV2);
    ({ january } = await addPublishedCycles(world));
    open = await addCycle(world, "2024-03", auditsOf(world.teams.willow, [0, 3, 2, 1]), {
      open: true,
    });
    await addCycle(world, "2023-08", auditsOf(world.teams.willow, [0, 1, 0, 0]), {
      toolVersionId: await addToolVersion(world, 1),
    });
    await world.db
      .insertInto("finding")
      .values(
        ["One finding.", "Another one."].map((text) => ({
          id: newId(),
          exercise_id: open.id,
          audit_id: open.auditIds[0] ?? "",
          kind: "strength" as const,
          area: "planning",
          theme: "smart-planning",
          text,
          case_count: null,
          made_by: world.people.auditor.id,
          made_at: "2024-03-20T10:00:00.000Z",
        })),
      )
      .execute();
    web = await startWeb(world.db);
  });

  it("count by team who was exempt from auditing for a part of the cycle", async () => {
    const { auditor, otherAuditor, qaLead } = world.people;
    const members = [auditor, otherAuditor].map(({ id }) => ({
      ...{ exercise_id: january.id, person_id: id, part: "auditor" as const, role_text: "" },
      ...{ expected: 13, maximum: 14 },
    }));
    await world.db.deleteFrom("exercise_member").where("exercise_id", "=", january.id).execute();
    await world.db.insertInto("exercise_member").values(members).execute();
    const exempt = { person_id: otherAuditor.id, reason: "Seconded", approved_by: qaLead.id };
    const days = [
      ["2024-01-08", "2024-01-12"],
      // Over before the cycle began.
      ["2023-10-02", "2023-10-06"],
    ] as const;
    for (const [from_on, to_on] of days)
      await world.db
        .insertInto("exemption")
        .values({
          ...{ id: newId(), ...exempt, from_on, to_on },
          ...{ approved_at: "2023-09-20T10:00:00.000Z", ended_by: null, ended_at: null },
        })
        .execute();
    const { html } = await web.get(paths.exercises.report(january.id), lead());
    const table = html.all("table").find(({ text }) => text.startsWith("Coverage by team"));
    const at = table?.all("thead th").findIndex(({ text }) => text === "Auditors exempt") ?? -1;
    expect(at).toBeGreaterThan(0);
    const exemptOf = (team: string) =>
      table
        ?.all("tbody tr")
        .find((row) => row.text.startsWith(team))
        ?.all("th, td")
        [at]?.text.replace("Auditors exempt", "");
    expect(exemptOf("All teams")).toBe("1");
    expect(exemptOf("Willow")).toBe("0");
    await world.db.deleteFrom("exemption").execute();
  });

  it("show a closed cycle's final figures to those who may read them", async () => {
    const path = paths.exercises.report(january.id);
    const { status, html } = await web.get(path, lead());
    expect(status).toBe(200);
    expect(html.one("p.los-lead").text).toBe(
      "In January 2024, 17 of 27 audits were Good or above (63%).",
    );
    expect(html.one("h1 ~ * .govuk-tag, .los-heading-with-tag .govuk-tag").text).toBe("Final");
    expect(html.text).toContain("This report uses final grades");
    const areas = html.all("table").find((t) => t.text.startsWith("Grades by practice area"));
    const recording = areas?.all("tbody tr").find((row) => row.text.includes("Case recording"));
    expect(
      recording
        ?.all("td")
        .slice(1)
        .map((cell) => cell.text),
    ).toEqual(["0", "15 (58%)", "11 (42%)", "0", "15 of 26 (58%)", "0", "1 (4%)"]);
    const { leader, serviceManager, teamManager, auditor, scrutiny } = world.people;
    expect((await web.get(path)).location).toContain("/sign-in");
    for (const { email } of [leader, serviceManager]) {
      expect((await web.get(path, { as: email })).status).toBe(200);
    }
    for (const { email } of [teamManager, auditor, scrutiny]) {
      expect((await web.get(path, { as: email })).status).toBe(403);
    }
    expect((await web.get(paths.exercises.report(newId()), lead())).status).toBe(404);
  });

  it("keep a provisional report to the QA lead, and from one who could moderate", async () => {
    const path = paths.exercises.report(open.id);
    const page = await web.get(path, lead());
    expect(page.html.one(".los-heading-with-tag .govuk-tag").text).toBe("Provisional");
    expect(page.html.one("p.los-lead").text).toContain("3 of 6 audits were Good or above (50%)");
    expect(page.html.text).toContain("SMART planning, in 1 audit");
    const leader = await web.get(path, { as: world.people.leader.email });
    expect(leader.status).toBe(403);
    expect(leader.html.text).toContain("The cycle is still open");
    const both = await world.addPerson("Lou Tamm", "qa-lead");
    expect((await web.get(path, { as: both.email })).status).toBe(200);
    await world.db
      .insertInto("role_grant")
      .values({ id: newId(), person_id: both.id, role: "moderator", reach: "all" })
      .execute();
    const blind = await web.get(path, { as: both.email });
    expect(blind.status).toBe(403);
    expect(blind.html.text).toContain("You moderate in this cycle, or could be asked to");
    expect(blind.html.text).not.toContain("3 of 6");
  });

  it("keep words that the lead writes, and show both versions of two at once", async () => {
    const path = paths.exercises.narrative(january.id);
    const version = (await web.get(path, lead())).html
      .one("input[name=version]")
      .attribute("value");
    const typed = { narrative: "Supervision is the weakest area.", version: version ?? "" };
    expect((await web.post(path, typed, lead())).location).toBe(paths.exercises.report(january.id));
    const report = await web.get(paths.exercises.report(january.id), lead());
    expect(report.html.all("p.los-written")[0]?.text).toBe(typed.narrative);
    const late = await web.post(path, { ...typed, narrative: "Mine." }, lead());
    expect(late.status).toBe(409);
    expect(late.html.one("textarea").text).toBe("Mine.");
    expect(late.html.text).toContain("Supervision is the weakest area.");
    const long = await web.post(path, { ...typed, narrative: "x".repeat(8001) }, lead());
    expect([long.status, long.errors]).toEqual([
      400,
      ["Shorten this to 8,000 characters or fewer"],
    ]);
    const { leader } = world.people;
    expect((await web.post(path, typed, { as: leader.email })).status).toBe(403);
  });

  it("show a team's report within the reach of the reader alone", async () => {
    const { willow } = world.teams;
    const path = paths.exercises.teamReport(january.id, willow.id);
    const page = await web.get(path, lead());
    expect(page.html.one("h1").text).toContain("Willow");
    expect(page.html.one("p.los-lead").text).toMatch(
      /^Since November 2023, \d+ of 18 audits of Willow were Good or above/,
    );
    const { teamManager, otherTeamManager, serviceManager, leader, auditor } = world.people;
    const other = await world.addPerson("Una Price", "service-manager", {
      serviceId: world.otherServiceId,
    });
    const answers = async (email: string) => (await web.get(path, { as: email })).status;
    expect(await answers(teamManager.email)).toBe(200);
    expect(await answers(otherTeamManager.email)).toBe(404);
    expect(await answers(serviceManager.email)).toBe(200);
    expect(await answers(other.email)).toBe(404);
    expect(await answers(leader.email)).toBe(200);
    expect(await answers(auditor.email)).toBe(403);
    for (const wrong of [
      paths.exercises.teamReport(january.id, newId()),
      paths.exercises.teamReport(newId(), willow.id),
      paths.exercises.teamReport(open.id, willow.id),
    ]) {
      expect((await web.get(wrong, lead())).status).toBe(404);
    }
  });

  it("give a team's report as files, to those who may read it, with the figures of the raw grades", async () => {
    const { willow } = world.teams;
    const fileOf = (name: string) => paths.exercises.teamReportFile(january.id, willow.id, name);
    const csv = await web.get(fileOf("report.csv"), lead());
    expect(csv.status).toBe(200);
    const rows = csv.body
      .trim()
      .split("\r\n")
      .slice(1)
      .map((line) => line.split(","));
    const raw = await world.db
      .selectFrom("judgement")
      .innerJoin("audit", "audit.id", "judgement.audit_id")
      .select(["judgement.area", "judgement.judgement"])
      .where("audit.exercise_id", "=", january.id)
      .where("judgement.team_id", "=", willow.id)
      .where("judgement.source", "=", "final")
      .execute();
    const told = rows.reduce((sum, row) => sum + Number(row[6]), 0);
    expect(told).toBe(raw.length);
    const good = rows.find((row) => row[4] === "Overall grade" && row[5] === "Good");
    expect(Number(good?.[6])).toBe(
      raw.filter(({ area, judgement }) => area === "overall" && judgement === "good").length,
    );
    const json = await web.get(fileOf("report.json"), lead());
    expect(json.body).toContain('"practice_areas"');
    expect((await web.get(fileOf("report.exe"), lead())).status).toBe(404);
    const { otherTeamManager, auditor } = world.people;
    expect((await web.get(fileOf("report.csv"), { as: otherTeamManager.email })).status).toBe(404);
    expect((await web.get(fileOf("report.csv"), { as: auditor.email })).status).toBe(403);
  });

  it("mark a few audits as indicative, and under five without a percentage", async () => {
    const team = await world.addTeam("Larch");
    const few = await addCycle(world, "2024-02", auditsOf(team, [0, 6, 3, 0]));
    const { html } = await web.get(paths.exercises.teamReport(few.id, team.id), lead());
    expect(html.one("p.los-lead").text).toBe(
      "Since November 2023, 6 of 9 audits of Larch were Good or above (67%). Nine audits are few: indicative only.",
    );
    const alder = await world.addTeam("Alder");
    const fewer = await addCycle(world, "2024-02", auditsOf(alder, [0, 3, 1, 0]));
    const page = await web.get(paths.exercises.teamReport(fewer.id, alder.id), lead());
    expect(page.html.one("p.los-lead").text).toContain(
      "3 of 4 audits of Alder were Good or above.",
    );
    expect(page.html.one("p.los-lead").text).not.toContain("%");
  });

  it("lead with what a team was graded on, where that is no overall grade", async () => {
    const mash = await world.addTeam("MASH");
    const tally = (area: string, judgement: string, count: number) => ({
      exercise_id: january.id,
      basis: "final" as const,
      team_id: mash.id,
      service_id: world.serviceId,
      cohort: "child-in-need",
      area,
      judgement,
      count,
    });
    await world.db
      .insertInto("tally")
      .values([
        tally("contact-and-referral", "good", 9),
        tally("contact-and-referral", "requires-improvement", 3),
        tally("case-recording", "good", 2),
      ])
      .execute();
    const led = "Since November 2023, 9 of 12 audits of MASH were Good or above";
    const report = await web.get(paths.exercises.teamReport(january.id, mash.id), lead());
    expect(report.html.one("p.los-lead").text).toBe(`${led} in contact and referral (75%).`);
    expect(report.html.text).toContain("Not graded: ");
    expect(report.html.text).not.toContain("Overall grade");
    const [line] = report.html.all(".los-sparkline");
    expect(line?.attribute("aria-label")).toBe("January 2024 75%");
    const team = await web.get(paths.teams.one(mash.id), lead());
    expect(team.html.one("p.los-lead").text).toBe(`${led} in contact and referral (75%).`);
    const reports = team.html
      .all("table")
      .find((table) => table.text.includes("Good or above in contact and referral"));
    expect(reports?.text).toMatch(/January 2024\s*9 of 12 \(75%\)\s*Not asked for/);
    for (const page of [report, team]) expect(page.html.text).not.toContain("no audit of MASH");
  });

  it("put the teams of one's reach side by side", async () => {
    const rows = async (email: string) =>
      (await web.get(paths.teams.list(), { as: email })).html
        .all("tbody th a")
        .map((link) => link.text);
    expect(await rows(world.people.teamManager.email)).toEqual(["Willow"]);
    expect(await rows(world.people.leader.email)).toContain("Care and Leaving Care");
    const own = await web.get(paths.teams.one(world.teams.willow.id), {
      as: world.people.teamManager.email,
    });
    expect(own.status).toBe(200);
    expect(
      (await web.get(paths.teams.one(world.teams.rowan.id), { as: world.people.teamManager.email }))
        .status,
    ).toBe(404);
  });

  it("open the audits behind a figure for those who may read them, never for leaders", async () => {
    const { willow } = world.teams;
    const { teamManager, otherTeamManager, leader, auditor } = world.people;
    const linksOf = async (email: string) =>
      (await web.get(paths.teams.list(), { as: email })).html
        .all("td a")
        .map((link) => link.attribute("href") ?? "");
    expect((await linksOf(lead().as)).length).toBeGreaterThan(0);
    expect(await linksOf(leader.email)).toEqual([]);
    const of = (query: Record<string, string>) =>
      paths.exercises.teamAudits(january.id, willow.id, query);
    const page = await web.get(of({ area: "overall" }), lead());
    const raw = await world.db
      .selectFrom("judgement")
      .innerJoin("audit", "audit.id", "judgement.audit_id")
      .select("judgement.judgement")
      .where("audit.exercise_id", "=", january.id)
      .where("judgement.team_id", "=", willow.id)
      .where("judgement.source", "=", "final")
      .where("judgement.area", "=", "overall")
      .execute();
    expect(page.html.all("tbody tr").length).toBe(raw.length);
    const good = await web.get(of({ area: "overall", grade: "good" }), lead());
    expect(good.html.all("tbody tr").length).toBe(
      raw.filter(({ judgement }) => judgement === "good").length,
    );
    expect((await web.get(of({ area: "nothing" }), lead())).status).toBe(404);
    const status = async (email: string) => (await web.get(of({}), { as: email })).status;
    expect(await status(teamManager.email)).toBe(200);
    expect(await status(otherTeamManager.email)).toBe(404);
    expect(await status(leader.email)).toBe(403);
    expect(await status(auditor.email)).toBe(403);
  });

  it("break a closed cycle's overall grades down, each chart of the same audits", async () => {
    const page = await web.get(paths.exercises.breakdowns(january.id), lead());
    expect(page.status).toBe(200);
    const [whole = ""] = /\d+ of \d+/.exec(page.html.one("p.los-lead").text) ?? [];
    const [cohorts, services, grades] = page.html.all("table");
    expect(cohorts?.all("tbody tr").length).toBeGreaterThan(0);
    expect(grades?.text).toContain(whole);
    expect(services?.text).toContain("Good or above");
    expect((await web.get(paths.exercises.breakdowns(open.id), lead())).status).toBe(404);
    // What children's ages have to do with it is the QA lead's alone.
    expect(page.html.text).toMatch(/Of \d+ audits? Of \d+ open case/);
    const leaders = await web.get(paths.exercises.breakdowns(january.id), {
      as: world.people.leader.email,
    });
    expect(leaders.status).toBe(200);
    expect(leaders.body).not.toMatch(/open case|Age band/);
  });

  it("set the answers to prompts beside the grades of each practice area", async () => {
    const [area] = coreV2.areas;
    const [prompt] = area?.prompts ?? [];
    const place = {
      ...{ exercise_id: january.id, team_id: world.teams.willow.id },
      ...{ service_id: world.serviceId, cohort: "child-in-need" },
      ...{ area: area?.code ?? "", prompt: prompt?.code ?? "" },
    };
    await world.db
      .insertInto("prompt_tally")
      .values([
        { ...place, answer: "yes", count: 12 },
        { ...place, answer: "no", count: 4 },
        { ...place, answer: "not-applicable", count: 3 },
      ])
      .execute();
    const { html } = await web.get(paths.exercises.breakdowns(january.id), lead());
    const table = html.all("table").find(({ text }) => text.includes("Answers to prompts"));
    expect(table?.one("tbody tr").text).toMatch(/^Contact and referral .*12 of 16 \(75%\) 0 4.*3$/);
    expect(html.text).toContain(prompt?.text);
  });

  it("note once that the team's manager opened the report", async () => {
    const { willow, rowan } = world.teams;
    const stamp = world.stampOf(world.people.qaLead);
    await transact(world.db, (tx) =>
      addResponses(tx, stamp, { exerciseId: january.id, dueOn: "2024-04-26" }),
    );
    const read = async (teamId: string) =>
      (
        await world.db
          .selectFrom("response")
          .select(["read_at", "id"])
          .where("team_id", "=", teamId)
          .where("exercise_id", "=", january.id)
          .executeTakeFirstOrThrow()
      ).read_at;
    const path = paths.exercises.teamReport(january.id, willow.id);
    await web.get(path, lead());
    await web.get(path, { as: world.people.serviceManager.email });
    expect(await read(willow.id)).toBeNull();
    const as = { as: world.people.teamManager.email };
    await web.get(path, as);
    const first = await read(willow.id);
    expect(first).not.toBeNull();
    await web.get(path, as);
    expect(await read(willow.id)).toBe(first);
    expect(await read(rowan.id)).toBeNull();
    const events = await world.db
      .selectFrom("event")
      .select("id")
      .where("kind", "=", "response.read")
      .execute();
    expect(events).toHaveLength(1);
  });
});
