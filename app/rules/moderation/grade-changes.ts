/**
 * Owns what is said of grades that changed after someone could read them: from what to what, when,
 * and by whom.
 * Practice: who read a provisional grade is shown every step to the one in force, and no other.
 */
import type { Judgement } from "../tools/grades";

export type GradeStep = {
  by: "auditor" | "panel" | "second-look";
  /** YYYY-MM-DD; from when on these judgements could be read. */
  on: string;
  /** By area, "overall" among them. */
  judged: Readonly<Record<string, Judgement>>;
};

export type GradeChange = {
  by: GradeStep["by"];
  on: string;
  changes: { area: string; from: Judgement; to: Judgement }[];
};

const because: Record<GradeStep["by"], string> = {
  auditor: "The auditor graded again after the panel returned the audit",
  panel: "The moderation panel decided",
  "second-look": "The moderation panel looked a second time",
};

export const whyChanged = ({ by }: Pick<GradeChange, "by">): string => because[by];

/** Each step of `steps`, the earliest first, in which a judgement differs from the one before. */
export function gradeChanges(steps: readonly GradeStep[]): GradeChange[] {
  return steps.flatMap(({ by, on, judged }, at) => {
    const before = steps[at - 1]?.judged ?? {};
    const changes = Object.entries(judged).flatMap(([area, to]) => {
      const from = before[area];
      return from === undefined || from === to ? [] : [{ area, from, to }];
    });
    return changes.length > 0 ? [{ by, on, changes }] : [];
  });
}
