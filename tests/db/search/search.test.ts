import { beforeAll, expect, it } from "vitest";
import { termsOf } from "~/rules/search/search";
import { findActor } from "~db/access/people.server";
import type { Db } from "~db/core/open.server";
import { loadDemonstration } from "~db/demo/load.server";
import { findByWords } from "~db/search/find.server";
import { indexChanges, unscopedIndexDifferences } from "~db/search/indexing.server";
import { searchReader } from "~db/search/sight.server";
import { describeDatabases } from "../../support/databases";

describeDatabases("x", (makeDb) => {
  let db: Db;
  beforeAll(async () => {
    db = await makeDb();
    const a = Date.now();
    await loadDemonstration(db, new Date("2026-02-03T04:05:06.000Z"));
    const b = Date.now();
    console.log(
      "due",
      await db.selectFrom("search_due").select(db.fn.countAll().as("n")).execute(),
    );
    console.log(await indexChanges(db, 100_000));
    console.log("load", b - a, "index", Date.now() - b);
    console.log(
      await db
        .selectFrom("search_record")
        .select(["kind", db.fn.countAll().as("n")])
        .groupBy("kind")
        .execute(),
    );
  }, 60_000);
  it("y", async () => {
    expect(await unscopedIndexDifferences(db)).toEqual([]);
    for (const email of [
      "qa-lead",
      "team-manager",
      "practitioner",
      "leader",
      "auditor",
      "moderator",
      "service-manager",
      "scrutiny",
      "partner",
    ]) {
      const p = await db
        .selectFrom("person")
        .select("id")
        .where("email", "=", `${email}@demo.example`)
        .executeTakeFirstOrThrow();
      const actor = await findActor(db, p.id, "2024-04-15");
      for (const words of [
        "super",
        "plan",
        "chronology assessment",
        '"strategy meeting"',
        "audit",
      ]) {
        const t = Date.now();
        const found = await findByWords(db, searchReader(actor!), termsOf(words));
        console.log(
          email,
          words,
          found.map((f) => `${f.kind} ${f.matches.length}${f.more ? "+" : ""}`).join(", "),
          Date.now() - t,
        );
      }
    }
  }, 60_000);
});
