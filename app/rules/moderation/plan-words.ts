/** Owns how an exercise says in words what of it is moderated. */
import { andList, insideSentence } from "../core/words";
import { alwaysCertain, type CertainReason, certainNames } from "./certain";
import type { Percentages } from "./moderation";

export type ModerationPlanned = {
  moderated: boolean;
  percentages: Percentages;
  certain: readonly CertainReason[];
};

/** A grade's name keeps its capital: "Requires improvement overall", but "a safeguarding concern". */
const inside = (words: string): string => (/ overall/.test(words) ? words : insideSentence(words));

/** What is certain in this cycle: "Inadequate overall or in any practice area; a safeguarding concern". */
export const certainInWords = (certain: readonly CertainReason[]): string =>
  andList(certain.map((code) => inside(certainNames[code])));

/** "20 to 30% of the audits, always with …"; "Not moderated". */
export const moderationInWords = ({
  moderated,
  percentages: { from, to },
  certain,
}: ModerationPlanned): string =>
  moderated
    ? `${from} to ${to}% of the audits; always ${certainInWords(certain.length > 0 ? certain : alwaysCertain)}`
    : "Not moderated";
