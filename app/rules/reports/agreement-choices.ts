/** Owns what may be asked of agreement: how it is split, and which of the pairs are meant. */

/** The ways agreement is split into lines. */
export const splits = ["cycle", "area", "tool", "auditor"] as const;
export type Split = (typeof splits)[number];
export const splitNames: Record<Split, string> = {
  cycle: "By cycle",
  area: "By practice area",
  tool: "By audit tool",
  auditor: "By auditor",
};

/** `cycle` and `auditor` "" are all of them; without `by` the whole alone is shown. */
export type AgreementChoice = { by: Split | ""; cycle: string; area: string; auditor: string };

/** How an auditor's grade stands to the final one. */
export const pairGaps = ["same", "within-one", "generous", "harsh"] as const;
export type PairGap = (typeof pairGaps)[number];
export const gapNames: Record<PairGap, string> = {
  same: "the same grade",
  "within-one": "within one grade",
  generous: "graded better than the panel",
  harsh: "graded worse than the panel",
};
