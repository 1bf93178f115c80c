/**
 * Owns how long the tests may take: the budget of each project, in one place, and what a run says of
 * it. A budget is the sum over a project's files on two idle cores; a busy machine goes over it, so
 * that it is told and fails nothing.
 */
import { relative } from "node:path";
import type { VitestReport } from "./failures";

/** Seconds a project's files may take together. */
export const budgets = { rules: 60, server: 60, db: 180, web: 400, browser: 700 } as const;
export type Project = keyof typeof budgets;
export const projects = Object.keys(budgets) as Project[];

type Timed = { file: string; seconds: number };

const timed = (report: VitestReport): Timed[] =>
  report.testResults
    .map(({ name, startTime = 0, endTime = 0 }) => ({
      file: relative(process.cwd(), name),
      seconds: (endTime - startTime) / 1000,
    }))
    .sort((a, b) => b.seconds - a.seconds);

/** The time of each project against its budget, and the files that took most of it. */
export function durationsInWords(report: VitestReport, most = 12): string[] {
  const files = timed(report);
  const sums = projects.flatMap((project) => {
    const own = files.filter(({ file }) => file.startsWith(`tests/${project}/`));
    if (own.length === 0) return [];
    const sum = own.reduce((total, { seconds }) => total + seconds, 0);
    const over = sum > budgets[project] ? "  OVER BUDGET" : "";
    return [
      `${project.padEnd(8)} ${sum.toFixed(0).padStart(5)} s of ${budgets[project]} s in ${own.length} files${over}`,
    ];
  });
  const slowest = files
    .slice(0, most)
    .map(({ file, seconds }) => `${seconds.toFixed(1).padStart(7)} s  ${file}`);
  return [...sums, ...slowest];
}
