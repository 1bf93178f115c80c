import { expect, it } from "vitest";
import { paths } from "~/paths";
import type { SaveAnswer } from "~/rules/core/save-queue";
import { listDraft } from "~db/core/drafts.server";
import { listEvents } from "~db/core/events.server";
import { describeDatabases } from "../../support/databases";
import { formOf } from "../../support/form";
import { addSelected, gradingTyped, postModeration } from "../../support/moderated";
import { typingAt } from "../../support/typing";
import { startWeb } from "../../support/web";
import { makeWorld } from "../../support/world";

const reason = "areas.plo.reason";

describeDatabases("Saving a moderator's grades as they are typed", (makeDb) => {
  async function begin() {
    const world = await makeWorld(await makeDb());
    const web = await startWeb(world.db);
    const { moderator } = world.people;
    const audit = await addSelected(world, moderator);
    const as = moderator.email;
    await web.signIn(as);
    const save = typingAt(web, paths.moderation.grades(audit.id, 1), moderator);
    const draft = async () =>
      Object.fromEntries(
        (await listDraft(world.db, `moderation:${audit.moderationId}`)).map((one) => [
          one.field,
          one.value,
        ]),
      );
    return { world, web, audit, as, save, draft };
  }

  it("keeps half a thought, shows it again, and tells one visit as one event", async () => {
    const { world, web, audit, as, save, draft } = await begin();
    const first = await save({
      [reason]: { value: "Half a " },
      "overall.grade": { value: "good" },
    });
    expect(first.json()).toEqual({
      saved: { [reason]: 1, "overall.grade": 1 },
      taken: {},
      contested: {},
      refused: {},
      savedAt: "Saved 09:00",
    });
    await save({ [reason]: { value: "Half a thought", version: 1 } });
    await save({ "areas.plo.grade": { value: "splendid" } });
    expect(await draft()).toEqual({ [reason]: "Half a thought", "overall.grade": "good" });
    const events = await listEvents(world.db, `moderation:${audit.moderationId}`);
    expect(events).toMatchObject([
      {
        kind: "moderation.draft-saved",
        before: { [reason]: "", "overall.grade": "" },
        after: { [reason]: "Half a thought", "overall.grade": "good" },
      },
    ]);
    const page = await web.get(paths.moderation.gradeArea(audit.id, "plo"), { as });
    expect(page.html.one(`textarea[name="${reason}"]`).text).toBe("Half a thought");
    expect((await web.get(paths.moderation.queue(), { as })).html.text).toContain("Being graded");
    // Typing is no reason for a lead's own change to meet a conflict.
    const path = paths.exercises.moderator(world.exercise.id, audit.id);
    const other = await world.addPerson("Olu Other", "moderator");
    const given = { version: 1, reason: "On leave", moderatorId: other.id };
    expect((await web.post(path, given, { as: world.people.qaLead.email })).status).toBe(302);
    // What one moderator typed goes with them, and nothing of theirs is taken any more.
    expect(await draft()).toEqual({});
    const late = await save({ [reason]: { value: "Late" } });
    expect(late.status).toBe(404);
    expect(late.body).not.toContain("Half");
    expect(await draft()).toEqual({});
  });

  it("refuses fields that are none of the tool's, one by one", async () => {
    const { save, draft } = await begin();
    const answer = await save({
      "areas.plo.grade": { value: "splendid" },
      "areas.nowhere.reason": { value: "x" },
      "overall.reason": { value: "x".repeat(9000) },
      "areas.plo.reason": { value: "x".repeat(20_001) },
    });
    const { refused, saved } = answer.json() as SaveAnswer;
    expect(Object.keys(refused).sort()).toEqual([
      "areas.nowhere.reason",
      "areas.plo.grade",
      "areas.plo.reason",
    ]);
    expect(saved).toEqual({ "overall.reason": 1 });
    expect((await draft())["overall.reason"]).toHaveLength(9000);
  });

  it("meets a second device field by field, and says nothing of the auditor's", async () => {
    const { world, save, draft } = await begin();
    await save({ [reason]: { value: "On the laptop" } });
    const second = await save(
      { [reason]: { value: "On the phone" }, "overall.reason": { value: "Phone alone" } },
      { visit: "second-visit" },
    );
    expect(second.status).toBe(409);
    const { contested, saved } = second.json() as SaveAnswer;
    expect(contested[reason]).toMatchObject({
      value: "On the laptop",
      by: "You, on another page or device",
    });
    expect(saved).toEqual({ "overall.reason": 1 });
    expect(await draft()).toEqual({ [reason]: "On the laptop", "overall.reason": "Phone alone" });
    // Asking about fields of the audit's form gives nothing of them away.
    await world.addAnswers("none", {}).catch(() => undefined);
    const asked = await save(
      {},
      { visit: "third-visit", versions: { "area.plo.grade": 0, "area.plo.rationale": 9 } },
    );
    expect(asked.json()).toMatchObject({ taken: {}, saved: {}, contested: {} });
  });

  it("overwrites nothing that is committed, and takes nothing for another round", async () => {
    const { world, web, audit, as, save, draft } = await begin();
    await postModeration(web, "grade", audit.id, { ...gradingTyped, intent: "check" }, as);
    await postModeration(web, "commit", audit.id, { sure: "yes" }, as);
    const judged = () =>
      world.db.selectFrom("judgement").selectAll().where("source", "=", "moderator").execute();
    const before = await judged();
    expect(before).toHaveLength(4);
    const late = await save({
      [reason]: { value: "Too late" },
      "overall.grade": { value: "good" },
    });
    expect(late.status).toBe(409);
    expect(late.json()).toEqual({
      reason: "closed",
      because: "Your grades were committed, so they can’t be changed any more.",
    });
    expect(await judged()).toEqual(before);
    expect(await draft()).toEqual({});

    // It went round again, and the page of the first round is still open.
    const { id: _, ...row } = await world.db
      .selectFrom("moderation")
      .selectAll()
      .where("id", "=", audit.moderationId)
      .executeTakeFirstOrThrow();
    await world.db
      .insertInto("moderation")
      .values({ ...row, id: "second-round", round: 2, state: "selected", committed_at: null })
      .execute();
    expect((await save({ [reason]: { value: "Of the first" } })).json()).toMatchObject({
      reason: "closed",
    });
    expect(await listDraft(world.db, "moderation:second-round")).toEqual([]);
  });
});

