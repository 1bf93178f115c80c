import { beforeEach, expect, it } from "vitest";
import { paths } from "~/paths";
import { describeDatabases } from "../../support/databases";
import { addCommitted, addMeeting, pagesOf } from "../../support/meetings";
import { hidden } from "../../support/moderated";
import { startWeb, type Web } from "../../support/web";
import { makeWorld, type World, type WorldPerson } from "../../support/world";

describeDatabases("A meeting of the panel, by requests", (makeDb) => {
  let world: World;
  let web: Web;
  let lead: WorldPerson;
  let moderator: WorldPerson;
  let member: WorldPerson;

  beforeEach(async () => {
    world = await makeWorld(await makeDb());
    web = await startWeb(world.db);
    lead = world.people.qaLead;
    moderator = world.people.moderator;
    member = await world.addPerson("Olu Other", "moderator");
    await world.db
      .updateTable("exercise")
      .set({ moderated: 1, state: "auditing" })
      .where("id", "=", world.exercise.id)
      .execute();
  });

  const as = ({ email }: WorldPerson) => ({ as: email });
  const page = async (path: string, who: WorldPerson) => web.get(path, as(who));
  const version = async (id: string) =>
    String(
      (
        await world.db
          .selectFrom("panel_meeting")
          .select("version")
          .where("id", "=", id)
          .executeTakeFirstOrThrow()
      ).version,
    );
  const begin = async (id: string, who = lead) =>
    web.post(
      paths.moderation.meeting(id),
      { intent: "begin", version: await version(id) },
      as(who),
    );
  const moderationOf = (auditId: string) =>
    world.db
      .selectFrom("moderation")
      .selectAll()
      .where("audit_id", "=", auditId)
      .orderBy("round", "desc")
      .executeTakeFirstOrThrow();
  const versionsOf = async (auditIds: string[]) => {
    const found = await Promise.all(auditIds.map(moderationOf));
    return {
      cases: found.map(({ id }) => id),
      ...Object.fromEntries(found.map(({ id, version: v }) => [`versions.${id}`, String(v)])),
    };
  };
  const consent = async (id: string, auditIds: string[], who = lead) =>
    web.post(
      paths.moderation.meeting(id),
      { intent: "consent", ...(await versionsOf(auditIds)) },
      as(who),
    );
  const take = async (id: string, auditIds: string[], who: WorldPerson) =>
    web.post(
      paths.moderation.takeInMeeting(id),
      { there: "yes", ...(await versionsOf(auditIds)) },
      as(who),
    );
  const states = async (auditIds: string[]) =>
    (await Promise.all(auditIds.map(moderationOf))).map(({ state }) => state);

  it("is planned with a date that is to come and two members, who are told and see it on their home", async () => {
    const url = paths.moderation.planMeeting();
    const plan = {
      exerciseId: world.exercise.id,
      ...{ "meetsOn.day": "18", "meetsOn.month": "4", "meetsOn.year": "2024" },
      ...{ startsAt: "14:00", place: "Room 2", chairId: lead.id, memberIds: moderator.id },
    };
    for (const [wrong, words] of [
      [{ "meetsOn.year": "2023" }, "Enter a date that is still to come"],
      [{ memberIds: lead.id }, "at least one member beside the chair"],
      [{ chairId: world.people.auditor.id }, "Choose a chair from the list"],
      [{ startsAt: "late" }, "Enter a time like 14:05"],
    ] as const) {
      const refused = await web.post(url, { ...plan, ...wrong }, as(lead));
      expect([refused.status, refused.html.text.includes(words)]).toEqual([400, true]);
      expect(refused.body).toContain("Room 2");
    }
    expect((await web.post(url, plan, as(moderator))).status).toBe(403);
    const planned = await web.post(url, plan, as(lead));
    expect(planned.status).toBe(302);
    const told = await world.db.selectFrom("outbox").select(["kind", "person_id"]).execute();
    expect(told).toEqual([{ kind: "panel-meeting", person_id: moderator.id }]);
    expect((await page(paths.home(), moderator)).html.text).toContain("Panel meeting at 14:00");
    expect((await page(planned.location ?? "", member)).status).toBe(404);
    const early = await begin(planned.location?.split("/").at(-1) ?? "");
    expect([early.status, early.html.text.includes("Change the date first")]).toEqual([400, true]);
  });

  it("passes agreements by one press and another’s confirmation, and decides the rest one by one", async () => {
    const alike = [
      await addCommitted(world, moderator, { agrees: true }),
      await addCommitted(world, moderator, { agrees: true }),
    ].map(({ id }) => id);
    const apart = (await addCommitted(world, moderator, { agrees: false })).id;
    const id = await addMeeting(world, lead, [moderator, member]);
    expect((await begin(id)).status).toBe(302);
    const shown = await page(paths.moderation.meeting(id), lead);
    expect(shown.html.text).toContain("Pass the 2 agreements by consent");
    // A difference is decided by itself: with it nothing passes, and it says so.
    expect((await consent(id, [...alike, apart])).status).toBe(400);
    expect(await states([...alike, apart])).toEqual(["committed", "committed", "committed"]);
    expect((await consent(id, alike)).status).toBe(302);
    expect(await states([...alike, apart])).toEqual(["recorded", "recorded", "committed"]);

    // Whoever recorded can't be the second as well.
    const twice = await take(id, alike, lead);
    expect([twice.status, await states(alike)]).toEqual([409, ["recorded", "recorded"]]);
    expect(twice.html.text).toContain("You have taken this decision already");

    expect((await page(paths.home(), member)).html.text).toContain("confirm 2 decisions");
    // One was changed meanwhile: it is named, and the other goes through.
    const old = await versionsOf(alike);
    await world.db
      .updateTable("moderation")
      .set((eb) => ({ version: eb("version", "+", 1) }))
      .where("audit_id", "=", alike[0] ?? "")
      .execute();
    const some = await web.post(
      paths.moderation.takeInMeeting(id),
      { there: "yes", ...old },
      as(member),
    );
    expect([some.status, await states(alike)]).toEqual([409, ["recorded", expect.anything()]]);
    expect(some.html.text).toContain("Look at case 1 again");
    expect(some.html.text).toContain("You have taken 1 decision");
    expect((await states(alike))[1]).toMatch(/taken|decided/);
    const there = await web.post(
      paths.moderation.takeInMeeting(id),
      await versionsOf(alike.slice(0, 1)),
      as(member),
    );
    expect([there.status, there.html.text.includes("Tick to say that you were there")]).toEqual([
      400,
      true,
    ]);
    // What does not stand on this agenda is named, and not left out in silence.
    const strange = await web.post(
      paths.moderation.takeInMeeting(id),
      { there: "yes", cases: "strange", "versions.strange": "1" },
      as(member),
    );
    expect(strange.status).toBe(400);
    expect(strange.html.text).toContain("one of them does not stand there now");
    expect((await take(id, alike.slice(0, 1), member)).status).toBe(302);
    expect((await states(alike)).every((state) => /taken|decided/.test(state))).toBe(true);
    // What nobody was asked after the reveal stays open, and the minutes say so.
    const read = (await page(paths.moderation.minutes(id), lead)).html.text;
    expect(read).toMatch(
      /Not answered about the audit itself, of cases 1 and 2: .*Does the conclusion follow/,
    );
  });

  it("shows a case to a room without a name, and keeps from its auditor and strangers what is theirs not to see", async () => {
    const own = await addCommitted(world, moderator, { agrees: false, auditor: member });
    const id = await addMeeting(world, lead, [moderator, member]);
    await begin(id);
    const shown = await page(paths.moderation.meetingCase(id, 1), lead);
    expect(shown.status).toBe(200);
    const main = shown.html.one("main").text;
    for (const name of [member.name, moderator.name, lead.name, world.people.worker.name])
      expect(main).not.toContain(name);
    expect(main).toContain("Case 1 of 1");
    expect((await page(paths.moderation.meetingCase(id, 1), member)).status).toBe(403);
    const agenda = await page(paths.moderation.meeting(id), member);
    expect(agenda.html.text).toContain("Kept from you");
    expect(agenda.body).not.toContain(hidden);
    expect((await consent(id, [own.id], member)).status).toBe(400);
    expect(await states([own.id])).toEqual(["committed"]);
  });

  it("keeps from whoever must grade afresh what an earlier round was, on every page of the meeting", async () => {
    const audit = await addCommitted(world, moderator, { agrees: true });
    const id = await addMeeting(world, lead, [moderator, member]);
    await begin(id);
    const moderation = await moderationOf(audit.id);
    const decision = {
      ...{ kind: "returned", outcome: "returned", whatToMend: "Hear the father" },
      ...{ dueOn: "2024-04-24", quality: {}, feedback: "", themes: [] },
    };
    await world.db
      .updateTable("moderation")
      .set({ state: "returned", decision: JSON.stringify(decision) })
      .where("id", "=", moderation.id)
      .execute();
    const again = { ...moderation, id: "second-round", round: 2, state: "selected" };
    await world.db
      .insertInto("moderation")
      .values({ ...again, committed_at: null, decision: "" })
      .execute();
    await world.db.updateTable("audit").set({ round: 2, state: "selected" }).execute();
    await web.signIn(moderator.email);
    for (const state of ["under-way", "closed"]) {
      await world.db.updateTable("panel_meeting").set({ state }).execute();
      for (const path of pagesOf(id)) {
        const { body } = await page(path, moderator);
        for (const word of [hidden, "Hear the father", "Requires improvement", audit.id])
          expect([path, body.includes(word)]).toEqual([path, false]);
      }
    }
    const minutes = await page(paths.moderation.minutes(id), member);
    expect(minutes.html.text).toContain("Hear the father");
  });

  it("keeps minutes that the chair alone signs off, whose themes go into the report, and only adds after", async () => {
    await addCommitted(world, moderator, { agrees: true });
    const id = await addMeeting(world, moderator, [lead]);
    await begin(id);
    const write = paths.moderation.writeMinutes(id);
    const notes = {
      notes: "We met.",
      ...{ "themes.0.text": "Fathers are missing", "themes.0.cases": "4" },
    };
    const unkind = await web.post(write, { ...notes, version: await version(id) }, as(lead));
    expect([unkind.status, unkind.body.includes("We met.")]).toEqual([400, true]);
    const typed = { ...notes, "themes.0.kind": "development" };
    const first = await version(id);
    expect((await web.post(write, { ...typed, version: first }, as(lead))).status).toBe(302);
    const late = await web.post(
      write,
      { ...typed, notes: "We met. It rained.", version: first },
      as(moderator),
    );
    expect([late.status, late.body.includes("We met.")]).toEqual([409, true]);

    const minutes = paths.moderation.minutes(id);
    const sign = async () => ({ intent: "sign-off", sure: "yes", version: await version(id) });
    const notChair = await web.post(minutes, await sign(), as(lead));
    expect([notChair.status, notChair.html.text.includes("Ask the chair")]).toEqual([400, true]);
    expect((await web.post(minutes, await sign(), as(moderator))).status).toBe(302);
    const themes = await world.db
      .selectFrom("finding")
      .select(["text", "case_count"])
      .where("audit_id", "is", null)
      .execute();
    expect(themes).toEqual([{ text: "Fathers are missing", case_count: 4 }]);
    expect((await web.post(write, { ...typed, version: "9" }, as(lead))).status).toBe(409);
    const added = { intent: "add", text: "One thing more." };
    expect((await web.post(minutes, added, as(lead))).status).toBe(302);
    const read = (await page(minutes, lead)).html.text;
    for (const words of ["We met.", "(4 cases)", "One thing more.", "Signed off"])
      expect(read).toContain(words);
    expect((await page(minutes, member)).status).toBe(404);
    const log = paths.log.add({ exercise: world.exercise.id, meeting: id, theme: "0" });
    expect((await page(log, lead)).body).toContain("Fathers are missing (theme of");
  });

  it("is cancelled with a reason while it is planned, and waits on the chair’s home once its day is past", async () => {
    const past = await addMeeting(world, lead, [moderator], "2024-04-12");
    expect((await page(paths.home(), lead)).html.text).toContain(
      "Hold, move or cancel the panel meeting",
    );
    const url = paths.moderation.cancelMeeting(past);
    const none = await web.post(url, { version: "1", reason: "" }, as(lead));
    expect(none.status).toBe(400);
    const reason = "Too few could come";
    expect((await web.post(url, { version: "1", reason }, as(lead))).status).toBe(302);
    expect((await page(paths.moderation.meeting(past), moderator)).html.text).toContain(reason);
    expect((await web.post(url, { version: "2", reason }, as(lead))).status).toBe(409);
    const held = await addMeeting(world, lead, [moderator]);
    await begin(held);
    expect((await page(paths.home(), lead)).html.text).toContain("Sign off the minutes of");
  });
});
