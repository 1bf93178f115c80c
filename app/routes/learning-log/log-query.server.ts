import { type LogQuery, logFilters, readTypedDate } from "~/forms/learning-log";
import type { Actor } from "~/rules/access/people";
import { type Scope, scopeOf } from "~/rules/access/permission";
import { addDays } from "~/rules/core/dates";
import type { LogFilter } from "~db/learning-log/action-list.server";
import type { LogReader } from "~db/learning-log/action-sight.server";

/** Who reads the log, for a list made under "learning-log.read". */
export const readerOf = (actor: Actor, scope: Scope): LogReader => ({
  log: scope,
  audits: scopeOf(actor, "audits.read"),
});

/** Whoever reads no audit reads no words about one child: for them these are only there. */
const readsNoChild = ({ audits }: LogReader): boolean =>
  !audits.everything &&
  [audits.teamIds, audits.serviceIds, audits.relations, audits.absent].every(
    (list) => list.length === 0,
  );

/** Whether the reader sees actions of their own alone, and not the log of any team. */
export const seesOwnAlone = ({ log }: LogReader): boolean =>
  !log.everything && log.teamIds.length + log.serviceIds.length === 0;

/**
 * The filter that the query of a request asks for; a date that is none filters nothing. Without a
 * query the list opens with what this reader may read, by theme where that is the whole log.
 */
export function readLogQuery(
  request: Request,
  today: string,
  /** Who opens the list; left out for a file, which holds what was asked for. */
  opener?: LogReader,
): {
  query: LogQuery;
  filter: LogFilter;
  errors: { from?: string; to?: string };
} {
  const { searchParams } = new URL(request.url);
  const asked = logFilters.parse(Object.fromEntries(searchParams));
  const opens = opener !== undefined && searchParams.size === 0;
  const query: LogQuery =
    opens && readsNoChild(opener) && !seesOwnAlone(opener)
      ? { ...asked, level: "above-child", ...(opener.log.everything ? { view: "themes" } : {}) }
      : asked;
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
      serviceId: query.service,
      completedUpTo: query.waits ? addDays(today, -Number(query.waits)) : undefined,
      learningId: query.learning,
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
