/**
 * Owns what selection for moderation goes by: every audit of an exercise that is not withdrawn, with
 * what makes it certain to be moderated and where it stands in the sealed order.
 */
import { groupedBy } from "~/rules/core/grouped";
import { type CertainReason, certainReasons } from "~/rules/moderation/certain";
import { isInUse } from "~/rules/moderation/moderation";
import type { LiveAudit, SelectionReason } from "~/rules/moderation/selection";
import { isGrade, isJudgement } from "~/rules/tools/grades";
import { isNotWithdrawn } from "../../core/counted.server";
import { begunFlag } from "../../core/drafts.server";
import { whoIn } from "../../core/one-person.server";
import type { Db } from "../../core/open.server";
import type { KeptPlace } from "../../moderation/order.server";
import { isEstablished } from "../../people/register.server";

export type LiveInExercise = LiveAudit & { isReAudit: boolean };

/** Every audit that was not withdrawn, in the order of their ids; `certain` by the reasons in use. */
export async function listLive(
  db: Db,
  exerciseId: string,
  order: readonly KeptPlace[],
  inUse: readonly CertainReason[],
): Promise<LiveInExercise[]> {
  const audits = await db
    .selectFrom("audit")
    .leftJoin("one_person as person", "person.record_id", "audit.auditor_id")
    .select(["audit.id", "audit.origin", "audit.submitted_at", "audit.state"])
    .select("audit.prompts_answered")
    .select((eb) => isEstablished(eb.ref("person.id")).as("established"))
    .where("audit.exercise_id", "=", exerciseId)
    .where(isNotWithdrawn())
    .orderBy("audit.id")
    .execute();
  if (audits.length === 0) return [];
  const judged = await db
    .selectFrom("judgement")
    .innerJoin("audit", "audit.id", "judgement.audit_id")
    .select(["judgement.audit_id", "judgement.area", "judgement.judgement", "judgement.round"])
    .where("audit.exercise_id", "=", exerciseId)
    .where("judgement.source", "=", "auditor")
    .orderBy("judgement.round", "desc")
    .execute();
  const concerned = await db
    .selectFrom("concern")
    .innerJoin("audit", "audit.id", "concern.audit_id")
    .select("audit.id")
    .where("audit.exercise_id", "=", exerciseId)
    .execute();
  const declined = await db
    .selectFrom("correction")
    .innerJoin("audit", "audit.id", "correction.audit_id")
    .select("audit.id")
    .where("audit.exercise_id", "=", exerciseId)
    .where("correction.answer", "=", "declined")
    .execute();
  const moderations = await db
    .selectFrom("moderation")
    .select(["audit_id", "reason", "committed_at", "round", begunFlag])
    .where("exercise_id", "=", exerciseId)
    .orderBy("round", "desc")
    .execute();
  const firsts = await listFirstAudits(db, exerciseId);
  const letGo = await db
    .selectFrom("moderation_release")
    .select("audit_id")
    .where("exercise_id", "=", exerciseId)
    .execute();
  const judgedOf = groupedBy(judged, (row) => row.audit_id);
  const moderationsOf = groupedBy(moderations, (row) => row.audit_id);
  const released = new Set(letGo.map((row) => row.audit_id));
  const raised = new Set(concerned.map((row) => row.id));
  const disputed = new Set(declined.map((row) => row.id));
  const places = new Map(order.map((one) => [one.auditNow, one]));
  return audits.map((audit) => {
    const rows = judgedOf.get(audit.id) ?? [];
    const latest = rows.filter((row) => row.round === rows[0]?.round);
    const overall = latest.find((row) => row.area === "overall")?.judgement ?? "";
    const moderation = moderationsOf.get(audit.id)?.[0];
    const place = places.get(audit.id);
    return {
      auditId: audit.id,
      place: place?.place ?? 0,
      turn: place?.turn ?? 0,
      arrived:
        audit.submitted_at !== null && audit.state !== "allocated" && audit.state !== "started",
      letGo: released.has(audit.id),
      isReAudit: audit.origin === "re-audit",
      certain: certainReasons(
        {
          overall: isGrade(overall) ? overall : null,
          areas: latest
            .filter((row) => row.area !== "overall")
            .flatMap(({ judgement }) => (isJudgement(judgement) ? [judgement] : [])),
          auditorEstablished: audit.established === 1,
          auditorsFirst: firsts.has(audit.id),
          concernRaised: raised.has(audit.id),
          promptAnswered: audit.prompts_answered > 0,
          correctionDeclined: disputed.has(audit.id),
        },
        inUse,
      ),
      selected: moderation
        ? {
            reason: moderation.reason as SelectionReason,
            committed:
              moderation.round > 1 || isInUse(moderation.committed_at, moderation.begun === 1),
          }
        : null,
    };
  });
}

/** Of each auditor of the exercise the one audit they submitted before all others, anywhere. */
async function listFirstAudits(db: Db, exerciseId: string): Promise<Set<string>> {
  // Of each record of theirs the first, by the index that has them in this order.
  const firsts = db
    .selectFrom("person as record")
    .select(whoIn("record.id").as("person_id"))
    .select((eb) =>
      eb
        .selectFrom("audit as first")
        .select("first.id")
        .whereRef("first.auditor_id", "=", "record.id")
        .where("first.submitted_at", "is not", null)
        .where(isNotWithdrawn("first"))
        .orderBy("first.submitted_at")
        .orderBy("first.id")
        .limit(1)
        .as("audit_id"),
    )
    .where(whoIn("record.id"), "in", (eb) =>
      eb
        .selectFrom("audit as own")
        .select(whoIn("own.auditor_id").as("auditor_id"))
        .where("own.exercise_id", "=", exerciseId)
        .where("own.submitted_at", "is not", null),
    );
  const rows = await db
    .selectFrom(firsts.as("found"))
    .innerJoin("audit", "audit.id", "found.audit_id")
    .select(["found.person_id", "audit.id"])
    .orderBy("audit.submitted_at", "desc")
    .orderBy("audit.id", "desc")
    .execute();
  // The earliest of a person comes last, and stays.
  return new Set(new Map(rows.map((row) => [row.person_id, row.id])).values());
}
