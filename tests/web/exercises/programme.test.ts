import { expect, it } from "vitest";
import { paths } from "~/paths";
import { saveSetting } from "~db/core/settings.server";
import { addSample } from "~db/operations/samples/samples.server";
import { listAuditorsOf } from "~db/sampling/allocation-auditors.server";
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

describeDatabases("What led to what, and how much was looked at", (makeDb) => {
  it("draws the chain at both ends, and leads only where its reader may go", async () => {
    const world = await makeWorld(await makeDb());
    const { web, as } = await start(world);
    const { teamManager, serviceManager } = world.people;
    const id = await world.db.transaction().execute((tx) =>
      addSample(tx as never, world.stampOf(world.people.qaLead), "dip-sample", {
        title: "Strategy meetings",
        month: "2024-05",
        serviceId: world.serviceId,
        leadId: serviceManager.id,
        triggerKind: "finding",
        triggerText: "",
        promptedById: world.exercise.id,
        rationale: "To see",
        subject: "case" as const,
        subjectName: "",
        linesOfEnquiry: "",
        methodology: "Two cases",
        size: 2,
        reviewing: "together",
        auditsDueOn: "2024-05-31",
        questions: [],
        reviewers: [{ personId: serviceManager.id, roleText: "" }],
      }),
    );
    const links = (page: WebResponse) =>
      page.html.all(".los-chain svg a").map((link) => link.attribute("href"));
    const words = "led to Strategy meetings";
    const summary = await web.get(paths.exercises.summary(id), { as });
    expect(summary.html.one(".los-chain title").text).toContain(words);
    expect(links(summary)).toEqual([paths.exercises.one(world.exercise.id)]);
    const room = await web.get(paths.exercises.one(world.exercise.id), { as });
    expect(links(room)).toEqual([paths.exercises.summary(id)]);
    // A team manager reads the report and may not open the cycle.
    const theirs = await web.get(paths.exercises.summary(id), { as: teamManager.email });
    expect(theirs.html.one(".los-chain title").text).toContain(words);
    expect(links(theirs)).toEqual([]);
  });

  it("counts cases looked at by team and cohort, beside the aim", async () => {
    const world = await makeWorld(await makeDb());
    const { web, as } = await start(world);
    await world.db.updateTable("exercise").set({ month: "2024-04" }).execute();
    const held = [];
    for (let n = 0; n < 12; n += 1) held.push(await world.addCase());
    await world.addAudit({
      case_id: held[0]?.id,
      state: "submitted",
      submitted_at: "2024-04-12T09:00:00.000Z",
    });
    await world.addAudit({ case_id: held[1]?.id, state: "allocated" });
    const page = await web.get(paths.planned.coverage(), { as });
    const willow = page.html.all("tbody tr").find((row) => row.text.startsWith("Willow"));
    const { open } = await world.db
      .selectFrom("case_record")
      .select((eb) => eb.cast<number>(eb.fn.countAll(), "integer").as("open"))
      .where("team_id", "=", world.teams.willow.id)
      .where("closed_on", "is", null)
      .executeTakeFirstOrThrow();
    expect(willow?.text).toContain(`1 of ${open} (`);
    expect(page.html.one(".los-lead").text).toContain("The aim is 10% a year");
    const { auditor } = world.people;
    expect((await web.get(paths.planned.coverage(), { as: auditor.email })).status).toBe(403);
    expect(
      (await web.get(paths.programme(), { as: auditor.email })).html.all(".los-sub-nav"),
    ).toEqual([]);
  });
});

