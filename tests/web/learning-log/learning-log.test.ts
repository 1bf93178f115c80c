import ExcelJS from "exceljs";
import { describe, expect, it } from "vitest";
import { paths } from "~/paths";
import type { NewAction } from "~db/learning-log/actions.server";
import { addTeamAction } from "../../support/actions";
import { databaseMaker, describeDatabases, type MakeDb } from "../../support/databases";
import { startWeb, type WebResponse } from "../../support/web";
import { makeWorld } from "../../support/world";

async function open(makeDb: MakeDb) {
  const world = await makeWorld(await makeDb());
  const web = await startWeb(world.db);
  const { people } = world;
  const add = (more: Partial<NewAction> = {}) =>
    addTeamAction(world, people.auditor, {
      ...{ ownerId: people.worker.id, ownerRole: "Social worker", serviceId: world.serviceId },
      ...more,
    });
  const version = async (id: string) =>
    (await world.db.selectFrom("action").select("version").where("id", "=", id).execute())[0]
      ?.version ?? 0;
  const stored = async (id: string) =>
    world.db.selectFrom("action").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
  return { ...world, web, add, version, stored };
}

const today = { "completedOn.day": "15", "completedOn.month": "4", "completedOn.year": "2024" };
const supervised = {
  "supervisionOn.day": "10",
  "supervisionOn.month": "4",
  "supervisionOn.year": "2024",
};

/** What stands in the cells of the sheet of actions, row by row; a formula would be no text. */
async function cellsOf({ bytes }: WebResponse): Promise<unknown[][]> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes.buffer as ExcelJS.Buffer);
  const rows: unknown[][] = [];
  book.getWorksheet("Actions")?.eachRow((row) => {
    rows.push((row.values as unknown[]).slice(1));
  });
  return rows.slice(rows.findIndex(([first]) => first === "Reference"));
}

describeDatabases("The life of an action", (makeDb) => {
  it("goes from the auditor to the worker to their manager, and the QA lead samples it", async () => {
    const { web, people, add, addAudit, version } = await open(makeDb);
    const audit = await addAudit({
      state: "submitted",
      submitted_at: "2024-04-12T10:00:00.000Z",
    });
    const id = await add({
      level: "child",
      source: "audit",
      auditId: audit.id,
      exerciseId: audit.exercise_id,
    });
    const url = paths.log.one(id);
    const worker = { as: people.worker.email };
    const manager = { as: people.teamManager.email };

    const mine = await web.get(paths.log.list(), worker);
    expect(mine.html.one("tbody tr").text).toContain("Hold a family network meeting");
    const page = await web.get(url, worker);
    expect(page.html.one("h1").text).toMatch(/A-0001 ?Hold a family network meeting$/);
    expect(page.html.one("title").text).toBe("Action A-0001 - Learning log - Line of Sight");
    expect(page.html.all("ol.los-steps li a").map((a) => a.attribute("href"))).toEqual([
      paths.audits.read(audit.id),
    ]);
    expect(page.html.all("textarea[name=impact]")).toHaveLength(0);

    const note = { move: "progress", note: "Invitations are out", started: "yes" };
    const noted = await web.post(url, { ...note, version: await version(id) }, worker);
    expect([noted.status, noted.location]).toEqual([302, url]);
    const claim = { move: "complete", evidence: "Minutes of 12 April", ...today };
    const unsupervised = await web.post(url, { ...claim, version: await version(id) }, worker);
    expect(unsupervised.status).toBe(400);
    expect(unsupervised.errors).toEqual(["Enter when it was discussed in supervision"]);
    expect(unsupervised.html.one("textarea[name=evidence]").text).toBe("Minutes of 12 April");
    const claimed = await web.post(
      url,
      { ...claim, ...supervised, version: await version(id) },
      worker,
    );
    expect(claimed.status).toBe(302);
    expect((await web.get(url, worker)).html.one(".govuk-notification-banner").text).toContain(
      "Someone else will now verify",
    );

    const verify = {
      move: "verify",
      impact: "Three uncles now help",
      howKnown: "I met two of them",
    };
    const byOwner = await web.post(url, { ...verify, version: await version(id) }, worker);
    expect(byOwner.status).toBe(403);
    expect(byOwner.html.one("main").text).toContain("someone else has to do this");
    expect(byOwner.html.one("main").text).toMatch(/What you typed .*Three uncles now help/);
    const waiting = await web.get(paths.log.list({ status: "completed" }), manager);
    expect(waiting.html.all("tbody tr")).toHaveLength(1);
    expect((await web.get(url, manager)).html.all("textarea[name=impact]")).toHaveLength(1);
    const verified = await web.post(url, { ...verify, version: await version(id) }, manager);
    expect(verified.status).toBe(302);

    const end = await web.get(url, { as: people.qaLead.email });
    expect(end.html.all("ol.los-timeline .los-timeline__title").map(({ text }) => text)).toEqual([
      "Impact verified",
      "Completed, with evidence",
      "Progress",
      "Added to the learning log",
    ]);
    const facts = end.html.one("dl.govuk-summary-list").text;
    expect(facts).toContain("15 April 2024, by Wren Castle");
    expect(facts).toContain("15 April 2024, by Toni Vale");
    expect(facts).toContain("10 April 2024");
    const sampled = await web.post(
      url,
      { move: "reopen", reopenReason: "One uncle was missed", version: await version(id) },
      { as: people.qaLead.email },
    );
    expect(sampled.status).toBe(302);
    expect((await web.get(url, worker)).html.one("main .govuk-tag").text).toBe("In progress");
  });
});

