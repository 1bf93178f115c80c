/** Owns what is said of numbers that two records have but for zeros, spaces or case. */
import * as z from "zod";
import { choice, id, version } from "./fields";

const chosenId = z.string({ error: "Choose one from the list" }).max(60).optional().default("");

/** Of two cases: whether they are one child; `other` is whom any other spelling means, "" nobody. */
export const sameReferenceForm = z
  .object({
    version: version(),
    answer: choice(["different", "same"], "Say whether they are one child"),
    other: chosenId,
    kept: chosenId,
  })
  .refine(({ answer, kept }) => answer === "different" || kept !== "", {
    message: "Choose the case that imports go on with",
    path: ["kept"],
  });

/** Of two people: that they are two; that they are one is said on the page of a person. */
export const twoPeopleForm = z.object({
  version: version(),
  other: id("Choose whom another spelling means"),
});
