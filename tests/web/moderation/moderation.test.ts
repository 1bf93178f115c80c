import { describe, expect, it } from "vitest";
import { paths } from "~/paths";
import { listDraft } from "~db/core/drafts.server";
import { newId } from "~db/core/ids.server";
import { databaseMaker } from "../../support/databases";
import { formOf } from "../../support/form";
import {
  addSelected,
  decisionTyped,
  gradingTyped,
  hidden,
  postModeration,
} from "../../support/moderated";
import { startWeb, type Web } from "../../support/web";
import { makeWorld, type World } from "../../support/world";

const makeDb = databaseMaker("sqlite");

async function start() {
  const world = await makeWorld(await makeDb());
  const web = await startWeb(world.db);
  return { world, web };
}

const moderationOf = (world: World, auditId: string) =>
  world.db
    .selectFrom("moderation")
    .selectAll()
    .where("audit_id", "=", auditId)
    .orderBy("round", "desc")
    .executeTakeFirstOrThrow();

/** An action of the auditor's, for the end of a month. */
const addActionByMonth = (world: World, auditId: string) =>
  world.db
    .insertInto("action")
    .values({
      ...{ id: newId(), reference: 1, audit_id: auditId, what: "See the child alone", why: "" },
      ...{ level: "child", success_measure: "", owner_id: world.people.worker.id, owner_role: "" },
      ...{ due_on: "2024-05-31", due_precision: "month", status: "open", source: "audit" },
      ...{ raised_at: "2024-04-12T08:00:00.000Z", evidence: "", impact: "", closing_reason: "" },
    })
    .execute();

/** What the moderator has typed and not committed. */
const draftOf = async (world: World, moderationId: string) =>
  Object.fromEntries(
    (await listDraft(world.db, `moderation:${moderationId}`))
      .filter(({ value }) => value !== "")
      .map(({ field, value }) => [field, value]),
  );

const auditOf = (world: World, id: string) =>
  world.db.selectFrom("audit").selectAll().where("id", "=", id).executeTakeFirstOrThrow();

const judgements = async (world: World, id: string, source: "auditor" | "moderator" | "final") =>
  Object.fromEntries(
    (
      await world.db
        .selectFrom("judgement")
        .select(["area", "judgement"])
        .where("audit_id", "=", id)
        .where("source", "=", source)
        .execute()
    ).map((row) => [row.area, row.judgement]),
  );

async function grade(web: Web, id: string, as: string) {
  return postModeration(web, "grade", id, { ...gradingTyped, intent: "check" }, as);
}

async function commitGrades(web: Web, id: string, as: string) {
  await grade(web, id, as);
  return postModeration(web, "commit", id, { sure: "yes" }, as);
}

async function decideOn(world: World, web: Web, id: string, as: string, more: object = {}) {
  const { version } = await moderationOf(world, id);
  return web.post(paths.moderation.compare(id), { ...decisionTyped, version, ...more }, { as });
}

/** The same, and the QA lead confirms it. */
async function decideByTwo(world: World, web: Web, id: string, as: string, more: object = {}) {
  const recorded = await decideOn(world, web, id, as, more);
  expect(recorded.location).toBe(paths.moderation.compare(id));
  const { qaLead, moderator } = world.people;
  return confirmAs(web, id, as === qaLead.email ? moderator.email : qaLead.email);
}

async function confirmAs(web: Web, id: string, as: string, more: object = {}) {
  const path = paths.moderation.compare(id);
  const shown = await web.get(path, { as });
  return web.post(path, { ...formOf(shown.html), intent: "confirm", ...more }, { as });
}

