/**
 * Owns who is left out of a draw unless its lead asks otherwise: one policy for the settings, the
 * draw of a core cycle and the draw of a dip sample.
 * Practice: a case audited in the last twelve months is not audited again unless it is a re-audit;
 * one opened a few weeks ago has too little work in it to judge. The four weeks are a choice.
 */
export const drawPolicy = {
  /** Months; 0 leaves nobody out. */
  auditedWithinMonths: { usual: 12, most: 60 },
  /** Weeks; 0 leaves nobody out. */
  openedBeforeWeeks: { usual: 4, most: 52 },
} as const;

/** A limit as a draw takes it: null, for nobody left out, where the setting is 0. */
export const limitOf = (setting: number): number | null => (setting === 0 ? null : setting);
