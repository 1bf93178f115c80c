/** Owns the form that adds a file to a record. */
import * as z from "zod";
import { endingOf, largestAttachment, typeOfName } from "~/rules/attachments/attachments";

const isFile = (value: unknown): value is File =>
  typeof value === "object" && value !== null && "arrayBuffer" in value && "size" in value;

export const chooseFile = "Choose a file";
export const largestInWords = "10 MB";

/** The browser's own check; the server measures the file and looks into it as it arrives. */
export const attachForm = z.object({
  file: z
    .custom<File>((value) => isFile(value) && (value.size > 0 || value.name !== ""), chooseFile)
    .refine((file) => !isFile(file) || file.size > 0, { error: "Choose a file that is not empty" })
    .refine((file) => !isFile(file) || file.size <= largestAttachment, {
      error: `Choose a file of ${largestInWords} or less`,
    })
    .refine((file) => !isFile(file) || typeOfName(file.name) !== null, {
      error: ({ input }) =>
        `Choose a file of a kind that is taken: none that is called ${endingOf((input as File).name) || "without an ending"}`,
    }),
});
