/** Owns the forms of family feedback: what a form asks, planning, what a family answers, and its code. */
import * as z from "zod";
import { contactIn } from "~/rules/family-feedback/contacts";
import {
  answersOf,
  type FeedbackAnswer,
  type FeedbackQuestion,
  feedbackFor,
  mostQuestions,
  nextCode,
  questionKinds,
} from "~/rules/family-feedback/forms";
import { feedbackWays, notAskedReasons } from "~/rules/family-feedback/invitations";
import { keepsText } from "./belonging";
import {
  choice,
  date,
  id,
  optionalId,
  optionalText,
  several,
  text,
  ticked,
  version,
} from "./fields";

/** Anyone may send some kilobytes: five texts of a family fit in whatever script. */
const mostWords = { family: 1000, staff: 2000 };

/** Text in which nothing looks like how a family is reached. */
const withoutContacts = <T extends z.ZodType<string>>(schema: T) =>
  schema.superRefine((words, context) => {
    const found = contactIn(words);
    if (found)
      context.addIssue({
        code: "custom",
        message: `Remove what looks like ${found}: how a family is reached is never kept here`,
      });
  });

export const beginFormForm = z.object({
  for: choice(feedbackFor, "Choose whom the form is for"),
  title: text("Enter what the form is called", 100),
});

/** The names of the boxes of a question, by its place (from 0). */
export const questionFields = (at: number) => ({
  text: `questions.${at}.text`,
  kind: `questions.${at}.kind`,
  code: `questions.${at}.code`,
});

const question = z
  .object({
    code: z.string().max(10).optional().default(""),
    text: optionalText(200, "the question"),
    kind: z.string().max(20).optional().default(""),
  })
  .superRefine(({ text: words, kind }, context) => {
    if (words !== "" && !questionKinds.some((one) => one === kind))
      context.addIssue({
        code: "custom",
        path: ["kind"],
        message: "Choose how the question is answered",
      });
  });

const places = Object.fromEntries(
  Array.from({ length: mostQuestions }, (_, at) => [String(at), question.optional()] as const),
);

/** A draft as its page posts it; questions without words are left out, new ones get a code. */
export const draftForm = z
  .object({
    version: version(),
    title: text("Enter what the form is called", 100),
    introduction: optionalText(600, "what is said first"),
    thanks: text("Enter what is said once it is sent", 300),
    questions: z.object(places),
  })
  .transform(({ questions, ...form }) => {
    const asked = Object.values(questions).filter((one) => one && one.text !== "");
    const kept: FeedbackQuestion[] = [];
    const taken = asked.flatMap((one) => (one?.code ? [{ ...one, code: one.code }] : []));
    for (const one of asked) {
      if (!one) continue;
      const known = /^q\d{1,4}$/.test(one.code) && !kept.some(({ code }) => code === one.code);
      const code = known ? one.code : nextCode([...kept, ...(taken as FeedbackQuestion[])]);
      kept.push({ code, kind: one.kind as FeedbackQuestion["kind"], text: one.text });
    }
    return { ...form, questions: kept };
  });

export const publishFormForm = z.object({
  version: version(),
  read: ticked().refine((yes) => yes, {
    error: "Tick to say that you have read the form, and a child or parent will understand it",
  }),
});

/** The answer that asks nobody, as the page words it. */
export const notToBeAsked = "Not to be asked";

const answersBy = date("The last day for answers", "Enter the last day for answers");
const reason = withoutContacts(optionalText(500, "the reason"));

export const planFeedbackForm = keepsText(
  z
    .object({
      form: id("Choose whom to ask, and with which form"),
      second: ticked(),
      way: choice([...feedbackWays, "none"], "Choose how they are asked"),
      caller: optionalId(),
      code: z.enum(notAskedReasons).optional().catch(undefined),
      reason,
      answersBy,
      audits: several("Choose cases from the list").refine((ids) => ids.length > 0, {
        error: "Choose at least one case",
      }),
    })
    .superRefine(({ way, caller, code }, context) => {
      if (way !== "none" && !caller)
        context.addIssue({
          code: "custom",
          path: ["caller"],
          message: "Choose someone independent who asks them",
        });
      if (way === "none" && !code)
        context.addIssue({
          code: "custom",
          path: ["code"],
          message: "Choose why they are not asked",
        });
    }),
  {
    question: "way",
    answer: "none",
    label: notToBeAsked,
    texts: { reason: "why they are not asked" },
  },
);

