/**
 * Owns opening an Excel workbook (.xlsx): which sheets it has, and the rows of one as a stream.
 * Practice: sheets are found as Excel finds them, by the workbook's own list and never by the
 * names of files; old formats, passwords and macros are refused in words.
 */
import { open } from "node:fs/promises";
import { UnreadableFile } from "./unreadable.server";
import {
  type Archive,
  type ArchiveLimits,
  archiveLimits,
  damaged,
  locked,
  notAWorkbook,
  openArchive,
} from "./workbook-archive.server";
import { readStrings, readStyles } from "./workbook-parts.server";
import { mostRows, type SheetRow, sheetRows } from "./workbook-sheet.server";
import { parseXml } from "./workbook-xml.server";

export type Sheet = {
  name: string;
  hidden: boolean;
  /**
   * A stream from the first row; may be asked for again. With `wanted` (columns from 0) the other
   * columns are not read. Throws `UnreadableFile`.
   */
  rows(wanted?: ReadonlySet<number>): AsyncGenerator<SheetRow>;
  /** Bytes it says it unpacks to: for progress. */
  size: number;
};

export type Workbook = {
  /** In the order of their tabs, hidden ones too. */
  sheets: Sheet[];
  /** Whether days are counted from 1904. */
  from1904: boolean;
  /** Bytes unpacked so far. */
  unpacked(): number;
  close(): void;
};

export const oldFormat = "Save the workbook as “Excel Workbook (.xlsx)” first, and choose that";
const macros =
  "Save the workbook without macros first, as “Excel Workbook (.xlsx)”, and choose that";

/** What the first bytes of a file say it is; some systems export web pages as workbooks. */
export type FileKind = "zip" | "old-office" | "markup" | "other";

export async function kindOf(path: string): Promise<FileKind> {
  const file = await open(path);
  try {
    const start = Buffer.alloc(8);
    await file.read(start, 0, 8, 0);
    if (start.readUInt16BE(0) === 0x504b && [0x0304, 0x0506].includes(start.readUInt16BE(2))) {
      return "zip";
    }
    if (start.toString("hex") === "d0cf11e0a1b11ae1") return "old-office";
    return /^(\xef\xbb\xbf)?\s*</.test(start.toString("latin1")) ? "markup" : "other";
  } finally {
    await file.close();
  }
}

/** Why a file that is an old Office container can't be read: a locked .xlsx hides in one too. */
export async function whyOldOffice(path: string): Promise<string> {
  const file = await open(path);
  try {
    const marker = Buffer.from("EncryptedPackage", "utf16le");
    let tail = Buffer.alloc(0);
    for await (const chunk of file.createReadStream({ autoClose: false })) {
      const piece = Buffer.concat([tail, chunk as Buffer]);
      if (piece.includes(marker)) return locked;
      tail = piece.subarray(-marker.length);
    }
    return oldFormat;
  } finally {
    await file.close();
  }
}

/** Why a zip file's own name counts against it, or null. */
export function whyNotByName(fileName: string): string | null {
  if (/\.(xlsm|xltm|xlam)$/i.test(fileName)) return macros;
  return /\.(xls|xlsb|xlt|ods)$/i.test(fileName) ? oldFormat : null;
}

/** Opens a workbook. Throws `UnreadableFile`, its message for people. Close it afterwards. */
export async function openWorkbook(
  path: string,
  limits: ArchiveLimits = archiveLimits,
  rows = mostRows,
): Promise<Workbook> {
  const archive = await openArchive(path, limits);
  try {
    return await readParts(archive, rows);
  } catch (error) {
    archive.close();
    throw error;
  }
}

async function readParts(archive: Archive, rows: number): Promise<Workbook> {
  await refuseOthers(archive);
  const main = (await relationsOf(archive, "")).find(({ type }) => type === "officeDocument");
  if (!main || !archive.has(main.target)) throw new UnreadableFile(notAWorkbook);
  const relations = await relationsOf(archive, main.target);
  const { listed, from1904 } = await readMain(archive, main.target);
  const part = (type: string) =>
    relations.find((one) => one.type === type && archive.has(one.target))?.target;
  const strings = await readStrings(archive, part("sharedStrings"));
  const styles = await readStyles(archive, part("styles"));
  const context = { strings, styles, from1904, rowsLeft: { count: rows } };
  const sheets = listed.flatMap(({ name, hidden, id }): Sheet[] => {
    const relation = relations.find((one) => one.id === id && one.type === "worksheet");
    if (!relation) return [];
    if (!archive.has(relation.target)) throw new UnreadableFile(damaged);
    return [
      {
        name,
        hidden,
        rows: (wanted) => sheetRows(archive.text(relation.target), context, wanted),
        size: archive.declaredSize(relation.target),
      },
    ];
  });
  if (sheets.length === 0) throw new UnreadableFile(notAWorkbook);
  return { sheets, from1904, unpacked: archive.unpacked, close: archive.close };
}

/** Other files that are zip files too, and what runs programs. */
async function refuseOthers(archive: Archive): Promise<void> {
  if (archive.names.some((name) => /vbaproject\.bin$|(^|\/)macrosheets\//i.test(name))) {
    throw new UnreadableFile(macros);
  }
  const other = archive.names.some((name) => /(^|\/)(workbook\.bin|content\.xml)$/i.test(name));
  if (other) throw new UnreadableFile(oldFormat);
  const types = "[Content_Types].xml";
  if (!archive.has(types)) throw new UnreadableFile(notAWorkbook);
  await parseXml(archive.text(types), {
    open: (_, { ContentType = "" }) => {
      if (/macroEnabled|vbaProject/i.test(ContentType)) throw new UnreadableFile(macros);
    },
  });
}

type Relation = { id: string; type: string; target: string };

/** What a part refers to, as full names of parts; the archive itself for "". */
async function relationsOf(archive: Archive, part: string): Promise<Relation[]> {
  const slash = part.lastIndexOf("/") + 1;
  const folder = part.slice(0, slash);
  const file = `${folder}_rels/${part.slice(slash)}.rels`;
  const relations: Relation[] = [];
  if (!archive.has(file)) return relations;
  await parseXml(archive.text(file), {
    open: (name, { Id = "", Type = "", Target = "", TargetMode }) => {
      if (name !== "Relationship" || TargetMode === "External") return;
      const { pathname } = new URL(Target, `part:/${folder}`);
      const target = decodeURIComponent(pathname).replace(/^\//, "");
      relations.push({ id: Id, type: Type.slice(Type.lastIndexOf("/") + 1), target });
    },
  });
  return relations;
}

async function readMain(archive: Archive, part: string) {
  const listed: { name: string; hidden: boolean; id: string }[] = [];
  let from1904 = false;
  let isWorkbook = false;
  await parseXml(archive.text(part), {
    open: (name, attributes) => {
      if (name === "workbook") isWorkbook = true;
      if (name === "workbookPr") from1904 = /^(1|true|on)$/.test(attributes.date1904 ?? "");
      if (name !== "sheet") return;
      const id = Object.entries(attributes).find(([key]) => key.endsWith(":id"))?.[1];
      const hidden = /^(very)?hidden$/i.test(attributes.state ?? "");
      if (id) listed.push({ name: attributes.name ?? "", hidden, id });
    },
  });
  if (!isWorkbook) throw new UnreadableFile(notAWorkbook);
  return { listed, from1904 };
}
