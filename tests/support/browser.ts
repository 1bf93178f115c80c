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
 * `{ database: "postgres" }` or `{ demonstration: false }` changes the server. SCREENSHOTS names a
 * folder for `screenshot(page, name)`. Without Chromium these suites are skipped; with CI=true they fail.
 */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AxeResults } from "axe-core";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, inject, it } from "vitest";
import { makeDatabase } from "./databases";
import { type Site, startSite } from "./site";

const chromiumPath = process.env.CHROMIUM ?? "/usr/bin/chromium";
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
  /** E-mail address of the person; nobody signed in when left out. */
  as?: string;
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
  /** A page in a context of its own, closed after the test. */
  open(options?: OpenOptions): Promise<Page>;
  /** Ends the server in the middle of whatever it does. */
  crash(): Promise<void>;
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

function browserForSuite({ database = "sqlite", demonstration = true }: SuiteOptions): TestBrowser {
  let browser: Browser | undefined;
  let site: Site | undefined;
  let address = "";
  const undo: (() => Promise<unknown>)[] = [];
  const contexts: BrowserContext[] = [];
  const cookies = new Map<string, Awaited<ReturnType<BrowserContext["cookies"]>>>();

  beforeAll(async () => {
    const place = database === "sqlite" ? sqliteFile(demonstration) : await postgresDatabase();
    undo.push(place.remove);
    address = place.address;
    site = await startSite({ database: address, demonstration });
    undo.push(() => site?.stop() ?? Promise.resolve());
    browser = await chromium.launch({ executablePath: chromiumPath, args: flags });
    undo.push(() => browser?.close() ?? Promise.resolve());
  }, 180_000);
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
  });
  afterAll(async () => {
    for (const step of undo.splice(0).reverse()) await step();
  });

  const url = () => site?.url ?? "";
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
    crash: async () => site?.crash(),
    restart: async () => {
      const port = Number(new URL(url()).port);
      site = await startSite({ database: address, demonstration, port });
    },
    async open({ as, javaScript = true, phone = false } = {}) {
      if (!browser) throw new Error("Open pages inside a test, not while the suite is set up.");
      const context = await browser.newContext({
        baseURL: url(),
        javaScriptEnabled: javaScript,
        locale: "en-GB",
        viewport: phone ? { width: 390, height: 844 } : { width: 1280, height: 900 },
      });
      contexts.push(context);
      context.setDefaultTimeout(10_000);
      const page = await context.newPage();
      if (as) {
        const kept = cookies.get(as);
        if (kept) await context.addCookies(kept);
        else {
          await signIn(page, as);
          cookies.set(as, await context.cookies());
        }
      }
      return page;
    },
  };
}

/** Signs in through the form, as a person does; throws when that does not leave the sign-in page. */
export async function signIn(page: Page, email: string, password = "line-of-sight-demo") {
  await page.goto("/sign-in");
  await page.fill('input[name="email"]', email);
  await page.fill('input[name="password"]', password);
  await page.press('input[name="password"]', "Enter");
  await page.waitForURL((url) => url.pathname !== "/sign-in");
}

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve("axe-core/axe.min.js"),
  "utf8",
);
const wcag = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** What axe finds against WCAG 2.2 AA, in words; empty when there is nothing. Needs JavaScript on. */
export async function axe(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const results = await page.evaluate(
    (tags) =>
      (
        window as unknown as { axe: { run(of: Document, options: object): Promise<AxeResults> } }
      ).axe.run(document, { runOnly: { type: "tag", values: tags } }),
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

interface Place {
  address: string;
  remove(): Promise<void>;
}

function sqliteFile(demonstration: boolean): Place {
  const folder = mkdtempSync(join(tmpdir(), "line-of-sight-site-"));
  const address = join(folder, "site.sqlite");
  if (demonstration) copyFileSync(inject("demonstrationTemplate"), address);
  return { address, remove: async () => rmSync(folder, { recursive: true, force: true }) };
}

async function postgresDatabase(): Promise<Place> {
  const { db, address, remove } = await makeDatabase("postgres");
  await db.destroy();
  return { address, remove };
}
