import { expect, it } from "vitest";
import { paths } from "~/paths";
import { saveSetting } from "~db/core/settings.server";
import { describeDatabases } from "../../support/databases";
import { formOf } from "../../support/form";
import { startWeb, type WebResponse } from "../../support/web";
import { makeWorld, type World } from "../../support/world";

const boxes = (page: WebResponse) =>
  page.html.all(".los-calendar tbody .los-calendar__box").map((box) => box.text);

/** The page of something planned, by its title, where the programme leads there. */
const pageOf = (page: WebResponse, title: string): string => {
  const link = page.html.all(".los-calendar tbody a").find((one) => one.text.includes(title));
  const href = link?.attribute("href");
  if (!href) throw new Error(`${title} leads nowhere`);
  return href;
};

async function start(world: World) {
  const web = await startWeb(world.db);
  const as = world.people.qaLead.email;
  const year = (of = "2024", who = as) => web.get(paths.programme({ year: of }), { as: who });
  const add = (fields: Record<string, string>) =>
    web.post(
      paths.planned.add(),
      { ownerId: world.people.qaLead.id, title: "", serviceId: "", ...fields },
      { as },
    );
  const change = async (href: string, fields: Record<string, string>, who = as) => {
    const held = formOf((await web.get(href, { as: who })).html);
    return web.post(href, { ...held, ...fields }, { as: who });
  };
  return { web, as, year, add, change };
}

const may = { "month.month": "05", "month.year": "2024" };

