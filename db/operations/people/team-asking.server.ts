/**
 * Owns asking for a team that a file names, and answering.
 * Practice: a request is the remembered choice for the name itself, so that the answer holds for
 * every later file too; whoever asked is told, and files that wait are compared again.
 */
import { paths } from "~/paths";
import { teamKey } from "~/rules/imports/team-names";
import { compareStagedAgain } from "../../caseload/compare-again.server";
import { appendEvent, type Stamp } from "../../core/events.server";
import { newId } from "../../core/ids.server";
import type { Tx } from "../../core/open.server";
import { mustChange } from "../../core/versions.server";
import { addMessage } from "../../messages/outbox.server";
import {
  findTeamRequest,
  type TeamRequest,
  waitingRequests,
} from "../../people/team-requests.server";

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
  const asked = await waitingRequests(tx).where("asked.key", "=", key).executeTakeFirst();
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
