import { expect, it } from "vitest";
import { paths } from "~/paths";
import { remindToShare } from "~db/operations/observations/reminders.server";
import { testClock } from "../../support/clock";
import { describeDatabases, type MakeDb } from "../../support/databases";
import { openedOfObservations } from "../../support/message-stage";
import { startWeb } from "../../support/web";
import { makeWorld, type WorldPerson } from "../../support/world";

const words = {
  kind: "direct-practice",
  "observedOn.day": "12",
  "observedOn.month": "4",
  "observedOn.year": "2024",
  about: "Home visit",
  workerConsent: "given",
  workerConsentHow: "Asked on the phone",
  familyConsent: "given",
  familyView: "She listens to both of us",
  seen: "A planned visit of forty minutes",
  "answers.q1": "She had read the file",
  strengths: "- Wren Castle let the child lead\n- Said why she came",
  toDevelop: "The plan of Willow was not in the words of DB-1042",
  strengthThemes: "analysis",
  intent: "check",
};

async function open(makeDb: MakeDb) {
  const world = await makeWorld(await makeDb());
  const clock = testClock();
  const web = await startWeb(world.db, { clock });
  const { people, db, teams } = world;
  const as = (person: WorldPerson) => ({ as: person.email });
  const { observations } = paths;

  const begin = async (observer: WorldPerson, more: Record<string, string> = {}) => {
    const sent = await web.post(
      observations.begin(),
      {
        kind: "direct-practice",
        "observedOn.day": "12",
        "observedOn.month": "4",
        "observedOn.year": "2024",
        team: teams.willow.id,
        ...more,
      },
      as(observer),
    );
    expect([sent.status, sent.errors]).toEqual([302, []]);
    return (sent.location ?? "").split("/").at(-2) ?? "";
  };
  const write = (
    id: string,
    observer: WorldPerson,
    more: Record<string, string | number | string[]> = {},
  ) =>
    web.post(
      observations.write(id),
      { version: 1, observed: people.worker.id, ...words, ...more },
      as(observer),
    );
  const share = (id: string, observer: WorldPerson, version = 2, more = {}) =>
    web.post(observations.share(id), { version, ...more }, as(observer));
  const shared = async (observer: WorldPerson = people.otherAuditor) => {
    const id = await begin(observer);
    expect((await write(id, observer)).location).toBe(observations.share(id));
    expect((await share(id, observer)).status).toBe(302);
    return id;
  };
  const status = async (path: string, person: WorldPerson) =>
    (await web.get(path, as(person))).status;
  return { ...world, db, clock, web, as, begin, write, share, shared, status, observations };
}

