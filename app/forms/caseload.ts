/** Owns the forms of the caseload: filters of the list, a file to import, confirming an import. */
import { z } from "zod";
import { cohorts } from "~/rules/caseload";
import { outcomes } from "~/rules/caseload-staging";
import { ticked, version } from "./fields";

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
    .enum([...outcomes, "people", "absent"])
    .optional()
    .catch(undefined),
  page,
});

export const importListFilters = z.object({ page });

const isFile = (value: unknown): value is File =>
  typeof value === "object" && value !== null && "arrayBuffer" in value && "size" in value;

export const importForm = z.object({
  file: z
    .custom<File>((value) => isFile(value) && value.size > 0, "Choose a CSV file")
    .refine((file) => !isFile(file) || file.size <= 20 * 1024 * 1024, {
      error: "Choose a file of 20 MB or less",
    }),
});

export const confirmImportForm = z.object({
  version: version(),
  intent: z.enum(["confirm", "discard"], { error: "Choose Confirm or Discard" }),
  leaveOut: ticked(),
  complete: ticked(),
});
