import { describe, expect, it } from "vitest";
import { paths } from "~/paths";
import { databaseMaker } from "../../support/databases";
import { startWeb, type Web } from "../../support/web";
import { makeWorld } from "../../support/world";

const makeDb = databaseMaker("sqlite");

async function start() {
  const world = await makeWorld(await makeDb());
  return { world, web: await startWeb(world.db), as: world.people.qaLead.email };
}

const heads = "Reference,Family reference,Cohort,Team,Worker,Worker number,Age,Opened,Closed";
const upload = (web: Web, as: string, content: BlobPart, name = "caseload.csv") => {
  const form = new FormData();
  form.set("file", new File([content], name, { type: "text/csv" }));
  return web.post(paths.caseload.import(), form, { as });
};
const versionOf = async (web: Web, as: string, at: string) =>
  (await web.get(at, { as })).html.one("input[name=version]").attribute("value") ?? "";
const countCases = async (web: Web) =>
  (await web.db.selectFrom("case_record").select("id").execute()).length;

const good = `${heads}\r\nDB-1,F-1,CIN,Willow,Wren Castle,,7,05/04/2024,\r\nDB-2,,CP,Rowan,Nia Reed,501,unborn,2024-04-05,\r\n`;

describe("Importing a caseload", () => {
  it("previews, writes on confirming, and refuses a second time kindly", async () => {
    const { web, as } = await start();
    const read = await upload(web, as, good);
    expect(read.status).toBe(302);
    const preview = read.location ?? "";
    const page = await web.get(preview, { as });
    expect(page.html.one("h1").text).toContain("Check what would change");
    expect(page.html.one(".los-counts").text).toContain("to add (2)");
    expect(await countCases(web)).toBe(0);
    const people = await web.get(`${preview}?show=people`, { as });
    expect(people.html.one("table").text).toContain("Nia Reed 501 Rowan");

    const version = page.html.one("input[name=version]").attribute("value") ?? "";
    const confirmed = await web.post(preview, { intent: "confirm", version }, { as });
    expect(confirmed.location).toBe(preview);
    expect(await countCases(web)).toBe(2);
    const after = await web.get(preview, { as });
    expect(after.html.one("h1").text).toContain("What this import did");
    expect(after.html.all("button[value=confirm]")).toEqual([]);

    const again = await web.post(preview, { intent: "confirm", version }, { as });
    expect(again.status).toBe(400);
    expect(again.errors).toEqual(["Nothing more to do here: this import was confirmed already"]);
    expect(await countCases(web)).toBe(2);
    const history = await web.get(paths.caseload.import(), { as });
    expect(history.html.one("table").text).toContain("caseload.csv");
  });

  it("names bad rows by line and reason, and leaves them out only when ticked", async () => {
    const { web, as } = await start();
    const file = `${heads}\nDB-1,,CIN,Willow,,,7,2024-04-05,\n\nDB-2,,CIN,Willow,,,7,2025-04-05,\nAnn Example,,CIN,Willow,,,7,2024-04-05,\n`;
    const preview = (await upload(web, as, file)).location ?? "";
    const page = await web.get(preview, { as });
    const rows = page.html.all("tbody tr").map((row) => row.text);
    expect(rows).toEqual([
      "4 DB-2 Check Opened: 5 April 2025 is after today, 15 April 2024",
      "5 Can’t be read Check Reference: one word of letters and digits, at most 40, never a name",
    ]);
    expect(page.body).not.toContain("Ann Example");
    const refused = await web.post(
      preview,
      { intent: "confirm", version: await versionOf(web, as, preview) },
      { as },
    );
    expect(refused.status).toBe(400);
    expect(refused.errors[0]).toContain("Tick to leave out the bad rows");
    expect(refused.html.one("#leaveOut-error").text).toContain("Tick to leave out");
    const unsafe = await web.post(
      preview,
      {
        intent: "confirm",
        version: await versionOf(web, as, preview),
        leaveOut: "yes",
        complete: "child-in-need",
      },
      { as },
    );
    expect(unsafe.errors[0]).toContain("Correct the rows whose reference can’t be read");
    expect(await countCases(web)).toBe(0);
    await web.post(
      preview,
      { intent: "confirm", version: await versionOf(web, as, preview), leaveOut: "yes" },
      { as },
    );
    expect(await countCases(web)).toBe(1);
  });

  it("says how many cases would close before the list is called complete", async () => {
    const { world, web, as } = await start();
    await world.addCase();
    await world.addCase({ cohort: "child-in-care" });
    const preview = (await upload(web, as, good)).location ?? "";
    const page = await web.get(preview, { as });
    expect(page.html.one("#complete").attribute("value")).toBe("child-in-need");
    expect(page.body).toContain("Closes 1 of 1 open case: the file does not name it");
    const absent = await web.get(`${preview}?show=absent`, { as });
    expect(absent.html.all("tbody tr")).toHaveLength(1);
    await web.post(
      preview,
      { intent: "confirm", version: await versionOf(web, as, preview), complete: "child-in-need" },
      { as },
    );
    const closed = await web.db
      .selectFrom("case_record")
      .select("cohort")
      .where("closed_on", "=", "2024-04-15")
      .execute();
    expect(closed).toEqual([{ cohort: "child-in-need" }]);
  });

  it("discards without a trace in the caseload", async () => {
    const { web, as } = await start();
    const preview = (await upload(web, as, good)).location ?? "";
    const answer = await web.post(
      preview,
      { intent: "discard", version: await versionOf(web, as, preview) },
      { as },
    );
    expect(answer.location).toBe(paths.caseload.import());
    expect((await web.get(preview, { as })).body).toContain("It was discarded");
    expect(await countCases(web)).toBe(0);
  });

  it("reads a marked file, quotes, semicolons and Windows-1252", async () => {
    const { web, as } = await start();
    const marked = `\uFEFF"Reference";"Cohort";"Team";"Worker";"Opened"\r\n"DB-1";"CIN";"Willow";"Nia ""Bee"" Reed";"2024-04-05"\r\n`;
    const preview = (await upload(web, as, marked)).location ?? "";
    expect((await web.get(`${preview}?show=people`, { as })).body).toContain(
      "Nia &quot;Bee&quot; Reed",
    );
    const latin = Buffer.from(
      "Reference,Cohort,Team,Worker,Opened\nDB-2,CIN,Willow,Siân Rees,2024-04-05\n",
      "latin1",
    );
    const second = (await upload(web, as, new Uint8Array(latin))).location ?? "";
    expect((await web.get(`${second}?show=people`, { as })).body).toContain("Siân Rees");
  });

  it.each<[string, BlobPart, string]>([
    ["nothing", "", "Choose a file that is not empty"],
    ["only a first line", heads, "Add the cases"],
    ["a missing column", "Reference,Team\nDB-1,Willow\n", "Add the columns “Cohort”, “Worker”"],
    ["a name", `${heads},Child name\nDB-1,,CIN,Willow,,,7,2024-04-05,,Ann\n`, "Take the column"],
    ["a broken quote", `${heads}\nDB-1,"F,CIN\n`, "Check the quotation marks"],
    [
      "half a workbook",
      new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]),
      "Save the workbook again in Excel",
    ],
    ["binary", new Uint8Array([1, 0, 2]), "Choose a CSV file or an Excel workbook"],
  ])("refuses %s beside the field", async (_, content, message) => {
    const { web, as } = await start();
    const answer = await upload(web, as, content);
    expect(answer.status).toBe(400);
    expect(answer.errors[0]).toContain(message);
    expect(answer.html.one("#file-error").text).toContain(message);
    expect(await web.db.selectFrom("caseload_import").select("id").execute()).toEqual([]);
  });

  it("refuses text in place of a file, and a file too large", async () => {
    const { web, as } = await start();
    const text = await web.post(paths.caseload.import(), { file: "DB-1" }, { as });
    expect([text.status, text.errors]).toEqual([400, ["Choose a CSV file or an Excel workbook"]]);
    const large = await upload(web, as, new Uint8Array(20 * 1024 * 1024 + 1).fill(65));
    expect([large.status, large.errors]).toEqual([400, ["Choose a file of 20 MB or less"]]);
  });

  it("is for the QA lead, and unknown imports answer 404", async () => {
    const { world, web, as } = await start();
    const { teamManager, administrator } = world.people;
    for (const { email } of [teamManager, administrator]) {
      expect((await web.get(paths.caseload.import(), { as: email })).status).toBe(403);
      expect((await upload(web, email, good)).status).toBe(403);
    }
    expect((await web.get(paths.caseload.importOne("none"), { as })).status).toBe(404);
    const template = await web.get(paths.caseload.template(), { as });
    expect(template.headers.get("Content-Type")).toContain("text/csv");
    const read = await upload(web, as, template.body.replaceAll("Willow", "Rowan"));
    expect((await web.get(read.location ?? "", { as })).html.one(".los-counts").text).toContain(
      "to add (2)",
    );
  });
});

