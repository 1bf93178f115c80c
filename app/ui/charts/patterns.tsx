import type { ReactNode } from "react";
import type { Grade } from "~/rules/grades";

/** Fill and ink of each grade, with a weave that tells them apart in grey and on paper. */
export const gradeColours: Record<Grade, { fill: string; ink: string }> = {
  outstanding: { fill: "#12436D", ink: "#ffffff" },
  good: { fill: "#2073BC", ink: "#ffffff" },
  "requires-improvement": { fill: "#F46A25", ink: "#0b0c0c" },
  inadequate: { fill: "#801650", ink: "#ffffff" },
};

export const ink = "#0b0c0c";
export const quietInk = "#484949";
export const rule = "#cecfcf";

const woven: Partial<Record<Grade, { stripe: string; turn: number }>> = {
  "requires-improvement": { stripe: "#f89064", turn: 45 },
  inadequate: { stripe: "#a3527d", turn: -45 },
};

/** What to fill a grade with, in a drawing that holds GradePatterns of the same prefix. */
export const gradeFill = (grade: Grade, prefix: string): string =>
  woven[grade] ? `url(#${prefix}-${grade})` : gradeColours[grade].fill;

/** Ids are per drawing: a pattern inside a hidden drawing would paint nothing. */
export function GradePatterns({ prefix }: { prefix: string }): ReactNode {
  return (
    <defs>
      {(["requires-improvement", "inadequate"] as const).map((grade) => (
        <pattern
          key={grade}
          id={`${prefix}-${grade}`}
          width="7"
          height="7"
          patternUnits="userSpaceOnUse"
          patternTransform={`rotate(${woven[grade]?.turn})`}
        >
          <rect width="7" height="7" fill={gradeColours[grade].fill} />
          <rect width="2" height="7" fill={woven[grade]?.stripe} />
        </pattern>
      ))}
    </defs>
  );
}
