import { expect, it } from "vitest";
import { findActor, listTeamsToChoose } from "~db/access/people.server";
import { transact } from "~db/core/open.server";
import { Conflict } from "~db/core/versions.server";
import {
  findTeamLoad,
  keepTeams,
  listTeamsThen,
  saveRetired,
} from "~db/operations/people/team-changes.server";
import { findTeam, saveTeam } from "~db/operations/people/teams.server";
import { describeDatabases } from "../../support/databases";
import { messagesTo } from "../../support/independence";
import { makeWorld, type World } from "../../support/world";

const on = "2024-04-15";

async function retireWillow(world: World, version?: number) {
  const { db, people, teams } = world;
  const team = await findTeam(db, teams.willow.id);
  if (!team) throw new Error("No such team");
  await transact(db, (tx) =>
    saveRetired(tx, world.stampOf(people.administrator), team, version ?? team.version, {
      successorId: teams.rowan.id,
      on,
    }),
  );
}

describeDatabases("A team that ends", (makeDb) => {
  it("hands its people and open cases to its successor, and keeps the rest", async () => {
    const world = await makeWorld(await makeDb());
    const { db, teams, people } = world;
    const audit = await world.addAudit();
    const closed = await world.addCase({ closed_on: "2024-01-01" });
    expect(await findTeamLoad(db, teams.willow.id)).toMatchObject({ openCases: 1, openAudits: 1 });
    await retireWillow(world);
    expect(await findTeamLoad(db, teams.willow.id)).toMatchObject({
      openCases: 0,
      people: 0,
      openAudits: 1,
    });
    const teamOf = async (id: string) =>
      (await db.selectFrom("case_record").select("team_id").where("id", "=", id).executeTakeFirst())
        ?.team_id;
    expect(await teamOf(audit.case_id)).toBe(teams.rowan.id);
    expect(await teamOf(closed.id)).toBe(teams.willow.id);
    const offered = (await listTeamsToChoose(db)).map(({ name }) => name);
    expect(offered).not.toContain("Willow");
    expect((await listTeamsToChoose(db, teams.willow.id)).map(({ name }) => name)).toContain(
      "Willow",
    );
    const reach = async (id: string) =>
      (await findActor(db, id))?.grants.flatMap((one) =>
        one.reach === "team" ? [one.teamId] : [],
      );
    // Whoever manages the successor sees to what is left open; nobody gets the successor by it.
    expect(await reach(people.otherTeamManager.id)).toEqual([teams.rowan.id, teams.willow.id]);
    expect(await reach(people.teamManager.id)).toEqual([teams.willow.id]);
    // They are told, as of any change of access, and nobody else is.
    expect(await messagesTo(world, people.otherTeamManager.id)).toEqual(["access-changed"]);
    expect(await messagesTo(world, people.teamManager.id)).toEqual([]);
  });

  it("ends once, and not into one that ended meanwhile", async () => {
    const world = await makeWorld(await makeDb());
    const { db, teams } = world;
    await expect(retireWillow(world, 7)).rejects.toBeInstanceOf(Conflict);
    await db
      .updateTable("team")
      .set({ retired_on: on, successor_id: teams.care.id })
      .where("id", "=", teams.rowan.id)
      .execute();
    await expect(retireWillow(world)).rejects.toBeInstanceOf(Conflict);
    expect((await findTeam(db, teams.willow.id))?.retiredOn).toBeNull();
  });

  it("is called in a closed report as it was then", async () => {
    const world = await makeWorld(await makeDb());
    const { db, teams, people } = world;
    const { exercise_id: exerciseId } = await world.addAudit();
    expect((await listTeamsThen(db, exerciseId)).size).toBe(0);
    await transact(db, (tx) => keepTeams(tx, exerciseId));
    const team = await findTeam(db, teams.willow.id);
    if (!team) throw new Error("No such team");
    await transact(db, (tx) =>
      saveTeam(tx, world.stampOf(people.administrator), team, team.version, {
        name: "Oak",
        serviceId: team.serviceId,
        holdsCases: true,
      }),
    );
    await transact(db, (tx) => keepTeams(tx, exerciseId));
    expect((await listTeamsThen(db, exerciseId)).get(team.id)).toMatchObject({ name: "Willow" });
  });
});
