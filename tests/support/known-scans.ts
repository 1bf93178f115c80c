/** Statements that read a growing table from end to end all the same, each with the reason. */
export const known: {
  table: string;
  statement: RegExp;
  /** By what it is asked for, where that matters. */
  by?: RegExp;
  why: string;
}[] = [
  {
    table: "exercise",
    statement: /^select distinct substr\(month, 1, 4\) as "year" from "exercise"/,
    why: "The years of the programme: one row an exercise, of which there are some dozens a year",
  },
  {
    table: "exercise",
    statement: /^select "second_look"\."id", "second_look"\."state", .* from "second_look"/s,
    why: "Second looks that wait: so few that the plan may begin with the exercises, one row each",
  },
  {
    table: "exercise",
    statement: /^select "tool_version"."tool_id" as "toolId", "exercise"."state", count/,
    why: "How often each tool was used: one row an exercise",
  },
  {
    table: "case_record",
    statement: /^select "id", "reference_key" as "key" from "case_record" where "reference_key" in/,
    why: "References that are the same but for zeros and spaces: one index is read, and no count of them is kept",
  },
  ...["action", "audit", "case_record"].map((table) => ({
    table,
    statement: /^select case when .* from "action" .* limit \S+ offset \S+$/s,
    by: /learning-log\.csv$/,
    why: "The learning log as a file lists ten thousand actions",
  })),
];
