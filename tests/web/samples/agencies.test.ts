import { expect, it } from "vitest";
import { paths } from "~/paths";
import { addReminders } from "~db/operations/learning-log/reminders.server";
import { addressOf, listAddresses } from "../../support/addresses";
import { describeDatabases, type MakeDb } from "../../support/databases";
import { startWeb, type Web, type WebResponse } from "../../support/web";
import { makeWorld, type World } from "../../support/world";
import { hidden, idOf, planOf, versionOf } from "./sample-pages";

type As = { as: string };

/** A sample of `cases` cases, given out, that the team manager reviews with police and health. */
async function givenOut(
  makeDb: MakeDb,
  reviewing: string,
  cases = 2,
  /** What is done once its cases are chosen. */
  before: (web: Web, id: string, lead: As, world: World) => Promise<unknown> = async () => null,
) {
  const world = await makeWorld(await makeDb());
  const web = await startWeb(world.db);
  const nurse = await world.addPerson("Nia Combe", "partner", { agency: "Health" });
  const { people } = world;
  const lead = { as: people.serviceManager.email };
  const id = idOf(
    await web.post(
      paths.exercises.planDipSample(),
      planOf(world, {
        reviewing,
        "reviewers.r1.personId": people.teamManager.id,
        "reviewers.r2.personId": people.partner.id,
        "reviewers.r3.personId": nurse.id,
      }),
      lead,
    ),
  );
  const made = [];
  for (let n = 0; n < cases; n += 1) made.push(await world.addCase());
  let page = await web.get(paths.exercises.cases(id), lead);
  const chosen = { caseIds: made.map((one) => one.id), chooseReason: "The latest" };
  await web.post(
    paths.exercises.cases(id),
    { intent: "choose", version: versionOf(page, "choose"), ...chosen },
    lead,
  );
  await before(web, id, lead, world);
  page = await web.get(paths.exercises.cases(id), lead);
  const released = await web.post(
    paths.exercises.cases(id),
    { intent: "release", version: versionOf(page, "release"), confirmed: "yes" },
    lead,
  );
  expect(released.status).toBe(302);
  const police = { as: people.partner.email };
  return { world, web, id, lead, police, health: { as: nurse.email }, nurse, cases: made };
}

const manager = (world: World) => ({ as: world.people.teamManager.email });

const cellsOf = (page: WebResponse): string[] => [
  ...new Set(
    page.html.all(".los-segments input[type=radio]").map((one) => one.attribute("name") ?? ""),
  ),
];

/** Answers every cell of someone's page alike. */
async function answerAll(web: Web, url: string, as: As, answer: string) {
  const page = await web.get(url, as);
  const cells = Object.fromEntries(cellsOf(page).map((name) => [name, answer]));
  const draft = { bases: hidden(page, "bases"), saveId: hidden(page, "saveId") };
  return web.post(url, { ...draft, ...cells }, as);
}

/** Answers and commits all that is one's own. */
async function commitAll(web: Web, id: string, as: As, answer: string) {
  await answerAll(web, paths.exercises.grid(id), as, answer);
  const page = await web.get(paths.exercises.commit(id), as);
  const parts = page.html.all("input[name=parts]").map((box) => box.attribute("value") ?? "");
  return web.post(paths.exercises.commit(id), { parts, confirmed: "yes" }, as);
}

const auditsOf = async (world: World, id: string) =>
  (
    await world.db
      .selectFrom("audit")
      .select("id")
      .where("exercise_id", "=", id)
      .orderBy("id")
      .execute()
  ).map((one) => one.id);

