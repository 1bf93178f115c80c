/** Reads what a file of an office program is made of: its parts, each proven to be XML. */
import JSZip from "jszip";
import { parse } from "node-html-parser";
import { SaxesParser } from "saxes";

export type Parts = ReadonlyMap<string, string>;

/** The XML parts by name; throws where one is not well formed. */
export async function partsOf(file: Buffer): Promise<Parts> {
  const zip = await JSZip.loadAsync(file);
  const parts = new Map<string, string>();
  for (const name of Object.keys(zip.files).filter((one) => /\.(xml|rels)$/.test(one))) {
    const xml = (await zip.file(name)?.async("string")) ?? "";
    new SaxesParser({ xmlns: true }).write(xml).close();
    parts.set(name, xml);
  }
  return parts;
}

/** The parts whose name begins so, in their order. */
export const partsFrom = (parts: Parts, start: string): string[] =>
  [...parts]
    .filter(([name]) => name.startsWith(start) && name.endsWith(".xml"))
    .sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true }))
    .map(([, xml]) => xml);

export const part = (parts: Parts, name: string): string => {
  const xml = parts.get(name);
  if (xml === undefined) throw new Error(`No ${name} among ${[...parts.keys()].join(", ")}`);
  return xml;
};

const inWords = (text: string): string => parse(text).text;

/** Every element of that name, tags and all; none may hold another of its kind. */
export const elements = (xml: string, tag: string): string[] =>
  xml.match(new RegExp(`<${tag}(?=[ />])(?:[^>]*/>|[\\s\\S]*?</${tag}>)`, "g")) ?? [];

/** The values of an attribute of every element of that name. */
export const attributes = (xml: string, tag: string, name: string): (string | undefined)[] =>
  (xml.match(new RegExp(`<${tag}(?=[ />])[^>]*>`, "g")) ?? []).map((element) => {
    const value = new RegExp(` ${name}="([^"]*)"`).exec(element)?.[1];
    return value === undefined ? undefined : inWords(value);
  });

/** The text in every element of that name, of one such inside: `w:t` of each `w:p`. */
export const textOf = (xml: string, tag: string): string =>
  elements(xml, tag)
    .map((element) => inWords(element.replace(/<[^>]*>/g, "")))
    .join("");
