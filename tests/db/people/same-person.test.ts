/**
 * One person is one person: a record that points to the person who stays is read with theirs
 * wherever it matters who someone is, nothing is rewritten, and lifting it gives back what was.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mayStand } from "~/rules/independence/independence";
import { objectionsTo } from "~/rules/independence/objections";
import { findActor } from "~db/access/people.server";
import { isBlind, isKeptFrom } from "~db/audits/blind.server";
import { findKnown } from "~db/caseload/known.server";
import { newId } from "~db/core/ids.server";
import { transact } from "~db/core/open.server";
import { Conflict } from "~db/core/versions.server";
import { declareConflict } from "~db/independence/declared-conflicts.server";
import { noticeConflicts } from "~db/independence/independence.server";
import { listLetStand } from "~db/independence/report.server";
import { addMessage } from "~db/messages/outbox.server";
import { findTakenDecision } from "~db/moderation/decisions.server";
import { hasRoomToModerate, listModeratorChoices } from "~db/moderation/moderators.server";
import { finishWhatIsDue } from "~db/operations/audits/finality.server";
import { decideAgain } from "~db/operations/independence/anew.server";
import { letStand, listOpenConflicts } from "~db/operations/independence/settling.server";
import { findBrings, lift, point } from "~db/operations/people/same-person.server";
import { findAllocation } from "~db/operations/sampling/allocation.server";
import { leaversWithWork } from "~db/overviews/attention/leavers.server";
import { countHeld, listHandover } from "~db/overviews/leaving.server";
import { listAuditsToWrite } from "~db/overviews/work.server";
import { findPerson } from "~db/people/people-list.server";
import { countLoads, listOwnLoads } from "~db/sampling/loads.server";
import { addCalibration } from "../../support/calibrations";
import { describeDatabases } from "../../support/databases";
import { messagesTo } from "../../support/independence";
import { addMeeting } from "../../support/meetings";
import { addDecided, moderatedAudit, takeAs } from "../../support/panel";
import { countStatements } from "../../support/statements";
import { makeWorld, type World, type WorldPerson, worldMorning } from "../../support/world";

const today = "2024-04-15";

const found = async (world: World, id: string) => {
  const person = await findPerson(world.db, id);
  if (!person) throw new Error("Nobody has this id");
  return person;
};

async function pointTo(world: World, record: { id: string }, stays: { id: string }) {
  const stamp = world.stampOf(world.people.administrator);
  const [one, other] = [await found(world, record.id), await found(world, stays.id)];
  return transact(world.db, (tx) => point(tx, stamp, one, other, "One badge, two numbers"));
}

async function liftFrom(world: World, record: { id: string }) {
  const stamp = world.stampOf(world.people.administrator);
  const one = await found(world, record.id);
  await transact(world.db, (tx) => lift(tx, stamp, one, "Two people after all"));
}

/** Everything but what a deed of itself writes: history, messages, conflicts, sessions. */
async function readAll({ db }: World) {
  const tables = [
    ...["audit", "moderation", "moderation_holder", "grades_read", "case_record", "case_holding"],
    ...["role_grant", "auth_account", "exercise_member", "exercise", "audit_decline"],
  ] as const;
  const all = await Promise.all(
    tables.map((table) =>
      db
        .selectFrom(table as "audit")
        .selectAll()
        .execute(),
    ),
  );
  const people = await db.selectFrom("person").selectAll().orderBy("id").execute();
  return { all, people: people.map(({ version: _version, ...person }) => person) };
}

/** What a case has to do with someone, or with their other record. */
const parts = [
  "worker",
  "supervisor",
  "officer",
  "held",
  "declared",
  "team",
  "audits",
  "read",
  "moderates",
  "had",
] as const;
type Part = (typeof parts)[number];
type Plan = { part: Part; whose: 0 | 1 }[];

