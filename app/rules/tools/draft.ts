/**
 * Owns how a draft tool is changed: its parts, their order, and the codes of what is added.
 * Practice: a code is given once and never again to something else, so that figures of years ago
 * keep their meaning.
 */

import { reservedCodes } from "./definition";
import { forGrades } from "./scale";
import type { Choice, PracticeArea, Prompt, ToolDefinition } from "./tools";

/** Lower-case words joined by hyphens, made from a name; "" when it holds no letter or digit. */
export const slugOf = (name: string): string =>
  name
    .normalize("NFKD")
    .replace(/[\u0300-\u036f’']/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 50)
    .replace(/-+$/, "");

/** Whether a reader would take two names for one: capitals and spaces aside. */
export const isSameName = (one: string, other: string): boolean => plain(one) === plain(other);

const plain = (name: string): string =>
  name.normalize("NFKC").trim().replace(/\s+/g, " ").toLocaleLowerCase("en-GB");

/** The first that is there twice, as it is written the second time; null when none does. */
export const repeatedName = (names: readonly string[]): string | null =>
  names.find(
    (name, at) =>
      plain(name) !== "" && names.slice(0, at).some((earlier) => isSameName(earlier, name)),
  ) ?? null;

/** A code for something new, made from its name and like none that was ever used. */
export function freshCode(name: string, used: ReadonlySet<string>, otherwise: string): string {
  const slug = slugOf(name) || otherwise;
  const free = (code: string) => !used.has(code) && !reservedCodes.includes(code);
  if (free(slug)) return slug;
  let n = 2;
  while (!free(`${slug}-${n}`)) n += 1;
  return `${slug}-${n}`;
}

/** Every code a definition uses, of areas, prompts, questions and themes alike. */
export const codesOf = (tool: ToolDefinition): string[] => [
  ...tool.areas.flatMap((area) => [area.code, ...area.prompts.map(({ code }) => code)]),
  ...tool.questions.map(({ code }) => code),
  ...(tool.auditQuality ?? []).map(({ code }) => code),
  ...tool.themes.map(({ code }) => code),
];

/** The list with one item moved up (-1) or down (1); as it was at either end. */
export function moved<T extends { code: string }>(
  items: readonly T[],
  code: string,
  by: -1 | 1,
): T[] {
  const from = items.findIndex((item) => item.code === code);
  const to = from + by;
  const item = items[from];
  if (!item || to < 0 || to >= items.length) return [...items];
  const rest = items.filter((_, index) => index !== from);
  return [...rest.slice(0, to), item, ...rest.slice(to)];
}

export const withArea = (tool: ToolDefinition, area: PracticeArea): ToolDefinition => ({
  ...tool,
  areas: tool.areas.map((one) => (one.code === area.code ? area : one)),
});

export const withPrompt = (area: PracticeArea, prompt: Prompt): PracticeArea => ({
  ...area,
  prompts: area.prompts.map((one) => (one.code === prompt.code ? prompt : one)),
});

export const emptyDescriptors = () => forGrades(() => "");

export const emptyArea = (code: string, name: string): PracticeArea => ({
  code,
  name,
  about: "",
  mayNotApply: false,
  prompts: [],
  descriptors: emptyDescriptors(),
});

/** A tool to write from nothing: areas for a core cycle, questions for the other kinds. */
export const emptyTool = (name: string, graded: boolean): ToolDefinition => ({
  name,
  about: "",
  lookBack: { judgeMonths: 6, readMonths: 12 },
  areas: [],
  overall: graded ? { about: "", descriptors: emptyDescriptors() } : null,
  questions: [],
  voices: graded ? ["child", "parent", "practitioner"] : [],
  themes: [],
});

/**
 * A list of names as typed, one a line, with their codes. A name that was there keeps its code,
 * and so does the one line that was reworded; anything else gets a code of its own.
 */
export function codedLines(
  typed: string,
  held: readonly Choice[],
  used: ReadonlySet<string> = new Set(),
): Choice[] {
  const names = typed
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const known = new Map(held.map(({ code, name }) => [name.trim(), code]));
  const unknown = names.filter((name) => !known.has(name));
  const lost = held.filter(({ name }) => !names.includes(name.trim()));
  const [reworded] = lost;
  if (reworded && names.length === held.length && unknown.length === 1)
    known.set(unknown[0] as string, reworded.code);
  const taken = new Set([...used, ...held.map(({ code }) => code)]);
  return names.map((name) => {
    const code = known.get(name) ?? freshCode(name, taken, "answer");
    taken.add(code);
    return { code, name };
  });
}

/**
 * A part's own version, a number of nine digits at most: two people meet a conflict when they
 * change the same part of a draft, and none when they work on different ones.
 */
export function partVersion(part: unknown): number {
  let hash = 2166136261;
  for (const character of JSON.stringify(part) ?? "") {
    hash ^= character.codePointAt(0) ?? 0;
    hash = Math.imul(hash, 16777619);
  }
  return (hash >>> 0) % 1_000_000_000;
}
