/**
 * Owns what a service manager says to a team's answer: that it is agreed, or what is missing.
 * Practice: an answer that is sent back waits for its team again, by another date; its actions stay
 * in the learning log meanwhile.
 */
import { paths } from "~/paths";
import { listManagersOf } from "../../access/readers.server";
import { appendEvent, type Stamp } from "../../core/events.server";
import type { Tx } from "../../core/open.server";
import { mustChange } from "../../core/versions.server";
import { addMessages } from "../../messages/outbox.server";
import type { TeamResponse } from "../../reports/responses.server";

type By = Stamp & { actorId: string };

const streamOf = ({ id }: Pick<TeamResponse, "id">) => `response:${id}` as const;

/** Only an answer that waits to be agreed, and is as it was read. */
const waiting = (tx: Tx, response: TeamResponse, version: number) =>
  tx
    .updateTable("response")
    .set({ to_agree_since: null, version: version + 1 })
    .where("id", "=", response.id)
    .where("version", "=", version)
    .where("to_agree_since", "is not", null);

/** Throws Conflict when the answer changed since `version`. */
export async function saveAgreed(
  tx: Tx,
  stamp: By,
  response: TeamResponse,
  version: number,
): Promise<void> {
  const result = await waiting(tx, response, version)
    .set({ agreed_at: stamp.at, agreed_by: stamp.actorId })
    .executeTakeFirstOrThrow();
  mustChange(streamOf(response), result);
  await appendEvent(tx, stamp, { stream: streamOf(response), kind: "response.agreed" });
  await tellTeam(tx, stamp, response, { kind: "response-agreed", version: version + 1 });
}

/** Asks for what is missing, by a date (YYYY-MM-DD). Throws Conflict as `saveAgreed` does. */
export async function saveSentBack(
  tx: Tx,
  stamp: By,
  response: TeamResponse,
  { version, missing, dueOn }: { version: number; missing: string; dueOn: string },
): Promise<void> {
  const result = await waiting(tx, response, version)
    .set({ sent_back_at: stamp.at, sent_back_by: stamp.actorId, missing })
    .set({ answered_at: null, due_on: dueOn })
    .executeTakeFirstOrThrow();
  mustChange(streamOf(response), result);
  await appendEvent(tx, stamp, {
    stream: streamOf(response),
    kind: "response.sent-back",
    before: { dueOn: response.dueOn },
    after: { missing, dueOn },
  });
  const message = { kind: "response-sent-back", version: version + 1, due: dueOn } as const;
  await tellTeam(tx, stamp, response, message);
}

async function tellTeam(
  tx: Tx,
  stamp: By,
  response: TeamResponse,
  {
    kind,
    version,
    due,
  }: { kind: "response-agreed" | "response-sent-back"; version: number; due?: string },
): Promise<void> {
  const key = `${response.id}:${version}`;
  const link = paths.responses.one(response.id);
  const managers = await listManagersOf(tx, response);
  await addMessages(
    tx,
    stamp,
    managers.map((to) => ({ to, kind, key, link, due })),
  );
}
