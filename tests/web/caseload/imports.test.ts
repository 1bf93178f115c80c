import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { paths } from "~/paths";
import { newId } from "~db/core/ids.server";
import { type Lists, writtenAnnexA } from "../../support/annex-a";
import { testClock } from "../../support/clock";
import { addressOf, databaseMaker } from "../../support/databases";
import { startWeb, type Web } from "../../support/web";
import { makeWorld, type World } from "../../support/world";

const makeDb = databaseMaker("sqlite");

async function start() {
  const world = await makeWorld(await makeDb());
  const clock = testClock();
  return { world, clock, web: await startWeb(world.db, { clock }), as: world.people.qaLead.email };
}

const heads = "Reference,Cohort,Team,Worker,Worker number,Age,Opened,Closed";
const upload = async (web: Web, as: string, content: BlobPart, name = "caseload.csv") => {
  const form = new FormData();
  form.set("file", new File([content], name));
  const answer = await web.post(paths.caseload.import(), form, { as });
  expect(answer.errors).toEqual([]);
  return answer.location ?? "";
};
const csv = (...lines: string[]) => `${[heads, ...lines].join("\n")}\n`;
const versionOn = async (web: Web, as: string, at: string) =>
  (await web.get(at, { as })).html.one("input[name=version]").attribute("value") ?? "";
const confirm = async (web: Web, as: string, at: string, more: Record<string, string> = {}) =>
  web.post(at, { intent: "confirm", version: await versionOn(web, as, at), ...more }, { as });

/** Everything a page asks about each name, by the name. */
async function namesOn(web: Web, as: string, at: string) {
  const page = await web.get(at, { as });
  const keys = page.html.all("main form input[name^=key]");
  return {
    page,
    version: page.html.one("main form input[name=version]").attribute("value") ?? "",
    place: (key: string) => {
      const found = keys.find((input) => input.attribute("value") === key);
      return found?.attribute("name")?.split(".")[1] ?? "missing";
    },
  };
}

const child = (n: number, more = {}) => ({ childId: `AX-${n}`, age: 9, ...more });
const annexA: Lists = {
  "List 6": [
    child(1),
    child(2, { team: "Wilow Team", worker: "Castle, Wren" }),
    child(3, { startedOn: "soon" }),
    child(4, { endedOn: "01/02/2024" }),
  ],
  "List 7": [child(1, { startedOn: "01/05/2023" })],
  "List 8": [child(5, { team: "Rowan", worker: "Iva Marsh" })],
  "List 9": [child(6, { team: "Rowan", age: 19 })],
};

