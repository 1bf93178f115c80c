/**
 * Owns where the sets of the feed come from: for each a query whose columns are its properties.
 * Practice: column by column, so that nothing is in the feed by being in a table; no words that
 * anyone wrote, no case and no member of staff. Grades are those that are tallied, of final audits.
 */
import { type RawBuilder, sql } from "kysely";
import { calendarRows } from "~/rules/reports/feed-calendar";
import type { FeedRow, FeedSetName } from "~/rules/reports/feed-shapes";
import type { ResponseState } from "~/rules/reports/responses";
import { readDefinition } from "~/rules/tools/definition";
import { goodGrades, grades } from "~/rules/tools/scale";
import { gradedAreas, type ToolDefinition } from "~/rules/tools/tools";
import { countsInCycle } from "../core/counted.server";
import type { Db } from "../core/open.server";

/** Sets that a database answers. */
export type StoredSet = Exclude<
  FeedSetName,
  "PracticeAreas" | "PromptTexts" | "Themes" | "Calendar"
>;

/** On which day the feed is read, and in which cycles its reader is to grade an audit again. */
export type FeedReading = { today: string; kept: ReadonlySet<string> };

const oneOf = (column: string, codes: readonly string[]): RawBuilder<number> =>
  sql<number>`case when ${sql.ref(column)} in (${sql.join([...codes])}) then 1 else 0 end`;

const filled = (column: string): RawBuilder<number> =>
  sql<number>`case when ${sql.ref(column)} <> '' then 1 else 0 end`;

const exercises = (db: Db) =>
  db
    .selectFrom("exercise")
    .select(["id as ExerciseId", "kind as Kind", "title as Title", "month as Month"])
    .select(sql<string>`month || '-01'`.as("StartsOn"))
    .select(["state as State", "service_id as ServiceId", "size as Size"])
    .select(["moderated as IsModerated", "released_at as ReleasedAt", "closed_at as ClosedAt"]);

const audits = (db: Db) =>
  db
    .selectFrom("audit")
    .select(["id as AuditId", "exercise_id as ExerciseId", "team_id as TeamId"])
    .select(["service_id as ServiceId", "cohort as Cohort", "state as State", "origin as Origin"])
    .select(["round as Round", "due_on as DueOn", "submitted_at as SubmittedAt"])
    .select("final_at as FinalAt")
    .select(
      sql<number>`case when state = 'final' and ${countsInCycle()} then 1 else 0 end`.as(
        "CountsInFigures",
      ),
    );

/** As `addToTallies` counts them: the first of each basis, of final audits that count. */
const gradeRows = (db: Db, { kept }: FeedReading) =>
  db
    .selectFrom("judgement")
    .innerJoin("audit", "audit.id", "judgement.audit_id")
    .select(["judgement.audit_id as AuditId", "judgement.area as AreaCode"])
    .select(["judgement.source as Basis", "audit.exercise_id as ExerciseId"])
    .select(["judgement.team_id as TeamId", "judgement.service_id as ServiceId"])
    .select(["audit.cohort as Cohort", "judgement.judgement as GradeCode"])
    .select(oneOf("judgement.judgement", grades).as("IsGraded"))
    .select(oneOf("judgement.judgement", goodGrades).as("IsGoodOrAbove"))
    .where("audit.state", "=", "final")
    .where(countsInCycle())
    .$if(kept.size > 0, (query) => query.where("audit.exercise_id", "not in", [...kept]))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("judgement as earlier")
            .select("earlier.round")
            .whereRef("earlier.audit_id", "=", "judgement.audit_id")
            .whereRef("earlier.source", "=", "judgement.source")
            .whereRef("earlier.round", "<", "judgement.round"),
        ),
      ),
    );

const promptRows = (db: Db, { kept }: FeedReading) =>
  db
    .selectFrom("prompt_tally")
    .$if(kept.size > 0, (query) => query.where("exercise_id", "not in", [...kept]))
    .select(["exercise_id as ExerciseId", "team_id as TeamId", "service_id as ServiceId"])
    .select(["cohort as Cohort", "area as AreaCode", "prompt as PromptCode", "answer as Answer"])
    .select(sql<string>`area || '/' || prompt`.as("PromptKey"))
    .select("count as Count");

/** Of final audits that count; and those of a closed exercise as a whole. */
const findings = (db: Db, { kept }: FeedReading) =>
  db
    .selectFrom("finding")
    .innerJoin("exercise", "exercise.id", "finding.exercise_id")
    .leftJoin("audit", "audit.id", "finding.audit_id")
    .select(["finding.id as FindingId", "finding.kind as Kind", "finding.area as AreaCode"])
    .select(["finding.theme as ThemeCode", "finding.case_count as CaseCount"])
    .select(["finding.exercise_id as ExerciseId", "finding.audit_id as AuditId"])
    .select(["audit.team_id as TeamId", "audit.service_id as ServiceId"])
    .select("audit.cohort as Cohort")
    .where((eb) =>
      eb.or([
        eb.and([eb("finding.audit_id", "is", null), eb("exercise.state", "=", "closed")]),
        eb.and([
          eb("audit.state", "=", "final"),
          countsInCycle(),
          ...(kept.size > 0 ? [eb("audit.exercise_id", "not in", [...kept])] : []),
        ]),
      ]),
    );

