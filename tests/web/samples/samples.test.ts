import { describe, expect, it } from "vitest";
import { paths } from "~/paths";
import { databaseMaker, describeDatabases, type MakeDb } from "../../support/databases";
import { typingAt } from "../../support/typing";
import { startWeb, type Web, type WebResponse } from "../../support/web";
import { makeWorld, type World } from "../../support/world";
import { hidden, idOf, planOf, versionOf } from "./sample-pages";

async function start(makeDb: MakeDb) {
  const world = await makeWorld(await makeDb());
  const web = await startWeb(world.db);
  const { serviceManager, teamManager, qaLead } = world.people;
  return {
    world,
    web,
    manager: { as: serviceManager.email },
    reviewer: { as: teamManager.email },
    lead: { as: qaLead.email },
  };
}

/** A dip sample of two hand-chosen cases, released. */
async function released(world: World, web: Web, manager: { as: string }, cases = 2) {
  const made = [];
  for (let n = 0; n < cases; n += 1) made.push(await world.addCase());
  const planned = await web.post(paths.exercises.planDipSample(), planOf(world), manager);
  const id = idOf(planned);
  let page = await web.get(paths.exercises.cases(id), manager);
  await web.post(
    paths.exercises.cases(id),
    {
      intent: "choose",
      version: versionOf(page, "choose"),
      caseIds: made.map((one) => one.id),
      chooseReason: "The latest meetings",
    },
    manager,
  );
  page = await web.get(paths.exercises.cases(id), manager);
  const done = await web.post(
    paths.exercises.cases(id),
    { intent: "release", version: versionOf(page, "release"), confirmed: "yes" },
    manager,
  );
  expect(done.location).toBe(paths.exercises.grid(id));
  return id;
}

/** The names of the answer cells of the grid, case by case. */
const cellsOf = (page: WebResponse): string[] => [
  ...new Set(
    page.html.all(".los-segments input[type=radio]").map((one) => one.attribute("name") ?? ""),
  ),
];

const gridOf = (page: WebResponse) => ({
  bases: hidden(page, "bases"),
  saveId: hidden(page, "saveId"),
});

