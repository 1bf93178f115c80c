/**
 * Owns confirming a staff list: people added with their managers, and roles given or proposed, all
 * of it at once.
 * Practice: what waits for a second person waits as one bundle, for one confirmation.
 */

import type { Grant } from "~/rules/access/people";
import { manages } from "~/rules/independence/line-of-management";
import { grantWaits, opensSomething } from "~/rules/people/access-changes";
import { staffImportMachine } from "~/rules/people/staff-import";
import type { StaffPlanLine } from "~/rules/people/staff-lines";
import { holdStaffList, personValues } from "../../access/people.server";
import { analyseSoon } from "../../core/analysed.server";
import { appendEvent, appendEvents, type Stamp, type StampedEvent } from "../../core/events.server";
import { newId } from "../../core/ids.server";
import type { Tx } from "../../core/open.server";
import { Conflict, mustChange } from "../../core/versions.server";
import { noticeConflicts } from "../../independence/independence.server";
import { type Proposal, proposeAccess } from "../../people/access-changes.server";
import { inviteToChoosePassword } from "../../people/password-links.server";
import { fillIn, managerOf } from "../../people/staff-filling.server";
import { planStaffImport, type StaffImport } from "../../people/staff-imports.server";
import { findGivingFacts, type GivingFacts, giveOrKeep } from "./access-giving.server";

type ByPerson = Stamp & { actorId: string };
const atOnce = 200;

export type StaffConfirmed = { added: number; proposed: number; invited: number };

/**
 * Does what the preview showed. Conflict when the file was confirmed meanwhile, or when it would do
 * something else by now: `fingerprint` is the preview's.
 */
export async function confirmStaffImport(
  tx: Tx,
  stamp: ByPerson,
  { id, version }: Pick<StaffImport, "id" | "version">,
  { fingerprint, invite }: { fingerprint: string; invite: boolean },
): Promise<StaffConfirmed> {
  const stream = `staff-import:${id}` as const;
  const { confirm } = staffImportMachine.moves;
  const bundleId = newId();
  await holdStaffList(tx);
  mustChange(
    stream,
    await tx
      .updateTable("staff_import")
      .set({ state: confirm.to, confirmed_at: stamp.at, bundle_id: bundleId })
      .set({ version: version + 1 })
      .where("id", "=", id)
      .where("version", "=", version)
      .where("state", "in", confirm.from)
      .executeTakeFirst(),
  );
  const plan = await planStaffImport(tx, id, stamp.actorId);
  if (plan.fingerprint !== fingerprint) throw new Conflict(stream);
  const facts = await findGivingFacts(tx, stamp.actorId);
  const added = plan.lines.filter(({ outcome }) => outcome === "add");
  const here = new Map(
    plan.lines.flatMap(({ line, personId }) => (personId ? [[line, personId] as const] : [])),
  );
  const ids = await addStaff(tx, stamp, added, here);
  const filled = plan.lines.filter(({ outcome }) => outcome === "fill");
  for (const line of filled) await fillIn(tx, stamp, line, new Map([...here, ...ids]));
  if (filled.length > 0) await noticeConflicts(tx, stamp, "people-changed");
  const proposals = [
    ...(await giveNewcomers(tx, stamp, added, ids, facts)),
    ...(await giveOthers(tx, stamp, plan.lines, facts)),
  ];
  if (proposals.length > 0) await proposeAccess(tx, stamp, proposals, bundleId);
  for (const { line, outcome, personId, grants } of plan.lines) {
    await tx
      .updateTable("staff_import_row")
      .set({ outcome, person_id: ids.get(line) ?? personId, grants: JSON.stringify(grants) })
      .where("import_id", "=", id)
      .where("line", "=", line)
      .execute();
  }
  const newHere = [...ids.values(), ...filled.flatMap(({ personId }) => personId ?? [])];
  const invited = invite ? await inviteToChoosePassword(tx, stamp, newHere) : [];
  await appendEvent(tx, stamp, {
    stream,
    kind: "staff-import.confirmed",
    after: { added: added.length, proposed: proposals.length },
  });
  await analyseSoon(tx);
  return { added: added.length, proposed: proposals.length, invited: invited.length };
}

