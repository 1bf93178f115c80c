import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { type RawBuilder, sql } from "kysely";
import { expect, it, vi } from "vitest";
import { listKeptDifferences } from "~/overviews/reports/recount.server";
import { draw } from "~/rules/sampling/sampling";
import { type Db, transact } from "~db/core/open.server";
import { findExercise } from "~db/exercises/exercises.server";
import { addToPairs } from "~db/moderation/pairs.server";
import { addDraw } from "~db/operations/sampling/sampling.server";
import { addToPromptTallies } from "~db/reports/prompt-tallies.server";
import { addToTallies } from "~db/reports/tallies.server";
import { listFrame } from "~db/sampling/frame.server";
import { addressOf, describeDatabases } from "../../support/databases";
import { confirm, stage } from "../../support/imports";
import { addSelected } from "../../support/moderated";
import { makeWorld, type World } from "../../support/world";

// The script is a process of its own: that takes its time where others are at work.
vi.setConfig({ testTimeout: 60_000 });

const asOf = "2024-04-15";

/** A final audit, a draw and a confirmed import: one of each thing whose numbers are kept. */
async function withEverythingKept(world: World): Promise<Db> {
  const { db, people } = world;
  const audit = await addSelected(world, people.moderator, { state: "final" });
  await db.updateTable("moderation").set({ state: "decided" }).execute();
  const own = await db.selectFrom("judgement").selectAll().execute();
  await db
    .insertInto("judgement")
    .values(
      (["moderator", "final"] as const).flatMap((source) =>
        own.map((row) => ({ ...row, source, judgement: "good" })),
      ),
    )
    .execute();
  await transact(db, (tx) => addToTallies(tx, [audit.id]));
  await transact(db, (tx) => addToPairs(tx, [audit.id]));
  await transact(db, (tx) => addToPromptTallies(tx, [audit.id]));
  await confirm(
    world,
    await stage(
      world,
      "DB-1,CIN,Willow,Wren Castle,,Someone New,7,2024-01-02,",
      "DB-2,CP,Nowhere,Nia Reed,501,Rae Holt,unborn,2024-02-01,",
      ",CP,Rowan,Nia Reed,501,Rae Holt,unborn,2024-02-01,",
    ),
    ["child-in-need"],
  );
  for (let at = 0; at < 4; at += 1) await world.addCase({ team_id: world.teams.willow.id });
  const { id } = await world.addExercise({ state: "planned" });
  const exercise = await findExercise(db, id);
  if (!exercise) throw new Error("The planned exercise is gone");
  const plan = {
    ...{ seed: "a seed", size: 2, strataBy: "team" as const, sizes: {}, asOf },
    ...{ auditedWithinMonths: 12, openedBeforeWeeks: null, excludeSensitive: true },
  };
  const frame = await listFrame(db, { exerciseId: id, serviceId: null, asOf });
  const outcome = draw(frame, plan);
  if (!outcome.ok) throw new Error(outcome.message);
  const { draw: made } = outcome;
  await transact(db, (tx) =>
    addDraw(tx, world.stampOf(people.qaLead), { exercise, plan, frame, made, reason: "" }),
  );
  return db;
}

const counted = ["add", "change", "close", "unchanged", "bad", "unmapped", "left-out"];
const alsoCounted = ["rows", "unnamed", "noted", "people", "closedAsAbsent"];

type Change = [
  change: RawBuilder<unknown>,
  back: RawBuilder<unknown>,
  said: RegExp,
  differences?: number,
];

