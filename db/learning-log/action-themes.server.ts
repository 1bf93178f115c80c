/**
 * Owns how many actions there are of each theme, by state.
 * Practice: for those who see the whole log; each count goes along an index and no further than a
 * thousand. Actions for one child are a number alone.
 */
import type { ActionStatus } from "~/rules/learning-log/learning-log";
import type { Db } from "../core/open.server";
import { type LogFilter, scalarCount } from "./action-list.server";
import type { LogReader } from "./action-sight.server";

export const themeStates = [
  "open",
  "in-progress",
  "completed",
  "verified",
  "not-achieved",
] as const satisfies readonly ActionStatus[];

export type ThemeCounts = Record<(typeof themeStates)[number], number> & {
  /** A code, or "none". */
  theme: string;
  overdue: number;
  child: number;
};

/** The themes that any action has, in the order given; `filter` narrows all but the child's. */
export async function countByTheme(
  db: Db,
  reader: LogReader,
  filter: LogFilter,
  { themes, today }: { themes: readonly string[]; today: string },
): Promise<ThemeCounts[]> {
  const all: ThemeCounts[] = [];
  for (const theme of themes) {
    const above: LogFilter = { ...filter, theme, level: filter.level ?? "above-child" };
    const count = (more: LogFilter) => scalarCount(db, reader, { ...above, ...more }, today);
    const row = await db
      .selectNoFrom([
        ...themeStates.map((status) => count({ status }).as(status)),
        count({ overdue: true }).as("overdue"),
        count({ level: "child" }).as("child"),
      ])
      .executeTakeFirstOrThrow();
    all.push({ ...(row as Omit<ThemeCounts, "theme">), theme });
  }
  return all.filter((row) => themeStates.some((status) => row[status] > 0) || row.child > 0);
}
