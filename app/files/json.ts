/**
 * Owns a report as programs read it whole.
 * Practice: names stay as they are; a new meaning gets a new name, and `format` counts what breaks.
 */
import { tablesOf, type ValueTable, valueTableOf } from "~/rules/reports/block-tables";
import type { Report } from "~/rules/reports/blocks";
import { narrativeOf, type Said } from "./narrative";
import { type FileOptions, language, markingOf } from "./options";

export type ReportJson = {
  format: 1;
  title: string;
  caption: string;
  council: string;
  marking: string;
  language: string;
  /** An instant in UTC. */
  made: string;
  standing: Report["standing"];
  about: { name: string; value: string }[];
  narrative: Said[];
  tables: ValueTable[];
  data: ValueTable | null;
};

export const jsonOf = (report: Report, options: FileOptions): ReportJson => ({
  format: 1,
  title: report.title,
  caption: report.caption,
  council: options.council,
  marking: markingOf(options),
  language,
  made: options.made.toISOString(),
  standing: report.standing,
  about: report.about.map(([name, value]) => ({ name, value })),
  narrative: narrativeOf(report),
  tables: tablesOf(report.blocks).map(valueTableOf),
  data: report.data && valueTableOf(report.data),
});
