/**
 * Grows a database that holds the demonstration into one with a long past, on both databases: its
 * finished exercises, with everything that hangs on them, copied as often as asked, each copy some
 * years earlier, under ids of its own and of cases of its own that are closed; and what else is kept
 * for good, in step: messages that were sent, and who read what.
 *
 *   await growTo(db, 3_000);   // answers how many audits there are then
 */
import { type RawBuilder, sql } from "kysely";
import { dialectOf } from "~db/core/columns";
import type { Db, Tx } from "~db/core/open.server";

/** What is copied, and which of its rows: those that hang on a finished exercise. */
const closed = "(select id from exercise where state = 'closed' and id not like '%~%')";
const audits = `(select id from audit where exercise_id in ${closed})`;
const cases = `(select case_id from audit where exercise_id in ${closed})`;
const ofAudit = `audit_id in ${audits}`;
const ofExercise = `exercise_id in ${closed}`;
const moderations = `(select id from moderation where ${ofExercise})`;
const meetings = `(select id from panel_meeting where ${ofExercise})`;
const actions = `(select id from action where ${ofExercise})`;
const streams = [
  ...["exercise", "audit", "moderation", "case", "action"].map((kind, at) => {
    const ids = [closed, audits, moderations, cases, actions][at];
    return `(stream like '${kind}:%' and substr(stream, ${kind.length + 2}) in ${ids})`;
  }),
].join(" or ");

const copied: [table: string, where: string][] = [
  ["exercise", `id in ${closed}`],
  ["exercise_member", ofExercise],
  ["exercise_team", ofExercise],
  ["case_record", `id in ${cases}`],
  ["case_holding", `case_id in ${cases}`],
  ["draw", ofExercise],
  ["draw_case", `draw_id in (select id from draw where ${ofExercise}) and case_id in ${cases}`],
  ["audit", ofExercise],
  ["answer", ofAudit],
  ["judgement", ofAudit],
  ["voice", ofAudit],
  ["reflection", ofAudit],
  ["correction", ofAudit],
  ["second_look", ofAudit],
  ["second_look_part", `second_look_id in (select id from second_look where ${ofAudit})`],
  ["conversation", ofAudit],
  ["finding", ofExercise],
  ["good_practice", ofAudit],
  ["inadequate_notice", ofAudit],
  ["moderation", ofExercise],
  ["moderation_holder", `moderation_id in ${moderations}`],
  ["decision_part", `moderation_id in ${moderations}`],
  ["moderation_order", ofExercise],
  ["panel_meeting", ofExercise],
  ["panel_meeting_member", `meeting_id in ${meetings}`],
  ["panel_meeting_case", `meeting_id in ${meetings}`],
  ["double_draw", ofExercise],
  ["double_audit", ofAudit],
  ["double_grade", `double_audit_id in (select id from double_audit where ${ofAudit})`],
  ["tally", ofExercise],
  ["grade_pair", ofExercise],
  ["prompt_tally", ofExercise],
  ["response", ofExercise],
  ["action", ofExercise],
  ["action_update", `action_id in ${actions}`],
  ["event", streams],
  ["event_body", `event_id in (select id from event where ${streams})`],
];

/** Columns that name what is copied too. */
const isKey = (name: string): boolean =>
  /^(id|stream|reference_folded|reference_key|(exercise|case|draw|audit|previous_audit|finding|moderation|response|action|superseded_by|event|meeting|drawn|second_look|double_audit)_id)$/.test(
    name,
  );

const isInstant = (name: string): boolean => /^(month|.*_on|.*_until|(.*_)?at)$/.test(name);

/** What has waited in the demonstration, and waits no more in a copy. */
const over: Record<string, Record<string, string>> = {
  good_practice: { state: "case when state = 'shared' then state else 'thanked' end" },
  case_record: { closed_on: earlier("coalesce(closed_on, opened_on)") },
  inadequate_notice: { read_at: earlier("coalesce(read_at, told_at)") },
  moderation: { feedback_read_at: earlier("coalesce(feedback_read_at, decided_at)") },
  response: { answered_at: earlier("coalesce(answered_at, asked_at)") },
  correction: { answered_at: earlier("coalesce(answered_at, sent_at)") },
  action: {
    reference: "reference + 100000 * n",
    status:
      "case when status in ('open', 'in-progress', 'completed') then 'verified' else status end",
  },
};

