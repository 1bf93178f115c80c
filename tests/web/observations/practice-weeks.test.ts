import { expect, it } from "vitest";
import { paths } from "~/paths";
import { newId } from "~db/core/ids.server";
import { testClock } from "../../support/clock";
import { describeDatabases, type MakeDb } from "../../support/databases";
import { openedOfWeeks } from "../../support/message-stage";
import { startWeb } from "../../support/web";
import { makeWorld, type WorldPerson } from "../../support/world";

const day = (name: string, on: number) => ({
  [`${name}.day`]: String(on),
  [`${name}.month`]: "4",
  [`${name}.year`]: "2024",
});

async function open(makeDb: MakeDb) {
  const world = await makeWorld(await makeDb());
  const clock = testClock();
  const web = await startWeb(world.db, { clock });
  const { people, db, teams } = world;
  const as = (person: WorldPerson) => ({ as: person.email });
  const lead = as(people.qaLead);
  const { practiceWeeks, observations } = paths;

  const plan = async (more: Record<string, string> = {}) => {
    const sent = await web.post(
      practiceWeeks.plan(),
      { theme: "The voice of the child", ...day("startsOn", 15), ...day("endsOn", 19), ...more },
      lead,
    );
    expect([sent.status, sent.errors]).toEqual([302, []]);
    return (sent.location ?? "").split("/").at(-1) ?? "";
  };
  const part = {
    ...{ version: 0, kind: "observation", startsAt: "10:00", about: "Home visit", place: "" },
    ...{ byId: people.serviceManager.id, teamId: "", observedId: people.worker.id },
    ...{ exerciseId: "", ...day("day", 15) },
  };
  const add = (id: string, more: Record<string, string> = {}) =>
    web.post(practiceWeeks.addSlot(id), { ...part, ...more }, lead);
  const slots = (id: string) =>
    db
      .selectFrom("practice_week_slot")
      .selectAll()
      .where("week_id", "=", id)
      .orderBy("day")
      .execute();
  return {
    ...world,
    db,
    clock,
    web,
    as,
    lead,
    plan,
    part,
    add,
    slots,
    practiceWeeks,
    observations,
    teams,
  };
}