describe("Importing an Annex A workbook", () => {
  it("is mapped, confirmed list by list and undone, all without scripts", async () => {
    const { world, web, as } = await start();
    const held = await world.addCase({ reference: "AX-4", reference_folded: "ax-4" });
    const absent = await world.addCase();
    const here = await upload(web, as, new Uint8Array(await writtenAnnexA(annexA)), "annex.xlsx");
    const staged = await web.get(here, { as });
    expect(staged.html.one(".los-counts").text).toContain("to add (3)");
    expect(staged.html.one(".los-counts").text).toContain("to close (1)");
    expect(staged.body).toContain("List 6 is complete: child in need");
    const noted = await web.get(`${here}?show=noted`, { as });
    expect(noted.html.all("main table tbody")[0]?.text).toContain("Also on List 6");

    const unmapped = await confirm(web, as, here, { leaveOut: "yes" });
    expect(unmapped.status).toBe(400);
    expect(unmapped.html.one("#leaveUnmapped-error").text).toContain("Choose what the teams mean");

    const teams = await namesOn(web, as, `${here}/names`);
    const willow = teams.page.html
      .all("main select option")
      .find((option) => option.text === "Willow (much alike)");
    const place = teams.place("wilow team");
    const saved = await web.post(
      `${here}/names`,
      {
        version: teams.version,
        [`key.${place}`]: "wilow team",
        [`choice.${place}`]: willow?.attribute("value") ?? "",
      },
      { as },
    );
    expect(saved.location).toBe(here);
    const workers = await namesOn(web, as, `${here}/names?kind=worker`);
    const iva = workers.place("iva marsh");
    expect(workers.page.html.one("main form").text).toContain("Ivo Marsh");
    const wrong = await web.post(
      `${here}/names?kind=worker`,
      {
        version: workers.version,
        [`key.${iva}`]: "iva marsh",
        [`choice.${iva}`]: "other",
        [`other.${iva}`]: "Ivo Marsch",
      },
      { as },
    );
    expect(wrong.errors[0]).toContain("Do you mean Ivo Marsh?");
    const right = await web.post(
      `${here}/names?kind=worker`,
      {
        version: workers.version,
        [`key.${iva}`]: "iva marsh",
        [`choice.${iva}`]: "other",
        [`other.${iva}`]: "Marsh, Ivo",
      },
      { as },
    );
    expect(right.location).toBe(here);

    const done = await confirm(web, as, here, { leaveOut: "yes", complete: "child-in-need" });
    expect(done.location).toBe(here);
    const cases = await web.db
      .selectFrom("case_record")
      .select(["reference", "cohort", "worker_id", "supervisor_id", "closed_on"])
      .orderBy("reference")
      .execute();
    const { worker, otherWorker, teamManager } = world.people;
    expect(cases.map(({ supervisor_id: _, ...one }) => Object.values(one).join(" "))).toEqual([
      `AX-1 child-protection ${worker.id} `,
      `AX-2 child-in-need ${worker.id} `,
      `AX-4 child-in-need ${worker.id} 2024-02-01`,
      `AX-5 child-in-care ${otherWorker.id} `,
      `AX-6 care-leaver ${worker.id} `,
      `${absent.reference} child-in-need ${worker.id} 2024-04-15`,
    ]);
    // Annex A has no supervisor: whom a case has stays.
    expect(cases.find(({ reference }) => reference === "AX-4")?.supervisor_id).toBe(teamManager.id);
    const after = await web.get(here, { as });
    expect(after.html.one("h1").text).toContain("What this import did");
    expect(after.body).toContain("Said to be complete");

    const added = await web.get(`${here}?show=add`, { as });
    const made = await web.db
      .selectFrom("case_record")
      .select("id")
      .where("reference", "=", "AX-1")
      .executeTakeFirstOrThrow();
    expect(added.html.all(`main table a[href="${paths.caseload.one(made.id)}"]`)).toHaveLength(1);

    const ask = await web.get(`${here}/undo`, { as });
    expect(ask.html.one("main").text).toContain("takes out the 4 cases it added");
    expect(ask.html.one("main").text).toContain("opens the 2 cases it closed again");
    const undone = await web.post(
      `${here}/undo`,
      { version: await versionOn(web, as, `${here}/undo`) },
      { as },
    );
    expect(undone.location).toBe(here);
    const left = await web.db
      .selectFrom("case_record")
      .select(["id", "closed_on"])
      .orderBy("id")
      .execute();
    // Ids made in the same millisecond sort either way.
    expect(left).toEqual([held.id, absent.id].sort().map((id) => ({ id, closed_on: null })));
    expect((await web.get(here, { as })).html.one("h1").text).toContain("This import was undone");
    const putBack = await web.get(paths.caseload.one(held.id), { as });
    expect(putBack.html.text).toContain("Put back as it was: an import was undone");

    const again = await upload(web, as, new Uint8Array(await writtenAnnexA(annexA)), "annex.xlsx");
    const remembered = await web.get(again, { as });
    expect(remembered.html.one(".los-counts").text).not.toContain("not known here");
  });
});

/** An import in the middle of being read, as another copy of the application would leave it. */
async function reading(world: World, beatAt: string) {
  const id = newId();
  await world.db
    .insertInto("caseload_import")
    .values({
      id,
      person_id: world.people.qaLead.id,
      file_name: "large.csv",
      fingerprint: "f".repeat(64),
      state: "reading",
      counts: "{}",
      created_at: beatAt,
      confirmed_at: null,
      owner: "another-1-copy",
      beat_at: beatAt,
      done: 42_000,
      total: 100_000,
    })
    .execute();
  return paths.caseload.importOne(id);
}

