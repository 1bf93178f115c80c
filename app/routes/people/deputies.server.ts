/** Owns naming a deputy and ending it, whoever's absence it is: their own page's and the administrator's. */

import { deputyForm, endDeputyForm } from "~/forms/deputies";
import { whyNotName } from "~/rules/access/deputies";
import { formatDate } from "~/rules/core/dates";
import type { Guarded } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { transact } from "~db/core/open.server";
import { propose } from "~db/operations/people/access-giving.server";
import {
  addDeputy,
  endDeputy,
  listDeputies,
  listPossibleDeputies,
} from "~db/people/deputy-terms.server";

type Asked = Pick<Guarded<unknown>, "db" | "actor" | "request" | "stamp" | "today" | "done">;

/** What the form and the list of one person's deputies show. */
export async function findDeputyPage(
  { db, actor, today }: Pick<Asked, "db" | "actor" | "today">,
  personId: string,
) {
  const [terms, people] = await Promise.all([
    listDeputies(db, personId, today),
    listPossibleDeputies(db, personId),
  ]);
  return {
    today,
    terms,
    people: people
      .filter(({ id }) => id !== actor.id)
      .map(({ id, name, jobTitle }) => ({
        value: id,
        label: jobTitle ? `${name}, ${jobTitle}` : name,
      })),
  };
}

/** Names a deputy for a person, or ends one early; `here` is the page to come back to. */
export async function keepDeputies(asked: Asked, personId: string, here: string) {
  const { db, actor, request, stamp, today, done } = asked;
  const ending = await readForm(request, endDeputyForm);
  if (ending.ok) return endTerm(asked, personId, here, ending.value);
  const form = await readForm(request, deputyForm);
  if (!form.ok) return refuse(form);
  const { deputyId, fromOn, toOn } = form.value;
  const terms = await listDeputies(db, personId, today);
  const possible = await listPossibleDeputies(db, personId);
  const deputy = possible.find(({ id }) => id === deputyId);
  const why = whyNotName(
    { personId, deputyId, namedBy: actor.id, fromOn, toOn },
    {
      deputyFits: deputy !== undefined,
      others: terms.filter((term) => term.deputyId === deputyId),
      today,
    },
  );
  if (why) return refuseWith(form.value, why.message, why.field);
  if (personId !== actor.id) {
    // Someone else's: nobody lends another person's rights alone.
    const what = { kind: "deputy", deputyId, fromOn, toOn } as const;
    const by = { ...stamp, actorId: actor.id };
    const given = await transact(db, (tx) => propose(tx, by, { personId, what }));
    return given === "asked"
      ? refuseWith(form.value, "Wait for a second person: this is proposed already", "deputyId")
      : done(here, `${deputy?.name} becomes the deputy once a second person has confirmed it`);
  }
  await transact(db, (tx) => addDeputy(tx, stamp, { personId, deputyId, fromOn, toOn }));
  return done(
    here,
    `${deputy?.name} is the deputy from ${formatDate(fromOn)} to ${formatDate(toOn)}`,
  );
}

async function endTerm(
  { db, stamp, today, done }: Asked,
  personId: string,
  here: string,
  { termId, version }: { termId: string; version: number },
) {
  const term = (await listDeputies(db, personId, today)).find(({ id }) => id === termId);
  if (!term) return done(here, "That absence has ended already");
  const saved = await save(db, (tx) => endDeputy(tx, stamp, { ...term, version }));
  if (!saved.ok) return overtaken({}, "Look at the list again: someone has just changed it");
  return done(here, `${term.deputyName} is no longer the deputy`);
}
