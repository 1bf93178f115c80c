/**
 * Owns who is said to have changed something meanwhile.
 * Practice: whoever meets their own change, saved on another page or sent twice, is called "you";
 * anyone else has their name.
 */

const you = "You, on another page or device";

/** Who it was, for this reader; null where it is not known. */
export const whoElse = (by: { id: string; name: string } | null, readerId: string): string =>
  by === null ? "Someone" : by.id === readerId ? you : by.name;

export const isYou = (by: string): boolean => by === you;

/** "Quinn Ashby changed this at 9am"; "You, on another page or device, changed this at 9am". */
export const changedInWords = ({ by, at }: { by: string; at: string }): string =>
  `${by}${isYou(by) ? "," : ""} changed this ${at}`;

/** What is told of a form that was overtaken, and whose the other version is called. */
export function overtakenInWords({ by, settled }: { by: string; settled?: boolean }) {
  const own = isYou(by);
  const whose = own ? "the other version" : "their version";
  const next = settled
    ? own
      ? "What was saved there stands and can’t be replaced."
      : "Theirs stands and can’t be replaced: if yours adds to it, tell them."
    : `Compare the two versions, then save ${own ? "this one over the other" : "yours over theirs"}, or leave this page to keep ${own ? "the other" : "theirs"}.`;
  return { words: `Nothing you typed is lost: it is in the form below. ${next}`, whose };
}
