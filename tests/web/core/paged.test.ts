/** Long lists are shown a page at a time, and what is said of them is said of the whole. */
import { beforeAll, describe, expect, it } from "vitest";
import { paths } from "~/paths";
import type { Db } from "~db/core/open.server";
import { loadDemonstration } from "~db/demo/load.server";
import { databaseMaker } from "../../support/databases";
import { growTo } from "../../support/grown";
import type { HtmlNode } from "../../support/html";
import { startWeb, type Web } from "../../support/web";

const makeDb = databaseMaker("sqlite");
const as = "qa-lead@demo.example";
let db: Db;
let web: Web;

/** The first cells of a table, by its caption. */
const firstCells = (html: HtmlNode, caption: string): string[] =>
  html
    .all("table")
    .filter((table) => table.one("caption").text === caption)
    .flatMap((table) => table.all("tbody tr").map((row) => row.one("th").text));

beforeAll(async () => {
  db = await makeDb();
  await loadDemonstration(db, new Date("2026-02-03T04:05:06.000Z"));
  // All copies in one set of exercises, so that a cycle is long.
  await growTo(db, 2_000, 1);
  web = await startWeb(db, { context: { demonstration: true } });
});

describe("The selected audits of a long cycle", () => {
  const longest = async () => {
    const { exercise_id: id, n } = await db
      .selectFrom("moderation")
      .innerJoin("exercise", "exercise.id", "moderation.exercise_id")
      .where("exercise.kind", "=", "core")
      .where("exercise.id", "like", "%~%")
      .select([
        "moderation.exercise_id",
        (eb) => eb.fn.count<number>("audit_id").distinct().as("n"),
      ])
      .groupBy("moderation.exercise_id")
      .orderBy("n", "desc")
      .executeTakeFirstOrThrow();
    return { id, n: Number(n) };
  };

  it("come 25 to a page, each once, with counts of them all", async () => {
    const { id, n } = await longest();
    expect(n).toBeGreaterThan(26);
    const seen: string[] = [];
    const leads = new Set<string>();
    for (let page = 1; page <= Math.ceil(n / 25); page += 1) {
      const { html } = await web.get(paths.exercises.moderation(id, { page: `${page}` }), { as });
      const cells = firstCells(html, "Selected audits");
      expect(cells.length).toBe(Math.min(25, n - seen.length));
      seen.push(...cells);
      leads.add(html.one("p.govuk-body-l").text);
    }
    expect(new Set(seen).size).toBe(n);
    expect([...leads]).toEqual([expect.stringMatching(new RegExp(`^${n} of \\d+ submitted`))]);
  });

  it("can be added to by part of a reference, where more are submitted than are offered", async () => {
    // In the demonstration's first year every audit was selected.
    const { id } = await db
      .selectFrom("audit")
      .innerJoin("exercise", "exercise.id", "audit.exercise_id")
      .select(["exercise_id as id", (eb) => eb.fn.countAll<number>().as("n")])
      .where("exercise.kind", "=", "core")
      .where("audit.state", "=", "final")
      .where("audit.id", "not in", db.selectFrom("moderation").select("audit_id"))
      .groupBy("exercise_id")
      .orderBy("n", "desc")
      .executeTakeFirstOrThrow();
    const open = { state: "moderating", closed_at: null } as const;
    await db.updateTable("exercise").set(open).where("id", "=", id).execute();
    await db
      .updateTable("audit")
      .set({ state: "submitted" })
      .where("exercise_id", "=", id)
      .where("id", "not in", db.selectFrom("moderation").select("audit_id"))
      .execute();
    const references = await db
      .selectFrom("audit")
      .innerJoin("case_record", "case_record.id", "audit.case_id")
      .where("exercise_id", "=", id)
      .where("state", "=", "submitted")
      .orderBy("reference_folded", "desc")
      .select(["audit.id", "reference"])
      .execute();
    expect(references.length).toBeGreaterThan(50);
    const options = async (find?: string) => {
      const { html } = await web.get(paths.exercises.moderation(id, { find }), { as });
      return html.all("select[name='auditId'] option").map((one) => one.attribute("value"));
    };
    const [last] = references;
    const first = await options();
    expect(first.length).toBe(51);
    expect(first).not.toContain(last?.id);
    expect(await options(last?.reference)).toContain(last?.id);
    expect((await options("no such reference")).filter(Boolean)).toEqual([]);

    const added = await web.post(
      paths.exercises.moderation(id),
      { auditId: last?.id ?? "", note: "A first audit in a new team" },
      { as },
    );
    expect(added.location).toBe(paths.exercises.moderation(id));
  });
});

describe("The audits of a case", () => {
  it("come ten to a page, the newest first", async () => {
    const { id } = await db.selectFrom("case_record").select("id").executeTakeFirstOrThrow();
    const many = db.selectFrom("audit").select("id").where("id", "like", "%~%").limit(23);
    await db.updateTable("audit").set({ case_id: id }).where("id", "in", many).execute();
    const all = await db.selectFrom("audit").select("id").where("case_id", "=", id).execute();
    const sizes: number[] = [];
    for (const page of ["1", "2", "3", "4"]) {
      const { html } = await web.get(paths.caseload.one(id, { page }), { as });
      sizes.push(firstCells(html, "Audits of this case").length);
    }
    expect(sizes.slice(0, 2)).toEqual([10, 10]);
    expect(sizes.reduce((sum, n) => sum + n)).toBe(all.length);
  });
});
