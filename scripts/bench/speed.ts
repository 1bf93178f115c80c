/**
 * Measures what a page costs beside the least that one can cost: the busiest pages of the built
 * server, as the people who open them most, and one bare page of the same libraries, in turn.
 *
 *   npx tsx scripts/bench/speed.ts [DATABASE_URL of an empty database; SQLite unless said]
 *
 * Prints for each page its bytes on the wire, the processor time of one request, and how many times
 * faster the bare page is answered as a share: 1 is as fast, 0.5 takes twice as long. Needs the build
 * that the tests use (`BUILD_DIR=build-test npm run build`).
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { paths } from "../../app/paths";
import { openDatabase } from "../../db/core/open.server";
import { demonstrationPassword } from "../../db/demo/accounts";
import { type Measured, median, signIn, startBare, startOurs } from "./measured";

const rounds = 9;
const eachRound = 20;
const warmUp = 40;

type Page = { name: string; email: string | null; path: string };

const own = (name: string, person: string, path: string): Page => ({
  name,
  email: `${person}@demo.example`,
  path,
});

export async function listPages(database: string): Promise<Page[]> {
  const db = openDatabase(database);
  const audit = await db
    .selectFrom("audit")
    .innerJoin("person", "person.id", "audit.auditor_id")
    .select(["audit.id", "audit.exercise_id"])
    .where("person.email", "=", "auditor@demo.example")
    .where("audit.state", "in", ["allocated", "in_progress"])
    .executeTakeFirstOrThrow();
  const closed = await db
    .selectFrom("exercise")
    .select("id")
    .where("state", "=", "closed")
    .where("kind", "=", "core")
    .executeTakeFirstOrThrow();
  await db.destroy();
  return [
    { name: "help", email: null, path: paths.help.accessibility() },
    own("home of a QA lead", "qa-lead", paths.home()),
    own("home of an auditor", "auditor", paths.home()),
    own("practice area", "auditor", paths.audits.area(audit.id, "assessment")),
    own("control room", "qa-lead", paths.exercises.one(audit.exercise_id)),
    own("learning log", "qa-lead", paths.log.list()),
    own("cycle report", "qa-lead", paths.exercises.report(closed.id)),
  ];
}

/** Asks the same page many times; milliseconds of processor a request. */
async function timed(
  server: Measured,
  path: string,
  headers: Record<string, string>,
  times: number,
) {
  const before = await server.used();
  let bytes = 0;
  for (let n = 0; n < times; n += 1) {
    const answer = await fetch(server.url + path, { headers, redirect: "manual" });
    bytes = Number(answer.headers.get("content-length") ?? 0);
    const body = await answer.arrayBuffer();
    bytes ||= body.byteLength;
    if (answer.status !== 200) throw new Error(`${path} answers ${answer.status}`);
  }
  return { ms: ((await server.used()).cpuMs - before.cpuMs) / times, bytes };
}

async function main(given: string | undefined): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), "line-of-sight-speed-"));
  const database = given ?? join(scratch, "speed.sqlite");
  const [ours, bare] = [await startOurs(database), await startBare()];
  try {
    console.log("page                       bytes   ours ms   bare ms   share");
    for (const { name, email, path } of await listPages(database)) {
      const cookie = email ? await signIn(ours.url, email, demonstrationPassword) : "";
      const headers = { Cookie: cookie, "Accept-Encoding": "br, gzip" };
      await timed(ours, path, headers, warmUp);
      await timed(bare, "/", headers, warmUp);
      const ms = { ours: [] as number[], bare: [] as number[] };
      let bytes = 0;
      for (let round = 0; round < rounds; round += 1) {
        const one = await timed(ours, path, headers, eachRound);
        ms.ours.push(one.ms);
        bytes = one.bytes;
        ms.bare.push((await timed(bare, "/", headers, eachRound)).ms);
      }
      const [a, b] = [median(ms.ours), median(ms.bare)];
      console.log(
        `${name.padEnd(22)}${String(bytes).padStart(10)}${a.toFixed(2).padStart(10)}${b.toFixed(2).padStart(10)}${(b / a).toFixed(2).padStart(8)}`,
      );
    }
  } finally {
    await Promise.all([ours.stop(), bare.stop()]);
    rmSync(scratch, { recursive: true, force: true });
  }
}

if (process.argv[1]?.endsWith("speed.ts")) await main(process.argv[2]);
