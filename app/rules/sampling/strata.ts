import { cohortNames, isCohort } from "../caseload/caseload";
import type { ExclusionReason, StrataBy } from "./frame";

export const strataNames: Record<StrataBy, string> = {
  team: "By team",
  cohort: "By cohort",
  "team-and-cohort": "By team and cohort",
};

/** A stratum in words: "Willow", "Child in need", or "Willow, child in need". */
export function nameStratum(key: string, teamNames: ReadonlyMap<string, string>): string {
  const cohort = (code: string) => (isCohort(code) ? cohortNames[code] : code);
  const [first = "", second] = key.split("/");
  const name = teamNames.get(first) ?? cohort(first);
  return second === undefined ? name : `${name}, ${cohort(second).toLowerCase()}`;
}

export const exclusionNames: Record<Exclude<ExclusionReason, "closed">, string> = {
  "no-event": "Not of the event that is drawn from",
  "no-team": "No team known, or the team holds no cases",
  sensitive: "Flagged as sensitive",
  "audited-recently": "Audited lately, or under audit now",
  "opened-recently": "Opened lately",
  family: "A brother or sister stands for the family",
};
