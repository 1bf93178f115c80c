/** Owns the forms of the learning log: its filters, a new action, and the moves of one. */
import * as z from "zod";
import { isDate, isMonth, lastDayOf } from "~/rules/core/dates";
import {
  actionLevelNames,
  actionLevels,
  actionSources,
  actionStatuses,
} from "~/rules/learning-log/learning-log";
import { keepsText } from "./belonging";
import {
  choice,
  date,
  id,
  month,
  optionalDate,
  optionalText,
  several,
  text,
  ticked,
  version,
} from "./fields";

/** A date typed into one box, "31/3/2024" or "2024-03-31": YYYY-MM-DD, or null when it is none. */
export function readTypedDate(typed: string): string | null {
  const parts = /^\s*(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})\s*$/.exec(typed);
  const iso = parts
    ? `${parts[3]}-${parts[2]?.padStart(2, "0")}-${parts[1]?.padStart(2, "0")}`
    : typed.trim();
  return isDate(iso) ? iso : null;
}

const short = z.string().max(100).catch("");

/** Levels to filter by: each, and all whose words are no case content. */
export const levelFilters = [...actionLevels, "above-child"] as const;
export const levelFilterNames: Record<(typeof levelFilters)[number], string> = {
  ...actionLevelNames,
  "above-child": "Team, service and strategic",
};

/** The query of the log: whatever it does not know is left out. */
export const logFilters = z.object({
  words: short.transform((value) => value.trim()),
  status: z.enum(actionStatuses).optional().catch(undefined),
  overdue: z.literal("yes").optional().catch(undefined),
  level: z.enum(levelFilters).optional().catch(undefined),
  source: z.enum(actionSources).optional().catch(undefined),
  team: short,
  owner: short,
  area: short,
  theme: short,
  /** So many days completed, or more, and not verified. */
  waits: z.literal("30").optional().catch(undefined),
  service: short,
  view: z.enum(["board", "themes"]).optional().catch(undefined),
  /** The learning that they answer, by its id. */
  learning: short,
  from: short,
  to: short,
  sort: z.enum(["due", "newest", "oldest"]).catch("due"),
  page: z.coerce.number().int().min(1).max(1_000_000).catch(1),
});
export type LogQuery = z.output<typeof logFilters>;

export const dueKinds = ["day", "month", "none"] as const;

const addFields = {
  what: text("Enter what is to be done"),
  why: text("Enter why: what was learnt, and where it comes from"),
  successMeasure: text("Enter how you will know that it worked"),
  level: choice(actionLevels, "Select the level of the action"),
  place: text("Select whose action it is", 100),
  owner: optionalText(60),
  ownerRole: optionalText(200),
  area: optionalText(60),
  theme: optionalText(60),
  due: choice(dueKinds, "Select when it is due"),
};

const dueAs = (kinds: { due: string }, value: unknown) =>
  typeof value === "object" && value !== null && (value as { due?: unknown }).due === kinds.due;

/** Checked even where other fields are wrong, so that every message comes at once. */
const always = { when: () => true };

/** A date in the boxes of another choice is left alone: only the one chosen is read. */
export const addActionForm = z
  .preprocess(
    (form) => {
      if (typeof form !== "object" || form === null) return form;
      const { dueDay, dueMonth, ...rest } = form as Record<string, unknown>;
      return {
        ...rest,
        dueDay: dueAs({ due: "day" }, form) ? dueDay : "",
        dueMonth: dueAs({ due: "month" }, form) ? dueMonth : undefined,
      };
    },
    z
      .object({
        ...addFields,
        dueDay: optionalDate("Due date"),
        dueMonth: month("Choose the month and the year").optional(),
      })
      .refine((form) => form.owner || form.ownerRole, {
        path: ["owner"],
        message: "Select the owner, or enter the role that owns it",
        ...always,
      })
      .refine((form) => form.due !== "day" || form.dueDay !== null, {
        path: ["dueDay"],
        message: "Enter the due date",
        ...always,
      })
      .refine((form) => form.due !== "month" || form.dueMonth !== undefined, {
        path: ["dueMonth"],
        message: "Choose the month and the year",
        ...always,
      }),
  )
  .transform(({ due, dueDay, dueMonth, ...form }) => ({
    ...form,
    dueOn: due === "month" && dueMonth ? lastDayOf(dueMonth) : due === "day" ? dueDay : null,
    duePrecision: due === "month" ? ("month" as const) : ("day" as const),
  }));

const move = <const M extends string>(name: M) => ({ move: z.literal(name), version: version() });

