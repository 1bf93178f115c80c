/**
 * Owns bringing an earlier log from a spreadsheet: which column is what, which words mean which state,
 * and what each line would become.
 * Practice: nothing that is written is guessed away: what can't be read stays in the action's history as
 * it was written, and a line that says neither what to do nor what was learnt is left out and counted.
 */
import { isMonth, lastDayOf } from "../core/dates";
import { fold } from "../core/folding";
import type { StateMachine } from "../core/state-machine";
import { readDay, tidy } from "../imports/cell-text";
import type { DateOrder } from "../imports/date-order";
import type { ActionStatus } from "./learning-log";

export const logImportStates = ["read", "confirmed", "undone", "discarded"] as const;
export type LogImportState = (typeof logImportStates)[number];

export const logImportMachine = {
  first: "read",
  moves: {
    confirm: { from: ["read"], to: "confirmed" },
    discard: { from: ["read"], to: "discarded" },
    undo: { from: ["confirmed"], to: "undone" },
  },
} as const satisfies StateMachine<LogImportState, "confirm" | "discard" | "undo">;

/** The most lines of one file, and columns of it that are read. */
export const mostLogLines = 2000;
export const mostLogColumns = 60;

/** The most different words of one kind that are asked about. */
export const mostLogWords = 60;

export const logFields = [
  "what",
  "learning",
  "owner",
  "due",
  "status",
  "place",
  "raisedOn",
  "completedOn",
  "why",
  "measure",
  "progress",
  "evidence",
  "impact",
  "theme",
  "area",
  "reference",
] as const;
export type LogField = (typeof logFields)[number];

export const logFieldNames: Record<LogField, string> = {
  what: "What is to be done",
  learning: "What was learnt",
  owner: "Owner",
  due: "Due",
  status: "State",
  place: "Team or service",
  raisedOn: "Raised on",
  completedOn: "Completed on",
  why: "Why, or where from",
  measure: "How one will know that it worked",
  progress: "Progress",
  evidence: "Evidence",
  impact: "Impact",
  theme: "Theme",
  area: "Practice area",
  reference: "Its number there",
};

/** Words of headings by which a column is known, the surest first. */
const known: Record<LogField, readonly string[]> = {
  what: ["action", "action required", "actions", "recommendation", "what", "task", "to do"],
  learning: [
    "learning",
    "lesson",
    "lessons learnt",
    "lessons learned",
    "key learning",
    "what we learnt",
  ],
  owner: ["owner", "lead", "responsible", "responsible person", "who", "by whom", "action owner"],
  due: ["due", "due date", "target date", "deadline", "by when", "timescale", "when"],
  status: ["status", "state", "rag", "progress status", "open closed"],
  place: ["team", "service", "area of service", "service area", "team service"],
  raisedOn: [
    "raised",
    "date raised",
    "date",
    "date added",
    "date identified",
    "created",
    "date opened",
  ],
  completedOn: ["completed", "date completed", "completion date", "date closed", "closed on"],
  why: [
    "why",
    "source",
    "finding",
    "issue",
    "reason",
    "background",
    "origin",
    "where from",
    "audit",
  ],
  measure: ["success measure", "measure", "success criteria", "how will we know", "outcome sought"],
  progress: ["progress", "update", "updates", "comments", "notes", "progress update"],
  evidence: ["evidence", "evidence of completion", "assurance"],
  impact: ["impact", "outcome", "difference made", "impact evidence", "so what"],
  theme: ["theme", "themes", "category", "topic"],
  area: ["practice area", "area of practice", "standard", "domain"],
  reference: ["ref", "reference", "no", "number", "id", "action number", "action ref"],
};

const plain = (text: string): string =>
  fold(text)
    .replace(/[^a-z0-9]+/g, " ")
    .trim();

/** Which column each field most likely is, from 0; a column is one field's alone. */
export function guessColumns(headings: readonly string[]): Partial<Record<LogField, number>> {
  const named = headings.map(plain);
  const taken = new Set<number>();
  const guessed: Partial<Record<LogField, number>> = {};
  const take = (fits: (heading: string, word: string) => boolean) => {
    for (const field of logFields) {
      if (guessed[field] !== undefined) continue;
      for (const word of known[field]) {
        const at = named.findIndex((name, n) => !taken.has(n) && name !== "" && fits(name, word));
        if (at === -1) continue;
        taken.add(at);
        guessed[field] = at;
        break;
      }
    }
  };
  take((name, word) => name === word);
  take((name, word) => word.length > 3 && ` ${name} `.includes(` ${word} `));
  return guessed;
}

