/**
 * What a page or a download reads does not grow with the past: everything that every role opens, in
 * a database with years behind it, is read by indexes that lead to what is shown.
 */
import { sql } from "kysely";
import { describe, expect, inject, it } from "vitest";
import type { Db } from "~db/core/open.server";
import { loadDemonstration } from "~db/demo/load.server";
import { findRecords } from "../../support/addresses";
import { describeDatabases } from "../../support/databases";
import { findPages } from "../../support/found-pages";
import { growTo } from "../../support/grown";
import { known } from "../../support/known-scans";
import { noteStatements, scansOf } from "../../support/scans";
import { startWeb } from "../../support/web";

const met = new Set<(typeof known)[number]>();

describeDatabases("What a request reads of a long past", (makeDb) => {
  let made: Promise<Db> | undefined;
  const grown = () => {
    made ??= makeDb().then(async (db) => {
      await loadDemonstration(db, new Date("2026-02-03T04:05:06.000Z"));
      return db;
    });
    return made;
  };

  // Every page and download there is: on a busy machine that takes its time.
  it("is found by an index on every page and download of every role", {
    timeout: 300_000,
  }, async () => {
    const db = await grown();
    const records = await findRecords(db);
    expect(await growTo(db, 6_000)).toBeGreaterThanOrEqual(6_000);
    const noted = noteStatements(db);
    const web = await startWeb(noted.db, { context: { demonstration: true } });
    const asking = (role: string, path: string) => noted.asking(`${role} ${path}`);
    const pages = await findPages(web, records, { each: 2, tries: 8, downloads: true, asking });
    expect(pages.length).toBeGreaterThan(400);

    const wrong: string[] = [];
    for (const statement of noted.list()) {
      for (const { table, how } of await scansOf(db, statement)) {
        const one = known.find(
          (it) =>
            it.table === table &&
            it.statement.test(statement.sql) &&
            (it.by?.test(statement.by) ?? true),
        );
        if (one) met.add(one);
        else wrong.push(`${statement.by}: ${table}: ${how}\n${statement.sql}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it("is told apart when an index is lost, or where a statement goes through a whole table", async () => {
    const db = await grown();
    const ofExercise = db.selectFrom("audit").select("id").where("exercise_id", "=", "none");
    const scans = () => scansOf(db, ofExercise.compile());
    expect(await scans()).toEqual([]);
    await sql`drop index audit_exercise_id`.execute(db);
    expect(await scans()).toEqual([expect.objectContaining({ table: "audit" })]);

    const whole = db.selectFrom("event").select("id").where("digest", "=", "none").compile();
    expect(await scansOf(db, whole)).toEqual([expect.objectContaining({ table: "event" })]);
    // Through an index, and yet most of the table.
    const most = db.selectFrom("action").select("what").where("status", "<>", "none").compile();
    expect(await scansOf(db, most)).toEqual([expect.objectContaining({ table: "action" })]);
  });
});

describe("The list of statements that read a table all the same", () => {
  it.skipIf(!inject("postgresUrl"))("holds none that is not met any more", () => {
    expect(known.filter((one) => !met.has(one))).toEqual([]);
  });
});
