/**
 * Owns finding what of the programme was not begun by the end of its month.
 * Practice: it waits for whoever leads it, and for every QA lead, until it is begun, moved, or someone
 * has said why it was missed.
 */
import { paths } from "~/paths";
import { scopeOf } from "~/rules/access/permission";
import { addDays, lastDayOf, monthOf } from "~/rules/core/dates";
import { type AttentionFact, mostOfAKind } from "~/rules/home/attention";
import type { Db } from "../../core/open.server";
import { inScope } from "../../core/scope.server";
import { unscopedNotBegun } from "../../exercises/planned.server";
import type { AttentionAsked } from "./sources.server";

/** The first day after a month (YYYY-MM). */
const overSince = (month: string): string => addDays(lastDayOf(month), 1);

export async function programmeNotBegun(
  db: Db,
  { reader, today }: Pick<AttentionAsked, "reader" | "today">,
): Promise<AttentionFact[]> {
  const scope = scopeOf(reader, "programme.change");
  const thisMonth = monthOf(today);
  const planned = (await unscopedNotBegun(db, thisMonth, mostOfAKind)).filter(
    ({ ownerId }) => scope.everything || ownerId === reader.id,
  );
  const exercises = await db
    .selectFrom("exercise")
    .innerJoin("one_person as lead", "lead.record_id", "exercise.lead_id")
    .select(["exercise.id", "exercise.graded", "exercise.title", "exercise.month"])
    .select(["lead.name as leadName", "lead.active as leadActive"])
    .where("exercise.state", "in", ["planned", "drawn"])
    .where("exercise.only_re_audits", "=", 0)
    .where("exercise.month", "<", thisMonth)
    .where((eb) =>
      inScope(eb as never, scopeOf(reader, "exercises.manage"), {
        ties: { lead: eb.ref("exercise.lead_id") },
      }),
    )
    .orderBy("exercise.month")
    .orderBy("exercise.id")
    .limit(mostOfAKind)
    .execute();
  const kind = "programme-not-begun" as const;
  const list = paths.programme({ state: "not-begun", view: "list" });
  return [
    ...planned.map((one) => ({
      kind,
      subject: `“${one.title}”`,
      count: 1,
      since: overSince(one.month),
      href: paths.planned.one(one.id),
      list,
      place: "",
      meant: one.ownerActive ? one.ownerName : null,
    })),
    ...exercises.map((one) => ({
      kind,
      subject: `“${one.title}”`,
      count: 1,
      since: overSince(one.month),
      href: one.graded === 1 ? paths.exercises.edit(one.id) : paths.exercises.samplePlan(one.id),
      list,
      place: "",
      meant: one.leadActive === 1 ? one.leadName : null,
    })),
  ];
}
