/**
 * Owns which answers to a tool's prompts are counted: compliance, beside the quality of the work.
 * Practice: yes, partly, no and not applicable alone, of prompts that were shown; what someone wrote,
 * a date or a choice of a prompt's own list is no measure of the same thing and stays uncounted.
 */
import { contentFromAnswers } from "../audits/content";
import { type PromptAnswer, promptAnswers, type ToolDefinition } from "../tools/tools";

export type PromptGiven = { area: string; prompt: string; answer: PromptAnswer };

const isScale = (value: string | null): value is PromptAnswer =>
  promptAnswers.some((code) => code === value);

/** The answers that count among what was typed into an audit, by field name. */
export function promptsGiven(
  tool: ToolDefinition,
  typed: Readonly<Record<string, string>>,
): PromptGiven[] {
  const { areas } = contentFromAnswers(typed, tool);
  return tool.areas.flatMap((area) =>
    area.prompts.flatMap((prompt) => {
      const answer = areas[area.code]?.prompts[prompt.code]?.answer ?? null;
      return (prompt.answer ?? "scale") === "scale" && isScale(answer)
        ? [{ area: area.code, prompt: prompt.code, answer }]
        : [];
    }),
  );
}

/** How often each answer was given. */
export type PromptCounts = Record<PromptAnswer, number>;

export type PromptTally = { area: string; prompt: string; answer: string; count: number };

/** The answers of those that fit, as one. */
export function countPromptAnswers(
  tallies: readonly PromptTally[],
  fits: (tally: PromptTally) => boolean,
): PromptCounts {
  const counts = Object.fromEntries(promptAnswers.map((code) => [code, 0])) as PromptCounts;
  for (const tally of tallies)
    if (fits(tally) && isScale(tally.answer)) counts[tally.answer] += tally.count;
  return counts;
}

/** Answers that say something of the work: all but "not applicable". */
export const answeredTotal = ({ yes, partly, no }: PromptCounts): number => yes + partly + no;
