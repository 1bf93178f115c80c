/**
 * Owns what a cycle report says, as blocks: the same for its page, its print, its files and its
 * editions.
 * Practice: headline first, then the grades, what auditors and panel found, and how the cycle was
 * done; departures from the rules are named with their reasons.
 */
import { paths } from "~/paths";
import { voiceStatuses, voiceStatusNames } from "~/rules/audits/content";
import { dateInLondon, formatDate, formatMonth } from "~/rules/core/dates";
import { andList, counted, plural } from "~/rules/core/words";
import { rangeInWords } from "~/rules/reports/agreement-words";
import { type Block, column, type Report, type TableBlock } from "~/rules/reports/blocks";
import { coverageNames, coverageParts, exemptName } from "~/rules/reports/content-figures";
import { type Figure, isHidden } from "~/rules/reports/figure";
import {
  countWithTimes,
  figureWithCaveat,
  goodInSentence,
  isAny,
  isEmpty,
  percentInWords,
  smallestInWords,
} from "~/rules/reports/figure-words";
import { fillNarrative } from "~/rules/reports/narrative";
import { editionInWords, isSameEdition } from "~/rules/tools/versions";
import { feedbackInReport } from "../family-feedback/cycle-feedback.server";
import { gradesData, section, text, themesOf } from "./block-parts";
import type { CycleReport } from "./cycle-report.server";
import { responsesSection } from "./cycle-responses.server";

const many = (n: number, one: string) => counted(n, one);

/** The report of a cycle as it stands; `provisional` says so on every output. */
export function cycleReportOf(report: CycleReport): Report {
  const { exercise, final, mix } = report;
  const month = formatMonth(exercise.month);
  return {
    title: exercise.title,
    caption: "Cycle report",
    lead: goodInSentence(`In ${month}`, mix.good),
    standing: final ? "final" : "provisional",
    about: aboutOf(report),
    blocks: [
      ...narrativeBlocks(report),
      section("Grades", gradesOf(report), { idea: goodInSentence(`In ${month}`, mix.good) }),
      section("Cycle by cycle", cyclesOf(report), {
        idea: "Grades of the last cycles",
        folded: true,
      }),
      section("What auditors found", foundOf(report), {
        idea: "Strengths and areas for development",
      }),
      ...feedbackSection(report),
      ...(report.responses ? [responsesSection(report.responses)] : []),
      section("How the cycle was done", doneOf(report)),
      section("About these figures", [{ kind: "note", text: methodOf(report) }], { folded: true }),
    ],
    data: dataOf(report),
  };
}

/** Beside the grades: nothing above it is made of it. */
function feedbackSection({ feedback }: CycleReport): Block[] {
  const blocks = feedbackInReport(feedback);
  return blocks.length > 0 ? [section("What children and families said", blocks)] : [];
}

function aboutOf({ exercise, final, gradedWith }: CycleReport): Report["about"] {
  return [
    ["Period", formatMonth(exercise.month)],
    ["Grades", final ? "Final" : "Provisional"],
    ...(gradedWith ? ([["Graded with", gradedWith]] as const) : []),
    ...(exercise.closedAt
      ? ([["Closed on", formatDate(dateInLondon(new Date(exercise.closedAt)))]] as const)
      : []),
  ];
}

function narrativeBlocks({ exercise, named }: CycleReport): Block[] {
  if (!exercise.narrative) return [];
  return [section("In short", [text(fillNarrative(exercise.narrative, named))])];
}

/** The overall grade and every practice area as one chart; those without a grade in a line. */
function gradesOf({ mix, areas, exercise, final }: CycleReport): Block[] {
  const graded = areas.filter((area) => isHidden(area.mix.graded) || !isEmpty(area.mix.graded));
  const others = areas.filter((area) => !graded.includes(area)).map(({ name }) => name);
  return [
    {
      kind: "grades",
      name: "practice_areas",
      title: `Grades by practice area, ${formatMonth(exercise.month)}`,
      rowsAre: "Practice area",
      rows: [
        { key: "overall", name: "Overall grade", mix },
        ...graded.map((area) => (final ? { ...area, to: paths.trendsArea(area.key) } : area)),
      ],
    },
    ...(others.length > 0
      ? [{ kind: "note" as const, text: `Not graded: ${andList(others)}.` }]
      : []),
  ];
}

