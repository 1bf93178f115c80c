import { expect, it } from "vitest";
import { paths } from "~/paths";
import { transact } from "~db/core/open.server";
import { finishAudits } from "~db/operations/audits/finality.server";
import { listOwnAudits } from "~db/overviews/own-audits.server";
import { describeDatabases } from "../../support/databases";
import { addSelected, addSubmitted } from "../../support/moderated";
import { startWeb } from "../../support/web";
import { makeWorld } from "../../support/world";

describeDatabases("One's own audits", (makeDb) => {
  it("are shown in every state to those whose they are, a page at a time, with what became of them", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people, stampOf } = world;
    const own: { id: string }[] = [];
    for (let at = 0; at < 22; at += 1) own.push(await addSubmitted(world, { state: "settled" }));
    const open = await addSubmitted(world);
    const begun = await world.addAudit({ state: "started", auditor_id: people.auditor.id });
    const allocated = await world.addAudit({ state: "allocated", auditor_id: people.auditor.id });
    await transact(db, (tx) =>
      finishAudits(
        tx,
        stampOf(people.qaLead),
        own.map(({ id }) => id),
      ),
    );
    const moderated = await addSelected(world, people.moderator, { state: "final" });
    const waiting = await addSelected(world, people.moderator, { state: "settled" });
    await db
      .updateTable("moderation")
      .set({ state: "decided", outcome: "downgraded", committed_at: "2024-04-13T09:00:00.000Z" })
      .execute();
    await db
      .updateTable("moderation")
      .set({ decided_at: "2024-04-13T10:00:00.000Z" })
      .where("audit_id", "=", waiting.id)
      .execute();
    const given = await db
      .selectFrom("judgement")
      .selectAll()
      .where("audit_id", "=", moderated.id)
      .execute();
    await db
      .insertInto("judgement")
      .values([
        ...given.map((row) => ({
          ...row,
          source: "final" as const,
          judgement: "requires-improvement",
        })),
        // First graded by someone else, who gave it away.
        ...given.map((row) => ({
          ...row,
          source: "moderator" as const,
          judgement: "outstanding",
          made_by: people.otherAuditor.id,
        })),
        ...given.map((row) => ({
          ...row,
          source: "moderator" as const,
          round: 2,
          judgement: "requires-improvement",
          made_by: people.moderator.id,
        })),
      ])
      .execute();
    const toGrade = await addSelected(world, people.moderator, { state: "selected" });
    const web = await startWeb(db);
    const page = (email: string, query = {}) => web.get(paths.ownAudits(query), { as: email });
    const referenceOf = async (id: string) =>
      (
        await db
          .selectFrom("case_record")
          .innerJoin("audit", "audit.case_id", "case_record.id")
          .select("case_record.reference")
          .where("audit.id", "=", id)
          .executeTakeFirstOrThrow()
      ).reference;

    const first = await page(people.auditor.email);
    expect(first.html.all("tbody tr")).toHaveLength(20);
    expect(first.html.text).toContain("Earlier audits");
    const second = await page(people.auditor.email, { page: "2" });
    expect(second.html.all("tbody tr")).toHaveLength(8);
    const all = `${first.html.text} ${second.html.text}`;
    expect(all).toContain(await referenceOf(moderated.id));
    expect(all).toMatch(/Final, downgraded Requires improvement Requires improvement/);
    const rowOf = async (page: typeof first, id: string) => {
      const reference = await referenceOf(id);
      return page.html.all("tbody tr").find(({ text }) => text.includes(reference));
    };
    expect((await rowOf(first, open.id))?.text).toMatch(
      /Submitted Requires improvement Not yet Not yet/,
    );
    expect((await rowOf(first, allocated.id))?.text).toMatch(/Allocated Not yet Not yet Not yet/);
    // Decided and not final: its auditor hears of the outcome from the panel, not here.
    expect((await rowOf(first, waiting.id))?.text).not.toContain("downgraded");
    expect((await rowOf(first, waiting.id))?.text).toContain("Waits for corrections");
    expect((await page(people.auditor.email, { page: "x", as: "x" })).status).toBe(200);
    const beyond = (await page(people.auditor.email, { page: "99" })).html.text;
    expect(beyond).toContain("There are no earlier audits");
    expect(beyond).not.toContain("None yet");

    const moderator = await page(people.moderator.email);
    expect(moderator.html.all("tbody tr")).toHaveLength(3);
    expect((await rowOf(moderator, moderated.id))?.text).not.toContain("Outstanding");
    // What they are to grade says nothing of how it was graded, and leads to grading it.
    const blind = await rowOf(moderator, toGrade.id);
    expect(blind?.text).toMatch(/Selected for moderation Not yet Not yet Not yet/);
    expect(blind?.one("a").attribute("href")).toBe(paths.moderation.grade(toGrade.id));
    const some = await listOwnAudits(db, people.moderator.id, "moderator", { limit: 2, skip: 1 });
    expect(some.map(({ id }) => id)).toEqual([waiting.id, moderated.id]);
    const worker = await page(people.worker.email);
    expect(worker.html.all("tbody tr")).toHaveLength(20);
    expect(worker.html.text).not.toContain("Your grade");
    const workers = await listOwnAudits(db, people.worker.id, "practitioner", {
      ...{ limit: 100, skip: 0 },
    });
    expect(workers.map(({ id }) => id)).toContain(begun.id);
    expect(workers.map(({ id }) => id)).not.toContain(allocated.id);
    for (const [shown, as] of [
      [first, people.auditor.email],
      [moderator, people.moderator.email],
      [worker, people.worker.email],
    ] as const)
      for (const link of shown.html.all("tbody a").map((one) => one.attribute("href") ?? ""))
        expect([link, (await web.get(link, { as })).status]).toEqual([link, 200]);
    expect((await page(people.otherAuditor.email)).html.text).toContain("None yet");
    await db.updateTable("exercise").set({ released_at: null }).execute();
    expect((await page(people.auditor.email)).html.text).toContain("None yet");
    expect((await page(people.leader.email)).status).toBe(403);
    const home = await web.get(paths.home(), { as: people.auditor.email });
    expect(home.body).toContain(paths.ownAudits());
  });
});
