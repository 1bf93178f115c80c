import { describe, expect, it } from "vitest";
import { groupWork, type WorkItem } from "~/rules/work-list";

const item = (id: string, dueOn: string | null): WorkItem => ({
  id,
  title: `Audit ${id}`,
  href: "/",
  context: "",
  dueOn,
  tag: null,
});

describe("groupWork", () => {
  it("puts what is late first, then seven days, then the rest, undated last", () => {
    const groups = groupWork(
      [
        item("none", null),
        item("far", "2024-05-30"),
        item("today", "2024-04-15"),
        item("yesterday", "2024-04-14"),
        item("week", "2024-04-22"),
        item("after", "2024-04-23"),
        item("old", "2024-03-01"),
      ],
      "2024-04-15",
    );
    expect(groups.map((g) => [g.key, g.items.map((i) => i.id)])).toEqual([
      ["overdue", ["old", "yesterday"]],
      ["this-week", ["today", "week"]],
      ["later", ["after", "far", "none"]],
    ]);
  });

  it("leaves out groups with nothing in them", () => {
    expect(groupWork([], "2024-04-15")).toEqual([]);
    expect(groupWork([item("a", null)], "2024-04-15").map((g) => g.key)).toEqual(["later"]);
  });
});
