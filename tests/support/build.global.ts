/**
 * Runs once before the web and browser tests: builds the app into build-test, unless scripts/test
 * has just done so or no source is newer than the last build.
 */
import { execFileSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const built = "build-test/scripts/serve.js";
const sources = ["app", "db", "public", "scripts", "package-lock.json", "vite.config.ts"];

export default function setup(): void {
  if (process.env.TEST_BUILD_READY) return;
  if (modified(built) > Math.max(...sources.map(newest))) return;
  execFileSync("node_modules/.bin/tsx", ["scripts/build.ts"], {
    stdio: "inherit",
    env: { ...process.env, BUILD_DIR: "build-test" },
  });
}

/** When the file was last written, in milliseconds; 0 where there is none. */
const modified = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

function newest(path: string): number {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return modified(path);
  const inside = readdirSync(path, { recursive: true, encoding: "utf8" });
  return Math.max(0, ...inside.map((name) => modified(join(path, name))));
}
