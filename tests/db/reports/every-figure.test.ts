/**
 * Whatever audits there are, and in whatever order they become final, go back, are graded again, cycles
 * are closed and reopened, teams move and end, and records turn out to be one person’s: every figure of
 * every report, file and set of the feed equals a recount of the judgements themselves.
 */
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, it, vi } from "vitest";
import { fileOf } from "~/files/formats.server";
import type { ReportJson } from "~/files/json";
import { breakdownsOf } from "~/overviews/reports/breakdowns.server";
import { readBrief } from "~/overviews/reports/brief.server";
import { readCycleReport } from "~/overviews/reports/cycle-report.server";
import { cycleReportOf } from "~/overviews/reports/cycle-report-blocks";
import { readHeatTable } from "~/overviews/reports/heat-table.server";
import { readPeriodReport } from "~/overviews/reports/period-report.server";
import { listKeptDifferences } from "~/overviews/reports/recount.server";
import { readTeamReport } from "~/overviews/reports/team-report.server";
import { collectTrends, readTrendsFile } from "~/overviews/reports/trends.server";
import { scopeOf } from "~/rules/access/permission";
import { fieldNames } from "~/rules/audits/content";
import { type Block, eachBlock, type GradesRow, type Report } from "~/rules/reports/blocks";
import { findFeedSet } from "~/rules/reports/feed-model";
import { readFeedQuery } from "~/rules/reports/feed-query";
import { periodOf } from "~/rules/reports/periods";
import { bases, overall } from "~/rules/reports/reports";
import { type Judgement, judgementNames, judgements } from "~/rules/tools/grades";
import { type Grade, grades } from "~/rules/tools/scale";
import { promptAnswers } from "~/rules/tools/tools";
import { findActor, listTeams } from "~db/access/people.server";
import { newId } from "~db/core/ids.server";
import { transact } from "~db/core/open.server";
import { type Exercise, findExercise } from "~db/exercises/exercises.server";
import { finishAudits } from "~db/operations/audits/finality.server";
import { regrade } from "~db/operations/audits/regrade.server";
import { saveNumberAnswer } from "~db/operations/people/same-numbers-said.server";
import { keepTeams } from "~db/operations/people/team-changes.server";
import { findNumberGroup } from "~db/people/same-numbers.server";
import { unscopedFeedRows } from "~db/reports/feed.server";
import { describeDatabases } from "../../support/databases";
import { clear } from "../../support/judged";
import { anyMove, make } from "../../support/moves";
import {
  type Counts,
  countOf,
  expectGood,
  expectMix,
  finalOf,
  provisionalOf,
  type Raw,
  readRaw,
} from "../../support/raw-judgements";
import { makeWorld, type World, type WorldPerson } from "../../support/world";

vi.setConfig({ testTimeout: 60_000 });

const today = "2024-04-15";
const now = new Date(`${today}T08:00:00.000Z`);
const months = ["2023-11", "2024-01"];
const areaCodes = ["contact", "assessment", "plo"];

const anyAudit = fc.record({
  kind: fc.constant("audit" as const),
  cycle: fc.nat(1),
  place: fc.nat(2),
  overall: fc.constantFrom<Grade>(...grades),
  areas: fc.tuple(...areaCodes.map(() => fc.constantFrom<Judgement>(...judgements))),
  responsible: fc.nat(2),
  answer: fc.constantFrom(...promptAnswers, "often", ""),
  cohort: fc.constantFrom("child-in-need", "child-protection"),
  origin: fc.constantFrom("drawn" as const, "drawn" as const, "re-audit" as const),
  rounds: fc.constantFrom(1, 1, 2),
  moderated: fc.boolean(),
  finishes: fc.constantFrom(true, true, false),
});
const anyRegrade = fc.record({
  kind: fc.constant("regrade" as const),
  which: fc.nat(20),
  area: fc.constantFrom(overall, ...areaCodes),
  grade: fc.constantFrom<Grade>(...grades),
});
const anyClose = fc.record({
  kind: fc.constantFrom("close" as const, "reopen" as const),
  cycle: fc.nat(1),
});
const anyChild = fc.record({ kind: fc.constant("one child" as const), which: fc.nat(20) });
const anyStep = fc.oneof(
  { weight: 6, arbitrary: anyAudit },
  { weight: 2, arbitrary: anyRegrade },
  { weight: 1, arbitrary: anyClose },
  { weight: 1, arbitrary: anyChild },
  { weight: 3, arbitrary: anyMove.map((move) => ({ kind: "move" as const, move })) },
);
type Step = (typeof anyStep extends fc.Arbitrary<infer T> ? T : never) & object;

