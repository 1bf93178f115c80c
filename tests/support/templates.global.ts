/**
 * Runs once before the tests that need a database: migrates one SQLite file and one PostgreSQL
 * database, which databases.ts copies for each test. PostgreSQL is the server at
 * TEST_POSTGRES_URL, which scripts/test starts.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ProvidedContext } from "vitest";
import type { TestProject } from "vitest/node";
import { migrate, openDatabase } from "~db/core/open.server";
import { onPostgres } from "./on-postgres";

declare module "vitest" {
  interface ProvidedContext {
    /** Path of the migrated SQLite file. */
    sqliteTemplate: string;
    /** Address and name of the migrated PostgreSQL database; empty where there is no server. */
    postgresUrl: string;
    postgresTemplate: string;
  }
}

interface Templates {
  provided: Pick<ProvidedContext, "sqliteTemplate" | "postgresUrl" | "postgresTemplate">;
  remove(): Promise<void>;
}

/** Vitest calls this for each project, in a module of its own; they all copy the same. */
const shared = globalThis as { lineOfSightTemplates?: Promise<Templates> };

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared.lineOfSightTemplates ??= makeTemplates();
  const { provided, remove } = await shared.lineOfSightTemplates;
  project.provide("sqliteTemplate", provided.sqliteTemplate);
  project.provide("postgresUrl", provided.postgresUrl);
  project.provide("postgresTemplate", provided.postgresTemplate);
  return remove;
}

async function makeTemplates(): Promise<Templates> {
  const folder = mkdtempSync(join(tmpdir(), "line-of-sight-template-"));
  const sqliteTemplate = join(folder, "migrated.sqlite");
  await migrateAt(sqliteTemplate);

  const postgresUrl = process.env.TEST_POSTGRES_URL ?? "";
  const postgresTemplate = `migrated_${process.pid}_${Math.random().toString(36).slice(2, 8)}`;
  if (postgresUrl) {
    await onPostgres(postgresUrl, `create database ${postgresTemplate}`);
    await migrateAt(Object.assign(new URL(postgresUrl), { pathname: postgresTemplate }).href);
  }
  return {
    provided: { sqliteTemplate, postgresUrl, postgresTemplate },
    // Called once a project, after all tests.
    remove: async () => {
      rmSync(folder, { recursive: true, force: true });
      if (postgresUrl)
        await onPostgres(postgresUrl, `drop database if exists ${postgresTemplate} with (force)`);
    },
  };
}

async function migrateAt(url: string): Promise<void> {
  const db = openDatabase(url);
  try {
    await migrate(db);
  } finally {
    await db.destroy();
  }
}