function cyclesOf({ cycles, exercise }: CycleReport): Block[] {
  const broken = cycles.filter((cycle, at) => {
    const before = cycles[at - 1];
    return before !== undefined && !isSameEdition(before.edition, cycle.edition);
  });
  return [
    {
      kind: "grades",
      name: "cycles",
      title: "Overall grades of the last cycles",
      rowsAre: "Cycle",
      rows: cycles.map(({ id, month, mix }) => ({
        key: month,
        name: formatMonth(month),
        ...(id === exercise.id ? {} : { to: paths.exercises.report(id) }),
        mix,
      })),
    },
    ...broken.map(
      ({ month, edition }): Block => ({
        kind: "note",
        text: `${editionInWords(edition)}, from ${formatMonth(month)}: not to be compared with what is before.`,
      }),
    ),
  ];
}

function foundOf({ strengths, developments, panel }: CycleReport): Block[] {
  return [
    {
      kind: "beside",
      blocks: [themesOf("Strengths", strengths), themesOf("Areas for development", developments)],
    },
    ...(panel.length > 0
      ? [
          section(
            "What the moderation panel saw across the service",
            [
              {
                kind: "list",
                items: panel.map(({ kind, themeName, text: words, seenIn }) => ({
                  text: `${themeName || "No theme named"}, ${kind === "strength" ? "a strength" : "to develop"}${seenIn}`,
                  under: [words],
                })),
              },
            ],
            { folded: true },
          ),
        ]
      : []),
  ];
}

function doneOf(report: CycleReport): Block[] {
  const { coverage, independence } = report;
  const setAside = independence.named.length + independence.settings.length > 0;
  const aside: readonly [string, string] = [
    "Rules of independence set aside",
    independenceInWords(report),
  ];
  return [
    {
      kind: "facts",
      rows: [
        ["Returned", `${figureWithCaveat(coverage.total.returned)} of the audits asked for`],
        ["Moderation", moderationInWords(report)],
        ["Safeguarding concerns", report.concerns],
        // A departure from the rules is never folded.
        ...(setAside ? [aside] : []),
      ],
    },
    section(
      "Decisions and corrections",
      [
        {
          kind: "facts",
          rows: [
            ["Who decided", decidedInWords(report)],
            ["Factual corrections", correctionsInWords(report)],
            ...(setAside ? [] : [aside]),
          ],
        },
      ],
      { folded: true },
    ),
    section("Coverage by team", [coverageTable(report)], { folded: true }),
    section("Voices heard", [voicesTable(report)], { folded: true }),
    ...swapsOf(report),
    ...wholeOf(report),
    ...exceptionsOf(report),
  ];
}

const moderationInWords = ({ moderation: { selected, overall, areas, readByAll } }: CycleReport) =>
  [
    selected,
    `Overall grades: ${overall}. Practice areas: ${areas}.`,
    readByAll > 0
      ? `For ${many(readByAll, "audit")} nobody was left who had not read the auditor’s grades.`
      : "",
  ]
    .filter(Boolean)
    .join(" ");

function decidedInWords({ alone, byOne }: CycleReport): string {
  if (alone.length > 0)
    return `${many(alone.length, "decision")} taken by the QA lead alone, because nobody else could.`;
  return byOne === 0
    ? "At least two people took every decision of the panel."
    : `${many(byOne, "decision")} taken by one person, from before two were asked for.`;
}

function correctionsInWords({ corrections, waiting, early }: CycleReport): string {
  const { sent, accepted, inPart, declined, open } = corrections;
  return [
    sent === 0
      ? "None was sent."
      : `${sent} sent: ${accepted} accepted, ${inPart} in part, ${declined} declined${open > 0 ? `, ${open} not answered` : ""}.`,
    waiting > 0
      ? `${many(waiting, "audit")} ${plural(waiting, "waits", "wait")} for corrections and ${plural(waiting, "is", "are")} in no figure yet.`
      : "",
    early.length > 0
      ? `${many(early.length, "audit")} made final before ${plural(early.length, "its", "their")} corrections were done.`
      : "",
  ]
    .filter(Boolean)
    .join(" ");
}