/** Adds the people, first without and then with their managers, who may stand on a later line. */
async function addStaff(
  tx: Tx,
  stamp: Stamp,
  lines: readonly StaffPlanLine[],
  here: ReadonlyMap<number, string>,
): Promise<Map<number, string>> {
  const ids = new Map(lines.map(({ line }) => [line, newId()]));
  const everyone = new Map([...here, ...ids]);
  const people = lines.map((line) => ({
    id: ids.get(line.line) ?? "",
    managerId: managerOf(line, everyone),
    facts: {
      name: line.name,
      email: line.email,
      staffNumber: line.staffNumber,
      jobTitle: line.jobTitle,
      teamId: line.teamId,
      managerId: null,
    },
  }));
  for (let from = 0; from < people.length; from += atOnce) {
    await tx
      .insertInto("person")
      .values(
        people
          .slice(from, from + atOnce)
          .map(({ id, facts }) => ({ id, active: 1 as const, ...personValues(facts) })),
      )
      .execute();
  }
  for (const managerId of new Set(people.map((person) => person.managerId))) {
    if (managerId === null) continue;
    const theirs = people.filter((person) => person.managerId === managerId);
    await tx
      .updateTable("person")
      .set({ manager_id: managerId })
      .where(
        "id",
        "in",
        theirs.map(({ id }) => id),
      )
      .execute();
  }
  await appendEvents(
    tx,
    people.map(({ id, facts, managerId }) => ({
      stamp,
      event: { stream: `person:${id}`, kind: "person.added", after: { ...facts, managerId } },
    })),
  );
  return ids;
}

/** Gives new people what needs nobody else; answers what is to be proposed. */
async function giveNewcomers(
  tx: Tx,
  stamp: Stamp,
  lines: readonly StaffPlanLine[],
  ids: ReadonlyMap<number, string>,
  facts: GivingFacts,
): Promise<Proposal[]> {
  const proposals: Proposal[] = [];
  const given: { personId: string; grant: Grant }[] = [];
  for (const { line, grants } of lines) {
    const personId = ids.get(line) ?? "";
    const held: Grant[] = [];
    for (const grant of grants) {
      if (grantWaits(held, grant, facts)) {
        proposals.push({ personId, what: { kind: "grant", grant } });
      } else {
        held.push(grant);
        given.push({ personId, grant });
      }
    }
  }
  for (let from = 0; from < given.length; from += atOnce) {
    await tx
      .insertInto("role_grant")
      .values(
        given.slice(from, from + atOnce).map(({ personId, grant }) => ({
          id: newId(),
          person_id: personId,
          role: grant.role,
          reach: grant.reach,
          service_id: grant.reach === "service" ? grant.serviceId : null,
          team_id: grant.reach === "team" ? grant.teamId : null,
        })),
      )
      .execute();
  }
  // No message: they have no account yet, and the invitation is what tells them.
  await appendEvents(
    tx,
    given.map(({ personId, grant }): StampedEvent => {
      const alone = facts.alone && opensSomething(grant.role);
      const after = { ...grant, ...(alone ? { alone } : {}) };
      return { stamp, event: { stream: `person:${personId}`, kind: "person.role-given", after } };
    }),
  );
  // Someone's manager may come into a line with them.
  if (given.some(({ grant }) => manages(grant.role))) {
    await noticeConflicts(tx, stamp, "people-changed");
  }
  return proposals;
}

/** Gives those who were here already what they lack; answers what is to be proposed. */
async function giveOthers(
  tx: Tx,
  stamp: ByPerson,
  lines: readonly StaffPlanLine[],
  facts: GivingFacts,
): Promise<Proposal[]> {
  const proposals: Proposal[] = [];
  for (const { outcome, personId, grants } of lines) {
    if ((outcome !== "roles" && outcome !== "fill") || personId === null) continue;
    for (const grant of grants) {
      const one = await giveOrKeep(tx, stamp, personId, grant, facts);
      if (typeof one !== "string") proposals.push(one);
    }
  }
  return proposals;
}
