/**
 * Measures whether a search costs the same however long the past is: words that most records have, words
 * of few and of none, as people of every reach, on the demonstration grown to each of some sizes, one
 * search of each in turn.
 *
 *   npx tsx scripts/bench/search.ts [sqlite | postgres] [AUDITS…, 1000 and 10000 unless said]
 *
 * Prints the median and the 95th percentile of the time of a search on the smallest, and the ratio of each
 * other size to it; and how long a record takes to be indexed.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { readSearch } from "../../app/overviews/search/search.server";
import { termsOf } from "../../app/rules/search/search";
import { findActor } from "../../db/access/people.server";
import { type Db, migrate, openDatabase, unlimited } from "../../db/core/open.server";
import { loadDemonstration } from "../../db/demo/load.server";
import { indexChanges } from "../../db/search/indexing.server";
import { growTo } from "../../tests/support/grown";
import { onPostgres } from "../../tests/support/on-postgres";
import { startPostgres } from "../postgres";

const rounds = 15;
const roles = ["qa-lead", "service-manager", "team-manager", "practitioner", "auditor", "leader"];
const searches = [
  "supervision",
  "the plan",
  '"strategy meeting"',
  "exploitation tool",
  "xylophone",
];

const at = (values: number[], share: number): number =>
  [...values].sort((a, b) => a - b)[
    Math.min(values.length - 1, Math.floor(values.length * share))
  ] ?? 0;

async function build(address: string, audits: number): Promise<Db> {
  const db = openDatabase(address, unlimited);
  if (!address.startsWith("postgres")) await sql`pragma synchronous = off`.execute(db);
  await migrate(db);
  await loadDemonstration(db, new Date("2026-02-03T04:05:06.000Z"));
  const grown = await growTo(db, audits);
  // PostgreSQL copies the past without triggers.
  for (const kind of ["finding", "learning", "action", "exercise"]) {
    await sql`insert into search_due (kind, record_id)
      select ${sql.lit(kind)}, id from ${sql.table(kind)}`.execute(db);
  }
  const began = performance.now();
  await indexChanges(db, Number.POSITIVE_INFINITY);
  const { records } = await db
    .selectFrom("search_record")
    .select(sql<number>`cast(count(*) as integer)`.as("records"))
    .executeTakeFirstOrThrow();
  const each = (performance.now() - began) / records;
  await sql`analyze`.execute(db);
  console.log(`${grown} audits, ${records} records indexed, ${each.toFixed(2)} ms each`);
  return db;
}

async function measure(db: Db, role: string, words: string): Promise<number> {
  const { id } = await db
    .selectFrom("person")
    .select("id")
    .where("email", "=", `${role}@demo.example`)
    .executeTakeFirstOrThrow();
  const actor = await findActor(db, id, "2024-04-15");
  if (!actor) throw new Error(role);
  const began = performance.now();
  await readSearch({ db, actor }, { terms: termsOf(words), kind: null, page: 1 });
  return performance.now() - began;
}

async function compare(sizes: Db[]): Promise<void> {
  for (const role of roles) {
    for (const words of searches) {
      const times: number[][] = sizes.map(() => []);
      for (let round = 0; round <= rounds; round += 1) {
        for (const [place, db] of sizes.entries()) {
          const time = await measure(db, role, words);
          if (round > 0) times[place]?.push(time);
        }
      }
      const [base = [], ...others] = times;
      const ratio = (other: number[], share: number) =>
        (at(other, share) / at(base, share)).toFixed(2);
      const ratios = others.map((one) => `${ratio(one, 0.5)} / ${ratio(one, 0.95)}`);
      const own = `${at(base, 0.5).toFixed(1)} / ${at(base, 0.95).toFixed(1)} ms`;
      console.log(
        `${role.padEnd(18)}${words.padEnd(22)}${own.padStart(18)}   ${ratios.join("   ")}`,
      );
    }
  }
}

async function main([database, ...asked]: string[]): Promise<void> {
  const audits = asked.length > 0 ? asked.map(Number) : [1_000, 10_000];
  const scratch = mkdtempSync(join(tmpdir(), "line-of-sight-search-"));
  const server =
    database === "postgres"
      ? await startPostgres(
          process.env.POSTGRES_BIN ||
            execFileSync("bash", ["scripts/setup-postgres.sh"], { encoding: "utf8" }).trim(),
        )
      : null;
  const sizes: Db[] = [];
  try {
    for (const one of audits) {
      let address = join(scratch, `${one}.sqlite`);
      if (server) {
        await onPostgres(server.url, `create database search_${one}`);
        address = Object.assign(new URL(server.url), { pathname: `search_${one}` }).href;
      }
      sizes.push(await build(address, one));
    }
    await compare(sizes);
  } finally {
    for (const db of sizes) await db.destroy();
    server?.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}

await main(process.argv.slice(2));
