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
    statement:
      /^select "audit"."id" as "auditId", "case_record"."reference" as "caseReference", "exercise"."month"/,
    why: "The audits behind a figure of agreement, of twelve cycles at most, are put in the order of their months",
  },
  {
    table: "moderation",
    statement:
      /^select distinct "owner"."id", "owner"."name", "owner"."name_folded", "first"."area"/,
    why: "The filters of the log look at its first thousand actions, and whether the audit of each is kept from the reader",
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
    by: /learning-log\.(csv|xlsx)$/,
    why: "The learning log as a file lists ten thousand actions",
  })),
];
