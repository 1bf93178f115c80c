/** Owns a server that is measured: started as a process of its own, which tells what it has used. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { freePort } from "../free-port";

export type Used = { cpuMs: number; memoryMb: number };

export type Measured = {
  url: string;
  /** From the start of the process to its first answer, in milliseconds. */
  startedMs: number;
  used(asked?: "collect"): Promise<Used>;
  stop(): Promise<void>;
};

/** Starts a server that listens on PORT, and waits for its first answer. */
export async function startMeasured(
  file: string,
  env: Record<string, string> = {},
  flags: string[] = [],
): Promise<Measured> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const began = performance.now();
  const child = fork(file, {
    execArgv: ["--import", new URL("reporting.mjs", import.meta.url).href, ...flags],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    env: { ...process.env, NODE_ENV: "production", ...env, PORT: String(port) },
  });
  await untilAnswered(url, child);
  return {
    url,
    startedMs: performance.now() - began,
    used: async (asked) => {
      child.send(asked ?? "tell");
      const [used] = await once(child, "message");
      return used as Used;
    },
    stop: async () => {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
}

async function untilAnswered(url: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const answered = await fetch(`${url}/healthz`).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`The server ended with ${child.exitCode} before it answered.`);
}

/** The application as it is built for tests, on a database of its own. */
export const startOurs = (database: string, flags: string[] = []): Promise<Measured> =>
  startMeasured(
    "build-test/scripts/serve.js",
    {
      BUILD_DIR: "build-test",
      DATABASE_URL: database,
      DATA_DIR: `${database.replace(/[^\w]/g, "_").slice(-40)}-data`,
      SESSION_SECRET: "a secret that only benches know, long enough",
      DEMO: "1",
      // As scripts/start has it.
      MALLOC_ARENA_MAX: "2",
    },
    // As scripts/start has it.
    ["--heap-growing-percent=30", ...flags],
  );

export const startBare = (): Promise<Measured> =>
  startMeasured(new URL("bare.mjs", import.meta.url).pathname);

/** Signs in through the form; answers the cookie. */
export async function signIn(url: string, email: string, password: string): Promise<string> {
  const answer = await fetch(`${url}/sign-in`, {
    method: "POST",
    body: new URLSearchParams({ email, password }),
    headers: { Origin: url },
    redirect: "manual",
  });
  const cookie = answer.headers.getSetCookie().map((line) => line.split(";")[0]);
  if (answer.status !== 302 || cookie.length === 0) {
    throw new Error(`${email} could not sign in: ${answer.status}`);
  }
  return cookie.join("; ");
}

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
