import { expect, it } from "vitest";
import { paths } from "~/paths";
import { databaseMaker } from "../../support/databases";
import { formOf } from "../../support/form";
import { startWeb } from "../../support/web";
import { makeWorld } from "../../support/world";

const makeDb = databaseMaker("sqlite");

it("a QA lead marks a case as sensitive with a reason, and no draw takes it", async () => {
  const world = await makeWorld(await makeDb());
  const web = await startWeb(world.db);
  const lead = { as: world.people.qaLead.email };
  const manager = { as: world.people.teamManager.email };
  const marked = await world.addCase();
  await world.addCase();
  const here = paths.caseload.one(marked.id);
  const mark = paths.caseload.sensitive(marked.id);

  expect((await web.get(here, lead)).html.all(`main a[href="${mark}"]`)).toHaveLength(1);
  expect((await web.get(here, manager)).html.all(`main a[href="${mark}"]`)).toEqual([]);
  expect((await web.get(mark, manager)).status).toBe(403);
  expect((await web.post(mark, { mark: "yes", reason: "Mine" }, manager)).status).toBe(403);

  const page = await web.get(mark, lead);
  expect(page.html.one("title").text).not.toContain(marked.reference);
  const form = formOf(page.html);
  expect((await web.post(mark, form, lead)).errors).toEqual(["Enter your reason"]);
  const reason = "A relative works in the service";
  expect((await web.post(mark, { ...form, reason }, lead)).location).toBe(here);
  // The same page sent again changes nothing and adds nothing.
  expect((await web.post(mark, { ...form, reason }, lead)).location).toBe(here);

  const cycle = await world.addExercise({ state: "planned", released_at: null, size: 1 });
  const plan = await web.get(paths.exercises.draw(cycle.id), lead);
  expect(plan.html.text).toContain("Less: flagged as sensitive 1");

  const read = await web.get(here, lead);
  expect(read.html.text).toContain("Yes: left out of every draw");
  expect(read.html.text.split(reason)).toHaveLength(2);
  const seen = await web.get(here, manager);
  expect(seen.html.text).toContain("Marked as sensitive");
  expect(seen.body).not.toContain(reason);

  const back = { ...formOf((await web.get(mark, lead)).html), reason: "They have left" };
  expect((await web.post(mark, back, lead)).location).toBe(here);
  expect((await web.get(here, lead)).html.text).not.toContain("left out of every draw");
  const kinds = await world.db
    .selectFrom("event")
    .select("kind")
    .where("stream", "=", `case:${marked.id}`)
    .orderBy("seq")
    .execute();
  expect(kinds.map(({ kind }) => kind)).toEqual([
    "case.marked-sensitive",
    "case.no-longer-sensitive",
  ]);
});
