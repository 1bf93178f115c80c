/** Owns what is shown of one case of a meeting where several look on: its grades, without a name. */
import { compare } from "~/rules/moderation/comparison";
import { withoutNames } from "~/rules/moderation/without-names";
import { gradedAreas } from "~/rules/tools/tools";
import { type Guarded, refusal } from "~/server/guard.server";
import type { CaseOfMeeting } from "~/server/meeting-subjects.server";
import { readGradesIn } from "~/server/reading.server";
import { readDecision } from "~db/moderation/decisions.server";
import { findJudgements } from "~db/moderation/moderations.server";

/** The three judgements of each area, in words that name nobody; keeps that they were read. */
export async function gradesWithoutNames(guard: Guarded<CaseOfMeeting>) {
  const { db, subject } = guard;
  const { audit, moderation, tool } = subject;
  if (moderation.state === "selected")
    throw refusal(409, {
      title: "This audit is not moderated yet",
      because: "The panel can decide once the moderator has committed their grades.",
    });
  await readGradesIn(guard, "audit", [{ auditId: audit.id, round: moderation.round }]);
  const words = (text: string) =>
    withoutNames(text, [
      { name: audit.caseReference, as: "this case" },
      { name: audit.workerName, as: "the worker" },
      { name: audit.auditorName, as: "the auditor" },
      { name: moderation.moderatorName, as: "the moderator" },
      { name: audit.teamName, as: "the team" },
    ]);
  const judged = await findJudgements(db, audit.id, moderation.round);
  const decision = readDecision(moderation.decision);
  const recorded =
    decision?.kind === "final" && Object.keys(judged.final).length === 0
      ? { ...judged, final: { ...decision.areas, overall: decision.overall } }
      : judged;
  const rows = compare(gradedAreas(tool), recorded).map(
    ({ auditor, moderator, final, ...row }) => ({
      ...row,
      auditor: { ...auditor, reason: words(auditor.reason) },
      moderator: { ...moderator, reason: words(moderator.reason) },
      final: final && { ...final, reason: words(final.reason) },
    }),
  );
  return { judged, rows, words };
}