describeDatabases("Reviewed by agencies", (makeDb) => {
  it("keeps each agency's answers from the others until all have committed", async () => {
    const { world, web, id, lead, police, health } = await givenOut(makeDb, "agencies", 1);
    const [auditId = ""] = await auditsOf(world, id);
    expect((await commitAll(web, id, police, "not-met")).status).toBe(302);
    const checked = (page: WebResponse) =>
      page.html.all(".los-segments input[checked]").map((one) => one.attribute("value"));
    // Neither the other agency, nor the council's own, nor whoever leads reads a word of it.
    expect(checked(await web.get(paths.exercises.grid(id), health))).toEqual([]);
    expect(checked(await web.get(paths.exercises.grid(id), manager(world)))).toEqual([]);
    const early = await web.get(paths.exercises.agreedCase(id, auditId), lead);
    expect(early.html.text).toContain("Not every part is in");
    expect(early.html.text).not.toContain("Not met");
    expect((await web.get(paths.exercises.agreedCase(id, auditId), health)).status).toBe(404);
    expect((await web.get(paths.exercises.agreedCase(id, auditId), police)).status).toBe(404);

    await commitAll(web, id, health, "met");
    await commitAll(web, id, manager(world), "partly");
    const beside = await web.get(paths.exercises.agreedCase(id, auditId), health);
    expect(beside.status).toBe(200);
    for (const words of ["Police", "Health", "Children’s social care", "Not met", "Partly met"])
      expect(beside.html.text).toContain(words);
    expect(beside.html.all("main form")).toHaveLength(0);
  });

  it("counts the agreed view alone, which whoever leads writes", async () => {
    const { world, web, id, lead, police, health } = await givenOut(makeDb, "agencies", 1);
    const [auditId = ""] = await auditsOf(world, id);
    const url = paths.exercises.agreedCase(id, auditId);
    expect((await answerAll(web, url, lead, "met")).status).toBe(404);
    await commitAll(web, id, police, "not-met");
    await commitAll(web, id, health, "not-met");
    await commitAll(web, id, manager(world), "not-met");
    let report = await web.get(paths.exercises.summary(id), lead);
    expect(report.html.text).not.toContain("not met in 1");
    expect((await web.post(url, { saveId: "x", bases: "{}" }, police)).status).toBe(403);
    expect((await answerAll(web, url, lead, "met")).status).toBe(302);
    report = await web.get(paths.exercises.summary(id), lead);
    expect(report.html.text).toContain("Met in 1");
    expect(report.html.text.toLowerCase()).not.toContain("not met in 1");
  });

  it("asks each agency what is for it or for all, and says in the agreed view what it was not asked", async () => {
    const { world, web, id, lead, police, health } = await givenOut(
      makeDb,
      "agencies",
      1,
      async (page, exerciseId, as) => {
        const at = paths.exercises.reviewers(exerciseId);
        const shown = await page.get(at, as);
        const [first = "", second = "", third = ""] = [
          ...new Set(
            shown.html
              .all("input[type=checkbox]")
              .map((box) => box.attribute("name") ?? "")
              .filter((name) => name.startsWith("asked.")),
          ),
        ];
        const post = (asked: Record<string, string[]>) =>
          page.post(at, { intent: "asked", version: versionOf(shown, "asked"), ...asked }, as);
        const none = { [first]: ["Police"], [second]: ["Police"], [third]: ["Police", "Health"] };
        const refused = await post(none);
        expect(refused.errors).toEqual(["Ask Children’s social care at least one question"]);
        expect(
          (await post({ [first]: ["Police"], [second]: ["Health"], [third]: [] })).status,
        ).toBe(302);
      },
    );
    const [auditId = ""] = await auditsOf(world, id);
    expect(cellsOf(await web.get(paths.exercises.grid(id), police))).toHaveLength(2);
    expect(cellsOf(await web.get(paths.exercises.grid(id), manager(world)))).toHaveLength(1);
    for (const who of [police, health, manager(world)])
      expect((await commitAll(web, id, who, "partly")).status).toBe(302);
    const url = paths.exercises.agreedCase(id, auditId);
    const beside = await web.get(url, lead);
    expect(beside.html.text.split("Not asked of them")).toHaveLength(5);
    expect(cellsOf(beside)).toHaveLength(3);
    // Once it is out nobody changes whom a question is for.
    const late = { intent: "asked", version: "1" };
    expect((await web.post(paths.exercises.reviewers(id), late, lead)).errors).toEqual([
      "Leave the questions as they are: agencies answer them by now",
    ]);
  });

  it("has its agreed view written by whoever chairs it, and asks for another once they can’t", async () => {
    const { world, web, id, lead, police, health } = await givenOut(makeDb, "agencies", 1);
    const [auditId = ""] = await auditsOf(world, id);
    const chair = await world.addPerson("Cleo Marsh", "moderator");
    const as = { as: chair.email };
    const reviewers = paths.exercises.reviewers(id);
    const name = async (chairId: string) => {
      const version = versionOf(await web.get(reviewers, lead), "chair");
      return web.post(reviewers, { intent: "chair", version, chairId }, lead);
    };
    expect((await web.get(paths.exercises.agreed(id), as)).status).toBe(404);
    expect((await name("no-such")).errors).toEqual(["Choose who chairs it from the list"]);
    expect((await name(chair.id)).status).toBe(302);
    const url = paths.exercises.agreedCase(id, auditId);
    expect((await web.get(paths.exercises.grid(id), as)).location).toBe(paths.exercises.agreed(id));
    expect((await web.get(url, as)).html.text).toContain("Not every part is in");
    for (const who of [police, health, manager(world)]) await commitAll(web, id, who, "partly");
    const home = await web.get("/", as);
    expect(home.html.text).toContain("Write the agreed view of 1 case");
    // Whoever leads it reads along, and writes nothing.
    expect((await web.get(url, lead)).html.all("main form")).toEqual([]);
    expect((await web.post(url, { saveId: "x", bases: "{}" }, lead)).status).toBe(404);
    const list = await web.get(paths.exercises.agreed(id), lead);
    expect(list.html.text).toContain("Waits for the chair");
    expect(list.html.text).not.toContain("Write it");
    expect((await answerAll(web, url, as, "met")).status).toBe(302);

    await world.db.updateTable("person").set({ active: 0 }).where("id", "=", chair.id).execute();
    const asked = (await web.get("/", lead)).html.text;
    expect(asked).toContain(
      "Name another chair of “Strategy meetings”: Cleo Marsh can’t write its agreed views any more",
    );
    expect(asked).not.toContain("any more: Cleo Marsh");
    expect((await name("")).status).toBe(302);
    expect((await web.get(url, lead)).html.all("main form")).not.toEqual([]);
  });

  it("has no chair write about a case they declared a conflict with, and asks for another", async () => {
    let chair = { id: "", email: "" };
    const { world, web, id, lead, police, health } = await givenOut(
      makeDb,
      "agencies",
      2,
      async (page, exerciseId, as, { addPerson }) => {
        chair = await addPerson("Cleo Marsh", "moderator");
        const at = paths.exercises.reviewers(exerciseId);
        const version = versionOf(await page.get(at, as), "chair");
        await page.post(at, { intent: "chair", version, chairId: chair.id }, as);
      },
    );
    const as = { as: chair.email };
    // They are told with the reviewers that cases are out.
    const told = await world.db
      .selectFrom("outbox")
      .select("link")
      .where("person_id", "=", chair.id)
      .where("kind", "=", "review-asked")
      .execute();
    expect(told).toEqual([{ link: paths.exercises.grid(id) }]);
    for (const who of [police, health, manager(world)]) await commitAll(web, id, who, "partly");
    const [first = "", second = ""] = await auditsOf(world, id);
    const url = paths.exercises.agreedCase(id, first);
    const open = await web.get(url, as);
    const declare = paths.exercises.ownConflict(id, first);
    expect(open.html.all(`main a[href="${declare}"]`)).toHaveLength(1);
    expect((await web.post(declare, { note: "We are neighbours" }, as)).status).toBe(302);

    expect((await web.get(url, as)).status).toBe(404);
    expect((await web.post(url, { saveId: "x", bases: "{}" }, as)).status).toBe(404);
    // Nor does a page that is still open save as it is typed.
    const [cell = ""] = cellsOf(open);
    const draft = { bases: hidden(open, "bases"), saveId: hidden(open, "saveId") };
    await web.post(paths.exercises.gridAnswers(id), { ...draft, [cell]: "met" }, as);
    const stored = await world.db.selectFrom("answer").select(["field"]).execute();
    expect(stored.filter(({ field }) => cell.endsWith(field))).toEqual([]);
    expect((await web.get(paths.exercises.agreedCase(id, second), as)).status).toBe(200);
    const wanted = "Cleo Marsh has declared a conflict of interest with 1 case";
    expect((await web.get("/", lead)).html.text).toContain(wanted);
    const home = (await web.get("/", as)).html.text;
    expect(home).not.toContain(wanted);
    expect(home).toContain("Write the agreed view of 1 case of");

    // Where the plan has no agreed view any more, whoever was named has nothing to do with it.
    await world.db
      .updateTable("exercise")
      .set({ reviewing: "together" })
      .where("id", "=", id)
      .execute();
    expect((await web.get(paths.exercises.grid(id), as)).status).toBe(404);
    const reviewers = paths.exercises.reviewers(id);
    const named = await web.post(reviewers, { intent: "chair", version: "9", chairId: "" }, lead);
    expect(named.errors).toEqual([
      "Change the plan first: these cases are not reviewed by agencies",
    ]);
  });

  it("is given out once each agency has a question, and then to no agency that has none", async () => {
    const { world, web, id, lead } = await givenOut(
      makeDb,
      "agencies",
      1,
      async (page, exerciseId, as, { addPerson }) => {
        const at = paths.exercises.reviewers(exerciseId);
        const ask = async (...agencies: string[][]) => {
          const shown = await page.get(at, as);
          const boxes = shown.html.all("input[type=checkbox]");
          const names = new Set(boxes.map((box) => box.attribute("name") ?? ""));
          const asked = [...names].filter((one) => one.startsWith("asked."));
          const form = { intent: "asked", version: versionOf(shown, "asked") };
          const of = Object.fromEntries(asked.map((name, n) => [name, agencies[n] ?? []]));
          return page.post(at, { ...form, ...of }, as);
        };
        const own = "Children’s social care";
        expect((await ask(["Police"], ["Health"], [own])).status).toBe(302);
        const officer = await addPerson("Ona Reed", "partner", { agency: "Probation" });
        await page.post(at, { intent: "add", personId: officer.id, roleText: "" }, as);
        const cases = await page.get(paths.exercises.cases(exerciseId), as);
        const version = versionOf(cases, "release");
        const release = { intent: "release", version, confirmed: "yes" };
        const early = await page.post(paths.exercises.cases(exerciseId), release, as);
        expect(early.errors).toEqual([
          "Ask Probation at least one question first, under Reviewers",
        ]);
        expect((await ask(["Police"], ["Health"], [own, "Probation"])).status).toBe(302);
      },
    );
    const teacher = await world.addPerson("Bea Lowe", "partner", { agency: "Education" });
    const late = { intent: "add", personId: teacher.id, roleText: "" };
    expect((await web.post(paths.exercises.reviewers(id), late, lead)).errors).toEqual([
      "Choose someone else: no question is for Education, and by now that stays as it is",
    ]);
  });

  it("takes nothing more into a part once it is committed, and opens it again with a reason", async () => {
    const { world, web, id, lead, police } = await givenOut(makeDb, "agencies", 1);
    const before = await web.get(paths.exercises.grid(id), police);
    const [cell = ""] = cellsOf(before);
    const draft = { bases: hidden(before, "bases"), saveId: hidden(before, "saveId") };
    await commitAll(web, id, police, "met");
    const late = await web.post(paths.exercises.grid(id), { ...draft, [cell]: "not-met" }, police);
    expect(late.status).toBe(302);
    const stored = await world.db.selectFrom("answer").select("value").execute();
    expect(stored.map(({ value }) => value)).toEqual(["met", "met", "met"]);

    const part = await world.db
      .selectFrom("review_part")
      .select(["id", "version"])
      .where("agency", "=", "Police")
      .executeTakeFirstOrThrow();
    const reopen = { intent: "reopen", partId: part.id, version: String(part.version) };
    const without = await web.post(paths.exercises.agreed(id), { ...reopen, reason: "" }, lead);
    expect(without.errors).toEqual(["Enter why"]);
    expect((await web.post(paths.exercises.agreed(id), reopen, police)).status).toBe(403);
    await web.post(paths.exercises.agreed(id), { ...reopen, reason: "A record was missed" }, lead);
    expect(cellsOf(await web.get(paths.exercises.grid(id), police))).toHaveLength(3);
    // The same press again comes too late, and changes nothing.
    const again = await web.post(
      paths.exercises.agreed(id),
      { ...reopen, reason: "A record was missed" },
      lead,
    );
    expect(again.status).toBe(409);
    const told = await world.db
      .selectFrom("outbox")
      .select(["link", "person_id"])
      .where("kind", "=", "part-reopened")
      .execute();
    expect(told).toMatchObject([{ person_id: world.people.partner.id }]);
    expect((await web.get(told[0]?.link ?? "", police)).status).toBe(200);
  });

  it("goes on without a part that does not come, but not without all", async () => {
    const { world, web, id, lead, police } = await givenOut(makeDb, "agencies", 1);
    const [auditId = ""] = await auditsOf(world, id);
    const leave = async (agency: string) => {
      const part = await world.db
        .selectFrom("review_part")
        .select(["id", "version"])
        .where("agency", "=", agency)
        .executeTakeFirstOrThrow();
      return web.post(
        paths.exercises.agreed(id),
        {
          ...{ intent: "leave-out", partId: part.id, version: String(part.version) },
          reason: "Long-term leave",
        },
        lead,
      );
    };
    await commitAll(web, id, police, "met");
    expect((await leave("Health")).status).toBe(302);
    expect((await web.get(paths.exercises.agreedCase(id, auditId), police)).status).toBe(404);
    expect((await leave("Children’s social care")).status).toBe(302);
    const opened = await web.get(paths.exercises.agreedCase(id, auditId), police);
    expect(opened.status).toBe(200);
    expect(opened.html.text).toContain("Gone on without: Children’s social care, Health");
  });

  it("shows whoever leads what is still to commit and to agree, and each agency its own", async () => {
    const { world, web, id, lead, police, health, nurse } = await givenOut(makeDb, "agencies", 2);
    let home = await web.get(paths.home(), lead);
    expect(home.html.text).toContain(
      "An agency has 2 cases of “Strategy meetings” still to commit: Police",
    );
    expect((await web.get(paths.home(), police)).html.text).toContain(
      "2 cases of yours still open",
    );
    const calendarOf = async (as: As) => {
      const made = await web.post(paths.accountCalendar(), { intent: "make" }, as);
      const address = made.html.all("code").at(0)?.text ?? "http://none/none";
      return (await web.get(new URL(address).pathname)).body.replaceAll("\r\n ", "");
    };
    expect(await calendarOf(police)).toContain("SUMMARY:Cases to review: Strategy meetings");
    await commitAll(web, id, police, "met");
    expect((await web.get(paths.home(), police)).html.text).not.toContain("Strategy meetings");
    // Who has committed everything has no date left, and is reminded of nothing.
    expect(await calendarOf(police)).not.toContain("Strategy meetings");
    const at = "2024-04-30T08:00:00.000Z";
    await addReminders(
      world.db,
      { actorId: null, at, systemAt: at },
      { beforeDays: 2, againDays: 3 },
    );
    const reminded = await world.db
      .selectFrom("outbox")
      .select("person_id")
      .where("kind", "=", "review-due-today")
      .execute();
    expect(reminded.map((one) => one.person_id).sort()).toEqual(
      [world.people.serviceManager.id, world.people.teamManager.id, nurse.id].sort(),
    );
    await commitAll(web, id, health, "met");
    await commitAll(web, id, manager(world), "met");
    home = await web.get(paths.home(), lead);
    expect(home.html.text).toContain("Write the agreed view of 2 cases of “Strategy meetings”");
  });
});

