import { sql } from "kysely";
import { expect, it } from "vitest";
import { isBlind, isKeptFrom, listPanel } from "~db/audits/blind.server";
import { appendEvent } from "~db/core/events.server";
import { type Db, transact } from "~db/core/open.server";
import { Conflict } from "~db/core/versions.server";
import { up } from "~db/migrations/0013-reading";
import { findOpening, openGrades, recordGradesRead } from "~db/moderation/grades-read.server";
import { listModerationsFor, listSelected } from "~db/moderation/lists.server";
import { listModeratorChoices, shareOutModerations } from "~db/moderation/moderators.server";
import { noticeEscalation } from "~db/operations/audits/escalation.server";
import { letGo } from "~db/operations/moderation/letting-go.server";
import { selectNow } from "~db/operations/moderation/moderation.server";
import { saveModerator } from "~db/operations/moderation/moderator-change.server";
import { findPanelWork, listLetGo, listNotBlind } from "~db/reports/contents.server";
import { describeDatabases } from "../../support/databases";
import { addSelected, addSubmitted } from "../../support/moderated";
import { makeWorld, type World, type WorldPerson, worldMorning } from "../../support/world";

type Selected = Awaited<ReturnType<typeof addSelected>>;
const today = "2024-04-15";
const clean = { assessment: "good", overall: "good" };

async function blind(world: World, audit: { id: string }, person: WorldPerson): Promise<boolean> {
  const row = await world.db
    .selectFrom("audit")
    .select("id")
    .where("id", "=", audit.id)
    .where((eb) => isBlind(eb.ref("audit.id"), [person.id]))
    .executeTakeFirst();
  return row !== undefined;
}

const kept = (world: World, audit: { id: string }, ...people: WorldPerson[]) =>
  isKeptFrom(
    world.db,
    audit.id,
    people.map(({ id }) => id),
  );

const read = (world: World, audit: { id: string }, person: WorldPerson, round = 1) =>
  recordGradesRead(world.db, { people: [person.id], at: worldMorning, where: "list" }, [
    { auditId: audit.id, round },
  ]);

const versionOf = async (world: World, audit: Selected) =>
  (
    await world.db
      .selectFrom("moderation")
      .select("version")
      .where("id", "=", audit.moderationId)
      .executeTakeFirstOrThrow()
  ).version;

async function give(world: World, audit: Selected, to: WorldPerson, notBlind = false) {
  const version = await versionOf(world, audit);
  await transact(world.db, (tx) =>
    saveModerator(tx, world.stampOf(world.people.qaLead), {
      moderationId: audit.moderationId,
      auditId: audit.id,
      version,
      fromId: null,
      toId: to.id,
      reason: "Everyone else has read it",
      notBlind,
    }),
  );
}

const join = (world: World, person: WorldPerson) =>
  world.db
    .insertInto("exercise_member")
    .values({
      exercise_id: world.exercise.id,
      person_id: person.id,
      part: "moderator",
      role_text: "",
      expected: 1,
      maximum: 9,
    })
    .execute();

