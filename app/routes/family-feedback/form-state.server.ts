/** Owns refusing to change a feedback form that is published. */
import { type Guarded, refusal } from "~/server/guard.server";
import type { FormVersion } from "~db/family-feedback/forms.server";

export const changedElsewhere =
  "Look at it again: someone else changed it after you opened this page. What you typed is kept here";

/** Throws 409 where it is published. */
export function refusePublished({
  subject,
}: Pick<Guarded<FormVersion & { access: never }>, "subject"> | { subject: FormVersion }): void {
  if (subject.state === "published")
    throw refusal(409, {
      title: "A published form never changes",
      because: "Families were asked in these words. Write the next version of the form instead.",
    });
}