/** The states that a line can come in as. */
export const logImportStatuses = [
  "open",
  "in-progress",
  "completed",
  "verified",
  "not-achieved",
] as const satisfies readonly ActionStatus[];
export type LogImportStatus = (typeof logImportStatuses)[number];

/** What a word for a state most likely means; "" where nothing tells. */
export function guessStatus(word: string): LogImportStatus | "" {
  const said = ` ${plain(word)} `;
  const has = (...words: string[]) => words.some((one) => said.includes(` ${one} `));
  if (said.trim() === "") return "open";
  if (has("not achieved", "abandoned", "failed", "not met", "no longer")) return "not-achieved";
  if (
    has(
      "not started",
      "not yet started",
      "still outstanding",
      "open",
      "new",
      "overdue",
      "not complete",
    )
  )
    return "open";
  if (has("closed", "verified", "assured", "signed off", "embedded")) return "verified";
  if (has("complete", "completed", "done", "achieved", "finished", "blue")) return "completed";
  if (
    has("in progress", "progress", "ongoing", "started", "on track", "amber", "green", "under way")
  )
    return "in-progress";
  if (has("red")) return "open";
  return "";
}

/** What was chosen for a file: columns by field, and meanings by the word as folded. */
export type LogMapping = {
  columns: Partial<Record<LogField, number>>;
  statuses: Record<string, LogImportStatus>;
  /** The person each name means; names that are not here stay as they are written. */
  owners: Record<string, string>;
  /** The place each name means: "council", "service-…" or "team-…". */
  places: Record<string, string>;
  order: DateOrder;
};

export const wordKey = (word: string): string => fold(tidy(word));

/** The different words of a column, in the order they first stand, with how often each does. */
export function wordsOf(
  lines: readonly LogLine[],
  column: number | undefined,
): { key: string; word: string; count: number }[] {
  if (column === undefined) return [];
  const found = new Map<string, { key: string; word: string; count: number }>();
  for (const { cells } of lines) {
    const word = tidy(cells[column] ?? "").slice(0, 200);
    if (word === "") continue;
    const key = wordKey(word);
    const held = found.get(key);
    if (held) held.count += 1;
    else found.set(key, { key, word, count: 1 });
  }
  return [...found.values()];
}

export type LogLine = { line: number; cells: readonly string[] };

export type PlannedAction = {
  line: number;
  what: string;
  /** What was learnt; "" where the line says nothing. */
  learning: string;
  why: string;
  measure: string;
  ownerId: string | null;
  /** As written, where it means nobody who is here. */
  ownerRole: string;
  place: string;
  dueOn: string | null;
  duePrecision: "day" | "month";
  status: LogImportStatus;
  /** YYYY-MM-DD; null where the line says nothing that can be read. */
  raisedOn: string | null;
  completedOn: string | null;
  progress: string;
  evidence: string;
  impact: string;
  theme: string | null;
  area: string | null;
  /** Sentences for its history: what could not be read, as it was written. */
  notes: string[];
  /** By it the same line is known again in another file. */
  key: string;
};

export type PlannedLine =
  | { line: number; ok: false; problem: string }
  | ({ ok: true } & PlannedAction);

type Vocabulary = { areas: readonly Named[]; themes: readonly Named[] };
type Named = { code: string; name: string };

const longest = 4000;
const longestLearning = 600;

/** Cut between two words where there are any, and never within a character. */
function cutAt(text: string, most: number): [string, string] {
  const blank = text.slice(0, most + 1).search(/\s\S*$/);
  const whole = (text.codePointAt(most - 1) ?? 0) > 0xffff ? most - 1 : most;
  const at = blank > most / 2 ? blank : whole;
  return [text.slice(0, at), text.slice(at).trim()];
}

/**
 * What was chosen, without people and places that are no longer here: their lines say again what was
 * written.
 */
export function stillMeant(
  mapping: LogMapping,
  here: { people: ReadonlySet<string>; places: ReadonlySet<string> },
): LogMapping {
  const among = (chosen: Record<string, string>, known: ReadonlySet<string>) =>
    Object.fromEntries(Object.entries(chosen).filter(([, meaning]) => known.has(meaning)));
  return {
    ...mapping,
    owners: among(mapping.owners, here.people),
    places: among(mapping.places, here.places),
  };
}

/** Years between which an action can be raised and due: others are a slip of whoever typed them. */
const earliest = 1990;
const yearsAhead = 20;

type When = { on: string; precision: "day" | "month" };