export const changeInvitationForm = z.object({
  version: version(),
  caller: id("Choose someone independent who asks them"),
  way: choice(feedbackWays, "Choose how they are asked"),
  answersBy,
});

export const withdrawInvitationForm = z.object({
  version: version(),
  reason: withoutContacts(text("Enter why it is withdrawn", 500)),
});

export const reopenInvitationForm = z.object({
  version: version(),
  reason: withoutContacts(text("Enter what was entered wrongly", 500)),
});

/** How it ended without answers. */
export const endInvitationForm = z
  .object({
    version: version(),
    ending: choice(["decline", "miss", "spare"], "Choose what came of it"),
    code: z.enum(notAskedReasons).optional().catch(undefined),
    reason,
  })
  .superRefine(({ ending, code }, context) => {
    if (ending === "spare" && !code)
      context.addIssue({
        code: "custom",
        path: ["code"],
        message: "Choose why they are not asked",
      });
  });

export const askedForm = z.object({ version: version() });

export const codeForm = z.object({
  code: z
    .string({ error: "Type the code from your letter" })
    .trim()
    .min(1, "Type the code from your letter")
    .max(100, "Type the code from your letter"),
});

/** The name of a question's box. */
export const answerField = (code: string): string => `answers.${code}`;

export const forWorkerWords = {
  yes: "Yes, my worker can see it too",
  no: "No, not my worker",
} as const;

type Read = {
  answers: Record<string, string>;
  forWorker: "yes" | "no";
};

/**
 * The answers to these questions. Any may be left out, but not all; without an answer to who may read
 * them, they are kept from the worker. `staff` asks whoever enters them, others the family.
 */
export function answersForm(questions: readonly FeedbackQuestion[], by: "family" | "staff") {
  const each = Object.fromEntries(
    questions.map(({ code, kind }) => {
      const codes = answersOf(kind);
      const words = optionalText(
        mostWords[by],
        by === "family" ? "what you wrote" : "what was said",
      );
      const said =
        by === "staff"
          ? withoutContacts(words)
          : words.superRefine((typed, context) => {
              const found = contactIn(typed);
              if (found)
                context.addIssue({
                  code: "custom",
                  message: `Please take out what looks like ${found}. We do not keep these here`,
                });
            });
      const picked = z
        .string({ error: "Choose one answer" })
        .optional()
        .transform((value) => value ?? "")
        .refine((value) => value === "" || codes.some((one) => one === value), {
          error: "Choose one of the answers",
        });
      return [code, kind === "words" ? said : picked] as const;
    }),
  );
  return z
    .object({
      answers: z.preprocess((value) => value ?? {}, z.object(each)),
      forWorker: z.enum(["yes", "no"]).catch("no"),
    })
    .superRefine(({ answers }: Read, context) => {
      if (Object.values(answers).every((one) => one === ""))
        context.addIssue({
          code: "custom",
          path: ["answers", questions[0]?.code ?? ""],
          message:
            by === "family"
              ? "Answer at least one question. You can leave the others out"
              : "Enter at least one answer, or say below what came of it",
        });
    })
    .transform(({ answers, forWorker }: Read) => {
      const chosen: Record<string, FeedbackAnswer> = {};
      const words: Record<string, string> = {};
      for (const { code, kind } of questions) {
        const said = answers[code] ?? "";
        if (said === "") continue;
        if (kind === "words") words[code] = said;
        else chosen[code] = said as FeedbackAnswer;
      }
      return { chosen, words, forWorker: forWorker === "yes" };
    });
}

/** The themes chosen for these words, each with the one it had when the page was made. */
export const codingForm = (ids: readonly string[], themes: readonly { code: string }[]) => {
  const theme = z
    .string({ error: "Choose a theme from the list" })
    .optional()
    .transform((code) => code || null)
    .refine((code) => code === null || themes.some((one) => one.code === code), {
      error: "Choose a theme from the list",
    });
  const kept = z.record(z.string(), z.string().max(100)).optional().catch({});
  return z
    .object({
      was: kept,
      themes: z.preprocess(
        (value) => value ?? {},
        z.object(Object.fromEntries(ids.map((one) => [one, theme]))),
      ),
    })
    .transform(({ was, themes: chosen }) =>
      ids
        // Words that came in since the page was made are not on it.
        .filter((one) => was?.[one] !== undefined)
        .map((one) => ({ id: one, was: was?.[one] || null, theme: chosen[one] ?? null })),
    );
};

export const learnForm = z.object({ theme: id("Choose a theme") });
