import { expect, it } from "vitest";
import { cellName } from "~/forms/sample-grid";
import { listKeptDifferences } from "~/overviews/reports/recount.server";
import { paths } from "~/paths";
import { describeDatabases, type MakeDb } from "../../support/databases";
import { startWeb, type WebResponse } from "../../support/web";
import { makeWorld } from "../../support/world";
import { hidden, idOf, planOf, versionOf } from "./sample-pages";

async function start(makeDb: MakeDb) {
  const world = await makeWorld(await makeDb());
  const web = await startWeb(world.db);
  const { serviceManager, teamManager, otherTeamManager } = world.people;
  const manager = { as: serviceManager.email };
  const [reviewer, other] = [{ as: teamManager.email }, { as: otherTeamManager.email }];
  const plan = (more: Record<string, string | string[]> = {}) =>
    web.post(
      paths.exercises.planDipSample(),
      planOf(world, {
        ...{ title: "Supervision", subject: "supervision", size: "4" },
        "reviewers.r3.personId": otherTeamManager.id,
        ...more,
      }),
      manager,
    );
  const post = async (id: string, intent: string, more: Record<string, string | string[]>) => {
    const page = await web.get(paths.exercises.cases(id), manager);
    const version =
      versionOf(page, intent) || page.html.first("input[name=version]")?.attribute("value") || "";
    return web.post(paths.exercises.cases(id), { intent, version, ...more }, manager);
  };
  const records = (id: string) =>
    world.db
      .selectFrom("audit")
      .innerJoin("sample_record", "sample_record.id", "audit.record_id")
      .select(["audit.id", "sample_record.reference", "audit.case_id", "audit.team_id", "cohort"])
      .where("audit.exercise_id", "=", id)
      .orderBy("sample_record.reference")
      .execute();
  return { world, web, manager, reviewer, other, plan, post, records };
}

const main = (page: WebResponse) => page.html.one("main").text;

const list = [
  "Reference, Team, Worker, Supervisor",
  "SUP-1, Willow, Wren Castle, Toni Vale",
  "SUP-2, Willow, Wren Castle",
  "SUP-3, Rowan, Ivo Marsh",
  "SUP-4, Rowan",
].join("\n");

