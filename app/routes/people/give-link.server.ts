/** Owns giving someone a link to choose a password: by email, or shown where there is none. */
import { data } from "@remix-run/node";
import { paths } from "~/paths";
import { linkParameter } from "~/rules/access/password-links";
import type { Guarded } from "~/server/guard.server";
import { digestOf, makeToken } from "~/server/link-token.server";
import { refuseWith } from "~/server/read-form.server";
import { transact } from "~db/core/open.server";
import { usePasswordLink as takeConfirmation } from "~db/operations/people/access-effect.server";
import { isWaiting, proposeAccess } from "~db/people/access-changes.server";
import {
  addShownLink,
  hasSignedIn,
  inviteToChoosePassword,
  sendLink,
} from "~db/people/password-links.server";
import type { Person } from "~db/people/people-list.server";

export async function giveLink(guard: Guarded<Person>) {
  const { db, stamp, subject, actor, context, request, done } = guard;
  const { id, name, email, active, account } = subject;
  if (!email) return refuseWith({}, "Add an email address first: people sign in with it");
  if (!active) return refuseWith({}, "Make this person active first");
  if (id === actor.id) return refuseWith({}, "Change your own password on your account page");
  const here = paths.people.one(id);
  if (context.mail) {
    await transact(db, async (tx) => {
      if (account?.chosen) await sendLink(tx, stamp, id);
      else await inviteToChoosePassword(tx, stamp, [id]);
    });
    return done(here, `A link to choose a password is on its way to ${name}`);
  }
  const token = makeToken();
  const personal = { ...stamp, actorId: actor.id };
  // An account that has been used is its owner's: a second person says that this is for them.
  const answer = await transact(db, async (tx) => {
    const used = await hasSignedIn(tx, id);
    if (used && !(await takeConfirmation(tx, personal, id))) {
      const proposal = { personId: id, what: { kind: "password-link" } } as const;
      if (await isWaiting(tx, proposal)) return "waits";
      await proposeAccess(tx, personal, [proposal]);
      return "proposed";
    }
    const purpose = used ? "reset" : "invite";
    await addShownLink(tx, stamp, { personId: id, purpose, digest: digestOf(token) });
    return "shown";
  });
  if (answer === "waits") {
    return refuseWith({}, "Wait until a second person has confirmed that you may show this link");
  }
  if (answer === "proposed") {
    return done(here, "A second person is asked first. Come back here once they have confirmed it");
  }
  // Built from PUBLIC_URL where that is set, never from what a proxy forwards.
  const site = new URL(request.url).origin;
  return data({ shownLink: `${site}${paths.choosePassword()}?${linkParameter}=${token}` });
}
