/**
 * Measures the feed over many grades: what a page costs at the start, in the middle and at the end,
 * how long all of them take, and memory meanwhile.
 *
 *   npx tsx scripts/bench/feed.ts [grades]     a million in a new SQLite file
 *
 * Everything in it is invented. Pages are asked for as a program asks: each by the link of the one
 * before, with its body read whole.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { clockWithOffset } from "../../app/server/clock.server";
import type { RequestContext } from "../../app/server/context.server";
import { answerFeed } from "../../app/server/feed.server";
import { digestOf } from "../../app/server/link-token.server";
import { migrate, openDatabase } from "../../db/core/open.server";

const grades = Number(process.argv[2] ?? 1_000_000);
const [areas, bases] = [10, 2];
const audits = Math.ceil(grades / (areas * bases));
const token = `los_${"x".repeat(43)}`;
const folder = mkdtempSync(join(tmpdir(), "line-of-sight-bench-"));
const address = join(folder, "bench.sqlite");

/** A lead with a token, and audits of two hundred cycles with their grades. */
function fill(): void {
  const file = new Sqlite(address);
  file.pragma("foreign_keys = off");
  file.exec(`
    insert into person (id, name, name_folded, job_title, active)
      values ('lead', 'A lead', 'a lead', '', 1);
    insert into auth_account (person_id, password_hash, must_change, password_changed_at)
      values ('lead', '', 0, '2024-01-01T00:00:00.000Z');
    insert into role_grant (id, person_id, role, reach) values ('grant', 'lead', 'qa-lead', 'all');
    insert into feed_token (id, person_id, name, digest, made_at, expires_at)
      values ('token', 'lead', 'Bench', '${digestOf(token)}', '2024-01-01T00:00:00.000Z',
        '9999-01-01T00:00:00.000Z');
    with recursive copy(n) as (select 1 union all select n + 1 from copy where n < ${audits})
    insert into audit (id, exercise_id, case_id, team_id, service_id, cohort, state, round, origin)
      select printf('audit-%08d', n), 'cycle-' || (n % 200), 'case-' || n, 'team-' || (n % 40),
        'service-' || (n % 5), 'child-in-need', 'final', 1, 'drawn' from copy;
    with recursive area(a) as (select 1 union all select a + 1 from area where a < ${areas})
    insert into judgement (audit_id, area, source, round, judgement, reason, team_id, service_id,
        made_by, made_at)
      select audit.id, 'area-' || a, source, 1, 'good', '', team_id, service_id, 'lead',
        '2024-01-01T00:00:00.000Z'
      from audit, area, (select 'auditor' as source union all select 'final');
    analyze;
  `);
  file.close();
}

const db = await openDatabase(address);
await migrate(db);
fill();
const context = {
  db,
  clock: clockWithOffset(() => 0),
  clientAddress: "192.0.2.1",
} as unknown as RequestContext;

type Page = { value: unknown[]; "@odata.nextLink"?: string };

async function ask(path: string): Promise<{ page: Page; ms: number; bytes: number }> {
  const began = performance.now();
  const request = new Request(new URL(path, "http://localhost"), {
    headers: { Authorization: `Bearer ${token}` },
  });
  const answer = await answerFeed(request, context);
  const body = await answer.text();
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${body.slice(0, 300)}`);
  return { page: JSON.parse(body), ms: performance.now() - began, bytes: body.length };
}

const megabytes = (): number => Math.round(process.memoryUsage().rss / 2 ** 20);
const mean = (list: readonly number[]): number =>
  list.reduce((sum, one) => sum + one, 0) / Math.max(1, list.length);

const atStart = megabytes();
const times: number[] = [];
const memory: number[] = [];
let [rows, bytes] = [0, 0];
let next: string | undefined = "/feed/Grades";
const began = performance.now();
while (next) {
  const { page, ms, bytes: more } = await ask(next);
  rows += page.value.length;
  bytes += more;
  times.push(ms);
  memory.push(megabytes());
  next = page["@odata.nextLink"];
}
const seconds = (performance.now() - began) / 1000;
const pages = times.length;
// The first pages compile what all of them run.
const warm = Math.min(5, Math.floor(pages / 4));
const tenth = Math.max(1, Math.floor(pages / 10));
const part = (from: number) => mean(times.slice(from, from + tenth)).toFixed(0);
console.log(
  `${rows} grades in ${pages} pages: ${seconds.toFixed(1)} s, ${(bytes / 2 ** 20).toFixed(0)} MB of JSON`,
);
console.log(
  `A page at the start, in the middle and at the end: ${part(warm)}, ${part(Math.floor(pages / 2))} and ${part(pages - tenth)} ms`,
);
const quarter = Math.floor(pages / 4);
console.log(
  `Memory before: ${atStart} MB; at most in the second quarter: ${Math.max(...memory.slice(quarter, 2 * quarter))} MB, in the last: ${Math.max(...memory.slice(-quarter))} MB`,
);
await db.destroy();
rmSync(folder, { recursive: true });
