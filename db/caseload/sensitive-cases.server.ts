/**
 * Owns marking a case as sensitive, so that no draw takes it unless it is told to.
 * Practice: a person says so by name and says why; an import neither sets the mark nor clears it.
 */
import { flag } from "../core/columns";
import { appendEvent, type Stamp } from "../core/events.server";
import type { Tx } from "../core/open.server";
import { mustChange } from "../core/versions.server";

/** Sets or clears the mark. Throws Conflict when it stands so already. */
export async function saveSensitive(
  tx: Tx,
  stamp: Stamp,
  mark: { caseId: string; sensitive: boolean; reason: string },
): Promise<void> {
  const { caseId, sensitive, reason } = mark;
  const stream = `case:${caseId}` as const;
  mustChange(
    stream,
    await tx
      .updateTable("case_record")
      .set({ sensitive: flag(sensitive) })
      .where("id", "=", caseId)
      .where("sensitive", "=", flag(!sensitive))
      .executeTakeFirst(),
  );
  await appendEvent(tx, stamp, {
    stream,
    kind: sensitive ? "case.marked-sensitive" : "case.no-longer-sensitive",
    before: { sensitive: !sensitive },
    after: { sensitive, reason },
  });
}
