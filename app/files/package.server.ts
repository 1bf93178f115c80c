/**
 * Finishes a file of an office program: its properties, and the language of everything in it.
 * Practice: a file says its title, language and marking itself, wherever it gets to.
 */
import JSZip from "jszip";
import type { Report } from "~/rules/reports/blocks";
import { type FileOptions, language, markingOf } from "./options";

const signs: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const xml = (text: string): string => text.replace(/[&<>"]/g, (sign) => signs[sign] ?? sign);

function coreProperties(report: Report, options: FileOptions): string {
  const made = options.made.toISOString().replace(/\.\d+Z$/, "Z");
  const date = (name: string) =>
    `<dcterms:${name} xsi:type="dcterms:W3CDTF">${made}</dcterms:${name}>`;
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"',
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"',
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
    `<dc:title>${xml(report.title)}</dc:title>`,
    `<dc:subject>${xml(report.caption)}</dc:subject>`,
    `<dc:creator>${xml(options.council)}</dc:creator>`,
    `<cp:category>${xml(markingOf(options))}</cp:category>`,
    `<dc:language>${language}</dc:language>`,
    date("created"),
    date("modified"),
    "</cp:coreProperties>",
  ].join("");
}

/** What is to be written in place of a part; the same where it stays. */
type Rewrite = (xml: string, part: string) => string;

/** Every part read as it is, rewritten, and packed again with its properties. */
export async function finished(
  made: Buffer | Uint8Array | ArrayBuffer,
  report: Report,
  options: FileOptions,
  rewrite: Rewrite = (xml) => xml,
): Promise<Buffer> {
  const zip = await JSZip.loadAsync(made);
  for (const name of Object.keys(zip.files)) {
    const entry = zip.files[name];
    if (!entry || entry.dir) continue;
    if (name === "docProps/core.xml") zip.file(name, coreProperties(report, options));
    else if (name.endsWith(".xml")) {
      const before = await entry.async("string");
      const after = rewrite(before, name);
      if (after !== before) zip.file(name, after);
    }
  }
  return zip.generateAsync({ type: "nodebuffer", compression: "DEFLATE" });
}
