import { describe, expect, it } from "vitest";
import { paths } from "~/paths";
import { databaseMaker } from "../../support/databases";
import { formOf } from "../../support/form";
import { startWeb, type Web } from "../../support/web";
import { makeWorld, type World, worldMorning } from "../../support/world";

const makeDb = databaseMaker("sqlite");

async function start() {
  const world = await makeWorld(await makeDb());
  return { world, web: await startWeb(world.db), people: world.people };
}

/** A submitted audit with grades, and a parent who does not want the worker to know. */
async function submitted(world: World, more: Parameters<World["addAudit"]>[0] = {}) {
  const audit = await world.addAudit({ state: "submitted", submitted_at: worldMorning, ...more });
  const judged = {
    audit_id: audit.id,
    round: 1,
    made_at: worldMorning,
    source: "auditor" as const,
  };
  const by = {
    made_by: world.people.auditor.id,
    team_id: audit.team_id,
    service_id: audit.service_id,
  };
  await world.db
    .insertInto("judgement")
    .values(
      ["contact", "assessment", "plo", "overall"].map((area) => ({
        ...judged,
        ...by,
        area,
        judgement: "inadequate",
        reason: `Why ${area}`,
      })),
    )
    .execute();
  const voice = { audit_id: audit.id, reason: "", method: "", held_on: null };
  await world.db
    .insertInto("voice")
    .values([
      {
        ...voice,
        key: "child",
        kind: "child",
        label: "",
        status: "obtained",
        said: "Open words",
        not_shared: 0,
      },
      {
        ...voice,
        key: "parent-1",
        kind: "parent",
        label: "Mother",
        status: "obtained",
        said: "Secret words",
        not_shared: 1,
      },
    ])
    .execute();
  return audit;
}

describe("Reading a submitted audit", () => {
  it("shows provisional grades to those around the case, and keeps what is not shared", async () => {
    const { world, web, people } = await start();
    const { id } = await submitted(world);
    const path = paths.audits.read(id);
    const worker = await web.get(path, { as: people.worker.email });
    expect(worker.status).toBe(200);
    expect(worker.html.text).toContain("Inadequate (provisional)");
    expect(worker.html.text).toContain("It went to the service manager on 15 April 2024");
    expect(worker.html.text).toContain("Open words");
    expect(worker.body).not.toContain("Secret words");
    for (const person of [
      people.teamManager,
      people.serviceManager,
      people.qaLead,
      people.auditor,
    ]) {
      const page = await web.get(path, { as: person.email });
      expect(page.status, person.name).toBe(200);
      expect(page.html.text).toContain("Secret words");
    }
    await world.db.updateTable("case_record").set({ age: 0 }).execute();
    const baby = await web.get(path, { as: people.auditor.email });
    expect(baby.html.text).toContain("Age Under 1 year");
    for (const person of [people.otherWorker, people.otherTeamManager, people.otherAuditor]) {
      expect((await web.get(path, { as: person.email })).status, person.name).toBe(404);
    }
    for (const person of [people.leader, people.scrutiny, people.administrator]) {
      expect((await web.get(path, { as: person.email })).status, person.name).toBe(403);
    }
  });

  it("keeps a blind moderator out until they have committed", async () => {
    const { world, web, people } = await start();
    const audit = await submitted(world, { state: "selected" });
    await world.db
      .insertInto("moderation")
      .values({
        id: "m",
        audit_id: audit.id,
        exercise_id: audit.exercise_id,
        round: 1,
        reason: "random",
        reason_note: "",
        probability: 1,
        selected_at: worldMorning,
        moderator_id: people.moderator.id,
        state: "selected",
        committed_at: null,
        quality: "{}",
        feedback: "",
        outcome: null,
        decision_reason: "",
        decided_by: null,
        decided_at: null,
        feedback_read_at: null,
      })
      .execute();
    const as = people.moderator.email;
    expect((await web.get(paths.audits.read(audit.id), { as })).status).toBe(403);
    expect((await web.get(paths.audits.history(audit.id), { as })).status).toBe(403);
    expect((await web.get(paths.audits.concern(audit.id), { as })).status).toBe(200);
    await world.db.updateTable("moderation").set({ committed_at: worldMorning }).execute();
    expect((await web.get(paths.audits.read(audit.id), { as })).status).toBe(200);
  });

  it("takes the worker's reflection, one page at a time", async () => {
    const { world, web, people } = await start();
    const { id } = await submitted(world);
    const path = paths.audits.reflect(id);
    const as = people.worker.email;
    const empty = await web.post(path, formOf((await web.get(path, { as })).html), { as });
    expect(empty.errors).toEqual(["Enter your answer to at least one question"]);
    const onOnePage = formOf((await web.get(path, { as })).html);
    const onAnother = formOf((await web.get(path, { as })).html);
    const first = { ...onOnePage, proudOf: "We kept her at school" };
    expect((await web.post(path, first, { as })).location).toBe(path);
    const clash = await web.post(path, { ...onAnother, proudOf: "Other words" }, { as });
    expect(clash.status).toBe(409);
    expect(clash.html.text).toContain("We kept her at school");
    expect(formOf(clash.html).proudOf).toEqual(["Other words"]);
    const manager = await web.get(paths.audits.read(id), { as: people.teamManager.email });
    // From submission it stands beside the audit.
    expect(manager.html.text).toContain("We kept her at school");
    const otherWorker = people.otherWorker.email;
    expect((await web.get(path, { as: otherWorker })).status).toBe(404);
    expect((await web.get(path, { as: people.auditor.email })).status).toBe(403);
  });
});

