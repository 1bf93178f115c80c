import { ODataQuery } from "ts-odata-client";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { paths } from "~/paths";
import { coreV2 } from "~db/tools/core-v2";
import { databaseMaker } from "../../support/databases";
import { addPublishedCycles } from "../../support/published";
import { startWeb, type Web } from "../../support/web";
import { makeWorld, type World } from "../../support/world";

const makeDb = databaseMaker("sqlite");
let world: World;
let web: Web;
beforeAll(async () => {
  world = await makeWorld(await makeDb(), coreV2);
  await addPublishedCycles(world);
  web = await startWeb(world.db);
});

const lead = () => ({ as: world.people.qaLead.email });
const basic = (token: string, user = "anyone") => ({
  headers: { Authorization: `Basic ${Buffer.from(`${user}:${token}`).toString("base64")}` },
});

/** Makes a token on its page, as its reader copies it. */
async function tokenOf(name = "Board report", as = lead()): Promise<string> {
  const page = await web.post(paths.feed.newToken(), { name, lasting: "30" }, as);
  expect(page.status).toBe(200);
  return page.html.one("main code").text;
}

type Page = { value: Record<string, unknown>[]; [annotation: string]: unknown };

describe("A token of the feed", () => {
  it("is shown once, opens the feed as a Basic or bearer password, and is told as used", async () => {
    const token = await tokenOf("Shown once");
    expect(token).toMatch(/^los_[\w-]{43}$/);
    const list = await web.get(paths.feed.connect(), lead());
    expect(list.body).toContain("Shown once");
    expect(list.body).not.toContain(token);
    for (const sent of [basic(token), { headers: { Authorization: `Bearer ${token}` } }]) {
      const answer = await web.get("/feed", sent);
      expect(answer.status).toBe(200);
      expect(answer.headers.get("OData-Version")).toBe("4.0");
      expect((answer.json() as Page).value.map(({ name }) => name)).toContain("Grades");
    }
    const used = await world.db.selectFrom("feed_token_use").selectAll().execute();
    expect(used.map(({ requests }) => requests)).toEqual([2]);
    expect(web.log.join(" ")).not.toContain(token);
    const stored = JSON.stringify(await world.db.selectFrom("feed_token").selectAll().execute());
    expect(stored).not.toContain(token.slice(4));
  });

  it("is asked for, and no session opens the feed, nor the token anything else", async () => {
    const asked = await web.get("/feed/Grades", lead());
    expect(asked.status).toBe(401);
    expect(asked.headers.get("WWW-Authenticate")).toContain("Basic");
    expect(asked.json()).toMatchObject({ error: { code: "Unauthorized" } });
    const elsewhere = await web.get(paths.trends(), basic(await tokenOf()));
    expect(elsewhere.status).not.toBe(200);
  });

  it("needs a name and a time, and keeps what was typed", async () => {
    const page = await web.post(paths.feed.newToken(), { name: " ", lasting: "9999" }, lead());
    expect(page.status).toBe(400);
    expect(page.errors).toEqual(["Enter what the token is for", "Choose how long it works"]);
    const other = await web.get(paths.feed.newToken(), { as: world.people.auditor.email });
    expect(other.status).toBe(403);
  });

  it("expires, is revoked by its owner alone, and ends with the role and the person", async () => {
    const { db } = world;
    const there = await startWeb(db);
    const token = await tokenOf("To be revoked");
    const open = async (on = there) => (await on.get("/feed/Teams", basic(token))).status;
    expect(await open()).toBe(200);
    const grants = await db.selectFrom("role_grant").selectAll().execute();
    const own = grants.filter(({ person_id }) => person_id === world.people.qaLead.id);
    await db.deleteFrom("role_grant").where("person_id", "=", world.people.qaLead.id).execute();
    expect(await open()).toBe(403);
    await db.insertInto("role_grant").values(own).execute();
    const active = (on: 0 | 1) =>
      db
        .updateTable("person")
        .set({ active: on })
        .where("id", "=", world.people.qaLead.id)
        .execute();
    await active(0);
    expect(await open()).toBe(403);
    await active(1);
    const late = await startWeb(db);
    late.clock.advance({ days: 31 });
    expect(await open(late)).toBe(401);
    const { id } = await db
      .selectFrom("feed_token")
      .select("id")
      .where("name", "=", "To be revoked")
      .executeTakeFirstOrThrow();
    const leader = await web.post(
      paths.feed.revoke(id),
      { intent: "revoke" },
      { as: world.people.leader.email },
    );
    expect([403, 404]).toContain(leader.status);
    expect((await web.get(paths.feed.revoke(id), lead())).body).toContain("To be revoked");
    expect((await web.post(paths.feed.revoke(id), {}, lead())).status).toBe(400);
    const done = await web.post(paths.feed.revoke(id), { intent: "revoke" }, lead());
    expect(done.location).toBe(paths.feed.connect());
    expect(await open()).toBe(401);
    expect((await web.get(paths.feed.revoke(id), lead())).status).toBe(404);
  });

  it("is seen and revoked by an administrator", async () => {
    const token = await tokenOf("For the administrator");
    const as = { as: world.people.administrator.email };
    const list = await web.get(paths.feed.allTokens(), as);
    expect(list.body).toContain("For the administrator");
    expect((await web.get(paths.feed.allTokens(), lead())).status).toBe(403);
    const { id } = await world.db
      .selectFrom("feed_token")
      .select("id")
      .where("name", "=", "For the administrator")
      .executeTakeFirstOrThrow();
    const done = await web.post(paths.feed.revoke(id), { intent: "revoke" }, as);
    expect(done.location).toBe(paths.feed.allTokens());
    expect((await web.get("/feed", basic(token))).status).toBe(401);
  });

  it("that is wrong makes its network wait after a while, and right ones go on", async () => {
    const there = await startWeb(world.db, { context: { clientAddress: "198.51.100.7" } });
    const token = await tokenOf("Goes on");
    const statuses = [];
    for (let at = 0; at < 22; at += 1)
      statuses.push((await there.get("/feed", basic(`los_${"x".repeat(43)}`))).status);
    expect(statuses.slice(0, 20).every((status) => status === 401)).toBe(true);
    expect(statuses.at(-1)).toBe(429);
    expect((await there.get("/feed", basic(token))).status).toBe(200);
  });
});

