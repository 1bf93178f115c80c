/**
 * Runs once before the browser tests: lets the server load the demonstration into a SQLite file
 * and, where there is one, a PostgreSQL database, and signs everyone in. browser.ts copies these
 * for each suite, sessions and all.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { demonstrationAccounts, demonstrationPassword } from "~db/demo/accounts";
import { onPostgres } from "./on-postgres";
import { startSite } from "./site";

type Cookies = Record<string, { name: string; value: string }>;

declare module "vitest" {
  interface ProvidedContext {
    /** The SQLite file and the name of the PostgreSQL database that hold the demonstration. */
    demonstration: {
      sqlite: string;
      postgres: string;
      cookies: Record<"sqlite" | "postgres", Cookies>;
    };
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "line-of-sight-demonstration-"));
  const sqlite = join(folder, "demonstration.sqlite");
  const server = process.env.TEST_POSTGRES_URL ?? "";
  const postgres = `demonstration_${process.pid}`;
  // Side by side: nothing else runs meanwhile, and each keeps one core busy.
  const [ofSqlite, ofPostgres] = await Promise.all([
    load(sqlite),
    server ? loadPostgres(server, postgres) : {},
  ]);
  const cookies = { sqlite: ofSqlite, postgres: ofPostgres };
  project.provide("demonstration", { sqlite, postgres, cookies });
  return async () => {
    rmSync(folder, { recursive: true, force: true });
    if (server) await onPostgres(server, `drop database ${postgres} with (force)`);
  };
}

async function loadPostgres(server: string, name: string): Promise<Cookies> {
  await onPostgres(server, `create database ${name}`);
  return load(Object.assign(new URL(server), { pathname: name }).href);
}

async function load(database: string): Promise<Cookies> {
  const site = await startSite({ database, demonstration: true });
  try {
    const signedIn = demonstrationAccounts.map(async ({ email }) => {
      return [email, await signIn(site.url, email)] as const;
    });
    return Object.fromEntries(await Promise.all(signedIn));
  } finally {
    await site.stop();
  }
}

/** The cookie of a new session, as a browser without scripts gets it. */
async function signIn(url: string, email: string): Promise<Cookies[string]> {
  const answer = await fetch(`${url}/sign-in`, {
    method: "POST",
    headers: { Origin: url },
    body: new URLSearchParams({ email, password: demonstrationPassword }),
    redirect: "manual",
  });
  const [pair = ""] = (answer.headers.getSetCookie()[0] ?? "").split(";");
  const at = pair.indexOf("=");
  if (answer.status !== 302 || at < 1)
    throw new Error(`${email} could not sign in: ${answer.status}`);
  return { name: pair.slice(0, at), value: pair.slice(at + 1) };
}