/** Every page of the exercise and the audit that answers this person, and its data, by address. */
async function openAll(
  web: Web,
  audit: { id: string; exercise_id: string; team_id: string },
  as: string,
) {
  const { exercise_id: exercise, id } = audit;
  const open = [
    paths.home(),
    paths.moderation.queue(),
    paths.audits.area(id, "assessment"),
    ...[
      paths.audits.one,
      paths.audits.voices,
      paths.audits.overall,
      paths.audits.findings,
      paths.audits.actions,
      paths.audits.check,
      paths.audits.submitted,
      paths.audits.read,
      paths.audits.reflect,
      paths.audits.history,
      paths.audits.concern,
      paths.audits.change,
    ].map((path) => path(id)),
    paths.moderation.grade(id),
    paths.moderation.gradeArea(id, "assessment"),
    paths.moderation.found(id),
    paths.moderation.gradeOverall(id),
    paths.moderation.quality(id),
    paths.moderation.commit(id),
    paths.moderation.compare(id),
    paths.moderation.feedback(id),
    paths.programme(),
    paths.exercises.one(exercise),
    paths.exercises.moderation(exercise),
    paths.exercises.moderator(exercise, id),
    paths.exercises.close(exercise),
    paths.exercises.report(exercise),
    paths.exercises.teamReport(exercise, audit.team_id),
    paths.exercises.history(exercise),
    paths.exercises.findings(exercise),
    paths.exercises.grid(exercise),
    paths.exercises.summary(exercise),
    paths.exercises.responses(exercise),
    paths.teams.list(),
    paths.teams.one(audit.team_id),
    paths.log.list(),
    paths.trends(),
    paths.trendsJson("2024-01", "2024-12"),
    paths.caseload.list(),
  ];
  const seen = new Map<string, string>();
  for (const path of open) {
    for (const address of [
      path,
      path === "/" ? "/_root.data" : path.replace(/(\?|$)/, ".data$1"),
    ]) {
      const answer = await web.get(address, { as });
      // What is made anew for each answer says nothing: nonces, and the id a new concern will get.
      const body = answer.body
        .replace(/nonce="[^"]*"/g, "")
        .replace(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, "an id");
      if (answer.status === 200) seen.set(address, body);
      else expect(body, address).not.toContain(hidden);
    }
  }
  return seen;
}

