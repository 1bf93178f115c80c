import { describe, expect, it } from "vitest";
import { onItsOwn } from "~/forms/re-audits";
import { paths } from "~/paths";
import { transact } from "~db/core/open.server";
import { closeModeration } from "~db/operations/exercises/closing.server";
import { databaseMaker } from "../../support/databases";
import { formOf } from "../../support/form";
import { addSelected, addSubmitted, hidden } from "../../support/moderated";
import { startWeb } from "../../support/web";
import { makeWorld } from "../../support/world";

const makeDb = databaseMaker("sqlite");
const inadequate = {
  contact: "good",
  assessment: "inadequate",
  plo: "good",
  overall: "inadequate",
};

/** A cycle that has closed with one audit Inadequate overall, and one cycle under way. */
async function start() {
  const world = await makeWorld(await makeDb());
  const { db, people, exercise } = world;
  const audit = await addSubmitted(world, { grades: inadequate });
  await db.updateTable("exercise").set({ state: "moderating" }).execute();
  await transact(db, (tx) =>
    closeModeration(
      tx,
      world.stampOf(people.qaLead),
      { id: exercise.id, version: 1, state: "moderating" },
      "2024-05-30",
    ),
  );
  const next = await world.addExercise({
    title: "May 2024 core audit cycle",
    month: "2024-05",
    audits_due_on: "2024-05-24",
  });
  const web = await startWeb(db);
  return { world, web, people, audit, next, lead: { as: people.qaLead.email } };
}

describe("Re-audits", () => {
  it("wait on the QA lead's home and page, and are allocated with the conflict rules", async () => {
    const { world, web, people, audit, next, lead } = await start();
    const home = await web.get("/", lead);
    const { id } = await world.db.selectFrom("re_audit").selectAll().executeTakeFirstOrThrow();
    const path = paths.reAudits.one(id);
    expect(home.html.all(`main a[href="${path}"]`)).toHaveLength(1);
    const list = await web.get(paths.reAudits.list(), lead);
    expect(list.html.text).toContain("Re-audits to allocate");
    expect(list.html.text).toContain("15 October 2024");
    for (const person of [people.auditor, people.serviceManager, people.leader]) {
      expect((await web.get(paths.reAudits.list(), { as: person.email })).status).toBe(403);
    }

    const page = await web.get(path, lead);
    expect(page.html.text).toContain("They audited this case the last time.");
    const form = { ...formOf(page.html), intent: "place", place: next.id };
    const empty = await web.post(path, { ...form, auditorId: "", place: "" }, lead);
    expect(empty.errors).toEqual(["Choose where it is audited", "Choose who audits this case"]);
    const same = { ...form, auditorId: people.auditor.id };
    const refused = await web.post(path, same, lead);
    expect(refused.errors[0]).toContain("Enter your reason for choosing them all the same");
    expect(refused.html.one("#override").text).toBe("");
    const late = {
      ...form,
      auditorId: people.otherAuditor.id,
      "dueOn.day": "16",
      "dueOn.month": "10",
      "dueOn.year": "2024",
    };
    expect((await web.post(path, late, lead)).errors).toEqual([
      "Enter a date by 15 October 2024: the case is to be audited again by then",
    ]);
    const placed = await web.post(path, { ...form, auditorId: people.otherAuditor.id }, lead);
    expect(placed.location).toBe(paths.reAudits.list());
    const made = await world.db
      .selectFrom("audit")
      .selectAll()
      .where("origin", "=", "re-audit")
      .executeTakeFirstOrThrow();
    expect(made).toMatchObject({
      exercise_id: next.id,
      auditor_id: people.otherAuditor.id,
      previous_audit_id: audit.id,
      due_on: "2024-05-24",
      state: "allocated",
    });
    const again = await web.post(path, { ...form, auditorId: people.otherAuditor.id }, lead);
    expect(again.status).toBe(400);
    expect(again.html.text).toContain("it is not waiting any more");
    expect((await world.db.selectFrom("audit").selectAll().execute()).length).toBe(2);

    // Both ways, for those who may read either.
    const before = await web.get(paths.audits.read(audit.id), lead);
    expect(before.html.text).toContain("The case is being audited again");
    const writing = await web.get("/", { as: people.otherAuditor.email });
    expect(writing.html.all(`main a[href="${paths.audits.one(made.id)}"]`)).toHaveLength(1);
    const room = await web.get(paths.exercises.one(next.id), lead);
    expect(room.html.text).toContain("Re-audit, outside the figures");
  });

  it("are not given to someone who has as many audits of the cycle as they can take", async () => {
    const { world, web, people, next, lead } = await start();
    const { id } = await world.db.selectFrom("re_audit").selectAll().executeTakeFirstOrThrow();
    const taker = people.otherAuditor;
    await world.addAudit({ exercise_id: next.id, auditor_id: taker.id });
    await world.db
      .insertInto("exercise_member")
      .values({
        ...{ exercise_id: next.id, person_id: taker.id, role_text: "" },
        ...{ part: "auditor", expected: 1, maximum: 1 },
      })
      .execute();
    const form = formOf((await web.get(paths.reAudits.one(id), lead)).html);
    const chosen = { ...form, intent: "place", place: next.id, auditorId: taker.id };
    const refused = await web.post(paths.reAudits.one(id), chosen, lead);
    expect(refused.errors).toEqual([
      "Choose someone else, or another place: Sam Okafor has 1 of at most 1 audits of this cycle",
    ]);
    const elsewhere = { ...chosen, place: onItsOwn };
    expect((await web.post(paths.reAudits.one(id), elsewhere, lead)).status).toBe(302);
  });

  it("are cancelled only with a reason, which the earlier audit shows", async () => {
    const { world, web, audit, lead } = await start();
    const { id } = await world.db.selectFrom("re_audit").selectAll().executeTakeFirstOrThrow();
    await world.db.updateTable("case_record").set({ closed_on: "2024-04-14" }).execute();
    const path = paths.reAudits.one(id);
    const page = await web.get(path, lead);
    expect(page.html.text).toContain("This case closed on 14 April 2024");
    const form = { ...formOf(page.html), intent: "cancel" };
    const refused = await web.post(path, { ...form, reason: "" }, lead);
    expect(refused.errors).toContain("Enter why the case is not audited again");
    const sent = { ...form, reason: "The family moved away", confirmed: "yes" };
    expect((await web.post(path, sent, lead)).location).toBe(paths.reAudits.list());
    const read = await web.get(paths.audits.read(audit.id), lead);
    expect(read.html.text).toContain("This case is not audited again: The family moved away");
    const history = await web.get(paths.audits.history(audit.id), lead);
    expect(history.html.text).toContain("Re-audit cancelled");
    expect((await web.post(path, sent, lead)).status).toBe(400);
  });

  it("give a moderator nothing that shows the grade of the audit they grade blind", async () => {
    const { world, web, people, audit, next } = await start();
    const selected = await addSelected(world, people.moderator, {
      grades: inadequate,
      origin: "re-audit",
    });
    await world.db
      .updateTable("audit")
      .set({ exercise_id: next.id, previous_audit_id: audit.id })
      .where("id", "=", selected.id)
      .execute();
    const { id } = await world.db.selectFrom("re_audit").selectAll().executeTakeFirstOrThrow();
    await world.db.updateTable("re_audit").set({ audit_id: selected.id }).execute();
    // The moderator is the QA lead as well: the lists of that role keep the same things back.
    await world.db
      .insertInto("role_grant")
      .values({
        id: "leads too",
        person_id: people.moderator.id,
        role: "qa-lead",
        reach: "all",
        team_id: null,
        service_id: null,
      })
      .execute();
    const as = people.moderator.email;
    for (const path of [
      "/",
      paths.reAudits.list(),
      paths.reAudits.one(id),
      paths.moderation.queue(),
      paths.moderation.grade(selected.id),
      paths.audits.read(selected.id),
      paths.exercises.one(next.id),
      paths.exercises.moderation(next.id),
    ]) {
      const page = await web.get(path, { as });
      expect(page.body, path).not.toContain(hidden);
      expect(page.html.text, path).not.toContain("Graded Inadequate");
      expect(page.html.text, path).not.toMatch(/Inadequate \(provisional\)|graded Inadequate/);
    }
    expect((await web.get(paths.audits.read(selected.id), { as })).status).toBe(403);
  });
});

