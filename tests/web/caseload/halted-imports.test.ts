import { sql } from "kysely";
import { expect, it } from "vitest";
import { paths } from "~/paths";
import { databaseMaker } from "../../support/databases";
import { confirm, stage } from "../../support/imports";
import { startWeb } from "../../support/web";
import { makeWorld } from "../../support/world";

const makeDb = databaseMaker("sqlite");
const line = "DB-1,CIN,Willow,Wren Castle,,Toni Vale,7,2024-01-02,";
const problem = "It stopped, and nothing was written";

/** Another copy of the application ends what begins, before its first row is made ready. */
const endAtOnce = (state: string, then: string) =>
  sql`create trigger halted after update of state on caseload_import
    when new.state = ${sql.lit(state)}
    begin update caseload_import set state = ${sql.lit(then)}, owner = null,
      problem = ${sql.lit(problem)} where id = new.id; end`;

it("An import or an undoing that someone else ended is never said to be done", async () => {
  const world = await makeWorld(await makeDb());
  const { db } = world;
  const as = world.people.qaLead.email;
  const web = await startWeb(db);
  const staged = await stage(world, line);
  const here = paths.caseload.importOne(staged.id);
  const press = async (at: string, intent: string) => {
    const version =
      (await web.get(at, { as })).html.one("input[name=version]").attribute("value") ?? "";
    const answer = await web.post(at, { intent, version }, { as });
    expect(answer.location).toBe(here);
    return (await web.get(here, { as })).html.text;
  };

  await endAtOnce("confirming", "staged").execute(db);
  const notImported = await press(here, "confirm");
  expect(notImported).not.toContain("is imported");
  expect(notImported).toContain(problem);
  expect(notImported).toContain("Confirm and import");
  expect(await db.selectFrom("case_record").select("id").execute()).toEqual([]);

  await sql`drop trigger halted`.execute(db);
  await confirm(world, { ...staged, version: await versionOf(world, staged.id) });
  await endAtOnce("undoing", "confirmed").execute(db);
  const notUndone = await press(`${here}/undo`, "undo");
  expect(notUndone).not.toContain("is undone");
  expect(notUndone).toContain(problem);
  expect(notUndone).toContain("What this import did");
  expect(await db.selectFrom("case_record").select("id").execute()).toHaveLength(1);
});

const versionOf = async ({ db }: Awaited<ReturnType<typeof makeWorld>>, id: string) =>
  (
    await db
      .selectFrom("caseload_import")
      .select("version")
      .where("id", "=", id)
      .executeTakeFirstOrThrow()
  ).version;