describe("blind grading", () => {
  it("shows the evidence and none of the auditor's judgement, in pages and in data", async () => {
    const { world, web } = await start();
    const { moderator } = world.people;
    const audit = await addSelected(world, moderator);
    await addActionByMonth(world, audit.id);
    const as = moderator.email;
    for (const [path, ...all] of [
      [paths.moderation.grade(audit.id), "0 of 5 parts completed"],
      [
        paths.moderation.gradeArea(audit.id, "plo"),
        "Commentary on plo",
        "Note on plo",
        "I like my worker",
      ],
      [
        paths.moderation.found(audit.id),
        "A careful chronology",
        "Wren Castle, by the end of May 2024",
      ],
      [paths.moderation.gradeOverall(audit.id), "Not graded yet"],
      [paths.moderation.quality(audit.id), "Is the evidence complete?"],
    ] as const) {
      const page = await web.get(path, { as });
      expect(page.status, path).toBe(200);
      for (const words of all) expect(page.html.text).toContain(words);
      expect(page.html.all("input:checked")).toHaveLength(0);
    }
    const none = await web.get(paths.moderation.gradeArea(audit.id, "nowhere"), { as });
    expect(none.status).toBe(404);

    const seen = await openAll(web, audit, as);
    for (const [address, body] of seen) {
      expect(body, address).not.toContain(hidden);
      expect(body, address).not.toContain("Graded Inadequate");
    }
    expect(seen.size).toBeGreaterThanOrEqual(6);

    // Had the auditor judged otherwise, every page would be the same, letter by letter.
    await world.db
      .updateTable("judgement")
      .set({ judgement: "outstanding", reason: "Otherwise" })
      .where("audit_id", "=", audit.id)
      .execute();
    await world.db
      .updateTable("answer")
      .set({ value: "outstanding" })
      .where("audit_id", "=", audit.id)
      .where((eb) =>
        eb.or([
          eb("field", "like", "%.grade"),
          eb("field", "like", "%.rationale"),
          eb("field", "like", "prompt.%"),
        ]),
      )
      .execute();
    await world.db
      .updateTable("moderation")
      .set({ reason: "random", probability: 0.2 })
      .where("id", "=", audit.moderationId)
      .execute();
    expect(await openAll(web, audit, as)).toEqual(seen);
  });

  it("stays blind for a QA lead who moderates, whatever else they may open", async () => {
    const { world, web } = await start();
    const both = world.people.qaLead;
    await world.db
      .insertInto("role_grant")
      .values({
        id: "second-role",
        person_id: both.id,
        role: "moderator",
        reach: "all",
        team_id: null,
        service_id: null,
      })
      .execute();
    const audit = await addSelected(world, both);
    const as = both.email;
    const overview = await web.get(paths.exercises.moderation(world.exercise.id), { as });
    expect(overview.status).toBe(200);
    expect(overview.html.text).toContain("Kept from you until you commit your grades");
    expect(overview.html.text).not.toContain("Graded Inadequate");
    expect((await web.get(paths.moderation.compare(audit.id), { as })).status).toBe(403);
    expect((await web.get(paths.audits.read(audit.id), { as })).status).not.toBe(200);
    const answer = await decideOn(world, web, audit.id, as);
    expect(answer.status).toBe(403);
    expect((await auditOf(world, audit.id)).state).toBe("selected");
  });

  it("keeps whatever was typed as a draft, complete or not", async () => {
    const { world, web } = await start();
    const { moderator } = world.people;
    const audit = await addSelected(world, moderator);
    const as = moderator.email;
    const typed = { "areas.plo.reason": "Half a thought", "overall.grade": "good" };
    const saved = await postModeration(web, "grade", audit.id, typed, as);
    expect(saved.location).toBe(paths.moderation.quality(audit.id));
    const plo = paths.moderation.gradeArea(audit.id, "plo");
    const area = await web.get(plo, { as });
    expect(area.html.one('textarea[name="areas.plo.reason"]').text).toBe("Half a thought");
    const overall = await web.get(paths.moderation.gradeOverall(audit.id), { as });
    expect(overall.html.one('input[name="overall.grade"]:checked').attribute("value")).toBe("good");
    const parts = await web.get(paths.moderation.grade(audit.id), { as });
    expect(parts.html.all(".govuk-tag").map(({ text }) => text)).toEqual([
      "Not started",
      "Not started",
      "In progress",
      "In progress",
      "Not started",
    ]);
    const back = await web.post(plo, { ...formOf(area.html), intent: "back" }, { as });
    expect(back.location).toBe(paths.moderation.grade(audit.id));
    const home = await web.get(paths.moderation.queue(), { as: moderator.email });
    expect(home.html.text).toContain("Being graded");
  });

  it("names every missing part where grades are checked, and commits none of them", async () => {
    const { world, web } = await start();
    const { moderator } = world.people;
    const audit = await addSelected(world, moderator);
    const as = moderator.email;
    const { "areas.plo.grade": _, ...typed } = gradingTyped;
    const less = { ...typed, "overall.reason": " ", "quality.actions-right.answer": "not-met" };
    const answer = await postModeration(web, "grade", audit.id, less, as);
    const commit = paths.moderation.commit(audit.id);
    expect(answer.location).toBe(commit);
    const page = await web.get(commit, { as });
    expect(page.html.text).toContain("every part is completed: 3 parts are left");
    expect(page.html.all('input[name="sure"]')).toHaveLength(0);
    expect(page.html.text).toContain("My reason for contact");
    const hrefs = page.html.all("main table a").map((link) => link.attribute("href"));
    expect(hrefs).toEqual(
      expect.arrayContaining([
        `${paths.moderation.gradeArea(audit.id, "plo")}#areas.plo.grade`,
        `${paths.moderation.gradeOverall(audit.id)}#overall.reason`,
      ]),
    );
    // Sent all the same, it says what is missing, with the way there.
    const sent = await web.post(commit, { version: 1, changes: 1, sure: "yes" }, { as });
    expect(sent.status).toBe(400);
    expect(sent.errors).toEqual([
      "Choose your grade for PLO work",
      "Enter your reason for the overall grade",
      "Enter what is missing: “Are the actions specific and right?”",
    ]);
    expect(sent.html.all(".govuk-error-summary__list a")[0]?.attribute("href")).toBe(
      `${paths.moderation.gradeArea(audit.id, "plo")}#areas.plo.grade`,
    );
    expect((await moderationOf(world, audit.id)).committed_at).toBeNull();
  });

  it("refuses a grade that is none of the tool's, and changes nothing", async () => {
    const { world, web } = await start();
    const { moderator } = world.people;
    const audit = await addSelected(world, moderator);
    const typed = { "areas.plo.grade": "superb", "areas.plo.reason": "Kept on the page" };
    const answer = await postModeration(web, "grade", audit.id, typed, moderator.email);
    expect(answer.status).toBe(400);
    expect(answer.errors).toEqual(["Choose one from the list"]);
    expect(answer.html.one("textarea").text).toBe("Kept on the page");
    expect(await draftOf(world, audit.moderationId)).toEqual({});
  });

  it("gives the second of two windows both versions", async () => {
    const { world, web } = await start();
    const { moderator } = world.people;
    const audit = await addSelected(world, moderator);
    const as = moderator.email;
    const path = paths.moderation.gradeArea(audit.id, "plo");
    const [one, two] = [await web.get(path, { as }), await web.get(path, { as })];
    const typed = { "areas.plo.reason": "First" };
    await web.post(path, { ...formOf(one.html), ...typed }, { as });
    const other = { "areas.plo.reason": "Second", "areas.plo.grade": "good" };
    const second = await web.post(path, { ...formOf(two.html), ...other }, { as });
    expect(second.status).toBe(409);
    expect(second.errors).toEqual(["Choose which version to keep: PLO work, reason"]);
    expect(second.html.text).toContain("First");
    expect(second.html.one('textarea[name="areas.plo.reason"]').text).toBe("Second");
    // What only one of them touched is kept from both.
    const kept = { "areas.plo.grade": "good" };
    expect(await draftOf(world, audit.moderationId)).toEqual({
      "areas.plo.reason": "First",
      ...kept,
    });
    const chosen = { ...formOf(second.html), "keep:areas.plo.reason": "mine" };
    expect((await web.post(path, chosen, { as })).status).toBe(302);
    expect(await draftOf(world, audit.moderationId)).toEqual({
      "areas.plo.reason": "Second",
      ...kept,
    });
  });

  it("does not exist for another moderator, and is refused to other roles", async () => {
    const { world, web } = await start();
    const other = await world.addPerson("Olu Other", "moderator");
    const audit = await addSelected(world, world.people.moderator);
    for (const path of [
      paths.moderation.gradeArea(audit.id, "plo"),
      paths.moderation.gradeOverall(audit.id),
      paths.moderation.quality(audit.id),
      paths.moderation.commit(audit.id),
    ]) {
      expect((await web.get(path, { as: other.email })).status).toBe(404);
      expect((await web.post(path, {}, { as: other.email })).status).toBe(404);
      expect((await web.get(path, { as: world.people.leader.email })).status).toBe(403);
    }
    expect((await web.get(paths.moderation.compare(audit.id), { as: other.email })).status).toBe(
      409,
    );
    expect((await decideOn(world, web, audit.id, other.email)).status).toBe(409);
    const unknown = paths.moderation.grade("no-such-audit");
    expect((await web.get(unknown, { as: other.email })).status).toBe(404);
  });
});

