/**
 * Owns completing someone whom a caseload has named with what the staff list knows of them.
 * Practice: only what is empty is filled, and it stays when the list is undone.
 */
import type { StaffPlanLine } from "~/rules/people/staff-lines";
import { personValues } from "../access/people.server";
import { appendEvent, type Stamp } from "../core/events.server";
import type { Tx } from "../core/open.server";
import { mustChange } from "../core/versions.server";

/** Someone's manager: by the line of the same file, or who is here. `ids` are the lines' people. */
export const managerOf = (
  { manager }: StaffPlanLine,
  ids: ReadonlyMap<number, string>,
): string | null =>
  manager === null
    ? null
    : "personId" in manager
      ? manager.personId
      : (ids.get(manager.line) ?? null);

/** Gives someone whom a caseload named what the list knows of them and is empty here. */
export async function fillIn(
  tx: Tx,
  stamp: Stamp,
  line: StaffPlanLine,
  ids: ReadonlyMap<number, string>,
): Promise<void> {
  const id = line.personId ?? "";
  const row = await tx
    .selectFrom("person")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  const before = {
    email: row.email,
    staffNumber: row.staff_number,
    jobTitle: row.job_title,
    teamId: row.team_id,
    managerId: row.manager_id,
  };
  const after = {
    email: before.email ?? line.email,
    staffNumber: before.staffNumber ?? line.staffNumber,
    jobTitle: before.jobTitle || line.jobTitle,
    teamId: before.teamId ?? line.teamId,
    managerId: before.managerId ?? managerOf(line, ids),
  };
  const { name, active } = row;
  mustChange(
    `person:${id}`,
    await tx
      .updateTable("person")
      .set({ ...personValues({ ...after, name }), active })
      .set({ version: row.version + 1 })
      .where("id", "=", id)
      .where("version", "=", row.version)
      .executeTakeFirst(),
  );
  const changed = (Object.keys(after) as (keyof typeof after)[]).filter(
    (key) => after[key] !== before[key],
  );
  const only = (facts: typeof after) => Object.fromEntries(changed.map((key) => [key, facts[key]]));
  await appendEvent(tx, stamp, {
    stream: `person:${id}`,
    kind: "person.changed",
    before: only(before),
    after: only(after),
  });
}
