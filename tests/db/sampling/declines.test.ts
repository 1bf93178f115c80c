import { expect, it } from "vitest";
import { conflictsBetween } from "~/rules/independence/conflicts";
import { proposeAuditors } from "~/rules/sampling/core-allocation";
import { listEvents } from "~db/core/events.server";
import { transact } from "~db/core/open.server";
import { Conflict } from "~db/core/versions.server";
import { findInterests, listInterests } from "~db/independence/interests.server";
import { findAllocation, saveAuditors } from "~db/operations/sampling/allocation.server";
import { addDecline, listDeclines } from "~db/operations/sampling/declines.server";
import { listOwnLoads, listYearLoads } from "~db/sampling/loads.server";
import { describeDatabases } from "../../support/databases";
import { makeWorld, type World } from "../../support/world";

const today = "2024-04-15";

const decline = (
  world: World,
  audit: { id: string; case_id: string; auditor_id: string | null },
  more: { reason?: "conflict" | "capacity"; version?: number } = {},
) =>
  transact(world.db, (tx) =>
    addDecline(tx, world.stampOf(world.people.auditor), {
      audit: {
        id: audit.id,
        exerciseId: world.exercise.id,
        caseId: audit.case_id,
        auditorId: audit.auditor_id,
        state: "allocated",
        version: more.version ?? 1,
      },
      reason: more.reason ?? "conflict",
      note: "A neighbour of mine",
      tell: { personId: world.people.qaLead.id, link: `/exercises/${world.exercise.id}` },
    }),
  );

const takePart = (world: World, expected = 3) =>
  world.db
    .insertInto("exercise_member")
    .values(
      [world.people.auditor, world.people.otherAuditor].map(({ id }) => ({
        exercise_id: world.exercise.id,
        person_id: id,
        part: "auditor" as const,
        role_text: "",
        expected,
        maximum: 4,
      })),
    )
    .execute();

describeDatabases("Audits declined", (makeDb) => {
  it("takes the audit off the list, keeps what was written and why, and tells the lead", async () => {
    const world = await makeWorld(await makeDb());
    const audit = await world.addAudit({
      state: "started",
      override_reason: "Nobody else",
      override_rules: '["own-team"]',
    });
    await world.addAnswers(audit.id, { "areas.assessment.reason": "As far as I came" });
    const id = await decline(world, audit);
    const row = await world.db
      .selectFrom("audit")
      .select(["auditor_id", "override_reason", "override_rules", "state", "version"])
      .where("id", "=", audit.id)
      .executeTakeFirstOrThrow();
    expect(row).toEqual({
      auditor_id: null,
      override_reason: null,
      override_rules: null,
      state: "started",
      version: 2,
    });
    expect(await world.db.selectFrom("answer").select("value").execute()).toEqual([
      { value: "As far as I came" },
    ]);
    const [event] = await listEvents(world.db, `audit:${audit.id}`);
    expect(event).toMatchObject({
      kind: "audit.declined",
      after: { code: "conflict", reason: "A neighbour of mine" },
    });
    const messages = await world.db.selectFrom("outbox").selectAll().execute();
    expect(messages).toMatchObject([
      { person_id: world.people.qaLead.id, key: `audit-declined:${id}` },
    ]);
    expect(JSON.stringify(messages)).not.toMatch(/neighbour|DB-1/);
    expect(await listDeclines(world.db, world.exercise.id)).toMatchObject([
      { auditId: audit.id, personName: "Alex Morley", reason: "conflict", waiting: true },
    ]);
    await expect(decline(world, audit)).rejects.toThrow(Conflict);
    expect(await listDeclines(world.db, world.exercise.id)).toHaveLength(1);
  });

  it("counts a team that someone manages as their own, whatever team they sit in", async () => {
    const world = await makeWorld(await makeDb());
    const { auditor, otherAuditor } = world.people;
    const { willow, care } = world.teams;
    // Covers for the manager of Willow, beside the work in Rowan.
    await world.db
      .insertInto("role_grant")
      .values({
        id: "covers",
        person_id: auditor.id,
        role: "team-manager",
        reach: "team",
        team_id: willow.id,
      })
      .execute();
    const there = await world.addCase({ team_id: willow.id });
    const elsewhere = await world.addCase({ team_id: care.id });
    const interests = new Map(
      await Promise.all(
        [there, elsewhere].map(
          async ({ id, team_id: teamId }) =>
            [id, await findInterests(world.db, { caseId: id, teamId })] as const,
        ),
      ),
    );
    const kinds = (personId: string, of: { id: string }) =>
      conflictsBetween(
        { id: personId, teamId: world.teams.rowan.id, managerId: null },
        interests.get(of.id) ?? { teamIds: [], line: [], holdings: [] },
        "2024-04-15",
      ).map(({ kind }) => kind);
    expect(kinds(auditor.id, there)).toEqual(["line"]);
    expect(kinds(auditor.id, elsewhere)).toEqual([]);
    expect(kinds(otherAuditor.id, there)).toEqual([]);
  });

  it("remembers a declared conflict for the child and for brothers and sisters, and no one else", async () => {
    const world = await makeWorld(await makeDb());
    const child = await world.addCase({ family_reference: "F-1" });
    const sister = await world.addCase({ family_reference: "0f- 1" });
    const blank = await world.addCase({ family_reference: "" });
    const otherBlank = await world.addCase({ family_reference: "" });
    const other = await world.addCase({ family_reference: "F-2" });
    const busy = await world.addCase();
    await decline(world, await world.addAudit({ case_id: child.id }));
    await decline(world, await world.addAudit({ case_id: child.id }));
    await decline(world, await world.addAudit({ case_id: blank.id }));
    await decline(world, await world.addAudit({ case_id: busy.id }), { reason: "capacity" });
    const ids = [child, sister, blank, otherBlank, other, busy].map(({ id }) => id);
    const cases = ids.map((id) => ({ key: id, caseId: id, teamId: null }));
    const interests = await listInterests(world.db, cases);
    const declared = ids.map((id) =>
      (interests.get(id)?.holdings ?? [])
        .filter(({ relation }) => relation === "declared")
        .map(({ personId }) => personId === world.people.auditor.id),
    );
    expect(declared).toEqual([[true], [true], [true], [], [], []]);
  });

  it("never proposes the pair again, in this cycle or the next", async () => {
    const world = await makeWorld(await makeDb());
    await takePart(world);
    const audit = await world.addAudit();
    await decline(world, audit);
    const again = await world.addAudit({ case_id: audit.case_id, auditor_id: null });
    const { audits, auditors } = await findAllocation(world.db, world.exercise.id);
    const { assigned } = proposeAuditors({ audits, auditors, on: today });
    expect(assigned.map(({ caseId }) => caseId).sort()).toEqual([audit.id, again.id].sort());
    expect(new Set(assigned.map(({ auditorId }) => auditorId))).toEqual(
      new Set([world.people.otherAuditor.id]),
    );
    const alone = auditors.filter(({ id }) => id === world.people.auditor.id);
    const left = proposeAuditors({ audits, auditors: alone, on: today });
    expect(left.assigned).toEqual([]);
    expect(left.unassigned.map(({ because }) => because)).toEqual(["conflicts", "conflicts"]);
  });

  it("leaves out whoever declined for any reason, where that is asked", async () => {
    const world = await makeWorld(await makeDb());
    await takePart(world);
    const audit = await world.addAudit();
    await decline(world, audit, { reason: "capacity" });
    const declined = (await listDeclines(world.db, world.exercise.id)).map((one) => ({
      auditorId: one.personId,
      auditId: one.auditId,
    }));
    const { audits, auditors } = await findAllocation(world.db, world.exercise.id);
    const { assigned } = proposeAuditors({ audits, auditors, declined, on: today });
    expect(assigned).toEqual([{ caseId: audit.id, auditorId: world.people.otherAuditor.id }]);
    const [found] = audits;
    if (!found) throw new Error("The audit is gone");
    await transact(world.db, (tx) =>
      saveAuditors(
        tx,
        world.stampOf(world.people.qaLead),
        world.exercise.id,
        [{ audit: found, auditorId: world.people.otherAuditor.id, overrideReason: null }],
        "Alex has no time",
      ),
    );
    expect(await listDeclines(world.db, world.exercise.id)).toMatchObject([{ waiting: false }]);
  });
});