describeDatabases("One person recorded twice", (makeDb) => {
  async function setUp() {
    const world = await makeWorld(await makeDb());
    const stays = await world.addPerson("Sam Brien", "auditor", { worksIn: world.teams.care.id });
    const record = await world.addPerson("Brien Sam", "practitioner", {
      worksIn: world.teams.care.id,
    });
    await world.db
      .insertInto("role_grant")
      .values({ id: newId(), person_id: stays.id, role: "moderator", reach: "all" })
      .execute();
    const expected = { role_text: "", expected: 2, maximum: 4 };
    await world.db
      .insertInto("exercise_member")
      .values([
        { exercise_id: world.exercise.id, person_id: stays.id, part: "auditor", ...expected },
        { exercise_id: world.exercise.id, person_id: record.id, part: "auditor", ...expected },
      ])
      .execute();
    return { world, stays, record };
  }

  /** One audit a plan, with what it says of either record; answers their ids in order. */
  async function build(world: World, plans: readonly Plan[], who: readonly WorldPerson[]) {
    const { db, people, teams } = world;
    const ids: string[] = [];
    for (const plan of plans) {
      const of = (part: Part) => {
        const one = plan.find((other) => other.part === part);
        return one ? (who[one.whose]?.id ?? null) : null;
      };
      const child = await world.addCase({
        worker_id: of("worker") ?? people.worker.id,
        supervisor_id: of("supervisor"),
        reviewing_officer_id: of("officer"),
        team_id: of("team") ? teams.care.id : teams.willow.id,
      });
      const audit = await world.addAudit({
        case_id: child.id,
        auditor_id: of("audits") ?? people.auditor.id,
        state: "selected",
      });
      ids.push(audit.id);
      const held = of("held");
      if (held) {
        await db
          .insertInto("case_holding")
          .values({
            ...{ id: newId(), case_id: child.id, person_id: held, relation: "worker" as const },
            ...{ team_id: null, from_on: "2022-01-01", to_on: "2022-06-01" },
          })
          .execute();
      }
      const declared = of("declared");
      if (declared) {
        await db
          .insertInto("declared_conflict")
          .values({
            ...{ id: newId(), case_id: child.id, person_id: declared },
            ...{ worker_id: null, note: "A neighbour", declared_at: worldMorning },
          })
          .execute();
      }
      const moderation = newId();
      const blank = { quality: "{}", feedback: "", decision_reason: "", reason_note: "" };
      await db
        .insertInto("moderation")
        .values({
          ...{ ...blank, id: moderation, audit_id: audit.id, exercise_id: world.exercise.id },
          ...{ round: 1, reason: "random", probability: 0.5, selected_at: worldMorning },
          ...{ moderator_id: of("moderates"), state: "selected" },
        })
        .execute();
      const had = of("had");
      if (had) {
        await db
          .insertInto("moderation_holder")
          .values({ moderation_id: moderation, person_id: had, given_at: worldMorning })
          .execute();
      }
      const reader = of("read");
      if (reader) {
        await db
          .insertInto("grades_read")
          .values({
            ...{ audit_id: audit.id, round: 1, person_id: reader },
            ...{ where_read: "list" as const, read_at: worldMorning },
          })
          .execute();
      }
    }
    return ids;
  }

  /** What someone may be given, moderate and see, audit by audit, and how much they have. */
  async function standingOf(world: World, person: WorldPerson, ids: readonly string[]) {
    const { db, exercise } = world;
    const { audits, auditors } = await findAllocation(db, exercise.id);
    const auditor = auditors.find(({ id }) => id === person.id);
    const own = await listAuditsToWrite(db, person.id);
    return {
      offered: auditors.filter(({ id }) => id === person.id).length,
      load: (await countLoads(db, exercise.id)).get(person.id) ?? 0,
      ownLoads: (await listOwnLoads(db, person.id)).map(({ load, maximum }) => ({ load, maximum })),
      held: await countHeld(db, person.id, world.people.administrator.id),
      audits: await Promise.all(
        ids.map(async (id) => {
          const audit = audits.find((one) => one.id === id);
          const choices = await listModeratorChoices(db, id, today);
          const blind = await db
            .selectFrom("audit")
            .select("id")
            .where("id", "=", id)
            .where((eb) => isBlind(eb.ref("audit.id"), [person.id]))
            .executeTakeFirst();
          return {
            objections: audit && auditor ? objectionsTo(auditor, audit, today) : null,
            moderator: choices
              .filter((one) => one.id === person.id)
              .map(({ conflicts }) => conflicts),
            blind: blind !== undefined,
            kept: await isKeptFrom(db, id, [person.id]),
            toWrite: own.some((one) => one.id === id),
          };
        }),
      ),
    };
  }

  async function clear({ db }: World) {
    for (const table of [
      ...(["audit_conflict", "moderation_holder", "grades_read", "declared_conflict"] as const),
      ...(["moderation", "audit", "case_holding", "case_record"] as const),
    ]) {
      await db.deleteFrom(table).execute();
    }
  }

  it("may be given, moderate and see just what one person with both may, and what was once lifted", async () => {
    const { world, stays, record } = await setUp();
    const anyPlan = fc.uniqueArray(
      fc.record({
        part: fc.constantFrom(...parts),
        whose: fc.constantFrom(0 as const, 1 as const),
      }),
      { selector: ({ part }) => part, maxLength: 3 },
    );
    let differed = 0;
    const property = fc.asyncProperty(
      fc.array(anyPlan, { minLength: 1, maxLength: 3 }),
      async (plans) => {
        await clear(world);
        const ids = await build(world, plans, [stays, record]);
        const before = await standingOf(world, stays, ids);
        await world.db
          .updateTable("person")
          .set({ same_as_id: stays.id, active: 0, active_before: 1 })
          .where("id", "=", record.id)
          .execute();
        const pointed = await standingOf(world, stays, ids);
        await world.db
          .updateTable("person")
          .set({ same_as_id: null, active: 1, active_before: null })
          .where("id", "=", record.id)
          .execute();
        expect(await standingOf(world, stays, ids)).toEqual(before);
        await clear(world);
        const single = await build(world, plans, [stays, stays]);
        expect(pointed).toEqual(await standingOf(world, stays, single));
        if (JSON.stringify(pointed) !== JSON.stringify(before)) differed += 1;
      },
    );
    await fc.assert(property, { numRuns: 25, endOnFailure: true });
    expect(differed).toBeGreaterThan(5);
  }, 120_000);

  it("rewrites nothing, ends the record’s sessions, and gives back exactly what was", async () => {
    const { world, stays, record } = await setUp();
    await build(
      world,
      [[{ part: "read", whose: 1 }], [{ part: "audits", whose: 1 }]],
      [stays, record],
    );
    await world.db
      .insertInto("auth_session")
      .values({
        ...{ id: "session", person_id: record.id, data: "{}", created_at: worldMorning },
        ...{ expires_at: "2024-04-16T08:00:00.000Z", seen_at: worldMorning },
      })
      .execute();
    const before = await readAll(world);
    expect(await pointTo(world, record, stays)).toBe(true);
    const pointed = await readAll(world);
    expect(pointed.all).toEqual(before.all);
    expect(pointed.people.filter(({ id }) => id !== record.id)).toEqual(
      before.people.filter(({ id }) => id !== record.id),
    );
    expect(await findActor(world.db, record.id)).toBeNull();
    expect(await world.db.selectFrom("auth_session").selectAll().execute()).toEqual([]);
    const roles = (await findActor(world.db, stays.id))?.grants.map(({ role }) => role);
    expect(roles).toEqual(["auditor", "moderator"]);
    await liftFrom(world, record);
    expect(await readAll(world)).toEqual(before);
    expect((await findActor(world.db, record.id))?.grants).toHaveLength(1);
  });

  it("has a conflict that comes up by it looked at, and let go when it is lifted", async () => {
    const { world, stays, record } = await setUp();
    const child = await world.addCase({ worker_id: record.id });
    const audit = await world.addAudit({
      case_id: child.id,
      auditor_id: stays.id,
      state: "started",
    });
    const stamp = world.stampOf(world.people.administrator);
    const brings = await findBrings(world.db, stamp, await found(world, record.id), stays.id);
    expect(brings).toMatchObject({ cases: 1, conflicts: 1, roles: 1, hasAccount: true });
    expect((await found(world, record.id)).sameAsId).toBeNull();
    const open = async () =>
      (await listOpenConflicts(world.db, { auditIds: [audit.id] })).map(
        ({ personName, rules }) => `${personName}: ${rules.join()}`,
      );
    expect(await open()).toEqual([]);
    await pointTo(world, record, stays);
    expect(await open()).toEqual(["Sam Brien: holds"]);
    await liftFrom(world, record);
    expect(await open()).toEqual([]);
  });

  it("brings what was declared by it or with it, of which nobody is freed by one person alone", async () => {
    const { world, stays, record } = await setUp();
    const stamp = world.stampOf(world.people.administrator);
    const partsOf = async () =>
      (await findBrings(world.db, stamp, await found(world, record.id), stays.id)).parts;
    const declare = (id: string, personId: string, workerId: string) =>
      transact(world.db, (tx) =>
        declareConflict(tx, stamp, { id, personId, caseId: null, workerId, note: "Related" }),
      );
    const before = await partsOf();
    await declare("by", record.id, world.people.worker.id);
    expect(await partsOf()).toBe(before + 1);
    await declare("with", world.people.worker.id, record.id);
    expect(await partsOf()).toBe(before + 2);
    // A place in the panel's meetings and among the raters of a calibration is a part as well.
    await addMeeting(world, record, [world.people.moderator]);
    expect(await partsOf()).toBe(before + 4);
    await addCalibration(world, { raters: [record.id, world.people.auditor.id] });
    expect(await partsOf()).toBe(before + 5);
  });

  it("had read what they moderated under the other record: it waits for the lead", async () => {
    const { world, stays, record } = await setUp();
    const [id = ""] = await build(
      world,
      [
        [
          { part: "moderates", whose: 0 },
          { part: "read", whose: 1 },
        ],
      ],
      [stays, record],
    );
    await world.db
      .updateTable("moderation")
      .set({ state: "committed", committed_at: "2024-04-15T09:00:00.000Z" })
      .where("audit_id", "=", id)
      .execute();
    const open = async () =>
      (await listOpenConflicts(world.db, { auditIds: [id] })).map(({ rules }) => rules.join());
    await pointTo(world, record, stays);
    expect(await open()).toEqual(["has-read"]);
    await liftFrom(world, record);
    expect(await open()).toEqual([]);
  });

  describe("and takes a decision of the panel", () => {
    const later = "2024-04-23T08:00:00.000Z";

    async function start() {
      const made = await setUp();
      const { world, stays, record } = made;
      const { db, people } = world;
      const open = async (id: string) =>
        (await listOpenConflicts(db, { auditIds: [id] })).map(
          ({ personName, part, rules }) => `${personName}, ${part}: ${rules.join("+")}`,
        );
      const stateOf = async (id: string) => (await moderatedAudit(db, id)).audit.state;
      /** What becomes final by itself once its window has ended. */
      const wait = () => finishWhatIsDue(db, { actorId: null, at: later, systemAt: later });
      const lead = world.stampOf(people.qaLead, later);
      const first = async (id: string) => {
        const [one] = await listOpenConflicts(db, { auditIds: [id] });
        if (!one) throw new Error("Nothing is open");
        return one;
      };
      return {
        ...made,
        db,
        people,
        open,
        stateOf,
        wait,
        lead,
        first,
        by: [stays, record] as const,
      };
    }

    it("under both records: it is not final until others take it, or it stands with a reason", async () => {
      const { world, db, people, stays, record, open, stateOf, wait, lead, first, by } =
        await start();
      const [audit, other] = [await addDecided(world, by), await addDecided(world, by)];
      await pointTo(world, record, stays);
      expect(await open(audit.id)).toEqual(["Sam Brien, taker: took-twice"]);
      expect(await messagesTo(world, people.qaLead.id)).toContain("conflict-noticed");
      await wait();
      expect([await stateOf(audit.id), await stateOf(other.id)]).toEqual(["settled", "settled"]);

      const conflict = await first(audit.id);
      await transact(db, (tx) => decideAgain(tx, lead, conflict, "Two others decide"));
      expect(await stateOf(audit.id)).toBe("panel");
      expect((await moderatedAudit(db, audit.id)).moderation.state).toBe("recorded");
      expect(await open(audit.id)).toEqual([]);
      expect(await messagesTo(world, stays.id)).toContain("decision-again");
      await expect(
        transact(db, (tx) => decideAgain(tx, lead, conflict, "Twice")),
      ).rejects.toBeInstanceOf(Conflict);
      for (const person of [stays, people.qaLead]) {
        await transact(db, (tx) => takeAs(tx, world.stampOf(person, later), audit.id));
      }
      expect(await stateOf(audit.id)).toBe("final");
      const takersOf = async (id: string) => (await findTakenDecision(db, id))?.takers;
      expect((await takersOf(audit.id))?.sort()).toEqual(["Quinn Ashby", "Sam Brien"]);

      const kept = await first(other.id);
      await transact(db, (tx) => letStand(tx, lead, kept, "Nobody else is left"));
      await wait();
      expect(await stateOf(other.id)).toBe("final");
      expect(await takersOf(other.id)).toEqual([
        "Sam Brien",
        "the same person under another record",
      ]);
      expect(await listLetStand(db, world.exercise.id)).toMatchObject([
        { auditId: other.id, part: "taker", rules: ["took-twice"], reason: "Nobody else is left" },
      ]);
    });

    it("on their own audit: never stands, and whoever may not decide is not asked again", async () => {
      const { world, db, people, open, stateOf, lead, first, record } = await start();
      const audit = await addDecided(world, [record, people.moderator]);
      await pointTo(world, record, people.auditor);
      expect(await open(audit.id)).toEqual(["Alex Morley, taker: own-audit"]);
      const conflict = await first(audit.id);
      expect(mayStand(conflict.rules)).toBe(false);
      await transact(db, (tx) => decideAgain(tx, lead, conflict, "Not by its auditor"));
      expect(await messagesTo(world, people.auditor.id)).not.toContain("decision-again");
      expect(await messagesTo(world, people.moderator.id)).toContain("decision-again");
      const takeAgain = (who: WorldPerson) =>
        transact(db, (tx) => takeAs(tx, world.stampOf(who), audit.id));
      expect(await takeAgain(people.auditor)).toMatchObject({ refusal: "own-audit" });
      expect(await stateOf(audit.id)).toBe("panel");
    });

    it("which is noticed in the moment before it is final, and let go once it is lifted", async () => {
      const { world, db, stays, record, open, stateOf, wait, by } = await start();
      const audit = await addDecided(world, by);
      const set = (values: { same_as_id: string | null }) =>
        db.updateTable("person").set(values).where("id", "=", record.id).execute();
      // Past every form, as a hand in the database would.
      await set({ same_as_id: stays.id });
      await wait();
      expect([await stateOf(audit.id), await open(audit.id)]).toEqual([
        "settled",
        ["Sam Brien, taker: took-twice"],
      ]);
      await set({ same_as_id: null });
      await transact(db, (tx) => noticeConflicts(tx, world.stampOf(stays), "people-changed"));
      expect(await open(audit.id)).toEqual([]);
      await wait();
      expect(await stateOf(audit.id)).toBe("final");
    });

    it("with whom they moderated it, which bars nobody; a tie that comes up later does", async () => {
      const { world, db, people, stays, record, open, by } = await start();
      const audit = await addDecided(world, [people.qaLead, people.moderator]);
      await pointTo(world, record, people.moderator);
      expect(await open(audit.id)).toEqual([]);
      await liftFrom(world, record);
      const tied = await addDecided(world, by);
      const tie = { id: "tie", personId: stays.id, caseId: tied.case_id, workerId: null };
      const stamp = world.stampOf(stays);
      await transact(db, (tx) => declareConflict(tx, stamp, { ...tie, note: "Related" }));
      expect(await open(tied.id)).toEqual(["Sam Brien, taker: declared"]);
    });
  });

  it("has as many moderations as both records have", async () => {
    const { world, stays, record } = await setUp();
    const numbers = { part: "moderator" as const, role_text: "", expected: 1, maximum: 1 };
    await world.db
      .insertInto("exercise_member")
      .values({ exercise_id: world.exercise.id, person_id: record.id, ...numbers })
      .execute();
    await build(world, [[{ part: "moderates", whose: 1 }]], [stays, record]);
    const room = () => hasRoomToModerate(world.db, world.exercise.id, stays.id);
    expect(await room()).toBe(true);
    await pointTo(world, record, stays);
    expect(await room()).toBe(false);
  });

  it("is in the teams and under the managers of both records", async () => {
    const { world, stays } = await setUp();
    const { teams, people } = world;
    const other = await world.addPerson("S Brien", "practitioner", { worksIn: teams.willow.id });
    await world.db
      .updateTable("person")
      .set({ manager_id: people.worker.id })
      .where("id", "=", other.id)
      .execute();
    const [id = ""] = await build(world, [[]], [stays, other]);
    const kinds = async () =>
      (await standingOf(world, stays, [id])).audits[0]?.objections?.map(({ kind }) => kind);
    expect(await kinds()).toEqual([]);
    await pointTo(world, other, stays);
    expect(await kinds()).toEqual(["own-team", "supervised-by-worker"]);
  });

  it("hands over and is told as the person who stays", async () => {
    const { world, stays, record } = await setUp();
    const { db, people } = world;
    const audit = await world.addAudit({ auditor_id: record.id });
    await pointTo(world, record, stays);
    expect((await listHandover(db, stays.id)).audits.map(({ id }) => id)).toEqual([audit.id]);
    // A record that points is nobody who has left: what it holds is with someone who is here.
    const reader = await findActor(db, people.qaLead.id);
    if (!reader) throw new Error("The QA lead is active");
    const counted = countStatements(db);
    expect(await leaversWithWork(counted.db, { reader })).toEqual([]);
    const reads = counted.list().length;
    await db.deleteFrom("outbox").execute();
    const message = { to: record.id, kind: "audit-allocated", key: "k", link: "/" } as const;
    await transact(db, (tx) => addMessage(tx, world.stampOf(people.qaLead), message));
    const told = await db.selectFrom("outbox").select("person_id").execute();
    expect(told).toEqual([{ person_id: stays.id }]);
    await db.updateTable("person").set({ active: 0 }).where("id", "=", stays.id).execute();
    await db
      .updateTable("person")
      .set({ active: 0 })
      .where("id", "=", people.moderator.id)
      .execute();
    await world.addAudit({ auditor_id: people.moderator.id });
    counted.reset();
    const leavers = await leaversWithWork(counted.db, { reader });
    expect(leavers.map(({ subject, detail }) => `${subject}: ${detail}`).sort()).toEqual([
      "Mo Lindqvist: 1 audit",
      "Sam Brien: 1 audit",
    ]);
    // As many reads for however many have left.
    expect(counted.list()).toHaveLength(reads);
  });

  it("is named by an import under either record, and remembered choices follow", async () => {
    const { world, stays, record } = await setUp();
    await pointTo(world, record, stays);
    const { people } = await findKnown(world.db);
    const ids = people.filter(({ name }) => /Brien/.test(name)).map(({ id }) => id);
    expect(ids).toEqual([stays.id, stays.id]);
  });
});
