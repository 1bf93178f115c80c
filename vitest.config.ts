import { fileURLToPath } from "node:url";
import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";

const here = (folder: string) => fileURLToPath(new URL(folder, import.meta.url));

/** One project a layer, so that each sets up only what it needs. */
function project(
  name: string,
  globalSetup: string[] = [],
  more: TestProjectInlineConfiguration["test"] = {},
): TestProjectInlineConfiguration {
  return {
    extends: true,
    test: {
      ...more,
      name,
      include: [`tests/${name}/**/*.test.{ts,tsx}`],
      globalSetup: globalSetup.map((file) => `./tests/support/${file}`),
    },
  };
}

export default defineConfig({
  resolve: { alias: { "~db": here("./db"), "~": here("./app") } },
  test: {
    passWithNoTests: true,
    // Long enough for a machine that is busy with something else: they end what hangs, and judge nothing.
    testTimeout: 120_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 30_000 } },
    pool: "forks",
    // The built server is run as it is, not transformed again.
    server: { deps: { external: [/\/build-test\//] } },
    maxWorkers: 2,
    projects: [
      // Pure functions hold nothing that one file could leave to the next.
      project("rules", [], { isolate: false }),
      project("server"),
      // Nor do these: each has databases of its own, and what reads them is loaded once a worker.
      project("db", ["templates.global.ts"], { isolate: false }),
      // The libraries of pages run as they do behind scripts/serve.ts: not in their slower checking kind.
      project("web", ["templates.global.ts", "build.global.ts"], {
        isolate: false,
        env: { NODE_ENV: "production" },
      }),
      project(
        "browser",
        ["templates.global.ts", "build.global.ts", "demonstration.global.ts"],
        // One test of these may go through a whole cycle, page by page. Each suite has a server of its own.
        { testTimeout: 600_000, isolate: false },
      ),
    ],
  },
});
