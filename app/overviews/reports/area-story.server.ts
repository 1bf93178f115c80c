/** Owns the story of one practice area, put together for one reader. */
import { paths } from "~/paths";
import { scopeOf } from "~/rules/access/permission";
import { formatMonth } from "~/rules/core/dates";
import { actionReference, actionStatusNames } from "~/rules/learning-log/learning-log";
import { changeInWords, cyclesAround, themesTable } from "~/rules/reports/area-story";
import { type Block, column } from "~/rules/reports/blocks";
import { trendBlock } from "~/rules/reports/trend-block";
import { countCycles, trendSentences } from "~/rules/reports/trends";
import { goodOrAboveWords } from "~/rules/tools/scale";
import { listVocabulary, nameOf } from "~db/core/vocabulary.server";
import { listActions } from "~db/learning-log/action-list.server";
import { unscopedDoneActions } from "~db/learning-log/done-actions.server";
import { listThemeCounts } from "~db/reports/contents.server";
import { listRebases } from "~db/reports/rebases.server";
import { listClosedCycles, listTallies } from "~db/reports/reports.server";
import type { Asker } from "../asker";
import { doneInWords } from "./trends.server";

/** Two years of cycles, as on the trends page. */
const cyclesShown = 12;
const actionsShown = 30;

export type StoryArea = { code: string; name: string };

/** Its figures over the cycles, what was found, what was meant to change it, and what changed. */
export async function collectAreaStory({ db, actor, today }: Asker, area: StoryArea) {
  const cycles = await listClosedCycles(db, { last: cyclesShown });
  const ids = cycles.map(({ id }) => id);
  const since = `${cycles[0]?.month ?? today.slice(0, 7)}-01`;
  const reader = {
    log: scopeOf(actor, "learning-log.read"),
    audits: scopeOf(actor, "audits.read"),
  };
  const page = { sort: "newest" as const, limit: actionsShown, offset: 0 };
  const filter = { area: area.code, level: "above-child" as const };
  const [tallies, rebases, done, themes, actions, { themes: known }] = await Promise.all([
    listTallies(db, ids, "final"),
    listRebases(db, ids),
    unscopedDoneActions(db, { area: area.code, since }),
    listThemeCounts(db, ids, area.code),
    listActions(db, reader, filter, today, page),
    listVocabulary(db),
  ]);
  const counted = countCycles(cycles, tallies, area.code);
  const trend = trendBlock({
    name: "good_or_above",
    title: `${goodOrAboveWords} per cycle: ${area.name}, all teams`,
    cycles: counted,
    rebases,
    actions: done.map((one) => ({ on: one.completedOn, words: doneInWords(one) })),
  });
  const doneOn = new Map(done.map(({ id, completedOn }) => [id, completedOn]));
  const found = themesTable(cycles, themes, (theme) => nameOf(known, theme), formatMonth);
  const blocks: Block[] = [
    trend,
    section("What auditors found", found.rows.length > 0 ? [found] : [text("No theme is named.")]),
    section(
      "What was meant to change it",
      actions.length === 0
        ? [text("No action of a team, a service or the council was meant for it.")]
        : [
            {
              kind: "table",
              name: "actions",
              caption: "Actions, the last added first",
              columns: ["Action", "What", "Whose", "State", "What changed"].map((header) =>
                column(header),
              ),
              rows: actions.map((one) => {
                const on = doneOn.get(one.id);
                return [
                  { text: actionReference(one.reference), to: paths.log.one(one.id) },
                  one.what ?? "",
                  one.teamName ?? "",
                  actionStatusNames[one.status],
                  on ? changeInWords(counted, trend.points, on) : "",
                ];
              }),
            },
            {
              kind: "note",
              text: `Before and after are up to ${cyclesAround} cycles on either side of the day an action was completed, within one run of limits. What else changed meanwhile may have moved them too.`,
            },
          ],
    ),
  ];
  return { area, sentences: trendSentences(counted, { area: area.name }), blocks };
}

const text = (words: string): Block => ({ kind: "text", text: words });
const section = (title: string, blocks: Block[]): Block => ({ kind: "section", title, blocks });
