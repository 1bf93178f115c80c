import JSZip from "jszip";
import { beforeAll, describe, expect, it } from "vitest";
import type { ReportJson } from "~/files/json";
import { paths } from "~/paths";
import type { Value, ValueTable } from "~/rules/reports/block-tables";
import { reportFiles } from "~/rules/reports/files";
import { cellKey } from "~/rules/reports/linked-figures";
import type { Judgement } from "~/rules/tools/grades";
import { coreV2 } from "~db/tools/core-v2";
import { workedOut } from "../../rules/statistics/attacker";
import { addCycle, type CycleAudit } from "../../support/cycles";
import { databaseMaker } from "../../support/databases";
import { askEverywhere } from "../../support/everywhere";
import { formOf } from "../../support/form";
import { startWeb, type Web } from "../../support/web";
import { makeWorld, type World } from "../../support/world";

/** So many audits of each judgement, in this order. */
const spread =
  (counts: Partial<Record<Judgement, number>>) =>
  (at: number): Judgement => {
    let before = 0;
    for (const [judgement, count] of Object.entries(counts)) {
      before += count;
      if (at < before) return judgement as Judgement;
    }
    return "not-judged";
  };

type Shape = Record<string, Partial<Record<Judgement, number>>>;

/** What differs between the two councils: small counts that are hidden, and nothing that is shown. */
const january = (more: number): Shape => ({
  overall: { good: 17, "requires-improvement": 13 },
  assessment: { outstanding: 2 + more, good: 15, "requires-improvement": 10, inadequate: 3 - more },
  supervision: { good: 14, "requires-improvement": 16 },
  // Graded three times alone: how many audits there were must not give it away.
  plo: { "requires-improvement": 3, "not-applicable": 27 },
});
const november = (more: number): Shape => ({
  overall: {
    outstanding: 1 + more,
    good: 12,
    "requires-improvement": 13,
    inadequate: 4 - more,
  },
});

const auditsOf = (world: World, shape: Shape): CycleAudit[] =>
  Array.from({ length: 30 }, (_, at) => {
    const { overall, ...areas } = Object.fromEntries(
      Object.entries(shape).map(([area, counts]) => [area, spread(counts)(at)]),
    );
    return { team: world.teams.willow, overall: overall as CycleAudit["overall"], areas };
  });

type Council = { world: World; web: Web; editions: string[]; cycles: string[] };

/** Two cycles, each published for everyone; the later again once an audit was graded otherwise. */
async function published(makeDb: () => Promise<World["db"]>, more: number): Promise<Council> {
  const world = await makeWorld(await makeDb(), coreV2);
  const first = await addCycle(world, "2023-11", auditsOf(world, november(more)));
  const last = await addCycle(world, "2024-01", auditsOf(world, january(more)));
  const web = await startWeb(world.db);
  const publish = async (id: string, why = "") => {
    const at = paths.exercises.publish(id);
    const as = { as: world.people.qaLead.email };
    const { version = [] } = formOf((await web.get(at, as)).html);
    const answer = await web.post(at, { audience: "publication", why, ask: "no", version }, as);
    expect(answer.status, answer.errors.join()).toBe(302);
    return answer.location?.split("/").at(-1) ?? "";
  };
  const editions = [await publish(first.id), await publish(last.id)];
  for (const [judgement, by] of [
    ["good", 1],
    ["requires-improvement", -1],
  ] as const)
    await world.db
      .updateTable("tally")
      .set((eb) => ({ count: eb("count", "+", by) }))
      .where("exercise_id", "=", last.id)
      .where("basis", "=", "final")
      .where("area", "=", "supervision")
      .where("judgement", "=", judgement)
      .execute();
  editions.push(await publish(last.id, "One audit was graded again."));
  return { world, web, editions, cycles: [first.id, last.id] };
}

/** Everything that a reader can fetch: every address, and each file with all that is inside it. */
async function fetched({ world, web, editions, cycles }: Council): Promise<Map<string, string>> {
  const ids = editions.map((editionId, at) => ({
    ...{ editionId, exerciseId: cycles[Math.min(at, 1)] ?? "", teamId: world.teams.willow.id },
    ...{ area: "assessment", file: "report.json" },
  }));
  const all = new Map<string, string>();
  const known = [...editions, ...cycles];
  /** The same names for what is the same in both councils. */
  const plain = (text: string) =>
    known
      .reduce((so, id, at) => so.replaceAll(id, `id-${at}`), text)
      .replace(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f-]{17}/g, "id");
  for (const [address, body] of await askEverywhere(web, world.people.scrutiny, ids))
    all.set(plain(address), plain(body));
  const as = { as: world.people.scrutiny.email };
  for (const id of editions) {
    const page = await web.get(paths.reports.edition(id), as);
    expect(page.status).toBe(200);
    all.set(plain(`page ${id}`), plain(page.body));
    for (const { file } of reportFiles) {
      const { bytes } = await web.get(paths.reports.file(id, file), as);
      for (const [at, [name, content]] of (await insideOf(bytes)).entries())
        all.set(plain(`${id} ${file} ${at} ${unnumbered(name)}`), plain(content));
    }
  }
  return all;
}

/** Charts, workbooks, pictures and bookmarks are numbered through all that was made; some are dated. */
const unnumbered = (text: string): string =>
  text
    .replace(/(chart|Worksheet|_Toc)\d+/g, "$1")
    .replace(/ (w:)?id="\d+"/g, "")
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "then");

