/**
 * Measures what a browser fetches for a page: an auditor's first visit to a practice area with an empty
 * cache, and the next one with what was kept.
 *
 *   CHROMIUM=… npx tsx scripts/bench/weight.ts [--files]
 *
 * Prints requests and bytes on the wire, by kind. Needs the build that the tests use
 * (`BUILD_DIR=build-test npm run build`).
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { demonstrationPassword } from "../../db/demo/accounts";
import { startOurs } from "./measured";
import { listPages } from "./speed";

type Fetched = { url: string; kind: string; bytes: number };

async function main(): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), "line-of-sight-weight-"));
  const database = join(scratch, "weight.sqlite");
  const ours = await startOurs(database);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium-headless-shell",
    args: ["--no-sandbox", "--disable-background-networking"],
  });
  try {
    const page = (await listPages(database)).find(({ name }) => name === "practice area");
    if (!page?.email) throw new Error("The demonstration holds no audit to be done");
    const context = await browser.newContext();
    const tab = await context.newPage();
    const signIn = { form: { email: page.email, password: demonstrationPassword } };
    await tab.request.post(`${ours.url}/sign-in`, { ...signIn, headers: { Origin: ours.url } });
    const cdp = await context.newCDPSession(tab);
    await cdp.send("Network.enable");
    const begun = new Map<string, Fetched>();
    let fetched: Fetched[] = [];
    cdp.on("Network.requestWillBeSent", ({ requestId, request, type }) =>
      begun.set(requestId, { url: request.url, kind: type ?? "Other", bytes: 0 }),
    );
    cdp.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      const one = begun.get(requestId);
      // What comes from the browser's own cache has no length on the wire.
      if (one && encodedDataLength > 0) fetched.push({ ...one, bytes: encodedDataLength });
    });
    for (const visit of ["first visit", "next visit"]) {
      fetched = [];
      await tab.goto(ours.url + page.path, { waitUntil: "networkidle" });
      // What the page looks up for its links is asked for a moment after it stands.
      await tab.waitForTimeout(1000);
      const bytes = fetched.reduce((sum, one) => sum + one.bytes, 0);
      console.log(`${visit}: ${fetched.length} requests, ${(bytes / 1000).toFixed(1)} kB`);
      for (const kind of new Set(fetched.map((one) => one.kind))) {
        const own = fetched.filter((one) => one.kind === kind);
        const sum = own.reduce((total, one) => total + one.bytes, 0);
        console.log(`  ${kind.padEnd(12)}${own.length} requests, ${(sum / 1000).toFixed(1)} kB`);
      }
      if (process.argv.includes("--files")) {
        for (const one of fetched.sort((a, b) => b.bytes - a.bytes))
          console.log(`    ${String(one.bytes).padStart(8)} ${new URL(one.url).pathname}`);
      }
    }
  } finally {
    await browser.close();
    await ours.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}

await main();