describeDatabases("An observation of practice", (makeDb) => {
  it("is written, shared, read and answered, and closed once feedback was given", async () => {
    const { web, db, people, as, begin, write, share, observations } = await open(makeDb);
    const observer = people.otherAuditor;
    const id = await begin(observer);
    const home = async (person: WorldPerson) => (await web.get(paths.home(), as(person))).html.text;
    expect(await home(observer)).toContain(
      "Finish and share the observation of Willow of 12 April 2024",
    );
    // Nothing is shared that lacks something.
    const early = await share(id, observer, 1);
    expect([early.status, early.errors]).toEqual([
      400,
      [
        "Choose who was observed. Choose whether the worker agreed. Choose whether the family agreed. Enter what you saw. Enter at least one strength, or one thing to develop",
      ],
    ]);
    const self = await write(id, observer, { observed: observer.id });
    expect(self.errors).toEqual(["Choose someone else: nobody observes themselves"]);
    expect(self.html.one("textarea[name=seen]").text).toContain("A planned visit");
    expect((await write(id, observer)).location).toBe(observations.share(id));
    const stale = await write(id, observer, { seen: "Something else" });
    expect(stale.status).toBe(409);
    expect(stale.html.one("textarea[name=seen]").text).toContain("Something else");
    // Pressed twice, it is shared once.
    for (const _ of [1, 2]) expect((await share(id, observer)).status).toBe(302);
    const told = await db
      .selectFrom("outbox")
      .select("person_id")
      .where("kind", "=", "observation-shared")
      .execute();
    expect(told).toEqual([{ person_id: people.worker.id }]);
    expect((await write(id, observer, { version: 3 })).status).toBe(409);

    expect(await home(people.worker)).toContain(
      "Read the observation of your practice of 12 April 2024, and answer it",
    );
    const one = await web.get(observations.one(id), as(people.worker));
    for (const said of ["Said why she came", "She listens to both of us", "She had read the file"])
      expect(one.html.text).toContain(said);
    const answer = { version: 1, response: "I was glad that he drew" };
    expect((await web.post(observations.answer(id), answer, as(people.worker))).status).toBe(302);
    expect(await home(people.worker)).not.toContain("Read the observation");
    const late = await web.post(observations.answer(id), answer, as(people.worker));
    expect(late.status).toBe(409);

    const soon = await web.post(observations.close(id), { version: 3 }, as(observer));
    expect(soon.status).toBe(409);
    expect(await home(observer)).toContain("Say when feedback was given on the observation of");
    const feedback = {
      version: 3,
      feedbackTo: "Wren Castle",
      "feedbackOn.day": "1",
      "feedbackOn.month": "4",
      "feedbackOn.year": "2024",
    };
    const before = await web.post(observations.feedback(id), feedback, as(observer));
    expect(before.errors).toEqual(["Enter a date from the observation to today"]);
    const given = await web.post(
      observations.feedback(id),
      { ...feedback, "feedbackOn.day": "12" },
      as(observer),
    );
    expect(given.status).toBe(302);
    expect(await home(observer)).toContain("Read what came back, and close the observation");
    for (const _ of [1, 2])
      expect((await web.post(observations.close(id), { version: 4 }, as(observer))).status).toBe(
        302,
      );
    expect(await home(observer)).not.toContain("the observation of");
    const gone = await web.post(
      observations.withdraw(id),
      { version: 5, reason: "No" },
      as(observer),
    );
    expect(gone.status).toBe(409);
  });

  it("is there for whoever made it, is in it, manages them, and QA leads; for nobody else", async () => {
    const { people, begin, write, shared, status, observations, db, teams } = await open(makeDb);
    const draft = await begin(people.otherAuditor);
    await write(draft, people.otherAuditor);
    const read = async (id: string) =>
      Object.fromEntries(
        await Promise.all(
          Object.entries(people).map(
            async ([name, person]) => [name, await status(observations.one(id), person)] as const,
          ),
        ),
      );
    const nobody = Object.fromEntries(
      Object.keys(people).map((name) => [
        name,
        ["scrutiny", "administrator", "partner"].includes(name) ? 403 : 404,
      ]),
    );
    expect(await read(draft)).toEqual({ ...nobody, otherAuditor: 200, qaLead: 200 });
    const id = await shared();
    const readers = { otherAuditor: 200, qaLead: 200, worker: 200, serviceManager: 200 };
    expect(await read(id)).toEqual({ ...nobody, ...readers, teamManager: 200 });
    // It goes with the worker: whoever manages them now reads it.
    const move = (set: { team_id?: string; active?: 0 | 1 }) =>
      db.updateTable("person").set(set).where("id", "=", people.worker.id).execute();
    await move({ team_id: teams.rowan.id });
    expect(await read(id)).toEqual({ ...nobody, ...readers, otherTeamManager: 200 });
    await move({ active: 0 });
    expect((await read(id)).teamManager).toBe(200);
    expect((await read(id)).otherTeamManager).toBe(404);
  });

  it("keeps nothing of a family that did not agree", async () => {
    const { web, db, people, as, begin, write, addCase, observations } = await open(makeDb);
    const kase = await addCase({ reference: "DB-7777" });
    const observer = people.teamManager;
    const id = await begin(observer);
    const stored = () =>
      db.selectFrom("observation").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
    await write(id, observer, { caseReference: "DB-7777" });
    expect([(await stored()).case_id, (await stored()).family_view]).toEqual([
      kase.id,
      "She listens to both of us",
    ]);
    const kept = await write(id, observer, { version: 2, familyConsent: "not-given" });
    expect(kept.errors).toEqual([
      "Choose “Yes” to keep the family’s own view, or clear what you wrote there",
    ]);
    const cleared = { version: 2, familyConsent: "not-given", familyView: "" };
    expect((await write(id, observer, cleared)).status).toBe(302);
    expect(await stored()).toMatchObject({
      case_id: null,
      family_view: "",
      family_consent_on: null,
    });
    const told = await db.selectFrom("event_body").selectAll().execute();
    expect(JSON.stringify(told)).not.toContain("listens to both");
    expect((await web.get(observations.share(id), as(observer))).html.text).toContain(
      "The family agreed No",
    );
  });

  it("names a case of one's caseload alone, to whoever may open it", async () => {
    const { web, people, as, begin, write, share, addCase, observations, teams } =
      await open(makeDb);
    await addCase({ reference: "DB-7777", team_id: teams.willow.id });
    const begun = await begin(people.otherTeamManager);
    const away = await write(begun, people.otherTeamManager, { caseReference: "DB-7777" });
    expect(away.errors).toEqual([
      "Enter the reference of a case in your caseload, or leave it empty",
    ]);
    const id = await begin(people.teamManager);
    await write(id, people.teamManager, { caseReference: "DB-7777" });
    await share(id, people.teamManager);
    const saysCase = async (person: WorldPerson) =>
      (await web.get(observations.one(id), as(person))).html.text.includes("DB-7777");
    expect([await saysCase(people.serviceManager), await saysCase(people.worker)]).toEqual([
      true,
      false,
    ]);
  });

  it("asks why it was right where its observer declared a conflict of interest", async () => {
    const { web, people, as, begin, write, share, observations } = await open(makeDb);
    const observer = people.otherAuditor;
    const declared = await web.post(
      paths.accountConflicts(),
      { with: "worker", workerId: people.worker.id, note: "We are related" },
      as(observer),
    );
    expect(declared.errors).toEqual([]);
    const id = await begin(observer);
    await write(id, observer);
    const none = await share(id, observer);
    expect(none.errors).toEqual(["Enter why it was right that you observed"]);
    const reason = { conflictReason: "Nobody else speaks the language" };
    expect((await share(id, observer, 2, reason)).status).toBe(302);
    expect((await web.get(observations.one(id), as(people.worker))).html.text).toContain(
      "Nobody else speaks the language",
    );
  });

  it("becomes learning that names no worker, team or case, in two clicks", async () => {
    const { web, db, people, as, shared, observations } = await open(makeDb);
    const id = await shared();
    const page = await web.get(observations.one(id), as(people.qaLead));
    const points = page.html.all("input[name=point]").map((one) => one.attribute("value") ?? "");
    expect(points).toHaveLength(3);
    const sources: string[] = [];
    for (const point of [...points, points[0] ?? ""]) {
      const sent = await web.post(observations.one(id), { point }, as(people.qaLead));
      expect(sent.status).toBe(302);
      sources.push(sent.location ?? "");
    }
    // The same point is entered once.
    expect(sources[3]).toBe(sources[0]);
    const says = (await db.selectFrom("learning_source").select("says").execute()).map(
      (one) => one.says,
    );
    expect(says.sort()).toEqual([
      "Said why she came",
      "The plan of [a team] was not in the words of [a case]",
      "[a colleague] let the child lead",
    ]);
    const filed = await web.post(
      sources[0] ?? "",
      { intent: "begin", what: "Children lead in visits", theme: "", area: "" },
      as(people.qaLead),
    );
    expect([filed.status, filed.errors]).toEqual([302, []]);
    expect((await web.get(observations.one(id), as(people.qaLead))).html.text).toContain(
      "Learning: L-0001 Children lead in visits",
    );
    // Whoever was observed is not offered it.
    const own = await web.get(observations.one(id), as(people.worker));
    expect(own.html.all("input[name=point]")).toEqual([]);
    const other = await web.post(
      observations.one(id),
      { point: points[1] ?? "" },
      as(people.worker),
    );
    expect(other.status).toBe(403);
  });

  it("is in nobody's league table: people stand by name, for their own managers alone", async () => {
    const { web, people, as, shared, status, observations } = await open(makeDb);
    await shared();
    await shared();
    const list = await web.get(observations.people(), as(people.serviceManager));
    const names = list.html.all("tbody th").map((one) => one.text);
    expect(names).toEqual(
      ["Alex Morley", "Ivo Marsh", "Rae Holt", "Toni Vale", "Wren Castle"].sort(
        (a, b) => names.indexOf(a) - names.indexOf(b),
      ),
    );
    const byTeam = list.html.all("tbody tr").map((row) => row.text);
    expect(byTeam.findIndex((row) => row.includes("Wren Castle"))).toBeGreaterThan(
      byTeam.findIndex((row) => row.includes("Ivo Marsh")),
    );
    const person = observations.person(people.worker.id);
    expect((await web.get(person, as(people.teamManager))).html.text).toContain(
      "2 observations in the last twelve months.",
    );
    for (const one of [people.qaLead, people.leader, people.otherWorker, people.worker])
      expect(await status(person, one)).toBe(403);
    expect(await status(person, people.otherTeamManager)).toBe(404);
    const figures = await web.get(observations.figures(), as(people.qaLead));
    expect(figures.html.text).toContain("2 observations from");
    for (const { name } of Object.values(people).filter((one) => one !== people.qaLead))
      expect(figures.html.one("main").text).not.toContain(name);
    const own = await web.get(observations.list({ show: "of-me" }), as(people.worker));
    expect(own.html.text).toContain("2 observations in the last twelve months.");
    const leader = await web.get(observations.figures(), as(people.leader));
    expect(leader.html.text).toContain("Themes are not counted of fewer than 5 observations.");
  });

  it("is asked by questions that the QA lead publishes, and keeps those it was begun with", async () => {
    const { web, people, as, begin, write, share, observations } = await open(makeDb);
    const id = await begin(people.teamManager);
    const rows = {
      "rows.0.text": "Was it kind?",
      "rows.0.kind": "",
      "rows.1.text": "",
      "rows.1.kind": "",
    };
    const publish = (version: number, more = {}) =>
      web.post(observations.questions(), { version, ...rows, ...more }, as(people.qaLead));
    const none = await publish(0, { "rows.0.text": "" });
    expect(none.errors).toEqual(["Enter at least one question"]);
    expect((await publish(0)).status).toBe(302);
    expect((await publish(0)).status).toBe(409);
    const before = await web.get(observations.write(id), as(people.teamManager));
    expect(before.html.text).not.toContain("Was it kind?");
    const next = await begin(people.teamManager);
    const asked = await web.get(observations.write(next), as(people.teamManager));
    expect(asked.html.all("textarea[name^='answers.']")).toHaveLength(1);
    await write(next, people.teamManager, { "answers.v1q1": "Very" });
    await share(next, people.teamManager);
    expect((await web.get(observations.one(next), as(people.worker))).html.text).toContain(
      "Was it kind? Very",
    );
    expect((await web.get(observations.questions(), as(people.teamManager))).status).toBe(403);
  });

  it("tells its observer of each answer, and waits for nobody who has left", async () => {
    const { web, db, clock, people, as, begin, write, share, shared, observations } =
      await open(makeDb);
    const observer = people.otherAuditor;
    const both = [people.worker, people.teamManager];
    const id = await begin(observer);
    await write(id, observer, { observed: both.map((one) => one.id) });
    await share(id, observer);
    for (const one of both)
      await web.post(observations.answer(id), { version: 1, response: "Thank you" }, as(one));
    const told = await db
      .selectFrom("outbox")
      .select("person_id")
      .where("kind", "=", "observation-answered")
      .execute();
    expect(told.map((one) => one.person_id)).toEqual([observer.id, observer.id]);

    const unread = await shared(observer);
    await db.updateTable("person").set({ active: 0 }).where("id", "=", people.worker.id).execute();
    const given = { "feedbackOn.day": "12", "feedbackOn.month": "4", "feedbackOn.year": "2024" };
    await web.post(
      observations.feedback(unread),
      { version: 3, feedbackTo: "Their manager", ...given },
      as(observer),
    );
    const home = async (person: WorldPerson) => (await web.get(paths.home(), as(person))).html.text;
    expect(await home(observer)).toContain(
      "Read what came back, and close the observation of Wren Castle of 12 April 2024",
    );
    clock.moveTo("2024-05-20T08:00:00.000Z");
    expect(await home(people.qaLead)).not.toContain("Wren Castle of 12 April 2024");
  });

  it("waits for its observer, who is reminded, and for the QA lead; each message opens", async () => {
    const { web, db, clock, people, as, begin, shared, observations } = await open(makeDb);
    const draft = await begin(people.teamManager);
    const out = await shared(people.teamManager);
    await web.post(observations.answer(out), { version: 1, response: "Yes" }, as(people.worker));
    const gone = await shared(people.teamManager);
    await web.post(
      observations.withdraw(gone),
      { version: 3, reason: "It was the wrong worker" },
      as(people.teamManager),
    );
    const home = async () => (await web.get(paths.home(), as(people.qaLead))).html.text;
    expect(await home()).not.toContain("it is not shared yet");
    clock.moveTo("2024-04-23T08:00:00.000Z");
    expect(await home()).toContain("Ask for the observation by Toni Vale of 12 April 2024");
    const stamp = {
      actorId: null,
      at: clock.now().toISOString(),
      systemAt: clock.now().toISOString(),
    };
    for (const _ of [1, 2]) await remindToShare(db, stamp);
    const sent = await db
      .selectFrom("outbox")
      .innerJoin("person", "person.id", "outbox.person_id")
      .select(["outbox.kind", "outbox.link", "person.email"])
      .where("outbox.kind", "like", "observation-%")
      .execute();
    expect(sent.filter(({ kind }) => kind === "observation-to-share")).toHaveLength(1);
    expect(new Set(sent.map(({ kind }) => kind))).toEqual(new Set(openedOfObservations));
    for (const { link, email } of sent)
      expect((await web.get(link, { as: email ?? "" })).status).toBe(200);
    expect((await web.get(observations.one(gone), as(people.worker))).html.text).toContain(
      "It was withdrawn: It was the wrong worker",
    );
    expect(draft).not.toBe("");
  });
});
