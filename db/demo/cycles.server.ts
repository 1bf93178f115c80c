/**
 * Owns the demonstration's closed core cycles, from the draw to the final grades.
 */

import { addWorkingDays, dateInLondon } from "~/rules/core/dates";
import type { PastPair } from "~/rules/sampling/allocation";
import { addAuditRow, addJudgements, type DemoAudit } from "./audit-rows.server";
import type { Book } from "./book.server";
import { idAt, roll } from "./chance";
import { at, officeTime } from "./clock";
import { addSelection } from "./closed-selection.server";
import { addEarlierConcern } from "./concerns.server";
import { type ClosedCycle, closedCycles } from "./core-cycles";
import { addDraw, allocateCases } from "./draws.server";
import { addMembers, usualLoad } from "./exercise-rows.server";
import { type DemoCase, giveCase } from "./families";
import { type AuditGrades, dealGrades } from "./figures";
import { addNotice, addReAudit } from "./follow-ups.server";
import { misjudge } from "./misjudged";
import {
  addModeration,
  committedAfter,
  moderatorsView,
  type Selected,
  shareModerators,
} from "./moderations.server";
import type { PlacedPerson, Staff } from "./people.server";
import { addResponses } from "./responses.server";
import { addSecondLook, lookedAtAgain } from "./second-looks.server";
import { addSubmission } from "./submissions.server";
import type { PlacedTool } from "./tools.server";
import { pick } from "./words/audits";
import { swapReasons } from "./words/cycles";
import { panelThemes } from "./words/moderation";

/**
 * Every closed cycle in turn; each leaves its mark on the cases it audited. How many audits, and
 * which of them are to be repeated still.
 */
export function addClosedCycles(
  book: Book,
  staff: Staff,
  cases: readonly DemoCase[],
  tools: Record<1 | 2, PlacedTool>,
  pastPairs: PastPair[],
): { count: number; toRepeat: DemoAudit[] } {
  let count = 0;
  const toRepeat: DemoAudit[] = [];
  for (const cycle of closedCycles) {
    const tool = tools[cycle.toolMajor];
    const made = addCycle(book, staff, cases, tool, cycle, pastPairs, count);
    count += made.count;
    toRepeat.push(...made.toRepeat);
  }
  return { count, toRepeat };
}

