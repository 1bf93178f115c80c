/**
 * Owns what a practice week came to, as typed blocks: how much was done, its themes, what was seen in
 * the words of observers, and what it changes.
 * Practice: it names no child, worker or team: names are replaced, a line can be left out, and a theme
 * of one observation alone is not named.
 */
import { formatDate } from "~/rules/core/dates";
import { counted } from "~/rules/core/words";
import { namelessWith } from "~/rules/feedback-sessions/feedback-sessions";
import { learningReference } from "~/rules/learning-log/learning";
import { observationBlocks, sum } from "~/rules/observations/figures";
import {
  type ObservationPointKind,
  observationPointNames,
} from "~/rules/observations/observations";
import {
  countSlots,
  slotKindNames,
  slotKinds,
  slotsInWords,
} from "~/rules/observations/practice-weeks";
import { type Block, column, type Report } from "~/rules/reports/blocks";
import type { Db } from "~db/core/open.server";
import { listVocabulary, nameOf } from "~db/core/vocabulary.server";
import { unscopedNotNamed } from "~db/feedback-sessions/since.server";
import { listSlots } from "~db/observations/slots.server";
import {
  countOfWeek,
  countThemesOfWeek,
  listLearningOfWeek,
  listPointsOfWeek,
} from "~db/observations/week-facts.server";
import type { PracticeWeek } from "~db/observations/weeks.server";
import { section, text } from "../reports/block-parts";

/** A point in words without names, which the lead may leave out. */
export type WeekLine = { id: string; kind: ObservationPointKind; text: string };

const leastOfTheme = 2;

export async function readWeekSummary(
  db: Db,
  week: PracticeWeek,
): Promise<{ report: Report; lines: WeekLine[] }> {
  const [slots, counts, themes, points, learning, names, vocabulary] = await Promise.all([
    listSlots(db, week.id),
    countOfWeek(db, week.id),
    countThemesOfWeek(db, week.id),
    listPointsOfWeek(db, week.id),
    listLearningOfWeek(db, week.id),
    unscopedNotNamed(db),
    listVocabulary(db),
  ]);
  const nameless = namelessWith(names);
  const lines = points.map((one) => ({ ...one, text: nameless(one.text) }));
  const said = (kind: ObservationPointKind): Block => {
    const shown = lines.filter((one) => one.kind === kind && !week.leftOut.includes(one.id));
    return section(
      observationPointNames[kind],
      shown.length > 0
        ? [{ kind: "list", items: shown.map((one) => one.text) }]
        : [text("Nothing is named.")],
      { idea: observationPointNames[kind] },
    );
  };
  const seen = sum(counts, "count");
  return {
    lines,
    report: {
      title: `Practice week: ${week.theme}`,
      caption: `${formatDate(week.startsOn)} to ${formatDate(week.endsOn)}`,
      lead: `${slotsInWords(countSlots(slots))}: ${counted(seen, "observation")}, with ${counted(sum(counts, "views"), "family’s own view", "families’ own views")}.`,
      standing: "final",
      about: [
        ["Theme", week.theme],
        ["Dates", `${formatDate(week.startsOn)} to ${formatDate(week.endsOn)}`],
        ["Led by", week.leadName],
      ],
      blocks: [
        ...(week.changes
          ? [
              section("What it changes", [text(nameless(week.changes))], {
                idea: "What it changes",
              }),
            ]
          : []),
        { kind: "beside", blocks: [said("strength"), said("develop")] },
        ...(learning.length > 0
          ? [
              section("What was learnt", [
                {
                  kind: "list",
                  items: learning.map((one) => `${learningReference(one.reference)} ${one.what}`),
                },
              ]),
            ]
          : []),
        {
          kind: "table",
          name: "timetable",
          caption: "What was done",
          columns: [column("Kind"), column("Planned", "number"), column("Done", "number")],
          rows: slotKinds.flatMap((kind) => {
            const own = countSlots(slots.filter((one) => one.kind === kind));
            return own.planned > 0
              ? [[slotKindNames[kind], { number: own.planned }, { number: own.done }]]
              : [];
          }),
        },
        // By service alone: a team may have been observed once.
        ...observationBlocks(counts, themes, (code) => nameOf(vocabulary.themes, code), {
          ...{ byTeam: false, leastOfTheme },
        }),
        { kind: "note", text: method },
      ],
      data: null,
    },
  };
}

const method =
  "Names of people, teams and cases are left out of what is quoted: [a colleague], [a team], [a case]. A theme is named where two observations or more name it as a strength, or as something to develop.";
