import { learningReference } from "~/rules/learning-log/learning";

type One = { id: string; reference: number; what: string };

const option = ({ id, reference, what }: One) => ({
  value: id,
  label: `${learningReference(reference)}: ${what.length > 120 ? `${what.slice(0, 117)}…` : what}`,
});

/** Learnings to choose from, the likely ones first. */
export const likelyFirst = (likely: readonly One[], all: readonly One[]) => [
  ...likely.map(option),
  ...all.filter(({ id }) => likely.every((one) => one.id !== id)).map(option),
];