describeDatabases("A dip sample from plan to report", (makeDb) => {
  it("is planned, drawn, answered by two, written up and closed", async () => {
    const { world, web, manager, reviewer } = await start(makeDb);
    for (let n = 0; n < 6; n += 1) await world.addCase();
    for (let n = 0; n < 4; n += 1) await world.addCase({ cohort: "child-protection" });
    await world.addCase({ cohort: "child-protection", team_id: world.teams.care.id });

    const form = await web.get(paths.exercises.planDipSample(), manager);
    expect(form.html.all('textarea[name^="questions."][name$=".text"]').length).toBe(8);
    const id = idOf(await web.post(paths.exercises.planDipSample(), planOf(world), manager));

    let cases = await web.get(paths.exercises.cases(id), manager);
    expect(cases.html.one("main").text).toContain("of 4");
    const greedy = await web.post(
      paths.exercises.cases(id),
      {
        intent: "draw",
        version: versionOf(cases, "draw"),
        "sizes.child-in-need": "2",
        "sizes.child-protection": "9",
      },
      manager,
    );
    expect(greedy.errors).toEqual([
      "Enter 4 or less for child protection in place of 9: 4 cases can be drawn there",
    ]);
    expect(greedy.html.one('[id="sizes.child-protection-error"]').text).toContain("in place of 9");
    expect(greedy.html.one('input[name="sizes.child-in-need"]').attribute("value")).toBe("2");
    const drawn = await web.post(
      paths.exercises.cases(id),
      {
        intent: "draw",
        version: versionOf(cases, "draw"),
        "sizes.child-in-need": "2",
        "sizes.child-protection": "1",
      },
      manager,
    );
    expect(drawn.location).toBe(paths.exercises.cases(id));
    cases = await web.get(paths.exercises.cases(id), manager);
    expect(cases.html.text).toContain("3 cases are drawn, 3 fewer than the 6 planned");
    expect(cases.html.all(`main a[href="${paths.exercises.draw(id)}"]`)).toHaveLength(1);
    const how = await web.get(paths.exercises.draw(id, { verify: "yes" }), manager);
    expect(how.html.text).toContain("3 cases are drawn, 3 fewer than the 6 planned");
    expect(how.html.text).toContain("The draw is verified");
    expect(cases.html.all("main tbody tr").length).toBeGreaterThanOrEqual(3);
    // The team manager supervises Willow's cases: shown, and no obstacle.
    expect(cases.html.one("main").text).toContain("They supervise this case.");

    expect((await web.get(paths.exercises.grid(id), reviewer)).html.one("main").text).toContain(
      "No cases to answer for yet",
    );
    const unsure = await web.post(
      paths.exercises.cases(id),
      { intent: "release", version: versionOf(cases, "release") },
      manager,
    );
    expect([unsure.status, unsure.errors]).toEqual([
      400,
      ["Tick to confirm that the reviewers can start"],
    ]);
    await web.post(
      paths.exercises.cases(id),
      { intent: "release", version: versionOf(cases, "release"), confirmed: "yes" },
      manager,
    );

    let grid = await web.get(paths.exercises.grid(id), reviewer);
    expect(grid.html.one(".los-progress").text).toContain("0 of 3 cases complete");
    const cells = cellsOf(grid);
    expect(cells).toHaveLength(9);
    const [first = "", second = "", third = "", ...others] = cells;
    await web.post(
      paths.exercises.grid(id),
      {
        ...gridOf(grid),
        [first]: "met",
        [second]: "partly",
        [third]: "not-applicable",
        [`${second}:note`]: "No reason was recorded",
      },
      reviewer,
    );
    grid = await web.get(paths.exercises.grid(id), manager);
    expect(grid.html.one(".los-progress").text).toContain("1 of 3 cases complete");
    expect(grid.body).toContain("No reason was recorded");
    await web.post(
      paths.exercises.grid(id),
      { ...gridOf(grid), ...Object.fromEntries(others.slice(0, 4).map((cell) => [cell, "met"])) },
      manager,
    );

    await web.post(
      paths.exercises.findings(id),
      {
        intent: "finding",
        id: "01900000-0000-7000-8000-000000000001",
        kind: "development",
        text: "Reasons for late meetings are missing",
        caseCount: "2",
      },
      manager,
    );
    const again = await web.post(
      paths.exercises.findings(id),
      {
        intent: "finding",
        id: "01900000-0000-7000-8000-000000000001",
        kind: "development",
        text: "And the chair was not told",
        caseCount: "1",
      },
      manager,
    );
    expect(again.status).toBe(409);
    expect(again.html.text).toContain("You added a finding from this page already");
    expect(again.html.one("textarea[name=text]").text).toContain("And the chair was not told");
    await web.post(
      paths.exercises.findings(id),
      {
        intent: "action",
        what: "Remind managers to record the reason",
        level: "service",
        ownerRole: "Service manager",
        "due.day": "",
        "due.month": "5",
        "due.year": "2024",
        successMeasure: "Every late meeting has a reason",
      },
      manager,
    );
    let findings = await web.get(paths.exercises.findings(id), manager);
    expect(findings.html.one("main").text).toContain("May 2024");
    await web.post(
      paths.exercises.findings(id),
      {
        intent: "next-steps",
        version: versionOf(findings, "next-steps"),
        nextSteps: "Sample section 47 enquiries",
      },
      manager,
    );
    findings = await web.get(paths.exercises.findings(id), manager);

    let report = await web.get(paths.exercises.summary(id), manager);
    expect(report.html.one("main").text).toContain("1 of 3 cases is not complete");
    const outside = await web.get(paths.exercises.summary(id), { as: world.people.leader.email });
    expect(outside.html.one("main").text).not.toContain("Reasons for late meetings");
    await web.post(
      paths.exercises.summary(id),
      { intent: "close", version: versionOf(report, "close"), confirmed: "yes" },
      manager,
    );
    report = await web.get(paths.exercises.summary(id), { as: world.people.leader.email });
    const text = report.html.one("main").text;
    expect(text).toContain("Met in 3 of 3");
    expect(text).toContain("Reasons for late meetings are missing In 2 cases");
    expect(text).toContain("A-0001 Remind managers");
    expect(text).toContain("Sample section 47 enquiries");
    expect(text).toContain("indicative only");
    expect(report.html.all("main form")).toHaveLength(0);

    const states = await world.db
      .selectFrom("audit")
      .select(["state", "final_at"])
      .where("exercise_id", "=", id)
      .execute();
    expect(states.map(({ state }) => state)).toEqual(["final", "final", "final"]);
    const late = await web.post(
      paths.exercises.grid(id),
      { ...gridOf(grid), [first]: "not-met" },
      reviewer,
    );
    expect(late.status).toBe(400);
  });
});

