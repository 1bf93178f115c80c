import { beforeAll, describe, expect, it } from "vitest";
import { paths } from "~/paths";
import { newId } from "~db/core/ids.server";
import { addTeamAction } from "../../support/actions";
import { databaseMaker, describeDatabases, type MakeDb } from "../../support/databases";
import { startWeb } from "../../support/web";
import { makeWorld, worldMorning } from "../../support/world";

async function open(makeDb: MakeDb) {
  const world = await makeWorld(await makeDb());
  const web = await startWeb(world.db);
  const { people } = world;
  const addFinding = async (
    more: Partial<{ text: string; auditId: string | null; exerciseId: string; theme: string }>,
  ) => {
    const id = newId();
    await world.db
      .insertInto("finding")
      .values({
        ...{ id, exercise_id: more.exerciseId ?? world.exercise.id },
        ...{ audit_id: more.auditId ?? null, kind: "development", area: "assessment" },
        ...{ theme: more.theme ?? null, text: more.text ?? "Chronologies are out of date" },
        ...{ case_count: null, made_by: people.auditor.id, made_at: "2024-01-20T10:00:00.000Z" },
      })
      .execute();
    return id;
  };
  const finalAudit = (more = {}) =>
    world.addAudit({
      state: "final",
      submitted_at: "2024-01-12T10:00:00.000Z",
      final_at: "2024-02-01T10:00:00.000Z",
      ...more,
    });
  const begin = async (findingId: string, what = "Chronologies are not kept up to date") => {
    const sent = await web.post(
      paths.learning.file(findingId),
      { intent: "begin", what, theme: "analysis", area: "" },
      { as: people.qaLead.email },
    );
    expect(sent.status).toBe(302);
    return (sent.location ?? "").split("/").at(-1) ?? "";
  };
  return { ...world, web, addFinding, finalAudit, begin };
}

describeDatabases("What was learnt", (makeDb) => {
  it("gathers a finding of an audit and one of a sample in two presses each, with the action", async () => {
    const { web, people, db, addFinding, finalAudit, begin, addExercise, ...world } =
      await open(makeDb);
    const lead = { as: people.qaLead.email };
    const audit = await finalAudit();
    const first = await addFinding({ auditId: audit.id });
    const sample = await addExercise({
      ...{ kind: "dip-sample", title: "Chronologies dip sample", state: "closed" },
      closed_at: worldMorning,
    });
    const second = await addFinding({
      exerciseId: sample.id,
      text: "No chronology in 4 of 15 cases",
    });
    const actionId = await addTeamAction(
      { ...world, db, people, addExercise } as never,
      people.qaLead,
      {
        ...{ ownerId: people.teamManager.id, findingId: second, exerciseId: sample.id },
        ...{ source: "dip-sample", level: "service" },
      },
    );

    const read = await web.get(paths.audits.read(audit.id), lead);
    const link = read.html.all("main a").find(({ text }) => text.startsWith("File it under"));
    expect(link?.attribute("href")).toBe(paths.learning.file(first));
    const id = await begin(first);
    const page = await web.get(paths.learning.file(second), lead);
    const likely = page.html.one("#likely ~ ul form");
    expect(likely.one("button").text).toBe("File it under L-0001");
    const filed = await web.post(
      paths.learning.file(second),
      { intent: "file", learning: likely.one("input[name=learning]").attribute("value") ?? "" },
      lead,
    );
    expect([filed.status, filed.location]).toEqual([302, paths.learning.one(id)]);

    const { html } = await web.get(paths.learning.one(id), lead);
    expect(html.one("dl").text).toContain("2 findings of 2 exercises, 20 January 2024");
    const links = html.all("main a").map((a) => a.attribute("href"));
    expect(links).toContain(paths.audits.read(audit.id));
    expect(links).toContain(paths.log.one(actionId));
    const thread = await web.get(paths.log.one(actionId), lead);
    expect(thread.html.all("ol.los-steps a").map((a) => a.attribute("href"))).toContain(
      paths.learning.one(id),
    );
    const again = await web.post(
      paths.learning.file(second),
      { intent: "file", learning: id },
      lead,
    );
    expect(again.status).toBe(409);
    // A new action for a finding that is filed answers the same learning.
    const later = await addTeamAction({ ...world, db } as never, people.qaLead, {
      ...{ ownerId: people.teamManager.id, findingId: first, level: "service" },
    });
    const answered = await web.get(paths.learning.one(id), lead);
    expect(answered.html.all("main a").map((a) => a.attribute("href"))).toContain(
      paths.log.one(later),
    );
  });

  it("is merged and divided with everything that stands under it, and tells it in its history", async () => {
    const { web, people, db, addFinding, begin, finalAudit } = await open(makeDb);
    const lead = { as: people.qaLead.email };
    const audit = await finalAudit();
    const one = await begin(await addFinding({ auditId: audit.id }));
    const other = await begin(
      await addFinding({ auditId: audit.id, text: "Analysis repeats the facts" }),
      "Chronologies are not used in analysis",
    );
    const form = { into: one, reason: "The same thing", version: 1 };
    const merged = await web.post(paths.learning.merge(other), form, lead);
    expect([merged.status, merged.location]).toEqual([302, paths.learning.one(one)]);
    const evidence = () =>
      db.selectFrom("learning_evidence").select(["id", "learning_id"]).orderBy("id").execute();
    expect((await evidence()).map((row) => row.learning_id)).toEqual([one, one]);
    const left = await web.get(paths.learning.one(other), lead);
    expect(left.html.one("main").text).toContain("Merged into L-0001");
    expect((await web.get(paths.learning.edit(other), lead)).status).toBe(404);
    expect((await web.post(paths.learning.merge(other), form, lead)).status).toBe(404);
    // Nothing can be filed under one that was merged.
    const third = await addFinding({ auditId: audit.id, text: "Third" });
    const late = await web.post(
      paths.learning.file(third),
      { intent: "file", learning: other },
      lead,
    );
    expect(late.errors).toEqual(["Choose a learning from the list"]);

    const [first] = await evidence();
    const divided = await web.post(
      paths.learning.divide(one),
      { evidence: first?.id ?? "", to: "new", newWhat: "Chronologies are late", into: "" },
      lead,
    );
    expect(divided.status).toBe(302);
    expect(new Set((await evidence()).map((row) => row.learning_id)).size).toBe(2);
    const { html } = await web.get(divided.location ?? "", lead);
    expect(html.one("h1").text).toContain("Chronologies are late");
    expect(html.one("dl").text).toContain("L-0001");
    const history = await web.get(paths.learning.one(one), lead);
    expect(history.html.all(".los-timeline__title").map(({ text }) => text)).toEqual([
      "Divided: part of it moved to L-0003",
      "Took in L-0002",
      "A finding filed under it",
      "Begun",
    ]);
  });
});

