/** Runs the built application: opens the database once, serves, stops cleanly. */
import { createHash, randomBytes } from "node:crypto";
import type { Server } from "node:http";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { ServerBuild } from "@remix-run/node";
import type { RequestHandler } from "express";
import { clockWithOffset } from "../app/server/clock.server";
import { openDemonstration } from "../app/server/demonstration.server";
import { type Environment, listensOn, readEnvironment } from "../app/server/environment.server";
import { startSweeping } from "../app/server/file-sweep.server";
import { makeApp, type Serving } from "../app/server/http.server";
import { startImportWatch } from "../app/server/import-watch.server";
import { promises, startJobs } from "../app/server/jobs.server";
import { makeLog } from "../app/server/log.server";
import { watchLoop } from "../app/server/loop-watch.server";
import { smtpMailer } from "../app/server/mail.server";
import { startOutboxWork } from "../app/server/outbox-work.server";
import { startScanning } from "../app/server/scan.server";
import {
  type Db,
  migrate,
  openDatabase,
  openQuick,
  transact,
  unlimited,
} from "../db/core/open.server";
import { findSettings, saveSetting } from "../db/core/settings.server";
import { isEmpty } from "../db/people/people-list.server";
import { installTools } from "../db/tools/install.server";

/** `npm run dev`: pages and styles reload as they change. */
const developing = process.argv.includes("--dev");
const logs = makeLog(process.env.LOG_LEVEL ?? "warn");

async function main() {
  const environment = readEnvironment(process.env);
  // Libraries run as in production, whether or not the operator said so.
  process.env.NODE_ENV ??= developing ? "development" : "production";
  await prepare(environment);
  const db = openDatabase(environment.databaseUrl);
  const quick = openQuick(db);
  const settings = await findSettings(db);
  const offset = settings["clock.offset"];
  const demonstration = settings["demonstration.loaded"];
  const code = demonstration ? null : await setUpCode(db);
  const clock = clockWithOffset(() => offset);
  const { mail } = environment;
  const { inFront, ...built } = await (developing ? development() : production(environment));
  const app = makeApp(
    {
      ...built,
      db,
      quick,
      clock,
      sessionSecret: environment.sessionSecret,
      demonstration,
      mail: mail ? { from: mail.smtp.from, publicUrl: mail.publicUrl } : null,
      publicUrl: environment.publicUrl,
      trustProxy: environment.trustProxy,
      securityContact: environment.securityContact,
      spoolDir: environment.spoolDir,
      filesDir: environment.filesDir,
      scansFiles: environment.scanCommand !== null,
      log: logs,
    },
    inFront,
  );
  // Apart from the outbox, so that a slow mail server holds up no concern.
  const stopJobs = startJobs({ db, clock, log: logs }, promises);
  const { spoolDir, filesDir, scanCommand } = environment;
  const stopWatchingLoop = watchLoop(logs);
  const stopWatch = await startImportWatch({ db, clock, log: logs, spoolDir });
  const stopSweeping = startSweeping(db, { filesDir, clock, log: logs });
  const stopScanning = scanCommand
    ? startScanning({ db, clock, log: logs, filesDir, command: scanCommand })
    : async () => {};
  const host = listensOn(environment, demonstration);
  const offered = demonstration ? await openDemonstration() : null;
  const server = app.listen({ port: environment.port, host }, () => {
    console.log(`\nLine of Sight: http://localhost:${environment.port}\n`);
    if (demonstration && environment.production !== null) {
      console.log(
        `This database holds the demonstration, and ${environment.production}: ${host ? `listening on ${host} alone` : "listening on every address"}.`,
      );
    }
    if (offered) {
      console.log(`Demonstration accounts, all with the password ${offered.password}:`);
      for (const { email, does } of offered.accounts) console.log(`  ${email}  ${does}`);
    }
    if (code) {
      console.log(`First administrator: http://localhost:${environment.port}/set-up`);
      console.log(`One-time code: ${code}`);
    }
  });
  server.on("error", (error: NodeJS.ErrnoException) => {
    console.error(
      error.code === "EADDRINUSE"
        ? `Port ${environment.port} is taken: set PORT to another.`
        : `The server could not start: ${error.message}`,
    );
    process.exit(1);
  });
  const outbox = startOutboxWork({
    db,
    clock,
    mail: mail ? { mailer: smtpMailer(mail.smtp), publicUrl: mail.publicUrl } : null,
    log: logs,
  });
  stopCleanly(server, [...new Set([db, quick])], async () => {
    stopWatch();
    stopWatchingLoop();
    await Promise.all([outbox.stop(), stopJobs(), stopScanning(), stopSweeping()]);
  });
}

/** Brings the database up to date, and fills an empty one; takes as long as it takes. */
async function prepare({ databaseUrl, demo, production, filesDir }: Environment): Promise<void> {
  const db = openDatabase(databaseUrl, unlimited);
  try {
    await migrate(db);
    if (await isEmpty(db)) {
      if (demo) {
        console.log("Loading the demonstration…");
        await (await openDemonstration()).load(db, new Date(), filesDir);
      } else if (production) {
        console.log(
          `The demonstration is not loaded: ${production}. DEMO=1 loads it all the same.`,
        );
      }
    }
    await installTools(db, new Date());
  } finally {
    await db.destroy();
  }
}

type Built = Pick<Serving, "build" | "buildDir"> & { inFront: RequestHandler[] };

async function production({ buildDir }: Environment): Promise<Built> {
  const folder = resolve(buildDir);
  const build = await import(pathToFileURL(resolve(folder, "server/index.js")).href);
  return { build, buildDir: folder, inFront: [] };
}

async function development(): Promise<Built> {
  const { createServer } = await import("vite");
  const vite = await createServer({ server: { middlewareMode: true } });
  const build = async () => (await vite.ssrLoadModule("virtual:remix/server-build")) as ServerBuild;
  return { build, buildDir: null, inFront: [vite.middlewares] };
}

/** A fresh one-time code while nobody can sign in; only its digest is stored. */
async function setUpCode(db: Db): Promise<string | null> {
  const account = await db.selectFrom("auth_account").select("person_id").executeTakeFirst();
  if (account) return null;
  const code = randomBytes(9).toString("base64url");
  const now = new Date().toISOString();
  await transact(db, (tx) =>
    saveSetting(
      tx,
      { actorId: null, at: now, systemAt: now },
      "setup.code",
      createHash("sha256").update(code).digest("hex"),
    ),
  );
  return code;
}

function stopCleanly(server: Server, databases: Db[], stopWork: () => Promise<void>) {
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    const work = stopWork();
    server.close(async () => {
      await work;
      await Promise.all(databases.map((one) => one.destroy()));
      process.exit(0);
    });
    server.closeIdleConnections();
    setTimeout(() => process.exit(1), 10_000).unref();
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}

main().catch((error: Error) => {
  console.error(`Line of Sight could not start:\n${error.message}`);
  process.exit(1);
});
