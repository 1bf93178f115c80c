/**
 * Measures whether a page costs the same however many audits were ever done: every page of every role on
 * the demonstration, grown to each of some sizes, all served in one run, one request to each in turn.
 *
 *   npx tsx scripts/bench/flat.ts [sqlite | postgres] [AUDITS…, 1000 and 30000 unless said]
 *
 * Prints for each page the median and the 95th percentile of processor time and of time of one request on
 * the smallest, the ratio of each other size to it, and the rows read back, the worst first. PostgreSQL is
 * a throw-away server, whose own processor time is in the time alone. Needs the build that the tests use
 * (`BUILD_DIR=build-test npm run build`).
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { migrate, openDatabase, unlimited } from "../../db/core/open.server";
import { loadDemonstration } from "../../db/demo/load.server";
import { findRecords } from "../../tests/support/addresses";
import { counting, findPages } from "../../tests/support/found-pages";
import { growTo } from "../../tests/support/grown";
import { onPostgres } from "../../tests/support/on-postgres";
import { startWeb } from "../../tests/support/web";
import { startPostgres } from "../postgres";

const rounds = 9;
const most = 1.25;
/** Copies of the two years of the demonstration: a council that has audited for decades. */
const cycles = 15;

type Measured = { cpu: number; time: number };
type Size = Awaited<ReturnType<typeof serve>>;

const at = (values: number[], share: number): number =>
  [...values].sort((a, b) => a - b)[
    Math.min(values.length - 1, Math.floor(values.length * share))
  ] ?? 0;

async function build(address: string, audits: number): Promise<number> {
  const db = openDatabase(address, unlimited);
  if (!address.startsWith("postgres")) await sql`pragma synchronous = off`.execute(db);
  await migrate(db);
  await loadDemonstration(db, new Date("2026-02-03T04:05:06.000Z"));
  const began = Date.now();
  const grown = await growTo(db, audits, cycles);
  console.log(`${grown} audits made in ${Math.round((Date.now() - began) / 1000)} seconds`);
  await db.destroy();
  return grown;
}

async function serve(address: string, audits: number) {
  const { db, count } = counting(openDatabase(address));
  const web = await startWeb(db, { context: { demonstration: true } });
  const ask = async (path: string, as: string) => {
    Object.assign(count, { statements: 0, rows: 0 });
    const before = process.cpuUsage();
    const began = performance.now();
    await web.get(path, { as });
    const time = performance.now() - began;
    const { user, system } = process.cpuUsage(before);
    return { cpu: (user + system) / 1000, time, rows: count.rows };
  };
  return { db, web, ask, audits };
}

function print(name: string, sizes: Size[], measured: Measured[][], rows: number[]): string {
  const [small = [], ...others] = measured;
  const cells = (["cpu", "time"] as const).map((what) => {
    const base = small.map((one) => one[what]);
    const ratios = others.map((other) => {
      const values = other.map((one) => one[what]);
      const over = (share: number) => (at(values, share) / at(base, share)).toFixed(2);
      return `${over(0.5)} / ${over(0.95)}`;
    });
    const own = `${at(base, 0.5).toFixed(1)} / ${at(base, 0.95).toFixed(1)} ms`;
    return `${what} ${own.padStart(14)}${ratios.map((one) => one.padStart(14)).join("")}`;
  });
  return `${name.padEnd(60)}${cells.join("   ")}   rows ${rows.slice(0, sizes.length).join(", ")}`;
}

async function compare(sizes: Size[]): Promise<void> {
  const [small] = sizes;
  if (!small) return;
  const pages = await findPages(small.web, await findRecords(small.db));
  const lines: { line: string; ratio: number; more: number }[] = [];
  for (const { role, email, address, path } of pages) {
    const measured: Measured[][] = sizes.map(() => []);
    const rows: number[] = [];
    // The first of each is not counted: what is made once is made then.
    for (let round = 0; round <= rounds; round += 1) {
      for (const [place, size] of sizes.entries()) {
        const one = await size.ask(path, email);
        rows[place] = one.rows;
        if (round > 0) measured[place]?.push(one);
      }
    }
    const medians = measured.map((one) =>
      at(
        one.map(({ cpu }) => cpu),
        0.5,
      ),
    );
    const [base = 1] = medians;
    const worst = Math.max(...medians);
    const line = print(`${role} ${address.pattern}`, sizes, measured, rows);
    lines.push({ line, ratio: worst / base, more: worst - base });
  }
  lines.sort((a, b) => b.more - a.more);
  console.log(
    `\nMedian / 95th percentile; beside ${small.audits} audits: ${sizes
      .slice(1)
      .map(({ audits }) => audits)
      .join(", ")}`,
  );
  for (const { line } of lines) console.log(line);
  const over = lines.filter(({ ratio, more }) => ratio > most && more > 2);
  console.log(`${lines.length} pages, ${over.length} over ${most} times and 2 ms more`);
}

async function main([database, ...asked]: string[]): Promise<void> {
  const audits = asked.length > 0 ? asked.map(Number) : [1_000, 30_000];
  const scratch = mkdtempSync(join(tmpdir(), "line-of-sight-flat-"));
  const server =
    database === "postgres"
      ? await startPostgres(
          process.env.POSTGRES_BIN ||
            execFileSync("bash", ["scripts/setup-postgres.sh"], { encoding: "utf8" }).trim(),
        )
      : null;
  const sizes: Size[] = [];
  try {
    for (const one of audits) {
      let address = join(scratch, `${one}.sqlite`);
      if (server) {
        await onPostgres(server.url, `create database flat_${one}`);
        address = Object.assign(new URL(server.url), { pathname: `flat_${one}` }).href;
      }
      sizes.push(await serve(address, await build(address, one)));
    }
    await compare(sizes);
  } finally {
    for (const { db } of sizes) await db.destroy();
    server?.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}

await main(process.argv.slice(2));
