/**
 * Owns the tags of the index, by which what a reader has no reach to is not even looked through: the
 * team, the service and the people of a record.
 * Practice: a tag lets through too much rather than too little, and never decides who reads.
 */
const plain = (id: string): string => id.toLowerCase().replace(/[^a-z0-9]/g, "");

const tag =
  (letter: string) =>
  (id: string | null): string | null =>
    id === null ? null : `${letter}${plain(id)}`;

export const kindTag = (kind: string): string => `k${kind}`;
export const teamTag = tag("t");
export const serviceTag = tag("s");
export const personTag = tag("p");
/** Of no audit, or above the level of a child. */
export const withoutAudit = "w";

export const tagsOf = (tags: readonly (string | null)[]): string[] =>
  [...new Set(tags.filter((one) => one !== null))].sort();

export const isNotBlank = (text: string): boolean => text.trim() !== "";