describe("committing", () => {
  it("shows the grades once more, asks, and then shows the auditor's beside them", async () => {
    const { world, web } = await start();
    const { moderator } = world.people;
    const audit = await addSelected(world, moderator);
    const as = moderator.email;
    const checked = await grade(web, audit.id, as);
    expect(checked.location).toBe(paths.moderation.commit(audit.id));
    const page = await web.get(paths.moderation.commit(audit.id), { as });
    expect(page.html.text).toContain("You can’t change them after this");
    const unticked = await postModeration(web, "commit", audit.id, {}, as);
    expect(unticked.errors).toEqual([
      "Tick the box to say that you are ready to commit these grades",
    ]);
    const done = await postModeration(web, "commit", audit.id, { sure: "yes" }, as);
    expect(done.location).toBe(paths.moderation.compare(audit.id));
    expect((await auditOf(world, audit.id)).state).toBe("committed");
    expect(await judgements(world, audit.id, "moderator")).toEqual({
      contact: "good",
      assessment: "requires-improvement",
      plo: "requires-improvement",
      overall: "requires-improvement",
    });
    const compared = await web.get(paths.moderation.compare(audit.id), { as });
    expect(compared.html.text).toContain("Graded Inadequate");
    expect(compared.html.text).toContain(`${hidden} consistency`);
    expect(compared.html.all(".los-compare__area th").map((h) => h.text)).toEqual([
      "Assessment",
      "PLO work",
      "Contact and referral",
      "Overall",
    ]);
    expect(compared.html.text).toContain("One step up");
    expect(compared.html.text).toContain("One step down");
    expect((await web.get(paths.moderation.grade(audit.id), { as })).location).toBe(
      paths.moderation.compare(audit.id),
    );
  });

  it("changes nothing when committed twice, or saved afterwards", async () => {
    const { world, web } = await start();
    const { moderator } = world.people;
    const audit = await addSelected(world, moderator);
    const as = moderator.email;
    await grade(web, audit.id, as);
    const area = paths.moderation.gradeArea(audit.id, "plo");
    const [grading, committing] = await Promise.all(
      [area, paths.moderation.commit(audit.id)].map(async (path) =>
        formOf((await web.get(path, { as })).html),
      ),
    );
    await commitGrades(web, audit.id, as);
    const before = await judgements(world, audit.id, "moderator");
    const { version } = await moderationOf(world, audit.id);
    for (const [path, form] of [
      [paths.moderation.commit(audit.id), { ...committing, sure: "yes" }],
      [area, { ...grading, "areas.plo.grade": "good" }],
    ] as const) {
      const again = await web.post(path, form, { as });
      expect(again.location).toBe(paths.moderation.compare(audit.id));
    }
    expect(await judgements(world, audit.id, "moderator")).toEqual(before);
    expect((await moderationOf(world, audit.id)).version).toBe(version);
  });

  it("refuses a draft that changed since it was checked, and one that is not complete", async () => {
    const { world, web } = await start();
    const { moderator } = world.people;
    const audit = await addSelected(world, moderator);
    const as = moderator.email;
    const sure = { version: 1, changes: 0, sure: "yes" };
    const early = await web.post(paths.moderation.commit(audit.id), sure, { as });
    expect((await moderationOf(world, audit.id)).state).toBe("selected");
    expect([302, 400]).toContain(early.status);
    await grade(web, audit.id, as);
    const shown = formOf((await web.get(paths.moderation.commit(audit.id), { as })).html);
    await postModeration(web, "grade", audit.id, { "areas.plo.grade": "good", intent: "save" }, as);
    const stale = await web.post(
      paths.moderation.commit(audit.id),
      { ...shown, sure: "yes" },
      { as },
    );
    expect(stale.status).toBe(409);
    expect((await moderationOf(world, audit.id)).state).toBe("selected");
  });
});

