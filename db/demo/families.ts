/**
 * Owns who has a part in the demonstration's cases, and which children are brothers and sisters.
 */
import type { Cohort } from "~/rules/caseload/caseload";
import { addDays, daysBetween } from "~/rules/core/dates";
import type { CaseInterests, Holding, HoldingRelation } from "~/rules/independence/conflicts";
import { choose, happens, inOrder, roll } from "./chance";
import { demonstrationDay } from "./clock";
import type { PlacedPerson, PlacedTeam, Staff } from "./people.server";

type HeldPart = Holding & { relation: HoldingRelation };

export type DemoCase = {
  id: string;
  reference: string;
  familyReference: string | null;
  cohort: Cohort;
  teamId: string;
  workerId: string;
  supervisorId: string;
  reviewingOfficerId: string | null;
  age: number | null;
  unborn: boolean;
  sensitive: boolean;
  openedOn: string;
  closedOn: string | null;
  /** Kept up as the cycles go by. */
  lastAuditedOn: string | null;
  holdings: HeldPart[];
};

/** What the conflict rules need to know of a case: its worker's managers are of its own team. */
export function interestsOf(
  staff: Staff,
  { teamId, holdings }: Pick<DemoCase, "teamId" | "holdings">,
): CaseInterests {
  const line = [staff.managerOf(teamId).id, staff.serviceManagerOf(teamId).id];
  return { teamIds: [teamId], line, holdings };
}

export function workersFor(staff: Staff, team: PlacedTeam, cohort: Cohort): PlacedPerson[] {
  if (cohort === "care-leaver") return staff.inPost("personal-adviser", team.id);
  if (cohort === "early-help") return staff.inPost("early-help-worker", team.id);
  return staff.inPost("social-worker", team.id);
}

/** The present holders, and for every fourth case a worker before the present one. */
export function holdingsOf(
  staff: Staff,
  one: Omit<DemoCase, "holdings">,
  worker: PlacedPerson,
): HeldPart[] {
  const { reference, openedOn, closedOn } = one;
  const lasted = daysBetween(openedOn, closedOn ?? demonstrationDay);
  const team = staff.teamById(one.teamId);
  const others = workersFor(staff, team, one.cohort).filter(({ id }) => id !== worker.id);
  const moved = lasted > 60 && others.length > 0 && happens(25, "moved", reference);
  const fromOn = moved
    ? addDays(openedOn, 20 + roll(Math.max(1, lasted - 40), "moved-on", reference))
    : openedOn;
  const holding = (
    person: Pick<PlacedPerson, "id" | "managerId"> | undefined,
    relation: HoldingRelation,
    from: string,
    toOn: string | null,
  ): HeldPart[] =>
    person
      ? [{ personId: person.id, relation, fromOn: from, toOn, managerId: person.managerId }]
      : [];
  const person = (id: string | null) => staff.people.find((other) => other.id === id);
  return [
    ...(moved
      ? holding(choose(others, "before", reference), "worker", openedOn, addDays(fromOn, -1))
      : []),
    ...holding(worker, "worker", fromOn, closedOn),
    ...holding(person(one.supervisorId), "supervisor", openedOn, closedOn),
    ...holding(person(one.reviewingOfficerId), "reviewing-officer", openedOn, closedOn),
  ];
}

/**
 * Brothers and sisters share a family reference, mostly a worker, and mostly a cohort. Care
 * leavers stand alone. A few families have one child elsewhere.
 */
export function nameFamilies(cases: DemoCase[], staff: Staff): void {
  let next = 501;
  const name = () => `F-${next++}`;
  const groups = new Map<string, DemoCase[]>();
  for (const one of cases) {
    if (one.cohort === "care-leaver") continue;
    const key = `${one.teamId} ${one.workerId} ${one.cohort} ${one.closedOn === null}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  for (const [key, group] of groups) {
    const waiting = inOrder(group, "families", key);
    while (waiting.length > 0) {
      const size = [1, 1, 1, 1, 2, 2, 2, 3, 3, 4][roll(10, "family", key, waiting.length)] ?? 1;
      const family = waiting.splice(0, size);
      const reference = name();
      const [eldest] = family;
      for (const child of family) {
        child.familyReference = reference;
        if (!eldest || child === eldest) continue;
        child.openedOn = eldest.openedOn;
        child.closedOn = eldest.closedOn;
        child.holdings = eldest.holdings;
        child.supervisorId = eldest.supervisorId;
        child.reviewingOfficerId = eldest.reviewingOfficerId;
      }
    }
  }
  for (const one of cases) one.familyReference ??= name();
  // A child with a disability whose brother or sister is with another team.
  const disabilities = cases.filter(
    (one) => one.teamId === staff.team("Children with Disabilities").id && one.closedOn === null,
  );
  const willow = cases.filter(
    (one) => one.teamId === staff.team("Willow").id && one.closedOn === null,
  );
  for (const [index, one] of inOrder(disabilities, "spanning").slice(0, 6).entries()) {
    const other = willow[index * 9];
    if (other) one.familyReference = other.familyReference;
  }
}

/** Makes someone the worker of a case, as if they had been from the beginning. */
export function giveCase(one: DemoCase, worker: PlacedPerson): void {
  one.workerId = worker.id;
  one.supervisorId = worker.managerId ?? one.supervisorId;
  const part = (relation: HoldingRelation, personId: string, managerId: string | null) => ({
    personId,
    relation,
    fromOn: one.openedOn,
    toOn: one.closedOn,
    managerId,
  });
  one.holdings = [
    part("worker", worker.id, worker.managerId),
    part("supervisor", one.supervisorId, null),
    ...one.holdings.filter(({ relation }) => relation === "reviewing-officer"),
  ];
}
