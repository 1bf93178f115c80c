import { expect, it } from "vitest";
import { paths } from "~/paths";
import { listClosedCycles } from "~db/reports/reports.server";
import { describeDatabases } from "../../support/databases";
import { formOf } from "../../support/form";
import { addSelected, addSubmitted, hidden } from "../../support/moderated";
import { startWeb } from "../../support/web";
import { makeWorld, type World } from "../../support/world";
import { versionOf } from "../samples/sample-pages";

const commission = {
  title: "Early signs of exploitation",
  triggerKind: "inspection",
  triggerText: "The focused visit of January",
  rationale: "To be sure that early signs are seen",
  linesOfEnquiry: "Are the signs named, and is there a plan?",
  methodology: "Six children over ten, drawn from all teams",
};

const plan = (world: World, more: Record<string, string | string[]> = {}) => ({
  ...commission,
  "month.month": "05",
  "month.year": "2024",
  toolVersionId: world.toolVersionId,
  size: "2",
  auditors: [world.people.otherAuditor.id],
  moderators: [world.people.moderator.id],
  [`expected.${world.people.otherAuditor.id}`]: "1",
  [`maximum.${world.people.otherAuditor.id}`]: "3",
  moderation: "on",
  fromPercent: "50",
  toPercent: "100",
  ...more,
});

const idIn = (location: string | null) => location?.split("/")[2] ?? "";

/** A thematic audit of two submitted audits, with auditing closed. */
async function submitted(world: World, more: { moderated?: 0 | 1 } = {}) {
  const { id } = await world.addExercise({
    ...{ kind: "thematic", graded: 1, title: commission.title, month: "2024-03" },
    ...{ state: "moderating", moderated: 0, responses_due_on: null },
    ...{ trigger_kind: "inspection", rationale: commission.rationale },
    ...more,
  });
  for (const overall of ["good", "inadequate"] as const)
    await addSubmitted(world, { exerciseId: id, grades: { overall } });
  return id;
}

