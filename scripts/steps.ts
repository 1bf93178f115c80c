/** Owns how the checks and the tests are run one after another: a heading, the time taken, the result. */
import { type SpawnOptions, spawn } from "node:child_process";

export interface Step {
  name: string;
  /** The program and its arguments; programs of node_modules/.bin are found by name. */
  command: readonly [string, ...string[]];
  env?: Record<string, string>;
  /** It takes so long that others are done beside it. */
  isLong?: boolean;
}

/** The checks that read the source alone. `npm run check` and `scripts/test` both run these. */
export const staticChecks: readonly Step[] = [
  {
    name: "Format and lint",
    command: ["biome", "ci", "--error-on-warnings", "--max-diagnostics=100"],
  },
  { name: "Types", command: ["tsc", "--noEmit", "-p", "."], isLong: true },
  {
    name: "Import rules",
    command: ["depcruise", "--config", ".dependency-cruiser.cjs", "app", "db", "scripts", "tests"],
  },
  { name: "Dead code", command: ["knip"] },
];

/** Runs one step with its output shown; true when it ended with 0. */
export async function runStep(step: Step): Promise<boolean> {
  heading(step.name);
  return tell(await timed(step, "inherit"));
}

/** Runs one step beside others; what it said is shown when the answer is asked for. */
export function beginStep(step: Step): () => Promise<boolean> {
  const ended = timed(step, "pipe");
  return async () => {
    const { said, ...result } = await ended;
    heading(step.name);
    process.stdout.write(said);
    return tell(result);
  };
}

/** Runs a script that prints where a program is, installing it where needed; empty where it can't be had. */
export async function beginSetup(script: string): Promise<string> {
  const { code, said } = await run(["bash", script], { stdio: ["ignore", "pipe", "inherit"] });
  return code === 0 ? said.trim() : "";
}

function tell({ code, seconds }: { code: number; seconds: string }): boolean {
  console.log(code === 0 ? `ok, ${seconds} s` : `FAILED, ${seconds} s`);
  return code === 0;
}

async function timed({ command, env }: Step, output: "inherit" | "pipe") {
  const started = performance.now();
  const { code, said } = await run(command, { stdio: ["ignore", output, output] }, env);
  return { code, said, seconds: ((performance.now() - started) / 1000).toFixed(1) };
}

export function heading(text: string): void {
  console.log(`\n── ${text} ${"─".repeat(Math.max(4, 76 - text.length))}`);
}

function run(
  [program, ...args]: Step["command"],
  options: SpawnOptions,
  env: Record<string, string> = {},
): Promise<{ code: number; said: string }> {
  const path = `node_modules/.bin:${process.env.PATH ?? ""}`;
  return new Promise((resolve) => {
    const child = spawn(program, args, { ...options, env: { ...process.env, PATH: path, ...env } });
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding("utf8").on("data", (text: string) => {
        said += text;
      });
    // A step does not outlive a run that is broken off.
    const end = () => child.kill();
    process.once("exit", end);
    child.on("error", (error) => {
      console.error(`${program} could not be started: ${error.message}`);
      resolve({ code: 127, said });
    });
    child.on("close", (code) => {
      process.off("exit", end);
      resolve({ code: code ?? 1, said });
    });
  });
}
