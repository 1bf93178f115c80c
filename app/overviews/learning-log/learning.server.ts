/**
 * Owns what a learning shows to one reader: what it rests on, exercise by exercise, and what answers it.
 * Practice: how often something was found is counted for everyone; the words of a finding are for
 * those who may read the audit or the exercise that it is of.
 */
import { councilWide } from "~/rules/access/access";
import type { Actor } from "~/rules/access/people";
import { scopeOf } from "~/rules/access/permission";
import type { Db } from "~db/core/open.server";
import { type Exercise, findExercise } from "~db/exercises/exercises.server";
import {
  countEvidence,
  type EvidenceReader,
  type FindingFound,
  listEvidence,
  type SourceFound,
} from "~db/learning-log/learning-evidence.server";
import { exerciseAddress } from "./exercise-address";

export const evidenceReader = (actor: Actor): EvidenceReader => ({
  audits: scopeOf(actor, "audits.read"),
  sources: scopeOf(actor, "learning-log.read-source"),
});

/** A finding as its reader sees it: one of a whole exercise by whoever may look at the exercise. */
export async function readFinding(
  db: Db,
  actor: Actor,
  finding: FindingFound,
): Promise<{ finding: FindingFound; exercise: Exercise; href: string | undefined } | null> {
  const exercise = await findExercise(db, finding.exerciseId);
  if (!exercise) return null;
  const href = exerciseAddress(actor, exercise, councilWide);
  const shown = finding.audit !== null || href !== undefined;
  return { finding: { ...finding, text: shown ? finding.text : null }, exercise, href };
}

type Filed<T> = T & { evidenceId: string };

export type FoundIn = {
  exerciseId: string;
  title: string;
  href: string | undefined;
  findings: Filed<FindingFound>[];
};

/** What a learning rests on, what was last filed first. */
export async function readEvidence(db: Db, actor: Actor, learningId: string) {
  const evidence = await listEvidence(db, evidenceReader(actor), learningId);
  const exercises = new Map<string, FoundIn>();
  const sources: Filed<SourceFound>[] = [];
  for (const one of evidence) {
    if ("source" in one) {
      sources.push({ ...one.source, evidenceId: one.id });
      continue;
    }
    const { exerciseId } = one.finding;
    const known = exercises.get(exerciseId);
    const read = await readFinding(db, actor, one.finding);
    if (!read) continue;
    const held = known ?? {
      exerciseId,
      title: read.exercise.title,
      href: read.href,
      findings: [],
    };
    held.findings.push({ ...read.finding, evidenceId: one.id });
    exercises.set(exerciseId, held);
  }
  const days = evidence
    .map((one) => ("source" in one ? one.source.saidOn : one.finding.madeAt.slice(0, 10)))
    .sort();
  return {
    count: await countEvidence(db, learningId),
    findings: evidence.length - sources.length,
    exercises: [...exercises.values()],
    sources,
    first: days[0] ?? null,
    last: days.at(-1) ?? null,
  };
}
