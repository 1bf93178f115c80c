/**
 * Measures what the built server needs: how long it takes from its start to its first answer, beside
 * a server of one bare page, and its memory after many requests of the busiest pages, and as many more.
 *
 *   npx tsx scripts/bench/footprint.ts [REQUESTS, 5000 unless said]
 *
 * Needs the build that the tests use (`BUILD_DIR=build-test npm run build`).
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demonstrationPassword } from "../../db/demo/accounts";
import { type Measured, median, signIn, startBare, startOurs } from "./measured";
import { listPages } from "./speed";

const starts = 5;
const atOnce = 8;

async function timeStarts(database: string): Promise<void> {
  const ms = { ours: [] as number[], bare: [] as number[] };
  for (let round = 0; round < starts; round += 1) {
    for (const [name, start] of [
      ["ours", () => startOurs(database)],
      ["bare", startBare],
    ] as const) {
      const server = await start();
      ms[name].push(server.startedMs);
      await server.stop();
    }
  }
  const [ours, bare] = [median(ms.ours), median(ms.bare)];
  console.log(
    `start to first answer: ${ours.toFixed(0)} ms, bare page ${bare.toFixed(0)} ms, ratio ${(ours / bare).toFixed(2)}`,
  );
}

type Asked = { path: string; cookie: string };

/** Asks for the pages in turn, several at once, as browsers do. */
async function ask(server: Measured, pages: readonly Asked[], requests: number): Promise<void> {
  let next = 0;
  const client = async () => {
    while (next < requests) {
      const page = pages[next % pages.length];
      next += 1;
      if (!page) return;
      const headers = { Cookie: page.cookie, "Accept-Encoding": "br, gzip" };
      const answer = await fetch(server.url + page.path, { headers });
      await answer.arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, client));
}

async function main(requests: number): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), "line-of-sight-footprint-"));
  const database = join(scratch, "footprint.sqlite");
  // The first start fills the database.
  await (await startOurs(database)).stop();
  await timeStarts(database);
  const ours = await startOurs(database);
  try {
    const pages: Asked[] = [];
    for (const { path, email } of await listPages(database)) {
      const cookie = email ? await signIn(ours.url, email, demonstrationPassword) : "";
      pages.push({ path, cookie });
    }
    const tell = async (when: string) =>
      console.log(`memory ${when}: ${(await ours.used()).memoryMb.toFixed(0)} MB`);
    await tell("at the start");
    for (const part of [1, 2, 3]) {
      await ask(ours, pages, requests);
      await tell(`after ${part * requests} requests`);
    }
  } finally {
    await ours.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}

await main(Number(process.argv[2] ?? 5_000));