type Council = {
  world: World;
  cycles: string[];
  cast: WorldPerson[];
  caseId: string;
  finals: string[];
  /** Cases under whose reference a child goes on that was recorded twice. */
  goingOn: string[];
};

async function castOf(world: World): Promise<WorldPerson[]> {
  const { people, teams } = world;
  return [
    ...[people.auditor, people.otherAuditor, people.worker, people.otherWorker],
    ...[people.teamManager, people.serviceManager, people.leader],
    await world.addPerson("Gil Moss", "auditor", { worksIn: teams.care.id }),
  ];
}

/** The council with two cycles. */
async function makeCouncil(world: World, cast: WorldPerson[]): Promise<Council> {
  const cycles = [];
  for (const month of months)
    cycles.push(
      (await world.addExercise({ month, title: `Cycle of ${month}`, state: "moderating" })).id,
    );
  return { world, cycles, cast, caseId: (await world.addCase()).id, finals: [], goingOn: [] };
}

async function addAudit(council: Council, step: Extract<Step, { kind: "audit" }>): Promise<void> {
  const { world, cycles, finals } = council;
  const { db, people } = world;
  const teams = Object.values(world.teams);
  const own = teams[step.place] ?? world.teams.willow;
  const places = await listTeams(db);
  const serviceOf = (id: string) => places.find((one) => one.id === id)?.serviceId ?? "";
  const again = step.responsible === 0 ? council.goingOn.at(-1) : undefined;
  const audit = await world.addAudit({
    ...(again ? { case_id: again } : {}),
    ...{ exercise_id: cycles[step.cycle] ?? "", team_id: own.id, auditor_id: people.auditor.id },
    service_id: serviceOf(own.id),
    ...{ cohort: step.cohort, origin: step.origin, round: step.rounds },
    state: step.finishes ? "settled" : "submitted",
    submitted_at: `${today}T07:00:00.000Z`,
  });
  if (step.answer !== "")
    await world.addAnswers(audit.id, {
      [fieldNames.areaPrompt("plo", "timely")]: step.answer,
      [fieldNames.areaPromptNote("plo", "timely")]: "yes",
    });
  const given = [...areaCodes.map((code, at) => [code, step.areas[at]] as const)];
  const elsewhere = teams[step.responsible] ?? own;
  for (let round = 1; round <= step.rounds; round += 1)
    for (const source of step.moderated
      ? (["auditor", "moderator"] as const)
      : (["auditor"] as const))
      for (const [area, judgement] of [...given, [overall, step.overall] as const]) {
        const team = area === "contact" ? elsewhere : own;
        // What a return, or the moderator, sees otherwise.
        const changed = round === 1 && source === "auditor" ? judgement : step.overall;
        await db
          .insertInto("judgement")
          .values({
            ...{ audit_id: audit.id, area, source, round, judgement: changed ?? "not-judged" },
            ...{ reason: "As the record shows.", team_id: team.id },
            service_id: serviceOf(team.id),
            ...{ made_by: people.auditor.id, made_at: `${today}T07:00:00.000Z` },
          })
          .execute();
      }
  if (!step.finishes) return;
  const stamp = world.stampOf(people.qaLead);
  finals.push(...(await transact(db, (tx) => finishAudits(tx, stamp, [audit.id]))));
}

async function take(council: Council, step: Step): Promise<void> {
  const { world, cycles, cast, caseId, finals } = council;
  const { db, people } = world;
  if (step.kind === "audit") return addAudit(council, step);
  if (step.kind === "move") {
    await make(world, cast, [caseId], step.move);
    return;
  }
  if (step.kind === "regrade") {
    const id = finals[step.which % Math.max(1, finals.length)];
    if (!id) return;
    const changed = { [step.area]: { judgement: step.grade, reason: "Seen again." } };
    return transact(db, (tx) => regrade(tx, world.stampOf(people.qaLead), id, changed, newId()));
  }
  if (step.kind === "one child") return tellOneChild(council, step.which);
  await setClosed(world, cycles[step.cycle] ?? "", step.kind === "close");
}

