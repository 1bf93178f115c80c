/** Owns the forms of a staff list: the file, and confirming or undoing it. */
import * as z from "zod";
import { choice, ticked, version } from "./fields";

const isFile = (value: unknown): value is File =>
  typeof value === "object" && value !== null && "arrayBuffer" in value && "size" in value;

/** The browser's own check; the server measures the file as it arrives. */
export const staffFileForm = z.object({
  file: z.custom<File>(
    (value) => isFile(value) && (value as File).size > 0,
    "Choose a CSV file that is not empty",
  ),
});

export const settleStaffForm = z.object({
  intent: choice(["confirm", "undo"], "Choose what to do"),
  version: version(),
  /** What the preview showed; another one by now is looked at again. */
  fingerprint: z.string().max(64).optional(),
  invite: ticked(),
  /** That people whose names are much like others' are different. */
  different: ticked(),
});

/** A team that the list names and nobody has, to be added or said to be another. */
export const missingTeamForm = z.object({
  intent: z.literal("team"),
  team: z.string().max(500),
});
