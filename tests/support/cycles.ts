/**
 * Adds core cycles with their judgements to the small council of world.ts.
 *
 *   const cycle = await addCycle(world, "2024-01", [
 *     { team: world.teams.willow, overall: "good", areas: { assessment: "outstanding" } },
 *   ]);
 *
 * A cycle is closed, its audits final and its tallies kept, unless `open` says otherwise: then the
 * grades are the auditors' and every audit is submitted.
 */
import type { Judgement } from "~/rules/tools/grades";
import type { Grade } from "~/rules/tools/scale";
import type { ToolDefinition } from "~/rules/tools/tools";
import { newId } from "~db/core/ids.server";
import { transact } from "~db/core/open.server";
import { addToTallies } from "~db/reports/tallies.server";
import { type World, worldMorning } from "./world";

export type CycleAudit = {
  team: { id: string };
  overall: Grade;
  areas?: Record<string, Judgement>;
  /** The team responsible for the work of an area, where it is not the case's. */
  responsible?: Record<string, { id: string }>;
  cohort?: string;
  origin?: "drawn" | "re-audit";
};

export type CycleOptions = {
  open?: boolean;
  toolVersionId?: string;
  title?: string;
  narrative?: string;
};

export async function addCycle(
  world: World,
  month: string,
  audits: readonly CycleAudit[],
  { open = false, ...more }: CycleOptions = {},
) {
  const { db, people } = world;
  const at = `${month}-20T10:00:00.000Z`;
  const exercise = await world.addExercise({
    title: more.title ?? `Core audit cycle of ${month}`,
    month,
    state: open ? "moderating" : "closed",
    size: audits.length,
    closed_at: open ? null : `${month}-28T10:00:00.000Z`,
    tool_version_id: more.toolVersionId ?? world.toolVersionId,
    narrative: more.narrative ?? "",
  });
  const services = new Map(
    (await db.selectFrom("team").select(["id", "service_id"]).execute()).map(
      (team) => [team.id, team.service_id] as const,
    ),
  );
  const ids: string[] = [];
  for (const { team, overall, areas = {}, responsible = {}, cohort, origin } of audits) {
    const audit = await world.addAudit({
      exercise_id: exercise.id,
      team_id: team.id,
      service_id: services.get(team.id) ?? world.serviceId,
      state: open ? "submitted" : "final",
      submitted_at: at,
      final_at: open ? null : at,
      due_on: `${month}-21`,
      origin: origin ?? "drawn",
      cohort: cohort ?? "child-in-need",
    });
    ids.push(audit.id);
    await db
      .insertInto("judgement")
      .values(
        Object.entries<Judgement>({ ...areas, overall }).flatMap(([area, judgement]) =>
          (open ? (["auditor"] as const) : (["auditor", "final"] as const)).map((source) => ({
            audit_id: audit.id,
            area,
            source,
            round: 1,
            judgement,
            reason: "As the record shows.",
            team_id: responsible[area]?.id ?? team.id,
            service_id: services.get(responsible[area]?.id ?? team.id) ?? world.serviceId,
            made_by: people.auditor.id,
            made_at: at,
          })),
        ),
      )
      .execute();
  }
  if (!open) await transact(db, (tx) => addToTallies(tx, ids));
  return { ...exercise, auditIds: ids };
}

/** A second published version of the world's tool. */
export async function addToolVersion(world: World, major: number): Promise<string> {
  const id = newId();
  const { tool_id } = await world.db
    .selectFrom("tool_version")
    .select("tool_id")
    .where("id", "=", world.toolVersionId)
    .executeTakeFirstOrThrow();
  await world.db
    .insertInto("tool_version")
    .values({
      id,
      tool_id,
      major,
      minor: 0,
      state: "published",
      definition: JSON.stringify(world.tool),
      published_at: worldMorning,
    })
    .execute();
  return id;
}

/** Another core tool with one published version, 1.0 unless said; answers the version's id. */
export async function addOtherTool(
  world: World,
  name: string,
  definition: ToolDefinition = world.tool,
  major = 1,
): Promise<string> {
  const toolId = newId();
  const id = newId();
  await world.db
    .insertInto("tool")
    .values({ id: toolId, kind: "core", name, shared: 1, position: 9 })
    .execute();
  await world.db
    .insertInto("tool_version")
    .values({
      id,
      tool_id: toolId,
      major,
      minor: 0,
      state: "published",
      definition: JSON.stringify({ ...definition, name }),
      published_at: worldMorning,
    })
    .execute();
  return id;
}

/** So many audits of each grade, Outstanding first. */
export const auditsOf = (
  team: { id: string },
  counts: readonly [number, number, number, number],
  areas: (n: number) => Record<string, Judgement> = () => ({}),
): CycleAudit[] => {
  const codes = ["outstanding", "good", "requires-improvement", "inadequate"] as const;
  let n = 0;
  return codes.flatMap((overall, index) =>
    Array.from({ length: counts[index] ?? 0 }, () => {
      const audit = { team, overall, areas: areas(n) };
      n += 1;
      return audit;
    }),
  );
};
