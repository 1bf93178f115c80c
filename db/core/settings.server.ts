/**
 * Owns the settings: choices of the field that a council may set otherwise, each with a default.
 * Practice: a *choice* is ours, configurable, never hidden.
 */

import { usualActionReminders } from "~/rules/learning-log/action-reminders";
import { idleMinutes } from "~/rules/people/session";
import { usualSmallest } from "~/rules/reports/figure";
import { drawPolicy } from "~/rules/sampling/draw-policy";
import { appendEvent, type Stamp } from "./events.server";
import type { Db, Tx } from "./open.server";

export const settingDefaults = {
  /** Milliseconds the business clock runs apart from the system's; fixed when the demo loads. */
  "clock.offset": 0,
  /** True in the demonstration only. */
  "demonstration.loaded": false,
  /** SHA-256 of the one-time code of the first administrator; empty once used. */
  "setup.code": "",
  /** A session in which nothing happens ends after so many minutes. */
  "session.idle-minutes": idleMinutes.usual,
  "moderation.from-percent": 20,
  "moderation.to-percent": 30,
  /** Under so many pairs of grades nothing but counts is said of agreement. */
  "agreement.least-pairs": 10,
  /** How many closed cycles agreement and leans look back over. */
  "agreement.cycles": 12,
  /** The month that a year of the programme starts with: 1 or 4. */
  "programme.year-starts": 4,
  /** A Rhythm (app/rules/exercises/rhythm.ts) as JSON; empty for the usual one. */
  "programme.rhythm": "",
  /** So many audits a month are expected of each auditor over a year. */
  "programme.expected-a-month": 2,
  /** Of the open cases so many per cent are to be looked at in a year. */
  "programme.aim-percent": 10,
  "responses.working-days": 10,
  /** So many working days late, or waiting to be agreed, a response goes one step further up. */
  "responses.patience-working-days": 5,
  /** Whose reports these are; stands on every file of one. */
  "reports.council": "",
  /** How a file of a report is marked, unless it is for publication. */
  "reports.marking": "OFFICIAL-SENSITIVE",
  /** Under so many a figure is indicative only, and under so many it has no percentage. */
  "figures.firm-from": usualSmallest.firm,
  "figures.percentage-from": usualSmallest.percentage,
  "draw.audited-within-months": drawPolicy.auditedWithinMonths.usual,
  "draw.opened-within-weeks": drawPolicy.openedBeforeWeeks.usual,
  "audit.correction-working-days": 5,
  /** From this London hour on working days the daily summaries go out. */
  "outbox.digest-hour": 8,
  /** Messages are kept this many days. */
  "outbox.keep-days": 90,
  /** Working days before a date at which people are reminded of it; 0 for not before the day. */
  "reminders.before-days": 2,
  /** Once overdue, again every so many working days. */
  "reminders.again-days": 3,
  /** So many days before its date the owner of an action is reminded. */
  "actions.remind-days-before": usualActionReminders.daysBefore.join(", "),
  /** Once it is overdue, again every so many days. */
  "actions.remind-again-days": usualActionReminders.againDays,
  /** So many days after its date the owner's manager is told; 0 for never. */
  "actions.escalate-after-days": usualActionReminders.escalateAfterDays,
  /** London times: raised before the cut-off a concern is due the same working day. */
  "concern.cut-off": "15:00",
  "concern.same-day-by": "17:00",
  "concern.next-day-by": "10:00",
  "re-audit.within-months": 6,
  /** Auditors and moderators are refreshed so many months after their last training or calibration. */
  "register.refresh-months": 12,
  /** Themes go back to those who do the work in a session every so many months. */
  "feedback-sessions.months": 2,
} as const satisfies Record<string, string | number | boolean>;

type Widen<T> = T extends string ? string : T extends number ? number : boolean;
export type SettingKey = keyof typeof settingDefaults;
export type Settings = { [K in SettingKey]: Widen<(typeof settingDefaults)[K]> };

const filledIn = (rows: readonly { key: string; value: string }[]): Settings => {
  const stored = Object.fromEntries(rows.map((row) => [row.key, JSON.parse(row.value)]));
  return { ...settingDefaults, ...stored };
};

/** Every setting, defaults filled in. */
export async function findSettings(db: Db): Promise<Settings> {
  return filledIn(await db.selectFrom("setting").select(["key", "value"]).execute());
}

/** A few of them, for what is asked at every request. */
export async function findSomeSettings<K extends SettingKey>(
  db: Db,
  keys: readonly K[],
): Promise<Pick<Settings, K>> {
  const some = db.selectFrom("setting").select(["key", "value"]).where("key", "in", keys);
  return filledIn(await some.execute());
}

/** Rises with every save of one of these settings. */
export async function settingsVersion(db: Db, keys: readonly SettingKey[]): Promise<number> {
  const rows = await db
    .selectFrom("setting")
    .select("version")
    .where("key", "in", [...keys])
    .execute();
  return rows.reduce((sum, { version }) => sum + version, 0);
}

/** Sets one setting and records who did. */
export async function saveSetting<K extends SettingKey>(
  tx: Tx,
  stamp: Stamp,
  key: K,
  value: Settings[K],
): Promise<void> {
  const before = await tx
    .selectFrom("setting")
    .select("value")
    .where("key", "=", key)
    .executeTakeFirst();
  await tx
    .insertInto("setting")
    .values({ key, value: JSON.stringify(value) })
    .onConflict((c) =>
      c.column("key").doUpdateSet((eb) => ({
        value: JSON.stringify(value),
        version: eb("setting.version", "+", 1),
      })),
    )
    .execute();
  const secret = key === "setup.code";
  await appendEvent(tx, stamp, {
    stream: `setting:${key}`,
    kind: "setting.saved",
    before: secret || !before ? null : JSON.parse(before.value),
    after: secret ? null : value,
  });
}
