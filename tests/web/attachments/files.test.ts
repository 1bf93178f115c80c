import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { paths } from "~/paths";
import { newId } from "~db/core/ids.server";
import { transact } from "~db/core/open.server";
import { beginLearning } from "~db/learning-log/learning-deeds.server";
import { addTeamAction } from "../../support/actions";
import { badFiles, goodFiles, page as hostilePage, pdf } from "../../support/added-files";
import { databaseMaker, describeDatabases, type MakeDb } from "../../support/databases";
import { startWeb } from "../../support/web";
import { makeWorld, type WorldPerson } from "../../support/world";

let filesDir = "";
beforeEach(() => {
  filesDir = join(mkdtempSync(join(tmpdir(), "added-")), "files");
});
afterEach(() => rmSync(join(filesDir, ".."), { recursive: true, force: true }));

async function open(makeDb: MakeDb, more: { scansFiles?: boolean } = {}) {
  const world = await makeWorld(await makeDb());
  const { people } = world;
  const web = await startWeb(world.db, { context: { filesDir, ...more } });
  const actionId = await addTeamAction(world, people.qaLead, { ownerId: people.teamManager.id });
  const of = paths.files.of("action", actionId);
  const add = (as: WorldPerson, name: string, content: Uint8Array, to = of) => {
    const form = new FormData();
    form.set("file", new File([new Uint8Array(content)], name));
    return web.post(to, form, { as: as.email });
  };
  const listed = () =>
    world.db.selectFrom("attachment").selectAll().where("removed_at", "is", null).execute();
  const stored = () => {
    try {
      return readdirSync(filesDir);
    } catch {
      return [];
    }
  };
  return { ...world, web, actionId, of, add, listed, stored };
}

