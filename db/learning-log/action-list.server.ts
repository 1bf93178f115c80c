/**
 * Owns the learning log as a list: filters, counts by state, order and pages.
 * Practice: scope before search, and nobody finds by its words an action whose words are kept
 * from them; an action without a due date comes last.
 */
import { sql } from "kysely";
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
import { countAll } from "../core/scope.server";
import { asFlag, isAuditRead, isContentRead, isSeen, type LogReader } from "./action-sight.server";

export type LogFilter = {
  level?: ActionLevel | "above-child";
  teamId?: string;
  theme?: string;
  area?: string;
  ownerId?: string;
  status?: ActionStatus;
  overdue?: boolean;
  source?: ActionSource;
  /** Due from this date to that one, both included. */
  dueFrom?: string;
  dueTo?: string;
  /** Each word must be in what or why; or a reference, "A-0042". */
  words?: string;
};
export type LogSort = "due" | "newest";

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
};

function filtered(db: Db, reader: LogReader, filter: LogFilter, today: string) {
  let query = db.selectFrom("action").where((eb) => isSeen(eb, reader));
  if (filter.level === "above-child") query = query.where("action.level", "<>", "child");
  else if (filter.level) query = query.where("action.level", "=", filter.level);
  if (filter.teamId) query = query.where("action.team_id", "=", filter.teamId);
  if (filter.theme) query = query.where("action.theme", "=", filter.theme);
  if (filter.area) query = query.where("action.area", "=", filter.area);
  if (filter.status) query = query.where("action.status", "=", filter.status);
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

/** How many actions the filter leaves. */
export async function countActions(
  db: Db,
  reader: LogReader,
  filter: LogFilter,
  today: string,
): Promise<number> {
  const row = await filtered(db, reader, filter, today)
    .select(countAll.as("count"))
    .executeTakeFirstOrThrow();
  return row.count;
}

export type LogCounts = Record<ActionStatus, number> & { overdue: number };

/** How many actions the reader sees in each state, and how many are overdue. */
export async function countByState(db: Db, reader: LogReader, today: string): Promise<LogCounts> {
  const rows = await db
    .selectFrom("action")
    .where((eb) => isSeen(eb, reader))
    .select(["action.status", countAll.as("count")])
    .groupBy("action.status")
    .execute();
  const overdue = await countActions(db, reader, { overdue: true }, today);
  const counts = Object.fromEntries(actionStatuses.map((status) => [status, 0]));
  for (const row of rows) counts[row.status] = row.count;
  return { ...(counts as Record<ActionStatus, number>), overdue };
}

const turn = sql`case when action.status in ('open', 'in-progress') then 0 when action.status = 'completed' then 1 else 2 end`;
const undated = sql`case when action.due_on is null then 1 else 0 end`;

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
  let query = filtered(db, reader, filter, today)
    .select((eb) => asFlag(eb, isContentRead(eb, reader)).as("content_read"))
    .select((eb) => asFlag(eb, isAuditRead(eb, reader)).as("audit_read"))
    .leftJoin("one_person as owner", "owner.record_id", "action.owner_id")
    .leftJoin("team", "team.id", "action.team_id")
    .leftJoin("audit", "audit.id", "action.audit_id")
    .leftJoin("case_record", "case_record.id", "audit.case_id")
    .select(["action.id", "action.reference", "action.level", "action.status", "action.source"])
    .select(["action.area", "action.theme", "action.due_on", "action.due_precision"])
    .select(["action.what", "action.owner_role", "team.name as team_name"])
    .select(["owner.name as owner_name", "owner.job_title"])
    .select("case_record.reference as case_reference");
  if (page.sort === "due") {
    query = query.orderBy(turn).orderBy(undated).orderBy("action.due_on");
  }
  const rows = await query
    .orderBy("action.reference", page.sort === "newest" ? "desc" : "asc")
    .limit(page.limit)
    .offset(page.offset)
    .execute();
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

/** What the reader can filter by: the owners, teams, areas and themes of the actions they see. */
export async function listLogChoices(db: Db, reader: LogReader): Promise<LogChoices> {
  const seen = () => db.selectFrom("action").where((eb) => isSeen(eb, reader));
  const owners = await db
    .selectFrom("one_person as person")
    .select(["person.id", "person.name"])
    .distinct()
    .select("person.name_folded")
    .where("person.record_id", "in", (eb) =>
      eb
        .selectFrom("action")
        .where((inner) => isSeen(inner, reader))
        .where((inner) => isContentRead(inner, reader))
        .where("action.owner_id", "is not", null)
        .select(sql<string>`action.owner_id`.as("owner_id")),
    )
    .orderBy("person.name_folded")
    .execute();
  const teams = await seen()
    .innerJoin("team", "team.id", "action.team_id")
    .select(["team.id", "team.name"])
    .distinct()
    .orderBy("team.name")
    .execute();
  const areas = await seen()
    .select("action.area")
    .where("action.area", "is not", null)
    .distinct()
    .execute();
  const themes = await seen()
    .select("action.theme")
    .where("action.theme", "is not", null)
    .distinct()
    .execute();
  return {
    owners,
    teams,
    areas: areas.flatMap(({ area }) => area ?? []),
    themes: themes.flatMap(({ theme }) => theme ?? []),
  };
}