describeDatabases("Who is exempt from auditing", (makeDb) => {
  it("is approved by another QA lead, is expected less of, and sees it on a page of their own", async () => {
    const world = await makeWorld(await makeDb());
    const { web, as, change } = await start(world);
    const { auditor, otherAuditor, qaLead } = world.people;
    await world.db.deleteFrom("exercise_member").execute();
    await world.db
      .insertInto("exercise_member")
      .values(
        [auditor, otherAuditor].map(({ id }) => ({
          ...{ exercise_id: world.exercise.id, person_id: id, part: "auditor" as const },
          ...{ role_text: "", expected: 4, maximum: 6 },
        })),
      )
      .execute();
    await world.db
      .updateTable("exercise")
      .set({ month: "2024-04", audits_due_on: "2024-04-30" })
      .execute();
    const page = paths.planned.exempt(auditor.id);
    const days = (name: string, day: string, month: string) => ({
      [`${name}.day`]: day,
      [`${name}.month`]: month,
      [`${name}.year`]: "2024",
    });
    const reason = "Court work";
    const wrong = { ...days("fromOn", "20", "4"), ...days("toOn", "10", "4"), reason };
    const refused = await web.post(page, wrong, { as });
    expect(refused.errors).toEqual(["Enter a last day on or after the first"]);
    expect(formOf(refused.html).reason).toEqual([reason]);
    const month = { ...days("fromOn", "1", "4"), ...days("toOn", "30", "4"), reason };
    // Pressed twice, it stands once.
    for (const _ of [1, 2]) await web.post(page, month, { as });
    // Their own is for someone else to approve.
    expect((await web.get(paths.planned.exempt(qaLead.id), { as })).status).toBe(403);
    const loads = async () =>
      (await listAuditorsOf(world.db, world.exercise.id)).map((one) => [
        one.id,
        one.expected,
        one.maximum,
      ]);
    expect(await loads()).toEqual([
      [auditor.id, 0, 0],
      [otherAuditor.id, 4, 6],
    ]);
    const own = await web.get(paths.planned.auditor(auditor.id), { as: auditor.email });
    expect(own.html.text).toContain("1 April 2024 to 30 April 2024");
    expect(own.html.text).toContain("Quinn Ashby, 15 April 2024");
    expect(own.html.text).toMatch(/Expected 2 audits\s+Less, as exempt 2 audits/);
    const other = paths.planned.auditor(otherAuditor.id);
    expect((await web.get(other, { as: auditor.email })).status).toBe(404);
    expect((await web.get(page, { as: auditor.email })).status).toBe(403);
    const list = await web.get(paths.planned.returns(), { as });
    const row = list.html.all("tbody tr").find((one) => one.text.startsWith("Alex Morley"));
    expect(row?.text).toMatch(/^Alex Morley 2 2 /);

    const end = own.html.text.includes("Take back");
    expect(end).toBe(false);
    const lead = await web.get(paths.planned.auditor(auditor.id), { as });
    const back = lead.html.all("main a").find((one) => one.text.startsWith("Take back"));
    await change(back?.attribute("href") ?? "", {});
    expect((await loads())[0]).toEqual([auditor.id, 4, 6]);
    expect((await web.get(back?.attribute("href") ?? "", { as })).status).toBe(404);
    expect(web.log).toEqual([]);
  });
});

describeDatabases("A calendar", (makeDb) => {
  it("holds the dates that are its owner’s and no case, at an address that can be renewed and ended", async () => {
    const world = await makeWorld(await makeDb());
    const { web, add } = await start(world);
    const { auditor, qaLead } = world.people;
    const held = await world.addCase();
    await world.addAudit({
      case_id: held.id,
      state: "started",
      auditor_id: auditor.id,
      due_on: "2024-04-26",
    });
    await add({ kind: "thematic", ...may, title: "Neglect" });
    const make = async (who: string) => {
      const made = await web.post(paths.accountCalendar(), { intent: "make" }, { as: who });
      return new URL(made.html.one("code").text).pathname;
    };
    const unfolded = (body: string) => body.replaceAll("\r\n ", "");
    const path = await make(auditor.email);
    const mine = await web.get(path);
    expect([mine.status, mine.headers.get("content-type")]).toEqual([
      200,
      "text/calendar; charset=utf-8",
    ]);
    const body = unfolded(mine.body);
    expect(body).toContain("SUMMARY:1 audit due: March 2024 core audit cycle");
    expect(body).toContain("DTSTART;VALUE=DATE:20240426");
    expect(body).not.toContain(held.reference);
    expect(body).not.toContain(held.id);
    const leads = unfolded((await web.get(await make(qaLead.email))).body);
    expect(leads).toContain("SUMMARY:To be planned this month: Neglect (thematic audit)");
    expect(leads).not.toContain("1 audit due");
    // Nothing that is kept holds the secret.
    const secret = path.split("/").at(-1) ?? "";
    const kept = await world.db.selectFrom("calendar_feed").selectAll().execute();
    expect(JSON.stringify(kept)).not.toContain(secret);
    const shown = await web.get(paths.accountCalendar(), { as: auditor.email });
    expect(shown.body).not.toContain(secret);
    expect(shown.html.text).toContain("last read on 15 April 2024");

    const renewed = await make(auditor.email);
    expect((await web.get(path)).status).toBe(404);
    expect((await web.get(renewed)).status).toBe(200);
    await world.db.updateTable("person").set({ active: 0 }).where("id", "=", auditor.id).execute();
    expect((await web.get(renewed)).status).toBe(404);
    await world.db.updateTable("person").set({ active: 1 }).where("id", "=", auditor.id).execute();
    await web.post(paths.accountCalendar(), { intent: "end" }, { as: auditor.email });
    expect((await web.get(renewed)).status).toBe(404);
    expect((await web.get("/calendar/none")).status).toBe(404);
    expect(web.log).toEqual([]);
  });
});