describeDatabases("Files of an action", (makeDb) => {
  it("are added by its owner, downloaded by its readers alone, and removed by who added them", async () => {
    const { web, db, people, add, actionId, of, listed, stored } = await open(makeDb);
    const sent = await add(people.teamManager, "Zoë’s plan (final).pdf", pdf);
    expect(sent).toMatchObject({ status: 302, location: paths.log.one(actionId) });
    const [file] = await listed();
    if (!file) throw new Error("Nothing was kept");
    expect(stored()).toEqual([file.stored_name]);
    expect(file).toMatchObject({ name: "Zoë’s plan (final).pdf", type: "pdf", bytes: pdf.length });
    const shown = await web.get(paths.log.one(actionId), { as: people.teamManager.email });
    expect(shown.body).toContain("Zoë’s plan (final).pdf");
    expect(shown.body).toContain("Not scanned for viruses");

    const download = paths.files.download(file.id);
    const got = await web.get(download, { as: people.qaLead.email });
    expect(Buffer.from(got.bytes)).toEqual(pdf);
    expect(Object.fromEntries(got.headers)).toMatchObject({
      "content-type": "application/octet-stream",
      "content-security-policy": "default-src 'none'; sandbox",
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
      "content-length": String(pdf.length),
    });
    expect(got.headers.get("content-disposition")).toMatch(/^attachment; filename="Zoe_s plan/);

    // Nobody else, whichever address they know.
    for (const person of [people.otherTeamManager, people.worker, people.auditor])
      for (const path of [download, paths.files.one(file.id), of]) {
        const { status, body } = await web.get(path, { as: person.email });
        expect([path, status]).toEqual([path, 404]);
        expect(body).not.toContain("Zoë");
      }
    expect((await web.get(download)).status).toBe(302);
    expect((await add(people.otherTeamManager, "b.pdf", pdf)).status).toBe(404);
    // A leader reads it, and neither adds nor removes.
    expect((await web.get(download, { as: people.leader.email })).status).toBe(200);
    expect((await add(people.leader, "b.pdf", pdf)).status).toBe(403);
    const page = await web.get(paths.files.one(file.id), { as: people.leader.email });
    expect(page.body).not.toContain("Remove");
    expect((await web.post(paths.files.one(file.id), {}, { as: people.leader.email })).status).toBe(
      404,
    );

    const removed = await web.post(paths.files.one(file.id), {}, { as: people.teamManager.email });
    expect(removed).toMatchObject({ status: 302, location: paths.log.one(actionId) });
    expect(stored()).toEqual([]);
    expect((await web.get(download, { as: people.qaLead.email })).status).toBe(404);
    const again = await web.post(paths.files.one(file.id), {}, { as: people.teamManager.email });
    expect(again.status).toBe(404);
    const history = await web.get(paths.log.one(actionId), { as: people.qaLead.email });
    expect(history.body).toContain("File removed");
    expect(await db.selectFrom("attachment").selectAll().execute()).toHaveLength(1);
  });

  it("change what a verifier has read: their page is out of date then, and what they wrote is kept", async () => {
    const { web, db, people, add, addPerson, actionId } = await open(makeDb);
    const otherLead = await addPerson("Una Marlow", "qa-lead");
    await add(people.teamManager, "one.pdf", pdf);
    const { version } = await db
      .selectFrom("action")
      .select("version")
      .where("id", "=", actionId)
      .executeTakeFirstOrThrow();
    const on = { "completedOn.day": "12", "completedOn.month": "4", "completedOn.year": "2024" };
    const complete = { move: "complete", version, evidence: "", ...on };
    const post = (form: Record<string, string | number>, { email }: WorldPerson) =>
      web.post(paths.log.one(actionId), form, { as: email });
    expect((await post(complete, people.teamManager)).status).toBe(302);
    await add(people.teamManager, "two.pdf", pdf);
    const verify = {
      move: "verify",
      impact: "Plans are kept",
      howKnown: "Read",
      retestQuestion: "",
    };
    const late = await post({ ...verify, version: version + 1 }, otherLead);
    expect(late.status).toBe(409);
    expect(late.body).toContain("Plans are kept");
    expect((await post({ ...verify, version: version + 2 }, otherLead)).status).toBe(302);
  });

  it("are read by whoever owns the action now, and no longer by who owned it", async () => {
    const { web, db, people, add, actionId, listed } = await open(makeDb);
    await db
      .updateTable("action")
      .set({ owner_id: people.otherTeamManager.id })
      .where("id", "=", actionId)
      .execute();
    await add(people.otherTeamManager, "plan.pdf", pdf);
    const [file] = await listed();
    const download = paths.files.download(file?.id ?? "");
    expect((await web.get(download, { as: people.otherTeamManager.email })).status).toBe(200);
    await db
      .updateTable("action")
      .set({ owner_id: people.teamManager.id })
      .where("id", "=", actionId)
      .execute();
    expect((await web.get(download, { as: people.otherTeamManager.email })).status).toBe(404);
    expect((await web.get(download, { as: people.teamManager.email })).status).toBe(200);
  });

  it("stand as evidence by themselves, and stay once the action has ended", async () => {
    const { web, people, add, actionId, listed } = await open(makeDb);
    const as = people.teamManager.email;
    const complete = (version: number) =>
      web.post(
        paths.log.one(actionId),
        {
          ...{ move: "complete", version, evidence: "" },
          ...{ "completedOn.day": 2, "completedOn.month": 4, "completedOn.year": 2024 },
        },
        { as },
      );
    const refused = await complete(1);
    expect(refused.status).toBe(400);
    expect(refused.errors.join()).toContain("or add a file first");
    await add(people.teamManager, "plan.pdf", pdf);
    expect((await complete(1)).status).toBe(302);
    const [file] = await listed();
    const one = paths.files.one(file?.id ?? "");
    const kept = await web.post(one, {}, { as });
    expect(kept.status).toBe(403);
    expect(kept.body).toContain("only evidence");
    // More may be added until it is verified.
    expect((await add(people.qaLead, "more.pdf", pdf)).status).toBe(302);
    await web.post(
      paths.log.one(actionId),
      // What was added meanwhile is read before it is verified.
      { move: "verify", version: 3, impact: "Plans say more", howKnown: "Read ten" },
      { as: people.qaLead.email },
    );
    expect((await add(people.qaLead, "late.pdf", pdf)).status).toBe(403);
    expect((await web.post(one, {}, { as: people.qaLead.email })).status).toBe(403);
    expect(await listed()).toHaveLength(2);
  });

  it("are removed by a QA lead whoever added them, and by nobody else", async () => {
    const { web, people, add, listed } = await open(makeDb);
    await add(people.teamManager, "a.pdf", pdf);
    await add(people.qaLead, "b.pdf", pdf);
    const [first, second] = await listed();
    const remove = (id = "", as: WorldPerson) =>
      web.post(paths.files.one(id), {}, { as: as.email });
    expect((await remove(second?.id, people.teamManager)).status).toBe(404);
    expect((await remove(first?.id, people.qaLead)).status).toBe(302);
    expect((await listed()).map(({ name }) => name)).toEqual(["b.pdf"]);
  });
});

describe("A file that is sent", () => {
  const makeDb = databaseMaker("sqlite");

  it("is kept when it is of a kind that is taken, and nothing of it when not", async () => {
    const { people, add, listed, stored } = await open(makeDb);
    for (const [name, content] of goodFiles) {
      const { status, errors } = await add(people.teamManager, name, content);
      expect([name, status, errors]).toEqual([name, 302, []]);
    }
    expect(await listed()).toHaveLength(goodFiles.length);
    for (const [why, name, content] of badFiles) {
      const { status, errors } = await add(people.teamManager, name, content);
      expect([why, status]).toEqual([why, 400]);
      expect(errors.join()).toMatch(/^(Choose|Save) /);
    }
    expect(await listed()).toHaveLength(goodFiles.length);
    expect(stored()).toHaveLength(goodFiles.length);
  });

  it("is refused without harm when empty, too large, unnamed, broken off or no form at all", async () => {
    const { web, people, add, of, listed, stored } = await open(makeDb);
    const as = people.teamManager.email;
    expect((await add(people.teamManager, "a.txt", Buffer.alloc(0))).errors).toEqual([
      "Choose a file that is not empty",
    ]);
    const large = Buffer.alloc(10 * 1024 * 1024 + 1, 97);
    expect((await add(people.teamManager, "a.txt", large)).errors).toEqual([
      "Choose a file of 10 MB or less",
    ]);
    expect((await add(people.teamManager, "..", pdf)).status).toBe(400);
    const send = (body: string, type: string) =>
      web.send(of, body, { as, headers: { "Content-Type": type } });
    const head =
      '--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-';
    for (const [body, type] of [
      [head, "multipart/form-data; boundary=x"],
      ["file=a.pdf", "application/x-www-form-urlencoded"],
      ["", "multipart/form-data"],
      ['{"file":"a"}', "application/json"],
    ] as const) {
      const { status, errors } = await send(body, type);
      expect([type, status, errors]).toEqual([type, 400, ["Choose a file"]]);
    }
    expect(await listed()).toEqual([]);
    expect(stored()).toEqual([]);
  });

  it("has a name that leads nowhere, breaks no header and is shown as text", async () => {
    const { web, people, add, actionId, listed, stored } = await open(makeDb);
    const names = [
      "../../../etc/passwd.pdf",
      "..\\..\\a.pdf",
      "gpj.annex\u202efdp.pdf",
      "a\u0007\u001b[31mb.pdf",
      "\"; filename*=UTF-8''evil.html; x=\".pdf",
      "<img src=x onerror=alert(1)>.pdf",
      `${"long".repeat(80)}.pdf`,
    ];
    for (const name of names)
      expect((await add(people.teamManager, name, pdf)).status, name).toBe(302);
    expect(stored().every((name) => /^[0-9a-f]{32}$/.test(name))).toBe(true);
    const page = await web.get(paths.log.one(actionId), { as: people.teamManager.email });
    expect(page.body).not.toMatch(/<img src=x|\p{Bidi_Control}|\p{Cc}\[31m/u);
    for (const { id, name } of await listed()) {
      const got = await web.get(paths.files.download(id), { as: people.teamManager.email });
      expect([name, got.status]).toEqual([name, 200]);
      const header = got.headers.get("content-disposition") ?? "";
      expect(header).toMatch(
        /^attachment; filename="[\w .()-]+\.pdf"; filename\*=UTF-8''\S+\.pdf$/,
      );
      expect(name.length).toBeLessThan(130);
      expect(name).not.toMatch(/[/\\\p{C}]/u);
    }
  });

  it("is given out as it was stored or not at all", async () => {
    const { web, people, add, listed, stored } = await open(makeDb);
    await add(people.teamManager, "plan.pdf", pdf);
    const [file] = await listed();
    writeFileSync(join(filesDir, stored()[0] ?? ""), hostilePage);
    const got = await web.get(paths.files.download(file?.id ?? ""), {
      as: people.teamManager.email,
    });
    expect(got.status).toBe(500);
    expect(got.body).toContain("can be restored from a backup");
    expect(got.body).not.toContain("ran");
    expect(web.log.join()).not.toContain("plan");
  });

  it("keeps nothing where there is no room, and says so", async () => {
    const { people, add, listed } = await open(makeDb);
    // A folder that can't be made is as good as a full disk.
    writeFileSync(filesDir, "in the way");
    const { status, errors } = await add(people.teamManager, "plan.pdf", pdf);
    expect(status).toBe(400);
    expect(errors.join()).toMatch(/there is no room on the server/);
    expect(await listed()).toEqual([]);
  });

  it("warns before it is downloaded unscanned, where there is a scanner, and never comes when refused", async () => {
    const { web, db, people, add, listed, actionId } = await open(makeDb, { scansFiles: true });
    const as = people.teamManager.email;
    await add(people.teamManager, "plan.pdf", pdf);
    const [file] = await listed();
    const id = file?.id ?? "";
    expect((await web.get(paths.log.one(actionId), { as })).body).toContain(
      "Not yet scanned for viruses",
    );
    const first = await web.get(paths.files.download(id), { as });
    expect(first).toMatchObject({ status: 302, location: paths.files.one(id) });
    expect((await web.get(paths.files.one(id), { as })).body).toContain("Download it all the same");
    const all = paths.files.download(id, { unscanned: "yes" });
    expect((await web.get(all, { as })).status).toBe(200);
    await db.updateTable("attachment").set({ scan_state: "clean" }).execute();
    expect((await web.get(paths.files.download(id), { as })).status).toBe(200);
    await db.updateTable("attachment").set({ scan_state: "refused" }).execute();
    expect((await web.get(all, { as })).status).toBe(403);
    expect((await web.get(paths.files.one(id), { as })).body).toContain("something harmful");
  });

  it("stands on what was learnt and on minutes too, for their readers", async () => {
    const { web, db, people, add, stampOf } = await open(makeDb);
    const learning = await transact(db, (tx) =>
      beginLearning(tx, stampOf(people.qaLead), {
        what: "Plans are vague",
        area: null,
        theme: null,
      }),
    );
    const minutesId = newId();
    await db
      .insertInto("log_minutes")
      .values({
        ...{ id: minutesId, meeting: "group", met_on: "2024-04-01", kept_by: people.qaLead.id },
        kept_at: "2024-04-01T10:00:00.000Z",
        report: JSON.stringify({ title: "Minutes", caption: "", lead: "", blocks: [] }),
      })
      .execute();
    const ofLearning = paths.files.of("learning", learning.id);
    const ofMinutes = paths.files.of("minutes", minutesId);
    expect((await add(people.worker, "a.pdf", pdf, ofLearning)).status).toBe(403);
    expect((await add(people.serviceManager, "survey.pdf", pdf, ofLearning)).location).toBe(
      paths.learning.one(learning.id),
    );
    expect((await add(people.serviceManager, "a.pdf", pdf, ofMinutes)).status).toBe(403);
    expect((await add(people.qaLead, "handout.pdf", pdf, ofMinutes)).location).toBe(
      paths.log.minutes(minutesId),
    );
    const seen = await web.get(paths.learning.one(learning.id), { as: people.worker.email });
    expect(seen.body).toContain("survey.pdf");
    const met = await web.get(paths.log.minutes(minutesId), { as: people.leader.email });
    expect(met.body).toContain("handout.pdf");
    expect((await web.get(ofMinutes, { as: people.worker.email })).status).toBe(404);
    expect(
      (await web.get(paths.files.of("audit", learning.id), { as: people.qaLead.email })).status,
    ).toBe(404);
  });
});