describeDatabases("blind means has not seen", (makeDb) => {
  it("keeps the grades from whoever gave a moderation away, until it is committed", async () => {
    const world = await makeWorld(await makeDb());
    const { moderator } = world.people;
    const next = await world.addPerson("Nell Archer", "moderator");
    const audit = await addSelected(world, null);
    await give(world, audit, moderator);
    await give(world, audit, next);
    expect([await blind(world, audit, moderator), await blind(world, audit, next)]).toEqual([
      true,
      true,
    ]);
    // Nor does giving up the role or the place on the panel open them.
    await world.db.deleteFrom("role_grant").where("person_id", "=", moderator.id).execute();
    expect(await blind(world, audit, moderator)).toBe(true);
    await world.db.updateTable("moderation").set({ committed_at: worldMorning }).execute();
    expect([await blind(world, audit, moderator), await blind(world, audit, next)]).toEqual([
      false,
      false,
    ]);
  });

  it("keeps them in lists from whoever could be asked, and from nobody else", async () => {
    const world = await makeWorld(await makeDb());
    const { moderator, qaLead, serviceManager, leader } = world.people;
    const audit = await addSubmitted(world);
    await join(world, serviceManager);
    expect(await kept(world, audit, moderator)).toBe(true);
    expect(await kept(world, audit, serviceManager)).toBe(true);
    expect(await kept(world, audit, qaLead)).toBe(false);
    // A deputy is kept from what either of the two must not see.
    expect(await kept(world, audit, leader, moderator)).toBe(true);
    expect(await listPanel(world.db, world.exercise.id, "named")).toEqual([serviceManager.id]);
    await read(world, audit, moderator);
    expect(await kept(world, audit, moderator)).toBe(false);
    // The grades of a later round are new ones.
    await world.db.updateTable("audit").set({ round: 2 }).where("id", "=", audit.id).execute();
    expect(await kept(world, audit, moderator)).toBe(true);
    await world.db.updateTable("audit").set({ state: "final" }).execute();
    expect(await kept(world, audit, moderator)).toBe(false);
  });

  it("shows an auditor who moderates too the grades of their own audits", async () => {
    const world = await makeWorld(await makeDb());
    await join(world, world.people.auditor);
    const audit = await addSubmitted(world);
    expect(await kept(world, audit, world.people.auditor)).toBe(false);
    await world.db.updateTable("exercise").set({ moderated: 0 }).execute();
    expect(await kept(world, audit, world.people.moderator)).toBe(false);
  });

  it("gives nobody a moderation whose grades they have read in that round", async () => {
    const world = await makeWorld(await makeDb());
    const { db } = world;
    const { moderator, qaLead } = world.people;
    const free = await world.addPerson("Nell Archer", "moderator");
    const audits = [await addSelected(world, null), await addSelected(world, null)];
    for (const person of [moderator, free]) await join(world, person);
    for (const audit of audits) await read(world, audit, moderator);
    await transact(db, (tx) => shareOutModerations(tx, world.stampOf(qaLead), world.exercise.id));
    const rows = await db.selectFrom("moderation").select("moderator_id").execute();
    expect(rows.map((row) => row.moderator_id)).toEqual([free.id, free.id]);
    const [first] = audits;
    if (!first) throw new Error("There are two");
    const choices = await listModeratorChoices(db, first.id, today);
    expect(choices.map(({ name, conflicts }) => [name, conflicts.map(({ kind }) => kind)])).toEqual(
      [
        [moderator.name, ["has-read"]],
        [free.name, []],
      ],
    );
    await expect(give(world, first, moderator)).rejects.toThrow(Conflict);
    // Nor as not blind, while someone is left who has not.
    await expect(give(world, first, moderator, true)).rejects.toThrow(Conflict);
    // What was read of an earlier round bars nobody from the next.
    await db.updateTable("audit").set({ round: 2 }).where("id", "=", first.id).execute();
    expect((await listModeratorChoices(db, first.id, today))[0]?.conflicts).toEqual([]);
  });

  it("does not let one person open the grades and take the moderation at once", async () => {
    const world = await makeWorld(await makeDb());
    const { moderator } = world.people;
    const open = (audit: Selected) =>
      openGrades(
        world.db,
        { people: [moderator.id], at: worldMorning, where: "audit" },
        { auditId: audit.id, round: 1 },
      );
    for (let n = 0; n < 5; n += 1) {
      const audit = await addSelected(world, null);
      const done = await Promise.allSettled(
        n % 2
          ? [open(audit), give(world, audit, moderator)]
          : [give(world, audit, moderator), open(audit)],
      );
      expect(done.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    }
  });

  it("puts back what waits for a moderator who has read it all the same", async () => {
    const world = await makeWorld(await makeDb());
    const { moderator } = world.people;
    const audit = await addSelected(world, moderator);
    expect(await listModerationsFor(world.db, moderator.id)).toHaveLength(1);
    await read(world, audit, moderator);
    expect(await listModerationsFor(world.db, moderator.id)).toEqual([]);
  });

  it("says what opening costs whom", async () => {
    const world = await makeWorld(await makeDb());
    const { moderator, qaLead, auditor } = world.people;
    const audit = await addSubmitted(world);
    const opening = (person: WorldPerson) =>
      findOpening(world.db, { auditId: audit.id, round: 1 }, person.id, today);
    const facts = { isFinal: false, moderated: true, committed: false, hasRead: false };
    expect(await opening(moderator)).toEqual({ ...facts, couldModerate: true });
    expect(await opening(qaLead)).toEqual({ ...facts, couldModerate: false });
    await join(world, auditor);
    // Nobody moderates their own audit, so that nothing is lost.
    expect(await opening(auditor)).toEqual({ ...facts, couldModerate: false });
    await read(world, audit, moderator);
    expect(await opening(moderator)).toEqual({ ...facts, couldModerate: true, hasRead: true });
  });

  it("keeps the reason for selection from whoever could moderate it", async () => {
    const world = await makeWorld(await makeDb());
    const { moderator, qaLead, auditor } = world.people;
    await join(world, auditor);
    const other = world.people.otherAuditor;
    await addSelected(world, moderator, { auditor: other });
    const reasonFor = async (person: WorldPerson) =>
      (await listSelected(world.db, world.exercise.id, person.id))[0]?.reason;
    expect([await reasonFor(moderator), await reasonFor(auditor), await reasonFor(qaLead)]).toEqual(
      [null, null, "inadequate"],
    );
  });
});

describeDatabases("where nobody unread is left", (makeDb) => {
  async function everyoneHasRead(db: Db, grades: Record<string, string>) {
    const world = await makeWorld(db);
    const audit = await addSelected(world, null, { grades });
    await read(world, audit, world.people.moderator);
    return { world, audit };
  }

  async function release(world: World, audit: Selected) {
    const version = await versionOf(world, audit);
    return transact(world.db, (tx) =>
      letGo(
        tx,
        { ...world.stampOf(world.people.qaLead), actorId: world.people.qaLead.id },
        {
          moderationId: audit.moderationId,
          auditId: audit.id,
          exerciseId: audit.exercise_id,
          version,
          reason: "The panel of three has all read it",
        },
      ),
    );
  }

  it("appoints a reader as not blind, named and out of agreement", async () => {
    const { world, audit } = await everyoneHasRead(await makeDb(), {});
    const { moderator } = world.people;
    await give(world, audit, moderator, true);
    expect(await blind(world, audit, moderator)).toBe(false);
    expect(await listModerationsFor(world.db, moderator.id)).toHaveLength(1);
    expect(await listNotBlind(world.db, audit.exercise_id)).toMatchObject([
      { moderatorName: moderator.name, reason: "Everyone else has read it", teamName: "Willow" },
    ]);
    const final = (reason: string) =>
      world.db
        .updateTable("moderation")
        .set({ state: "decided", not_blind_reason: reason })
        .execute();
    await world.db.updateTable("audit").set({ state: "final" }).execute();
    await sql`insert into judgement (audit_id, area, source, round, judgement, reason, team_id, service_id, made_by, made_at)
      select audit_id, area, 'final', round, judgement, reason, team_id, service_id, made_by, made_at
      from judgement where source = 'auditor'`.execute(world.db);
    await final("Everyone else has read it");
    expect((await findPanelWork(world.db, audit.exercise_id)).movements).toEqual([]);
    await final("");
    expect((await findPanelWork(world.db, audit.exercise_id)).movements).toHaveLength(4);
  });

  it("lets an audit go with a reason, and does not take it again", async () => {
    const { world, audit } = await everyoneHasRead(await makeDb(), {
      ...clean,
      overall: "outstanding",
    });
    expect(await release(world, audit)).toBe("done");
    const stamp = world.stampOf(world.people.qaLead);
    await transact(world.db, (tx) => selectNow(tx, stamp, audit.exercise_id));
    expect(await world.db.selectFrom("moderation").selectAll().execute()).toEqual([]);
    const { state } = await world.db
      .selectFrom("audit")
      .select("state")
      .where("id", "=", audit.id)
      .executeTakeFirstOrThrow();
    expect(state).toBe("submitted");
    expect(await listLetGo(world.db, audit.exercise_id)).toMatchObject([
      { by: world.people.qaLead.name, reason: "The panel of three has all read it" },
    ]);
  });

  it("never lets go one that is Inadequate in any part, nor one that someone unread could take", async () => {
    const { world, audit } = await everyoneHasRead(await makeDb(), { overall: "good" });
    expect(await release(world, audit)).toBe("always-moderated");
    expect(await world.db.selectFrom("moderation").selectAll().execute()).toHaveLength(1);
    const sound = await addSelected(world, null, { grades: clean });
    await expect(release(world, sound)).rejects.toThrow(Conflict);
    expect(await world.db.selectFrom("moderation_release").selectAll().execute()).toEqual([]);
  });
});

describeDatabases("an Inadequate audit whose service manager is of the panel", (makeDb) => {
  it("goes to a QA lead instead, and to the service manager once it is final", async () => {
    const world = await makeWorld(await makeDb());
    const { serviceManager, qaLead, auditor } = world.people;
    await join(world, serviceManager);
    const audit = await addSubmitted(world, { grades: { overall: "inadequate" } });
    const place = { id: audit.id, teamId: audit.team_id, serviceId: audit.service_id };
    const notice = () =>
      transact(world.db, (tx) => noticeEscalation(tx, world.stampOf(auditor), place, true));
    const told = async () =>
      (
        await world.db
          .selectFrom("outbox")
          .select("person_id")
          .where("kind", "=", "audit-needs-attention")
          .orderBy("id")
          .execute()
      ).map((row) => row.person_id);
    await notice();
    expect(await told()).toEqual([qaLead.id]);
    await world.db.updateTable("audit").set({ state: "final" }).execute();
    await notice();
    expect(await told()).toEqual([qaLead.id, serviceManager.id]);
  });
});

describeDatabases("the migration that keeps reading", (makeDb) => {
  it("knows from the events who held a moderation before", async () => {
    const world = await makeWorld(await makeDb());
    const { db } = world;
    const { moderator, qaLead } = world.people;
    const next = await world.addPerson("Nell Archer", "moderator");
    const audit = await addSelected(world, next);
    await transact(db, (tx) =>
      appendEvent(tx, world.stampOf(qaLead), {
        stream: `moderation:${audit.moderationId}`,
        kind: "moderation.reassigned",
        before: { moderatorId: moderator.id },
        after: { moderatorId: next.id, reason: "Away" },
      }),
    );
    const noticed = await addSubmitted(world);
    await db
      .insertInto("inadequate_notice")
      .values({
        audit_id: noticed.id,
        told_at: worldMorning,
        read_by: qaLead.id,
        read_at: worldMorning,
      })
      .execute();
    for (const table of ["read_log", "grades_read", "moderation_holder", "moderation_release"]) {
      await db.schema.dropTable(table).execute();
    }
    await db.schema.alterTable("moderation").dropColumn("not_blind_reason").execute();
    await up(db);
    expect(await blind(world, audit, moderator)).toBe(true);
    expect(await blind(world, audit, next)).toBe(true);
    const known = await db.selectFrom("grades_read").select(["audit_id", "person_id"]).execute();
    expect(known).toEqual([{ audit_id: noticed.id, person_id: qaLead.id }]);
  });
});
