import { describe, expect, it } from "vitest";
import { paths } from "~/paths";
import { databaseMaker, describeDatabases } from "../../support/databases";
import { formOf } from "../../support/form";
import { completeAnswers } from "../../support/small-tool";
import { startWeb, type Web } from "../../support/web";
import { makeWorld, type World } from "../../support/world";

/** Opens a page, changes some of its fields and posts it, as a browser without scripts does. */
async function fill(
  web: Web,
  as: string,
  path: string,
  values: Record<string, string>,
  intent = "continue",
) {
  const page = await web.get(path, { as });
  expect(page.status, path).toBe(200);
  return web.post(path, { ...formOf(page.html), ...values, intent }, { as });
}

const only = (prefix: string) =>
  Object.fromEntries(Object.entries(completeAnswers).filter(([field]) => field.startsWith(prefix)));

const overallJudgements = (world: World, auditId: string) =>
  world.db.selectFrom("judgement").selectAll().where("audit_id", "=", auditId).execute();

describeDatabases("An audit, from its first page to submission", (makeDb) => {
  it("can be done without scripts", async () => {
    const world = await makeWorld(await makeDb());
    const web = await startWeb(world.db);
    const { id } = await world.addAudit();
    const as = world.people.auditor.email;

    const tasks = await web.get(paths.audits.one(id), { as });
    expect(tasks.html.one("h1").text).toContain("Audit of DB-1001");
    expect(tasks.html.one("title").text).not.toContain("DB-1001");
    expect(tasks.html.text).toContain("15 October 2023 to 15 April 2024");
    expect(tasks.html.text).toContain("due in 4 days");
    expect(tasks.html.text).toContain("Start with the voices");

    const voices = await fill(web, as, paths.audits.voices(id), only("voice."));
    expect(voices.location).toBe(paths.audits.area(id, "contact"));
    await fill(web, as, paths.audits.area(id, "contact"), only("area.contact."));
    const begun = await web.get(paths.audits.one(id), { as });
    expect(begun.html.text).toContain("Go on with assessment");
    await fill(web, as, paths.audits.area(id, "assessment"), {
      ...only("area.assessment."),
      "area.assessment.prompt.timely": "yes",
      "area.assessment.prompt.timely.note": "Within a week",
      "area.assessment.team": world.teams.rowan.id,
    });
    const last = await fill(web, as, paths.audits.area(id, "plo"), only("area.plo."));
    expect(last.location).toBe(paths.audits.overall(id));
    const early = await web.get(paths.audits.check(id), { as });
    expect(early.html.text).toContain("Overall: not started");
    await fill(web, as, paths.audits.overall(id), only("overall."));

    const back = await web.get(paths.audits.area(id, "assessment"), { as });
    expect(formOf(back.html)["area.assessment.prompt.timely"]).toEqual(["yes"]);
    expect(formOf(back.html)["area.assessment.prompt.timely.note"]).toEqual(["Within a week"]);
    expect(back.html.text).toContain("Saved 09:00");

    const findings = paths.audits.findings(id);
    await fill(web, as, findings, {
      kind: "strength",
      text: "History is used",
      area: "assessment",
    });
    await fill(web, as, findings, { kind: "development", text: "Plans drift", theme: "analysis" });
    const action = {
      what: "Update the plan",
      successMeasure: "The child says so",
      ownerId: world.people.worker.id,
      "dueOn.day": "10",
      "dueOn.month": "5",
      "dueOn.year": "2024",
      area: "assessment",
    };
    const added = await fill(web, as, paths.audits.actions(id), action);
    expect(added.location).toBe(paths.audits.actions(id));

    const undeclared = await fill(web, as, paths.audits.check(id), {}, "submit");
    expect(undeclared.status).toBe(400);
    expect(undeclared.errors).toEqual(["Tick to confirm before you submit"]);
    const submitted = await fill(web, as, paths.audits.check(id), { declared: "yes" }, "submit");
    expect(submitted.location).toBe(paths.audits.submitted(id));
    const after = await web.get(paths.audits.submitted(id), { as });
    expect(after.html.one("h1").text).toBe("Audit submitted");
    expect(after.html.text).toContain("until 22 April 2024");

    const judgements = await overallJudgements(world, id);
    expect(judgements.map(({ area, judgement }) => [area, judgement]).sort()).toEqual([
      ["assessment", "good"],
      ["contact", "not-applicable"],
      ["overall", "good"],
      ["plo", "outstanding"],
    ]);
    expect(judgements.find(({ area }) => area === "assessment")?.team_id).toBe(
      world.teams.rowan.id,
    );
    const audit = await world.db
      .selectFrom("audit")
      .innerJoin("case_record", "case_record.id", "audit.case_id")
      .select(["audit.state", "last_audited_on", "submitted_at"])
      .where("audit.id", "=", id)
      .executeTakeFirstOrThrow();
    expect(audit.last_audited_on).toBe("2024-04-15");
    expect(["submitted", "selected"]).toContain(audit.state);
    const rows = await world.db.selectFrom("action").select(["reference", "level"]).execute();
    expect(rows).toEqual([{ reference: 1, level: "child" }]);

    const again = await web.post(paths.audits.overall(id), only("overall."), { as });
    expect(again.status).toBe(409);
    const reopened = await web.get(paths.audits.area(id, "plo"), { as });
    expect(reopened.location).toBe(paths.audits.read(id));
    const submittedText = (await web.get(paths.audits.read(id), { as })).html.text;
    expect(submittedText).toContain("What Outstanding looks like here");
    expect(submittedText).not.toContain("What Not applicable looks like here");
  });
});

