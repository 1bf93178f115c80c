/** Owns the learning log as a file holds it: what was asked for, a row an action, whatever the file. */
import { dueDateInWords } from "~/rules/core/due";
import {
  actionLevelNames,
  actionReference,
  actionSourceNames,
  actionStatusNames,
  isOverdue,
} from "~/rules/learning-log/learning-log";
import { type BlockColumn, type Cell, column } from "~/rules/reports/blocks";
import type { Guardable, Guarded } from "~/server/guard.server";
import { listVocabulary, nameOf } from "~db/core/vocabulary.server";
import { listActions } from "~db/learning-log/action-list.server";
import { readerOf, readLogQuery } from "./log-query.server";

const most = 10_000;

const columns: readonly BlockColumn[] = [
  ...["Reference", "Action", "Level", "Team", "Practice area", "Theme", "Owner", "Due"].map(
    (header) => column(header),
  ),
  column("Due date", "date"),
  ...["Overdue", "State", "Came from"].map((header) => column(header)),
];

/** The rows that the query of the request asks for, as far as its reader may read them. */
export async function readLogRows(
  guard: Guarded<Guardable>,
): Promise<{ columns: readonly BlockColumn[]; rows: Cell[][] }> {
  const { request, db, actor, scope, today } = guard;
  const { query, filter } = readLogQuery(request, today);
  const page = { sort: query.sort, limit: most, offset: 0 };
  const actions = await listActions(db, readerOf(actor, scope), filter, today, page);
  const { areas, themes } = await listVocabulary(db);
  const rows = actions.map((action): Cell[] => [
    actionReference(action.reference),
    action.what ?? "(an action for one child)",
    actionLevelNames[action.level],
    action.teamName ?? "",
    nameOf(areas, action.area),
    nameOf(themes, action.theme),
    action.owner,
    dueDateInWords(action),
    action.dueOn ? { on: action.dueOn } : "",
    isOverdue(action, today) ? "Yes" : "No",
    actionStatusNames[action.status],
    actionSourceNames[action.source],
  ]);
  return { columns, rows };
}
