import { expect, it } from "vitest";
import { findCase } from "~db/caseload/caseload.server";
import { listHoldings } from "~db/caseload/holdings.server";
import { listImportRows } from "~db/caseload/imports.server";
import { findKnown } from "~db/caseload/known.server";
import { appendEvent } from "~db/core/events.server";
import { transact } from "~db/core/open.server";
import { Conflict } from "~db/core/versions.server";
import { declareConflict } from "~db/independence/declared-conflicts.server";
import { listInterests } from "~db/independence/interests.server";
import { saveNumberAnswer } from "~db/operations/people/same-numbers-said.server";
import { unscopedAlike } from "~db/people/recorded-twice.server";
import {
  findNumberGroup,
  type NumberKind,
  unscopedNumberGroups,
} from "~db/people/same-numbers.server";
import { listCasesToTell } from "~db/people/same-numbers-facts.server";
import { casesToTell, peopleToTell } from "~db/people/same-numbers-waiting.server";
import { describeDatabases, type MakeDb } from "../../support/databases";
import { confirm, stage } from "../../support/imports";
import { conflictsOf } from "../../support/independence";
import { countStatements } from "../../support/statements";
import { makeWorld } from "../../support/world";

const today = "2024-04-15";

async function twoCases(makeDb: MakeDb) {
  const world = await makeWorld(await makeDb());
  const { db, people } = world;
  const one = await world.addCase({ reference: "0900001", reference_folded: "0900001" });
  const two = await world.addCase({ reference: "900001", reference_folded: "900001" });
  await world.addCase();
  const say = async (
    kind: NumberKind,
    id: string,
    answer: "same" | "different",
    meantId: string | null,
  ) => {
    const group = await findNumberGroup(db, kind, id);
    if (!group) throw new Error("There is no such pair");
    const said = { answer, meantId };
    const stamp = world.stampOf(people.qaLead);
    await transact(db, (tx) => saveNumberAnswer(tx, stamp, { kind, group, said, today }));
    return group;
  };
  const rows = async (...references: string[]) => {
    const staged = await stage(
      world,
      ...references.map((one) => `${one},CP,Willow,Wren Castle,,Toni Vale,9,2023-05-02,`),
    );
    const all = [];
    for (const outcome of ["change", "unchanged", "bad", "left-out", "add"] as const) {
      all.push(...(await listImportRows(db, staged.id, outcome, 1, 50)));
    }
    return { staged, rows: all.sort((a, b) => a.line - b.line) };
  };
  return { world, db, one, two, say, rows };
}

