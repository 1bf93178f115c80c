/**
 * Owns the words of the index in either database's full text: FTS5 in SQLite, a tsvector in
 * PostgreSQL. Words come cut and folded from `tokensOf`, so that both find the same.
 * Practice: what was typed goes in as words alone, never as the database's own language.
 */
import { type SqlBool, sql } from "kysely";
import type { SearchKind, Term } from "~/rules/search/search";
import { wordsOf } from "~/rules/search/tokens";
import { dialectOf } from "../core/columns";
import type { Db, Tx } from "../core/open.server";
import { kindTag } from "./tags";
import type { SearchText } from "./texts.server";

/** The words of a record that are indexed, at most; what a tsvector has places for. */
const mostWords = 12_000;

export type IndexedWords = { title: string[]; body: string[]; tags: string[] };

export function indexedWords(kind: string, text: SearchText): IndexedWords {
  const title = wordsOf(text.title).slice(0, mostWords);
  const body = text.body.flatMap(wordsOf).slice(0, mostWords - title.length);
  return { title, body, tags: [kindTag(kind), ...text.tags] };
}

/** 'plan':1A 'late':2B '=kaction' */
function vectorOf({ title, body, tags }: IndexedWords): string {
  const places = new Map<string, string[]>();
  for (const [at, word] of [...title, ...body].entries()) {
    // A place is left free, so that no words stand side by side of which one is in the title alone.
    const place = at < title.length ? `${at + 1}A` : `${at + 2}B`;
    const known = places.get(word);
    if (known) known.push(place);
    else places.set(word, [place]);
  }
  return [
    ...[...places].map(([word, at]) => `'${word}':${at.slice(0, 255).join(",")}`),
    ...tags.map((one) => `'=${one}'`),
  ].join(" ");
}

type NewRecord = { kind: SearchKind; record_id: string; at: string; digest: string };

/** Adds a record to the index, which must not have it yet. */
export async function addWords(tx: Tx, row: NewRecord, words: IndexedWords): Promise<void> {
  if (dialectOf(tx) === "postgres") {
    const vector = sql`cast(${vectorOf(words)} as tsvector)`;
    await tx
      .insertInto("search_record")
      .values({ ...row, words: vector })
      .execute();
    return;
  }
  const { number } = await tx
    .insertInto("search_record")
    .values(row)
    .returning("number")
    .executeTakeFirstOrThrow();
  await sql`insert into search_words (rowid, title, body, tags) values (${number},
    ${words.title.join(" ")}, ${words.body.join(" ")}, ${words.tags.join(" ")})`.execute(tx);
}

/** What of the index is looked through: records that have one tag of each list. */
export type Reach = readonly (readonly string[])[];

type Asked = { terms: readonly Term[]; reach: Reach; onlyTitle: boolean };

/** The word, and where it may have one, the word with an s after it. */
const formsOf = ({ words, ends }: Term): string[] => {
  const last = words.at(-1) ?? "";
  return ends === "with-s" ? [last, `${last}s`] : [last];
};

/** tags : ("kaction" AND ("t1" OR "t2")) AND title : (("re audit" OR "re audits") AND "super" *) */
function ftsQuery({ terms, reach, onlyTitle }: Asked): string {
  const tags = reach.map((some) => `(${some.map((one) => `"${one}"`).join(" OR ")})`);
  const words = terms.map((term) => {
    const before = term.words.slice(0, -1);
    const forms = formsOf(term).map((last) => `"${[...before, last].join(" ")}"`);
    return `(${forms.join(" OR ")}${term.ends === "unfinished" ? " *" : ""})`;
  });
  const column = onlyTitle ? "title" : "{title body}";
  return `tags : (${tags.join(" AND ")}) AND ${column} : (${words.join(" AND ")})`;
}

/** ('=kaction') & ('=t1' | '=t2') & ('re' <-> ('audit' | 'audits')) & ('super':*) */
function tsQuery({ terms, reach, onlyTitle }: Asked): string {
  const tags = reach.map((some) => `(${some.map((one) => `'=${one}'`).join(" | ")})`);
  const weight = onlyTitle ? "A" : "AB";
  const words = terms.map((term) => {
    const before = term.words.slice(0, -1).map((word) => `'${word}':${weight}`);
    const begins = term.ends === "unfinished" ? "*" : "";
    const forms = formsOf(term).map((last) => `'${last}':${begins}${weight}`);
    return `(${[...before, `(${forms.join(" | ")})`].join(" <-> ")})`;
  });
  return [...tags, ...words].join(" & ");
}

/** The records of the index that have these words, what was last indexed first. */
export function matching(db: Db, asked: Asked): Matching {
  if (dialectOf(db) === "postgres") {
    return db
      .selectFrom("search_record")
      .where(sql<SqlBool>`search_record.words @@ cast(${tsQuery(asked)} as tsquery)`)
      .orderBy("search_record.number", "desc");
  }
  return db
    .selectFrom("search_words")
    .innerJoin("search_record", "search_record.number", "search_words.rowid")
    .where(sql<SqlBool>`search_words match ${ftsQuery(asked)}`)
    .orderBy("search_words.rowid", "desc") as unknown as Matching;
}

type Matching = ReturnType<typeof base>;
const base = (db: Db) => db.selectFrom("search_record").orderBy("search_record.number", "desc");
