/**
 * Workbooks and zip files made by hand: what a spreadsheet program writes, and what none would.
 * `zip` packs parts and can lie about their size; `workbook` writes sheets from rows of cells.
 */
import { crc32, deflateRawSync } from "node:zlib";

export type Part = {
  name: string;
  content: string | Buffer;
  /** What the zip says the part unpacks to, where it is not the truth. */
  declared?: number;
  locked?: boolean;
  wrongSum?: boolean;
};

/** A zip file; every part deflated. */
export function zip(parts: readonly Part[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const name = Buffer.from(part.name);
    const content = Buffer.from(part.content);
    const packed = deflateRawSync(content, { level: 6 });
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(part.locked ? 1 : 0, 2);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt32LE(part.wrongSum ? 1 : crc32(content), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(part.declared ?? content.length, 18);
    facts.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), facts, name, packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    const made = Buffer.from("PK\x01\x02\x14\x00", "latin1");
    directory.push(Buffer.concat([made, facts, place, name]));
    files.push(local);
    offset += local.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", 0, "latin1");
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(index.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, index, end]);
}

/** Styles of `workbook`: 0 plain, 1 a built-in date, 2 "dd-mmm-yyyy", 3 seven zeros, 4 red decimals. */
export const styled = (value: number, style: 1 | 2 | 3 | 4) => ({ value, style });

export type MadeCell =
  | string
  | number
  | boolean
  | null
  | { error: string }
  | { inline: string }
  | { value: number; style: number }
  | { formula: string; gives: string | number }
  | { xml: string };

export type MadeSheet = {
  name: string;
  rows: readonly (readonly MadeCell[])[];
  hidden?: boolean;
  /** Rows and cells without their addresses, as some programs write them. */
  bare?: boolean;
};

export type MadeWorkbook = {
  from1904?: boolean;
  /** Parts besides the usual, or in place of one with the same name. */
  parts?: readonly Part[];
  /** Before the name of each element of a sheet: "x:". */
  prefix?: string;
};

const xml = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

export function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : `${columnName(Math.floor(column / 26) - 1)}${letter}`;
}

function cellXml(cell: MadeCell, address: string, shared: Map<string, number>, p: string): string {
  if (cell === null) return "";
  const at = address && ` r="${address}"`;
  if (typeof cell === "string") {
    const index = shared.get(cell) ?? shared.size;
    shared.set(cell, index);
    return `<${p}c${at} t="s"><${p}v>${index}</${p}v></${p}c>`;
  }
  if (typeof cell === "number") return `<${p}c${at}><${p}v>${cell}</${p}v></${p}c>`;
  if (typeof cell === "boolean") return `<${p}c${at} t="b"><${p}v>${Number(cell)}</${p}v></${p}c>`;
  if ("error" in cell) return `<${p}c${at} t="e"><${p}v>${cell.error}</${p}v></${p}c>`;
  if ("xml" in cell) return cell.xml;
  if ("inline" in cell) {
    return `<${p}c${at} t="inlineStr"><${p}is><${p}t>${xml(cell.inline)}</${p}t></${p}is></${p}c>`;
  }
  if ("style" in cell) return `<${p}c${at} s="${cell.style}"><${p}v>${cell.value}</${p}v></${p}c>`;
  const type = typeof cell.gives === "string" ? ' t="str"' : "";
  const gives = xml(String(cell.gives));
  return `<${p}c${at}${type}><${p}f>${xml(cell.formula)}</${p}f><${p}v>${gives}</${p}v></${p}c>`;
}

function sheetXml(sheet: MadeSheet, shared: Map<string, number>, p: string): string {
  const rows = sheet.rows.map((cells, row) => {
    const inside = cells
      .map((cell, column) =>
        cellXml(
          // A cell without its address stands where it is written, empty ones too.
          sheet.bare && cell === null ? { inline: "" } : cell,
          sheet.bare ? "" : `${columnName(column)}${row + 1}`,
          shared,
          p,
        ),
      )
      .join("");
    return `<${p}row${sheet.bare ? "" : ` r="${row + 1}"`}>${inside}</${p}row>`;
  });
  const space = `xmlns${p ? `:${p.slice(0, -1)}` : ""}="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`;
  return `${head}<${p}worksheet ${space}><${p}sheetData>${rows.join("")}</${p}sheetData></${p}worksheet>`;
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const related = (id: string, type: string, target: string) =>
  `<Relationship Id="${id}" Type="${relations}/${type}" Target="${target}"/>`;
const relationList = (content: string) =>
  `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${content}</Relationships>`;

const styles = `${head}<styleSheet><numFmts count="3">
<numFmt numFmtId="164" formatCode="dd\\-mmm\\-yyyy;@"/><numFmt numFmtId="165" formatCode="0000000"/>
<numFmt numFmtId="166" formatCode="[Red]0.00&quot; days&quot;"/></numFmts>
<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs>
</styleSheet>`;

/** A workbook; its parts stand in another order than its tabs, as they may. */
export function workbook(sheets: readonly MadeSheet[], made: MadeWorkbook = {}): Buffer {
  const shared = new Map<string, number>();
  const pages = sheets.map((sheet, index) => ({
    name: `xl/worksheets/sheet${sheets.length - index}.xml`,
    content: sheetXml(sheet, shared, made.prefix ?? ""),
  }));
  const tabs = sheets.map(
    ({ name, hidden }, index) =>
      `<sheet name="${xml(name)}" sheetId="${index + 9}"${hidden ? ' state="hidden"' : ""} r:id="tab${index}"/>`,
  );
  const usual: Part[] = [
    {
      name: "[Content_Types].xml",
      content: `${head}<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
    },
    {
      name: "_rels/.rels",
      content: relationList(related("r1", "officeDocument", "/xl/workbook.xml")),
    },
    {
      name: "xl/workbook.xml",
      content: `${head}<workbook xmlns:r="${relations}"><workbookPr${made.from1904 ? ' date1904="1"' : ""}/><sheets>${tabs.join("")}</sheets></workbook>`,
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      content: relationList(
        pages.map((page, i) => related(`tab${i}`, "worksheet", page.name.slice(3))).join("") +
          related("s", "sharedStrings", "sharedStrings.xml") +
          related("f", "styles", "/xl/styles.xml"),
      ),
    },
    ...pages.toReversed(),
    {
      name: "xl/sharedStrings.xml",
      content: `${head}<sst>${[...shared.keys()].map((text) => `<si><t xml:space="preserve">${xml(text)}</t></si>`).join("")}</sst>`,
    },
    { name: "xl/styles.xml", content: styles },
  ];
  const replaced = new Set(made.parts?.map(({ name }) => name));
  return zip([...usual.filter(({ name }) => !replaced.has(name)), ...(made.parts ?? [])]);
}
