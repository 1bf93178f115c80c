/**
 * Owns what is shown of written words where several people look at one screen: without the names of
 * those who have a part in the case, and without what looks like any other name.
 * Practice: a case is discussed by its number. Left out is said, so that no sentence seems whole.
 */
import { namesInText } from "../core/names-in-text";

/** Who or what is meant, and what stands there instead: "the worker". */
export type Called = { name: string | null; as: string };

const escaped = (words: string) => words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

const wholeWords = (words: string) =>
  new RegExp(`(?<![\\p{L}\\d])${escaped(words)}(?![\\p{L}\\d])`, "giu");

/** A text with every name of `called` as what they are, alone and by its parts, and other names left out. */
export function withoutNames(text: string, called: readonly Called[]): string {
  const known = called.flatMap(({ name, as }) => {
    if (!name) return [];
    // "Sam Ode" is found whole, and as "Sam" or "Ode"; a reference has no parts.
    const parts = /\d/.test(name) ? [] : name.split(/\s+/).filter((part) => part.length > 2);
    return [name, ...parts].map((one) => ({ one, as }));
  });
  const named = known
    .toSorted((a, b) => b.one.length - a.one.length)
    .reduce((left, { one, as }) => left.replace(wholeWords(one), as), text);
  return namesInText(named).reduce(
    (left, name) => left.replace(wholeWords(name), "[name left out]"),
    named,
  );
}
