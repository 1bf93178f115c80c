/**
 * Owns the shape of what auditors write about one practice area in the demonstration.
 * Practice: a commentary says what was seen, a detail gives an example, a rationale says why
 * this grade and not its neighbour. All invented; any commentary can be followed by any detail
 * of its grade.
 */
import type { Grade } from "~/rules/tools/scale";

export type GradeWords = { commentaries: string[]; details: string[]; rationales: string[] };
export type AreaWords = Record<Grade, GradeWords>;