describeDatabases("A dip sample of supervision records", (makeDb) => {
  it("goes from plan to report and is set beside the one before, without any case", {
    timeout: 60_000,
  }, async () => {
    const { world, web, manager, reviewer, other, plan, post, records } = await start(makeDb);
    const wholeLife = async (month: string, answers: string[]) => {
      const id = idOf(await plan({ "month.month": month, "auditsDueOn.month": month }));
      const wrong = await post(id, "list", { list: `${list}\nJo Smith, Willow\nSUP-5, Elm` });
      expect([wrong.status, wrong.errors]).toEqual([
        400,
        ["Correct 2 lines; nothing was added yet"],
      ]);
      expect(main(wrong)).toContain("Line 6: Check Reference");
      expect(main(wrong)).not.toContain("Line 6: Jo");
      expect(wrong.html.one("textarea[name=list]").text).toContain("Jo Smith, Willow");
      const listed = await post(id, "list", { list });
      expect(listed.location).toBe(paths.exercises.cases(id));

      expect((await post(id, "draw", { drawn: "5" })).errors).toEqual([
        "Enter at most 4: so many are on the list",
      ]);
      await post(id, "draw", { drawn: "2" });
      const drawn = await web.get(paths.exercises.draw(id, { verify: "yes" }), manager);
      expect(main(drawn)).toContain("The draw is verified");
      const left = (await web.get(paths.exercises.cases(id), manager)).html
        .all("input[name=recordIds]")
        .map((one) => one.attribute("value") ?? "");
      expect(left).toHaveLength(2);
      await post(id, "choose", { recordIds: left, chooseReason: "The rest of the list" });
      const cases = await web.get(paths.exercises.cases(id), manager);
      expect(main(cases)).toContain("4 of 4 planned");
      expect(main(cases)).toContain("They supervised the work that this record is of.");
      const released = await post(id, "release", { confirmed: "yes" });
      expect(released.location).toBe(paths.exercises.grid(id));

      const audits = await records(id);
      expect(audits.map(({ reference, case_id, cohort }) => [reference, case_id, cohort])).toEqual(
        ["SUP-1", "SUP-2", "SUP-3", "SUP-4"].map((reference) => [reference, null, ""]),
      );
      // Toni Vale gave the first of these supervisions, and is not asked about it.
      const own = await web.get(paths.exercises.grid(id), reviewer);
      expect(main(own)).not.toContain("SUP-1");
      expect(main(own)).toContain("0 of 3 supervision records complete");
      const codes = ["was-it-in-time", "was-it-proportionate", "were-the-actions-smart"];
      const fill = async (as: { as: string }, references: string[]) => {
        const grid = await web.get(paths.exercises.grid(id), as);
        const cells = audits
          .filter(({ reference }) => references.includes(reference))
          .flatMap((audit) =>
            codes.map((code, n) => [cellName(audit.id, code), answers[n] ?? ""] as const),
          );
        const typed = { bases: hidden(grid, "bases"), saveId: hidden(grid, "saveId") };
        await web.post(paths.exercises.grid(id), { ...typed, ...Object.fromEntries(cells) }, as);
      };
      await fill(reviewer, ["SUP-1", "SUP-2", "SUP-3"]);
      const so = await web.get(paths.exercises.grid(id), other);
      expect(main(so)).toContain("2 of 4 supervision records complete");
      await fill(other, ["SUP-1", "SUP-4"]);

      const findings = paths.exercises.findings(id);
      const added = await web.post(
        findings,
        {
          ...{ intent: "finding", id: `01900000-0000-7000-8000-0000000000${month}` },
          ...{ kind: "development", text: "Reflection is thin", auditIds: [audits[0]?.id ?? ""] },
        },
        manager,
      );
      expect(added.errors).toEqual([]);
      await web.post(
        findings,
        {
          ...{ intent: "action", what: "Agree what a record holds", level: "service" },
          ...{ ownerRole: "Service manager", "due.month": "6", "due.year": "2024" },
          ...{ "due.day": "", successMeasure: "Every record reflects" },
        },
        manager,
      );
      const report = await web.get(paths.exercises.summary(id), manager);
      const closing = { intent: "close", version: versionOf(report, "close"), confirmed: "yes" };
      expect((await web.post(paths.exercises.summary(id), closing, manager)).status).toBe(302);
      return id;
    };

    await wholeLife("04", ["met", "not-met", "partly"]);
    const again = await wholeLife("05", ["met", "met", "partly"]);
    const report = main(await web.get(paths.exercises.summary(again), manager));
    expect(report).toContain("4 supervision records");
    expect(report).toContain("Met in 4 of 4");
    expect(report).toContain("SUP-1");
    expect(report).toContain("April 2024");
    const onePage = main(await web.get(paths.exercises.onePage(again), manager));
    expect(onePage).toContain("Reflection is thin (1 supervision record: SUP-1)");
    const csv = await web.get(paths.exercises.onePageFile(again, "report.csv"), manager);
    expect(csv.body).toContain("Was it in time?");
    const log = main(await web.get(paths.log.list(), manager));
    expect(log).toContain("Agree what a record holds");
    // Records are no cases: the coverage of the caseload does not count them.
    const coverage = main(
      await web.get(paths.planned.coverage(), { as: world.people.qaLead.email }),
    );
    expect(coverage).not.toContain("4 of");
    expect(await listKeptDifferences(world.db)).toEqual([]);
  });
});

