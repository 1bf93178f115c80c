/**
 * Owns what a cycle report tells beside its grades: themes, coverage, voices, the panel's work and
 * concerns.
 * Practice: how often a theme occurred is counted in audits, with the auditors' words as examples;
 * swaps, withdrawals, lateness and overrides are shown, never tidied away.
 */
import { dateInLondon } from "../core/dates";
import { counted, sentenceCase } from "../core/words";
import { isGrade, severity } from "../tools/grades";
import type { Grade } from "../tools/scale";
import { type Figure, figureOf } from "./figure";
import { countInWords, hiddenWords, isAny, isEmpty } from "./figure-words";

export type ReportFinding = {
  kind: "strength" | "development";
  area: string | null;
  theme: string | null;
  text: string;
  auditId: string | null;
};

/** A theme, in how many of the audits with a finding it was found, and what auditors wrote. */
export type ThemeFound = { theme: string | null; name: string; audits: Figure; texts: string[] };

/** Findings of one kind by theme, the most frequent first; each text once. */
export function groupByTheme(
  findings: readonly ReportFinding[],
  kind: ReportFinding["kind"],
  names: ReadonlyMap<string, string>,
): ThemeFound[] {
  const themes = new Map<string | null, { audits: Set<string | null>; texts: Set<string> }>();
  for (const finding of findings) {
    if (finding.kind !== kind) continue;
    const held = themes.get(finding.theme) ?? { audits: new Set(), texts: new Set() };
    held.audits.add(finding.auditId);
    held.texts.add(finding.text);
    themes.set(finding.theme, held);
  }
  const all = new Set(findings.map(({ auditId }) => auditId)).size;
  return [...themes]
    .map(([theme, { audits, texts }]) => ({
      theme,
      name: theme === null ? "No theme named" : (names.get(theme) ?? theme),
      audits: audits.size,
      texts: [...texts],
    }))
    .sort((a, b) => b.audits - a.audits || (a.name < b.name ? -1 : 1))
    .map((found) => ({ ...found, audits: figureOf(found.name, found.audits, all) }));
}

export type CoverageAudit = {
  id: string;
  teamId: string;
  state: string;
  origin: string;
  /** The audit this one came in for. */
  previousAuditId: string | null;
  dueOn: string | null;
  /** UTC ISO instant. */
  submittedAt: string | null;
};

export type Coverage = {
  drawn: number;
  swapped: number;
  withdrawn: number;
  completed: number;
  late: number;
};

/** How many audits were asked for and not withdrawn: what a return rate is of. */
export const expectedOf = (audits: readonly CoverageAudit[]): number =>
  audits.filter(({ origin, state }) => origin !== "re-audit" && state !== "withdrawn").length;

/**
 * What became of the cases drawn: how many, how many of them replaced, withdrawn without a
 * replacement, audited, and late (submitted after the date, or not yet and the date is past).
 */
export function coverageOf(audits: readonly CoverageAudit[], today: string): Coverage {
  const replaced = new Set(
    audits.flatMap(({ origin, previousAuditId }) =>
      origin === "swapped" && previousAuditId ? [previousAuditId] : [],
    ),
  );
  const coverage = { drawn: 0, swapped: 0, withdrawn: 0, completed: 0, late: 0 };
  for (const audit of audits) {
    if (audit.origin === "re-audit") continue;
    const out = audit.state === "withdrawn";
    const submittedOn = audit.submittedAt ? dateInLondon(new Date(audit.submittedAt)) : null;
    if (audit.origin === "swapped") coverage.swapped += 1;
    else coverage.drawn += 1;
    if (out && !replaced.has(audit.id)) coverage.withdrawn += 1;
    if (!out && submittedOn) coverage.completed += 1;
    if (!out && audit.dueOn && (submittedOn ?? today) > audit.dueOn) coverage.late += 1;
  }
  return coverage;
}

/** An overall or area judgement of a moderated audit: the auditor's and the final one. */
export type Movement = { area: string; from: string; to: string; count: number };

export type PanelChanges = { same: number; higher: number; lower: number; other: number };

/** How many judgements the panel left, raised, lowered, or changed to or from no grade. */
export function panelChanges(movements: readonly Movement[]): PanelChanges {
  const changes = { same: 0, higher: 0, lower: 0, other: 0 };
  for (const { from, to, count } of movements) {
    if (from === to) changes.same += count;
    else if (!isGrade(from) || !isGrade(to)) changes.other += count;
    else if (steps(from, to) < 0) changes.higher += count;
    else changes.lower += count;
  }
  return changes;
}

