/**
 * Walks the pages of the demonstration as everyone who has an account there, and gathers every text
 * area with the form it stands in, and every field that only one answer of its form calls for.
 */
import { pathToFileURL } from "node:url";
import type { ServerBuild } from "@remix-run/node";
import { paths } from "~/paths";
import type { Db } from "~db/core/open.server";
import { demonstrationAccounts } from "~db/demo/accounts";
import { addAsked } from "./asked-states";
import type { HtmlNode } from "./html";
import { type Revealed, revealedBy } from "./revealed";
import type { Web } from "./web";

/** A text area that someone was shown. */
export type Shown = {
  route: string;
  address: string;
  email: string;
  name: string;
  form: HtmlNode | null;
};

/** How many pages of one kind are looked at as one person, each with other things asked for. */
const most = 2;

/** And how many of one route, for a list that filters by six things has a kind for each choice of them. */
const mostOfRoute = 10;

type Pattern = { route: string; pattern: RegExp; file: string };

async function findPatterns(): Promise<Pattern[]> {
  const file = pathToFileURL("build-test/server/index.js").href;
  const build: ServerBuild = await import(/* @vite-ignore */ file);
  return Object.values(build.routes).flatMap((route) =>
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

const routeOf = (patterns: readonly Pattern[], path: string) =>
  patterns
    .filter(({ pattern }) => pattern.test(path))
    // "/exercises/plan" is a page of its own, not the exercise called "plan".
    .sort(
      (a, b) => a.pattern.source.split("[^/]+").length - b.pattern.source.split("[^/]+").length,
    )[0]?.route;

/** What is downloaded holds no form, and takes long to make. */
const isFile = (path: string) => /\.[a-z]{3,4}$|.\/files\//.test(path);

/** Follows the links of the pages from one's home on, a few of each kind. */
async function walk(
  web: Web,
  patterns: readonly Pattern[],
  email: string,
  starts: readonly string[],
) {
  const shown: Shown[] = [];
  const revealed: Revealed[] = [];
  const met = new Map<string, number>();
  const timesMet = (kind: string) => met.get(kind) ?? 0;
  const seen = new Set<string>();
  const waiting = [...starts];
  for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
    const url = new URL(address, "http://here");
    const route = routeOf(patterns, url.pathname);
    const kind = `${route} ${[...url.searchParams.keys()].sort().join(",")}`;
    const isStart = starts.includes(address);
    if (!route || seen.has(address)) continue;
    if (!isStart && (timesMet(kind) >= most || timesMet(route) >= mostOfRoute)) continue;
    if (isFile(url.pathname) || url.pathname === paths.signOut()) continue;
    seen.add(address);
    if (!isStart) for (const one of [kind, route]) met.set(one, timesMet(one) + 1);
    const page = await web.get(url.pathname + url.search, { as: email });
    if (page.status !== 200 || !page.body.includes("<main")) continue;
    const at = { route, address: url.pathname + url.search, email };
    shown.push(...look(page.html, at));
    revealed.push(...page.html.all("main form").flatMap((form) => revealedBy(form, at)));
    const links = page.html.all("main a[href], header a[href], nav a[href]");
    waiting.push(...links.map((link) => new URL(link.attribute("href") ?? "", url).href));
  }
  return { shown, revealed };
}

function look(html: HtmlNode, at: Pick<Shown, "route" | "address" | "email">): Shown[] {
  const inForms = html
    .all("form")
    .flatMap((form) =>
      form.all("textarea").map((box) => ({ ...at, form, name: box.attribute("name") ?? "" })),
    );
  const bare = html.all("textarea").length - inForms.length;
  return [...inForms, ...Array.from({ length: bare }, () => ({ ...at, form: null, name: "" }))];
}

/** States that nobody of the demonstration's accounts is in: made here, by the shortest way. */
async function addStates(db: Db) {
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

/** Every text area that someone was shown, and the pages there are. */
export async function walkForms(db: Db, web: Web) {
  const patterns = await findPatterns();
  const states = await addStates(db);
  const asked = await addAsked(db, web);
  const shown: Shown[] = [];
  const revealed: Revealed[] = [];
  for (const { email } of demonstrationAccounts) {
    const leads = /^(qa-lead|service-manager|auditor)@/.test(email);
    const answers = /^(qa-lead|admin)@/.test(email);
    const starts = [...(leads ? states : []), ...(answers ? asked : []), paths.home()];
    const found = await walk(web, patterns, email, starts);
    shown.push(...found.shown);
    revealed.push(...found.revealed);
  }
  return { patterns, shown, revealed };
}
