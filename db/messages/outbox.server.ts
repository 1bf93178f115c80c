/**
 * Owns putting messages in the outbox: in the transaction of the deed they tell of, once each.
 * Practice: a message is a kind, a link and a date; its words come from one table of kinds, so
 * that nothing of a case can get into it. The sender takes it from there.
 */
import { dateInLondon } from "~/rules/core/dates";
import {
  goesToQaLeadsElse,
  isUrgent,
  type MessageKind,
  reachesDeputies,
} from "~/rules/messages/messages";
import {
  firstStateOf,
  isPlainPath,
  type MessageChoice,
  type Recipient,
} from "~/rules/messages/outbox";
import { deputiesOf } from "../access/deputies.server";
import { unscopedQaLeads } from "../access/readers.server";
import { flag } from "../core/columns";
import type { Stamp } from "../core/events.server";
import { newId } from "../core/ids.server";
import { unscopedOnePerson } from "../core/one-person.server";
import type { Tx } from "../core/open.server";

export type NewMessage = {
  /** Whom it is for: the id of a person. */
  to: string;
  kind: MessageKind;
  /**
   * What it is about, so that it is sent once: the record's id, and whatever makes it another
   * message (`${auditId}:${round}`). The kind need not be part of it.
   */
  key: string;
  /** A path from paths.ts without a query: words and opaque ids alone. */
  link: string;
  /** YYYY-MM-DD */
  due?: string | null;
  /** People who must not get it, not even as someone's deputy. */
  except?: readonly (string | null)[];
};

/** Puts one message in the outbox, and a copy for each deputy of an absent person. */
export const addMessage = (tx: Tx, stamp: Stamp, message: NewMessage): Promise<void> =>
  addMessages(tx, stamp, [message]);

const rowsInOneStatement = 500;

/**
 * Puts messages in the outbox, and copies for the deputies in force today. One that is there
 * already (same kind, key and person) is left as it is. Nobody is told of their own deed, but
 * whoever stands in for them is. Throws on a link that says more than an id.
 */
export async function addMessages(
  tx: Tx,
  stamp: Stamp,
  messages: readonly NewMessage[],
): Promise<void> {
  const bad = messages.find((message) => !isPlainPath(message.link));
  if (bad) throw new Error(`A message's link may hold words and ids alone: ${bad.kind}`);
  // Whoever is recorded twice is told once, as the person who stays.
  const { who } = await unscopedOnePerson(tx);
  const standing = messages.map((message) => ({
    ...message,
    to: who(message.to),
    except: message.except?.map((id) => id && who(id)),
  }));
  const wanted = (await withReaders(tx, standing)).filter(
    ({ to, except }) => !except?.includes(to),
  );
  if (wanted.length === 0) return;
  const today = dateInLondon(new Date(stamp.at));
  const standIns = await deputiesOf(tx, [...new Set(wanted.map((one) => one.to))], today);
  const copies = wanted.flatMap((message) =>
    standIns
      .filter(
        ({ personId, roles }) => personId === message.to && reachesDeputies(message.kind, roles),
      )
      .filter(({ deputyId }) => !message.except?.includes(deputyId))
      .map(({ deputyId }) => ({ message, to: deputyId, forPersonId: message.to })),
  );
  // A deputy who is told in their own right is told once, in their own right.
  const all = [
    ...wanted.map((message) => ({ message, to: message.to, forPersonId: null })),
    ...copies,
  ].filter(({ message, to }) => to !== stamp.actorId || message.kind === "test");
  if (all.length === 0) return;
  const once = new Map<string, (typeof all)[number]>();
  for (const one of all) {
    const key = `${keyOf(one.message)} ${one.to}`;
    if (!once.has(key)) once.set(key, one);
  }
  const people = await findRecipients(tx, [...new Set(all.map((one) => one.to))]);
  // In one order for everyone, so that two writers wait for each other and never deadlock.
  const rows = [...once.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { message, to, forPersonId }]) => ({
      id: newId(),
      key: keyOf(message),
      person_id: to,
      for_person_id: forPersonId,
      kind: message.kind,
      link: message.link,
      due_on: message.due ?? null,
      urgent: flag(isUrgent(message.kind)),
      made_at: stamp.at,
      send_after: stamp.systemAt,
      attempts: 0,
      settled_at: null,
      ...firstStateOf(people.get(to), message.kind),
    }));
  for (let from = 0; from < rows.length; from += rowsInOneStatement) {
    await tx
      .insertInto("outbox")
      .values(rows.slice(from, from + rowsInOneStatement))
      .onConflict((c) => c.columns(["key", "person_id"]).doNothing())
      .execute();
  }
}

/**
 * Each message with who reads it today. What was for someone who has left goes to the QA leads
 * where it is about work that someone runs; else it is kept as not sent, and reaches nobody: not
 * their deputy either (`deputiesOf`).
 */
async function withReaders(tx: Tx, messages: readonly NewMessage[]): Promise<NewMessage[]> {
  const passing = messages.filter(({ kind }) => goesToQaLeadsElse(kind));
  if (passing.length === 0) return [...messages];
  const people = await findRecipients(tx, [...new Set(passing.map(({ to }) => to))]);
  const gone = (one: NewMessage) => goesToQaLeadsElse(one.kind) && !people.get(one.to)?.active;
  if (!passing.some(gone)) return [...messages];
  const leads = await unscopedQaLeads(tx);
  return messages.flatMap((one) => (gone(one) ? leads.map((to) => ({ ...one, to })) : [one]));
}

const keyOf = (message: NewMessage): string => `${message.kind}:${message.key}`;

async function findRecipients(tx: Tx, ids: string[]): Promise<Map<string, Recipient>> {
  const rows = await tx
    .selectFrom("person")
    .leftJoin("message_choice", "message_choice.person_id", "person.id")
    .leftJoin("auth_account", "auth_account.person_id", "person.id")
    .select(["person.id", "person.active", "person.email", "message_choice.choice"])
    .select("auth_account.person_id as account")
    .where("person.id", "in", ids)
    .execute();
  return new Map(
    rows.map((row) => [
      row.id,
      {
        ...row,
        choice: row.choice as MessageChoice | null,
        active: row.active === 1,
        hasAccount: !!row.account,
      },
    ]),
  );
}
