import { exerciseAddress } from "~/overviews/learning-log/exercise-address";
import { paths } from "~/paths";
import type { Actor } from "~/rules/access/people";
import { may } from "~/rules/access/permission";
import { formatDate } from "~/rules/core/dates";
import { counted } from "~/rules/core/words";
import { learningReference } from "~/rules/learning-log/learning";
import { actionStatusNames, isUnfinished } from "~/rules/learning-log/learning-log";
import type { Step } from "~/ui/steps";
import type { Exercise } from "~db/exercises/exercises.server";
import type { Action } from "~db/learning-log/action-record.server";
import type { AnsweredLearning } from "~db/learning-log/learning-actions.server";
import type { ReAuditLinks } from "~db/re-audits/re-audits.server";

/**
 * The thread of an action as steps, from what it came from to what became of it; each a link for
 * those who may open it.
 */
export function threadOf(
  actor: Actor,
  action: Action,
  exercise: Exercise | null,
  learnings: readonly AnsweredLearning[],
  again: ReAuditLinks["next"] = null,
  retests: readonly Step[] = [],
): Step[] {
  const from = [
    ...(action.exercise && exercise ? [exerciseStep(actor, action, exercise)] : []),
    ...originStep(actor, action),
  ];
  return [
    ...(from.length > 0
      ? from
      : [{ name: "From elsewhere", state: "done" as const, words: "Added to the log" }]),
    ...learnings.map(({ id, reference }) => ({
      name: `Learning ${learningReference(reference)}`,
      state: "done" as const,
      words: "What was learnt",
      href: paths.learning.one(id),
    })),
    ownStep(action),
    ...endStep(action),
    ...retests,
    // Whoever may read the audit may know that its case is audited again.
    ...(again && action.audit?.caseReference ? againStep(again) : []),
  ];
}

const exerciseStep = (actor: Actor, action: Action, exercise: Exercise): Step => ({
  name: exercise.title,
  state: "done",
  words: exercise.kind === "core" ? "Audit cycle" : "What it came from",
  href: exerciseAddress(actor, exercise, action.access),
});

/** The audit, the team's response or the finding that it came from. */
function originStep(actor: Actor, { audit, response, finding, ...action }: Action): Step[] {
  if (audit) {
    const { id, caseReference } = audit;
    const name = caseReference ? `Audit of ${caseReference}` : "An audit";
    const href = caseReference ? { href: paths.audits.read(id) } : {};
    return [{ name, state: "done", words: "Submitted", ...href }];
  }
  if (response) {
    const { exerciseId, teamId } = response;
    const asked = { ...action.access, teamId, people: {} };
    const href = may("reports.read-team", actor, asked)
      ? { href: paths.exercises.teamReport(exerciseId, teamId) }
      : {};
    const words = action.teamName ?? "Answered";
    return [{ name: "The team’s response", state: "done", words, ...href }];
  }
  if (!finding) return [];
  const { caseCount } = finding;
  const words = caseCount === null ? "Not counted" : `In ${counted(caseCount, "case")}`;
  return [{ name: "Finding", state: "done", words }];
}

function ownStep({ status, completedOn }: Action): Step {
  const ended = status === "not-achieved" || status === "superseded";
  return {
    name: "This action",
    state: isUnfinished(status) ? "current" : "done",
    words:
      completedOn && !ended ? `Completed ${formatDate(completedOn)}` : actionStatusNames[status],
  };
}

/** The action in its place, or its verification; nothing more of one that was not achieved. */
function endStep({ status, supersededBy, verifiedOn }: Action): Step[] {
  if (status === "superseded" && supersededBy) {
    const href = paths.log.one(supersededBy.id);
    return [{ name: "The action in its place", href, state: "current", words: "Go on there" }];
  }
  if (status === "not-achieved") return [];
  const waits = status === "completed";
  const words = verifiedOn ? `Verified ${formatDate(verifiedOn)}` : waits ? "Waiting" : undefined;
  const state = status === "verified" ? "done" : waits ? "current" : "to-come";
  return [{ name: "Verification", state, ...(words === undefined ? {} : { words }) }];
}

function againStep({ standing, dueOn, auditId }: NonNullable<ReAuditLinks["next"]>): Step[] {
  if (standing === "cancelled") return [];
  const done = standing === "done";
  return [
    {
      name: "Audited again",
      state: done ? "done" : standing === "under-way" ? "current" : "to-come",
      words: done ? "Done" : `By ${formatDate(dueOn)}`,
      ...(done && auditId ? { href: paths.audits.read(auditId) } : {}),
    },
  ];
}