describeDatabases("Other records", (makeDb) => {
  it("are not given to anyone whose work they are of, nor released for nobody", async () => {
    const { world, web, manager, plan, post, records } = await start(makeDb);
    const { teamManager, worker } = world.people;
    const id = idOf(
      await plan({
        "reviewers.r1.personId": teamManager.id,
        "reviewers.r2.personId": "",
        "reviewers.r2.roleText": "",
        "reviewers.r3.personId": "",
      }),
    );
    await post(id, "list", { list });
    await post(id, "draw", { drawn: "4" });
    const refused = await post(id, "release", { confirmed: "yes" });
    expect(refused.errors).toEqual([
      "Take out SUP-1, or name another reviewer: no reviewer may review a record of their own work",
    ]);
    await world.db
      .updateTable("sample_record")
      .set({ supervisor_id: worker.id })
      .where("exercise_id", "=", id)
      .execute();
    expect((await post(id, "release", { confirmed: "yes" })).location).toBe(
      paths.exercises.grid(id),
    );
    // Someone who becomes the supervisor of record is asked no longer.
    const reviewer = { as: teamManager.email };
    await world.db
      .updateTable("sample_record")
      .set({ supervisor_id: teamManager.id })
      .where("exercise_id", "=", id)
      .where("reference", "=", "SUP-2")
      .execute();
    expect(main(await web.get(paths.exercises.grid(id), reviewer))).not.toContain("SUP-2");
    // Nor does whoever leads it answer for a record of their own, though every other one.
    await world.db
      .updateTable("sample_record")
      .set({ worker_id: world.people.serviceManager.id })
      .where("exercise_id", "=", id)
      .where("reference", "=", "SUP-4")
      .execute();
    const led = main(await web.get(paths.exercises.grid(id), manager));
    expect([led.includes("SUP-3"), led.includes("SUP-4")]).toEqual([true, false]);
    // A conflict declared with one record takes that one away, and no other.
    const third = (await records(id))[2]?.id ?? "";
    const declared = await web.post(
      paths.exercises.ownConflict(id, third),
      { note: "We shared a desk" },
      reviewer,
    );
    expect(declared.location).toBe(paths.exercises.grid(id));
    const grid = main(await web.get(paths.exercises.grid(id), reviewer));
    expect([grid.includes("SUP-3"), grid.includes("SUP-4")]).toEqual([false, true]);
    const mine = main(await web.get(paths.accountConflicts(), reviewer));
    expect(mine).toContain("record SUP-3");
    expect((await web.get(paths.exercises.cases(id), reviewer)).status).toBe(403);
    expect((await web.get(paths.exercises.draw(id), manager)).status).toBe(200);
  });

  it("have a name where they are of another kind, and stay what they are once listed", async () => {
    const { world, web, manager, plan, post } = await start(makeDb);
    expect((await plan({ subject: "other" })).errors).toEqual([
      "Enter what these records are called",
    ]);
    expect((await plan({ subjectName: "Return home interviews" })).errors).toEqual([
      "Choose “Other records” to keep what the records are called, or clear what you wrote there",
    ]);
    const id = idOf(await plan({ subject: "other", subjectName: "Return home interviews" }));
    expect(main(await web.get(paths.exercises.cases(id), manager))).toContain(
      "List the return home interviews",
    );
    await post(id, "list", { list: "R1, Willow\nR2, Willow" });
    const form = await web.get(paths.exercises.samplePlan(id), manager);
    const version = form.html.first("input[name=version]")?.attribute("value") ?? "";
    const changed = await web.post(
      paths.exercises.samplePlan(id),
      planOf(world, { version, subject: "case" }),
      manager,
    );
    expect(changed.errors).toEqual(["Keep what it looks at: it has a list, or its cases, already"]);
    // A list that meets a later version is not lost.
    const stale = await post(id, "list", { list: "R3, Willow", version: "1" });
    expect([stale.status, stale.html.one("textarea[name=list]").text.trim()]).toEqual([
      ...[409, "R3, Willow"],
    ]);
    const [first = "", second = ""] = (await web.get(paths.exercises.cases(id), manager)).html
      .all("input[name=recordIds]")
      .map((one) => one.attribute("value") ?? "");
    expect((await post(id, "choose", { recordIds: [first] })).errors).toEqual([
      "Enter why these records are chosen",
    ]);
    await post(id, "unlist", { recordIds: [second] });
    const after = await web.get(paths.exercises.cases(id), manager);
    expect(after.html.all("input[name=recordIds]")).toHaveLength(1);
    // The caseload is not drawn from here.
    expect((await post(id, "draw", { "sizes.child-in-need": "1" })).status).toBe(400);
    expect((await web.post(paths.exercises.draw(id), { size: "1" }, manager)).status).toBe(404);
  });
});
