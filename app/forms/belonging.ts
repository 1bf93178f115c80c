/**
 * Owns text that belongs to one answer of a form: typed under another answer, it is never dropped.
 * Practice: the form is refused in words, its text in view, until the answer fits or it is cleared.
 */
import * as z from "zod";

type Belonging = {
  /** The question's name, and the answer that the texts belong to. */
  question: string;
  answer: string;
  /** The answer as its page words it. */
  label: string;
  /** What each text is, by its name; "*" is any one step, in the question's name the same. */
  texts: Record<string, string>;
  /** What the page puts into a text before anything is typed: nobody misses that. */
  offered?: Record<string, string>;
};

type Found = { steps: string[]; any: string[]; value: unknown };

const inside = (value: unknown): [string, unknown][] =>
  typeof value === "object" && value !== null ? Object.entries(value) : [];

/** What stands under a name, at every place that it is a pattern of. */
function findAll(form: unknown, name: string): Found[] {
  return name.split(".").reduce<Found[]>(
    (found, step) =>
      found.flatMap(({ steps, any, value }) =>
        inside(value)
          .filter(([key]) => step === "*" || step === key)
          .map(([key, held]) => ({
            steps: [...steps, key],
            any: step === "*" ? [...any, key] : any,
            value: held,
          })),
      ),
    [{ steps: [], any: [], value: form }],
  );
}

/** The name of the first field in which anything stands; a date is one field. */
function firstFilled(steps: string[], value: unknown): string[] | null {
  if (typeof value === "string") {
    if (value.trim() === "") return null;
    return /^(day|month|year)$/.test(steps.at(-1) ?? "") ? steps.slice(0, -1) : steps;
  }
  for (const [key, held] of inside(value)) {
    const filled = firstFilled([...steps, key], held);
    if (filled) return filled;
  }
  return null;
}

const filledIn = (name: string, any: readonly string[]): string => {
  const rest = [...any];
  return name.replace(/\*/g, () => rest.shift() ?? "*");
};

function isAnswered(form: unknown, { question, answer }: Belonging, any: readonly string[]) {
  const [given] = findAll(form, filledIn(question, any));
  return [given?.value].flat().includes(answer);
}

/** The same form, refused while text stands under an answer that was not given. */
export function keepsText<S extends z.ZodType>(form: S, ...belongings: readonly Belonging[]) {
  const beside = z.unknown().transform((typed, context) => {
    for (const belonging of belongings) {
      for (const [name, what] of Object.entries(belonging.texts)) {
        for (const { steps, any, value } of findAll(typed, name)) {
          const path = firstFilled(steps, value);
          if (!path || isAnswered(typed, belonging, any)) continue;
          if (value === belonging.offered?.[name]) continue;
          const message = `Choose “${belonging.label}” to keep ${what}, or clear what you wrote there`;
          context.addIssue({ code: "custom", path, message });
        }
      }
    }
    return {};
  });
  return z.intersection(form, beside);
}
