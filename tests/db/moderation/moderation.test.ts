import { expect, it } from "vitest";
import { transact } from "~db/core/open.server";
import { Conflict } from "~db/core/versions.server";
import { listModerationsFor, listUnreadFeedback } from "~db/moderation/lists.server";
import { findModeratedAudit } from "~db/moderation/moderations.server";
import { recordDecision } from "~db/operations/moderation/decision.server";
import { saveCommitment } from "~db/operations/moderation/grading.server";
import { selectNow } from "~db/operations/moderation/moderation.server";
import { addToTallies, unscopedTallyDifferences } from "~db/reports/tallies.server";
import { describeDatabases } from "../../support/databases";
import { addSelected, addSubmitted } from "../../support/moderated";
import { decideByTwo, finalWith } from "../../support/panel";
import { makeWorld, type World, type WorldPerson } from "../../support/world";

const grading = {
  areas: {
    contact: { judgement: "good" as const, reason: "A" },
    assessment: { judgement: "good" as const, reason: "B" },
    plo: { judgement: "good" as const, reason: "C" },
  },
  overall: { grade: "good" as const, reason: "D" },
};

async function subjectOf(world: World, auditId: string) {
  const found = await findModeratedAudit(world.db, auditId);
  if (!found) throw new Error("This audit is not moderated");
  return found;
}

async function commit(world: World, auditId: string, grade: "good" | "outstanding" = "good") {
  const subject = await subjectOf(world, auditId);
  await transact(world.db, (tx) =>
    saveCommitment(tx, world.stampOf(world.people.moderator), subject, {
      version: subject.moderation.version,
      changes: 0,
      grading: {
        areas: Object.fromEntries(
          Object.entries(grading.areas).map(([area, one]) => [area, { ...one, judgement: grade }]),
        ),
        overall: { ...grading.overall, grade },
      },
      quality: {},
    }),
  );
}

const good = finalWith("good", grading.areas, { outcome: "upgraded" });

