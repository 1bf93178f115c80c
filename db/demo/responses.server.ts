/**
 * Owns what team managers answered to the reports of November 2023 and January 2024. Willow's
 * answer to January is still to come, Early Help's is late, and Rowan's was sent
 * back once and waits to be agreed.
 */
import { addWorkingDays, dateInLondon } from "~/rules/core/dates";
import type { Book } from "./book.server";
import { idAt } from "./chance";
import { at, officeTime, workingDayAfter } from "./clock";
import type { ClosedCycle } from "./core-cycles";
import { addAction, usualLife } from "./log.server";
import type { PlacedTeam, Staff } from "./people.server";
import type { TeamName } from "./people-shape";
import { pick } from "./words/audits";
import {
  missingInRowan,
  noneNeededReasons,
  responseActions,
  responseComments,
} from "./words/responses";

const asked: readonly TeamName[] = [
  "MASH",
  "Referral and Assessment",
  "Willow",
  "Rowan",
  "Children with Disabilities",
  "Care and Leaving Care",
  "Early Help",
];

/** Not yet answered in January: by team, the date the answer is due. */
const waiting: Partial<Record<TeamName, string>> = {
  Willow: "2024-04-19",
  "Early Help": "2024-04-05",
};

/** Rowan's answer to January was sent back, and has come again. */
const answeredAgain = {
  sentBackAt: at("2024-04-04", "10:10"),
  dueOn: "2024-04-12",
  at: at("2024-04-11", "15:20"),
};

export function addResponses(
  book: Book,
  staff: Staff,
  cycle: ClosedCycle,
  exerciseId: string,
): void {
  const askedAt = at(cycle.closedOn, "16:30");
  const second = cycle.month === "2024-01";
  asked.forEach((name, n) => {
    const team = staff.team(name);
    const open = second ? waiting[name] : undefined;
    const id = idAt(askedAt, "response", cycle.month, name);
    const manager = staff.managerOf(team.id);
    const noneNeeded = !second && name === "Children with Disabilities";
    const answeredOn = open ? null : addWorkingDays(cycle.closedOn, 4 + ((n * 3) % 7));
    const answeredAt = answeredOn ? at(answeredOn, officeTime(n * 31 + (second ? 5 : 0))) : null;
    const again = second && name === "Rowan" ? answeredAgain : null;
    const agreeing = staff.serviceManagerOf(team.id);
    const agreedAt =
      answeredOn && !again
        ? at(addWorkingDays(answeredOn, 2 + (n % 3)), officeTime(n * 17 + 3))
        : null;
    const readOn = addWorkingDays(cycle.closedOn, 1 + (n % 3));
    const readAt = name === "Early Help" && open ? null : at(readOn, officeTime(n * 13));
    book.add("response", {
      id,
      exercise_id: exerciseId,
      team_id: team.id,
      asked_at: askedAt,
      due_on: open ?? again?.dueOn ?? cycle.responsesDueOn,
      read_at: readAt,
      answered_at: again?.at ?? answeredAt,
      answered_by: answeredAt ? manager.id : null,
      comment: answeredAt ? pick(responseComments, n * 3 + (second ? 4 : 0)) : "",
      none_needed_reason: noneNeeded ? (noneNeededReasons[1] ?? "") : "",
      answered_for: null,
      sent_back_at: again?.sentBackAt ?? null,
      sent_back_by: again ? agreeing.id : null,
      missing: again ? missingInRowan : "",
      to_agree_since: again?.at ?? null,
      agreed_at: agreedAt,
      agreed_by: agreedAt ? agreeing.id : null,
    });
    const stream = `response:${id}` as const;
    book.tell(askedAt, staff.account("qa-lead").id, {
      stream,
      kind: "response.asked",
      after: { team: name, dueOn: open ?? cycle.responsesDueOn },
    });
    if (!answeredAt) return;
    book.tell(answeredAt, manager.id, { stream, kind: "response.answered" });
    if (agreedAt) book.tell(agreedAt, agreeing.id, { stream, kind: "response.agreed" });
    if (again) {
      const after = { missing: missingInRowan, dueOn: again.dueOn };
      book.tell(again.sentBackAt, agreeing.id, { stream, kind: "response.sent-back", after });
      book.tell(again.at, manager.id, { stream, kind: "response.answered" });
    }
    if (!noneNeeded) addTeamAction(book, staff, team, { exerciseId, id, answeredAt, second });
  });
}

/** One action from each answer: a team's first in November, its second in January. */
function addTeamAction(
  book: Book,
  staff: Staff,
  team: PlacedTeam,
  response: { exerciseId: string; id: string; answeredAt: string; second: boolean },
): void {
  const own = responseActions.filter((words) => words.team === team.name);
  const first = team.name === "Children with Disabilities" ? 0 : 1;
  const words = own[response.second ? first : 0];
  if (!words) return;
  const raisedOn = dateInLondon(new Date(response.answeredAt));
  const dueOn = workingDayAfter(raisedOn, words.days);
  const manager = staff.managerOf(team.id);
  const key = `response ${response.id}`;
  addAction(book, {
    key,
    what: words.what,
    why: "The team's report on the cycle.",
    area: words.area,
    theme: words.theme,
    level: "team",
    success_measure: words.successMeasure,
    owner_id: manager.id,
    owner_role: "",
    team_id: team.id,
    service_id: team.serviceId,
    due_on: dueOn,
    due_precision: "day",
    source: "response",
    raised_by: manager.id,
    raised_at: response.answeredAt,
    exercise_id: response.exerciseId,
    response_id: response.id,
    life: usualLife({
      key,
      raisedOn,
      dueOn,
      ownerId: manager.id,
      verifierId: staff.serviceManagerOf(team.id).id,
      evidence: words.evidence,
      impact: words.impact,
      progress: "Agreed with the team and begun.",
    }),
  });
}
