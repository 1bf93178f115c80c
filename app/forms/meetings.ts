/** Owns the forms of a panel meeting: planning it, what passes by consent, what is taken, its minutes. */
import * as z from "zod";
import { membersProblem } from "~/rules/moderation/meetings";
import { clockTime, date, id, optionalText, several, text, ticked, version } from "./fields";

const planned = {
  meetsOn: date("Date of the meeting", "Enter the date of the meeting"),
  startsAt: clockTime("Enter when the meeting starts"),
  place: optionalText(200, "the place"),
  chairId: id("Choose who chairs the meeting"),
  memberIds: several("Choose the members from the list"),
};

const isPanel = (
  { chairId, memberIds }: { chairId: string; memberIds: string[] },
  context: z.RefinementCtx,
) => {
  const message = membersProblem(chairId, memberIds);
  if (message) context.addIssue({ code: "custom", path: ["memberIds"], message });
};

export const planMeetingForm = z
  .object({ exerciseId: id("Choose the cycle whose audits are decided"), ...planned })
  .superRefine(isPanel);

export const changeMeetingForm = z.object({ version: version(), ...planned }).superRefine(isPanel);

export const cancelMeetingForm = z.object({
  version: version(),
  reason: text("Enter why the meeting is cancelled", 1000),
});

/** The cases of a deed on several at once: `versions` are of what was shown, by moderation. */
const chosenCases = {
  cases: several("Choose cases from the list").refine((chosen) => chosen.length > 0, {
    error: "Choose at least one case",
  }),
  versions: z.record(z.string().max(60), version(), { error: "Reload the page and try again" }),
};

export const consentForm = z.object({ intent: z.literal("consent"), ...chosenCases });

export const takeForm = z.object({
  ...chosenCases,
  there: ticked().refine((yes) => yes, { error: "Tick to say that you were there" }),
});

/** Moves of a meeting: begin it, put on its agenda what came since. */
export const meetingMoveForm = z.object({
  intent: z.enum(["begin", "add"], { error: "Choose what to do with this meeting" }),
  version: version(),
});

export const themeRowsOfMeeting = [0, 1, 2, 3, 4] as const;

const themeOf = z.preprocess(
  (value) => (typeof value === "object" && value !== null ? value : {}),
  z
    .object({
      kind: z.enum(["strength", "development"]).optional().catch(undefined),
      text: optionalText(500, "the theme"),
      cases: optionalText(3),
    })
    .superRefine(({ kind, text, cases }, context) => {
      const say = (path: string, message: string) =>
        context.addIssue({ code: "custom", path: [path], message });
      if (cases !== "" && !/^\d{1,3}$/.test(cases))
        say("cases", "Enter in how many cases, as a whole number, or leave it empty");
      if (text === "" && cases !== "") say("text", "Enter the theme that these cases show");
      if (text !== "" && kind === undefined)
        say("kind", "Choose whether the theme is a strength or an area for development");
    }),
);

export const minutesForm = z.object({
  version: version(),
  notes: optionalText(8000, "the notes"),
  themes: z.preprocess(
    (value) => (typeof value === "object" && value !== null ? value : {}),
    z.object(
      Object.fromEntries(themeRowsOfMeeting.map((row) => [String(row), themeOf])) as Record<
        string,
        typeof themeOf
      >,
    ),
  ),
});

/** Signing off, or adding to what is signed off. */
export const minutesDeedForm = z.discriminatedUnion(
  "intent",
  [
    z.object({
      intent: z.literal("sign-off"),
      version: version(),
      sure: ticked().refine((yes) => yes, {
        error: "Tick to say that these minutes are as the meeting was",
      }),
    }),
    z.object({ intent: z.literal("add"), text: text("Enter what to add to the minutes", 4000) }),
  ],
  { error: "Choose what to do with these minutes" },
);