describe("An Inadequate audit", () => {
  it("stands on the service manager's home until they say they have read it", async () => {
    const world = await makeWorld(await makeDb());
    const { people, db } = world;
    const audit = await addSelected(world, people.moderator, { grades: inadequate });
    await db
      .insertInto("inadequate_notice")
      .values({
        audit_id: audit.id,
        told_at: "2024-04-12T09:00:00.000Z",
        read_by: null,
        read_at: null,
      })
      .execute();
    const web = await startWeb(db);
    const manager = { as: people.serviceManager.email };
    const path = paths.audits.read(audit.id);
    const words = "An audit of your service is Inadequate overall";
    expect((await web.get("/", manager)).html.text).toContain(words);
    expect((await web.get("/", { as: people.teamManager.email })).html.text).not.toContain(words);
    const page = await web.get(path, manager);
    expect(page.html.text).toContain("I have read this audit");
    const note = paths.audits.noteEscalation(audit.id);
    expect((await web.get(note, manager)).location).toBe(path);
    expect((await web.post(note, {}, { as: people.teamManager.email })).status).toBe(403);
    expect((await web.post(note, {}, { as: people.moderator.email })).status).toBe(403);
    expect((await web.post(note, {}, manager)).location).toBe(path);
    expect((await web.get("/", manager)).html.text).not.toContain(words);
    expect((await web.get(path, { as: people.qaLead.email })).html.text).toContain(
      "Sol Hart said on 15 April 2024 at 9am that they have read it",
    );
  });
});

