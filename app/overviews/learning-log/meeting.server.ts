/**
 * Owns what a meeting about the learning log is shown, as a report: page, minutes and Word alike.
 * Practice: late first, then what is due, what stands still, what ended and what difference it made.
 */
import { paths } from "~/paths";
import { dateOf, formatDate } from "~/rules/core/dates";
import { dueByInWords } from "~/rules/core/due";
import { learningReference } from "~/rules/learning-log/learning";
import { actionReference, actionStatusNames } from "~/rules/learning-log/learning-log";
import {
  type LogMeeting,
  logMeetingNames,
  lookedAt,
  stuckAfterDays,
} from "~/rules/learning-log/meetings";
import {
  type Block,
  type Cell,
  column,
  type Report,
  type TableBlock,
} from "~/rules/reports/blocks";
import { listServices } from "~db/access/people.server";
import type { Db } from "~db/core/open.server";
import { listVocabulary, nameOf } from "~db/core/vocabulary.server";
import {
  findForMeeting,
  listBegunSince,
  type MeetingAction,
  unscopedMinutes,
  unscopedStandings,
} from "~db/learning-log/log-meetings.server";
import { section, text } from "../reports/block-parts";

const link = ({ id, reference }: MeetingAction): Cell => ({
  text: actionReference(reference),
  to: paths.log.one(id),
});

const first = [column("Action", "text", "reference"), column("What is to be done", "text", "what")];

const lastWord = "Last word";

function table(
  name: string,
  caption: string,
  { actions, more }: { actions: readonly MeetingAction[]; more: boolean },
  last: [string, (action: MeetingAction) => Cell],
): Block[] {
  if (actions.length === 0) return [section(caption, [text("None.")])];
  const block: TableBlock = {
    ...{ kind: "table", name, caption },
    columns: [...first, column("Owner"), column("Of"), column("Due"), column(last[0])],
    inLines: { labelled: ["Due", lastWord] },
    rows: actions.map((action) => [
      link(action),
      action.what,
      action.owner,
      action.place,
      dueByInWords(action),
      last[1](action),
    ]),
  };
  return more
    ? [block, { kind: "note", text: "The first of them; the learning log has all." }]
    : [block];
}

const statusOf = ({ status }: MeetingAction): Cell => actionStatusNames[status];

export async function readMeeting(db: Db, meeting: LogMeeting, today: string): Promise<Report> {
  const [last] = await unscopedMinutes(db, meeting, 1);
  const looked = lookedAt(meeting, today, last?.metOn ?? null);
  const [found, standings, learnt, { themes }, services] = await Promise.all([
    findForMeeting(db, today, looked),
    unscopedStandings(db, today),
    listBegunSince(db, looked.since),
    listVocabulary(db),
    listServices(db),
  ]);
  const { overdue, due, stuck, ended } = found;
  const since = formatDate(looked.since);
  const many = ({ actions, more }: typeof overdue, words: string) =>
    `${actions.length}${more ? " or more" : ""} ${words}`;
  const lead = `Above the level of a child: ${many(overdue, "overdue")}, ${many(due, `due by ${formatDate(looked.until)}`)}, ${many(stuck, "stuck")}, ${many(ended, `ended since ${since}`)}.`;
  const standingTable = (
    name: string,
    caption: string,
    of: string,
    rows: { name: string; open: number; overdue: number; toVerify: number }[],
  ): TableBlock => ({
    ...{ kind: "table", name, caption },
    columns: [
      column(of, "text", "name"),
      column("Open", "number"),
      column("Overdue", "number"),
      column("Waiting to be verified", "number", "to_verify"),
    ],
    rows: rows.map((row) => [
      row.name,
      { number: row.open },
      { number: row.overdue },
      { number: row.toVerify },
    ]),
  });
  const byTheme = standingTable(
    "themes",
    "Actions above the level of a child that are not over, by theme",
    "Theme",
    standings.themes
      .map(({ theme, ...row }) => ({ name: nameOf(themes, theme) || "No theme", ...row }))
      .sort((a, b) => b.open - a.open || (a.name < b.name ? -1 : 1)),
  );
  const children = standingTable(
    "children",
    "Actions for children that are not over, by service",
    "Service",
    standings.children.map(({ serviceId, ...row }) => ({
      name: services.find(({ id }) => id === serviceId)?.name ?? "No service",
      ...row,
    })),
  );
  const late = table("overdue", "Overdue, the oldest first", overdue, [
    lastWord,
    ({ lastAt }) => ({ on: dateOf(lastAt) }),
  ]);
  const others = [
    table("due", `Due by ${formatDate(looked.until)}`, due, ["State", statusOf]),
    table("stuck", `Stuck: no word for ${stuckAfterDays} days`, stuck, [
      lastWord,
      ({ lastAt }) => ({ on: dateOf(lastAt) }),
    ]),
    table("ended", `Ended since ${since}`, ended, [
      "What came of it",
      ({ status, impact, closingReason }) =>
        `${actionStatusNames[status]}: ${impact || closingReason}`,
    ]),
  ].flat();
  const counts = [byTheme, children];
  const isBoard = meeting === "board";
  return {
    title: logMeetingNames[meeting],
    caption: `Learning log as at ${formatDate(today)}`,
    lead,
    standing: "final",
    about: [
      ["As of", formatDate(today)],
      ["Since", since],
    ],
    blocks: [
      // A board looks at the whole before single actions.
      ...(isBoard
        ? [...counts, ...late, section("Due, stuck and ended", others, { folded: true })]
        : [...late, ...others, section("By theme, and for children", counts, { folded: true })]),
      section(
        `What was learnt since ${since}`,
        learnt.length === 0
          ? [text("Nothing new was filed.")]
          : [
              {
                kind: "list",
                items: learnt.map(
                  ({ reference, what }) => `${learningReference(reference)}: ${what}`,
                ),
              },
            ],
      ),
    ],
    data: null,
  };
}

/** The same with who came and what was agreed, as it is kept. */
export const asMinutes = (
  report: Report,
  { metOn, present, agreed }: { metOn: string; present: string; agreed: string },
): Report => ({
  ...report,
  title: `${report.title}: minutes`,
  caption: `Met on ${formatDate(metOn)}`,
  blocks: [
    section("Present", [text(present)]),
    section("What was agreed", [text(agreed)]),
    ...report.blocks,
  ],
});

const addendumBegins = "Added on ";

/**
 * Minutes with what was added to them later, after what was agreed and what was added before: what was
 * kept stays as it was. Null where the same was added already.
 */
export function withAddendum(
  report: Report,
  { added, by, on }: { added: string; by: string; on: string },
): Report | null {
  const block = section(`${addendumBegins}${formatDate(on)} by ${by}`, [text(added)]);
  const same = JSON.stringify(block);
  if (report.blocks.some((one) => JSON.stringify(one) === same)) return null;
  const at = report.blocks.findLastIndex(
    (one, n) => n < 2 || (one.kind === "section" && one.title.startsWith(addendumBegins)),
  );
  return { ...report, blocks: report.blocks.toSpliced(at + 1, 0, block) };
}
