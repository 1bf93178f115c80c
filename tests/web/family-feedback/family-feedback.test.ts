import { expect, it } from "vitest";
import { paths } from "~/paths";
import { codeLimits } from "~/rules/family-feedback/codes";
import { testClock } from "../../support/clock";
import { describeDatabases, type MakeDb } from "../../support/databases";
import { startWeb } from "../../support/web";
import { makeWorld } from "../../support/world";

const children = "feedback-form-children-1";
const parents = "feedback-form-parents-1";
const by = { "answersBy.day": "10", "answersBy.month": "5", "answersBy.year": "2024" };

async function open(makeDb: MakeDb) {
  const world = await makeWorld(await makeDb());
  const clock = testClock();
  const web = await startWeb(world.db, { clock });
  const { people, db } = world;
  const lead = { as: people.qaLead.email };
  /** Works in another service: independent of Willow's cases. */
  const caller = { as: people.otherAuditor.email };
  const added = await world.addAudit({ state: "started" });
  const { reference: caseReference } = await db
    .selectFrom("case_record")
    .select("reference")
    .where("id", "=", added.case_id)
    .executeTakeFirstOrThrow();
  const audit = { ...added, caseReference };
  const cycle = paths.familyFeedback.cycle(world.exercise.id);

  const plan = (more: Record<string, string | string[]> = {}) =>
    web.post(
      paths.familyFeedback.ask(world.exercise.id),
      {
        ...{ form: children, way: "link", caller: people.otherAuditor.id, audits: audit.id, ...by },
        ...more,
      },
      lead,
    );
  const invitations = () =>
    db.selectFrom("feedback_invitation").selectAll().orderBy("reference").execute();
  const planned = async (more: Record<string, string | string[]> = {}) => {
    const sent = await plan(more);
    expect([sent.status, sent.errors]).toEqual([302, []]);
    return (await invitations()).at(-1)?.id ?? "";
  };
  const letter = async (id: string, version = 1) => {
    const made = await web.post(paths.familyFeedback.letter(id), { version }, caller);
    return { status: made.status, code: made.html.all(".los-letter__code")[0]?.text ?? "" };
  };
  const type = (code: string, more: Record<string, string> = {}) =>
    web.post(paths.familyFeedback.open(), { intent: "open", code, ...more });
  const send = (code: string, more: Record<string, string> = {}) =>
    web.post(paths.familyFeedback.open(), {
      ...{ intent: "send", code, "answers.q1": "happy", "answers.q5": "She is kind" },
      ...more,
    });
  return {
    ...world,
    web,
    clock,
    lead,
    caller,
    audit,
    cycle,
    plan,
    planned,
    invitations,
    letter,
    type,
    send,
  };
}

const notOpen = expect.stringContaining("this one does not open a form");