/** Tables of which an exercise has its rows however many audits are copied into it. */
const ofExerciseAlone = [
  ...[
    "exercise",
    "exercise_member",
    "exercise_team",
    "draw",
    "draw_case",
    "double_draw",
    "tally",
    "grade_pair",
    "prompt_tally",
    "response",
  ],
];

/** The expression that makes a column's value in copy `n`, of which `per` share an exercise. */
function copyOf(table: string, name: string, per: number): string {
  if (/^(exercise|response|draw)_id$/.test(name)) return `${name} || '~' || (n - (n - 1) % ${per})`;
  const settled = over[table]?.[name];
  if (settled) return settled;
  if (name === "reference" || isKey(name)) return `${name} || '~' || n`;
  return isInstant(name) ? earlier(name) : name;
}

/** The same day of an earlier year; what is null or empty stays so. */
function earlier(value: string): string {
  return `case when length(${value}) >= 7 then cast(cast(substr(${value}, 1, 4) as integer) - 1 - n % 900 as text) || substr(${value}, 5) else ${value} end`;
}

const numbers = (from: number, to: number): string =>
  `with recursive copy(n) as (select ${from} union all select n + 1 from copy where n < ${to})`;

const past = `(select numbered.*, staff.id as someone from (
    select audit.*, coalesce(submitted_at, due_on, '2020-01-01') as then_at,
      row_number() over (order by id) as place from audit where id like '%~%'
  ) as numbered inner join (
    select id, row_number() over (order by id) - 1 as place from person
  ) as staff on staff.place = numbered.place % (select count(*) from person)) as past`;

/** What is kept for good beside them, and waits for nobody: a row for every audit of the past. */
const beside: [table: string, values: Record<string, string>][] = [
  [
    "outbox",
    {
      ...{ id: "'sent~' || id", key: "'sent~' || id", person_id: "someone" },
      ...{ kind: "'audit-allocated'", link: "'/audits/' || id", urgent: "0", state: "'sent'" },
      ...{ made_at: "then_at", send_after: "then_at", attempts: "1", problem: "''" },
      settled_at: "then_at",
    },
  ],
  [
    "read_log",
    {
      ...{ kind: "'audit'", record_id: "id", person_id: "someone" },
      ...{ day: "substr(then_at, 1, 10)", first_at: "then_at" },
    },
  ],
  [
    "grades_read",
    {
      ...{ audit_id: "id", round: "1", person_id: "someone" },
      ...{ where_read: "'audit'", read_at: "then_at" },
    },
  ],
  [
    "re_audit",
    {
      ...{ id: "'again~' || id", previous_audit_id: "id", case_id: "case_id" },
      ...{ made_at: "then_at", due_on: "substr(then_at, 1, 10)", cancelled_at: "then_at" },
      ...{ cancelled_by: "someone", cancelled_reason: "'It closed'" },
    },
  ],
  [
    "audit_conflict",
    {
      ...{ id: "'noticed~' || id", audit_id: "id", part: "'auditor'", person_id: "someone" },
      ...{ rules: "'[]'", noticed_at: "then_at", noticed_because: "'moved'" },
      ...{ settled_at: "then_at", settled_how: "'kept'", settled_by: "someone" },
      settled_reason: "''",
    },
  ],
  [
    "declared_conflict",
    {
      ...{ id: "'declared~' || id", person_id: "someone", case_id: "case_id", note: "''" },
      ...{ declared_at: "then_at", withdrawn_at: "then_at", withdrawn_by: "someone" },
    },
  ],
  [
    "audit_decline",
    {
      ...{ id: "'declined~' || id", audit_id: "id", case_id: "case_id", person_id: "someone" },
      ...{ reason: "'capacity'", note: "''", declined_at: "then_at" },
    },
  ],
  [
    "concern",
    {
      ...{ id: "'raised~' || id", case_id: "case_id", audit_id: "id", team_id: "team_id" },
      ...{ service_id: "service_id", raised_by: "someone", raised_at: "then_at", what: "''" },
      ...{ spoken_to: "''", spoken_at: "then_at", due_at: "then_at", done: "'Done'" },
      ...{ acknowledged_by: "someone", acknowledged_at: "then_at" },
    },
  ],
  [
    "concern_alert",
    {
      ...{ concern_id: "'raised~' || id", person_id: "someone", part: "'team-manager'" },
      alerted_at: "then_at",
    },
  ],
  ["swap", { audit_id: "id", swapped_by: "someone", swapped_at: "then_at", left_out: "'[]'" }],
  ["concern_bypass", { concern_id: "'raised~' || id", person_id: "someone" }],
  [
    "access_change",
    {
      ...{ id: "'change~' || id", bundle_id: "'change~' || id", kind: "'grant'" },
      ...{ person_id: "someone", receiver_id: "someone", what: "'{}'" },
      ...{ proposed_by: "someone", proposed_at: "then_at", state: "'refused'" },
      settled_at: "then_at",
    },
  ],
  [
    "review_part",
    {
      ...{ id: "'part~' || id", exercise_id: "exercise_id", audit_id: "id", agency: "'Police'" },
      ...{ state: "'committed'", waits_since: "then_at", settled_at: "then_at" },
      settled_by: "someone",
    },
  ],
  [
    "handover",
    {
      ...{ id: "'given~' || id", person_id: "someone", to_id: "someone", parts: "'[]'" },
      ...{ on_date: "substr(then_at, 1, 10)", reason: "''", planned_by: "someone" },
      ...{ planned_at: "then_at", cancelled_at: "then_at", cancelled_by: "someone" },
    },
  ],
];

