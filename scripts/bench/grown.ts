/**
 * Grows a SQLite database that holds the demonstration: its finished exercises, with everything that
 * hangs on them, are copied as often as asked, each copy under ids of its own. For measuring alone.
 */
import Sqlite from "better-sqlite3";

type Reference = { table: string; from: string; to: string };

/** Tables that hang on an exercise by their references, each after what it refers to. */
function hanging(db: Sqlite.Database): Map<string, Reference[]> {
  const tables = db
    .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
    .pluck()
    .all() as string[];
  const references = new Map(
    tables.map((table) => [
      table,
      (db.pragma(`foreign_key_list(${table})`) as Reference[]).map(({ table: to, from }) => ({
        table: to,
        from,
        to: "id",
      })),
    ]),
  );
  const found = new Map<string, Reference[]>([["exercise", []]]);
  for (let before = 0; before !== found.size; ) {
    before = found.size;
    for (const [table, all] of references) {
      const own = all.filter((one) => found.has(one.table));
      if (!found.has(table) && own.length > 0 && table !== "exercise") found.set(table, own);
    }
  }
  // Once more: a table found early may refer to one that was found later.
  for (const table of found.keys()) {
    found.set(
      table,
      (references.get(table) ?? []).filter((one) => found.has(one.table)),
    );
  }
  return found;
}

/** Each table after those it refers to; of a circle, only what stands earlier decides what is copied. */
function inOrder(tables: Map<string, Reference[]>) {
  const placed = new Set<string>();
  const order: { table: string; references: Reference[]; earlier: Reference[] }[] = [];
  while (placed.size < tables.size) {
    const left = [...tables].filter(([table]) => !placed.has(table));
    const open = (references: Reference[]) => references.filter(({ table }) => !placed.has(table));
    const [next] = left.sort(([, a], [, b]) => open(a).length - open(b).length);
    if (!next) break;
    const [table, references] = next;
    order.push({ table, references, earlier: references.filter((one) => placed.has(one.table)) });
    placed.add(table);
  }
  return order;
}

/** Copies of finished exercises until there are about `audits` audits. Answers how many there are. */
export function growTo(path: string, audits: number): number {
  const db = new Sqlite(path);
  db.pragma("foreign_keys = off");
  db.pragma("synchronous = off");
  const count = () => db.prepare("select count(*) from audit").pluck().get() as number;
  const own = db
    .prepare(
      "select count(*) from audit where exercise_id in (select id from exercise where state = 'closed')",
    )
    .pluck()
    .get() as number;
  const copies = Math.max(0, Math.ceil((audits - count()) / own));
  const tables = inOrder(hanging(db));
  const statements = tables.map(({ table, references, earlier }) => {
    const columns = (db.pragma(`table_info(${table})`) as { name: string }[]).map((c) => c.name);
    const isKey = (name: string) => name === "id" || references.some(({ from }) => from === name);
    // A copy is of earlier years, as it would be.
    const dated = (name: string) =>
      `case when ${name} glob '[0-9][0-9][0-9][0-9]-*' then printf('%04d', substr(${name}, 1, 4) - @years) || substr(${name}, 5) else ${name} end`;
    const value = (name: string) => {
      if (isKey(name) || name === "number") return `${name} || @copy`;
      return /(_at|_on|_until|^month)$/.test(name) ? dated(name) : name;
    };
    const originals =
      table === "exercise"
        ? "where state = 'closed' and instr(id, '~') = 0"
        : `where ${earlier
            .map(
              ({ from, table: to }) =>
                `(${from} is null or (instr(${from}, '~') = 0 and ${from} in (select id from kept_${to})))`,
            )
            .join(" and ")}${columns.includes("id") ? " and instr(id, '~') = 0" : ""}`;
    return { table, columns, originals, values: columns.map(value) };
  });
  for (const { table, columns, originals } of statements) {
    const keyed = columns.includes("id") ? "id" : "rowid";
    db.exec(`create temp table kept_${table} as select ${keyed} as id from ${table} ${originals}`);
  }
  for (let copy = 1; copy <= copies; copy += 1) {
    db.exec("begin");
    for (const { table, columns, values } of statements) {
      const keyed = columns.includes("id") ? "id" : "rowid";
      db.prepare(
        `insert or ignore into ${table} (${columns.join(", ")}) select ${values.join(", ")} from ${table} where ${keyed} in (select id from kept_${table})`,
      ).run({ copy: `~${copy}`, years: 1 + (copy % 1000) });
    }
    db.exec("commit");
  }
  const total = count();
  db.exec("analyze");
  db.close();
  return total;
}
