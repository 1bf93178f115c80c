/** Owns handing over much of one person's work to another: what is offered, planned, cancelled, done. */
import { cancelHandoverForm, handOverForm } from "~/forms/people";
import { paths } from "~/paths";
import { inOwnRight, scopeOf } from "~/rules/access/permission";
import { formatDate } from "~/rules/core/dates";
import {
  type HandoverPart,
  handoverParts,
  mayHandOver,
  partInWords,
  partsInWords,
  resultInWords,
} from "~/rules/people/handovers";
import type { Guarded } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { transact } from "~db/core/open.server";
import { listPossibleOwners } from "~db/learning-log/action-work.server";
import { runHandover } from "~db/operations/people/handover-run.server";
import { listLeftBehind } from "~db/overviews/handovers-left.server";
import { listConcernsToldTo } from "~db/overviews/leaving.server";
import {
  addHandover,
  cancelHandover,
  findHandover,
  type Handover,
  listPlanned,
} from "~db/people/handovers.server";
import type { Person } from "~db/people/people-list.server";
import { unscopedReviewersToChoose } from "~db/samples/choices.server";

type Asked = Guarded<Person>;
type Work = Record<HandoverPart, readonly { id: string; moderationId?: string }[]>;

const mine = ({ actor }: Asked) =>
  handoverParts.filter((part) => mayHandOver(inOwnRight(actor), part));

const idsOf = (listed: Work[HandoverPart]) => listed.map((one) => one.moderationId ?? one.id);

/** Whose plan it is to cancel: whoever planned it, and a QA lead. */
export const mayCancel = (
  { actor }: Pick<Asked, "actor">,
  { plannedBy }: Pick<Handover, "plannedBy">,
): boolean => plannedBy === actor.id || mayHandOver(inOwnRight(actor), "audits");

/** "22 April 2024: audits to Sam Okafor, planned by Quinn Ashby". */
export const plannedInWords = ({ onDate, parts, toName, plannedByName }: Handover): string =>
  `${formatDate(onDate)}: ${partsInWords(parts)} to ${toName}, planned by ${plannedByName}`;

/** Whom these parts can be given to: whoever may hold any of it; each thing is checked when it goes. */
async function listTakers({ db, actor, subject }: Asked, parts: readonly HandoverPart[]) {
  // Anyone may own an action; the rest is for those who audit, moderate, review or lead.
  const owners = parts.includes("actions")
    ? await listPossibleOwners(db, scopeOf(actor, "learning-log.change-owner"))
    : [];
  const working = parts.some((part) => part !== "actions")
    ? await unscopedReviewersToChoose(db)
    : [];
  const byId = new Map([...working, ...owners].map((one) => [one.id, one]));
  byId.delete(subject.id);
  return [...byId.values()].sort((a, b) => a.name.localeCompare(b.name, "en-GB"));
}

/** What the page of a hand-over shows of it. */
export async function findHandingOver(guard: Asked, work: Work) {
  const { db, subject, actor, now } = guard;
  const parts = mine(guard);
  const planned = await listPlanned(db, subject.id);
  const left = await listLeftBehind(db, subject.id);
  const held = parts.filter((part) => work[part].length > 0);
  return {
    parts: held.map((part) => ({ value: part, label: partInWords(part, work[part].length) })),
    takers:
      held.length > 0
        ? (await listTakers(guard, held)).map(({ id, name, jobTitle }) => ({
            value: id,
            label: jobTitle ? `${name}, ${jobTitle}` : name,
          }))
        : [],
    planned: planned
      .filter((one) => mayCancel(guard, one) || one.parts.some((part) => held.includes(part)))
      .map((one) => ({
        id: one.id,
        mayCancel: mayCancel(guard, one),
        words: plannedInWords(one),
      })),
    left: left.filter(({ part, id }) => held.includes(part) && idsOf(work[part]).includes(id)),
    concerns: (await listConcernsToldTo(db, inOwnRight(actor), subject.id, now)).map(
      ({ id, teamName }) => ({ id, title: `A concern of ${teamName}` }),
    ),
  };
}

/** Hands over now, or plans it for a later day. */
export async function handOver(guard: Asked) {
  const { request, db, subject, actor, stamp, today, done } = guard;
  const form = await readForm(request, handOverForm);
  if (!form.ok) return refuse(form);
  const { parts, toId, onDate, reason } = form.value;
  if (!parts.every((part) => mine(guard).includes(part))) {
    return refuseWith(form.value, "Choose from what you may hand over", "parts");
  }
  if (onDate !== null && onDate < today) {
    return refuseWith(form.value, "Enter a day from today on", "onDate");
  }
  const taker = (await listTakers(guard, mine(guard))).find(({ id }) => id === toId);
  if (!taker) return refuseWith(form.value, "Choose a person from the list", "toId");
  const by = { ...stamp, actorId: actor.id };
  const plan = { personId: subject.id, toId, parts, onDate: onDate ?? today, reason };
  const id = await transact(db, (tx) => addHandover(tx, by, plan));
  const here = paths.handover(subject.id);
  if (plan.onDate > today) {
    return done(
      here,
      `Planned for ${formatDate(plan.onDate)}: ${partsInWords(parts)} to ${taker.name}`,
    );
  }
  const planned = await findHandover(db, id);
  const result = planned && (await runHandover(db, by, planned));
  if (result && result.left.length > 0 && Object.keys(result.given).length === 0) {
    const message = `Choose someone else: nothing could go to ${taker.name}. This page lists why`;
    return refuseWith(form.value, message, "toId");
  }
  return done(here, result ? resultInWords(result, taker.name) : "It is being handed over");
}

/** Cancels a planned one before its day. */
export async function cancelPlanned(guard: Asked) {
  const { request, db, subject, actor, stamp, done } = guard;
  const form = await readForm(request, cancelHandoverForm);
  if (!form.ok) return refuse(form);
  const { handoverId } = form.value;
  const planned = await findHandover(db, handoverId);
  if (planned && !mayCancel(guard, planned)) {
    const words = `Ask ${planned.plannedByName}, who planned it, or a QA lead: nothing was cancelled`;
    return done(paths.handover(subject.id), words);
  }
  const by = { ...stamp, actorId: actor.id };
  const cancelled =
    planned &&
    (await transact(db, (tx) => cancelHandover(tx, by, { id: handoverId, personId: subject.id })));
  return done(
    paths.handover(subject.id),
    cancelled
      ? "The hand-over is cancelled, and nothing has moved"
      : "This hand-over is no longer planned: it was done or cancelled before",
  );
}