describeDatabases("A practice week", (makeDb) => {
  it("is planned from the programme, its timetable sent, written down in one tap, and signed off", async () => {
    const { web, db, clock, people, as, lead, plan, add, slots, practiceWeeks, observations } =
      await open(makeDb);
    const plannedId = newId();
    await db
      .insertInto("planned_exercise")
      .values({
        ...{ id: plannedId, kind: "practice-week", title: "Practice week, April 2024" },
        ...{ month: "2024-04", service_id: null, owner_id: people.qaLead.id, slot: null },
      })
      .execute();
    expect((await web.get(paths.planned.one(plannedId), lead)).html.text).toContain("Plan it now");
    const id = await plan({ planned: plannedId });
    const one = practiceWeeks.one(id);
    expect((await web.get(paths.planned.one(plannedId), lead)).html.text).toContain(
      "The practice week that it became",
    );
    const manager = as(people.serviceManager);
    expect((await web.get(one, manager)).status).toBe(404);

    // What is wrong is said, and nothing typed is lost.
    const wrong = await add(id, {
      ...day("day", 22),
      observedId: people.serviceManager.id,
      startsAt: "ten",
    });
    expect(wrong.errors).toEqual(["Enter a time like 14:05"]);
    const self = await add(id, {
      ...day("day", 22),
      byId: people.teamManager.id,
      observedId: people.teamManager.id,
    });
    expect(self.errors).toEqual([
      "Enter a day of the week",
      "Choose someone else: nobody observes themselves",
    ]);
    expect(self.html.one("input[name=about]").attribute("value")).toBe("Home visit");
    for (const _ of [1, 2]) expect((await add(id)).status).toBe(302);
    expect(
      (await add(id, { kind: "audit", startsAt: "14:00", byId: people.leader.id, observedId: "" }))
        .status,
    ).toBe(302);
    const [seen, audit] = await slots(id);
    expect(await slots(id)).toHaveLength(2);

    for (const _ of [1, 2])
      expect((await web.post(practiceWeeks.publish(id), { version: 1 }, lead)).status).toBe(302);
    const home = async (person: WorldPerson) => (await web.get(paths.home(), as(person))).html.text;
    expect(await home(people.serviceManager)).toContain("Observe: Willow, 10:00");
    expect(await home(people.worker)).toContain("Your practice is observed, 10:00");
    const made = await web.post(paths.accountCalendar(), { intent: "make" }, manager);
    const calendar = (await web.get(new URL(made.html.one("code").text).pathname)).body;
    expect(calendar).toContain("SUMMARY:Practice week: observation\\, Willow");
    expect(calendar).not.toContain(people.worker.name);

    // Who is observed by name is for them, whoever observes, and the lead.
    const says = async (person: WorldPerson) =>
      (await web.get(one, as(person))).html.one("main").text.includes(people.worker.name);
    expect([
      await says(people.serviceManager),
      await says(people.worker),
      await says(people.qaLead),
      await says(people.otherWorker),
    ]).toEqual([true, true, true, false]);

    const observe = practiceWeeks.observe(id, seen?.id ?? "");
    const other = await web.post(observe, {}, as(people.teamManager));
    expect(other.status).toBe(404);
    // Tapped twice, it is one observation.
    const begun = await Promise.all([1, 2].map(() => web.post(observe, {}, manager)));
    expect(begun.map(({ status }) => status)).toEqual([302, 302]);
    expect(begun[0]?.location).toBe(begun[1]?.location);
    const write = begun[0]?.location ?? "";
    const page = await web.get(write, manager);
    expect(page.html.one("input[name=about]").attribute("value")).toBe("Home visit");
    const ticked = page.html
      .all("input[name=observed]")
      .filter((box) => (box.attribute("checked") ?? null) !== null);
    expect(ticked.map((box) => box.attribute("value"))).toEqual([people.worker.id]);
    const sent = await web.post(
      write,
      {
        ...{ version: 1, kind: "direct-practice", ...day("observedOn", 15), about: "Home visit" },
        ...{ observed: people.worker.id, workerConsent: "given", familyConsent: "given" },
        ...{ familyView: "She listens", seen: "A visit", intent: "check" },
        strengths: "Wren Castle of Willow let the child lead",
        toDevelop: "Too late",
      },
      manager,
    );
    const observationId = (sent.location ?? "").split("/").at(-2) ?? "";
    await web.post(observations.share(observationId), { version: 2 }, manager);
    expect((await slots(id)).map(({ state }) => state)).toEqual(["done", "planned"]);
    const told = await web.post(
      practiceWeeks.slotDone(id, audit?.id ?? ""),
      { version: 1, outcome: "not-done", note: "Called away" },
      as(people.leader),
    );
    expect([told.status, told.errors]).toEqual([302, []]);

    const early = await web.post(practiceWeeks.close(id), { version: 2 }, lead);
    expect(early.status).toBe(409);
    clock.moveTo("2024-04-22T08:00:00.000Z");
    expect(await home(people.qaLead)).toContain(
      "Sign off the practice week on The voice of the child",
    );
    const unread = await web.post(practiceWeeks.close(id), { version: 2, changes: "" }, lead);
    expect(unread.errors).toEqual([
      "Enter what the week changes",
      "Tick to say that the summary names no child, worker or team",
    ]);
    const points = await web.get(practiceWeeks.close(id), lead);
    const late = points.html.all("input[name=leftOut]").map((box) => box.attribute("value") ?? "");
    const develop = await db
      .selectFrom("observation_point")
      .select("id")
      .where("text", "=", "Too late")
      .executeTakeFirstOrThrow();
    expect(late).toContain(develop.id);
    const signed = {
      version: 2,
      changes: "Time for Toni Vale to visit",
      leftOut: develop.id,
      read: "yes",
    };
    for (const _ of [1, 2])
      expect((await web.post(practiceWeeks.close(id), signed, lead)).status).toBe(302);
    const summary = (await web.get(one, as(people.otherWorker))).html.one("main").text;
    expect(summary).toContain("[a colleague] of [a team] let the child lead");
    expect(summary).toContain("Time for [a colleague] to visit");
    expect(summary).toContain("1 of 2 done, 1 did not happen: 1 observation");
    for (const not of ["Too late", people.worker.name]) expect(summary).not.toContain(not);
    const word = await web.get(practiceWeeks.file(id, "report.docx"), as(people.otherWorker));
    expect([word.status, word.headers.get("Content-Type")]).toEqual([
      200,
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ]);
    const words = await web.get(practiceWeeks.file(id, "report.txt"), as(people.otherWorker));
    expect(words.body).not.toContain(people.worker.name);
    expect((await web.get(practiceWeeks.file(id, "report.txt"), as(people.scrutiny))).status).toBe(
      403,
    );

    // What comes later is refused in clear words, until the lead opens it again.
    const after = await web.post(
      practiceWeeks.slotDone(id, audit?.id ?? ""),
      { version: 2, outcome: "done", note: "After all" },
      as(people.leader),
    );
    expect(after.status).toBe(409);
    expect(after.html.text).toContain("ask the QA lead to open the week again");
    expect(
      (await web.post(practiceWeeks.reopen(id), { version: 3, reason: "An audit came late" }, lead))
        .status,
    ).toBe(302);
    const again = await web.post(
      practiceWeeks.slotDone(id, audit?.id ?? ""),
      { version: 2, outcome: "done", note: "After all" },
      as(people.leader),
    );
    expect(again.status).toBe(302);
  });

  it("stands in the programme in its month, and a part given to someone else is theirs", async () => {
    const { web, db, people, as, lead, plan, part, add, slots, practiceWeeks } = await open(makeDb);
    // Nothing was planned of it in the programme.
    const id = await plan();
    const place = () =>
      db
        .selectFrom("planned_exercise")
        .select(["id", "title", "month"])
        .where("practice_week_id", "=", id)
        .executeTakeFirstOrThrow();
    const { id: placeId, ...april } = await place();
    expect(april).toEqual({ title: "Practice week, April 2024", month: "2024-04" });
    const year = await web.get(paths.programme({ view: "list" }), as(people.teamManager));
    expect(year.html.text).toContain("Practice week, April 2024");
    // What it became is changed there.
    const planned = await web.get(paths.planned.one(placeId), lead);
    expect(planned.html.all("main form")).toEqual([]);
    for (const address of [paths.planned.missed(placeId), paths.planned.remove(placeId)])
      expect([address, (await web.get(address, lead)).status]).toEqual([address, 409]);
    const dates = (month: string) => ({
      ...{ ...day("startsOn", 15), ...day("endsOn", 19) },
      ...{ "startsOn.month": month, "endsOn.month": month },
    });
    const move = (version: number, month: string) =>
      web.post(practiceWeeks.change(id), { version, theme: "Voice", ...dates(month) }, lead);
    expect((await move(1, "6")).status).toBe(302);
    expect(await place()).toMatchObject({ title: "Practice week, June 2024", month: "2024-06" });
    expect((await move(2, "4")).status).toBe(302);

    await add(id);
    await web.post(practiceWeeks.publish(id), { version: 3 }, lead);
    const [slot] = await slots(id);
    const observe = practiceWeeks.observe(id, slot?.id ?? "");
    const first = await web.post(observe, {}, as(people.serviceManager));
    const given = { ...part, version: 1, byId: people.leader.id };
    const changed = await web.post(practiceWeeks.slot(id, slot?.id ?? ""), given, lead);
    expect([changed.status, changed.errors]).toEqual([302, []]);
    const second = await web.post(observe, {}, as(people.leader));
    expect(second.location).not.toBe(first.location);
    expect((await web.get(second.location ?? "", as(people.leader))).status).toBe(200);
  });

  it("is cancelled with a reason, whoever has a part is told, and it is planned again", async () => {
    const { web, db, people, as, lead, plan, add, slots, practiceWeeks } = await open(makeDb);
    const plannedId = newId();
    await db
      .insertInto("planned_exercise")
      .values({
        ...{ id: plannedId, kind: "practice-week", title: "Practice week, April 2024" },
        ...{ month: "2024-04", service_id: null, owner_id: people.qaLead.id, slot: null },
      })
      .execute();
    // The only one of its month is meant.
    const id = await plan();
    await add(id);
    const [slot] = await slots(id);
    await web.post(practiceWeeks.publish(id), { version: 1 }, lead);
    const removed = await add(id, { startsAt: "11:00" });
    expect(removed.status).toBe(302);
    const second = (await slots(id)).find(({ starts_at }) => starts_at === "11:00");
    const out = await web.post(
      practiceWeeks.slot(id, second?.id ?? ""),
      { version: 1, intent: "remove" },
      lead,
    );
    expect(out.status).toBe(302);
    expect((await slots(id)).map((one) => one.id)).toEqual([slot?.id]);
    const none = await web.post(practiceWeeks.cancel(id), { version: 2, reason: "" }, lead);
    expect(none.errors).toEqual(["Enter why"]);
    await web.post(practiceWeeks.cancel(id), { version: 2, reason: "An inspection began" }, lead);
    const sent = await db
      .selectFrom("outbox")
      .innerJoin("person", "person.id", "outbox.person_id")
      .select(["outbox.kind", "outbox.link", "person.email"])
      .execute();
    expect(new Set(sent.map(({ kind }) => kind))).toEqual(new Set(openedOfWeeks));
    for (const { link, email } of sent)
      expect((await web.get(link, { as: email ?? "" })).html.text).toContain(
        "It does not take place: An inspection began",
      );
    const planned = await web.get(paths.planned.one(plannedId), lead);
    expect(planned.html.text).toContain("Plan it now");
    for (const person of [people.worker, people.teamManager])
      expect((await web.get(practiceWeeks.plan(), as(person))).status).toBe(403);
  });
});