describeDatabases("Someone of another agency", (makeDb) => {
  it("meets nothing but their own work, help and account at any address", async () => {
    const { world, web, id, police } = await givenOut(makeDb, "agencies", 1);
    const [auditId = ""] = await auditsOf(world, id);
    const own = new Set(["/exercises/:exerciseId/grid", "/exercises/:exerciseId/commit"]);
    const anyone =
      /^\/(help|account|healthz|readyz|sign-|signed-in|session|choose|forgotten|calendar|reading|messages)/;
    for (const address of await listAddresses()) {
      const { pattern, loader } = address;
      if (loader === undefined || pattern === "/" || own.has(pattern)) continue;
      if (anyone.test(pattern) || loader === null) continue;
      if (loader === "help.read" || loader === "account.keep" || loader === "home.read") continue;
      if (loader === "reading.see-own") continue;
      const params: Record<string, string> = { exerciseId: id, auditId };
      for (const name of address.params) params[name] ??= "nothing";
      const url = addressOf(address, params);
      const page = await web.get(url, police);
      const ownConflict = pattern === "/exercises/:exerciseId/conflict/:auditId";
      const goesToGrid = pattern === "/exercises/:exerciseId/grid/answers";
      if (ownConflict) expect(page.status, url).toBe(200);
      else if (goesToGrid) expect(page.status, url).toBe(302);
      else expect([403, 404], `${url} ${page.status}`).toContain(page.status);
    }
  });

  it("sees nothing before the cases are out, nor once it is closed, cancelled or they are removed", async () => {
    const { world, web, id, lead, police } = await givenOut(makeDb, "together", 2);
    const grid = () => web.get(paths.exercises.grid(id), police);
    expect((await grid()).status).toBe(200);
    for (const state of ["drawn", "closed", "cancelled"]) {
      await world.db.updateTable("exercise").set({ state }).where("id", "=", id).execute();
      expect((await grid()).status, state).toBe(404);
    }
    await world.db
      .updateTable("exercise")
      .set({ state: "auditing" })
      .where("id", "=", id)
      .execute();
    expect((await grid()).status).toBe(200);
    const removed = await web.post(
      paths.exercises.reviewers(id),
      { intent: "remove", personId: world.people.partner.id, reason: "Moved to another force" },
      lead,
    );
    expect(removed.status).toBe(302);
    expect((await grid()).status).toBe(404);
    expect((await web.get(paths.home(), police)).html.text).not.toContain("Strategy meetings");
  });

  it("loses a case the moment they declare a conflict with it", async () => {
    const { world, web, id, police } = await givenOut(makeDb, "together", 2);
    const [first = "", second = ""] = await auditsOf(world, id);
    const page = await web.get(paths.exercises.grid(id), police);
    expect(cellsOf(page).filter((name) => name.startsWith(first))).toHaveLength(3);
    const url = paths.exercises.ownConflict(id, first);
    expect((await web.post(url, { note: "" }, police)).errors).toEqual([
      "Enter what makes this a conflict of interest",
    ]);
    expect((await web.post(url, { note: "We are neighbours" }, police)).status).toBe(302);
    const cells = cellsOf(await web.get(paths.exercises.grid(id), police));
    expect(cells.filter((name) => name.startsWith(first))).toEqual([]);
    expect(cells.filter((name) => name.startsWith(second))).toHaveLength(3);
    expect((await web.get(url, police)).status).toBe(404);
    // A page that is still open saves nothing into it.
    const [cell = ""] = cellsOf(page);
    const draft = { bases: hidden(page, "bases"), saveId: hidden(page, "saveId") };
    await web.post(paths.exercises.grid(id), { ...draft, [cell]: "met" }, police);
    const stored = await world.db.selectFrom("answer").selectAll().execute();
    expect(stored.filter(({ audit_id }) => audit_id === first)).toEqual([]);
  });

  it("reads no figure, and is offered to own no action", async () => {
    const { web, id, lead, police } = await givenOut(makeDb, "together", 2);
    const page = await web.get(paths.exercises.grid(id), police);
    expect(page.html.text).not.toContain("So far");
    expect(page.html.text).not.toContain("Raise a safeguarding concern");
    expect(page.html.text).toContain("follow your agency’s safeguarding procedure");
    const adding = await web.get(paths.exercises.findings(id, { add: "action" }), lead);
    expect(adding.html.one("[id=ownerId]").text).not.toContain("Sidney Groves");
  });
});

