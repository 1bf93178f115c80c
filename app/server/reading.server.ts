/**
 * Owns keeping, for a request, what its reader was shown of an auditor's provisional grades.
 * Practice: whoever shows grades says so here, before they are shown. Opening one audit is asked
 * about first where it would cost someone the chance to moderate it.
 */

import { redirect } from "@remix-run/node";
import { paths } from "~/paths";
import { mustWarn, type WhereRead } from "~/rules/reading/reading";
import { attempt } from "~/server/save.server";
import type { Audit } from "~db/audits/audits.server";
import {
  findGradedRound,
  findOpening,
  openGrades,
  recordGradesRead,
} from "~db/moderation/grades-read.server";
import { type Guarded, refusal } from "./guard.server";

type Asking = Pick<Guarded<unknown>, "db" | "actor" | "now"> & {
  stamp?: Pick<Guarded<unknown>["stamp"], "onBehalfOf">;
};

/** The reader, and whoever they read for: the ties of both bind, so both have read it. */
const readersOf = ({ actor, stamp }: Asking): string[] =>
  stamp?.onBehalfOf ? [actor.id, stamp.onBehalfOf] : [actor.id];

/** Keeps that a list or a report shows these provisional grades to whoever asks for it. */
export const readGradesIn = (
  asking: Asking,
  where: WhereRead,
  grades: readonly { auditId: string; round: number }[],
): Promise<void> =>
  recordGradesRead(
    asking.db,
    { people: readersOf(asking), at: asking.now.toISOString(), where },
    grades,
  );

export type GradesAsked = Pick<
  Guarded<Audit>,
  "db" | "actor" | "now" | "today" | "stamp" | "subject"
>;

/** Those of the readers whom opening this audit's grades would bar from moderating it. */
export async function findBarred(asked: GradesAsked, round: number): Promise<string[]> {
  const { db, subject, today } = asked;
  const barred: string[] = [];
  for (const personId of readersOf(asked)) {
    const opening = await findOpening(db, { auditId: subject.id, round }, personId, today);
    if (mustWarn(opening)) barred.push(personId);
  }
  return barred;
}

/**
 * For a page that shows one audit's grades: keeps that they were read, or asks first, on a page of
 * its own. Grades that are final are nobody's to keep.
 */
export async function openGradesOf(asked: GradesAsked): Promise<void> {
  const { db, subject: audit } = asked;
  if (audit.state === "final") return;
  const round = await findGradedRound(db, audit.id);
  if (round === null) return;
  if ((await findBarred(asked, round)).length > 0) throw redirect(paths.audits.open(audit.id));
  await keepOpened(asked, round);
}

/** Keeps that the grades of this round are open to the readers from now on. */
export async function keepOpened(asked: GradesAsked, round: number): Promise<void> {
  const { db, subject, now } = asked;
  const saved = await attempt(() =>
    openGrades(
      db,
      { people: readersOf(asked), at: now.toISOString(), where: "audit" },
      { auditId: subject.id, round },
    ),
  );
  if (saved.ok) return;
  throw refusal(403, {
    title: "You can’t use this page",
    because:
      "This audit has just been given to you to moderate. Commit your own grades first: until then its grades are kept from you.",
  });
}

/** Whether the grades an audit shows now are known to its reader, or final. */
export async function findGradesDoor(asked: GradesAsked): Promise<"open" | "ask"> {
  const { db, subject: audit } = asked;
  if (audit.state === "final") return "open";
  const round = await findGradedRound(db, audit.id);
  return round !== null && (await findBarred(asked, round)).length > 0 ? "ask" : "open";
}
