import { expect, it } from "vitest";
import { paths } from "~/paths";
import { transact } from "~db/core/open.server";
import { finishAudits } from "~db/operations/audits/finality.server";
import { listOwnAudits } from "~db/overviews/own-audits.server";
import { describeDatabases } from "../../support/databases";
import { addSelected, addSubmitted } from "../../support/moderated";
import { startWeb } from "../../support/web";
import { makeWorld } from "../../support/world";

describeDatabases("What became of one's own audits", (makeDb) => {
  it("is shown once final, to those whose audits they were, a page at a time", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people, stampOf } = world;
    const own: { id: string }[] = [];
    for (let at = 0; at < 22; at += 1) own.push(await addSubmitted(world, { state: "settled" }));
    const open = await addSubmitted(world);
    await transact(db, (tx) =>
      finishAudits(
        tx,
        stampOf(people.qaLead),
        own.map(({ id }) => id),
      ),
    );
    const moderated = await addSelected(world, people.moderator, { state: "final" });
    // Decided last, and not final yet: it takes no place on a page.
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
    expect(second.html.all("tbody tr")).toHaveLength(3);
    const all = `${first.html.text} ${second.html.text}`;
    expect(all).toContain(await referenceOf(moderated.id));
    expect(all).not.toContain(await referenceOf(open.id));
    expect(all).toMatch(/Requires improvement Downgraded/);
    expect((await page(people.auditor.email, { page: "x", as: "x" })).status).toBe(200);

    const moderator = await page(people.moderator.email);
    expect(moderator.html.all("tbody tr")).toHaveLength(1);
    expect(moderator.html.one("tbody tr").text).toContain(await referenceOf(moderated.id));
    expect(moderator.html.one("tbody tr").text).not.toContain("Outstanding");
    const one = await listOwnAudits(db, people.moderator.id, "moderator", { limit: 1, skip: 0 });
    expect(one.map(({ id }) => id)).toEqual([moderated.id]);
    const worker = await page(people.worker.email);
    expect(worker.html.all("tbody tr")).toHaveLength(20);
    expect(worker.html.text).not.toContain("Your grade");
    const link = worker.html.one("tbody tr:first-child a").attribute("href") ?? "";
    expect((await web.get(link, { as: people.worker.email })).status).toBe(200);
    expect((await page(people.otherAuditor.email)).html.text).toContain("None is final yet");
    expect((await page(people.leader.email)).status).toBe(403);
    const home = await web.get(paths.home(), { as: people.auditor.email });
    expect(home.body).toContain(paths.ownAudits());
  });
});
