/**
 * Owns where an audit's own address leads someone who is not writing it.
 * Practice: each reader is led to what they may see instead; whoever may see nothing of it learns
 * nothing, not even that it is there.
 */
import type { AuditState } from "../audits/audits";
import type { ModerationState } from "./moderation";

export type Lead = "grade" | "compare" | "read" | "reflect" | "control-room";

export type Seen = {
  state: AuditState;
  submitted: boolean;
  /** Of its latest round; null while it is not selected. */
  moderation: ModerationState | null;
  /** Whether its exercise is graded, and so has a control room. */
  isGraded: boolean;
  may: {
    grade: boolean;
    decide: boolean;
    read: boolean;
    reflect: boolean;
    manage: boolean;
  };
};

/** Null when there is nothing of it for this reader. */
export function leadTo({ state, submitted, moderation, isGraded, may }: Seen): Lead | null {
  const withdrawn = state === "withdrawn";
  const isPanels = moderation !== null && moderation !== "selected" && !withdrawn;
  if (may.grade && moderation === "selected" && !withdrawn) return "grade";
  if (may.grade && may.decide && isPanels) return "compare";
  if (may.read && submitted) return "read";
  if (may.decide && isPanels) return "compare";
  if (may.reflect && !submitted && state !== "allocated" && !withdrawn) return "reflect";
  if (may.manage && isGraded) return "control-room";
  return null;
}
