/**
 * Owns reading the kept pairs of grades, and the audits that stand behind them.
 * Practice: only cycles that are closed are asked for, so that nobody who may still moderate learns
 * of grades here; how many cycles is bounded, so that reading does not grow with the past.
 */
import { type SqlBool, sql } from "kysely";
import type { Pair } from "~/rules/reports/agreement";
import type { PairGap } from "~/rules/reports/agreement-choices";
import { isBlind, listFinalBlind } from "../audits/blind.server";
import { countsInCycle } from "../core/counted.server";
import { unscopedOnePerson, whoIn } from "../core/one-person.server";
import type { Db } from "../core/open.server";
import { countAll } from "../core/scope.server";
import { countPairs } from "./pairs.server";

type Kept = Pair & { auditorName: string };

const placeOf = (pair: Pair): string =>
  [
    ...[pair.exerciseId, pair.area, pair.teamId, pair.cohort, pair.auditorId],
    ...[pair.auditor, pair.final, pair.random],
  ].join(" ");

/** The pairs of audits of which this reader must not learn the grades yet. */
async function listBlindPairs(db: Db, readerId: string): Promise<Pair[]> {
  const counted = await countPairs(db, await listFinalBlind(db, [readerId]));
  if (counted.length === 0) return [];
  const { who } = await unscopedOnePerson(db);
  return counted.map((row) => ({
    exerciseId: row.exercise_id,
    area: row.area,
    teamId: row.team_id,
    cohort: row.cohort,
    auditorId: who(row.auditor_id),
    auditor: row.auditor_grade,
    final: row.final_grade,
    random: row.random === 1,
    count: row.count,
  }));
}

/** Takes these pairs out of those that are kept; a pair may be kept in several rows. */
function without(pairs: readonly Kept[], blind: readonly Pair[]): Kept[] {
  const left = new Map<string, number>();
  for (const pair of blind) left.set(placeOf(pair), (left.get(placeOf(pair)) ?? 0) + pair.count);
  return pairs.flatMap((pair) => {
    const place = placeOf(pair);
    const taken = Math.min(pair.count, left.get(place) ?? 0);
    if (taken === 0) return [pair];
    left.set(place, (left.get(place) ?? 0) - taken);
    return pair.count === taken ? [] : [{ ...pair, count: pair.count - taken }];
  });
}

/**
 * Pairs of these exercises, by all that tells them apart but how they were moderated. As the audits
 * behind them are listed: without those that the reader is to grade again, or a figure less its list
 * would be their grade.
 */
export async function listPairs(
  db: Db,
  { readerId, exerciseIds }: Pick<PairsAsked, "readerId" | "exerciseIds">,
): Promise<Kept[]> {
  if (exerciseIds.length === 0) return [];
  const rows = await db
    .selectFrom("grade_pair")
    .innerJoin("one_person as auditor", "auditor.record_id", "grade_pair.auditor_id")
    .select(["grade_pair.exercise_id as exerciseId", "grade_pair.area"])
    .select(["grade_pair.team_id as teamId", "grade_pair.cohort", "auditor.id as auditorId"])
    .select(["auditor.name as auditorName", "grade_pair.auditor_grade as auditor"])
    .select(["grade_pair.final_grade as final", "grade_pair.random", "grade_pair.count"])
    .where("grade_pair.exercise_id", "in", exerciseIds)
    .orderBy("grade_pair.exercise_id")
    .orderBy("grade_pair.area")
    .orderBy("auditor.id")
    .execute();
  const pairs = rows.map(({ random, ...row }) => ({ ...row, random: random === 1 }));
  return without(pairs, await listBlindPairs(db, readerId));
}

/** How many audits each of these closed exercises has in its figures. */
export async function listCycleSizes(
  db: Db,
  exerciseIds: readonly string[],
): Promise<{ id: string; audits: number }[]> {
  if (exerciseIds.length === 0) return [];
  return db
    .selectFrom("tally")
    .select(["exercise_id as id"])
    .select(sql<number>`cast(sum(count) as integer)`.as("audits"))
    .where("exercise_id", "in", exerciseIds)
    .where("basis", "=", "auditor")
    .where("area", "=", "overall")
    .groupBy("exercise_id")
    .execute();
}

