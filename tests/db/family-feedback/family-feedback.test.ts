import { expect, it } from "vitest";
import {
  feedbackBlocks,
  readCycleFeedback,
} from "~/overviews/family-feedback/cycle-feedback.server";
import { readCycleReport } from "~/overviews/reports/cycle-report.server";
import { cycleReportOf } from "~/overviews/reports/cycle-report-blocks";
import type { Actor } from "~/rules/access/people";
import { findActor } from "~db/access/people.server";
import { transact } from "~db/core/open.server";
import { Conflict } from "~db/core/versions.server";
import { findExercise } from "~db/exercises/exercises.server";
import { findByCode, takeAnswers } from "~db/family-feedback/answers.server";
import { listInvitationsOf, markAsked, planFeedback } from "~db/family-feedback/invitations.server";
import { describeDatabases, type MakeDb } from "../../support/databases";
import { makeWorld } from "../../support/world";

const today = "2024-04-15";

async function asked(makeDb: MakeDb, count = 1) {
  const world = await makeWorld(await makeDb());
  const { db, people, exercise } = world;
  const audits: { id: string }[] = [];
  for (let n = 0; n < count; n += 1)
    audits.push(
      await world.addAudit({ state: "submitted", submitted_at: "2024-04-10T10:00:00.000Z" }),
    );
  const stamp = { ...world.stampOf(people.qaLead), actorId: people.qaLead.id };
  await transact(db, (tx) =>
    planFeedback(tx, stamp, {
      ...{ exerciseId: exercise.id, auditIds: audits.map(({ id }) => id), for: "child", number: 1 },
      ...{ formVersionId: "feedback-form-children-1", way: "link", notAsked: null },
      ...{ callerId: people.otherAuditor.id, answersBy: "2024-05-10" },
    }),
  );
  const invitations = await listInvitationsOf(db, exercise.id);
  for (const [n, one] of invitations.entries())
    await transact(db, (tx) =>
      markAsked(tx, stamp, one, { version: 1, codeDigest: `digest ${n}` }),
    );
  return { ...world, stamp, audits, invitations };
}

const answers = (text: string) => ({
  chosen: { q1: "happy" as const },
  words: { q5: text },
  forWorker: false,
});

describeDatabases("Feedback of a family", (makeDb) => {
  it("is taken once, of two that use a code at the same moment", async () => {
    const { db, stamp, invitations } = await asked(makeDb);
    const [one] = invitations;
    if (!one) throw new Error("Nobody was asked");
    const by = { ...stamp, actorId: null };
    const codeDigest = "digest 0";
    const taken = await Promise.allSettled(
      ["First", "Second", "Third"].map((text) =>
        transact(db, (tx) =>
          takeAnswers(tx, by, one, answers(text), { entered: false, codeDigest }),
        ),
      ),
    );
    const failed = taken.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
    expect(failed).toHaveLength(2);
    for (const reason of failed) expect(reason).toBeInstanceOf(Conflict);
    expect(await db.selectFrom("feedback_answer").selectAll().execute()).toHaveLength(1);
    expect(await db.selectFrom("feedback_words").selectAll().execute()).toHaveLength(1);
    expect(await findByCode(db, codeDigest, today)).toBeNull();
  });

  it("keeps nothing about how anyone is reached", async () => {
    const { db } = await asked(makeDb);
    const kept = (await db.introspection.getTables())
      .filter(({ name }) => /^(feedback|you_said)/.test(name))
      .flatMap(({ columns }) => columns.map(({ name }) => name));
    expect(kept.length).toBeGreaterThan(40);
    expect(kept.filter((name) => /phone|mail|address|postcode|contact|name$/.test(name))).toEqual(
      [],
    );
  });

  it("stands in the cycle's report, and no figure of grades knows it", async () => {
    const { db, people, stamp, exercise, invitations } = await asked(makeDb, 6);
    const actor = (await findActor(db, people.leader.id, today)) as Actor;
    const read = async () => {
      const found = await findExercise(db, exercise.id);
      if (!found) throw new Error("There is no such exercise");
      const facts = await readCycleReport(db, found, actor, {
        now: new Date("2024-04-15T08:00:00.000Z"),
        today,
      });
      return { facts, report: cycleReportOf(facts) };
    };
    const before = await read();
    const { count: tallies } = await db
      .selectFrom("tally")
      .select((eb) => eb.fn.countAll().as("count"))
      .executeTakeFirstOrThrow();
    for (const [n, one] of invitations.slice(0, 5).entries())
      await transact(db, (tx) =>
        takeAnswers(tx, { ...stamp, actorId: null }, one, answers(`Words ${n}`), {
          entered: false,
          codeDigest: `digest ${n}`,
        }),
      );
    const after = await read();
    const { feedback: was, ...grades } = before.facts;
    const { feedback: is, ...same } = after.facts;
    expect(same).toEqual(grades);
    expect(after.report.data).toEqual(before.report.data);
    expect(
      await db
        .selectFrom("tally")
        .select((eb) => eb.fn.countAll().as("count"))
        .executeTakeFirstOrThrow(),
    ).toEqual({ count: tallies });
    expect([was.counts.answered, is.counts.answered]).toEqual([0, 5]);
    const section = after.report.blocks.find(
      (block) => block.kind === "section" && block.title === "What children and families said",
    );
    const said = JSON.stringify(section);
    // Five of six: a percentage, indicative only; and no word of anyone.
    expect(said).toContain("5 of 6 (83%), indicative only");
    expect(said).not.toContain("Words 0");
    const [first] = is.questions[0]?.tallies ?? [];
    expect(first?.counts.filter(({ count }) => count > 0)).toEqual([{ answer: "happy", count: 5 }]);
  });

  it("of a withdrawn audit counts in no figure that a subtraction tells apart", async () => {
    const { db, teams, exercise, audits, invitations } = await asked(makeDb, 7);
    const withdraw = (at: number, set: { team_id?: string } = {}) =>
      db
        .updateTable("audit")
        .set({ state: "withdrawn", ...set })
        .where("id", "=", audits[at]?.id ?? "")
        .execute();
    await withdraw(0, { team_id: teams.rowan.id });
    const read = () => readCycleFeedback(db, exercise.id);
    // One of seven is of a small team: no line of the others.
    expect([(await read()).counts.asked, (await read()).teams]).toEqual([7, []]);
    const toAsk = invitations.find((one) => one.auditId === audits[1]?.id);
    await db
      .updateTable("feedback_invitation")
      .set({ state: "to-ask", asked_at: null })
      .where("id", "=", toAsk?.id ?? "")
      .execute();
    expect((await read()).counts.toAsk).toBe(1);
    await withdraw(1);
    expect((await read()).counts.toAsk).toBe(0);
  });

  it("says nothing in a cycle that asked nobody", async () => {
    const world = await makeWorld(await makeDb());
    await world.addAudit({ state: "started" });
    expect(feedbackBlocks(await readCycleFeedback(world.db, world.exercise.id))).toEqual([]);
  });
});
