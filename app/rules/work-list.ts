/**
 * Owns the order of somebody's work list: overdue first, then this week, then later.
 * Practice: each role's home is what is waiting for them, by when.
 */
import { addDays } from "./dates";

export type WorkItem = {
  id: string;
  /** Verb first: "Audit case DB-1042". */
  title: string;
  href: string;
  /** What it belongs to: the exercise, the team. */
  context: string;
  /** YYYY-MM-DD, or null when there is no date. */
  dueOn: string | null;
  tag: { text: string; colour: "grey" | "yellow" | "blue" | "purple" | "orange" | "green" } | null;
};

export type WorkGroup = {
  key: "overdue" | "this-week" | "later";
  title: string;
  items: WorkItem[];
};

/** The earliest due first, without a date last. */
export const compareByDue = (a: WorkItem, b: WorkItem): number =>
  (a.dueOn ?? "9999").localeCompare(b.dueOn ?? "9999") || a.title.localeCompare(b.title, "en-GB");

/** Groups by when something is due, seen from `today` (YYYY-MM-DD); empty groups are left out. */
export function groupWork(items: readonly WorkItem[], today: string): WorkGroup[] {
  const weekEnd = addDays(today, 7);
  const sorted = [...items].sort(compareByDue);
  const groups: WorkGroup[] = [
    { key: "overdue", title: "Overdue", items: sorted.filter((i) => i.dueOn && i.dueOn < today) },
    {
      key: "this-week",
      title: "In the next seven days",
      items: sorted.filter((i) => i.dueOn && i.dueOn >= today && i.dueOn <= weekEnd),
    },
    { key: "later", title: "Later", items: sorted.filter((i) => !i.dueOn || i.dueOn > weekEnd) },
  ];
  return groups.filter((group) => group.items.length > 0);
}
