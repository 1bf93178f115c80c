/** Owns giving many open actions of one person to another owner, each by the rule of one. */
import type * as z from "zod";
import type { handOnActionsForm } from "~/forms/learning-log";
import { may, scopeOf } from "~/rules/access/permission";
import { moveAction } from "~/rules/learning-log/action-moves";
import type { Guarded } from "~/server/guard.server";
import { save } from "~/server/save.server";
import { type Action, findAction } from "~db/learning-log/action-record.server";
import { listPossibleOwners } from "~db/learning-log/action-work.server";
import { saveMove } from "~db/learning-log/actions.server";
import { listActionIdsOf } from "~db/overviews/leaving.server";
import type { Person } from "~db/people/people-list.server";

type Asked = Guarded<Person>;

const reachOf = ({ actor }: Asked) => scopeOf(actor, "learning-log.change-owner");

/** Their open actions that this reader may read, and give to another owner. */
async function findActions(guard: Asked): Promise<Action[]> {
  const { db, actor, subject } = guard;
  const reader = { log: reachOf(guard), audits: scopeOf(actor, "audits.read") };
  const ids = await listActionIdsOf(db, subject.id, reachOf(guard));
  const found: Action[] = [];
  for (const id of ids) {
    const action = await findAction(db, reader, id);
    if (action?.contentRead && may("learning-log.change-owner", actor, action.access))
      found.push(action);
  }
  return found;
}

const listOwners = async (guard: Asked) =>
  (await listPossibleOwners(guard.db, reachOf(guard))).filter(({ id }) => id !== guard.subject.id);

/** What this reader may give away of the person's, and to whom. */
export async function listToHandOn(guard: Asked) {
  const actions = await findActions(guard);
  const owners = actions.length > 0 ? await listOwners(guard) : [];
  return {
    actions: actions.map(({ id, reference, what }) => ({ id, reference, what })),
    owners: owners.map(({ id, name, jobTitle }) => ({
      value: id,
      label: jobTitle ? `${name}, ${jobTitle}` : name,
    })),
  };
}

type HandedOn =
  | { ok: true; done: number; left: number; to: string }
  | { ok: false; message: string; field: string };

/** Gives the chosen actions to one person; those that changed meanwhile stay where they are. */
export async function handOnActions(
  guard: Asked,
  asked: z.output<typeof handOnActionsForm>,
): Promise<HandedOn> {
  const { db, actor, stamp, today, subject } = guard;
  const owner = (await listOwners(guard)).find(({ id }) => id === asked.newOwner);
  if (!owner) return { ok: false, message: "Choose an owner from the list", field: "newOwner" };
  const chosen = (await findActions(guard)).filter(({ id }) => asked.actions.includes(id));
  if (chosen.length === 0) {
    return { ok: false, message: "Choose the actions to hand over", field: "actions" };
  }
  const mover = { id: actor.id, mayUpdate: false, mayVerify: false, mayChangeOwner: true };
  const move = { owner, from: subject.name, reason: asked.ownerReason };
  let done = 0;
  for (const action of chosen) {
    const moved = moveAction(action, { kind: "change-owner", ...move }, mover, today);
    if (!moved.ok) continue;
    const saved = await save(db, (tx) => saveMove(tx, stamp, action, moved, action.version));
    if (saved.ok) done += 1;
  }
  return { ok: true, done, left: chosen.length - done, to: owner.name };
}
