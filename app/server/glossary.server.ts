/**
 * Owns the words of the field as the help shows them.
 * Practice: read from GLOSSARY.md, so that they are explained in one place.
 */
import text from "../../GLOSSARY.md?raw";

export type Term = { term: string; meaning: string };

const sectionOf = (markdown: string, heading: string): string =>
  markdown.split(`## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";

/** The words on the screens, in the order of their table. */
export function termsOf(markdown: string): Term[] {
  return sectionOf(markdown, "Words on the screens")
    .split("\n")
    .filter((line) => line.startsWith("| ") && !/^\| (-+|term) /.test(line))
    .map((line) => {
      const [, term = "", meaning = ""] = line.split("|").map((cell) => cell.trim());
      return { term, meaning };
    });
}

/** "ATM, SM, TM" and what they stand for. */
export function abbreviationsOf(markdown: string): Term[] {
  const words = sectionOf(markdown, "Abbreviations of the field").replace(/\s+/g, " ").trim();
  return words
    .split(/\.(?: |$)/)
    .filter((one) => one !== "")
    .map((one) => {
      const [term = "", meaning = ""] = one.split(": ");
      return { term, meaning };
    });
}

export const terms = termsOf(text);
export const abbreviations = abbreviationsOf(text);
