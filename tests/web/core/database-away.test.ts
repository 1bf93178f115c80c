import pg from "pg";
import { afterAll, describe, expect, inject, it } from "vitest";
import { paths } from "~/paths";
import { type Db, openDatabase, openQuick } from "~db/core/open.server";
import { addressOf, databaseMaker } from "../../support/databases";
import { formOf } from "../../support/form";
import { startWeb } from "../../support/web";
import { makeWorld } from "../../support/world";

/** As a request lives with, but shorter. */
const short = { connect: 600, lock: 300, statement: 2_000, idleInTransaction: 0, connections: 4 };

describe.skipIf(!inject("postgresUrl") && process.env.CI !== "true")(
  "While a transaction is stuck on a table",
  () => {
    const makeDb = databaseMaker("postgres");
    const opened: Db[] = [];
    afterAll(async () => {
      for (const db of opened) await db.destroy();
    });

    async function start() {
      const made = await makeDb();
      const world = await makeWorld(made);
      const db = openDatabase(addressOf(made), short);
      const quick = openQuick(db);
      opened.push(db, quick);
      const web = await startWeb(db, { context: { quick } });
      const stuck = new pg.Client({ connectionString: addressOf(made) });
      await stuck.connect();
      const lock = async (...tables: string[]) => {
        await stuck.query("begin");
        for (const table of tables)
          await stuck.query(`lock table ${table} in access exclusive mode`);
      };
      return { world, web, lock, release: () => stuck.query("rollback"), end: () => stuck.end() };
    }

    it("answers 503 in time, and everything that needs no data at once", async () => {
      const { world, web, lock, end } = await start();
      const as = world.people.qaLead.email;
      await web.get(paths.home(), { as });
      await lock("audit");
      try {
        const began = performance.now();
        const homes = Array.from({ length: 12 }, () => web.get(paths.home(), { as }));
        const apart = await Promise.all([
          web.get("/healthz"),
          web.get("/readyz"),
          web.get(paths.help.roles(), { as }),
          web.get(paths.help.accessibility(), { as }),
        ]);
        expect(apart.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
        const atOnce = performance.now() - began;
        const answers = await Promise.all(homes);
        expect(atOnce).toBeLessThan(performance.now() - began);
        expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
        const [first] = answers;
        expect(first?.headers.get("Retry-After")).toBe("10");
        expect(first?.html.text).toContain("Wait a moment and try again");
        expect(web.log.join("\n")).toContain("The database did not answer in time");
      } finally {
        await end();
      }
      expect((await web.get(paths.home(), { as })).status).toBe(200);
    });

    it("keeps what was posted on the page, to be sent again", async () => {
      const { world, web, lock, release, end } = await start();
      const as = world.people.auditor.email;
      const { id } = await world.addAudit();
      const path = paths.audits.concern(id);
      const words = { what: "Bruises nobody asked about", spokenTo: "Toni Vale" };
      const page = await web.get(path, { as });
      await lock("concern");
      try {
        const refused = await web.post(path, { ...formOf(page.html), ...words }, { as });
        expect(refused.status).toBe(503);
        expect(refused.html.text).toContain("what you typed is kept on this page");
        await release();
        const sent = await web.post(path, formOf(refused.html, "main form"), { as });
        expect(sent.location).toContain("/concerns/");
        const { what } = await world.db
          .selectFrom("concern")
          .select("what")
          .executeTakeFirstOrThrow();
        expect(what).toBe(words.what);
      } finally {
        await end();
      }
    });

    it("says not ready when its own question waits", async () => {
      const { web, lock, end } = await start();
      await lock("setting");
      try {
        const answer = await web.get("/readyz");
        expect([answer.status, answer.headers.get("Retry-After")]).toEqual([503, "10"]);
        expect((await web.get("/healthz")).status).toBe(200);
      } finally {
        await end();
      }
    });
  },
);
