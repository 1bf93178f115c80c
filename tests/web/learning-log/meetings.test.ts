import { expect, it } from "vitest";
import { paths } from "~/paths";
import { transact } from "~db/core/open.server";
import { Conflict } from "~db/core/versions.server";
import { addToMinutes, findMinutes } from "~db/learning-log/log-meetings.server";
import { addTeamAction } from "../../support/actions";
import { describeDatabases } from "../../support/databases";
import { startWeb } from "../../support/web";
import { makeWorld } from "../../support/world";

describeDatabases("The meetings that look at the log", (makeDb) => {
  it("see what is overdue, due, stuck and ended, and keep minutes with the log as it stood", async () => {
    const world = await makeWorld(await makeDb());
    const { people, db } = world;
    const web = await startWeb(db);
    const owned = { ownerId: people.serviceManager.id, level: "service" as const };
    const add = (what: string, dueOn: string | null, more: object = {}) =>
      addTeamAction(world, people.qaLead, { ...owned, what, dueOn, ...more });
    await add("Write the guidance", "2024-04-01");
    await add("Hold the workshop", "2024-05-01");
    const stuck = await add("Agree a provider", null);
    await db
      .updateTable("action")
      .set({ raised_at: "2024-02-01T09:00:00.000Z" })
      .where("id", "=", stuck)
      .execute();
    const ended = await add("Try a checklist", "2024-04-10");
    await web.post(
      paths.log.one(ended),
      { move: "not-achieved", notAchievedReason: "No money for it", version: 1 },
      { as: people.qaLead.email },
    );
    await add("Meet the family of this child", "2024-04-01", {
      ...{ level: "child", ownerId: people.worker.id },
    });

    const here = paths.log.meeting("group");
    const lead = { as: people.qaLead.email };
    const { html, body } = await web.get(here, lead);
    expect(html.one(".los-lead").text).toBe(
      "Above the level of a child: 1 overdue, 1 due by 16 May 2024, 1 stuck, 1 ended since 15 March 2024.",
    );
    expect(html.text).toContain("Not achieved: No money for it");
    expect(body).not.toContain("family of this child");
    for (const reader of [people.leader, people.serviceManager]) {
      const page = await web.get(here, { as: reader.email });
      expect([page.status, page.html.all("textarea").length]).toEqual([200, 0]);
    }
    expect((await web.get(here, { as: people.teamManager.email })).status).toBe(403);

    const form = { present: "Quinn Ashby, Sol Hart", agreed: "Guidance by May" };
    const on = { "metOn.day": "15", "metOn.month": "4", "metOn.year": "2024" };
    const later = await web.post(here, { ...form, ...on, "metOn.year": "2025" }, lead);
    expect(later.errors).toEqual(["Enter a date that is not in the future"]);
    expect(later.html.one("textarea[name=agreed]").text).toBe("Guidance by May");
    const kept = await web.post(here, { ...form, ...on }, lead);
    expect(kept.status).toBe(302);
    expect((await web.post(here, { ...form, ...on }, lead)).status).toBe(409);
    // What changes later changes no minutes.
    await db.updateTable("action").set({ what: "Changed" }).where("level", "<>", "child").execute();
    const minutes = await web.get(kept.location ?? "", lead);
    expect(minutes.html.text).toContain("Guidance by May");
    expect(minutes.html.text).toContain("Write the guidance");
    expect((await web.get(here, lead)).html.text).toContain("ended since 15 April 2024");
    const id = (kept.location ?? "").split("/").at(-1) ?? "";
    const file = (name: string) => web.get(paths.log.minutesFile(id, name), lead);
    expect((await file("report.docx")).headers.get("Content-Disposition")).toContain(".docx");
    expect((await file("report.txt")).body).toContain("Guidance by May");

    // A correction stands under them, with who and when; what was kept stays, and nothing comes twice.
    const page = kept.location ?? "";
    const addTo = (added: string) => web.post(page, { added }, lead);
    const empty = await addTo("  ");
    expect([empty.status, empty.errors]).toEqual([400, ["Enter what is to be added or corrected"]]);
    expect((await web.post(page, { added: "x" }, { as: people.leader.email })).status).toBe(403);
    for (const words of [
      "Guidance by June, not May",
      "Guidance by June, not May",
      "Sol left early",
    ])
      expect((await addTo(words)).status).toBe(302);
    for (const shown of [(await web.get(page, lead)).html.text, (await file("report.txt")).body]) {
      expect(shown).toMatch(
        /Guidance by May.*Added on 15 April 2024 by Quinn Ashby.*by June, not May.*Sol left early/s,
      );
      expect(shown.split("by June, not May")).toHaveLength(2);
    }
    const { report } = await db
      .selectFrom("log_minutes")
      .select("report")
      .executeTakeFirstOrThrow();
    const stamp = world.stampOf(people.qaLead);
    const read = await findMinutes(db, id);
    if (!read) throw new Error("No minutes");
    await transact(db, (tx) => addToMinutes(tx, stamp, read, { report: read.report, added: "" }));
    await expect(
      transact(db, (tx) =>
        addToMinutes(
          tx,
          stamp,
          { ...read, report: { ...read.report, lead: "Older" } },
          {
            ...{ report: read.report, added: "" },
          },
        ),
      ),
    ).rejects.toThrow(Conflict);
    expect(JSON.parse(report)).toEqual(read.report);
  });
});
