import { expect, it } from "vitest";
import { paths } from "~/paths";
import { fieldNames } from "~/rules/audits/content";
import { newId } from "~db/core/ids.server";
import { describeDatabases, type MakeDb } from "../../support/databases";
import { startWeb } from "../../support/web";
import { makeWorld, worldTool } from "../../support/world";

const questions = [
  { code: "in-time", text: "Was it in time?" },
  { code: "smart", text: "Were the actions SMART?" },
  { code: "seen", text: "Was the child seen?" },
];

async function open(makeDb: MakeDb) {
  const world = await makeWorld(await makeDb());
  const web = await startWeb(world.db);
  const { db, people } = world;

  /** A closed sample of fifteen cases in so many of which each question was met. */
  async function addSample(
    month: string,
    met: Record<string, number>,
    more: { serviceId?: string | null; asked?: typeof questions } = {},
  ) {
    const versionId = newId();
    const definition = { ...worldTool, questions: more.asked ?? questions };
    await db
      .insertInto("tool_version")
      .values({
        ...{ id: versionId, state: "published" },
        ...{ major: 1, minor: 0, definition: JSON.stringify(definition) },
        ...{ published_at: "2024-01-02T09:00:00.000Z" },
        tool_id: await sampleTool(month),
      })
      .execute();
    const sample = await world.addExercise({
      ...{ kind: "dip-sample", title: `Strategy meetings ${month}`, month, state: "closed" },
      ...{ service_id: more.serviceId === undefined ? world.serviceId : more.serviceId },
      ...{ tool_version_id: versionId, closed_at: `${month}-28T09:00:00.000Z`, size: 15 },
      lead_id: people.serviceManager.id,
    });
    for (let n = 0; n < 15; n += 1) {
      const audit = await world.addAudit({ exercise_id: sample.id, state: "final" });
      for (const { code } of definition.questions)
        await db
          .insertInto("answer")
          .values({
            ...{ audit_id: audit.id, field: fieldNames.question(code), version: 1 },
            ...{ value: n < (met[code] ?? 0) ? "met" : "not-met", save_id: newId() },
            ...{ saved_by: people.serviceManager.id, saved_at: "2024-02-02T09:00:00.000Z" },
          })
          .execute();
    }
    return sample.id;
  }
  async function sampleTool(name: string): Promise<string> {
    const id = newId();
    await db
      .insertInto("tool")
      .values({ ...{ id, kind: "dip-sample", name, shared: 0, position: 9 } })
      .execute();
    return id;
  }
  return { ...world, web, addSample };
}

describeDatabases("A sample that is repeated", (makeDb) => {
  it("stands beside the last that asked the same, with what could be chance", async () => {
    const { web, people, addSample } = await open(makeDb);
    await addSample("2023-09", { "in-time": 1, smart: 1, seen: 1 });
    const first = await addSample("2023-12", { "in-time": 4, smart: 7, seen: 9 });
    // Of another service it is nothing to be set beside.
    await addSample("2024-02", { "in-time": 15, smart: 15, seen: 15 }, { serviceId: null });
    const asked = questions.map((one) =>
      one.code === "seen" ? { ...one, text: "Was the child seen alone?" } : one,
    );
    const again = await addSample("2024-03", { "in-time": 14, smart: 9, seen: 2 }, { asked });
    const { html } = await web.get(paths.exercises.summary(again), {
      as: people.serviceManager.email,
    });
    const section = html.one("section[aria-labelledby=then-and-now]");
    expect(section.one("p a").attribute("href")).toBe(paths.exercises.summary(first));
    expect(section.all("tbody tr").map((row) => row.text.replace(/\s+/g, " "))).toEqual([
      expect.stringMatching(
        /^Was it in time\? .*4 of 15 \(27%\).*14 of 15 \(93%\).*Up 67 points \(32 to 83\): more than chance$/,
      ),
      expect.stringMatching(
        /^Were the actions SMART\? .*7 of 15 \(47%\).*9 of 15 \(60%\).*Up 13 points \(−\d+ to \d+\): could be chance$/,
      ),
    ]);
    const earliest = await web.get(paths.exercises.summary(first), { as: people.qaLead.email });
    expect(earliest.html.text).toContain("Then and now");
  });

  it("stands alone where nothing asked the same before", async () => {
    const { web, people, addSample } = await open(makeDb);
    const only = await addSample("2024-03", { "in-time": 14 });
    const { html } = await web.get(paths.exercises.summary(only), { as: people.qaLead.email });
    expect(html.text).not.toContain("Then and now");
  });
});