describeDatabases("The programme of a year", (makeDb) => {
  it("is made from the rhythm, seen before it is, and never doubled when it is made again", async () => {
    const world = await makeWorld(await makeDb());
    const { web, as, year } = await start(world);
    const page = await web.get(paths.planned.rhythm(), { as });
    const rhythm = formOf(page.html);
    expect(rhythm["beats.core.every"]).toEqual(["2"]);
    const saved = await web.post(
      paths.planned.rhythm(),
      {
        ...rhythm,
        "beats.core.every": "3",
        "beats.core.from": "6",
        "beats.thematic.every": "0",
        "beats.dip-sample.every": "6",
        "beats.dip-sample.from": "5",
        "beats.practice-week.every": "12",
        "beats.practice-week.from": "11",
        without: ["8", "9"],
        dipSamples: [world.serviceId],
      },
      { as },
    );
    expect(saved.location).toBe(paths.planned.rhythm());
    const preview = await web.get(paths.planned.rhythm(), { as });
    const rows = preview.html.all("table tbody tr").map((row) => row.text);
    // The cycle of the world is of the year before; nothing falls in August or September.
    expect(rows).toContainEqual(expect.stringMatching(/^Core audit cycle Jun, Jul, Dec, Mar None/));
    expect(rows).toContainEqual(expect.stringMatching(/^Dip sample, Safeguarding May, Nov/));
    expect(rows.some((row) => row.startsWith("Dip sample, Corporate"))).toBe(false);
    expect(boxes(await year())).toEqual([]);

    const make = () => web.post(paths.planned.rhythm(), { intent: "make", year: "2024" }, { as });
    expect((await make()).location).toBe(paths.programme({ year: "2024" }));
    const made = boxes(await year());
    expect(made).toHaveLength(7);
    await make();
    expect(boxes(await year())).toHaveLength(7);

    // Moved and removed by hand, it stays so.
    const moved = pageOf(await year(), "December 2024 core cycle");
    const held = formOf((await web.get(moved, { as })).html);
    await web.post(moved, { ...held, "month.month": "11" }, { as });
    const after = await year();
    expect(boxes(after).some((box) => box.includes("November 2024 core cycle"))).toBe(true);
    const out = pageOf(after, "Practice week");
    const { version } = formOf((await web.get(`${out}/remove`, { as })).html);
    await web.post(`${out}/remove`, { version: version ?? "" }, { as });
    await make();
    const kept = boxes(await year());
    expect(kept).toHaveLength(6);
    expect(kept.some((box) => box.includes("Practice week"))).toBe(false);
    const again = await web.get(paths.planned.rhythm(), { as });
    expect(again.html.text).not.toContain("to the programme");
    expect(web.log).toEqual([]);
  });

  it("says what is wrong with a rhythm and with a place in the year, and keeps what was typed", async () => {
    const world = await makeWorld(await makeDb());
    const { web, as, add } = await start(world);
    const rhythm = formOf((await web.get(paths.planned.rhythm(), { as })).html);
    const wrong = await web.post(
      paths.planned.rhythm(),
      { ...rhythm, "beats.core.every": "5", "beats.thematic.from": "2" },
      { as },
    );
    expect([wrong.status, wrong.errors]).toEqual([400, ["Choose how often"]]);
    expect(formOf(wrong.html)["beats.thematic.from"]).toEqual(["2"]);
    const nobody = await add({ kind: "thematic", ...may, ownerId: "nobody", title: "Neglect" });
    expect([nobody.status, nobody.errors]).toEqual([400, ["Choose who leads it from the list"]]);
    expect(formOf(nobody.html).title).toEqual(["Neglect"]);
  });

  it("leads from a place in the year to its plan and links the two, until that is cancelled", async () => {
    const world = await makeWorld(await makeDb());
    const { web, as, year, add } = await start(world);
    await add({ kind: "core", ...may, title: "Spring cycle" });
    const href = pageOf(await year(), "Spring cycle");
    const plan = (await web.get(href, { as })).html
      .all("a.govuk-button")
      .find((one) => one.text === "Plan it now");
    const planHref = plan?.attribute("href") ?? "";
    const form = formOf((await web.get(planHref, { as })).html);
    expect([form.title, form["month.month"]]).toEqual([["Spring cycle"], ["05"]]);
    const planned = await web.post(planHref, { ...form, size: "1" }, { as });
    expect(planned.errors).toEqual([]);
    const [, , exerciseId = ""] = (planned.location ?? "").split("/");
    const after = await year();
    expect(boxes(after)).toHaveLength(1);
    expect(pageOf(after, "Spring cycle")).toBe(paths.exercises.one(exerciseId));
    expect((await web.get(href, { as })).status).toBe(404);
    // The same page sent again plans no second one for that place.
    const twice = await web.post(planHref, { ...form, size: "1" }, { as });
    expect(twice.status).toBe(409);
    expect(formOf(twice.html).title).toEqual(["Spring cycle"]);

    await web.post(paths.exercises.cancel(exerciseId), { reason: "Inspection" }, { as });
    const open = await year();
    expect(boxes(open)).toHaveLength(2);
    expect(pageOf(open, "Spring cycle, Planned")).toBe(href);
  });

  it("takes an exercise that was planned without it for the only one of its kind and month", async () => {
    const world = await makeWorld(await makeDb());
    const { web, as, year, add } = await start(world);
    await add({ kind: "core", ...may });
    const form = formOf((await web.get(paths.exercises.planCore(), { as })).html);
    await web.post(paths.exercises.planCore(), { ...form, "month.month": "05", size: "1" }, { as });
    expect(boxes(await year())).toHaveLength(1);
  });

  it("waits on the home of who leads it, and of the QA lead, once its month is over", async () => {
    const world = await makeWorld(await makeDb());
    const { web, as, year, add, change } = await start(world);
    const { serviceManager, auditor } = world.people;
    const march = { "month.month": "03", "month.year": "2024" };
    await add({
      kind: "dip-sample",
      ...march,
      serviceId: world.serviceId,
      ownerId: serviceManager.id,
    });
    await add({ kind: "thematic", ...march, title: "Neglect" });
    const waiting = async (who: string) =>
      (await web.get(paths.home(), { as: who })).html
        .all(".los-attention li")
        .map((one) => one.text)
        .filter((text) => text.includes("its month is over"));
    expect(await waiting(as)).toHaveLength(2);
    const own = await waiting(serviceManager.email);
    expect(own).toHaveLength(1);
    expect(own[0]).toContain("waiting 14 days");

    // A service manager answers for their own, and for no other.
    const before = await year("2023");
    const sample = pageOf(before, "Dip sample, Safeguarding");
    const neglect = pageOf(before, "Neglect");
    expect((await web.get(neglect, { as: serviceManager.email })).status).toBe(404);
    expect((await web.get(sample, { as: auditor.email })).status).toBe(403);
    const why = paths.planned.missed(sample.split("/")[2] ?? "");
    const none = await change(why, { reason: "" }, serviceManager.email);
    expect([none.status, none.errors]).toEqual([400, ["Enter why, or where it was done"]]);
    await change(why, { reason: "The team moved house" }, serviceManager.email);
    expect(await waiting(serviceManager.email)).toEqual([]);
    const list = await web.get(paths.programme({ year: "2023", view: "list" }), { as });
    const row = list.html.all("tbody tr").find((one) => one.text.includes("Dip sample, Safeg"));
    expect(row?.text).toContain("The team moved house (Sol Hart)");
    expect(row?.text).toContain("Missed");
    // Two at once: the second is told, and keeps what they wrote.
    const stale = formOf((await web.get(why, { as })).html);
    await change(why, { reason: "Staff were away" });
    const late = await web.post(why, { ...stale, reason: "Another reason" }, { as });
    expect(late.status).toBe(409);
    expect(formOf(late.html).reason).toEqual(["Another reason"]);

    await change(neglect, { "month.month": "06" });
    expect(await waiting(as)).toEqual([]);
    const report = await web.get(paths.reports.period({ kind: "year", month: "2024-03" }), { as });
    expect(report.html.text).toContain("Staff were away");
    expect(web.log).toEqual([]);
  });

  it("runs from January to December where the council says so", async () => {
    const world = await makeWorld(await makeDb());
    const { year, add } = await start(world);
    await add({ kind: "thematic", ...may, title: "Neglect" });
    const april = await year();
    expect(april.html.one("h1").text).toContain("2024–25");
    expect(april.html.all(".los-calendar thead th").map((one) => one.text)[1]).toContain("Apr");
    await world.db
      .transaction()
      .execute((tx) =>
        saveSetting(tx as never, world.stampOf(world.people.qaLead), "programme.year-starts", 1),
      );
    const january = await year();
    expect(january.html.one("h1").text).toBe("Programme 2024");
    expect(january.html.all(".los-calendar thead th").map((one) => one.text)[1]).toContain("Jan");
  });
});