describe("Choosing the auditor of the last time all the same", () => {
  it.each(["placed", "placed on its own", "given to them later"])(
    "is kept and shown with rule, reason, name and time when %s",
    async (how) => {
      const { world, web, people, next, lead } = await start();
      const { db } = world;
      const { id } = await db.selectFrom("re_audit").selectAll().executeTakeFirstOrThrow();
      const path = paths.reAudits.one(id);
      const form = { ...formOf((await web.get(path, lead)).html), intent: "place" };
      const override = "Nobody else can read the old records";
      const first = how === "given to them later" ? people.otherAuditor : people.auditor;
      const place = how === "placed on its own" ? onItsOwn : next.id;
      const placed = await web.post(path, { ...form, place, auditorId: first.id, override }, lead);
      expect(placed.location).toBe(paths.reAudits.list());
      const made = await db
        .selectFrom("audit")
        .selectAll()
        .where("origin", "=", "re-audit")
        .executeTakeFirstOrThrow();
      if (how === "given to them later") {
        expect(made).toMatchObject({ override_reason: null, override_rules: null });
        await db
          .insertInto("exercise_member")
          .values({
            exercise_id: next.id,
            person_id: people.auditor.id,
            part: "auditor",
            role_text: "",
            expected: 2,
            maximum: 2,
          })
          .execute();
        const url = paths.exercises.changeAudits(next.id, { do: "reallocate", audit: made.id });
        const change = { audits: made.id, reason: "Sam is away", auditorId: people.auditor.id };
        const given = await web.post(url, { ...change, override }, lead);
        expect(given.location).toBe(paths.exercises.one(next.id));
      }
      const kept = await db
        .selectFrom("audit")
        .select(["override_reason", "override_rules"])
        .where("id", "=", made.id)
        .executeTakeFirstOrThrow();
      expect(kept).toEqual({ override_reason: override, override_rules: '["audited-before"]' });

      const page = await web.get(path, lead);
      expect(page.html.text).toContain(`audited it the last time: ${override}`);
      expect(page.html.text).toMatch(/Quinn Ashby, 15 April 2024 at \S+m/);
      const room = await web.get(paths.exercises.one(made.exercise_id), lead);
      expect(room.html.text).toContain(
        `Conflict overridden (audited it the last time): ${override}`,
      );
      await db
        .updateTable("exercise")
        .set({ state: "moderating" })
        .where("id", "=", made.exercise_id)
        .execute();
      const report = await web.get(paths.exercises.report(made.exercise_id), lead);
      expect(report.html.text).toMatch(
        new RegExp(
          `Willow, a re-audit, audited by Alex Morley \\(audited it the last time\\): ${override} \\(Quinn Ashby, 15 April 2024`,
        ),
      );
      const history = await web.get(paths.audits.history(made.id), lead);
      expect(history.html.text).toContain("with a conflict overridden");
    },
  );
});

describe("A re-audit on its own that is handed back", () => {
  it("can be given to any auditor, to the one of last time only for a reason", async () => {
    const { world, web, people, lead } = await start();
    const { id } = await world.db.selectFrom("re_audit").selectAll().executeTakeFirstOrThrow();
    const path = paths.reAudits.one(id);
    const form = formOf((await web.get(path, lead)).html);
    const placed = await web.post(
      path,
      { ...form, intent: "place", place: onItsOwn, auditorId: people.otherAuditor.id },
      lead,
    );
    expect(placed.location).toBe(paths.reAudits.list());
    const made = await world.db
      .selectFrom("audit")
      .selectAll()
      .where("origin", "=", "re-audit")
      .executeTakeFirstOrThrow();
    const reason = { reason: "capacity", note: "Away from Monday" };
    const other = { as: people.otherAuditor.email };
    await web.post(paths.audits.decline(made.id), reason, other);
    const third = await world.addPerson("Third Hand", "auditor");

    const url = paths.exercises.changeAudits(made.exercise_id, {
      do: "reallocate",
      audit: made.id,
    });
    const page = await web.get(url, lead);
    const options = page.html.all("select[name=auditorId] option").map((option) => option.text);
    expect(options).toContain("Whoever fits best: Third Hand");
    expect(options.find((text) => text.startsWith("Alex Morley"))).toContain(
      "audited it the last time",
    );
    const change = { audits: made.id, reason: "Sam is away", override: "" };
    const again = await web.post(url, { ...change, auditorId: people.auditor.id }, lead);
    expect(again.errors[0]).toContain("they audited this case the last time");
    const given = await web.post(url, { ...change, auditorId: "best" }, lead);
    expect(given.location).toBe(paths.exercises.one(made.exercise_id));
    const home = (await web.get("/", { as: third.email })).html.text;
    expect(home).toContain("Re-audit of an audit of March 2024");
    // One audit is no load to weigh against others.
    expect(home).not.toContain("expected");
    const members = await world.db
      .selectFrom("exercise_member")
      .select("person_id")
      .where("exercise_id", "=", made.exercise_id)
      .where("part", "=", "auditor")
      .execute();
    expect(members).toEqual([{ person_id: third.id }]);
  });
});
