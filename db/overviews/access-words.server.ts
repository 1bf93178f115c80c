/**
 * Owns the changes of access that wait, as homes and pages tell them.
 * Practice: whoever may confirm sees it on their home with its age, and so does whoever proposed it,
 * with the names of those it waits for; where there are none, what to do on the server.
 */
import { paths } from "~/paths";
import type { Actor } from "~/rules/access/people";
import { type AttentionFact, waitingInWords } from "~/rules/home/attention";
import { accessInWords, whyNotConfirm } from "~/rules/people/access-changes";
import type { Db } from "../core/open.server";
import {
  type AccessChange,
  listPlaceNames,
  namesIn,
  unscopedConfirmers,
  unscopedWaitingAccess,
  whoMayConfirm,
} from "../people/access-changes.server";
import type { AttentionAsked } from "./attention/sources.server";

type Asked = { db: Db; actor: Actor; today: string };

/** Each change in words: "Give Alex Morley the role QA lead for everything". */
export async function tellChanges(db: Db, changes: readonly AccessChange[]): Promise<string[]> {
  const places = await listPlaceNames(db);
  return changes.map((change) => accessInWords(change.what, namesIn(change, places)));
}

export type WaitingBundle = {
  bundleId: string;
  href: string;
  /** One change in words, or how many there are. */
  title: string;
  since: string;
  /** "Proposed by Ade Marsh, waiting 3 days". */
  context: string;
  /** Whether the reader may confirm some of it. */
  mine: boolean;
  /** Who may, by name; empty when only the server can. */
  confirmers: string[];
};

/** What waits, a bundle a row, the oldest first. */
export async function tellBundles(
  { db, actor, today }: Asked,
  changes: readonly AccessChange[],
): Promise<WaitingBundle[]> {
  if (changes.length === 0) return [];
  const confirmers = await unscopedConfirmers(db);
  const words = await tellChanges(db, changes);
  const bundles = new Map<string, number[]>();
  for (const [index, { bundleId }] of changes.entries()) {
    bundles.set(bundleId, [...(bundles.get(bundleId) ?? []), index]);
  }
  return [...bundles].map(([bundleId, indexes]) => {
    const of = indexes.flatMap((index) => changes[index] ?? []);
    const first = of[0] as AccessChange;
    return {
      bundleId,
      href: paths.access.one(bundleId),
      title:
        of.length === 1
          ? (words[indexes[0] ?? 0] ?? "")
          : `${of.length} changes of access at once, for ${new Set(of.map(({ personId }) => personId)).size} people`,
      since: first.proposedAt,
      context: `Proposed by ${first.proposerName}, ${waitingInWords(first.proposedAt, today)}`,
      mine: of.some((one) => whyNotConfirm(actor, one) === null),
      confirmers: [
        ...new Set(of.flatMap((one) => whoMayConfirm(one, confirmers).map(({ name }) => name))),
      ],
    };
  });
}

/** Of what waits, what a reader may confirm and what they proposed themselves: for their home. */
export async function accessWaiting(
  db: Db,
  { today, reader }: AttentionAsked,
): Promise<AttentionFact[]> {
  const waiting = await unscopedWaitingAccess(db, today);
  const theirs = waiting.filter(
    (one) => one.proposedBy === reader.id || whyNotConfirm(reader, one) === null,
  );
  const bundles = await tellBundles({ db, actor: reader, today }, theirs);
  return bundles.map((bundle) => ({
    kind: "access",
    subject: bundle.title,
    count: 1,
    since: bundle.since,
    href: bundle.href,
    list: paths.access.list(),
    place: "Access",
    meant: meantFor(bundle),
  }));
}

/** Who has to do something now: "you", "Quinn Ashby or Dale Fenn". */
export function meantFor({ mine, confirmers }: WaitingBundle): string {
  if (mine) return "you to confirm";
  if (confirmers.length === 0) return "whoever runs the server: nobody here can confirm it";
  const named = confirmers.slice(0, 3);
  const more = confirmers.length - named.length;
  const all = more > 0 ? [...named, `${more} others`] : named;
  return all.join(", ").replace(/, ([^,]*)$/, " or $1");
}
