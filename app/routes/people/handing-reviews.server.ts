/** Owns giving the dip samples and thematic audits that one person reviews to another reviewer. */
import { newReviewerForm } from "~/forms/people";
import { paths } from "~/paths";
import { inOwnRight, mayEver, scopeOf } from "~/rules/access/permission";
import { partInWords } from "~/rules/people/handovers";
import type { Guarded } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { transact } from "~db/core/open.server";
import type { Person } from "~db/people/people-list.server";
import { unscopedReviewersToChoose } from "~db/samples/choices.server";
import { giveReviews, listReviews } from "~db/samples/reviews.server";

type Asked = Guarded<Person>;

const reachOf = ({ actor }: Asked) => scopeOf(inOwnRight(actor), "exercises.manage");

const listTakers = async ({ db, subject }: Asked) =>
  (await unscopedReviewersToChoose(db)).filter(({ id }) => id !== subject.id);

/** What of the person's this reader may give to another reviewer, and to whom. */
export async function listReviewsToGive(guard: Asked) {
  const { db, subject, actor } = guard;
  if (!mayEver(inOwnRight(actor), "exercises.manage")) return { reviews: [], reviewers: [] };
  const reviews = await listReviews(db, subject.id, reachOf(guard));
  const takers = reviews.length > 0 ? await listTakers(guard) : [];
  return {
    reviews: reviews.map(({ id, title }) => ({ id, title })),
    reviewers: takers.map(({ id, name, jobTitle }) => ({
      value: id,
      label: jobTitle ? `${name}, ${jobTitle}` : name,
    })),
  };
}

/** Gives those chosen; a conflict of interest with a case keeps them back unless it is let stand. */
export async function giveChosenReviews(guard: Asked) {
  const { request, db, subject, stamp, done } = guard;
  const form = await readForm(request, newReviewerForm);
  if (!form.ok) return refuse(form);
  const { reviews, newReviewer, despiteConflict, reviewReason } = form.value;
  const taker = (await listTakers(guard)).find(({ id }) => id === newReviewer);
  if (!taker) return refuseWith(form.value, "Choose a reviewer from the list", "newReviewer");
  const held = await listReviews(db, subject.id, reachOf(guard));
  const chosen = held.filter(({ id }) => reviews.includes(id));
  if (chosen.length === 0) return refuseWith(form.value, "Choose what to hand over", "reviews");
  const { given, refusal } = await transact(db, (tx) =>
    giveReviews(tx, stamp, chosen, {
      ...{ from: subject.id, to: taker.id, reason: reviewReason },
      despiteConflict: despiteConflict.length > 0,
    }),
  );
  if (refusal) {
    const tick = refusal.kind === "conflict" ? ", or tick below" : "";
    const message = `Choose another reviewer for ${refusal.title}${tick}. ${refusal.message}`;
    return refuseWith(form.value, message, "newReviewer");
  }
  const words = partInWords("reviews", given).replace(" they review", "");
  return done(paths.handover(subject.id), `${taker.name} now reviews ${words}`);
}
