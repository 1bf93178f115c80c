/**
 * Owns the throw-away PostgreSQL server that the tests use: made in a temporary folder on a free
 * loopback port, gone without a trace afterwards. By hand:
 *
 *   npx tsx scripts/postgres.ts                         starts one and prints its address until Ctrl-C
 *   npx tsx scripts/postgres.ts npx vitest run tests/db runs a command with TEST_POSTGRES_URL set
 *
 * It sorts text by British English, so that a column which lacks its "C" collation shows in the tests.
 */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { freePort } from "./free-port";
import { quickFolder } from "./quick-folder";

export interface ThrowAwayPostgres {
  /** Address of a superuser connection to the maintenance database. */
  url: string;
  /** Ends the server and removes its files; may be called more than once. */
  stop(): void;
}

/** Starts a server from the programs in `bin`, the folder of initdb. Throws when it does not come up. */
export async function startPostgres(bin: string): Promise<ThrowAwayPostgres> {
  // PostgreSQL refuses to run as root: there it runs as the account that its package made.
  const owner = process.getuid?.() === 0 ? postgresAccount() : undefined;
  const folder = mkdtempSync(join(quickFolder(), "line-of-sight-postgres-"));
  const data = join(folder, "data");
  const password = randomBytes(16).toString("hex");
  const passwordFile = join(folder, "password");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (owner) {
    chownSync(folder, owner.uid, owner.gid);
    chownSync(passwordFile, owner.uid, owner.gid);
  }

  try {
    execFileSync(
      join(bin, "initdb"),
      ["-D", data, "-U", "tests", "-A", "scram-sha-256", `--pwfile=${passwordFile}`, "--no-sync"]
        .concat(["--encoding=UTF8", "--locale=C.UTF-8"])
        .concat(hasIcu(bin) ? ["--locale-provider=icu", "--icu-locale=en-GB"] : []),
      { ...owner, cwd: folder, stdio: ["ignore", "ignore", "inherit"] },
    );
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }

  const port = await freePort();
  const settings = [
    `port=${port}`,
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_wal_size=128MB",
    "max_connections=200",
    "log_min_messages=fatal",
  ];
  const server = spawn(
    join(bin, "postgres"),
    ["-D", data, ...settings.flatMap((setting) => ["-c", setting])],
    { ...owner, cwd: folder, stdio: ["ignore", "ignore", "inherit"] },
  );

  let stopped = false;
  const stop = () => {
    if (stopped) return;
    stopped = true;
    process.off("exit", stop);
    if (server.exitCode === null) {
      // Synchronous, because this also runs when the process is ending.
      spawnSync(join(bin, "pg_ctl"), ["-D", data, "-m", "immediate", "-w", "stop"], {
        ...owner,
        cwd: folder,
      });
    }
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  process.on("exit", stop);

  const url = `postgres://tests:${password}@127.0.0.1:${port}/postgres`;
  try {
    await untilReady(url, () => server.exitCode !== null);
  } catch (error) {
    stop();
    throw error;
  }
  return { url, stop };
}

/** The user and group to run the server as: `postgres`, or else `nobody`. */
function postgresAccount(): { uid: number; gid: number } {
  for (const name of ["postgres", "nobody"]) {
    const id = (flag: string) => Number(execFileSync("id", [flag, name], { stdio: "pipe" }));
    try {
      return { uid: id("-u"), gid: id("-g") };
    } catch {
      // No such account: try the next.
    }
  }
  throw new Error("PostgreSQL can't run as root and there is no account named postgres or nobody.");
}

function hasIcu(bin: string): boolean {
  return execFileSync(join(bin, "initdb"), ["--help"], { encoding: "utf8" }).includes("icu-locale");
}

async function untilReady(url: string, hasEnded: () => boolean): Promise<void> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (hasEnded() || Date.now() > deadline) {
        throw new Error("The throw-away PostgreSQL server did not start.", { cause: error });
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function main([program, ...args]: string[]): Promise<void> {
  const bin =
    process.env.POSTGRES_BIN ||
    execFileSync("bash", ["scripts/setup-postgres.sh"], { encoding: "utf8" }).trim();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(1));
  const server = await startPostgres(bin);
  if (!program) {
    console.log(server.url);
    setInterval(() => {}, 60_000);
    return;
  }
  const env = { ...process.env, TEST_POSTGRES_URL: server.url };
  const child = spawn(program, args, { stdio: "inherit", env });
  child.on("exit", (code) => process.exit(code ?? 1));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2));
