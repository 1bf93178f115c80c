/** Owns the forms of the caseload: filters of the list, a file to import, confirming an import. */
import * as z from "zod";
import { cohorts } from "~/rules/caseload/caseload";
import { mappingKinds } from "~/rules/caseload/mapping";
import { outcomes } from "~/rules/caseload/staging";
import { keepsText } from "./belonging";
import { choice, several, text, ticked, version } from "./fields";

const page = z.coerce.number().int().min(1).max(100_000).catch(1);
const chosenId = z.string().max(60).catch("");

/** Filters come from the address: what can't be understood counts as not chosen. */
export const caseFilters = z.object({
  reference: z.string().trim().max(40).catch(""),
  team: chosenId,
  cohort: z.enum(["", ...cohorts]).catch(""),
  worker: chosenId,
  state: z.enum(["open", "closed", "all"]).catch("open"),
  page,
});

export const importPageFilters = z.object({
  show: z
    .enum([...outcomes, "noted", "people", "absent"])
    .optional()
    .catch(undefined),
  page,
});

export const pageOnly = z.object({ page });

/** Which of a file's names are shown: those of teams, or of workers. */
export const namesFilters = z.object({ kind: z.enum(mappingKinds).catch("team"), page });

const isFile = (value: unknown): value is File =>
  typeof value === "object" && value !== null && "arrayBuffer" in value && "size" in value;

/** The browser's own check; the server measures the file as it arrives. */
export const importForm = z.object({
  file: z
    .custom<File>(
      // A browser sends a file without a name where none was chosen.
      (value) => isFile(value) && (value.size > 0 || value.name !== ""),
      "Choose a CSV file or an Excel workbook",
    )
    .refine((file) => !isFile(file) || file.size > 0, { error: "Choose a file that is not empty" })
    .refine((file) => !isFile(file) || file.size <= 20 * 1024 * 1024, {
      error: "Choose a file of 20 MB or less",
    }),
});

export const confirmImportForm = z.object({
  version: version(),
  intent: z.enum(["confirm", "discard", "stop", "dates"], { error: "Choose Confirm or Discard" }),
  /** With "dates": which way round they are written. */
  dateOrder: z.enum(["day", "month", ""]).optional().catch(""),
  leaveOut: ticked(),
  leaveUnmapped: ticked(),
  /** How many cases the person agreed to close, where they are many. */
  closeMany: several(),
  complete: several().pipe(z.array(z.enum(cohorts, { error: "Choose from the list" }))),
});

/** One answer a name, by its place on the page: the key comes back with it. */
const byPlace = z.record(z.string().regex(/^\d{1,3}$/), z.string().max(300)).optional();

const otherPerson = { answer: "other", label: "Someone else in the staff list" };

export const namesForm = keepsText(
  z.object({ version: version(), key: byPlace, choice: byPlace, other: byPlace }),
  {
    ...otherPerson,
    question: "choice.*",
    texts: { "other.*": "the name you wrote" },
  },
);

const mapping = z.object({
  version: version(),
  intent: z.enum(["save", "remove"], { error: "Choose Save or Remove" }),
  choice: z
    .string({ error: "Choose what the name means" })
    .min(1, "Choose what the name means")
    .max(80),
  other: z.string().max(300).optional(),
});

export const mappingForm = keepsText(mapping, {
  ...otherPerson,
  question: "choice",
  texts: { other: "the name you wrote" },
});

export const undoImportForm = z.object({ version: version() });

/** `mark` is what the page offered, so that a second post of it changes nothing. */
export const sensitiveForm = z.object({
  mark: choice(["yes", "no"], "Open this page again: it was sent without saying what to do"),
  reason: text("Enter your reason", 1000),
});
