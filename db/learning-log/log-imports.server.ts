/**
 * Owns earlier logs as read from a file: kept until they are imported or discarded, with what their
 * columns and words were chosen to mean.
 * Practice: what the lines would become is worked out anew each time, by who and what is here by then.
 */
import { createHash } from "node:crypto";
import { type Access, councilWide } from "~/rules/access/access";
import { foldName, lowered } from "~/rules/core/folding";
import { teamFinder } from "~/rules/imports/team-names";
import {
  guessColumns,
  guessStatus,
  type LogField,
  type LogImportState,
  type LogLine,
  type LogMapping,
  logImportMachine,
  mostLogWords,
  type PlannedLine,
  planLine,
  stillMeant,
  wordsOf,
} from "~/rules/learning-log/log-import";
import { listServices, listTeamsToChoose } from "../access/people.server";
import { appendEvent, type Stamp } from "../core/events.server";
import { newId } from "../core/ids.server";
import type { Db, Tx } from "../core/open.server";
import { mustChange } from "../core/versions.server";
import { listVocabulary } from "../core/vocabulary.server";

export type LogImport = {
  id: string;
  fileName: string;
  headings: string[];
  lines: LogLine[];
  notes: string[];
  mapping: LogMapping;
  state: LogImportState;
  by: string;
  readAt: string;
  confirmedAt: string | null;
  actions: number;
  learnings: number;
  version: number;
  access: Access;
};

type ReadFile = { fileName: string; headings: string[]; lines: LogLine[]; notes: string[] };

/** Keeps a file that was read, with what its columns and words most likely mean; returns its id. */
export async function addLogImport(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  file: ReadFile,
): Promise<string> {
  const id = newId();
  const mapping = await guessMapping(tx, file);
  await tx
    .insertInto("log_import")
    .values({
      ...{ id, file_name: file.fileName, state: logImportMachine.first },
      headings: JSON.stringify(file.headings),
      lines: JSON.stringify(file.lines),
      notes: JSON.stringify(file.notes),
      mapping: JSON.stringify(mapping),
      ...{ read_by: stamp.actorId, read_at: stamp.at },
    })
    .execute();
  await appendEvent(tx, stamp, { stream: `log-import:${id}`, kind: "log-import.read" });
  return id;
}

async function guessMapping(db: Db, { headings, lines }: ReadFile): Promise<LogMapping> {
  const columns = guessColumns(headings);
  return { ...(await meaningsOf(db, lines, columns)), columns, order: "day" };
}

/** What the words of these columns most likely mean, by who and what is here. */
export async function meaningsOf(
  db: Db,
  lines: readonly LogLine[],
  columns: Partial<Record<LogField, number>>,
): Promise<Pick<LogMapping, "statuses" | "owners" | "places">> {
  const statuses = wordsOf(lines, columns.status).flatMap(({ key, word }) => {
    const guess = guessStatus(word);
    return guess === "" ? [] : [[key, guess] as const];
  });
  const find = personFinder(await unscopedPeopleHere(db));
  const owners = wordsOf(lines, columns.owner).flatMap(({ key, word }) => {
    const person = find(word);
    return person ? [[key, person.id] as const] : [];
  });
  const teams = teamFinder(await listTeamsToChoose(db));
  const services = teamFinder(await listServices(db));
  const places = wordsOf(lines, columns.place).flatMap(({ key, word }): [string, string][] => {
    const team = teams(word).named;
    const service = services(word).named;
    if (team) return [[key, `team-${team.id}`]];
    return service ? [[key, `service-${service.id}`]] : [];
  });
  return {
    statuses: Object.fromEntries(statuses),
    owners: Object.fromEntries(owners),
    places: Object.fromEntries(places),
  };
}

/** The services and teams that an action can belong to, as a mapping names them. */
export async function unscopedLogPlaces(db: Db): Promise<{ value: string; label: string }[]> {
  const [services, teams] = await Promise.all([listServices(db), listTeamsToChoose(db)]);
  return [
    ...services.map(({ id, name }) => ({
      value: `service-${id}`,
      label: `${name} (the whole service)`,
    })),
    ...teams.map(({ id, name }) => ({ value: `team-${id}`, label: name })),
  ];
}

export type PersonHere = { id: string; name: string; email: string | null };

/** Everyone who is here and could own an action. */
export const unscopedPeopleHere = (db: Db): Promise<PersonHere[]> =>
  db
    .selectFrom("person")
    .select(["id", "name", "email"])
    .where("active", "=", 1)
    // People of other agencies read no log.
    .where("agency", "=", "")
    .where("same_as_id", "is", null)
    .orderBy("name_folded")
    .execute();