describe("Changing an audit from outside", () => {
  const dates = { "dueOn.day": "26", "dueOn.month": "4", "dueOn.year": "2024" };

  it("extends its date with a reason, and withdraws it only when confirmed", async () => {
    const { world, web, people } = await start();
    const { id } = await world.addAudit();
    const path = paths.audits.change(id);
    const as = people.qaLead.email;
    const stale = formOf((await web.get(path, { as })).html);
    expect(stale.intent).toEqual(["extend"]);
    const without = await web.post(path, { ...stale, ...dates }, { as });
    expect(without.errors).toEqual(["Enter why the date moves"]);
    const extended = { ...stale, ...dates, extendReason: "Auditor was ill" };
    expect((await web.post(path, extended, { as })).status).toBe(302);
    const clash = await web.post(path, extended, { as });
    expect(clash.status).toBe(409);
    const history = await web.get(paths.audits.history(id), { as });
    expect(history.html.text).toContain("Due date moved from 19 April 2024 to 26 April 2024");
    expect(history.html.text).toContain("Auditor was ill");

    const version = formOf((await web.get(path, { as })).html).version as string[];
    const withdraw = { intent: "withdraw", version, withdrawReason: "Case moved away" };
    const unsure = await web.post(path, withdraw, { as });
    expect(unsure.errors).toEqual(["Tick to confirm that you want to withdraw this audit"]);
    expect((await web.post(path, { ...withdraw, confirmed: "yes" }, { as })).status).toBe(302);
    const row = await world.db.selectFrom("audit").select("state").executeTakeFirst();
    expect(row?.state).toBe("withdrawn");
    const auditor = await web.get(paths.audits.one(id), { as: people.auditor.email });
    expect(auditor.status).toBe(409);
    expect((await web.get(path, { as: people.auditor.email })).status).toBe(403);
  });
});

describe("A safeguarding concern", () => {
  const words = { what: "Bruises nobody asked about", spokenTo: "Toni Vale" };

  async function raise(web: Web, as: string, auditId: string, more: Record<string, string> = {}) {
    const path = paths.audits.concern(auditId);
    const page = await web.get(path, { as });
    expect(page.html.text).toContain("Phone first");
    return web.post(path, { ...formOf(page.html), ...words, ...more }, { as });
  }

  it("is raised before submission, reaches the managers and is acknowledged once", async () => {
    const { world, web, people } = await start();
    const { id } = await world.addAudit();
    const as = people.auditor.email;
    const path = paths.audits.concern(id);
    const form = { ...formOf((await web.get(path, { as })).html), ...words };
    const raised = await web.post(path, form, { as });
    await web.post(path, form, { as });
    expect(await world.db.selectFrom("concern").select("due_at").execute()).toEqual([
      { due_at: "2024-04-15T16:00:00.000Z" },
    ]);
    const at = raised.location ?? "";
    const confirmation = await web.get(at, { as });
    expect(confirmation.html.text).toContain("Toni Vale and Sol Hart can see this");
    expect(confirmation.html.text).toContain("Acknowledge by 5pm today: 8 hours left");
    expect(confirmation.body).not.toContain('name="done"');
    expect(confirmation.html.one(`main a[href="${paths.audits.one(id)}"]`).text).toBe(
      "Go back to the audit",
    );
    expect((await web.get(at, { as: people.otherTeamManager.email })).status).toBe(404);
    expect((await web.get(at, { as: people.leader.email })).status).toBe(404);

    web.clock.moveTo("2024-04-15T18:00:00Z");
    const manager = await web.get(at, { as: people.teamManager.email });
    expect(manager.html.text).toContain("Late by 2 hours");
    expect(manager.html.all(`main a[href="${paths.audits.one(id)}"]`)).toEqual([]);
    const empty = await web.post(at, formOf(manager.html), { as: people.teamManager.email });
    expect(empty.errors).toEqual(["Enter what was done to make the child safe"]);
    const answer = { ...formOf(manager.html), done: "Visited, strategy meeting called" };
    expect((await web.post(at, answer, { as: people.teamManager.email })).status).toBe(302);
    const second = { ...answer, done: "Also visited" };
    const clash = await web.post(at, second, { as: people.serviceManager.email });
    expect(clash.status).toBe(409);
    expect(clash.html.text).toContain("Visited, strategy meeting called");
    expect(clash.html.text).toContain("Acknowledged 2 hours late");
  });

  it("bypasses someone implicated, and refuses what can't be", async () => {
    const { world, web, people } = await start();
    const { id } = await world.addAudit();
    const as = people.auditor.email;
    const missing = await raise(web, as, id, { what: " ", spokenTo: "", spokenTime: "25:00" });
    expect(missing.errors).toEqual([
      "Enter what worries you about the child",
      "Enter whom you spoke to",
      "Enter a time like 14:05",
    ]);
    const ahead = await raise(web, as, id, { spokenTime: "23:00" });
    expect(ahead.errors).toEqual(["Enter a time that has passed: phone first"]);
    const stranger = await raise(web, as, id, { bypassed: people.otherTeamManager.id });
    expect(stranger.errors).toEqual(["Choose people from the list"]);
    expect(await world.db.selectFrom("concern").selectAll().execute()).toEqual([]);

    const raised = await raise(web, as, id, { bypassed: people.teamManager.id });
    const at = raised.location ?? "";
    expect((await web.get(at, { as })).html.text).toContain("Sol Hart can see this");
    expect((await web.get(at, { as: people.teamManager.email })).status).toBe(404);
    expect((await web.get(at, { as: people.serviceManager.email })).status).toBe(200);
  });
});
