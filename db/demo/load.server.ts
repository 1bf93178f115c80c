/**
 * Owns loading the demonstration: "Demo Borough" as at the morning of 15 April 2024.
 * Practice: it can be loaded only into an empty database; invented people, published figures.
 * Everything but password, salts and system times is the same wherever it is loaded.
 */
import { hash } from "@node-rs/argon2";
import type { PastPair } from "~/rules/sampling/allocation";
import { type Db, transact } from "../core/open.server";
import { saveSetting } from "../core/settings.server";
import { addToPairs } from "../moderation/pairs.server";
import { keepTeams } from "../operations/people/team-changes.server";
import { addToPromptTallies } from "../reports/prompt-tallies.server";
import { addToTallies } from "../reports/tallies.server";
import { demonstrationPassword } from "./accounts";
import { Book } from "./book.server";
import { addCalibrations } from "./calibration.server";
import { makeCaseload, writeCaseload } from "./caseload.server";
import { demonstrationStart } from "./clock";
import { addClosedCycles } from "./cycles.server";
import { addPlacedReAudit } from "./follow-ups.server";
import { addLearnings, tellLearnings } from "./learning.server";
import { addMeetings, tellMeetings } from "./meetings.server";
import { addDeputies } from "./messages.server";
import { addOpenCycle } from "./open-cycle.server";
import { addPartners } from "./partners.server";
import { addStaff } from "./people.server";
import { addProgramme, rhythmOf } from "./programme.server";
import { addSamples } from "./samples.server";
import { addSharedTools } from "./tools.server";

/** Loads everything in one transaction; `systemNow` fixes the offset of the business clock. */
export async function loadDemonstration(db: Db, systemNow: Date): Promise<void> {
  const book = new Book(systemNow.toISOString());
  const passwordHash = await hash(demonstrationPassword);
  const staff = addStaff(book, passwordHash);
  const cases = makeCaseload(staff);
  const tools = addSharedTools(book);
  const pastPairs: PastPair[] = [];
  const closed = addClosedCycles(book, staff, cases, tools, pastPairs);
  addOpenCycle(book, staff, cases, tools[2], pastPairs, closed.count);
  for (const audit of closed.toRepeat) addPlacedReAudit(book, staff, audit, tools[2]);
  addSamples(book, staff, cases);
  addPartners(book, passwordHash, staff, cases);
  addProgramme(book, staff);
  addCalibrations(book, staff, tools);
  addDeputies(book, staff);
  tellMeetings(book, staff);
  tellLearnings(book, staff);
  writeCaseload(book, cases);
  await transact(db, async (tx) => {
    await book.write(tx);
    await addMeetings(tx, staff);
    await addLearnings(tx, staff);
    const finals = await tx.selectFrom("audit").select("id").where("state", "=", "final").execute();
    const ids = finals.map((audit) => audit.id);
    await addToTallies(tx, ids);
    await addToPairs(tx, ids);
    await addToPromptTallies(tx, ids);
    const closed = await tx
      .selectFrom("exercise")
      .select("id")
      .where("kind", "=", "core")
      .where("state", "=", "closed")
      .execute();
    for (const { id } of closed) await keepTeams(tx, id);
    const stamp = { actorId: null, at: demonstrationStart, systemAt: book.systemAt };
    const offset = Date.parse(demonstrationStart) - systemNow.getTime();
    await saveSetting(tx, stamp, "clock.offset", offset);
    // Core cycles alone are counted, of two audits each.
    await saveSetting(tx, stamp, "programme.expected-a-month", 1);
    await saveSetting(tx, stamp, "programme.rhythm", JSON.stringify(rhythmOf(staff)));
    await saveSetting(tx, stamp, "demonstration.loaded", true);
  });
}