const keptBeside = beside.map(
  ([table, values]) =>
    `insert into ${table} (${Object.keys(values).join(", ")}) select ${Object.values(values).join(", ")} from ${past}`,
);

const run = (tx: Db | Tx, statement: string) =>
  (sql.raw(statement) as RawBuilder<unknown>).execute(tx);

/** How many copies a statement makes: SQLite keeps what a transaction writes until its end. */
const batch = 50;

/**
 * Copies finished exercises until there are about `most` audits, in at most so many times as many
 * exercises as `cycles` says; what is copied further goes into those. Answers how many audits there are.
 */
export async function growTo(db: Db, most: number, cycles = most): Promise<number> {
  const count = async (where: string) => {
    const { rows } = await sql<{
      n: number;
    }>`select count(*) as n from audit where ${sql.raw(where)}`.execute(db);
    return Number(rows[0]?.n);
  };
  const copies = Math.ceil((most - (await count("true"))) / (await count(ofExercise)));
  const per = Math.max(1, Math.ceil(copies / cycles));
  const columns = new Map(
    (await db.introspection.getTables()).map(({ name, columns }) => [
      name,
      // The log gives its own places.
      columns.map((one) => one.name).filter((one) => one !== "seq"),
    ]),
  );
  if (dialectOf(db) === "sqlite") await run(db, "pragma foreign_keys = off");
  for (let from = 1; from <= copies; from += batch) {
    await db.transaction().execute(async (tx) => {
      if (dialectOf(db) === "postgres")
        await run(tx, "set local session_replication_role = replica");
      for (const [table, where] of copied) {
        const own = columns.get(table) ?? [];
        const values = own.map((name) => copyOf(table, name, per)).join(", ");
        await run(
          tx,
          `insert into ${table} (${own.join(", ")}) ${numbers(from, Math.min(copies, from + batch - 1))}
           select ${values} from copy cross join (select * from ${table} where ${where}) as original
           where ${ofExerciseAlone.includes(table) ? `(n - 1) % ${per} = 0` : "true"}`,
        );
      }
    });
  }
  for (const statement of keptBeside) await run(db, statement);
  if (dialectOf(db) === "sqlite") await run(db, "pragma foreign_keys = on");
  await run(db, "analyze");
  return count("true");
}
