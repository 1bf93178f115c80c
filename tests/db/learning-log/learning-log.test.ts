import type { Insertable } from "kysely";
import { expect, it } from "vitest";
import { scopeOf } from "~/rules/access/permission";
import type { Capability } from "~/rules/access/policy";
import { fold } from "~/rules/core/folding";
import { moveAction } from "~/rules/learning-log/action-moves";
import { findActor } from "~db/access/people.server";
import { listEvents } from "~db/core/events.server";
import { newId } from "~db/core/ids.server";
import { type Db, transact } from "~db/core/open.server";
import type { ActionTable } from "~db/core/schema";
import { Conflict } from "~db/core/versions.server";
import {
  countActions,
  countByState,
  listActions,
  listLogChoices,
} from "~db/learning-log/action-list.server";
import { findAction, listUpdates } from "~db/learning-log/action-record.server";
import type { LogReader } from "~db/learning-log/action-sight.server";
import {
  listActionsDue,
  listActionsOf,
  listOwnToVerify,
  listPossibleOwners,
} from "~db/learning-log/action-work.server";
import { saveMove } from "~db/learning-log/actions.server";
import { describeDatabases, type MakeDb } from "../../support/databases";
import { makeWorld, type WorldPerson, worldMorning } from "../../support/world";

const today = "2024-04-15";
const all = { sort: "due", limit: 1000, offset: 0 } as const;

async function makeLog(makeDb: MakeDb) {
  const world = await makeWorld(await makeDb());
  let reference = 0;
  async function addAction(more: Partial<Insertable<ActionTable>> = {}) {
    reference += 1;
    const values = {
      id: newId(),
      reference,
      what: `Do the ${reference}th thing`,
      why: "",
      area: null,
      theme: null,
      level: "team" as const,
      success_measure: "",
      owner_id: null,
      owner_role: "",
      team_id: world.teams.willow.id,
      service_id: world.serviceId,
      due_on: null,
      due_precision: "day" as const,
      status: "open",
      source: "other",
      exercise_id: null,
      audit_id: null,
      response_id: null,
      finding_id: null,
      raised_by: null,
      raised_at: worldMorning,
      evidence: "",
      impact: "",
      closing_reason: "",
      ...more,
    };
    const words_folded = fold(`${values.what} ${values.why}`);
    await world.db
      .insertInto("action")
      .values({ ...values, words_folded })
      .execute();
    return values;
  }
  const scope = async (person: WorldPerson, capability: Capability = "learning-log.read") => {
    const actor = await findActor(world.db, person.id);
    if (!actor) throw new Error("no such person");
    return scopeOf(actor, capability);
  };
  const reader = async (person: WorldPerson): Promise<LogReader> => ({
    log: await scope(person),
    audits: await scope(person, "audits.read"),
  });
  const seen = async (person: WorldPerson) =>
    (await listActions(world.db, await reader(person), {}, today, all)).map((a) => a.reference);
  return { ...world, addAction, scope, reader, seen };
}

const references = (actions: { reference: number }[]) => actions.map((a) => a.reference);

