import { type LogQuery, logFilters, readTypedDate } from "~/forms/learning-log";
import type { Actor } from "~/rules/people";
import { type Scope, scopeOf } from "~/rules/permission";
import type { LogFilter } from "~db/action-list.server";
import type { LogReader } from "~db/action-sight.server";

/** Who reads the log, for a list made under "learning-log.read". */
export const readerOf = (actor: Actor, scope: Scope): LogReader => ({
  log: scope,
  audits: scopeOf(actor, "audits.read"),
});

/** The filter that the query of a request asks for; a date that is none filters nothing. */
export function readLogQuery(request: Request): {
  query: LogQuery;
  filter: LogFilter;
  errors: { from?: string; to?: string };
} {
  const query = logFilters.parse(Object.fromEntries(new URL(request.url).searchParams));
  const dueFrom = readTypedDate(query.from);
  const dueTo = readTypedDate(query.to);
  const wrong = "Enter a real date, like 31/3/2024";
  return {
    query,
    filter: {
      level: query.level,
      teamId: query.team,
      theme: query.theme,
      area: query.area,
      ownerId: query.owner,
      status: query.status,
      overdue: query.overdue === "yes",
      source: query.source,
      dueFrom: dueFrom ?? undefined,
      dueTo: dueTo ?? undefined,
      words: query.words,
    },
    errors: {
      ...(query.from && !dueFrom ? { from: wrong } : {}),
      ...(query.to && !dueTo ? { to: wrong } : {}),
    },
  };
}
