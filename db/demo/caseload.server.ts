/**
 * Owns the demonstration's caseload: the published number of open cases of each cohort, spread
 * over the teams that hold cases, and earlier cases closed since, so that last year's draws had
 * something to draw from.
 */
import type { Cohort } from "~/rules/caseload/caseload";
import { addDays, addMonths, daysBetween } from "~/rules/core/dates";
import { foldNumber, lowered } from "~/rules/core/folding";
import { closedShownMonths } from "~/rules/sampling/frame";
import { flag } from "../core/columns";
import type { Book } from "./book.server";
import { choose, happens, idAt, roll } from "./chance";
import { at, demonstrationDay } from "./clock";
import { type DemoCase, holdingsOf, nameFamilies, workersFor } from "./families";
import type { PlacedTeam, Staff } from "./people.server";
import type { TeamName } from "./people-shape";

/** Open cases by team: 342 in need, 136 in care, 137 care leavers, 354 early help; 112 on plans. */
export const openCases: Partial<Record<TeamName, Partial<Record<Cohort, number>>>> = {
  "Referral and Assessment": { "child-in-need": 70, "child-protection": 4 },
  Willow: { "child-in-need": 92, "child-protection": 52, "child-in-care": 12 },
  Rowan: { "child-in-need": 98, "child-protection": 52, "child-in-care": 13 },
  "Children with Disabilities": {
    "child-in-need": 82,
    "child-protection": 4,
    "child-in-care": 9,
  },
  "Care and Leaving Care": { "child-in-care": 102, "care-leaver": 137 },
  "Early Help": { "early-help": 354 },
};

/** Cases that closed between February 2023 and April 2024. */
const closedCases: typeof openCases = {
  "Referral and Assessment": { "child-in-need": 60, "child-protection": 3 },
  Willow: { "child-in-need": 34, "child-protection": 22, "child-in-care": 2 },
  Rowan: { "child-in-need": 36, "child-protection": 20, "child-in-care": 2 },
  "Children with Disabilities": { "child-in-need": 18, "child-protection": 2 },
  "Care and Leaving Care": { "child-in-care": 14, "care-leaver": 12 },
  "Early Help": { "early-help": 140 },
};

/** Days a case of the cohort has been open: at least, and at most. */
const openFor: Record<Cohort, [number, number]> = {
  "early-help": [5, 300],
  "child-in-need": [8, 520],
  "child-protection": [20, 480],
  "child-in-care": [60, 2200],
  "care-leaver": [40, 1500],
};

type Slot = { team: PlacedTeam; cohort: Cohort; openedOn: string; closedOn: string | null };

/** Every case, oldest first. Call `writeCaseload` once audits have left their mark on them. */
export function makeCaseload(staff: Staff): DemoCase[] {
  const slots = [...slotsOf(staff, openCases, false), ...slotsOf(staff, closedCases, true)];
  const inReferenceOrder = slots
    .map((slot, n) => ({ slot, n }))
    .toSorted((a, b) =>
      a.slot.openedOn < b.slot.openedOn ? -1 : +(a.slot.openedOn > b.slot.openedOn),
    );
  const cases = inReferenceOrder.map(({ slot }, index) => makeCase(staff, slot, index));
  nameFamilies(cases, staff);
  return cases;
}

function slotsOf(staff: Staff, counts: typeof openCases, closed: boolean): Slot[] {
  return Object.entries(counts).flatMap(([name, cohorts]) =>
    Object.entries(cohorts).flatMap(([cohort, count]) =>
      Array.from({ length: count }, (_, n): Slot => {
        const key = [name, cohort, String(closed), n] as const;
        const [least, most] = openFor[cohort as Cohort];
        const lasted = least + roll(most - least, "open-for", ...key);
        const closedOn = closed ? addDays("2023-02-20", roll(410, "closed", ...key)) : null;
        // A case long enough in care was opened before the rest of the year's.
        const openedOn = addDays(closedOn ?? demonstrationDay, -(closed ? lasted + 90 : lasted));
        return { team: staff.team(name), cohort: cohort as Cohort, openedOn, closedOn };
      }),
    ),
  );
}

