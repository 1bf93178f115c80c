/**
 * Owns the concerns that wait on a home page: the reader's own, then those they may answer as
 * someone's deputy; each once.
 * Practice: a list for the reader in their own right and one for each absent person, so that
 * whoever is left out is kept from it in that part too.
 */

import { actingFor, inOwnRight, mayEver } from "~/rules/access/permission";
import { concernTimeInWords, isLate } from "~/rules/concerns/concerns";
import { listOpenConcerns } from "~db/concerns/concerns.server";
import type { Asker } from "../asker";

export type OpenConcern = {
  id: string;
  title: string;
  time: string;
  raisedBy: string;
  late: boolean;
  wentUp: boolean;
  answerable: boolean;
  /** Whom the reader stands in for; null when it is theirs in their own right. */
  deputyOf: { id: string; name: string } | null;
};

/** The most pressing first, whosoever list it is on. */
export async function collectConcerns({
  db,
  actor,
  may,
  now,
}: Pick<Asker, "db" | "actor" | "may" | "now">): Promise<OpenConcern[]> {
  const lists = [
    { whose: inOwnRight(actor), deputyOf: null },
    ...(actor.standsInFor ?? []).map((absence) => ({
      whose: actingFor(actor, absence, "concerns.read"),
      deputyOf: { id: absence.personId, name: absence.name },
    })),
  ];
  const found = new Map<string, OpenConcern & { dueAt: string }>();
  for (const { whose, deputyOf } of lists) {
    if (!mayEver(whose, "concerns.read")) continue;
    for (const concern of await listOpenConcerns(db, whose, now)) {
      if (found.has(concern.id) || !may("concerns.read", concern.access)) continue;
      found.set(concern.id, {
        id: concern.id,
        title: `Safeguarding concern: case ${concern.caseReference}, ${concern.teamName}`,
        time: concernTimeInWords(concern, now),
        raisedBy: concern.raisedBy,
        late: isLate(concern, now),
        wentUp: concern.wentUpAt !== null,
        answerable: may("concerns.acknowledge", concern.access),
        deputyOf,
        dueAt: concern.dueAt,
      });
    }
  }
  return [...found.values()]
    .toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : 0))
    .map(({ dueAt: _dueAt, ...concern }) => concern);
}
