/**
 * Owns the bands that ages of children are counted in.
 * Practice: those of the Department for Education's statistics of children looked after, with the
 * unborn and those whose age nobody recorded apart.
 */

export const ageBands = ["unborn", "under-1", "1-4", "5-9", "10-15", "16-plus", "unknown"] as const;
export type AgeBand = (typeof ageBands)[number];

export const ageBandNames: Record<AgeBand, string> = {
  unborn: "Unborn",
  "under-1": "Under 1",
  "1-4": "1 to 4",
  "5-9": "5 to 9",
  "10-15": "10 to 15",
  "16-plus": "16 and over",
  unknown: "Age not known",
};

/** Of an age in whole years; null where it is not known, or the child is unborn. */
export function ageBandOf({ age, unborn }: { age: number | null; unborn: boolean }): AgeBand {
  if (unborn) return "unborn";
  if (age === null) return "unknown";
  if (age < 1) return "under-1";
  if (age < 5) return "1-4";
  if (age < 10) return "5-9";
  return age < 16 ? "10-15" : "16-plus";
}
