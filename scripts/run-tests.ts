/**
 * Runs every check and test, shows each under a heading with its time, and ends with what failed
 * and "N passed, N failed". A failed step does not keep the later ones from running, except that web
 * and browser tests need the build. Called by scripts/test, which sets up what this needs.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { roomsToTest } from "./changed";
import { durationsInWords, type Project, projects } from "./durations";
import { listFailures, type VitestReport } from "./failures";
import { startPostgres } from "./postgres";
import { quickFolder } from "./quick-folder";
import { beginSetup, beginStep, heading, runStep, type Step, staticChecks } from "./steps";

const build: Step = {
  name: "Build",
  command: ["tsx", "scripts/build.ts"],
  env: { BUILD_DIR: "build-test" },
};

const total = { passed: 0, failed: 0, skipped: 0 };
/** What failed, in words, for the end: a reader of a long run may see no more of it. */
const failures: string[] = [];
const reports = mkdtempSync(join(quickFolder(), "line-of-sight-tests-"));
process.on("exit", () => rmSync(reports, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => process.exit(1));
}

async function counted(step: Step, run = () => runStep(step)): Promise<boolean> {
  const passed = await run();
  total[passed ? "passed" : "failed"] += 1;
  if (!passed) failures.push(step.name);
  return passed;
}

/** Runs vitest and adds its tests to the total. A run that dies without a report counts as one failure. */
async function runVitest(
  name: string,
  args: string[],
  env: Record<string, string> = {},
  how: readonly string[] = ["run"],
) {
  const file = join(reports, `${total.passed}-${total.failed}-${Date.now()}.json`);
  const passed = await runStep({
    name,
    command: [
      "vitest",
      ...how,
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${file}`,
    ].concat(args) as unknown as Step["command"],
    env,
  });
  const before = total.failed;
  try {
    const report: VitestReport = JSON.parse(readFileSync(file, "utf8"));
    total.passed += report.numPassedTests;
    total.failed += report.numFailedTests;
    total.skipped += report.numPendingTests + report.numTodoTests;
    // A file that can't be loaded has no tests to count.
    total.failed += report.testResults.filter(
      (suite) => suite.status === "failed" && suite.assertionResults.length === 0,
    ).length;
    failures.push(...listFailures(report));
    heading(`How long: ${name}`);
    for (const line of durationsInWords(report)) console.log(line);
  } catch {
    // No report: counted below.
  }
  if (passed || total.failed > before) return;
  total.failed += 1;
  failures.push(`${name}: ended without saying which test failed`);
}

const only = (names: readonly Project[]) => names.flatMap((name) => ["--project", name]);

/** What has changed since main, and here: `git` names them. */
function changedFiles(): string[] {
  const listed = (...args: string[]) =>
    spawnSync("git", args, { encoding: "utf8" }).stdout.split("\n").filter(Boolean);
  return [
    ...listed("diff", "--name-only", "main"),
    ...listed("ls-files", "--others", "--exclude-standard"),
  ];
}

/** `--changed` stands for the folders of tests of the rooms that have changed; null where none has. */
function asked(args: readonly string[]): string[] | null {
  if (!args.includes("--changed")) return [...args];
  const rooms = roomsToTest(changedFiles());
  console.log(`Changed: ${rooms === "everything" ? rooms : rooms.join(", ") || "nothing"}`);
  if (rooms === "everything") return [];
  const folders = rooms.flatMap((room) => projects.map((project) => `tests/${project}/${room}/`));
  const there = folders.filter((folder) => existsSync(folder));
  return there.length > 0 ? there : null;
}

async function main(given: string[]): Promise<void> {
  const args = asked(given);
  if (args === null) {
    console.log("Nothing has changed that has a test.");
    process.exit(0);
  }
  const ci = process.env.CI === "true";
  const chosen = projects.filter((project) => args.includes(project));
  const filters = args.filter((arg) => !projects.some((project) => project === arg));
  const everything = args.length === 0;
  const wanted = chosen.length > 0 ? chosen : projects;

  // Fetching it takes minutes, and only the tests need it.
  const office = beginSetup("scripts/setup-office.sh");
  // The longest check takes one core; the others, and the build, have the other meanwhile.
  const beside = everything ? staticChecks.filter(({ isLong }) => isLong) : [];
  const begun = beside.map((step) => ({ step, end: beginStep(step) }));
  if (everything) for (const step of staticChecks) if (!beside.includes(step)) await counted(step);

  const needsBuild =
    everything ||
    chosen.some((project) => project === "web" || project === "browser") ||
    filters.some((filter) => /tests\/(web|browser)/.test(filter));
  const built = needsBuild ? await counted(build) : true;
  for (const { step, end } of begun) await counted(step, end);
  const runnable = wanted.filter((project) => built || !["web", "browser"].includes(project));

  // What a broken-off run leaves behind goes with the folder of reports.
  const env: Record<string, string> = {
    TMPDIR: reports,
    TEST_BUILD_READY: built && needsBuild ? "1" : "",
  };
  if (process.env.POSTGRES_BIN && !(chosen.length === 1 && chosen[0] === "rules")) {
    heading("Throw-away PostgreSQL");
    try {
      env.TEST_POSTGRES_URL = (await startPostgres(process.env.POSTGRES_BIN)).url;
      console.log("ok");
    } catch (error) {
      console.log("FAILED", error);
      total.failed += 1;
      failures.push("Throw-away PostgreSQL");
    }
  }
  env.SOFFICE = await office;
  if (ci && everything) {
    for (const [tool, path] of Object.entries({
      PostgreSQL: process.env.POSTGRES_BIN,
      Chromium: process.env.CHROMIUM,
      LibreOffice: env.SOFFICE,
    })) {
      if (path) continue;
      console.log(`FAILED: ${tool} is missing, and CI does not skip its tests.`);
      total.failed += 1;
      failures.push(`${tool} is missing`);
    }
  }

  await runVitest(`Tests: ${runnable.join(", ")}`, [...only(runnable), ...filters], env);
  if (everything) {
    // One file turns instants into dates, and tests/rules/core/host-zone.test.ts keeps all others from
    // asking for the host's zone: what rests on it is tested in another zone too.
    const dates = "app/rules/core/dates.ts";
    await runVitest(
      "Tests under Pacific/Auckland: rules that read dates",
      [dates, ...only(["rules"])],
      { ...env, TZ: "Pacific/Auckland" },
      ["related", "--run"],
    );
  }
}

await main(process.argv.slice(2));
if (failures.length > 0) {
  heading("What failed");
  for (const failure of failures) console.log(`✗ ${failure}`);
}
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);
