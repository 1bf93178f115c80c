import { type Kysely, sql } from "kysely";
import { expect, it } from "vitest";
import { parseForm } from "~/forms/fields";
import { gradingForm } from "~/forms/grading";
import { valuesOf } from "~db/audits/answers.server";
import { columnsFor, dialectOf } from "~db/core/columns";
import { listDraft } from "~db/core/drafts.server";
import { appendEvent } from "~db/core/events.server";
import { type Db, transact } from "~db/core/open.server";
import type { Schema } from "~db/core/schema";
import { up } from "~db/migrations/0008-drafts";
import { describeDatabases } from "../../support/databases";
import { addSelected } from "../../support/moderated";
import { smallTool } from "../../support/small-tool";
import { makeWorld } from "../../support/world";

/** The tables as they stood before: a draft was one text of its moderation. */
async function putBack(db: Db): Promise<void> {
  const c = columnsFor(dialectOf(db));
  await db.schema.dropTable("draft").execute();
  await db.schema
    .alterTable("moderation")
    .addColumn("draft", c.text, (x) => x.notNull().defaultTo(""))
    .execute();
}

const keep = (db: Db, id: string, draft: object) =>
  sql`update moderation set draft = ${JSON.stringify(draft)} where id = ${id}`.execute(db);

const reasons = { areas: "It’s timely,\nand “clear”", overall: "Overall" };
const complete = {
  areas: Object.fromEntries(
    ["contact", "assessment", "plo"].map((code) => [
      code,
      { grade: "good", reason: reasons.areas },
    ]),
  ),
  overall: { grade: "requires-improvement", reason: reasons.overall },
  quality: {
    "evidence-complete": { answer: "met", note: "" },
    "voices-heard": { answer: "partly", note: "The father" },
    "actions-right": { answer: "met", note: "" },
  },
};

describeDatabases("moving what moderators had typed into fields", (makeDb) => {
  it("keeps every word of a draft, and makes none of an empty one", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people } = world;
    const [whole, half, empty, none, nobody] = [
      await addSelected(world, people.moderator),
      await addSelected(world, people.moderator),
      await addSelected(world, people.moderator),
      await addSelected(world, people.moderator),
      await addSelected(world, null),
    ];
    const stream = (audit: { moderationId: string }) => `moderation:${audit.moderationId}` as const;
    await putBack(db);
    await transact(db, (tx) =>
      appendEvent(tx, world.stampOf(people.moderator), {
        stream: stream(whole),
        kind: "moderation.draft-saved",
      }),
    );
    await keep(db, whole.moderationId, complete);
    await keep(db, half.moderationId, {
      areas: { plo: { grade: null, reason: "Half" }, contact: { grade: "good", reason: "" } },
      overall: { grade: null, reason: "" },
      quality: {},
    });
    await keep(db, empty.moderationId, {
      areas: {},
      overall: { grade: null, reason: "" },
      quality: {},
    });
    await keep(db, nobody.moderationId, complete);
    await db.transaction().execute((tx) => up(tx as unknown as Kysely<Schema>));

    const moved = await listDraft(db, stream(whole));
    expect(moved.length).toBe(12);
    expect(new Set(moved.map(({ by }) => by))).toEqual(new Set([people.moderator.id]));
    expect(new Set(moved.map(({ version, saveId }) => `${version}${saveId}`))).toEqual(
      new Set(["1"]),
    );
    const event = world.stampOf(people.moderator).at;
    expect(new Set(moved.map(({ at }) => at))).toEqual(new Set([event]));
    const read = parseForm(gradingForm(smallTool), Object.entries(valuesOf(moved)));
    expect(read).toMatchObject({ ok: true, value: complete });
    expect(valuesOf(await listDraft(db, stream(half)))).toEqual({
      "areas.plo.reason": "Half",
      "areas.contact.grade": "good",
    });
    for (const audit of [empty, none, nobody])
      expect(await listDraft(db, stream(audit))).toEqual([]);
    await expect(sql`select draft from moderation`.execute(db)).rejects.toThrow("draft");
  });
});