describe("the panel's decision", () => {
  it("makes the audit final, counts it, and gives the auditor feedback to read once", async () => {
    const { world, web } = await start();
    const { moderator, auditor } = world.people;
    const audit = await addSelected(world, moderator);
    await commitGrades(web, audit.id, moderator.email);
    const answer = await decideByTwo(world, web, audit.id, moderator.email);
    expect(answer.location).toBe(paths.moderation.compare(audit.id));
    expect(await auditOf(world, audit.id)).toMatchObject({ state: "final", round: 1 });
    expect(await moderationOf(world, audit.id)).toMatchObject({
      state: "decided",
      outcome: "confirmed",
      decided_by: moderator.id,
    });
    expect(await judgements(world, audit.id, "final")).toEqual({
      contact: "good",
      assessment: "requires-improvement",
      plo: "good",
      overall: "requires-improvement",
    });
    const tallies = await world.db
      .selectFrom("tally")
      .selectAll()
      .where("basis", "=", "final")
      .execute();
    expect(tallies).toHaveLength(4);
    expect(tallies.find((row) => row.area === "plo")).toMatchObject({
      judgement: "good",
      count: 1,
    });
    const theme = await world.db
      .selectFrom("finding")
      .selectAll()
      .where("audit_id", "is", null)
      .executeTakeFirstOrThrow();
    expect(theme).toMatchObject({ kind: "development", text: "Fathers are left out" });

    const feedback = await web.get(paths.moderation.feedback(audit.id), { as: auditor.email });
    expect(feedback.html.text).toContain("A careful audit; weigh impact more");
    // The table is the panel's, to read: what is confirmed is one line, which opens.
    const [changed, kept] = feedback.html.all("main .los-compare");
    expect(changed?.all(".los-compare__area th").map((th) => th.text)).toEqual(["Assessment"]);
    for (const words of ["You, the auditor", "One step up", "The panel: The panel found analysis"])
      expect(changed?.text).toContain(words);
    expect(kept?.all(".los-compare__area")).toHaveLength(3);
    expect(feedback.html.text).toContain("3 of 4 confirmed");
    expect(feedback.html.all("main select, main textarea")).toHaveLength(0);
    expect(feedback.html.text).toContain("The father was not asked");
    expect(feedback.html.text).toContain("Say how the evidence was weighed");
    await web.post(paths.moderation.feedback(audit.id), {}, { as: auditor.email });
    const readAt = (await moderationOf(world, audit.id)).feedback_read_at;
    expect(readAt).not.toBeNull();
    web.clock.advance({ hours: 1 });
    await web.post(paths.moderation.feedback(audit.id), {}, { as: auditor.email });
    expect((await moderationOf(world, audit.id)).feedback_read_at).toBe(readAt);
    const other = await web.get(paths.moderation.feedback(audit.id), {
      as: world.people.otherAuditor.email,
    });
    expect(other.status).toBe(404);
  });

  it("asks for a reason where the final grade differs, and for feedback, and keeps the rest", async () => {
    const { world, web } = await start();
    const { moderator } = world.people;
    const audit = await addSelected(world, moderator);
    await commitGrades(web, audit.id, moderator.email);
    const answer = await decideOn(world, web, audit.id, moderator.email, {
      "overall.grade": "good",
      "areas.assessment.reason": "",
      feedback: "",
      "themes.0.kind": "",
    });
    expect(answer.status).toBe(400);
    expect(answer.errors).toEqual(
      expect.arrayContaining([
        "Enter why the final grade for assessment differs from the auditor’s",
        "Enter why the final overall grade differs from the auditor’s",
        "Enter the panel’s feedback to the auditor",
        "Choose whether the theme is a strength or an area for development",
      ]),
    );
    expect(
      answer.html.one('select[name="overall.grade"] option[selected]').attribute("value"),
    ).toBe("good");
    const none = await web.post(paths.moderation.compare(audit.id), {}, { as: moderator.email });
    expect(none.status).toBe(400);
    expect(none.errors).toEqual(["Choose what the panel decides"]);
    expect((await auditOf(world, audit.id)).state).toBe("committed");
  });

  it("asks once for the agreed grades, and tells the auditor in one line that all are confirmed", async () => {
    const { world, web } = await start();
    const { moderator, auditor } = world.people;
    const audit = await addSelected(world, moderator);
    await commitGrades(web, audit.id, moderator.email);
    const page = await web.get(paths.moderation.compare(audit.id), { as: moderator.email });
    expect(page.html.text).toContain("Accept the 2 agreed");
    const [apart, agreed] = page.html.all("main .los-compare");
    const namesIn = (table: typeof apart) =>
      table?.all(".los-compare__area th").map((th) => th.text);
    expect(namesIn(apart)).toEqual(["Assessment", "PLO work"]);
    expect(namesIn(agreed)).toEqual(["Contact and referral", "Overall"]);
    const confirmed = { "areas.assessment.grade": "inadequate", "areas.assessment.reason": "" };
    const silent = await decideOn(world, web, audit.id, moderator.email, {
      ...confirmed,
      accept: "",
    });
    expect(silent.errors).toEqual([
      "Tick to accept the 2 agreed, or choose other final grades for them",
    ]);
    expect((await moderationOf(world, audit.id)).state).toBe("committed");
    await decideByTwo(world, web, audit.id, moderator.email, confirmed);
    const feedback = await web.get(paths.moderation.feedback(audit.id), { as: auditor.email });
    expect(feedback.html.text).toContain("All 4 confirmed");
    expect(feedback.html.all("main .los-compare")).toHaveLength(1);
    expect(feedback.html.all("main details .los-compare")).toHaveLength(1);
  });

  it("returns an audit with what to correct; the moderator's grades stay back from its auditor", async () => {
    const { world, web } = await start();
    const { moderator, auditor, qaLead } = world.people;
    const audit = await addSelected(world, moderator);
    await commitGrades(web, audit.id, moderator.email);
    const past = {
      accept: "",
      decision: "returned",
      "areas.assessment.reason": "",
      whatToMend: "Hear the father",
      "dueOn.day": "1",
      "dueOn.month": "4",
      "dueOn.year": "2024",
    };
    const dropped = await decideOn(world, web, audit.id, qaLead.email, {
      ...past,
      "areas.assessment.reason": "The panel found analysis",
    });
    expect(dropped.errors).toEqual([
      "Choose “Make it final” to keep the panel’s reason for assessment, or clear what you wrote there",
    ]);
    const early = await decideOn(world, web, audit.id, qaLead.email, past);
    expect(early.errors).toEqual(["Enter a date that is still to come"]);
    const returned = await decideByTwo(world, web, audit.id, qaLead.email, {
      ...past,
      "dueOn.day": "24",
    });
    expect(returned.status).toBe(302);
    expect(await auditOf(world, audit.id)).toMatchObject({
      state: "returned",
      round: 2,
      due_on: "2024-04-24",
    });
    expect(await judgements(world, audit.id, "final")).toEqual({});
    const page = await web.get(paths.moderation.feedback(audit.id), { as: auditor.email });
    expect(page.html.text).toContain("Hear the father");
    expect(page.body).not.toContain("My reason for assessment");
  });

  it("says that nothing waits to be confirmed before a decision is recorded", async () => {
    const { world, web } = await start();
    const { qaLead, moderator } = world.people;
    const { id } = await addSelected(world, moderator);
    await commitGrades(web, id, moderator.email);
    for (const more of [{}, { intent: "alone", aloneReason: "Nobody else" }]) {
      const answer = await confirmAs(web, id, qaLead.email, more);
      expect(answer.status).toBe(400);
      expect(answer.errors).toEqual(["No decision waits to be confirmed on this audit."]);
    }
  });

  it("decides once: a second decision meets a plain sentence", async () => {
    const { world, web } = await start();
    const { moderator } = world.people;
    const audit = await addSelected(world, moderator);
    await commitGrades(web, audit.id, moderator.email);
    await decideByTwo(world, web, audit.id, moderator.email);
    const again = await decideOn(world, web, audit.id, moderator.email, {
      "overall.grade": "good",
      "overall.reason": "Better",
    });
    expect(again.status).toBe(400);
    expect(again.html.text).toContain("The panel has already decided on this audit.");
    expect((await judgements(world, audit.id, "final")).overall).toBe("requires-improvement");
  });

  it("is not for the auditor of the audit, even one who moderates", async () => {
    const { world, web } = await start();
    const { moderator } = world.people;
    const other = await world.addPerson("Olu Other", "moderator");
    const audit = await addSelected(world, other, { auditor: moderator });
    await commitGrades(web, audit.id, other.email);
    expect((await decideOn(world, web, audit.id, moderator.email)).status).toBe(403);
  });
});