describeDatabases("Reviewed apart", (makeDb) => {
  it("gives each case to one reviewer, who sees that case alone", async () => {
    const { world, web, id, lead, police, health } = await givenOut(makeDb, "apart", 3);
    const seen = async (as: As) => [
      ...new Set(cellsOf(await web.get(paths.exercises.grid(id), as)).map((n) => n.split(":")[0])),
    ];
    const all = [...(await seen(police)), ...(await seen(health)), ...(await seen(manager(world)))];
    expect(all).toHaveLength(3);
    expect(new Set(all).size).toBe(3);
    expect(await seen(lead)).toHaveLength(3);
  });

  it("gives a case to someone else, whose access begins as the other's ends", async () => {
    const { world, web, id, lead, police, health, nurse } = await givenOut(makeDb, "apart", 3);
    const [part] = await world.db
      .selectFrom("review_part")
      .selectAll()
      .where("person_id", "=", world.people.partner.id)
      .execute();
    const auditId = part?.audit_id ?? "";
    const page = await web.get(paths.exercises.reviewers(id), lead);
    const give = { intent: "give", version: versionOf(page, "give") };
    const posted = { ...give, [`reviewer.${auditId}`]: nurse.id };
    expect((await web.post(paths.exercises.reviewers(id), posted, lead)).status).toBe(302);
    expect(cellsOf(await web.get(paths.exercises.grid(id), police))).toEqual([]);
    expect(cellsOf(await web.get(paths.exercises.grid(id), health)).length).toBe(6);
    expect((await web.post(paths.exercises.reviewers(id), posted, lead)).status).toBe(409);
  });

  it("leaves a case without a reviewer on the home of whoever leads", async () => {
    const { web, id, lead, police } = await givenOut(makeDb, "apart", 3);
    const page = await web.get(paths.exercises.grid(id), police);
    const [cell = ""] = cellsOf(page);
    const auditId = cell.split(":")[0] ?? "";
    await web.post(paths.exercises.ownConflict(id, auditId), { note: "A cousin" }, police);
    expect((await web.get(paths.home(), lead)).html.text).toContain(
      "Find a reviewer for 1 case of “Strategy meetings”",
    );
  });
});

