/**
 * Owns reading a list of records for a dip sample: a line each, with its team and whose record it is.
 * Practice: a line that can't be read says why, beside its number; nothing is taken until all can be.
 */
import { isReference, tidyReference, whyNoReference } from "../caseload/import";
import { foldName, foldNumber } from "../core/folding";
import { counted } from "../core/words";
import { oddQuotes, quotesOf, spills } from "../imports/file-rows";
import { teamFinder } from "../imports/team-names";

export const mostRecords = 200;

export type RecordLine = {
  reference: string;
  teamId: string;
  workerId: string | null;
  supervisorId: string | null;
};

export type KnownStaff = { id: string; name: string; staffNumber: string | null };
export type RecordsKnown = {
  /** The teams that may be named. */
  teams: readonly { id: string; name: string }[];
  people: readonly KnownStaff[];
  /** References that are on the list already, as `foldNumber` makes them. */
  listed: ReadonlySet<string>;
};

export type LineProblem = { line: number; problem: string };

const columns = ["reference", "team", "worker", "supervisor"] as const;

/** The cells of one line between commas, semicolons or tabs, whichever it has. */
function cellsOf(line: string): string[] | null {
  const separator = ["\t", ";", ","].find((mark) => line.includes(mark)) ?? ",";
  if (quotesOf(line, separator) === "ambiguous") return null;
  const cells: string[] = [];
  let rest = line;
  for (;;) {
    const quoted = /^\s*"((?:[^"]|"")*)"\s*/.exec(rest);
    const at = quoted ? quoted[0].length : 0;
    const next = rest.indexOf(separator, at);
    const plain = next === -1 ? rest.slice(at) : rest.slice(at, next);
    cells.push((quoted ? (quoted[1] ?? "").replaceAll('""', '"') + plain : plain).trim());
    if (next === -1) return cells;
    rest = rest.slice(next + separator.length);
  }
}

const isHeading = (cells: readonly string[]): boolean =>
  /^(record |case )?ref(erence)?( no\.?| number)?$/i.test(cells[0] ?? "");

/** Whoever a name or a staff number means; a sentence where that is nobody, or several. */
function personFinder(people: readonly KnownStaff[]) {
  // Folded once: a council has thousands of staff, and a list hundreds of lines.
  const byName = new Map<string, string[]>();
  const byNumber = new Map<string, string[]>();
  const add = (map: Map<string, string[]>, key: string, id: string) =>
    map.set(key, [...(map.get(key) ?? []), id]);
  for (const { id, name, staffNumber } of people) {
    add(byName, foldName(name), id);
    if (staffNumber !== null) add(byNumber, foldNumber(staffNumber), id);
  }
  return (column: string, text: string): { id: string | null; problem?: string } => {
    if (text === "") return { id: null };
    const found = [byName.get(foldName(text)), byNumber.get(foldNumber(text))];
    const ids = [...new Set(found.flatMap((some) => some ?? []))];
    if (ids.length === 1) return { id: ids[0] ?? null };
    return {
      id: null,
      problem:
        ids.length === 0
          ? `Check the ${column}: nobody in the staff list has this name or number`
          : `Give the staff number of the ${column}: several people have this name`,
    };
  };
}

/** Reads a pasted list; `lines` in their order, or what to correct in which line. */
export function readRecordList(
  text: string,
  known: RecordsKnown,
): { lines: RecordLine[]; problems: LineProblem[] } {
  const findTeam = teamFinder(known.teams);
  const findPerson = personFinder(known.people);
  const lines: RecordLine[] = [];
  const problems: LineProblem[] = [];
  const seen = new Map<string, number>();
  const reading = { known, seen, findTeam, findPerson };
  const written = text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/);
  let isFirst = true;
  for (const [index, raw] of written.entries()) {
    if (raw.replace(/[\s,;]/g, "") === "") continue;
    const cells = cellsOf(raw);
    const skip = isFirst && cells !== null && isHeading(cells);
    isFirst = false;
    if (skip) continue;
    const read = readLine(cells, index + 1, reading);
    if (typeof read === "string") problems.push({ line: index + 1, problem: read });
    else lines.push(read);
  }
  return { lines, problems };
}

type Reading = {
  known: RecordsKnown;
  seen: Map<string, number>;
  findTeam: ReturnType<typeof teamFinder>;
  findPerson: ReturnType<typeof personFinder>;
};

/** One line, or why it can't be one. */
function readLine(
  cells: string[] | null,
  line: number,
  { known, seen, findTeam, findPerson }: Reading,
): RecordLine | string {
  if (cells === null) return oddQuotes;
  if (spills(cells, columns.length)) {
    return "Give at most four parts: reference, team, worker, supervisor";
  }
  const [given = "", team = "", worker = "", supervisor = ""] = cells;
  const reference = tidyReference(given);
  if (reference === "") return "Add the reference";
  if (!isReference(reference)) return whyNoReference("Reference", reference);
  const key = foldNumber(reference);
  const earlier = seen.get(key);
  if (earlier) return `Remove this line: line ${earlier} has the same reference`;
  seen.set(key, line);
  if (known.listed.has(key)) return "Remove this line: its reference is on the list already";
  const only = known.teams.length === 1 ? known.teams[0] : undefined;
  const { named, several } = team === "" ? { named: only, several: false } : findTeam(team);
  if (!named) return whyNoTeam(team, several);
  const of = findPerson("worker", worker);
  const by = findPerson("supervisor", supervisor);
  return (
    of.problem ??
    by.problem ?? { reference, teamId: named.id, workerId: of.id, supervisorId: by.id }
  );
}

const whyNoTeam = (team: string, several: boolean): string => {
  if (team === "") return "Add the team after the reference";
  return several
    ? "Check the team: several have this name"
    : "Check the team: none that this sample is about has this name";
};

/** "Line 3: Add the team after the reference", the first few, and how many more there are. */
export function problemsInWords(problems: readonly LineProblem[], most = 10): string[] {
  const told = problems.slice(0, most).map(({ line, problem }) => `Line ${line}: ${problem}`);
  const more = problems.length - told.length;
  return more > 0
    ? [...told, `${counted(more, "more line has", "more lines have")} something to correct`]
    : told;
}
