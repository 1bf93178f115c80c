/**
 * Owns the comparison of an audit's grades: the auditor's, the moderator's and the final one of each
 * area and overall, with the steps between them in words.
 * Practice: what differs is looked at one by one, what is agreed is accepted together.
 */
import { isGrade, type Judgement, severity } from "../tools/grades";
import { movementInWords } from "./moderation";

export type Made = { judgement: Judgement; reason: string };

export type Compared = {
  /** Of the area, or "overall". */
  code: string;
  name: string;
  auditor: Made;
  moderator: Made;
  /** Null while nothing is recorded. */
  final: Made | null;
  /** How far from the auditor's, in words (`movementInWords`). */
  steps: { moderator: string; final: string | null };
};

type Judged = Record<"auditor" | "moderator" | "final", Record<string, Made>>;

/** A row for each area that both graded, and overall; the widest differences first. */
export function compare(
  areas: readonly { code: string; name: string }[],
  judged: Judged,
): Compared[] {
  const rows = [...areas, { code: "overall", name: "Overall" }].flatMap(({ code, name }) => {
    const auditor = judged.auditor[code];
    const moderator = judged.moderator[code];
    if (!auditor || !moderator) return [];
    const final = judged.final[code] ?? null;
    const step = (to: Made) => movementInWords(auditor.judgement, to.judgement);
    const steps = { moderator: step(moderator), final: final && step(final) };
    return [{ code, name, auditor, moderator, final, steps }];
  });
  return rows
    .map((row, index) => ({ row, index }))
    .sort((a, b) => distance(b.row) - distance(a.row) || a.index - b.index)
    .map(({ row }) => row);
}

function distance({ auditor, moderator }: Compared): number {
  if (auditor.judgement === moderator.judgement) return 0;
  if (!isGrade(auditor.judgement) || !isGrade(moderator.judgement)) return 1;
  return Math.abs(severity(auditor.judgement) - severity(moderator.judgement));
}

/** Rows that need no look of their own, and what they are called together. */
export type Alike = {
  holds: (row: Compared) => boolean;
  /** "All 8 agreed", "4 of 8 agreed". */
  words: (count: number, of: number) => string;
};

const called =
  (word: string) =>
  (count: number, of: number): string =>
    count === of ? `All ${of} ${word}` : `${count} of ${of} ${word}`;

/** Whether the moderator gave what the auditor gave. */
export const isAgreed = ({ auditor, moderator }: Compared): boolean =>
  auditor.judgement === moderator.judgement;

/** The moderator gave what the auditor gave, and no other final grade is recorded. */
export const agreed: Alike = {
  holds: (row) => isAgreed(row) && (row.final === null || confirmed.holds(row)),
  words: called("agreed"),
};

/** The final grade is the auditor's. */
export const confirmed: Alike = {
  holds: ({ auditor, final }) => final !== null && final.judgement === auditor.judgement,
  words: called("confirmed"),
};

/** What the panel finds before it: the auditor's judgements by code, and the codes both agree on. */
export type GradedBefore = { auditor: Record<string, Judgement>; agreed: readonly string[] };

export const gradedBefore = (rows: readonly Compared[]): GradedBefore => ({
  auditor: Object.fromEntries(rows.map(({ code, auditor }) => [code, auditor.judgement])),
  agreed: rows.filter(isAgreed).map(({ code }) => code),
});
