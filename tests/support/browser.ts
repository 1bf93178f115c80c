/**
 * Drives Chromium against the real server with the demonstration loaded; one server a suite.
 *
 *   describeBrowser("The learning log", (browser) => {
 *     it("shows what is overdue", async () => {
 *       const page = await browser.open({ as: "qa-lead@demo.example" });   // signed in, a fresh context
 *       await page.goto("/actions?overdue=yes");
 *       expect(await page.locator("h1").innerText()).toBe("Learning log");
 *       expect(await axe(page)).toEqual([]);
 *     });
 *   });
 *
 * `open({ javaScript: false })` and `open({ phone: true })` change the context; a third argument
 * `{ database: "postgres" }` or `{ demonstration: false }` changes the server. `goto` and `reload`
 * end when the scripts have taken the page over, unless `waitUntil` says otherwise. A test that
 * fails says what its pages showed.
 *
 * SCREENSHOTS names a folder for `screenshot(page, name)`; SLOWED=6 makes the browser's processor
 * six times slower, to look for races. Without Chromium these suites are skipped; with CI=true they
 * fail.
 */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AxeResults } from "axe-core";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, inject, it } from "vitest";
import { openDatabase } from "~db/core/open.server";
import { findSettings } from "~db/core/settings.server";
import { demonstrationPassword } from "~db/demo/accounts";
import { copyPostgres } from "./databases";
import { hearComplaints, pagesInWords } from "./failed-pages";
import { settled, withoutScripts } from "./settled";
import { type Site, startSite } from "./site";

const chromiumPath = process.env.CHROMIUM || "/usr/bin/chromium-headless-shell";
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-background-networking",
  "--no-first-run",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

export interface OpenOptions {
  /** Email address of the person, signed in before the tests began; nobody when left out. */
  as?: string;
  /** In a session of its own, for a test that ends sessions. */
  afresh?: boolean;
  javaScript?: boolean;
  /** A window of 390 by 844 pixels instead of 1280 by 900. */
  phone?: boolean;
}

export interface SuiteOptions {
  database?: "sqlite" | "postgres";
  demonstration?: boolean;
}

export interface TestBrowser {
  /** The address of the server, without a path. */
  readonly url: string;
  /** Everything that the server wrote so far. */
  readonly output: string;
  /** Where its data are: for looking at what is stored. */
  readonly database: string;
  /** Where the server keeps its files. */
  readonly dataDir: string;
  /** A page in a context of its own, closed after the test. */
  open(options?: OpenOptions): Promise<Page>;
  /** Ends the server in the middle of whatever it does. */
  crash(): Promise<void>;
  /** Goes on so many days later: the server is ended and started again with its clock moved. */
  later(days: number): Promise<void>;
  /** Starts a server again after `crash`, at the same address and with the same data. */
  restart(): Promise<void>;
}

/** A suite with a browser and a server of its own. */
export function describeBrowser(
  name: string,
  suite: (browser: TestBrowser) => void,
  options: SuiteOptions = {},
): void {
  const missing = [
    existsSync(chromiumPath) ? "" : "Chromium",
    options.database !== "postgres" || inject("postgresUrl") ? "" : "PostgreSQL",
  ].filter(Boolean);
  if (missing.length === 0) {
    closeChromiumAfterFile();
    describe(name, () => suite(browserForSuite(options)));
  } else if (process.env.CI === "true") {
    describe(name, () => {
      it(`has ${missing.join(" and ")}`, () => {
        throw new Error(`Missing, and CI does not skip its tests: ${missing.join(", ")}.`);
      });
    });
  } else {
    describe.skip(name, () => suite(browserForSuite(options)));
  }
}

let launched: Promise<Browser> | undefined;
let willClose = false;

/** The suites of a file share one Chromium; their contexts keep them apart. The next file starts anew. */
function launchChromium(): Promise<Browser> {
  launched ??= chromium.launch({ executablePath: chromiumPath, args: flags, timeout: 180_000 });
  return launched;
}

function closeChromiumAfterFile(): void {
  if (willClose) return;
  willClose = true;
  afterAll(async () => {
    const ending = launched;
    launched = undefined;
    willClose = false;
    await (await ending)?.close();
  });
}

