import { expect, it } from "vitest";
import { paths } from "~/paths";
import { countHeld } from "~db/overviews/leaving.server";
import { describeDatabases } from "../../support/databases";
import { formOf } from "../../support/form";
import { startLeaving } from "../../support/leavers";
import { addSelected } from "../../support/moderated";

describeDatabases("Someone who leaves", (makeDb) => {
  it("leaves what they held to those who can hand it on, until it is done", async () => {
    const { world, web, people, addOwned } = await startLeaving(makeDb);
    const { auditor, administrator, qaLead, teamManager, otherTeamManager } = people;
    const audit = await world.addAudit({ auditor_id: auditor.id });
    await addOwned(auditor.id);
    await addOwned(auditor.id, world.teams.care.id);
    expect(await countHeld(world.db, auditor.id, administrator.id)).toMatchObject({
      audits: 1,
      actions: 2,
    });

    const leave = paths.people.deactivate(auditor.id);
    const page = await web.get(leave, { as: administrator.email });
    expect(page.html.text).toContain("1 audit, which the QA lead gives to another auditor");
    expect(page.html.text).toContain("2 actions, which their manager or a QA lead gives");
    await web.post(leave, formOf(page.html), { as: administrator.email });

    // Whoever is no longer active is offered no role.
    const gone = await web.get(paths.people.one(auditor.id), { as: administrator.email });
    expect(gone.html.all("select[name=role]")).toEqual([]);
    expect(gone.html.text).toContain("They are given a role once they are active again");
    const found = await web.get(paths.people.list({ search: auditor.name, state: "all" }), {
      as: administrator.email,
    });
    const named = found.html.all("main a").filter(({ text }) => text.includes(auditor.name));
    expect(new Set(named.map(({ text }) => text)).size).toBe(named.length);
    expect(found.html.one(".los-chosen").text).toContain(`Search: ${auditor.name}`);

    const here = paths.handover(auditor.id);
    const lead = await web.get(paths.home(), { as: qaLead.email });
    expect(lead.html.text).toContain(`Hand over the work of ${auditor.name}`);
    expect(lead.html.text).toContain("waiting since today");
    const handover = await web.get(here, { as: qaLead.email });
    const links = handover.html.all("main a").map((a) => a.attribute("href"));
    expect(links).toContain(paths.exercises.reallocate(audit.exercise_id, [audit.id], auditor.id));

    // A manager sees what is in their reach alone.
    const manager = await web.get(paths.home(), { as: teamManager.email });
    expect(manager.html.text).toContain(`Give the actions of ${auditor.name} to someone else`);
    const own = await web.get(here, { as: teamManager.email });
    expect(own.html.all("input[name=actions]")).toHaveLength(1);
    expect(own.html.text).not.toContain("Give 1 audit");
    const other = await web.get(here, { as: otherTeamManager.email });
    expect(other.html.text).toContain("Nothing is left to hand over");
    expect((await web.get(here, { as: people.leader.email })).status).toBe(403);

    const form = {
      ...formOf(own.html, "main form:has([name=newOwner])"),
      ownerReason: "Alex has left",
    };
    const bare = await web.post(here, form, { as: teamManager.email });
    expect(bare.errors).toEqual(["Choose who is to own them"]);
    expect(bare.html.one("textarea[name=ownerReason]").text).toBe("Alex has left");
    const stranger = await web.post(
      here,
      { ...form, newOwner: people.otherAuditor.id },
      { as: teamManager.email },
    );
    expect(stranger.errors).toEqual(["Choose an owner from the list"]);
    const given = await web.post(
      here,
      { ...form, newOwner: people.worker.id },
      { as: teamManager.email },
    );
    expect(given.location).toBe(here);
    expect(await countHeld(world.db, auditor.id, administrator.id)).toMatchObject({
      audits: 1,
      actions: 1,
    });
    const done = await web.get(paths.home(), { as: teamManager.email });
    expect(done.html.text).not.toContain("Give the actions of");
  });

  it("has actions that wait for whoever is left to give them on", async () => {
    const { world, web, people, addOwned } = await startLeaving(makeDb);
    const { auditor, qaLead, teamManager, serviceManager } = people;
    await addOwned(auditor.id);
    const leave = ({ id }: { id: string }) =>
      world.db.updateTable("person").set({ active: 0 }).where("id", "=", id).execute();
    for (const [one, meant] of [
      [auditor, "the team manager"],
      [teamManager, "the service manager"],
      [serviceManager, "the QA lead"],
    ] as const) {
      await leave(one);
      const { html } = await web.get(paths.home(), { as: qaLead.email });
      const row = html.all("main li").find(({ text }) => text.includes("Give the actions of"));
      expect(row?.text).toContain(`for ${meant}`);
    }
  });

  it("is replaced as moderator and as lead by the QA lead alone", async () => {
    const { world, web, people } = await startLeaving(makeDb);
    const { moderator, qaLead } = people;
    const audit = await addSelected(world, moderator);
    const second = await world.addPerson("Nell Ford", "qa-lead");
    await world.db
      .updateTable("person")
      .set({ active: 0 })
      .where("id", "in", [moderator.id, qaLead.id])
      .execute();
    const home = await web.get(paths.home(), { as: second.email });
    expect(home.html.text).toContain(`Hand over the work of ${moderator.name}`);
    const moderations = await web.get(paths.handover(moderator.id), { as: second.email });
    expect(moderations.html.all("main a").map((a) => a.attribute("href"))).toContain(
      paths.exercises.moderator(audit.exercise_id, audit.id, { handover: moderator.id }),
    );
    const here = paths.handover(qaLead.id);
    const page = await web.get(here, { as: second.email });
    const form = formOf(page.html, "main form:has([name=newLead])");
    expect((await web.post(here, form, { as: second.email })).errors).toEqual([
      "Choose who is to lead them",
    ]);
    const { serviceManager } = people;
    const other = await web.post(
      here,
      { ...form, newLead: serviceManager.id },
      { as: second.email },
    );
    expect(other.errors).toEqual(["Choose a QA lead to lead a graded exercise"]);
    await web.post(here, { ...form, newLead: second.id }, { as: second.email });
    const { lead_id } = await world.db
      .selectFrom("exercise")
      .select("lead_id")
      .where("id", "=", audit.exercise_id)
      .executeTakeFirstOrThrow();
    expect(lead_id).toBe(second.id);
    const again = await web.post(here, { ...form, newLead: second.id }, { as: second.email });
    expect(again.status).toBe(400);
    expect(again.html.text).toContain("Nothing is left to hand over");
  });
});
