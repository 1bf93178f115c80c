/**
 * Owns what a text file is written in: its encoding, and the text itself in whole lines.
 * Practice: looked through whole once, because one byte at its end can tell; a file put together
 * from several is read line by line, each as UTF-8 where it is that, else as Windows-1252, as
 * spreadsheets save it.
 */
import { createReadStream } from "node:fs";
import { titleRows } from "~/rules/caseload/annex-a-columns";
import { fromWindows } from "~/rules/imports/cell-text";
import { UnreadableFile } from "./unreadable.server";

export type TextFile = {
  encoding: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252" | "mixed";
  firstLines: string[];
  bytes: number;
  /** Lines in Windows-1252 in a file of which others are UTF-8: how many, and the first of them. */
  odd: { count: number; lines: number[] };
};

const newLine = 0x0a;
/** Ends a line of old Macs; at the end of a piece a new line may follow. */
const carriageReturn = 0x0d;

/** What has no line ends is no list, and would have to be looked at whole, over and over. */
const longestLine = 1_000_000;
const noLines = () =>
  new UnreadableFile(
    "Choose a file with a line for each row: a line of this one is a megabyte long",
  );

const windows = new TextDecoder("windows-1252");
const oddShown = 5;

/** What a file is written in; null when it is no text. */
export async function sortText(path: string): Promise<TextFile | null> {
  let start: Buffer | null = null;
  let encoding: TextFile["encoding"] = "utf-8";
  const odd: TextFile["odd"] = { count: 0, lines: [] };
  let bytes = 0;
  let line = 1;
  let isUtf8 = false;
  for await (const chunk of wholeLines(createReadStream(path))) {
    if (start === null) {
      start = chunk.subarray(0, 10_000);
      if (start.toString("latin1", 0, 5) === "%PDF-") return null;
      encoding = utf16Of(start) ?? "utf-8";
    }
    bytes += chunk.length;
    if (encoding.startsWith("utf-16")) continue;
    if (chunk.includes(0)) return null;
    if (decodes(chunk)) {
      isUtf8 ||= hasHigh(chunk);
      line += countLines(chunk);
      continue;
    }
    for (const one of linesOf(chunk)) {
      if (!decodes(one)) {
        odd.count += 1;
        if (odd.lines.length < oddShown) odd.lines.push(line);
      } else isUtf8 ||= hasHigh(one);
      line += 1;
    }
  }
  if (odd.count > 0) encoding = isUtf8 ? "mixed" : "windows-1252";
  const decoder = encoding === "mixed" ? "utf-8" : encoding;
  const text = new TextDecoder(decoder).decode(start ?? new Uint8Array());
  return { encoding, bytes, odd, firstLines: text.split(/\r?\n|\r/, titleRows) };
}

/** By its mark, or where every other byte is empty as it is in Western text. */
function utf16Of(start: Buffer): "utf-16le" | "utf-16be" | null {
  const mark = start.toString("latin1", 0, 2);
  if (mark === "\xff\xfe") return "utf-16le";
  if (mark === "\xfe\xff") return "utf-16be";
  const pairs = Math.floor(Math.min(start.length, 4000) / 2);
  if (pairs < 4) return null;
  let [even, odd] = [0, 0];
  for (let at = 0; at < pairs * 2; at += 2) {
    if (start[at] === 0) even += 1;
    if (start[at + 1] === 0) odd += 1;
  }
  if (odd > pairs * 0.7 && even < pairs * 0.05) return "utf-16le";
  return even > pairs * 0.7 && odd < pairs * 0.05 ? "utf-16be" : null;
}

/** The text of a file as `sortText` found it, in pieces that end where a line does. */
export async function* decodedText(
  source: AsyncIterable<Buffer>,
  encoding: TextFile["encoding"],
): AsyncGenerator<string> {
  if (encoding.startsWith("utf-16")) {
    yield* utf16Lines(source, encoding);
    return;
  }
  const decoder = new TextDecoder(encoding === "mixed" ? "utf-8" : encoding);
  for await (const chunk of wholeLines(source)) {
    const text =
      encoding !== "mixed" || decodes(chunk)
        ? decoder.decode(chunk)
        : [...linesOf(chunk)].map((one) => (decodes(one) ? decoder : windows).decode(one)).join("");
    yield plainNumbers(fromWindows(text));
  }
}

async function* utf16Lines(source: AsyncIterable<Buffer>, encoding: string) {
  const decoder = new TextDecoder(encoding);
  let rest = "";
  for await (const chunk of source) {
    const text = decoder.decode(chunk, { stream: true });
    const end = Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\r", text.length - 2)) + 1;
    if (end > 0) yield plainNumbers(rest + text.slice(0, end));
    rest = end > 0 ? text.slice(end) : rest + text;
    if (rest.length > longestLine) throw noLines();
  }
  yield plainNumbers(rest + decoder.decode());
}

/**
 * ="00123" in a cell is how exports keep zeros; a quotation mark in the middle of a cell would
 * break the file. In a quoted cell each mark stands twice, so that nothing there looks like it.
 */
const plainNumbers = (text: string): string =>
  text.includes('="')
    ? text.replace(/(^|[,;\t|\r\n]) *="([^"\r\n]*)" *(?=$|[,;\t|\r\n])/g, '$1"$2"')
    : text;

/** The bytes of a file in pieces that end where a line does; the last as it comes. */
async function* wholeLines(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  let length = 0;
  for await (const chunk of source as AsyncIterable<Buffer>) {
    const end =
      Math.max(chunk.lastIndexOf(newLine), chunk.lastIndexOf(carriageReturn, chunk.length - 2)) + 1;
    length = end === 0 ? length + chunk.length : chunk.length - end;
    if (length > longestLine) throw noLines();
    if (end === 0) {
      rest.push(chunk);
      continue;
    }
    yield rest.length === 0
      ? chunk.subarray(0, end)
      : Buffer.concat([...rest, chunk.subarray(0, end)]);
    rest = end < chunk.length ? [chunk.subarray(end)] : [];
  }
  if (rest.length > 0) yield Buffer.concat(rest);
}

function* linesOf(chunk: Buffer): Generator<Buffer> {
  for (let from = 0; from < chunk.length; ) {
    const at = chunk.indexOf(newLine, from);
    const end = at === -1 ? chunk.length : at + 1;
    yield chunk.subarray(from, end);
    from = end;
  }
}

function countLines(chunk: Buffer): number {
  let count = 0;
  for (let at = chunk.indexOf(newLine); at !== -1; at = chunk.indexOf(newLine, at + 1)) count += 1;
  return count;
}

const strict = new TextDecoder("utf-8", { fatal: true });

function decodes(bytes: Uint8Array): boolean {
  try {
    strict.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

const hasHigh = (bytes: Uint8Array): boolean => bytes.some((byte) => byte > 0x7f);
