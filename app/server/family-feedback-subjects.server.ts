/** Owns finding what a URL of family feedback names, and whether whoever asks a family may still. */
import type { Access } from "~/rules/access/access";
import { councilWide } from "~/rules/access/access";
import { isOpenInvitation, mayAsk } from "~/rules/family-feedback/invitations";
import { callerObjections } from "~db/family-feedback/callers.server";
import { type FormVersion, findFormVersion } from "~db/family-feedback/forms.server";
import { findInvitation, type Invitation } from "~db/family-feedback/invitations.server";
import { findYouSaid, type YouSaid } from "~db/family-feedback/you-said.server";
import { type Find, type Guarded, refusal } from "./guard.server";

export const formVersionFromUrl: Find<FormVersion & { access: Access }> = async ({
  db,
  params,
}) => {
  const form = params.formVersionId ? await findFormVersion(db, params.formVersionId) : null;
  return form && { ...form, access: councilWide };
};

export type InvitationSubject = Invitation & { access: Access };

export const invitationFromUrl: Find<InvitationSubject> = async ({ db, params }) =>
  params.invitationId ? findInvitation(db, params.invitationId) : null;

export const youSaidFromUrl: Find<YouSaid & { access: Access }> = async ({ db, params }) =>
  params.entryId ? findYouSaid(db, params.entryId) : null;

/** Throws 403 where the reader is not independent of this family, as things stand today. */
export async function mustBeIndependentOfFamily({
  db,
  actor,
  subject,
  today,
}: Pick<Guarded<InvitationSubject>, "db" | "actor" | "subject" | "today">): Promise<void> {
  if (mayAsk(await callerObjections(db, actor.id, subject.auditId, today))) return;
  throw refusal(403, {
    title: "Someone else has to ask this family",
    because:
      "You are not independent of this family’s case, or have not been since you were asked. You need do nothing: the QA lead gives it to someone else.",
  });
}

/** Throws 409 where there is nothing left to ask. */
export function refuseEnded({ subject }: Pick<Guarded<InvitationSubject>, "subject">): void {
  if (!isOpenInvitation(subject.state))
    throw refusal(409, {
      title: "There is nothing left to ask here",
      because:
        "It was answered, or it ended without an answer. The QA lead can have it asked again.",
    });
}
