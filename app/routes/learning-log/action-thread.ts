import { paths } from "~/paths";
import type { Actor } from "~/rules/access/people";
import { may } from "~/rules/access/permission";
import { formatDate } from "~/rules/core/dates";
import { counted } from "~/rules/core/words";
import { actionStatusNames, isUnfinished } from "~/rules/learning-log/learning-log";
import type { Step } from "~/ui/steps";
import type { Exercise } from "~db/exercises/exercises.server";
import type { Action } from "~db/learning-log/action-record.server";
import type { ReAuditLinks } from "~db/re-audits/re-audits.server";

/** Where this person can look at the exercise: its control room, or the report open to them. */
function exerciseHref(actor: Actor, action: Action, exercise: Exercise): string | undefined {
  const { teamId } = action.access;
  if (may("exercises.read", actor, exercise.access)) return paths.exercises.one(exercise.id);
  if (exercise.kind !== "core") {
    return may("exercises.read-report", actor, exercise.access)
      ? paths.exercises.summary(exercise.id)
      : undefined;
  }
  if (exercise.closedAt === null) return undefined;
  if (teamId && may("reports.read-team", actor, action.access)) {
    return paths.exercises.teamReport(exercise.id, teamId);
  }
  return may("reports.read-cycle", actor, exercise.access)
    ? paths.exercises.report(exercise.id)
    : undefined;
}

/**
 * The thread of an action as steps, from what it came from to what became of it; each a link for
 * those who may open it.
 */
export function threadOf(
  actor: Actor,
  action: Action,
  exercise: Exercise | null,
  again: ReAuditLinks["next"] = null,
): Step[] {
  const steps: Step[] = [];
  if (action.exercise && exercise) {
    steps.push({
      name: exercise.title,
      state: "done",
      words: exercise.kind === "core" ? "Audit cycle" : "What it came from",
      href: exerciseHref(actor, action, exercise),
    });
  }
  if (action.audit) {
    const { id, caseReference } = action.audit;
    steps.push({
      name: caseReference ? `Audit of ${caseReference}` : "An audit",
      state: "done",
      words: "Submitted",
      ...(caseReference ? { href: paths.audits.read(id) } : {}),
    });
  } else if (action.response) {
    const { exerciseId, teamId } = action.response;
    const toReport = may("reports.read-team", actor, {
      ...action.access,
      teamId,
      people: {},
    });
    steps.push({
      name: "The team’s response",
      state: "done",
      words: action.teamName ?? "Answered",
      ...(toReport ? { href: paths.exercises.teamReport(exerciseId, teamId) } : {}),
    });
  } else if (action.finding) {
    const { caseCount } = action.finding;
    steps.push({
      name: "Finding",
      state: "done",
      words: caseCount === null ? "Not counted" : `In ${counted(caseCount, "case", "cases")}`,
    });
  } else if (steps.length === 0) {
    steps.push({ name: "From elsewhere", state: "done", words: "Added to the log" });
  }
  const ended = action.status === "not-achieved" || action.status === "superseded";
  steps.push({
    name: "This action",
    state: isUnfinished(action.status) ? "current" : "done",
    words:
      action.completedOn && !ended
        ? `Completed ${formatDate(action.completedOn)}`
        : actionStatusNames[action.status],
  });
  if (action.status === "superseded" && action.supersededBy) {
    steps.push({
      name: "The action in its place",
      href: paths.log.one(action.supersededBy.id),
      state: "current",
      words: "Go on there",
    });
  } else if (action.status !== "not-achieved") {
    steps.push({
      name: "Verification",
      state:
        action.status === "verified"
          ? "done"
          : action.status === "completed"
            ? "current"
            : "to-come",
      ...(action.verifiedOn
        ? { words: `Verified ${formatDate(action.verifiedOn)}` }
        : action.status === "completed"
          ? { words: "Waiting" }
          : {}),
    });
  }
  // Whoever may read the audit may know that its case is audited again.
  if (again && action.audit?.caseReference && again.standing !== "cancelled") {
    const done = again.standing === "done";
    steps.push({
      name: "Audited again",
      state: done ? "done" : again.standing === "under-way" ? "current" : "to-come",
      words: done ? "Done" : `By ${formatDate(again.dueOn)}`,
      ...(done && again.auditId ? { href: paths.audits.read(again.auditId) } : {}),
    });
  }
  return steps;
}
