import { describe, expect, it } from "vitest";
import { onItsOwn } from "~/forms/re-audits";
import { paths } from "~/paths";
import { newId } from "~db/core/ids.server";
import { addReminders } from "~db/operations/learning-log/reminders.server";
import { databaseMaker } from "../../support/databases";
import { formOf } from "../../support/form";
import { startWeb } from "../../support/web";
import { makeWorld } from "../../support/world";

const makeDb = databaseMaker("sqlite");
const due = "28 December 2023";
const late = "109 days overdue";

/** A re-audit that was to be done 109 days ago, and a cycle whose audits are due in 11 days. */
async function start() {
  const world = await makeWorld(await makeDb());
  const { db, people } = world;
  const before = await world.addAudit({ state: "final", final_at: "2023-06-28T09:00:00.000Z" });
  await db.updateTable("exercise").set({ state: "closed" }).execute();
  const reAuditId = newId();
  await db
    .insertInto("re_audit")
    .values({
      id: reAuditId,
      previous_audit_id: before.id,
      case_id: before.case_id,
      made_at: "2023-06-28T09:00:00.000Z",
      due_on: "2023-12-28",
      audit_id: null,
      cancelled_at: null,
      cancelled_by: null,
      closed_told_at: null,
    })
    .execute();
  const cycle = await world.addExercise({
    title: "April 2024 core audit cycle",
    month: "2024-04",
    audits_due_on: "2024-04-26",
  });
  const web = await startWeb(db);
  return { world, web, people, cycle, reAuditId, lead: { as: people.qaLead.email } };
}

describe("An overdue re-audit", () => {
  it.each(["in a cycle", "on its own"])("has one date on every page, %s", async (how) => {
    const { world, web, people, cycle, reAuditId, lead } = await start();
    const path = paths.reAudits.one(reAuditId);
    const auditor = { as: people.otherAuditor.email };
    const waiting = await web.get(paths.home(), lead);
    expect(waiting.html.text).toContain(`${late}, ${due}`);

    const page = await web.get(path, lead);
    expect(page.html.text).toContain("It is overdue, and stays so until it is done");
    expect(page.html.all('[name="dueOn.day"]')).toHaveLength(0);
    const form = { ...formOf(page.html), intent: "place", auditorId: people.otherAuditor.id };
    const place = how === "on its own" ? onItsOwn : cycle.id;
    const placed = await web.post(path, { ...form, place }, lead);
    expect(placed.location).toBe(paths.reAudits.list());
    const audit = await world.db
      .selectFrom("audit")
      .select(["id", "exercise_id", "version"])
      .where("origin", "=", "re-audit")
      .executeTakeFirstOrThrow();
    const room = paths.exercises.one(audit.exercise_id);
    const at = "2024-04-15T08:00:00.000Z";
    await addReminders(
      world.db,
      { actorId: null, at, systemAt: at },
      { beforeDays: 2, againDays: 3 },
    );

    const pages: [string, { as: string }][] = [
      [paths.home(), auditor],
      [paths.audits.one(audit.id), auditor],
      [paths.reAudits.list(), lead],
      [path, lead],
      [`${room}?late=yes`, lead],
    ];
    for (const [address, reader] of pages) {
      const shown = await web.get(address, reader);
      expect(shown.html.text, address).toContain(due);
      expect(shown.html.text, address).toContain(late);
      const text = shown.html.text.replace("26 April 2024 (due in 11 days)", "");
      // The cycle's own date stands under its facts, and nowhere else.
      expect(text, address).not.toContain("26 April");
      expect(text, address).not.toContain("due in 11 days");
    }
    const told = await world.db
      .selectFrom("outbox")
      .select(["kind", "due_on"])
      .where("person_id", "=", people.otherAuditor.id)
      .where("due_on", "is not", null)
      .execute();
    expect(told.map(({ kind }) => kind).sort()).toEqual(["audit-allocated", "audit-overdue"]);
    for (const message of told) expect(message.due_on).toBe("2023-12-28");

    // A later date is refused, and says why: for it alone, and among others.
    const words = `the case was to be audited again by ${due}`;
    const change = paths.audits.change(audit.id);
    const later = { "dueOn.day": "30", "dueOn.month": "4", "dueOn.year": "2024" };
    const alone = await web.post(
      change,
      {
        ...formOf((await web.get(change, lead)).html),
        ...later,
        intent: "extend",
        extendReason: "Leave",
      },
      lead,
    );
    expect(alone.errors[0]).toContain(words);
    const many = await web.post(
      paths.exercises.changeAudits(audit.exercise_id, { do: "extend", audit: audit.id }),
      { ...later, audits: audit.id, reason: "Leave" },
      lead,
    );
    expect(many.errors[0]).toContain(words);
  });
});