describeDatabases("The next core cycle", (makeDb) => {
  it("starts with the auditors, moderators, numbers and dates of the last; who may not now is named", async () => {
    const world = await makeWorld(await makeDb());
    const { web, as } = await start(world);
    const { auditor, otherAuditor, moderator, qaLead } = world.people;
    const member = (personId: string, part: "auditor" | "moderator", expected: number) => ({
      exercise_id: world.exercise.id,
      person_id: personId,
      part,
      role_text: "",
      expected,
      maximum: expected + 2,
    });
    await world.db.deleteFrom("exercise_member").execute();
    await world.db
      .insertInto("exercise_member")
      .values([
        member(auditor.id, "auditor", 4),
        member(otherAuditor.id, "auditor", 2),
        member(moderator.id, "moderator", 0),
      ])
      .execute();
    await world.db
      .updateTable("exercise")
      .set({
        month: "2024-03",
        audits_due_on: "2024-03-20",
        moderation_due_on: "2024-03-28",
        responses_due_on: "2024-04-12",
      })
      .execute();
    const newcomer = await world.addPerson("New Comer", "auditor");
    await world.db
      .updateTable("person")
      .set({ active: 0 })
      .where("id", "=", otherAuditor.id)
      .execute();
    const page = await web.get(paths.exercises.planCore(), { as });
    const form = formOf(page.html);
    expect(form.auditors).toEqual([auditor.id]);
    expect(form.moderators).toEqual([moderator.id]);
    expect(form[`expected.${auditor.id}`]).toEqual(["4"]);
    expect(form[`maximum.${auditor.id}`]).toEqual(["6"]);
    expect(form[`expected.${newcomer.id}`]).toEqual(["3"]);
    expect(page.html.one(".govuk-inset-text").text).toContain(
      "may not take part now: Sam Okafor (no longer active)",
    );
    // The 14th working day of its month, six on and ten on.
    const dates = (name: string) =>
      ["day", "month", "year"].map((part) => form[`${name}.${part}`]?.[0]).join(" ");
    expect(dates("auditsDueOn")).toBe("21 5 2024");
    // Another month takes them along.
    const saved = await web.post(
      paths.exercises.planCore(),
      { ...form, "month.month": "09", size: "1" },
      { as },
    );
    const [, , id = ""] = (saved.location ?? "").split("/");
    const made = await world.db
      .selectFrom("exercise")
      .select(["title", "audits_due_on", "lead_id"])
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    expect(made).toEqual({
      title: "September 2024 core cycle",
      audits_due_on: "2024-09-19",
      lead_id: qaLead.id,
    });
  });
});
