/** Owns which pages the benches ask for, as whom, and what a request asks of the database. */
import type { KyselyPlugin } from "kysely";
import { decideAccess, mayEver } from "../../app/rules/access/permission";
import { findActor } from "../../db/access/people.server";
import type { Db } from "../../db/core/open.server";
import { demonstrationAccounts } from "../../db/demo/accounts";
import {
  type Address,
  addressOf,
  listAddresses,
  type Records,
  recordsOf,
} from "../../tests/support/addresses";
import type { Web } from "../../tests/support/web";

const today = "2024-04-15";

/** Counts what one request asks of the database. */
export function counting(db: Db) {
  const count = { statements: 0, rows: 0 };
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => {
      count.statements += 1;
      return node;
    },
    transformResult: async ({ result }) => {
      count.rows += result.rows.length;
      return result;
    },
  };
  return { db: db.withPlugin(plugin), count };
}

export type Found = { role: string; email: string; address: Address; path: string };

/** The first address of each page that each role may open, in the same order every time. */
export async function findPages(web: Web, records: Records): Promise<Found[]> {
  const found: Found[] = [];
  const addresses = await listAddresses();
  for (const account of demonstrationAccounts) {
    const role = account.email.split("@")[0] ?? "";
    const person = await web.db
      .selectFrom("person")
      .select("id")
      .where("email", "=", account.email)
      .executeTakeFirst();
    const actor = person && (await findActor(web.db, person.id, today));
    if (!actor) continue;
    for (const address of addresses) {
      const { loader, params, pattern } = address;
      if (!loader || /\.(csv|json|txt)$/.test(pattern) || !mayEver(actor, loader)) continue;
      const within = recordsOf(address, records).filter(
        ({ access }) => decideAccess(loader, actor, access).allowed,
      );
      const tried = params.length === 0 ? [{ params: {} }] : within.slice(0, 60);
      for (const { params: values } of tried) {
        const path = addressOf(address, values);
        const { status } = await web.get(`${path === "/" ? "/_root" : path}.data`, {
          as: account.email,
        });
        if (status !== 200) continue;
        found.push({ role, email: account.email, address, path });
        break;
      }
    }
  }
  return found;
}
