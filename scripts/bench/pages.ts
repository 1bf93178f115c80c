/**
 * Measures every page of every role in the demonstration: how high it stands at 1280 and 390 pixels,
 * its words, fields, elements and bytes, and the statements sent and rows brought back for it; and
 * says what changed since the last run.
 *
 *   npx tsx scripts/bench/pages.ts [--html FOLDER] [--no-browser]
 *
 * Needs the build that the tests use (`BUILD_DIR=build-test npm run build`). The last run is
 * kept in `data/pages.json`. `--html` keeps each page as it was sent, to compare two versions of the
 * application with `diff -r`; what differs from one request to the next is taken out.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { chromium } from "playwright-core";
import { migrate, openDatabase } from "../../db/core/open.server";
import { demonstrationAccounts } from "../../db/demo/accounts";
import { loadDemonstration } from "../../db/demo/load.server";
import { findRecords } from "../../tests/support/addresses";
import { counting, type Found, findPages } from "../../tests/support/found-pages";
import { startSite } from "../../tests/support/site";
import { startWeb, type Web } from "../../tests/support/web";

const lastRun = join("data", "pages.json");
const most = { height: 4000, words: 1200 };

type Measured = {
  role: string;
  pattern: string;
  path: string;
  words: number;
  fields: number;
  elements: number;
  bytes: number;
  statements: number;
  rows: number;
  wide: number;
  narrow: number;
};

/** What one request is, without what every request has of its own. */
const settledHtml = (body: string): string =>
  body
    .replaceAll(/nonce="[^"]*"/g, 'nonce=""')
    .replaceAll(/\/assets\/[\w.-]+/g, "/assets/file")
    .replaceAll(/"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"/g, '"id"')
    .replaceAll(/<script\b.*?<\/script>/gs, "")
    .replaceAll(/<link rel="modulepreload"[^>]*>/g, "");

async function measureAnswers(
  web: Web,
  count: { statements: number; rows: number },
  pages: Found[],
  folder: string | undefined,
): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const { role, email, address, path } of pages) {
    await web.get(path, { as: email });
    Object.assign(count, { statements: 0, rows: 0 });
    const { body, html, status } = await web.get(path, { as: email });
    if (status !== 200) continue;
    const asked = { ...count };
    if (folder) {
      const file = join(folder, role, `${path === "/" ? "home" : path.slice(1)}.html`);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, settledHtml(body).replaceAll("><", ">\n<"));
    }
    const main = html.one("main");
    measured.push({
      role,
      pattern: address.pattern,
      path,
      words: main.text.split(/\s+/).filter(Boolean).length,
      fields: main
        .all("input, textarea, select")
        .filter((field) => field.attribute("type") !== "hidden").length,
      elements: html.all("*").length,
      bytes: Buffer.byteLength(body),
      ...asked,
      wide: 0,
      narrow: 0,
    });
  }
  return measured;
}

async function measureHeights(database: string, measured: Measured[]): Promise<void> {
  const site = await startSite({ database, demonstration: true });
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium-headless-shell",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  try {
    for (const role of new Set(measured.map((one) => one.role))) {
      const account = demonstrationAccounts.find(({ email }) => email.startsWith(`${role}@`));
      const context = await browser.newContext({ baseURL: site.url, javaScriptEnabled: false });
      await context.request.post("/sign-in", {
        form: { email: account?.email ?? "", password: "line-of-sight-demo" },
        headers: { Origin: site.url },
        maxRedirects: 0,
      });
      const page = await context.newPage();
      for (const one of measured.filter((other) => other.role === role)) {
        await page.setViewportSize({ width: 1280, height: 900 });
        await page.goto(one.path);
        const main = page.locator("body");
        one.wide = Math.round((await main.boundingBox())?.height ?? 0);
        await page.setViewportSize({ width: 390, height: 844 });
        one.narrow = Math.round((await main.boundingBox())?.height ?? 0);
      }
      await context.close();
    }
  } finally {
    await browser.close();
    await site.stop();
  }
}

const numbers = [
  "wide",
  "narrow",
  "words",
  "fields",
  "elements",
  "bytes",
  "statements",
  "rows",
] as const;

function print(measured: Measured[], before: Measured[]): void {
  const cell = (value: number) => String(value).padStart(10);
  console.log(`${"role and page".padEnd(64)}${numbers.map((one) => one.padStart(10)).join("")}`);
  for (const one of measured) {
    const name = `${one.role} ${one.pattern}`.padEnd(64);
    console.log(`${name}${numbers.map((key) => cell(one[key])).join("")}`);
  }
  const long = measured.filter(
    ({ wide, narrow, words }) => wide > most.height || narrow > most.height || words > most.words,
  );
  console.log(
    `\n${measured.length} pages. Over ${most.height} pixels or ${most.words} words: ${long.length}`,
  );
  const patterns = new Map<string, Measured>();
  for (const one of long) {
    const known = patterns.get(one.pattern);
    if (!known || one.narrow > known.narrow) patterns.set(one.pattern, one);
  }
  for (const { pattern, role, wide, narrow, words } of patterns.values()) {
    console.log(`  ${pattern}: ${wide} and ${narrow} pixels, ${words} words (${role})`);
  }
  if (before.length === 0) return;
  console.log("\nSince the last run:");
  let changes = 0;
  const was = new Map(before.map((one) => [`${one.role} ${one.pattern}`, one]));
  for (const one of measured) {
    const old = was.get(`${one.role} ${one.pattern}`);
    if (!old) {
      console.log(`  new: ${one.role} ${one.pattern}`);
      changes += 1;
      continue;
    }
    const moved = numbers.filter(
      (key) => Math.abs(one[key] - old[key]) > Math.max(1, old[key] * 0.02),
    );
    if (moved.length === 0) continue;
    changes += 1;
    const words = moved.map((key) => `${key} ${old[key]} → ${one[key]}`).join(", ");
    console.log(`  ${one.role} ${one.pattern}: ${words}`);
  }
  if (changes === 0) console.log("  nothing by more than 2%");
}

async function main(args: string[]): Promise<void> {
  const folder = args.includes("--html") ? args[args.indexOf("--html") + 1] : undefined;
  const scratch = mkdtempSync(join(tmpdir(), "line-of-sight-pages-"));
  try {
    const file = join(scratch, "pages.sqlite");
    const db = openDatabase(file);
    await migrate(db);
    await loadDemonstration(db, new Date("2026-02-03T04:05:06.000Z"));
    const { db: counted, count } = counting(db);
    const web = await startWeb(counted, { context: { demonstration: true } });
    const pages = await findPages(web, await findRecords(db));
    const measured = await measureAnswers(web, count, pages, folder);
    await db.destroy();
    if (!args.includes("--no-browser")) await measureHeights(file, measured);
    const before = existsSync(lastRun) ? JSON.parse(readFileSync(lastRun, "utf8")) : [];
    print(measured, before);
    mkdirSync(dirname(lastRun), { recursive: true });
    writeFileSync(lastRun, JSON.stringify(measured));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

await main(process.argv.slice(2));
