/**
 * Owns the briefing of a feedback session as typed blocks: what was found since the last one, what
 * changed, what was done, and what became of what was said there.
 * Practice: one page that names no child, worker or team: themes stand with their counts, and written
 * words with names, teams and references replaced. Closed cycles and exercises alone.
 */
import { addDays, formatDate, formatMonth, instantInLondon } from "~/rules/core/dates";
import { andList, counted, insideSentence, sentenceCase } from "~/rules/core/words";
import { type ExerciseKind, exerciseKindNames } from "~/rules/exercises/exercises";
import { namelessWith, pointKindNames } from "~/rules/feedback-sessions/feedback-sessions";
import { learningReference } from "~/rules/learning-log/learning";
import type { Block, Report } from "~/rules/reports/blocks";
import { groupByTheme, type ThemeFound } from "~/rules/reports/contents";
import {
  countedInWords,
  figureInWords,
  goodInSentence,
  percentInWords,
} from "~/rules/reports/figure-words";
import { differenceInWords } from "~/rules/reports/more-than-chance";
import { goodOrAboveWords } from "~/rules/tools/scale";
import type { Db } from "~db/core/open.server";
import { findToolVersion } from "~db/exercises/exercises.server";
import { listPoints, type SessionPoint } from "~db/feedback-sessions/points.server";
import { type FeedbackSession, findLastHeld } from "~db/feedback-sessions/sessions.server";
import {
  countClosedSince,
  type SeenAcross,
  type Since,
  unscopedDoneSince,
  unscopedNotNamed,
  unscopedSeenSince,
} from "~db/feedback-sessions/since.server";
import { listReportFindings } from "~db/reports/contents.server";
import { type ClosedCycle, listClosedCycles } from "~db/reports/reports.server";
import { section, text } from "../reports/block-parts";
import { type GoodNow, readGoodNow } from "../reports/brief.server";

/** A line that was written by someone, which the lead may leave out. */
export type BriefingLine = { id: string; text: string };

export type Briefing = { report: Report; lines: BriefingLine[] };

type Asked = Pick<
  FeedbackSession,
  "heldOn" | "startsAt" | "place" | "ledBy" | "sinceOn" | "introduction" | "leftOut"
>;

const lookedAt = 24;
const mostThemes = 4;
const mostLines = 3;
/** What was found in one audit alone could tell whose it was. */
const leastAudits = 2;

/** As it reads on a day (YYYY-MM-DD): what came after `sinceOn`, up to the session or that day. */
export async function readBriefing(db: Db, session: Asked, today: string): Promise<Briefing> {
  const to = session.heldOn < today ? session.heldOn : today;
  const since: Since = {
    from: session.sinceOn,
    to,
    begin: instantInLondon(addDays(session.sinceOn, 1), "00:00").toISOString(),
    end: instantInLondon(addDays(to, 1), "00:00").toISOString(),
  };
  const [names, seen, done, closed, allCycles, last] = await Promise.all([
    unscopedNotNamed(db),
    unscopedSeenSince(db, since),
    unscopedDoneSince(db, since),
    countClosedSince(db, since),
    listClosedCycles(db, { last: lookedAt }),
    findLastHeld(db, session.heldOn),
  ]);
  const nameless = namelessWith(names);
  const cycles = allCycles.filter(({ closedAt }) => closedAt < since.end);
  const fresh = cycles.filter(({ closedAt }) => closedAt >= since.begin);
  const cycle = fresh.at(-1);
  const [themes, good, said] = await Promise.all([
    themesOf(db, fresh),
    cycle ? readGoodNow(db, cycles) : [],
    last ? listPoints(db, last.id) : [],
  ]);
  const leaves = (id: string) => session.leftOut.includes(id);
  const lines = [
    ...seen.map((one) => ({ id: one.id, text: nameless(one.text) })),
    ...done.latest.map((one) => ({ id: one.id, text: nameless(one.what) })),
    ...said.map((one) => ({ id: one.id, text: nameless(one.text) })),
  ];
  const lead = closedInWords(closed, session.sinceOn);
  const seenOf = (kind: SeenAcross["kind"]) =>
    seen
      .filter((one) => one.kind === kind && !leaves(one.id))
      .map((one) => seenInWords({ ...one, text: nameless(one.text) }));
  const doneShown = done.latest.filter(({ id }) => !leaves(id));
  const saidShown = said.filter(({ id }) => !leaves(id));
  return {
    lines,
    report: {
      title: `Feedback session of ${formatDate(session.heldOn)}`,
      caption: "Briefing",
      lead,
      standing: "final",
      about: [
        ["Date", `${formatDate(session.heldOn)}, ${session.startsAt}`],
        ...(session.place ? ([["Where", session.place]] as const) : []),
        ["Led by", session.ledBy],
        ["Tells of", `${formatDate(addDays(session.sinceOn, 1))} to ${formatDate(to)}`],
      ],
      blocks: [
        ...(session.introduction ? [text(nameless(session.introduction))] : []),
        {
          kind: "beside",
          blocks: [
            found("What works well", themes.strength, seenOf("strength")),
            found("What to work on", themes.development, seenOf("development")),
          ],
        },
        section(
          "What changed",
          cycle ? changedOf(good, cycle, cycles.at(-2)) : [text(noCycle(cycles.at(-1)))],
          { idea: "What changed" },
        ),
        {
          kind: "beside",
          blocks: [
            section("What was done", [
              text(doneInWords(done)),
              ...listOf(
                doneShown
                  .slice(0, mostLines)
                  .map(({ what, status, impact }) =>
                    status === "verified" && impact
                      ? `${nameless(what)} What it changed: ${nameless(impact)}`
                      : nameless(what),
                  ),
              ),
            ]),
            ...(last
              ? [
                  section(`What you said on ${formatDate(last.heldOn)}`, [
                    ...(saidShown.length > 0
                      ? listOf(
                          saidShown.slice(0, mostLines).map((one) => saidInWords(one, nameless)),
                        )
                      : [text("Nothing was written down.")]),
                  ]),
                ]
              : []),
          ],
        },
        { kind: "note", text: method },
      ],
      data: null,
    },
  };
}