describe("Planning", () => {
  const makeDb = databaseMaker("sqlite");

  it("adds and removes rows without losing what was typed, and uses earlier questions", async () => {
    const { world, web, manager } = await start(makeDb);
    const post = (more: Record<string, string>) =>
      web.post(paths.exercises.planDipSample(), planOf(world, more), manager);
    const texts = (page: WebResponse) =>
      page.html.all('textarea[name^="questions."][name$=".text"]').map((one) => one.text.trim());
    const more = await post({ intent: "add:questions", title: "Kept" });
    expect(texts(more)).toEqual([
      "Was it in time?",
      "Was it proportionate?",
      "Were the actions SMART?",
      "",
    ]);
    expect(more.html.one("#title").attribute("value")).toBe("Kept");
    const less = await post({
      intent: "remove:questions:2",
      "questions.q4.text": "Fourth?",
    });
    expect(texts(less)).toEqual(["Was it in time?", "Were the actions SMART?", "Fourth?"]);
    const saved = idOf(await post({}));
    const used = await post({
      intent: "use-questions",
      questionsOf: saved,
      "questions.q1.text": "x",
    });
    expect(texts(used)).toEqual([
      "Was it in time?",
      "Was it proportionate?",
      "Were the actions SMART?",
    ]);
    expect(used.html.one('input[name="questions.q1.code"]').attribute("value")).toBe(
      "was-it-in-time",
    );
    const reviewers = await post({ intent: "remove:reviewers:1" });
    expect(reviewers.html.all('select[name^="reviewers."]')).toHaveLength(1);
  });

  it.each<[string, Record<string, string | string[]>, string]>([
    ["no title", { title: " " }, "Enter a title"],
    ["two titles", { title: ["a", "b"] }, "Enter a title"],
    ["a title too long", { title: "x".repeat(121) }, "Enter a title in 120 characters or fewer"],
    ["no month", { "month.month": "" }, "Choose the month and the year"],
    ["too few questions", { "questions.q3.text": "" }, "Enter at least 3 questions"],
    [
      "a question twice",
      { "questions.q3.text": "WAS it in time?" },
      "Change this question: it is asked already",
    ],
    ["too many cases", { size: "41" }, "Enter a number from 1 to 40"],
    ["no real date", { "auditsDueOn.day": "31" }, "Review date must be a real date, like 5 4 2024"],
    [
      "a date before its month",
      { "auditsDueOn.day": "30", "auditsDueOn.month": "4", "month.month": "05" },
      "Enter a date in the month of the exercise, or later",
    ],
    ["a past date", { "auditsDueOn.day": "1" }, "Enter a date that is not in the past"],
    [
      "nobody to review",
      {
        "reviewers.r1.personId": "",
        "reviewers.r1.roleText": "",
        "reviewers.r2.personId": "",
        "reviewers.r2.roleText": "",
      },
      "Choose at least one reviewer",
    ],
    [
      "an unknown reviewer",
      { "reviewers.r2.personId": "nobody" },
      "Choose the reviewers from the list",
    ],
    ["an unknown prompt", { promptedById: "nothing" }, "Choose an exercise from the list"],
    ["an unknown trigger", { triggerKind: "whim" }, "Choose what prompted it"],
  ])("refuses %s", async (_, more, message) => {
    const { world, web, manager } = await start(makeDb);
    const answer = await web.post(paths.exercises.planDipSample(), planOf(world, more), manager);
    expect([answer.status, answer.errors]).toEqual([400, [message]]);
    const [link] = answer.html.all(".govuk-error-summary__list a");
    const target = link?.attribute("href")?.slice(1) ?? "";
    expect(answer.html.all(`[id="${target}"]`)).toHaveLength(1);
    const made = await world.db
      .selectFrom("exercise")
      .select("id")
      .where("kind", "=", "dip-sample")
      .execute();
    expect(made).toHaveLength(0);
  });

  it("keeps a service manager to their own service, and others out", async () => {
    const { world, web, manager, reviewer, lead } = await start(makeDb);
    const other = planOf(world, { serviceId: world.otherServiceId });
    const refused = await web.post(paths.exercises.planDipSample(), other, manager);
    expect([refused.status, refused.errors]).toEqual([400, ["Choose a service from the list"]]);
    expect((await web.post(paths.exercises.planDipSample(), other, lead)).status).toBe(302);
    expect((await web.get(paths.exercises.planDipSample(), reviewer)).status).toBe(403);
    expect((await web.get(paths.exercises.planThematic(), manager)).status).toBe(403);

    const stranger = await world.addPerson("Una Other", "service-manager", {
      serviceId: world.otherServiceId,
    });
    const as = { as: stranger.email };
    const id = await released(world, web, manager);
    for (const to of [
      paths.exercises.cases(id),
      paths.exercises.grid(id),
      paths.exercises.findings(id),
      paths.exercises.samplePlan(id),
    ]) {
      expect([to, (await web.get(to, as)).status]).toEqual([to, 404]);
      expect([to, (await web.post(to, { intent: "release" }, as)).status]).toEqual([to, 404]);
    }
    expect((await web.get(paths.exercises.summary(id), as)).status).toBe(200);
    expect((await web.post(paths.exercises.summary(id), { intent: "close" }, as)).status).toBe(404);
    expect((await web.get(paths.exercises.cases(id), reviewer)).status).toBe(403);
    expect((await web.get(paths.exercises.cases(world.exercise.id), lead)).status).toBe(404);
    expect((await web.get(paths.exercises.summary("no-such-exercise"), lead)).status).toBe(404);
  });

  it("plans a thematic audit that names its trigger and its lines of enquiry", async () => {
    const { world, web, lead } = await start(makeDb);
    const plan = { ...planOf(world, { title: "Early signs of exploitation" }), serviceId: [] };
    const refused = await web.post(
      paths.exercises.planThematic(),
      { ...plan, triggerText: "" },
      lead,
    );
    expect(refused.errors).toEqual([
      "Enter the inspection, figures or finding that prompted it",
      "Enter the key lines of enquiry",
    ]);
    const id = idOf(
      await web.post(
        paths.exercises.planThematic(),
        { ...plan, linesOfEnquiry: "One line\nAnother", promptedById: world.exercise.id },
        lead,
      ),
    );
    const report = await web.get(paths.exercises.summary(id), lead);
    expect(report.html.one("main").text).toContain(
      "March 2024 core audit cycle led to Early signs of exploitation",
    );
    expect(report.html.one("main").text).toContain("Another");
  });

  it("gives the second of two who change a plan both versions, and cancels with a reason", async () => {
    const { world, web, manager } = await start(makeDb);
    const id = idOf(await web.post(paths.exercises.planDipSample(), planOf(world), manager));
    const to = paths.exercises.samplePlan(id);
    const page = await web.get(to, manager);
    const version = hidden(page, "version");
    const first = await web.post(to, planOf(world, { version, title: "First" }), manager);
    expect(first.location).toBe(paths.exercises.summary(id));
    const second = await web.post(to, planOf(world, { version, title: "Second" }), manager);
    expect(second.status).toBe(409);
    expect(second.html.one("main").text).toContain("Title: the other version First");
    expect(second.html.one("#title").attribute("value")).toBe("Second");
    const again = hidden(second, "version");
    const third = await web.post(to, planOf(world, { version: again, title: "Second" }), manager);
    expect(third.status).toBe(302);

    const unsure = await web.post(
      to,
      { intent: "cancel", version: "3", cancelReason: "" },
      manager,
    );
    expect(unsure.errors).toContain("Enter why it is cancelled");
    const late = await web.post(
      to,
      { intent: "cancel", version: "1", cancelReason: "Staff away", confirmed: "yes" },
      manager,
    );
    expect(late.status).toBe(409);
    await web.post(
      to,
      { intent: "cancel", version: "3", cancelReason: "Staff away", confirmed: "yes" },
      manager,
    );
    const report = await web.get(paths.exercises.summary(id), manager);
    expect(report.html.one(".govuk-tag").text).toBe("Cancelled");
    expect((await web.get(to, manager)).status).toBe(404);
  });
});