function browserForSuite({ database = "sqlite", demonstration = true }: SuiteOptions): TestBrowser {
  let browser: Browser | undefined;
  let site: Site | undefined;
  let address = "";
  const undo: (() => Promise<unknown>)[] = [];
  const contexts: BrowserContext[] = [];

  beforeAll(async () => {
    const template = demonstration ? inject("demonstration")[database] : undefined;
    const place = database === "sqlite" ? sqliteFile(template) : await copyPostgres(template);
    undo.push(place.remove);
    address = place.address;
    const launching = launchChromium();
    site = await startSite({ database: address, demonstration });
    undo.push(() => site?.stop() ?? Promise.resolve());
    browser = await launching;
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") {
      const shown = await pagesInWords(contexts);
      for (const error of task.result.errors ?? []) {
        error.message += shown;
        error.stack += shown;
      }
    }
    for (const context of contexts.splice(0)) await context.close();
  });
  afterAll(async () => {
    for (const step of undo.splice(0).reverse()) await step();
  });

  const url = () => site?.url ?? "";
  const restart = async () => {
    const port = Number(new URL(url()).port);
    site = await startSite({ database: address, demonstration, port });
  };
  return {
    get url() {
      return url();
    },
    get output() {
      return site?.output() ?? "";
    },
    get database() {
      return address;
    },
    get dataDir() {
      return site?.dataDir ?? "";
    },
    crash: async () => site?.crash(),
    restart,
    later: async (days) => {
      await site?.stop();
      await moveClock(address, days);
      await restart();
    },
    async open({ as, afresh = false, javaScript = true, phone = false } = {}) {
      if (!browser) throw new Error("Open pages inside a test, not while the suite is set up.");
      const context = await browser.newContext({
        baseURL: url(),
        javaScriptEnabled: javaScript,
        locale: "en-GB",
        viewport: phone ? { width: 390, height: 844 } : { width: 1280, height: 900 },
      });
      contexts.push(context);
      // A machine that is busy makes a page wait long; what never comes fails all the same.
      context.setDefaultTimeout(30_000);
      context.setDefaultNavigationTimeout(60_000);
      if (!javaScript) withoutScripts(context);
      if (as && afresh) await postSignIn(context, url(), as);
      else if (as) {
        const cookie = inject("demonstration").cookies[database][as];
        if (!cookie) throw new Error(`${as} has no account in the demonstration.`);
        await context.addCookies([{ ...cookie, url: url() }]);
      }
      const page = await context.newPage();
      await slow(page);
      waitForScripts(page);
      hearComplaints(page);
      return page;
    },
  };
}

/** Moves the business clock, which a server reads as it starts. */
async function moveClock(address: string, days: number): Promise<void> {
  const db = openDatabase(address);
  try {
    const offset = (await findSettings(db))["clock.offset"] + days * 24 * 60 * 60_000;
    const value = JSON.stringify(offset);
    await db
      .insertInto("setting")
      .values({ key: "clock.offset", value })
      .onConflict((conflict) => conflict.column("key").doUpdateSet({ value }))
      .execute();
  } finally {
    await db.destroy();
  }
}

/** Lets `goto` and `reload` end when the scripts have taken the page over. */
function waitForScripts(page: Page): void {
  const goto = page.goto.bind(page);
  const reload = page.reload.bind(page);
  page.goto = async (address, options) => {
    const answer = await goto(address, options);
    if (!options?.waitUntil) await settled(page);
    return answer;
  };
  page.reload = async (options) => {
    const answer = await reload(options);
    if (!options?.waitUntil) await settled(page);
    return answer;
  };
}

async function slow(page: Page): Promise<void> {
  const rate = Number(process.env.SLOWED ?? 1);
  if (rate <= 1) return;
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate });
}

/** Signs in as the form does, without its page. */
async function postSignIn(context: BrowserContext, url: string, email: string): Promise<void> {
  const form = { email, password: demonstrationPassword };
  const answer = await context.request.post("/sign-in", {
    form,
    headers: { Origin: url },
    maxRedirects: 0,
  });
  if (answer.status() !== 302) throw new Error(`${email} could not sign in: ${answer.status()}`);
}

/** Signs in through the form, as a person does; throws when that does not leave the sign-in page. */
export async function signIn(page: Page, email: string, password = demonstrationPassword) {
  await page.goto("/sign-in");
  await page.fill('input[name="email"]', email);
  await page.fill('input[name="password"]', password);
  await page.press('input[name="password"]', "Enter");
  await page.waitForURL((url) => url.pathname !== "/sign-in");
  await settled(page);
}

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve("axe-core/axe.min.js"),
  "utf8",
);
const wcag = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** What axe finds against WCAG 2.2 AA, in words; empty when there is nothing. Needs JavaScript on. */
export async function axe(page: Page): Promise<string[]> {
  // Half a megabyte: read once a document, which lasts while one follows links.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axeSource);
  const results = await page.evaluate(
    (tags) =>
      (
        window as unknown as { axe: { run(of: Document, options: object): Promise<AxeResults> } }
      ).axe.run(document, {
        runOnly: { type: "tag", values: tags },
        resultTypes: ["violations"],
        // No rule of these reads the style sheets, which would be parsed again for each page.
        preload: { assets: ["media"] },
      }),
    wcag,
  );
  const path = new URL(page.url()).pathname;
  return results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      (node) => `${path}: ${help} (${id}): ${node.target.join(" ")}: ${node.failureSummary}`,
    ),
  );
}

/** Writes a picture of the whole page into the folder that SCREENSHOTS names; else does nothing. */
export async function screenshot(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

function sqliteFile(template: string | undefined) {
  const folder = mkdtempSync(join(tmpdir(), "line-of-sight-site-"));
  const address = join(folder, "site.sqlite");
  if (template) copyFileSync(template, address);
  return { address, remove: async () => rmSync(folder, { recursive: true, force: true }) };
}
