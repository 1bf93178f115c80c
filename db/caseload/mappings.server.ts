/**
 * Owns the choices for names that nobody here has: those of one import, and all that are remembered.
 * Practice: a choice is remembered by the name as the case system writes it, and can be changed or
 * removed at any time; what was imported by it stays.
 */
import { sql } from "kysely";
import type { Cohort } from "~/rules/caseload/caseload";
import type { MappingChoice, MappingKind, NameProblem } from "~/rules/caseload/mapping";
import type { Near } from "~/rules/imports/near";
import { appendEvent, type Stamp } from "../core/events.server";
import { newId } from "../core/ids.server";
import type { Db, Tx } from "../core/open.server";
import { countAll } from "../core/scope.server";
import { mustChange } from "../core/versions.server";
import { batchSize } from "./compare.server";

export type NameInImport = {
  kind: MappingKind;
  key: string;
  name: string;
  number: string;
  why: NameProblem;
  rows: number;
  choice: MappingChoice | null;
  teamId: string | null;
  personId: string | null;
  person: string | null;
  cohort: Cohort | null;
  sameName: string;
  sameNumber: string;
  near: Near[];
  /** Why a team that was asked for was not added; "" otherwise. */
  answer: string;
};

const namesOf = (db: Db, importId: string) =>
  db
    .selectFrom("caseload_import_name as named")
    .leftJoin("caseload_mapping as chosen", (join) =>
      join.onRef("chosen.kind", "=", "named.kind").onRef("chosen.key", "=", "named.key"),
    )
    .where("named.import_id", "=", importId);

/** A page of the names of one kind, those of most rows first. */
export async function listNames(
  db: Db,
  importId: string,
  kind: MappingKind,
  page: number,
  size: number,
): Promise<NameInImport[]> {
  const rows = await namesOf(db, importId)
    .leftJoin("one_person as person", "person.record_id", "chosen.person_id")
    .select(["named.kind", "named.key", "named.name", "named.number", "named.why"])
    .select(["named.row_count as rows", "chosen.choice", "chosen.team_id as teamId"])
    .select(["chosen.person_id as personId", "person.name as person", "chosen.cohort", "near"])
    .select(["chosen.same_name as sameName", "chosen.same_number as sameNumber"])
    .select("chosen.answer")
    .where("named.kind", "=", kind)
    .orderBy("named.row_count", "desc")
    .orderBy("named.key")
    .limit(size)
    .offset((page - 1) * size)
    .execute();
  return rows.map((row) => ({
    ...row,
    cohort: row.cohort as Cohort | null,
    sameName: row.sameName ?? "",
    sameNumber: row.sameNumber ?? "",
    answer: row.answer ?? "",
    near: JSON.parse(row.near),
  }));
}

/** How many names of each kind ask for a choice, and how many of them have one. */
export async function countNames(db: Db, importId: string) {
  const rows = await namesOf(db, importId)
    .select(["named.kind", countAll.as("count")])
    .select((eb) => eb.fn.count<number | string>("chosen.id").as("chosen"))
    .select(
      sql<number>`cast(sum(case when choice = 'waiting' and answer = '' then 1 else 0 end) as integer)`.as(
        "asked",
      ),
    )
    .groupBy("named.kind")
    .execute();
  const of = (kind: MappingKind) => {
    const row = rows.find((one) => one.kind === kind);
    const [chosen, asked] = [Number(row?.chosen ?? 0), Number(row?.asked ?? 0)];
    return { count: row?.count ?? 0, chosen, asked };
  };
  return { team: of("team"), cohort: of("cohort"), worker: of("worker") };
}

/** How many new workers are much like someone, and nobody has said yet whether they are two. */
export async function countAlike(db: Db, importId: string): Promise<number> {
  const { count } = await namesOf(db, importId)
    .select(countAll.as("count"))
    .where("named.why", "=", "alike")
    .where("chosen.id", "is", null)
    .executeTakeFirstOrThrow();
  return count;
}

export type Choice = {
  kind: MappingKind;
  key: string;
  name: string;
  number: string;
  choice: MappingChoice;
  teamId: string | null;
  personId: string | null;
  cohort?: Cohort | null;
  sameName?: string;
  sameNumber?: string;
  /** For a team that an administrator is asked for: the import that names it. */
  askedImportId?: string | null;
};

