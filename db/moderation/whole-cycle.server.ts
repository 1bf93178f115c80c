/**
 * Owns what is seen of cycles that were selected by a sealed order, counted for estimates of all
 * their audits. Practice: only closed cycles are asked for, whose grades nobody has still to give.
 */
import { type SqlBool, sql } from "kysely";
import { isSealed } from "~/rules/moderation/sealed-order";
import type { CycleParts } from "~/rules/reports/whole-cycle";
import { goodGrades } from "~/rules/tools/scale";
import type { Db } from "../core/open.server";

const count = (condition: ReturnType<typeof sql<SqlBool>>) =>
  sql<number>`cast(sum(case when ${condition} then 1 else 0 end) as integer)`;

/** In the order of the ids; those without a sealed order are left out. */
export async function listSeen(db: Db, exerciseIds: readonly string[]): Promise<CycleParts[]> {
  if (exerciseIds.length === 0) return [];
  const rows = await db
    .selectFrom("moderation_order as place")
    .innerJoin("exercise", "exercise.id", "place.exercise_id")
    .leftJoin("judgement as last", (join) =>
      join
        .onRef("last.audit_id", "=", "place.audit_id")
        .on("last.area", "=", "overall")
        .on("last.source", "=", "final"),
    )
    .leftJoin("judgement as own", (join) =>
      join
        .onRef("own.audit_id", "=", "place.audit_id")
        .on("own.area", "=", "overall")
        .on("own.source", "=", "auditor")
        .on(
          sql<SqlBool>`own.round = (select min(earlier.round) from judgement as earlier
            where earlier.audit_id = own.audit_id and earlier.source = 'auditor')`,
        ),
    )
    .select(["exercise.id", "exercise.month", "exercise.moderation_algorithm"])
    .select(["place.chance", "place.sampled"])
    .select(sql<number>`cast(count(*) as integer)`.as("all"))
    .select(count(sql<SqlBool>`last.judgement is null`).as("waiting"))
    .select(count(sql<SqlBool>`last.judgement = own.judgement`).as("confirmed"))
    .select(count(sql<SqlBool>`last.judgement in (${sql.join([...goodGrades])})`).as("goodOrAbove"))
    .select(
      count(
        sql<SqlBool>`exists (select 1 from moderation where moderation.audit_id = place.audit_id)`,
      ).as("moderated"),
    )
    .where("place.exercise_id", "in", exerciseIds)
    .where("place.chance", "is not", null)
    .groupBy(["exercise.id", "exercise.month", "exercise.moderation_algorithm"])
    .groupBy(["place.chance", "place.sampled"])
    .execute();
  return exerciseIds.flatMap((id) => {
    const [first, ...more] = rows.filter((row) => row.id === id);
    if (!first || !isSealed(first.moderation_algorithm)) return [];
    const parts: CycleParts = {
      id,
      month: first.month,
      certain: { n: 0, confirmed: 0, goodOrAbove: 0 },
      others: { all: 0, n: 0, confirmed: 0, goodOrAbove: 0, chance: null },
      waiting: 0,
      beside: 0,
    };
    for (const row of [first, ...more]) {
      const isCertain = row.chance === 1;
      if (!isCertain) {
        parts.others.all += row.all;
        parts.others.chance = row.chance;
      }
      if (row.sampled === 0) {
        parts.beside += row.moderated;
        continue;
      }
      const part = isCertain ? parts.certain : parts.others;
      part.n += row.all;
      part.confirmed += row.confirmed;
      part.goodOrAbove += row.goodOrAbove;
      parts.waiting += row.waiting;
    }
    return [parts];
  });
}