/** Which pairs: of these exercises and this area, and narrower where more is said. */
export type PairsAsked = {
  /** Who reads: what they are to grade again themselves is left out. */
  readerId: string;
  exerciseIds: readonly string[];
  area: string;
  auditorId?: string;
  auditor?: string;
  final?: string;
  /** By how the auditor's grade stands to the final one. */
  gap?: PairGap;
  /** Grades alone, the best first, to tell better from worse. */
  grades: readonly string[];
};

function pairAudits(db: Db, asked: PairsAsked) {
  const { readerId, exerciseIds, area, auditorId, auditor, final, gap, grades } = asked;
  const place = (column: "own.judgement" | "last.judgement") =>
    sql<number>`case ${sql.ref(column)} ${sql.join(
      grades.map((grade, at) => sql`when ${grade} then ${sql.lit(at)}`),
      sql` `,
    )} end`;
  const steps = sql<number>`(${place("own.judgement")} - ${place("last.judgement")})`;
  const gaps: Record<PairGap, ReturnType<typeof sql<SqlBool>>> = {
    same: sql<SqlBool>`${steps} = 0`,
    "within-one": sql<SqlBool>`${steps} between -1 and 1`,
    generous: sql<SqlBool>`${steps} < 0`,
    harsh: sql<SqlBool>`${steps} > 0`,
  };
  let query = db
    .selectFrom("moderation")
    .innerJoin("audit", "audit.id", "moderation.audit_id")
    .innerJoin("judgement as own", "own.audit_id", "audit.id")
    .innerJoin("judgement as last", (join) =>
      join
        .onRef("last.audit_id", "=", "own.audit_id")
        .onRef("last.area", "=", "own.area")
        .on("last.source", "=", "final"),
    )
    .where("moderation.exercise_id", "in", exerciseIds.length > 0 ? exerciseIds : [""])
    .where("moderation.state", "=", "decided")
    .where("audit.state", "=", "final")
    .where((eb) => eb.not(isBlind(eb.ref("audit.id"), [readerId])))
    .where(countsInCycle())
    .where("own.source", "=", "auditor")
    .where("own.area", "=", area)
    .where(
      sql<SqlBool>`own.round = (select min(earlier.round) from judgement as earlier
        where earlier.audit_id = own.audit_id and earlier.source = 'auditor')`,
    )
    .where("own.judgement", "in", grades)
    .where("last.judgement", "in", grades);
  if (auditorId) query = query.where(sql<SqlBool>`${whoIn("own.made_by")} = ${auditorId}`);
  if (auditor) query = query.where("own.judgement", "=", auditor);
  if (final) query = query.where("last.judgement", "=", final);
  return gap ? query.where(gaps[gap]) : query;
}

/** The audits behind such pairs, the latest cycle first. */
export async function unscopedPairAudits(
  db: Db,
  asked: PairsAsked,
  { offset, limit }: { offset: number; limit: number },
) {
  return pairAudits(db, asked)
    .innerJoin("exercise", "exercise.id", "audit.exercise_id")
    .innerJoin("case_record", "case_record.id", "audit.case_id")
    .innerJoin("team", "team.id", "own.team_id")
    .innerJoin("one_person as person", "person.record_id", "own.made_by")
    .select(["audit.id as auditId", "case_record.reference as caseReference"])
    .select(["exercise.month", "team.name as teamName", "person.name as auditorName"])
    .select(["own.judgement as auditor", "last.judgement as final", "last.reason"])
    .orderBy("exercise.month", "desc")
    .orderBy("case_record.reference_folded")
    .orderBy("audit.id")
    .limit(limit)
    .offset(offset)
    .execute();
}

/** How many there are. */
export async function countPairAudits(db: Db, asked: PairsAsked): Promise<number> {
  const row = await pairAudits(db, asked).select(countAll.as("n")).executeTakeFirstOrThrow();
  return row.n;
}
