/** Owns how a history tells its events: the title of each, and the reason that was given. */
import { type EventKind, eventKinds, type Facts, type Words } from "./event-kinds";
import { sentenceCase } from "./words";

/** What of an event its words are made of. */
export type ToldEvent = { kind: EventKind; before?: unknown; after?: unknown };

/** Where the history of a sample says something in other words than that of a core cycle. */
const sampleWords: Partial<Record<EventKind, string>> = {
  "exercise.drawn": "Cases drawn",
  "exercise.redrawn": "Cases drawn again",
  "exercise.released": "Released to the reviewers",
  "exercise.closed": "Closed",
};

const factsOf = (value: unknown): Facts =>
  typeof value === "object" && value !== null ? (value as Facts) : {};

/** "account.password-given" as "Password given": a kind that is no longer written is still told. */
const nameOf = (kind: string): string =>
  sentenceCase(kind.slice(kind.indexOf(".") + 1).replaceAll("-", " "));

/** What happened, as one line. */
export function eventInWords({ kind, before, after }: ToldEvent): string {
  const words: Words = eventKinds[kind] ?? nameOf(kind);
  return typeof words === "string" ? words : words(factsOf(after), factsOf(before));
}

/** The same in the history of a sample. */
export const sampleEventInWords = (event: ToldEvent): string =>
  sampleWords[event.kind] ?? eventInWords(event);

/** The reason that was given for it; null where none was. */
export function reasonOf({ after }: Pick<ToldEvent, "after">): string | null {
  const { reason } = factsOf(after);
  return typeof reason === "string" && reason !== "" ? reason : null;
}