/** An audited case turns out to be recorded twice: the child goes on under the other reference. */
async function tellOneChild({ world, goingOn }: Council, which: number): Promise<void> {
  const { db, people } = world;
  const audited = await db
    .selectFrom("audit")
    .innerJoin("case_record", "case_record.id", "audit.case_id")
    .select(["case_record.id", "case_record.reference"])
    .where("case_record.closed_on", "is", null)
    .orderBy("audit.id")
    .execute();
  const one = audited[which % Math.max(1, audited.length)];
  if (!one) return;
  const reference = one.reference.replace("-", "- ");
  const other = await world.addCase({ reference, reference_folded: reference.toLowerCase() });
  const group = await findNumberGroup(db, "case", one.id);
  if (!group) throw new Error("The two references are not seen as one");
  const said = { answer: "same", meantId: other.id } as const;
  const say = { kind: "case", group, said, today } as const;
  await transact(db, (tx) => saveNumberAnswer(tx, world.stampOf(people.qaLead), say));
  goingOn.push(other.id);
}

async function setClosed({ db }: World, id: string, closed: boolean): Promise<void> {
  const at = closed ? `${today}T08:00:00.000Z` : null;
  await db
    .updateTable("exercise")
    .set({ state: closed ? "closed" : "moderating", closed_at: at })
    .where("id", "=", id)
    .execute();
  if (closed) await transact(db, (tx) => keepTeams(tx, id));
}

const rowsOf = (blocks: readonly Block[], name: string): readonly GradesRow[] =>
  [...eachBlock(blocks)].flatMap(({ block }) =>
    block.kind === "grades" && block.name === name ? [...block.rows] : [],
  );

async function cycleOf(world: World, id: string): Promise<Exercise> {
  const exercise = await findExercise(world.db, id);
  if (!exercise) throw new Error("The cycle is gone");
  return exercise;
}

/** The report of a cycle, open or closed, on its page and in its files. */
async function checkCycle({ world }: Council, exercise: Exercise, raw: Raw): Promise<void> {
  const { db, people } = world;
  const actor = await findActor(db, people.qaLead.id);
  if (!actor) throw new Error("There is no lead");
  const inCycle = raw.filter(({ exercise_id }) => exercise_id === exercise.id);
  const rows = exercise.state === "closed" ? finalOf(inCycle) : provisionalOf(inCycle);
  const facts = await readCycleReport(db, exercise, actor, { now, today });
  expectMix("cycle", facts.mix, countOf(rows, overall));
  for (const { key, mix } of facts.areas) expectMix(`cycle ${key}`, mix, countOf(rows, key));
  const report = cycleReportOf(facts);
  for (const { key, mix } of rowsOf(report.blocks, "practice_areas"))
    expectMix(`blocks ${key}`, mix, countOf(rows, key));
  const file = await fileOf(report, "csv", { council: "", marking: "", made: now });
  const lines: string[][] = parse(file?.content ?? "", { bom: true });
  const counted = lines.slice(1).map((line) => [line[3], line[4], line[5], Number(line[6])]);
  const expected = await countedByTeam(world, rows);
  expect(counted.filter(([, , , count]) => count !== 0).toSorted()).toEqual(expected.toSorted());
  const json = await readJson(report);
  const values = (json.data?.rows ?? []).map((row) => [row[3], row[4], row[5], row[6]]);
  expect(values.filter(([, , , count]) => count !== 0).toSorted()).toEqual(expected.toSorted());
}

/** The report as its JSON file has it. */
async function readJson(report: Report): Promise<ReportJson> {
  const file = await fileOf(report, "json", { council: "", marking: "", made: now });
  return JSON.parse(String(file?.content));
}

async function countedByTeam({ db, tool }: World, rows: Raw) {
  const names = new Map(
    (await db.selectFrom("team").select(["id", "name"]).execute()).map(({ id, name }) => [
      id,
      name,
    ]),
  );
  const areaName = (code: string) =>
    tool.areas.find((area) => area.code === code)?.name ?? "Overall grade";
  const counts = new Map<string, number>();
  for (const { team_id, area, judgement } of rows) {
    const key = JSON.stringify([
      names.get(team_id),
      areaName(area),
      judgementNames[judgement as Judgement],
    ]);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([key, count]) => [...JSON.parse(key), count]);
}