/** Every number that is kept, each changed: what is done, how it reads, and how often it is said. */
async function changesOf(db: Db): Promise<Change[]> {
  const { counts } = await db
    .selectFrom("caseload_import")
    .select("counts")
    .executeTakeFirstOrThrow();
  const { strata } = await db.selectFrom("draw").select("strata").executeTakeFirstOrThrow();
  const text = (table: "caseload_import" | "draw", column: string, value: string) =>
    sql`update ${sql.table(table)} set ${sql.ref(column)} = ${value}`;
  const ofTallies = (["auditor", "moderator", "final"] as const).map(
    (basis): Change => [
      sql`update tally set count = count + 1 where basis = ${basis} and area = 'plo'`,
      sql`update tally set count = count - 1 where basis = ${basis} and area = 'plo'`,
      new RegExp(`^Tally of exercise .*, ${basis}, .*, plo, good: 2 kept, 1 counted$`),
    ],
  );
  const ofPrompts: Change[] = [
    [
      sql`update prompt_tally set count = count + 1 where area = 'plo'`,
      sql`update prompt_tally set count = count - 1 where area = 'plo'`,
      /^Answers of exercise .*, plo, timely, partly: 2 kept, 1 counted$/,
    ],
    [
      sql`update prompt_tally set answer = 'no' where area = 'plo'`,
      sql`update prompt_tally set answer = 'partly' where area = 'plo'`,
      /^Answers of exercise .*, plo, timely, (no: 1 kept, 0|partly: 0 kept, 1) counted$/,
      2,
    ],
  ];
  const pair = sql`area = 'plo'`;
  const ofPairs = (
    [
      ["count = count + 1", "count = count - 1", /plo, .*: 2 kept, 1 counted$/],
      ["blind = 0", "blind = 1", null],
      ["random = 1", "random = 0", null],
      ["cohort = 'other'", "cohort = 'child-in-need'", null],
      ["auditor_grade = 'inadequate'", "auditor_grade = 'good'", null],
      ["moderator_grade = ''", "moderator_grade = 'good'", null],
      ["final_grade = 'inadequate'", "final_grade = 'good'", null],
    ] as const
  ).map(
    ([change, back, said]): Change => [
      sql`update grade_pair set ${sql.raw(change)} where ${pair}`,
      sql`update grade_pair set ${sql.raw(back)} where ${pair}`,
      said ?? /^Pairs of exercise .*, plo, .*: (1 kept, 0|0 kept, 1) counted$/,
      // A pair under another key is one too many there and one too few here.
      said ? 1 : 2,
    ],
  );
  const ofImports = [...counted, ...alsoCounted].map((name): Change => {
    const kept = JSON.parse(counts);
    const wrong = { ...kept, [name]: kept[name] + 1 };
    return [
      text("caseload_import", "counts", JSON.stringify(wrong)),
      text("caseload_import", "counts", counts),
      new RegExp(`^Import .*, ${name}: ${kept[name] + 1} kept, ${kept[name]} counted$`),
    ];
  });
  const more = (key: "population" | "size") =>
    JSON.stringify(
      JSON.parse(strata).map((one: Record<string, number>) => ({
        ...one,
        [key]: (one[key] ?? 0) + 1,
      })),
    );
  return [
    ...ofTallies,
    ...ofPairs,
    ...ofPrompts,
    ...ofImports,
    ...(["population", "size"] as const).map(
      (key): Change => [
        text("draw", "strata", more(key)),
        text("draw", "strata", strata),
        /^Draw .*: drawn again, its result differs$/,
      ],
    ),
    [
      sql`update draw_case set probability = probability / 2`,
      sql`update draw_case set probability = probability * 2`,
      /^Draw .*: drawn again, its result differs$/,
    ],
    [
      sql`update draw_case set sensitive = 1 - sensitive`,
      sql`update draw_case set sensitive = 1 - sensitive`,
      /^Draw .*: drawn again, its frame differs$/,
    ],
  ];
}

describeDatabases("Recounting what is kept", (makeDb, dialect) => {
  it("finds each number that is changed, and the script ends with 1", async () => {
    const db = await withEverythingKept(await makeWorld(await makeDb()));
    expect(await listKeptDifferences(db)).toEqual([]);
    const changes = await changesOf(db);
    for (const [change, back, said, differences = 1] of changes) {
      await change.execute(db);
      expect(await listKeptDifferences(db)).toEqual(
        Array.from({ length: differences }, () => expect.stringMatching(said)),
      );
      await back.execute(db);
    }
    expect(await listKeptDifferences(db)).toEqual([]);
    if (dialect === "postgres") return;

    // The script itself, once: what it reads is the same on both.
    const run = () =>
      spawnSync(process.execPath, ["--import", "tsx", resolve("scripts/verify.ts")], {
        encoding: "utf8",
        env: { ...process.env, DATABASE_URL: addressOf(db) },
      });
    const right = run();
    expect(right.stdout).toBe("Everything kept is the same as counted.\n");
    expect(right.status).toBe(0);
    await changes[0]?.[0].execute(db);
    const wrong = run();
    expect(wrong.stdout).toContain("1 kept number or file differs.");
    expect(wrong.status).toBe(1);
  });
});