describeDatabases("References that differ by zeros alone", (makeDb) => {
  it("are listed and wait for the QA lead until someone has said what they are", async () => {
    const { db, one, two, say } = await twoCases(makeDb);
    const groups = await unscopedNumberGroups(db, "case");
    expect(groups).toEqual([{ key: "900001", ids: [one.id, two.id], settled: null }]);
    expect((await listCasesToTell(db, groups[0]?.ids ?? [])).map((each) => each.team)).toEqual([
      "Willow",
      "Willow",
    ]);
    expect(await casesToTell(db)).toMatchObject([{ kind: "cases-to-tell", count: 1 }]);
    await say("case", two.id, "different", null);
    expect(await casesToTell(db)).toEqual([]);
    expect((await unscopedNumberGroups(db, "case"))[0]?.settled).toMatchObject({
      answer: "different",
      by: "Quinn Ashby",
    });
  });

  it("of different children are two in one file, and another spelling is whose was said", async () => {
    const { one, two, say, rows } = await twoCases(makeDb);
    const before = await rows("0900001", "900001", "00900001");
    expect(before.rows.map((row) => [row.outcome, row.caseId])).toEqual([
      ["change", one.id],
      ["change", two.id],
      ["bad", one.id],
    ]);
    await say("case", one.id, "different", two.id);
    const after = await rows("0900001", "00900001");
    expect(after.rows.map((row) => row.caseId)).toEqual([one.id, two.id]);
    expect(after.staged.counts).toMatchObject({ change: 2, bad: 0 });
    // Twice the same by two spellings is still twice.
    const twice = await rows("900001", "00900001");
    expect(twice.rows[1]?.problem).toContain("is on line 2 too");
    expect((await rows("0900001", "0900001")).rows[1]?.outcome).toBe("bad");
  });

  it("of one child go on as the one kept; the other closes, and opens again when that is taken back", async () => {
    const { world, db, one, two, say, rows } = await twoCases(makeDb);
    const stale = await findNumberGroup(db, "case", one.id);
    await say("case", one.id, "same", one.id);
    expect((await findCase(db, two.id))?.closedOn).toBe(today);
    expect((await findCase(db, one.id))?.closedOn).toBeNull();
    const both = await rows("900001", "0900001");
    expect(both.rows.map((row) => [row.outcome, row.caseId])).toEqual([
      ["left-out", one.id],
      ["change", one.id],
    ]);
    expect(both.rows[0]?.problem).toBe("It is the same child as 0900001, and goes by line 3");
    const alone = await rows("900001");
    expect(alone.rows).toMatchObject([{ outcome: "change", caseId: one.id }]);
    await confirm(world, alone.staged);
    expect(await findCase(db, one.id)).toMatchObject({ cohort: "child-protection" });
    if (!stale) throw new Error("There is no such pair");
    const said = { answer: "different", meantId: null } as const;
    const late = { kind: "case", group: stale, said, today } as const;
    await expect(
      transact(db, (tx) => saveNumberAnswer(tx, world.stampOf(world.people.qaLead), late)),
    ).rejects.toThrow(Conflict);
    await say("case", one.id, "different", null);
    expect((await findCase(db, two.id))?.closedOn).toBeNull();
    const held = await listHoldings(db, two.id);
    expect(held.filter(({ toOn }) => toOn === null)).toHaveLength(2);
  });

  it("of one child are judged by nobody who had a part under the other", async () => {
    const { world, one, two, say, db } = await twoCases(makeDb);
    await db
      .updateTable("case_record")
      .set({ worker_id: world.people.auditor.id })
      .where("id", "=", two.id)
      .execute();
    const audit = await world.addAudit({ case_id: one.id, state: "started" });
    await say("case", one.id, "same", one.id);
    expect(await conflictsOf(world, audit.id)).toEqual([
      "Alex Morley, auditor: holds, one-child, open",
    ]);
    await say("case", one.id, "different", null);
    expect(await conflictsOf(world, audit.id)).toEqual([
      "Alex Morley, auditor: holds, one-child, gone",
    ]);
  });

  it("of one child are judged by nobody who declared a conflict with it under the other", async () => {
    const { world, one, two, say, db } = await twoCases(makeDb);
    const { auditor, otherAuditor } = world.people;
    const declare = (id: string, personId: string, caseId: string) =>
      transact(db, (tx) => {
        const tie = { id, personId, caseId, workerId: null, note: "Related" };
        return declareConflict(tx, world.stampOf(world.people.qaLead), tie);
      });
    const audit = await world.addAudit({ case_id: one.id, state: "started" });
    await declare("before", auditor.id, two.id);
    expect(await conflictsOf(world, audit.id)).toEqual([]);
    await say("case", one.id, "same", one.id);
    const noticed = "Alex Morley, auditor: declared, one-child, open";
    expect(await conflictsOf(world, audit.id)).toEqual([noticed]);
    // And once it is known that they are one child, at once.
    const other = { case_id: one.id, state: "started", auditor_id: otherAuditor.id };
    const later = await world.addAudit(other);
    await declare("after", otherAuditor.id, two.id);
    expect(await conflictsOf(world, later.id)).toEqual([
      "Sam Okafor, auditor: declared, declared, open",
    ]);
    // A sister who is known as one under the first reference alone is reached too.
    await db
      .updateTable("case_record")
      .set({ family_reference: "F 12" })
      .where("id", "=", one.id)
      .execute();
    const sister = await world.addCase({ family_reference: "f12" });
    const parts = await listInterests(db, [{ key: "sister", caseId: sister.id, teamId: null }]);
    const declared = parts.get("sister")?.holdings.filter((of) => of.relation === "declared");
    expect(declared?.map(({ personId }) => personId).sort()).toEqual(
      [auditor.id, otherAuditor.id].sort(),
    );
  });

  it("are said once by two who say it at the same moment", async () => {
    const { world, db, one, two } = await twoCases(makeDb);
    const group = await findNumberGroup(db, "case", one.id);
    if (!group) throw new Error("There is no such pair");
    const stamp = world.stampOf(world.people.qaLead);
    const said = await Promise.allSettled(
      [one.id, two.id].map((meantId) =>
        transact(db, (tx) =>
          saveNumberAnswer(tx, stamp, {
            ...{ kind: "case", group, today },
            said: { answer: "same", meantId },
          }),
        ),
      ),
    );
    const failed = said.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
    expect(failed).toHaveLength(1);
    expect(failed[0]).toBeInstanceOf(Conflict);
    const closed = await db
      .selectFrom("case_record")
      .select("id")
      .where("closed_on", "is not", null)
      .execute();
    expect(closed).toHaveLength(1);
  });

  it("wait since the oldest pair came to be, in as many reads however many there are", async () => {
    const { world, db, one, two } = await twoCases(makeDb);
    const reads = async () => {
      const counted = countStatements(db);
      const [fact] = await casesToTell(counted.db);
      return { since: fact?.since, reads: counted.list().length };
    };
    const came = async (id: string, at: string) =>
      transact(db, (tx) =>
        appendEvent(
          tx,
          { ...world.stampOf(world.people.qaLead), at },
          {
            stream: `case:${id}`,
            kind: "case.added",
          },
        ),
      );
    expect((await reads()).since).toBeNull();
    await came(one.id, "2024-04-01T08:00:00.000Z");
    await came(two.id, "2024-04-03T08:00:00.000Z");
    const before = await reads();
    expect(before.since).toBe("2024-04-03T08:00:00.000Z");
    for (const reference of ["0800001", "800001"]) {
      await world.addCase({ reference, reference_folded: reference });
    }
    expect(await reads()).toEqual(before);
  });

  it("that an import has closed since stay closed when the answer is taken back", async () => {
    const { db, one, two, say } = await twoCases(makeDb);
    await say("case", one.id, "same", one.id);
    await db
      .updateTable("case_record")
      .set({ closed_on: "2024-04-01", version: 9 })
      .where("id", "=", two.id)
      .execute();
    await say("case", one.id, "different", null);
    expect((await findCase(db, two.id))?.closedOn).toBe("2024-04-01");
  });
});

