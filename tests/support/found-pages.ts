/** Owns which pages are asked for, as whom, and what a request asks of the database. */
import type { KyselyPlugin } from "kysely";
import { decideAccess, mayEver } from "~/rules/access/permission";
import { findActor } from "~db/access/people.server";
import type { Db } from "~db/core/open.server";
import { demonstrationAccounts } from "~db/demo/accounts";
import { type Address, addressOf, listAddresses, type Records, recordsOf } from "./addresses";
import type { Web } from "./web";

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

const isDownload = ({ pattern }: Address): boolean => /\.(csv|json|txt)$/.test(pattern);

/** What answers a page without its rendering; a file answers itself. */
const dataOf = (address: Address, path: string): string => {
  if (isDownload(address)) return path;
  return `${path === "/" ? "/_root" : path}.data`;
};

export type Wanted = {
  /** Pages of each address for each role; one unless said. */
  each?: number;
  /** How many of its records are tried, from the first to the last; the first 60 unless said. */
  tries?: number;
  downloads?: boolean;
  /** Told of each before it is asked for. */
  asking?: (role: string, path: string) => void;
};

/** Pages of each address that each role may open, in the same order every time: each was asked for. */
export async function findPages(
  web: Web,
  records: Records,
  { each = 1, tries, downloads = false, asking = () => {} }: Wanted = {},
): Promise<Found[]> {
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
      const { loader, params } = address;
      if (!loader || (isDownload(address) && !downloads) || !mayEver(actor, loader)) continue;
      const within = recordsOf(address, records).filter(
        ({ access }) => decideAccess(loader, actor, access).allowed,
      );
      const every = tries ? Math.max(1, Math.floor(within.length / tries)) : 1;
      const tried =
        params.length === 0
          ? [{ params: {} }]
          : within.filter((_, at) => at % every === 0).slice(0, tries ?? 60);
      let opened = 0;
      for (const { params: values } of tried) {
        const path = addressOf(address, values);
        asking(role, path);
        const { status } = await web.get(dataOf(address, path), { as: account.email });
        if (status !== 200) continue;
        found.push({ role, email: account.email, address, path });
        opened += 1;
        if (opened === each) break;
      }
    }
  }
  return found;
}
