import { fileURLToPath } from "node:url";
import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";

const here = (folder: string) => fileURLToPath(new URL(folder, import.meta.url));

/** One project a layer, so that each sets up only what it needs. */
function project(name: string, globalSetup: string[] = []): TestProjectInlineConfiguration {
  return {
    extends: true,
    test: {
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
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: "forks",
    // The built server is run as it is, not transformed again.
    server: { deps: { external: [/\/build-test\//] } },
    maxWorkers: 2,
    projects: [
      project("rules"),
      project("server"),
      project("db", ["templates.global.ts"]),
      project("web", ["templates.global.ts", "build.global.ts"]),
      project("browser", ["templates.global.ts", "build.global.ts", "demonstration.global.ts"]),
    ],
  },
});
