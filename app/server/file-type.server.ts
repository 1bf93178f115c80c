/**
 * Owns finding out what an added file is, by its content: the first bytes, the whole of a text, the
 * parts of an Office file. What is not on the short list is refused, whatever it is called.
 * Practice: nothing is unpacked but the list of parts, up to a bound; a text is one with nothing in
 * it that a browser or a program would run; macros are refused.
 */
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import {
  acceptedInWords,
  type FileType,
  fileTypes,
  typeOfName,
} from "~/rules/attachments/attachments";
import { UnreadableFile } from "./unreadable.server";
import { openArchive } from "./workbook-archive.server";

export type TypeFound = { ok: true; type: FileType } | { ok: false; problem: string };

const refused = (problem: string): TypeFound => ({ ok: false, problem });

const notTaken = refused(`Choose a file of a kind that is taken: ${acceptedInWords}`);

const signatures = {
  pdf: "%PDF-",
  png: "\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
  jpeg: "\xff\xd8\xff",
  zip: "PK\x03\x04",
  compound: "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
} as const;

/** What the file at `path` is, when its content and its name agree that it is of a kind that is taken. */
export async function findFileType(path: string, name: string): Promise<TypeFound> {
  const named = typeOfName(name);
  if (!named) return notTaken;
  const start = await startOf(path);
  const begins = (of: keyof typeof signatures) => start.startsWith(signatures[of]);
  if (begins("zip")) return ofOffice(path, named);
  if (begins("compound")) return ofOutlook(path, named);
  for (const type of ["pdf", "png", "jpeg"] as const)
    if (begins(type)) return agreeing(type, named);
  return ofText(path, named);
}

const notAsNamed = (named: FileType): TypeFound =>
  refused(
    `Choose another file: the name of this one says ${fileTypes[named].name}, and its content does not`,
  );

const agreeing = (found: FileType, named: FileType): TypeFound =>
  found === named ? { ok: true, type: found } : notAsNamed(named);

/** The first bytes, a character each. */
async function startOf(path: string): Promise<string> {
  const file = await open(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(32), 0, 32, 0);
    return buffer.subarray(0, bytesRead).toString("latin1");
  } finally {
    await file.close();
  }
}

/** The part that makes a zip file a Word, Excel or PowerPoint file. */
const mainParts = {
  "word/document.xml": "docx",
  "xl/workbook.xml": "xlsx",
  "ppt/presentation.xml": "pptx",
} as const;

const withCode = /vbaproject|vbadata|\/activex\/|macrosheets\//i;

/** No content is unpacked but the list of what the parts are, which is short. */
const bounds = { unpacked: 1_000_000, ratio: 200, ratioFrom: 50_000, parts: 3000 };

const unreadable = refused(
  "Save the file again in its program, without a password, and add it again: it is damaged, locked or too large unpacked",
);

async function ofOffice(path: string, named: FileType): Promise<TypeFound> {
  try {
    const archive = await openArchive(path, bounds);
    try {
      const main = Object.entries(mainParts).filter(([part]) => archive.has(part));
      if (main.length !== 1 || !archive.has("[Content_Types].xml")) return notAsNamed(named);
      let kinds = "";
      for await (const piece of archive.text("[Content_Types].xml")) kinds += piece;
      if (archive.names.some((part) => withCode.test(part)) || /macroEnabled/i.test(kinds)) {
        return refused("Save the file without its macros, and add it again");
      }
      return agreeing(main[0]?.[1] ?? "docx", named);
    } finally {
      archive.close();
    }
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return unreadable;
  }
}

const inWide = (text: string): Buffer => Buffer.from(text, "utf16le");

/** Of the old Office formats an Outlook email alone is taken. */
async function ofOutlook(path: string, named: FileType): Promise<TypeFound> {
  if (["docx", "xlsx", "pptx"].includes(named)) return unreadable;
  if (named !== "outlook") return notAsNamed(named);
  const message = inWide("__properties_version1.0");
  const others = ["_VBA_PROJECT", "WordDocument", "Workbook", "PowerPoint Document"].map(inWide);
  let isMessage = false;
  let before = Buffer.alloc(0);
  for await (const chunk of createReadStream(path)) {
    const seen = Buffer.concat([before, chunk as Buffer]);
    isMessage ||= seen.includes(message);
    if (others.some((mark) => seen.includes(mark)))
      return refused("Save the email without what is attached to it, and add that by itself");
    before = seen.subarray(-100);
  }
  return isMessage ? { ok: true, type: "outlook" } : notAsNamed(named);
}

/** What no text holds: a control character but tab, line feed, form feed, return and escape. */
const isControl = (code: number): boolean =>
  (code < 32 && ![9, 10, 12, 13, 27].includes(code)) || code === 127;

/** How an HTML page, a drawing or a script begins, whatever it is called. */
const markup = /^[\s\ufeff]*<|^#!|^[\s\ufeff]*%!|^\{\\rtf/;
const headers = /^(?:[!-9;-~]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*)+/;

async function ofText(path: string, named: FileType): Promise<TypeFound> {
  if (!["text", "csv", "email"].includes(named)) return notAsNamed(named);
  let start = "";
  for await (const chunk of createReadStream(path)) {
    if ((chunk as Buffer).some(isControl)) return notAsNamed(named);
    if (start.length < 64_000) start += (chunk as Buffer).toString("latin1");
  }
  if (markup.test(start.replace(/^\xef\xbb\xbf/, ""))) return notAsNamed(named);
  if (named !== "email") return { ok: true, type: named };
  const head = headers.exec(start)?.[0] ?? "";
  const isEmail = /^from:/im.test(head) && /^(date|received|message-id):/im.test(head);
  return isEmail ? { ok: true, type: "email" } : notAsNamed(named);
}
