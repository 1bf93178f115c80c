import { describe, expect, it } from "vitest";
import * as z from "zod";
import { date, optionalDate, parseForm } from "~/forms/fields";

const schema = z.object({
  due: date("Due date", "Enter the due date"),
  held: optionalDate("Date of the conversation"),
});

const typed = (name: string, [day, month, year]: readonly [string, string, string]) =>
  [
    [`${name}.day`, day],
    [`${name}.month`, month],
    [`${name}.year`, year],
  ] as [string, string][];

describe("A date in three boxes", () => {
  it.each([
    [["", "", ""], "Enter the due date"],
    [["5", "4", ""], "Due date must include a year"],
    [["5", " ", "2024"], "Due date must include a month"],
    [["", "", "2024"], "Due date must include a day and month"],
    [["31", "2", "2024"], "Due date must be a real date, like 5 4 2024"],
    [["5", "April", "2024"], "Due date must be a real date, like 5 4 2024"],
    [["5-6", "4", "2024"], "Due date must be a real date, like 5 4 2024"],
  ] as const)("of %j is refused by the name of its field", (parts, message) => {
    const form = parseForm(schema, typed("due", parts));
    expect(form).toMatchObject({ ok: false, errors: { due: message } });
  });

  it("may be left empty where it is not asked for, and is named where it is wrong", () => {
    const due = typed("due", ["5", "4", "2024"]);
    expect(parseForm(schema, due)).toMatchObject({
      ok: true,
      value: { due: "2024-04-05", held: null },
    });
    expect(parseForm(schema, [...due, ...typed("held", ["5", "", "2024"])])).toMatchObject({
      errors: { held: "Date of the conversation must include a month" },
    });
  });
});
