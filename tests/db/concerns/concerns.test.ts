import { sql } from "kysely";
import { expect, it } from "vitest";
import { may } from "~/rules/access/permission";
import { findActor } from "~db/access/people.server";
import {
  findConcern,
  listAlerted,
  listOpenConcerns,
  listWaitingOnCase,
} from "~db/concerns/concerns.server";
import { listEvents } from "~db/core/events.server";
import { newId } from "~db/core/ids.server";
import { type Db, openDatabase, transact } from "~db/core/open.server";
import { saveSetting } from "~db/core/settings.server";
import { Conflict } from "~db/core/versions.server";
import { listSelected } from "~db/moderation/lists.server";
import {
  escalateDeserted,
  escalateLateConcerns,
  saveAcknowledgement,
} from "~db/operations/concerns/deeds.server";
import { addConcern } from "~db/operations/concerns/raising.server";
import { closeModeration } from "~db/operations/exercises/closing.server";
import { concernsWaiting } from "~db/overviews/attention/sources.server";
import { listRoom } from "~db/overviews/control-room.server";
import { listConcernTimes } from "~db/reports/contents.server";
import { addressOf, databaseMaker, describeDatabases } from "../../support/databases";
import { addSelected } from "../../support/moderated";
import { makeWorld, type World, type WorldPerson } from "../../support/world";

const raisedAt = "2024-04-15T08:00:00.000Z";
const inTime = new Date("2024-04-15T15:59:00Z");
const tooLate = new Date("2024-04-15T16:00:01Z");

type Audited = { id: string; case_id: string; exercise_id: string };

async function raise(
  world: World,
  audit: Audited,
  more: {
    bypassed?: WorldPerson[];
    by?: WorldPerson;
    id?: string;
    at?: string;
    what?: string;
  } = {},
): Promise<string> {
  const id = more.id ?? newId();
  const by = more.by ?? world.people.auditor;
  await transact(world.db, (tx) =>
    addConcern(
      tx,
      { ...world.stampOf(by, more.at ?? raisedAt), actorId: by.id },
      {
        id,
        caseId: audit.case_id,
        auditId: audit.id,
        exerciseId: audit.exercise_id,
        teamId: world.teams.willow.id,
        serviceId: world.serviceId,
        what: more.what ?? "Bruises nobody explains",
        spokenTo: "The duty manager",
        spokenAt: new Date("2024-04-15T07:55:00Z"),
        bypassed: (more.bypassed ?? []).map((person) => person.id),
      },
    ),
  );
  return id;
}

const job = (at: Date) => ({ actorId: null, at: at.toISOString(), systemAt: at.toISOString() });

const told = async (world: World, id: string) =>
  (await listAlerted(world.db, id)).map(({ name, part }) => `${name}: ${part}`).sort();

const messages = async (world: World, id: string) =>
  (
    await world.db
      .selectFrom("outbox")
      .innerJoin("person", "person.id", "outbox.person_id")
      .select(["outbox.kind", "person.name", "outbox.link", "outbox.urgent"])
      .where("outbox.key", "like", `%${id}%`)
      .execute()
  )
    .map(({ kind, name }) => `${kind} ${name}`)
    .sort();

/** Whether the person may read it, and whether it stands on their home. */
async function sees(world: World, person: WorldPerson, id: string, now: Date) {
  const actor = await findActor(world.db, person.id, "2024-04-15");
  const concern = await findConcern(world.db, id, now);
  if (!actor || !concern) throw new Error("No such person or concern");
  const listed = await listOpenConcerns(world.db, actor, now);
  return {
    reads: may("concerns.read", actor, concern.access),
    acknowledges: may("concerns.acknowledge", actor, concern.access),
    home: listed.some((one) => one.id === id),
  };
}
const nothing = { reads: false, acknowledges: false, home: false };
const everything = { reads: true, acknowledges: true, home: true };

