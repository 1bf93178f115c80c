/**
 * Owns what the learning log waits for: other sources of learning that are filed under nothing yet.
 * Practice: one row for all of them, with the age of the oldest; they are filed one by one.
 */
import { sql } from "kysely";
import { paths } from "~/paths";
import { scopeOf } from "~/rules/access/permission";
import { type AttentionFact, mostCounted } from "~/rules/home/attention";
import type { Db } from "../../core/open.server";
import { countAll } from "../../core/scope.server";
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