describe("An import that is being read", () => {
  it("shows how far it is, also without scripts, and can be stopped", async () => {
    const { world, clock, web, as } = await start();
    const here = await reading(world, clock.system().toISOString());
    const page = await web.get(here, { as });
    expect(page.html.one("h1").text).toContain("Reading the file");
    expect(page.html.one(".los-progress").text).toBe("Reading: 42,000 rows so far");
    expect(page.html.one("noscript").text + page.body).toContain('http-equiv="refresh"');
    const list = await web.get(paths.caseload.import(), { as });
    expect(list.html.one("tbody").text).toContain("42,000 rows so far");
    const version = page.html.one("main input[name=version]").attribute("value") ?? "";
    for (const intent of ["confirm", "discard"]) {
      const refused = await web.post(here, { intent, version }, { as });
      expect(refused.errors[0]).toContain("the server is working on this import");
    }
    const stopped = await web.post(here, { intent: "stop", version }, { as });
    expect(stopped.location).toBe(here);
    const after = await web.get(here, { as });
    expect(after.html.one("h1").text).toContain("This import was discarded");
    expect(after.body).not.toContain('http-equiv="refresh"');
    const twice = await web.post(here, { intent: "stop", version }, { as });
    expect(twice.errors[0]).toContain("discarded already");
  });

  it("is never stuck: once nobody works on it, it says to choose the file again", async () => {
    const { world, clock, web, as } = await start();
    const here = await reading(world, clock.system().toISOString());
    clock.advance({ seconds: 30 });
    const page = await web.get(here, { as });
    expect(page.html.one("h1").text).toContain("The file was not read");
    expect(page.html.one(".govuk-notification-banner").text).toContain("Choose the file again");
  });
});

describe("Undoing on the page", () => {
  it("names what was built upon the import, and refuses all the same when it is posted", async () => {
    const { world, web, as } = await start();
    const here = await upload(web, as, csv("DB-1,CIN,Willow,,,7,2024-04-05,"));
    await confirm(web, as, here);
    const version = await versionOn(web, as, `${here}/undo`);
    const { id } = await web.db.selectFrom("case_record").select("id").executeTakeFirstOrThrow();
    await world.addAudit({ case_id: id });
    const page = await web.get(`${here}/undo`, { as });
    expect(page.html.one("main").text).toContain("can’t be undone");
    expect(page.html.all("main li a").map((link) => link.text)).toEqual([
      "March 2024 core audit cycle",
    ]);
    expect(page.html.all("main form")).toEqual([]);
    const posted = await web.post(`${here}/undo`, { version }, { as });
    expect(posted.status).toBe(400);
    expect(await web.db.selectFrom("case_record").select("id").execute()).toHaveLength(1);
  });

  it("is for confirmed imports only", async () => {
    const { web, as } = await start();
    const here = await upload(web, as, csv("DB-1,CIN,Willow,,,7,2024-04-05,"));
    const page = await web.get(`${here}/undo`, { as });
    expect(page.html.one("main").text).toContain("There is nothing to undo");
    expect((await web.post(`${here}/undo`, { version: "1" }, { as })).status).toBe(400);
  });
});