const method =
  "Themes are of audits of core cycles that closed since, named in two audits or more. Grades are final. Names of people, teams and cases are left out of what is quoted: [a colleague], [a team], [a case].";

const noCycle = (last: ClosedCycle | undefined): string =>
  last
    ? `No core cycle closed since. The last, of ${formatMonth(last.month)}, was told of before.`
    : "No core cycle is closed yet.";

const shareOf = ({ now }: GoodNow): number => (now.standing === "hidden" ? 0 : (now.share ?? 0));

/** The overall grade, what differs by more than chance, and where practice stands best and least. */
function changedOf(
  [whole, ...areas]: readonly GoodNow[],
  cycle: ClosedCycle,
  earlier: ClosedCycle | undefined,
): Block[] {
  if (!whole) return [];
  const was =
    whole.before && earlier
      ? ` ${formatMonth(earlier.month)}: ${figureInWords(whole.before)}. ${differenceInWords(whole.now, whole.before)}.`
      : "";
  const moved = areas.flatMap(({ name, now, before }) => {
    const words = before ? differenceInWords(now, before) : "";
    return /^(Higher|Lower)/.test(words)
      ? [`${insideSentence(name)}, ${insideSentence(words)}`]
      : [];
  });
  const ordered = areas
    .filter(({ now }) => percentInWords(now) !== "")
    .toSorted((a, b) => shareOf(b) - shareOf(a));
  const named = (list: readonly GoodNow[]) =>
    andList(list.map(({ name, now }) => `${insideSentence(name)}, ${figureInWords(now)}`));
  const [best, least] = [ordered.slice(0, 2), ordered.slice(2).slice(-2)];
  return listOf([
    `${goodInSentence(`In ${formatMonth(cycle.month)}`, whole.now)}${was}`,
    ...(whole.before
      ? [
          moved.length > 0
            ? `Practice areas that changed: ${andList(moved)}.`
            : "No practice area changed by more than chance explains.",
        ]
      : []),
    ...(best.length > 0 ? [`Most often ${goodOrAboveWords}: ${named(best)}.`] : []),
    ...(least.length > 0 ? [`Least often: ${named(least)}.`] : []),
  ]);
}

const listOf = (items: readonly string[]): Block[] =>
  items.length > 0 ? [{ kind: "list", items }] : [];

const found = (title: string, themes: readonly ThemeFound[], seen: readonly string[]): Block =>
  section(
    title,
    themes.length + seen.length > 0
      ? [
          {
            kind: "list",
            items: [
              ...themes.map(({ name, audits }) => `${name}, in ${countedInWords(audits, "audit")}`),
              ...seen.slice(0, mostLines),
            ],
          },
        ]
      : [text("Nothing was named since.")],
    { idea: title },
  );

const saidInWords = (
  { kind, text, learning }: SessionPoint,
  nameless: (text: string) => string,
): string =>
  `${pointKindNames[kind]}: ${nameless(text)}${learning ? ` It became learning ${learningReference(learning.reference)}.` : ""}`;

const seenInWords = ({ text, cases, exerciseTitle, fromPanel }: SeenAcross): string => {
  const from = fromPanel ? "seen by the panel" : `found by ${exerciseTitle}`;
  return `${text} (${from}${cases === null ? "" : `, in ${counted(cases, "case")}`})`;
};

function closedInWords(
  closed: readonly { kind: string; count: number }[],
  sinceOn: string,
): string {
  const kinds = Object.keys(exerciseKindNames) as ExerciseKind[];
  const words = kinds.flatMap((kind) => {
    const { count } = closed.find((one) => one.kind === kind) ?? { count: 0 };
    return count > 0 ? [counted(count, exerciseKindNames[kind].toLowerCase())] : [];
  });
  const since = `Since ${formatDate(sinceOn)}`;
  return words.length > 0
    ? `${since} ${andList(words)} closed.`
    : `${since} no audit or sample closed.`;
}

const doneInWords = ({ count, verified }: { count: number; verified: number }): string =>
  count === 0
    ? "No action of a team or the service was completed since."
    : `${sentenceCase(counted(count, "action"))} of teams and the service ${count === 1 ? "was" : "were"} completed; ${verified === 0 ? "none is" : verified === 1 ? "1 is" : `${verified} are`} verified so far.`;

/** Of the cycles that closed since together, by name, the most frequent. */
async function themesOf(
  db: Db,
  cycles: readonly ClosedCycle[],
): Promise<Record<"strength" | "development", ThemeFound[]>> {
  const all = (await Promise.all(cycles.map(({ id }) => listReportFindings(db, id)))).flat();
  const versions = [...new Set(cycles.map(({ toolVersionId }) => toolVersionId))];
  const tools = await Promise.all(versions.map((id) => findToolVersion(db, id)));
  const names = new Map(
    tools.flatMap(
      (tool) => tool?.definition.themes.map(({ code, name }) => [code, name] as const) ?? [],
    ),
  );
  const of = (kind: "strength" | "development") =>
    groupByTheme(all, kind, names)
      .filter(
        ({ theme, audits }) =>
          theme !== null && audits.standing !== "hidden" && audits.count >= leastAudits,
      )
      .slice(0, mostThemes);
  return { strength: of("strength"), development: of("development") };
}