describe("The pages of what was learnt", () => {
  const makeDb = databaseMaker("sqlite");
  let log: Awaited<ReturnType<typeof open>>;
  let id = "";
  let auditId = "";

  beforeAll(async () => {
    log = await open(makeDb);
    const audit = await log.finalAudit();
    auditId = audit.id;
    id = await log.begin(
      await log.addFinding({ auditId, text: "The uncle of this child was left out" }),
      "Relatives are left out",
    );
  });

  it("show the words of a finding to those alone who may read its audit; that it is there, to all", async () => {
    const { web, people } = log;
    for (const reader of [people.qaLead, people.teamManager, people.worker]) {
      const { body } = await web.get(paths.learning.one(id), { as: reader.email });
      expect(body, reader.name).toContain("The uncle of this child");
    }
    for (const reader of [people.leader, people.otherTeamManager, people.otherWorker]) {
      const { status, body, html } = await web.get(paths.learning.one(id), { as: reader.email });
      expect(status).toBe(200);
      expect(body, reader.name).not.toContain("uncle of this");
      expect(body, reader.name).not.toContain("DB-1001");
      expect(html.one("dl").text).toContain("1 finding of 1 exercise");
    }
    for (const reader of [people.scrutiny, people.administrator]) {
      expect((await web.get(paths.learning.one(id), { as: reader.email })).status).toBe(403);
    }
  });

  it("let nobody file a provisional finding, nor whoever may not keep the log", async () => {
    const { web, people, addAudit, addFinding } = log;
    const audit = await addAudit({ state: "submitted", submitted_at: "2024-04-12T10:00:00.000Z" });
    const provisional = paths.learning.file(await addFinding({ auditId: audit.id }));
    expect((await web.get(provisional, { as: people.qaLead.email })).status).toBe(404);
    const final = paths.learning.file(await addFinding({ auditId }));
    expect((await web.get(final, { as: people.teamManager.email })).status).toBe(403);
    expect((await web.get(final, { as: people.serviceManager.email })).status).toBe(200);
    const read = await web.get(paths.audits.read(auditId), { as: people.teamManager.email });
    expect(read.html.text).not.toContain("File it under learning");
    expect(read.html.text).toContain("Filed under L-0001");
  });

  it("keep what was typed beside what someone else saved first", async () => {
    const { web, people, db } = log;
    const lead = { as: people.qaLead.email };
    const form = { what: "Relatives and friends are left out", area: "", theme: "", version: 1 };
    expect((await web.post(paths.learning.edit(id), form, lead)).status).toBe(302);
    const late = await web.post(
      paths.learning.edit(id),
      { ...form, what: "Uncles are left out" },
      { as: people.serviceManager.email },
    );
    expect(late.status).toBe(409);
    expect(late.html.one("main").text).toContain("Relatives and friends are left out");
    expect(late.html.one("textarea[name=what]").text).toBe("Uncles are left out");
    const stored = await db.selectFrom("learning").select("what").where("id", "=", id).execute();
    expect(stored).toEqual([{ what: "Relatives and friends are left out" }]);
    const empty = await web.post(paths.learning.edit(id), { ...form, what: " ", version: 2 }, lead);
    expect(empty.errors).toEqual(["Enter what was learnt, in a sentence that names no one"]);
  });

  it("take a complaint, wait with its age on a QA lead’s home, and file it", async () => {
    const { web, people, teams } = log;
    const manager = { as: people.teamManager.email };
    const form = {
      ...{ kind: "complaint", says: "Nobody rang the grandmother back", sourceReference: "C-17" },
      ...{ place: `team-${teams.willow.id}`, theme: "", area: "" },
      ...{ "saidOn.day": "2", "saidOn.month": "4", "saidOn.year": "2024" },
    };
    const early = await web.post(
      paths.learning.addSource(),
      { ...form, "saidOn.year": "2025" },
      manager,
    );
    expect(early.errors).toEqual(["Enter a date that is not in the future"]);
    expect(early.html.one("textarea[name=says]").text).toBe("Nobody rang the grandmother back");
    const entered = await web.post(paths.learning.addSource(), form, manager);
    expect(entered.status).toBe(302);
    const at = entered.location ?? "";
    expect((await web.get(at, manager)).html.text).toContain("Waiting for a QA lead");
    expect((await web.get(at, { as: people.otherTeamManager.email })).status).toBe(404);
    const lead = { as: people.qaLead.email };
    expect((await web.get(paths.home(), lead)).html.text).toContain(
      "File what was entered from a complaint, review or feedback",
    );
    expect((await web.get(paths.learning.toFile(), lead)).html.text).toContain("Nobody rang");
    const filed = await web.post(at, { intent: "file", learning: id }, lead);
    expect([filed.status, filed.location]).toEqual([302, paths.learning.one(id)]);
    expect((await web.get(paths.home(), lead)).html.text).not.toContain("File what was entered");
    const elsewhere = await web.get(paths.learning.one(id), { as: people.otherTeamManager.email });
    expect(elsewhere.body).not.toContain("grandmother");
    expect(elsewhere.html.text).toContain("1 finding of 1 exercise and 1 other source");
  });

  it("count each theme in the final audits of closed cycles, with a table beside its line", async () => {
    const { web, people, db, addFinding, finalAudit, addExercise, begin } = log;
    const cycle = await addExercise({
      ...{ title: "January 2024 core audit cycle", month: "2024-01", state: "closed" },
      closed_at: "2024-02-10T10:00:00.000Z",
    });
    const audits = [];
    for (let n = 0; n < 6; n += 1) audits.push(await finalAudit({ exercise_id: cycle.id }));
    for (const audit of audits.slice(0, 2)) {
      const of = { auditId: audit.id, exerciseId: cycle.id, theme: "analysis" };
      await begin(await addFinding(of), "Analysis is thin");
      // Named twice in one audit it still counts once.
      await addFinding({ ...of, text: "Twice" });
    }
    const { html } = await web.get(paths.learning.themes(), { as: people.leader.email });
    expect(html.all("svg title")[0]?.text).toContain("Analysis and professional curiosity");
    expect(html.one("main").text).toContain("2 of 6 (33%)");
    expect(await db.selectFrom("learning").select("id").execute()).toHaveLength(3);
    const list = await web.get(paths.learning.list({ theme: "analysis" }), {
      as: people.worker.email,
    });
    expect(list.html.all("tbody tr")).toHaveLength(2);
  });
});
