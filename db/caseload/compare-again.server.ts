/**
 * Owns having prepared imports compared again: one after a choice of its own, all of them after what
 * they are set against has changed.
 * Practice: what was read is kept, so that nobody uploads a file twice; whoever looks next is told why.
 */

import type { MappingKind } from "~/rules/caseload/mapping";
import { importMachine } from "~/rules/caseload/states";
import type { DateOrder } from "~/rules/imports/date-order";
import type { Stamp } from "../core/events.server";
import type { Tx } from "../core/open.server";
import { mustChange } from "../core/versions.server";

const { compare } = importMachine.moves;

/** Hands a staged import to `owner` to be compared again. Throws Conflict when it was changed. */
export async function compareAgain(
  tx: Tx,
  stamp: Stamp,
  { importId, version, order }: { importId: string; version: number; order?: DateOrder },
  owner: string,
): Promise<void> {
  const result = await tx
    .updateTable("caseload_import")
    .set({ state: compare.to, owner, beat_at: stamp.systemAt, done: 0, total: null, problem: "" })
    .set({ version: version + 1, ...(order ? { date_order: order } : {}) })
    .where("id", "=", importId)
    .where("state", "=", "staged")
    .where("version", "=", version)
    .executeTakeFirst();
  mustChange(`import:${importId}`, result);
}

const caseloadChanged =
  "Look again before you confirm: the caseload has changed, so this file was compared with it once more";

/** After what files are set against has changed, those that wait are compared again. */
export async function compareStagedAgain(
  tx: Tx,
  {
    problem = caseloadChanged,
    except = "",
    naming,
  }: {
    problem?: string;
    /** The import that made the change. */
    except?: string;
    /** Only the files with this name, as its key. */
    naming?: { kind: MappingKind; key: string };
  },
): Promise<void> {
  let waiting = tx
    .updateTable("caseload_import")
    .set((eb) => ({
      state: compare.to,
      owner: null,
      beat_at: null,
      done: 0,
      problem,
      version: eb("version", "+", 1),
    }))
    .where("state", "in", ["staged", "comparing", "confirming"])
    .where("id", "!=", except);
  if (naming) {
    waiting = waiting.where("id", "in", (eb) =>
      eb
        .selectFrom("caseload_import_name")
        .select("import_id")
        .where("kind", "=", naming.kind)
        .where("key", "=", naming.key),
    );
  }
  await waiting.execute();
}