/** What is shown of a closed cycle elsewhere: its breakdowns, and its teams' reports. */
async function checkClosed({ world }: Council, exercise: Exercise, raw: Raw): Promise<void> {
  const { db } = world;
  const own = raw.filter(({ exercise_id }) => exercise_id === exercise.id);
  const rows = finalOf(own);
  const { blocks } = await breakdownsOf(db, exercise, { withAges: true });
  const keyed = { cohorts: "cohort", services: "service_id" } as const;
  for (const [name, column] of Object.entries(keyed))
    for (const { key, mix } of rowsOf(blocks, name))
      expectMix(
        `${name} ${key}`,
        mix,
        countOf(
          rows.filter((row) => row[column as "cohort"] === key),
          overall,
        ),
      );
  for (const basis of bases) {
    const row = rowsOf(blocks, "bases").find(({ key }) => key === basis);
    if (row) expectMix(`basis ${basis}`, row.mix, countOf(finalOf(own, basis), overall));
  }
  for (const team of await listTeams(db)) {
    const { id } = team;
    const report = await readTeamReport(db, exercise, team, today);
    for (const row of report.rows) {
      const of = (keep: (one: Raw[number]) => boolean) => countOf(rows.filter(keep), row.key);
      expectMix(
        `team ${row.key}`,
        row.mix,
        of(({ team_id }) => team_id === id),
      );
      expectGood(
        "all teams",
        row.all,
        of(() => true),
      );
      expectGood(
        "service",
        row.service,
        of((one) => one.service_id === report.team.serviceId),
      );
    }
  }
}

/** What is shown of all closed cycles together: trends, the report of a year, the table of teams. */
async function checkTogether({ world }: Council, raw: Raw, closed: Exercise[]): Promise<void> {
  const { db, people } = world;
  const ids = closed.map(({ id }) => id);
  const rows = finalOf(raw.filter(({ exercise_id }) => ids.includes(exercise_id)));
  const of = (id: string, area: string, keep = (_: Raw[number]) => true) =>
    countOf(
      rows.filter((one) => one.exercise_id === id && keep(one)),
      area,
    );
  const willow = world.teams.willow.id;
  for (const query of ["", "area=plo", `whose=team:${willow}`, "cohort=child-protection"]) {
    const [area, keep] = {
      "": [overall, () => true] as const,
      "area=plo": ["plo", () => true] as const,
      "cohort=child-protection": [
        overall,
        (o: Raw[number]) => o.cohort === "child-protection",
      ] as const,
    }[query] ?? [overall, (one: Raw[number]) => one.team_id === willow];
    const trends = await collectTrends(db, new URLSearchParams(query));
    for (const { id, mix } of trends.cycles) expectMix(`trends ${query}`, mix, of(id, area, keep));
    for (const { block } of trends.trends)
      for (const { key, figure } of block.points) expectGood("trend", figure, of(key, area, keep));
  }
  for (const { id, month } of closed) {
    const period = periodOf("month", month);
    const report = await readPeriodReport(db, period, { today });
    const row = rowsOf(report.blocks, "cycles").find(({ key }) => key === id);
    if (row) expectMix(`period ${month}`, row.mix, of(id, overall));
  }
  const actor = await findActor(db, people.qaLead.id);
  if (!actor) throw new Error("There is no lead");
  const heat = await readHeatTable(db, actor, scopeOf(actor, "reports.read-team"));
  const last = closed.at(-1);
  for (const team of heat.teams)
    for (const { code, figure } of team.cells)
      if (last)
        expectGood(
          `heat ${code}`,
          figure,
          of(last.id, code, (one) => one.team_id === team.id),
        );
}

/** Grades as the JSON of trends names them. */
const inFile = (counts: Counts) => ({
  outstanding: counts.outstanding,
  good: counts.good,
  requiresImprovement: counts["requires-improvement"],
  inadequate: counts.inadequate,
});

