import fc from "fast-check";
import { expect, it } from "vitest";
import { goodFigure } from "~/rules/reports/figure";
import { countTallies, overall } from "~/rules/reports/reports";
import { trendsFile } from "~/rules/reports/trends";
import { isGoodOrAbove, isGrade, type Judgement, judgements } from "~/rules/tools/grades";
import { grades } from "~/rules/tools/scale";
import type { Db } from "~db/core/open.server";
import {
  listAreas,
  listClosedCycles,
  listProvisionalTallies,
  listTallies,
  listTeamTallies,
} from "~db/reports/reports.server";
import {
  addCycle,
  addOtherTool,
  addToolVersion,
  auditsOf,
  type CycleAudit,
} from "../../support/cycles";
import { describeDatabases } from "../../support/databases";
import { makeWorld } from "../../support/world";

/** Final judgements as they stand in the rows of the audits: what every figure must equal. */
const rawJudgements = (db: Db, exerciseIds: string[]) =>
  db
    .selectFrom("judgement")
    .innerJoin("audit", "audit.id", "judgement.audit_id")
    .select(["audit.exercise_id as exerciseId", "judgement.team_id as teamId"])
    .select(["judgement.area", "judgement.judgement"])
    .where("source", "=", "final")
    .where("audit.origin", "<>", "re-audit")
    .where("audit.exercise_id", "in", exerciseIds)
    .execute();

type Raw = Awaited<ReturnType<typeof rawJudgements>>;

function recount(raw: Raw, keep: (row: Raw[number]) => boolean) {
  const kept = raw.filter(keep).map(({ judgement }) => judgement);
  const graded = kept.filter(isGrade);
  return {
    counts: Object.fromEntries(judgements.map((j) => [j, kept.filter((k) => k === j).length])),
    share: {
      count: graded.filter(isGoodOrAbove).length,
      of: graded.length,
      percent:
        graded.length === 0
          ? null
          : Math.floor(
              (200 * graded.filter(isGoodOrAbove).length + graded.length) / (2 * graded.length),
            ),
    },
  };
}

