/**
 * Owns the learning log as a list: filters, counts by state, order and pages.
 * Practice: scope before search, and nobody finds by its words an action whose words are kept
 * from them; an action without a due date comes last.
 */
import { type SelectQueryBuilder, sql } from "kysely";
import type { DuePrecision } from "~/rules/core/due";
import { fold } from "~/rules/core/folding";
import {
  type ActionLevel,
  type ActionSource,
  type ActionStatus,
  actionStatuses,
  unfinishedStatuses,
} from "~/rules/learning-log/learning-log";
import { contains } from "../core/columns";
import { recordsOf } from "../core/one-person.server";
import type { Db } from "../core/open.server";
import {
  actionService,
  asFlag,
  isAuditRead,
  isContentRead,
  isLive,
  type LogReader,
} from "./action-sight.server";
import { countAlong, isAmongFirst, waysOf } from "./action-ways.server";

export type LogFilter = {
  level?: ActionLevel | "above-child";
  teamId?: string;
  theme?: string;
  area?: string;
  ownerId?: string;
  status?: ActionStatus;
  overdue?: boolean;
  source?: ActionSource;
  /** The action's own service, or its team's. */
  serviceId?: string;
  /** Completed on this day or before it, YYYY-MM-DD. */
  completedUpTo?: string;
  /** What they answer. */
  learningId?: string;
  /** Due from this date to that one, both included. */
  dueFrom?: string;
  dueTo?: string;
  /** Each word must be in what or why; or a reference, "A-0042". */
  words?: string;
};
/** What a list is filtered by for actions that have no theme. */
export const noTheme = "none";

export type LogSort = "due" | "newest" | "oldest";

export type ActionInList = {
  id: string;
  reference: number;
  level: ActionLevel;
  status: ActionStatus;
  source: ActionSource;
  area: string | null;
  theme: string | null;
  teamName: string | null;
  dueOn: string | null;
  duePrecision: DuePrecision;
  /** What is to be done; null where it is kept from this reader. */
  what: string | null;
  /** The owner's name, else their role; only the role where the content is kept from this reader. */
  owner: string;
  /** The audited case; null unless this reader may read the audit. */
  caseReference: string | null;
  raisedAt: string;
};

/** Those of a filter, whoever has sight of them. */
function filtered(db: Db, reader: LogReader, filter: LogFilter, today: string) {
  let query = db.selectFrom("action").where((eb) => isLive(eb));
  if (filter.level === "above-child") query = query.where("action.level", "<>", sql.lit("child"));
  else if (filter.level) query = query.where("action.level", "=", filter.level);
  if (filter.teamId) query = query.where("action.team_id", "=", filter.teamId);
  if (filter.theme === noTheme) query = query.where("action.theme", "is", null);
  else if (filter.theme) query = query.where("action.theme", "=", filter.theme);
  if (filter.area) query = query.where("action.area", "=", filter.area);
  if (filter.status) query = query.where("action.status", "=", filter.status);
  if (filter.serviceId) query = query.where(actionService, "=", filter.serviceId);
  if (filter.completedUpTo)
    query = query
      .where("action.status", "=", "completed")
      .where("action.completed_on", "<=", filter.completedUpTo);
  const { learningId } = filter;
  if (learningId)
    query = query.where("action.id", "in", (eb) =>
      eb
        .selectFrom("learning_action")
        .select("learning_action.action_id")
        .where("learning_action.learning_id", "=", learningId),
    );
  if (filter.source) query = query.where("action.source", "=", filter.source);
  if (filter.dueFrom) query = query.where("action.due_on", ">=", filter.dueFrom);
  if (filter.dueTo) query = query.where("action.due_on", "<=", filter.dueTo);
  if (filter.overdue) {
    query = query
      .where("action.due_on", "<", today)
      .where("action.status", "in", unfinishedStatuses);
  }
  const { ownerId } = filter;
  if (ownerId) {
    query = query
      .where("action.owner_id", "in", recordsOf(ownerId))
      .where((eb) => isContentRead(eb, reader));
  }
  const words = fold(filter.words ?? "")
    .split(" ")
    .filter(Boolean)
    .slice(0, 12);
  const reference = /^a-?0*(\d{1,9})$/i.exec(words.join(""))?.[1];
  if (reference) return query.where("action.reference", "=", Number(reference));
  for (const word of words) {
    query = query.where((eb) =>
      eb.and([isContentRead(eb, reader), contains("action.words_folded", word)]),
    );
  }
  return query;
}

/** How many actions the filter leaves, up to a thousand. */
export async function countActions(
  db: Db,
  reader: LogReader,
  filter: LogFilter,
  today: string,
): Promise<number> {
  const ways = await waysOf(db, reader);
  const row = await countAlong(
    ways,
    db,
    filtered(db, reader, filter, today),
  ).executeTakeFirstOrThrow();
  return row.count;
}

/**
 * The count as part of a statement, for those who see the whole log: the ways of anyone else would have
 * to be looked for first.
 */
export const scalarCount = (db: Db, reader: LogReader, filter: LogFilter, today: string) =>
  countAlong(null, db, filtered(db, reader, filter, today)).$asScalar();

export type LogCounts = Record<ActionStatus, number> & { overdue: number };

/** How many actions the reader sees in each state, and how many are overdue, each up to a thousand. */
export async function countByState(db: Db, reader: LogReader, today: string): Promise<LogCounts> {
  const ways = await waysOf(db, reader);
  const counted = (filter: LogFilter) =>
    countAlong(ways, db, filtered(db, reader, filter, today)).$asScalar();
  const row = await db
    .selectNoFrom([
      ...actionStatuses.map((status) => counted({ status }).as(status)),
      counted({ overdue: true }).as("overdue"),
    ])
    .executeTakeFirstOrThrow();
  return row as LogCounts;
}

