/** Owns the forms of bringing an earlier log: the file, what its columns and words mean, and the deed. */
import * as z from "zod";
import {
  type LogField,
  logFieldNames,
  logFields,
  logImportStatuses,
} from "~/rules/learning-log/log-import";
import { choice, version } from "./fields";

const isFile = (value: unknown): value is File =>
  typeof value === "object" && value !== null && "arrayBuffer" in value && "size" in value;

/** The browser's own check; the server measures the file as it arrives. */
export const logFileForm = z.object({
  file: z.custom<File>(
    (value) => isFile(value) && (value as File).size > 0,
    "Choose a CSV file or an Excel workbook that is not empty",
  ),
});

const words = z.record(z.string(), z.string().trim().max(200)).optional();

/** Columns by number, "" for none; words by the order in which they first stand. */
export const logColumnsForm = z
  .object({
    version: version(),
    columns: z.partialRecord(z.enum(logFields), z.string().regex(/^\d{0,2}$/, "Choose a column")),
    order: choice(["day", "month"], "Select how dates are written"),
    statuses: z.record(z.string(), z.union([z.literal(""), z.enum(logImportStatuses)])).optional(),
    owners: words,
    places: words,
  })
  .superRefine(({ columns }, context) => {
    const fail = (field: LogField, message: string) =>
      context.addIssue({ code: "custom", path: ["columns", field], message });
    if (!columns.what && !columns.learning)
      fail("what", "Choose the column that says what is to be done, or what was learnt");
    const taken = new Map<string, LogField>();
    for (const field of logFields) {
      const column = columns[field];
      if (!column) continue;
      const other = taken.get(column);
      if (other) fail(field, `Choose another column: this one is ${logFieldNames[other]} already`);
      taken.set(column, field);
    }
  });

export const settleLogForm = z.object({
  intent: choice(["confirm", "discard", "undo"], "Choose what to do"),
  version: version(),
});