describeDatabases("Reports", (makeDb) => {
  it("show figures that equal a recount of the final judgements", async () => {
    const world = await makeWorld(await makeDb());
    const teams = Object.values(world.teams);
    const codes = world.tool.areas.map(({ code }) => code);
    const team = fc.constantFrom(...teams);
    const audit: fc.Arbitrary<CycleAudit> = fc.record({
      team,
      overall: fc.constantFrom(...grades),
      areas: fc
        .tuple(...codes.map(() => fc.constantFrom<Judgement>(...judgements)))
        .map((list) => Object.fromEntries(codes.map((code, n) => [code, list[n] as Judgement]))),
      responsible: fc.dictionary(fc.constantFrom(...codes), team),
      cohort: fc.constantFrom("child-in-need", "child-protection"),
      origin: fc.constantFrom("drawn" as const, "drawn" as const, "re-audit" as const),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(audit, { maxLength: 12 }), { minLength: 1, maxLength: 3 }),
        async (drawn) => {
          const cycles = [];
          for (const audits of drawn) cycles.push(await addCycle(world, "2024-01", audits));
          const ids = cycles.map(({ id }) => id);
          const raw = await rawJudgements(world.db, ids);
          const closed = (await listClosedCycles(world.db)).filter(({ id }) => ids.includes(id));
          const tallies = await listTallies(world.db, ids, "final");
          const byTeam = await listTeamTallies(world.db, ids, "final");
          const file = trendsFile(closed, tallies, codes);
          expect(closed.map(({ id }) => id).sort()).toEqual([...ids].sort());
          expect(file.total.goodOrAbove).toEqual(recount(raw, (r) => r.area === overall).share);
          closed.forEach(({ id }, n) => {
            const own = recount(raw, (r) => r.area === overall && r.exerciseId === id);
            expect(file.cycles[n]?.goodOrAbove).toEqual(own.share);
            expect(file.cycles[n]?.audits).toBe(own.share.of);
          });
          for (const { area, counts, ...rest } of file.areas) {
            const own = recount(raw, (r) => r.area === area);
            expect({
              outstanding: counts.outstanding,
              good: counts.good,
              "requires-improvement": counts.requiresImprovement,
              inadequate: counts.inadequate,
              "not-applicable": rest.notApplicable,
              "not-judged": rest.notJudged,
            }).toEqual(own.counts);
            expect(rest.goodOrAbove).toEqual(own.share);
          }
          for (const { id: teamId } of teams) {
            const theirs = await listTallies(world.db, ids, "final", { teamId });
            for (const area of [...codes, overall]) {
              const own = recount(raw, (r) => r.area === area && r.teamId === teamId);
              expect(countTallies(theirs, area)).toEqual(own.counts);
              const { count, of: base, percent } = own.share;
              expect(goodFigure(countTallies(theirs, area))).toMatchObject({
                count,
                base,
                ...(percent === null ? {} : { share: percent }),
              });
              const same = byTeam.filter((tally) => tally.teamId === teamId);
              expect(countTallies(same, area)).toEqual(own.counts);
            }
          }
        },
      ),
      { numRuns: 12 },
    );
  });

  it("count a cycle still open from the judgements as they stand, the latest round alone", async () => {
    const world = await makeWorld(await makeDb());
    const { willow } = world.teams;
    const open = await addCycle(world, "2024-03", auditsOf(willow, [0, 2, 1, 0]), { open: true });
    const [first = ""] = open.auditIds;
    const { audit_id, area, team_id, service_id, made_by, made_at } = await world.db
      .selectFrom("judgement")
      .selectAll()
      .where("audit_id", "=", first)
      .executeTakeFirstOrThrow();
    const again = { audit_id, area, team_id, service_id, made_by, made_at, reason: "Mended." };
    await world.db
      .insertInto("judgement")
      .values([
        { ...again, source: "auditor", round: 2, judgement: "inadequate" },
        { ...again, source: "moderator", round: 2, judgement: "outstanding" },
      ])
      .execute();
    await world.db
      .updateTable("audit")
      .set({ state: "withdrawn" })
      .where("id", "=", open.auditIds[2] ?? "")
      .execute();
    const counts = countTallies(await listProvisionalTallies(world.db, open.id), overall);
    expect(counts).toMatchObject({ outstanding: 0, good: 1, inadequate: 1 });
    expect(counts["requires-improvement"]).toBe(0);
    expect(await listTallies(world.db, [open.id], "final")).toEqual([]);
  });

  it("list closed core cycles oldest first, both months included", async () => {
    const world = await makeWorld(await makeDb());
    const first = await addToolVersion(world, 1);
    await addCycle(world, "2023-08", [], { toolVersionId: first });
    await addCycle(world, "2024-01", [], { title: "One of two in January" });
    await addCycle(world, "2023-11", []);
    await addCycle(world, "2024-01", [], { title: "Two of two in January" });
    await addCycle(world, "2023-12", [], { open: true });
    await world.addExercise({ kind: "thematic", month: "2023-12", state: "closed" });
    const months = async (of: Parameters<typeof listClosedCycles>[1]) =>
      (await listClosedCycles(world.db, of)).map(({ month, edition }) => [month, edition.major]);
    expect(await months({})).toEqual([
      ["2023-08", 1],
      ["2023-11", 2],
      ["2024-01", 2],
      ["2024-01", 2],
    ]);
    expect(await months({ from: "2023-11", to: "2023-11" })).toEqual([["2023-11", 2]]);
    expect(await months({ last: 1 })).toEqual([["2024-01", 2]]);
    const cycles = await listClosedCycles(world.db);
    expect((await listAreas(world.db, cycles)).map((a) => a.code)).toEqual(
      world.tool.areas.map(({ code }) => code),
    );
  });

  it("name areas as the latest cycle's tool does, whichever number that has", async () => {
    const world = await makeWorld(await makeDb());
    const [area] = world.tool.areas;
    if (!area) throw new Error("The tool has areas");
    const other = await addOtherTool(world, "SEND audit", {
      ...world.tool,
      areas: [
        { ...area, code: "health-plan", name: "Health plan" },
        { ...area, name: "As SEND says" },
      ],
    });
    await addCycle(world, "2024-01", [], { toolVersionId: other });
    await addCycle(world, "2023-11", []);
    const cycles = await listClosedCycles(world.db);
    expect(cycles.map(({ edition }) => [edition.toolName, edition.major])).toEqual([
      [expect.any(String), 2],
      ["SEND audit", 1],
    ]);
    expect(cycles[0]?.edition.toolId).not.toBe(cycles[1]?.edition.toolId);
    expect((await listAreas(world.db, cycles)).map(({ name }) => name)).toEqual([
      "Health plan",
      "As SEND says",
      ...world.tool.areas.slice(1).map(({ name }) => name),
    ]);
  });
});
