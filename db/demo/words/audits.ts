/**
 * Owns how the demonstration's texts are chosen for an audit: always the same for the same
 * index, and varied enough that neighbouring audits do not read alike.
 * Practice: words fit the child's cohort, so a care leaver's audit speaks of a young person and
 * a personal adviser. Who says what is invented throughout.
 */
import type { Cohort } from "~/rules/caseload/caseload";
import type { Grade } from "~/rules/tools/scale";
import type { CoreArea } from "~db/tools/codes";
import { assessmentWords } from "./areas/assessment";
import { commentariesByCohort } from "./areas/by-cohort";
import { caseRecordingWords } from "./areas/case-recording";
import { contactAndReferralWords } from "./areas/contact-and-referral";
import { directWorkWords } from "./areas/direct-work";
import { impactWords } from "./areas/impact";
import { planningWords } from "./areas/planning";
import type { AreaWords } from "./areas/shape";
import { supervisionWords } from "./areas/supervision";
import { type ChildActionWords, childActionWords } from "./child-actions";
import { developmentWords, type FindingWords, strengthWords } from "./findings";
import { overallWords } from "./overall";
import { careLeaverSaid, olderChildSaid, youngerChildSaid } from "./voices";

export const areaWords: Record<CoreArea, AreaWords> = {
  "contact-and-referral": contactAndReferralWords,
  assessment: assessmentWords,
  planning: planningWords,
  "direct-work": directWorkWords,
  supervision: supervisionWords,
  "case-recording": caseRecordingWords,
  impact: impactWords,
};

/** The item at an index that may be larger than the list; throws on an empty list. */
export function pick<T>(list: readonly T[], index: number): T {
  const item = list[((index % list.length) + list.length) % list.length];
  if (item === undefined) throw new Error("Pick from a list that holds something");
  return item;
}

/** What an audit of a care leaver would not speak of. */
const childhood =
  /\b(school|nursery|bedroom|assembly|attendance|respite|kitchen|three houses|laugh|grandma|mum|mum's|carers?|sibling|siblings|parents?|parents'|baby|babies|own bed|signs|household|return home|seen alone|alone with|doorstep|does not use words)\b/i;
/** What early help would not speak of. */
const statutory = /\b(legal|chair|conference|in care|placement|core group|court)\b/i;

/** Whether a text can stand in an audit of this cohort. */
export function fitsCohort(text: string, cohort: Cohort): boolean {
  if (cohort === "care-leaver") return !childhood.test(text);
  if (cohort === "early-help") return !statutory.test(text);
  return true;
}

/** Puts a text written about "the child" and "the social worker" into the cohort's words. */
export function inCohortWords(text: string, cohort: Cohort): string {
  if (cohort === "care-leaver") {
    return text
      .replace(/\b([Tt])he social worker\b/g, "$1he personal adviser")
      .replace(/\b([Tt]he|[Tt]his|[Aa]|[Ee]ach) child\b/g, "$1 young person");
  }
  if (cohort === "early-help") {
    return text.replace(/\b([Tt])he social worker\b/g, "$1he early help worker");
  }
  return text;
}

function choose(list: readonly string[], cohort: Cohort, index: number): string {
  const fitting = list.filter((text) => fitsCohort(text, cohort));
  return inCohortWords(pick(fitting.length > 0 ? fitting : list, index), cohort);
}

/** What an auditor wrote about an area: a commentary, mostly with an example, and the reason. */
export function wordsForArea(
  area: CoreArea,
  grade: Grade,
  cohort: Cohort,
  index: number,
): { commentary: string; rationale: string } {
  const words = areaWords[area][grade];
  const turn = index + area.length;
  const own = commentariesByCohort[cohort]?.[area]?.[grade] ?? [];
  const general = words.commentaries.filter((text) => fitsCohort(text, cohort));
  const commentary = inCohortWords(pick([...general, ...own], turn), cohort);
  const detail = choose(words.details, cohort, turn * 3 + Math.floor(turn / 7));
  return {
    commentary: turn % 4 === 0 ? commentary : `${commentary} ${detail}`,
    rationale: choose(words.rationales, cohort, turn * 2 + Math.floor(turn / 5)),
  };
}

/** Why the overall grade was chosen. */
export function overallRationale(grade: Grade, cohort: Cohort, index: number): string {
  const { openings, closings } = overallWords[grade];
  const closing = choose(closings, cohort, index * 2 + Math.floor(index / openings.length));
  return `${choose(openings, cohort, index)} ${closing}`;
}

function ofArea<T extends { area: CoreArea }>(list: readonly T[], area: CoreArea): T[] {
  return list.filter((item) => item.area === area);
}

const speaksToCohort = (words: FindingWords, cohort: Cohort) =>
  fitsCohort(words.text, cohort) &&
  !(cohort === "care-leaver" && (words.theme === "neglect" || words.theme === "life-story"));

function finding(
  list: readonly FindingWords[],
  area: CoreArea,
  cohort: Cohort,
  index: number,
): FindingWords {
  const all = ofArea(list, area);
  const fitting = all.filter((words) => speaksToCohort(words, cohort));
  const words = pick(fitting.length > 0 ? fitting : all, index);
  return { ...words, text: inCohortWords(words.text, cohort) };
}

export const strengthFor = (area: CoreArea, cohort: Cohort, index: number): FindingWords =>
  finding(strengthWords, area, cohort, index);

export const developmentFor = (area: CoreArea, cohort: Cohort, index: number): FindingWords =>
  finding(developmentWords, area, cohort, index);

/** A child-level action that answers a weakness in the area. */
export function childActionFor(area: CoreArea, cohort: Cohort, index: number): ChildActionWords {
  const all = ofArea(childActionWords, area);
  const fitting = all.filter((action) =>
    [action.what, action.evidence, action.impact].every((text) => fitsCohort(text, cohort)),
  );
  const action = pick(fitting.length > 0 ? fitting : all, index);
  return {
    ...action,
    what: inCohortWords(action.what, cohort),
    successMeasure: inCohortWords(action.successMeasure, cohort),
    evidence: inCohortWords(action.evidence, cohort),
    impact: inCohortWords(action.impact, cohort),
  };
}

/** What the child said, by age in whole years; null when too young to be asked, or unborn. */
export function childSaid(age: number | null, index: number): string | null {
  if (age === null || age < 5) return null;
  if (age < 11) return pick(youngerChildSaid, index);
  return pick(age < 18 ? olderChildSaid : careLeaverSaid, index);
}
