import { beforeEach, describe, expect, it } from "vitest";
import { paths } from "~/paths";
import { andList } from "~/rules/core/words";
import { usualQuestions } from "~/rules/tools/audit-quality";
import { toolLimits } from "~/rules/tools/definition";
import { largestToolFile, readToolFile, toolFile } from "~/rules/tools/file";
import type { ToolDefinition } from "~/rules/tools/tools";
import { coreV1 } from "~db/tools/core-v1";
import { coreV2 } from "~db/tools/core-v2";
import { findDraft } from "~db/tools/drafts.server";
import { installTools } from "~db/tools/install.server";
import { listTools, listVersions } from "~db/tools/list.server";
import { thematicTemplate } from "~db/tools/thematic";
import { addCycle } from "../../support/cycles";
import { databaseMaker } from "../../support/databases";
import { startWeb, type Web, type WebResponse } from "../../support/web";
import { makeWorld, type World } from "../../support/world";

const makeDb = databaseMaker("sqlite");

describe("Audit tools", () => {
  let world: World;
  let web: Web;
  let toolId: string;
  let versionId: string;
  const lead = () => ({ as: world.people.qaLead.email });
  const auditor = () => ({ as: world.people.auditor.email });

  beforeEach(async () => {
    world = await makeWorld(await makeDb(), coreV2);
    web = await startWeb(world.db);
    toolId = (await listTools(world.db))[0]?.id ?? "";
    versionId = (await listVersions(world.db, toolId))[0]?.id ?? "";
  });

  const text = (page: WebResponse) => page.html.one("main").text.replace(/\s+/g, " ");
  const versionOn = (page: WebResponse) =>
    page.html.one('input[name="version"]').attribute("value") ?? "";
  const start = () => web.post(paths.tools.one(toolId), { intent: "start" }, lead());
  const draft = async () => {
    const found = await findDraft(world.db, toolId);
    if (!found) throw new Error("There is a draft");
    return found;
  };
  const area = (code: string) => {
    const found = coreV2.areas.find((one) => one.code === code);
    if (!found) throw new Error(`There is no area ${code}`);
    return found;
  };
  /** What the page of an area posts when nothing is changed. */
  const areaPosted = (code: string) => {
    const { name, about, prompts, descriptors } = area(code);
    return {
      ...{ name, about, graded: "yes" },
      ...Object.fromEntries(prompts.map((p) => [`prompts.${p.code}.text`, p.text])),
      ...Object.fromEntries(
        Object.entries(descriptors).map(([grade, words]) => [`descriptors.${grade}`, words]),
      ),
    };
  };
  /** The tools as they are shipped, instead of the world's. */
  const installOther = async () => {
    await world.db.deleteFrom("exercise").execute();
    await world.db.deleteFrom("tool_version").execute();
    await world.db.deleteFrom("tool").execute();
    await installTools(world.db, new Date("2024-04-01T09:00:00Z"));
  };
  const saveArea = async (code: string, more: Record<string, string>) => {
    const here = paths.tools.area(toolId, code);
    const version = versionOn(await web.get(here, lead()));
    return web.post(here, { ...areaPosted(code), version, intent: "save", ...more }, lead());
  };

  it("are read by auditors with every descriptor, and changed by the QA lead alone", async () => {
    const list = await web.get(paths.tools.list(), auditor());
    expect(list.status).toBe(200);
    expect(text(list)).not.toContain("Add a tool");
    const read = await web.get(paths.tools.version(toolId, versionId), auditor());
    expect(read.status).toBe(200);
    for (const { descriptors } of coreV2.areas)
      for (const words of Object.values(descriptors)) expect(read.html.text).toContain(words);
    await start();
    const { id } = await draft();
    for (const path of [
      paths.tools.draft(toolId),
      paths.tools.area(toolId, "planning"),
      paths.tools.publish(toolId),
      paths.tools.add(),
      paths.tools.import(),
    ])
      expect([path, (await web.get(path, auditor())).status]).toEqual([path, 403]);
    // A draft is no version to them: its address says that nothing is there.
    for (const path of [
      paths.tools.version(toolId, id),
      paths.tools.json(toolId, id),
      paths.tools.preview(toolId, id),
    ])
      expect([path, (await web.get(path, auditor())).status]).toEqual([path, 404]);
    const compare = await web.get(paths.tools.compare(toolId, { to: id }), auditor());
    expect(compare.html.text).not.toContain("Draft");
    expect((await web.post(paths.tools.one(toolId), { intent: "retire" }, auditor())).status).toBe(
      403,
    );
    expect((await web.get(paths.tools.list(), { as: world.people.worker.email })).status).toBe(403);
  });

  it("begin one draft, whoever asks again", async () => {
    expect((await start()).location).toBe(paths.tools.draft(toolId));
    const { id } = await draft();
    expect((await start()).location).toBe(paths.tools.draft(toolId));
    expect((await draft()).id).toBe(id);
    const page = await web.get(paths.tools.draft(toolId), lead());
    expect(text(page)).toContain("Nothing is changed yet");
    expect(text(page)).not.toContain("Publish version");
    // Nothing changed: there is nothing to publish.
    expect((await web.get(paths.tools.publish(toolId), lead())).location).toBe(
      paths.tools.draft(toolId),
    );
  });

  it("change an area, keep what is incomplete, and say what to correct before publishing", async () => {
    await start();
    const saved = await saveArea("planning", { "descriptors.good": "" });
    expect(saved.location).toBe(paths.tools.draft(toolId));
    const page = await web.get(paths.tools.draft(toolId), lead());
    expect(text(page)).toContain("Describe Good for Planning");
    expect(text(page)).not.toContain("Publish version");
    const refused = await web.post(
      paths.tools.publish(toolId),
      { version: String((await draft()).version), note: "" },
      lead(),
    );
    // Back to the draft, where what is to be corrected stands.
    expect(refused.location).toBe(paths.tools.draft(toolId));
    expect(await listVersions(world.db, toolId)).toHaveLength(1);
    const nameless = await saveArea("planning", { name: "" });
    // What the Enter key presses: the first button of the form.
    const areas = await web.get(paths.tools.draft(toolId), lead());
    expect(areas.html.all("#areas button")[0]?.attribute("value")).toBe("add");
    const form = await web.get(paths.tools.area(toolId, "planning"), lead());
    expect(form.html.all("main form button")[0]?.attribute("value")).toBe("save");
    expect(nameless.errors).toEqual(["Enter the area’s name"]);
  });

  it("keep what was typed when a prompt is added, moved or removed", async () => {
    await start();
    const added = await saveArea("planning", { about: "New words", intent: "add" });
    expect(added.location).toBe(paths.tools.prompt(toolId, "planning", "planning-7"));
    const prompts = async () =>
      (await draft()).definition.areas.find(({ code }) => code === "planning")?.prompts ?? [];
    expect((await prompts()).at(-1)).toEqual({ code: "planning-7", text: "" });
    const planning = (await draft()).definition.areas.find(({ code }) => code === "planning");
    expect(planning?.about).toBe("New words");
    const more = { about: "New words", "prompts.planning-7.text": "Is it kept?" };
    await saveArea("planning", { ...more, intent: "up:planning-7" });
    expect((await prompts())[5]).toEqual({ code: "planning-7", text: "Is it kept?" });
    await saveArea("planning", { ...more, intent: "remove:planning-7" });
    expect((await prompts()).map(({ code }) => code)).not.toContain("planning-7");
  });

  it("set a prompt's answer and condition, and refuse one that makes no sense", async () => {
    await start();
    const [first, second] = area("planning").prompts;
    if (!first || !second) throw new Error("Planning has prompts");
    const here = paths.tools.prompt(toolId, "planning", second.code);
    const post = async (more: Record<string, string | string[]>) =>
      web.post(
        here,
        {
          version: versionOn(await web.get(here, lead())),
          ...{ text: second.text, guidance: "", answer: "choice", choices: "Away\nRefused" },
          ...{ asked: "if", ifPrompt: first.code, ifAnswers: ["no"], required: "yes" },
          ...more,
        },
        lead(),
      );
    expect((await post({ ifPrompt: "" })).errors).toEqual(["Choose the prompt that it depends on"]);
    const open = await post({ ifAnswers: [] });
    expect(open.errors).toEqual(["Choose which answers bring it up"]);
    // Without scripts, this is where the answers of the chosen prompt come into view.
    expect(open.html.all('input[name="ifAnswers"]')).toHaveLength(4);
    expect((await post({ ifPrompt: second.code })).errors).toEqual([
      "Choose the prompt that it depends on from the list",
    ]);
    expect((await post({})).status).toBe(302);
    const held = (await draft()).definition.areas
      .find(({ code }) => code === "planning")
      ?.prompts.find(({ code }) => code === second.code);
    expect(held).toEqual({
      code: second.code,
      text: second.text,
      answer: "choice",
      choices: [
        { code: "away", name: "Away" },
        { code: "refused", name: "Refused" },
      ],
      required: true,
      shownIf: { prompt: first.code, answers: ["no"] },
    });
    // The first can't come to depend on the second: that would be a circle.
    const back = await web.get(paths.tools.prompt(toolId, "planning", first.code), lead());
    const offered = back.html
      .all('select[name="ifPrompt"] option')
      .map((o) => o.attribute("value"));
    expect(offered).not.toContain(second.code);
    // The preview follows the answers without scripts too.
    const preview = (answer: string) =>
      web.get(
        paths.tools.preview(toolId, "draft", { part: "planning" }).replace("draft", draftId) +
          `&area.planning.prompt.${first.code}=${answer}`,
        lead(),
      );
    const draftId = (await draft()).id;
    const isHidden = async (answer: string) =>
      (await preview(answer)).html.one(".los-prompt--depends").attribute("hidden") !== undefined;
    expect([await isHidden("yes"), await isHidden("no")]).toEqual([true, false]);
  });

  it("meet a conflict on the same area, and none on another", async () => {
    await start();
    const here = paths.tools.area(toolId, "planning");
    const opened = versionOn(await web.get(here, lead()));
    await saveArea("assessment", { about: "Another area" });
    const mine = { ...areaPosted("planning"), version: opened, intent: "save" };
    expect((await web.post(here, { ...mine, about: "First" }, lead())).location).toBe(
      paths.tools.draft(toolId),
    );
    const late = await web.post(here, { ...mine, about: "Second" }, lead());
    expect(late.status).toBe(409);
    expect(text(late)).toContain("You, on another page or device, changed this");
    expect(text(late)).toContain("First");
    expect(late.html.one('textarea[name="about"]').text).toContain("Second");
    // Saving once more with the version that the page now holds puts it over theirs.
    const again = { ...mine, about: "Second", version: versionOn(late) };
    expect((await web.post(here, again, lead())).location).toBe(paths.tools.draft(toolId));
  });

  it("publish wording as a minor version, with what changed shown first", async () => {
    await start();
    await saveArea("impact", { "descriptors.good": "The child is safer, and says so." });
    const page = await web.get(paths.tools.publish(toolId), lead());
    expect(page.html.one("h1").text).toContain("Publish version 2.1");
    expect(text(page)).toContain("The descriptor of Good changes");
    expect(page.html.all(".govuk-warning-text")).toHaveLength(0);
    const version = versionOn(page);
    const silent = await web.post(paths.tools.publish(toolId), { version, raise: "yes" }, lead());
    expect(silent.errors).toEqual(["Enter why this changes what is graded"]);
    const done = await web.post(paths.tools.publish(toolId), { version, note: "Say it" }, lead());
    expect(done.location).toBe(paths.tools.one(toolId));
    const [latest] = await listVersions(world.db, toolId);
    expect(latest).toMatchObject({
      major: 2,
      minor: 1,
      note: "Say it",
      publishedBy: "Quinn Ashby",
    });
    const tool = await web.get(paths.tools.one(toolId), lead());
    expect(text(tool)).toContain("Version 2.1");
    // What is under way keeps its version.
    const exercise = await world.db
      .selectFrom("exercise")
      .select("tool_version_id")
      .where("id", "=", world.exercise.id)
      .executeTakeFirstOrThrow();
    expect(exercise.tool_version_id).toBe(versionId);
    const plan = await web.get(paths.exercises.planCore(), lead());
    const offered = plan.html.all('select[name="toolVersionId"] option').map((o) => o.text);
    expect(offered).toEqual(["Choose a tool", expect.stringContaining("version 2.1")]);
  });

  it("publish a change to what is graded as a major version, whatever the lead says", async () => {
    await start();
    const here = paths.tools.area(toolId, "supervision");
    const { graded, ...posted } = areaPosted("supervision");
    const version = versionOn(await web.get(here, lead()));
    await web.post(here, { ...posted, version, intent: "save" }, lead());
    const page = await web.get(paths.tools.publish(toolId), lead());
    expect(page.html.one("h1").text).toContain("Publish version 3");
    expect(text(page)).toContain("Supervision is not graded any more");
    expect(text(page)).toContain("Trends will show a break from the first cycle that uses it");
    expect(page.html.all('input[name="raise"]')).toHaveLength(0);
    await web.post(
      paths.tools.publish(toolId),
      { version: versionOn(page), level: "minor", raise: "" },
      lead(),
    );
    expect((await listVersions(world.db, toolId))[0]).toMatchObject({ major: 3, minor: 0 });
  });

  it("break trends from the first cycle that uses a major version, and drop what is not graded", async () => {
    const overall = [{ team: world.teams.willow, overall: "good" as const }];
    await addCycle(world, "2023-11", overall);
    await start();
    const here = paths.tools.area(toolId, "supervision");
    const { graded, ...posted } = areaPosted("supervision");
    const version = versionOn(await web.get(here, lead()));
    await web.post(here, { ...posted, version, intent: "save" }, lead());
    const confirmed = versionOn(await web.get(paths.tools.publish(toolId), lead()));
    const before = await web.get(paths.trends(), lead());
    expect(before.html.text).not.toContain(`${coreV2.name}, version 3`);
    await web.post(paths.tools.publish(toolId), { version: confirmed }, lead());
    const published = (await listVersions(world.db, toolId))[0]?.id ?? "";
    await addCycle(world, "2024-01", overall, { toolVersionId: published });
    const after = await web.get(paths.trends(), lead());
    expect(after.html.text).toContain(`${coreV2.name}, version 3`);
    const cycle = await world.db
      .selectFrom("exercise")
      .select("id")
      .where("tool_version_id", "=", published)
      .executeTakeFirstOrThrow();
    const report = await web.get(paths.exercises.report(cycle.id), lead());
    expect(report.status).toBe(200);
    expect(text(report)).toContain("Planning");
    expect(text(report)).not.toContain("Supervision");
  });

  it("raise a minor version to a major one with a reason, which stays beside it", async () => {
    await start();
    await saveArea("impact", { "descriptors.good": "Good now asks for more." });
    const version = versionOn(await web.get(paths.tools.publish(toolId), lead()));
    const reason = "Good is harder to reach";
    await web.post(paths.tools.publish(toolId), { version, raise: "yes", reason }, lead());
    expect((await listVersions(world.db, toolId))[0]).toMatchObject({
      ...{ major: 3, minor: 0, raisedReason: reason },
    });
    expect(text(await web.get(paths.tools.one(toolId), lead()))).toContain(reason);
  });

  it("discard a draft only when it is confirmed", async () => {
    await start();
    const here = paths.tools.discard(toolId);
    const version = versionOn(await web.get(here, lead()));
    const unsure = await web.post(here, { version }, lead());
    expect(unsure.errors).toEqual(["Tick the box to say that the draft is to be discarded"]);
    const done = await web.post(here, { version, sure: "yes" }, lead());
    expect(done.location).toBe(paths.tools.one(toolId));
    expect(await findDraft(world.db, toolId)).toBeNull();
    const late = await web.post(paths.tools.themes(toolId), { version: "1", themes: "" }, lead());
    expect(late.status).toBe(404);
  });

  it("remove an area once that is confirmed, and keep codes that are published", async () => {
    await start();
    const here = paths.tools.removeArea(toolId, "planning");
    const page = await web.get(here, lead());
    expect(text(page)).toContain("trends break");
    await web.post(here, { version: versionOn(page) }, lead());
    expect((await draft()).definition.areas.map(({ code }) => code)).not.toContain("planning");
    // A code of a published area is never given again, nor changed.
    await saveArea("assessment", { code: "something-else" });
    expect((await draft()).definition.areas.map(({ code }) => code)).toContain("assessment");
    const list = await web.get(paths.tools.draft(toolId), lead());
    const added = await web.post(
      paths.tools.draft(toolId),
      { version: versionOn(list), intent: "add", name: "Planning" },
      lead(),
    );
    expect(added.location).toBe(paths.tools.area(toolId, "planning-2"));
  });

  it("go out as a file and come back as a draft, never over what is published", async () => {
    const file = await web.get(paths.tools.json(toolId, versionId), auditor());
    expect(file.headers.get("Content-Disposition")).toMatch(
      /reflective-core-audit-version-2\.json/,
    );
    expect(readToolFile(file.body)).toEqual({ ok: true, kind: "core", definition: coreV2 });
    const upload = (words: string, into: string, name = "tool.json") => {
      const form = new FormData();
      form.set("file", new File([words], name, { type: "application/json" }));
      form.set("into", into);
      return web.post(paths.tools.import(), form, lead());
    };
    const into = await upload(file.body.replace("Read the record", "Read everything"), toolId);
    expect(into.location).toBe(paths.tools.draft(toolId));
    expect((await draft()).definition.about).toMatch(/^Read everything/);
    expect(await listVersions(world.db, toolId)).toHaveLength(1);
    const second = await upload(file.body, toolId);
    expect(second.errors[0]).toMatch(/^Publish or discard the draft of/);
    const fresh = await upload(file.body, "new");
    expect(fresh.location).toMatch(/^\/tools\/[0-9a-f-]+\/draft$/);
    expect(await listTools(world.db)).toHaveLength(2);
    // Two published tools of one name could not be told apart where a cycle is planned.
    const namesake = await web.get(fresh.location ?? "", lead());
    expect(text(namesake)).toContain(
      `Enter another name: a published tool is called ${coreV2.name}`,
    );
    expect(text(namesake)).not.toMatch(/As published|Publish version/);
    const faulty = JSON.parse(file.body);
    delete faulty.definition.areas[0].descriptors.good;
    faulty.definition.areas[2].prompts = "none";
    const refused = await upload(JSON.stringify(faulty), "new");
    expect(refused.status).toBe(400);
    expect(refused.errors).toEqual([
      "Practice area 1 (Contact and referral), descriptors, good: is missing",
      "Practice area 3 (Planning), its prompts: must be a list",
    ]);
    expect((await upload("{", "new")).errors[0]).toMatch(/this one is not JSON/);
    expect((await upload("x".repeat(largestToolFile + 1), "new")).errors[0]).toMatch(
      /1 MB or less/,
    );
    const thematic = toolFile({ kind: "thematic", version: null, definition: thematicTemplate });
    await web.post(
      paths.tools.discard(toolId),
      { version: String((await draft()).version), sure: "yes" },
      lead(),
    );
    expect((await upload(thematic, toolId)).errors[0]).toMatch(/^Choose another tool/);
    expect(await listTools(world.db)).toHaveLength(2);
  });

  it("are added from nothing and from a copy, with a name of their own", async () => {
    const add = (form: Record<string, string>) => web.post(paths.tools.add(), form, lead());
    expect((await add({ start: "empty", kind: "core", name: coreV2.name })).errors).toEqual([
      "Enter another name: a tool is called this",
    ]);
    expect((await add({ start: "copy", name: "Copied" })).errors).toEqual([
      "Choose the tool to copy",
    ]);
    const copy = await add({ start: "copy", copyOf: toolId, name: "Copied" });
    const page = await web.get(copy.location ?? "", lead());
    expect(text(page)).toContain("Publish version 1");
    const empty = await add({ start: "empty", kind: "dip-sample", name: "Visits" });
    const lacking = await web.get(empty.location ?? "", lead());
    expect(text(lacking)).toContain("Ask from 3 to 20 questions");
  });

  it("are no longer offered once retired, and offered again", async () => {
    await web.post(paths.tools.one(toolId), { intent: "retire" }, lead());
    const plan = await web.get(paths.exercises.planCore(), lead());
    expect(plan.html.all('select[name="toolVersionId"] option')).toHaveLength(1);
    await web.post(paths.tools.one(toolId), { intent: "offer" }, lead());
    const again = await web.get(paths.exercises.planCore(), lead());
    expect(again.html.all('select[name="toolVersionId"] option')).toHaveLength(2);
  });

  it("of other kinds change their questions in place", async () => {
    await installOther();
    const dip = (await listTools(world.db)).find(({ kind }) => kind === "dip-sample");
    const id = dip?.id ?? "";
    await web.post(paths.tools.one(id), { intent: "start" }, lead());
    const here = paths.tools.questions(id);
    const page = await web.get(here, lead());
    const posted = Object.fromEntries(
      page.html
        .all("textarea")
        .map((box) => [box.attribute("name") ?? "", box.text.trim()] as const),
    );
    const [first = ""] = Object.keys(posted);
    const version = versionOn(page);
    const form = { ...posted, [first]: "Was it done?", version };
    const added = await web.post(here, { ...form, intent: "add" }, lead());
    expect(added.location).toMatch(/#questions\.question\.text$/);
    const { questions } = (await findDraft(world.db, id))?.definition ?? { questions: [] };
    expect(questions[0]?.text).toBe("Was it done?");
    expect(questions.at(-1)).toEqual({ code: "question", text: "" });
    // Once published, it is what the next dip sample starts with.
    const again = await web.get(here, lead());
    const removed = { ...form, version: versionOn(again), intent: "remove:question" };
    await web.post(here, removed, lead());
    const version2 = versionOn(await web.get(paths.tools.publish(id), lead()));
    await web.post(paths.tools.publish(id), { version: version2 }, lead());
    const plan = await web.get(paths.exercises.planDipSample(), lead());
    expect(plan.html.one('[name="questions.q1.text"]').text.trim()).toBe("Was it done?");
    const sources = plan.html.all('select[name="questionsOf"] option').map((o) => o.text);
    expect(sources).toContain("Dip sample, version 1.1");
  });

  it("of core audits replace what moderation asks of the audit itself, and go back to the usual", async () => {
    await start();
    const here = paths.tools.auditQuality(toolId);
    const own = async () => (await findDraft(world.db, toolId))?.definition.auditQuality;
    const send = async (form: object) => {
      const version = versionOn(await web.get(here, lead()));
      return web.post(here, { version, ...form }, lead());
    };
    const usual = await web.get(here, lead());
    expect(usual.html.text).toContain("Is the evidence complete?");
    const draft = await web.get(paths.tools.draft(toolId), lead());
    expect(draft.html.text).toContain("The usual ones, answered by its moderator");
    expect((await send({ intent: "own" })).location).toBe(here);
    expect(await own()).toEqual(usualQuestions);
    const added = await send({ intent: "add" });
    expect(added.location).toMatch(/#questions\.question\.text$/);
    const empty = "Enter the text of question 6 about the audit";
    expect((await web.get(here, lead())).html.text).toContain(empty);
    const typed = {
      "questions.question.text": "Was the plan read?",
      "questions.question.guidance": "The latest one",
      "questions.question.afterReveal": "yes",
    };
    expect((await send({ ...typed, intent: "up:question" })).status).toBe(302);
    expect((await own())?.[4]).toEqual({
      ...{ code: "question", text: "Was the plan read?", afterReveal: true },
      guidance: "The latest one",
    });
    await send({ intent: "remove:evidence-complete" });
    expect((await own())?.map(({ code }) => code)).not.toContain("evidence-complete");
    // Someone else's change meanwhile stands, and what was typed is kept.
    const late = await web.post(here, { version: "1", ...typed, intent: "save" }, lead());
    expect([late.status, late.body.includes("Was the plan read?")]).toEqual([409, true]);
    const long = await send({ "questions.question.text": "x".repeat(4000), intent: "save" });
    expect(long.status).toBe(400);
    const changes = await web.get(paths.tools.publish(toolId), lead());
    expect(changes.html.text).toContain("What moderation asks of the audit");
    expect((await send({ intent: "usual" })).location).toBe(here);
    expect(await own()).toBeUndefined();
    expect(
      (await web.post(here, { version: "1" }, { as: world.people.auditor.email })).status,
    ).toBe(403);
  });

  it("of other kinds ask nothing of an audit itself", async () => {
    await installOther();
    const dip = (await listTools(world.db)).find(({ kind }) => kind === "dip-sample");
    await web.post(paths.tools.one(dip?.id ?? ""), { intent: "start" }, lead());
    expect((await web.get(paths.tools.auditQuality(dip?.id ?? ""), lead())).status).toBe(404);
  });

  const upload = (words: string, into = "new") => {
    const form = new FormData();
    form.set("file", new File([words], "tool.json", { type: "application/json" }));
    form.set("into", into);
    return web.post(paths.tools.import(), form, lead());
  };
  const fileOf = (definition: ToolDefinition) =>
    toolFile({ kind: "core", version: null, definition });

  it("refuse one area, prompt or question more than can be kept, and stay readable", async () => {
    const many = <T extends { code: string }>(one: T, count: number, words: object = {}): T[] =>
      Array.from({ length: count }, (_, n) => ({ ...one, ...words, code: `many-${n}` }));
    const [first = area("planning")] = coreV2.areas;
    const [prompt = { code: "seen", text: "Seen?" }] = first.prompts;
    const full = await upload(
      fileOf({
        ...coreV2,
        name: "Full",
        areas: many({ ...first, prompts: many(prompt, toolLimits.prompts) }, toolLimits.areas),
      }),
    );
    const begun = full.location ?? "";
    const id = begun.split("/")[2] ?? "";
    const draftPage = await web.get(begun, lead());
    const add = { version: versionOn(draftPage), intent: "add", name: "One more" };
    expect((await web.post(begun, add, lead())).errors).toEqual([
      `Remove an area first: a tool has at most ${toolLimits.areas}`,
    ]);
    const here = paths.tools.area(id, "many-0");
    const version = versionOn(await web.get(here, lead()));
    const more = { ...areaPosted(first.code), name: "Alone", version, intent: "add" };
    expect((await web.post(here, more, lead())).errors).toEqual([
      `Remove a prompt first: an area has at most ${toolLimits.prompts}`,
    ]);
    expect((await web.get(here, lead())).status).toBe(200);
    await installOther();
    const dip = (await listTools(world.db)).find(({ kind }) => kind === "dip-sample")?.id ?? "";
    await web.post(paths.tools.one(dip), { intent: "start" }, lead());
    const asked = paths.tools.questions(dip);
    let last: WebResponse | undefined;
    for (let n = 0; n < 13; n += 1)
      last = await web.post(
        asked,
        { version: versionOn(await web.get(asked, lead())), intent: "add" },
        lead(),
      );
    expect(last?.errors).toEqual(["Remove a question first: one exercise asks at most 20"]);
  });

  it("refuse an area called like another, and an answer given twice", async () => {
    await start();
    const page = await web.get(paths.tools.draft(toolId), lead());
    const twin = { version: versionOn(page), intent: "add", name: " planning " };
    expect((await web.post(paths.tools.draft(toolId), twin, lead())).errors).toEqual([
      "Enter another name: an area is called this",
    ]);
    const renamed = await saveArea("supervision", { name: "Planning" });
    expect(renamed.errors).toEqual(["Enter another name: an area is called this"]);
    const here = paths.tools.prompt(
      toolId,
      "supervision",
      area("supervision").prompts[0]?.code ?? "",
    );
    const version = versionOn(await web.get(here, lead()));
    const posted = { version, text: "Why?", answer: "choice", asked: "always" };
    const twice = await web.post(here, { ...posted, choices: "Away\nRefused\naway" }, lead());
    expect(twice.errors).toEqual(["Give each answer once: “away” is there twice"]);
  });

  it("brought in without an overall judgement get one written", async () => {
    const begun = (await upload(fileOf({ ...coreV2, name: "Bare", overall: null }))).location ?? "";
    const id = begun.split("/")[2] ?? "";
    expect(text(await web.get(begun, lead()))).toMatch(/Overall judgement[^.]*1 thing to correct/);
    const here = paths.tools.overall(id);
    const page = await web.get(here, lead());
    expect(page.status).toBe(200);
    const posted = {
      version: versionOn(page),
      about: "One judgement",
      "descriptors.good": "Sound",
    };
    const saved = await web.post(here, posted, lead());
    expect(saved.location).toBe(begun);
    expect((await findDraft(world.db, id))?.definition.overall?.about).toBe("One judgement");
  });

  it("say that figures are not compared across a version raised to a major one", async () => {
    await start();
    await saveArea("impact", { "descriptors.good": "Good now asks for more." });
    const version = versionOn(await web.get(paths.tools.publish(toolId), lead()));
    const raised = { version, raise: "yes", reason: "Good is harder to reach" };
    await web.post(paths.tools.publish(toolId), raised, lead());
    const page = await web.get(paths.tools.compare(toolId), lead());
    expect(text(page)).toContain("1 change from version 2 to version 3.");
    expect(text(page)).toContain("so their figures are not compared");
    expect(text(page)).not.toContain("can be compared");
  });

  it("show many changes a part at a time, each as one table, and all at once when asked", async () => {
    await world.db
      .insertInto("tool_version")
      .values({
        ...{ id: "version-one", tool_id: toolId, major: 1, minor: 0 },
        state: "published",
        definition: JSON.stringify(coreV1),
        published_at: "2022-01-01T09:00:00Z",
      })
      .execute();
    const changedTables = (page: WebResponse) =>
      page.html.all(".los-changes table").map((table) => table.one("caption").text);
    const page = await web.get(paths.tools.compare(toolId), lead());
    expect(changedTables(page)).toEqual(["The tool"]);
    const parts = page.html
      .all("main table")[0]
      ?.all("tbody th a")
      .map((link) => link.text);
    expect(parts).toContain("Assessment");
    expect(parts).toContain("Overall");
    const shown = await web.get(paths.tools.compare(toolId, { part: "Assessment" }), lead());
    expect(changedTables(shown)).toEqual(["Assessment"]);
    expect(shown.html.all(".los-changes thead th").map((cell) => cell.text)).toEqual([
      "What",
      "Before",
      "After",
    ]);
    const good = shown.html
      .all(".los-changes tbody tr")
      .find((row) => row.one("th").text.startsWith("The descriptor of Good changes"));
    expect(good?.all("td")[0]?.all("del").length).toBeGreaterThan(0);
    expect(good?.all("td")[1]?.all("ins").length).toBeGreaterThan(0);
    expect(text(shown)).toContain("Next: Planning");
    for (const part of ["all", "No such part"]) {
      const every = await web.get(paths.tools.compare(toolId, { part }), lead());
      expect(changedTables(every)).toEqual(parts);
    }
  });

  it("name in one line the areas that say the same in both", async () => {
    await start();
    await saveArea("impact", { about: "Changed" });
    const page = await web.get(paths.tools.compare(toolId), lead());
    const others = coreV2.areas.filter(({ code }) => code !== "impact").map(({ name }) => name);
    expect(text(page)).toContain(`The same in both: ${andList(others)}.`);
    expect(page.html.all(".los-changes caption").map((caption) => caption.text)).toEqual([
      area("impact").name,
    ]);
  });

  it("published are changed by no route and by no direct post", async () => {
    await start();
    await saveArea("impact", { about: "Changed" });
    const confirmed = versionOn(await web.get(paths.tools.publish(toolId), lead()));
    await web.post(paths.tools.publish(toolId), { version: confirmed }, lead());
    const stored = () => world.db.selectFrom("tool_version").selectAll().orderBy("id").execute();
    const before = await stored();
    const latest = (await listVersions(world.db, toolId))[0]?.id ?? "";
    const whole = { ...areaPosted("impact"), about: "Posted", version: "1", intent: "save" };
    const answers = await Promise.all(
      [
        paths.tools.draft(toolId),
        paths.tools.about(toolId),
        paths.tools.overall(toolId),
        paths.tools.themes(toolId),
        paths.tools.questions(toolId),
        paths.tools.auditQuality(toolId),
        paths.tools.area(toolId, "impact"),
        paths.tools.removeArea(toolId, "impact"),
        paths.tools.prompt(toolId, "impact", "impact-change"),
        paths.tools.publish(toolId),
        paths.tools.discard(toolId),
      ].map((path) => web.post(path, { ...whole, sure: "yes" }, lead())),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    for (const path of [
      paths.tools.version(toolId, latest),
      paths.tools.preview(toolId, latest),
      paths.tools.json(toolId, latest),
      paths.tools.compare(toolId),
    ])
      expect((await web.post(path, whole, lead())).status).toBeGreaterThanOrEqual(400);
    expect(await stored()).toEqual(before);
  });

  it("preview the overall judgement as the audit form shows it", async () => {
    const preview = await web.get(
      paths.tools.preview(toolId, versionId, { part: "overall" }),
      lead(),
    );
    const shown = text(preview);
    expect(shown).toContain(
      "It is your judgement of the practice as this child met it, not an average.",
    );
    expect(shown).toContain("Why this grade overall?");
    expect(shown.split(coreV2.overall?.about ?? "").length).toBe(2);
  });

  it("tell a lead whose prompt or area another lead removed, instead of losing the page", async () => {
    await start();
    const [prompt] = area("supervision").prompts;
    const here = paths.tools.prompt(toolId, "supervision", prompt?.code ?? "");
    const version = versionOn(await web.get(here, lead()));
    await saveArea("supervision", { intent: `remove:${prompt?.code}` });
    const late = await web.post(
      here,
      { version, text: "Mine?", answer: "scale", asked: "always" },
      lead(),
    );
    expect(late.status).toBe(409);
    expect(late.html.text).toContain("This prompt is not in the draft any more");
    const areaPage = paths.tools.area(toolId, "impact");
    const expected = versionOn(await web.get(areaPage, lead()));
    const remove = paths.tools.removeArea(toolId, "impact");
    await web.post(remove, { version: versionOn(await web.get(remove, lead())) }, lead());
    const gone = await web.post(areaPage, { ...areaPosted("impact"), version: expected }, lead());
    expect(gone.status).toBe(409);
    expect(gone.html.text).toContain("This area is not in the draft any more");
  });
});