/** As the indexes of 0029-found-without-reading-the-past have them. */
const turn = sql`case when action.status in ('open', 'in-progress') then 0 when action.status = 'completed' then 1 else 2 end`;
const dated = sql`coalesce(action.due_on, '9999-12-31')`;
const reference = sql`action.reference`;

const inOrder =
  (sort: LogSort, { status }: LogFilter) =>
  <D, T extends keyof D, O>(query: SelectQueryBuilder<D, T, O>): SelectQueryBuilder<D, T, O> => {
    if (sort === "oldest") return query.orderBy(reference);
    if (sort === "newest") return query.orderBy(reference, "desc");
    // Of one state all have the same turn.
    const turned = status ? query : query.orderBy(turn);
    return turned.orderBy(dated).orderBy(reference);
  };

/**
 * A page of the log. By due date: what is still to do first, then what waits to be verified, then
 * the rest; in each the earliest due first, without a date last. Or the last added first.
 */
export async function listActions(
  db: Db,
  reader: LogReader,
  filter: LogFilter,
  today: string,
  page: { sort: LogSort; limit: number; offset: number },
): Promise<ActionInList[]> {
  const ways = await waysOf(db, reader);
  const ordered = inOrder(page.sort, filter);
  const all = filtered(db, reader, filter, today);
  const query = all
    .where((eb) => isAmongFirst(eb, ways, db, all, page.limit + page.offset, ordered))
    .select((eb) => asFlag(eb, isContentRead(eb, reader)).as("content_read"))
    .select((eb) => asFlag(eb, isAuditRead(eb, reader)).as("audit_read"))
    .leftJoin("one_person as owner", "owner.record_id", "action.owner_id")
    .leftJoin("team", "team.id", "action.team_id")
    .leftJoin("audit", "audit.id", "action.audit_id")
    .leftJoin("case_record", "case_record.id", "audit.case_id")
    .select(["action.id", "action.reference", "action.level", "action.status", "action.source"])
    .select(["action.area", "action.theme", "action.due_on", "action.due_precision"])
    .select(["action.what", "action.owner_role", "team.name as team_name", "action.raised_at"])
    .select(["owner.name as owner_name", "owner.job_title"])
    .select("case_record.reference as case_reference");
  const rows = await ordered(query).limit(page.limit).offset(page.offset).execute();
  return rows.map((row) => ({
    id: row.id,
    reference: row.reference,
    level: row.level,
    status: row.status as ActionStatus,
    source: row.source as ActionSource,
    area: row.area,
    theme: row.theme,
    teamName: row.team_name,
    dueOn: row.due_on,
    duePrecision: row.due_precision,
    what: row.content_read === 1 ? row.what : null,
    owner: ownerInWords(row, row.content_read === 1),
    caseReference: row.audit_read === 1 ? row.case_reference : null,
    raisedAt: row.raised_at,
  }));
}

/** The owner's name and role, or the role alone. */
export function ownerInWords(
  owner: { owner_name: string | null; owner_role: string; job_title: string | null },
  byName: boolean,
): string {
  if (byName && owner.owner_name) return owner.owner_name;
  return owner.owner_role || owner.job_title || (owner.owner_name ? "A named person" : "");
}

export type LogChoices = {
  owners: { id: string; name: string }[];
  teams: { id: string; name: string }[];
  areas: string[];
  themes: string[];
};

/** Of how many actions, from the first in the list, the choices are. */
const mostRead = 1_000;

/** What the reader can filter by: the owners, teams, areas and themes of the first actions of the list. */
export async function listLogChoices(
  db: Db,
  reader: LogReader,
  today: string,
): Promise<LogChoices> {
  const ways = await waysOf(db, reader);
  const ordered = inOrder("due", {});
  const all = filtered(db, reader, {}, today);
  const first = all
    .where((eb) => isAmongFirst(eb, ways, db, all, mostRead, ordered))
    .select(["action.team_id", "action.area", "action.theme"])
    .select((eb) =>
      eb
        .case()
        .when(isContentRead(eb, reader))
        .then(eb.ref("action.owner_id"))
        .end()
        .as("owner_id"),
    );
  const rows = await db
    .selectFrom(ordered(first).limit(mostRead).as("first"))
    .leftJoin("one_person as owner", "owner.record_id", "first.owner_id")
    .leftJoin("team", "team.id", "first.team_id")
    .select(["owner.id", "owner.name", "owner.name_folded", "first.area", "first.theme"])
    .select(["team.id as team_id", "team.name as team_name"])
    .distinct()
    .execute();
  const by = <T extends string>(a: T, b: T) => (a < b ? -1 : a > b ? 1 : 0);
  const owners = new Map(rows.flatMap((row) => (row.id ? [[row.id, row] as const] : [])));
  const teams = new Map(rows.flatMap((row) => (row.team_id ? [[row.team_id, row] as const] : [])));
  return {
    owners: [...owners.values()]
      .sort((a, b) => by(a.name_folded ?? "", b.name_folded ?? ""))
      .map(({ id, name }) => ({ id: id ?? "", name: name ?? "" })),
    teams: [...teams.values()]
      .sort((a, b) => by(a.team_name ?? "", b.team_name ?? ""))
      .map((row) => ({ id: row.team_id ?? "", name: row.team_name ?? "" })),
    areas: [...new Set(rows.flatMap(({ area }) => area ?? []))],
    themes: [...new Set(rows.flatMap(({ theme }) => theme ?? []))],
  };
}
