/**
 * Measures how many audits the built server takes a second from eight auditors who submit at once, each
 * written in full, in one cycle of about a hundred.
 *
 *   npx tsx scripts/bench/submit.ts [DATABASE_URL of an empty database; SQLite unless said]
 *
 * Needs the build that the tests use (`BUILD_DIR=build-test npm run build`).
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { paths } from "../../app/paths";
import { newId } from "../../db/core/ids.server";
import { type Db, openDatabase } from "../../db/core/open.server";
import { demonstrationPassword } from "../../db/demo/accounts";
import { type Measured, median, signIn, startOurs } from "./measured";

const clients = 8;
const rounds = 3;
// With what was there a cycle of a hundred, as large as councils have them.
const eachRound = 20;
const email = "auditor@demo.example";

/** Copies an audit that was submitted, back to before it was, each with a case of its own. */
async function addWritten(db: Db, copies: number): Promise<string[]> {
  const { id, auditorId } = await db
    .selectFrom("audit")
    .innerJoin("exercise", "exercise.id", "audit.exercise_id")
    .innerJoin("person", (join) => join.on("person.email", "=", email))
    .select(["audit.id", "person.id as auditorId"])
    .where("exercise.state", "=", "auditing")
    .where("audit.state", "=", "submitted")
    // Nothing is asked of it once more before it is submitted.
    .where(
      sql<boolean>`not exists (select field from answer where audit_id = audit.id and field like 'prompt.%')`,
    )
    .executeTakeFirstOrThrow();
  const as: Record<string, string> = {
    state: "'started'",
    submitted_at: "null",
    auditor_id: `'${auditorId}'`,
    saved_by: `'${auditorId}'`,
  };
  const own = /^(id|case_id|audit_id|reference|reference_folded|reference_key)$/;
  for (const [table, where] of [
    ["case_record", `id = (select case_id from audit where id = '${id}')`],
    ["audit", `id = '${id}'`],
    ["answer", `audit_id = '${id}'`],
    ["finding", `audit_id = '${id}'`],
  ] as const) {
    const row = await sql<Record<string, unknown>>`
      select * from ${sql.table(table)} where ${sql.raw(where)} limit 1`.execute(db);
    const columns = Object.keys(row.rows[0] ?? {});
    const values = columns.map((name) => {
      if (own.test(name)) return `${name} || '-' || n`;
      return (table === "audit" || table === "answer") && as[name] ? as[name] : name;
    });
    await sql`with recursive copy(n) as (select 1 union all select n + 1 from copy where n < ${sql.lit(copies)})
      insert into ${sql.table(table)} (${sql.join(columns.map((name) => sql.ref(name)))})
      select ${sql.raw(values.join(", "))} from ${sql.table(table)}, copy where ${sql.raw(where)}`.execute(
      db,
    );
  }
  return Array.from({ length: copies }, (_, n) => `${id}-${n + 1}`);
}

async function submitting(server: Measured, cookie: string, audits: string[]): Promise<number> {
  const began = performance.now();
  let next = 0;
  const client = async () => {
    for (let id = audits[next++]; id !== undefined; id = audits[next++]) {
      const answer = await fetch(server.url + paths.audits.check(id), {
        method: "POST",
        body: new URLSearchParams({
          declared: "yes",
          intent: "submit",
          saveId: newId(),
          bases: "{}",
        }),
        headers: { Cookie: cookie, Origin: server.url },
        redirect: "manual",
      });
      if (!answer.headers.get("Location")?.endsWith("/submitted"))
        throw new Error(
          `Not submitted: ${answer.status} ${(await answer.text()).split("There is a problem")[1]?.slice(0, 1500)}`,
        );
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return audits.length / ((performance.now() - began) / 1000);
}

async function main(given: string | undefined): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), "line-of-sight-submit-"));
  const database = given ?? join(scratch, "submit.sqlite");
  const ours = await startOurs(database);
  const db = openDatabase(database);
  try {
    const audits = await addWritten(db, eachRound * (rounds + 1));
    const cookie = await signIn(ours.url, email, demonstrationPassword);
    const rates: number[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const part = audits.slice(round * eachRound, (round + 1) * eachRound);
      const rate = await submitting(ours, cookie, part);
      if (round > 0) rates.push(rate);
    }
    console.log(`submissions a second ${median(rates).toFixed(0)}`);
  } finally {
    await db.destroy();
    await ours.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}

await main(process.argv[2]);