/** A due date: 5 4 2024, or by the end of a month when the day is left empty. */
const dayOrMonth = z
  .preprocess(
    (value) => {
      const { day, month: m, year } = (value ?? {}) as Record<string, unknown>;
      const parts = [day, m, year].map((part) => (typeof part === "string" ? part.trim() : ""));
      const [d = "", mm = "", yyyy = ""] = parts;
      if (parts.every((part) => part === "")) return "";
      return `${yyyy}-${mm.padStart(2, "0")}${d === "" ? "" : `-${d.padStart(2, "0")}`}`;
    },
    z
      .string()
      .min(1, "Enter the new due date")
      .refine(
        (due) => isDate(due) || isMonth(due),
        "New due date must be a real date, like 5 4 2024, or a month and a year",
      ),
  )
  .transform((due) =>
    isMonth(due)
      ? { dueOn: lastDayOf(due), precision: "month" as const }
      : { dueOn: due, precision: "day" as const },
  );

/** The forms of an action's page; the names are apart, because they share the page. */
export const moveForms = {
  progress: z.object({
    ...move("progress"),
    note: text("Enter how it is going"),
    started: ticked(),
  }),
  complete: z.object({
    ...move("complete"),
    // Or files, which the rule looks at.
    evidence: optionalText(4000, "what shows that it is done"),
    completedOn: date("Completion date", "Enter the date it was completed"),
    supervisionOn: optionalDate("Date of supervision"),
  }),
  verify: z.object({
    ...move("verify"),
    impact: text("Enter what difference it made"),
    howKnown: text("Enter how you know"),
    retestQuestion: optionalText(200),
  }),
  retest: z.object({
    ...move("retest"),
    question: text("Enter the question that would show the change", 200),
  }),
  discuss: z.object({
    ...move("discuss"),
    discussedOn: date("Date of supervision", "Enter when it was discussed"),
    discussedNote: optionalText(1000),
  }),
  "not-achieved": z.object({
    ...move("not-achieved"),
    notAchievedReason: text("Enter why it was not achieved"),
  }),
  supersede: z.object({
    ...move("supersede"),
    supersededBy: text("Enter the reference of the action that takes its place", 20).refine(
      (typed) => readReference(typed) !== null,
      "Enter a reference, like A-0042",
    ),
    supersedeReason: text("Enter why the other action takes its place"),
  }),
  reopen: z.object({
    ...move("reopen"),
    reopenReason: text("Enter why it has to be reopened"),
  }),
  "change-due": z.object({
    ...move("change-due"),
    newDue: dayOrMonth,
    dueReason: text("Enter why the date has to change"),
  }),
  "change-owner": z.object({
    ...move("change-owner"),
    newOwner: id("Choose who is to own it"),
    ownerReason: text("Enter why it goes to someone else", 1000),
  }),
};

/** Where an action stands, in its owner's words. */
export const ownMoveNames = { progress: "Not done yet", complete: "Done" } as const;

const said = { error: "Select where it stands" };
const ownTexts = [
  {
    question: "move",
    answer: "progress",
    label: ownMoveNames.progress,
    texts: { note: "how it is going" },
  },
  {
    question: "move",
    answer: "complete",
    label: ownMoveNames.complete,
    texts: { evidence: "what shows that it is done" },
  },
] as const;

/** The owner's form: how it is going, or that it is done. */
export const ownMoveForm = keepsText(
  z.discriminatedUnion("move", [moveForms.progress, moveForms.complete], said),
  ...ownTexts,
);

const anyMove = z.discriminatedUnion(
  "move",
  [
    moveForms.progress,
    moveForms.complete,
    moveForms.verify,
    moveForms.retest,
    moveForms.discuss,
    moveForms["not-achieved"],
    moveForms.supersede,
    moveForms.reopen,
    moveForms["change-due"],
    moveForms["change-owner"],
  ],
  said,
);
export const moveForm = keepsText(anyMove, ...ownTexts);
export type MoveForm = z.output<typeof moveForm>;

/** Many actions of one person, given to another together. */
export const handOnActionsForm = z.object({
  actions: several("Choose the actions to hand over"),
  newOwner: id("Choose who is to own them"),
  ownerReason: text("Enter why they go to someone else", 1000),
});

/** The number of a reference as people type it ("A-0042", "a42", "42"); null when it is none. */
export function readReference(typed: string): number | null {
  const digits = /^\s*(?:a-?)?0*(\d{1,9})\s*$/i.exec(typed)?.[1];
  return digits ? Number(digits) : null;
}
