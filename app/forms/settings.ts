/** Owns the form of the settings: the choices of the field, each within sensible limits. */
import * as z from "zod";
import { readDaysBefore } from "~/rules/learning-log/action-reminders";
import { idleMinutes } from "~/rules/people/session";
import { drawPolicy } from "~/rules/sampling/draw-policy";
import { clockTime, optionalText, text, version, wholeNumber } from "./fields";

export const settingsForm = z
  .object({
    version: version(),
    concernCutOff: clockTime("Enter until when a concern is due the same working day"),
    concernSameDayBy: clockTime("Enter by when a concern is due the same working day"),
    concernNextDayBy: clockTime("Enter by when a concern is due the next working day"),
    fromPercent: wholeNumber("Enter the lower share in whole per cent", 1, 100),
    toPercent: wholeNumber("Enter the upper share in whole per cent", 1, 100),
    leastPairs: wholeNumber("Enter how many pairs of grades agreement needs", 5, 100),
    agreementCycles: wholeNumber("Enter how many cycles agreement looks back over", 1, 40),
    council: optionalText(100),
    marking: text("Enter how files of reports are marked", 60),
    firmFrom: wholeNumber("Enter under how many a figure is indicative only", 1, 100),
    percentageFrom: wholeNumber("Enter under how many a figure has no percentage", 1, 100),
    responseDays: wholeNumber("Enter how many working days a team has to answer", 1, 60),
    responsePatience: wholeNumber(
      "Enter after how many working days a late answer goes further up",
      1,
      60,
    ),
    correctionDays: wholeNumber("Enter how many working days there are to correct facts", 1, 60),
    remindBefore: wholeNumber("Enter how many working days before a date to remind", 0, 20),
    remindAgain: wholeNumber("Enter after how many working days to remind again", 1, 20),
    actionsBefore: optionalText(40).refine(
      (typed) => readDaysBefore(typed) !== null,
      "Enter numbers of days from 1 to 90, like 14, 7, 1",
    ),
    actionsAgain: wholeNumber("Enter after how many days to remind of an action again", 1, 60),
    actionsUp: wholeNumber("Enter after how many days the owner’s manager is told", 0, 180),
    digestHour: wholeNumber("Enter the hour of the daily summary", 0, 23),
    keepMessages: wholeNumber("Enter for how many days messages are kept", 30, 3650),
    idleMinutes: wholeNumber(
      "Enter after how many minutes people are signed out",
      idleMinutes.least,
      idleMinutes.most,
    ),
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
    reAuditWithin: wholeNumber("Enter within how many months a re-audit is due", 1, 24),
    refreshAfter: wholeNumber("Enter after how many months people are refreshed", 1, 60),
    sessionMonths: wholeNumber("Enter every how many months there is a feedback session", 1, 24),
  })
  .refine((form) => form.fromPercent <= form.toPercent, {
    message: "Enter an upper share that is not below the lower one",
    path: ["toPercent"],
  })
  .refine((form) => form.percentageFrom <= form.firmFrom, {
    message: "Enter a number that is not above the one for indicative only",
    path: ["percentageFrom"],
  })
  .refine((form) => form.concernCutOff < form.concernSameDayBy, {
    message: "Enter a time after the one until which a concern is due the same day",
    path: ["concernSameDayBy"],
  });

/** Which setting each field of the form holds. */
export const settingOf = {
  concernCutOff: "concern.cut-off",
  concernSameDayBy: "concern.same-day-by",
  concernNextDayBy: "concern.next-day-by",
  reAuditWithin: "re-audit.within-months",
  refreshAfter: "register.refresh-months",
  sessionMonths: "feedback-sessions.months",
  fromPercent: "moderation.from-percent",
  toPercent: "moderation.to-percent",
  leastPairs: "agreement.least-pairs",
  agreementCycles: "agreement.cycles",
  council: "reports.council",
  marking: "reports.marking",
  firmFrom: "figures.firm-from",
  percentageFrom: "figures.percentage-from",
  responseDays: "responses.working-days",
  responsePatience: "responses.patience-working-days",
  correctionDays: "audit.correction-working-days",
  remindBefore: "reminders.before-days",
  remindAgain: "reminders.again-days",
  actionsBefore: "actions.remind-days-before",
  actionsAgain: "actions.remind-again-days",
  actionsUp: "actions.escalate-after-days",
  digestHour: "outbox.digest-hour",
  keepMessages: "outbox.keep-days",
  idleMinutes: "session.idle-minutes",
  auditedWithin: "draw.audited-within-months",
  openedWithin: "draw.opened-within-weeks",
} as const;
