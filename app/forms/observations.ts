/** Owns the forms of an observation: begun, written, shared, answered, closed; and its questions. */
import * as z from "zod";
import { consentNames, consents, observationKinds } from "~/rules/observations/observations";
import { mostQuestions } from "~/rules/observations/questions";
import { keepsText } from "./belonging";
import { choice, date, id, optionalDate, optionalText, several, text, version } from "./fields";

/** One of these, or null while it is not chosen. */
const notYet = <const T extends readonly [string, ...string[]]>(codes: T, instruction: string) =>
  z.preprocess(
    (value) => (value === undefined || value === "" ? null : value),
    choice(codes, instruction).nullable(),
  );

export const beginObservationForm = z.object({
  kind: choice(observationKinds, "Choose what was observed"),
  observedOn: date("Date of the observation", "Enter the date of the observation"),
  team: id("Choose a team"),
});

const written = z
  .object({
    version: version(),
    kind: choice(observationKinds, "Choose what was observed"),
    observedOn: date("Date of the observation", "Enter the date of the observation"),
    about: optionalText(200, "what it was"),
    observed: several("Choose people from the list"),
    workerConsent: notYet(consents, "Choose whether the worker agreed"),
    workerConsentHow: optionalText(300, "how the worker agreed"),
    workerConsentOn: optionalDate("Date on which the worker agreed"),
    familyConsent: notYet(consents, "Choose whether the family agreed"),
    familyConsentHow: optionalText(300, "how the family agreed"),
    familyConsentOn: optionalDate("Date on which the family agreed"),
    familyView: optionalText(2000, "the family’s view"),
    caseReference: optionalText(60, "the case reference"),
    seen: optionalText(6000, "what you saw"),
    answers: z
      .record(z.string().max(20), optionalText(2000, "this answer"))
      .optional()
      .transform((value) => value ?? {}),
    strengths: optionalText(3000, "the strengths"),
    toDevelop: optionalText(3000, "what to develop"),
    strengthThemes: several("Choose themes from the list"),
    developThemes: several("Choose themes from the list"),
    feedbackTo: optionalText(200, "who had feedback"),
    feedbackOn: optionalDate("Date of the feedback"),
    intent: choice(["later", "check"], "Choose again"),
  })
  .superRefine(({ familyConsent, caseReference, feedbackTo, feedbackOn }, context) => {
    if (familyConsent === "not-given" && caseReference)
      context.addIssue({
        code: "custom",
        path: ["caseReference"],
        message: "Clear the case reference: the family did not agree, so nothing of it is kept",
      });
    if (feedbackOn && !feedbackTo)
      context.addIssue({
        code: "custom",
        path: ["feedbackTo"],
        message: "Enter who had the feedback, or clear its date",
      });
    if (feedbackTo && !feedbackOn)
      context.addIssue({
        code: "custom",
        path: ["feedbackOn"],
        message: "Enter when feedback was given, or clear who had it",
      });
  });

/** Of a family that did not agree nothing is kept: what was typed is cleared by its writer. */
export const writeObservationForm = keepsText(
  written,
  {
    question: "workerConsent",
    answer: "given",
    label: consentNames.given,
    texts: { workerConsentHow: "how the worker agreed" },
  },
  {
    question: "familyConsent",
    answer: "given",
    label: consentNames.given,
    texts: { familyConsentHow: "how the family agreed", familyView: "the family’s own view" },
  },
);

export const shareObservationForm = z.object({
  version: version(),
  conflictReason: optionalText(1000, "the reason"),
});

export const answerObservationForm = z.object({
  version: version(),
  response: optionalText(3000, "your answer"),
});

export const feedbackGivenForm = z.object({
  version: version(),
  feedbackTo: text("Enter who had the feedback", 200),
  feedbackOn: date("Date of the feedback", "Enter when feedback was given"),
});

export const closeObservationForm = z.object({ version: version() });

export const withdrawObservationForm = z.object({
  version: version(),
  reason: text("Enter why it is withdrawn", 1000),
});

export const learnFromForm = z.object({ point: id("Choose again") });

const questionRow = z.object({
  text: optionalText(300, "this question"),
  kind: z.preprocess(
    (value) => (value === "" || value === undefined ? null : value),
    z.enum(observationKinds, { error: "Choose from the list" }).nullable(),
  ),
});

/** A question with no text is left out. */
export const questionsForm = z.object({
  /** The version that the page was made of; 0 for the questions a new installation has. */
  version: version(),
  rows: z
    .record(z.string().regex(/^\d{1,2}$/), questionRow, "Enter at least one question")
    .transform((rows) =>
      Object.entries(rows)
        .toSorted(([a], [b]) => Number(a) - Number(b))
        .map(([, row]) => row)
        .filter((row) => row.text !== "")
        .slice(0, mostQuestions),
    )
    .refine((rows) => rows.length > 0, { path: ["0.text"], error: "Enter at least one question" }),
});

export const listAsked = z.object({
  show: z.enum(["of-me", "mine", "reach"]).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(9999).catch(1),
});
