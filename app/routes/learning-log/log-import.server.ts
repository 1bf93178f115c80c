/** Owns what is asked of an earlier log, and reading what was chosen. */
import type * as z from "zod";
import type { FieldErrors } from "~/forms/fields";
import type { logColumnsForm } from "~/forms/log-import";
import {
  type LogField,
  type LogMapping,
  logFieldNames,
  logFields,
  mostLogWords,
  wordsOf,
} from "~/rules/learning-log/log-import";
import type { Db } from "~db/core/open.server";
import {
  hasTooManyWords,
  type LogImport,
  meaningsOf,
  personFinder,
  unscopedLogPlaces,
  unscopedPeopleHere,
} from "~db/learning-log/log-imports.server";

/** The fields whose words are asked about one by one. */
const worded = ["status", "place", "owner"] as const;

const asked = ({ lines, mapping }: Pick<LogImport, "lines" | "mapping">, field: LogField) =>
  wordsOf(lines, mapping.columns[field]).slice(0, mostLogWords);

/** Everything the page asks, with what is chosen so far. */
export async function choicesOf(db: Db, subject: LogImport) {
  const { headings, lines, mapping } = subject;
  const people = await unscopedPeopleHere(db);
  const nameOf = new Map(people.map(({ id, name }) => [id, name]));
  const statuses = asked(subject, "status");
  const places = asked(subject, "place");
  const owners = asked(subject, "owner");
  const chosen = (words: typeof owners, meaning: (key: string) => string | undefined) =>
    Object.fromEntries(words.map(({ key }, n) => [n, meaning(key) ?? ""]));
  const sample = (column: number) =>
    lines.map(({ cells }) => cells[column] ?? "").find((cell) => cell.trim() !== "") ?? "";
  return {
    columns: headings.flatMap((heading, n) => {
      const first = sample(n);
      if (heading.trim() === "" && first === "") return [];
      const name = heading.trim().slice(0, 60) || `Column ${n + 1}`;
      return [{ value: String(n), label: first ? `${name} (${first.slice(0, 40)})` : name }];
    }),
    ...{ statuses, places, owners },
    tooMany: worded
      .filter((field) => hasTooManyWords(lines, mapping.columns[field]))
      .map((field) => logFieldNames[field].toLowerCase()),
    placeOptions: await unscopedLogPlaces(db),
    people: people.map(({ name }) => name),
    stored: {
      order: mapping.order,
      columns: Object.fromEntries(
        logFields.map((field) => [field, mapping.columns[field]?.toString() ?? ""]),
      ),
      statuses: chosen(statuses, (key) => mapping.statuses[key]),
      places: chosen(places, (key) => mapping.places[key]),
      owners: chosen(owners, (key) => nameOf.get(mapping.owners[key] ?? "")),
    },
  };
}

type Chosen = z.output<typeof logColumnsForm>;

type Mapped =
  | {
      ok: true;
      mapping: LogMapping /** Words of a column that was not asked about. */;
      asksAgain: boolean;
    }
  | { ok: false; errors: FieldErrors };

/** What was chosen, as it is kept; words of a column that is new are guessed and asked about again. */
export async function chooseMapping(db: Db, subject: LogImport, form: Chosen): Promise<Mapped> {
  const { headings, lines, mapping } = subject;
  const columns: LogMapping["columns"] = {};
  const errors: FieldErrors = {};
  for (const field of logFields) {
    const column = form.columns[field];
    if (!column) continue;
    if (Number(column) >= headings.length)
      errors[`columns.${field}`] = "Choose a column from the list";
    columns[field] = Number(column);
  }
  const fresh = await meaningsOf(db, lines, columns);
  const isSame = (field: LogField) => columns[field] === mapping.columns[field];
  const find = personFinder(await unscopedPeopleHere(db));
  const places = new Set((await unscopedLogPlaces(db)).map(({ value }) => value));
  const answers = <T extends string>(
    field: "status" | "place" | "owner",
    posted: Record<string, string> | undefined,
    read: (typed: string, name: string) => T | undefined,
  ): Record<string, T> => {
    const name = { status: "statuses", place: "places", owner: "owners" }[field];
    const kept = asked(subject, field).flatMap(({ key }, n) => {
      const typed = posted?.[n] ?? "";
      const meaning = typed === "" ? undefined : read(typed, `${name}.${n}`);
      return meaning === undefined ? [] : [[key, meaning] as const];
    });
    return Object.fromEntries(kept) as Record<string, T>;
  };
  const next: LogMapping = {
    columns,
    order: form.order,
    statuses: isSame("status")
      ? answers("status", form.statuses, (typed) => typed as LogMapping["statuses"][string])
      : fresh.statuses,
    places: isSame("place")
      ? answers("place", form.places, (typed, name) => {
          if (places.has(typed)) return typed;
          errors[name] = "Choose a team or service from the list";
          return undefined;
        })
      : fresh.places,
    owners: isSame("owner")
      ? answers("owner", form.owners, (typed, name) => {
          const person = find(typed);
          if (!person)
            errors[name] = "Enter the name or email address of one person who is here, or nothing";
          return person?.id;
        })
      : fresh.owners,
  };
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  return { ok: true, mapping: next, asksAgain: worded.some((field) => !isSame(field)) };
}
