/**
 * Owns the changes of access that wait, as homes and pages tell them.
 * Practice: whoever may confirm sees it on their home with its age, and so does whoever proposed it,
 * with the names of those it waits for; where there are none, what to do on the server.
 */
import { paths } from "~/paths";
import { accessInWords, ageInWords, whyNotConfirm } from "~/rules/access-changes";
import { dateInLondon } from "~/rules/dates";
import type { Actor } from "~/rules/people";
import {
  type AccessChange,
  listConfirmers,
  listPlaceNames,
  listWaitingAccess,
  namesIn,
  whoMayConfirm,
} from "~db/access-changes.server";
import type { Db } from "~db/open.server";

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
  /** "Proposed by Ade Marsh; waits for 3 days". */
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
  const confirmers = await listConfirmers(db);
  const words = await tellChanges(db, changes);
  const bundles = new Map<string, number[]>();
  for (const [index, { bundleId }] of changes.entries()) {
    bundles.set(bundleId, [...(bundles.get(bundleId) ?? []), index]);
  }
  return [...bundles].map(([bundleId, indexes]) => {
    const of = indexes.flatMap((index) => changes[index] ?? []);
    const first = of[0] as AccessChange;
    const age = ageInWords(dateInLondon(new Date(first.proposedAt)), today);
    return {
      bundleId,
      href: paths.access.one(bundleId),
      title:
        of.length === 1
          ? (words[indexes[0] ?? 0] ?? "")
          : `${of.length} changes of access at once, for ${new Set(of.map(({ personId }) => personId)).size} people`,
      context: `Proposed by ${first.proposerName}; waiting ${age}`,
      mine: of.some((one) => whyNotConfirm(actor, one) === null),
      confirmers: [
        ...new Set(of.flatMap((one) => whoMayConfirm(one, confirmers).map(({ name }) => name))),
      ],
    };
  });
}

/** What a reader's home shows: what they may confirm, and what they proposed themselves. */
export async function collectWaitingAccess(asked: Asked): Promise<WaitingBundle[]> {
  const waiting = await listWaitingAccess(asked.db, asked.today);
  const theirs = waiting.filter(
    (one) => one.proposedBy === asked.actor.id || whyNotConfirm(asked.actor, one) === null,
  );
  return tellBundles(asked, theirs);
}

/** Who has to do something now: "Waits for Quinn Ashby or Dale Fenn". */
export const waitsFor = ({ mine, confirmers }: WaitingBundle): string => {
  if (mine) return "For you to confirm";
  if (confirmers.length === 0) return "Nobody here can confirm it: ask whoever runs the server";
  return `Waits for ${confirmers
    .slice(0, 3)
    .join(", ")
    .replace(
      /, ([^,]*)$/,
      " or $1",
    )}${confirmers.length > 3 ? `, or ${confirmers.length - 3} others` : ""}`;
};
