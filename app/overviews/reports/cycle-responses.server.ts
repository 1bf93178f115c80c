/**
 * Owns what a cycle's report says of the answers to it: where each team's stands and what it
 * promised, and what became of what was promised after the cycle before.
 */
import type { Actor } from "~/rules/access/people";
import { mayEver, scopeOf } from "~/rules/access/permission";
import { formatMonth } from "~/rules/core/dates";
import { dueByInWords } from "~/rules/core/due";
import { counted } from "~/rules/core/words";
import { actionReference, actionStatusNames, isOverdue } from "~/rules/learning-log/learning-log";
import { type Block, column, type TableBlock } from "~/rules/reports/blocks";
import { countResponses, responseState, responseStateNames } from "~/rules/reports/responses";
import type { Db } from "~db/core/open.server";
import { listPromisesOf, type TeamPromise } from "~db/people/team-actions.server";
import { listResponses, type TeamResponse } from "~db/reports/responses.server";
import { section, text } from "./block-parts";

type Cycle = { id: string; month: string };

/** Within the reader's reach; null for a reader who may read none. */
export async function readResponses(
  db: Db,
  actor: Actor,
  { cycle, before, today }: { cycle: Cycle; before: Cycle | null; today: string },
) {
  if (!mayEver(actor, "reports.read-responses")) return null;
  const scope = scopeOf(actor, "reports.read-responses");
  const within = async (exerciseId: string) => {
    const responses = await listResponses(db, scope, { exerciseId });
    const own = new Set(responses.map(({ id }) => id));
    const promises = await listPromisesOf(db, exerciseId);
    return { responses, promises: promises.filter(({ responseId }) => own.has(responseId)) };
  };
  const [now, last] = await Promise.all([within(cycle.id), before ? within(before.id) : null]);
  return {
    counts: countResponses(now.responses, today),
    rows: now.responses.map((response) => rowOf(response, now.promises, today)),
    before: before && last ? { month: before.month, ...promisesOf(last.promises, today) } : null,
    today,
  };
}

export type CycleResponses = NonNullable<Awaited<ReturnType<typeof readResponses>>>;

function rowOf(response: TeamResponse, promises: readonly TeamPromise[], today: string) {
  const {
    promises: own,
    done,
    overdue,
  } = promisesOf(
    promises.filter(({ responseId }) => responseId === response.id),
    today,
  );
  return {
    teamName: response.teamName,
    state: `${responseStateNames[responseState(response, today)]}${response.answeredAt && response.noneNeededReason ? ", no action needed" : ""}`,
    answered: response.answeredAt !== null,
    dueOn: response.dueOn,
    promised: own.length,
    done,
    overdue,
  };
}

/** Actions, how many of them are completed, and how many overdue. */
const promisesOf = (promises: readonly TeamPromise[], today: string) => ({
  promises,
  done: promises.filter(({ status }) => status === "completed" || status === "verified").length,
  overdue: promises.filter((one) => isOverdue(one, today)).length,
});

export const responsesInWords = ({
  asked,
  read,
  answered,
  agreed,
  late,
}: CycleResponses["counts"]) =>
  asked === 0
    ? "No team has been asked yet."
    : `${asked} asked, ${read} read, ${answered} answered (${agreed} agreed), ${late} late.`;

/** The section of a cycle's report. */
export function responsesSection(found: CycleResponses): Block {
  const { counts, rows, before, today } = found;
  return section(
    "Responses",
    [
      text(responsesInWords(counts)),
      ...(rows.length > 0
        ? [section("What each team answered", [teamsTable(rows)], { folded: true })]
        : []),
      ...(before ? [promisedBefore(before, today)] : []),
    ],
    counts.asked > 0 ? { idea: `${counts.answered} of ${counts.asked} teams have answered` } : {},
  );
}

const teamsTable = (rows: CycleResponses["rows"]): TableBlock => ({
  kind: "table",
  name: "responses",
  caption: "What each team answered",
  columns: [
    column("Team", "text"),
    column("State", "text"),
    column("Due", "date"),
    column("Actions promised", "number"),
    column("Completed", "number"),
    column("Overdue", "number"),
  ],
  rows: rows.map(({ teamName, state, dueOn, promised, done, overdue }) => [
    teamName,
    state,
    { on: dueOn },
    { number: promised },
    { number: done },
    { number: overdue },
  ]),
});

function promisedBefore(
  { month, promises }: NonNullable<CycleResponses["before"]>,
  today: string,
): Block {
  const title = `What teams promised after ${formatMonth(month)}, and where it stands`;
  if (promises.length === 0) return section(title, [text("No action was promised.")]);
  const table: TableBlock = {
    kind: "table",
    name: "promised_before",
    caption: title,
    columns: ["Team", "Reference", "Action", "Due", "State"].map((header) =>
      column(header, "text"),
    ),
    rows: promises.map((one) => [
      one.teamName,
      actionReference(one.reference),
      one.what,
      dueByInWords(one),
      `${actionStatusNames[one.status]}${isOverdue(one, today) ? ", overdue" : ""}`,
    ]),
  };
  return section(`${title}: ${counted(promises.length, "action")}`, [table], { folded: true });
}
