/**
 * Owns double audits: which final audits of a closed cycle a peer grades again, and what becomes of
 * what they find.
 * Practice: a share at random, by a replayable draw; the second auditor is blind to the first, has
 * read nothing of the audit and no conflict of interest; the final grade stays as it is, and a grade
 * that escalates goes to the QA lead.
 */

import { seedFor, sha256Hex, shuffle } from "../core/random";
import type { StateMachine } from "../core/state-machine";
import type { ModeratorConflict } from "../moderation/moderators";
import { allocate } from "../sampling/allocation";
import type { Judgement } from "../tools/grades";
import { escalates } from "../tools/scale";

export const doubleStates = ["to-give", "given", "graded", "cancelled"] as const;
export type DoubleState = (typeof doubleStates)[number];

export const doubleStateNames: Record<DoubleState, string> = {
  "to-give": "Without a second auditor",
  given: "With the second auditor",
  graded: "Graded",
  cancelled: "Cancelled",
};

export type DoubleMove = "give" | "take-back" | "submit" | "cancel";

export const doubleMachine = {
  first: "to-give",
  moves: {
    give: { from: ["to-give", "given"], to: "given" },
    // Their independence is looked at again when they open it and when they submit it.
    "take-back": { from: ["given"], to: "to-give" },
    submit: { from: ["given"], to: "graded" },
    cancel: { from: ["to-give", "given"], to: "cancelled" },
  },
} as const satisfies StateMachine<DoubleState, DoubleMove>;

/** The share of a cycle's final audits that is graded again, in percent. */
export const doublePercents = { least: 1, most: 100, usual: 10 } as const;

/** Kept with every draw, so that a later reader knows how to run it again. */
export const doubleDrawAlgorithm = "double-audits-1";

/** How many of so many audits are graded again: the nearest whole number, and never none of some. */
export const doubleCount = (audits: number, percent: number): number =>
  audits === 0 ? 0 : Math.min(audits, Math.max(1, Math.floor((audits * percent) / 100 + 0.5)));

/** The audits to be graded again, all equally likely; the order of `auditIds` changes nothing. */
export function drawDoubleAudits(draw: {
  seed: string;
  auditIds: readonly string[];
  percent: number;
}): string[] {
  const order = shuffle(seedFor(draw.seed, doubleDrawAlgorithm), [...draw.auditIds].sort());
  return order.slice(0, doubleCount(order.length, draw.percent));
}

/** Of the list that was drawn from: two draws from the same audits have the same. */
export const doubleFingerprint = (auditIds: readonly string[]): string =>
  sha256Hex([...auditIds].sort().join("\n"));

export type PeerConflict = {
  kind: ModeratorConflict["kind"] | "judged" | "same-case" | "calibrated";
  message: string;
};

/**
 * Why someone may not grade an audit again; empty when they may. `conflicts` are those that keep
 * anyone from moderating it; `judged` are those who moderated it or took the panel's decision;
 * `sameCase` those who audit its case since, and have the last audit at hand there; `calibrated`
 * those who were shown what others gave its case in a calibration.
 */
export const peerConflicts = (
  personId: string,
  known: {
    conflicts: readonly ModeratorConflict[];
    judged: readonly string[];
    sameCase: readonly string[];
    calibrated: readonly string[];
  },
): PeerConflict[] => [
  ...known.conflicts,
  ...(known.judged.includes(personId)
    ? [{ kind: "judged", message: "They moderated this audit or decided on it." } as const]
    : []),
  ...(known.sameCase.includes(personId)
    ? [{ kind: "same-case", message: "They audit this case in a later cycle." } as const]
    : []),
  ...(known.calibrated.includes(personId)
    ? [
        {
          kind: "calibrated",
          message: "They have seen what others gave this case in a calibration.",
        } as const,
      ]
    : []),
];

/** Whether what a second auditor found goes to the QA lead: any judgement that escalates. */
export const goesToLead = (judgements: readonly Judgement[]): boolean => judgements.some(escalates);

type Peer = { id: string; free: boolean; couldOpen: boolean };

/**
 * Shares drawn audits among auditors, evenly: first among those whose roles could not open them,
 * since lists show a final grade to whoever can; what nobody of these is free for, among the rest.
 */
export function shareOutDoubles(input: {
  auditIds: readonly string[];
  /** Every auditor, with what they are to each audit. */
  peers: ReadonlyMap<string, readonly Peer[]>;
  loads: ReadonlyMap<string, number>;
}): { auditId: string; peerId: string }[] {
  const given: { auditId: string; peerId: string }[] = [];
  const loadOf = (id: string) =>
    (input.loads.get(id) ?? 0) + given.filter(({ peerId }) => peerId === id).length;
  const isFor = (auditId: string, peerId: string, couldOpen: boolean) =>
    input.peers
      .get(auditId)
      ?.some((peer) => peer.id === peerId && peer.free && peer.couldOpen === couldOpen) ?? false;
  const ids = [...new Set([...input.peers.values()].flat().map(({ id }) => id))];
  for (const couldOpen of [false, true]) {
    const left = input.auditIds.filter((id) => !given.some(({ auditId }) => auditId === id));
    const { assigned } = allocate({
      cases: left.map((id) => ({ id, teamId: null, workerId: null })),
      auditors: ids.map((id) => ({
        ...{ id, expected: 1, already: loadOf(id) },
        maximum: loadOf(id) + left.length,
      })),
      blocked: (peerId, auditId) => !isFor(auditId, peerId, couldOpen),
    });
    given.push(...assigned.map(({ caseId: auditId, auditorId: peerId }) => ({ auditId, peerId })));
  }
  return given;
}