describe("The pages of the learning log", () => {
  const makeDb = databaseMaker("sqlite");

  it("answer 404 for an unknown action and for one out of reach, 403 for other roles", async () => {
    const { web, people, add } = await open(makeDb);
    const id = await add();
    const unknown = paths.log.one("0190aaaa-0000-7000-8000-000000000000");
    expect((await web.get(unknown, { as: people.qaLead.email })).status).toBe(404);
    const away = { as: people.otherTeamManager.email };
    expect((await web.get(paths.log.one(id), away)).status).toBe(404);
    const form = { move: "verify", impact: "Fine", howKnown: "Seen", version: 1 };
    expect((await web.post(paths.log.one(id), form, away)).status).toBe(404);
    for (const { email } of [people.scrutiny, people.administrator]) {
      expect((await web.get(paths.log.list(), { as: email })).status).toBe(403);
      expect((await web.get(paths.log.one(id), { as: email })).status).toBe(403);
    }
    expect((await web.get(paths.log.add(), { as: people.worker.email })).status).toBe(403);
    const leader = { as: people.leader.email };
    const byLeader = await web.post(
      paths.log.one(id),
      { move: "progress", note: "x", version: 1 },
      leader,
    );
    expect(byLeader.status).toBe(403);
  });

  it("name no child's case content to a leader, in the page or its data", async () => {
    const { web, people, add, addAudit } = await open(makeDb);
    const audit = await addAudit({ state: "submitted", submitted_at: "2024-04-12T10:00:00.000Z" });
    const id = await add({ level: "child", auditId: audit.id });
    const form = { move: "progress", note: "Grandmother rang", version: 1 };
    await web.post(paths.log.one(id), form, { as: people.worker.email });
    const leader = { as: people.leader.email };
    for (const path of [
      paths.log.list(),
      paths.log.one(id),
      paths.log.csv(),
      paths.log.list({ words: "network" }),
    ]) {
      const { status, body } = await web.get(path, leader);
      expect(status).toBe(200);
      expect(body).not.toMatch(/network meeting|father|Grandmother|Wren Castle|DB-\d/);
    }
    expect((await web.get(paths.log.one(id), leader)).html.one("h1").text).toMatch(
      /A-0001 ?An action for one child$/,
    );
    expect((await web.get(paths.log.csv(), leader)).body).toContain("(an action for one child)");
    const cells = (await cellsOf(await web.get(paths.log.excel(), leader))).flat().join(" ");
    expect(cells).toContain("(an action for one child)");
    expect(cells).not.toMatch(/network meeting|father|Grandmother|Wren Castle|DB-\d/);
  });

  it("keep what was typed when someone else saved first", async () => {
    const { web, people, add, stored } = await open(makeDb);
    const id = await add();
    const url = paths.log.one(id);
    const form = (note: string) => ({ move: "progress", note, version: 1 });
    await web.post(url, form("Theirs"), { as: people.qaLead.email });
    const second = await web.post(url, form("Mine"), { as: people.worker.email });
    expect(second.status).toBe(409);
    expect(second.html.one("h2[id$=-conflict]").text).toBe("Quinn Ashby changed this at 9am");
    expect(second.html.one("section.govuk-inset-text").text).toContain("Theirs");
    expect(second.html.one("textarea[name=note]").text).toBe("Mine");
    expect(second.html.all("input[name=version]").map((i) => i.attribute("value"))).toContain("2");
    expect((await stored(id)).version).toBe(2);
    const over = { ...form("Mine"), version: 2 };
    expect((await web.post(url, over, { as: people.worker.email })).status).toBe(302);
  });

  it("refuse wrong input beside its field and change nothing", async () => {
    const { web, people, add, stored } = await open(makeDb);
    const id = await add();
    const url = paths.log.one(id);
    const worker = { as: people.worker.email };
    const lead = { as: people.qaLead.email };
    const refusals: [Record<string, string | string[]>, { as: string }, string][] = [
      [{}, worker, "Select where it stands"],
      [{ move: "delete" }, worker, "Select where it stands"],
      [{ move: ["progress", "complete"] }, worker, "Select where it stands"],
      [{ move: "progress", note: " " }, worker, "Enter how it is going"],
      [
        { move: "progress", note: "x".repeat(4001) },
        worker,
        "Enter how it is going in 4,000 characters or fewer",
      ],
      [
        { move: "complete", evidence: "x", ...today, "completedOn.day": "31" },
        worker,
        "Completion date must be a real date, like 5 4 2024",
      ],
      [
        { move: "complete", evidence: "x", ...today, "completedOn.day": "16" },
        worker,
        "Enter a date that is not in the future",
      ],
      [
        { move: "change-due", dueReason: "x", "newDue.day": "", "newDue.month": "13" },
        worker,
        "New due date must be a real date, like 5 4 2024, or a month and a year",
      ],
      [
        { move: "supersede", supersededBy: "A-0999", supersedeReason: "x" },
        lead,
        "Enter the reference of an action in the log",
      ],
      [
        { move: "supersede", supersededBy: "A-0001", supersedeReason: "x" },
        lead,
        "Choose an action other than this one",
      ],
      [
        { move: "verify", impact: "Too early", howKnown: "Seen" },
        lead,
        "Only an action that has been completed can be verified.",
      ],
    ];
    for (const [form, as, message] of refusals) {
      const answer = await web.post(url, { ...form, version: 1 }, as);
      expect([answer.status, ...answer.errors]).toEqual([400, message]);
    }
    const noVersion = await web.post(url, { move: "progress", note: "x" }, worker);
    expect(noVersion.errors).toEqual(["Reload the page and try again"]);
    expect(await stored(id)).toMatchObject({ version: 1, status: "open", due_on: "2024-04-30" });
  });

  it("change a due date to the end of a month, supersede and close as not achieved", async () => {
    const { web, people, add, stored } = await open(makeDb);
    const [first, second, third] = [await add(), await add(), await add()];
    const lead = { as: people.qaLead.email };
    const due = { "newDue.day": "", "newDue.month": "5", "newDue.year": "2024" };
    const moved = await web.post(
      paths.log.one(first),
      { move: "change-due", ...due, dueReason: "Training moved.", version: 1 },
      lead,
    );
    expect(moved.status).toBe(302);
    expect(await stored(first)).toMatchObject({ due_on: "2024-05-31", due_precision: "month" });
    const page = await web.get(paths.log.one(first), lead);
    expect(page.html.one(".los-timeline__body").text).toBe(
      "From 30 April 2024 to the end of May 2024. Training moved.",
    );
    await web.post(
      paths.log.one(second),
      { move: "supersede", supersededBy: "a-1", supersedeReason: "Same thing", version: 1 },
      lead,
    );
    expect(await stored(second)).toMatchObject({
      status: "superseded",
      superseded_by_id: first,
    });
    const closing = { move: "not-achieved", notAchievedReason: "The family moved", version: 1 };
    expect(
      (await web.post(paths.log.one(third), closing, { as: people.worker.email })).status,
    ).toBe(403);
    expect((await web.post(paths.log.one(third), closing, lead)).status).toBe(302);
    expect((await stored(third)).status).toBe("not-achieved");
  });

  it("give an action to another owner, who is told, and keep who had it", async () => {
    const { db, web, people, add, version } = await open(makeDb);
    const id = await add({ ownerId: people.worker.id });
    const url = paths.log.one(id);
    const give = async (more: object, as: string) =>
      web.post(
        url,
        { move: "change-owner", ownerReason: "Wren leaves", version: await version(id), ...more },
        { as },
      );
    const elsewhere = await give({ newOwner: people.otherAuditor.id }, people.worker.email);
    expect(elsewhere.errors).toEqual(["Choose an owner from the list"]);
    expect(
      (await give({ newOwner: people.teamManager.id, ownerReason: "" }, people.worker.email))
        .errors,
    ).toEqual(["Enter why it goes to someone else"]);
    const given = await give({ newOwner: people.teamManager.id }, people.worker.email);
    expect(given.location).toBe(url);
    const page = await web.get(url, { as: people.teamManager.email });
    expect(page.html.text).toContain("From Wren Castle to Toni Vale. Wren leaves");
    const told = await db
      .selectFrom("outbox")
      .select(["person_id", "kind"])
      .where("key", "like", `%${id}:%`)
      .execute();
    expect(told).toEqual([{ person_id: people.teamManager.id, kind: "action-assigned" }]);
    // No longer theirs.
    expect((await web.get(url, { as: people.worker.email })).status).toBe(404);
    expect((await give({ newOwner: people.worker.id }, people.leader.email)).status).toBe(403);
  });

  it("add an action from elsewhere, within the reach of the person", async () => {
    const { web, people, teams, stored, addExercise, otherServiceId } = await open(makeDb);
    const manager = { as: people.teamManager.email };
    const form = {
      what: "Read every plan with the family",
      why: "A complaint in March",
      successMeasure: "No plan is news to a parent",
      level: "team",
      place: `team-${teams.willow.id}`,
      owner: people.worker.id,
      ownerRole: "",
      area: "",
      theme: "analysis",
      due: "month",
      "dueMonth.month": "06",
      "dueMonth.year": "2024",
      "dueDay.day": "99",
    };
    const empty = await web.post(paths.log.add(), { place: "", area: "" }, manager);
    expect(empty.status).toBe(400);
    expect(empty.errors).toEqual([
      "Enter what is to be done",
      "Enter why: what was learnt, and where it comes from",
      "Enter how you will know that it worked",
      "Select the level of the action",
      "Select whose action it is",
      "Select the owner, or enter the role that owns it",
      "Select when it is due",
    ]);
    const beyond = await web.post(
      paths.log.add(),
      { ...form, place: `team-${teams.rowan.id}`, owner: people.otherWorker.id, theme: "none" },
      manager,
    );
    expect(beyond.status).toBe(400);
    expect(beyond.errors).toEqual([
      "Select whose action it is from the list",
      "Select an owner from the list",
      "Select a theme from the list",
    ]);
    expect(beyond.html.one("textarea[name=what]").text).toBe("Read every plan with the family");
    const added = await web.post(paths.log.add(), form, manager);
    expect(added.status).toBe(302);
    const id = added.location?.split("/").at(-1) ?? "";
    expect(await stored(id)).toMatchObject({
      source: "other",
      owner_id: people.worker.id,
      team_id: teams.willow.id,
      due_on: "2024-06-30",
      due_precision: "month",
      raised_by: people.teamManager.id,
    });
    const page = await web.get(paths.log.one(id), manager);
    expect(page.html.one(".govuk-notification-banner").text).toContain("A-0001");
    expect(page.html.one("dl.govuk-summary-list").text).toContain("By the end of June 2024");

    const own = { as: people.worker.email };
    expect((await web.get(paths.home(), own)).html.text).toContain("the end of June 2024");
    const outbox = await web.get(paths.outbox(), { as: people.administrator.email });
    expect(outbox.html.text).toContain("The date is the end of June 2024.");
    expect(outbox.html.text).not.toContain("30 June 2024");
    const parts = "main form[data-gov-form], dl.govuk-summary-list";
    expect((await web.get(paths.log.one(id), own)).html.all(parts)[0]?.tag).toBe("form");

    const sample = await addExercise({ kind: "dip-sample", title: "Strategy meetings" });
    const ofSample = paths.log.add({ exercise: sample.id });
    const lead = { as: people.qaLead.email };
    expect((await web.get(ofSample, lead)).html.one(".govuk-inset-text").text).toContain(
      "Strategy meetings",
    );
    const strategic = {
      ...form,
      place: `service-${otherServiceId}`,
      due: "none",
      level: "service",
    };
    const from = await web.post(ofSample, strategic, lead);
    expect(await stored(from.location?.split("/").at(-1) ?? "")).toMatchObject({
      source: "dip-sample",
      exercise_id: sample.id,
      service_id: otherServiceId,
      team_id: null,
      due_on: null,
    });
    expect((await web.get(paths.log.add({ exercise: "none" }), lead)).status).toBe(404);
  });

  it("filter by GET, say what is wrong with a date, and stay whole with any query", async () => {
    const { db, web, people, add } = await open(makeDb);
    for (let n = 0; n < 26; n += 1) await add({ dueOn: "2024-03-31", duePrecision: "month" });
    await add({ what: "=HYPERLINK(1)", dueOn: null });
    const lead = { as: people.qaLead.email };
    const list = async (query: string) => web.get(`${paths.log.list()}?${query}`, lead);
    const first = await list("");
    expect(first.html.all("tbody tr")).toHaveLength(15);
    expect(first.html.one(".los-result-count").text).toContain("27 actions");
    expect(first.html.all("tbody tr")[0]?.text).toContain(
      "By the end of March 2024 15 days overdue",
    );
    expect(first.html.all("thead th").map((cell) => cell.text)).toEqual([
      "Action, level, area and theme",
      "Owner",
      "State",
      "Age",
      "Due",
    ]);
    expect(first.html.all("tbody tr")[0]?.one("th .los-quiet").text).toMatch(
      /^A-\d{4} · Team, Willow · No area or theme$/,
    );
    expect((await list("page=2")).html.all("tbody tr")).toHaveLength(12);
    expect((await list("page=99")).html.all("tbody tr")).toHaveLength(12);
    const overdue = first.html.all(".los-counts a").find((a) => a.text.startsWith("Overdue"));
    expect(overdue?.text).toContain("(26)");
    expect((await web.get(overdue?.attribute("href") ?? "", lead)).body).toContain("26 actions");
    const wrong = await list("from=31/2/2024");
    expect(wrong.status).toBe(200);
    expect(wrong.html.one("#from-error").text).toContain("Enter a real date");
    expect((await list("from=1/4/2024")).body).toContain("No action answers these filters");
    const odd = "status=x&level=&level=child&page=-1&team=%00&sort=zz&words=%25&from=%F0%9F%98%80";
    expect((await list(odd)).status).toBe(200);
    const csv = await web.get(paths.log.csv({ words: "hyperlink" }), lead);
    expect(csv.headers.get("Content-Type")).toBe("text/csv; charset=utf-8");
    expect(csv.body).toContain("'=HYPERLINK(1)");
    expect(csv.body.trim().split("\r\n")).toHaveLength(2);
    // In a workbook it is words, and no formula.
    const rows = await cellsOf(await web.get(paths.log.excel({ words: "hyperlink" }), lead));
    expect(rows).toHaveLength(2);
    expect(rows[1]?.[1]).toBe("=HYPERLINK(1)");
    // Without sight of the log nobody is told that it is empty, only that nothing is theirs.
    for (const { email } of [people.otherWorker, people.moderator]) {
      const own = await web.get(paths.log.list(), { as: email });
      expect(own.html.one("main").text).toContain("No action is yours");
      expect(own.html.one("main").text).toContain("You do not have sight of anyone else’s");
      expect(own.html.one("main").text).not.toMatch(/There are no actions|To verify/);
    }
    await db.deleteFrom("action").execute();
    const empty = await web.get(paths.log.list(), lead);
    expect(empty.html.one(".los-empty").text).toContain("There are no actions here yet");
  });

  it("lists for a leader what they may read, and says what that leaves out", async () => {
    const { web, people, add, addAudit } = await open(makeDb);
    const audit = await addAudit({ state: "submitted", submitted_at: "2024-04-12T10:00:00.000Z" });
    await add({ level: "child", auditId: audit.id });
    await add({ what: "Train every supervisor", level: "service" });
    const leader = { as: people.leader.email };
    const opened = await web.get(paths.log.list({ level: "above-child" }), leader);
    expect(opened.html.all("tbody tr").map((row) => row.text)).toHaveLength(1);
    expect(opened.html.one("tbody tr").text).toContain("Train every supervisor");
    const words = "1 action for one child is left out";
    expect(opened.html.text).toContain(words);
    expect(opened.html.text).toContain("Team, service and strategic level");
    const hrefs = opened.html.all("main a").map((a) => a.attribute("href") ?? "");
    expect(hrefs).toContain(paths.log.list({ level: "child" }));
    // Taking the filter away shows all of them, and what was asked for stays as it was asked.
    expect(hrefs).toContain(paths.log.list({ level: "any" }));
    const all = await web.get(paths.log.list({ level: "any" }), leader);
    expect(all.html.all("tbody tr")).toHaveLength(2);
    expect(all.html.text).not.toContain(words);
    const open1 = await web.get(paths.log.list({ status: "open" }), leader);
    expect(open1.html.all("tbody tr")).toHaveLength(2);
    // Whoever reads both kinds has nothing left out.
    const whole = await web.get(paths.log.list(), { as: people.qaLead.email });
    expect(whole.html.all("tbody tr")).toHaveLength(2);
    expect(whole.html.text).not.toContain(words);
  });
});
