/**
 * Owns the work beside the requests: every few seconds what was noted of wrong and forgotten
 * passwords and the outbox, and once an hour reminders, daily summaries and clearing up.
 * Practice: one thing after another, never in a request's way; it stops when told to, after the
 * message in hand. Without a mail server everything but sending is done.
 */
import { timeInLondon } from "~/rules/core/dates";
import { readDaysBefore } from "~/rules/learning-log/action-reminders";
import { isReminderHour } from "~/rules/learning-log/reminders";
import type { Db } from "~db/core/open.server";
import { findSettings } from "~db/core/settings.server";
import { gatherDigests } from "~db/messages/outbox-digest.server";
import { removeOldMessages } from "~db/messages/outbox-sending.server";
import { addReminders } from "~db/operations/learning-log/reminders.server";
import { removeOldCounts } from "~db/people/sign-in-counts.server";
import { workOnNotes } from "~db/people/sign-in-notes.server";
import type { Clock } from "./clock.server";
import type { RequestContext } from "./context.server";
import type { Mailer } from "./mail.server";
import { newSender, sendDue } from "./sender.server";

export type OutboxWork = {
  db: Db;
  clock: Clock;
  /** Null when email is not set up: messages are then read on screen. */
  mail: { mailer: Mailer; publicUrl: string } | null;
  log: RequestContext["log"];
};

const dayInMs = 86_400_000;

/** What is done once an hour. */
export async function doHourlyWork({ db, clock }: Pick<OutboxWork, "db" | "clock">): Promise<void> {
  const now = clock.now();
  const system = clock.system();
  const stamp = { actorId: null, at: now.toISOString(), systemAt: system.toISOString() };
  const settings = await findSettings(db);
  if (isReminderHour(timeInLondon(now))) {
    const days = {
      beforeDays: settings["reminders.before-days"],
      againDays: settings["reminders.again-days"],
    };
    await addReminders(db, stamp, days, {
      daysBefore: readDaysBefore(settings["actions.remind-days-before"]) ?? [],
      againDays: settings["actions.remind-again-days"],
      escalateAfterDays: settings["actions.escalate-after-days"],
    });
  }
  await gatherDigests(db, stamp, settings["outbox.digest-hour"]);
  await removeOldCounts(db, stamp.systemAt);
  const before = new Date(system.getTime() - settings["outbox.keep-days"] * dayInMs);
  while ((await removeOldMessages(db, before.toISOString())) > 0);
}

/** Starts the work; `stop` ends it and waits for the message in hand. */
export function startOutboxWork(work: OutboxWork, everyMs = 5000): { stop(): Promise<void> } {
  const sender = newSender();
  let stopping = false;
  let timer: NodeJS.Timeout | undefined;
  let hour = "";

  async function round(): Promise<void> {
    try {
      // By the hour on the wall, so that a daily summary goes out on the hour.
      const thisHour = work.clock.now().toISOString().slice(0, 13);
      if (thisHour !== hour) {
        await doHourlyWork(work);
        hour = thisHour;
      }
      while (!stopping && (await workOnNotes(work.db, work.clock.system())) > 0);
      if (work.mail) {
        while (!stopping && (await sendDue({ ...work, ...work.mail }, sender, () => stopping)) > 0);
      }
    } catch (error) {
      work.log.error({ err: error }, "The outbox could not be worked on");
    }
  }

  let running = Promise.resolve();
  const next = () => {
    if (stopping) return;
    running = round().then(() => {
      if (!stopping) timer = setTimeout(next, everyMs);
    });
  };
  timer = setTimeout(next, 0);
  return {
    stop: async () => {
      stopping = true;
      clearTimeout(timer);
      await running;
      work.mail?.mailer.close();
    },
  };
}
