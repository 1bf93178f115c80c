/**
 * Owns a page of what a search found: counts by kind, and for each result its words with what was
 * looked for marked, where it comes from, when, how it stands, and its own page.
 */
import { paths } from "~/paths";
import { councilWide } from "~/rules/access/access";
import type { Actor } from "~/rules/access/people";
import { dateOf, formatDate, formatMonth } from "~/rules/core/dates";
import {
  exerciseKindNames,
  exerciseStateColours,
  exerciseStateNames,
} from "~/rules/exercises/exercises";
import { learningReference } from "~/rules/learning-log/learning";
import {
  actionReference,
  actionStatusColours,
  actionStatusNames,
} from "~/rules/learning-log/learning-log";
import { audienceNames } from "~/rules/reports/editions";
import { markedIn, type Piece, snippetOf } from "~/rules/search/marks";
import {
  type FoundCount,
  inOrder,
  type Match,
  mostFound,
  type SearchKind,
  type Term,
} from "~/rules/search/search";
import type { Db } from "~db/core/open.server";
import { findExercise } from "~db/exercises/exercises.server";
import { findByWords } from "~db/search/find.server";
import {
  listActionFacts,
  listExerciseFacts,
  listFindingFacts,
  listLearningFacts,
  listReportFacts,
} from "~db/search/shown.server";
import { searchReader } from "~db/search/sight.server";
import { listTexts } from "~db/search/texts.server";
import { exerciseAddress } from "../learning-log/exercise-address";

export const pageSize = 20;

type Colour = "blue" | "green" | "grey" | "purple" | "red" | "yellow";

/** What a result says of its record besides its words. */
type Facts = {
  href: string;
  /** What it is of. */
  of: string[];
  on: string;
  state: { words: string; colour: Colour } | null;
};

export type Result = Facts & { kind: SearchKind; id: string; title: Piece[]; snippet: Piece[] };

export type SearchPage = {
  kinds: ({ kind: SearchKind } & FoundCount)[];
  page: number;
  pages: number;
  results: Result[];
};

type Asker = { db: Db; actor: Actor };
type FactsOf = (asker: Asker, ids: readonly string[]) => Promise<Map<string, Facts>>;

const known = (parts: readonly (string | null)[]): string[] =>
  parts.filter((part): part is string => part !== null && part !== "");

/** The page of an exercise that is open to the reader; those without one are left out. */
async function addressesOf({ db, actor }: Asker, ids: readonly string[]) {
  const found = new Map<string, { href: string; kind: string }>();
  for (const id of new Set(ids)) {
    const exercise = await findExercise(db, id);
    const href = exercise && exerciseAddress(actor, exercise, councilWide);
    if (href) found.set(id, { href, kind: exerciseKindNames[exercise.kind] });
  }
  return found;
}

const factsOf: Record<SearchKind, FactsOf> = {
  finding: async (asker, ids) => {
    const rows = await listFindingFacts(asker.db, ids);
    const whole = rows.filter(({ auditId }) => auditId === null);
    const addresses = await addressesOf(
      asker,
      whole.map(({ exerciseId }) => exerciseId),
    );
    return new Map(
      rows.flatMap((row) => {
        const href = row.auditId
          ? paths.audits.read(row.auditId)
          : addresses.get(row.exerciseId)?.href;
        const kind = row.kind === "strength" ? "Strength" : "Area for development";
        const facts = { of: known([kind, row.exercise, row.team]), on: formatDate(dateOf(row.at)) };
        return href ? [[row.id, { href, ...facts, state: null }] as const] : [];
      }),
    );
  },
  learning: async ({ db }, ids) =>
    new Map(
      (await listLearningFacts(db, ids)).map((row) => [
        row.id,
        {
          href: paths.learning.one(row.intoId ?? row.id),
          of: [],
          on: formatDate(dateOf(row.at)),
          state:
            row.intoReference === null
              ? null
              : { words: `Now in ${learningReference(row.intoReference)}`, colour: "grey" },
        },
      ]),
    ),
  action: async ({ db }, ids) =>
    new Map(
      (await listActionFacts(db, ids)).map((row) => [
        row.id,
        {
          href: paths.log.one(row.id),
          of: known([row.exercise, row.team]),
          on: formatDate(dateOf(row.at)),
          state: {
            words: row.successor
              ? `Superseded by ${actionReference(row.successor)}`
              : actionStatusNames[row.status],
            colour: actionStatusColours[row.status],
          },
        },
      ]),
    ),
  exercise: async (asker, ids) => {
    const addresses = await addressesOf(asker, ids);
    return new Map(
      (await listExerciseFacts(asker.db, ids)).flatMap((row) => {
        const address = addresses.get(row.id);
        if (!address) return [];
        const state = {
          words: exerciseStateNames[row.state],
          colour: exerciseStateColours[row.state],
        };
        const of = known([address.kind, row.service]);
        return [[row.id, { href: address.href, of, on: formatMonth(row.month), state }] as const];
      }),
    );
  },
  report: async ({ db }, ids) =>
    new Map(
      (await listReportFacts(db, ids)).map((row) => [
        row.id,
        {
          href: paths.reports.edition(row.id),
          of: [audienceNames[row.audience], `Edition ${row.number}`],
          on: formatDate(dateOf(row.at)),
          state: null,
        },
      ]),
    ),
};

async function show(asker: Asker, matches: readonly Match[], terms: readonly Term[]) {
  const shown = new Map<string, Result>();
  const first = new Set(matches.flatMap((one) => (one.first ? [`${one.kind} ${one.id}`] : [])));
  for (const kind of new Set(matches.map((one) => one.kind))) {
    const ids = matches.flatMap((one) => (one.kind === kind ? [one.id] : []));
    const facts = await factsOf[kind](asker, ids);
    for (const text of await listTexts(asker.db, kind, ids)) {
      const own = facts.get(text.id);
      if (!own) continue;
      const key = `${kind} ${text.id}`;
      const title = markedIn(text.title, terms);
      // Where every word stands in the first sentence, the rest need not be shown.
      const snippet = first.has(key) ? [] : snippetOf(text.body, terms);
      shown.set(key, { kind, id: text.id, ...own, title, snippet });
    }
  }
  return matches.flatMap(({ kind, id }) => shown.get(`${kind} ${id}`) ?? []);
}

/** A page of what this person may find, of all kinds or of one. */
export async function readSearch(
  asker: Asker,
  { terms, kind, page }: { terms: readonly Term[]; kind: SearchKind | null; page: number },
): Promise<SearchPage> {
  const found = await findByWords(asker.db, searchReader(asker.actor), terms);
  const asked = found.filter((one) => kind === null || one.kind === kind);
  const matches = inOrder(asked.flatMap((one) => one.matches));
  const pages = Math.max(1, Math.ceil(matches.length / pageSize));
  const current = Math.min(Math.max(1, page), pages);
  const range = matches.slice((current - 1) * pageSize, current * pageSize);
  return {
    kinds: found.map((one) => ({
      kind: one.kind,
      count: Math.min(one.matches.length, mostFound),
      more: one.more,
    })),
    page: current,
    pages,
    results: await show(asker, range, terms),
  };
}
