/** Both databases find the same words, in the same order, and forget what is gone. */
import { sql } from "kysely";
import { beforeAll, expect, it } from "vitest";
import { mostFound, termsOf } from "~/rules/search/search";
import { findActor } from "~db/access/people.server";
import { dialectOf } from "~db/core/columns";
import { newId } from "~db/core/ids.server";
import { type Db, transact } from "~db/core/open.server";
import { addModeration } from "~db/moderation/rows.server";
import { addDeputy } from "~db/people/deputy-terms.server";
import { findByWords } from "~db/search/find.server";
import { indexChanges, unscopedIndexDifferences } from "~db/search/indexing.server";
import { searchReader } from "~db/search/sight.server";
import { addWords, indexedWords } from "~db/search/words.server";
import { addTeamAction } from "../../support/actions";
import { describeDatabases } from "../../support/databases";
import { noteStatements, scansOf } from "../../support/scans";
import { makeWorld, type World, type WorldPerson } from "../../support/world";

const day = (at: number) => new Date(Date.UTC(2024, 0, 1 + at)).toISOString();

async function addFinding({ db, people, exercise }: World, text: string, more = {}) {
  const id = newId();
  await db
    .insertInto("finding")
    .values({
      ...{ id, exercise_id: exercise.id, audit_id: null, kind: "development", area: null },
      ...{ theme: null, text, case_count: null, made_by: people.auditor.id, made_at: day(0) },
      ...more,
    })
    .execute();
  return id;
}

async function found(db: Db, { id }: WorldPerson, typed: string) {
  await indexChanges(db);
  const actor = await findActor(db, id, "2024-04-15");
  return findByWords(db, searchReader(actor as NonNullable<typeof actor>), termsOf(typed));
}

async function ids(db: Db, person: WorldPerson, typed: string): Promise<string[]> {
  return (await found(db, person, typed)).flatMap(({ matches }) => matches.map((one) => one.id));
}

