/**
 * Owns what the demonstration's auditors found, and the actions they agreed for the child.
 * Practice: every finding has a practice area and a theme; a weakness is answered by an action.
 */
import { dateInLondon } from "~/rules/core/dates";
import { isGrade, severity } from "~/rules/tools/grades";
import type { Grade } from "~/rules/tools/scale";
import { type CoreArea, coreAreas } from "~db/tools/codes";
import type { DemoAudit } from "./audit-rows.server";
import type { Book } from "./book.server";
import { happens, idAt, roll } from "./chance";
import { demonstrationStart, workingDayAfter } from "./clock";
import { addAction, usualLife } from "./log.server";
import type { Staff } from "./people.server";
import { childActionFor, developmentFor, strengthFor } from "./words/audits";

type Finding = { id: string; area: CoreArea; text: string };

const isCoreArea = (code: string): code is CoreArea => coreAreas.some((area) => area === code);

/** Areas from the weakest, and from the strongest. */
export function ranked(audit: DemoAudit): { weak: CoreArea[]; strong: CoreArea[] } {
  const graded = Object.entries(audit.grades.areas).flatMap(([area, judgement]) =>
    isCoreArea(area) && isGrade(judgement) ? [{ area, grade: judgement }] : [],
  );
  const order = (a: { area: string; grade: Grade }, b: { area: string; grade: Grade }) =>
    severity(b.grade) - severity(a.grade) ||
    roll(100, "rank", audit.key, a.area) - roll(100, "rank", audit.key, b.area);
  const weak = graded.toSorted(order).map(({ area }) => area);
  return { weak, strong: weak.toReversed() };
}

export function addFinding(
  book: Book,
  audit: DemoAudit,
  area: CoreArea,
  kind: "strength" | "development",
  n: number,
): Finding {
  const words = kind === "strength" ? strengthFor : developmentFor;
  const { theme, text } = words(area, audit.case.cohort, audit.index + n);
  const madeAt = audit.submittedAt ?? demonstrationStart;
  const id = idAt(madeAt, "finding", audit.key, kind, n);
  book.add("finding", {
    id,
    exercise_id: audit.exerciseId,
    audit_id: audit.id,
    kind,
    area,
    theme,
    text,
    case_count: null,
    made_by: audit.auditor.id,
    made_at: madeAt,
  });
  return { id, area, text };
}

/** An action for each weakness below Good, and for some of the others; the areas they answer. */
export function addChildActions(
  book: Book,
  staff: Staff,
  audit: DemoAudit,
  developments: readonly Finding[],
): string[] {
  const raisedAt = audit.submittedAt ?? demonstrationStart;
  const raisedOn = dateInLondon(new Date(raisedAt));
  const answered: string[] = [];
  for (const [n, finding] of developments.entries()) {
    const judgement = audit.grades.areas[finding.area] ?? "good";
    const weak = judgement === "requires-improvement" || judgement === "inadequate";
    if (!weak && !(n === 0 && happens(55, "good-action", audit.key))) continue;
    const words = childActionFor(finding.area, audit.case.cohort, audit.index + n * 3);
    const dueOn = workingDayAfter(raisedOn, words.days);
    const key = `${audit.key} ${n}`;
    const team = staff.teamById(audit.case.teamId);
    answered.push(finding.area);
    addAction(book, {
      key,
      what: words.what,
      why: finding.text,
      area: words.area,
      theme: words.theme,
      level: "child",
      success_measure: words.successMeasure,
      owner_id: audit.case.workerId,
      owner_role: "",
      team_id: team.id,
      service_id: team.serviceId,
      due_on: dueOn,
      due_precision: "day",
      source: "audit",
      raised_by: audit.auditor.id,
      raised_at: raisedAt,
      exercise_id: audit.exerciseId,
      audit_id: audit.id,
      finding_id: finding.id,
      life: usualLife({
        key,
        raisedOn,
        dueOn,
        ownerId: audit.case.workerId,
        verifierId: staff.managerOf(team.id).id,
        evidence: words.evidence,
        impact: words.impact,
        progress: "Talked through in supervision; first steps taken.",
      }),
    });
  }
  return answered;
}
