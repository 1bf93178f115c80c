import { dueDateInWords } from "~/rules/core/due";
import {
  actionLevelNames,
  actionReference,
  actionSourceNames,
  actionStatusNames,
  isOverdue,
} from "~/rules/learning-log/learning-log";
import { guarded, noRecord } from "~/server/guard.server";
import { csvResponse } from "~/server/write-csv.server";
import { listVocabulary, nameOf } from "~db/core/vocabulary.server";
import { listActions } from "~db/learning-log/action-list.server";
import { readerOf, readLogQuery } from "./log-query.server";

const most = 10_000;

export const loader = guarded("learning-log.read", noRecord, async (guard) => {
  const { request, db, actor, scope, today } = guard;
  const reader = readerOf(actor, scope);
  const { query, filter } = readLogQuery(request, today);
  const page = { sort: query.sort, limit: most, offset: 0 };
  const actions = await listActions(db, reader, filter, today, page);
  const { areas, themes } = await listVocabulary(db);
  const header = [
    ...["Reference", "Action", "Level", "Team", "Practice area", "Theme", "Owner", "Due"],
    ...["Due date", "Overdue", "State", "Came from"],
  ];
  const rows = actions.map((action) => [
    actionReference(action.reference),
    action.what ?? "(an action for one child)",
    actionLevelNames[action.level],
    action.teamName ?? "",
    nameOf(areas, action.area),
    nameOf(themes, action.theme),
    action.owner,
    dueDateInWords(action),
    action.dueOn ?? "",
    isOverdue(action, today) ? "Yes" : "No",
    actionStatusNames[action.status],
    actionSourceNames[action.source],
  ]);
  return csvResponse(`learning-log-${today}`, [header, ...rows]);
});
