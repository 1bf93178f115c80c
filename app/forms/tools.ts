/**
 * Owns the forms of the tool editor: a page of a draft each, adding, importing and publishing.
 * Practice: a draft is saved as far as it is written; what is missing is said on its own page and
 * holds up publishing, never saving.
 */
import * as z from "zod";
import { isCode, toolLimits } from "~/rules/tools/definition";
import { repeatedName } from "~/rules/tools/draft";
import { largestToolFile, toolKinds } from "~/rules/tools/file";
import { answerTypeNames } from "~/rules/tools/prompts";
import { grades } from "~/rules/tools/scale";
import { answerTypes, voiceKinds } from "~/rules/tools/tools";
import { keepsText } from "./belonging";
import {
  choice,
  id,
  optionalId,
  optionalText,
  several,
  text,
  ticked,
  version,
  wholeNumber,
} from "./fields";

const group = <S extends z.ZodRawShape>(shape: S) =>
  z.preprocess(
    (value) => (typeof value === "object" && value !== null ? value : {}),
    z.object(shape),
  );

/** Which button was pressed: "save", "next", "add", or a deed and what it is done to ("up:a"). */
const intent = z.string().max(100).optional().catch(undefined);

/** The rows of a list, by their codes; a row that is not a group is none. */
const rows = <S extends z.ZodRawShape>(shape: S) =>
  z.preprocess(
    (value) => (typeof value === "object" && value !== null ? value : {}),
    z.record(z.string(), group(shape)),
  );

const descriptors = group(
  Object.fromEntries(
    grades.map((grade) => [grade, optionalText(toolLimits.descriptor, "the descriptor")]),
  ) as Record<(typeof grades)[number], ReturnType<typeof optionalText>>,
);

const code = optionalText(toolLimits.code).refine(
  (value) => value === "" || isCode(value),
  "Enter lower-case words joined by hyphens, like direct-work",
);

export const aboutForm = z
  .object({
    version: version(),
    name: text("Enter the tool’s name", toolLimits.name),
    about: optionalText(toolLimits.about, "what it is about"),
    judgeMonths: wholeNumber("Enter how many months are judged", 1, 120),
    readMonths: wholeNumber("Enter how many months are read", 1, 120),
    voices: several().transform((list) => voiceKinds.filter((kind) => list.includes(kind))),
  })
  .refine(({ judgeMonths, readMonths }) => readMonths >= judgeMonths, {
    path: ["readMonths"],
    error: "Read back at least as far as you judge",
  });

export const areasForm = z.object({
  version: version(),
  intent,
  name: optionalText(toolLimits.name),
});

export const areaForm = z.object({
  version: version(),
  intent,
  name: text("Enter the area’s name", toolLimits.name),
  code,
  about: optionalText(toolLimits.about, "what it is about"),
  graded: ticked(),
  mayNotApply: ticked(),
  prompts: rows({ text: optionalText(toolLimits.text, "the prompt") }),
  descriptors,
});

const promptFields = z
  .object({
    version: version(),
    intent,
    text: optionalText(toolLimits.text, "the prompt"),
    guidance: optionalText(toolLimits.guidance, "the guidance"),
    answer: choice(answerTypes, "Choose how it is answered"),
    choices: optionalText(toolLimits.choices * (toolLimits.name + 1)),
    required: ticked(),
    asked: choice(["always", "if"], "Choose when it is asked"),
    ifPrompt: optionalId(),
    ifAnswers: several(),
  })
  .superRefine((value, context) => {
    const lines = value.choices.split("\n").filter((line) => line.trim() !== "");
    if (value.answer === "choice" && lines.length > toolLimits.choices)
      context.addIssue({
        code: "custom",
        path: ["choices"],
        message: `Give at most ${toolLimits.choices} answers to choose from`,
      });
    if (lines.some((line) => line.trim().length > toolLimits.name))
      context.addIssue({
        code: "custom",
        path: ["choices"],
        message: `Shorten each answer to ${toolLimits.name} characters or fewer`,
      });
    const twice = repeatedName(lines.map((line) => line.trim()));
    if (value.answer === "choice" && twice !== null)
      context.addIssue({
        code: "custom",
        path: ["choices"],
        message: `Give each answer once: “${twice}” is there twice`,
      });
    if (value.asked !== "if") return;
    if (value.ifPrompt === null)
      context.addIssue({
        code: "custom",
        path: ["ifPrompt"],
        message: "Choose the prompt that it depends on",
      });
    else if (value.ifAnswers.length === 0)
      context.addIssue({
        code: "custom",
        path: ["ifAnswers"],
        message: "Choose which answers bring it up",
      });
  });

