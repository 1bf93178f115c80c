/**
 * Owns the order of someone's work list: overdue first, then this week, then later.
 * Practice: each role's home is what is waiting for them, by when. What has no date of its own is
 * expected within four weeks, so that nothing stands under "Later" for ever.
 */

import { addDays, dateOf, dueInWords } from "../core/dates";
import { type DuePrecision, dueDateInWords } from "../core/due";
import { sentenceCase } from "../core/words";
import { waitingInWords } from "./attention";

export type WorkItem = {
  id: string;
  /** Verb first: "Audit case DB-1042". */
  title: string;
  href: string;
  /** What it belongs to: the exercise, the team. */
  context: string;
  tag: { text: string; colour: "grey" | "yellow" | "blue" | "purple" | "orange" | "green" } | null;
} & (
  | {
      /** YYYY-MM-DD */
      dueOn: string;
      duePrecision?: DuePrecision;
    }
  | {
      dueOn: null;
      /** Since when it waits: an instant, or a date. */
      since: string;
      /** It is to be done at once: others stand still until it is. */
      atOnce?: boolean;
    }
);

/** What a list leaves out, and where the rest is: "12 more actions to verify". */
export type MoreWork = { words: string; href: string };

export type Work = { items: WorkItem[]; more: MoreWork[] };

/** So many of one source are on a home; the rest is on a page of its own. */
const mostOfOne = 10;

/** The first items of one source, and how many more there are. They come in their order. */
export const firstOf = (
  items: WorkItem[],
  rest: { one: string; many: string; href: string },
): Work => {
  const left = items.length - mostOfOne;
  return {
    items: items.slice(0, mostOfOne),
    more:
      left > 0
        ? [{ words: `${left} more ${left === 1 ? rest.one : rest.many}`, href: rest.href }]
        : [],
  };
};

export type WorkGroup = {
  key: "overdue" | "this-week" | "later";
  title: string;
  items: WorkItem[];
};

/** Within how many days something without a date of its own is expected to be done. */
const patience = 28;

/** By when it is to be done, or is expected to be. */
const byWhen = (item: WorkItem): string =>
  item.dueOn ?? addDays(dateOf(item.since), item.atOnce ? 0 : patience);

/** The earliest due first; of those, what was due before what only waits. */
export const compareWork = (a: WorkItem, b: WorkItem): number =>
  byWhen(a).localeCompare(byWhen(b)) ||
  Number(a.dueOn === null) - Number(b.dueOn === null) ||
  a.title.localeCompare(b.title, "en-GB");

/** How far off its date is, or for how long it has waited. */
export const ageOfWork = (item: WorkItem, today: string): string =>
  item.dueOn === null
    ? waitingInWords(item.since, today)
    : [
        dueInWords(item.dueOn, today),
        dueDateInWords({ dueOn: item.dueOn, duePrecision: item.duePrecision ?? "day" }),
      ].join(", ");

/** What a group is called for what has a date, and for what only waits. */
const titles = {
  overdue: ["Overdue", "waiting too long"],
  "this-week": ["In the next seven days", "waiting"],
  later: ["Later", "waiting for less than three weeks"],
} as const satisfies Record<WorkGroup["key"], readonly [string, string]>;

/** Nothing that waits stands under a date alone, and nothing with a date under waiting alone. */
function groupOf(key: WorkGroup["key"], items: WorkItem[]): WorkGroup {
  const [dated, waits] = titles[key];
  const title = items.every(({ dueOn }) => dueOn !== null)
    ? dated
    : items.some(({ dueOn }) => dueOn !== null)
      ? `${dated}, or ${waits}`
      : sentenceCase(waits);
  return { key, title, items };
}

/** Groups by when something is due, seen from `today` (YYYY-MM-DD); empty groups are left out. */
export function groupWork(items: readonly WorkItem[], today: string): WorkGroup[] {
  const weekEnd = addDays(today, 7);
  const sorted = [...items].sort(compareWork);
  const inWindow = (from: string, to: string) =>
    sorted.filter((item) => byWhen(item) >= from && byWhen(item) <= to);
  const groups: WorkGroup[] = [
    groupOf("overdue", inWindow("", addDays(today, -1))),
    groupOf("this-week", inWindow(today, weekEnd)),
    groupOf("later", inWindow(addDays(weekEnd, 1), "9999-12-31")),
  ];
  return groups.filter((group) => group.items.length > 0);
}
