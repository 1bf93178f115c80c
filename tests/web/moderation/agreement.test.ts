import { describe, expect, it } from "vitest";
import { paths } from "~/paths";
import { saveAgreed } from "~db/calibration/deeds.server";
import { transact } from "~db/core/open.server";
import { addToPairs } from "~db/moderation/pairs.server";
import { addCalibration, gradeAll, readCalibration } from "../../support/calibrations";
import { databaseMaker } from "../../support/databases";
import { addSelected, areaCodes } from "../../support/moderated";
import { startWeb } from "../../support/web";
import { makeWorld, type World } from "../../support/world";

const makeDb = databaseMaker("sqlite");

/** Twelve moderated audits of two auditors; the first auditor's four of six were lowered. */
async function start(state = "closed", audits = 12) {
  const world = await makeWorld(await makeDb());
  const { db, people } = world;
  for (let at = 0; at < audits; at++) {
    const auditor = at % 2 === 0 ? people.auditor : people.otherAuditor;
    const grades = Object.fromEntries([...areaCodes, "overall"].map((code) => [code, "good"]));
    const audit = await addSelected(world, people.moderator, { state: "final", auditor, grades });
    const own = await db
      .selectFrom("judgement")
      .selectAll()
      .where("audit_id", "=", audit.id)
      .execute();
    const final = at % 2 === 0 && at < 8 ? "requires-improvement" : "good";
    await db
      .insertInto("judgement")
      .values(own.map((row) => ({ ...row, source: "final" as const, judgement: final })))
      .execute();
    await db.updateTable("moderation").set({ state: "decided", reason: "random" }).execute();
    await transact(db, (tx) => addToPairs(tx, [audit.id]));
  }
  await db
    .updateTable("exercise")
    .set({ state, closed_at: state === "closed" ? "2024-04-14T09:00:00.000Z" : null })
    .execute();
  return { world, web: await startWeb(db) };
}

describe("the agreement page", () => {
  it("says how far auditors and panel agree, and opens the audits behind every figure", async () => {
    const { world, web } = await start();
    const as = world.people.qaLead.email;
    const page = await web.get(paths.moderation.agreement({ by: "cycle" }), { as });
    expect(page.status).toBe(200);
    expect(page.html.text).toContain("The panel confirmed 8 of 12 (67%) overall grades");
    expect(page.html.text).toContain("4 auditors’ grades were better than the panel’s and 0 worse");
    const links = page.html
      .all("main a")
      .map((link) => ({ to: link.attribute("href") ?? "", says: Number.parseInt(link.text, 10) }))
      .filter(({ to }) => to.startsWith("/moderation/agreement/audits"));
    expect(links.length).toBeGreaterThan(6);
    for (const { to, says } of links) {
      const list = await web.get(to, { as });
      expect(list.html.text, to).toContain(`${says} moderated audit`);
      expect(list.html.all("main tbody tr"), to).toHaveLength(says);
    }
  });

  it.each(["cycle", "area", "tool", "auditor"])("is split by %s", async (by) => {
    const { world, web } = await start();
    const as = world.people.qaLead.email;
    const page = await web.get(paths.moderation.agreement({ by }), { as });
    expect(page.status).toBe(200);
    if (by === "auditor") {
      expect(page.html.text).toContain(world.people.otherAuditor.name);
      const one = await web.get(paths.moderation.agreement({ auditor: world.people.auditor.id }), {
        as,
      });
      expect(one.html.text).toContain("The panel confirmed 2 of 6 overall grades");
    }
  });

  it("says too few, and counts alone, under ten pairs", async () => {
    const { world, web } = await start("closed", 8);
    const as = world.people.qaLead.email;
    const page = await web.get(paths.moderation.agreement(), { as });
    expect(page.html.text).toContain("8 pairs are too few to say more");
    expect(page.html.one(".los-agreement__figures").text).not.toMatch(/%|Kappa, quadratic/);
  });

  it("holds nothing of a cycle that is not closed: who may still moderate learns no grade", async () => {
    const { world, web } = await start("moderating");
    const as = world.people.qaLead.email;
    for (const to of [
      paths.moderation.agreement(),
      paths.moderation.agreement({ cycle: world.exercise.id }),
      paths.moderation.pairs({ cycle: world.exercise.id }),
    ]) {
      const page = await web.get(to, { as });
      expect(page.html.text, to).not.toMatch(/12|confirmed/);
    }
    const own = await web.get(paths.moderation.ownLean(), { as: world.people.auditor.email });
    expect(own.html.text).toContain("None of your audits have been moderated");
  });

  it("answers a choice that there is not with what to do", async () => {
    const { world, web } = await start("closed", 2);
    const as = world.people.qaLead.email;
    const page = await web.get(paths.moderation.agreement({ cycle: "none", area: "none" }), { as });
    expect(page.status).toBe(400);
    expect(page.html.text).toContain("Choose a closed cycle from the list");
    expect(page.html.text).toContain("Choose a practice area from the list");
    const list = await web.get("/moderation/agreement/audits?gap=odd&page=x&own=odd", { as });
    expect(list.status).toBe(200);
  });
});

