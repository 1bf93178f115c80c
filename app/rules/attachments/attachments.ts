/**
 * Owns files that are added to a record as evidence: how large, which kinds, how they are named, and
 * the states of looking for malware.
 * Practice: what is allowed is a short list, found by content, and a name that says otherwise is
 * refused; a file is kept until someone removes it or its record goes.
 */
import { isFrom, type StateMachine } from "../core/state-machine";

/** The records that files can be added to, as they stand in an address. */
export const recordKinds = ["action", "learning", "minutes"] as const;
export type RecordKind = (typeof recordKinds)[number];

/** Bytes of one file. */
export const largestAttachment = 10 * 1024 * 1024;

/** Files that stand on one record at a time. */
export const mostAttachments = 20;

const word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const slides = "application/vnd.openxmlformats-officedocument.presentationml.presentation";

/** What a file can be, with the endings its name may have and its media type, which a browser's chooser goes by. */
export const fileTypes = {
  pdf: { name: "PDF", endings: ["pdf"], media: "application/pdf" },
  docx: { name: "Word", endings: ["docx"], media: word },
  xlsx: { name: "Excel", endings: ["xlsx"], media: excel },
  pptx: { name: "PowerPoint", endings: ["pptx"], media: slides },
  text: { name: "Text", endings: ["txt"], media: "text/plain" },
  csv: { name: "CSV", endings: ["csv"], media: "text/csv" },
  png: { name: "PNG picture", endings: ["png"], media: "image/png" },
  jpeg: { name: "JPEG picture", endings: ["jpg", "jpeg"], media: "image/jpeg" },
  email: { name: "Email", endings: ["eml"], media: "message/rfc822" },
  outlook: { name: "Outlook email", endings: ["msg"], media: "application/vnd.ms-outlook" },
} as const satisfies Record<string, { name: string; endings: readonly string[]; media: string }>;
export type FileType = keyof typeof fileTypes;

const typeKeys = Object.keys(fileTypes) as FileType[];

/** What a file chooser offers. */
export const acceptedFiles = typeKeys
  .flatMap((key) => fileTypes[key].endings.map((ending) => `.${ending}`))
  .join(",");

export const acceptedInWords =
  "PDF, Word, Excel, PowerPoint, text, CSV, a PNG or JPEG picture, or a saved email; 10 MB at most";

/** The ending of a name, in lower case and without its dot; "" where it has none. */
export const endingOf = (name: string): string =>
  /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase().trim() ?? "";

/** What the ending of a name says the file is; null for what is not taken. */
export const typeOfName = (name: string): FileType | null =>
  typeKeys.find((key) => (fileTypes[key].endings as readonly string[]).includes(endingOf(name))) ??
  null;

const longestName = 120;

/**
 * The name of a file as it is kept: its last part, without characters that are not seen, turn the
 * direction of writing or mean something to a file system. "" where nothing is left of it.
 */
export function cleanName(typed: string): string {
  const last = typed.split(/[/\\]/).at(-1) ?? "";
  const clean = last
    .normalize("NFC")
    // Controls, marks of direction, halves of pairs and whatever else is not seen.
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "")
    .replace(/[<>:"|?*]/g, "_")
    .replace(/\s+/g, " ")
    .replace(/^[. ]+|[. ]+$/g, "");
  const ending = endingOf(clean);
  const stem = ending === "" ? clean : clean.slice(0, -ending.length - 1);
  if (stem.trim() === "") return "";
  const shortened = [...stem].slice(0, longestName).join("").trim();
  return ending === "" ? shortened : `${shortened}.${ending.slice(0, 10)}`;
}

/** How a download names its file (RFC 6266): plain letters for old programs, then the name itself. */
export function dispositionOf(name: string): string {
  const plain = name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\w .()-]/g, "_");
  const encoded = encodeURIComponent(name).replace(
    /['()*!]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** "340 kB", "2.4 MB": a size as people read it, in units of a thousand. */
export function sizeInWords(bytes: number): string {
  if (bytes < 1000) return bytes === 1 ? "1 byte" : `${bytes} bytes`;
  if (bytes < 999_500) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

export const scanStates = ["waiting", "clean", "refused"] as const;
export type ScanState = (typeof scanStates)[number];

/** What a scanner that the operator named makes of a file; it waits for ever where there is none. */
export const scanMachine = {
  first: "waiting",
  moves: {
    pass: { from: ["waiting"], to: "clean" },
    refuse: { from: ["waiting"], to: "refused" },
  },
} as const satisfies StateMachine<ScanState, "pass" | "refuse">;

/** Whether the scanner is still to say what it makes of it. */
export const isToScan = (state: ScanState): boolean => isFrom(scanMachine.moves.pass, state);

/** How a file stands, for its readers; "" where there is nothing to say. */
export function scanInWords(state: ScanState, scans: boolean): string {
  if (state === "refused") return "Refused: the virus scanner found something harmful in it";
  if (state === "clean") return "";
  return scans ? "Not yet scanned for viruses" : "Not scanned for viruses";
}

/** Minutes until a file that could not be scanned is tried again, after so many times. */
export const minutesToNextTry = (tries: number): number => Math.min(2 ** Math.max(0, tries), 60);

/** An administrator is told of files that the scanner did not look at for so long, or failed at so often. */
export const scanIsLate = { minutes: 15, tries: 4 };
