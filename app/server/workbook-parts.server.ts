/**
 * Owns the parts of a workbook that all its sheets share: the texts and how numbers are shown.
 * Practice: texts are cut to what a caseload needs and counted, so that no file fills the memory.
 */

import { UnreadableFile } from "./unreadable.server";
import type { Archive } from "./workbook-archive.server";
import { tooLarge } from "./workbook-archive.server";
import type { NumberStyle } from "./workbook-sheet.server";
import { unescaped } from "./workbook-sheet.server";
import { parseXml } from "./workbook-xml.server";

const longest = 300;
const mostTexts = 1_500_000;
const mostCharacters = 30_000_000;

/** A copy of its own: a piece of a longer text would keep the whole of it in memory. */
const detached = (text: string): string => Buffer.from(text, "utf8").toString("utf8");

/** The texts that cells refer to by number. */
export async function readStrings(archive: Archive, part: string | undefined): Promise<string[]> {
  const strings: string[] = [];
  if (part === undefined) return strings;
  let characters = 0;
  let text = "";
  let inText = false;
  let phonetic = false;
  await parseXml(archive.text(part), {
    open: (name) => {
      if (name === "si") text = "";
      else if (name === "t") inText = !phonetic;
      else if (name === "rPh") phonetic = true;
    },
    text: (piece) => {
      if (inText && text.length < longest) text += piece.slice(0, longest - text.length);
    },
    close: (name) => {
      if (name === "t") inText = false;
      else if (name === "rPh") phonetic = false;
      else if (name === "si") {
        characters += text.length;
        if (strings.length >= mostTexts || characters > mostCharacters) {
          throw new UnreadableFile(tooLarge);
        }
        strings.push(detached(unescaped(text)));
      }
    },
  });
  return strings;
}

/** Numbers of formats that come with Excel and show a date. */
const builtInDates = (id: number): boolean =>
  (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);

function styleOf(id: number, format: string | undefined): NumberStyle {
  if (format === undefined) return { date: builtInDates(id), zeros: 0 };
  const plain = format.replace(/"[^"]*"|\\.|\[[^\]]*\]|[_*]./g, "").split(";", 1)[0] ?? "";
  return { date: /[dy]/i.test(plain), zeros: /^0+$/.test(plain) ? plain.length : 0 };
}

/** How each cell style shows a number, by its place. */
export async function readStyles(
  archive: Archive,
  part: string | undefined,
): Promise<NumberStyle[]> {
  const styles: NumberStyle[] = [];
  if (part === undefined) return styles;
  const formats = new Map<number, string>();
  let inCells = false;
  await parseXml(archive.text(part), {
    open: (name, { numFmtId = "", formatCode = "" }) => {
      if (name === "numFmt") formats.set(Number(numFmtId), formatCode);
      else if (name === "cellXfs") inCells = true;
      else if (name === "xf" && inCells) {
        styles.push(styleOf(Number(numFmtId), formats.get(Number(numFmtId))));
      }
    },
    close: (name) => {
      if (name === "cellXfs") inCells = false;
    },
  });
  return styles;
}
