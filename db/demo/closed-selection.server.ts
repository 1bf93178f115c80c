/**
 * Owns what the panel of the demonstration's closed cycles saw: everything in the first year, selected
 * by the rule of then; afterwards what the sealed order picked, so that more can be said of the whole.
 * How much the council of then had moderated is invented.
 */
import { certainFrom } from "~/rules/moderation/certain";
import { firstAlgorithm } from "~/rules/moderation/sealed-order";
import type { DemoAudit } from "./audit-rows.server";
import type { Book } from "./book.server";
import { at } from "./clock";
import type { ClosedCycle } from "./core-cycles";
import { addExercise, exerciseTitle } from "./exercise-rows.server";
import { type Selected, selectForModeration } from "./moderations.server";
import type { Staff } from "./people.server";
import {
  addOrder,
  chancesOf,
  drawOver,
  type SealedPlan,
  sealedColumns,
  selectByOrder,
} from "./sealed.server";
import type { PlacedTool } from "./tools.server";
import { cycleNarratives } from "./words/cycles";

/** The council of then took more than the usual share, and was certain of the best grade and of concerns. */
const closedPlan: SealedPlan = {
  from: 30,
  to: 40,
  certain: certainFrom(["outstanding", "new-auditor", "concern"]),
};

/**
 * Adds the cycle's exercise, and answers which of its audits the panel saw: every one in the first
 * year, selected by the rule of then; afterwards those of the sealed order, with their chances.
 */
export function addSelection(
  book: Book,
  staff: Staff,
  cycle: ClosedCycle,
  made: {
    exerciseId: string;
    tool: PlacedTool;
    audits: readonly DemoAudit[];
    concerned: ReadonlySet<string>;
    dates: { plannedAt: string; closedAt: string };
  },
): Map<string, Selected> {
  const { exerciseId, tool, audits, concerned, dates } = made;
  const seed = `demo-borough-moderation-${cycle.month}`;
  const row = {
    ...{ id: exerciseId, kind: "core", title: exerciseTitle(cycle.month), month: cycle.month },
    ...{ lead_id: staff.account("qa-lead").id, tool_version_id: tool.versionId, state: "closed" },
    ...{ size: cycle.size, moderated: 1 as const, narrative: cycleNarratives[cycle.month] ?? "" },
    audits_due_on: cycle.auditsDueOn,
    moderation_due_on: cycle.moderationDueOn,
    responses_due_on: cycle.toolMajor === 2 ? cycle.responsesDueOn : null,
    released_at: at(cycle.releasedOn, "09:05"),
    window_closed_at: at(cycle.windowClosedOn, "17:02"),
    closed_at: dates.closedAt,
  } as const;
  if (cycle.moderatesAll) {
    const arrived = {
      moderation_seed: seed,
      moderation_algorithm: firstAlgorithm,
      moderation_certain: JSON.stringify(closedPlan.certain),
    };
    addExercise(book, { ...row, ...arrived }, dates.plannedAt);
    const selected = selectForModeration(seed, audits, { concerned });
    addTheRest(audits, selected);
    return selected;
  }
  const order = drawOver(seed, audits, closedPlan);
  addExercise(book, { ...row, ...sealedColumns(seed, order, closedPlan) }, dates.plannedAt);
  const chances = chancesOf(seed, order, audits, closedPlan, { concerned });
  addOrder(book, exerciseId, order, audits, chances);
  return selectByOrder(order, audits, closedPlan, { concerned });
}

/** In the first year the QA lead added every audit that the rule had not taken. */
function addTheRest(audits: readonly DemoAudit[], selected: Map<string, Selected>): void {
  for (const audit of audits) {
    if (selected.has(audit.id) || !audit.submittedAt) continue;
    selected.set(audit.id, { reason: "added", probability: 1, selectedAt: audit.submittedAt });
  }
}
