/**
 * Owns the teams that somebody importing has asked for: those that wait for an administrator, and
 * what became of each.
 * Practice: a request is the remembered choice for the name itself, so that the answer holds for
 * every later file too; whoever asked is told, and files that wait are compared again.
 */

import { paths } from "~/paths";
import { type Access, councilWide } from "~/rules/access";
import type { AttentionFact } from "~/rules/attention";
import { teamKey } from "~/rules/caseload-mapping";
import { compareStagedAgain } from "./compare-again.server";
import { appendEvent, type Stamp } from "./events.server";
import { newId } from "./ids.server";
import type { Db, Tx } from "./open.server";
import { addMessage } from "./outbox.server";
import { mustChange } from "./versions.server";

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

const waiting = (db: Db) =>
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
  const rows = await waiting(db)
    .where((eb) =>
      staffImportId
        ? eb("asked_staff_import_id", "=", staffImportId)
        : eb("asked_import_id", "=", importId ?? ""),
    )
    .execute();
  return rows.map(asRequest);
}

/** Teams that wait to be added, for whoever adds them. */
export async function teamsAskedFor(db: Db): Promise<AttentionFact[]> {
  const rows = await waiting(db).limit(50).execute();
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

/** Asks for a team that a staff list names; answers the request. One that is there is taken up. */
export async function askForTeam(
  tx: Tx,
  stamp: Stamp,
  { name, staffImportId }: { name: string; staffImportId: string },
): Promise<string> {
  const key = teamKey(name);
  const before = await tx
    .selectFrom("caseload_mapping")
    .select(["id", "version", "choice", "asked_staff_import_id", "answer"])
    .where("kind", "=", "team")
    .where("key", "=", key)
    .executeTakeFirst();
  const asked = {
    choice: "waiting" as const,
    team_id: null,
    answer: "",
    chosen_by: stamp.actorId,
    chosen_at: stamp.at,
    asked_import_id: null,
    asked_staff_import_id: staffImportId,
  };
  if (before?.choice === "waiting" && before.answer === "") {
    // Whoever asked first is told; who asks now answers it.
    return before.id;
  }
  const id = before?.id ?? newId();
  if (before) {
    await tx
      .updateTable("caseload_mapping")
      .set({ ...asked, version: before.version + 1 })
      .where("id", "=", id)
      .execute();
  } else {
    await tx
      .insertInto("caseload_mapping")
      .values({ id, kind: "team", key, name: name.slice(0, 200), number: "", ...asked })
      .execute();
  }
  await appendEvent(tx, stamp, {
    stream: `mapping:${id}`,
    kind: "mapping.chosen",
    after: { kind: "team", name, choice: "waiting" },
  });
  return id;
}

type Answer = { teamId: string } | { why: string };

/** Answers one: the team that it is, or why there will be none. Conflict when it was answered. */
export async function answerTeamRequest(
  tx: Tx,
  stamp: Stamp,
  { id, version }: Pick<TeamRequest, "id" | "version">,
  answer: Answer,
): Promise<void> {
  const request = await findTeamRequest(tx, id);
  const stream = `mapping:${id}` as const;
  const added = "teamId" in answer;
  mustChange(
    stream,
    await tx
      .updateTable("caseload_mapping")
      .set(
        added
          ? { choice: "use", team_id: answer.teamId, answer: "" }
          : { choice: "waiting", answer: answer.why },
      )
      .set({ version: version + 1 })
      .where("id", "=", id)
      .where("version", "=", version)
      .where("choice", "=", "waiting")
      .executeTakeFirst(),
  );
  if (!request) return;
  await appendEvent(tx, stamp, {
    stream,
    kind: added ? "mapping.chosen" : "mapping.declined",
    before: { kind: "team", name: request.name, choice: "waiting" },
    after: added ? { choice: "use", teamId: answer.teamId } : { why: answer.why },
  });
  if (request.askedBy !== null) {
    await addMessage(tx, stamp, {
      to: request.askedBy,
      kind: added ? "team-added" : "team-not-added",
      key: `${id}:${version}`,
      link: request.importId
        ? paths.caseload.importOne(request.importId)
        : request.staffImportId
          ? paths.people.importOne(request.staffImportId)
          : paths.caseload.import(),
    });
  }
  await compareNaming(tx, request.key, added);
}

/** A team that is added, or gets another name, is what was asked for under it. */
export async function meetTeamRequests(tx: Tx, stamp: Stamp, team: { id: string; name: string }) {
  const key = teamKey(team.name);
  const asked = await waiting(tx).where("asked.key", "=", key).executeTakeFirst();
  if (asked) await answerTeamRequest(tx, stamp, asked, { teamId: team.id });
  else await compareNaming(tx, key, true);
}

const compareNaming = (tx: Tx, key: string, added: boolean) =>
  compareStagedAgain(tx, {
    naming: { kind: "team", key },
    problem: added
      ? "A team that this file names is here now, so the file was compared once more. Look again before you confirm"
      : "A team that this file names was asked for and will not be added. Choose what to do with its rows",
  });