export const promptForm = keepsText(promptFields, {
  question: "answer",
  answer: "choice",
  label: answerTypeNames.choice,
  texts: { choices: "the answers to choose from" },
});

export const overallForm = z.object({
  version: version(),
  about: optionalText(toolLimits.about, "what it is about"),
  descriptors,
});

export const questionsForm = z.object({
  version: version(),
  intent,
  questions: rows({
    text: optionalText(200, "the question"),
    guidance: optionalText(400, "what to look for"),
  }),
});

export const auditQualityForm = z.object({
  version: version(),
  intent,
  questions: rows({
    text: optionalText(toolLimits.text, "the question"),
    guidance: optionalText(toolLimits.guidance, "what to look for"),
    afterReveal: ticked(),
  }),
});

export const themesForm = z.object({
  version: version(),
  themes: optionalText(toolLimits.themes * (toolLimits.name + 1)).superRefine((value, context) => {
    const lines = value.split("\n").filter((line) => line.trim() !== "");
    const add = (message: string) => context.addIssue({ code: "custom", message });
    if (lines.length > toolLimits.themes) add(`Give at most ${toolLimits.themes} themes`);
    if (lines.some((line) => line.trim().length > toolLimits.name))
      add(`Shorten each theme to ${toolLimits.name} characters or fewer`);
  }),
});

const publishFields = z
  .object({
    version: version(),
    note: optionalText(2000),
    raise: ticked(),
    reason: optionalText(1000),
  })
  .superRefine(({ raise, reason }, context) => {
    if (raise && reason === "")
      context.addIssue({
        code: "custom",
        path: ["reason"],
        message: "Enter why this changes what is graded",
      });
  });

export const publishForm = keepsText(publishFields, {
  question: "raise",
  answer: "yes",
  label: "This changes what is graded",
  texts: { reason: "why it does" },
});

export const discardForm = z.object({
  version: version(),
  sure: z.literal("yes", { error: "Tick the box to say that the draft is to be discarded" }),
});

export const versionForm = z.object({ version: version() });

/** The deeds of a tool's own page. */
export const toolForm = z.object({
  intent: choice(["start", "retire", "offer"], "Choose what to do"),
});

export const newToolForm = z
  .object({
    start: choice(["empty", "copy"], "Choose what to start from"),
    kind: z.enum(toolKinds).optional().catch(undefined),
    copyOf: optionalId(),
    name: text("Enter the tool’s name", toolLimits.name),
  })
  .superRefine(({ start, kind, copyOf }, context) => {
    if (start === "empty" && kind === undefined)
      context.addIssue({
        code: "custom",
        path: ["kind"],
        message: "Choose what kind of exercise it is for",
      });
    if (start === "copy" && copyOf === null)
      context.addIssue({ code: "custom", path: ["copyOf"], message: "Choose the tool to copy" });
  });

const isFile = (value: unknown): value is File =>
  typeof value === "object" && value !== null && "text" in value && "size" in value;

export const importToolForm = z.object({
  file: z
    .custom<File>((value) => isFile(value) && value.size > 0, "Choose a JSON file")
    .refine((file) => !isFile(file) || file.size <= largestToolFile, {
      error: "Choose a file of 1 MB or less: this one is no audit tool",
    }),
  into: id("Choose what it becomes"),
});
