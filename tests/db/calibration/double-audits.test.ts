import { expect, it } from "vitest";
import { drawDoubleAudits } from "~/rules/calibration/double-audits";
import { findAudit } from "~db/audits/audits.server";
import { isBlind } from "~db/audits/blind.server";
import { openSession } from "~db/calibration/deeds.server";
import {
  findDouble,
  listCouldOpen,
  listDoublePairs,
  listDoublesFor,
  listPeers,
  unscopedDoubleDraws,
  unscopedDoublesToAnswer,
  unscopedDoublesToGive,
} from "~db/calibration/double-audits.server";
import { transact } from "~db/core/open.server";
import { Conflict } from "~db/core/versions.server";
import {
  answerDouble,
  cancelDouble,
  drawDoubles,
  submitDouble,
} from "~db/operations/calibration/double-audits.server";
import { addCalibration, readCalibration } from "../../support/calibrations";
import { addCycle } from "../../support/cycles";
import { describeDatabases } from "../../support/databases";
import { makeWorld, type World, type WorldPerson, worldMorning } from "../../support/world";

const stampOf = ({ people }: World) => ({
  actorId: people.qaLead.id,
  at: worldMorning,
  systemAt: worldMorning,
});

async function closedCycle(world: World, audits: number) {
  const one = { team: world.teams.willow, overall: "good", areas: { assessment: "good" } } as const;
  return addCycle(
    world,
    "2024-01",
    Array.from({ length: audits }, () => one),
  );
}

const draw = (world: World, exerciseId: string, percent = 20) =>
  transact(world.db, (tx) =>
    drawDoubles(tx, stampOf(world), { exerciseId, percent, dueOn: "2024-05-10" }),
  );

/** Everything that a double audit must leave alone. */
async function untouched({ db }: World) {
  const rows = await Promise.all([
    db.selectFrom("audit").selectAll().orderBy("id").execute(),
    db.selectFrom("judgement").selectAll().orderBy("audit_id").orderBy("area").execute(),
    db.selectFrom("tally").selectAll().orderBy("team_id").orderBy("area").execute(),
    db.selectFrom("grade_pair").selectAll().execute(),
    db.selectFrom("re_audit").selectAll().execute(),
    db.selectFrom("action").selectAll().execute(),
  ]);
  return JSON.stringify(rows);
}

