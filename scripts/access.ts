/**
 * Lists changes of access that wait for a second person, and confirms or refuses them where nobody
 * in the application can: run by scripts/access.
 */

import { dateInLondon } from "~/rules/core/dates";
import { waitingInWords } from "~/rules/home/attention";
import { accessInWords } from "~/rules/people/access-changes";
import { type Db, openDatabase, transact } from "~db/core/open.server";
import { findSettings } from "~db/core/settings.server";
import { confirmOnServer, refuseAccess } from "~db/operations/people/access-settling.server";
import {
  listPlaceNames,
  namesIn,
  unscopedConfirmers,
  unscopedWaitingAccess,
  whoMayConfirm,
} from "~db/people/access-changes.server";

const usage = 'Use: scripts/access list | confirm ID | refuse ID "why"';

async function list(db: Db, today: string): Promise<number> {
  const waiting = await unscopedWaitingAccess(db, today);
  if (waiting.length === 0) console.log("Nothing is waiting.");
  const [places, confirmers] = await Promise.all([listPlaceNames(db), unscopedConfirmers(db)]);
  for (const change of waiting) {
    const who = whoMayConfirm(change, confirmers).map(({ name }) => name);
    console.log(`${change.bundleId}  ${accessInWords(change.what, namesIn(change, places))}`);
    console.log(
      `  proposed by ${change.proposerName}, ${waitingInWords(change.proposedAt, today)}`,
    );
    console.log(
      who.length > 0
        ? `  can be confirmed by ${who.join(", ")}`
        : "  nobody else can confirm it: confirm or refuse it here",
    );
  }
  return 0;
}

async function main([deed, id, why]: string[]): Promise<number> {
  const db = openDatabase(process.env.DATABASE_URL ?? "data/line-of-sight.sqlite");
  try {
    const system = new Date();
    const now = new Date(system.getTime() + (await findSettings(db))["clock.offset"]);
    const stamp = { actorId: null, at: now.toISOString(), systemAt: system.toISOString() };
    if (deed === "list") return await list(db, dateInLondon(now));
    if (deed === "confirm" && id) {
      const { confirmed, lapsed, refusal } = await transact(db, (tx) =>
        confirmOnServer(tx, stamp, id),
      );
      for (const one of lapsed) console.log(`Not made: ${one}.`);
      console.log(refusal ? `${refusal}.` : `${confirmed} confirmed.`);
      return confirmed > 0 ? 0 : 1;
    }
    if (deed === "refuse" && id && why?.trim()) {
      const { refused } = await transact(db, (tx) => refuseAccess(tx, stamp, id, why.trim()));
      console.log(`${refused} refused.`);
      return refused > 0 ? 0 : 1;
    }
    console.error(usage);
    return 2;
  } finally {
    await db.destroy();
  }
}

process.exitCode = await main(process.argv.slice(2));
