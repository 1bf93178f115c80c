import { expect, it } from "vitest";
import { paths } from "~/paths";
import { transact } from "~db/core/open.server";
import { namePanelMember } from "~db/operations/moderation/panel-deeds.server";
import { databaseMaker } from "../../support/databases";
import { conflictsOf } from "../../support/independence";
import { addSelected } from "../../support/moderated";
import { moderatedAudit } from "../../support/panel";
import { startWeb } from "../../support/web";
import { makeWorld } from "../../support/world";

const makeDb = databaseMaker("sqlite");

it("is declared from the audit before or while it is written, and while it is moderated", async () => {
  const world = await makeWorld(await makeDb());
  const { people, db } = world;
  const web = await startWeb(db);
  const begun = await world.addAudit({ state: "started" });
  const as = people.auditor.email;
  const audit = await web.get(paths.audits.one(begun.id), { as });
  const link = audit.html.all("main a").map((one) => one.attribute("href"));
  expect(link).toContain(paths.audits.declareConflict(begun.id));
  const url = paths.audits.declareConflict(begun.id);
  const empty = await web.post(url, { note: "We are cousins" }, { as });
  expect(empty.status).toBe(400);
  expect(empty.errors).toEqual(["Choose who the conflict of interest is with"]);
  expect(empty.html.one("textarea").text).toContain("We are cousins");
  await web.post(url, { with: "child", note: "We are cousins" }, { as });
  expect(await conflictsOf(world, begun.id)).toEqual([
    "Alex Morley, auditor: declared, declared, open",
  ]);
  // Once is enough.
  await web.post(url, { with: "child", note: "We are cousins" }, { as });
  expect(await db.selectFrom("declared_conflict").selectAll().execute()).toHaveLength(1);

  const selected = await addSelected(world, people.moderator, { auditor: people.otherAuditor });
  const grade = await web.get(paths.moderation.grade(selected.id), { as: people.moderator.email });
  expect(grade.body).toContain(paths.audits.declareConflict(selected.id));
  const done = await web.post(
    paths.audits.declareConflict(selected.id),
    { with: "worker", note: "I managed them" },
    { as: people.moderator.email },
  );
  expect(done.location).toBe(paths.accountConflicts());
  const own = await web.get(paths.accountConflicts(), { as: people.moderator.email });
  expect(own.html.one("main table").text).toContain("Wren Castle");
  expect(own.html.text).toContain("had not begun has gone back to the QA lead");
  const gone = await web.get(paths.moderation.grade(selected.id), { as: people.moderator.email });
  expect(gone.status).toBe(404);
});

it("stands in the history of its audit for those alone who settle it", async () => {
  const world = await makeWorld(await makeDb());
  const { people, db } = world;
  const web = await startWeb(db);
  const audit = await addSelected(world, people.moderator);
  const as = people.moderator.email;
  await web.post(
    paths.audits.declareConflict(audit.id),
    { with: "child", note: "The mother is my neighbour" },
    { as },
  );
  const read = async (email: string) =>
    (await web.get(paths.audits.history(audit.id), { as: email })).html.text;
  expect(await read(people.qaLead.email)).toMatch(/Conflict of interest/);
  for (const who of ["auditor", "worker", "teamManager", "serviceManager"] as const) {
    const text = await read(people[who].email);
    expect(text, who).toContain("Newest first");
    expect(text, who).not.toMatch(/conflict|neighbour/i);
  }
});

it("is declared by a colleague who joined the panel for one audit, and by nobody else", async () => {
  const world = await makeWorld(await makeDb());
  const { people, db } = world;
  const web = await startWeb(db);
  const audit = await addSelected(world, people.moderator);
  const url = paths.audits.declareConflict(audit.id);
  const as = people.otherTeamManager.email;
  expect((await web.get(url, { as })).status).toBe(404);
  const { moderation } = await moderatedAudit(db, audit.id);
  await transact(db, (tx) =>
    namePanelMember(tx, world.stampOf(people.qaLead), {
      ...{ auditId: audit.id, moderationId: moderation.id },
      personId: people.otherTeamManager.id,
    }),
  );
  expect((await web.get(url, { as })).status).toBe(200);
  expect((await web.get(url, { as: people.otherAuditor.email })).status).toBe(404);
  expect((await web.get(url, { as: people.worker.email })).status).toBe(403);
});

it("is declared in advance, and withdrawn by a QA lead who did not declare it", async () => {
  const world = await makeWorld(await makeDb());
  const { people, db } = world;
  const web = await startWeb(db);
  const child = await world.addCase();
  const as = people.auditor.email;
  const url = paths.accountConflicts();
  expect((await web.get(paths.account(), { as })).body).toContain(url);
  const typed = { with: "child", reference: "DB-9999", note: "My neighbours" };
  const wrong = await web.post(url, typed, { as });
  expect(wrong.errors).toEqual([
    "Check the reference: no case, or more than one, is written like this",
  ]);
  expect(wrong.html.one("input[name=reference]").attribute("value")).toBe("DB-9999");
  const nobody = await web.post(url, { with: "worker", note: "x" }, { as });
  expect(nobody.errors).toEqual(["Choose the member of staff"]);
  const oneself = { with: "worker", workerId: people.auditor.id, note: "x" };
  expect((await web.post(url, oneself, { as })).errors).toEqual([
    "Choose someone else who works here",
  ]);
  await web.post(url, { ...typed, reference: child.reference }, { as });
  const twice = await web.post(url, { ...typed, reference: child.reference }, { as });
  expect(twice.errors).toEqual(["Choose another: you have declared this already"]);

  const lead = people.qaLead.email;
  await web.post(
    url,
    { with: "worker", workerId: people.worker.id, note: "Married" },
    { as: lead },
  );
  const list = await web.get(paths.conflicts.list(), { as: lead });
  const rows = list.html.all("main tbody tr").map((row) => row.text);
  expect(rows).toHaveLength(2);
  expect(rows.join()).toContain("Yours: another QA lead can withdraw it");
  const all = await db.selectFrom("declared_conflict").select(["id", "person_id"]).execute();
  const idOf = (person: { id: string }) =>
    all.find(({ person_id }) => person_id === person.id)?.id ?? "";
  const mine = await web.post(
    paths.conflicts.one(idOf(people.qaLead)),
    { reason: "x" },
    { as: lead },
  );
  expect(mine.status).toBe(403);
  const one = paths.conflicts.one(idOf(people.auditor));
  expect((await web.post(one, {}, { as: lead })).errors).toEqual([
    "Enter why it is withdrawn: whoever declared it reads this",
  ]);
  await web.post(one, { reason: "They moved away" }, { as: lead });
  expect((await web.get(url, { as })).html.one("main table").text).toContain(
    "Withdrawn by Quinn Ashby: They moved away",
  );
  expect((await web.get(one, { as: lead })).status).toBe(404);
  expect((await web.get(paths.conflicts.list(), { as })).status).toBe(403);
});