function independenceInWords({ independence: { named, settings } }: CycleReport): string {
  if (named.length + settings.length === 0)
    return "None: no auditor or moderator had a conflict of interest.";
  const audits = new Set(named.map(({ auditId }) => auditId)).size;
  const used = settings.filter((setting) => setting.audits > 0);
  const idle = settings.filter((setting) => setting.audits === 0).map(({ name }) => name);
  return [
    audits > 0 ? `${many(audits, "audit")}, with a reason on record.` : "",
    used.length > 0
      ? `The plan of this cycle sets aside: ${andList(used.map((setting) => `${setting.name} (${many(setting.audits, "audit")} judged so)`))}.`
      : "",
    idle.length > 0 ? `Set aside, and nobody came in by it: ${andList(idle)}.` : "",
  ]
    .filter(Boolean)
    .join(" ");
}

function coverageTable({ coverage, exercise, final }: CycleReport): TableBlock {
  const cells = (one: Record<(typeof coverageParts)[number] | "exempt" | "returned", Figure>) => [
    ...coverageParts.map((part) => ({ figure: one[part] })),
    { figure: one.exempt },
    { figure: one.returned },
  ];
  return {
    kind: "table",
    name: "coverage",
    caption: "Coverage by team",
    columns: [
      column("Team"),
      column("Service"),
      ...coverageParts.map((part) => column(coverageNames[part], "count")),
      column(exemptName, "count"),
      column("Returned", "share"),
    ],
    rows: [
      ...coverage.teams.map((team) => [
        team.readable && final
          ? {
              text: [team.name, team.since].filter(Boolean).join(" "),
              to: paths.exercises.teamReport(exercise.id, team.id),
            }
          : [team.name, team.since].filter(Boolean).join(" "),
        team.serviceName,
        ...cells(team),
      ]),
      ...coverage.services.map(({ name, ...one }) => [`All of ${name}`, name, ...cells(one)]),
      ["All teams", "All services", ...cells(coverage.total)],
    ],
  };
}

const voiceNames = {
  child: "Child or young person",
  parent: "Parent or carer",
  practitioner: "Practitioner",
};

function voicesTable({ voices }: CycleReport): TableBlock {
  return {
    kind: "table",
    name: "voices",
    caption: "Voices heard",
    columns: [
      column("Whose"),
      ...voiceStatuses.map((status) => column(voiceStatusNames[status], "count")),
    ],
    rows: voices.map(({ kind, statuses }) => [
      voiceNames[kind],
      ...voiceStatuses.map((status) => ({ figure: statuses[status] })),
    ]),
  };
}

function swapsOf({ swaps, drawn }: CycleReport): Block[] {
  const cases = (n: number) => counted(n, "case");
  const opened =
    drawn.planned === drawn.drawn
      ? `${cases(drawn.drawn)} drawn.`
      : `${cases(drawn.planned)} planned and ${drawn.drawn} drawn.`;
  const said =
    swaps.total === 0
      ? "None was swapped."
      : `${counted(swaps.total, "was", "were")} swapped for a reason on record, and the next reserve of the same group came in.`;
  const table = (who: "Team" | "Auditor", rows: typeof swaps.teams): TableBlock => ({
    kind: "table",
    name: `swaps_by_${who.toLowerCase()}`,
    caption: `Swaps by ${who.toLowerCase()}`,
    columns: [column(who, "text"), column("Swapped out", "share"), column("Why")],
    rows: rows
      .filter((row) => isAny(row.swapped))
      .map(({ name, swapped, reasons }) => [
        name,
        { figure: swapped },
        reasons.map(countWithTimes).join("; "),
      ]),
  });
  const others = (who: "team" | "auditor", rows: typeof swaps.teams): Block[] => {
    const kept = rows.filter((row) => !isAny(row.swapped)).length;
    return kept === 0
      ? []
      : [
          text(
            `No case of ${kept === 1 ? `the one other ${who}` : `the ${kept} other ${who}s`} was swapped.`,
          ),
        ];
  };
  return [
    section(
      "Cases swapped",
      [
        text(`${opened} ${said}`),
        ...(swaps.total > 0
          ? [
              table("Team", swaps.teams),
              ...others("team", swaps.teams),
              table("Auditor", swaps.auditors),
              ...others("auditor", swaps.auditors),
            ]
          : []),
      ],
      { folded: true },
    ),
  ];
}

