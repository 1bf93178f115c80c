import { expect, it } from "vitest";
import { paths } from "~/paths";
import { newId } from "~db/core/ids.server";
import { findSettings } from "~db/core/settings.server";
import { testClock } from "../../support/clock";
import { describeDatabases, type MakeDb } from "../../support/databases";
import { openedOfSessions } from "../../support/message-stage";
import { startWeb } from "../../support/web";
import { makeWorld } from "../../support/world";

const plan = {
  "heldOn.day": "18",
  "heldOn.month": "4",
  "heldOn.year": "2024",
  startsAt: "13:00",
  place: "Room 2",
  ledBy: "Quinn Ashby",
  "sinceOn.day": "13",
  "sinceOn.month": "2",
  "sinceOn.year": "2024",
};

async function open(makeDb: MakeDb) {
  const world = await makeWorld(await makeDb());
  const clock = testClock();
  const web = await startWeb(world.db, { clock });
  const { people, db } = world;
  const lead = { as: people.qaLead.email };
  const worker = { as: people.worker.email };

  /** What a panel saw, signed off on a day of March. */
  const addSeen = (text: string, madeAt = "2024-03-12T10:00:00.000Z") =>
    db
      .insertInto("finding")
      .values({
        ...{ id: newId(), exercise_id: world.exercise.id, audit_id: null, kind: "development" },
        ...{ area: null, theme: null, text, case_count: 3 },
        ...{ made_by: people.qaLead.id, made_at: madeAt },
      })
      .execute();
  const planSession = async (more: Partial<typeof plan> = {}) => {
    const sent = await web.post(paths.feedbackSessions.plan(), { ...plan, ...more }, lead);
    expect([sent.status, sent.errors]).toEqual([302, []]);
    return (sent.location ?? "").split("/").at(-1) ?? "";
  };
  const send = (id: string, version: number, more: Record<string, string> = { read: "yes" }) =>
    web.post(paths.feedbackSessions.send(id), { version, ...more }, lead);
  const hold = async (id: string) => {
    await send(id, 1);
    clock.moveTo("2024-04-18T14:00:00.000Z");
    return web.post(paths.feedbackSessions.held(id), { version: 2, others: "2" }, lead);
  };
  return { ...world, clock, web, lead, worker, addSeen, planSession, send, hold };
}

