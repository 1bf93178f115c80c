/**
 * The search as people of every role meet it: what they are told of is open to them, what is not
 * told of is not, and what they looked for stands nowhere.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { exerciseAddress } from "~/overviews/learning-log/exercise-address";
import { readSearch } from "~/overviews/search/search.server";
import { paths } from "~/paths";
import { councilWide } from "~/rules/access/access";
import type { Actor } from "~/rules/access/people";
import { type SearchKind, searchKinds, termsOf } from "~/rules/search/search";
import { wordsOf } from "~/rules/search/tokens";
import { findActor } from "~db/access/people.server";
import type { Db } from "~db/core/open.server";
import { demonstrationAccounts } from "~db/demo/accounts";
import { loadDemonstration } from "~db/demo/load.server";
import { findExercise } from "~db/exercises/exercises.server";
import { indexChanges, unscopedIndexDifferences } from "~db/search/indexing.server";
import { listTexts, type SearchText } from "~db/search/texts.server";
import { databaseMaker } from "../../support/databases";
import { startWeb, type Web } from "../../support/web";

const makeDb = databaseMaker("sqlite");
const lead = { as: "qa-lead@demo.example" };

let db: Db;
let web: Web;

const report = (text: string) =>
  JSON.stringify({
    ...{ title: "A report", caption: "Cycle report", lead: text, standing: "final", about: [] },
    ...{ blocks: [{ kind: "text", text: "Supervision is told of" }], data: null },
  });

beforeAll(async () => {
  db = await makeDb();
  await loadDemonstration(db, new Date("2026-02-03T04:05:06.000Z"));
  const { id } = await db
    .selectFrom("exercise")
    .select("id")
    .where("kind", "=", "core")
    .where("state", "=", "closed")
    .executeTakeFirstOrThrow();
  const { id: by } = await db.selectFrom("person").select("id").executeTakeFirstOrThrow();
  for (const [at, audience] of (["staff", "staff", "publication"] as const).entries()) {
    const number = audience === "staff" ? at + 1 : 1;
    await db
      .insertInto("report_edition")
      .values({
        ...{ id: `${audience}-${number}`, exercise_id: id, audience, number, basis: "final" },
        ...{ title: `Report for ${audience}`, content: report(`Meant for ${audience}`) },
        ...{ cells: "", changes: "[]", why: "", published_by: by },
        published_at: `2024-02-0${at + 1}T10:00:00.000Z`,
      })
      .execute();
  }
  web = await startWeb(db, { context: { demonstration: true } });
}, 120_000);

const search = (form: Record<string, string>, as = lead) => web.post(paths.search(), form, as);

describe("The page of the search", () => {
  it("shows what has the words, marked as they were written, with where it comes from", async () => {
    const page = await search({ words: "STRATEGY meet" });
    expect(page.status).toBe(200);
    expect(page.html.one("h2#results").text).toMatch(/^\d+ results for “STRATEGY meet”$/);
    const results = page.html.all(".los-search__result");
    expect(results.length).toBeGreaterThan(3);
    for (const result of results) expect(result.all("mark").length).toBeGreaterThan(0);
    const [first] = results;
    expect(first?.all("mark").map(({ text }) => text.toLowerCase())).toContain("strategy");
    expect(first?.one(".los-search__facts").text).toMatch(/ · .* 20\d\d/);
    expect(page.html.one("#words").attribute("value")).toBe("STRATEGY meet");
  });

  it("shows one kind alone, and twenty a page", async () => {
    const all = await search({ words: "supervision" });
    expect(all.html.all(".los-search__result")).toHaveLength(20);
    const chips = all.html.all(".los-search__kind").map(({ text }) => text);
    const count = (name: string) =>
      Number(/\((\d+)\)/.exec(chips.find((one) => one.startsWith(name)) ?? "")?.[1]);
    const parts = chips.slice(1).map((one) => Number(/\d+/.exec(one)?.[0]));
    expect(count("All")).toBe(parts.reduce((sum, one) => sum + one, 0));
    let actions = 0;
    for (let page = 1; page <= Math.ceil(count("Actions") / 20); page += 1) {
      const shown = await search({ words: "supervision", kind: "action", page: String(page) });
      expect(shown.html.one(".los-search__kind[aria-pressed=true]").text).toContain("Actions");
      const facts = shown.html.all(".los-search__facts").map(({ text }) => text);
      expect(facts.every((text) => text.startsWith("Action"))).toBe(true);
      actions += facts.length;
    }
    expect(actions).toBe(count("Actions"));
    const beyond = await search({ words: "supervision", kind: "nothing", page: "999999999" });
    expect(beyond.status).toBe(200);
  });

  it.each([
    ["", "Enter a word to look for"],
    ["  ", "Enter a word to look for"],
    ["* “” –", "Enter a word to look for"],
    ['"', "Enter a word to look for"],
    ["a b c d e f g h i j k l m", "Enter 12 words or fewer"],
  ])("asks for a word instead of %j", async (words, message) => {
    const page = await search({ words });
    expect([page.status, page.errors]).toEqual([400, [message]]);
    expect(page.html.one("#words").attribute("value")).toBe(words);
  });

  it("asks for less where more was typed than a person looks for", async () => {
    const page = await search({ words: "x".repeat(10_000) });
    expect(page.status).toBe(400);
    expect(page.errors).toEqual(["Enter a word to look for in 200 characters or fewer"]);
    expect(page.html.one("#words").attribute("value")).toHaveLength(10_000);
  });

  it.each(["NEAR(", "a\u0000b", "' or 1=1 --", "tags:kaction", "🙂 x", "\ud800 x"])(
    "takes %j as words",
    async (words) => {
      expect((await search({ words })).status).toBe(200);
    },
  );

  it("says what can be found, by whom, when there is nothing", async () => {
    const asked = await web.get(paths.search(), { as: "scrutiny@demo.example" });
    expect(asked.html.one("main").text).toContain("You can find reports, as far as");
    const none = await search({ words: "quixotically" });
    expect(none.html.one("h2#results").text).toBe("Nothing found for “quixotically”");
    expect(none.html.one("main").text).toContain(
      "findings, learning, actions, exercises and reports",
    );
    for (const role of ["partner", "admin"]) {
      const refused = await search({ words: "plan" }, { as: `${role}@demo.example` });
      expect(refused.status).toBe(403);
    }
  });

  it("keeps what was looked for out of every address, log and table", async () => {
    const words = "Wilhelmina Featherstonehaugh";
    const page = await search({ words });
    expect(page.body.match(/(href|action)="[^"]*Wilhelmina/i)).toBeNull();
    expect(web.log.join()).not.toMatch(/wilhelmina/i);
    for (const { name, isView } of await db.introspection.getTables()) {
      if (isView || name.startsWith("search_words")) continue;
      const rows = await db
        .selectFrom(name as "event")
        .selectAll()
        .execute();
      expect([name, /wilhelmina/i.test(JSON.stringify(rows))]).toEqual([name, false]);
    }
  });

  it("finds the last edition of a report alone, and one for staff by nobody else", async () => {
    const hrefs = async (role: string) =>
      (await search({ words: '"told of"', kind: "report" }, { as: `${role}@demo.example` })).html
        .all(".los-search__title a")
        .map((link) => link.attribute("href"));
    expect(await hrefs("qa-lead")).toEqual(["/reports/publication-1", "/reports/staff-2"]);
    expect(await hrefs("scrutiny")).toEqual(["/reports/publication-1"]);
    expect(await hrefs("team-manager")).toEqual([]);
  });

  it("leads from a merged learning to the one it is in", async () => {
    const [from, into] = await db.selectFrom("learning").select("id").limit(2).execute();
    await db
      .updateTable("learning")
      .set({ what: "Zinnias are merged", merged_into_id: into?.id ?? "" })
      .where("id", "=", from?.id ?? "")
      .execute();
    const page = await search({ words: "zinnias" });
    const link = page.html.one(".los-search__title a");
    expect(link.attribute("href")).toBe(paths.learning.one(into?.id ?? ""));
    expect(page.html.one(".los-search__facts .govuk-tag").text).toMatch(/^Now in L-\d+$/);
  });
});

describe("What each role is told of", { timeout: 240_000 }, () => {
  const texts = new Map<string, SearchText & { kind: SearchKind }>();
  const places = new Map<string, string[]>();
  let words: string[] = [];

  /** The pages that would show what a record says. */
  async function pagesOf(kind: SearchKind, id: string, actor: Actor): Promise<string[]> {
    if (kind === "action") return [paths.log.one(id)];
    if (kind === "learning") return [paths.learning.one(id)];
    if (kind === "report") return [paths.reports.edition(id)];
    const [exerciseId, auditId] = places.get(id) ?? [id];
    if (auditId) return [paths.audits.read(auditId)];
    const exercise = await findExercise(db, exerciseId ?? "");
    const own = exercise && exerciseAddress(actor, exercise, councilWide);
    const core = exercise?.kind === "core";
    return [
      ...(own ? [own] : []),
      core ? paths.exercises.one(exercise.id) : paths.exercises.summary(exercise?.id ?? ""),
      ...(core && exercise.state === "closed" ? [paths.exercises.report(exercise.id)] : []),
    ];
  }

  beforeAll(async () => {
    await indexChanges(db, 100_000);
    for (const kind of searchKinds) {
      const rows = await db
        .selectFrom("search_record")
        .select("record_id as id")
        .where("kind", "=", kind)
        .execute();
      const ids = rows.map(({ id }) => id);
      for (const text of await listTexts(db, kind, ids)) texts.set(text.id, { ...text, kind });
    }
    const findings = await db.selectFrom("finding").selectAll().execute();
    for (const one of findings) places.set(one.id, [one.exercise_id, one.audit_id ?? ""]);
    // Words that many records have, and words of one alone, spread over all there are.
    const all = [...texts.values()].flatMap(({ title, body }) =>
      wordsOf([title, ...body].join(" ")),
    );
    const some = [...new Set(all)].sort();
    words = some.filter((_, at) => at % Math.ceil(some.length / 14) === 0);
    words.push("plan", "supervision", "late");
  }, 60_000);

  it.each(
    demonstrationAccounts
      .map(({ email }) => email)
      .filter((email) => !/^(partner|admin)/.test(email)),
  )("is what is open to %s, and nothing else", async (email) => {
    const { id } = await db
      .selectFrom("person")
      .select("id")
      .where("email", "=", email)
      .executeTakeFirstOrThrow();
    const actor = await findActor(db, id, "2024-04-15");
    if (!actor) throw new Error(email);
    const told = new Map<string, string>();
    const untold = new Set<string>();
    for (const word of words) {
      const terms = termsOf(`"${word}"`);
      const hits = new Map<string, string>();
      let whole: SearchKind[] = [];
      for (let page = 1, pages = 1; page <= pages; page += 1) {
        const found = await readSearch({ db, actor }, { terms, kind: null, page });
        pages = found.pages;
        // Of a kind of which there are more than are listed, the rest may well be open.
        whole = searchKinds.filter(
          (kind) => !found.kinds.some((one) => one.kind === kind && one.more),
        );
        for (const one of found.results) hits.set(one.id, one.href);
        const counted = found.kinds.reduce((sum, { count }) => sum + count, 0);
        if (page === pages && pages > 0) expect([word, hits.size]).toEqual([word, counted]);
      }
      for (const [hit, href] of hits) told.set(hit, href);
      for (const { id: record, kind, title, body } of texts.values()) {
        const has = [title, ...body].some((text) => wordsOf(text).includes(word));
        if (has && !hits.has(record) && whole.includes(kind)) untold.add(record);
        if (hits.has(record)) expect([word, record, has]).toEqual([word, record, true]);
      }
    }
    // Of each kind a spread of both: a request each.
    const spread = (ids: readonly string[]) =>
      searchKinds.flatMap((kind) => {
        const own = ids.filter((one) => texts.get(one)?.kind === kind);
        return own.filter((_, at) => at % Math.ceil(own.length / 4) === 0);
      });
    expect([...told.keys()].filter((one) => untold.has(one))).toEqual([]);
    for (const record of spread([...told.keys()])) {
      let at = told.get(record) ?? "";
      let page = await web.get(at, { as: email });
      while (page.location) {
        at = page.location;
        page = await web.get(at, { as: email });
      }
      expect([record, at, page.status]).toEqual([record, at, 200]);
    }
    // Open all the same, and left out: the edition that a later one replaced.
    untold.delete("staff-1");
    for (const record of spread([...untold])) {
      const text = texts.get(record);
      if (!text) continue;
      for (const at of await pagesOf(text.kind, record, actor)) {
        const page = await web.get(at, { as: email });
        const shown =
          page.status === 200 && page.html.one("main").text.includes(text.title.slice(7));
        expect([record, at, shown]).toEqual([record, at, false]);
      }
    }
  });

  it("is indexed as the records say", async () => {
    expect(await unscopedIndexDifferences(db)).toEqual([]);
  });
});
