/**
 * Owns which passwords may be chosen: long enough, none of one's own names, not among those that
 * are guessed first.
 * Practice: length and not being common are what counts; nothing is asked of capitals, digits or
 * signs, because that makes passwords worse and people angry.
 */

export const shortestPassword = 12;
export const longestPassword = 200;

/** Letters and digits alone: "Sol-Hart 1!" and "solhart1" are one. */
const bare = (text: string): string =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");

/** What someone is called, the longest first: whole address, its parts, names and theirs. */
export function namesOf({ name, email }: { name: string; email: string }): string[] {
  const [mailbox = "", domain = ""] = email.split("@");
  const parts = [
    email,
    mailbox,
    ...mailbox.split(/[^\p{L}\p{N}]+/u),
    ...domain.split("."),
    name,
    ...name.split(/\s+/),
    "line of sight",
  ];
  const folded = parts.map(bare).filter((part) => part.length >= 3);
  return [...new Set(folded)].toSorted((a, b) => b.length - a.length);
}

/** What is left of a password without the names must be something by itself. */
const leastBesides = 6;

/** Whether a password is little more than its owner's name or address. */
export function isOwnName(password: string, owner: { name: string; email: string }): boolean {
  const plain = bare(password);
  const rest = namesOf(owner).reduce((left, part) => left.replaceAll(part, ""), plain);
  return rest.length < plain.length && rest.length < leastBesides;
}

export const passwordProblems = {
  ownName: "Choose a password that is not made of your name or email address",
  common:
    "Choose a password that is harder to guess: this one is like many that are tried first. Three or four words that have nothing to do with each other are good",
} as const;

/** Words of the field that whoever guesses here tries first; the lists for everyone lack them. */
export const fieldWords = [
  ..."spring summer autumn winter monday tuesday wednesday thursday friday january february march april may june july august september october november december".split(
    " ",
  ),
  ..."children child family families social worker council borough county safeguarding safeguard services service audit auditor practice quality assurance ofsted inspection supervision team manager welcome password admin administrator changeme login".split(
    " ",
  ),
];
