/**
 * Owns staff lists as stored: a file that was read, its lines, and what they would do now.
 * Practice: what a line would do is worked out anew each time, by the staff list as it stands, so
 * that the preview never promises what has changed since.
 */

import { createHash } from "node:crypto";
import { type Access, councilWide } from "~/rules/access/access";
import type { Grant } from "~/rules/access/people";
import { teamKey } from "~/rules/imports/team-names";
import type { StaffRow } from "~/rules/people/staff-import";
import { type StaffImportState, staffImportMachine } from "~/rules/people/staff-import";
import type { KnownPerson, StaffPlanLine } from "~/rules/people/staff-lines";
import { planStaff } from "~/rules/people/staff-plan";
import { asGrant, listServices, listTeamsToChoose, type Team } from "../access/people.server";
import { insertMany } from "../core/bulk.server";
import { appendEvent, type Stamp } from "../core/events.server";
import { newId } from "../core/ids.server";
import type { Db, Tx } from "../core/open.server";
import { countAll } from "../core/scope.server";
import { listSettledNumbers } from "./same-numbers.server";

/** Puts a file down to be looked at; nothing else is changed. */
export async function addStaffImport(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  file: {
    name: string;
    rows: readonly StaffRow[];
    ignored: readonly string[];
    notes?: readonly string[];
  },
): Promise<string> {
  const id = newId();
  await tx
    .insertInto("staff_import")
    .values({
      id,
      file_name: file.name,
      state: staffImportMachine.first,
      ignored: JSON.stringify(file.ignored),
      notes: JSON.stringify(file.notes ?? []),
      made_by: stamp.actorId,
      made_at: stamp.at,
    })
    .execute();
  const rows = file.rows.map((row) => ({
    import_id: id,
    line: row.line,
    content: JSON.stringify(row),
    outcome: "",
    grants: "[]",
  }));
  await insertMany(
    tx,
    "staff_import_row",
    { import_id: "text", line: "integer", content: "text", outcome: "text", grants: "text" },
    rows,
  );
  await appendEvent(tx, stamp, {
    stream: `staff-import:${id}`,
    kind: "staff-import.read",
    after: { fileName: file.name, lines: rows.length },
  });
  return id;
}

export type StaffImport = {
  id: string;
  fileName: string;
  state: StaffImportState;
  ignored: string[];
  notes: string[];
  madeBy: string;
  by: string;
  madeAt: string;
  confirmedAt: string | null;
  bundleId: string | null;
  undoneAt: string | null;
  version: number;
  access: Access;
};

export async function findStaffImport(db: Db, id: string): Promise<StaffImport | null> {
  const row = await db
    .selectFrom("staff_import")
    .innerJoin("person", "person.id", "staff_import.made_by")
    .select(["staff_import.id", "file_name as fileName", "state", "ignored", "person.name as by"])
    .select(["notes", "made_by as madeBy", "made_at as madeAt", "confirmed_at as confirmedAt"])
    .select(["bundle_id as bundleId", "undone_at as undoneAt", "staff_import.version"])
    .where("staff_import.id", "=", id)
    .executeTakeFirst();
  if (!row) return null;
  const { ignored, notes } = row;
  return {
    ...row,
    ignored: JSON.parse(ignored),
    notes: JSON.parse(notes),
    access: councilWide,
  };
}

/** The newest files, as many as a page shows. */
export async function unscopedStaffImports(db: Db, limit = 20) {
  return db
    .selectFrom("staff_import")
    .innerJoin("person", "person.id", "staff_import.made_by")
    .select(["staff_import.id", "file_name as fileName", "state", "person.name as by"])
    .select("made_at as madeAt")
    .select((eb) =>
      eb
        .selectFrom("staff_import_row")
        .select(countAll.as("lines"))
        .whereRef("import_id", "=", "staff_import.id")
        .as("lines"),
    )
    .orderBy("made_at", "desc")
    .orderBy("staff_import.id", "desc")
    .limit(limit)
    .execute();
}

async function listKnown(db: Db): Promise<KnownPerson[]> {
  const people = await db
    .selectFrom("person")
    .innerJoin("one_person", "one_person.record_id", "person.id")
    .select(["one_person.id", "person.name", "person.email"])
    .select(["person.staff_number as staffNumber", "one_person.active"])
    .execute();
  const grants = await db.selectFrom("role_grant").selectAll().execute();
  const of = new Map<string, Grant[]>();
  for (const grant of grants) {
    of.set(grant.person_id, [...(of.get(grant.person_id) ?? []), asGrant(grant)]);
  }
  return people.map(({ active, ...person }) => ({
    ...person,
    active: active === 1,
    grants: of.get(person.id) ?? [],
  }));
}

/** Other names that were said to mean one of these teams. */
async function namesOfTeams(db: Db, teams: readonly Team[]) {
  const own = new Set(teams.map(({ name }) => teamKey(name)));
  const said = await db
    .selectFrom("caseload_mapping")
    .select(["key", "name", "team_id as teamId"])
    .where("kind", "=", "team")
    .where("choice", "=", "use")
    .execute();
  return said.flatMap(({ key, name, teamId }) => {
    const team = own.has(key) ? undefined : teams.find(({ id }) => id === teamId);
    return team ? [{ ...team, name }] : [];
  });
}

export type StaffPlan = {
  lines: StaffPlanLine[];
  /** Told again on confirming: another one means that something has changed since. */
  fingerprint: string;
};

/** What a file that was read would do, by the staff list as it stands. */
export async function planStaffImport(db: Db, importId: string, by: string): Promise<StaffPlan> {
  const rows = await db
    .selectFrom("staff_import_row")
    .select("content")
    .where("import_id", "=", importId)
    .orderBy("line")
    .execute();
  const [people, services, teams, numbers] = [
    await listKnown(db),
    await listServices(db),
    await listTeamsToChoose(db),
    await listSettledNumbers(db, "person"),
  ];
  const lines = planStaff(
    rows.map(({ content }) => JSON.parse(content) as StaffRow),
    {
      people,
      numbers,
      importerId: by,
      places: { services, teams: [...teams, ...(await namesOfTeams(db, teams))] },
    },
  );
  const fingerprint = createHash("sha256").update(JSON.stringify(lines)).digest("hex").slice(0, 32);
  return { lines, fingerprint };
}

export type StaffDone = {
  line: number;
  row: StaffRow;
  outcome: string;
  personId: string | null;
  /** Null where the person is gone again. */
  name: string | null;
  grants: Grant[];
};

/** What became of each line of a file that was confirmed. */
export async function listStaffDone(db: Db, importId: string): Promise<StaffDone[]> {
  const rows = await db
    .selectFrom("staff_import_row")
    .leftJoin("person", "person.id", "staff_import_row.person_id")
    .select(["line", "content", "outcome", "person_id as personId", "person.name", "grants"])
    .where("import_id", "=", importId)
    .orderBy("line")
    .execute();
  return rows.map(({ content, grants, ...row }) => ({
    ...row,
    row: JSON.parse(content) as StaffRow,
    grants: JSON.parse(grants) as Grant[],
  }));
}
