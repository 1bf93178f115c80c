/** Owns the forms of planning and running a core cycle, and a thematic audit that is graded. */
import * as z from "zod";
import { followMonth, readPattern, suggestDates, suggestTitle } from "~/rules/exercises/dates";
import type { ExerciseKind } from "~/rules/exercises/exercises";
import { independenceRules } from "~/rules/independence/conflicts";
import { certainFrom } from "~/rules/moderation/certain";
import { commissionFields } from "./commission";
import {
  date,
  id,
  month,
  optionalDate,
  optionalId,
  optionalText,
  several,
  text,
  wholeNumber,
} from "./fields";

/** Posted while the plan of moderation can still be changed; left out it stays as it is. */
const moderationFields = {
  moderation: z.enum(["on", "off"]).optional().catch(undefined),
  fromPercent: optionalText(20),
  toPercent: optionalText(20),
  certain: several("Choose reasons from the list").transform(certainFrom),
};

const asPercent = (typed: string): number => {
  const digits = typed.replace(/\s*%$/, "");
  const number = /^\d{1,3}$/.test(digits) ? Number(digits) : 0;
  return number >= 1 && number <= 100 ? number : Number.NaN;
};

const numbers = z.record(z.string().max(60), z.string().max(20)).optional();

const asNumber = (typed: string | undefined): number =>
  /^\d{1,3}$/.test(typed?.trim() ?? "") ? Number(typed) : Number.NaN;

/** A title or date left empty takes what is usual for the month, as at `today` (YYYY-MM-DD). */
export const coreCycleForm = (today: string) =>
  z
    .object({
      title: optionalText(120),
      month: month("Choose the month and the year of the cycle"),
      /** The month that title and dates were offered for, YYYY-MM. */
      offered: z
        .string()
        .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
        .optional()
        .catch(undefined),
      /** How the offered dates lay in it, where they were those of the last cycle. */
      pattern: z.string().optional().catch(undefined).transform(readPattern),
      promptedById: optionalId(),
      toolVersionId: id("Choose the audit tool"),
      size: wholeNumber("Enter how many cases to audit, like 28", 1, 2000),
      auditsDueOn: optionalDate("Date audits are due"),
      moderationDueOn: optionalDate("Date moderation is due"),
      responsesDueOn: optionalDate("Date responses are due"),
      auditors: several("Choose auditors from the list"),
      moderators: several("Choose moderators from the list"),
      rulesOff: several("Choose rules from the list").transform((codes) =>
        independenceRules.filter((rule) => codes.includes(rule)),
      ),
      expected: numbers,
      maximum: numbers,
      ...moderationFields,
    })
    .transform((form) => ({
      ...form,
      title: form.title || suggestTitle(form.month),
      ...suggestDates(form.month, today, form),
    }))
    .transform(({ offered, pattern, ...form }) =>
      offered ? followMonth(form, offered, today, pattern) : form,
    )
    .superRefine((form, context) => {
      const refuse = (path: string[], message: string) =>
        context.addIssue({ code: "custom", path, message });
      if (form.auditsDueOn < `${form.month}-01`) {
        refuse(["auditsDueOn"], "Enter a date in the month of the cycle, or later");
      }
      if (form.moderationDueOn < form.auditsDueOn) {
        refuse(["moderationDueOn"], "Enter a date on or after the day audits are due");
      }
      if (form.responsesDueOn < form.moderationDueOn) {
        refuse(["responsesDueOn"], "Enter a date on or after the day moderation is due");
      }
      if (form.moderation === "on") {
        const [from, to] = [asPercent(form.fromPercent), asPercent(form.toPercent)];
        if (Number.isNaN(from)) {
          refuse(["fromPercent"], "Enter the lower share in whole per cent, from 1 to 100");
        }
        if (Number.isNaN(to)) {
          refuse(["toPercent"], "Enter the upper share in whole per cent, from 1 to 100");
        } else if (to < from) {
          refuse(["toPercent"], "Enter an upper share that is not below the lower one");
        }
      }
      for (const personId of form.auditors) {
        const expected = asNumber(form.expected?.[personId]);
        const maximum = asNumber(form.maximum?.[personId]);
        if (Number.isNaN(expected)) {
          refuse(["expected", personId], "Enter the number of audits expected, like 3");
        }
        if (Number.isNaN(maximum) || maximum === 0) {
          refuse(["maximum", personId], "Enter the most audits they can take, like 5");
        } else if (maximum < expected) {
          refuse(
            ["maximum", personId],
            `Enter ${expected} or more: that many are expected of them`,
          );
        }
      }
    })
    .transform(({ auditors, moderators, expected, maximum, ...form }) => {
      const { moderation, fromPercent, toPercent, certain, ...plan } = form;
      // While moderation is off the shares are of no account: those of the settings will do.
      const share = (typed: string, usual: number) => asPercent(typed) || usual;
      const [from, to] = [share(fromPercent, 20), share(toPercent, 30)];
      return {
        ...plan,
        ...(moderation === undefined
          ? {}
          : { moderation: { moderated: moderation === "on", from, to, certain } }),
        members: [
          ...[...new Set(auditors)].map((personId) => ({
            personId,
            part: "auditor" as const,
            expected: asNumber(expected?.[personId]),
            maximum: asNumber(maximum?.[personId]),
          })),
          ...[...new Set(moderators)].map((personId) => ({
            personId,
            part: "moderator" as const,
            expected: 0,
            maximum: 0,
          })),
        ],
      };
    });

const titled = z.object({ title: text("Enter a title", 120), ...commissionFields });

/** A thematic audit that is graded: its commission, and planned like a cycle; no team answers it. */
export const gradedThematicForm = (today: string) =>
  z.unknown().transform((posted, context) => {
    const commissioned = titled.safeParse(posted);
    const planned = coreCycleForm(today).safeParse(posted);
    for (const { error } of [commissioned, planned])
      for (const { path, message } of error?.issues ?? [])
        context.addIssue({ code: "custom", path, message });
    if (!commissioned.success || !planned.success) return z.NEVER;
    const { title, promptedById, ...commission } = commissioned.data;
    return { ...planned.data, title, promptedById, commission, responsesDueOn: null };
  });

export const gradedFormOf = (kind: ExerciseKind, today: string) =>
  kind === "thematic" ? gradedThematicForm(today) : coreCycleForm(today);

export const cancelForm = z.object({
  reason: text("Enter why this exercise is cancelled", 1000),
});

export const closeWindowForm = z.object({ reason: optionalText(1000) });

export const extendForm = z.object({
  audits: several("Choose the audits again"),
  dueOn: date("New due date", "Enter the new due date"),
  reason: text("Enter your reason for the new date", 1000),
});

/** In the list of auditors: whoever fits best, each audit for itself. */
export const bestFit = "best";

export const reallocateForm = z.object({
  audits: several("Choose the audits again"),
  auditorId: id("Choose who takes these audits"),
  reason: text("Enter your reason for the change", 1000),
  override: optionalText(1000),
});

export const remindForm = z.object({ audits: several("Choose audits") });