describe("The feed", () => {
  let token: string;
  beforeAll(async () => {
    token = await tokenOf("Reads everything");
  });
  const get = (path: string, headers: Record<string, string> = {}) =>
    web.get(path, { headers: { ...basic(token).headers, ...headers } });
  const page = async (path: string, headers?: Record<string, string>) => {
    const answer = await get(path, headers);
    expect(answer.status, answer.body.slice(0, 300)).toBe(200);
    return answer.json() as Page;
  };

  it("describes itself", async () => {
    const answer = await get("/feed/$metadata");
    expect(answer.headers.get("Content-Type")).toContain("application/xml");
    expect(answer.body).toContain('<EntityType Name="Grade">');
  });

  it("gives the published figures: 53 audits, 33 of them Good or above", async () => {
    const filter = encodeURIComponent("Basis eq 'final' and AreaCode eq 'overall' and IsGraded");
    const all = await page(`/feed/Grades?$filter=${filter}&$count=true&$top=0`);
    expect(all).toMatchObject({ "@odata.count": 53, value: [] });
    const good = await get(
      `/feed/Grades/$count?$filter=${filter}%20and%20IsGoodOrAbove%20eq%20true`,
    );
    expect(good.body).toBe("33");
  });

  it("gives every row once over pages, by links that a program only follows", async () => {
    const whole = await page("/feed/Grades?$select=AuditId,AreaCode,Basis");
    expect(whole["@odata.context"]).toMatch(/\$metadata#Grades\(AuditId,AreaCode,Basis\)$/);
    const seen: unknown[] = [];
    let next: string | undefined = "/feed/Grades?$select=AuditId,AreaCode,Basis";
    let pages = 0;
    while (next) {
      const one: Page = await page(next, { Prefer: "odata.maxpagesize=100" });
      seen.push(...one.value);
      pages += 1;
      next = (one["@odata.nextLink"] as string | undefined)?.replace("http://localhost", "");
    }
    expect(pages).toBeGreaterThan(2);
    expect(seen).toEqual(whole.value);
    const top = await page("/feed/Grades?$top=3", { Prefer: "odata.maxpagesize=2" });
    const rest = await page(String(top["@odata.nextLink"]).replace("http://localhost", ""));
    expect([top.value.length, rest.value.length, rest["@odata.nextLink"]]).toEqual([
      2,
      1,
      undefined,
    ]);
  });

  it("brings what a row belongs to, and a row by its key", async () => {
    const expand = await page(
      "/feed/Grades?$top=1&$select=GradeCode&$expand=Team($select=Name),PracticeArea",
    );
    expect(expand.value[0]).toEqual({
      GradeCode: expect.any(String),
      Team: { Name: expect.any(String) },
      PracticeArea: expect.objectContaining({ AreaCode: expect.any(String) }),
    });
    const [exercise] = (await page("/feed/Exercises?$top=1&$expand=StartsOnDay")).value;
    expect(exercise).toMatchObject({ StartsOnDay: { Date: exercise?.StartsOn } });
    const one = await page(`/feed/Exercises('${exercise?.ExerciseId}')`);
    expect(one).toMatchObject({ Title: exercise?.Title });
    const [grade] = (await page("/feed/Grades?$top=1")).value;
    const key = ["AuditId", "AreaCode", "Basis"].map((name) => `${name}='${grade?.[name]}'`);
    expect(await page(`/feed/Grades(${key.join(",")})`)).toMatchObject({
      GradeCode: grade?.GradeCode,
    });
  });

  it("brings the rows that belong to a row, and leads to the others", async () => {
    const [cycle = {}] = (
      await page(
        "/feed/Exercises?$filter=Month eq '2024-01'&$expand=Audits($select=AuditId,State),Grades",
      )
    ).value;
    expect(cycle.Audits).toHaveLength(27);
    expect((cycle.Audits as object[])[0]).toEqual({ AuditId: expect.any(String), State: "final" });
    const grades = cycle.Grades as unknown[];
    expect(grades).toHaveLength(200);
    let next = cycle["Grades@odata.nextLink"] as string | undefined;
    while (next) {
      const more: Page = await page(next.replace("http://localhost", ""));
      grades.push(...more.value);
      next = more["@odata.nextLink"] as string | undefined;
    }
    const all = `/feed/Grades?$filter=ExerciseId eq '${cycle.ExerciseId}'`;
    expect(grades).toEqual((await page(all)).value);
    const own = `/feed/Exercises('${cycle.ExerciseId}')`;
    expect(
      (await page(`${own}/Grades?$filter=Basis eq 'final'&$count=true&$top=0`))["@odata.count"],
    ).toBe((await page(`${all} and Basis eq 'final'&$count=true&$top=0`))["@odata.count"]);
    const [audit] = cycle.Audits as { AuditId: string }[];
    expect(await page(`/feed/Audits('${audit?.AuditId}')/Exercise`)).toMatchObject({
      Title: cycle.Title,
    });
    expect((await get(`${own}/Service`)).status).toBe(204);
  });

  it("has the days of whole years, and the practice areas with the overall grade", async () => {
    const days = await page("/feed/Calendar?$filter=Year eq 2024&$count=true&$top=1");
    expect(days["@odata.count"]).toBe(366);
    const areas = await page("/feed/PracticeAreas?$orderby=Position");
    expect(areas.value[0]).toEqual({ AreaCode: "overall", Name: "Overall", Position: 0 });
  });

  it.each([
    ["/feed/Grades?$filter=Reason eq 'x'", 400],
    ["/feed/Grades?$filter=contains(", 400],
    ["/feed/Grades?$top=all", 400],
    ["/feed/Grades?$skiptoken=none", 400],
    ["/feed/Grades(AuditId='x')", 400],
    ["/feed/Cases", 404],
    ["/feed/Exercises('none')", 404],
    ["/feed/Exercises/none", 404],
    ["/feed/Exercises('none')/Audits", 404],
    ["/feed/Exercises('none' or true)", 400],
    ["/feed/Grades?$search=x", 501],
    ["/feed/Grades?$apply=x", 501],
  ])("answers %s with %s in OData's shape", async (path, status) => {
    const answer = await get(path);
    expect(answer.status).toBe(status);
    expect(answer.json()).toEqual({
      error: { code: expect.any(String), message: expect.any(String) },
    });
  });
});

describe("A program that knows OData and nothing of us", () => {
  type Team = { TeamId: string; Name: string; ServiceId: string };
  type Exercise = { ExerciseId: string; Title: string; Month: string; Audits: Audit[] };
  type Audit = { AuditId: string; State: string; TeamId: string; Team: Team };
  type Grade = {
    AuditId: string;
    AreaCode: string;
    Basis: string;
    GradeCode: string;
    IsGraded: boolean;
    IsGoodOrAbove: boolean;
  };
  let token: string;

  beforeAll(async () => {
    token = await tokenOf("From npm");
    vi.stubGlobal("fetch", async (url: string, init: { headers: Record<string, string> }) => {
      const { pathname, search } = new URL(url);
      const answer = await web.get(pathname + search, { headers: init.headers });
      return new Response(answer.body, { status: answer.status, headers: answer.headers });
    });
    return () => vi.unstubAllGlobals();
  });

  const of = <T>(set: string) =>
    ODataQuery.forV4<T>(`http://localhost/feed/${set}`, {
      requestInit: () => ({
        headers: { ...basic(token).headers, Prefer: "odata.maxpagesize=20" },
      }),
    });

  it("filters, counts and goes from page to page", async () => {
    const overall = of<Grade>("Grades").filter((grade) =>
      grade.AreaCode.$equals("overall").and(grade.Basis.$equals("final")),
    );
    const first = await overall.getManyWithCountAsync();
    expect([first["@odata.count"], first.value.length]).toEqual([53, 20]);
    const good = [];
    for await (const grade of overall) if (grade.IsGoodOrAbove) good.push(grade);
    expect(good).toHaveLength(33);
  });

  it("chooses, sorts and brings what belongs together", async () => {
    const [newest] = (
      await of<Exercise>("Exercises")
        .filter((cycle) => cycle.Month.$lessThan("2024-03"))
        .orderByDescending((cycle) => cycle.Month)
        .expand("Audits")
        .top(1)
        .getManyAsync()
    ).value;
    expect([newest?.Month, newest?.Audits.length]).toEqual(["2024-01", 27]);
    const one = await of<Audit>("Audits").expand("Team").getAsync(newest?.Audits[0]?.AuditId);
    expect(one.Team.Name).toEqual(expect.any(String));
    const names = await of<Team>("Teams")
      .select("Name")
      .filter((team) => team.Name.$startsWith("W"))
      .getManyAsync();
    expect(names.value).toEqual([{ Name: "Willow" }]);
  });
});
