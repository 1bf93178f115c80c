/**
 * Owns the files that a report is downloaded as: their names, as URLs and people read them.
 */
export const fileFormats = ["docx", "xlsx", "pptx", "csv", "txt", "json"] as const;
export type FileFormat = (typeof fileFormats)[number];

const labels: Record<FileFormat, string> = {
  docx: "Word",
  xlsx: "Excel",
  pptx: "Slides",
  csv: "Figures (CSV)",
  txt: "Words (text)",
  json: "Figures (JSON)",
};

export const reportFiles = fileFormats.map((format) => ({
  file: `report.${format}`,
  format,
  label: labels[format],
}));

/** The format that a file's name asks for; null for any other name. */
export const formatOfFile = (file: string): FileFormat | null =>
  reportFiles.find((one) => one.file === file)?.format ?? null;
