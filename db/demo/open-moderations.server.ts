/**
 * Owns where moderation stands in the demonstration's open cycle: one decided, one recorded and
 * waiting for a second person, one returned, one committed, and two waiting for their moderator.
 */
import { addWorkingDays, dateInLondon } from "~/rules/core/dates";
import { usualCertain } from "~/rules/moderation/certain";
import type { Placed } from "~/rules/moderation/sealed-order";
import type { DemoAudit } from "./audit-rows.server";
import type { Book } from "./book.server";
import { inOrder } from "./chance";
import { at } from "./clock";
import {
  addModeration,
  type Moderated,
  moderatorsView,
  type Selected,
  shareModerators,
} from "./moderations.server";
import type { PlacedPerson, Staff } from "./people.server";
import { type SealedPlan, selectByOrder } from "./sealed.server";

/**
 * Draws the sealed order over all audits of the cycle, runs the rule, lets the QA lead add one, and
 * moves each of them on. Changes the audits' states.
 */
export function addOpenModerations(
  book: Book,
  staff: Staff,
  order: readonly Placed[],
  audits: readonly DemoAudit[],
): void {
  const submitted = audits.filter((audit) => audit.submittedAt !== null);
  const selected = selectByOrder(order, audits, openPlan);
  const added = inOrder(submitted, "added").find(
    (audit) =>
      !selected.has(audit.id) &&
      audit.auditor !== staff.account("auditor") &&
      audit.grades.overall === "requires-improvement",
  );
  if (!added) throw new Error("Nothing is left to add to moderation");
  const note = "The worker asked for a second pair of eyes.";
  selected.set(added.id, {
    reason: "added",
    probability: 1,
    selectedAt: at("2024-04-12", "11:40"),
  });

  const chosen = submitted
    .filter((audit) => selected.has(audit.id))
    .toSorted((a, b) => ((a.submittedAt ?? "") < (b.submittedAt ?? "") ? -1 : 1));
  const moderators = shareModerators(staff, chosen, "2024-04-12");
  const stages = ["committed", "panel", "returned"] as const;
  let next = 0;
  for (const audit of chosen) {
    const one = selected.get(audit.id);
    if (!one) continue;
    const inadequate = audit.grades.overall === "inadequate";
    const moderator = inadequate ? staff.account("moderator") : moderators.get(audit.id);
    if (!moderator) throw new Error("A moderated audit has no moderator");
    const stage =
      audit.grades.overall === "outstanding"
        ? "final"
        : inadequate || audit === added
          ? "selected"
          : (stages[next++] ?? "selected");
    addModeration(book, staff, { ...moderatedAt(stage, staff, audit, one, moderator), note });
    audit.state = stage;
    if (stage === "returned") {
      audit.round = 2;
      audit.dueOn = "2024-04-22";
    }
    if (stage === "final") audit.finalAt = decidedAt;
  }
}

const decidedAt = at("2024-04-11", "15:05");

/** The demonstration's council leaves consistency questions out: its auditors answer many. */
export const openPlan: SealedPlan = {
  from: 20,
  to: 30,
  certain: usualCertain.filter((code) => code !== "consistency"),
};

function moderatedAt(
  stage: "selected" | "committed" | "panel" | "returned" | "final",
  staff: Staff,
  audit: DemoAudit,
  selected: Selected,
  moderator: PlacedPerson,
): Moderated {
  const selectedOn = dateInLondon(new Date(selected.selectedAt));
  const committedAt = at(addWorkingDays(selectedOn, 1), "10:30");
  if (stage !== "selected" && committedAt >= decidedAt) throw new Error("A moderation runs late");
  const by = staff.account("qa-lead").id;
  const committed = stage !== "selected";
  const view = moderatorsView(audit, audit.grades);
  return {
    audit,
    selected,
    moderator,
    moderatorGrades: committed ? (stage === "panel" ? lower(view) : view) : null,
    committedAt: committed ? committedAt : null,
    decision:
      stage === "final"
        ? { final: audit.grades, at: decidedAt, by }
        : stage === "returned"
          ? { final: null, at: at("2024-04-11", "15:25"), by }
          : null,
    ...(stage === "panel"
      ? { recorded: { final: audit.grades, at: at("2024-04-11", "15:40"), by } }
      : {}),
    feedbackReadAt: null,
  };
}

/** What the panel has to talk about: the moderator sees the work a grade below the auditor. */
function lower<View extends Moderated["moderatorGrades"]>(view: View): View {
  if (view?.overall !== "good") return view;
  return { ...view, overall: "requires-improvement" };
}
