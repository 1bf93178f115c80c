/** Owns the form of the settings: the choices of the field, each within sensible limits. */
import { z } from "zod";
import { drawPolicy } from "~/rules/draw-policy";
import { wholeNumber } from "./fields";

export const settingsForm = z
  .object({
    fromPercent: wholeNumber("Enter the lower share in whole per cent", 1, 100),
    toPercent: wholeNumber("Enter the upper share in whole per cent", 1, 100),
    responseDays: wholeNumber("Enter how many working days a team has to answer", 1, 60),
    correctionDays: wholeNumber("Enter how many working days there are to correct facts", 1, 60),
    auditedWithin: wholeNumber(
      "Enter how many months to look back for earlier audits",
      0,
      drawPolicy.auditedWithinMonths.most,
    ),
    openedWithin: wholeNumber(
      "Enter how many weeks a case must have been open",
      0,
      drawPolicy.openedBeforeWeeks.most,
    ),
  })
  .refine((form) => form.fromPercent <= form.toPercent, {
    message: "Enter an upper share that is not below the lower one",
    path: ["toPercent"],
  });

/** Which setting each field of the form holds. */
export const settingOf = {
  fromPercent: "moderation.from-percent",
  toPercent: "moderation.to-percent",
  responseDays: "responses.working-days",
  correctionDays: "audit.correction-working-days",
  auditedWithin: "draw.audited-within-months",
  openedWithin: "draw.opened-within-weeks",
} as const;