describeDatabases("A child asked by a one-time code", (makeDb) => {
  it("answers once, without an account, and is shown nothing of the record", async () => {
    const { web, db, people, audit, caller, exercise, planned, letter, type, send } =
      await open(makeDb);
    const id = await planned();
    const home = await web.get(paths.home(), caller);
    expect(home.html.text).toContain("Make the feedback letter for the child of case");
    const { code } = await letter(id);
    expect(code).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){2}$/);
    // It is kept nowhere: not in the record, not in its history, not in the log.
    const letters = code.replaceAll("-", "");
    for (const table of ["feedback_invitation", "event_body", "draft"] as const) {
      const kept = JSON.stringify(await db.selectFrom(table).selectAll().execute());
      expect(kept).not.toContain(code);
      expect(kept).not.toContain(letters);
    }
    expect((await web.get(paths.familyFeedback.letter(id), caller)).body).not.toContain(code);

    const page = await web.get(paths.familyFeedback.open());
    expect([page.status, page.html.one("h1").text]).toEqual([200, "Tell us what you think"]);
    expect(page.html.all('meta[name="robots"]')[0]?.attribute("content")).toContain("noindex");
    const form = await type(code.toLowerCase().replaceAll("-", " "));
    expect([form.status, form.html.one("h1").text]).toEqual([200, "How was it for you?"]);
    for (const secret of [
      ...[people.worker.name, people.auditor.name, people.qaLead.name, people.otherAuditor.name],
      ...["Willow", "Safeguarding", exercise.title, audit.caseReference, "F-0001", id, audit.id],
    ])
      expect(form.body).not.toContain(secret);
    expect(form.headers.getSetCookie()).toEqual([]);

    const empty = await send(code, { "answers.q1": "", "answers.q5": "" });
    expect([empty.status, empty.errors]).toEqual([
      400,
      ["Answer at least one question. You can leave the others out"],
    ]);
    const wrong = await send(code, { "answers.q5": "Call me: 07700 900123 <b>x</b>" });
    expect([wrong.status, wrong.html.one("h1").text]).toEqual([400, "How was it for you?"]);
    expect(wrong.html.one('[name="answers.q5"]').text).toContain("07700 900123 <b>x</b>");
    expect(
      wrong.html.one('[name="answers.q1"][value="happy"]').attribute("checked"),
    ).not.toBeUndefined();

    const sent = await send(code);
    expect([sent.status, sent.location]).toEqual([302, "/feedback?sent=yes"]);
    expect(sent.headers.getSetCookie()).toEqual([]);
    // Pressed twice, it counts once, and is no mistake.
    expect((await send(code)).location).toBe("/feedback?sent=yes");
    const [answer, ...others] = await db.selectFrom("feedback_answer").selectAll().execute();
    expect([answer?.chosen, answer?.entered_by, answer?.for_worker, others]).toEqual([
      ...['{"q1":"happy"}', null, 0, []],
    ]);
    // Used, its code says what a wrong one says; what was written is kept to copy.
    const used = await send(code, { "answers.q5": "Something else" });
    expect([used.status, used.errors]).toEqual([400, [notOpen]]);
    expect(used.html.text).toContain("Something else");
    expect((await type(code)).errors).toEqual([notOpen]);
    expect(web.log.join()).not.toContain(letters);
  });

  it("is told the same kind sentence for a code that is wrong, old, renewed or withdrawn", async () => {
    const { clock, lead, web, planned, letter, type, send } = await open(makeDb);
    const id = await planned();
    const first = await letter(id);
    const stale = await letter(id);
    expect(stale.status).toBe(409);
    expect((await type(first.code)).status).toBe(200);
    const second = await letter(id, 2);
    const says = async (code: string) => {
      const answer = await type(code);
      return [answer.status, answer.errors];
    };
    const refused = [400, [notOpen]];
    expect(await says(first.code)).toEqual(refused);
    expect(await says("7K2M-9QXD-4TBW")).toEqual(refused);
    expect(await says("<script>")).toEqual(refused);
    expect((await type(second.code)).status).toBe(200);
    clock.moveTo("2024-05-11T08:00:00.000Z");
    expect(await says(second.code)).toEqual(refused);
    expect((await send(second.code)).errors).toEqual([notOpen]);
    clock.moveTo("2024-05-09T08:00:00.000Z");
    expect((await type(second.code)).status).toBe(200);
    const out = await web.post(
      paths.familyFeedback.change(id),
      { intent: "withdraw", version: 3, reason: "The family moved away" },
      lead,
    );
    expect(out.status).toBe(302);
    expect(await says(second.code)).toEqual(refused);
  });

  it("whoever guesses has to wait, and what was written is not lost by it", async () => {
    const { planned, letter, type, send } = await open(makeDb);
    const { code } = await letter(await planned());
    for (let n = 0; n < codeLimits.attempts; n += 1) await type("7K2M-9QXD-4TBW");
    const held = await type("7K2M-9QXD-4TBX");
    expect([held.status, held.headers.get("Retry-After")]).toEqual([429, "900"]);
    const late = await send(code, { "answers.q5": "Still here" });
    expect([late.status, late.html.one("h1").text]).toEqual([429, "How was it for you?"]);
    expect(late.html.one('[name="answers.q5"]').text).toContain("Still here");
  });

  it("sends it twice at the same moment and is counted once", async () => {
    const { db, planned, letter, send } = await open(makeDb);
    const { code } = await letter(await planned());
    const both = await Promise.all([
      send(code, { "answers.q5": "One" }),
      send(code, { "answers.q5": "Two" }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([302, 400]);
    expect(await db.selectFrom("feedback_answer").selectAll().execute()).toHaveLength(1);
    expect(await db.selectFrom("feedback_words").selectAll().execute()).toHaveLength(1);
  });
});

describeDatabases("A family asked by someone independent", (makeDb) => {
  it("by phone: what is said is entered, and is there for the audit, not for the worker", async () => {
    const { web, db, people, audit, caller, lead, planned, cycle } = await open(makeDb);
    const id = await planned({ form: parents, way: "phone" });
    const here = paths.familyFeedback.one(id);
    const page = await web.get(here, caller);
    expect([page.status, page.html.one("h1").text]).toEqual([
      ...[200, `Family feedback F-0001The parent or carer of case ${audit.caseReference}`],
    ]);
    for (const hidden of [people.worker.name, "Willow", people.auditor.name])
      expect(page.body).not.toContain(hidden);
    const refused = await web.post(
      here,
      { intent: "answers", "answers.q1": "agree", "answers.q6": "mum@example.org said so" },
      caller,
    );
    expect([refused.status, refused.errors]).toEqual([
      400,
      [expect.stringContaining("an email address")],
    ]);
    const words = "They came when they said they would";
    const entered = { intent: "answers", "answers.q1": "agree", "answers.q6": words };
    expect((await web.post(here, entered, caller)).status).toBe(302);
    expect((await web.post(here, entered, caller)).status).toBe(409);
    const after = await web.get(here, caller);
    expect(after.body).not.toContain(words);
    // The auditor reads it beside the voices; the worker is told that it is kept from them.
    for (const address of [paths.audits.one(audit.id), paths.audits.voices(audit.id)])
      expect((await web.get(address, { as: people.auditor.email })).html.text).toContain(words);
    await db
      .updateTable("audit")
      .set({ state: "submitted", submitted_at: "2024-04-15T08:00:00.000Z" })
      .where("id", "=", audit.id)
      .execute();
    const read = async (email: string) =>
      (await web.get(paths.audits.read(audit.id), { as: email })).html.text;
    expect(await read(people.teamManager.email)).toContain(words);
    const workers = await read(people.worker.email);
    expect(workers).toContain("asked that what they said is not shown to their worker");
    expect(workers).not.toContain(words);
    await db.updateTable("feedback_answer").set({ for_worker: 1 }).execute();
    expect(await read(people.worker.email)).toContain(words);
    const figures = await web.get(cycle, lead);
    expect(figures.html.text).toContain("1 of 1");
    expect(figures.body).not.toContain(words);
  });

  it("entered wrongly, is opened again by the QA lead, counts nowhere, and is entered anew", async () => {
    const { web, db, people, audit, caller, lead, planned, cycle } = await open(makeDb);
    const id = await planned({ form: parents, way: "phone" });
    const here = paths.familyFeedback.one(id);
    const change = paths.familyFeedback.change(id);
    const wrong = { "answers.q1": "disagree", "answers.q6": "Said by the other family" };
    await web.post(here, { intent: "answers", ...wrong, forWorker: "yes" }, caller);
    const theme = { theme: "voice", coded_by: people.qaLead.id, coded_at: "2024-04-15T08:00:00Z" };
    await db.updateTable("feedback_words").set(theme).execute();

    expect(
      (await web.post(change, { intent: "reopen", version: 2, reason: "x" }, caller)).status,
    ).toBe(403);
    expect((await web.get(here, lead)).html.text).toContain("Correct");
    const unsaid = await web.post(change, { intent: "reopen", version: 2, reason: "" }, lead);
    expect([unsaid.status, unsaid.errors]).toEqual([400, ["Enter what was entered wrongly"]]);
    const reason = "It is what another family said";
    const stale = await web.post(change, { intent: "reopen", version: 1, reason }, lead);
    expect([stale.status, stale.html.text]).toEqual([409, expect.stringContaining(reason)]);
    expect((await web.post(change, { intent: "reopen", version: 2, reason }, lead)).status).toBe(
      302,
    );
    expect((await web.post(change, { intent: "reopen", version: 3, reason }, lead)).status).toBe(
      409,
    );

    // Meanwhile it is an answer nowhere, and waits for whoever enters it.
    const readers = [people.auditor, people.qaLead].map(({ email }) => ({ as: email }));
    for (const reader of readers)
      expect((await web.get(paths.audits.one(audit.id), reader)).body).not.toContain(
        "other family",
      );
    expect((await web.get(cycle, lead)).html.text).toContain("0 of 1");
    expect((await web.get(paths.familyFeedback.words(audit.exercise_id), lead)).body).not.toContain(
      "other family",
    );
    expect((await web.get(paths.home(), caller)).html.text).toContain("parent or carer of case");
    const again = await web.get(here, caller);
    expect(again.html.one('[name="answers.q6"]').text).toContain("Said by the other family");
    expect(
      again.html.one('[name="answers.q1"][value="disagree"]').attribute("checked"),
    ).not.toBeUndefined();

    const right = { "answers.q1": "agree", "answers.q6": "They rang when they said" };
    expect((await web.post(here, { intent: "answers", ...right }, caller)).status).toBe(302);
    expect(await db.selectFrom("feedback_words").select(["text", "theme"]).execute()).toEqual([
      { text: "They rang when they said", theme: null },
    ]);
    const [given, ...others] = await db.selectFrom("feedback_answer").selectAll().execute();
    expect([given?.chosen, given?.for_worker, others]).toEqual(['{"q1":"agree"}', 0, []]);
    expect((await web.get(cycle, lead)).html.text).toContain("1 of 1");
    expect((await web.get(here, lead)).html.text).toContain(reason);
  });

  it("asked anew, begins with nothing that was entered for it wrongly, by someone who has a role", async () => {
    const { web, db, people, caller, lead, planned } = await open(makeDb);
    const id = await planned({ form: parents, way: "phone" });
    const here = paths.familyFeedback.one(id);
    const change = paths.familyFeedback.change(id);
    const said = { "answers.q1": "disagree", "answers.q6": "Said by the other family" };
    await web.post(here, { intent: "answers", ...said }, caller);
    await web.post(change, { intent: "reopen", version: 2, reason: "Another family" }, lead);
    const ended = await web.post(here, { intent: "end", version: 3, ending: "decline" }, caller);
    expect([ended.status, ended.errors]).toEqual([302, []]);
    const asked = { version: 4, way: "phone", caller: people.otherAuditor.id, ...by };
    expect((await web.post(change, asked, lead)).status).toBe(302);
    expect((await web.get(here, caller)).body).not.toContain("other family");
    for (const table of ["feedback_answer", "feedback_words"] as const)
      expect(await db.selectFrom(table).selectAll().execute()).toEqual([]);

    const nobody = "Find someone independent to ask the family of F-0001";
    expect((await web.get(paths.home(), lead)).html.text).not.toContain(nobody);
    await db.deleteFrom("role_grant").where("person_id", "=", people.otherAuditor.id).execute();
    expect((await web.get(paths.home(), lead)).html.text).toContain(nobody);
  });

  it("sent by the family itself, stays as it was sent", async () => {
    const { web, lead, planned, letter, send } = await open(makeDb);
    const id = await planned();
    const { code } = await letter(id);
    await send(code);
    const change = paths.familyFeedback.change(id);
    expect((await web.get(change, lead)).status).toBe(409);
    const asked = { intent: "reopen", version: 3, reason: "Entered wrongly" };
    expect((await web.post(change, asked, lead)).status).toBe(409);
    expect((await web.get(paths.familyFeedback.one(id), lead)).html.text).not.toContain("Correct");
  });

  it("is not asked by the auditor, the worker, a manager, the own team, or a declared conflict", async () => {
    const { people, plan, invitations } = await open(makeDb);
    for (const tied of [people.auditor, people.worker, people.teamManager, people.serviceManager]) {
      const refused = await plan({ caller: tied.id });
      expect([tied.name, refused.status, refused.errors]).toEqual([
        ...[tied.name, 400, [expect.stringContaining("Choose someone else, or untick DB-")]],
      ]);
    }
    expect((await plan({ caller: people.scrutiny.id })).status).toBe(400);
    expect((await plan({ caller: people.administrator.id })).status).toBe(400);
    expect(await invitations()).toEqual([]);
  });

  it("is asked by someone else once the caller is not independent any more", async () => {
    const { web, db, people, teams, caller, lead, planned, letter } = await open(makeDb);
    const id = await planned();
    await db
      .updateTable("person")
      .set({ team_id: teams.willow.id })
      .where("id", "=", people.otherAuditor.id)
      .execute();
    const here = paths.familyFeedback.one(id);
    for (const address of [here, paths.familyFeedback.letter(id), paths.familyFeedback.paper(id)])
      expect([address, (await web.get(address, caller)).status]).toEqual([address, 403]);
    expect((await letter(id)).status).toBe(403);
    const entered = { intent: "answers", "answers.q1": "happy" };
    expect((await web.post(here, entered, caller)).status).toBe(403);
    expect((await web.get(paths.home(), caller)).html.text).not.toContain("feedback letter");
    expect((await web.get(paths.home(), lead)).html.text).toContain(
      "Find someone independent to ask the family of F-0001",
    );
    const change = { version: 1, way: "phone", ...by };
    const tied = await web.post(
      paths.familyFeedback.change(id),
      { ...change, caller: people.auditor.id },
      lead,
    );
    expect(tied.status).toBe(400);
    const given = await web.post(
      paths.familyFeedback.change(id),
      { ...change, caller: people.qaLead.id },
      lead,
    );
    expect([given.status, given.errors]).toEqual([302, []]);
    expect((await web.post(here, entered, lead)).status).toBe(302);
  });

  it("ends without answers in words that are counted, and can be asked again", async () => {
    const { web, lead, caller, people, exercise, clock, cycle, planned, invitations } =
      await open(makeDb);
    const id = await planned({ way: "phone" });
    const here = paths.familyFeedback.one(id);
    const end = (more: Record<string, string>) =>
      web.post(here, { intent: "end", version: 1, ...more }, caller);
    expect((await end({})).errors).toEqual(["Choose what came of it"]);
    expect((await end({ ending: "spare" })).errors).toEqual(["Choose why they are not asked"]);
    const kept = await end({ ending: "miss", reason: "Rang 07700 900123 twice" });
    expect([kept.status, kept.errors.length]).toEqual([400, 1]);
    expect(kept.html.one('textarea[name="reason"]').text).toContain("07700");
    expect((await end({ ending: "miss", reason: "Rang twice" })).status).toBe(302);
    expect((await web.get(here, caller)).status).toBe(200);
    const again = await web.post(
      paths.familyFeedback.change(id),
      { version: 2, way: "paper", caller: people.otherAuditor.id, ...by },
      lead,
    );
    expect(again.status).toBe(302);
    const paper = await web.get(paths.familyFeedback.paper(id), caller);
    expect(paper.html.text).toContain("Very happy");
    expect(paper.html.text).toContain("F-0001");
    expect((await web.post(here, { intent: "asked", version: 3 }, caller)).status).toBe(302);
    clock.moveTo("2024-05-11T08:00:00.000Z");
    expect((await web.get(paths.home(), lead)).html.text).toContain(
      "or end 1 request for feedback",
    );
    expect((await web.post(cycle, {}, lead)).status).toBe(302);
    expect((await invitations()).map(({ state }) => state)).toEqual(["expired"]);
    const figures = (await web.get(cycle, { as: people.leader.email })).html.text;
    expect(figures).toContain("0 of 1");
    expect(figures).toContain("1 gave no answer in time");
    expect(exercise.state).toBe("auditing");
  });

  it("is left alone for a reason, which is counted; planning twice plans once", async () => {
    const { web, people, cycle, plan, planned, invitations, lead } = await open(makeDb);
    await planned({ way: "none", caller: "", code: "not-safe" });
    const twice = await plan();
    expect(twice.status).toBe(302);
    expect(await invitations()).toHaveLength(1);
    await planned({ form: parents });
    await planned({ form: parents, second: "yes" });
    expect(await invitations()).toHaveLength(3);
    expect((await plan({ second: "yes" })).status).toBe(400);
    expect((await web.get(cycle, lead)).html.text).toContain("not safe to contact (1)");
    expect((await web.get(cycle, { as: people.auditor.email })).status).toBe(403);
  });
});

describeDatabases("A feedback form", (makeDb) => {
  it("is drafted, previewed and published, and never changes again", async () => {
    const { web, db, lead } = await open(makeDb);
    const begun = await web.post(
      paths.familyFeedback.forms(),
      { for: "young-person", title: "<i>Your say</i>" },
      lead,
    );
    const edit = begun.location ?? "";
    const id = edit.split("/")[2] ?? "";
    const publish = paths.familyFeedback.publishForm(id);
    const early = await web.post(publish, { version: 1, read: "yes" }, lead);
    expect(early.errors).toEqual(["Add a question first: this form asks nothing yet"]);
    const draft = {
      ...{ version: 1, title: "Your say", thanks: "Thanks" },
      ...{ "questions.0.text": "How was it?", "questions.0.kind": "faces" },
    };
    expect((await web.post(edit, draft, lead)).status).toBe(302);
    const stale = await web.post(edit, { ...draft, title: "Mine" }, lead);
    expect([stale.status, stale.html.one('[name="title"]').attribute("value")]).toEqual([
      409,
      "Mine",
    ]);
    expect((await web.get(paths.familyFeedback.form(id), lead)).html.text).toContain("Very happy");
    expect((await web.post(publish, { version: 2 }, lead)).status).toBe(400);
    expect((await web.post(publish, { version: 2, read: "yes" }, lead)).status).toBe(302);
    expect((await web.post(publish, { version: 2, read: "yes" }, lead)).status).toBe(302);
    expect((await web.post(edit, { ...draft, version: 3 }, lead)).status).toBe(409);
    const next = await web.post(paths.familyFeedback.form(id), {}, lead);
    expect(next.location).not.toBe(edit);
    const again = await web.post(paths.familyFeedback.form(id), {}, lead);
    expect(again.location).toBe(next.location);
    const versions = await db
      .selectFrom("feedback_form_version")
      .select(["number", "state", "questions"])
      .where("title", "=", "Your say")
      .orderBy("number")
      .execute();
    expect(versions.map(({ number, state }) => [number, state])).toEqual([
      [1, "published"],
      [2, "draft"],
    ]);
    expect(versions[0]?.questions).toBe(versions[1]?.questions);
  });
});

describeDatabases("Themes of families' own words", (makeDb) => {
  it("are given by the QA lead, counted, and become learning that names nobody", async () => {
    const { web, db, people, audit, exercise, lead, caller, planned } = await open(makeDb);
    const id = await planned({ way: "phone" });
    const said = { intent: "answers", "answers.q1": "happy", "answers.q5": "Wren listens to me" };
    await web.post(paths.familyFeedback.one(id), said, caller);
    const [words] = await db.selectFrom("feedback_words").selectAll().execute();
    const here = paths.familyFeedback.words(exercise.id);
    const code = (theme: string, was = "") =>
      web.post(here, { [`was.${words?.id}`]: was, [`themes.${words?.id}`]: theme }, lead);
    expect((await code("nothing")).status).toBe(400);
    expect((await code("analysis")).status).toBe(302);
    // From a page that was opened before: someone else's theme is not written over.
    expect((await code("", "other")).status).toBe(409);
    const learn = () => web.post(here, { intent: "learn", theme: "analysis" }, lead);
    const learnt = await learn();
    expect(learnt.location).toMatch(/^\/learning\/sources\//);
    expect((await learn()).location).toBe(learnt.location);
    const source = await web.get(learnt.location ?? "", lead);
    expect(source.html.text).toContain("Feedback from children");
    for (const named of ["Wren", audit.caseReference, people.worker.name])
      expect(source.body).not.toContain(named);
    // The second click: it is filed under what was learnt of it.
    expect(source.html.all("form").length).toBeGreaterThan(0);
    expect((await web.get(here, { as: people.serviceManager.email })).status).toBe(403);
  });
});