/** What leaders and other programs are given of all closed cycles: the brief, and the JSON of trends. */
async function checkForOthers({ world }: Council, raw: Raw, closed: Exercise[]): Promise<void> {
  const { db, people, tool } = world;
  const rows = finalOf(raw);
  const of = (month: string, area: string) => {
    const id = closed.find((cycle) => cycle.month === month)?.id;
    return countOf(
      rows.filter(({ exercise_id }) => exercise_id === id),
      area,
    );
  };
  const codeOf = (name: unknown): string =>
    tool.areas.find((area) => area.name === name)?.code ?? overall;
  const actor = await findActor(db, people.qaLead.id);
  if (!actor) throw new Error("There is no lead");
  const brief = await readBrief(db, actor, today);
  const good = (counts: Counts) => counts.outstanding + counts.good;
  const graded = (counts: Counts) => grades.reduce((sum, grade) => sum + counts[grade], 0);
  const { data } = await readJson(brief);
  expect(data?.rows).toHaveLength(closed.length * (1 + areaCodes.length));
  for (const [month, , , area, count, base] of data?.rows ?? []) {
    const counts = of(String(month), codeOf(area));
    expect(["brief", area, count, base]).toEqual(["brief", area, good(counts), graded(counts)]);
  }
  const last = closed.at(-1)?.month ?? "";
  for (const { block } of eachBlock(brief.blocks))
    if (block.kind === "table" && block.name === "changes")
      for (const [area, now] of block.rows)
        if (typeof now === "object" && "figure" in now)
          expectGood(`brief ${area}`, now.figure, of(last, codeOf(area)));
  const file = await readTrendsFile(db, {});
  const shareOf = (counts: Counts) => ({ count: good(counts), of: graded(counts) });
  for (const { month, overall: mix, goodOrAbove } of file.cycles) {
    const counts = of(month, overall);
    expect([month, mix]).toEqual([month, inFile(counts)]);
    expect([month, goodOrAbove]).toMatchObject([month, shareOf(counts)]);
  }
  for (const { area, counts, notApplicable, notJudged, goodOrAbove } of file.areas) {
    const own = rows.filter(({ exercise_id }) => closed.some(({ id }) => id === exercise_id));
    const raw = countOf(own, area);
    expect([area, notApplicable, notJudged]).toEqual([
      area,
      raw["not-applicable"],
      raw["not-judged"],
    ]);
    expect([area, counts]).toEqual([area, inFile(raw)]);
    expect([area, goodOrAbove]).toMatchObject([area, shareOf(raw)]);
  }
}

/** The sets of the feed, whatever cycles are closed. */
async function checkFeed({ world }: Council, raw: Raw): Promise<void> {
  const { db } = world;
  const all = async (name: string) => {
    const set = findFeedSet(name);
    if (!set) throw new Error(`No set ${name}`);
    return unscopedFeedRows(db, set, readFeedQuery(set, new URLSearchParams()), 10_000, {
      today,
      kept: new Set(),
    });
  };
  const shown = (await all("Grades")).map(
    ({ AuditId, AreaCode, Basis, TeamId, ServiceId, GradeCode }) =>
      [AuditId, AreaCode, Basis, TeamId, ServiceId, GradeCode].join(" "),
  );
  const expected = bases.flatMap((basis) =>
    finalOf(raw, basis).map(({ id, area, source, team_id, service_id, judgement }) =>
      [id, area, source, team_id, service_id, judgement].join(" "),
    ),
  );
  expect(shown.toSorted()).toEqual(expected.toSorted());
  const finals = new Set(finalOf(raw).map(({ id }) => id));
  const typed = await db
    .selectFrom("answer")
    .select(["audit_id", "value"])
    .where("field", "=", fieldNames.areaPrompt("plo", "timely"))
    .execute();
  for (const answer of promptAnswers) {
    const rows = (await all("Prompts")).filter(({ Answer }) => Answer === answer);
    expect([answer, rows.reduce((sum, { Count }) => sum + Number(Count), 0)]).toEqual([
      answer,
      typed.filter(({ audit_id, value }) => finals.has(audit_id) && value === answer).length,
    ]);
  }
}

describeDatabases("Every figure", (makeDb) => {
  it("equals a recount of the judgements, after any order of what changes them", async () => {
    const empty = await makeWorld(await makeDb());
    const cast = await castOf(empty);
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 6, maxLength: 30 }), async (steps) => {
        const council = await makeCouncil(empty, cast);
        for (const step of steps) await take(council, step as Step);
        const raw = await readRaw(empty.db);
        const cycles = [];
        for (const id of council.cycles) cycles.push(await cycleOf(empty, id));
        for (const cycle of cycles) await checkCycle(council, cycle, raw);
        for (const cycle of cycles) {
          await setClosed(empty, cycle.id, true);
          await checkClosed(council, await cycleOf(empty, cycle.id), raw);
        }
        await checkTogether(council, raw, cycles);
        await checkForOthers(council, raw, cycles);
        await checkFeed(council, raw);
        expect(await listKeptDifferences(empty.db)).toEqual([]);
        await forget(council);
      }),
      { numRuns: 12 },
    );
  });
});

/** The same council again, without what was audited. */
async function forget({ world, cast }: Council): Promise<void> {
  const { db, exercise } = world;
  for (const table of [
    ...([
      "same_number",
      "inadequate_notice",
      "re_audit",
      "grade_pair",
      "answer",
      "exercise_team",
    ] as const),
  ])
    await db.deleteFrom(table).execute();
  await clear(world, cast);
  await db.deleteFrom("exercise").where("id", "<>", exercise.id).execute();
}
