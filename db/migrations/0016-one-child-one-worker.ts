/**
 * What makes one child and one worker of several spellings: the keys by which references, staff
 * numbers and names are compared, words for cohorts and other spellings that are remembered, and
 * which way round the dates of a file are read. Nothing is merged: records that now have the same
 * key stay two.
 */
import { type Kysely, sql } from "kysely";
import { fold, foldName, foldNumber } from "~/rules/core/folding";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

type Added = [table: keyof Schema, column: string, initial: string | null];

const added: Added[] = [
  ["person", "staff_number_key", null],
  ["case_record", "reference_key", ""],
  ["caseload_import_case", "reference_key", ""],
  ["caseload_import_row", "reference_key", null],
  ["caseload_import_row", "other", ""],
  ["caseload_import_name", "near", "[]"],
  ["caseload_import", "date_order", ""],
  ["caseload_mapping", "cohort", null],
  ["caseload_mapping", "same_name", ""],
  ["caseload_mapping", "same_number", ""],
  ["action", "words_folded", ""],
];

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  for (const [table, column, initial] of added) {
    await db.schema
      .alterTable(table)
      .addColumn(column, c.text, (x) => (initial === null ? x : x.notNull().defaultTo(initial)))
      .execute();
  }

  await keyPeople(db);
  await keyActions(db);
  await keyMappings(db);
  // References hold ASCII alone, and no spaces: both databases strip zeros as `foldNumber` does.
  for (const table of ["case_record", "caseload_import_case", "caseload_import_row"] as const) {
    await sql`update ${sql.table(table)} set reference_key =
      coalesce(nullif(ltrim(reference_folded, '0'), ''), '0')
      where reference_folded is not null`.execute(db);
  }
  // What is prepared and not confirmed was compared by the keys of before.
  await sql`update caseload_import set state = 'comparing', owner = null, beat_at = null, done = 0,
    version = version + 1 where state in ('staged', 'comparing', 'confirming')`.execute(db);

  for (const [table, columns] of [
    ["person", ["staff_number_key"]],
    ["case_record", ["reference_key"]],
    ["caseload_import_row", ["import_id", "reference_key"]],
  ] as const) {
    await db.schema
      .createIndex(`${table}_${columns.join("_")}`)
      .on(table)
      .columns([...columns])
      .execute();
  }
  await db.schema.dropIndex("caseload_import_row_import_id_reference_folded").execute();
}

const slice = 500;

/** Sets columns of many rows by id, a slice of them a statement. */
async function setMany(
  db: Kysely<Schema>,
  table: "person" | "action" | "caseload_mapping",
  column: string,
  values: ReadonlyMap<string, string | null>,
): Promise<void> {
  const all = [...values];
  for (let from = 0; from < all.length; from += slice) {
    const some = all.slice(from, from + slice);
    const cases = some.map(([id, value]) => sql`when ${id} then ${value}`);
    await sql`update ${sql.table(table)} set ${sql.ref(column)} =
      case id ${sql.join(cases, sql` `)} end
      where id in (${sql.join(some.map(([id]) => id))})`.execute(db);
  }
}

async function keyPeople(db: Kysely<Schema>): Promise<void> {
  const people = await db.selectFrom("person").select(["id", "name", "staff_number"]).execute();
  await setMany(
    db,
    "person",
    "name_folded",
    new Map(people.map((one) => [one.id, fold(one.name)])),
  );
  const numbered = people.flatMap(({ id, staff_number: number }) =>
    number === null ? [] : [[id, foldNumber(number)] as const],
  );
  await setMany(db, "person", "staff_number_key", new Map(numbered));
}

/** By slices: the words of a log are long. */
async function keyActions(db: Kysely<Schema>): Promise<void> {
  for (let last = ""; ; ) {
    const some = await db
      .selectFrom("action")
      .select(["id", "what", "why"])
      .where("id", ">", last)
      .orderBy("id")
      .limit(slice)
      .execute();
    const end = some.at(-1);
    if (!end) return;
    last = end.id;
    const words = some.map(({ id, what, why }) => [id, fold(`${what} ${why}`)] as const);
    await setMany(db, "action", "words_folded", new Map(words));
  }
}

/**
 * The keys of remembered names. Where several now have one, the last choice keeps it; the others
 * stay in the list of remembered names, under a key that no file gives.
 */
async function keyMappings(db: Kysely<Schema>): Promise<void> {
  const rows = await db
    .selectFrom("caseload_mapping")
    .select(["id", "kind", "name", "number"])
    .orderBy("chosen_at", "desc")
    .orderBy("id", "desc")
    .execute();
  const taken = new Set<string>();
  const keys = new Map<string, string>();
  for (const { id, kind, name, number } of rows) {
    const key = kind === "team" ? fold(name) : number ? `#${foldNumber(number)}` : foldName(name);
    keys.set(id, taken.has(`${kind} ${key}`) ? `${key} ${id}` : key);
    taken.add(`${kind} ${key}`);
  }
  // Each steps out of the way first, so that none meets another's old key.
  await setMany(db, "caseload_mapping", "key", new Map([...keys.keys()].map((id) => [id, id])));
  await setMany(db, "caseload_mapping", "key", keys);
}