function wholeOf({ moderation: { whole } }: CycleReport): Block[] {
  if (whole === null) return [];
  const table: TableBlock = {
    kind: "table",
    name: "whole_cycle",
    caption: "What moderation says of all audits",
    columns: [
      column("Overall grades"),
      column("Among those certain or picked", "share"),
      column(whole.estimatedOf, "text", "estimated_of_all"),
    ],
    rows: whole.rows.map(({ name, seen, all }) => [
      name,
      { figure: seen },
      `${percentInWords(all)} (95% interval ${rangeInWords(all)})`,
    ]),
  };
  return [
    section(
      "What moderation says of all audits",
      [
        ...(whole.said ? [text(whole.said)] : []),
        ...(whole.rows.length > 0 ? [table, { kind: "note" as const, text: whole.method }] : []),
      ],
      { folded: true },
    ),
  ];
}

type Exception = CycleReport["alone"][number];

const exceptionItems = (list: readonly Exception[]): string[] =>
  list.map(
    ({ teamName, by, reason }) => `${teamName}${by === null ? "" : `, by ${by}`}: ${reason}`,
  );

/** Departures from the rules, each by the team's name, who made it and why; no case and no worker. */
function exceptionsOf({ alone, early, moderation, independence }: CycleReport): Block[] {
  const lists: [string, string[]][] = [
    ["Who decided alone, and why", exceptionItems(alone)],
    ["Who did not wait for corrections, and why", exceptionItems(early)],
    [
      "Moderated or let go where everyone had read the grades",
      [
        ...moderation.notBlind.map(
          ({ teamName, reAudit, moderatorName, reason }) =>
            `${teamName}${reAudit ? ", a re-audit" : ""}, moderated not blind by ${moderatorName ?? "nobody yet"}: ${reason} (in no figure of agreement)`,
        ),
        ...moderation.letGo.map(
          ({ teamName, by, at, reason }) =>
            `${teamName}, let go from moderation by ${by} on ${at}: ${reason}`,
        ),
      ],
    ],
    [
      "Rules of independence set aside, and why",
      independence.named.map(
        ({ teamName, reAudit, who, rules, how, reason, made }) =>
          `${teamName}${reAudit ? ", a re-audit" : ""}${who === "" ? "" : `, ${who}`}${rules === "" ? "" : ` (${rules})`}${how}: ${reason}${made === "" ? "" : ` (${made})`}`,
      ),
    ],
  ];
  return lists
    .filter(([, items]) => items.length > 0)
    .map(([title, items]) => section(title, [{ kind: "list", items }], { folded: true }));
}

const methodOf = ({ final, gradedWith, exercise }: CycleReport): string =>
  [
    final
      ? `This report uses final grades: the panel’s where an audit was moderated, the auditor’s where it was not. The cycle was closed on ${formatDate(dateInLondon(new Date(exercise.closedAt ?? 0)))}.`
      : "This report uses provisional grades: final ones where the panel has decided, the auditors’ everywhere else.",
    `Re-audits are left out. Percentages are of judgements that carry a grade, in whole numbers, and need not add up to 100. ${smallestInWords()}`,
    gradedWith ? `It was graded with ${gradedWith}.` : "",
  ]
    .filter(Boolean)
    .join(" ");

const dataOf = ({ data, exercise, final }: CycleReport): TableBlock =>
  gradesData(data, { month: exercise.month, final });