describeDatabases("double audits", (makeDb) => {
  it("are drawn once a cycle by a seed that gives the same again, and never to who audited", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people } = world;
    const cycle = await closedCycle(world, 10);
    expect(await draw(world, cycle.id)).toEqual({ drawn: 2, withoutPeer: 0 });
    await expect(draw(world, cycle.id)).rejects.toThrow(Conflict);
    const kept = await db.selectFrom("double_draw").selectAll().executeTakeFirstOrThrow();
    const mine = await listDoublesFor(db, people.otherAuditor.id);
    expect(await listDoublesFor(db, people.auditor.id)).toEqual([]);
    const again = drawDoubleAudits({
      seed: kept.seed,
      auditIds: JSON.parse(kept.drawn_from),
      percent: kept.percent,
    });
    expect(mine.map(({ auditId }) => auditId).sort()).toEqual([...again].sort());
    expect(await unscopedDoubleDraws(db)).toMatchObject([{ drawnFrom: 10, drawn: 2, graded: 0 }]);
    const told = await db
      .selectFrom("outbox")
      .select("person_id")
      .where("kind", "=", "double-audit-given")
      .execute();
    expect(told.map(({ person_id }) => person_id)).toEqual(mine.map(() => people.otherAuditor.id));
  });

  it("wait for the QA lead where every auditor has a part in it or has opened it", async () => {
    const world = await makeWorld(await makeDb());
    const cycle = await closedCycle(world, 2);
    await world.db
      .insertInto("read_log")
      .values(
        cycle.auditIds.map((record_id) => ({
          kind: "audit" as const,
          record_id,
          person_id: world.people.otherAuditor.id,
          day: "2024-02-01",
          first_at: "2024-02-01T10:00:00.000Z",
          for_person_id: null,
        })),
      )
      .execute();
    expect(await draw(world, cycle.id, 100)).toEqual({ drawn: 2, withoutPeer: 2 });
    expect(await unscopedDoublesToGive(world.db, 10)).toHaveLength(2);
  });

  it("are never given to whoever had it opened for them or saw its grades in an earlier round, and last to whose roles open it or its grades", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people } = world;
    const absent = await world.addPerson("Abi Absent", "auditor");
    const shown = await world.addPerson("Shay Shown", "auditor");
    const lead = await world.addPerson("Lee Lead", "auditor");
    const { id: cycleId, auditIds } = await closedCycle(world, 2);
    for (const record_id of auditIds) {
      const day = { day: "2024-02-01", first_at: "2024-02-01T10:00:00.000Z" };
      const opened = {
        kind: "audit" as const,
        record_id,
        person_id: people.otherAuditor.id,
        ...day,
      };
      await db
        .insertInto("read_log")
        .values({ ...opened, for_person_id: absent.id })
        .execute();
      await db
        .insertInto("grades_read")
        .values({
          ...{ audit_id: record_id, round: 1, person_id: shown.id },
          ...{ where_read: "list" as const, read_at: worldMorning },
        })
        .execute();
    }
    // They came back once, and were graded anew.
    await db.updateTable("audit").set({ round: 2 }).where("id", "in", auditIds).execute();
    const { id, role, ...grant } = await db
      .selectFrom("role_grant")
      .selectAll()
      .where("person_id", "=", people.qaLead.id)
      .executeTakeFirstOrThrow();
    await db
      .insertInto("role_grant")
      .values({ ...grant, id: `${id}-too`, role, person_id: lead.id })
      .execute();
    // A leader opens no audit, and all grades in the feed.
    const leader = await world.addPerson("Nia Leader", "auditor");
    await db
      .insertInto("role_grant")
      .values({ ...grant, id: `${id}-leads`, role: "leader", person_id: leader.id })
      .execute();
    const free = await world.addPerson("Fran Free", "auditor");
    expect(await draw(world, cycleId, 50)).toEqual({ drawn: 1, withoutPeer: 0 });
    expect(await listDoublesFor(db, free.id)).toHaveLength(1);
    const [auditId = ""] = auditIds;
    const choices = (await listPeers(db, [auditId], "2024-04-15")).get(auditId) ?? [];
    const able = choices.filter(({ conflicts }) => conflicts.length === 0).map((one) => one.name);
    expect(able.sort()).toEqual(["Fran Free", "Lee Lead", "Nia Leader"]);
    const couldOpen = (await listCouldOpen(db, [auditId])).get(auditId);
    expect(couldOpen).toEqual(new Set([lead.id, leader.id]));
  });

  it("wait for the QA lead where whoever has it audits no more, or its case since", async () => {
    const world = await makeWorld(await makeDb());
    const { db } = world;
    const cycle = await closedCycle(world, 1);
    const auditId = cycle.auditIds[0] ?? "";
    const { case_id } = await db
      .selectFrom("audit")
      .select("case_id")
      .where("id", "=", auditId)
      .executeTakeFirstOrThrow();
    const peer = await world.addPerson("Pat Peer", "auditor");
    const other = world.people.otherAuditor;
    await world.addAudit({ case_id, auditor_id: other.id, state: "started" });
    expect(await draw(world, cycle.id, 100)).toEqual({ drawn: 1, withoutPeer: 0 });
    expect(await listDoublesFor(db, other.id)).toEqual([]);
    expect(await listDoublesFor(db, peer.id)).toHaveLength(1);
    expect(await unscopedDoublesToGive(db, 10)).toEqual([]);
    await db.deleteFrom("role_grant").where("person_id", "=", peer.id).execute();
    expect(await unscopedDoublesToGive(db, 10)).toHaveLength(1);
  });

  it("change no grade and no figure, and go to the QA lead where a grade escalates", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people } = world;
    const cycle = await closedCycle(world, 1);
    await draw(world, cycle.id);
    const before = await untouched(world);
    const [one] = await listDoublesFor(db, people.otherAuditor.id);
    if (!one) expect.fail("nothing was given");
    const grades = [
      { area: "assessment", judgement: "inadequate" as const, reason: "No analysis." },
      { area: "overall", judgement: "requires-improvement" as const, reason: "Mixed." },
    ];
    const by = { ...stampOf(world), actorId: people.otherAuditor.id };
    const submit = () =>
      transact(db, (tx) => submitDouble(tx, by, one, { version: one.version, grades }));
    await submit();
    await expect(submit()).rejects.toThrow(Conflict);
    expect(await untouched(world)).toBe(before);
    expect(await listDoublePairs(db, { doubleId: one.id })).toMatchObject([
      { area: "assessment", first: "good", second: "inadequate", final: "good" },
      { area: "overall", first: "good", second: "requires-improvement", final: "good" },
    ]);
    const [waits] = await unscopedDoublesToAnswer(db, 10);
    expect(waits?.id).toBe(one.id);
    const now = await findDouble(db, one.id);
    if (!now) expect.fail("it is gone");
    await transact(db, (tx) =>
      answerDouble(tx, stampOf(world), now, { version: now.version, answer: "Visited today." }),
    );
    expect(await unscopedDoublesToAnswer(db, 10)).toEqual([]);
  });

  it("keep the session of their case from the peer until their grades are in, and are given to nobody who has seen one", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people, stampOf } = world;
    const cycle = await closedCycle(world, 1);
    const auditId = cycle.auditIds[0] ?? "";
    const { case_id: caseId } = await db
      .selectFrom("audit")
      .select("case_id")
      .where("id", "=", auditId)
      .executeTakeFirstOrThrow();
    const seen = await world.addPerson("Sol Seen", "auditor");
    const kinds = async (personId: string) =>
      (await listPeers(db, [auditId], "2024-04-15"))
        .get(auditId)
        ?.find(({ id }) => id === personId)
        ?.conflicts.map(({ kind }) => kind);
    const inSession = async (title: string, raters: readonly WorldPerson[]) => {
      const plan = { title, caseId, narrative: "", raters: raters.map(({ id }) => id) };
      const id = await addCalibration(world, plan);
      await transact(db, (tx) => openSession(tx, stampOf(people.qaLead), id));
      return id;
    };
    expect(await kinds(seen.id)).toEqual([]);
    await inSession("Before", [seen, people.moderator]);
    expect(await kinds(seen.id)).toEqual(["calibrated"]);
    expect(await draw(world, cycle.id, 100)).toEqual({ drawn: 1, withoutPeer: 0 });
    const peer = people.otherAuditor;
    const [one] = await listDoublesFor(db, peer.id);
    if (!one) expect.fail("nothing was given");
    const session = await inSession("Since", [peer, people.moderator]);
    const blind = async () => (await readCalibration(world, session)).access.blind;
    expect(await blind()).toEqual([peer.id]);
    // They were shown nothing of it, so that it stays theirs to grade again.
    expect(await kinds(peer.id)).toEqual([]);
    const by = { ...stampOf(people.qaLead), actorId: peer.id };
    const grades = [{ area: "overall", judgement: "good" as const, reason: "Clear." }];
    await transact(db, (tx) => submitDouble(tx, by, one, { version: one.version, grades }));
    expect(await blind()).toEqual([]);
  });

  it("keep nothing from their peer once they are cancelled", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people } = world;
    const cycle = await closedCycle(world, 1);
    const auditId = cycle.auditIds[0] ?? "";
    await draw(world, cycle.id, 100);
    const peer = people.otherAuditor;
    const isKept = async () => {
      const inLists = await db
        .selectFrom("audit")
        .select("id")
        .where("id", "=", auditId)
        .where((eb) => isBlind(eb.ref("audit.id"), [peer.id]))
        .executeTakeFirst();
      const audit = await findAudit(db, auditId);
      return [inLists !== undefined, audit?.access.blind?.includes(peer.id)];
    };
    expect(await isKept()).toEqual([true, true]);
    const [one] = await listDoublesFor(db, peer.id);
    if (!one) expect.fail("nothing was given");
    const cancelled = { version: one.version, reason: "Nobody is free" };
    await transact(db, (tx) => cancelDouble(tx, stampOf(world), one, cancelled));
    expect(await isKept()).toEqual([false, false]);
  });
});