async function standIn(world: World, absent: WorldPerson, deputy: WorldPerson) {
  await world.db
    .insertInto("deputy")
    .values({
      id: newId(),
      person_id: absent.id,
      deputy_id: deputy.id,
      from_on: "2024-04-10",
      to_on: "2024-04-20",
      named_by: absent.id,
      named_at: raisedAt,
      ended_at: null,
    })
    .execute();
}

describeDatabases("A safeguarding concern", (makeDb, dialect) => {
  /** Another server's way to the same database; a file of SQLite has one server alone. */
  async function fromElsewhere(db: Db, use: (elsewhere: Db) => Promise<void>): Promise<void> {
    if (dialect === "sqlite") return use(db);
    const elsewhere = openDatabase(addressOf(db));
    try {
      await use(elsewhere);
    } finally {
      await elsewhere.destroy();
    }
  }

  it("is escalated at once, once those who were told have left, and runs on for those who have not", async () => {
    const world = await makeWorld(await makeDb());
    const { people } = world;
    const id = await raise(world, await world.addAudit());
    const leave = (person: WorldPerson) =>
      world.db.updateTable("person").set({ active: 0 }).where("id", "=", person.id).execute();
    const wentUp = async () => (await findConcern(world.db, id, inTime))?.wentUpAt != null;
    await leave(people.teamManager);
    await escalateDeserted(world.db, job(inTime));
    expect(await wentUp()).toBe(false);
    await leave(people.serviceManager);
    for (let times = 0; times < 2; times += 1) await escalateDeserted(world.db, job(inTime));
    expect(await wentUp()).toBe(true);
    expect(await sees(world, people.leader, id, inTime)).toEqual(everything);
    expect(await messages(world, id)).toContain("concern-raised Dale Fenn");
  });

  it("is answered for by the manager of the team that went on with the work of one that ended", async () => {
    const world = await makeWorld(await makeDb());
    const { people, teams } = world;
    const id = await raise(world, await world.addAudit());
    for (const { id: gone } of [people.teamManager, people.serviceManager]) {
      await world.db.updateTable("person").set({ active: 0 }).where("id", "=", gone).execute();
    }
    await world.db
      .updateTable("team")
      .set({ retired_on: "2024-04-15", successor_id: teams.rowan.id, holds_cases: 0 })
      .where("id", "=", teams.willow.id)
      .execute();
    await escalateDeserted(world.db, job(inTime));
    expect((await findConcern(world.db, id, inTime))?.wentUpAt).toBeNull();
    expect(await sees(world, people.otherTeamManager, id, inTime)).toEqual(everything);
  });

  it("is raised once when it is sent twice, and refused under the same id with anything changed", async () => {
    const world = await makeWorld(await makeDb());
    const { people } = world;
    const audit = await world.addAudit();
    const id = await raise(world, audit);
    await raise(world, audit, { id, at: "2024-04-15T08:20:00.000Z" });
    const otherwise = [
      { what: "Bruises, and now a burn" },
      { bypassed: [people.teamManager] },
      { by: people.moderator },
    ];
    for (const more of otherwise) {
      await expect(raise(world, audit, { id, ...more })).rejects.toBeInstanceOf(Conflict);
    }
    await expect(raise(world, await world.addAudit(), { id })).rejects.toBeInstanceOf(Conflict);
    const held = await findConcern(world.db, id, inTime);
    expect(held).toMatchObject({ what: "Bruises nobody explains", bypassed: [] });
  });

  it("is told to both managers and their deputies, urgently, and is escalated only when late", async () => {
    const world = await makeWorld(await makeDb());
    const { people } = world;
    await standIn(world, people.teamManager, people.otherTeamManager);
    const audit = await world.addAudit();
    const id = await raise(world, audit);
    expect(await told(world, id)).toEqual([
      "Rae Holt: team-manager",
      "Sol Hart: service-manager",
      "Toni Vale: team-manager",
    ]);
    expect(await messages(world, id)).toEqual([
      "concern-raised Rae Holt",
      "concern-raised Sol Hart",
      "concern-raised Toni Vale",
    ]);
    expect(await sees(world, people.leader, id, inTime)).toEqual(nothing);
    expect(await escalateLateConcerns(world.db, job(inTime))).toBe(0);

    // Late: read from that instant, before any job has run.
    expect(await sees(world, people.leader, id, tooLate)).toEqual(everything);
    expect(await sees(world, people.qaLead, id, inTime)).toEqual(everything);
    expect(await escalateLateConcerns(world.db, job(tooLate))).toBe(1);
    expect(await escalateLateConcerns(world.db, job(tooLate))).toBe(0);
    expect(await messages(world, id)).toEqual(
      [
        "concern-late Dale Fenn",
        "concern-late Quinn Ashby",
        "concern-raised Rae Holt",
        "concern-raised Sol Hart",
        "concern-raised Toni Vale",
      ].sort(),
    );
    const history = await listEvents(world.db, `concern:${id}`);
    expect(history[0]).toMatchObject({
      kind: "concern.escalated",
      at: tooLate.toISOString(),
      actorName: null,
    });

    const leader = { ...world.stampOf(people.leader, "2024-04-15T16:10:00.000Z") };
    await transact(world.db, (tx) =>
      saveAcknowledgement(tx, { ...leader, actorId: people.leader.id }, { id, done: "Seen today" }),
    );
    const later = new Date("2024-05-01T09:00:00Z");
    expect(await sees(world, people.leader, id, later)).toEqual({ ...everything, home: false });
    expect((await messages(world, id)).filter((one) => one.startsWith("concern-ack"))).toEqual([
      "concern-acknowledged Alex Morley",
      "concern-acknowledged Quinn Ashby",
      "concern-acknowledged Rae Holt",
      "concern-acknowledged Sol Hart",
      "concern-acknowledged Toni Vale",
    ]);
  });

  it("that was acknowledged in time never reaches a leader", async () => {
    const world = await makeWorld(await makeDb());
    const { people } = world;
    const id = await raise(world, await world.addAudit());
    const by = { ...world.stampOf(people.teamManager, inTime.toISOString()) };
    await transact(world.db, (tx) =>
      saveAcknowledgement(tx, { ...by, actorId: people.teamManager.id }, { id, done: "Visited" }),
    );
    expect(await escalateLateConcerns(world.db, job(tooLate))).toBe(0);
    expect(await sees(world, people.leader, id, tooLate)).toEqual(nothing);
    await expect(
      transact(world.db, (tx) =>
        saveAcknowledgement(tx, { ...by, actorId: people.serviceManager.id }, { id, done: "Too" }),
      ),
    ).rejects.toThrow();
  });

  it("acknowledged in time is not escalated while a job is on its way", async () => {
    const world = await makeWorld(await makeDb());
    const { teamManager } = world.people;
    const id = await raise(world, await world.addAudit());
    const answering = transact(world.db, async (tx) => {
      const stamp = {
        ...world.stampOf(teamManager, inTime.toISOString()),
        actorId: teamManager.id,
      };
      await saveAcknowledgement(tx, stamp, { id, done: "Seen at school today" });
      // Written, and not committed yet, when the job looks for what is late.
      await new Promise((resolve) => setTimeout(resolve, 400));
    });
    await Promise.all([answering, escalateLateConcerns(world.db, job(tooLate))]);
    expect(await messages(world, id)).not.toContain("concern-late Dale Fenn");
    expect((await findConcern(world.db, id, tooLate))?.wentUpAt).toBeNull();
  });

  it("acknowledged late before any job ran has been escalated all the same", async () => {
    const world = await makeWorld(await makeDb());
    const { people } = world;
    const id = await raise(world, await world.addAudit());
    const by = { ...world.stampOf(people.teamManager, tooLate.toISOString()) };
    await transact(world.db, (tx) =>
      saveAcknowledgement(tx, { ...by, actorId: people.teamManager.id }, { id, done: "Visited" }),
    );
    const kinds = (await listEvents(world.db, `concern:${id}`)).map(({ kind }) => kind);
    expect(kinds).toEqual(["concern.acknowledged", "concern.escalated", "concern.raised"]);
    expect(await messages(world, id)).toContain("concern-late Dale Fenn");
  });

  it("is read by a deputy for as long as they stand in, unless the absent person is implicated", async () => {
    const world = await makeWorld(await makeDb());
    const { people } = world;
    await standIn(world, people.teamManager, people.otherTeamManager);
    const plain = await raise(world, await world.addAudit());
    expect(await sees(world, people.otherTeamManager, plain, inTime)).toEqual(everything);
    const passed = await raise(world, await world.addAudit(), { bypassed: [people.teamManager] });
    expect(await told(world, passed)).toEqual(["Sol Hart: service-manager"]);
    expect(await sees(world, people.otherTeamManager, passed, inTime)).toEqual(nothing);
    const implicated = await raise(world, await world.addAudit(), {
      bypassed: [people.otherTeamManager],
    });
    expect(await told(world, implicated)).toEqual([
      "Sol Hart: service-manager",
      "Toni Vale: team-manager",
    ]);
    expect(await sees(world, people.otherTeamManager, implicated, inTime)).toEqual(nothing);
    expect(await messages(world, implicated)).toEqual([
      "concern-raised Sol Hart",
      "concern-raised Toni Vale",
    ]);
  });

  it("is lent to nobody whose roles no longer let them stand in", async () => {
    const world = await makeWorld(await makeDb());
    const { people } = world;
    await standIn(world, people.teamManager, people.otherTeamManager);
    await standIn(world, people.leader, people.serviceManager);
    const id = await raise(world, await world.addAudit());
    expect(await sees(world, people.otherTeamManager, id, inTime)).toEqual(everything);
    await world.db
      .updateTable("role_grant")
      .set({ role: "administrator", reach: "all", team_id: null })
      .where("person_id", "=", people.otherTeamManager.id)
      .execute();
    expect(await sees(world, people.otherTeamManager, id, inTime)).toEqual(nothing);
    const later = await raise(world, await world.addAudit());
    expect(await told(world, later)).toEqual([
      "Sol Hart: service-manager",
      "Toni Vale: team-manager",
    ]);
  });

  it("reads to a leader of another service no more than before", async () => {
    const world = await makeWorld(await makeDb());
    const there = await world.addPerson("Perry Lowe", "leader", {
      serviceId: world.otherServiceId,
    });
    const here = await world.addPerson("Noor Lowe", "leader", { serviceId: world.serviceId });
    const id = await raise(world, await world.addAudit());
    expect(await sees(world, there, id, tooLate)).toEqual(nothing);
    expect(await sees(world, here, id, tooLate)).toEqual(everything);
  });

  it("leaves out whoever is implicated, wherever it would show", async () => {
    const world = await makeWorld(await makeDb());
    const { people } = world;
    // The team manager is the service manager's deputy: that door is shut as well.
    await standIn(world, people.serviceManager, people.teamManager);
    const audit = await addSelected(world, null);
    await world.db.updateTable("moderation").set({ reason: "concern" }).execute();
    const id = await raise(world, audit, { bypassed: [people.teamManager, people.qaLead] });
    expect(await told(world, id)).toEqual(["Sol Hart: service-manager"]);
    expect(await messages(world, id)).toEqual(["concern-raised Sol Hart"]);
    expect(await sees(world, people.teamManager, id, tooLate)).toEqual(nothing);
    expect(await sees(world, people.qaLead, id, tooLate)).toEqual(nothing);
    expect(await sees(world, people.serviceManager, id, inTime)).toEqual(everything);
    await escalateLateConcerns(world.db, job(tooLate));
    expect(await messages(world, id)).toEqual([
      "concern-late Dale Fenn",
      "concern-raised Sol Hart",
    ]);

    const { exercise, db } = world;
    const waiting = async (person: WorldPerson) => {
      const actor = await findActor(db, person.id, "2024-04-15");
      return actor ? listWaitingOnCase(db, { caseId: audit.case_id, actor }, inTime) : null;
    };
    expect(await waiting(people.teamManager)).toEqual([]);
    expect(await waiting(people.otherAuditor)).toHaveLength(1);
    const room = async (viewer: WorldPerson) => [
      (await concernsWaiting(db, { readerId: viewer.id, exerciseId: exercise.id })).length,
      (await listRoom(db, exercise.id, viewer.id, {}, { limit: 9, offset: 0 }))[0]?.concern,
      (await listSelected(db, exercise.id, viewer.id))[0]?.reason,
      (await listConcernTimes(db, exercise.id, viewer.id)).length,
    ];
    expect(await room(people.qaLead)).toEqual([0, false, "certain", 0]);
    expect(await room(people.serviceManager)).toEqual([1, true, "concern", 1]);
  });

  it("is escalated once, with one message each, though two servers that were down find it late at once", async () => {
    const world = await makeWorld(await makeDb());
    const ids = [
      await raise(world, await world.addAudit()),
      await raise(world, await world.addAudit()),
    ];
    await world.db.deleteFrom("outbox").execute();
    await fromElsewhere(world.db, async (elsewhere) => {
      const late = job(new Date("2024-04-18T07:00:00Z"));
      await Promise.all([world.db, elsewhere].map((db) => escalateLateConcerns(db, late)));
    });
    for (const id of ids) {
      expect(await messages(world, id)).toEqual([
        "concern-late Dale Fenn",
        "concern-late Quinn Ashby",
      ]);
      const events = await listEvents(world.db, `concern:${id}`);
      expect(events.filter(({ kind }) => kind === "concern.escalated")).toHaveLength(1);
    }
  });

  it("is acknowledged by one of two who do it at once, and the other is told", async () => {
    const world = await makeWorld(await makeDb());
    const { teamManager, serviceManager, auditor } = world.people;
    const id = await raise(world, await world.addAudit());
    await fromElsewhere(world.db, async (elsewhere) => {
      const acknowledge = (db: Db, by: WorldPerson) =>
        transact(db, (tx) =>
          saveAcknowledgement(
            tx,
            { ...world.stampOf(by, inTime.toISOString()), actorId: by.id },
            { id, done: `Seen by ${by.name}` },
          ),
        );
      const outcomes = await Promise.allSettled([
        acknowledge(world.db, teamManager),
        acknowledge(elsewhere, serviceManager),
      ]);
      const refused = outcomes.filter((one) => one.status === "rejected");
      expect(refused).toHaveLength(1);
      expect(refused[0]?.reason).toBeInstanceOf(Conflict);
      const winner = outcomes[0]?.status === "fulfilled" ? teamManager : serviceManager;
      const concern = await findConcern(world.db, id, inTime);
      expect(concern).toMatchObject({
        acknowledgedBy: winner.name,
        done: `Seen by ${winner.name}`,
      });
      const others = [auditor, teamManager, serviceManager].filter((one) => one !== winner);
      expect((await messages(world, id)).filter((one) => one.startsWith("concern-ack"))).toEqual(
        others.map(({ name }) => `concern-acknowledged ${name}`).sort(),
      );
    });
  });

  it("is escalated at once where nobody is left in line", async () => {
    const world = await makeWorld(await makeDb());
    const { people } = world;
    const bypassed = [people.teamManager, people.serviceManager];
    const id = await raise(world, await world.addAudit(), { bypassed });
    expect(await told(world, id)).toEqual(["Dale Fenn: leader", "Quinn Ashby: qa-lead"]);
    expect(await messages(world, id)).toEqual([
      "concern-raised Dale Fenn",
      "concern-raised Quinn Ashby",
    ]);
    expect(await sees(world, people.leader, id, new Date(raisedAt))).toEqual(everything);
    const concern = await findConcern(world.db, id, new Date(raisedAt));
    expect(concern).toMatchObject({ wentUpAt: raisedAt, escalatedBecause: "no-one" });
  });

  it("cannot be acknowledged by who raised it", async () => {
    const world = await makeWorld(await makeDb());
    const { people } = world;
    const id = await raise(world, await world.addAudit(), { by: people.teamManager });
    expect(await told(world, id)).toEqual(["Sol Hart: service-manager"]);
    expect(await sees(world, people.teamManager, id, inTime)).toEqual({
      reads: true,
      acknowledges: false,
      home: true,
    });
  });

  it("goes by the hours of the settings, and is raised once however often it is sent", async () => {
    const world = await makeWorld(await makeDb());
    const by = world.stampOf(world.people.administrator);
    await transact(world.db, async (tx) => {
      await saveSetting(tx, by, "concern.cut-off", "08:30");
      await saveSetting(tx, by, "concern.next-day-by", "09:15");
    });
    const audit = await world.addAudit();
    const id = await raise(world, audit);
    await raise(world, audit, { id });
    const concern = await findConcern(world.db, id, inTime);
    expect(concern?.dueAt).toBe("2024-04-16T08:15:00.000Z");
    expect(await messages(world, id)).toHaveLength(2);
  });

  it("survives the audit's withdrawal, another auditor, and the end of the exercise", async () => {
    const world = await makeWorld(await makeDb());
    const { people, db, exercise } = world;
    const audit = await world.addAudit({ state: "started" });
    const id = await raise(world, audit);
    const stands = async () => {
      for (const person of [people.teamManager, people.auditor]) {
        const { reads, home } = await sees(world, person, id, inTime);
        expect({ reads, home }).toEqual({ reads: true, home: true });
      }
    };
    await db.updateTable("audit").set({ auditor_id: people.otherAuditor.id }).execute();
    await stands();
    await db.updateTable("audit").set({ state: "withdrawn" }).execute();
    await stands();
    await db.updateTable("exercise").set({ state: "moderating" }).execute();
    const held = await db.selectFrom("exercise").selectAll().executeTakeFirstOrThrow();
    await transact(db, (tx) =>
      closeModeration(
        tx,
        world.stampOf(people.qaLead),
        { id: exercise.id, version: held.version, state: "moderating" },
        "2024-05-30",
      ),
    );
    await stands();
    expect(await escalateLateConcerns(db, job(tooLate))).toBe(1);
    expect(await sees(world, people.leader, id, tooLate)).toEqual(everything);
  });
});

const makeSqlite = databaseMaker("sqlite");

it("A concern that cannot be escalated now keeps none of the others back", async () => {
  const world = await makeWorld(await makeSqlite());
  const stuck = await raise(world, await world.addAudit());
  const next = await raise(world, await world.addAudit());
  await world.db
    .updateTable("concern")
    .set({ due_at: "2024-04-15T15:00:00.000Z" })
    .where("id", "=", stuck)
    .execute();
  await sql`create trigger stuck before update on concern when old.id = ${sql.lit(stuck)}
    begin select raise(abort, 'stuck'); end`.execute(world.db);
  await expect(escalateLateConcerns(world.db, job(tooLate))).rejects.toThrow("stuck");
  expect(await messages(world, next)).toContain("concern-late Quinn Ashby");
  await sql`drop trigger stuck`.execute(world.db);
  expect(await escalateLateConcerns(world.db, job(tooLate))).toBe(1);
  expect(await messages(world, stuck)).toContain("concern-late Quinn Ashby");
});