describeDatabases("The learning log", (makeDb) => {
  it("shows each role the actions of its reach, its own and those it raised", async () => {
    const log = await makeLog(makeDb);
    const { people, teams } = log;
    await log.addAction();
    await log.addAction({ team_id: teams.rowan.id });
    await log.addAction({ team_id: teams.care.id, service_id: log.otherServiceId });
    await log.addAction({ team_id: null, service_id: null, level: "strategic" });
    await log.addAction({
      team_id: teams.care.id,
      service_id: null,
      owner_id: people.teamManager.id,
    });
    await log.addAction({
      team_id: teams.care.id,
      service_id: log.otherServiceId,
      owner_id: people.worker.id,
      raised_by: people.auditor.id,
    });
    expect(await log.seen(people.qaLead)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await log.seen(people.leader)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await log.seen(people.serviceManager)).toEqual([1, 2]);
    expect(await log.seen(people.teamManager)).toEqual([1, 5]);
    expect(await log.seen(people.otherTeamManager)).toEqual([2]);
    expect(await log.seen(people.worker)).toEqual([6]);
    expect(await log.seen(people.auditor)).toEqual([6]);
    expect(await log.seen(people.otherAuditor)).toEqual([]);
    expect(await log.seen(people.scrutiny)).toEqual([]);
  });

  it("places an action without a service by its team's", async () => {
    const log = await makeLog(makeDb);
    await log.addAction({ service_id: null });
    expect(await log.seen(log.people.serviceManager)).toEqual([1]);
  });

  it("keeps what a child-level action says from those who may not read the audit", async () => {
    const log = await makeLog(makeDb);
    const { db, people } = log;
    const audit = await log.addAudit({ state: "submitted", submitted_at: worldMorning });
    const action = await log.addAction({
      level: "child",
      what: "See the child alone at school",
      why: "Seen at home only",
      area: "assessment",
      owner_id: people.worker.id,
      owner_role: "Social worker",
      audit_id: audit.id,
      raised_by: people.auditor.id,
      source: "audit",
      status: "in-progress",
      evidence: "secret",
    });
    await db
      .insertInto("action_update")
      .values({
        id: newId(),
        action_id: action.id,
        at: worldMorning,
        person_id: people.worker.id,
        kind: "progress",
        text: "Visited twice",
      })
      .execute();
    const one = async (person: WorldPerson) =>
      (await listActions(db, await log.reader(person), {}, today, all))[0];
    for (const person of [people.qaLead, people.teamManager, people.worker, people.auditor]) {
      const row = await one(person);
      expect(row?.what).toBe("See the child alone at school");
      expect(row?.owner).toBe("Wren Castle");
      expect(row?.caseReference).toMatch(/^DB-/);
    }
    expect(await one(people.leader)).toMatchObject({
      what: null,
      owner: "Social worker",
      caseReference: null,
      area: "assessment",
      level: "child",
      status: "in-progress",
    });
    const leader = await log.reader(people.leader);
    expect(await countActions(db, leader, { words: "school" }, today)).toBe(0);
    expect(await countActions(db, leader, { ownerId: people.worker.id }, today)).toBe(0);
    expect(await countActions(db, leader, { words: "a-0001" }, today)).toBe(1);
    expect((await listLogChoices(db, leader, today)).owners).toEqual([]);
    const record = await findAction(db, leader, action.id);
    expect(record).toMatchObject({ what: "", why: "", evidence: "", contentRead: false });
    expect(JSON.stringify(record)).not.toMatch(/school|secret|Wren|DB-/);
    if (!record) throw new Error("not found");
    expect(await listUpdates(db, record)).toMatchObject([{ by: null, text: "", kind: "progress" }]);
    const worker = await findAction(db, await log.reader(people.worker), action.id);
    expect(worker && (await listUpdates(db, worker))[0]).toMatchObject({
      by: "Wren Castle",
      text: "Visited twice",
    });
  });

  it("keeps it from a QA lead who has still to moderate that audit blind", async () => {
    const log = await makeLog(makeDb);
    const { db, people } = log;
    const audit = await log.addAudit({ state: "selected", submitted_at: worldMorning });
    const action = await log.addAction({ level: "child", audit_id: audit.id });
    await db
      .insertInto("moderation")
      .values({
        id: newId(),
        audit_id: audit.id,
        exercise_id: log.exercise.id,
        round: 1,
        reason: "random",
        reason_note: "",
        probability: 0.25,
        selected_at: worldMorning,
        moderator_id: people.qaLead.id,
        state: "allocated",
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
    const find = async () => findAction(db, await log.reader(people.qaLead), action.id);
    expect((await find())?.contentRead).toBe(false);
    await db.updateTable("moderation").set({ committed_at: worldMorning }).execute();
    expect((await find())?.contentRead).toBe(true);
  });

  it("lets no two actions take each other’s place, however close together", async () => {
    const log = await makeLog(makeDb);
    const { db, people, stampOf } = log;
    const [one, other] = [await log.addAction(), await log.addAction()];
    const reader = await log.reader(people.qaLead);
    const lead = { id: people.qaLead.id, mayUpdate: true, mayVerify: true, mayChangeOwner: true };
    const read = async (id: string) => {
      const action = await findAction(db, reader, id);
      if (!action) throw new Error("not found");
      return action;
    };
    const both = [await read(one.id), await read(other.id)];
    const replaced = both.map((action, n) => {
      const { id, reference, status } = both[1 - n] ?? action;
      const by = { id, reference: `A-${reference}`, status };
      const moved = moveAction(action, { kind: "supersede", by, reason: "Both" }, lead, today);
      if (!moved.ok) throw new Error(moved.because);
      return () =>
        transact(db, (tx) => saveMove(tx, stampOf(people.qaLead), action, moved, action.version));
    });
    const ended = await Promise.allSettled(replaced.map((save) => save()));
    expect(ended.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const why = ended.find(({ status }) => status === "rejected") as PromiseRejectedResult;
    expect(why.reason).toBeInstanceOf(Conflict);
    const statuses = [(await read(one.id)).status, (await read(other.id)).status];
    expect(statuses.sort()).toEqual(["open", "superseded"]);
  });

  it("leaves out the actions of an audit that is still being written", async () => {
    const log = await makeLog(makeDb);
    const { db, people } = log;
    const audit = await log.addAudit({ state: "started" });
    const action = await log.addAction({
      audit_id: audit.id,
      level: "child",
      owner_id: people.worker.id,
    });
    expect(await log.seen(people.qaLead)).toEqual([]);
    expect(await findAction(db, await log.reader(people.qaLead), action.id)).toBeNull();
    expect(await listActionsDue(db, people.worker.id, today)).toEqual([]);
    expect(await listActionsOf(db, { auditId: audit.id })).toEqual([]);
    await db.updateTable("audit").set({ submitted_at: worldMorning }).execute();
    expect(await log.seen(people.qaLead)).toEqual([1]);
    expect(references(await listActionsOf(db, { auditId: audit.id }))).toEqual([1]);
  });

  it("sorts by whose turn it is, then by due date, without a date last; and pages", async () => {
    const log = await makeLog(makeDb);
    const { db } = log;
    await log.addAction({ status: "verified", due_on: "2023-01-31" });
    await log.addAction({ due_on: null });
    await log.addAction({ due_on: "2024-05-01" });
    await log.addAction({ status: "completed", due_on: "2023-12-31" });
    await log.addAction({ status: "in-progress", due_on: "2024-02-29", due_precision: "month" });
    await log.addAction({ status: "completed", due_on: null });
    const reader = await log.reader(log.people.qaLead);
    const list = async (sort: "due" | "newest", limit = 1000, offset = 0) =>
      references(await listActions(db, reader, {}, today, { sort, limit, offset }));
    expect(await list("due")).toEqual([5, 3, 2, 4, 6, 1]);
    expect(await list("newest")).toEqual([6, 5, 4, 3, 2, 1]);
    expect(await list("due", 2, 0)).toEqual([5, 3]);
    expect(await list("due", 2, 4)).toEqual([6, 1]);
    expect(await list("due", 2, 6)).toEqual([]);
  });

  it("filters by every choice, and counts by state", async () => {
    const log = await makeLog(makeDb);
    const { db, people, teams } = log;
    await log.addAction({
      owner_id: people.teamManager.id,
      area: "planning",
      theme: "contingency",
      due_on: "2024-04-14",
    });
    await log.addAction({
      team_id: teams.rowan.id,
      level: "service",
      source: "dip-sample",
      due_on: "2024-04-15",
    });
    await log.addAction({ status: "completed", due_on: "2024-03-01" });
    await log.addAction({ status: "verified", due_on: "2024-03-31" });
    const reader = await log.reader(people.qaLead);
    const left = async (filter: Parameters<typeof countActions>[2]) =>
      references(await listActions(db, reader, filter, today, { ...all, sort: "due" })).sort();
    expect(await left({ overdue: true })).toEqual([1]);
    expect(await left({ ownerId: people.teamManager.id })).toEqual([1]);
    expect(await left({ area: "planning", theme: "contingency" })).toEqual([1]);
    expect(await left({ level: "service" })).toEqual([2]);
    expect(await left({ source: "dip-sample" })).toEqual([2]);
    expect(await left({ teamId: teams.rowan.id })).toEqual([2]);
    expect(await left({ status: "completed" })).toEqual([3]);
    expect(await left({ dueFrom: "2024-03-31", dueTo: "2024-04-14" })).toEqual([1, 4]);
    expect(await countActions(db, reader, { status: "verified" }, today)).toBe(1);
    expect(await countByState(db, reader, today)).toEqual({
      open: 2,
      "in-progress": 0,
      completed: 1,
      verified: 1,
      "not-achieved": 0,
      superseded: 0,
      overdue: 1,
    });
    const choices = await listLogChoices(db, reader, today);
    expect(choices.owners.map(({ name }) => name)).toEqual(["Toni Vale"]);
    expect(choices.teams.map(({ name }) => name)).toEqual(["Rowan", "Willow"]);
    expect(choices).toMatchObject({ areas: ["planning"], themes: ["contingency"] });
  });

  it("finds words in what or why, whatever their case, and takes wildcards as they are", async () => {
    const log = await makeLog(makeDb);
    const { db } = log;
    await log.addAction({ what: "Reach 100% of PLANS", why: "Fathers were left out" });
    await log.addAction({ what: "Reach 1000 plans", why: "under_score and back\\slash" });
    const reader = await log.reader(log.people.qaLead);
    const found = async (words: string) =>
      references(await listActions(db, reader, { words }, today, all));
    expect(await found("plans")).toEqual([1, 2]);
    expect(await found("100%")).toEqual([1]);
    expect(await found("REACH fathers")).toEqual([1]);
    expect(await found("r_score")).toEqual([2]);
    expect(await found("u_der")).toEqual([]);
    expect(await found("back\\slash")).toEqual([2]);
    expect(await found("'; drop table action")).toEqual([]);
    expect(await found("A-0002")).toEqual([2]);
    expect(await found("   ")).toEqual([1, 2]);
    await log.addAction({ what: "Zoë’s follow-up: hear O’Brien’s view" });
    for (const words of ["zoes FOLLOW UP", "follow–up", "o'brien", "ZOË'S"]) {
      expect([words, ...(await found(words))]).toEqual([words, 3]);
    }
  });

  it("gives a person what is theirs to do and to verify", async () => {
    const log = await makeLog(makeDb);
    const { db, people, teams } = log;
    const own = { owner_id: people.teamManager.id };
    await log.addAction({ ...own, due_on: null });
    await log.addAction({ ...own, due_on: "2024-04-20" });
    await log.addAction({ ...own, due_on: "2024-04-01", status: "in-progress" });
    await log.addAction({ ...own, status: "completed", completed_by: people.teamManager.id });
    const done = { status: "completed", owner_id: people.worker.id };
    await log.addAction({ ...done, completed_by: people.worker.id, completed_on: "2024-04-10" });
    await log.addAction({ ...done, completed_by: people.qaLead.id, completed_on: "2024-04-02" });
    await log.addAction({ ...done, team_id: teams.rowan.id, completed_on: "2024-04-01" });
    await log.addAction({ status: "completed", owner_role: "QA lead", completed_on: "2024-04-11" });
    const due = await listActionsDue(db, people.teamManager.id, today);
    expect(due.map((a) => [a.reference, a.overdue])).toEqual([
      [3, true],
      [2, false],
      [1, false],
    ]);
    const waiting = async (person: WorldPerson, on = today) =>
      references(
        await listOwnToVerify(db, await log.scope(person, "learning-log.verify"), person.id, on),
      );
    await log.addAction({
      ...done,
      level: "child",
      completed_by: people.worker.id,
      completed_on: "2024-04-12",
    });
    // The nearest who may, and nobody else; what lies goes further up, and never to who did it.
    expect(await waiting(people.teamManager)).toEqual([9]);
    expect(await waiting(people.serviceManager)).toEqual([7, 6, 5, 8, 4]);
    for (const person of [people.qaLead, people.otherTeamManager, people.worker])
      expect(await waiting(person)).toEqual([]);
    expect(await waiting(people.serviceManager, "2024-05-10")).toEqual([7, 6, 5, 8, 9, 4]);
    expect(await waiting(people.qaLead, "2024-05-08")).toEqual([7, 5]);
    // A child's went to the service's manager: it is on no third home.
    expect(await waiting(people.qaLead, "2024-06-30")).toEqual([7, 5, 8, 4]);
    await db
      .updateTable("person")
      .set({ active: 0 })
      .where("id", "in", [people.teamManager.id, people.serviceManager.id])
      .execute();
    expect(await waiting(people.qaLead)).toEqual([7, 5, 8, 9, 4]);
    await db.updateTable("person").set({ active: 1 }).execute();
    const owners = async (person: WorldPerson) =>
      (await listPossibleOwners(db, await log.scope(person, "learning-log.verify"))).map(
        ({ name }) => name,
      );
    expect(await owners(people.teamManager)).toEqual(["Toni Vale", "Wren Castle"]);
    expect(await owners(people.qaLead)).toHaveLength(12);
  });

  it("lists what came from an exercise without the child-level actions of its audits", async () => {
    const log = await makeLog(makeDb);
    const audit = await log.addAudit({ state: "submitted", submitted_at: worldMorning });
    const exercise_id = log.exercise.id;
    await log.addAction({ exercise_id, audit_id: audit.id, level: "child" });
    await log.addAction({ exercise_id, level: "service" });
    await log.addAction();
    expect(references(await listActionsOf(log.db, { exerciseId: exercise_id }))).toEqual([2]);
  });

  it("keeps a move with its words and its event, once", async () => {
    const log = await makeLog(makeDb);
    const { db, people } = log;
    const added = await log.addAction({ owner_id: people.teamManager.id });
    const reader = await log.reader(people.qaLead);
    const find = async () => {
      const action = await findAction(db, reader, added.id);
      if (!action) throw new Error("not found");
      return action;
    };
    const before = await find();
    const moved = moveAction(
      before,
      { kind: "complete", evidence: "Minutes", completedOn: today, supervisionOn: null },
      { id: people.teamManager.id, mayUpdate: true, mayVerify: false, mayChangeOwner: true },
      today,
    );
    if (!moved.ok) throw new Error(moved.because);
    const save = (handle: Db) =>
      transact(handle, (tx) =>
        saveMove(tx, log.stampOf(people.teamManager), before, moved, before.version),
      );
    await save(db);
    const after = await find();
    expect(after).toMatchObject({
      status: "completed",
      completedOn: today,
      completedByName: "Toni Vale",
      evidence: "Minutes",
      version: 2,
    });
    expect(await listUpdates(db, after)).toMatchObject([
      { by: "Toni Vale", kind: "completed", text: "Minutes" },
    ]);
    await expect(save(db)).rejects.toThrow(Conflict);
    const events = await listEvents(db, `action:${added.id}`);
    expect(events).toMatchObject([
      {
        kind: "action.completed",
        actorName: "Toni Vale",
        before: { status: "open" },
        after: { status: "completed", evidence: "Minutes" },
      },
    ]);
    expect(await listUpdates(db, after)).toHaveLength(1);
  });
});
