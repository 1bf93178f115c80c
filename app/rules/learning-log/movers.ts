/**
 * Owns what the policy lets a person do to an action.
 * Practice: nothing to one whose content they can't read; what either of a deputy and the absent
 * person did binds both.
 */
import type { Access } from "../access/access";
import type { Actor } from "../access/people";
import { may } from "../access/permission";
import type { Mover } from "./action-moves";

export const moverOf = (
  actor: Actor,
  { access, contentRead }: { access: Access; contentRead: boolean },
): Mover => ({
  id: actor.id,
  mayUpdate: contentRead && may("learning-log.update", actor, access),
  mayVerify: contentRead && may("learning-log.verify", actor, access),
  mayChangeOwner: contentRead && may("learning-log.change-owner", actor, access),
});
