import { expect, it } from "vitest";
import { paths } from "~/paths";
import { fieldNames } from "~/rules/audits/content";
import { newId } from "~db/core/ids.server";
import type { NewAction } from "~db/learning-log/actions.server";
import { addTeamAction } from "../../support/actions";
import { describeDatabases, type MakeDb } from "../../support/databases";
import { startWeb } from "../../support/web";
import { makeWorld } from "../../support/world";

async function open(makeDb: MakeDb) {
  const world = await makeWorld(await makeDb());
  const web = await startWeb(world.db);
  const add = (more: Partial<NewAction> & Pick<NewAction, "ownerId">, by = world.people.auditor) =>
    addTeamAction(world, by, { serviceId: world.serviceId, ...more });
  const stored = (id: string) =>
    world.db.selectFrom("action").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
  /** Sends a move with the version that is stored. */
  const move = async (id: string, form: Record<string, string>, email: string) =>
    web.post(paths.log.one(id), { ...form, version: (await stored(id)).version }, { as: email });
  const on = (name: string, day = "12") => ({
    ...{ [`${name}.day`]: day, [`${name}.month`]: "4", [`${name}.year`]: "2024" },
  });
  const complete = (id: string, email: string) =>
    move(id, { move: "complete", evidence: "Minutes of 12 April", ...on("completedOn") }, email);
  return { ...world, web, add, stored, move, on, complete };
}