describeDatabases("A feedback session", (makeDb) => {
  it("is planned, its briefing sent, held, and what was said becomes learning", async () => {
    const { web, db, lead, worker, people, teams, addSeen, planSession, hold, ...world } =
      await open(makeDb);
    await addSeen(`${people.worker.name} of Willow wrote plans that nobody else could use`);
    const id = await planSession();
    const one = paths.feedbackSessions.one(id);

    // Until its briefing is sent it is there for QA leads alone.
    expect((await web.get(one, worker)).status).toBe(404);
    expect((await web.get(paths.feedbackSessions.list(), worker)).html.text).toContain(
      "No session is planned",
    );
    const before = await web.get(one, lead);
    expect(before.html.text).toContain(
      "[a colleague] of [a team] wrote plans that nobody else could use (seen by the panel, in 3 cases)",
    );
    expect(before.html.one("main").text).not.toContain(people.worker.name);

    // Nobody sends it unread.
    const unread = await world.send(id, 1, {});
    expect([unread.status, unread.errors]).toEqual([
      400,
      ["Tick to say that you have read the briefing and it names no child, worker or team"],
    ]);
    expect((await hold(id)).status).toBe(302);
    const told = await db
      .selectFrom("outbox")
      .select("person_id")
      .where("kind", "=", "feedback-session")
      .execute();
    const isTold = (personId: string) => told.some((row) => row.person_id === personId);
    expect([people.worker, people.leader, people.auditor].every((p) => isTold(p.id))).toBe(true);
    expect([people.scrutiny, people.administrator, people.qaLead].some((p) => isTold(p.id))).toBe(
      false,
    );

    // What comes later changes nothing of what was sent.
    await addSeen("Added afterwards");
    const out = await web.get(one, worker);
    expect(out.status).toBe(200);
    expect(out.html.text).toContain("[a colleague] of [a team]");
    expect(out.html.text).not.toContain("Added afterwards");
    expect(out.html.text).not.toContain("Tick who came");

    // Who came: by themselves, and by the lead, each once.
    for (const intent of ["there", "there"])
      expect((await web.post(one, { intent }, worker)).status).toBe(302);
    const tick = await web.post(
      paths.feedbackSessions.attendance(id),
      {
        team: teams.willow.id,
        shown: [people.worker.id],
        present: [people.worker.id],
      },
      lead,
    );
    expect([tick.status, tick.errors]).toEqual([302, []]);
    expect((await web.get(one, lead)).html.text).toContain("3 people of 1 team, with 2 others.");
    // Names are the leads' to know.
    expect((await web.get(one, worker)).html.one("main").text).not.toContain(people.worker.name);

    // What was said waits to be filed, and then says what it became.
    const said = { text: "Plans have no place for what may go wrong", kind: "change" };
    for (const _ of [1, 2])
      expect((await web.post(paths.feedbackSessions.say(id), said, lead)).status).toBe(302);
    const points = await db.selectFrom("feedback_session_point").selectAll().execute();
    expect(points).toHaveLength(1);
    const home = await web.get(paths.home(), lead);
    expect(home.html.text).toMatch(/1 .*wait|waits/);
    const pointId = points[0]?.id ?? "";
    const anew = { ...said, text: "Plans have no room for what may go wrong", version: 1 };
    const changed = await web.post(paths.feedbackSessions.point(id, pointId), anew, lead);
    expect(changed.status).toBe(302);
    const sourceId = points[0]?.source_id ?? "";
    const filed = await web.post(
      paths.learning.source(sourceId),
      {
        intent: "begin",
        what: "Plans say too seldom what happens if they fail",
        theme: "",
        area: "",
      },
      lead,
    );
    expect(filed.status).toBe(302);
    const after = await web.get(one, worker);
    expect(after.html.text).toContain("Plans have no room for what may go wrong");
    expect(after.html.text).toContain(
      "Learning: L-0001 Plans say too seldom what happens if they fail",
    );
    // Filed, its words stay.
    const late = await web.post(
      paths.feedbackSessions.point(id, pointId),
      { ...anew, version: 2, text: "Other words" },
      lead,
    );
    expect(late.status).toBe(409);

    // The next briefing tells what became of it.
    const next = await planSession({
      "heldOn.day": "18",
      "heldOn.month": "6",
      "sinceOn.day": "18",
      "sinceOn.month": "4",
    });
    const briefing = await web.get(paths.feedbackSessions.one(next), lead);
    expect(briefing.html.text).toContain("What you said on 18 April 2024");
    expect(briefing.html.text).toContain(
      "Needs to change: Plans have no room for what may go wrong It became learning L-0001.",
    );
  });

  it("keeps lines out that its lead ticks, and refuses what is wrong without losing what was typed", async () => {
    const { web, lead, addSeen, planSession, send } = await open(makeDb);
    await addSeen("The one team with two babies on plans wrote late");
    await addSeen("Told before the last session", "2024-02-13T10:00:00.000Z");
    const id = await planSession();
    const prepare = await web.get(paths.feedbackSessions.briefing(id), lead);
    const [box] = prepare.html.all("input[name=leftOut]");
    expect(prepare.html.all("input[name=leftOut]")).toHaveLength(1);
    const saved = await web.post(
      paths.feedbackSessions.briefing(id),
      { version: 1, introduction: "Bring an example", leftOut: box?.attribute("value") ?? "" },
      lead,
    );
    expect(saved.status).toBe(302);
    const stale = await web.post(
      paths.feedbackSessions.briefing(id),
      { version: 1, introduction: "Something else", leftOut: "" },
      lead,
    );
    expect(stale.status).toBe(409);
    expect(stale.html.one("textarea").text).toContain("Something else");
    const page = await web.get(paths.feedbackSessions.one(id), lead);
    expect(page.html.text).toContain("Bring an example");
    expect(page.html.text).not.toContain("two babies");
    const early = await web.post(
      paths.feedbackSessions.held(id),
      { version: 2, others: "0" },
      lead,
    );
    expect(early.status).toBe(409);
    expect((await send(id, 2)).status).toBe(302);
    // Pressed again, it is sent once.
    expect((await send(id, 2)).status).toBe(302);
    const soon = await web.post(paths.feedbackSessions.held(id), { version: 3, others: "0" }, lead);
    expect(soon.status).toBe(409);
    expect(soon.html.text).toContain("this session is planned for 18 April 2024");

    const wrong = await web.post(
      paths.feedbackSessions.plan(),
      { ...plan, "heldOn.day": "30", "heldOn.month": "2", ledBy: "" },
      lead,
    );
    expect(wrong.errors).toEqual([
      "Date of the session must be a real date, like 5 4 2024",
      "Enter who leads the session",
    ]);
    expect(wrong.html.one("input[name=place]").attribute("value")).toBe("Room 2");
  });

  it("is cancelled with a reason, and everyone who had its briefing is told", async () => {
    const { web, db, lead, worker, planSession, send } = await open(makeDb);
    const id = await planSession();
    await send(id, 1);
    const none = await web.post(
      paths.feedbackSessions.cancel(id),
      { version: 2, reason: "" },
      lead,
    );
    expect(none.errors).toEqual(["Enter why the session is cancelled"]);
    const sent = await web.post(
      paths.feedbackSessions.cancel(id),
      { version: 2, reason: "The room is flooded" },
      lead,
    );
    expect(sent.status).toBe(302);
    expect((await web.get(paths.feedbackSessions.one(id), worker)).html.text).toContain(
      "It does not take place: The room is flooded",
    );
    // What each of the two messages leads to opens for everyone who got it.
    const sentTo = await db
      .selectFrom("outbox")
      .innerJoin("person", "person.id", "outbox.person_id")
      .select(["outbox.kind", "outbox.link", "person.email"])
      .execute();
    expect(new Set(sentTo.map(({ kind }) => kind))).toEqual(new Set(openedOfSessions));
    for (const { link, email } of sentTo)
      expect((await web.get(link, { as: email ?? "" })).status).toBe(200);
    const attend = await web.post(paths.feedbackSessions.one(id), { intent: "there" }, worker);
    expect(attend.status).toBe(409);
  });

  it("waits on the QA lead's home: to be planned, sent and said to be held", async () => {
    const { web, db, clock, lead, worker, people, planSession, send, exercise } =
      await open(makeDb);
    const homeSays = async () => (await web.get(paths.home(), lead)).html.text;
    expect(await homeSays()).not.toContain("Plan the next feedback session");
    await db
      .updateTable("exercise")
      .set({ state: "closed", closed_at: "2024-04-02T10:00:00.000Z" })
      .where("id", "=", exercise.id)
      .execute();
    expect(await homeSays()).toContain("Plan the next feedback session");
    const id = await planSession();
    expect(await homeSays()).toContain(
      "Send the briefing of the feedback session of 18 April 2024",
    );
    await send(id, 1);
    expect(await homeSays()).not.toContain("Send the briefing");
    expect((await web.get(paths.home(), worker)).html.text).toContain(
      "Come to the feedback session, and read its briefing",
    );
    // It is in the calendar of whoever comes, and of nobody else.
    const calendarOf = async (person: { email: string }) => {
      const as = { as: person.email };
      const made = await web.post(paths.accountCalendar(), { intent: "make" }, as);
      return (await web.get(new URL(made.html.one("code").text).pathname)).body;
    };
    expect(await calendarOf(people.worker)).toMatch(
      /DTSTART:20240418T120000Z[\s\S]*SUMMARY:Feedback session/,
    );
    expect(await calendarOf(people.scrutiny)).not.toContain("Feedback session");
    clock.moveTo("2024-04-19T08:00:00.000Z");
    expect(await homeSays()).toContain("Say who came to the feedback session of 18 April 2024");
    await web.post(paths.feedbackSessions.held(id), { version: 2, others: "5" }, lead);
    expect(await homeSays()).not.toContain("feedback session of 18 April");
    const { "feedback-sessions.months": months } = await findSettings(db);
    clock.moveTo(`2024-0${4 + months}-18T08:00:00.000Z`);
    expect(await homeSays()).toContain("Plan the next feedback session");
  });

  it("has its briefing as a file, which names no one either", async () => {
    const { web, people, worker, addSeen, planSession, send } = await open(makeDb);
    await addSeen(`${people.otherWorker.name} hid DB-1042`);
    const id = await planSession();
    const words = paths.feedbackSessions.file(id, "report.txt");
    expect((await web.get(words, worker)).status).toBe(404);
    await send(id, 1);
    const file = await web.get(words, worker);
    expect(file.status).toBe(200);
    expect(file.body).toContain("[a colleague] hid [a case]");
    expect(file.body).not.toContain(people.otherWorker.name);
    expect((await web.get(words, { as: people.scrutiny.email })).status).toBe(403);
    expect((await web.get(paths.feedbackSessions.plan(), worker)).status).toBe(403);
  });
});