describe("an auditor's lean", () => {
  it("is read by the auditor and the QA lead alone, each auditor their own", async () => {
    const { world, web } = await start();
    const { people } = world;
    const own = await web.get(paths.moderation.ownLean(), { as: people.auditor.email });
    expect(own.status).toBe(200);
    expect(own.html.text).toContain("Over 6 moderated audits");
    expect(own.html.text).not.toContain(people.otherAuditor.name);
    for (const { id, email } of Object.values(people)) {
      const roles = await world.db
        .selectFrom("role_grant")
        .select("role")
        .where("person_id", "=", id)
        .execute();
      const has = (role: string) => roles.some((one) => one.role === role);
      const status = async (to: string) => (await web.get(to, { as: email })).status;
      const lead = has("qa-lead") ? 200 : 403;
      expect(await status(paths.moderation.agreement({ by: "auditor" })), email).toBe(lead);
      expect(await status(paths.moderation.pairs()), email).toBe(lead);
      expect(await status(paths.moderation.ownLean()), email).toBe(has("auditor") ? 200 : 403);
    }
  });

  it("says what it rests on: calibrations too, from three of the same time on", async () => {
    const { world, web } = await start();
    const { db, people } = world;
    const given = (title: string, kind: "calibration" | "training" = "calibration") =>
      calibrated(world, title, kind);
    const ownPage = async () =>
      (await web.get(paths.moderation.ownLean(), { as: people.auditor.email })).html.text;
    const leadPage = async () =>
      (await web.get(paths.moderation.agreement({ by: "auditor" }), { as: people.qaLead.email }))
        .html.text;
    for (const title of ["One", "Two"]) await given(title);
    await given("Learning", "training");
    expect(await ownPage()).toContain("Over 6 moderated audits you ");
    expect(await leadPage()).toContain("from 6 moderated audits");
    expect(await leadPage()).not.toContain("calibrations,");
    const third = await given("Three");
    expect(await ownPage()).toContain("Over 6 moderated audits and 3 calibrations you");
    expect(await leadPage()).toContain("from 6 moderated audits and 3 calibrations");
    // Nobody's grade of a calibration stands on either, and what is older than the cycles counts no more.
    expect(await leadPage()).not.toContain("KEPT-FROM-EVERYONE");
    await db
      .updateTable("calibration")
      .set({ closed_at: "2023-01-01T09:00:00.000Z" })
      .where("id", "=", third)
      .execute();
    expect(await ownPage()).toContain("Over 6 moderated audits you ");
  });
});

/** A closed one of three, agreed on as the second of them saw it. */
async function calibrated(world: World, title: string, kind: "calibration" | "training") {
  const { db, people } = world;
  const id = await addCalibration(world, { title, kind });
  const reason = "KEPT-FROM-EVERYONE";
  await gradeAll(world, id, people.auditor, { judgement: "good", reason });
  for (const person of [people.otherAuditor, people.moderator])
    await gradeAll(world, id, person, { judgement: "requires-improvement", reason });
  const { version } = await readCalibration(world, id);
  const areas = [{ area: "overall", judgement: "requires-improvement", text: "" }];
  await transact(db, (tx) =>
    saveAgreed(
      tx,
      world.stampOf(people.qaLead),
      { id, version },
      { areas, learnt: "Ask", close: true },
    ),
  );
  return id;
}
