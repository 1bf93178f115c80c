/**
 * Owns the teams that someone importing has asked for: those that wait for an administrator, and
 * what became of each.
 */

import { paths } from "~/paths";
import { type Access, councilWide } from "~/rules/access/access";
import { type AttentionFact, mostOfAKind } from "~/rules/home/attention";
import type { Db } from "../core/open.server";

export type TeamRequest = {
  id: string;
  key: string;
  name: string;
  /** Whether it waits still. */
  waits: boolean;
  askedBy: string | null;
  by: string | null;
  askedAt: string;
  importId: string | null;
  staffImportId: string | null;
  /** The file that it was asked from. */
  fileName: string | null;
  version: number;
  access: Access;
};

const requests = (db: Db) =>
  db
    .selectFrom("caseload_mapping as asked")
    .leftJoin("one_person as person", "person.record_id", "asked.chosen_by")
    .leftJoin("caseload_import", "caseload_import.id", "asked.asked_import_id")
    .leftJoin("staff_import", "staff_import.id", "asked.asked_staff_import_id")
    .select(["asked.id", "asked.key", "asked.name", "asked.choice", "asked.answer"])
    .select(["asked.chosen_by as askedBy", "person.name as by", "asked.chosen_at as askedAt"])
    .select(["asked_import_id as importId", "asked_staff_import_id as staffImportId"])
    .select(["caseload_import.file_name as caseloadFile", "staff_import.file_name as staffFile"])
    .select("asked.version")
    .where("asked.kind", "=", "team");

export const waitingRequests = (db: Db) =>
  requests(db)
    .where("asked.choice", "=", "waiting")
    .where("asked.answer", "=", "")
    .orderBy("asked.chosen_at")
    .orderBy("asked.key");

type Row = Awaited<ReturnType<ReturnType<typeof requests>["execute"]>>[number];

const asRequest = ({ choice, answer, caseloadFile, staffFile, ...row }: Row): TeamRequest => ({
  ...row,
  waits: choice === "waiting" && answer === "",
  fileName: caseloadFile ?? staffFile,
  access: councilWide,
});

export async function findTeamRequest(db: Db, id: string): Promise<TeamRequest | null> {
  const row = await requests(db).where("asked.id", "=", id).executeTakeFirst();
  return row ? asRequest(row) : null;
}

/** Those asked for from one import that wait, in the order they were asked. */
export async function listTeamRequests(
  db: Db,
  { importId, staffImportId }: { importId?: string | null; staffImportId?: string | null },
): Promise<TeamRequest[]> {
  const rows = await waitingRequests(db)
    .where((eb) =>
      staffImportId
        ? eb("asked_staff_import_id", "=", staffImportId)
        : eb("asked_import_id", "=", importId ?? ""),
    )
    .execute();
  return rows.map(asRequest);
}

/** Teams that wait to be added, for whoever adds them. */
export async function unscopedTeamsAskedFor(db: Db): Promise<AttentionFact[]> {
  const rows = await waitingRequests(db).limit(mostOfAKind).execute();
  return rows.map(({ id, name, askedAt, by }) => ({
    kind: "team-asked",
    subject: name.slice(0, 60),
    detail: by ? `asked for by ${by}` : "",
    count: 1,
    since: askedAt,
    href: paths.people.teamAsked(id),
    place: "Import",
    meant: null,
  }));
}