const actions = (db: Db) =>
  db
    .selectFrom("action")
    .select(["id as ActionId", "reference as Reference", "level as Level", "status as Status"])
    .select(["area as AreaCode", "team_id as TeamId", "service_id as ServiceId"])
    .select(["exercise_id as ExerciseId", "response_id as ResponseId", "raised_at as RaisedAt"])
    .select(["due_on as DueOn", "completed_on as CompletedOn", "verified_on as VerifiedOn"]);

/** Its state is that of `responseState`, on the day of the reading. */
const responses = (db: Db, { today }: FeedReading) =>
  db
    .selectFrom("response")
    .select(["id as ResponseId", "exercise_id as ExerciseId", "team_id as TeamId"])
    .select(["asked_at as AskedAt", "due_on as DueOn", "read_at as ReadAt"])
    .select(["answered_at as AnsweredAt", "sent_back_at as SentBackAt"])
    .select("agreed_at as AgreedAt")
    .select(
      sql<ResponseState>`case when agreed_at is not null then 'agreed'
        when answered_at is not null then 'answered' when due_on < ${today} then 'late'
        when sent_back_at is not null then 'sent-back' when read_at is not null then 'read'
        else 'asked' end`.as("State"),
    )
    .select(filled("none_needed_reason").as("IsNoneNeeded"));

const teams = (db: Db) =>
  db
    .selectFrom("team")
    .select(["id as TeamId", "name as Name", "service_id as ServiceId"])
    .select(["holds_cases as HoldsCases", "retired_on as RetiredOn"])
    .select("successor_id as SuccessorId");

const services = (db: Db) =>
  db.selectFrom("service").select(["id as ServiceId", "name as Name", "position as Position"]);

const sources = {
  Exercises: exercises,
  Audits: audits,
  Grades: gradeRows,
  Prompts: promptRows,
  Findings: findings,
  Actions: actions,
  Responses: responses,
  Teams: teams,
  Services: services,
} as const satisfies Record<StoredSet, unknown>;

export const isStored = (name: FeedSetName): name is StoredSet => name in sources;

/** The rows of a set as a table of their own, called `feed`. */
export const sourceOf = (db: Db, name: StoredSet, reading: FeedReading) =>
  db.selectFrom(sources[name](db, reading).as("feed") as never);

/** What every published tool is made of, the latest first. */
async function publishedTools(db: Db): Promise<ToolDefinition[]> {
  const rows = await db
    .selectFrom("tool_version")
    .select("definition")
    .where("state", "!=", "draft")
    .orderBy("published_at", "desc")
    .orderBy("id", "desc")
    .execute();
  return rows.map(({ definition }) => readDefinition(definition));
}

/** A row for each code, in the words of the first that has it. */
function firstOf(
  codeName: string,
  named: readonly (readonly [code: string, row: FeedRow])[],
): FeedRow[] {
  const rows = new Map<string, FeedRow>();
  for (const [code, row] of named)
    if (!rows.has(code)) rows.set(code, { [codeName]: code, ...row, Position: rows.size });
  return [...rows.values()];
}

/** The graded areas and the overall grade. */
const areaRows = (tools: readonly ToolDefinition[]): FeedRow[] =>
  firstOf("AreaCode", [
    ["overall", { Name: "Overall" }],
    ...tools.flatMap((tool) =>
      gradedAreas(tool).map(({ code, name }) => [code, { Name: name }] as const),
    ),
  ]);

const promptTextRows = (tools: readonly ToolDefinition[]): FeedRow[] =>
  firstOf(
    "PromptKey",
    tools.flatMap(({ areas }) =>
      areas.flatMap(({ code: AreaCode, prompts }) =>
        prompts.map(
          ({ code: PromptCode, text: Text }) =>
            [`${AreaCode}/${PromptCode}`, { AreaCode, PromptCode, Text }] as const,
        ),
      ),
    ),
  );

const themeRows = (tools: readonly ToolDefinition[]): FeedRow[] =>
  firstOf(
    "ThemeCode",
    tools.flatMap(({ themes }) => themes.map(({ code, name }) => [code, { Name: name }] as const)),
  );

async function dayRows(db: Db, today: string): Promise<FeedRow[]> {
  const first = await db
    .selectFrom("exercise")
    .select("month")
    .orderBy("month")
    .limit(1)
    .executeTakeFirst();
  const year = Number(today.slice(0, 4));
  return calendarRows(Math.min(year, Number(first?.month.slice(0, 4) ?? year)), year + 1);
}

const ofTools = { PracticeAreas: areaRows, PromptTexts: promptTextRows, Themes: themeRows };

/** The rows of a set that no table holds. */
export const rowsMade = async (
  db: Db,
  name: Exclude<FeedSetName, StoredSet>,
  today: string,
): Promise<FeedRow[]> =>
  name === "Calendar" ? dayRows(db, today) : ofTools[name](await publishedTools(db));
