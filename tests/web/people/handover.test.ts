import { expect, it } from "vitest";
import { paths } from "~/paths";
import { newId } from "~db/core/ids.server";
import { runDueHandovers } from "~db/operations/people/handover-run.server";
import { describeDatabases, type MakeDb } from "../../support/databases";
import { formOf } from "../../support/form";
import { startLeaving } from "../../support/leavers";
import { addSelected } from "../../support/moderated";
import type { WorldPerson } from "../../support/world";

async function start(makeDb: MakeDb) {
  const leaving = await startLeaving(makeDb);
  const { db, people, web } = leaving;
  const lead = { as: people.qaLead.email };
  const auditorOf = async (id: string) =>
    (await db.selectFrom("audit").select("auditor_id").where("id", "=", id).executeTakeFirst())
      ?.auditor_id;
  const run = (day: string) =>
    runDueHandovers(db, {
      actorId: null,
      at: `${day}T08:00:00.000Z`,
      systemAt: `${day}T08:00:00.000Z`,
    });
  /** Posts the form of one person's page as it stands, with what is said here. */
  const handOver = async (
    from: WorldPerson,
    to: WorldPerson,
    more: Record<string, string | readonly string[]> = {},
    as = lead,
  ) => {
    const here = paths.handover(from.id);
    const page = await web.get(here, as);
    const filled = { intent: "hand-over", toId: to.id, reason: "Moves to another council" };
    const parts = page.html.all("input[name=parts]").map((box) => box.attribute("value") ?? "");
    return web.post(here, { parts, ...filled, ...more }, as);
  };
  const later = { "onDate.day": "22", "onDate.month": "4", "onDate.year": "2024" };
  return { ...leaving, lead, auditorOf, run, handOver, later };
}

