/**
 * Every file that a report becomes, by its ending.
 * Practice: what makes a file is fetched when the first one is asked for: a server that makes none
 * never loads it.
 */
import { tablesOf, valueTableOf } from "~/rules/reports/block-tables";
import type { Report, TableBlock } from "~/rules/reports/blocks";
import type { FileOptions } from "./options";
import { printable } from "./printable";

export type { FileOptions } from "./options";

type Format = {
  /** What it is called where it is offered. */
  name: string;
  mediaType: string;
  /** Null where the report has nothing for it. */
  make: (report: Report, options: FileOptions, table?: string) => Promise<Buffer | null>;
};

const office = "application/vnd.openxmlformats-officedocument";

/** The table of that name, or the rows for programs. */
const tableFor = ({ blocks, data }: Report, table: string | undefined): TableBlock | null =>
  table === undefined || table === data?.name
    ? data
    : (tablesOf(blocks).find(({ name }) => name === table) ?? null);

const bom = "\ufeff";

export const formats = {
  docx: {
    name: "Word",
    mediaType: `${office}.wordprocessingml.document`,
    make: async (report, options) => (await import("./word.server")).wordOf(report, options),
  },
  xlsx: {
    name: "Excel",
    mediaType: `${office}.spreadsheetml.sheet`,
    make: async (report, options) => (await import("./excel.server")).excelOf(report, options),
  },
  pptx: {
    name: "Slides",
    mediaType: `${office}.presentationml.presentation`,
    make: async (report, options) => (await import("./slides.server")).slidesOf(report, options),
  },
  csv: {
    name: "CSV",
    mediaType: "text/csv; charset=utf-8",
    make: async (report, _, table) => {
      const found = tableFor(report, table);
      return found && (await import("./csv.server")).csvOf(valueTableOf(found));
    },
  },
  txt: {
    name: "Text",
    mediaType: "text/plain; charset=utf-8",
    make: async (report) => {
      const { narrativeText } = await import("./narrative");
      return Buffer.from(bom + narrativeText(report).replaceAll("\n", "\r\n"));
    },
  },
  json: {
    name: "JSON",
    mediaType: "application/json; charset=utf-8",
    make: async (report, options) => {
      const { jsonOf } = await import("./json");
      return Buffer.from(`${JSON.stringify(jsonOf(report, options), null, 2)}\n`);
    },
  },
} as const satisfies Record<string, Format>;

export type FileFormat = keyof typeof formats;

export const isFileFormat = (text: string): text is FileFormat => Object.hasOwn(formats, text);

export type ReportFile = {
  /** "cycle-report-november-2023.docx": the same for the same report. */
  name: string;
  mediaType: string;
  content: Buffer;
};

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 80);

/** `table` names one of the report's, for CSV; without it, CSV has the rows for programs. */
export async function fileOf(
  report: Report,
  format: FileFormat,
  options: FileOptions & { table?: string },
): Promise<ReportFile | null> {
  const { table, ...others } = printable(options);
  const { make, mediaType }: Format = formats[format];
  const content = await make(printable(report), others, table);
  if (!content) return null;
  const parts = [
    report.caption,
    report.title,
    table ?? "",
    report.standing === "final" ? "" : report.standing,
  ];
  return { name: `${slug(parts.filter(Boolean).join(" "))}.${format}`, mediaType, content };
}
