/**
 * Measures reading caseload files: seconds, rows a second and peak memory, for CSV, a workbook in
 * the template's columns and Annex A, at 10,000 and 100,000 rows, each against CSV and against a
 * tenth of itself. Run it with `npx tsx scripts/bench/caseload-files.ts`; a number sets the rows.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { annexLists } from "~/rules/caseload/annex-a-headings";
import { importColumns, importFields } from "~/rules/caseload/columns";
import { openCaseloadFile } from "~/server/read-caseload.server";
import { cellsOf, headingsOf } from "../../tests/support/annex-a";
import { type MadeCell, workbook } from "../../tests/support/workbooks";

const kinds = ["csv", "workbook", "annex-a"] as const;
type Kind = (typeof kinds)[number];
type Measure = { seconds: number; megabytes: number; rows: number };

const today = "2024-04-15";
const person = (i: number) => `Worker ${(i * 7919) % 900} of Example`;

function tableRow(i: number): MadeCell[] {
  const facts: Record<string, MadeCell> = {
    reference: `DB-${100_000 + ((i * 7919) % 1_000_003)}`,
    familyReference: `F-${(i * 31) % 60_000}`,
    cohort: ["CIN", "CP", "CIC", "CL"][i % 4] ?? "CIN",
    team: `Team ${i % 40}`,
    worker: person(i),
    age: i % 18,
    openedOn: `2023-${String((i % 12) + 1).padStart(2, "0")}-15`,
  };
  return importFields.map((field) => facts[field] ?? null);
}

const annexRow = (list: (typeof annexLists)[number], i: number): MadeCell[] =>
  cellsOf(list, headingsOf(list), {
    childId: 1_000_000 + ((i * 7919) % 9_000_017),
    gender: "b) Female",
    age: (i % 180) / 10,
    dateOfBirth: 40_000 + (i % 5_000),
    startedOn: 43_000 + (i % 2_000),
    endedOn: i % 5 === 0 ? 45_000 : null,
    team: `Team ${i % 40}`,
    worker: person(i),
  }) as MadeCell[];

function make(kind: Kind, rows: number): Buffer | string {
  const headings = importFields.map((field) => importColumns[field].heading);
  const all = Array.from({ length: rows }, (_, i) => i);
  if (kind === "csv") return [headings, ...all.map(tableRow)].map((row) => row.join()).join("\r\n");
  if (kind === "workbook") return workbook([{ name: "A", rows: [headings, ...all.map(tableRow)] }]);
  return workbook(
    annexLists.map((list, n) => ({
      name: list,
      rows: [headingsOf(list), ...all.filter((i) => i % 4 === n).map((i) => annexRow(list, i))],
    })),
  );
}

/** In a process of its own, so that the peak is that of reading alone. */
async function measure(path: string): Promise<Measure> {
  const started = performance.now();
  const file = await openCaseloadFile(path, path, today);
  if (!file.ok) throw new Error(file.problem);
  for await (const _ of file.rows);
  const rows = file.counts().reduce((sum, count) => sum + count.rows, 0);
  const seconds = (performance.now() - started) / 1000;
  return { seconds, megabytes: process.resourceUsage().maxRSS / 1024, rows };
}

function measureApart(path: string): Measure {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", process.argv[1] ?? "", "--read", path],
    { encoding: "utf8" },
  );
  try {
    return JSON.parse(stdout);
  } catch {
    throw new Error(stderr);
  }
}

function compare(most: number): void {
  const folder = mkdtempSync(join(tmpdir(), "caseload-bench-"));
  const times = (ratio: number) => `${ratio.toFixed(1)}x`;
  const line = (...cells: string[]) => console.log(cells.map((cell) => cell.padStart(11)).join(""));
  try {
    line("kind", "rows", "MB", "seconds", "rows/s", "peak MB", "to CSV", "to a tenth", "memory");
    for (const rows of [most / 10, most]) {
      let csv: Measure | null = null;
      for (const kind of kinds) {
        const path = join(folder, `${kind}-${rows}.${kind === "csv" ? "csv" : "xlsx"}`);
        writeFileSync(path, make(kind, rows));
        const found = measureApart(path);
        if (found.rows !== rows) throw new Error(`${found.rows} of ${rows} rows were read`);
        csv ??= found;
        const tenth = tenths.get(kind);
        if (!tenth) tenths.set(kind, found);
        line(
          ...[kind, String(rows), (statSync(path).size / 1e6).toFixed(1)],
          ...[found.seconds.toFixed(2), String(Math.round(rows / found.seconds))],
          ...[found.megabytes.toFixed(0), times(found.seconds / csv.seconds)],
          tenth ? times(found.seconds / tenth.seconds) : "",
          tenth ? times(found.megabytes / tenth.megabytes) : "",
        );
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const tenths = new Map<Kind, Measure>();
const [flag, path] = process.argv.slice(2);
if (flag === "--read" && path) console.log(JSON.stringify(await measure(path)));
else compare(Number(flag ?? 100_000));
