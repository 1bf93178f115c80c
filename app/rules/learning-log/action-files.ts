/**
 * Owns who may add files to an action, and remove them.
 * Practice: evidence is added until someone has said what difference the action made; what it was
 * verified on stays.
 */
import type { MoveRefusal, Mover, MovingAction } from "./action-moves";
import type { ActionStatus } from "./learning-log";

/** Files come and go while it is in one of these. */
export const filesOpenIn: readonly ActionStatus[] = ["open", "in-progress", "completed"];

const settled: MoveRefusal = {
  ok: false,
  because: "This action has ended, so its files stay as they are. Reopen it to add to them.",
  forbidden: false,
};

/** Why this person can't add a file to the action as it is; null when they can. */
export function whyNoFile(
  action: Pick<MovingAction, "status">,
  mover: Pick<Mover, "mayUpdate" | "mayVerify">,
): MoveRefusal | null {
  if (!mover.mayUpdate && !mover.mayVerify)
    return {
      ok: false,
      because: "Only the owner of this action or someone who may verify it can add a file.",
      forbidden: true,
    };
  return filesOpenIn.includes(action.status) ? null : settled;
}

/** Why no file can be removed from the action as it is; null when one can. */
export function whyKept(
  action: Pick<MovingAction, "status" | "evidence" | "files">,
  removed: { isEvidence: boolean },
): string | null {
  if (!filesOpenIn.includes(action.status)) return settled.because;
  const alone =
    removed.isEvidence &&
    action.status === "completed" &&
    action.evidence.trim() === "" &&
    action.files <= 1;
  return alone
    ? "This file is the only evidence that the action is done. Add another first, or reopen the action."
    : null;
}