describe("The audit form", () => {
  const makeDb = databaseMaker("sqlite");
  async function start() {
    const world = await makeWorld(await makeDb());
    return { world, web: await startWeb(world.db), as: world.people.auditor.email };
  }

  it("names every gap and leads to it", async () => {
    const { world, web, as } = await start();
    const { id } = await world.addAudit();
    const refused = await fill(web, as, paths.audits.check(id), { declared: "yes" }, "submit");
    expect(refused.status).toBe(400);
    expect(refused.errors).toContain("Choose a grade for assessment");
    const links = refused.html
      .all(".govuk-error-summary__list a")
      .map((link) => link.attribute("href"));
    expect(links).toContain(`${paths.audits.area(id, "assessment")}#area.assessment.grade`);
    const page = await web.get(paths.audits.area(id, "assessment"), { as });
    expect(page.body).toContain('id="area.assessment.grade"');
    const state = await world.db.selectFrom("audit").select("state").executeTakeFirst();
    expect(state?.state).toBe("started");
    expect(await overallJudgements(world, id)).toEqual([]);
  });

  it("asks for a reason where grades sit oddly, and takes it", async () => {
    const { world, web, as } = await start();
    const { id } = await world.addAudit({ state: "started" });
    await world.addAnswers(id, { ...completeAnswers, "area.plo.grade": "inadequate" });
    const page = await web.get(paths.audits.check(id), { as });
    expect(page.html.text).toContain("PLO work is Inadequate, but overall is Good");
    const refused = await fill(web, as, paths.audits.check(id), {}, "submit");
    expect(refused.status).toBe(400);
    expect(refused.errors.at(-1)).toBe("Tick to confirm before you submit");
    expect(refused.errors.length).toBe(4);
    const reasons = {
      "prompt.overall-above-lowest": "One letter, put right at once",
      "prompt.inadequate-area": "One letter, put right at once",
      "prompt.weak-area-no-action": "Already done",
      declared: "yes",
    };
    const taken = await fill(web, as, paths.audits.check(id), reasons, "submit");
    expect(taken.location).toBe(paths.audits.submitted(id));
    const moderation = await world.db.selectFrom("moderation").select("reason").execute();
    expect(moderation).toEqual([{ reason: "inadequate" }]);
  });

  it("refuses codes and sizes it does not know, keeps what was typed and stores nothing", async () => {
    const { world, web, as } = await start();
    const { id } = await world.addAudit();
    const long = "long ".repeat(1700);
    const refused = await fill(web, as, paths.audits.area(id, "plo"), {
      "area.plo.grade": "excellent",
      "area.plo.rationale": long,
      "area.plo.team": "no-such-team",
      "area.plo.commentary": "Kept all the same",
    });
    expect(refused.status).toBe(400);
    expect(refused.errors).toEqual([
      "Choose one from the list",
      "Shorten this to 8,000 characters or fewer",
      "Choose one from the list",
    ]);
    expect(refused.html.text).toContain("Kept all the same");
    expect(refused.html.text).toContain(long.trim());
    const repeated = await web.get(paths.audits.overall(id), { as });
    const twice = await web.post(
      paths.audits.overall(id),
      { ...formOf(repeated.html), "overall.rationale": ["one", "two"], intent: "back" },
      { as },
    );
    expect(twice.status).toBe(400);
    const missing = await web.post(paths.audits.overall(id), { "overall.grade": "good" }, { as });
    expect(missing.errors).toEqual([
      "Reload the page and try again: part of this form was missing",
    ]);
    const unreal = await fill(web, as, paths.audits.voices(id), {
      "voice.child.held-on.day": "31",
      "voice.child.held-on.month": "2",
      "voice.child.held-on.year": "2024",
    });
    expect(unreal.errors).toEqual(["Date they were heard must be a real date, like 5 4 2024"]);
    expect(await world.db.selectFrom("answer").selectAll().execute()).toEqual([]);
    const state = await world.db.selectFrom("audit").select("state").executeTakeFirst();
    expect(state?.state).toBe("allocated");
  });

  it("adds a parent, keeps each apart, and removes one", async () => {
    const { world, web, as } = await start();
    const { id } = await world.addAudit();
    const path = paths.audits.voices(id);
    const added = await fill(web, as, path, { "voice.parent-1.label": "Mother" }, "add");
    expect(added.location).toBe(`${path}?add=parent-2#voice.parent-2.label`);
    const two = `${path}?add=parent-2`;
    await fill(web, as, two, {
      "voice.parent-2.label": "Father",
      "voice.parent-2.status": "declined",
      "voice.parent-2.not-shared": "yes",
    });
    const stored = () => world.db.selectFrom("answer").select(["field", "value"]).execute();
    expect(await stored()).toContainEqual({ field: "voice.parent-2.not-shared", value: "yes" });
    const page = await web.get(path, { as });
    const { "voice.parent-2.not-shared": _unticked, ...rest } = formOf(page.html);
    await web.post(path, { ...rest, intent: "back" }, { as });
    expect(await stored()).toContainEqual({ field: "voice.parent-2.not-shared", value: "" });
    const asked = await fill(web, as, path, {}, "remove:parent-2");
    expect(asked.location).toBe(`${path}?remove=parent-2#parent-2-removal`);
    const asking = await web.get(`${path}?remove=parent-2`, { as });
    expect(asking.body).toContain('id="parent-2-removal"');
    expect(formOf(asking.html)["voice.parent-2.label"], "still there").toEqual(["Father"]);
    await fill(web, as, `${path}?remove=parent-2`, {}, "removed:parent-2");
    // One that holds nothing goes at once.
    const empty = await fill(web, as, `${path}?add=parent-2`, {}, "remove:parent-2");
    expect(empty.location).toBe(path);
    const after = await web.get(path, { as });
    expect(after.body).not.toContain("voice.parent-2.label");
    expect(after.body).toContain("voice.parent-1.label");
  });

  it("lets two devices save different fields, and asks about the same one", async () => {
    const { world, web, as } = await start();
    const { id } = await world.addAudit();
    const path = paths.audits.area(id, "plo");
    const first = formOf((await web.get(path, { as })).html);
    const second = formOf((await web.get(path, { as })).html);
    const mine = { ...first, "area.plo.commentary": "From the office", intent: "back" };
    expect((await web.post(path, mine, { as })).status).toBe(302);
    expect((await web.post(path, mine, { as })).status, "repeated").toBe(302);
    const apart = { ...second, "area.plo.rationale": "From the phone", intent: "back" };
    expect((await web.post(path, apart, { as })).status).toBe(302);
    const value = async (field: string) =>
      world.db
        .selectFrom("answer")
        .select(["value", "version"])
        .where("field", "=", field)
        .executeTakeFirst();
    expect(await value("area.plo.commentary")).toEqual({ value: "From the office", version: 1 });
    expect(await value("area.plo.rationale")).toEqual({ value: "From the phone", version: 1 });

    const clash = { ...second, "area.plo.commentary": "From the train", intent: "back" };
    const asked = await web.post(path, clash, { as });
    expect(asked.status).toBe(409);
    expect(asked.html.text).toContain("From the office");
    expect(formOf(asked.html)["area.plo.commentary"]).toEqual(["From the train"]);
    const undecided = await web.post(path, { ...formOf(asked.html), intent: "back" }, { as });
    expect(undecided.status).toBe(409);
    expect(undecided.errors).toEqual(["Choose which version to keep: Commentary"]);
    const theirs = { ...formOf(undecided.html), "keep:area.plo.commentary": "theirs" };
    expect((await web.post(path, { ...theirs, intent: "back" }, { as })).status).toBe(302);
    expect((await value("area.plo.commentary"))?.value).toBe("From the office");
    const ours = { ...formOf(undecided.html), "keep:area.plo.commentary": "mine" };
    expect((await web.post(path, { ...ours, intent: "back" }, { as })).status).toBe(302);
    expect(await value("area.plo.commentary")).toEqual({ value: "From the train", version: 2 });
  });

  it("is its auditor's alone, and answers 404 for what is not there", async () => {
    const { world, web } = await start();
    const { id } = await world.addAudit();
    const own = { as: world.people.auditor.email };
    const other = { as: world.people.otherAuditor.email };
    for (const path of [
      paths.audits.one(id),
      paths.audits.voices(id),
      paths.audits.area(id, "plo"),
      paths.audits.overall(id),
      paths.audits.findings(id),
      paths.audits.actions(id),
      paths.audits.check(id),
      paths.audits.read(id),
      paths.audits.history(id),
      paths.audits.concern(id),
    ]) {
      expect((await web.get(path, other)).status, path).toBe(404);
      expect((await web.get(path, { as: world.people.leader.email })).status, path).toBe(403);
    }
    expect((await web.post(paths.audits.overall(id), only("overall."), other)).status).toBe(404);
    expect((await web.get(paths.audits.area(id, "nowhere"), own)).status).toBe(404);
    expect((await web.get(paths.audits.one("nobody"), own)).status).toBe(404);
    expect((await web.get(paths.audits.read(id), own)).status).toBe(404);
  });

  it("takes no more words once submitted or withdrawn", async () => {
    const { world, web, as } = await start();
    const { id } = await world.addAudit();
    const form = formOf((await web.get(paths.audits.overall(id), { as })).html);
    for (const state of ["submitted", "selected", "final", "withdrawn"]) {
      await world.db.updateTable("audit").set({ state }).execute();
      const late = { ...form, "overall.rationale": "Too late", intent: "back" };
      const refused = await web.post(paths.audits.overall(id), late, { as });
      expect(refused.status, state).toBe(409);
      expect(refused.html.one("h1").text).toBe("You can’t change this audit now");
    }
    expect(await world.db.selectFrom("answer").selectAll().execute()).toEqual([]);
  });

  it("changes and removes findings, and meets a conflict when one changed meanwhile", async () => {
    const { world, web, as } = await start();
    const { id } = await world.addAudit();
    const path = paths.audits.findings(id);
    await fill(web, as, path, { kind: "strength", text: "First words" });
    const row = await world.db.selectFrom("finding").select("id").executeTakeFirstOrThrow();
    const edit = paths.audits.findings(id, { edit: row.id });
    const stale = formOf((await web.get(edit, { as })).html);
    await fill(web, as, edit, { text: "Second words" });
    const clash = await web.post(edit, { ...stale, text: "Third words" }, { as });
    expect(clash.status).toBe(409);
    expect(clash.html.text).toContain("Second words");
    const bad = await fill(web, as, path, { kind: "strength", text: " ", area: "nowhere" });
    expect(bad.errors).toEqual(["Enter what you found"]);
    const removing = await web.get(paths.audits.findings(id, { remove: row.id }), { as });
    const removal = formOf(removing.html, "main .govuk-inset-text form");
    await web.post(path, removal, { as });
    expect(await world.db.selectFrom("finding").selectAll().execute()).toEqual([]);
    await web.post(path, removal, { as });
    const kinds = await world.db
      .selectFrom("event")
      .select("kind")
      .where("stream", "=", `audit:${id}`)
      .orderBy("seq")
      .execute();
    expect(kinds.map(({ kind }) => kind)).toEqual([
      "audit.started",
      "finding.added",
      "finding.changed",
      "finding.removed",
    ]);
  });

  it("keeps what is added from a page that had been used before, beside what was added then", async () => {
    const { world, web, as } = await start();
    const { id } = await world.addAudit();
    const path = paths.audits.findings(id);
    const page = formOf((await web.get(path, { as })).html);
    const first = { ...page, kind: "strength", text: "Visited weekly" };
    await web.post(path, first, { as });
    await web.post(path, first, { as });
    const again = await web.post(path, { ...first, text: "Seen alone" }, { as });
    expect(again.status).toBe(409);
    expect(again.html.text).toContain("You added a finding from this page already");
    expect(again.html.text).toContain("What you found: added Visited weekly");
    const kept = formOf(again.html);
    expect(kept).toMatchObject({ text: ["Seen alone"], kind: ["strength"] });
    await web.post(path, kept, { as });
    const texts = await world.db.selectFrom("finding").select("text").orderBy("text").execute();
    expect(texts.map(({ text }) => text)).toEqual(["Seen alone", "Visited weekly"]);
  });

  it("takes only actions with an owner of the team and a date to come", async () => {
    const { world, web, as } = await start();
    const { id } = await world.addAudit();
    const refused = await fill(web, as, paths.audits.actions(id), { what: "Do it" });
    expect(refused.errors).toEqual([
      "Enter how you will know that it made a difference",
      "Enter the date by which it is to be done",
    ]);
    const action = {
      what: "Do it",
      successMeasure: "It is done",
      "dueOn.day": "1",
      "dueOn.month": "5",
      "dueOn.year": "2024",
    };
    const stranger = { ...action, ownerId: world.people.otherWorker.id };
    const wrong = await fill(web, as, paths.audits.actions(id), stranger);
    expect(wrong.errors).toEqual(["Choose who is to do it from the list"]);
    const past = { ...action, "dueOn.month": "4" };
    expect((await fill(web, as, paths.audits.actions(id), past)).errors).toEqual([
      "Enter a date that is not in the past",
    ]);
    expect(await world.db.selectFrom("action").selectAll().execute()).toEqual([]);
    await fill(web, as, paths.audits.actions(id), action);
    const page = await web.get(paths.audits.actions(id), { as });
    expect(page.html.text).toContain("A-0001 · Wren Castle · by 1 May 2024");
  });
});
