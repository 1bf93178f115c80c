/**
 * Owns how a `$filter` is cut into words.
 * Practice: OData 4.0's literals; what is too long or can't be read is refused where it stands.
 */
import { badRequest } from "./feed-shapes";

export type Word = { at: number } & (
  | { kind: "name"; text: string }
  | { kind: "mark"; text: "(" | ")" | "," }
  | { kind: "text"; value: string }
  | { kind: "number"; value: number }
  | { kind: "date"; value: string }
  | { kind: "instant"; value: string }
);

export const longestFilter = 4000;

/** Sticky, tried in this order. */
const patterns: readonly [RegExp, (found: string, at: number) => Word][] = [
  [/'(?:[^']|'')*'/y, (found, at) => text(found, at)],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,12})?)?(?:Z|[+-]\d\d:\d\d)/y, instant],
  [/\d{4}-\d\d-\d\d(?![\w:.-])/y, date],
  [/-?\d+(?![\w.-])/y, (found, at) => ({ kind: "number", value: Number(found), at })],
  // Programs write functions in other letters too, as OData 4.01 lets them.
  [/[A-Za-z]+(?=\()/y, (text, at) => ({ kind: "name", text: text.toLowerCase(), at })],
  [
    /[A-Za-z_][A-Za-z0-9_]*(?:\/[A-Za-z_][A-Za-z0-9_]*)*/y,
    (text, at) => ({ kind: "name", text, at }),
  ],
  [/[(),]/y, (found, at) => ({ kind: "mark", text: found as "(", at })],
];

const text = (found: string, at: number): Word => ({
  kind: "text",
  value: found.slice(1, -1).replaceAll("''", "'"),
  at,
});

function date(found: string, at: number): Word {
  const read = new Date(`${found}T00:00:00Z`);
  if (Number.isNaN(read.getTime()) || read.toISOString().slice(0, 10) !== found)
    throw badRequest(`There is no date ${found}, at ${at + 1} in $filter`);
  return { kind: "date", value: found, at };
}

/** As stored: in UTC, with milliseconds. */
function instant(found: string, at: number): Word {
  const read = new Date(found);
  if (Number.isNaN(read.getTime()))
    throw badRequest(`There is no time ${found}, at ${at + 1} in $filter`);
  return { kind: "instant", value: read.toISOString(), at };
}

export function wordsOf(filter: string): Word[] {
  if (filter.length > longestFilter)
    throw badRequest(`$filter is longer than ${longestFilter} characters`);
  const words: Word[] = [];
  let at = 0;
  while (at < filter.length) {
    if (filter[at] === " " || filter[at] === "\t") {
      at += 1;
      continue;
    }
    const word = wordAt(filter, at);
    words.push(word.word);
    at = word.end;
  }
  return words;
}

function wordAt(filter: string, at: number): { word: Word; end: number } {
  for (const [pattern, make] of patterns) {
    pattern.lastIndex = at;
    const [found] = pattern.exec(filter) ?? [];
    if (found !== undefined) return { word: make(found, at), end: at + found.length };
  }
  throw badRequest(`$filter can’t be read at ${at + 1}: ${filter.slice(at, at + 20)}`);
}