describeDatabases("A graded thematic audit", (makeDb) => {
  it("is commissioned with a tool, its cases chosen, allocated and released as in a cycle", async () => {
    const world = await makeWorld(await makeDb());
    const web = await startWeb(world.db);
    const { people } = world;
    const lead = { as: people.qaLead.email };
    const at = paths.exercises.planGradedThematic();
    expect((await web.get(at, { as: people.serviceManager.email })).status).toBe(403);
    const empty = formOf((await web.get(at, lead)).html);
    expect(empty.moderation).toEqual(["on"]);
    const bad = await web.post(
      at,
      { ...plan(world), title: "", triggerText: "", fromPercent: "70", toPercent: "30" },
      lead,
    );
    expect(bad.errors).toEqual([
      "Enter a title",
      "Enter the inspection, figures or finding that prompted it",
      "Enter an upper share that is not below the lower one",
    ]);
    expect(bad.html.one("[name=rationale]").text).toBe(commission.rationale);
    const unknown = await web.post(at, plan(world, { toolVersionId: "no-such" }), lead);
    expect(unknown.errors).toEqual(["Choose a published audit tool"]);

    const id = idIn((await web.post(at, plan(world), lead)).location);
    const kept = await world.db
      .selectFrom("exercise")
      .select(["kind", "graded", "moderated", "moderation_from", "responses_due_on"])
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    expect(kept).toEqual({
      ...{ kind: "thematic", graded: 1, moderated: 1 },
      ...{ moderation_from: 50, responses_due_on: null },
    });
    // Changed, it keeps what it was commissioned for.
    const edit = formOf((await web.get(paths.exercises.edit(id), lead)).html);
    expect(edit.linesOfEnquiry).toEqual([commission.linesOfEnquiry]);
    const changed = await web.post(
      paths.exercises.edit(id),
      { ...edit, ...plan(world), rationale: "To be surer" },
      lead,
    );
    expect(changed.status).toBe(302);

    const chosen = [await world.addCase(), await world.addCase()];
    const page = await web.get(paths.exercises.cases(id), lead);
    const choose = { intent: "choose", caseIds: chosen.map((one) => one.id), chooseReason: "All" };
    const version = versionOf(page, "choose");
    await web.post(paths.exercises.cases(id), { version, ...choose }, lead);
    const cases = await web.get(paths.exercises.cases(id), lead);
    expect(cases.html.all(`main a[href="${paths.exercises.allocate(id)}"]`)).toHaveLength(1);
    const early = await web.post(
      paths.exercises.cases(id),
      { intent: "release", version: "3", confirmed: "yes" },
      lead,
    );
    expect(early.errors).toEqual(["Allocate its cases to auditors first"]);
    await web.post(paths.exercises.allocate(id), { intent: "rest" }, lead);
    const released = await web.post(paths.exercises.release(id), {}, lead);
    expect(released.location).toBe(paths.exercises.one(id));

    const room = await web.get(paths.exercises.one(id), lead);
    expect(room.html.text).toContain("Thematic audit, May 2024");
    expect(room.html.text).not.toContain("Respond");
    const home = await web.get("/", { as: people.otherAuditor.email });
    for (const { reference } of chosen) expect(home.html.text).toContain(reference);
    // It answers no questions, and has no report of a cycle.
    for (const path of [
      paths.exercises.grid(id),
      paths.exercises.samplePlan(id),
      paths.exercises.report(id),
      paths.exercises.responses(id),
      paths.familyFeedback.cycle(id),
    ])
      expect((await web.get(path, lead)).status).toBe(404);
  });

  it("closes with grades in its own report and in no trend, and asks no team", async () => {
    const world = await makeWorld(await makeDb());
    const web = await startWeb(world.db);
    const { people } = world;
    const lead = { as: people.qaLead.email };
    const id = await submitted(world);
    const before = await web.get(paths.exercises.summary(id), lead);
    expect(before.html.text).not.toContain("Overall grade");
    // Who typed answers is an auditor, and nobody who reviewed.
    expect(before.html.text).not.toContain(people.auditor.name);
    expect((await web.get(paths.exercises.onePage(id), lead)).status).toBe(404);

    const form = formOf((await web.get(paths.exercises.close(id), lead)).html);
    const closed = await web.post(paths.exercises.close(id), { ...form, sure: "yes" }, lead);
    expect(closed.status).toBe(302);
    await world.db.updateTable("audit").set({ corrections_until: "2024-04-01" }).execute();
    for (const as of [people.qaLead, people.leader, people.teamManager]) {
      const report = await web.get(paths.exercises.onePage(id), { as: as.email });
      expect(report.html.text).toContain("Overall grade");
      expect(report.html.text).toContain("are in no trend of core cycles");
      expect(report.html.text).not.toContain(hidden);
    }
    const waits = await world.db.selectFrom("response").select("id").execute();
    expect(waits).toEqual([]);
    expect(await listClosedCycles(world.db)).toEqual([]);
  });

  it("is moderated blind by the same panel, and told to its panel as a cycle is", async () => {
    const world = await makeWorld(await makeDb());
    const web = await startWeb(world.db);
    const { people } = world;
    const moderator = { as: people.moderator.email };
    const { id } = await world.addExercise({ kind: "thematic", graded: 1, state: "moderating" });
    const audit = await addSelected(world, people.moderator, { exerciseId: id });
    expect((await web.get(paths.moderation.grade(audit.id), moderator)).status).toBe(200);
    expect((await web.get(paths.audits.read(audit.id), moderator)).status).toBe(403);
    const home = await web.get("/", moderator);
    expect(home.html.all(`main a[href="${paths.moderation.grade(audit.id)}"]`)).not.toEqual([]);
    const room = await web.get(paths.exercises.moderation(id), { as: people.qaLead.email });
    expect(room.html.text).toContain("1 of 1 submitted audit is selected");
  });
});
