/** Owns what may be asked of trends: a period in months, whose figures, of which area, cohort and tool. */
import { cohorts } from "~/rules/caseload/caseload";
import { isMonth } from "../core/dates";

/** What is wrong with each part of the address, by its name. */
type FieldErrors = Record<string, string>;

/** The first and last month, YYYY-MM, both included. */
export type Period = { from: string; to: string };

/** Reads a period from a URL; each month must be given once. */
export function readPeriod(
  query: URLSearchParams,
): { ok: true; value: Period } | { ok: false; errors: FieldErrors } {
  const errors: FieldErrors = {};
  const read = (name: "from" | "to", which: string): string => {
    const [value = "", ...more] = query.getAll(name);
    if (more.length > 0) errors[name] = `Give the ${which} month once`;
    else if (value === "") errors[name] = `Give the ${which} month, like ${name}=2023-11`;
    else if (!isMonth(value)) errors[name] = `Give the ${which} month as YYYY-MM, like 2023-11`;
    return value;
  };
  const from = read("from", "first");
  const to = read("to", "last");
  if (Object.keys(errors).length === 0 && from > to) {
    errors.from = "Give a first month that is not after the last one";
  }
  return Object.keys(errors).length > 0 ? { ok: false, errors } : { ok: true, value: { from, to } };
}

/** What a page of trends can show, to check a choice against. */
export type TrendsOptions = {
  /** Months of closed cycles, oldest first. */
  months: readonly string[];
  serviceIds: readonly string[];
  teamIds: readonly string[];
  areas: readonly string[];
  toolIds: readonly string[];
};

/**
 * `area` "" is the overall grade; neither service nor team means everyone's figures; `cohort` and
 * `tool` "" are all of them.
 */
export type TrendsChoice = {
  whose: string;
  teamId?: string;
  serviceId?: string;
  area: string;
  cohort: string;
  tool: string;
} & Period;

/** How many cycles are shown when no period was chosen: two years of them. */
const usualCycles = 12;

/** Reads the choices of the trends page; what is missing or can't be shown takes its default. */
export function readTrendsChoice(
  query: URLSearchParams,
  options: TrendsOptions,
): { value: TrendsChoice; errors: FieldErrors } {
  const errors: FieldErrors = {};
  const one = (name: string, known: readonly string[], fallback: string, message: string) => {
    const [value = "", ...more] = query.getAll(name);
    if (value === "" && more.length === 0) return fallback;
    if (more.length === 0 && known.includes(value)) return value;
    errors[name] = message;
    return fallback;
  };
  const people = [
    ...options.serviceIds.map((id) => `service:${id}`),
    ...options.teamIds.map((id) => `team:${id}`),
  ];
  const { months } = options;
  const first = months[Math.max(0, months.length - usualCycles)] ?? "";
  const last = months.at(-1) ?? "";
  const month = "Choose a month of a closed cycle from the list";
  const whose = one("whose", people, "", "Choose a service or a team from the list");
  const area = one("area", options.areas, "", "Choose a practice area from the list");
  const cohort = one("cohort", cohorts, "", "Choose a cohort from the list");
  const tool = one("tool", options.toolIds, "", "Choose an audit tool from the list");
  let to = one("to", months, last, month);
  let from = one("from", months, first <= to ? first : (months[0] ?? ""), month);
  if (from > to) {
    errors.from = "Choose a first month that is not after the last one";
    [from, to] = [first, last];
  }
  const [kind, id] = whose.split(":");
  return {
    value: {
      whose,
      area,
      cohort,
      tool,
      from,
      to,
      ...(kind === "team" ? { teamId: id } : kind === "service" ? { serviceId: id } : {}),
    },
    errors,
  };
}

/** How many views one person may save. */
export const mostViews = 20;

/** The same choice as an address holds it; what was not chosen is left out. */
export const trendsQuery = ({ whose, area, cohort, tool, from, to }: TrendsChoice) => ({
  whose,
  area,
  cohort,
  tool,
  from,
  to,
});
