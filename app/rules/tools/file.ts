/**
 * Owns an audit tool as a file: what is written, and what is understood when it is read again.
 * Practice: councils lend each other their tools; a file that does not fit is refused with the
 * place of every fault, and nothing of it is dropped in silence.
 */

import * as z from "zod";
import { sentenceCase } from "../core/words";
import { type ExerciseKind, exerciseKindNames } from "../exercises/exercises";
import { strictToolDefinitionSchema } from "./definition";
import { asksQuestions } from "./problems";
import type { ToolDefinition } from "./tools";
import { type VersionNumber, versionInWords } from "./versions";

const format = "line-of-sight-audit-tool";
const formatVersion = 1;

/** The largest file that is read, in bytes: a full tool is about 30,000. */
export const largestToolFile = 1_000_000;

/** The file of one version, as text. */
export function toolFile(tool: {
  kind: ExerciseKind;
  /** Null for a draft. */
  version: VersionNumber | null;
  definition: ToolDefinition;
}): string {
  const version = tool.version ? versionInWords(tool.version) : "draft";
  const whole = { format, formatVersion, kind: tool.kind, version, definition: tool.definition };
  return `${JSON.stringify(whole, null, 2)}\n`;
}

/** The kinds of exercise that are planned with a tool. */
export const toolKinds = ["core", "thematic", "dip-sample"] as const;

const envelope = z.object({
  format: z.literal(format),
  formatVersion: z.literal(formatVersion),
  kind: z.enum(toolKinds),
  definition: z.unknown(),
});

type Read =
  | { ok: true; kind: ExerciseKind; definition: ToolDefinition }
  | { ok: false; problems: string[] };

const refused = (...problems: string[]): Read => ({ ok: false, problems });

/** The most faults that are listed: the rest are corrected with them. */
const mostFaults = 20;

/** Reads the text of a file; each problem says where in it. */
export function readToolFile(text: string): Read {
  let read: unknown;
  try {
    read = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return refused("Choose a file exported from an audit tool: this one is not JSON");
  }
  const asFile = (read ?? {}) as Record<string, unknown>;
  if (asFile.format !== format)
    return refused(`Choose a file exported from an audit tool: its format is not “${format}”`);
  const version = asFile.formatVersion;
  if (version !== formatVersion) {
    const said = ["string", "number"].includes(typeof version) ? String(version) : "unknown";
    return refused(
      `Export the tool again: its format is version ${said.slice(0, 20)}, and this site reads version ${formatVersion}`,
    );
  }
  const outside = envelope.safeParse(read);
  if (!outside.success) return refused(`Give the file a kind: one of ${toolKinds.join(", ")}`);
  const inside = strictToolDefinitionSchema.safeParse(outside.data.definition);
  if (inside.success) {
    const { kind } = outside.data;
    const called = exerciseKindNames[kind].toLowerCase();
    if (asksQuestions(kind) && (inside.data.overall !== null || inside.data.areas.length > 0))
      return refused(
        `Choose a file of questions alone: a ${called} has no practice areas and no overall judgement`,
      );
    return { ok: true, kind, definition: inside.data };
  }
  const { issues } = inside.error;
  const faults = issues
    .slice(0, mostFaults)
    .map(({ path, message }) => `${placeInWords(path, outside.data.definition)} ${message}`);
  const rest = issues.length - faults.length;
  return refused(...faults, ...(rest > 0 ? [`There are ${rest} more like these`] : []));
}

const names: Record<string, string> = {
  areas: "Practice area",
  prompts: "prompt",
  questions: "Question",
  themes: "Theme",
  voices: "Voice",
  choices: "answer",
  answers: "answer",
};

const fields: Record<string, string> = {
  areas: "the practice areas",
  questions: "the questions",
  themes: "the themes",
  voices: "the voices",
  prompts: "its prompts",
  choices: "its list of answers",
  shownIf: "when it is shown",
  lookBack: "the look-back",
  overall: "the overall judgement",
};

const shortest = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text);

/** "Practice area 2 (Assessment), prompt 3, text": where a fault is, counted from one. */
export function placeInWords(path: readonly PropertyKey[], whole: unknown): string {
  const steps: string[] = [];
  let at: unknown = whole;
  for (let index = 0; index < path.length; index += 1) {
    const step = path[index] as string | number;
    at = (at as Record<string | number, unknown> | null | undefined)?.[step];
    const next = path[index + 1];
    if (typeof step === "string" && typeof next === "number" && names[step]) {
      at = (at as unknown[] | undefined)?.[next];
      const called = (at as { name?: unknown; text?: unknown } | null)?.name;
      const known = typeof called === "string" && called ? ` (${shortest(called)})` : "";
      steps.push(`${names[step]} ${next + 1}${known}`);
      index += 1;
    } else steps.push(fields[String(step)] ?? String(step));
  }
  const words = steps.join(", ") || "The definition";
  return `${sentenceCase(words)}:`;
}
