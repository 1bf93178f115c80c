import { describe, expect, it } from "vitest";
import { paths } from "~/paths";
import { databaseMaker } from "../../support/databases";
import { formOf } from "../../support/form";
import { addSubmitted } from "../../support/moderated";
import { startWeb } from "../../support/web";
import { makeWorld } from "../../support/world";

const makeDb = databaseMaker("sqlite");

async function start() {
  const world = await makeWorld(await makeDb());
  const web = await startWeb(world.db);
  return { world, web, people: world.people };
}

describe("The practitioner's part", () => {
  it("goes from invitation over reflection and correction to comment and conversation", async () => {
    const { world, web, people } = await start();
    const audit = await world.addAudit({
      state: "started",
      started_at: "2024-04-15T08:00:00.000Z",
    });
    const as = people.worker.email;
    const path = paths.audits.reflect(audit.id);
    const planned = await world.addAudit();
    expect((await web.get(paths.audits.reflect(planned.id), { as })).status).toBe(404);
    await world.db.deleteFrom("audit").where("id", "=", planned.id).execute();
    const home = await web.get("/", { as });
    expect(home.html.text).toContain("Your work on this case is being audited by Alex Morley");
    expect(home.html.all(`main a[href="${path}"]`)).toHaveLength(1);
    const form = formOf((await web.get(path, { as })).html);
    const own = { ...form, proudOf: "The plan", raiseGrade: "Fewer changes of worker" };
    expect((await web.post(path, own, { as })).status).toBe(302);
    // The auditor reads it before submitting.
    const check = await web.get(paths.audits.check(audit.id), { as: people.auditor.email });
    expect(check.html.text).toContain("Fewer changes of worker");

    await world.db
      .updateTable("audit")
      .set({
        state: "submitted",
        submitted_at: "2024-04-15T08:30:00.000Z",
        corrections_until: "2024-04-22",
      })
      .execute();
    const correct = paths.audits.corrections(audit.id);
    const fact = { ...formOf((await web.get(correct, { as })).html), text: "Two visits, not one" };
    expect((await web.post(correct, fact, { as })).status).toBe(302);
    const submitted = await web.get(paths.audits.read(audit.id), { as });
    expect(submitted.html.one("#your-part").text).toBe("Your part");
    expect(submitted.html.text).toContain(
      "Correct a fact that is wrong Until 22 April 2024 1 sent",
    );
    const other = await web.get(paths.audits.read(audit.id), { as: people.auditor.email });
    expect(other.html.text).not.toContain("Your part");
    const told = await world.db
      .selectFrom("outbox")
      .select(["kind", "person_id"])
      .where("kind", "=", "audit-corrected")
      .execute();
    expect(told).toEqual([{ kind: "audit-corrected", person_id: people.auditor.id }]);

    // Opened before it became final: nothing typed is lost, and the reflection stays as it was.
    const stale = {
      ...formOf((await web.get(path, { as })).html),
      proudOf: "The plan and the visits",
    };
    await world.db
      .updateTable("audit")
      .set({ state: "final", final_at: "2024-04-15T08:40:00.000Z" })
      .execute();
    const late = await web.post(path, stale, { as });
    expect(late.status).toBe(400);
    expect(late.errors[0]).toContain("the audit has just become final");
    expect(formOf(late.html).comment?.[0]).toContain("The plan and the visits");

    const final = await web.get(path, { as });
    expect(final.html.text).toContain("The auditor has recorded none");
    expect(final.html.text).toContain("Fewer changes of worker");
    const onPhone = formOf((await web.get(path, { as })).html);
    const empty = await web.post(path, { ...formOf(final.html), comment: "Fair" }, { as });
    expect(empty.errors).toEqual(["Choose whether the conversation took place"]);
    expect(formOf(empty.html).comment).toEqual(["Fair"]);
    const day = (d: string) => ({
      "conversationOn.day": d,
      "conversationOn.month": "4",
      "conversationOn.year": "2024",
    });
    const yes = { ...formOf(final.html), comment: "Fair", conversation: "yes" };
    expect((await web.post(path, yes, { as })).errors).toEqual([
      "Enter the date of the conversation",
    ]);
    expect((await web.post(path, { ...yes, ...day("30") }, { as })).errors).toEqual([
      "Enter a date that has passed",
    ]);
    expect((await web.post(path, { ...yes, ...day("12") }, { as })).status).toBe(302);
    const twice = await web.post(path, { ...onPhone, ...day("11"), conversation: "yes" }, { as });
    expect(twice.status).toBe(409);
    expect(twice.errors).toEqual(["Choose which version to keep: When was it?"]);
    const read = await web.get(paths.audits.read(audit.id), { as: people.teamManager.email });
    expect(read.html.text).toContain("It took place on 12 April 2024");
    expect(read.html.text).toContain("The auditor has not recorded it.");
    expect(read.html.text).toContain("Comment on the final audit Fair");

    // The auditor's own account may differ, and both stand.
    const record = paths.audits.conversation(audit.id);
    const blank = formOf((await web.get(record, { as: people.auditor.email })).html);
    const account = { ...blank, method: "Office", said: "Talked through the plan" };
    const held = { "heldOn.day": "11", "heldOn.month": "4", "heldOn.year": "2024" };
    expect((await web.post(record, account, { as: people.auditor.email })).errors).toEqual([
      "Enter the date of the conversation",
    ]);
    const saved = await web.post(record, { ...account, ...held }, { as: people.auditor.email });
    expect(saved.status).toBe(302);
    const both = (await web.get(paths.audits.read(audit.id), { as })).html.text;
    expect(both).toContain("The two accounts differ");
    expect(both).toContain("11 April 2024, Office");
    expect(both).toContain("It took place on 12 April 2024");
    expect((await web.get(record, { as: people.otherAuditor.email })).status).toBe(404);
  });

  it("never meets a voice that is not to be shared with the worker, whatever page they open", async () => {
    const { world, web, people } = await start();
    const audit = await addSubmitted(world);
    const secret = "MOTHER-ASKED-FOR-THIS-TO-STAY-SECRET";
    await world.addAnswers(audit.id, {
      "voice.parent-1.status": "obtained",
      "voice.parent-1.label": "Mother",
      "voice.parent-1.said": secret,
      "voice.parent-1.not-shared": "yes",
    });
    await world.db
      .insertInto("voice")
      .values({
        audit_id: audit.id,
        key: "parent-1",
        kind: "parent",
        label: secret,
        status: "obtained",
        reason: secret,
        said: secret,
        method: secret,
        held_on: null,
        not_shared: 1,
      })
      .execute();
    // Standing in for their own manager changes nothing.
    await world.db
      .insertInto("deputy")
      .values({
        id: "stands in",
        person_id: people.teamManager.id,
        deputy_id: people.worker.id,
        from_on: "2024-04-01",
        to_on: "2024-04-30",
        named_by: people.teamManager.id,
        named_at: "2024-04-01T09:00:00.000Z",
        ended_at: null,
      })
      .execute();
    for (const state of ["submitted", "final"]) {
      await world.db.updateTable("audit").set({ state }).execute();
      for (const path of [
        "/",
        paths.audits.read(audit.id),
        paths.audits.reflect(audit.id),
        paths.audits.history(audit.id),
        paths.audits.voices(audit.id),
        paths.audits.check(audit.id),
        paths.audits.conversation(audit.id),
        paths.moderation.grade(audit.id),
      ]) {
        const page = await web.get(path, { as: people.worker.email });
        expect(page.body, path).not.toContain(secret);
      }
    }
    const manager = await web.get(paths.audits.read(audit.id), { as: people.teamManager.email });
    expect(manager.body).toContain(secret);
  });
});