describeDatabases("Searching", (makeDb, dialect) => {
  let world: World;
  beforeAll(async () => {
    world = await makeWorld(await makeDb());
  });

  it.each([
    ["O’Neill’s chronology", ["oneills", "O'Neill's", "oneill chronology", "ONEILL’S"]],
    ["Zoë Møller told Łukasz", ["zoe", "MOLLER", "lukasz zoë", "Zoe\u0308"]],
    ["A re-audit after section 47", ["re-audit", "re audit", '"section 47"', "sect"]],
    ["Children’s own words; Supervision", ["childrens", "children's", "children", "superv"]],
    ["Αθήνα и Киев", ["αθηνα", "КИЕВ"]],
  ])("finds %j", async (text, all) => {
    const id = await addFinding(world, text);
    for (const typed of all)
      expect([typed, await ids(world.db, world.people.qaLead, typed)]).toEqual([typed, [id]]);
  });

  it.each([
    "own childrens zoe",
    '"oneill" chronology',
    '"words own"',
    "supervisio own words x",
    "xyz",
    "NEAR(own words)",
    "own NOT words",
    "title:own",
    "a:b 'c' & | ! <-> :* \\",
    "') or 1=1 --",
    "%",
    `${"own ".repeat(11)}absent`,
  ])("finds nothing by %j, and is not upset", async (typed) => {
    expect(await ids(world.db, world.people.qaLead, typed)).toEqual([]);
  });

  it("puts first what has every word in its first sentence, then the newest", async () => {
    const { db, people } = world;
    const why = { ownerId: people.teamManager.id, why: "Genograms were missing" };
    const second = await addTeamAction(world, people.qaLead, { ...why, what: "Draw them" });
    const old = await addFinding(world, "Genograms are drawn", { made_at: day(1) });
    const newer = await addFinding(world, "Genograms are used", { made_at: day(2) });
    const all = (await found(db, people.qaLead, "genograms")).flatMap(({ matches }) => matches);
    expect(all.map(({ id, first }) => [id, first])).toEqual([
      [newer, true],
      [old, true],
      [second, false],
    ]);
  });

  it("counts up to its limit, whatever the reach", async () => {
    const { db, people } = world;
    const many = Array.from({ length: mostFound + 1 }, (_, at) => `Plentiful ${at}`);
    for (const text of many) await addFinding(world, text);
    const [findings] = await found(db, people.qaLead, "plentiful");
    expect([findings?.matches.length, findings?.more]).toEqual([mostFound, true]);
    expect(await ids(db, people.qaLead, "plentiful 77")).toHaveLength(1);
    // Whoever may open none of it is told of none.
    const others = await found(db, people.teamManager, "plentiful");
    expect(others.map(({ matches, more }) => [matches.length, more])).toEqual([
      [0, false],
      [0, false],
      [0, false],
      [0, false],
    ]);
    for (const person of [people.administrator, people.partner])
      expect(await found(db, person, "plentiful")).toEqual([]);
  });

  it("follows a record: its words, who may read it, and its end", async () => {
    const { db, people, addAudit, teams } = world;
    const audit = await addAudit({ state: "submitted", submitted_at: day(3) });
    const id = await addFinding(world, "Heliotrope", { audit_id: audit.id });
    const who = ({ qaLead, worker, teamManager, otherTeamManager, auditor }: typeof people) =>
      [qaLead, worker, teamManager, otherTeamManager, auditor] as const;
    const finders = async () => {
      const all: string[] = [];
      for (const person of who(people))
        if ((await ids(db, person, "heliotrope")).includes(id)) all.push(person.name);
      return all;
    };
    // Nothing provisional.
    expect(await finders()).toEqual([]);
    await db.updateTable("audit").set({ state: "final" }).where("id", "=", audit.id).execute();
    const { qaLead, worker, teamManager, otherTeamManager, auditor } = people;
    const names = (...some: WorldPerson[]) => some.map(({ name }) => name);
    expect(await finders()).toEqual(names(qaLead, worker, teamManager, auditor));
    const moved = { team_id: teams.rowan.id };
    await db.updateTable("audit").set(moved).where("id", "=", audit.id).execute();
    expect(await finders()).toEqual(names(qaLead, worker, otherTeamManager, auditor));

    const changed = { text: "Verbena" };
    await db.updateTable("finding").set(changed).where("id", "=", id).execute();
    expect(await finders()).toEqual([]);
    expect(await ids(db, qaLead, "verbena")).toEqual([id]);

    await db.deleteFrom("finding").where("id", "=", id).execute();
    const left = await db.selectFrom("search_record").select("number").where("record_id", "=", id);
    expect(await left.execute()).toEqual([]);
    expect(await ids(db, qaLead, "verbena")).toEqual([]);
    expect(await wordsLeft(db, "verbena")).toBe(0);
  });

  it("keeps back what is kept from whoever grades the audit again", async () => {
    const { db, people, addAudit } = world;
    const audit = await addAudit({ state: "final", submitted_at: day(3), final_at: day(9) });
    const id = await addFinding(world, "Larkspur", { audit_id: audit.id });
    const about = { ownerId: people.teamManager.id, what: "Larkspur too", level: "child" as const };
    const action = await addTeamAction(world, people.auditor, { ...about, auditId: audit.id });
    expect((await ids(db, people.qaLead, "larkspur")).sort()).toEqual([id, action].sort());
    await db
      .insertInto("double_draw")
      .values({
        ...{ id: "draw", exercise_id: audit.exercise_id, seed: "", algorithm: "", percent: 10 },
        ...{ fingerprint: "", drawn_from: "[]", due_on: "2024-05-01" },
        ...{ drawn_by: people.serviceManager.id, drawn_at: day(9) },
      })
      .execute();
    await db
      .insertInto("double_audit")
      .values({
        ...{ id: "double", audit_id: audit.id, draw_id: "draw", waits_since: day(9) },
        ...{ peer_id: people.qaLead.id, state: "given", version: 1 },
      })
      .execute();
    expect(await ids(db, people.qaLead, "larkspur")).toEqual([]);
    expect((await ids(db, people.teamManager, "larkspur")).sort()).toEqual([id, action].sort());
  });

  it("finds what a chair and a deputy may open", async () => {
    const { db, people, addExercise } = world;
    const closed = { kind: "dip-sample", state: "closed", closed_at: day(20) };
    const { id } = await addExercise({ ...closed, title: "Foxglove", chair_id: people.auditor.id });
    const finding = await addFinding(world, "Foxglove again", { exercise_id: id });
    expect((await ids(db, people.auditor, "foxglove")).sort()).toEqual([id, finding].sort());
    expect(await ids(db, people.otherAuditor, "foxglove")).toEqual([]);

    const own = { ownerId: people.worker.id, what: "Foxglove", level: "child" as const };
    const action = await addTeamAction(world, people.qaLead, own);
    expect(await ids(db, people.otherWorker, "foxglove")).toEqual([]);
    const term = { personId: people.worker.id, deputyId: people.otherWorker.id };
    await transact(db, (tx) =>
      addDeputy(tx, world.stampOf(people.administrator), {
        ...{ ...term, fromOn: "2024-04-01", toOn: "2024-05-31" },
      }),
    );
    expect(await ids(db, people.otherWorker, "foxglove")).toEqual([action]);
  });

  it("takes no words together of which one is in the first sentence alone", async () => {
    const id = await addFinding(world, "Late borage", { area: "borage-plan" });
    expect(await ids(world.db, world.people.qaLead, '"borage borage"')).toEqual([]);
    expect(await ids(world.db, world.people.qaLead, '"borage plan"')).toEqual([id]);
  });

  it("keeps nothing of what ended while it was being indexed", async () => {
    const { db, people, addAudit } = world;
    const audit = await addAudit({ state: "final", submitted_at: day(3), final_at: day(9) });
    const id = await addFinding(world, "Campion", { audit_id: audit.id });
    expect(await ids(db, people.qaLead, "campion")).toEqual([id]);
    await transact(db, (tx) =>
      addModeration(tx, world.stampOf(people.qaLead), {
        ...{ auditId: audit.id, exerciseId: audit.exercise_id, round: 1, reason: "random" },
        ...{ note: "", probability: 1, moderatorId: people.moderator.id },
      }),
    );
    await indexChanges(db);
    await db.deleteFrom("moderation_holder").execute();
    await db.deleteFrom("moderation").where("audit_id", "=", audit.id).execute();
    await indexChanges(db);
    expect(await unscopedIndexDifferences(db)).toEqual([]);

    await db.deleteFrom("finding").where("id", "=", id).execute();
    // What another process had read before, and wrote after.
    const text = { id, title: "Campion", body: [], at: day(0), tags: [] };
    await transact(db, (tx) =>
      addWords(
        tx,
        { kind: "finding", record_id: id, at: day(0), digest: "before" },
        indexedWords("finding", text),
      ),
    );
    await indexChanges(db);
    expect(await wordsLeft(db, "campion")).toBe(0);
  });

  it("tells leaders of no child's action", async () => {
    const { db, people } = world;
    const own = { ownerId: people.teamManager.id, what: "Gentian" };
    await addTeamAction(world, people.qaLead, { ...own, level: "child" });
    const above = await addTeamAction(world, people.qaLead, own);
    expect(await ids(db, people.leader, "gentian")).toEqual([above]);
    expect(await ids(db, people.teamManager, "gentian")).toHaveLength(2);
    expect(await ids(db, people.otherTeamManager, "gentian")).toEqual([]);
  });

  it.runIf(dialect === "postgres")("indexes each change once, by several at once", async () => {
    const { db } = world;
    for (let at = 0; at < 20; at += 1) await addFinding(world, `Together ${at}`);
    await Promise.all([1, 2, 3, 4].map(() => indexChanges(db)));
    expect(await db.selectFrom("search_due").select("number").execute()).toEqual([]);
    expect(await ids(db, world.people.qaLead, "together")).toHaveLength(20);
  });

  it("is as the records say after any column of theirs changed, and its check sees when not", async () => {
    const { db } = world;
    await indexChanges(db);
    expect(await unscopedIndexDifferences(db)).toEqual([]);
    let changes = 0;
    for (const table of ["finding", "learning", "action", "exercise", "audit", "moderation"]) {
      for (const column of await columnsOf(db, table)) {
        // A text that the column can't hold changes nothing.
        const change = sql`update ${sql.table(table)} set ${sql.ref(column)} =
          coalesce(cast(${sql.ref(column)} as text), '') || ' changed'`;
        await transact(db, (tx) => change.execute(tx)).then(
          () => (changes += 1),
          () => {},
        );
        expect([table, column, await unscopedIndexDifferences(db)]).toEqual([table, column, []]);
      }
    }
    expect(changes).toBeGreaterThan(40);
    await indexChanges(db);
    await db
      .updateTable("search_record")
      .set({ digest: "x" })
      .where("kind", "=", "action")
      .execute();
    const [first = ""] = await unscopedIndexDifferences(db);
    expect(first).toMatch(/^Search index, action .*: the record says other words$/);
  });

  it("reads as many rows as it finds, of words that all have and of words that few have", async () => {
    const { db, people, addExercise, addAudit } = await makeWorld(await makeDb());
    const closed = { state: "closed", closed_at: day(20) };
    const exercise = await addExercise({ kind: "dip-sample", ...closed });
    const audit = await addAudit({ state: "final", submitted_at: day(3), final_at: day(9) });
    // Enough that counting to the limit, past those a leader does not read, is no large part of them.
    const rows = Array.from({ length: 2_400 }, (_, at) => ({
      ...{ id: newId(), exercise_id: exercise.id, audit_id: at % 2 === 0 ? audit.id : null },
      ...{ kind: "development" as const, area: null, theme: null, case_count: null },
      ...{ text: `Everywhere ${at % 10 === 0 ? "seldom" : "often"} n${at}` },
      ...{ made_by: people.auditor.id, made_at: day(at % 300) },
    }));
    for (let at = 0; at < rows.length; at += 500)
      await db
        .insertInto("finding")
        .values(rows.slice(at, at + 500))
        .execute();
    expect(await indexChanges(db, 5_000)).toBe(true);
    await sql`analyze`.execute(db);
    for (const person of [people.qaLead, people.leader, people.otherTeamManager, people.worker]) {
      for (const typed of ["everywhere", "seldom", "n1199", "nowhere"]) {
        const noted = noteStatements(db);
        await ids(noted.db, person, typed);
        for (const one of noted.list())
          expect([person.name, typed, (await scansOf(db, one)).filter(isOfSearch)]).toEqual([
            ...[person.name, typed],
            [],
          ]);
      }
    }
  });
});

/** The one audit and the one exercise of that world are looked up by key, once for each finding. */
const isOfSearch = ({ table }: { table: string }): boolean =>
  ["search_record", "search_due", "finding"].includes(table);

/** How often the index itself still has a word, whoever may read it. */
async function wordsLeft(db: Db, word: string): Promise<number> {
  const query =
    dialectOf(db) === "sqlite"
      ? sql<{ n: number }>`select count(*) as n from search_words where search_words match ${word}`
      : sql<{ n: number }>`select count(*) as n from search_record
          where words @@ cast(${word} as tsquery)`;
  return Number((await query.execute(db)).rows[0]?.n);
}

async function columnsOf(db: Db, table: string): Promise<string[]> {
  const tables = await db.introspection.getTables();
  const names = tables.find(({ name }) => name === table)?.columns.map(({ name }) => name) ?? [];
  return names.filter((name) => name !== "id");
}
