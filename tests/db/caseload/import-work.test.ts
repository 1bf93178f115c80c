import { sql } from "kysely";
import { expect, it } from "vitest";
import { confirmStaged, newOwner } from "~/server/import-work.server";
import { findImport } from "~db/caseload/imports.server";
import { transact } from "~db/core/open.server";
import { beginConfirming } from "~db/operations/caseload/confirm.server";
import { databaseMaker } from "../../support/databases";
import { stage } from "../../support/imports";
import { makeWorld } from "../../support/world";

const makeDb = databaseMaker("sqlite");
const now = new Date("2024-04-15T09:00:00.000Z");
const choices = { leaveOut: true, leaveUnmapped: true, complete: [] };

it("An import that was written is said to be done, though what it left behind stays", async () => {
  const world = await makeWorld(await makeDb());
  const { db } = world;
  const { id: importId, version } = await stage(
    world,
    "DB-1,CIN,Willow,Wren Castle,,Toni Vale,7,2024-01-02,",
  );
  await sql`
    create trigger no_tidying before delete on caseload_import_event
    begin select raise(abort, 'the disk is full'); end`.execute(db);
  const told: string[] = [];
  const desk = {
    db,
    clock: { now: () => now, system: () => now },
    log: { info: () => {}, error: (_: object, words: string) => void told.push(words) },
  };
  const stamp = world.stampOf(world.people.qaLead, now.toISOString());
  const owner = newOwner();
  await transact(db, (tx) => beginConfirming(tx, stamp, { importId, version, choices }, owner));
  const working = { importId, owner, state: "confirming" } as const;
  expect(await confirmStaged(desk, stamp, working, choices)).toEqual({ refused: null });
  expect(told).toEqual(["What an import left behind could not be removed"]);
  expect(await findImport(db, importId)).toMatchObject({ state: "confirmed", problem: "" });
});