describeDatabases("Staff numbers that differ by zeros alone", (makeDb) => {
  it("wait for the administrator, and imports go by what was said", async () => {
    const { world, db, say, rows } = await twoCases(makeDb);
    const { people } = world;
    const { worker, otherWorker } = people;
    for (const [id, number] of [
      [worker.id, "0417"],
      [otherWorker.id, "417"],
    ] as const) {
      await db
        .updateTable("person")
        .set({ staff_number: number, staff_number_key: "417" })
        .where("id", "=", id)
        .execute();
    }
    expect(await peopleToTell(db)).toMatchObject([{ kind: "people-to-tell", count: 1 }]);
    const line = "DB-9,CP,Willow,Wren Castle,00417,Toni Vale,9,2023-05-02,";
    expect((await stage(world, line)).counts).toMatchObject({ bad: 1 });
    await say("person", worker.id, "different", otherWorker.id);
    expect(await peopleToTell(db)).toEqual([]);
    expect((await findKnown(db)).numbers?.get("417")).toEqual({
      answer: "different",
      meantId: otherWorker.id,
    });
    const staged = await stage(world, line);
    const [row] = await listImportRows(db, staged.id, "add", 1, 5);
    expect(row?.facts?.workerId).toBe(otherWorker.id);
    expect((await rows("DB-77")).staged.counts.add).toBe(1);
    // What was said of their numbers holds where people are compared, too.
    const counted = countStatements(db);
    const { count, pairs } = await unscopedAlike(counted.db, 50);
    const reads = counted.list().length;
    expect([count, pairs.map(({ why, said }) => [why, said?.by])]).toEqual([
      0,
      [["number", people.qaLead.name]],
    ]);
    // A record that points to the person who stays has no number to be told apart.
    expect(await unscopedNumberGroups(db, "person")).toHaveLength(1);
    await db
      .updateTable("person")
      .set({ same_as_id: worker.id, active_before: 1, active: 0 })
      .where("id", "=", otherWorker.id)
      .execute();
    expect(await unscopedNumberGroups(db, "person")).toEqual([]);
    expect((await unscopedAlike(db, 50)).pairs).toEqual([]);
    // As many reads for however many pairs.
    for (const name of ["Lee Pike", "Pike, Lee", "Jo Lark", "Lark, Jo"]) {
      await world.addPerson(name, "practitioner");
    }
    counted.reset();
    expect((await unscopedAlike(counted.db, 50)).pairs.length).toBeGreaterThan(1);
    expect(counted.list().length).toBeLessThanOrEqual(reads);
  });
});