describeDatabases("Saving a practitioner's own words as they are typed", (makeDb) => {
  async function begin(state = "started") {
    const world = await makeWorld(await makeDb());
    const web = await startWeb(world.db);
    const { worker } = world.people;
    const submittedAt = state === "started" ? null : "2024-04-15T08:30:00.000Z";
    const audit = await world.addAudit({
      state,
      started_at: "2024-04-12T08:00:00.000Z",
      submitted_at: submittedAt,
    });
    const as = worker.email;
    await web.signIn(as);
    const save = typingAt(web, paths.audits.ownWords(audit.id), worker);
    const path = paths.audits.reflect(audit.id);
    const page = async () => web.get(path, { as });
    const send = async (typed: Record<string, string>) =>
      web.post(path, { ...formOf((await page()).html), ...typed }, { as });
    const sent = () => world.db.selectFrom("reflection").selectAll().executeTakeFirst();
    return { world, web, audit, as, save, page, send, sent, path };
  }

  it("shows nobody else what is not sent, and everyone what is", async () => {
    const { world, web, audit, save, page, send, sent, as } = await begin();
    await save({ proudOf: { value: "A thought I am not sure of" } });
    expect(await sent()).toBeUndefined();
    expect((await page()).html.one('textarea[name="proudOf"]').text).toBe(
      "A thought I am not sure of",
    );
    expect((await page()).html.text).toContain("Not sent yet: only you can read this.");
    const home = await web.get("/", { as });
    expect(home.html.text).toContain("Finish and send your reflection");
    const readers = [
      [paths.audits.voices(audit.id), world.people.auditor],
      [paths.audits.check(audit.id), world.people.auditor],
    ] as const;
    for (const [at, person] of readers) {
      const read = await web.get(at, { as: person.email });
      expect(read.status).toBe(200);
      expect(read.body).not.toContain("not sure of");
    }
    // Kept without scripts too, for oneself.
    const kept = await send({ raiseGrade: "Fewer changes of worker", intent: "back" });
    expect(kept.location).toBe("/");
    expect(await sent()).toBeUndefined();
    expect((await send({ proudOf: "The plan" })).status).toBe(302);
    expect(await sent()).toMatchObject({
      proud_of: "The plan",
      raise_grade: "Fewer changes of worker",
      version: 1,
    });
    const check = await web.get(paths.audits.check(audit.id), { as: world.people.auditor.email });
    expect(check.html.text).toContain("Fewer changes of worker");

    // Typed on: others go on reading what was sent.
    const { version } = (await world.db
      .selectFrom("draft")
      .select("version")
      .where("field", "=", "proudOf")
      .executeTakeFirstOrThrow()) as { version: number };
    await save({ proudOf: { value: "The plan, and", version, over: "The plan" } });
    expect((await sent())?.proud_of).toBe("The plan");
    expect((await page()).html.text).toContain("changed it since");
    expect((await send({ proudOf: "" })).status).toBe(302);
    expect(await sent()).toMatchObject({ proud_of: "", version: 2 });
    expect((await page()).html.one('textarea[name="proudOf"]').text).toBe("");
    expect((await page()).html.text).not.toContain("changed it since");
  });

  it("takes what was sent before it was kept field by field as what stands", async () => {
    const { world, audit, save, page, send, sent } = await begin();
    await world.db
      .insertInto("reflection")
      .values({
        audit_id: audit.id,
        person_id: world.people.worker.id,
        proud_of: "Sent last week",
        do_differently: "",
        child_would_say: "",
        written_at: "2024-04-12T09:00:00.000Z",
        version: 1,
      })
      .execute();
    expect((await page()).html.one('textarea[name="proudOf"]').text).toBe("Sent last week");
    // Emptied: that is a change like any other.
    expect((await save({ proudOf: { value: "", over: "Sent last week" } })).json()).toMatchObject({
      saved: { proudOf: 1 },
    });
    expect((await page()).html.one('textarea[name="proudOf"]').text).toBe("");
    expect((await sent())?.proud_of).toBe("Sent last week");
    const twice = await save(
      { proudOf: { value: "Other", over: "Sent last week" } },
      {
        visit: "second-visit",
      },
    );
    expect(twice.status).toBe(409);
    expect((await send({ doDifferently: "Earlier" })).status).toBe(302);
    expect(await sent()).toMatchObject({ proud_of: "", do_differently: "Earlier", version: 2 });
  });

  it("takes no reflection once the audit is final, and shows its writer what was not sent", async () => {
    const { world, save, page, send, sent } = await begin("submitted");
    await save({ proudOf: { value: "Never sent" } });
    await world.db
      .updateTable("audit")
      .set({ state: "final", final_at: "2024-04-15T08:40:00.000Z" })
      .execute();
    const late = await save({ proudOf: { value: "Never sent, and more", version: 1 } });
    expect(late.status).toBe(409);
    expect(late.json()).toMatchObject({ reason: "closed" });
    expect((late.json() as { because: string }).because).toContain("just become final");
    const final = await page();
    expect(final.html.text).toContain("What you wrote before and did not send");
    expect(final.html.text).toContain("Never sent");
    const half = await save(
      { comment: { value: "Fair" }, conversationOn: { value: "2024--3" } },
      { visit: "final-visit" },
    );
    expect(half.json()).toMatchObject({ saved: { comment: 1, conversationOn: 1 } });
    expect(await sent()).toBeUndefined();
    expect((await page()).html.one('input[name="conversationOn.day"]').attribute("value")).toBe(
      "3",
    );
    expect((await send({ conversation: "no" })).errors).toEqual([]);
    expect(await sent()).toMatchObject({ comment: "Fair", conversation: "no", proud_of: "" });
    await world.db.updateTable("audit").set({ state: "withdrawn" }).execute();
    expect((await save({ comment: { value: "x", version: 1 } })).status).toBe(409);
  });

  it("is theirs alone", async () => {
    const { world, web, audit } = await begin();
    for (const person of [world.people.auditor, world.people.teamManager, world.people.qaLead]) {
      const answer = await typingAt(
        web,
        paths.audits.ownWords(audit.id),
        person,
      )({
        proudOf: { value: "Not mine" },
      });
      expect([403, 404]).toContain(answer.status);
    }
    expect(await world.db.selectFrom("draft").selectAll().execute()).toEqual([]);
  });
});
