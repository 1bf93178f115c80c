import { beforeAll, describe, expect, it } from "vitest";
import { paths } from "~/paths";
import { coreV2 } from "~db/tools/core-v2";
import { databaseMaker } from "../../support/databases";
import { addPublishedCycles } from "../../support/published";
import { startWeb, type Web } from "../../support/web";
import { makeWorld, type World } from "../../support/world";

describe("The report of a period", () => {
  const makeDb = databaseMaker("sqlite");
  let world: World;
  let web: Web;
  const read = (kind: string, month: string) =>
    web.get(paths.reports.period({ kind, month }), { as: world.people.leader.email });

  beforeAll(async () => {
    world = await makeWorld(await makeDb(), coreV2);
    await addPublishedCycles(world);
    await world.addExercise({
      title: "Called for and not begun",
      month: "2024-02",
      state: "planned",
    });
    web = await startWeb(world.db);
  });

  it("adds up the closed cycles of its months, and sets them beside the programme", async () => {
    const year = await read("year", "2024-02");
    expect(year.html.one("h1").text).toContain("Year from April 2023 to March 2024");
    expect(year.html.one("p.los-lead").text).toContain("33 of 53 audits were Good or above (62%)");
    expect(year.html.text).toMatch(/Core audit cycle\s+2 of 4/);
    const areas = year.html
      .all("table")
      .find((table) => table.text.includes("Grades by practice area over the period"));
    const goods = Object.fromEntries(
      (areas?.all("tbody tr") ?? []).map((row) => [
        row.one("th").text,
        row.all("td").map((cell) => cell.text),
      ]),
    );
    expect(goods.Assessment).toContain("38 of 53 (72%)");
    expect(goods.Supervision).toContain("22 of 53 (42%)");
    expect(goods["Case recording"]).toContain("30 of 51 (59%)");
    const quarter = await read("quarter", "2024-02");
    expect(quarter.html.one("p.los-lead").text).toContain("17 of 27");
    expect((await read("month", "2024-02")).html.text).toContain(
      "No core cycle of this period is closed.",
    );
  });

  it("falls back to this quarter where its address asks for no period, and is for those who read reports whole", async () => {
    expect((await read("decade", "never")).status).toBe(200);
    const { scrutiny, auditor, teamManager } = world.people;
    for (const { email } of [scrutiny, auditor, teamManager])
      expect((await web.get(paths.reports.period(), { as: email })).status).toBe(403);
    const { leader } = world.people;
    const asked = { kind: "year", month: "2024-01" };
    const csv = await web.get(paths.reports.periodFile("report.csv", asked), { as: leader.email });
    expect(csv.body).toContain("2023-11");
    const none = await web.get(paths.reports.periodFile("report.zip"), { as: leader.email });
    expect(none.status).toBe(404);
  });
});