describeDatabases("Handing over to one person", (makeDb) => {
  it("gives now what can go, and lists the rest with why until someone has it", async () => {
    const { world, web, lead, people, addMember, addOwned, auditorOf, handOver } =
      await start(makeDb);
    const { auditor, otherAuditor } = people;
    await addMember(otherAuditor, "auditor", 3);
    const fits = await world.addAudit();
    const returned = await world.addAudit({ state: "returned", round: 2 });
    const own = await world.addAudit({ team_id: world.teams.care.id });
    await addOwned(auditor.id);
    const sent = await handOver(auditor, otherAuditor);
    const here = paths.handover(auditor.id);
    expect(sent.location).toBe(here);
    expect(await auditorOf(fits.id)).toBe(otherAuditor.id);
    expect(await auditorOf(returned.id)).toBe(otherAuditor.id);
    expect(await auditorOf(own.id)).toBe(auditor.id);
    const page = await web.get(here, lead);
    expect(page.html.text).toContain("2 audits and 1 action given to Sam Okafor; 1 could not go");
    const left = page.html.one(".govuk-inset-text").text;
    expect(left).toMatch(/the audit of case DB-\d+, to Sam Okafor: .*team/);
    const words = "Find someone for what could not be handed over from Alex Morley: 1 thing";
    expect((await web.get(paths.home(), lead)).html.text).toContain(words);

    await world.db
      .updateTable("audit")
      .set({ auditor_id: otherAuditor.id })
      .where("id", "=", own.id)
      .execute();
    expect((await web.get(paths.home(), lead)).html.text).not.toContain(words);
    expect((await web.get(here, lead)).html.all(".govuk-inset-text")).toEqual([]);
  });

  it("says that nothing could go beside the person chosen, keeping what was typed", async () => {
    const { world, people, addMember, auditorOf, handOver } = await start(makeDb);
    await addMember(people.otherAuditor, "auditor", 3);
    const own = await world.addAudit({ team_id: world.teams.care.id });
    const sent = await handOver(people.auditor, people.otherAuditor);
    expect(sent.status).toBe(400);
    expect(sent.errors).toEqual([
      "Choose someone else: nothing could go to Sam Okafor. This page lists why",
    ]);
    expect(
      sent.html.one("textarea[name=reason], input[name=reason]").written || sent.body,
    ).toContain("Moves to another council");
    expect(sent.html.one(".govuk-inset-text").text).toMatch(
      /the audit of case DB-\d+, to Sam Okafor: .*team/,
    );
    expect(await auditorOf(own.id)).toBe(people.auditor.id);
  });

  it("sent several times at once goes once, and says to nobody that it could not go", async () => {
    const { world, web, lead, people, addMember, auditorOf } = await start(makeDb);
    const { auditor, otherAuditor } = people;
    await addMember(otherAuditor, "auditor", 5);
    const audits = [await world.addAudit(), await world.addAudit(), await world.addAudit()];
    await web.get(paths.home(), lead);
    const sent = { intent: "hand-over", parts: ["audits"], toId: otherAuditor.id, reason: "Moves" };
    const all = await Promise.all(
      [1, 2, 3, 4].map(() => web.post(paths.handover(auditor.id), sent, lead)),
    );
    expect(all.map(({ status }) => status)).toEqual([302, 302, 302, 302]);
    for (const { id } of audits) expect(await auditorOf(id)).toBe(otherAuditor.id);
    const done = await world.db.selectFrom("handover").select("result").execute();
    const results = done.map(({ result }) => JSON.parse(result));
    expect(results.flatMap(({ left }) => left)).toEqual([]);
    expect(results.reduce((sum, { given }) => sum + (given.audits ?? 0), 0)).toBe(3);
    expect((await web.get(paths.home(), lead)).html.text).not.toContain("could not be handed over");
  });

  it("lists once what was tried with several people, as it ended last", async () => {
    const { world, web, lead, people, addMember, handOver } = await start(makeDb);
    const { auditor, otherAuditor } = people;
    await addMember(otherAuditor, "auditor", 3);
    await world.addAudit({ team_id: world.teams.care.id });
    await handOver(auditor, people.moderator);
    const last = await handOver(auditor, otherAuditor);
    expect(last.html.all(".govuk-inset-text li").map((li) => li.text)).toEqual([
      expect.stringMatching(/^the audit of case DB-\d+, to Sam Okafor: .*team/),
    ]);
    const home = (await web.get(paths.home(), lead)).html.text;
    expect(home.split("could not be handed over from Alex Morley").length - 1).toBe(1);
  });

  it("offers those alone who may hold what there is", async () => {
    const { world, web, lead, people, addOwned } = await start(makeDb);
    await world.addAudit();
    const offered = async () => {
      const page = await web.get(paths.handover(people.auditor.id), lead);
      return page.html
        .one("select[name=toId]")
        .all("option")
        .map((one) => one.text.split(",")[0]);
    };
    expect(await offered()).toContain("Sam Okafor");
    expect(await offered()).not.toContain("Ivo Marsh");
    await addOwned(people.auditor.id);
    expect(await offered()).toContain("Ivo Marsh");
  });

  it("begins from a list of whoever holds work that the reader may give away", async () => {
    const { world, web, lead, people, addOwned } = await start(makeDb);
    const { auditor, teamManager, otherTeamManager } = people;
    await world.addAudit();
    await addOwned(auditor.id);
    const list = async (as: string) => {
      const home = await web.get(paths.home(), { as });
      expect(home.html.all("main a").map((a) => a.attribute("href"))).toContain(paths.handovers());
      const page = await web.get(paths.handovers(), { as });
      return page.html.all("tbody tr").map((row) => row.text);
    };
    expect(await list(lead.as)).toContain("Alex Morley 1 audit, 1 action");
    expect(await list(lead.as)).toContain("Quinn Ashby 1 exercise they lead");
    expect(await list(teamManager.email)).toEqual(["Alex Morley 1 action"]);
    expect(await list(otherTeamManager.email)).toEqual([]);
    expect((await web.get(paths.handovers(), { as: people.leader.email })).status).toBe(403);
  });

  it("waits for its day, and can be cancelled before", async () => {
    const { world, web, lead, people, addMember, auditorOf, run, handOver, later } =
      await start(makeDb);
    const { auditor, otherAuditor } = people;
    await addMember(otherAuditor, "auditor", 1);
    const first = await world.addAudit();
    const here = paths.handover(auditor.id);
    const past = { ...later, "onDate.month": "3" };
    const refused = await handOver(auditor, otherAuditor, past);
    expect(refused.errors).toEqual(["Enter a day from today on"]);
    expect(refused.html.one("textarea[name=reason]").text).toBe("Moves to another council");
    const typedDay = ["day", "month", "year"].map((part) =>
      refused.html.one(`input[name="onDate.${part}"]`).attribute("value"),
    );
    expect(typedDay).toEqual(["22", "3", "2024"]);

    expect((await handOver(auditor, otherAuditor, later)).location).toBe(here);
    const page = await web.get(here, lead);
    const words = "22 April 2024: audits to Sam Okafor, planned by Quinn Ashby";
    expect(page.html.text).toContain(words);
    const listed = async (as: string) => (await web.get(paths.handovers(), { as })).html.text;
    expect(await listed(lead.as)).toContain(words);
    expect(await listed(lead.as)).toContain("Quinn Ashby 1 exercise they lead Nothing");
    expect(await listed(people.teamManager.email)).not.toContain(words);
    await web.post(here, formOf(page.html), lead);
    expect(await world.db.selectFrom("handover").select("cancelled_by").execute()).toEqual([
      { cancelled_by: people.qaLead.id },
    ]);
    await run("2024-04-23");
    expect(await auditorOf(first.id)).toBe(auditor.id);

    await handOver(auditor, otherAuditor, later);
    await run("2024-04-21");
    expect(await auditorOf(first.id)).toBe(auditor.id);
    // Given meanwhile, so that both can't go: the maximum is looked at on the day.
    const second = await world.addAudit();
    expect(await run("2024-04-22")).toBe(1);
    expect(await run("2024-04-22")).toBe(0);
    expect([await auditorOf(first.id), await auditorOf(second.id)].sort()).toEqual(
      [auditor.id, otherAuditor.id].sort(),
    );
    const after = await web.get(here, lead);
    expect(after.html.one(".govuk-inset-text").text).toContain("Sam Okafor has 1 of at most 1");
    await web.post(here, formOf(page.html), lead);
    expect((await web.get(here, lead)).html.text).toContain("This hand-over is no longer planned");
    const event = await world.db
      .selectFrom("event")
      .select("actor_id")
      .where("kind", "=", "audit.reallocated")
      .executeTakeFirstOrThrow();
    expect(event.actor_id).toBe(people.qaLead.id);
  });

  it("gives no moderation to whoever has read the grades, or has as many as they may", async () => {
    const { world, web, lead, people, addMember, handOver } = await start(makeDb);
    const { moderator } = people;
    const taker = await world.addPerson("Nia Ford", "moderator");
    await addMember(taker, "moderator", 1);
    const read = await addSelected(world, moderator);
    await addSelected(world, moderator);
    await addSelected(world, moderator);
    await world.db
      .insertInto("grades_read")
      .values({
        audit_id: read.id,
        round: 1,
        person_id: taker.id,
        where_read: "audit",
        read_at: "2024-04-15T08:00:00.000Z",
      })
      .execute();
    await handOver(moderator, taker);
    const rows = await world.db
      .selectFrom("moderation")
      .select(["audit_id", "moderator_id"])
      .execute();
    expect(rows.filter((row) => row.moderator_id === taker.id)).toHaveLength(1);
    expect(rows.find((row) => row.audit_id === read.id)?.moderator_id).toBe(moderator.id);
    const page = await web.get(paths.handover(moderator.id), lead);
    const left = page.html.all(".govuk-inset-text li").map(({ text }) => text);
    expect(left).toHaveLength(2);
    expect(left.join()).toContain("Nia Ford has as many moderations of this cycle as they may");
    expect(left.join()).toContain("read");
  });

  it("is looked at anew on its day: who planned it and who takes it may have left", async () => {
    const { world, web, people, addMember, addOwned, auditorOf, run, handOver, later } =
      await start(makeDb);
    const { auditor, otherAuditor, qaLead } = people;
    const second = await world.addPerson("Nell Ford", "qa-lead");
    await addMember(otherAuditor, "auditor", 4);
    const audit = await world.addAudit();
    await addOwned(auditor.id);
    await handOver(auditor, otherAuditor, later);
    const setActive = (id: string, active: 0 | 1) =>
      world.db.updateTable("person").set({ active }).where("id", "=", id).execute();
    await setActive(qaLead.id, 0);
    await run("2024-04-22");
    expect(await auditorOf(audit.id)).toBe(auditor.id);
    const home = await web.get(paths.home(), { as: second.email });
    expect(home.html.text).toContain("could not be handed over from Alex Morley: 2 things");
    const page = await web.get(paths.handover(auditor.id), { as: second.email });
    expect(page.html.one(".govuk-inset-text").text).toContain(
      "Quinn Ashby, who planned this, is no longer active",
    );
    await handOver(auditor, otherAuditor, later, { as: second.email });
    await setActive(otherAuditor.id, 0);
    await run("2024-04-23");
    expect(await auditorOf(audit.id)).toBe(auditor.id);
    const again = await web.get(paths.handover(auditor.id), { as: second.email });
    expect(again.html.text).toContain("Sam Okafor is not an auditor of this cycle");
  });

  it("is begun again where a server was stopped in the middle of it, and not while one is at it", async () => {
    const { world, people, addMember, auditorOf, run, handOver, later } = await start(makeDb);
    const { auditor, otherAuditor } = people;
    await addMember(otherAuditor, "auditor", 4);
    const audit = await world.addAudit();
    await handOver(auditor, otherAuditor, later);
    const begin = (at: string) => world.db.updateTable("handover").set({ begun_at: at }).execute();
    await begin("2024-04-22T07:50:00.000Z");
    expect(await run("2024-04-22")).toBe(0);
    await begin("2024-04-22T07:40:00.000Z");
    // Two servers that find it stopped do it once.
    await Promise.all([run("2024-04-22"), run("2024-04-22")]);
    expect(await auditorOf(audit.id)).toBe(otherAuditor.id);
    const done = await world.db
      .selectFrom("event")
      .select("id")
      .where("kind", "=", "handover.done")
      .execute();
    expect(done).toHaveLength(1);
    expect(await run("2024-04-22")).toBe(0);
  });

  it("gives nobody what is theirs already under another record", async () => {
    const { world, web, lead, people, addMember, auditorOf, run, handOver, later } =
      await start(makeDb);
    const { auditor, otherAuditor } = people;
    await addMember(otherAuditor, "auditor", 4);
    const audit = await world.addAudit();
    await handOver(auditor, otherAuditor, later);
    await world.db
      .updateTable("person")
      .set({ same_as_id: auditor.id, active_before: 1, active: 0 })
      .where("id", "=", otherAuditor.id)
      .execute();
    await run("2024-04-22");
    expect(await auditorOf(audit.id)).toBe(auditor.id);
    const page = await web.get(paths.handover(auditor.id), lead);
    expect(page.html.one(".govuk-inset-text").text).toContain("Alex Morley is the same person");
    // What the record’s old page sends is of whoever stays, who can’t take it over.
    const reason = "Leaves";
    const self = { intent: "hand-over", parts: ["audits"], toId: auditor.id, reason };
    const sent = await web.post(paths.handover(otherAuditor.id), self, lead);
    expect(sent.errors).toEqual(["Choose a person from the list"]);
    expect(await world.db.selectFrom("handover").select("id").execute()).toHaveLength(1);
  });

  it("says what could not go to those alone who could hand it over themselves", async () => {
    const { world, web, lead, people, addOwned } = await start(makeDb);
    const { auditor, teamManager, otherTeamManager, worker } = people;
    await addOwned(auditor.id);
    await addOwned(auditor.id, world.teams.rowan.id);
    const left = async (as: string) =>
      (await web.get(paths.handover(auditor.id), { as })).html
        .all(".govuk-inset-text li")
        .map(({ text }) => text);
    await world.db
      .insertInto("handover")
      .values({
        ...{ id: newId(), person_id: auditor.id, to_id: worker.id, planned_by: people.qaLead.id },
        ...{ parts: JSON.stringify(["actions"]), on_date: "2024-04-14", reason: "Leaves" },
        ...{ planned_at: "2024-04-14T08:00:00.000Z", begun_at: "2024-04-14T08:00:00.000Z" },
        result: JSON.stringify({
          given: {},
          left: (
            await world.db.selectFrom("action").select("id").orderBy("reference").execute()
          ).map(({ id }, at) => ({ part: "actions", id, what: `action ${at + 1}`, why: "Away" })),
        }),
      })
      .execute();
    expect(await left(lead.as)).toEqual([
      "action 1, to Wren Castle: Away",
      "action 2, to Wren Castle: Away",
    ]);
    expect(await left(teamManager.email)).toEqual(["action 1, to Wren Castle: Away"]);
    expect(await left(otherTeamManager.email)).toEqual(["action 2, to Wren Castle: Away"]);
  });

  it("is for what one may hand over oneself: a manager’s actions, and nothing of a QA lead’s", async () => {
    const { world, web, people, addOwned, auditorOf, handOver, later } = await start(makeDb);
    const { auditor, teamManager, otherTeamManager, worker, leader } = people;
    const audit = await world.addAudit();
    await addOwned(auditor.id);
    const manager = { as: teamManager.email };
    const page = await web.get(paths.handover(auditor.id), manager);
    expect(page.html.all("input[name=parts]").map((box) => box.attribute("value"))).toEqual([
      "actions",
    ]);
    const all = await handOver(auditor, worker, { parts: ["audits", "actions"] }, manager);
    expect(all.errors).toEqual(["Choose from what you may hand over"]);
    const stranger = await handOver(auditor, leader, {}, manager);
    expect(stranger.errors).toEqual(["Choose a person from the list"]);
    expect((await handOver(auditor, worker, { parts: [] }, manager)).errors).toEqual([
      "Choose what to hand over",
    ]);
    await handOver(auditor, worker, later, manager);
    // Another manager neither sees nor cancels what a QA lead planned.
    await handOver(auditor, people.otherAuditor, later);
    const seen = (await web.get(paths.handover(auditor.id), { as: otherTeamManager.email })).html;
    expect(seen.text).not.toContain("planned by");
    // Whoever shares the work sees it, and it is cancelled by its planner or a QA lead alone.
    expect((await web.get(paths.handover(auditor.id), manager)).html.text).toContain(
      "planned by Quinn Ashby",
    );
    const plans = await world.db.selectFrom("handover").select(["id", "planned_by"]).execute();
    for (const { id, planned_by } of plans) {
      const cancel = { intent: "cancel", handoverId: id };
      const other = { as: planned_by === teamManager.id ? otherTeamManager.email : manager.as };
      await web.post(paths.handover(auditor.id), cancel, other);
      const told = (await web.get(paths.handover(auditor.id), other)).html.text;
      expect(told).toMatch(/Ask [A-Z][a-z]+ [A-Z][a-z]+, who planned it, or a QA lead/);
    }
    expect(await world.db.selectFrom("handover").select("cancelled_at").execute()).toEqual([
      { cancelled_at: null },
      { cancelled_at: null },
    ]);
    expect(await auditorOf(audit.id)).toBe(auditor.id);
    expect((await handOver(auditor, worker, {}, { as: leader.email })).status).toBe(403);
    expect((await handOver(auditor, worker, {}, manager)).status).toBe(302);
    const owners = await world.db.selectFrom("action").select("owner_id").execute();
    expect(owners).toEqual([{ owner_id: worker.id }]);
  });

  it("shows corrections to answer, and concerns to those who may acknowledge them", async () => {
    const { world, web, lead, people } = await start(makeDb);
    const { auditor, administrator, teamManager, serviceManager } = people;
    const audit = await world.addAudit({
      state: "submitted",
      submitted_at: "2024-04-12T09:00:00.000Z",
    });
    const correction = newId();
    await world.db
      .insertInto("correction")
      .values({
        id: correction,
        audit_id: audit.id,
        round: 1,
        sent_by: people.worker.id,
        sent_at: "2024-04-13T09:00:00.000Z",
        text: "The visit was in March",
      })
      .execute();
    const here = paths.handover(auditor.id);
    const link = paths.audits.correction(audit.id, correction, { handover: auditor.id });
    expect((await web.get(here, lead)).body).not.toContain(link);
    const leaving = await web.get(paths.people.deactivate(auditor.id), { as: administrator.email });
    expect(leaving.html.text).toContain(
      "1 factual correction to answer, which the QA lead answers",
    );
    await web.post(paths.people.deactivate(auditor.id), formOf(leaving.html), {
      as: administrator.email,
    });
    expect((await web.get(here, lead)).body).toContain(link);
    const answering = await web.get(link, lead);
    expect(answering.html.one(".govuk-back-link").attribute("href")).toBe(here);

    const concern = newId();
    await world.db
      .insertInto("concern")
      .values({
        id: concern,
        case_id: audit.case_id,
        audit_id: null,
        exercise_id: null,
        team_id: world.teams.willow.id,
        service_id: world.serviceId,
        raised_by: people.otherAuditor.id,
        raised_at: "2024-04-15T07:00:00.000Z",
        what: "Bruises",
        spoken_to: "The duty manager",
        spoken_at: "2024-04-15T07:00:00.000Z",
        due_at: "2024-04-15T16:00:00.000Z",
        acknowledged_by: null,
        acknowledged_at: null,
        done: "",
      })
      .execute();
    await world.db
      .insertInto("concern_alert")
      .values({
        concern_id: concern,
        person_id: teamManager.id,
        part: "team-manager",
        for_person_id: null,
        alerted_at: "2024-04-15T07:00:00.000Z",
      })
      .execute();
    const manager = paths.people.deactivate(teamManager.id);
    const held = async () => (await web.get(manager, { as: administrator.email })).html.text;
    expect(await held()).toContain("1 safeguarding concern, which the others who were told");
    const of = paths.handover(teamManager.id);
    expect((await web.get(of, { as: serviceManager.email })).body).toContain(
      paths.concerns.one(concern),
    );
    // Whoever is implicated learns nothing of it, not even that there is one.
    for (const person of [administrator, serviceManager]) {
      await world.db
        .insertInto("concern_bypass")
        .values({ concern_id: concern, person_id: person.id })
        .execute();
    }
    expect(await held()).not.toContain("concern");
    expect((await web.get(of, { as: serviceManager.email })).body).not.toContain(concern);
  });

  it("is come back to from the pages that move one thing", async () => {
    const { world, web, lead, people, addMember } = await start(makeDb);
    const { auditor, otherAuditor, moderator } = people;
    await addMember(otherAuditor, "auditor", 3);
    await world.addAudit();
    const back = async (from: WorldPerson, page: RegExp, fill: Record<string, string>) => {
      const here = paths.handover(from.id);
      const links = (await web.get(here, lead)).html.all("main a");
      const href = links.map((a) => a.attribute("href") ?? "").find((one) => page.test(one)) ?? "";
      const { html } = await web.get(href, lead);
      expect(html.one(".govuk-back-link").attribute("href")).toBe(here);
      const sent = await web.post(href, { ...formOf(html), ...fill, reason: "Leaves" }, lead);
      expect(sent.location).toBe(here);
    };
    await back(auditor, /change-audits/, { auditorId: otherAuditor.id });
    const taker = await world.addPerson("Nia Ford", "moderator");
    await addSelected(world, moderator);
    await back(moderator, /\/moderation\//, { moderatorId: taker.id });
  });

  it("shows on home how many more leavers there are than are in view", async () => {
    const { world, web, lead } = await start(makeDb);
    for (let at = 0; at < 23; at += 1) {
      const person = await world.addPerson(`Leaver ${at}`, "auditor");
      await world.addAudit({ auditor_id: person.id });
    }
    await world.db
      .updateTable("person")
      .set({ active: 0 })
      .where("name", "like", "Leaver %")
      .execute();
    const { html } = await web.get(paths.home(), lead);
    const more = html.all(".los-attention a").find((a) => a.text.startsWith("And "));
    expect(more?.text).toBe("And 3 more people no longer active whose work is to be handed over");
    expect(more?.attribute("href")).toBe(paths.handovers());
    expect(html.one("#needs-attention").text).toContain("(23)");
  });

  it("gives dip samples and thematic audits to another reviewer, at once, where nothing bars it", async () => {
    const { world, web, lead, people, addMember, addSample, reviewersOf, handOver, later, run } =
      await start(makeDb);
    const { auditor, otherAuditor, teamManager, serviceManager, administrator } = people;
    const { sample } = await addSample(auditor, teamManager);
    const barred = await addSample(auditor);
    const own = { team_id: world.teams.care.id, exercise_id: barred.sample.id, auditor_id: null };
    await world.addAudit(own);
    const leave = await web.get(paths.people.deactivate(auditor.id), { as: administrator.email });
    expect(leave.html.text).toContain("2 dip samples and thematic audits they review, which");

    // Planned by whoever leads them, and done on its day.
    const leader = { as: serviceManager.email };
    const page = await web.get(paths.handover(auditor.id), leader);
    expect(page.html.all("input[name=parts]").map((box) => box.attribute("value"))).toEqual([
      "reviews",
    ]);
    await addMember(auditor, "reviewer", 0, world.exercise.id);
    await handOver(auditor, otherAuditor, later, leader);
    expect(await reviewersOf(sample.id)).toEqual(["Alex Morley", "Toni Vale"]);
    await run("2024-04-22");
    expect(await reviewersOf(sample.id)).toEqual(["Sam Okafor", "Toni Vale"]);
    expect(await reviewersOf(barred.sample.id)).toEqual(["Alex Morley"]);
    // What the service manager does not lead stays as it was.
    expect(await reviewersOf(world.exercise.id)).toEqual(["Alex Morley"]);
    const left = (await web.get(paths.handover(auditor.id), leader)).html.one(".govuk-inset-text");
    expect(left.text).toMatch(
      /the reviewing of Strategy meetings, to Sam Okafor: Case DB-\d+: .*team/,
    );
    const waits = "Find someone for what could not be handed over from Alex Morley: 1 thing";
    expect((await web.get(paths.home(), leader)).html.text).toContain(waits);
    const told = world.db
      .selectFrom("outbox")
      .select("person_id")
      .where("kind", "=", "review-asked");
    expect(await told.execute()).toEqual([{ person_id: otherAuditor.id }]);

    // A reviewer already takes it over by going on.
    await handOver(otherAuditor, teamManager);
    expect(await reviewersOf(sample.id)).toEqual(["Toni Vale"]);
    expect((await handOver(auditor, otherAuditor, {}, lead)).status).toBe(302);
  });

  it("gives one of them singly, with its conflict of interest said and let stand", async () => {
    const { world, web, lead, people, addSample, reviewersOf } = await start(makeDb);
    const { auditor, teamManager, leader } = people;
    const { sample, audit } = await addSample(auditor);
    await world.addAnswers(audit.id, { "question.seen": "met" });
    await world.db.updateTable("person").set({ active: 0 }).where("id", "=", auditor.id).execute();
    for (const as of [lead.as, people.serviceManager.email]) {
      const home = await web.get(paths.home(), { as });
      expect(home.html.text).toContain(
        "Hand over the work of Alex Morley, who is no longer active: 1 dip sample or thematic audit",
      );
    }
    expect((await web.get(paths.home(), { as: teamManager.email })).html.text).not.toContain(
      "Hand over the work of",
    );
    const here = paths.handover(auditor.id);
    const form = async (newReviewer: string, more = {}) => {
      const { html } = await web.get(here, lead);
      const values = formOf(html, "main form:has([name=newReviewer])");
      return web.post(here, { ...values, newReviewer, reviewReason: "Left", ...more }, lead);
    };
    expect((await form(leader.id)).errors).toEqual(["Choose a reviewer from the list"]);
    const refused = await form(teamManager.id);
    expect(refused.errors.join()).toMatch(
      /^Choose another reviewer for Strategy meetings.*DB-1001/,
    );
    expect(refused.html.one("textarea[name=reviewReason]").text).toBe("Left");
    expect(await reviewersOf(sample.id)).toEqual(["Alex Morley"]);
    expect((await form(teamManager.id, { despiteConflict: "yes" })).location).toBe(here);
    expect(await reviewersOf(sample.id)).toEqual(["Toni Vale"]);
    expect((await web.get(here, lead)).html.text).toContain("Nothing is left to hand over");
    // What the first reviewer answered stays named.
    const report = await web.get(paths.exercises.summary(sample.id), lead);
    expect(report.html.text).toContain("Toni Vale, Alex Morley (until it was handed over)");
    expect(report.html.text).toContain("Reviewer changed");
  });
});
