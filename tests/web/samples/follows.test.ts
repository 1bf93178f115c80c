import { expect, it } from "vitest";
import { paths } from "~/paths";
import { newId } from "~db/core/ids.server";
import { describeDatabases, type MakeDb } from "../../support/databases";
import { startWeb } from "../../support/web";
import { makeWorld } from "../../support/world";
import { idOf, planOf, versionOf } from "./sample-pages";

/** A sample of three cases, given out, and led by the service manager. */
async function givenOut(makeDb: MakeDb) {
  const world = await makeWorld(await makeDb());
  const web = await startWeb(world.db);
  const as = { as: world.people.serviceManager.email };
  const id = idOf(await web.post(paths.exercises.planDipSample(), planOf(world), as));
  const cases = [await world.addCase(), await world.addCase(), await world.addCase()];
  let page = await web.get(paths.exercises.cases(id), as);
  const chosen = { caseIds: cases.map((one) => one.id), chooseReason: "The latest" };
  await web.post(
    paths.exercises.cases(id),
    { intent: "choose", version: versionOf(page, "choose"), ...chosen },
    as,
  );
  page = await web.get(paths.exercises.cases(id), as);
  await web.post(
    paths.exercises.cases(id),
    { intent: "release", version: versionOf(page, "release"), confirmed: "yes" },
    as,
  );
  const audits = await world.db
    .selectFrom("audit")
    .innerJoin("case_record", "case_record.id", "audit.case_id")
    .select(["audit.id", "reference"])
    .where("exercise_id", "=", id)
    .orderBy("reference_folded")
    .execute();
  return { world, web, id, as, audits };
}

const finding = (more: Record<string, string | string[]> = {}) => ({
  ...{ intent: "finding", id: newId(), kind: "development", text: "Links were not mapped" },
  ...{ area: "", theme: "", caseCount: "" },
  ...more,
});

describeDatabases("What a sample found and led to", (makeDb) => {
  it("says in which cases, and refuses a number that differs or a case that is not its own", async () => {
    const { world, web, id, as, audits } = await givenOut(makeDb);
    const url = paths.exercises.findings(id);
    const two = audits.slice(0, 2).map((one) => one.id);
    const other = await web.post(url, finding({ auditIds: [world.exercise.id] }), as);
    expect(other.errors).toEqual(["Tick cases from the list"]);
    const differs = await web.post(url, finding({ auditIds: two, caseCount: "3" }), as);
    expect(differs.errors).toEqual(["Enter 2, or leave it empty: so many cases are ticked"]);
    const added = finding({ auditIds: two });
    expect((await web.post(url, added, as)).status).toBe(302);
    const words = `In 2 cases: ${audits[0]?.reference} and ${audits[1]?.reference}`;
    expect((await web.get(url, as)).html.text).toContain(words);
    expect((await web.get(paths.exercises.summary(id), as)).html.text).toContain(words);
    const page = await web.get(paths.exercises.findings(id, { change: added.id }), as);
    expect(page.html.all("input[name=auditIds][checked]")).toHaveLength(2);
    const changed = { ...added, auditIds: two.slice(0, 1), version: "1" };
    expect((await web.post(url, changed, as)).status).toBe(302);
    const removed = { intent: "remove-finding", id: added.id, version: "2" };
    expect((await web.get(url, as)).html.text).toContain("In 1 case:");
    expect((await web.post(url, removed, as)).status).toBe(302);
    expect(await world.db.selectFrom("finding_case").selectAll().execute()).toEqual([]);
  });

  it("makes an action of a finding in two presses, linked at both ends", async () => {
    const { world, web, id, as } = await givenOut(makeDb);
    const url = paths.exercises.findings(id);
    const added = finding();
    await web.post(url, added, as);
    const list = await web.get(url, as);
    const offered = paths.exercises.findings(id, { add: "action", finding: added.id });
    expect(
      list.html.all(`main a[href="${offered.replaceAll("&", "&amp;")}"]`).length +
        list.html.all(`main a[href="${offered}"]`).length,
    ).toBeGreaterThan(0);
    const form = await web.get(offered, as);
    expect(form.html.text).toContain("It answers: Links were not mapped");
    const posted = {
      ...{ intent: "action", id: "", findingId: added.id, what: "Map links in supervision" },
      ...{ level: "service", teamId: "", ownerId: "", ownerRole: "Team managers" },
      ...{ "due.day": "", "due.month": "", "due.year": "", area: "", theme: "" },
      successMeasure: "Every file has a map",
    };
    expect((await web.post(url, posted, as)).status).toBe(302);
    const action = await world.db.selectFrom("action").selectAll().executeTakeFirstOrThrow();
    expect(action).toMatchObject({ finding_id: added.id, why: "Links were not mapped" });
    const after = await web.get(url, as);
    expect(after.html.text).toContain("Answered by");
    expect(after.html.all(`main a[href="${paths.log.one(action.id)}"]`).length).toBe(2);
  });

  it("puts what follows in the programme, and shows it on the report", async () => {
    const { world, web, id, as } = await givenOut(makeDb);
    const lead = { as: world.people.qaLead.email };
    const page = await web.get(paths.planned.add({ promptedBy: id }), lead);
    expect(page.html.one("#promptedById option[selected]").attribute("value")).toBe(id);
    const planned = {
      ...{ kind: "dip-sample", "month.month": "09", "month.year": "2024", serviceId: "" },
      ...{ ownerId: world.people.qaLead.id, title: "Strategy meetings again" },
    };
    const unknown = await web.post(paths.planned.add(), { ...planned, promptedById: "no" }, lead);
    expect(unknown.errors).toEqual(["Choose an exercise from the list"]);
    await web.post(paths.planned.add(), { ...planned, promptedById: id }, lead);
    const summary = await web.get(paths.exercises.summary(id), as);
    expect(summary.html.one(".los-chain").text).toContain("Strategy meetings again");
    const report = await web.get(paths.exercises.onePage(id), as);
    expect(report.html.text).toContain(
      "In the programme: Dip sample “Strategy meetings again”, September 2024.",
    );
  });

  it("lets a core cycle say what prompted it", async () => {
    const { world, web, id } = await givenOut(makeDb);
    const lead = { as: world.people.qaLead.email };
    const page = await web.get(paths.exercises.edit(world.exercise.id), lead);
    const offered = page.html.all("#promptedById option").map((one) => one.attribute("value"));
    expect(offered).toContain(id);
    expect(offered).not.toContain(world.exercise.id);
  });

  it("is on one page for whoever manages it, and for other readers once it is closed", async () => {
    const { world, web, id, as, audits } = await givenOut(makeDb);
    const leader = { as: world.people.leader.email };
    const url = paths.exercises.onePage(id);
    await web.post(
      paths.exercises.findings(id),
      finding({ auditIds: audits.slice(0, 1).map((one) => one.id) }),
      as,
    );
    const report = await web.get(url, as);
    expect(report.status).toBe(200);
    expect(report.html.text).toContain("Provisional");
    expect(report.html.text).toContain(`Links were not mapped (1 case: ${audits[0]?.reference})`);
    expect((await web.get(url, leader)).status).toBe(404);
    const file = paths.exercises.onePageFile(id, "report.docx");
    expect((await web.get(file, leader)).status).toBe(404);
    await world.db.updateTable("exercise").set({ state: "closed" }).where("id", "=", id).execute();
    expect((await web.get(url, leader)).status).toBe(200);
    const word = await web.get(file, leader);
    expect(word.headers.get("Content-Type")).toContain("wordprocessingml");
    expect((await web.get(url, { as: world.people.partner.email })).status).toBe(403);
  });
});
