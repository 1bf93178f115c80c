/**
 * Measures how many saves of what is typed the built server takes a second from eight people at once,
 * beside what its database does raw: transactions of as many statements as a save is, with the same
 * durability, one after another from one process.
 *
 *   npx tsx scripts/bench/autosave.ts [DATABASE_URL of an empty database; SQLite unless said]
 *
 * Needs the build that the tests use (`BUILD_DIR=build-test npm run build`).
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { paths } from "../../app/paths";
import { fieldNames } from "../../app/rules/audits/content";
import { baseOf } from "../../app/rules/core/answer-merge";
import { readDefinition } from "../../app/rules/tools/definition";
import { newId } from "../../db/core/ids.server";
import { type Db, openDatabase, transact } from "../../db/core/open.server";
import { demonstrationPassword } from "../../db/demo/accounts";
import { type Measured, median, signIn, startOurs } from "./measured";

const clients = 8;
const rounds = 5;
const seconds = 3;
/** What one save asks of the database, in its transaction and around it. */
const statements = { read: 11, written: 7 };
const email = "auditor@demo.example";

type Answer = { saved: Record<string, number> };

type Client = { field: string; held?: { value: string; version: number } };

/** An audit to write in, and for each client a field of its own. */
async function findAudit(db: Db) {
  const { id, person, definition } = await db
    .selectFrom("audit")
    .innerJoin("person", "person.id", "audit.auditor_id")
    .innerJoin("exercise", "exercise.id", "audit.exercise_id")
    .innerJoin("tool_version", "tool_version.id", "exercise.tool_version_id")
    .select(["audit.id", "person.id as person", "tool_version.definition"])
    .where("person.email", "=", email)
    .where("audit.state", "in", ["allocated", "in_progress"])
    .executeTakeFirstOrThrow();
  const { areas } = readDefinition(definition);
  const fields = areas.flatMap(({ code }) => [
    fieldNames.commentary(code),
    fieldNames.rationale(code),
  ]);
  return { id, person, clients: fields.slice(0, clients).map((field): Client => ({ field })) };
}

/** Saves as fast as the server answers, each client into a field of its own; saves a second. */
async function saving(
  server: Measured,
  audit: Awaited<ReturnType<typeof findAudit>>,
  cookie: string,
) {
  const until = performance.now() + seconds * 1000;
  let saves = 0;
  const save = async (client: Client) => {
    const { field } = client;
    const visit = newId();
    for (let number = 1; performance.now() < until; number += 1) {
      const value = `What was typed ${number} by ${visit}`;
      const answer = await fetch(server.url + paths.audits.answers(audit.id), {
        method: "POST",
        headers: {
          Cookie: cookie,
          Origin: server.url,
          Accept: "application/json",
          "Content-Type": "application/json",
          "X-Person": audit.person,
        },
        body: JSON.stringify({
          visit,
          number,
          changes: { [field]: { value, ...baseOf(client.held) } },
          versions: {},
        }),
      });
      if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
      const { saved } = (await answer.json()) as Answer;
      client.held = { value, version: saved[field] ?? 0 };
      saves += 1;
    }
  };
  await Promise.all(audit.clients.map(save));
  return saves / seconds;
}

/** As many statements in one transaction each, of the simplest kind; transactions a second. */
async function raw(db: Db, audit: { id: string; person: string }) {
  const until = performance.now() + seconds * 1000;
  let done = 0;
  while (performance.now() < until) {
    await transact(db, async (tx) => {
      for (let n = 0; n < statements.read; n += 1)
        await sql`select state from audit where id = ${audit.id}`.execute(tx);
      for (let n = 0; n < statements.written; n += 1)
        await sql`insert into answer (audit_id, field, value, version, save_id, saved_by, saved_at)
          values (${audit.id}, ${`raw.${n}`}, '', 1, 'raw.1', ${audit.person}, '')
          on conflict (audit_id, field) do update set value = ${String(done)}`.execute(tx);
    });
    done += 1;
  }
  return done / seconds;
}

async function main(given: string | undefined): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), "line-of-sight-autosave-"));
  const database = given ?? join(scratch, "autosave.sqlite");
  const ours = await startOurs(database);
  const db = openDatabase(database);
  try {
    const audit = await findAudit(db);
    const cookie = await signIn(ours.url, email, demonstrationPassword);
    const rates = { saves: [] as number[], raw: [] as number[] };
    for (let round = 0; round <= rounds; round += 1) {
      const one = await saving(ours, audit, cookie);
      const other = await raw(db, audit);
      if (round === 0) continue;
      rates.saves.push(one);
      rates.raw.push(other);
    }
    const [saves, transactions] = [median(rates.saves), median(rates.raw)];
    console.log(
      `saves a second ${saves.toFixed(0)}, raw ${transactions.toFixed(0)}, share ${(saves / transactions).toFixed(2)}`,
    );
  } finally {
    await db.destroy();
    await ours.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}

await main(process.argv[2]);
