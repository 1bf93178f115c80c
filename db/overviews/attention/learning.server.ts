/**
 * Owns what the learning log waits for: other sources of learning that are filed under nothing yet, and
 * dip samples that were ordered to test an action again; and good practice that nobody answered for.
 * Practice: one row for all sources, with the age of the oldest; they are filed one by one.
 */
import { sql } from "kysely";
import { paths } from "~/paths";
import { scopeOf } from "~/rules/access/permission";
import { addDays } from "~/rules/core/dates";
import { type AttentionFact, mostCounted, mostOfAKind } from "~/rules/home/attention";
import { testedIn } from "~/rules/learning-log/action-moves";
import { actionReference } from "~/rules/learning-log/learning-log";
import { logImportMachine } from "~/rules/learning-log/log-import";
import type { Db } from "../../core/open.server";
import { countAll, inScope } from "../../core/scope.server";
import { actionService } from "../../learning-log/action-sight.server";
import type { AttentionAsked } from "./sources.server";

export async function sourcesToFile(
  db: Db,
  { reader }: Pick<AttentionAsked, "reader">,
): Promise<AttentionFact[]> {
  // Whoever reads some alone files what they meet; who reads all of them is asked.
  if (!scopeOf(reader, "learning-log.read-source").everything) return [];
  const waiting = db
    .selectFrom("learning_source")
    .select("learning_source.entered_at")
    .where("learning_source.filed", "=", sql.lit(0))
    .orderBy("learning_source.entered_at")
    .limit(mostCounted);
  const { count, since } = await db
    .selectFrom(waiting.as("waiting"))
    .select([countAll.as("count"), (eb) => eb.fn.min("entered_at").as("since")])
    .executeTakeFirstOrThrow();
  if (count === 0) return [];
  return [
    {
      kind: "learning-source",
      subject: "",
      count,
      since,
      href: paths.learning.toFile(),
      place: "Learning log",
      meant: null,
    },
  ];
}

/** Of the services that the reader plans for; a cancelled sample leaves nothing that waits. */
export async function retestsToPlan(
  db: Db,
  { reader }: Pick<AttentionAsked, "reader">,
): Promise<AttentionFact[]> {
  const scope = scopeOf(reader, "learning-log.verify");
  const rows = await db
    .selectFrom("action_retest")
    .innerJoin("action", "action.id", "action_retest.action_id")
    .select(["action_retest.id", "action.reference", "action_retest.ordered_at as since"])
    .where("action_retest.exercise_id", "is", null)
    .where("action.status", "in", testedIn)
    .where((eb) => inScope(eb, scope, { team: eb.ref("action.team_id"), service: actionService }))
    .orderBy("action_retest.ordered_at")
    .limit(mostOfAKind)
    .execute();
  return rows.map(({ id, reference, since }) => ({
    kind: "retest-to-plan",
    subject: `action ${actionReference(reference)}`,
    count: 1,
    since,
    href: paths.exercises.planDipSample({ retest: id }),
    place: "Learning log",
    meant: null,
  }));
}

/** So many days someone has to answer before whoever keeps the collection is told. */
const patience = 28;

/** Thanks that could be shared and that worker or manager let lie, or can no longer answer. */
export async function thanksUnanswered(
  db: Db,
  { today }: Pick<AttentionAsked, "today">,
): Promise<AttentionFact[]> {
  const waiting = db
    .selectFrom("good_practice")
    .select("good_practice.asked_at")
    .where("good_practice.state", "in", [sql.lit("asked"), sql.lit("consented")])
    .where("good_practice.asked_at", "<", addDays(today, -patience))
    .orderBy("good_practice.asked_at")
    .limit(mostCounted);
  const { count, since } = await db
    .selectFrom(waiting.as("waiting"))
    .select([countAll.as("count"), (eb) => eb.fn.min("asked_at").as("since")])
    .executeTakeFirstOrThrow();
  return count === 0
    ? []
    : [
        {
          ...{ kind: "thanks-unanswered", subject: "", count, since, meant: null },
          ...{ href: paths.learning.goodPractice(), place: "Learning log" },
        },
      ];
}

/** Earlier logs that someone read from a file, and that nobody has imported or discarded. */
export async function unscopedLogsToImport(db: Db): Promise<AttentionFact[]> {
  const rows = await db
    .selectFrom("log_import")
    .select(["id", "file_name as fileName", "read_at as since"])
    .where("state", "=", logImportMachine.first)
    .orderBy("read_at")
    .limit(mostOfAKind)
    .execute();
  return rows.map(({ id, fileName, since }) => ({
    ...{ kind: "log-import", subject: fileName.slice(0, 60), count: 1, since, meant: null },
    ...{ href: paths.log.importOne(id), place: "Learning log" },
  }));
}
