import { beforeAll, describe, expect, it } from "vitest";
import { paths } from "~/paths";
import { databaseMaker } from "../../support/databases";
import { startWeb, type Web } from "../../support/web";
import { makeWorld, type World } from "../../support/world";

const makeDb = databaseMaker("sqlite");

describe("Importing staff", () => {
  let world: World;
  let web: Web;
  let as: { as: string };
  beforeAll(async () => {
    world = await makeWorld(await makeDb());
    web = await startWeb(world.db, {
      context: { mail: { from: "qa@council.example", publicUrl: "https://qa.council.example" } },
    });
    as = { as: world.people.administrator.email };
  });

  const send = (text: BlobPart, who = as) => {
    const form = new FormData();
    form.set("file", new File([text], "staff.csv", { type: "text/csv" }));
    return web.post(paths.people.import(), form, who);
  };
  const sixty = [
    "Name,Email,Staff number,Team,Manager's number,Roles",
    ...Array.from({ length: 60 }, (_, n) =>
      [
        `Person ${n}`,
        `p${n}@council.example`,
        `S${n}`,
        "Willow",
        n ? "S0" : "",
        n ? "Practitioner; Auditor" : "Team manager",
      ].join(","),
    ),
  ];

  it("offers a template that reads without a fault once its teams are here", async () => {
    const template = await web.get(paths.people.importTemplate(), as);
    expect(template.headers.get("content-type")).toContain("text/csv");
    const read = await send(template.body);
    const page = await web.get(read.location ?? "", as);
    expect(page.html.one("main").text).toContain("4 people would be added");
    expect(page.html.one("main").text).not.toContain("Lines to put right");
  });

  it("shows bad lines with what to do, adds sixty, and has one confirmation for their roles", async () => {
    const bad = "Una Broken,nowhere,S98,Narnia,,Emperor";
    const self = `${"Ade Marsh"},${as.as},,,,QA lead`;
    const read = await send([...sixty, bad, self].join("\n"));
    const here = read.location ?? "";
    const page = await web.get(here, as);
    const text = page.html.one("main").text;
    expect(text).toContain("60 people would be added");
    expect(text).toContain("2 lines can’t be taken");
    expect(text).toContain("Write a team that is here, not “Narnia”");
    expect(text).toContain("nobody gives themselves a role or a wider reach");
    const hidden = (name: string) => page.html.one(`input[name=${name}]`).attribute("value") ?? "";
    const form = {
      intent: "confirm",
      version: hidden("version"),
      fingerprint: hidden("fingerprint"),
    };
    const stale = await web.post(here, { ...form, fingerprint: "another" }, as);
    expect([stale.status, stale.errors[0]]).toEqual([
      409,
      expect.stringContaining("Look at the list again"),
    ]);
    const done = await web.post(here, { ...form, invite: "yes" }, as);
    expect(done.location).toBe(here);
    const after = await web.get(here, as);
    expect(after.html.one("main").text).toContain("60 people were added");
    expect(after.html.one("main").text).toContain("60 roles wait for a second person");
    // Which lines were left out stays to be read, and what comes next stands there.
    expect(after.html.one("main").text).toContain("2 lines were left out");
    expect(after.html.one("main").text).toMatch(/62 ?Una Broken/);
    expect(after.html.all(`a[href="${paths.people.invitations()}"]`)).toHaveLength(1);
    const invited = await world.db
      .selectFrom("outbox")
      .select("id")
      .where("kind", "=", "password-invited")
      .execute();
    expect(invited).toHaveLength(60);
    const bundle = await world.db
      .selectFrom("access_change")
      .select("bundle_id")
      .distinct()
      .execute();
    expect(bundle).toHaveLength(1);
    const one = paths.access.one(bundle[0]?.bundle_id ?? "");
    const lead = { as: world.people.qaLead.email };
    expect((await web.get(paths.home(), lead)).html.one("main").text).toContain(
      "60 changes of access at once, for 60 people",
    );
    expect((await web.get(one, lead)).html.one("main").text).toContain("Confirm all 60");
    await web.post(one, { intent: "confirm" }, lead);
    const roles = await world.db
      .selectFrom("role_grant")
      .select("id")
      .where("role", "=", "auditor")
      .execute();
    expect(roles).toHaveLength(2 + 59);
    // Once more: everyone is recognised.
    const again = await web.get((await send(sixty.join("\n"))).location ?? "", as);
    expect(again.html.one("main").text).toContain("60 people here already: nothing changes");
    expect(again.html.all("button[value=confirm]")).toHaveLength(0);
  });

  it("says what it was written in, and believes nothing of a line with odd quotation marks", async () => {
    const lines = [
      "Name,Staff number,Team",
      "Zoë Quill,S910,Willow",
      'Sarah "Sal" Marl,S911,Willow',
      'Al "Bee, Cee,S912,Willow',
    ];
    const mixed = Buffer.concat([
      Buffer.from(`${lines.join("\n")}\n`),
      Buffer.from("Renée Faust,S913,Willow\n", "latin1"),
    ]);
    const here = (await send(mixed)).location ?? "";
    const text = (await web.get(here, as)).html.one("main").text;
    expect(text).toContain("Check the names on line 5: the file was put together from two");
    expect(text).toContain("3 people would be added");
    expect(text).toContain('Sarah "Sal" Marl');
    expect(text).toContain("4 No name Check the quotation marks");
    expect(text).not.toContain("Teams that are not here");
  });

  it("asks whether people of much the same name are different before it adds them", async () => {
    const read = await send(
      'Name,Staff number\nWren Castel,S900\nIvo Marsh,S901\n"Una, Ebo, X",S902,extra',
    );
    const here = read.location ?? "";
    const page = await web.get(here, as);
    const text = page.html.one("main").text;
    expect(text).toContain("Wren Castel is much like Wren Castle");
    expect(text).toContain("Check the commas: the row has 3 cells under 2 headings");
    const hidden = (name: string) => page.html.one(`input[name=${name}]`).attribute("value") ?? "";
    const form = {
      intent: "confirm",
      version: hidden("version"),
      fingerprint: hidden("fingerprint"),
    };
    const asked = await web.post(here, form, as);
    expect(asked.status).toBe(400);
    expect(asked.html.one("#different-error").text).toContain("Tick that these are different");
    const done = await web.post(here, { ...form, different: "yes" }, as);
    expect(done.location).toBe(here);
    expect((await web.get(here, as)).html.one("main").text).toContain("2 people were added");
  });

  it("refuses what is no staff list, in words, and everyone else", async () => {
    for (const [text, problem] of [
      ["", "Choose a file that is not empty"],
      ["Email,Team\na@b.example,Willow", "Add a column with the heading Name"],
      [
        "The council’s open cases\nReference,Cohort,Team,Worker,Opened\nR-1,CIN,Willow,W,01/02/2024",
        "Take this file to “Import a caseload”, under Caseload",
      ],
      ["Name,Email", "Add the people"],
      [["Name", ...Array.from({ length: 1001 }, (_, n) => `P ${n}`)].join("\n"), "Split the file"],
      ['Name,Email\n"Broken,a@b.example\nx', "Check the quotation marks"],
    ] as const) {
      const answer = await send(text);
      expect(answer.status, problem).toBe(400);
      expect(answer.html.one("#file-error").text).toContain(problem);
    }
    expect((await send("Name", { as: world.people.qaLead.email })).status).toBe(403);
    expect((await web.get(paths.people.importOne("none"), as)).status).toBe(404);
  });
});

