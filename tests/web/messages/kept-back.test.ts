import { describe, expect, it } from "vitest";
import { paths } from "~/paths";
import { transact } from "~db/core/open.server";
import { addMessages } from "~db/messages/outbox.server";
import { databaseMaker, describeDatabases } from "../../support/databases";
import { addSelected } from "../../support/moderated";
import { startWeb } from "../../support/web";
import { makeWorld, type World, worldMorning } from "../../support/world";

const nobody = { actorId: null, at: worldMorning, systemAt: worldMorning };

async function grant(world: World, personId: string, role: string) {
  await world.db
    .insertInto("role_grant")
    .values({ id: `${role}-more`, person_id: personId, role, reach: "all" })
    .execute();
}

describeDatabases("The outbox, read by someone with another part", (makeDb) => {
  it("says nothing of an audit they must still grade blind, until they have", async () => {
    const world = await makeWorld(await makeDb());
    const { moderator, serviceManager } = world.people;
    await grant(world, moderator.id, "administrator");
    const audit = await addSelected(world, moderator);
    const link = paths.audits.read(audit.id);
    await transact(world.db, (tx) =>
      addMessages(tx, nobody, [
        { to: serviceManager.id, kind: "audit-needs-attention", key: audit.id, link },
      ]),
    );
    const web = await startWeb(world.db);
    // Its words are kept back from everyone here; from them that it was sent, too.
    const itsRow = "About an audit, for its reader alone";
    const read = async () => (await web.get(paths.outbox(), { as: moderator.email })).html.text;
    expect(await read()).not.toContain(itsRow);
    const other = await web.get(paths.outbox(), { as: world.people.administrator.email });
    expect(other.html.text).toContain(itsRow);
    await world.db.updateTable("moderation").set({ committed_at: worldMorning }).execute();
    expect(await read()).toContain(itsRow);
  });

  it("says nothing of a concern to someone implicated in it", async () => {
    const world = await makeWorld(await makeDb());
    const { teamManager, serviceManager, auditor } = world.people;
    await grant(world, teamManager.id, "administrator");
    const audit = await world.addAudit();
    await world.db
      .insertInto("concern")
      .values({
        id: "c1",
        case_id: audit.case_id,
        audit_id: audit.id,
        exercise_id: audit.exercise_id,
        team_id: audit.team_id,
        service_id: audit.service_id,
        raised_by: auditor.id,
        raised_at: worldMorning,
        what: "What worries me",
        spoken_to: "The duty worker",
        spoken_at: worldMorning,
        due_at: worldMorning,
        done: "",
      })
      .execute();
    await world.db
      .insertInto("concern_bypass")
      .values({ concern_id: "c1", person_id: teamManager.id })
      .execute();
    await transact(world.db, (tx) =>
      addMessages(tx, nobody, [
        { to: serviceManager.id, kind: "concern-raised", key: "c1", link: "/concerns/c1" },
      ]),
    );
    const web = await startWeb(world.db);
    const read = async (as: string) => (await web.get(paths.outbox(), { as })).html.text;
    expect(await read(teamManager.email)).not.toContain("safeguarding concern needs you");
    expect(await read(world.people.administrator.email)).toContain("safeguarding concern needs");
  });
});

const makeDb = databaseMaker("sqlite");

describe("The history of an audit", () => {
  it("tells why an auditor gave it back to the QA lead alone", async () => {
    const world = await makeWorld(await makeDb());
    const audit = await world.addAudit();
    await world.db
      .insertInto("exercise_member")
      .values({
        exercise_id: world.exercise.id,
        person_id: world.people.auditor.id,
        part: "auditor",
        role_text: "",
        expected: 1,
        maximum: 2,
      })
      .execute();
    const web = await startWeb(world.db);
    const declined = await web.post(
      paths.audits.decline(audit.id),
      { reason: "conflict", note: "The mother is my neighbour" },
      { as: world.people.auditor.email },
    );
    expect(declined.status).toBe(302);
    await world.db
      .updateTable("audit")
      .set({ state: "submitted", submitted_at: worldMorning })
      .execute();
    const read = async (as: string) =>
      (await web.get(paths.audits.history(audit.id), { as })).html.text;
    expect(await read(world.people.qaLead.email)).toContain("The mother is my neighbour");
    for (const who of ["worker", "teamManager", "serviceManager"] as const) {
      const text = await read(world.people[who].email);
      expect(text).toContain("Declined by its auditor");
      expect(text, who).not.toContain("neighbour");
    }
  });
});