function makeCase(staff: Staff, slot: Slot, index: number): DemoCase {
  const { team, cohort, openedOn, closedOn } = slot;
  const reference = `DB-${1001 + index}`;
  const worker = choose(workersFor(staff, team, cohort), "worker", reference);
  const unborn =
    (cohort === "child-protection" || cohort === "child-in-need") &&
    team.name !== "Children with Disabilities" &&
    closedOn === null &&
    daysBetween(openedOn, demonstrationDay) < 150 &&
    happens(7, "unborn", reference);
  const officer =
    cohort === "child-in-care" || cohort === "child-protection"
      ? choose(staff.inPost("chair"), "officer", reference)
      : null;
  const base = {
    id: idAt(at(openedOn, "12:00"), "case", reference),
    reference,
    familyReference: null,
    cohort,
    teamId: team.id,
    workerId: worker.id,
    supervisorId: worker.managerId ?? staff.managerOf(team.id).id,
    reviewingOfficerId: officer?.id ?? null,
    age: unborn ? null : ageIn(cohort, team, reference),
    unborn,
    sensitive: happens(1, "sensitive", reference),
    openedOn,
    closedOn,
    lastAuditedOn: null,
  };
  return { ...base, holdings: holdingsOf(staff, base, worker) };
}

const plans: readonly Cohort[] = ["child-in-need", "child-protection", "child-in-care"];

/** A plan begins in the weeks after the case was opened, where the child's cohort has one. */
function planSinceOf(one: Pick<DemoCase, "reference" | "cohort" | "openedOn" | "closedOn">) {
  if (!plans.includes(one.cohort)) return null;
  const lasted = daysBetween(one.openedOn, one.closedOn ?? demonstrationDay);
  return addDays(one.openedOn, Math.min(5 + roll(40, "plan-began", one.reference), lasted));
}

/** A few had been closed before they were opened again. */
const reopenedOnOf = ({ reference, openedOn }: Pick<DemoCase, "reference" | "openedOn">) =>
  happens(9, "opened-again", reference) ? openedOn : null;

function ageIn(cohort: Cohort, team: PlacedTeam, reference: string): number {
  const between = (from: number, to: number) => from + roll(to - from + 1, "age", reference);
  if (cohort === "care-leaver") return between(18, 24);
  if (cohort === "child-protection") return between(0, 16);
  if (cohort === "child-in-care")
    return happens(30, "older", reference) ? between(16, 17) : between(1, 17);
  if (team.name === "Children with Disabilities") return between(3, 17);
  return between(0, 17);
}

/** Cases open on a date. */
export const openOn = (cases: readonly DemoCase[], date: string): DemoCase[] =>
  cases.filter((one) => one.openedOn <= date && (one.closedOn === null || one.closedOn > date));

/** The frame of a draw: cases open on a date, and those closed in the months before it. */
export const inFrame = (cases: readonly DemoCase[], date: string): DemoCase[] =>
  cases.filter(
    ({ openedOn, closedOn }) =>
      openedOn <= date && (closedOn === null || closedOn > addMonths(date, -closedShownMonths)),
  );

export function writeCaseload(book: Book, cases: readonly DemoCase[]): void {
  for (const one of cases) {
    book.add("case_record", {
      id: one.id,
      reference: one.reference,
      reference_folded: lowered(one.reference),
      reference_key: foldNumber(one.reference),
      family_reference: one.familyReference,
      cohort: one.cohort,
      team_id: one.teamId,
      worker_id: one.workerId,
      supervisor_id: one.supervisorId,
      reviewing_officer_id: one.reviewingOfficerId,
      age: one.age,
      unborn: flag(one.unborn),
      sensitive: flag(one.sensitive),
      opened_on: one.openedOn,
      closed_on: one.closedOn,
      last_audited_on: one.lastAuditedOn,
      plan_since: planSinceOf(one),
      reopened_on: reopenedOnOf(one),
    });
    one.holdings.forEach((holding, n) => {
      book.add("case_holding", {
        id: idAt(at(holding.fromOn, "12:00"), "holding", one.reference, n),
        case_id: one.id,
        person_id: holding.personId,
        relation: holding.relation,
        team_id: one.teamId,
        from_on: holding.fromOn,
        to_on: holding.toOn,
      });
    });
    const added = at(one.openedOn, "18:00");
    book.tell(added < "2022-09-05" ? "2022-09-05T08:30:00.000Z" : added, null, {
      stream: `case:${one.id}`,
      kind: "case.added",
      after: { reference: one.reference, cohort: one.cohort },
    });
  }
}
