/** Owns what the rest of the program may ask of the demonstration; its rows are fetched to be loaded. */
import type { Report } from "~/rules/reports/blocks";
import { type Db, type Tx, transact } from "../core/open.server";
import type { PracticeWeek } from "../observations/weeks.server";
import { demonstrationAccounts, demonstrationPassword } from "./accounts";
import { provenance } from "./words/provenance";
import type { DemoSession } from "./words/sessions";

/** Loads everything into an empty database; `systemNow` fixes the offset of the business clock. */
async function load(db: Db, systemNow: Date): Promise<void> {
  const { loadDemonstration } = await import("./load.server");
  await loadDemonstration(db, systemNow);
}

/** Adds its feedback sessions; `read` makes the briefing of each as it read on the day it was sent. */
async function holdSessions(
  db: Db,
  systemAt: string,
  read: (tx: Tx, session: DemoSession, ledBy: string) => Promise<Report>,
): Promise<void> {
  const { addSession, findLead } = await import("./sessions.server");
  const { demoSessions } = await import("./words/sessions");
  for (const session of demoSessions)
    await transact(db, async (tx) => {
      const lead = await findLead(tx);
      await addSession(tx, session, await read(tx, session, lead.name), { lead, systemAt });
    });
}

/** Adds its thanks for strengths, and what is shared of them. */
async function thank(db: Db, systemAt: string): Promise<void> {
  const { addThanks } = await import("./thanks.server");
  const { findLead } = await import("./sessions.server");
  await transact(db, async (tx) => addThanks(tx, (await findLead(tx)).id, systemAt));
}

/** Adds its observations of practice, and practice weeks; `read` makes the summary of one. */
async function observe(
  db: Db,
  systemAt: string,
  read: (tx: Tx, week: PracticeWeek) => Promise<Report>,
): Promise<void> {
  const { addObservations } = await import("./observations.server");
  const { addPracticeWeeks } = await import("./practice-weeks.server");
  await transact(db, async (tx) => {
    await addPracticeWeeks(tx, systemAt, read);
    await addObservations(tx, systemAt);
  });
}

/** Adds two later dip samples: one that asks again what an earlier one asked, and one of records that are no case. */
async function sampleAgain(db: Db, systemAt: string): Promise<void> {
  const { addLaterSamples } = await import("./later-samples.server");
  await transact(db, (tx) => addLaterSamples(tx, systemAt));
}

/** Adds what families answered, who is still to be asked, and "You said, we did". */
async function hearFamilies(db: Db, systemAt: string): Promise<void> {
  const { addFamilyFeedback } = await import("./family-feedback.server");
  await transact(db, (tx) => addFamilyFeedback(tx, systemAt));
}

/** Adds its files to a folder. */
async function addFiles(db: Db, folder: string, systemNow: Date): Promise<void> {
  const { addDemoFiles } = await import("./files.server");
  await addDemoFiles(db, folder, systemNow.toISOString());
}

export const demonstration = {
  accounts: demonstrationAccounts,
  password: demonstrationPassword,
  provenance,
  load,
  holdSessions,
  thank,
  observe,
  hearFamilies,
  sampleAgain,
  addFiles,
};
