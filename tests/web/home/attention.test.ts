import type { Insertable } from "kysely";
import { expect, it } from "vitest";
import { paths } from "~/paths";
import { transact } from "~db/core/open.server";
import type { ActionTable } from "~db/core/schema";
import { addConcern } from "~db/operations/concerns/raising.server";
import { describeDatabases } from "../../support/databases";
import { addSelected } from "../../support/moderated";
import { startWeb } from "../../support/web";
import { makeWorld } from "../../support/world";

const at = "2024-04-14T09:00:00.000Z";

describeDatabases("what needs attention", (makeDb) => {
  it("tells the lead, on home and in the control room, what nobody has, with its age", async () => {
    const world = await makeWorld(await makeDb());
    const { people, exercise } = world;
    const other = await world.addPerson("Lee Marlow", "qa-lead");
    const selected = await addSelected(world, null);
    const nobodys = await world.addAudit({ auditor_id: null });
    const web = await startWeb(world.db);

    for (const url of [paths.home(), paths.exercises.one(exercise.id)]) {
      const page = await web.get(url, { as: people.qaLead.email });
      const rows = page.html.all(".los-attention li").map((row) => row.text);
      expect(rows[0]).toMatch(/^Find an auditor for case DB-1002.*waiting 28 days/);
      expect(rows[0]).toContain("for you");
      expect(rows[1]).toMatch(/^Find a moderator for case DB-1001.*waiting 3 days/);
      const hrefs = page.html.all(".los-attention a").map((a) => a.attribute("href"));
      expect(hrefs.slice(0, 2)).toEqual([
        paths.exercises.changeAudits(exercise.id, { do: "reallocate", audit: nobodys.id }),
        paths.exercises.moderator(exercise.id, selected.id),
      ]);
    }

    // A re-audit that every auditor is barred from waits for more than to be given out.
    await world.db
      .insertInto("re_audit")
      .values({
        ...{ id: "again", previous_audit_id: selected.id, case_id: selected.case_id },
        ...{ made_at: "2024-04-01T09:00:00.000Z", due_on: "2024-10-01", audit_id: null },
        ...{ cancelled_at: null, cancelled_by: null, closed_told_at: null },
      })
      .execute();
    const nobody = /Find someone for the re-audit of case DB-1001.*waiting 14 days/;
    const free = await web.get(paths.home(), { as: people.qaLead.email });
    expect(free.html.one(".los-attention").text).not.toMatch(nobody);
    const move = world.db.updateTable("person").set({ team_id: world.teams.willow.id });
    await move.where("id", "=", people.otherAuditor.id).execute();
    const barred = await web.get(paths.home(), { as: people.qaLead.email });
    expect(barred.html.one(".los-attention").text).toMatch(nobody);
    await world.db.deleteFrom("re_audit").execute();

    // Another lead sees it in the control room, and on their home once the first has left.
    const theirs = await web.get(paths.home(), { as: other.email });
    expect(theirs.html.all(".los-attention li")).toHaveLength(0);
    await world.db
      .updateTable("person")
      .set({ active: 0 })
      .where("id", "=", people.qaLead.id)
      .execute();
    const left = await web.get(paths.home(), { as: other.email });
    expect(left.html.all(".los-attention li")).toHaveLength(3);
    expect(left.html.one(".los-attention").text).toContain("for the QA lead");
    const auditor = await web.get(paths.home(), { as: people.auditor.email });
    expect(auditor.html.all(".los-attention li")).toHaveLength(0);
  });

  it("tells what waits for someone who does not exist: a case, a panel, a concern", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people, teams } = world;
    const web = await startWeb(db);
    const rowsOf = async (person: { email: string }) =>
      (await web.get(paths.home(), { as: person.email })).html
        .all(".los-attention li")
        .map((row) => row.text);

    // Drawn, and its one auditor has a conflict of interest.
    const planned = await world.addExercise({ state: "drawn", released_at: null });
    const member = { role_text: "", expected: 5, maximum: 5, part: "auditor" as const };
    await db
      .insertInto("exercise_member")
      .values({ ...member, exercise_id: planned.id, person_id: people.auditor.id })
      .execute();
    const drawn = await world.addAudit({ exercise_id: planned.id, auditor_id: null });
    const noAuditor = /^Find an auditor for case DB-1001: no auditor of the cycle/;
    expect((await rowsOf(people.qaLead)).join()).not.toMatch(/no auditor of the cycle/);
    const move = (team: string | null) =>
      db.updateTable("person").set({ team_id: team }).where("id", "=", people.auditor.id).execute();
    await move(teams.willow.id);
    expect((await rowsOf(people.qaLead)).filter((row) => noAuditor.test(row))).toHaveLength(1);
    await move(teams.rowan.id);
    await db.deleteFrom("audit").where("id", "=", drawn.id).execute();

    // Committed, and only one of the two who could decide has no conflict of interest.
    const audit = await addSelected(world, people.moderator);
    await db.updateTable("moderation").set({ state: "committed", committed_at: at }).execute();
    await db.updateTable("audit").set({ state: "committed" }).execute();
    const noPanel = /^Ask a colleague to join the panel for case DB-1002: fewer than two/;
    expect((await rowsOf(people.qaLead)).join()).not.toMatch(/fewer than two/);
    await db
      .updateTable("person")
      .set({ team_id: teams.willow.id })
      .where("id", "=", people.moderator.id)
      .execute();
    expect((await rowsOf(people.qaLead)).filter((row) => noPanel.test(row))).toHaveLength(1);

    // Raised by the QA lead, and nobody else is left to acknowledge it.
    const concern = { id: "concern", caseId: audit.case_id, auditId: audit.id, exerciseId: null };
    await transact(db, (tx) =>
      addConcern(tx, world.stampOf(people.qaLead), {
        ...{ ...concern, teamId: teams.willow.id, serviceId: world.serviceId },
        ...{ what: "A bruise", spokenTo: "Toni Vale", spokenAt: new Date(at), bypassed: [] },
      }),
    );
    const noOne = /^Nobody can acknowledge the safeguarding concern about case DB-1002.*waiting/;
    expect((await rowsOf(people.qaLead)).join()).not.toMatch(/Nobody can acknowledge/);
    const { teamManager, serviceManager, leader } = people;
    await db
      .updateTable("person")
      .set({ active: 0 })
      .where("id", "in", [teamManager.id, serviceManager.id, leader.id])
      .execute();
    const rows = await rowsOf(people.qaLead);
    expect(rows[0]).toMatch(noOne);
    expect((await rowsOf(people.auditor)).join()).not.toMatch(/Nobody can acknowledge/);
  });

  it("tells the QA leads and leaders of a verification that nobody can give, with its age", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people } = world;
    const web = await startWeb(db);
    const rowsOf = async (person: { email: string }) =>
      (await web.get(paths.home(), { as: person.email })).html
        .all(".los-attention li")
        .map((row) => row.text)
        .filter((row) => row.includes("may verify"));
    const add = (id: string, reference: number, rest: Partial<Insertable<ActionTable>>) =>
      db
        .insertInto("action")
        .values({
          ...{ id, reference, what: "Read ten plans", why: "", area: null, theme: null },
          ...{ level: "team", success_measure: "", owner_id: people.qaLead.id, owner_role: "" },
          ...{ team_id: world.teams.willow.id, service_id: null, due_on: null },
          ...{ due_precision: "day", status: "completed", source: "other", exercise_id: null },
          ...{ audit_id: null, response_id: null, finding_id: null, raised_by: null },
          ...{ raised_at: at, completed_on: "2024-04-12", completed_by: people.leader.id },
          ...{ evidence: "Notes", verified_by: null, verified_on: null, impact: "" },
          ...{ supervision_on: null, superseded_by_id: null, closing_reason: "" },
          ...rest,
        })
        .execute();
    // Of a team whose managers can verify it; of the whole council, where QA leads and leaders alone can.
    await add("teams", 7, {});
    await add("strategic", 8, { level: "strategic", team_id: null });
    await add("leaders", 9, {
      ...{ level: "strategic", team_id: null, completed_by: people.qaLead.id },
    });
    const nobody =
      /^Find someone else who may verify action A-0008, such as another QA lead.*waiting 3 days/;
    for (const reader of [people.qaLead, people.leader]) {
      const rows = await rowsOf(reader);
      expect(rows).toHaveLength(1);
      expect(rows[0]).toMatch(nobody);
      expect(rows[0]).not.toContain("Read ten plans");
    }
    for (const reader of [people.serviceManager, people.administrator, people.auditor]) {
      expect(await rowsOf(reader)).toEqual([]);
    }
    // The team's managers leave, and its action has nobody either.
    await db
      .updateTable("person")
      .set({ active: 0 })
      .where("id", "in", [people.teamManager.id, people.serviceManager.id])
      .execute();
    expect(await rowsOf(people.leader)).toHaveLength(2);
    await world.addPerson("Lee Marlow", "qa-lead");
    expect(await rowsOf(people.leader)).toEqual([]);
  });
});
