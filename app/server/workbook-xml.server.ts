/**
 * Owns parsing the XML of a workbook in pieces, with nothing kept that a caller does not keep.
 * Practice: no document type, so no entities of its own; nesting and single texts have limits.
 */
import { SaxesParser } from "saxes";
import { UnreadableFile } from "./unreadable.server";
import { damaged, notAWorkbook } from "./workbook-archive.server";

export type XmlHandlers = {
  /** Names come without their prefix: `x:row` is `row`. */
  open?(name: string, attributes: Record<string, string>): void;
  close?(name: string): void;
  text?(text: string): void;
};

export type XmlParser = { write(piece: string): void; end(): void };

const deepest = 64;
/** Characters without a tag: Excel holds 32,767 in a cell. */
const longestText = 1_000_000;

const local = (name: string): string => {
  const colon = name.indexOf(":");
  return colon === -1 ? name : name.slice(colon + 1);
};

/** A parser that is fed piece by piece. Throws `UnreadableFile` where it is no sound XML. */
export function xmlParser(on: XmlHandlers): XmlParser {
  const parser = new SaxesParser({ position: false, xmlns: false });
  let depth = 0;
  let sinceTag = 0;
  parser.on("doctype", () => {
    throw new UnreadableFile(notAWorkbook);
  });
  parser.on("opentag", ({ name, attributes }) => {
    sinceTag = 0;
    depth += 1;
    if (depth > deepest) throw new UnreadableFile(damaged);
    on.open?.(local(name), attributes);
  });
  parser.on("closetag", ({ name }) => {
    sinceTag = 0;
    depth -= 1;
    on.close?.(local(name));
  });
  if (on.text) {
    const text = on.text.bind(on);
    parser.on("text", text);
    parser.on("cdata", text);
  }
  const checked = (deed: () => unknown) => {
    try {
      deed();
    } catch (error) {
      throw error instanceof UnreadableFile ? error : new UnreadableFile(damaged);
    }
  };
  return {
    write: (piece) => {
      sinceTag += piece.length;
      checked(() => parser.write(piece));
      if (sinceTag > longestText) throw new UnreadableFile(damaged);
    },
    end: () => checked(() => parser.close()),
  };
}

/** Parses a part to its end. */
export async function parseXml(pieces: AsyncIterable<string>, on: XmlHandlers): Promise<void> {
  const parser = xmlParser(on);
  for await (const piece of pieces) parser.write(piece);
  parser.end();
}
