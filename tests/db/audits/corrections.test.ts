import { sql } from "kysely";
import { beforeAll, expect, it } from "vitest";
import type { AuditState } from "~/rules/audits/audits";
import { findActor } from "~db/access/people.server";
import { findAudit, openAudit } from "~db/audits/audits.server";
import {
  listCorrectionsToAnswer,
  listMadeFinalEarly,
  listWaiting,
} from "~db/audits/correction-lists.server";
import { columnsFor, dialectOf } from "~db/core/columns";
import { listDraft } from "~db/core/drafts.server";
import { transact } from "~db/core/open.server";
import { Conflict } from "~db/core/versions.server";
import { up } from "~db/migrations/0015-corrections";
import {
  answerCorrection,
  correctionDraft,
  listCorrections,
  saveCorrectionDraft,
  sendCorrection,
} from "~db/operations/audits/corrections.server";
import { finishEarly, finishWhatIsDue } from "~db/operations/audits/finality.server";
import { submitAudit } from "~db/operations/audits/submission.server";
import { closeModeration } from "~db/operations/exercises/closing.server";
import { gatherAttention } from "~db/overviews/attention/attention.server";
import { unscopedTallyDifferences } from "~db/reports/tallies.server";
import { describeDatabases } from "../../support/databases";
import { addSubmitted } from "../../support/moderated";
import { addDecided, correctionsUntil, moderatedAudit } from "../../support/panel";
import { completeAnswers } from "../../support/small-tool";
import { makeWorld, type World, type WorldPerson } from "../../support/world";

const until = correctionsUntil;
/** On the last day of the window, and just after midnight in London, in summer time. */
const lastDay = "2024-04-22T22:59:00.000Z";
const nextDay = "2024-04-22T23:01:00.000Z";