describeDatabases("Inviting someone of another agency", (makeDb) => {
  it("adds them with a role that a second person confirms, and offers them then", async () => {
    const world = await makeWorld(await makeDb());
    const web = await startWeb(world.db);
    const lead = { as: world.people.qaLead.email };
    const url = paths.people.invitePartner();
    const empty = await web.post(url, { name: "", email: "", agency: "" }, lead);
    expect(empty.errors.slice(0, 3)).toEqual([
      "Enter their name",
      "Enter their work email address",
      "Enter the agency they work for",
    ]);
    const asked = { name: "Ona Reed", email: "ona@probation.example", agency: "Probation" };
    expect((await web.post(url, asked, lead)).status).toBe(302);
    const plan = () => web.get(paths.exercises.planThematic(), lead);
    expect((await plan()).html.text).not.toContain("Ona Reed, Probation");
    const waiting = await world.db
      .selectFrom("access_change")
      .selectAll()
      .executeTakeFirstOrThrow();
    const bundle = paths.access.one(waiting.bundle_id);
    expect((await web.post(bundle, { intent: "confirm" }, lead)).status).not.toBe(302);
    const second = { as: world.people.administrator.email };
    expect((await web.post(bundle, { intent: "confirm" }, second)).status).toBe(302);
    expect((await plan()).html.text).toContain("Ona Reed, Probation");
    const twice = await web.post(url, asked, lead);
    expect(twice.status).toBe(400);
    expect((await web.get(url, { as: world.people.serviceManager.email })).status).toBe(403);
  });
});
