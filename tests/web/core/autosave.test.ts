import { expect, it } from "vitest";
import { paths } from "~/paths";
import type { SaveAnswer } from "~/rules/core/save-queue";
import { listEvents } from "~db/core/events.server";
import { describeDatabases } from "../../support/databases";
import { typingAt } from "../../support/typing";
import { startWeb } from "../../support/web";
import { makeWorld } from "../../support/world";

const commentary = "area.assessment.commentary";

describeDatabases("Saving an audit as it is typed", (makeDb) => {
  async function begin() {
    const world = await makeWorld(await makeDb());
    const web = await startWeb(world.db);
    const { id } = await world.addAudit();
    await web.signIn(world.people.auditor.email);
    const save = typingAt(web, paths.audits.answers(id), world.people.auditor);
    const answers = async () =>
      Object.fromEntries(
        (
          await world.db
            .selectFrom("answer")
            .select(["field", "value"])
            .where("audit_id", "=", id)
            .execute()
        ).map(({ field, value }) => [field, value]),
      );
    return { world, web, id, save, answers };
  }

  it("keeps what is half typed as it stands, starts the audit, and says when", async () => {
    const { world, id, save, answers } = await begin();
    const response = await save({
      [commentary]: { value: "Half a sen " },
      "voice.child.held-on": { value: "2024--3" },
      "area.assessment.grade": { value: "good" },
    });
    expect(response.status).toBe(200);
    expect(response.json()).toEqual({
      saved: { [commentary]: 1, "voice.child.held-on": 1, "area.assessment.grade": 1 },
      taken: {},
      contested: {},
      refused: {},
      savedAt: "Saved 09:00",
    });
    expect((await answers())[commentary]).toBe("Half a sen ");
    const audit = await world.db
      .selectFrom("audit")
      .select("state")
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    expect(audit.state).toBe("started");
  });

  it("refuses what is no answer, field by field, and saves the rest", async () => {
    const { save, answers } = await begin();
    const { refused, saved } = (
      await save({
        "area.assessment.grade": { value: "splendid" },
        "area.nowhere.commentary": { value: "x" },
        [commentary]: { value: "x".repeat(9000) },
        "area.assessment.rationale": { value: "x".repeat(40_001) },
      })
    ).json() as SaveAnswer;
    expect(Object.keys(refused).sort()).toEqual([
      "area.assessment.grade",
      "area.assessment.rationale",
      "area.nowhere.commentary",
    ]);
    expect(saved).toEqual({ [commentary]: 1 });
    expect((await answers())[commentary]).toHaveLength(9000);
  });

  it("takes a save that is repeated, and not one that was overtaken", async () => {
    const { save, answers } = await begin();
    await save({ [commentary]: { value: "one" } }, { at: 1 });
    const again = (await save({ [commentary]: { value: "one" } }, { at: 1 })).json() as SaveAnswer;
    expect(again.saved).toEqual({ [commentary]: 1 });
    await save({ [commentary]: { value: "three" } }, { at: 3 });
    await save({ [commentary]: { value: "two" } }, { at: 2 });
    expect((await answers())[commentary]).toBe("three");
    // Typed away before an earlier save arrived.
    await save({ "overall.rationale": { value: "" } }, { at: 5 });
    await save({ "overall.rationale": { value: "x" } }, { at: 4 });
    expect((await answers())["overall.rationale"]).toBe("");
  });

  it("meets another page by field, and tells of what changed elsewhere", async () => {
    const { save, answers } = await begin();
    await save({ [commentary]: { value: "theirs" } });
    const response = await save(
      { [commentary]: { value: "mine" }, "overall.rationale": { value: "Mine alone" } },
      { visit: "second-visit" },
    );
    expect(response.status).toBe(409);
    const { contested, saved } = response.json() as SaveAnswer;
    expect(contested[commentary]).toEqual({
      value: "theirs",
      version: 1,
      by: "You, on another page or device",
      at: "at 09:00",
    });
    expect(saved).toEqual({ "overall.rationale": 1 });
    expect((await answers())[commentary]).toBe("theirs");

    const look = (
      await save(
        {},
        { visit: "third-visit", versions: { [commentary]: 0, "overall.rationale": 1 } },
      )
    ).json() as SaveAnswer;
    expect(look).toMatchObject({ taken: { [commentary]: { value: "theirs", version: 1 } } });
    expect(look.savedAt).toBeNull();

    await save({ [commentary]: { value: "mine", version: 1 } }, { visit: "second-visit" });
    expect((await answers())[commentary]).toBe("mine");
  });

  it("loses nothing typed on where a draft was added on another page", async () => {
    const { world, web, id, save, answers } = await begin();
    const draft = "draft.finding.new.text";
    await save({ [draft]: { value: "Seen weekly" } });
    const as = world.people.auditor.email;
    const added = await web.post(
      paths.audits.findings(id),
      { kind: "strength", text: "Seen weekly", area: "", theme: "" },
      { as },
    );
    expect(added.status).toBe(302);
    expect(await answers()).toEqual({});
    // The other page shows the draft still; what it did not change gives way, the rest is kept.
    const other = { visit: "second-visit" };
    const same = { value: "Seen weekly", version: 1, over: "Seen weekly" };
    expect((await save({ [draft]: same }, other)).json()).toMatchObject({
      taken: { [draft]: { value: "", version: 0 } },
    });
    const more = { ...same, value: "Seen weekly, and alone" };
    const kept = await save({ [draft]: more }, other);
    expect(kept.json()).toMatchObject({ saved: { [draft]: 1 }, taken: {} });
    expect(await answers()).toEqual({ [draft]: "Seen weekly, and alone" });
  });

  it("tells the history of one visit in one event, with the first before and the last after", async () => {
    const { world, id, save, web } = await begin();
    for (const [version, value] of ["a", "ab", "abc"].entries())
      await save({ [commentary]: { value, version } });
    await save({ "overall.rationale": { value: "x" } });
    const typing = async () =>
      (await listEvents(world.db, `audit:${id}`)).filter(
        ({ kind }) => kind === "audit.answers-saved",
      );
    expect(await typing()).toMatchObject([
      {
        before: { [commentary]: "", "overall.rationale": "" },
        after: { [commentary]: "abc", "overall.rationale": "x" },
      },
    ]);
    await save({ [commentary]: { value: "abcd", version: 3 } }, { visit: "second-visit" });
    expect(await typing()).toHaveLength(2);
    // The page tells both visits as one: nobody else did anything between them.
    const as = world.people.auditor.email;
    const page = await web.get(paths.audits.history(id), { as });
    expect(page.html.all("main .los-timeline__title").map(({ text }) => text)).toEqual([
      "2 answers saved",
      "Started",
    ]);
  });

  it("takes nothing more once the audit is submitted, and reads no nonsense", async () => {
    const { world, id, save, web } = await begin();
    const nonsense = await web.post(
      paths.audits.answers(id),
      { visit: "x" },
      {
        as: world.people.auditor.email,
      },
    );
    expect(nonsense.status).toBe(400);
    await world.db
      .updateTable("audit")
      .set({ state: "submitted", submitted_at: "2024-04-15T08:00:00.000Z" })
      .where("id", "=", id)
      .execute();
    const closed = await save({ [commentary]: { value: "late" } });
    expect(closed.status).toBe(409);
    expect(closed.json()).toMatchObject({ reason: "closed" });
  });

  it("is its auditor's alone", async () => {
    const { world, id, web } = await begin();
    const answer = await web.post(
      paths.audits.answers(id),
      {},
      { as: world.people.teamManager.email },
    );
    expect([403, 404]).toContain(answer.status);
  });
});