/** The parts of a file of an office program, or the file itself. */
async function insideOf(content: Uint8Array): Promise<[string, string][]> {
  if (content[0] !== 0x50 || content[1] !== 0x4b)
    return [["", unnumbered(Buffer.from(content).toString("latin1"))]];
  const zip = await JSZip.loadAsync(content);
  const parts: [string, string][] = [];
  for (const [name, part] of Object.entries(zip.files)) {
    if (part.dir) continue;
    const inside = await part.async("uint8array");
    // A chart of a slide has a workbook of its own.
    for (const [within, text] of await insideOf(inside)) parts.push([`${name} ${within}`, text]);
  }
  return parts;
}

describe("A reader of what is published", () => {
  const makeDb = databaseMaker("sqlite");
  let [one, other] = [] as unknown as [Council, Council];
  beforeAll(async () => {
    one = await published(makeDb, 0);
    other = await published(makeDb, 1);
  });

  it("fetches the same from every page and file, whatever the hidden counts are", async () => {
    const hiddenOf = async ({ world, cycles }: Council) =>
      (await world.db.selectFrom("report_edition").select("cells").orderBy("id").execute()).map(
        ({ cells }) =>
          cycles.reduce(
            (so, id, at) => so.replaceAll(id, String(at)),
            JSON.stringify(JSON.parse(cells).hidden.toSorted()),
          ),
      );
    expect(await hiddenOf(other)).toEqual(await hiddenOf(one));
    const [first, second] = [await fetched(one), await fetched(other)];
    expect([...second.keys()]).toEqual([...first.keys()]);
    expect(first.size).toBeGreaterThan(100);
    const differing = [...first].filter(([name, body]) => second.get(name) !== body);
    expect(differing.map(([name]) => name)).toEqual([]);
  });

  it("works out no hidden count from the files of all editions", async () => {
    const { cells, sums, hidden, shown } = await readFiles(one);
    expect([...hidden].filter((key) => shown.has(key))).toEqual([]);
    expect(hidden.size).toBeGreaterThan(8);
    const linked = { cells: [...cells.values()], sums };
    for (const told of ["no marks", "small ones"] as const) {
      const found = workedOut(linked, hidden, told);
      // How many audits there were may be known, and how many were graded where they are not few.
      const known = (key: string) =>
        (cells.get(key)?.count ?? 0) > 5 && /every audit|good_or_above_of/.test(key);
      expect(found.filter((key) => !known(key))).toEqual([]);
    }
  });
});

const everyAudit = "every audit";

type Read = {
  cells: Map<string, { key: string; count: number }>;
  sums: { total: string; parts: string[] }[];
  hidden: Set<string>;
  shown: Set<string>;
};

/** What the JSON files of the editions show and hide, with the true counts beside it. */
async function readFiles({ world, web, editions }: Council): Promise<Read> {
  const read: Read = { cells: new Map(), sums: [], hidden: new Set(), shown: new Set() };
  for (const [at, id] of editions.entries()) {
    const file = await web.get(paths.reports.file(id, "report.json"), {
      as: world.people.scrutiny.email,
    });
    for (const table of (file.json() as ReportJson).tables) {
      if (!["practice_areas", "cycles"].includes(table.name)) continue;
      for (const row of table.rows) {
        const [name] = row as [string];
        const ofCycle = table.name === "cycles";
        const isNovember = ofCycle ? name.startsWith("November") : at === 0;
        const area = coreV2.areas.find((one) => one.name === name)?.code ?? "overall";
        const again = at === 2 && area === "supervision" ? 1 : 0;
        const counts = { ...(isNovember ? november(0) : january(0))[area] };
        counts.good = (counts.good ?? 0) + again;
        counts["requires-improvement"] = (counts["requires-improvement"] ?? 0) - again;
        readRow(read, table, row, { counts, place: `${isNovember} ${area} ${again}` });
      }
    }
  }
  return read;
}

const partsOfAll: Record<string, readonly string[]> = {
  good_or_above: ["outstanding", "good"],
  good_or_above_of: ["good_or_above", "requires_improvement", "inadequate"],
};

/** A row: what it shows of each count, how they add up, and that every area has every audit. */
function readRow(
  { cells, sums, hidden, shown }: Read,
  { columns }: ValueTable,
  row: readonly Value[],
  { counts, place }: { counts: Partial<Record<Judgement, number>>; place: string },
): void {
  const of = (code: Judgement) => counts[code] ?? 0;
  const good = of("outstanding") + of("good");
  const graded = good + of("requires-improvement") + of("inadequate");
  const others = of("not-applicable") + of("not-judged");
  const all: Record<string, number> = {
    ...{ outstanding: of("outstanding"), good: of("good"), inadequate: of("inadequate") },
    requires_improvement: of("requires-improvement"),
    not_applicable: of("not-applicable"),
    not_judged: 30 - graded - others + of("not-judged"),
    ...{ good_or_above: good, good_or_above_of: graded },
  };
  const keyOf = (column: string) => cellKey([place, column]);
  for (const [column, count] of Object.entries(all)) {
    const at = columns.findIndex(({ name }) => name === column);
    cells.set(keyOf(column), { key: keyOf(column), count });
    // A column that stands nowhere counts nothing anywhere.
    const value = at < 0 ? 0 : row[at];
    if (typeof value !== "number") hidden.add(keyOf(column));
    else {
      expect([place, column, value]).toEqual([place, column, count]);
      shown.add(keyOf(column));
    }
  }
  for (const [total, parts] of Object.entries(partsOfAll))
    sums.push({ total: keyOf(total), parts: parts.map(keyOf) });
  const whole = cellKey([place.split(" ")[0] ?? "", everyAudit]);
  cells.set(whole, { key: whole, count: 30 });
  hidden.add(whole);
  sums.push({
    total: whole,
    parts: ["good_or_above_of", "not_applicable", "not_judged"].map(keyOf),
  });
}
