/** Owns the forms of the response loop: a team's answer, and asking again. */
import * as z from "zod";
import { isDate } from "~/rules/core/dates";
import type { ActionDraft } from "~/rules/reports/suggestions";
import { keepsText } from "./belonging";
import { date, id, optionalId, optionalText, text, version } from "./fields";

/** How many actions one page takes at a time; more can be added after it. */
export const actionsAtOnce = 3;

type Typed = Record<string, unknown>;

const asObject = (value: unknown): Typed =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Typed) : {};

/** Whether anything was typed or chosen in an action's fields. */
const isEmpty = (value: unknown): boolean =>
  typeof value === "object" && value !== null
    ? Object.values(value).every(isEmpty)
    : value === undefined || value === "";

/**
 * What was typed, with a draft in the first action in which nothing stands, and which that is; null
 * where none is free.
 */
export function startedFrom(
  typed: Typed,
  draft: ActionDraft,
): { typed: Typed; place: number } | null {
  const actions = asObject(typed.actions);
  const place = Array.from({ length: actionsAtOnce }, (_, n) => n).find((n) => isEmpty(actions[n]));
  if (place === undefined) return null;
  const begun = { ...actions, [place]: { ...asObject(actions[place]), ...draft } };
  return { typed: { ...typed, answer: "actions", actions: begun }, place };
}

const actionFields = (today: string) =>
  z.object({
    what: text("Enter what will be done", 1000),
    why: text("Enter why: what in the report it answers", 1000),
    area: optionalId(),
    ownerId: id("Choose who owns this action"),
    dueOn: date("Due date", "Enter the date it is due").refine(
      (day) => !isDate(day) || day >= today,
      "Enter a date that is not in the past",
    ),
    successMeasure: text("Enter how you will know that it worked", 1000),
  });

/** The actions typed, untouched ones left out; the first counts where one is asked for. */
const actions = (today: string, asked: boolean) =>
  z.preprocess(
    (value) => {
      const typed = asObject(value);
      const kept: Typed = {};
      for (let n = 0; n < actionsAtOnce; n += 1) {
        const one = asObject(typed[n]);
        if ((n === 0 && asked) || !isEmpty(one)) kept[n] = one;
      }
      return kept;
    },
    z.record(z.string(), actionFields(today)),
  );

export const answerNames = {
  actions: "Yes, with these actions",
  "none-needed": "No new action is needed",
};

/**
 * A team's answer; `today` (YYYY-MM-DD) is the first date an action may be due. One that came back
 * with actions already promised need not promise more.
 */
export const answerForm = (today: string, { promised = false } = {}) =>
  keepsText(
    z.discriminatedUnion(
      "answer",
      [
        z.object({
          answer: z.literal("actions"),
          actions: actions(today, !promised).transform((list) => Object.values(list)),
          comment: optionalText(2000),
          version: version(),
        }),
        z.object({
          answer: z.literal("none-needed"),
          noneNeededReason: text("Enter why no action is needed", 2000),
          comment: optionalText(2000),
          version: version(),
        }),
      ],
      { error: "Choose whether you will act on this report" },
    ),
    {
      question: "answer",
      answer: "actions",
      label: answerNames.actions,
      texts: { actions: "the actions you typed" },
    },
    {
      question: "answer",
      answer: "none-needed",
      label: answerNames["none-needed"],
      texts: { noneNeededReason: "why no action is needed" },
    },
  );

export const verdictNames = {
  agree: "I agree it",
  "send-back": "Something is missing: send it back",
};

const later = (name: string, instruction: string, today: string) =>
  date(name, instruction).refine((day) => !isDate(day) || day > today, "Enter a date after today");

/** Asking every team of a closed cycle, or one of them again; `today` is YYYY-MM-DD. */
export const askForm = (today: string) =>
  z.discriminatedUnion(
    "intent",
    [
      z.object({
        intent: z.literal("ask-all"),
        dueOn: later("Response date", "Enter the date responses are due", today),
      }),
      z.object({
        intent: z.literal("ask-again"),
        responseId: id("Choose the team to ask again"),
        /** The version of each response as it was shown, by its id. */
        versions: z.record(z.string(), version(), "Reload the page and try again"),
        dueOn: later("New date", "Enter the new date", today),
      }),
    ],
    { error: "Choose what to do" },
  );

/** What a service manager says to an answer; `today` is YYYY-MM-DD. */
export const agreementForm = (today: string) =>
  keepsText(
    z.discriminatedUnion(
      "verdict",
      [
        z.object({ verdict: z.literal("agree"), version: version() }),
        z.object({
          verdict: z.literal("send-back"),
          missing: text("Enter what is missing", 2000),
          dueOn: later("New date", "Enter by when you want it", today),
          version: version(),
        }),
      ],
      { error: "Choose whether you agree this answer" },
    ),
    {
      question: "verdict",
      answer: "send-back",
      label: verdictNames["send-back"],
      texts: { missing: "what is missing" },
    },
  );
