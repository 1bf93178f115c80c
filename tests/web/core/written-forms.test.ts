/**
 * A form that is written at length is kept as it is typed, for its writer alone, until its button
 * sends it. Every such form is walked in nothing-lost.test.ts; here is what the one way of keeping
 * them promises.
 */
import { beforeEach, expect, it } from "vitest";
import { paths } from "~/paths";
import type { SaveAnswer } from "~/rules/core/save-queue";
import { listEvents } from "~db/core/events.server";
import { removeOldWriting } from "~db/core/written.server";
import { addCycle, auditsOf } from "../../support/cycles";
import { describeDatabases } from "../../support/databases";
import { typingAt } from "../../support/typing";
import { startWeb, type Web } from "../../support/web";
import { makeWorld, type World, type WorldPerson, worldMorning } from "../../support/world";

describeDatabases("A form kept while it is written", (makeDb) => {
  let world: World;
  let web: Web;
  let page: string;
  let url: string;
  let lead: WorldPerson;
  let other: WorldPerson;
  let version: number;

  beforeEach(async () => {
    world = await makeWorld(await makeDb());
    const cycle = await addCycle(world, "2024-01", auditsOf(world.teams.willow, [0, 3, 1, 0]));
    other = await world.addPerson("Olu Other", "qa-lead");
    lead = world.people.qaLead;
    page = paths.exercises.narrative(cycle.id);
    web = await startWeb(world.db);
    const shown = await web.get(page, { as: lead.email });
    url = shown.html.one("form[data-saves-to]").attribute("data-saves-to") ?? "";
    version = Number(new URL(url, "http://here").searchParams.get("over"));
  });

  const shownTo = async ({ email }: WorldPerson) => {
    const { html } = await web.get(page, { as: email });
    return {
      text: html.one("textarea").text,
      version: Number(html.one('input[name="version"]').attribute("value")),
      begun: html.text.includes("You wrote this before and have not sent it yet"),
    };
  };
  const typing = (person: WorldPerson) => typingAt(web, url, person);
  const kept = () => world.db.selectFrom("draft").selectAll().execute();

  it("is shown to its writer again, to nobody else, and leaves no trace of its own", async () => {
    await web.signIn(other.email);
    const events = async () => (await world.db.selectFrom("event").select("id").execute()).length;
    const before = await events();
    const save = typing(lead);
    const first = await save({ narrative: { value: "Half a " } });
    expect(first.json()).toMatchObject({ saved: { narrative: 1 }, savedAt: "Saved 09:00" });
    await save({ narrative: { value: "Half a sentence", version: 1 } });
    expect(await shownTo(lead)).toEqual({ text: "Half a sentence", version, begun: true });
    expect(await shownTo(other)).toEqual({ text: "", version, begun: false });
    expect(await events()).toBe(before);
    const own = await typing(other)({ narrative: { value: "Mine" } });
    expect(own.status).toBe(200);
    expect((await shownTo(lead)).text).toBe("Half a sentence");
  });

  it("ends when it is sent, and when its writer throws it away", async () => {
    await typing(lead)({ narrative: { value: "As it was typed" } });
    const sent = await web.post(page, { narrative: "As it was sent", version }, { as: lead.email });
    expect(sent.status).toBe(302);
    expect(await kept()).toEqual([]);
    await typing(lead)({ narrative: { value: "Another thought" } }, { visit: "second-visit" });
    const thrown = await web.post(url, {}, { as: lead.email });
    expect([thrown.status, thrown.location]).toEqual([302, page]);
    expect(await shownTo(lead)).toMatchObject({ text: "As it was sent", begun: false });
  });

  it("stays typed over the version it was begun on: who saved meanwhile is not overwritten", async () => {
    await typing(lead)({ narrative: { value: "Begun on the first version" } });
    await web.post(page, { narrative: "Olu's", version }, { as: other.email });
    const again = await shownTo(lead);
    expect(again).toEqual({ text: "Begun on the first version", version, begun: true });
    const sent = await web.post(
      page,
      { narrative: again.text, version: again.version },
      { as: lead.email },
    );
    expect(sent.body).toContain("Olu Other changed this");
    expect(sent.html.one("textarea").text).toBe("Begun on the first version");
    expect((await shownTo(lead)).text).toBe("Begun on the first version");
  });

  it("keeps a field emptied that the record fills", async () => {
    await web.post(page, { narrative: "Stored", version }, { as: lead.email });
    const save = typing(lead);
    const cleared = await save({ narrative: { value: "", over: "Stored" } });
    expect((cleared.json() as SaveAnswer).saved).toEqual({ narrative: 1 });
    expect((await shownTo(lead)).text).toBe("");
  });

  it("meets a second page of the same person field by field", async () => {
    await typing(lead)({ narrative: { value: "On the laptop" } });
    const second = await typing(lead)(
      { narrative: { value: "On the phone" } },
      { visit: "second-visit" },
    );
    expect(second.status).toBe(409);
    expect((second.json() as SaveAnswer).contested.narrative).toMatchObject({
      value: "On the laptop",
      by: "You, on another page or device",
    });
  });

  it("takes nothing from whom its page is not open to, and nothing that is no field", async () => {
    const { auditor } = world.people;
    await web.signIn(auditor.email);
    expect((await typing(auditor)({ narrative: { value: "x" } })).status).toBe(403);
    const odd = await typing(lead)({
      "no field": { value: "x" },
      narrative: { value: "x".repeat(50_001) },
    });
    expect(Object.keys((odd.json() as SaveAnswer).refused).sort()).toEqual([
      "narrative",
      "no field",
    ]);
    const many = Object.fromEntries(
      Array.from({ length: 301 }, (_, n) => [`field-${n}`, { value: "x" }]),
    );
    expect((await typing(lead)(many)).json()).toMatchObject({ saved: {} });
    expect(await kept()).toEqual([]);
  });

  it("is gone once its record is, or after ninety days", async () => {
    await typing(lead)({ narrative: { value: "Kept" } });
    const at = (days: number) => ({
      actorId: null,
      at: new Date(Date.parse(worldMorning) + days * 86_400_000).toISOString(),
      systemAt: worldMorning,
    });
    expect(await removeOldWriting(world.db, at(89))).toBe(0);
    await world.db
      .insertInto("draft")
      .values({
        stream: `form:decision:gone:${lead.id}`,
        field: "feedback",
        value: "Of a moderation that was released",
        version: 1,
        save_id: "",
        saved_by: lead.id,
        saved_at: worldMorning,
      })
      .execute();
    expect(await removeOldWriting(world.db, at(1))).toBe(1);
    expect((await kept()).map(({ value }) => value)).toContain("Kept");
    expect(await removeOldWriting(world.db, at(91))).toBe(1);
    expect(await kept()).toEqual([]);
    expect(await listEvents(world.db, `form:decision:gone:${lead.id}`)).toEqual([]);
  });
});