/** Finds whom a name or an email address means, where it is one person's alone. */
export function personFinder(people: readonly PersonHere[]): (text: string) => PersonHere | null {
  const byName = new Map<string, PersonHere[]>();
  for (const person of people)
    for (const key of [foldName(person.name), person.email && lowered(person.email)])
      if (key) byName.set(key, [...(byName.get(key) ?? []), person]);
  return (text) => {
    const found = byName.get(lowered(text)) ?? byName.get(foldName(text)) ?? [];
    return found.length === 1 ? (found[0] ?? null) : null;
  };
}

export async function findLogImport(db: Db, id: string): Promise<LogImport | null> {
  const row = await db
    .selectFrom("log_import")
    .innerJoin("one_person as by", "by.record_id", "log_import.read_by")
    .selectAll("log_import")
    .select("by.name as byName")
    .where("log_import.id", "=", id)
    .executeTakeFirst();
  if (!row) return null;
  return {
    ...{ id: row.id, fileName: row.file_name, state: row.state, by: row.byName },
    headings: JSON.parse(row.headings),
    lines: JSON.parse(row.lines),
    notes: JSON.parse(row.notes),
    mapping: JSON.parse(row.mapping),
    ...{ readAt: row.read_at, confirmedAt: row.confirmed_at },
    ...{ actions: row.actions, learnings: row.learnings, version: row.version },
    access: councilWide,
  };
}

/** The latest files that were read. */
export async function unscopedLogImports(db: Db, limit = 20) {
  const rows = await db
    .selectFrom("log_import")
    .innerJoin("one_person as by", "by.record_id", "log_import.read_by")
    .select(["log_import.id", "log_import.file_name as fileName", "log_import.state"])
    .select(["log_import.read_at as readAt", "log_import.actions", "by.name as by"])
    .orderBy("log_import.read_at", "desc")
    .limit(limit)
    .execute();
  return rows;
}

/** Keeps what was chosen; throws Conflict where it changed since `version`, or is no longer open. */
export async function saveLogMapping(
  tx: Tx,
  stamp: Stamp,
  { id, version }: { id: string; version: number },
  mapping: LogMapping,
): Promise<void> {
  const stream = `log-import:${id}` as const;
  const saved = await tx
    .updateTable("log_import")
    .set({ mapping: JSON.stringify(mapping), version: version + 1 })
    .where("id", "=", id)
    .where("version", "=", version)
    .where("state", "=", logImportMachine.first)
    .executeTakeFirst();
  mustChange(stream, saved);
  await appendEvent(tx, stamp, { stream, kind: "log-import.mapped" });
}

/** As much of a key as an index of PostgreSQL takes; what is longer is known by its fingerprint. */
const keptKey = (key: string): string =>
  key.length <= 500
    ? key
    : `${key.slice(0, 400)}#${createHash("sha256").update(key).digest("hex")}`;

export type LogPlan = {
  planned: PlannedLine[];
  /** Lines that another file, or this one, holds already. */
  known: Set<number>;
};

/** What each line would become today (YYYY-MM-DD). */
export async function unscopedLogPlan(
  db: Db,
  { lines, mapping }: Pick<LogImport, "lines" | "mapping">,
  today: string,
): Promise<LogPlan> {
  const vocabulary = await listVocabulary(db);
  // Someone may have left, or a team ended, since it was chosen.
  const meant = stillMeant(mapping, {
    people: new Set((await unscopedPeopleHere(db)).map(({ id }) => id)),
    places: new Set((await unscopedLogPlaces(db)).map(({ value }) => value)),
  });
  const planned = lines
    .map((line) => planLine(line, meant, { ...vocabulary, today }))
    .map((one) => (one.ok ? { ...one, key: keptKey(one.key) } : one));
  const keys = planned.flatMap((one) => (one.ok ? [one.key] : []));
  const held = new Set<string>();
  for (let from = 0; from < keys.length; from += 500) {
    const rows = await db
      .selectFrom("log_import_line")
      .select("same_key")
      .where("same_key", "in", keys.slice(from, from + 500))
      .execute();
    for (const { same_key } of rows) held.add(same_key);
  }
  const known = new Set<number>();
  for (const one of planned) {
    if (!one.ok) continue;
    if (held.has(one.key)) known.add(one.line);
    held.add(one.key);
  }
  return { planned, known };
}

/** Whether there are more different words than are asked about. */
export const hasTooManyWords = (lines: readonly LogLine[], column: number | undefined): boolean =>
  wordsOf(lines, column).length > mostLogWords;
