/**
 * Owns the figures that stand in what a report says in words: named in brackets while it is
 * written, so that they are always those of the report.
 * Practice: a figure in words carries its count; a name that the report does not know is refused
 * where it is written.
 */
import { orList } from "../core/words";
import type { Figure } from "./figure";
import { figureWithCaveat } from "./figure-words";

/** What can be named, in small letters, and what it is. */
export type NamedFigures = readonly { name: string; figure: Figure }[];

const placeholder = /\[([^[\]\n]{1,80})\]/g;

const spelled = (name: string): string => name.trim().toLowerCase().replace(/\s+/g, " ");

/** The words with each named figure in its place: "[good or above]" is "33 of 53 (62%)". */
export function fillNarrative(narrative: string, named: NamedFigures): string {
  const known = new Map(named.map(({ name, figure }) => [spelled(name), figure]));
  return narrative.replace(placeholder, (whole, name: string) => {
    const figure = known.get(spelled(name));
    return figure ? figureWithCaveat(figure) : whole;
  });
}

/** The names in brackets that the report does not know; null where it knows them all. */
export function unknownFigures(narrative: string, named: NamedFigures): string | null {
  const known = new Set(named.map(({ name }) => spelled(name)));
  const wrong = [...narrative.matchAll(placeholder)]
    .map(([, name = ""]) => name)
    .filter((name) => !known.has(spelled(name)));
  return wrong.length === 0 ? null : orList([...new Set(wrong)].map((name) => `[${name}]`));
}

const small = "one|two|three|four|five";
const counted = "child|children|audits?|cases?|famil(?:y|ies)|young|people|of";
const months =
  "January|February|March|April|May|June|July|August|September|October|November|December";
const smallNumber = new RegExp(
  `(?<![\\d.,/–-])\\b(?:[1-5](?! ?%|[.,/–-]?\\d| (?:${months}))\\b|(?:${small})(?= (?:[a-z-]+ ){0,2}(?:${counted})\\b))`,
  "gi",
);

/**
 * Numbers up to five that someone typed instead of naming a figure: nothing hides them. Days of a
 * date, percentages and parts of larger numbers are none.
 */
export const numbersTyped = (narrative: string): string[] => [
  ...new Set(narrative.replace(placeholder, " ").match(smallNumber)),
];
