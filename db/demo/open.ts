/** Owns what the rest of the program may ask of the demonstration; its rows are fetched to be loaded. */
import type { Db } from "../core/open.server";
import { demonstrationAccounts, demonstrationPassword } from "./accounts";
import { provenance } from "./words/provenance";

/** Loads everything into an empty database; `systemNow` fixes the offset of the business clock. */
async function load(db: Db, systemNow: Date): Promise<void> {
  const { loadDemonstration } = await import("./load.server");
  await loadDemonstration(db, systemNow);
}

export const demonstration = {
  accounts: demonstrationAccounts,
  password: demonstrationPassword,
  provenance,
  load,
};
