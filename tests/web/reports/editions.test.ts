import { beforeAll, describe, expect, it } from "vitest";
import { paths } from "~/paths";
import type { GradesBlock, Report } from "~/rules/reports/blocks";
import { eachBlock } from "~/rules/reports/blocks";
import { newId } from "~db/core/ids.server";
import { findEdition, unscopedPublishedCells } from "~db/reports/editions.server";
import { coreV2 } from "~db/tools/core-v2";
import { workedOut } from "../../rules/statistics/attacker";
import { addCycle, auditsOf } from "../../support/cycles";
import { databaseMaker } from "../../support/databases";
import { formOf } from "../../support/form";
import { addPublishedCycles } from "../../support/published";
import { startWeb, type Web } from "../../support/web";
import { makeWorld, type World } from "../../support/world";

const grids = (report: Report): GradesBlock[] =>
  [...eachBlock(report.blocks)].flatMap(({ block }) => (block.kind === "grades" ? [block] : []));

describe("Editions of a report", () => {
  const makeDb = databaseMaker("sqlite");
  let world: World;
  let web: Web;
  let november: { id: string };
  let january: { id: string };
  let open: { id: string };
  const lead = () => ({ as: world.people.qaLead.email });
  const publish = async (exerciseId: string, values: Record<string, string>) => {
    const at = paths.exercises.publish(exerciseId);
    const { version = [] } = formOf((await web.get(at, lead())).html);
    const answer = await web.post(
      at,
      { audience: "staff", why: "", ask: "no", version, ...values },
      lead(),
    );
    return { ...answer, id: answer.location?.split("/").at(-1) ?? "" };
  };

  beforeAll(async () => {
    world = await makeWorld(await makeDb(), coreV2);
    ({ november, january } = await addPublishedCycles(world));
    open = await addCycle(world, "2024-03", auditsOf(world.teams.willow, [0, 3, 2, 1]), {
      open: true,
    });
    web = await startWeb(world.db);
  });

  it("keep figures, basis, author and time for ever, and say what a later one changes", async () => {
    const first = await publish(january.id, {});
    expect(first.location).toBe(paths.reports.edition(first.id));
    const page = await web.get(paths.reports.edition(first.id), lead());
    expect(page.html.one("p.los-lead").text).toBe(
      "In January 2024, 17 of 27 audits were Good or above (63%).",
    );
    expect(page.html.text).toContain("Edition 1, for staff");
    expect(page.html.text).toContain(world.people.qaLead.name);
    expect(page.html.text).toContain("Grades: Final");
    await world.db
      .updateTable("tally")
      .set({ judgement: "outstanding" })
      .where("exercise_id", "=", january.id)
      .where("area", "=", "assessment")
      .where("judgement", "=", "good")
      .where("team_id", "=", world.teams.willow.id)
      .execute();
    const again = await web.get(paths.exercises.publish(january.id), lead());
    expect(again.html.text).toContain("What has changed since the last edition for staff");
    const without = await publish(january.id, {});
    expect([without.status, without.errors]).toEqual([400, ["Enter why a new edition is made"]]);
    const second = await publish(january.id, { why: "One audit was graded again." });
    const changed = await web.get(paths.reports.edition(second.id), lead());
    expect(changed.html.text).toContain("One audit was graded again.");
    expect(changed.html.text).toMatch(/Assessment[^.]*, Outstanding, from 0 to \d/);
    const old = await web.get(paths.reports.edition(first.id), lead());
    expect(old.html.text).toContain("This edition was replaced.");
    expect(old.html.one("p.los-lead").text).toBe(page.html.one("p.los-lead").text);
  });

  it("are published once, however often the button is pressed on the same page", async () => {
    const at = paths.exercises.publish(january.id);
    const { version = [] } = formOf((await web.get(at, lead())).html);
    const typed = { audience: "staff", why: "Pressed twice.", ask: "no", version };
    const sent = await Promise.all([1, 2].map(() => web.post(at, typed, lead())));
    expect(sent.map(({ status }) => status).sort()).toEqual([302, 409]);
    const late = sent.find(({ status }) => status === 409);
    expect(late?.errors[0]).toContain("published or reopened meanwhile");
    expect(formOf(late?.html as never)).toMatchObject({ why: ["Pressed twice."] });
    const made = await world.db
      .selectFrom("report_edition")
      .select("id")
      .where("why", "=", "Pressed twice.")
      .execute();
    expect(made).toHaveLength(1);
  });

  it("stay as they are when the council relies on figures from another number on", async () => {
    const admin = { as: world.people.administrator.email };
    const form = async () => formOf((await web.get(paths.settings(), admin)).html);
    expect(await form()).toMatchObject({ firmFrom: ["10"], percentageFrom: ["5"] });
    const save = async (firmFrom: string, percentageFrom: string) =>
      web.post(paths.settings(), { ...(await form()), firmFrom, percentageFrom }, admin);
    const bad = await save("20", "21");
    expect(bad.errors).toEqual(["Enter a number that is not above the one for indicative only"]);
    expect(formOf(bad.html)).toMatchObject({ firmFrom: ["20"], percentageFrom: ["21"] });
    expect((await save("0", "101")).errors).toHaveLength(2);
    const { id } = await publish(january.id, { why: "To be compared." });
    expect((await save("30", "28")).status).toBe(302);
    const leadOf = async (path: string) =>
      (await web.get(path, lead())).html.one("p.los-lead").text;
    const said = "In January 2024, 17 of 27 audits were Good or above";
    expect(await leadOf(paths.reports.edition(id))).toBe(`${said} (63%).`);
    const live = await web.get(paths.exercises.report(january.id), lead());
    expect(live.html.one("p.los-lead").text).toBe(
      `${said}. 27 audits are too few for a percentage.`,
    );
    expect(live.html.text).toContain(
      "Fewer than 30 are indicative only; fewer than 28 are shown without a percentage.",
    );
    const file = paths.exercises.reportFile(january.id, "report.json");
    expect((await web.get(file, lead())).body).not.toMatch(/"standing":"(final|indicative)","of"/);
    expect((await save("28", "20")).status).toBe(302);
    expect(await leadOf(paths.exercises.report(january.id))).toBe(
      `${said} (63%). 27 audits are few: indicative only.`,
    );
    expect((await save("10", "5")).status).toBe(302);
  });

  it("are published by the QA lead alone, of closed cycles, with a date for the teams' responses", async () => {
    const { leader } = world.people;
    const path = paths.exercises.publish(november.id);
    expect((await web.get(path, { as: leader.email })).status).toBe(403);
    expect((await web.get(paths.exercises.publish(open.id), lead())).status).toBe(409);
    const bad = await publish(november.id, { ask: "yes", audience: "" });
    expect([bad.status, bad.errors]).toEqual([
      400,
      ["Choose whom it is published for", "Enter the date responses are due"],
    ]);
    const asked = await publish(november.id, {
      ask: "yes",
      "dueOn.day": "1",
      "dueOn.month": "8",
      "dueOn.year": "2031",
    });
    expect(asked.status).toBe(302);
    const responses = await world.db
      .selectFrom("response")
      .select("due_on")
      .where("exercise_id", "=", november.id)
      .execute();
    expect(responses.map(({ due_on }) => due_on)).toEqual(Array(3).fill("2031-08-01"));
  });

  it("for staff are there for those who read reports whole, for publication for scrutiny readers too", async () => {
    const staff = await publish(november.id, { why: "Again." });
    const shown = await publish(november.id, { audience: "publication" });
    const { scrutiny, leader, teamManager } = world.people;
    const status = async (path: string, as: string) => (await web.get(path, { as })).status;
    expect(await status(paths.reports.edition(staff.id), scrutiny.email)).toBe(404);
    expect(await status(paths.reports.file(staff.id, "report.json"), scrutiny.email)).toBe(404);
    expect(await status(paths.reports.edition(shown.id), scrutiny.email)).toBe(200);
    expect(await status(paths.reports.edition(staff.id), leader.email)).toBe(200);
    expect(await status(paths.reports.edition(shown.id), teamManager.email)).toBe(403);
    expect(await status(paths.reports.edition(newId()), leader.email)).toBe(404);
    const list = await web.get(paths.reports.list(), { as: scrutiny.email });
    expect(list.body).toContain(paths.reports.edition(shown.id));
    expect(list.body).not.toContain(paths.reports.edition(staff.id));
    const home = await web.get(paths.home(), { as: scrutiny.email });
    expect(home.body).toContain(paths.reports.edition(shown.id));
    const page = await web.get(paths.reports.edition(shown.id), { as: scrutiny.email });
    expect(page.body).not.toContain(world.teams.willow.name);
    for (const link of page.html.all("main a").map((one) => one.attribute("href") ?? ""))
      expect(await status(link, scrutiny.email)).toBe(200);
  });

  it("for publication hide what could point at a child, over everything that is out", async () => {
    await publish(january.id, { audience: "publication" });
    const cells = await unscopedPublishedCells(world.db, "2023-01");
    expect(cells).toHaveLength(2);
    const editions = await world.db
      .selectFrom("report_edition")
      .select("id")
      .where("audience", "=", "publication")
      .execute();
    for (const { id } of editions) {
      const edition = await findEdition(world.db, id);
      const small = grids(edition?.report as Report).flatMap(({ rows }) =>
        rows.flatMap(({ mix }) =>
          [...Object.values(mix.grades), ...Object.values(mix.without)].filter(
            (figure) => figure.standing !== "hidden" && figure.count >= 1 && figure.count <= 5,
          ),
        ),
      );
      expect(small).toEqual([]);
    }
    // Everything that is out, to a reader who knows which counts are small.
    const all = new Map(cells.flatMap((one) => one.cells.map((cell) => [cell.key, cell] as const)));
    const hidden = new Set(cells.flatMap((one) => [...one.hidden]));
    const shown = cells.flatMap((one) =>
      one.cells.map(({ key }) => key).filter((key) => !one.hidden.has(key)),
    );
    expect(shown.filter((key) => hidden.has(key))).toEqual([]);
    const sums = [
      ...new Map(
        cells.flatMap((one) => one.sums.map((sum) => [JSON.stringify(sum), sum])),
      ).values(),
    ];
    const linked = { cells: [...all.values()], sums };
    expect(hidden.size).toBeGreaterThan(3);
    expect(workedOut(linked, hidden, "small ones")).toEqual([]);
  });

  it("can be taken away in every format, and the report as it stands too", async () => {
    const [edition] = await world.db
      .selectFrom("report_edition")
      .select("id")
      .where("audience", "=", "publication")
      .where("exercise_id", "=", january.id)
      .execute();
    const { scrutiny, auditor, leader } = world.people;
    const file = (name: string, as: string) =>
      web.get(paths.reports.file(edition?.id ?? "", name), { as });
    for (const name of ["report.docx", "report.xlsx", "report.pptx", "report.csv", "report.txt"]) {
      const answer = await file(name, scrutiny.email);
      expect([name, answer.status]).toEqual([name, 200]);
      expect(answer.headers.get("Content-Disposition")).toMatch(/^attachment; filename="cycle-/);
    }
    expect((await file("report.exe", scrutiny.email)).status).toBe(404);
    const csv = (await file("report.csv", scrutiny.email)).body;
    expect(csv).toContain("[c]");
    const live = paths.exercises.reportFile(january.id, "report.csv");
    expect((await web.get(live, { as: leader.email })).body).toContain(world.teams.willow.name);
    for (const person of [scrutiny, auditor])
      expect((await web.get(live, { as: person.email })).status).toBe(403);
    const provisional = paths.exercises.reportFile(open.id, "report.json");
    expect((await web.get(provisional, { as: leader.email })).status).toBe(404);
    const { standing } = (await web.get(provisional, lead())).json() as { standing: string };
    expect(standing).toBe("provisional");
  });
});