describeDatabases("moderation as stored", (makeDb) => {
  it("keeps three judgements apart through return, second round and decision", async () => {
    const world = await makeWorld(await makeDb());
    const { moderator, auditor } = world.people;
    const audit = await addSelected(world, moderator);
    await commit(world, audit.id);
    const both = [world.stampOf(world.people.qaLead), world.stampOf(moderator)] as const;
    await decideByTwo(world.db, both, audit.id, {
      kind: "returned",
      outcome: "returned",
      quality: {},
      feedback: "",
      themes: [],
      whatToMend: "Hear the father",
      dueOn: "2024-04-24",
    });
    expect(await listModerationsFor(world.db, moderator.id)).toEqual([]);
    expect(await listUnreadFeedback(world.db, auditor.id)).toMatchObject([
      { auditId: audit.id, outcome: "returned" },
    ]);

    await transact(world.db, async (tx) => {
      const judged = await tx
        .selectFrom("judgement")
        .selectAll()
        .where("audit_id", "=", audit.id)
        .where("source", "=", "auditor")
        .execute();
      await tx
        .insertInto("judgement")
        .values(judged.map((row) => ({ ...row, round: 2, judgement: "outstanding" })))
        .execute();
      await tx.updateTable("audit").set({ state: "selected" }).where("id", "=", audit.id).execute();
      await selectNow(tx, world.stampOf(auditor), world.exercise.id);
    });
    const second = await subjectOf(world, audit.id);
    expect(second.moderation).toMatchObject({
      round: 2,
      state: "selected",
      moderatorId: moderator.id,
      committedAt: null,
    });
    expect(second.access.blind).toEqual([moderator.id]);
    expect(await listModerationsFor(world.db, moderator.id)).toMatchObject([{ round: 2 }]);

    await commit(world, audit.id, "outstanding");
    await decideByTwo(world.db, both, audit.id, good);
    const kept = await world.db
      .selectFrom("judgement")
      .select(["source", "round"])
      .where("audit_id", "=", audit.id)
      .where("area", "=", "overall")
      .orderBy("round")
      .orderBy("source")
      .execute();
    expect(kept.map((row) => `${row.source} ${row.round}`)).toEqual([
      "auditor 1",
      "moderator 1",
      "auditor 2",
      "final 2",
      "moderator 2",
    ]);
    expect(await unscopedTallyDifferences(world.db)).toEqual([]);
    const tallied = await world.db
      .selectFrom("tally")
      .select(["basis", "area", "judgement", "count"])
      .orderBy("basis")
      .orderBy("area")
      .execute();
    // What each first graded, however often it was returned; one count a basis and area.
    const each = (basis: string, [assessment, contact, overall, plo]: string[]) =>
      Object.entries({ assessment, contact, overall, plo }).map(([area, judgement]) => ({
        ...{ basis, area, judgement },
        count: 1,
      }));
    expect(tallied).toEqual([
      ...each("auditor", ["inadequate", "good", "requires-improvement", "good"]),
      ...each("final", ["good", "good", "good", "good"]),
      ...each("moderator", ["good", "good", "good", "good"]),
    ]);
  });

  it("records one of two decisions recorded at once, and nothing of the other", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people } = world;
    const audit = await addSelected(world, people.moderator);
    await commit(world, audit.id);
    const subject = await subjectOf(world, audit.id);
    const { version } = subject.moderation;
    const record = (person: WorldPerson) =>
      transact(db, (tx) =>
        recordDecision(tx, world.stampOf(person), subject, {
          version,
          next: "recorded",
          decision: good,
          present: [],
        }),
      );
    const answers = await Promise.allSettled([record(people.qaLead), record(people.moderator)]);
    const refused = answers.filter((one) => one.status === "rejected");
    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toBeInstanceOf(Conflict);
    expect(await db.selectFrom("decision_part").selectAll().execute()).toHaveLength(1);
    expect(await db.selectFrom("tally").selectAll().execute()).toEqual([]);
  });

  it("adds to tallies that are there, and finds the one that is wrong", async () => {
    const world = await makeWorld(await makeDb());
    const audits = [];
    for (let n = 0; n < 3; n += 1) {
      const audit = await addSubmitted(world, { state: "final" });
      const rows = await world.db
        .selectFrom("judgement")
        .selectAll()
        .where("audit_id", "=", audit.id)
        .execute();
      await world.db
        .insertInto("judgement")
        .values(rows.map((row) => ({ ...row, source: "final" as const })))
        .execute();
      audits.push(audit.id);
    }
    expect((await unscopedTallyDifferences(world.db)).map((one) => one.counted)).toEqual(
      Array.from({ length: 8 }, () => 3),
    );
    for (const id of audits) await transact(world.db, (tx) => addToTallies(tx, [id]));
    expect(await unscopedTallyDifferences(world.db)).toEqual([]);
    await world.db.updateTable("tally").set({ count: 4 }).where("area", "=", "plo").execute();
    expect(await unscopedTallyDifferences(world.db)).toMatchObject([
      { basis: "auditor", area: "plo", judgement: "good", kept: 4, counted: 3 },
      { basis: "final", area: "plo", judgement: "good", kept: 4, counted: 3 },
    ]);
  });

  it("shows a moderator nothing of others, and nobody a withdrawn audit", async () => {
    const world = await makeWorld(await makeDb());
    const other = await world.addPerson("Olu Other", "moderator");
    const audit = await addSelected(world, world.people.moderator);
    expect(await listModerationsFor(world.db, other.id)).toEqual([]);
    expect(await listModerationsFor(world.db, world.people.moderator.id)).toHaveLength(1);
    await world.db
      .updateTable("audit")
      .set({ state: "withdrawn" })
      .where("id", "=", audit.id)
      .execute();
    expect(await listModerationsFor(world.db, world.people.moderator.id)).toEqual([]);
    expect(await findModeratedAudit(world.db, audit.id)).toBeNull();
  });
});
