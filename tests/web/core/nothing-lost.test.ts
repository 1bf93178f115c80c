/**
 * Nothing typed is lost, anywhere: walks the pages of the demonstration as everyone who has an
 * account there, and looks at every text area. Each stands in a form that is saved as it is typed,
 * which is tried here, or in one that asks before its page is left. A page that can hold a text area
 * and was not met with one fails, so that a new form is looked at too. And what is typed under an
 * answer that is then not chosen is kept, or the form is refused in words with the text still there.
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { type AnswerBase, baseOf } from "~/rules/core/answer-merge";
import type { SaveAnswer } from "~/rules/core/save-queue";
import { readWeek } from "~/server/demonstration-sessions.server";
import type { Db } from "~db/core/open.server";
import { loadDemonstration } from "~db/demo/load.server";
import { demonstration } from "~db/demo/open";
import { databaseMaker } from "../../support/databases";
import { walkForms } from "../../support/every-form";
import type { HtmlNode } from "../../support/html";
import { otherAnswers, postedAsShown, type Revealed } from "../../support/revealed";
import { startWeb, type Web } from "../../support/web";

const makeDb = databaseMaker("sqlite");

let db: Db;
let web: Web;
let { patterns, shown, revealed }: Awaited<ReturnType<typeof walkForms>> = {
  patterns: [],
  shown: [],
  revealed: [],
};

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

/** Its answers show choices alone: nothing is typed there. */
const choosesAlone = "routes/caseload/reference";

const holdsTextArea = (source: string) => /<(TextArea|textarea)\b/.test(source);

beforeAll(async () => {
  db = await makeDb();
  await loadDemonstration(db, new Date("2026-01-05T09:00:00Z"));
  await demonstration.observe(db, "2026-01-05T09:00:00Z", readWeek);
  await demonstration.hearFamilies(db, "2026-01-05T09:00:00Z");
  web = await startWeb(db);
  ({ patterns, shown, revealed } = await walkForms(db, web));
}, 300_000);

it("walks the pages of everyone", () => {
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
    // Previews of a tool and of a feedback form, which say themselves that nothing typed is kept.
    if (route === "routes/tools/preview" || route === "routes/family-feedback/form") return false;
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

it("meets every page on which an answer shows more fields", () => {
  const met = new Set(revealed.map(({ route }) => route));
  const unmet = patterns.filter(
    ({ route, file }) =>
      !met.has(route) &&
      route !== readsAlone &&
      route !== choosesAlone &&
      partsOf(file).some((source) => /\bconditional:/.test(source)),
  );
  expect(unmet.map(({ route }) => route)).toEqual([]);
});

/** What is wrong once a text was typed under one answer and another was sent. */
async function lost(one: Revealed, name: string, other: string): Promise<string | null> {
  const { form, email, address, question, label } = one;
  const fresh = await web.get(address, { as: email });
  const isSame = ({ html }: typeof fresh) =>
    html.all("main form").find((held) => held.all(`[name="${name}"]`).length > 0);
  const posted: Record<string, string[]> = { ...postedAsShown(isSame(fresh) ?? form) };
  posted[question] = other === "" ? [] : [other];
  posted[name] = [typed];
  const to = form.attribute("action") ?? address;
  const answer = await web.post(to, posted, { as: email });
  const page = answer.status === 302 ? await web.get(address, { as: email }) : answer;
  const box = isSame(page)?.all(`[name="${name}"]`)[0];
  const stands = box && (box.tag === "textarea" ? box.written : box.attribute("value"));
  const at = `${address}: ${name} under “${other}”`;
  if (stands !== typed) return `${at}: lost, ${answer.status} ${answer.errors.join("; ")}`;
  if (answer.status === 302) return null;
  const said = answer.errors.flatMap((error) => /^Choose “(.+)” to keep /.exec(error)?.[1] ?? []);
  return said.some((quoted) => label.startsWith(quoted))
    ? null
    : `${at}: “${label}” is not named in ${answer.errors.join("; ")}`;
}

const typed = "Typed under another answer";

it("keeps what was typed under an answer that was not chosen, or says so", async () => {
  const tried = new Set<string>();
  const faults: (string | null)[] = [];
  for (const one of revealed) {
    for (const name of one.texts) {
      const kind = `${one.route} ${name.replace(/\.\d+\b/g, "")}`;
      if (tried.has(kind)) continue;
      tried.add(kind);
      for (const other of otherAnswers(one)) faults.push(await lost(one, name, other));
    }
  }
  expect(faults.filter(Boolean)).toEqual([]);
  const routes = new Set([...tried].map((one) => one.split(" ")[0]));
  expect(routes.size).toBeGreaterThan(7);
}, 300_000);

/** What the form posts with every box empty and nothing chosen, or the first choice of each. */
function emptied(form: HtmlNode, chosen: boolean): Record<string, string | string[]> {
  const posted: Record<string, string | string[]> = {};
  for (const input of form.all("input, textarea, select")) {
    const name = input.attribute("name") ?? "";
    const type = input.attribute("type") ?? "";
    if (name === "" || type === "file" || type === "checkbox") continue;
    if (type === "hidden") {
      const before = posted[name] ?? [];
      posted[name] = [
        ...(Array.isArray(before) ? before : [before]),
        input.attribute("value") ?? "",
      ];
    } else if (type !== "radio") posted[name] = "";
    else if (chosen) posted[name] ??= input.attribute("value") ?? "";
  }
  const button = form.first("button[name]:not([formnovalidate])");
  if (button) posted[button.attribute("name") ?? ""] = button.attribute("value") ?? "";
  return posted;
}

/** What is not as it should be with the page's summary; null where the page has none. */
function misplaced(html: HtmlNode): string[] | null {
  const places = html.all(".govuk-error-summary, h1, [id]");
  const first = (is: (node: HtmlNode) => boolean) => places.findIndex(is);
  const summary = first((node) => /govuk-error-summary$/.test(node.attribute("class") ?? ""));
  if (summary < 0) return null;
  const faults = summary < first(({ tag }) => tag === "h1") ? [] : ["stands below the heading"];
  const targets = html
    .all(".govuk-error-summary__list a")
    .map((link) => link.attribute("href") ?? "")
    .filter((href) => href.startsWith("#"))
    .map((href) => ({ href, at: first((node) => `#${node.attribute("id")}` === href) }));
  targets.forEach(({ href, at }, n) => {
    if (at < 0) faults.push(`${href} is nowhere`);
    else if (at < (targets[n - 1]?.at ?? 0)) faults.push(`${href} comes too late`);
  });
  return faults;
}

it("says what is wrong before the heading, in the order of the fields", async () => {
  const faults: string[] = [];
  const refused = new Set<string>();
  for (const chosen of [false, true]) {
    const tried = new Set<string>();
    for (const { form, route, address, email, name } of shown) {
      const kind = `${route} ${name.replace(/[\da-f-]{36}/g, "")}`;
      if (!form || tried.has(kind) || form.attribute("method") === "get") continue;
      tried.add(kind);
      const to = form.attribute("action") ?? address;
      const answer = await web.post(to, emptied(form, chosen), { as: email });
      const found = answer.status === 400 ? misplaced(answer.html) : null;
      if (found) refused.add(route);
      faults.push(...(found ?? []).map((fault) => `${address} (${name}): ${fault}`));
    }
  }
  expect(faults).toEqual([]);
  expect(refused.size).toBeGreaterThan(20);
}, 300_000);