describe("Reviewing together", () => {
  const makeDb = databaseMaker("sqlite");

  it("asks the second of two about one cell, and saves all their others", async () => {
    const { world, web, manager, reviewer } = await start(makeDb);
    const id = await released(world, web, manager);
    const to = paths.exercises.grid(id);
    const hers = await web.get(to, reviewer);
    const his = await web.get(to, manager);
    const [same = "", other = ""] = cellsOf(hers);
    expect((await web.post(to, { ...gridOf(hers), [same]: "met" }, reviewer)).status).toBe(302);
    const contested = await web.post(
      to,
      { ...gridOf(his), [same]: "not-met", [other]: "partly" },
      manager,
    );
    expect(contested.status).toBe(409);
    const text = contested.html.one("main").text;
    expect(text).toContain("Yours: Not met");
    expect(text).toContain("Toni Vale’s: Met");
    expect(
      contested.html.one(`input[name="${other}"][value=partly]`).attribute("checked"),
    ).toBeDefined();
    expect(contested.html.all(`.los-segments input[name="${same}"]`)).toHaveLength(0);

    const undecided = { ...gridOf(contested), contested: same, [same]: "not-met" };
    expect((await web.post(to, undecided, manager)).status).toBe(409);
    await web.post(to, { ...undecided, [`keep:${same}`]: "mine" }, manager);
    const after = await web.get(to, reviewer);
    expect(
      after.html.one(`input[name="${same}"][value=not-met]`).attribute("checked"),
    ).toBeDefined();

    await web.post(to, { ...gridOf(after), [`clear:${same}`]: "yes", [same]: "not-met" }, reviewer);
    const cleared = await web.get(to, reviewer);
    expect(cleared.html.all(`input[name="${same}"][checked]`)).toHaveLength(0);
  });

  it("saves each answer as it is given, of two reviewers at once, cell by cell", async () => {
    const { world, web, manager, reviewer } = await start(makeDb);
    const id = await released(world, web, manager);
    const [same = "", other = ""] = cellsOf(await web.get(paths.exercises.grid(id), reviewer));
    const to = paths.exercises.gridAnswers(id);
    const hers = typingAt(web, to, world.people.teamManager);
    const his = typingAt(web, to, world.people.serviceManager);
    expect((await hers({ [same]: { value: "met" } })).json()).toMatchObject({
      saved: { [same]: 1 },
      contested: {},
    });
    const both = await his(
      { [same]: { value: "not-met" }, [other]: { value: "partly" } },
      { visit: "his-own-visit" },
    );
    expect(both.status).toBe(409);
    expect(both.json()).toMatchObject({
      saved: { [other]: 1 },
      contested: { [same]: { value: "met", by: "Toni Vale" } },
    });
    // Taken away again by a key, and nothing that is no answer.
    await hers({ [same]: { value: "", version: 1, over: "met" } });
    const odd = await hers({
      [other]: { value: "splendid", version: 1 },
      "no:cell": { value: "met" },
    });
    expect(odd.json()).toMatchObject({
      saved: {},
      refused: {
        [other]: "Choose met, partly met, not met or not applicable",
        "no:cell":
          "This case was committed, taken out or given to someone else, so this is no longer asked",
      },
    });
    const { html } = await web.get(paths.exercises.grid(id), reviewer);
    expect(html.all(`input[name="${same}"][checked]`)).toHaveLength(0);
    expect(html.one(`input[name="${other}"][value=partly]`).attribute("checked")).toBeDefined();
    await world.db.updateTable("exercise").set({ state: "closed" }).where("id", "=", id).execute();
    const late = await hers({ [same]: { value: "met" } });
    expect([late.status, late.json()]).toMatchObject([409, { reason: "closed" }]);
  });

  it("answers what is open of one case with met, without scripts too", async () => {
    const { world, web, manager } = await start(makeDb);
    const id = await released(world, web, manager);
    const to = paths.exercises.grid(id);
    const page = await web.get(to, manager);
    const [one = "", two = "", three = "", next = ""] = cellsOf(page);
    const rest = page.html.all("button[name=rest]")[0]?.attribute("value") ?? "";
    await web.post(to, { ...gridOf(page), [one]: "not-met", rest }, manager);
    const { html } = await web.get(to, manager);
    const answered = [one, two, three, next].map((name) =>
      html.first(`input[name="${name}"][checked]`)?.attribute("value"),
    );
    expect(answered).toEqual(["not-met", "met", "met", undefined]);
    expect(html.one("main").text).toContain("Met 1 of 1");
  });

  it("keeps everything typed when one cell is wrong, and saves nothing", async () => {
    const { world, web, manager } = await start(makeDb);
    const id = await released(world, web, manager);
    const to = paths.exercises.grid(id);
    const page = await web.get(to, manager);
    const [one = "", two = ""] = cellsOf(page);
    const long = "x".repeat(1001);
    const answer = await web.post(
      to,
      { ...gridOf(page), [one]: "met", [two]: "excellent", [`${one}:note`]: long },
      manager,
    );
    expect(answer.status).toBe(400);
    expect(answer.errors).toEqual([
      "Shorten this to 1,000 characters or fewer",
      "Choose met, partly met, not met or not applicable",
    ]);
    expect(answer.body).toContain(long);
    expect(answer.html.one(`input[name="${one}"][value=met]`).attribute("checked")).toBeDefined();
    const missing = await web.post(to, { [one]: "met" }, manager);
    expect(missing.errors).toEqual([
      "Reload the page and try again: part of this form was missing",
    ]);
    const stored = await world.db.selectFrom("answer").select("field").execute();
    expect(stored).toHaveLength(0);
  });

  it("withdraws cases nobody reviewed, and closes nothing that has no answers", async () => {
    const { world, web, manager } = await start(makeDb);
    const id = await released(world, web, manager);
    let report = await web.get(paths.exercises.summary(id), manager);
    const close = (version: string) =>
      web.post(
        paths.exercises.summary(id),
        { intent: "close", version, confirmed: "yes" },
        manager,
      );
    const early = await close(versionOf(report, "close"));
    expect(early.errors).toEqual(["Answer the questions for at least one case first"]);
    const grid = await web.get(paths.exercises.grid(id), manager);
    const [cell = ""] = cellsOf(grid);
    await web.post(paths.exercises.grid(id), { ...gridOf(grid), [cell]: "met" }, manager);
    report = await web.get(paths.exercises.summary(id), manager);
    expect((await close("1")).errors).toEqual([
      "Read the report again: someone changed it since you opened it",
    ]);
    await close(versionOf(report, "close"));
    const states = await world.db
      .selectFrom("audit")
      .select("state")
      .where("exercise_id", "=", id)
      .orderBy("state")
      .execute();
    expect(states.map(({ state }) => state)).toEqual(["final", "withdrawn"]);
    report = await web.get(paths.exercises.summary(id), manager);
    expect(report.html.one("main").text).toContain("Met in 1 of 1");
  });

  it("takes a case out with a reason, before release alone", async () => {
    const { world, web, manager } = await start(makeDb);
    const one = await world.addCase();
    const id = idOf(await web.post(paths.exercises.planDipSample(), planOf(world), manager));
    const to = paths.exercises.cases(id);
    let page = await web.get(to, manager);
    const nothing = await web.post(
      to,
      { intent: "choose", version: versionOf(page, "choose"), chooseReason: "x" },
      manager,
    );
    expect(nothing.errors).toEqual(["Tick at least one case"]);
    const foreign = await world.addCase({ team_id: world.teams.care.id });
    const outside = await web.post(
      to,
      {
        intent: "choose",
        version: versionOf(page, "choose"),
        caseIds: foreign.id,
        chooseReason: "x",
      },
      manager,
    );
    expect(outside.errors).toEqual(["Tick cases from the list"]);
    await web.post(
      to,
      {
        intent: "choose",
        version: versionOf(page, "choose"),
        caseIds: one.id,
        chooseReason: "Latest",
      },
      manager,
    );
    const audit = await world.db
      .selectFrom("audit")
      .select(["id", "version"])
      .where("exercise_id", "=", id)
      .executeTakeFirstOrThrow();
    page = await web.get(paths.exercises.cases(id, { remove: audit.id }), manager);
    const remove = (removeReason: string) =>
      web.post(
        to,
        { intent: "remove", auditId: audit.id, version: versionOf(page, "remove"), removeReason },
        manager,
      );
    expect((await remove("")).errors).toEqual(["Enter why the case is taken out"]);
    expect((await remove("Opened last week")).status).toBe(302);
    expect((await remove("Again")).status).toBe(400);
    page = await web.get(to, manager);
    expect(page.html.one("main").text).toContain("No cases yet");
    expect((await web.get(paths.exercises.summary(id), manager)).html.one("main").text).toContain(
      "Opened last week",
    );
  });
});
