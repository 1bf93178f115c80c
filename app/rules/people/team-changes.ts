/**
 * Owns how teams change: what a change would hide or move, and how a closed report names a team
 * that has changed since.
 * Practice: nothing of the past is rewritten; what a change does to others is said before it is
 * done; a team that ends has a successor, whose people see to what it left open.
 */
import { counted } from "../core/words";
import { gainersInWords } from "./access-changes";

/** What hangs on a team today, in numbers. */
export type TeamLoad = {
  openCases: number;
  people: number;
  openAudits: number;
  openActions: number;
  waitingResponses: number;
};

export type TeamFactsNow = { serviceId: string; holdsCases: boolean };

/**
 * What someone must know before a team changes so; empty when nothing is hidden or moved.
 * `serviceNames` are those of the service it leaves and the one it joins.
 */
export function changeWarnings(
  before: TeamFactsNow,
  after: TeamFactsNow,
  load: TeamLoad,
  serviceNames: { from: string; to: string },
): string[] {
  const warnings: string[] = [];
  if (before.holdsCases && !after.holdsCases && load.openCases > 0) {
    warnings.push(
      `${counted(load.openCases, "open case", "open cases")} of this team would be left out of every draw`,
    );
  }
  if (before.serviceId !== after.serviceId) {
    const moved = [
      [load.openCases, "open case", "open cases"],
      [load.openActions, "open action", "open actions"],
      [load.waitingResponses, "response that waits", "responses that wait"],
    ] as const;
    const named = moved.filter(([n]) => n > 0).map(([n, one, many]) => counted(n, one, many));
    if (named.length > 0) {
      warnings.push(
        `managers of ${serviceNames.from} would no longer see ${named.join(", ")}, and managers of ${serviceNames.to} would`,
      );
    }
  }
  return warnings;
}

/**
 * Whose reach a change widens, in words for whoever makes it; null where nobody's. `alone` is the
 * first administrator's beginning, when nothing waits for a second person.
 */
export const wideningInWords = (
  gainers: readonly { name: string }[],
  { alone }: { alone: boolean },
): string | null =>
  gainers.length === 0
    ? null
    : `${gainersInWords(gainers)} would reach more than before, ${alone ? "and will be told" : "so a second person confirms it first"}`;

export type RetireRefusal = "itself" | "retired" | "no-cases" | "already";

const retireRefusals: Record<RetireRefusal, string> = {
  itself: "Choose another team to go on with the work",
  retired: "Choose a team that is not retired itself",
  "no-cases": "Choose a team that holds cases: this one has open cases to hand on",
  already: "Go back to the teams: this one is retired already",
};

type Retiring = { id: string; retiredOn: string | null; holdsCases: boolean };

/** Whether a team may end with this successor. */
export function retire(
  team: Retiring,
  successor: Retiring,
  load: Pick<TeamLoad, "openCases">,
): { ok: true } | { ok: false; message: string } {
  const refuse = (why: RetireRefusal) => ({ ok: false as const, message: retireRefusals[why] });
  if (team.retiredOn !== null) return refuse("already");
  if (successor.id === team.id) return refuse("itself");
  if (successor.retiredOn !== null) return refuse("retired");
  if (load.openCases > 0 && !successor.holdsCases) return refuse("no-cases");
  return { ok: true };
}

/** Which of the other teams may go on with its work; where none may, why not and what to do first. */
export function successorsOf<T extends Retiring>(
  team: Retiring,
  others: readonly T[],
  load: Pick<TeamLoad, "openCases">,
  /** Whether whoever asks would reach more by a role of their own for this one. */
  wouldReach: (other: T) => boolean,
): { possible: T[]; none: string | null } {
  const fitting = others.filter((other) => retire(team, other, load).ok);
  const possible = fitting.filter((other) => !wouldReach(other));
  if (possible.length > 0) return { possible, none: null };
  if (fitting.length > 0) {
    return {
      possible,
      none: "Ask another administrator to retire this team: whichever team went on with its work, your own role would reach it.",
    };
  }
  return {
    possible,
    none: others.some((other) => other.retiredOn === null && other.id !== team.id)
      ? `Have another team hold cases first: this one has ${counted(load.openCases, "open case", "open cases")} to hand on, and no other team holds any.`
      : "Add another team first: there is none that could go on with its work.",
  };
}

export type TeamNamed = { name: string; serviceName: string; successorName: string | null };

/**
 * A team as a closed report names it: as it was then, and in words what has become of it since
 * ("now Oak", "now in Safeguarding", "now part of Elm"); "" when nothing has.
 */
export function teamThen(
  now: TeamNamed,
  then: Pick<TeamNamed, "name" | "serviceName"> | undefined,
): { name: string; serviceName: string; since: string } {
  const { name, serviceName } = then ?? now;
  const changes = [
    name === now.name ? null : `now ${now.name}`,
    serviceName === now.serviceName ? null : `now in ${now.serviceName}`,
    now.successorName === null ? null : `now part of ${now.successorName}`,
  ].filter((one) => one !== null);
  return { name, serviceName, since: changes.join(", ") };
}