describe("An import's page", () => {
  it("says of a staff list where to take it, not what it lacks", async () => {
    const { web, as } = await start();
    const form = new FormData();
    const lines = ["Staff of May", "Name,Staff number,Team,Roles", "Nia Reed,N1,Willow,Auditor"];
    form.set("file", new File([lines.join("\n")], "staff.csv"));
    const answer = await web.post(paths.caseload.import(), form, { as });
    expect(answer.status).toBe(400);
    expect(answer.errors.join()).toContain("Take this file to “Import staff”, under People");
  });

  it("says that the very same file was imported before", async () => {
    const { web, as } = await start();
    const file = csv("DB-1,CIN,Willow,,,7,2024-04-05,");
    const first = await upload(web, as, file);
    await confirm(web, as, first);
    const page = await web.get(await upload(web, as, file), { as });
    expect(page.html.one("main").text).toContain("The very same file was imported before");
    expect(page.html.all("main .govuk-inset-text a")[0]?.attribute("href")).toBe(first);
  });

  it("offers the rows that are not taken, with the reasons and no formula", async () => {
    const { web, as } = await start();
    const here = await upload(
      web,
      as,
      csv("DB-1,CIN,=1+1,,,7,2024-04-05,", "@cmd,CIN,Willow,,,7,2024-04-05,"),
    );
    const file = await web.get(`${here}/problems.csv`, { as });
    expect(file.headers.get("Content-Disposition")).toContain("rows-not-taken.csv");
    const lines = file.body.replace("\uFEFF", "").split("\r\n");
    expect(lines[0]).toBe("List,Row,Reference,Why");
    expect(lines[1]).toContain(",2,DB-1,");
    expect(lines[2]).toContain("can’t be read");
    for (const line of lines) expect(line).not.toMatch(/(^|,)"?[=+\-@]/);
  });

  it("is compared again, and says so, when another import came between", async () => {
    const { web, as } = await start();
    const line = csv("DB-1,CIN,Willow,,,7,2024-04-05,");
    const waiting = await upload(web, as, line, "waiting.csv");
    const version = await versionOn(web, as, waiting);
    await confirm(web, as, await upload(web, as, line, "quick.csv"));
    const late = await web.post(waiting, { intent: "confirm", version }, { as });
    expect(late.status).toBe(400);
    await expect.poll(async () => (await web.get(waiting, { as })).body).toContain("unchanged");
    const page = await web.get(waiting, { as });
    expect(page.html.one(".los-counts").text).toContain("unchanged (1)");
    expect(page.html.one(".govuk-notification-banner").text).toContain("the caseload has changed");
  });
});

describe("Names of children and dates of birth", () => {
  const planted = /Zyx|2013-11-07|07\/11\/2013|41585/;

  it("are nowhere in the database or the log, whatever the file has them in", async () => {
    const { world, web, as } = await start();
    const annex = {
      ...annexA,
      "List 8": [child(5, { team: "Rowan" })],
      "List 6": [
        child(11, { dateOfBirth: "07/11/2013" }),
        child(12, { dateOfBirth: 41585, age: "Zyxage" }),
        child(13, { dateOfBirth: "Zyxday", gender: "Zyxgender", status: "Zyxstatus" }),
        child(14, { startedOn: "Zyxstart", dateOfBirth: "2013-11-07" }),
        child(15, { endedOn: "Zyxend" }),
        child(16, { childId: "Zyxname Planted" }),
        child(17, { childId: "Zyxname" }),
      ],
    };
    const here = await upload(web, as, new Uint8Array(await writtenAnnexA(annex)), "annex.xlsx");
    const done = await confirm(web, as, here, { leaveOut: "yes", leaveUnmapped: "yes" });
    expect(done.location).toBe(here);
    const refused = [
      `${heads},Child name\nDB-1,CIN,Willow,,,,05/04/2024,,Zyxname\n`,
      csv('DB-1,CIN,"Zyxopen,,,7,05/04/2024,'),
      "Zyxname,07/11/2013,Willow\nZyxother,07/11/2013,Willow\n",
    ];
    for (const content of refused) {
      const form = new FormData();
      form.set("file", new File([content], "caseload.csv"));
      const answer = await web.post(paths.caseload.import(), form, { as });
      expect(answer.status).toBe(400);
      expect(answer.errors.join()).not.toMatch(planted);
    }
    // A row in which cells can't be told apart is refused without a word of it.
    await upload(web, as, csv('DB-1,CIN,Wil"low Zyxquote,,,7,05/04/2024,'));
    const files = [addressOf(world.db), `${addressOf(world.db)}-wal`];
    for (const path of files.filter((one) => existsSync(one))) {
      expect(readFileSync(path, "latin1").match(planted)).toBeNull();
    }
    expect(web.log.join("\n")).not.toMatch(planted);
  });
});

describe("A file that is only a part", () => {
  it("closes many cases only when someone agrees to their number", async () => {
    const { world, web, as } = await start();
    for (let n = 0; n < 12; n += 1) await world.addCase();
    const here = await upload(web, as, csv("DB-1,CIN,Willow,Wren Castle,,7,05/04/2024,"));
    const page = await web.get(here, { as });
    expect(page.html.one("main").text).toContain(
      "Closes 12 of 12 open cases: the file does not name them",
    );
    expect(page.html.all("[name=closeMany]")).toHaveLength(0);

    const asked = await confirm(web, as, here, { complete: "child-in-need" });
    expect(asked.status).toBe(400);
    expect(asked.html.one(".govuk-warning-text").text).toContain(
      "close 12 of 12 open cases (child in need: 12 of 12)",
    );
    expect(asked.html.one("#closeMany-error").text).toContain("Check that the file is the whole");
    expect(asked.html.all("input[name=complete][checked]")).toHaveLength(1);
    const more = { complete: "child-in-need", closeMany: "11" };
    expect((await confirm(web, as, here, more)).status).toBe(400);
    const open = () =>
      web.db.selectFrom("case_record").select("id").where("closed_on", "is", null).execute();
    expect(await open()).toHaveLength(12);

    const agreed = { complete: "child-in-need", closeMany: "12" };
    expect((await confirm(web, as, here, agreed)).location).toBe(here);
    expect(await open()).toHaveLength(1);
  });
});

describe("The names of a file", () => {
  it("says at each name what is still to be chosen, and keeps what was chosen", async () => {
    const { world, web, as } = await start();
    const here = await upload(
      ...([web, as] as const),
      csv(
        "DB-1,CIN,Wilow,Wren Castle,,7,05/04/2024,",
        "DB-2,CIN,Wilow,Wren Castle,,7,05/04/2024,",
        "DB-3,CIN,Elsewhere,Wren Castle,,7,05/04/2024,",
      ),
    );
    const names = await namesOn(web, as, `${here}/names`);
    const [wilow, elsewhere] = [names.place("wilow"), names.place("elsewhere")];
    const keys = {
      version: names.version,
      [`key.${wilow}`]: "wilow",
      [`key.${elsewhere}`]: "elsewhere",
    };
    const none = await web.post(
      `${here}/names`,
      { ...keys, [`choice.${wilow}`]: "", [`choice.${elsewhere}`]: "" },
      { as },
    );
    expect(none.status).toBe(400);
    expect(none.errors).toHaveLength(2);
    expect(none.html.one(`[id="choice.${wilow}-error"]`).text).toContain(
      "Choose what Wilow means, or have it added: its 2 rows can’t be imported until then",
    );
    const use = `use:${world.teams.willow.id}`;
    const half = await web.post(
      `${here}/names`,
      { ...keys, [`choice.${wilow}`]: use, [`choice.${elsewhere}`]: "" },
      { as },
    );
    expect(half.errors).toEqual([
      "Choose what Elsewhere means, or have it added: its row can’t be imported until then",
    ]);
    expect(half.html.one(`[id="choice.${wilow}"] option[selected]`).attribute("value")).toBe(use);
    expect(await web.db.selectFrom("caseload_mapping").selectAll().execute()).toEqual([]);
    const later = await web.post(
      `${here}/names`,
      { ...keys, [`choice.${wilow}`]: use, [`choice.${elsewhere}`]: "waiting" },
      { as },
    );
    expect(later.location).toBe(here);
    const again = await web.post(
      `${here}/names`,
      { ...keys, [`choice.${wilow}`]: use, [`choice.${elsewhere}`]: "waiting" },
      { as },
    );
    expect(again.errors).toEqual([
      "Open this page again: the import was changed since you opened it",
    ]);
  });

  it("does not compare again where nothing was chosen differently", async () => {
    const { web, as } = await start();
    const here = await upload(web, as, csv("DB-1,CIN,Willow,Nel Newman,,7,05/04/2024,"));
    const at = `${here}/names?kind=worker`;
    const { version, place } = await namesOn(web, as, at);
    const key = place("nel newman");
    const same = await web.post(
      at,
      { version, [`key.${key}`]: "nel newman", [`choice.${key}`]: "add" },
      { as },
    );
    expect(same.location).toBe(here);
    expect(await versionOn(web, as, here)).toBe(version);
  });
});

describe("Remembered names", () => {
  it("can be changed and forgotten", async () => {
    const { world, web, as } = await start();
    const here = await upload(web, as, csv("DB-1,CIN,Wilow,,,7,2024-04-05,"));
    const names = await namesOn(web, as, `${here}/names`);
    const save = (choice: string) =>
      web.post(
        `${here}/names`,
        { version: names.version, "key.0": "wilow", "choice.0": choice },
        { as },
      );
    expect((await save("use:nowhere")).errors[0]).toContain("Choose what the name means");
    await save("leave-out");
    const list = await web.get(paths.caseload.names(), { as });
    expect(list.html.one("tbody").text).toContain("Not in use here");
    const one = list.html.one("tbody a").attribute("href") ?? "";
    const change = async (more: Record<string, string>) =>
      web.post(one, { version: await versionOn(web, as, one), ...more }, { as });
    expect((await change({ intent: "save", choice: "" })).status).toBe(400);
    await change({ intent: "save", choice: `use:${world.teams.willow.id}` });
    expect((await web.get(paths.caseload.names(), { as })).html.one("tbody").text).toContain(
      "Willow",
    );
    const next = await upload(web, as, csv("DB-1,CIN,Wilow,,,7,2024-04-05,"));
    expect((await web.get(next, { as })).html.one(".los-counts").text).toContain("to add (1)");
    const gone = await change({ intent: "remove", choice: "leave-out" });
    expect(gone.location).toBe(paths.caseload.names());
    expect((await web.get(one, { as })).status).toBe(404);
  });

  it("are the QA lead's alone", async () => {
    const { world, web, as } = await start();
    const here = await upload(web, as, csv("DB-1,CIN,Wilow,,,7,2024-04-05,"));
    const { email } = world.people.teamManager;
    for (const path of [
      paths.caseload.names(),
      here,
      `${here}/names`,
      `${here}/undo`,
      `${here}/problems.csv`,
    ]) {
      expect((await web.get(path, { as: email })).status).toBe(403);
    }
  });
});
