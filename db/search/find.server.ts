/**
 * Owns finding records by their words: those a reader may open, counted by kind up to a limit, and
 * what a page of them shows.
 * Practice: scope comes before the search; what is shown is read from the record as it is now.
 */
import {
  inOrder,
  type Match,
  mostFound,
  type SearchKind,
  searchKinds,
  type Term,
} from "~/rules/search/search";
import type { Db } from "../core/open.server";
import { isContentRead, isSeen } from "../learning-log/action-sight.server";
import {
  isEditionRead,
  isExerciseOpen,
  isFindingRead,
  reachOf,
  type SearchReader,
} from "./sight.server";
import { matching, type Reach } from "./words.server";

type Asked = { terms: readonly Term[]; reach: Reach; onlyTitle: boolean };

/** Of a kind, those of the index with the words that the reader may open. */
const opened = {
  finding: (db: Db, reader: SearchReader, asked: Asked) =>
    matching(db, asked)
      .innerJoin("finding", "finding.id", "search_record.record_id")
      .innerJoin("exercise", "exercise.id", "finding.exercise_id")
      .leftJoin("audit", "audit.id", "finding.audit_id")
      .where((eb) => isFindingRead(eb as never, reader)),
  learning: (db: Db, _: SearchReader, asked: Asked) =>
    matching(db, asked).innerJoin("learning", "learning.id", "search_record.record_id"),
  action: (db: Db, reader: SearchReader, asked: Asked) =>
    matching(db, asked)
      .innerJoin("action", "action.id", "search_record.record_id")
      .where((eb) => isSeen(eb as never, reader))
      .where((eb) => isContentRead(eb as never, reader)),
  exercise: (db: Db, reader: SearchReader, asked: Asked) =>
    matching(db, asked)
      .innerJoin("exercise", "exercise.id", "search_record.record_id")
      .where((eb) => isExerciseOpen(eb as never, reader)),
  report: (db: Db, reader: SearchReader, asked: Asked) =>
    matching(db, asked)
      .innerJoin("report_edition", "report_edition.id", "search_record.record_id")
      .where((eb) => isEditionRead(eb as never, reader)),
} satisfies Record<SearchKind, unknown>;

async function findKind(
  db: Db,
  reader: SearchReader,
  kind: SearchKind,
  asked: Asked,
): Promise<{ id: string; at: string }[]> {
  // Every kind is joined with `search_record`, whose columns alone are read here.
  const query = opened[kind](db, reader, asked) as unknown as ReturnType<typeof matching>;
  return query
    .select(["search_record.record_id as id", "search_record.at"])
    .limit(mostFound + 1)
    .execute();
}

export type Found = {
  kind: SearchKind;
  /** Those of the kind, at most `mostFound`. */
  matches: Match[];
  /** Whether there are more. */
  more: boolean;
};

/** What the reader may find by these words: a list for each kind there is for them. */
export async function findByWords(
  db: Db,
  reader: SearchReader,
  terms: readonly Term[],
): Promise<Found[]> {
  if (terms.length === 0) return [];
  const found: Found[] = [];
  for (const kind of searchKinds) {
    const reach = await reachOf(db, reader, kind);
    if (!reach) continue;
    const first = await findKind(db, reader, kind, { terms, reach, onlyTitle: true });
    const all =
      first.length > mostFound
        ? first
        : await findKind(db, reader, kind, { terms, reach, onlyTitle: false });
    const firsts = new Set(first.map(({ id }) => id));
    const rows = new Map([...first, ...all].map((one) => [one.id, one]));
    const matches = inOrder(
      [...rows.values()].map(({ id, at }) => ({ kind, id, at, first: firsts.has(id) })),
    );
    found.push({ kind, matches: matches.slice(0, mostFound), more: all.length > mostFound });
  }
  return found;
}