/** Remembers choices; a name without one keeps what it has. Returns how many changed. */
export async function saveChoices(tx: Tx, stamp: Stamp, choices: readonly Choice[]) {
  let changed = 0;
  for (const choice of choices) {
    const { teamId, personId, cohort = null, sameName = "", sameNumber = "", ...rest } = choice;
    const { askedImportId = null, ...one } = rest;
    const before = await tx
      .selectFrom("caseload_mapping")
      .selectAll()
      .where("kind", "=", one.kind)
      .where("key", "=", one.key)
      .executeTakeFirst();
    const chosen = {
      ...{ choice: one.choice, team_id: teamId, person_id: personId, cohort },
      ...{ same_name: sameName, same_number: sameNumber, answer: "" },
    };
    if (
      before &&
      (Object.keys(chosen) as (keyof typeof chosen)[]).every((k) => before[k] === chosen[k])
    )
      continue;
    const made = {
      ...{ ...chosen, chosen_by: stamp.actorId, chosen_at: stamp.at },
      ...{ asked_import_id: askedImportId, asked_staff_import_id: null },
    };
    const id = before?.id ?? newId();
    if (before) {
      await tx
        .updateTable("caseload_mapping")
        .set({ ...made, version: before.version + 1 })
        .where("id", "=", id)
        .execute();
    } else {
      await tx
        .insertInto("caseload_mapping")
        .values({ id, ...one, ...made })
        .execute();
    }
    await appendEvent(tx, stamp, {
      stream: `mapping:${id}`,
      kind: "mapping.chosen",
      before: before ? factsOf(before) : undefined,
      after: { ...one, teamId, personId, cohort, sameName, sameNumber },
    });
    changed += 1;
  }
  return changed;
}

const factsOf = (row: {
  kind: string;
  name: string;
  choice: string;
  team_id: string | null;
  person_id: string | null;
}) => ({
  kind: row.kind,
  name: row.name,
  choice: row.choice,
  teamId: row.team_id,
  personId: row.person_id,
});

/** A page of everything remembered, teams first, by name; and how much there is. */
export async function unscopedMappings(db: Db, page: number, size: number) {
  const { count } = await db
    .selectFrom("caseload_mapping")
    .select(countAll.as("count"))
    .executeTakeFirstOrThrow();
  const mappings = await db
    .selectFrom("caseload_mapping as chosen")
    .leftJoin("team", "team.id", "chosen.team_id")
    .leftJoin("one_person as person", "person.record_id", "chosen.person_id")
    .leftJoin("one_person as by", "by.record_id", "chosen.chosen_by")
    .select(["chosen.id", "chosen.kind", "chosen.name", "chosen.number", "chosen.choice"])
    .select(["team.name as team", "person.name as person", "by.name as by"])
    .select(["chosen_at as chosenAt", "chosen.version", "chosen.cohort"])
    .select(["chosen.same_name as sameName", "chosen.answer"])
    .orderBy("chosen.kind")
    .orderBy("chosen.key")
    .limit(size)
    .offset((page - 1) * size)
    .execute();
  return { count, mappings };
}

export type RememberedName = Choice & { id: string; version: number };

export async function findMapping(db: Db, id: string): Promise<RememberedName | null> {
  const row = await db
    .selectFrom("caseload_mapping")
    .select(["id", "kind", "key", "name", "number", "choice", "version"])
    .select(["team_id as teamId", "person_id as personId", "cohort"])
    .select(["same_name as sameName", "same_number as sameNumber"])
    .where("id", "=", id)
    .executeTakeFirst();
  return row ? { ...row, cohort: row.cohort as Cohort | null } : null;
}

/** Forgets a choice: the next import asks again. */
export async function removeMapping(tx: Tx, stamp: Stamp, id: string, version: number) {
  const before = await tx
    .deleteFrom("caseload_mapping")
    .where("id", "=", id)
    .where("version", "=", version)
    .returningAll()
    .executeTakeFirst();
  const stream = `mapping:${id}` as const;
  mustChange(stream, { numUpdatedRows: before ? 1n : 0n });
  if (!before) return;
  await appendEvent(tx, stamp, { stream, kind: "mapping.removed", before: factsOf(before) });
}

/** The staff there are to choose from, whoever left last. */
export async function unscopedStaff(db: Db) {
  return db
    .selectFrom("person")
    .leftJoin("team", "team.id", "person.team_id")
    .select(["person.id", "person.name", "staff_number as staffNumber", "team.name as team"])
    .select("person.active")
    .where("person.same_as_id", "is", null)
    .orderBy("person.active", "desc")
    .orderBy("person.name_folded")
    .orderBy("person.id")
    .limit(20 * batchSize)
    .execute();
}
