/**
 * Owns the writes of thanks: given, and each answer; and who hears of them.
 * Practice: whoever is thanked hears it at once, and so does their manager; nobody else until both agreed.
 */
import { paths } from "~/paths";
import {
  type ThanksMove,
  type ThanksState,
  thanksMachine,
} from "~/rules/learning-log/good-practice";
import { listManagersOf } from "../access/readers.server";
import { appendEvent, type Stamp } from "../core/events.server";
import { newId } from "../core/ids.server";
import type { Tx } from "../core/open.server";
import { mustChange } from "../core/versions.server";
import { addMessages, type NewMessage } from "../messages/outbox.server";

export type NewThanks = {
  findingId: string;
  auditId: string;
  workerId: string;
  teamId: string;
  serviceId: string;
  area: string | null;
  theme: string | null;
  thanks: string;
  /** How the collection would word it; "" asks for nothing. */
  entry: string;
  /** Who has to grade the audit without reading it: they are told nothing of it. */
  keptFrom: readonly string[];
};

/** Gives thanks, and asks whether they may be shared where there is an entry; returns their id. */
export async function giveThanks(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  given: NewThanks,
): Promise<string> {
  const id = newId();
  const asks = given.entry !== "";
  const { keptFrom: _, ...kept } = given;
  await tx
    .insertInto("good_practice")
    .values({
      ...{ id, finding_id: given.findingId, audit_id: given.auditId, worker_id: given.workerId },
      ...{ team_id: given.teamId, service_id: given.serviceId },
      ...{ area: given.area, theme: given.theme, thanks: given.thanks, entry: given.entry },
      state: asks ? thanksMachine.moves.ask.to : thanksMachine.first,
      ...{ given_by: stamp.actorId, given_at: stamp.at, asked_at: asks ? stamp.at : null },
    })
    .execute();
  await appendEvent(tx, stamp, { stream: `thanks:${id}`, kind: "thanks.given", after: kept });
  if (asks) await appendEvent(tx, stamp, { stream: `thanks:${id}`, kind: "thanks.asked" });
  const managers = await listManagersOf(tx, given);
  const link = paths.learning.thanks(id);
  await addMessages(tx, stamp, [
    { to: given.workerId, kind: "thanks", key: id, link },
    ...managers
      .filter((to) => to !== given.workerId && to !== stamp.actorId)
      .map(
        (to): NewMessage => ({ to, kind: "thanks-team", key: id, link, except: given.keptFrom }),
      ),
  ]);
  return id;
}

type Held = {
  id: string;
  version: number;
  state: ThanksState;
  teamId: string;
  serviceId: string;
  workerId: string;
  giverId: string;
};

const kinds = {
  ask: "thanks.asked",
  consent: "thanks.consented",
  agree: "thanks.agreed",
  decline: "thanks.declined",
  withdraw: "thanks.withdrawn",
} as const satisfies Record<ThanksMove, string>;

/** Makes a move; throws Conflict where they changed since `version`. `named` counts with consent. */
export async function moveThanks(
  tx: Tx,
  stamp: Stamp,
  held: Held,
  move: ThanksMove,
  named: boolean,
): Promise<void> {
  const stream = `thanks:${held.id}` as const;
  const { from, to } = thanksMachine.moves[move];
  const moved = await tx
    .updateTable("good_practice")
    .set({
      ...{ state: to, version: held.version + 1 },
      ...(move === "consent" ? { named: named ? 1 : 0, consented_at: stamp.at } : {}),
      ...(move === "agree" ? { shared_at: stamp.at } : {}),
    })
    .where("id", "=", held.id)
    .where("version", "=", held.version)
    .where("state", "in", [...from])
    .executeTakeFirst();
  mustChange(stream, moved);
  await appendEvent(tx, stamp, {
    ...{ stream, kind: kinds[move] },
    ...(move === "consent" ? { after: { named } } : {}),
  });
  await tellOfAnswer(tx, stamp, held, move);
}

/** The manager is asked once the worker agreed; whoever thanked hears how it ended. */
async function tellOfAnswer(tx: Tx, stamp: Stamp, held: Held, move: ThanksMove): Promise<void> {
  const link = paths.learning.thanks(held.id);
  const key = `${held.id}:${held.version + 1}`;
  if (move === "consent") {
    const managers = await listManagersOf(tx, held);
    const asked = managers.filter((to) => to !== held.workerId);
    await addMessages(
      tx,
      stamp,
      asked.map((to): NewMessage => ({ to, kind: "good-practice-to-agree", key, link })),
    );
    return;
  }
  const told = new Set([held.giverId, held.workerId]);
  await addMessages(
    tx,
    stamp,
    [...told]
      .filter((to) => to !== stamp.actorId)
      .map((to): NewMessage => ({ to, kind: "good-practice-answered", key, link })),
  );
}
