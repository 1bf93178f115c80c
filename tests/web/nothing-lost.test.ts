/**
 * Nothing typed is lost, anywhere: walks the pages of the demonstration as everybody who has an
 * account there, and looks at every text area. Each stands in a form that is saved as it is typed,
 * which is tried here, or in one that asks before its page is left. A page that can hold a text area
 * and was not met with one fails, so that a new form is looked at too.
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { ServerBuild } from "@remix-run/node";
import { beforeAll, expect, it } from "vitest";
import { paths } from "~/paths";
import { type AnswerBase, baseOf } from "~/rules/answer-merge";
import type { SaveAnswer } from "~/rules/save-queue";
import { demonstrationAccounts } from "~db/demo/accounts";
import { loadDemonstration } from "~db/demo/load.server";
import type { Db } from "~db/open.server";
import { databaseMaker } from "../support/databases";
import type { HtmlNode } from "../support/html";
import { startWeb, type Web } from "../support/web";

const makeDb = databaseMaker("sqlite");

/** A text area that somebody was shown. */
type Shown = { route: string; address: string; email: string; name: string; form: HtmlNode | null };

/** How many pages of one kind are looked at as one person, each with other things asked for. */
const most = 2;

let db: Db;
let web: Web;
let patterns: { route: string; pattern: RegExp; file: string }[] = [];
const shown: Shown[] = [];

async function findPatterns() {
  const file = pathToFileURL("build-test/server/index.js").href;
  const build: ServerBuild = await import(/* @vite-ignore */ file);
  patterns = Object.values(build.routes).flatMap((route) =>
    route && route.id !== "root" && route.path !== "*"
      ? [
          {
            route: route.id,
            pattern: new RegExp(`^/${(route.path ?? "").replace(/:\w+/g, "[^/]+")}$`),
            file: `app/${route.id}.tsx`,
          },
        ]
      : [],
  );
}

const routeOf = (path: string) =>
  patterns
    .filter(({ pattern }) => pattern.test(path))
    // "/exercises/plan" is a page of its own, not the exercise called "plan".
    .sort(
      (a, b) => a.pattern.source.split("[^/]+").length - b.pattern.source.split("[^/]+").length,
    )[0]?.route;

/** Follows the links of the pages from one's home on, a few of each kind. */
async function walk(email: string, starts: readonly string[]) {
  const met = new Map<string, number>();
  const seen = new Set<string>();
  const waiting = [...starts];
  for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
    const url = new URL(address, "http://here");
    const route = routeOf(url.pathname);
    const kind = `${route} ${[...url.searchParams.keys()].sort().join(",")}`;
    const isStart = starts.includes(address);
    if (!route || seen.has(address) || (!isStart && (met.get(kind) ?? 0) >= most)) continue;
    if (/\.(csv|json)$|sign-out/.test(url.pathname)) continue;
    seen.add(address);
    if (!isStart) met.set(kind, (met.get(kind) ?? 0) + 1);
    const page = await web.get(url.pathname + url.search, { as: email });
    if (page.status !== 200 || !page.body.includes("<main")) continue;
    look(page.html, { route, address: url.pathname + url.search, email });
    const links = page.html.all("main a[href], header a[href], nav a[href]");
    waiting.push(...links.map((link) => new URL(link.attribute("href") ?? "", url).href));
  }
}

function look(html: HtmlNode, at: Pick<Shown, "route" | "address" | "email">) {
  const inForms = html
    .all("form")
    .flatMap((form) =>
      form.all("textarea").map((box) => ({ ...at, form, name: box.attribute("name") ?? "" })),
    );
  const bare = html.all("textarea").length - inForms.length;
  shown.push(...inForms, ...Array.from({ length: bare }, () => ({ ...at, form: null, name: "" })));
}

/** A page and its parts, as far as they stand in files of views. */
function partsOf(file: string, seen = new Set<string>()): string[] {
  if (seen.has(file) || !existsSync(file) || file.endsWith("text-area.tsx")) return [];
  seen.add(file);
  const source = readFileSync(file, "utf8");
  const names = [...source.matchAll(/from "(\.{1,2}\/[^"]+|~\/ui\/[^"]+)"/g)].map(
    ([, at = ""]) => at,
  );
  const parts = names.map((at) =>
    at.startsWith("~") ? `app${at.slice(1)}` : join(dirname(file), at),
  );
  return [source, ...parts.flatMap((part) => partsOf(`${part}.tsx`, seen))];
}

/** It reads a tool with parts of its editor, and holds no form at all. */
const readsAlone = "routes/tools/version";

const holdsTextArea = (source: string) => /<(TextArea|textarea)\b/.test(source);