function addCycle(
  book: Book,
  staff: Staff,
  cases: readonly DemoCase[],
  tool: PlacedTool,
  cycle: ClosedCycle,
  pastPairs: PastPair[],
  firstIndex: number,
): { count: number; toRepeat: DemoAudit[] } {
  const plannedAt = at(cycle.plannedOn, "11:20");
  const exerciseId = idAt(plannedAt, "exercise", cycle.month);
  const closedAt = at(cycle.closedOn, "16:10");
  const asks = cycle.toolMajor === 2;
  const { drawn, swap } = addDraw(book, staff, cases, {
    ...cycle,
    exerciseId,
    careLeavers: asks,
    ...(asks ? { swap: { team: "Rowan", ...pick(swapReasons, firstIndex) } } : {}),
  });
  const willow = drawn.find((one) => one.teamId === staff.team("Willow").id);
  if (willow && asks) giveCase(willow, staff.account("practitioner"));
  const auditors = staff.people.filter((person) => person.isAuditor && person.established);
  addMembers(book, staff, exerciseId, auditors);
  const allocated = allocateCases(staff, drawn, cycle.drawnOn, auditors, usualLoad, pastPairs);
  const finals = dealGrades(
    cycle.month,
    allocated.map(({ case: one }) => ({
      key: one.reference,
      alwaysGood: one.teamId === staff.team("Children with Disabilities").id,
      longTerm: one.cohort === "child-in-care" || one.cohort === "care-leaver",
    })),
    cycle.overall,
    cycle.areas,
  );
  const final = (audit: DemoAudit): AuditGrades => {
    const grades = finals.get(audit.case.reference);
    if (!grades) throw new Error("An audit has no grades");
    return grades;
  };
  const audits = allocated.map(({ case: one, auditor }, n): DemoAudit => {
    const span = 10 + roll(10, "submitted", cycle.month, one.reference);
    const submittedOn = addWorkingDays(cycle.releasedOn, Math.min(span, 17));
    const startedOn = addWorkingDays(submittedOn, -(3 + roll(5, "started", one.reference)));
    const index = firstIndex + n;
    const grades = finals.get(one.reference) ?? { overall: "good", areas: {} };
    return {
      id: idAt(at(cycle.drawnOn, "10:12"), "audit", cycle.month, one.reference),
      key: `${cycle.month} ${one.reference}`,
      exerciseId,
      case: one,
      auditor,
      tool,
      grades,
      index,
      releasedAt: at(cycle.releasedOn, "09:05"),
      startedAt: at(startedOn, officeTime(index)),
      submittedAt: at(submittedOn, officeTime(index * 3 + 1)),
      finalAt: closedAt,
      state: "final",
      round: 1,
      dueOn: cycle.auditsDueOn,
      ...(swap?.caseId === one.id ? { swap } : {}),
    };
  });
  const concerned =
    cycle.month === "2024-01" ? addEarlierConcern(book, staff, audits) : new Set<string>();
  const selected = addSelection(book, staff, cycle, {
    exerciseId,
    tool,
    audits,
    concerned,
    dates: { plannedAt, closedAt },
  });
  misjudge(cycle, audits, selected);
  const moderated = audits.filter((audit) => selected.has(audit.id));
  const moderators = shareModerators(staff, moderated, cycle.drawnOn);
  const again = lookedAtAgain(cycle.month, moderated, final);
  const toRepeat: DemoAudit[] = [];
  for (const audit of audits) {
    const one = selected.get(audit.id);
    const moderator = moderators.get(audit.id);
    addSubmission(book, staff, audit);
    if (one && moderator) {
      addDecided(book, staff, cycle, { audit, selected: one, moderator, final: final(audit) });
      if (audit === again)
        addSecondLook(book, staff, { audit, selected: one, moderator, closedAt });
    } else addUnselected(book, staff, audit, closedAt);
    if (final(audit).overall === "inadequate") {
      addNotice(book, staff, audit);
      if (addReAudit(book, staff, audit)) toRepeat.push(audit);
    }
    addAuditRow(book, staff, audit);
    audit.case.lastAuditedOn = dateInLondon(new Date(audit.submittedAt ?? closedAt));
  }
  addPanelThemes(book, staff, cycle, exerciseId);
  if (asks) addResponses(book, staff, cycle, exerciseId);
  return { count: audits.length, toRepeat };
}

function addDecided(
  book: Book,
  staff: Staff,
  cycle: ClosedCycle,
  one: { audit: DemoAudit; selected: Selected; moderator: PlacedPerson; final: AuditGrades },
): void {
  const { audit, selected, moderator, final } = one;
  const committedAt = committedAfter(audit, selected);
  const panelOn = addWorkingDays(cycle.moderationDueOn, -(1 + (audit.index % 2)));
  const decidedAt = at(panelOn, officeTime(100 + audit.index));
  const readOn = addWorkingDays(panelOn, 1 + (audit.index % 4));
  audit.finalAt = decidedAt;
  addModeration(book, staff, {
    audit,
    selected,
    moderator,
    moderatorGrades: moderatorsView(audit, final),
    committedAt,
    decision: { final, at: decidedAt, by: staff.account("qa-lead").id },
    feedbackReadAt: at(readOn, officeTime(audit.index)),
    note: "Every audit is moderated in our first year, to find out how far we agree",
  });
}

/** Closing moderation makes an unselected audit final with the auditor's grades. */
function addUnselected(book: Book, staff: Staff, audit: DemoAudit, closedAt: string): void {
  const lead = staff.account("qa-lead");
  addJudgements(book, staff, audit, {
    source: "final",
    grades: audit.grades,
    madeBy: lead.id,
    madeAt: closedAt,
    round: 1,
  });
  book.tell(closedAt, lead.id, {
    stream: `audit:${audit.id}`,
    kind: "audit.final",
    before: { state: "submitted" },
    after: { state: "final" },
  });
}

function addPanelThemes(book: Book, staff: Staff, cycle: ClosedCycle, exerciseId: string): void {
  const themes = Object.entries(panelThemes).find(([month]) => month === cycle.month)?.[1] ?? [];
  const madeAt = at(cycle.moderationDueOn, "15:30");
  themes.forEach(({ kind, area, theme, text }, n) => {
    book.add("finding", {
      id: idAt(madeAt, "panel-theme", cycle.month, n),
      exercise_id: exerciseId,
      audit_id: null,
      kind,
      area,
      theme,
      text,
      case_count: null,
      made_by: staff.account("moderator").id,
      made_at: madeAt,
    });
  });
}
