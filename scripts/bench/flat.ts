/**
 * Measures whether a page costs the same however many audits were ever done: every page of every role
 * on the demonstration and on the same database grown to many more finished audits, one after the
 * other in one run on SQLite.
 *
 *   npx tsx scripts/bench/flat.ts [AUDITS, 30000 unless said]
 *
 * Prints for each page the processor time of one request on both, their ratio, and the rows read back,
 * the worst first. Needs the build that the tests use (`BUILD_DIR=build-test npm run build`).
 */
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate, openDatabase } from "../../db/core/open.server";
import { loadDemonstration } from "../../db/demo/load.server";
import { findRecords } from "../../tests/support/addresses";
import { counting, findPages } from "../../tests/support/found-pages";
import { growTo } from "../../tests/support/grown";
import { startWeb } from "../../tests/support/web";

const rounds = 3;
const most = 1.25;

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;

async function open(path: string) {
  const { db, count } = counting(openDatabase(path));
  const web = await startWeb(db, { context: { demonstration: true } });
  const ask = async (address: string, as: string) => {
    Object.assign(count, { statements: 0, rows: 0 });
    const before = process.cpuUsage();
    const { status } = await web.get(address, { as });
    const { user, system } = process.cpuUsage(before);
    return { status, ms: (user + system) / 1000, rows: count.rows };
  };
  return { db, web, ask };
}

async function main(audits: number): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), "line-of-sight-flat-"));
  try {
    const paths = [join(scratch, "small.sqlite"), join(scratch, "grown.sqlite")] as const;
    const db = openDatabase(paths[0]);
    await migrate(db);
    await loadDemonstration(db, new Date("2026-02-03T04:05:06.000Z"));
    await growTo(db, 1_000);
    await db.destroy();
    copyFileSync(paths[0], paths[1]);
    const larger = openDatabase(paths[1]);
    const grown = await growTo(larger, audits);
    await larger.destroy();
    const small = await open(paths[0]);
    const large = await open(paths[1]);
    const pages = await findPages(small.web, await findRecords(small.db));
    const lines: { name: string; small: number; large: number; rows: [number, number] }[] = [];
    for (const { role, email, address, path } of pages) {
      const times: [number[], number[]] = [[], []];
      let rows: [number, number] = [0, 0];
      for (let round = 0; round < rounds; round += 1) {
        const one = await small.ask(path, email);
        const other = await large.ask(path, email);
        times[0].push(one.ms);
        times[1].push(other.ms);
        rows = [one.rows, other.rows];
      }
      const [a, b] = times.map(median) as [number, number];
      lines.push({ name: `${role} ${address.pattern}`, small: a, large: b, rows });
    }
    lines.sort((a, b) => b.large - b.small - (a.large - a.small));
    console.log(`${grown} audits beside the demonstration's; ms of processor a request`);
    for (const { name, small: a, large: b, rows } of lines) {
      const ratio = (b / a).toFixed(2);
      console.log(
        `${name.padEnd(64)}${a.toFixed(1).padStart(9)}${b.toFixed(1).padStart(10)}${ratio.padStart(9)}  rows ${rows[0]} and ${rows[1]}`,
      );
    }
    const over = lines.filter(({ small: a, large: b }) => b / a > most && b - a > 2);
    console.log(`${lines.length} pages, ${over.length} over ${most} times and 2 ms more`);
    await small.db.destroy();
    await large.db.destroy();
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

await main(Number(process.argv[2] ?? 30_000));