describeDatabases("Verifying actions", (makeDb) => {
  it("follows a finding of January to its learning, action, verification and the sample that tested it, both ways", async () => {
    const { web, db, people, add, move, complete, addExercise, addAudit, ...world } =
      await open(makeDb);
    const lead = { as: people.qaLead.email };
    const cycle = await addExercise({
      ...{ title: "January 2024 core audit cycle", month: "2024-01", state: "closed" },
      closed_at: "2024-02-10T10:00:00.000Z",
    });
    const audit = await addAudit({
      ...{ exercise_id: cycle.id, state: "final", submitted_at: "2024-01-22T10:00:00.000Z" },
      final_at: "2024-02-10T10:00:00.000Z",
    });
    const findingId = newId();
    await db
      .insertInto("finding")
      .values({
        ...{ id: findingId, exercise_id: cycle.id, audit_id: audit.id, kind: "development" },
        ...{ area: "planning", theme: null, text: "No plan for what happens if it fails" },
        ...{ case_count: null, made_by: people.auditor.id, made_at: "2024-01-22T10:00:00.000Z" },
      })
      .execute();
    const begun = await web.post(
      paths.learning.file(findingId),
      { intent: "begin", what: "Contingency plans are missing", theme: "", area: "" },
      lead,
    );
    const learning = begun.location ?? "";
    const id = await add({ ...{ ownerId: people.serviceManager.id, level: "service", findingId } });
    expect((await complete(id, people.serviceManager.email)).status).toBe(302);
    const question = "Does the plan say what happens if it does not work?";
    const verify = { move: "verify", impact: "Eight of ten plans have one", howKnown: "" };
    const without = await move(id, { ...verify, retestQuestion: question }, people.qaLead.email);
    expect(without.errors).toEqual(["Enter how you know"]);
    const verified = await move(
      id,
      { ...verify, howKnown: "I read ten", retestQuestion: question },
      people.qaLead.email,
    );
    expect(verified.status).toBe(302);

    // It waits on the home of whoever plans samples, with the question in the plan.
    const home = await web.get(paths.home(), lead);
    const waits = home.html.all("a").find(({ text }) => text.includes("tests action A-0001 again"));
    const planning = waits?.attribute("href") ?? "";
    const plan = await web.get(planning, lead);
    expect(plan.html.one('[name="questions.q1.text"]').text || plan.body).toContain(question);
    const planned = await web.post(
      planning,
      {
        ...{ intent: "save", title: "Contingency plans", serviceId: world.serviceId, size: "5" },
        ...{ "month.month": "5", "month.year": "2024", triggerKind: "finding" },
        ...{ triggerText: "", promptedById: "", rationale: "Has practice changed?" },
        ...{ methodology: "Five CIN cases read by me", leadId: people.qaLead.id },
        reviewing: "together",
        ...{ "auditsDueOn.day": "30", "auditsDueOn.month": "5", "auditsDueOn.year": "2024" },
        ...{ "questions.q1.text": question, "questions.q2.text": "Second?" },
        ...{ "questions.q3.text": "Third?", "reviewers.r1.personId": people.qaLead.id },
      },
      lead,
    );
    expect([planned.status, planned.errors]).toEqual([302, []]);
    const sample = await db
      .selectFrom("exercise")
      .selectAll()
      .where("kind", "=", "dip-sample")
      .executeTakeFirstOrThrow();
    expect((await web.get(paths.home(), lead)).html.text).not.toContain("A-0001 again");

    const linksOf = async (path: string) =>
      (await web.get(path, lead)).html.all("main a").map((a) => a.attribute("href"));
    // Forwards: audit, learning, action, sample.
    expect(await linksOf(paths.audits.read(audit.id))).toContain(learning);
    expect(await linksOf(learning)).toContain(paths.log.one(id));
    expect(await linksOf(paths.log.one(id))).toContain(paths.exercises.summary(sample.id));
    expect((await web.get(learning, lead)).html.text).toContain("Eight of ten plans have one");
    // And back.
    expect(await linksOf(paths.exercises.summary(sample.id))).toContain(paths.log.one(id));
    expect(await linksOf(paths.log.one(id))).toContain(learning);
    expect(await linksOf(learning)).toContain(paths.audits.read(audit.id));
    const thread = await web.get(paths.log.one(id), lead);
    expect(thread.html.one("ol.los-steps").text).toMatch(
      /Learning L-0001.*This action.*Verification.*Verified 15 April 2024.*Tested again/s,
    );
    expect(thread.html.one("dl").text).toContain("I read ten");

    // What it found stands on the action once it is closed.
    const { definition } = await db
      .selectFrom("tool_version")
      .select("definition")
      .where("id", "=", sample.tool_version_id ?? "")
      .executeTakeFirstOrThrow();
    const code = JSON.parse(definition).questions[0].code as string;
    for (const value of ["met", "met", "partly"]) {
      const reviewed = await addAudit({ exercise_id: sample.id, state: "final" });
      await db
        .insertInto("answer")
        .values({
          ...{ audit_id: reviewed.id, field: fieldNames.question(code), value, version: 1 },
          ...{ save_id: "s", saved_by: people.qaLead.id, saved_at: "2024-05-20T10:00:00.000Z" },
        })
        .execute();
    }
    await db
      .updateTable("exercise")
      .set({ state: "closed", closed_at: "2024-06-01T10:00:00.000Z" })
      .where("id", "=", sample.id)
      .execute();
    expect((await web.get(paths.log.one(id), lead)).html.one("ol.los-steps").text).toContain(
      `${question} Met in 2 of 3, partly in 1`,
    );
  });

  it("lets a leader verify what every QA lead owns or did, and nothing for a child or of others", async () => {
    const { web, people, add, move, complete, stored } = await open(makeDb);
    const leader = people.leader.email;
    const own = await add({ ownerId: people.qaLead.id, level: "strategic" }, people.auditor);
    const others = await add({ ownerId: people.serviceManager.id, level: "service" });
    await complete(own, people.qaLead.email);
    await complete(others, people.serviceManager.email);
    const verify = {
      move: "verify",
      impact: "Fewer delays",
      howKnown: "The figures",
      retestQuestion: "",
    };
    expect((await move(own, verify, people.qaLead.email)).status).toBe(403);
    const home = (await web.get(paths.home(), { as: leader })).html.text;
    expect(home).toContain("Verify action A-0001");
    expect(home).not.toContain("Verify action A-0002");
    expect((await move(others, verify, leader)).status).toBe(403);
    expect((await move(own, verify, leader)).status).toBe(302);
    expect((await stored(own)).verified_by).toBe(people.leader.id);
  });

  it("tells whoever raised an action, and its owner, when it ends without being verified", async () => {
    const { db, people, add, move } = await open(makeDb);
    const id = await add({ ownerId: people.serviceManager.id, level: "service" });
    const form = { move: "not-achieved", notAchievedReason: "No money" };
    expect((await move(id, form, people.qaLead.email)).status).toBe(302);
    const told = await db
      .selectFrom("outbox")
      .select("person_id")
      .where("kind", "=", "action-ended")
      .execute();
    expect(new Set(told.map((row) => row.person_id))).toEqual(
      new Set([people.auditor.id, people.serviceManager.id]),
    );
  });

  it("verifies in supervision what was read there, and loses no word where that changed meanwhile", async () => {
    const { web, people, add, move, on, stored } = await open(makeDb);
    const manager = { as: people.teamManager.email };
    const id = await add({ ownerId: people.worker.id, level: "child" });
    const done = (evidence: string) => ({
      ...{ move: "complete", evidence, ...on("completedOn"), ...on("supervisionOn") },
    });
    await move(id, done("Seen on 12 April"), people.worker.email);
    const here = paths.log.supervision({ worker: people.worker.id });
    const page = await web.get(here, manager);
    const seen = page.html.one(`input[name="seen.${id}"]`).attribute("value") ?? "";
    const form = {
      ...{ intent: "verify", [`seen.${id}`]: seen, [`impact.${id}`]: "Seen each week" },
      howKnown: "The record",
    };
    await move(id, { move: "reopen", reopenReason: "Wrong case" }, people.worker.email);
    const gone = await web.post(here, form, manager);
    expect(gone.status).toBe(409);
    expect(gone.html.one("main").text).toMatch(/no longer waits.*Seen each week/s);
    await move(id, done("Seen on 10 April, another child"), people.worker.email);
    const anew = await web.post(here, form, manager);
    expect(anew.status).toBe(409);
    expect(anew.html.one(`textarea[name="impact.${id}"]`).text).toBe("Seen each week");
    expect(anew.html.one("main").text).toContain("another child");
    expect((await stored(id)).status).toBe("completed");
  });

  it("asks for the sample that tests an action once, in the words that were ordered, while it stands as done", async () => {
    const { web, db, people, add, move, complete, serviceId, ...world } = await open(makeDb);
    const lead = { as: people.qaLead.email };
    const other = await world.addPerson("Una Marlow", "service-manager", {
      serviceId: world.otherServiceId,
    });
    const id = await add({ ownerId: people.serviceManager.id, level: "service" });
    await complete(id, people.serviceManager.email);
    const question = "Does the plan say what\r\nhappens if it  fails?";
    const order = { move: "retest", question };
    expect((await move(id, order, people.qaLead.email)).status).toBe(302);
    const waiting = async () =>
      (await web.get(paths.home(), lead)).html
        .all("a")
        .find(({ text }) => text.includes("tests action A-0001 again"))
        ?.attribute("href");
    const planning = (await waiting()) ?? "";
    // Taken up again, it has nothing to test.
    await move(id, { move: "reopen", reopenReason: "Left out" }, people.qaLead.email);
    expect(await waiting()).toBeUndefined();
    expect((await web.get(planning, lead)).status).toBe(404);
    await complete(id, people.serviceManager.email);
    expect(await waiting()).toBe(planning);
    // Whoever plans samples for other services finds nothing there.
    const elsewhere = await web.get(planning, { as: other.email });
    expect(elsewhere.status).toBe(404);

    const plan = {
      ...{ intent: "save", title: "Contingency plans", serviceId, size: "5" },
      ...{ "month.month": "5", "month.year": "2024", triggerKind: "finding" },
      ...{ triggerText: "", promptedById: "", rationale: "Has practice changed?" },
      ...{ methodology: "Five CIN cases read by me", leadId: people.qaLead.id },
      reviewing: "together",
      ...{ "auditsDueOn.day": "30", "auditsDueOn.month": "5", "auditsDueOn.year": "2024" },
      ...{ "questions.q2.text": "Second?", "questions.q3.text": "Third?" },
      "reviewers.r1.personId": people.qaLead.id,
    };
    const reworded = await web.post(planning, { ...plan, "questions.q1.text": "First?" }, lead);
    expect([reworded.status, reworded.errors[0]]).toEqual([
      400,
      expect.stringContaining("Keep the question that shows whether A-0001 worked"),
    ]);
    const planned = { ...plan, "questions.q1.text": question };
    expect((await web.post(planning, planned, lead)).status).toBe(302);
    const again = await web.post(planning, planned, lead);
    expect(again.status).toBe(409);
    expect(again.body).toContain("Five CIN cases read by me");
    const samples = await db
      .selectFrom("exercise")
      .select(["id", "tool_version_id"])
      .where("kind", "=", "dip-sample")
      .execute();
    expect(samples).toHaveLength(1);
    await db
      .updateTable("exercise")
      .set({ state: "closed" })
      .where("kind", "=", "dip-sample")
      .execute();
    expect((await web.get(paths.log.one(id), lead)).html.one("ol.los-steps").text).toContain(
      "happens if it fails?",
    );
  });

  it("talks a worker’s actions through in supervision and verifies several at once, none of the manager’s own", async () => {
    const { web, people, add, move, on, stored } = await open(makeDb);
    const manager = people.teamManager.email;
    const child = { ownerId: people.worker.id, level: "child" as const };
    const [one, two, three, mine] = [
      await add(child),
      await add(child),
      await add(child),
      await add(child),
    ];
    const done = {
      ...{ move: "complete", evidence: "Done", ...on("completedOn"), ...on("supervisionOn") },
    };
    for (const id of [one, two]) await move(id, done, people.worker.email);
    const here = paths.log.supervision({ worker: people.worker.id });
    const list = await web.get(paths.log.supervision(), { as: manager });
    expect(list.html.one("tbody tr").text).toMatch(/Wren Castle\s+2\s+2/);
    const talked = await web.post(
      here,
      {
        intent: "discuss",
        discussed: three,
        ...on("discussedOn", "11"),
        discussedNote: "Rang twice",
      },
      { as: manager },
    );
    expect(talked.status).toBe(302);
    expect((await stored(three)).supervision_on).toBe("2024-04-11");
    const seen = {
      [`seen.${one}`]: (await stored(one)).version,
      [`seen.${two}`]: (await stored(two)).version,
    };
    const verify = { intent: "verify", ...seen, [`impact.${one}`]: "Seen each week" };
    const half = await web.post(here, { ...verify, howKnown: "" }, { as: manager });
    expect(half.errors).toEqual(["Enter how you know"]);
    expect(half.body).toContain("Seen each week");
    expect((await stored(one)).status).toBe("completed");
    const howKnown = "I saw the records";
    const both = await web.post(
      here,
      { ...verify, [`impact.${two}`]: "School is told", howKnown },
      { as: manager },
    );
    expect(both.status).toBe(302);
    for (const id of [one, two]) {
      const { status, verified_by, how_known } = await stored(id);
      expect([status, verified_by, how_known]).toEqual([
        ...["verified", people.teamManager.id, "I saw the records"],
      ]);
    }
    // What the manager completed for a child is verified by someone else.
    await move(
      mine,
      { move: "change-owner", newOwner: people.teamManager.id, ownerReason: "Sick" },
      manager,
    );
    expect((await move(mine, done, manager)).status).toBe(302);
    const own = await web.post(
      here,
      {
        ...{ intent: "verify", howKnown: "x", [`impact.${mine}`]: "y" },
        [`seen.${mine}`]: (await stored(mine)).version,
      },
      { as: manager },
    );
    expect(own.status).toBe(400);
    expect(own.errors.join()).toContain("someone else has to do this");
    expect((await web.get(here, { as: people.otherTeamManager.email })).html.text).not.toContain(
      "Seen each week",
    );
  });
});
