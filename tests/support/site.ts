/**
 * Starts the real server as a process of its own, on a free loopback port, with a database that
 * goes away with it. browser.ts does this for browser tests; by itself it suits tests of the
 * server's headers, health and shutdown.
 *
 *   const site = await startSite({ database });   // an address, or the path of a SQLite file
 *   const answer = await fetch(`${site.url}/healthz`);
 *   await site.stop();
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../scripts/free-port";

export interface SiteOptions {
  /** `postgres://…` or the path of a SQLite file; its schema and data are set up as at any start. */
  database: string;
  /** Loads the demonstration where the database is empty. */
  demonstration?: boolean;
  /** A free one unless said: to start again where a server was. */
  port?: number;
  env?: Record<string, string>;
}

export interface Site {
  url: string;
  /** Its DATA_DIR, which goes with it. */
  dataDir: string;
  /** Everything that the server wrote so far. */
  output(): string;
  /** Ends it with SIGTERM and answers its exit code. */
  stop(): Promise<number | null>;
  /** Ends it in the middle of whatever it does, as a power cut would. */
  crash(): Promise<void>;
}

/** Starts the server and waits until it is ready. Throws with its output when it ends before. */
export async function startSite(options: SiteOptions): Promise<Site> {
  const port = options.port ?? (await freePort());
  const dataDir = mkdtempSync(join(tmpdir(), "line-of-sight-data-"));
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    BUILD_DIR: "build-test",
    PORT: String(port),
    DATABASE_URL: options.database,
    DATA_DIR: dataDir,
    SESSION_SECRET: "a secret that only tests know, long enough",
    DEMO: options.demonstration ? "1" : "0",
    ...options.env,
  };
  // As scripts/start has it: vitest's own value is not passed on.
  if (!options.env?.NODE_ENV) Reflect.deleteProperty(env, "NODE_ENV");
  const child = spawn(process.execPath, ["build-test/scripts/serve.js"], {
    stdio: ["ignore", "pipe", "pipe"],
    env,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const ended = new Promise<number | null>((resolve) => child.on("exit", resolve)).finally(() =>
    rmSync(dataDir, { recursive: true, force: true }),
  );
  const stop = () => {
    child.kill("SIGTERM");
    const insist = setTimeout(() => child.kill("SIGKILL"), 20_000);
    return ended.finally(() => clearTimeout(insist));
  };

  const crash = async () => {
    child.kill("SIGKILL");
    await ended;
  };

  const url = `http://127.0.0.1:${port}`;
  try {
    await untilReady(`${url}/readyz`, child);
  } catch (error) {
    await stop();
    throw new Error(`The server did not start. It wrote:\n${output}`, { cause: error });
  }
  return { url, dataDir, output: () => output, stop, crash };
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + 180_000;
  for (;;) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}.`);
    if (Date.now() > deadline) throw new Error("It was not ready after 180 seconds.");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
