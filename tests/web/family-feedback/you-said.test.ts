import { expect, it } from "vitest";
import { paths } from "~/paths";
import { describeDatabases } from "../../support/databases";
import { startWeb } from "../../support/web";
import { makeWorld } from "../../support/world";

const entry = {
  said: "We do not know what happens next",
  did: "Your worker tells you after each meeting",
  changed: "We are still finding out",
};

describeDatabases("You said, we did", (makeDb) => {
  it("is written, looked at, published for everyone, withdrawn and worded anew", async () => {
    const world = await makeWorld(await makeDb());
    const { people, db } = world;
    const web = await startWeb(db);
    const lead = { as: people.qaLead.email };
    const everyone = () => web.get(paths.youSaid.all());
    expect((await everyone()).html.text).toContain("There is nothing here yet");
    const write = (more: Partial<typeof entry> & Record<string, string> = {}) =>
      web.post(paths.youSaid.write(), { ...entry, ...more }, lead);
    expect((await write({ said: "" })).errors).toEqual(["Enter what children or families said"]);
    const contact = await write({ did: "Ring 07700 900123 <b>now</b>" });
    expect([contact.status, contact.html.one('textarea[name="did"]').text.trim()]).toEqual([
      400,
      "Ring 07700 900123 <b>now</b>",
    ]);
    expect((await write({ learning: "L-0042" })).errors).toEqual([
      "Check the reference: there is no such learning",
    ]);
    const named = `${people.worker.name} of Willow never came to DB-1001`;
    const made = await write({ said: named });
    const one = made.location ?? "";
    expect((await write({ said: named })).location).toBe(one);
    const preview = await web.get(one, lead);
    expect(preview.html.text).toContain("Something in it looks like a name, a team or a case");
    expect(preview.html.text).toContain("[a colleague] of [a team] never came to [a case]");
    expect((await everyone()).body).not.toContain("never came");
    const id = one.split("/").at(-1) ?? "";
    expect((await web.post(paths.youSaid.edit(id), { version: 1, ...entry }, lead)).status).toBe(
      302,
    );
    const stale = await web.post(paths.youSaid.edit(id), { version: 1, ...entry, did: "X" }, lead);
    expect([stale.status, stale.html.one('textarea[name="did"]').text.trim()]).toEqual([409, "X"]);
    expect((await web.get(one, lead)).html.text).not.toContain("looks like a name");
    const publish = (version: number, more: Record<string, string> = { read: "yes" }) =>
      web.post(one, { version, ...more }, lead);
    expect((await publish(2, {})).status).toBe(400);
    expect((await publish(1)).status).toBe(409);
    expect((await publish(2)).status).toBe(302);
    expect((await publish(2)).status).toBe(302);
    const out = await everyone();
    for (const words of Object.values(entry)) expect(out.html.text).toContain(words);
    expect(out.body).not.toContain(people.qaLead.name);
    expect(out.body).not.toContain(one);
    // What is out is withdrawn before it is worded anew.
    expect((await web.post(paths.youSaid.edit(id), { version: 3, ...entry }, lead)).status).toBe(
      409,
    );
    expect((await web.post(one, { intent: "withdraw", version: 3 }, lead)).errors).toEqual([
      "Enter why it is withdrawn",
    ]);
    await web.post(one, { intent: "withdraw", version: 3, reason: "A word was wrong" }, lead);
    expect((await everyone()).html.text).toContain("There is nothing here yet");
    expect((await publish(4)).status).toBe(302);
    expect((await everyone()).html.text).toContain(entry.said);
    const history = await web.get(one, lead);
    for (const said of [
      "Entry written",
      "Entry worded anew",
      "Entry withdrawn",
      "A word was wrong",
    ])
      expect(history.html.text).toContain(said);
    for (const other of [people.serviceManager, people.leader, people.auditor])
      expect((await web.get(one, { as: other.email })).status).toBe(403);
  });

  it("shows the council's name, and no more on a page than fits", async () => {
    const world = await makeWorld(await makeDb());
    const { people, db } = world;
    const web = await startWeb(db);
    await db
      .insertInto("setting")
      .values({ key: "reports.council", value: JSON.stringify("Northmere Council") })
      .execute();
    await db
      .insertInto("you_said")
      .values(
        Array.from({ length: 12 }, (_, n) => ({
          ...{ id: `entry-${n}`, state: "published" as const, said: `Said ${n}.`, did: "Did" },
          ...{ changed: "Changed", learning_id: null, action_id: null },
          ...{ written_by: people.qaLead.id, written_at: "2024-03-01T10:00:00.000Z" },
          published_at: `2024-03-${String(n + 1).padStart(2, "0")}T10:00:00.000Z`,
        })),
      )
      .execute();
    const first = (await web.get(paths.youSaid.all())).html.text;
    expect(first).toContain("Northmere Council");
    expect(first).toContain("Said 11.");
    expect(first).not.toContain("Said 1.");
    expect((await web.get(paths.youSaid.all({ page: "2" }))).html.text).toContain("Said 1.");
    expect((await web.get("/you-said-we-did?page=<x>")).status).toBe(200);
  });
});