/**
 * A day, or a month as "March 2024", "Mar-24", "03/2024" or "2024-03"; null where it is neither, or of
 * another age.
 */
export function readWhen(text: string, today: string, order: DateOrder): When | null {
  const read = readDayOrMonth(text, today, order);
  const year = Number(read?.on.slice(0, 4));
  return year >= earliest && year <= Number(today.slice(0, 4)) + yearsAhead ? read : null;
}

function readDayOrMonth(text: string, today: string, order: DateOrder): When | null {
  const day = readDay(text, today, order);
  if (day) return { on: day, precision: "day" };
  const month =
    /^(\d{4})-(\d{2})$/.exec(text)?.slice(1) ??
    /^(\d{1,2})[/-](\d{4})$/.exec(text)?.slice(1).reverse();
  const named = /^([a-z]{3,9})(?:\.?,? (\d{4})|[-'’](\d{2}))$/i.exec(text);
  const first = named ? readDay(`1 ${named[1]} ${named[2] ?? named[3]}`, today) : null;
  const found =
    first?.slice(0, 7) ?? (month ? `${month[0]}-${(month[1] ?? "").padStart(2, "0")}` : "");
  return isMonth(found) ? { on: lastDayOf(found), precision: "month" } : null;
}

/** What one line would become, by what was chosen; `today` YYYY-MM-DD. */
export function planLine(
  { line, cells }: LogLine,
  { columns, statuses, owners, places, order }: LogMapping,
  { areas, themes, today }: Vocabulary & { today: string },
): PlannedLine {
  const notes: string[] = [];
  // What is longer than its place goes on in the history.
  const cell = (field: LogField, most = longest): string => {
    const at = columns[field];
    const text = at === undefined ? "" : tidyLines(cells[at] ?? "");
    if (text.length <= most) return text;
    const [first, rest] = cutAt(text, most);
    notes.push(`${logFieldNames[field]} goes on: ${rest}`);
    return first;
  };
  const what = cell("what");
  const learning = cell("learning", longestLearning);
  if (what === "" && learning === "")
    return { line, ok: false, problem: "It says neither what is to be done nor what was learnt" };
  const asWritten = (field: LogField, text: string) =>
    notes.push(`${logFieldNames[field]}: “${text.slice(0, 200)}”`);
  const when = (field: "due" | "raisedOn" | "completedOn", fits = (_on: string) => true) => {
    const text = tidy(cell(field));
    const read = text === "" ? null : readWhen(text, today, order);
    if (read && fits(read.on)) return read;
    if (text !== "") asWritten(field, text);
    return null;
  };
  const coded = (field: "theme" | "area", names: readonly Named[]): string | null => {
    const text = tidy(cell(field));
    const named = names.find(({ name }) => plain(name) === plain(text));
    if (text !== "" && !named) asWritten(field, text);
    return named?.code ?? null;
  };
  const owner = tidy(cell("owner"));
  const placeWord = tidy(cell("place"));
  const place = places[wordKey(placeWord)] ?? "council";
  if (placeWord !== "" && !places[wordKey(placeWord)]) asWritten("place", placeWord);
  const reference = tidy(cell("reference"));
  if (reference !== "") notes.unshift(`There it was called ${reference.slice(0, 100)}`);
  const past = (on: string) => on <= today;
  const due = when("due");
  const raised = when("raisedOn", past);
  const said = tidy(cell("status"));
  const meant = statuses[wordKey(said)];
  if (said !== "" && !meant) asWritten("status", said);
  const unended = meant === "open" || meant === "in-progress";
  const completed = when("completedOn", (on) => past(on) && !unended);
  const status = meant ?? (completed ? "completed" : "open");
  const ownerId = owners[wordKey(owner)] ?? null;
  return {
    ...{ line, ok: true, what, learning, why: cell("why"), measure: cell("measure") },
    ...{ ownerId, ownerRole: ownerId === null ? owner.slice(0, 200) : "", place },
    ...{ dueOn: due?.on ?? null, duePrecision: due?.precision ?? "day", status },
    ...{ raisedOn: raised?.on ?? null, completedOn: completed?.on ?? null },
    ...{ progress: cell("progress"), evidence: cell("evidence"), impact: cell("impact") },
    ...{ theme: coded("theme", themes), area: coded("area", areas), notes },
    key: [what, learning, raised?.on ?? "", due?.on ?? "", owner, reference].map(plain).join("|"),
  };
}

/** Tidy line by line: a cell may hold several. */
const tidyLines = (text: string): string =>
  text
    .split(/\r\n|\r|\n/)
    .map(tidy)
    .join("\n")
    .trim();