describe("Adding one person", () => {
  it("is one page with their roles and the invitation; what opens cases waits", async () => {
    const world = await makeWorld(await makeDb());
    const mail = { from: "qa@council.example", publicUrl: "https://qa.council.example" };
    const web = await startWeb(world.db, { context: { mail } });
    const as = { as: world.people.administrator.email };
    const facts = {
      name: "Nia Reed",
      email: "",
      staffNumber: "501",
      jobTitle: "",
      teamId: "",
      managerId: "",
    };
    const wrong = await web.post(
      paths.people.add(),
      {
        ...facts,
        role1: "auditor",
        reach1: "",
        role2: "",
        reach2: "all",
        role3: "emperor",
        reach3: "all",
        invite: "yes",
      },
      as,
    );
    expect([...wrong.errors].sort()).toEqual([
      "Choose a role",
      "Choose a role",
      "Choose how far the role reaches",
      "Enter an email address: the invitation goes there",
    ]);
    expect(wrong.html.one("#staffNumber").attribute("value")).toBe("501");
    const unknown = await web.post(
      paths.people.add(),
      { ...facts, role1: "auditor", reach1: "team:none" },
      as,
    );
    expect(unknown.html.one("#reach1-error").text).toContain("Choose how far");
    const added = await web.post(
      paths.people.add(),
      {
        ...facts,
        email: "nia@world.example",
        role1: "practitioner",
        reach1: "all",
        role2: "team-manager",
        reach2: `team:${world.teams.willow.id}`,
        invite: "yes",
      },
      as,
    );
    const page = await web.get(added.location ?? "", as);
    const text = page.html.one("main").text;
    expect(text).toContain("Give Nia Reed the role Team manager for the team Willow");
    expect(page.html.all("tbody th").map((cell) => cell.text)).toEqual(["Practitioner"]);
    const told = await world.db.selectFrom("outbox").select("kind").execute();
    expect(told.map(({ kind }) => kind)).toContain("password-invited");
  });
});
