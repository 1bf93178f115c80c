import { expect, it } from "vitest";
import { findActor } from "~db/access/people.server";
import { findAudit, openAudit } from "~db/audits/audits.server";
import { newId } from "~db/core/ids.server";
import { transact } from "~db/core/open.server";
import { declareConflict } from "~db/independence/declared-conflicts.server";
import { submitAudit } from "~db/operations/audits/submission.server";
import { gatherAttention } from "~db/overviews/attention/attention.server";
import { describeDatabases } from "../../support/databases";
import { addSelected, voicesHeard } from "../../support/moderated";
import { makeWorld, type World, type WorldPerson } from "../../support/world";

const today = "2024-04-15";

/** Submits it as its auditor, who has corrected it. */
async function submitAgain(world: World, auditId: string): Promise<void> {
  const stamp = world.stampOf(world.people.auditor);
  const audit = await findAudit(world.db, auditId);
  const submitted = await transact(world.db, async (tx) => {
    const locked = await openAudit(tx, stamp, auditId);
    return audit && locked && submitAudit(tx, stamp, audit, locked, world.tool);
  });
  expect(submitted).toEqual({ ok: true });
}

describeDatabases("an audit that comes back corrected", (makeDb) => {
  /** Whoever has its second round, after `meanwhile` happened to its moderator. */
  async function whoHas(meanwhile: (world: World, moderator: WorldPerson) => Promise<unknown>) {
    const world = await makeWorld(await makeDb());
    const { moderator, qaLead } = world.people;
    const other = await world.addPerson("Nell Archer", "moderator");
    await world.db
      .insertInto("exercise_member")
      .values({
        ...{ exercise_id: world.exercise.id, person_id: other.id, part: "moderator" },
        ...{ role_text: "", expected: 2, maximum: 5 },
      })
      .execute();
    const audit = await addSelected(world, moderator, {
      grades: { assessment: "good", overall: "good" },
    });
    await world.db
      .updateTable("moderation")
      .set({ state: "returned", committed_at: "2024-04-12T10:00:00.000Z" })
      .execute();
    await world.addAnswers(audit.id, voicesHeard);
    const sentBack = { state: "returned", round: 2 };
    await world.db.updateTable("audit").set(sentBack).where("id", "=", audit.id).execute();
    await meanwhile(world, moderator);
    await submitAgain(world, audit.id);
    const row = await world.db
      .selectFrom("moderation")
      .select("moderator_id")
      .where("audit_id", "=", audit.id)
      .where("round", "=", 2)
      .executeTakeFirstOrThrow();
    const lead = await findActor(world.db, qaLead.id, today);
    if (!lead) throw new Error("The lead is there");
    const waits = await gatherAttention(world.db, lead, { exerciseId: null, today });
    const isLeads = waits.some(({ title }) => title.startsWith("Find a moderator"));
    return {
      moderator: row.moderator_id === moderator.id,
      nobody: row.moderator_id === null,
      isLeads,
    };
  }
  const same = { moderator: true, nobody: false, isLeads: false };
  const leads = { moderator: false, nobody: true, isLeads: true };

  it("goes to the same moderator", async () => {
    expect(await whoHas(async () => {})).toEqual(same);
  });

  it.each([
    [
      "has left",
      ({ db }: World, { id }: WorldPerson) =>
        db.updateTable("person").set({ active: 0 }).where("id", "=", id).execute(),
    ],
    [
      "moderates no more",
      ({ db }: World, { id }: WorldPerson) =>
        db.deleteFrom("role_grant").where("person_id", "=", id).execute(),
    ],
    [
      "is away",
      ({ db, people }: World, { id }: WorldPerson) =>
        db
          .insertInto("deputy")
          .values({
            ...{ id: newId(), person_id: id, deputy_id: people.qaLead.id, named_by: id },
            ...{ from_on: "2024-04-10", to_on: "2024-04-20", named_at: "2024-04-10T08:00:00.000Z" },
          })
          .execute(),
    ],
    [
      "has a conflict of interest by then",
      (world: World, moderator: WorldPerson) =>
        transact(world.db, (tx) =>
          declareConflict(tx, world.stampOf(moderator), {
            ...{ id: newId(), personId: moderator.id, caseId: null, note: "Related" },
            workerId: world.people.worker.id,
          }),
        ),
    ],
  ])("goes to the lead, and to nobody by itself, where that one %s", async (_, meanwhile) => {
    expect(await whoHas(meanwhile)).toEqual(leads);
  });
});