describe("The caseload", () => {
  it("is filtered by its address, and bad filters count as none", async () => {
    const { world, web, as } = await start();
    await world.addCase();
    await world.addCase({ cohort: "child-in-care", team_id: world.teams.care.id });
    await world.addCase({ closed_on: "2024-03-01" });
    const references = async (query: string) =>
      (await web.get(`${paths.caseload.list()}${query}`, { as })).html
        .all("tbody th")
        .map((cell) => cell.text);
    expect(await references("")).toEqual(["DB-1001", "DB-1002"]);
    expect(await references("?cohort=child-in-care")).toEqual(["DB-1002"]);
    expect(await references("?state=closed")).toEqual(["DB-1003"]);
    expect(await references(`?team=${world.teams.willow.id}&reference=db-1`)).toEqual(["DB-1001"]);
    expect(await references("?cohort=wrong&state=odd&page=zero")).toEqual(["DB-1001", "DB-1002"]);
    const none = await web.get(paths.caseload.list({ reference: "nothing" }), { as });
    expect(none.body).toContain("No case fits these filters");
  });

  it("hides cases of other teams behind 404, and the page from other roles behind 403", async () => {
    const { world, web } = await start();
    const one = await world.addCase();
    const { people } = world;
    const at = (email: string, path: string) => web.get(path, { as: email });
    expect((await at(people.teamManager.email, paths.caseload.one(one.id))).status).toBe(200);
    expect((await at(people.otherTeamManager.email, paths.caseload.one(one.id))).status).toBe(404);
    expect((await at(people.qaLead.email, paths.caseload.one("unknown"))).status).toBe(404);
    const list = await at(people.otherTeamManager.email, paths.caseload.list());
    expect(list.body).not.toContain(one.reference);
    for (const { email } of [
      people.auditor,
      people.scrutiny,
      people.administrator,
      people.leader,
    ]) {
      expect((await at(email, paths.caseload.list())).status).toBe(403);
    }
  });

  it("shows a case with its audits, linked once submitted, and keeps its reference out of the title", async () => {
    const { world, web, as } = await start();
    const one = await world.addCase();
    await world.addAudit({ case_id: one.id });
    const submitted = await world.addAudit({
      case_id: one.id,
      state: "submitted",
      submitted_at: "2024-04-10T09:00:00.000Z",
    });
    const page = await web.get(paths.caseload.one(one.id), { as });
    expect(page.html.one("h1").text).toContain(one.reference);
    expect(page.html.one("title").text).not.toContain(one.reference);
    const links = page.html.all("tbody a").map((link) => link.attribute("href"));
    expect(links).toEqual([paths.audits.read(submitted.id)]);
  });

  it("shows a case's audit in a cycle that is not released to those alone who plan it", async () => {
    const { world, web } = await start();
    const cycle = await world.addExercise({
      ...{ state: "drawn", released_at: null, title: "June 2024 core audit cycle" },
    });
    const planned = await world.addAudit({ exercise_id: cycle.id });
    const page = (as: string) => web.get(paths.caseload.one(planned.case_id), { as });
    expect((await page(world.people.qaLead.email)).html.text).toContain(cycle.title);
    const seen = await page(world.people.teamManager.email);
    expect(seen.status).toBe(200);
    expect(seen.body).not.toContain(cycle.title);
    expect(seen.body).not.toContain(world.people.auditor.name);
  });
});
