/**
 * Owns how a message says its date: an action that is due by the end of a month is told so.
 * Practice: read from the action the message leads to, while its date is still the message's.
 */
import { sql } from "kysely";
import { paths } from "~/paths";
import type { DuePrecision } from "~/rules/core/due";

export const precisionOfDue = sql<DuePrecision>`coalesce((
  select action.due_precision from action
  where action.id = replace(outbox.link, ${paths.log.one("")}, '') and action.due_on = outbox.due_on
), 'day')`;
