/**
 * Measures what it saves that a request is matched with the routes below its first step alone: the
 * same pages of the same database by both, in turn, in one process on SQLite.
 *
 *   npx tsx scripts/bench/routing.ts
 *
 * Prints for each page the processor time of one request by the whole application and by the part,
 * and their ratio. Needs the build that the tests use (`BUILD_DIR=build-test npm run build`).
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRequestHandler } from "@remix-run/node";
import { paths } from "../../app/paths";
import { migrate, openDatabase } from "../../db/core/open.server";
import { loadDemonstration } from "../../db/demo/load.server";
import { startWeb } from "../../tests/support/web";

const rounds = 40;
const lead = "qa-lead@demo.example";
const pages = [paths.help.glossary(), paths.home(), paths.log.list(), paths.caseload.list()];

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;

async function main(): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), "line-of-sight-routing-"));
  try {
    const db = openDatabase(join(scratch, "routing.sqlite"));
    await migrate(db);
    await loadDemonstration(db, new Date("2026-02-03T04:05:06.000Z"));
    const context = { demonstration: true };
    const whole = await startWeb(db, {
      context,
      handlerOf: (build) => createRequestHandler(build, "production"),
    });
    const part = await startWeb(db, { context });
    console.log("page                          whole ms  part ms  ratio");
    for (const page of pages) {
      const times = { whole: [] as number[], part: [] as number[] };
      for (let round = 0; round < rounds + 5; round += 1) {
        for (const [name, web] of Object.entries({ whole, part })) {
          const before = process.cpuUsage();
          await web.get(page, { as: lead });
          const { user, system } = process.cpuUsage(before);
          if (round >= 5) times[name as keyof typeof times].push((user + system) / 1000);
        }
      }
      const [before, after] = [median(times.whole), median(times.part)];
      console.log(
        `${page.padEnd(28)}${before.toFixed(1).padStart(10)}${after.toFixed(1).padStart(9)}${(after / before).toFixed(2).padStart(7)}`,
      );
    }
    await db.destroy();
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

await main();
