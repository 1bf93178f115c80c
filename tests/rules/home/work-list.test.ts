import { describe, expect, it } from "vitest";
import { ageOfWork, firstOf, groupWork, type WorkItem } from "~/rules/home/work-list";

type When =
  | { dueOn: string; duePrecision?: "day" | "month" }
  | { dueOn: null; since: string; atOnce?: boolean };

const item = (id: string, when: When): WorkItem => ({
  id,
  title: `Audit ${id}`,
  href: "/",
  context: "",
  tag: null,
  ...when,
});
const due = (id: string, dueOn: string) => item(id, { dueOn });
const waits = (id: string, since: string) => item(id, { dueOn: null, since });
const today = "2024-04-15";

describe("groupWork", () => {
  it("puts what is late first, then seven days, then the rest, each the oldest first", () => {
    const groups = groupWork(
      [
        due("far", "2024-05-30"),
        due("today", "2024-04-15"),
        due("yesterday", "2024-04-14"),
        due("week", "2024-04-22"),
        due("after", "2024-04-23"),
        due("old", "2024-03-01"),
      ],
      today,
    );
    expect(groups.map((g) => [g.key, g.title, g.items.map((i) => i.id)])).toEqual([
      ["overdue", "Overdue", ["old", "yesterday"]],
      ["this-week", "In the next seven days", ["today", "week"]],
      ["later", "Later", ["after", "far"]],
    ]);
  });

  it("never leaves under Later what has waited long, with a date or without", () => {
    const groups = groupWork(
      [
        waits("thirteen months", "2023-03-15"),
        waits("four weeks and a day", "2024-03-17T09:00:00.000Z"),
        waits("four weeks", "2024-03-18T09:00:00.000Z"),
        waits("three weeks", "2024-03-25"),
        waits("new", "2024-04-15T08:00:00.000Z"),
        due("yesterday", "2024-04-14"),
        item("at once, since yesterday", { dueOn: null, since: "2024-04-13", atOnce: true }),
        item("at once, new", { dueOn: null, since: "2024-04-15", atOnce: true }),
      ],
      today,
    );
    expect(groups.map((g) => [g.title, g.items.map((i) => i.id)])).toEqual([
      [
        "Overdue, or waiting too long",
        ["thirteen months", "at once, since yesterday", "yesterday", "four weeks and a day"],
      ],
      ["Waiting", ["at once, new", "four weeks", "three weeks"]],
      ["Waiting for less than three weeks", ["new"]],
    ]);
  });

  it.each([
    ["in the next seven days", due("d", "2024-04-20"), waits("w", "2024-03-20")],
    ["later", due("d", "2024-05-30"), waits("w", "2024-04-10")],
    ["overdue", due("d", "2024-04-01"), waits("w", "2024-03-01")],
  ])("puts nothing that waits under a heading of dates alone, %s", (_, dated, waiting) => {
    const titleOf = (...items: WorkItem[]) => groupWork(items, today).map(({ title }) => title);
    const [[both], [one], [other]] = [titleOf(dated, waiting), titleOf(dated), titleOf(waiting)];
    expect(one).not.toMatch(/wait/i);
    expect(other).toMatch(/^Waiting/);
    expect(both).toBe(`${one}, or ${other?.replace("W", "w")}`);
  });

  it("leaves out groups with nothing in them", () => {
    expect(groupWork([], today)).toEqual([]);
    expect(groupWork([due("a", "2024-06-01")], today).map((g) => g.key)).toEqual(["later"]);
  });
});

it("says for each how far off its date is, or for how long it has waited", () => {
  expect(ageOfWork(due("a", "2023-12-28"), today)).toBe("109 days overdue, 28 December 2023");
  const byMonth = item("m", { dueOn: "2024-05-31", duePrecision: "month" });
  expect(ageOfWork(byMonth, today)).toBe("due in 46 days, the end of May 2024");
  expect(ageOfWork(waits("b", "2023-03-15"), today)).toBe("waiting 13 months");
  expect(ageOfWork(waits("c", "2024-04-15T08:00:00.000Z"), today)).toBe("waiting since today");
});

it("says how many a capped list leaves out, and where they are", () => {
  const many = (count: number) => Array.from({ length: count }, (_, at) => due(`${at}`, today));
  const rest = { one: "action to verify", many: "actions to verify", href: "/log" };
  expect(firstOf(many(10), rest).more).toEqual([]);
  expect(firstOf(many(11), rest).more).toEqual([
    { words: "1 more action to verify", href: "/log" },
  ]);
  const { items, more } = firstOf(many(23), rest);
  expect(items.map(({ id }) => id)).toEqual(many(10).map(({ id }) => id));
  expect(more).toEqual([{ words: "13 more actions to verify", href: "/log" }]);
});