/** States that nobody of the demonstration's accounts is in: made here, by the shortest way. */
async function addStates() {
  const { id } = await db
    .selectFrom("exercise")
    .select("id")
    .where("title", "=", "Pre-proceedings letters")
    .executeTakeFirstOrThrow();
  const open = { state: "auditing" as const, closed_at: null };
  await db.updateTable("exercise").set(open).where("id", "=", id).execute();
  await db
    .updateTable("audit")
    .set({ state: "started" })
    .where("exercise_id", "=", id)
    .where("state", "<>", "withdrawn")
    .execute();
  const exercises = await db.selectFrom("exercise").select("id").execute();
  const audits = await db
    .selectFrom("audit")
    .select(["id", "exercise_id as exerciseId"])
    .where("state", "in", ["allocated", "started"])
    .where("origin", "=", "drawn")
    .limit(3)
    .execute();
  return [
    ...exercises.flatMap((one) => [
      paths.exercises.cancel(one.id),
      paths.exercises.samplePlan(one.id),
      paths.exercises.cases(one.id),
      paths.exercises.draw(one.id),
    ]),
    ...audits.flatMap((one) => [
      paths.exercises.changeAudits(one.exerciseId, { audit: one.id }),
      paths.exercises.allocateOne(one.exerciseId, one.id),
      paths.audits.check(one.id),
    ]),
    paths.exercises.grid(id),
    paths.exercises.findings(id, { add: "strength" }),
    paths.exercises.findings(id, { add: "action" }),
  ];
}

beforeAll(async () => {
  await findPatterns();
  db = await makeDb();
  await loadDemonstration(db, new Date("2026-01-05T09:00:00Z"));
  web = await startWeb(db);
  const states = await addStates();
  for (const { email } of demonstrationAccounts) {
    const leads = /^(qa-lead|service-manager|auditor)@/.test(email);
    await walk(email, [...(leads ? states : []), paths.home()]);
  }
}, 300_000);

it("walks the pages of everybody", () => {
  expect(new Set(shown.map(({ email }) => email)).size).toBeGreaterThan(5);
  expect(shown.length).toBeGreaterThan(50);
});

it("meets every page that can hold a text area, or reads that its form is one that asks", () => {
  const met = new Set(shown.map(({ route }) => route));
  const unmet = patterns
    .map(({ route, file }) => ({ route, parts: partsOf(file) }))
    .filter(({ route }) => !met.has(route) && route !== readsAlone)
    .filter(({ parts }) => parts.some(holdsTextArea));
  expect(met.size).toBeGreaterThan(unmet.length);
  const bare = unmet.filter(({ parts }) => {
    const inPlainForm = parts.some((source) =>
      [...source.matchAll(/<(form|Form)\b[\s\S]*?<\/\1>/g)].some(([form]) => holdsTextArea(form)),
    );
    const own = parts.filter((source) => /from "~\/ui\//.test(source) && holdsTextArea(source));
    const asks = parts.some((source) => /<(GovFormBody|WrittenBody|DraftBody)\b/.test(source));
    return inPlainForm || (own.length > 0 && !asks);
  });
  expect(bare.map(({ route }) => route)).toEqual([]);
});

it("has every text area in a form that is saved as it is typed, or that asks", () => {
  const open = shown.filter(({ route, form }) => {
    // A preview of a tool, which says itself that nothing typed in it is kept.
    if (route === "routes/tools/preview") return false;
    const leaving = form?.attribute("data-leaving");
    const saved = leaving === "saved" && form?.attribute("data-saves-to") !== undefined;
    return form?.attribute("data-gov-form") === undefined || !(saved || leaving === "asks");
  });
  expect(open.map(({ address, name }) => `${address}: ${name}`)).toEqual([]);
});

it("shows again what was typed and never sent, in each form that says so", async () => {
  const tried = new Set<string>();
  for (const one of shown) {
    const { form, name, email, address } = one;
    const to = form?.attribute("data-saves-to");
    if (!form || !to || tried.has(`${one.route} ${name.replace(/[\da-f-]{36}/g, "")}`)) continue;
    tried.add(`${one.route} ${name.replace(/[\da-f-]{36}/g, "")}`);
    const field = (form.attribute("data-saves-as") ?? "") + name;
    const fresh = (await web.get(address, { as: email })).html;
    const box = fresh.all("textarea").find((area) => area.attribute("name") === name);
    const carried = fresh.first('input[name="bases"]')?.attribute("value");
    const bases: Record<string, AnswerBase> = carried ? JSON.parse(carried) : {};
    const base = bases[field] ?? baseOf({ value: box?.written ?? "", version: 0 });
    const { id } = await db
      .selectFrom("person")
      .select("id")
      .where("email", "=", email)
      .executeTakeFirstOrThrow();
    const body = {
      visit: `walk-${tried.size}-of-all`,
      number: 1,
      changes: { [field]: { value: `Typed by ${email}`, ...base } },
      versions: {},
    };
    const headers = { "Content-Type": "application/json", "X-Person": id };
    const answer = await web.send(to, JSON.stringify(body), { as: email, headers });
    const said = answer.json() as SaveAnswer;
    expect([address, answer.status, Object.keys(said.saved ?? {})]).toEqual([
      address,
      200,
      [field],
    ]);
    const again = (await web.get(address, { as: email })).html;
    const kept = again.all("textarea").find((area) => area.attribute("name") === name);
    expect([address, kept?.written]).toEqual([address, `Typed by ${email}`]);
  }
  const routes = new Set([...tried].map((one) => one.split(" ")[0]));
  expect(routes.size).toBeGreaterThan(12);
});