describeDatabases("factual corrections", (makeDb) => {
  let world: World;
  beforeAll(async () => {
    world = await makeWorld(await makeDb());
  });

  const nobody = (at: string) => ({ actorId: null, at, systemAt: at });
  const stateOf = async (id: string) => (await findAudit(world.db, id))?.state as AuditState;
  const open = (id: string) =>
    world.db.updateTable("audit").set({ corrections_until: until }).where("id", "=", id).execute();
  const send = (id: string, text: string, by: WorldPerson = world.people.worker, at?: string) =>
    transact(world.db, (tx) => sendCorrection(tx, world.stampOf(by, at), { id, round: 1 }, text));
  const answer = async (
    id: string,
    text: string,
    given: "accepted" | "in-part" | "declined",
    by: WorldPerson = world.people.auditor,
    at?: string,
  ) => {
    const one = (await listCorrections(world.db, id)).find((found) => found.text === text);
    if (!one) throw new Error("No such correction");
    const words = { answer: given, words: `Answer to ${text}` };
    return transact(world.db, (tx) => answerCorrection(tx, world.stampOf(by, at), one, words));
  };
  const tally = async () =>
    (
      await world.db.selectFrom("tally").select("count").where("basis", "=", "final").execute()
    ).reduce((n, r) => n + r.count, 0);

  /** A selected audit with its window open, decided by two. */
  const decided = () => addDecided(world);

  it("opens a window of five working days at each submission, as the setting stood then", async () => {
    const { db, people, stampOf, tool } = world;
    const audit = await world.addAudit();
    const submit = async (at: string) => {
      const stamp = stampOf(people.auditor, at);
      await world.db.deleteFrom("answer").where("audit_id", "=", audit.id).execute();
      await transact(db, (tx) => openAudit(tx, stamp, audit.id));
      await world.addAnswers(audit.id, completeAnswers);
      await transact(db, async (tx) => {
        const locked = await openAudit(tx, stamp, audit.id);
        const found = await findAudit(tx, audit.id);
        if (!found || !locked) throw new Error("The audit is closed");
        expect(await submitAudit(tx, stamp, found, locked, tool)).toEqual({ ok: true });
      });
    };
    await submit("2024-04-15T09:00:00.000Z");
    expect((await findAudit(db, audit.id))?.correctionsUntil).toBe(until);
    await db
      .updateTable("audit")
      .set({ state: "returned", round: 2 })
      .where("id", "=", audit.id)
      .execute();
    await submit("2024-05-02T09:00:00.000Z");
    // The early May bank holiday is no working day.
    expect((await findAudit(db, audit.id))?.correctionsUntil).toBe("2024-05-10");
    await db.deleteFrom("moderation").where("audit_id", "=", audit.id).execute();
    await db.updateTable("audit").set({ state: "withdrawn" }).where("id", "=", audit.id).execute();
  });

  it("are each a record of their own, taken to the last minute of the last day, the same words once", async () => {
    const { db, people } = world;
    const audit = await addSubmitted(world);
    expect(await send(audit.id, "Too early")).toBeNull();
    await open(audit.id);
    const draft = { saveId: "visit-one.1", answers: [] };
    expect(
      await transact(db, (tx) =>
        saveCorrectionDraft(tx, world.stampOf(people.worker), audit.id, draft),
      ),
    ).toEqual({ written: [], contested: [] });
    expect(await send(audit.id, "Two visits")).toBe("sent");
    expect(await send(audit.id, "Two visits")).toBe("was-sent");
    expect(await send(audit.id, "Born in June", people.teamManager, lastDay)).toBe("sent");
    expect(await send(audit.id, "Late", people.worker, nextDay)).toBeNull();
    expect(await listCorrections(db, audit.id)).toMatchObject([
      { text: "Two visits", senderName: "Wren Castle", answer: null },
      { text: "Born in June", senderName: "Toni Vale", answer: null },
    ]);
    const waiting = await listCorrectionsToAnswer(db, people.auditor.id);
    expect(waiting.filter(({ auditId }) => auditId === audit.id)).toHaveLength(2);
    expect(await answer(audit.id, "Two visits", "in-part")).toMatchObject({ ok: true });
    // Answered once: a second answer changes nothing.
    expect(await answer(audit.id, "Two visits", "declined")).toMatchObject({ ok: false });
    expect((await listCorrections(db, audit.id))[0]).toMatchObject({
      answer: "in-part",
      words: "Answer to Two visits",
      answeredByName: "Alex Morley",
    });
    const told = await db
      .selectFrom("outbox")
      .select("person_id")
      .where("kind", "=", "correction-answered")
      .where("link", "like", `%${audit.id}%`)
      .execute();
    expect(told).toEqual([{ person_id: people.worker.id }]);
  });

  it("keep what the panel decided from being final until they are done", async () => {
    const { db } = world;
    const before = await tally();
    const audit = await decided();
    expect(await stateOf(audit.id)).toBe("settled");
    await send(audit.id, "Two visits");
    expect(await finishWhatIsDue(db, nobody(lastDay))).toBe(0);
    // The window has ended, and one is unanswered still.
    expect(await finishWhatIsDue(db, nobody(nextDay))).toBe(0);
    expect(await stateOf(audit.id)).toBe("settled");
    expect(await tally()).toBe(before);
    expect(await listWaiting(db, audit.exercise_id, "2024-04-23")).toMatchObject([
      { id: audit.id, wait: { until: null, unanswered: 1 } },
    ]);
    expect(await answer(audit.id, "Two visits", "declined", world.people.auditor, nextDay)).toEqual(
      {
        ok: true,
        final: true,
        again: false,
      },
    );
    expect(await stateOf(audit.id)).toBe("final");
    expect(await tally()).toBe(before + 4);
    expect(await unscopedTallyDifferences(db)).toEqual([]);
  });

  it("make an audit final by themselves when the window ends, once whoever else runs the job", async () => {
    const { db } = world;
    const audit = await decided();
    await Promise.all([finishWhatIsDue(db, nobody(nextDay)), finishWhatIsDue(db, nobody(nextDay))]);
    expect(await stateOf(audit.id)).toBe("final");
    const finals = await db
      .selectFrom("judgement")
      .select(["area", "judgement"])
      .where("audit_id", "=", audit.id)
      .where("source", "=", "final")
      .execute();
    expect(finals).toHaveLength(4);
    expect(await unscopedTallyDifferences(db)).toEqual([]);
    // Nothing more is taken of it.
    expect(await send(audit.id, "After all")).toBeNull();
  });

  it.each(["accepted", "in-part"] as const)(
    "have the panel take its decision again when one is %s",
    async (given) => {
      const { db, people } = world;
      const audit = await decided();
      await send(audit.id, "Two visits");
      expect(await answer(audit.id, "Two visits", given, people.auditor, nextDay)).toEqual({
        ok: true,
        final: false,
        again: true,
      });
      expect(await stateOf(audit.id)).toBe("panel");
      expect((await moderatedAudit(db, audit.id)).moderation).toMatchObject({
        state: "recorded",
        outcome: null,
      });
      const told = await db
        .selectFrom("outbox")
        .innerJoin("person", "person.id", "outbox.person_id")
        .select("person.name")
        .where("kind", "=", "decision-again")
        .where("link", "like", `%${audit.id}%`)
        .orderBy("person.name")
        .execute();
      expect(told.map(({ name }) => name)).toEqual(["Mo Lindqvist", "Quinn Ashby"]);
    },
  );

  it("are answered by a QA lead where no auditor is left, and by nobody who sent them", async () => {
    const { db, people } = world;
    const audit = await addSubmitted(world);
    await open(audit.id);
    expect(await send(audit.id, "Two visits")).toBe("sent");
    expect(await answer(audit.id, "Two visits", "accepted", people.qaLead)).toMatchObject({
      ok: false,
    });
    await db.updateTable("person").set({ active: 0 }).where("id", "=", people.auditor.id).execute();
    const actor = await findActor(db, people.qaLead.id, "2024-04-15");
    if (!actor) throw new Error("The lead is gone");
    const rows = await gatherAttention(db, actor, { exerciseId: null, today: "2024-04-17" });
    const mine = rows.filter(({ href }) => href.includes(audit.id));
    expect(mine).toMatchObject([{ age: "waiting 2 days", meant: "for you" }]);
    expect(await send(audit.id, "Born in June")).toBe("sent");
    const told = await db
      .selectFrom("outbox")
      .select("person_id")
      .where("kind", "=", "correction-without-auditor")
      .execute();
    expect(told).toEqual([{ person_id: people.qaLead.id }]);
    expect(await answer(audit.id, "Two visits", "accepted", people.qaLead)).toMatchObject({
      ok: true,
    });
    await db.updateTable("person").set({ active: 1 }).where("id", "=", people.auditor.id).execute();
  });

  it("are not waited for when the lead says why, which the report names", async () => {
    const { db, people } = world;
    const audit = await decided();
    await send(audit.id, "Two visits");
    const early = (version: number) =>
      transact(db, (tx) =>
        finishEarly(tx, world.stampOf(people.qaLead), {
          auditId: audit.id,
          version,
          reason: "The board meets tomorrow",
        }),
      );
    const version = (await findAudit(db, audit.id))?.version ?? 0;
    await expect(early(version - 1)).rejects.toBeInstanceOf(Conflict);
    await early(version);
    expect(await stateOf(audit.id)).toBe("final");
    expect(await answer(audit.id, "Two visits", "accepted")).toMatchObject({ ok: false });
    expect(await listMadeFinalEarly(db, audit.exercise_id)).toEqual([
      {
        auditId: audit.id,
        teamName: "Willow",
        by: "Quinn Ashby",
        reason: "The board meets tomorrow",
      },
    ]);
  });

  it("are waited for by what the close of moderation settles", async () => {
    const fresh = await makeWorld(await makeDb());
    const { db, exercise, people } = fresh;
    await db.updateTable("exercise").set({ state: "moderating" }).execute();
    const [free, waiting] = [await addSubmitted(fresh), await addSubmitted(fresh)];
    await db
      .updateTable("audit")
      .set({ corrections_until: until })
      .where("id", "=", waiting.id)
      .execute();
    const closed = await transact(db, (tx) =>
      closeModeration(
        tx,
        fresh.stampOf(people.qaLead),
        { id: exercise.id, version: 1, state: "moderating" },
        "2024-05-17",
      ),
    );
    expect(closed).toEqual({ final: 1, waiting: 1, teams: 1 });
    const tallied = () =>
      db.selectFrom("tally").select("count").where("basis", "=", "final").execute();
    expect((await findAudit(db, free.id))?.state).toBe("final");
    expect((await findAudit(db, waiting.id))?.state).toBe("settled");
    expect(await tallied()).toHaveLength(4);
    expect(await finishWhatIsDue(db, nobody(nextDay))).toBe(1);
    expect((await findAudit(db, waiting.id))?.state).toBe("final");
    const counted = await tallied();
    expect(counted.every(({ count }) => count === 2)).toBe(true);
    // Whoever judged stands behind the grades when nobody acts.
    const made = await db
      .selectFrom("judgement")
      .select("made_by")
      .distinct()
      .where("audit_id", "=", waiting.id)
      .where("source", "=", "final")
      .execute();
    expect(made).toEqual([{ made_by: people.auditor.id }]);
  });

  it("come out of the reflections that held them, with what was written and not sent", async () => {
    const fresh = await makeWorld(await makeDb());
    const { db, people } = fresh;
    const c = columnsFor(dialectOf(db));
    const [sent, unsent, same, final] = [
      await addSubmitted(fresh),
      await addSubmitted(fresh),
      await addSubmitted(fresh),
      await addSubmitted(fresh, { state: "final" }),
    ];
    // The tables as they stood before.
    for (const table of ["correction", "decision_part", "panel_member"])
      await db.schema.dropTable(table).execute();
    await db.schema.dropIndex("audit_settled").execute();
    for (const column of ["corrections_until", "early_reason", "early_by"])
      await db.schema.alterTable("audit").dropColumn(column).execute();
    await db.schema.dropIndex("moderation_by_state").execute();
    for (const column of ["decision", "alone_reason"])
      await db.schema.alterTable("moderation").dropColumn(column).execute();
    await db.schema
      .alterTable("reflection")
      .addColumn("correction", c.text, (x) => x.notNull().defaultTo(""))
      .execute();
    const reflect = (id: string, correction: string) =>
      sql`
      insert into reflection (audit_id, person_id, proud_of, do_differently, child_would_say,
        correction, written_at)
      values (${id}, ${people.worker.id}, 'The plan', '', '', ${correction}, '2024-04-12T10:00:00.000Z')
    `.execute(db);
    const draft = (id: string, field: string, value: string) =>
      db
        .insertInto("draft")
        .values({
          stream: `reflection:${id}:${people.worker.id}`,
          field,
          value,
          version: 3,
          save_id: "",
          saved_by: people.worker.id,
          saved_at: "2024-04-12T10:00:00.000Z",
        })
        .execute();
    await reflect(sent.id, "It’s two visits,\nnot one");
    await draft(sent.id, "correction", "Three, in fact");
    await reflect(unsent.id, "");
    await draft(unsent.id, "correction", "Born in June");
    await draft(unsent.id, "proudOf", "The plan");
    await reflect(same.id, "One date");
    await draft(same.id, "correction", "One date ");
    await reflect(final.id, "Long ago");
    await up(db as never as Parameters<typeof up>[0]);

    expect(await listCorrections(db, sent.id)).toMatchObject([
      {
        text: "It’s two visits,\nnot one",
        senderName: "Wren Castle",
        sentAt: "2024-04-12T10:00:00.000Z",
        answer: null,
      },
    ]);
    expect(await listCorrections(db, unsent.id)).toEqual([]);
    const own = (id: string) => listDraft(db, correctionDraft(id, people.worker.id));
    expect(await own(sent.id)).toMatchObject([{ field: "text", value: "Three, in fact" }]);
    expect(await own(unsent.id)).toMatchObject([{ field: "text", value: "Born in June" }]);
    expect(await own(same.id)).toEqual([]);
    expect(await listDraft(db, `reflection:${unsent.id}:${people.worker.id}`)).toMatchObject([
      { field: "proudOf" },
    ]);
    expect((await findAudit(db, sent.id))?.correctionsUntil).toBe("2024-04-19");
    // Final before: nothing waits for it, and it keeps what was sent.
    expect((await findAudit(db, final.id))?.correctionsUntil).toBeNull();
    expect(await listCorrections(db, final.id)).toHaveLength(1);
    expect(await listCorrectionsToAnswer(db, people.auditor.id)).toHaveLength(2);
  });
});