const steps = (from: Grade, to: Grade): number => severity(to) - severity(from);

/** "5 confirmed, 1 raised, 2 lowered"; "none decided yet". */
export function changesInWords({ same, higher, lower, other }: PanelChanges): string {
  if (same + higher + lower + other === 0) return "none decided yet";
  const changed = [
    higher > 0 ? `${higher} raised` : "",
    lower > 0 ? `${lower} lowered` : "",
    other > 0 ? `${other} changed to or from no grade` : "",
  ].filter(Boolean);
  return [`${same} confirmed`, ...changed].join(", ");
}

/** How many audits may be moderated, and the percentages it follows from. */
export type PanelRange = { min: number; max: number; feasible: boolean; from: number; to: number };

/** "12 of 53 audits went to the panel, within the range of 11 to 15 (20 to 30%)." */
export function selectedInWords(selected: number, audits: number, range: PanelRange): string {
  const went = `${selected} of ${counted(audits, "audit")} went to the panel`;
  if (audits === 0) return `${went}.`;
  const { min, max, feasible, from, to } = range;
  const within = selected >= min && (selected <= max || !feasible);
  const place = within ? "within" : selected < min ? "below" : "above";
  const numbers = min < max ? `${min} to ${max}` : `${min}`;
  return `${went}, ${place} the range of ${numbers} (${from} to ${to}%).`;
}

/** Instants as UTC ISO text. */
export type ConcernTimes = { raisedAt: string; dueAt: string; acknowledgedAt: string | null };

export type ConcernSummary = {
  /** Of those raised. */
  acknowledged: Figure;
  late: Figure;
  /** The middle and the longest time to acknowledge, in minutes; null when none was. */
  median: number | null;
  longest: number | null;
};

/** How soon concerns were acknowledged; one that waits beyond its time is late too. */
export function summariseConcerns(concerns: readonly ConcernTimes[], now: Date): ConcernSummary {
  const minutes = concerns
    .flatMap(({ raisedAt, acknowledgedAt }) =>
      acknowledgedAt ? [(Date.parse(acknowledgedAt) - Date.parse(raisedAt)) / 60_000] : [],
    )
    .sort((a, b) => a - b);
  const middle = minutes.length / 2;
  const median =
    minutes.length === 0
      ? null
      : ((minutes[Math.ceil(middle) - 1] ?? 0) + (minutes[Math.floor(middle)] ?? 0)) / 2;
  const late = concerns.filter(
    ({ dueAt, acknowledgedAt }) =>
      Date.parse(acknowledgedAt ?? now.toISOString()) > Date.parse(dueAt),
  );
  return {
    acknowledged: figureOf("Acknowledged", minutes.length, concerns.length),
    late: figureOf("Late", late.length, concerns.length),
    median: median === null ? null : Math.round(median),
    longest: minutes.length === 0 ? null : Math.round(minutes.at(-1) ?? 0),
  };
}

/** "3 raised, 3 acknowledged, none late. Half took 50 minutes or less; the longest took 2 hours." */
export function concernsInWords({ acknowledged, late, median, longest }: ConcernSummary): string {
  if (acknowledged.standing === "hidden") return `${sentenceCase(hiddenWords)}.`;
  if (isEmpty(acknowledged)) return "None was raised.";
  const counts = `${acknowledged.base} raised, ${acknowledged.count} acknowledged`;
  const first = `${counts}, ${isAny(late) ? countInWords(late) : "none"} late.`;
  if (median === null || longest === null) return first;
  return acknowledged.count === 1
    ? `${first} It took ${durationInWords(median)}.`
    : `${first} Half took ${durationInWords(median)} or less; the longest took ${durationInWords(longest)}.`;
}

/** "50 minutes", "2 hours 5 minutes", "3 days 1 hour"; the two largest units. */
export function durationInWords(minutes: number): string {
  const units: [number, string][] = [
    [Math.floor(minutes / 1440), "day"],
    [Math.floor((minutes % 1440) / 60), "hour"],
    [minutes % 60, "minute"],
  ];
  const first = units.findIndex(([n]) => n > 0);
  if (first === -1) return "0 minutes";
  return units
    .slice(first, first + 2)
    .filter(([n]) => n > 0)
    .map(([n, unit]) => `${n} ${unit}${n === 1 ? "" : "s"}`)
    .join(" ");
}
