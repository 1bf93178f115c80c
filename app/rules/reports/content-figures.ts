/**
 * Owns the figures of what a cycle report tells beside its grades: coverage, voices and swaps.
 * Practice: each is shown of all that it could have been, swaps and withdrawals among them.
 */
import { type VoiceStatus, voiceStatuses, voiceStatusNames } from "../audits/content";
import type { SwapCount } from "../exercises/swaps";
import { type VoiceKind, voiceKinds } from "../tools/tools";
import type { Coverage } from "./contents";
import { type Figure, figureOf } from "./figure";

export const coverageNames = {
  drawn: "Drawn",
  swapped: "Swapped in",
  withdrawn: "Withdrawn",
  completed: "Completed",
  late: "Late",
} as const satisfies Record<keyof Coverage, string>;

export const coverageParts = Object.keys(coverageNames) as (keyof Coverage)[];

/** Each of all the cases that went out: those drawn, and those that came in for one of them. */
export function coverageFigures(coverage: Coverage): Record<keyof Coverage, Figure> {
  const cases = coverage.drawn + coverage.swapped;
  return Object.fromEntries(
    coverageParts.map((part) => [part, figureOf(coverageNames[part], coverage[part], cases)]),
  ) as Record<keyof Coverage, Figure>;
}

/** How many came back of those asked for and not withdrawn. */
export const returnFigure = (completed: number, expected: number): Figure =>
  figureOf("Returned", completed, expected);

export const exemptName = "Auditors exempt";

/** How many auditors were exempt for a part of the cycle, of all of them. */
export const exemptFigure = (teams: readonly { auditors: number; exempt: number }[]): Figure =>
  figureOf(
    exemptName,
    teams.reduce((sum, { exempt }) => sum + exempt, 0),
    teams.reduce((sum, { auditors }) => sum + auditors, 0),
  );

/** `status` as stored. */
export type VoiceCount = { kind: VoiceKind; status: string; count: number };
export type VoiceFigures = { kind: VoiceKind; statuses: Record<VoiceStatus, Figure> }[];

/** Of each kind of voice, how many were heard or why not, of all of that kind. */
export function voiceFigures(counts: readonly VoiceCount[]): VoiceFigures {
  return voiceKinds.map((kind) => {
    const own = counts.filter((one) => one.kind === kind);
    const all = own.reduce((sum, { count }) => sum + count, 0);
    const countOf = (status: VoiceStatus) => own.find((one) => one.status === status)?.count ?? 0;
    const figures = voiceStatuses.map(
      (status) => [status, figureOf(voiceStatusNames[status], countOf(status), all)] as const,
    );
    return { kind, statuses: Object.fromEntries(figures) as Record<VoiceStatus, Figure> };
  });
}

export type SwapFigures = { id: string; name: string; swapped: Figure; reasons: Figure[] };

/** What was swapped of the cases of each, and for which reasons, in the order given. */
export const swapFigures = (counts: readonly SwapCount[]): SwapFigures[] =>
  counts.map(({ id, name, cases, swapped, reasons }) => ({
    id,
    name,
    swapped: figureOf("Swapped out", swapped, cases),
    reasons: reasons.map((reason) => figureOf(reason.name, reason.count, swapped)),
  }));
