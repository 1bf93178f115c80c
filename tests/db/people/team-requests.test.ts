import { expect, it } from "vitest";
import { paths } from "~/paths";
import { findImport } from "~db/caseload/imports.server";
import { countNames, listNames, saveChoices } from "~db/caseload/mappings.server";
import { newId } from "~db/core/ids.server";
import { transact } from "~db/core/open.server";
import { Conflict } from "~db/core/versions.server";
import { answerTeamRequest } from "~db/operations/people/team-asking.server";
import { addTeam } from "~db/operations/people/teams.server";
import {
  listSilentWorkers,
  mayReflect,
  unscopedWorkersToInvite,
} from "~db/people/reflecting.server";
import {
  findTeamRequest,
  listTeamRequests,
  unscopedTeamsAskedFor,
} from "~db/people/team-requests.server";
import { describeDatabases, type MakeDb } from "../../support/databases";
import { confirm, stage } from "../../support/imports";
import { makeWorld } from "../../support/world";

async function asked(makeDb: MakeDb) {
  const world = await makeWorld(await makeDb());
  const { db, people } = world;
  const stamp = world.stampOf(people.qaLead);
  const staged = await stage(
    world,
    "DB-1,CIN,Birch,Wren Castle,,Toni Vale,7,2024-01-02,",
    "DB-2,CIN,Willow,Wren Castle,,Toni Vale,7,2024-01-02,",
  );
  const ask = () =>
    transact(db, (tx) =>
      saveChoices(tx, stamp, [
        {
          ...{ kind: "team", key: "birch", name: "Birch", number: "", choice: "waiting" },
          ...{ teamId: null, personId: null, askedImportId: staged.id },
        },
      ]),
    );
  await ask();
  const [request] = await listTeamRequests(db, { importId: staged.id });
  if (!request) throw new Error("Nothing was asked for");
  const told = async () =>
    (await db.selectFrom("outbox").select(["kind", "person_id", "link"]).execute()).filter(
      ({ kind }) => kind.startsWith("team-"),
    );
  const state = async () => (await findImport(db, staged.id))?.state;
  return { world, db, people, staged, request, ask, told, state };
}

describeDatabases("A team that an import asks for", (makeDb) => {
  it("waits with its age; added under any page it is here, its asker told, the file compared", async () => {
    const { world, db, people, staged, request, told, state } = await asked(makeDb);
    expect(await unscopedTeamsAskedFor(db)).toMatchObject([
      { kind: "team-asked", subject: "Birch", since: world.stampOf(people.qaLead).at },
    ]);
    expect(await countNames(db, staged.id)).toMatchObject({ team: { count: 1, asked: 1 } });
    const stamp = world.stampOf(people.administrator);
    const team = { name: "BIRCH", serviceId: world.serviceId, holdsCases: true };
    const teamId = await transact(db, (tx) => addTeam(tx, stamp, team));
    expect(await unscopedTeamsAskedFor(db)).toEqual([]);
    expect(await findTeamRequest(db, request.id)).toMatchObject({ waits: false });
    expect(await told()).toEqual([
      {
        kind: "team-added",
        person_id: people.qaLead.id,
        link: paths.caseload.importOne(staged.id),
      },
    ]);
    expect(await state()).toBe("comparing");
    const again = await stage(world, "DB-1,CIN,Birch,Wren Castle,,Toni Vale,7,2024-01-02,");
    expect(again.counts).toMatchObject({ add: 1, unmapped: 0 });
    await confirm(world, again);
    const one = await db
      .selectFrom("case_record")
      .select("team_id")
      .where("reference", "=", "DB-1")
      .executeTakeFirstOrThrow();
    expect(one.team_id).toBe(teamId);
    await expect(
      transact(db, (tx) => answerTeamRequest(tx, stamp, request, { teamId })),
    ).rejects.toThrow(Conflict);
  });

  it("that is not added says why, asks anew, and may be asked for again", async () => {
    const { world, db, people, staged, request, ask, told, state } = await asked(makeDb);
    const stamp = world.stampOf(people.administrator);
    const why = "Its cases are Willow’s";
    await transact(db, (tx) => answerTeamRequest(tx, stamp, request, { why }));
    expect(await unscopedTeamsAskedFor(db)).toEqual([]);
    expect((await told()).map(({ kind }) => kind)).toEqual(["team-not-added"]);
    expect(await state()).toBe("comparing");
    const [name] = await listNames(db, staged.id, "team", 1, 20);
    expect(name).toMatchObject({ choice: "waiting", answer: why });
    expect(await ask()).toBe(1);
    expect(await unscopedTeamsAskedFor(db)).toHaveLength(1);
  });

  it("does not hold up the rest: the import goes on without its rows", async () => {
    const { world, staged, db } = await asked(makeDb);
    const done = await confirm(world, staged);
    expect(done.counts).toMatchObject({ add: 1, unmapped: 1 });
    expect(await unscopedTeamsAskedFor(db)).toHaveLength(1);
  });
});

describeDatabases("Workers who can’t be asked to reflect", (makeDb) => {
  it("are those without an account or the role, and wait to be invited", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people, exercise } = world;
    const brought = await stage(world, "DB-1,CIN,Willow,Noa Wells,,Toni Vale,7,2024-01-02,");
    await confirm(world, brought);
    const noa = await db
      .selectFrom("person")
      .select("id")
      .where("name", "=", "Noa Wells")
      .executeTakeFirstOrThrow();
    await world.addAudit({ worker_id: noa.id });
    await world.addAudit({ worker_id: people.worker.id });
    await world.addAudit({ worker_id: people.auditor.id });
    await world.addAudit({ worker_id: null });
    const silent = await listSilentWorkers(db, exercise.id);
    expect(silent.map(({ name }) => name)).toEqual(["Alex Morley", "Noa Wells"]);
    const may = [people.worker.id, noa.id, people.auditor.id, null];
    expect(await Promise.all(may.map((id) => mayReflect(db, id)))).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(await unscopedWorkersToInvite(db)).toMatchObject([
      { kind: "workers-not-invited", count: 1, since: "2024-04-15T08:00:00.000Z" },
    ]);
    await db
      .insertInto("auth_account")
      .values({ person_id: noa.id, password_hash: "", must_change: 0, password_changed_at: "2024" })
      .execute();
    expect(await unscopedWorkersToInvite(db)).toEqual([]);
    expect(await mayReflect(db, noa.id)).toBe(false);
    await db
      .insertInto("role_grant")
      .values({ id: newId(), person_id: noa.id, role: "practitioner", reach: "all" })
      .execute();
    expect(await mayReflect(db, noa.id)).toBe(true);
  });
});
