import { describe, expect, it } from "vitest";
import { paths } from "~/paths";
import { transact } from "~db/core/open.server";
import { addResponses } from "~db/reports/asking.server";
import { addCycle, auditsOf } from "../../support/cycles";
import { describeDatabases } from "../../support/databases";
import { startWeb } from "../../support/web";
import { makeWorld } from "../../support/world";

describe("The brief for leaders", () => {
  describeDatabases("brief", (makeDb) => {
    it("says what changed, what was promised, who has not answered and what is overdue", async () => {
      const world = await makeWorld(await makeDb());
      const web = await startWeb(world.db);
      const { leader, qaLead, serviceManager, teamManager } = world.people;
      const empty = await web.get(paths.brief(), { as: leader.email });
      expect(empty.html.one("main").text).toContain("No core cycle is closed yet");
      const { willow, rowan } = world.teams;
      await addCycle(world, "2023-11", auditsOf(willow, [0, 4, 5, 0]));
      const cycle = await addCycle(world, "2024-01", [
        ...auditsOf(willow, [0, 6, 3, 0]),
        ...auditsOf(rowan, [0, 2, 0, 0]),
      ]);
      await transact(world.db, (tx) =>
        addResponses(tx, world.stampOf(qaLead), { exerciseId: cycle.id, dueOn: "2024-04-12" }),
      );
      const page = await web.get(paths.brief(), { as: leader.email });
      const main = page.html.one("main");
      expect(main.text).toContain("In January 2024, 8 of 11 audits were Good or above (73%)");
      expect(main.text).toContain("No more than chance");
      expect(main.text).toContain("2 cycles are too few to tell signal from noise");
      expect(main.text).toContain("2 asked, 0 read, 0 answered (0 agreed), 2 late.");
      expect(main.text).toContain("Willow: late, due on 12 April 2024");
      const all = main.all("tbody tr").find((one) => one.text.startsWith("All"));
      expect(all?.text).toBeDefined();
      // Nobody's case and none of the auditors' words.
      expect(main.text).not.toMatch(/DB-\d/);
      expect((await web.get(paths.brief(), { as: qaLead.email })).status).toBe(200);
      for (const { email } of [serviceManager, teamManager]) {
        expect((await web.get(paths.brief(), { as: email })).status).toBe(403);
      }
      const home = await web.get(paths.home(), { as: leader.email });
      expect(home.html.all(`main a[href="${paths.brief()}"]`)).toHaveLength(1);
      const csv = await web.get(paths.briefFile("report.csv"), { as: leader.email });
      expect(csv.status).toBe(200);
      expect(csv.body).toContain("Overall grade");
      const none = await web.get(paths.briefFile("report.zip"), { as: leader.email });
      expect(none.status).toBe(404);
    });
  });
});