describeDatabases("Loads", (makeDb) => {
  it("counts what each auditor has, expected and submitted, in a cycle and its year", async () => {
    const world = await makeWorld(await makeDb());
    const { auditor, otherAuditor } = world.people;
    await takePart(world);
    const member = (exercise_id: string, expected: number) =>
      world.db
        .insertInto("exercise_member")
        .values({
          exercise_id,
          person_id: auditor.id,
          part: "auditor",
          role_text: "",
          expected,
          maximum: 9,
        })
        .execute();
    const cycles = {
      january: await world.addExercise({ month: "2024-01", state: "closed" }),
      lastYear: await world.addExercise({ month: "2023-12", state: "closed" }),
      called: await world.addExercise({ month: "2024-02", state: "cancelled" }),
      later: await world.addExercise({ month: "2024-04", state: "closed" }),
      sample: await world.addExercise({ month: "2024-02", state: "closed", kind: "thematic" }),
      reAudit: await world.addExercise({ month: "2024-05", size: 1 }),
    };
    for (const { id } of Object.values(cycles)) {
      await member(id, 5);
      await world.addAudit({ exercise_id: id });
    }
    await world.addAudit({ state: "submitted", submitted_at: "2024-04-01T09:00:00.000Z" });
    await world.addAudit({ state: "started" });
    await world.addAudit({ state: "withdrawn" });
    await world.addAudit({ auditor_id: null });
    expect(await listOwnLoads(world.db, auditor.id)).toEqual([
      {
        exerciseId: world.exercise.id,
        title: world.exercise.title,
        month: "2024-03",
        expected: 3,
        maximum: 4,
        load: 2,
        submitted: 1,
      },
    ]);
    const year = await listYearLoads(world.db, world.exercise);
    expect(year.get(auditor.id)).toEqual({ expected: 8, load: 3 });
    expect(year.get(otherAuditor.id)).toEqual({ expected: 3, load: 0 });
  });
});
