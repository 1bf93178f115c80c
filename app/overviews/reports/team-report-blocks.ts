/**
 * Owns what a team's report of a cycle says, as blocks: the same for its page, its print and its
 * files.
 * Practice: the figures first, each practice area once with all that is known of it; then what
 * auditors found, what was promised and what became of it.
 */
import { paths } from "~/paths";
import { dateInLondon, formatDate, formatMonth } from "~/rules/core/dates";
import { dueByInWords } from "~/rules/core/due";
import { andList, insideSentence } from "~/rules/core/words";
import { actionReference, actionStatusNames, isOverdue } from "~/rules/learning-log/learning-log";
import {
  type Block,
  type Cell,
  column,
  type Report,
  type TableBlock,
} from "~/rules/reports/blocks";
import { type Figure, isHidden } from "~/rules/reports/figure";
import {
  figureWithCaveat,
  goodInSentence,
  isEmpty,
  since,
  smallestInWords,
} from "~/rules/reports/figure-words";
import { goodOrAboveWords } from "~/rules/tools/scale";
import { gradesData, outstandingInWords, section, text, themesOf } from "./block-parts";
import type { TeamReport } from "./team-report.server";

/** The report of a team as it stands. */
export function teamReportOf(report: TeamReport): Report {
  const { team, cycle, total, leading, from } = report;
  const month = formatMonth(cycle.month);
  const lead = goodInSentence(since(from), total, {
    whose: team.name,
    area: leading ?? undefined,
  });
  return {
    title: team.name,
    caption: `Team report, ${month}${team.since ? ` (${team.since})` : ""}`,
    lead,
    standing: "final",
    about: aboutOf(report),
    blocks: [
      ...withoutOverall(report),
      section(`Practice areas in ${month}`, gradesOf(report), { idea: lead }),
      section(`What auditors found in ${month}`, foundOf(report), {
        idea: "Strengths and areas for development",
      }),
      ...previousOf(report),
      section("Actions for single children", [text(outstandingInWords(report.childActions))]),
      section("The team’s response", responseOf(report)),
      section("About these figures", [{ kind: "note", text: methodOf(report) }]),
    ],
    data: gradesData(report.data, { month: cycle.month, final: true }),
  };
}

const aboutOf = ({ team, cycle, gradedWith }: TeamReport): Report["about"] => [
  ["Cycle", cycle.title],
  ["Service", team.serviceName],
  ["Grades", "Final"],
  ...(gradedWith ? ([["Graded with", gradedWith]] as const) : []),
  ...(cycle.closedAt
    ? ([["Closed on", formatDate(dateInLondon(new Date(cycle.closedAt)))]] as const)
    : []),
];

function withoutOverall({ team, leading, total }: TeamReport): Block[] {
  if (!leading && !isEmpty(total)) return [];
  return [
    text(
      team.holdsCases
        ? "No case of this team was graded overall in the cycles compared here."
        : "This team holds no cases. Its figures below are of work it answered for in the cases of other teams.",
    ),
  ];
}

type Row = TeamReport["rows"][number];

const isGraded = ({ mix }: Row): boolean => isHidden(mix.graded) || !isEmpty(mix.good);
const wasGraded = ({ since: figure }: Row): boolean => isHidden(figure) || !isEmpty(figure);

/** Every area that was graded as one chart, its other figures beside it; the others in a line. */
export function gradesOf(report: TeamReport): Block[] {
  const { rows, team, cycle, breaks } = report;
  const graded = rows.filter(isGraded);
  const others = rows.filter((row) => !graded.includes(row)).map(({ name }) => name);
  const note = (words: string): Block => ({ kind: "note", text: words });
  return [
    ...(graded.length > 0
      ? [
          {
            kind: "grades" as const,
            name: "practice_areas",
            title: `Grades by practice area, ${formatMonth(cycle.month)}`,
            rowsAre: "Practice area",
            rows: graded.map((row) => ({
              key: row.key,
              name: row.name,
              mix: row.mix,
              beside: [
                { figure: row.service },
                { figure: row.all },
                { sparkline: row.cycles },
                row.differs,
              ],
            })),
            beside: [
              column(team.serviceName, "share", "service"),
              column("All teams", "share"),
              column("Last cycles", "sparkline"),
              column("Beside others", "text", "differs"),
            ],
          },
        ]
      : []),
    ...(others.length > 0 ? [note(`Not graded: ${andList(others)}.`)] : []),
    ...breaks.map(({ month, gradedWith }) =>
      note(`${gradedWith}, from ${formatMonth(month)}: not joined with what is before.`),
    ),
    ...intervalsOf(report),
  ];
}

/** How sure the shares are, and those of all cycles that can be compared. */
function intervalsOf({ rows, cycle, from }: TeamReport): Block[] {
  const shown = rows.filter(wasGraded);
  if (shown.length === 0) return [];
  const alone = from === cycle.month;
  const pair = (figure: Figure): Cell[] => [{ figure }, intervalInWords(figure)];
  const table: TableBlock = {
    kind: "table",
    name: "intervals",
    caption: `${goodOrAboveWords} with 95% intervals`,
    columns: [
      column("Practice area"),
      column(formatMonth(cycle.month), "share", "this_cycle"),
      column("95% interval", "text", "this_cycle_interval"),
      ...(alone
        ? []
        : [
            column(since(from), "share", "together"),
            column("95% interval, together", "text", "together_interval"),
          ]),
    ],
    rows: shown.map((row) => [row.name, ...pair(row.mix.good), ...(alone ? [] : pair(row.since))]),
  };
  const title = alone
    ? "How sure these shares are"
    : `How sure these shares are, and those ${insideSentence(since(from))} together`;
  return [section(title, [table], { folded: true })];
}

function intervalInWords(figure: Figure): string {
  if (isHidden(figure)) return figureWithCaveat(figure);
  const { interval, standing } = figure;
  if (!interval || standing === "too few") return "–";
  return `${Math.round(interval.lower)} to ${Math.round(interval.upper)}%`;
}

export const foundOf = ({ strengths, developments }: TeamReport): Block[] => [
  {
    kind: "beside",
    blocks: [themesOf("Strengths", strengths), themesOf("Areas for development", developments)],
  },
];

type Promised = NonNullable<TeamReport["previous"]>["actions"];

/** What was promised and where it stands, each a link into the learning log. */
const promisesTable = (
  name: string,
  caption: string,
  actions: Promised,
  today: string,
): TableBlock => ({
  kind: "table",
  name,
  caption,
  columns: [
    column("Reference"),
    column("Action"),
    column("Owner"),
    column("Due"),
    column("State"),
    column("Impact"),
  ],
  rows: actions.map((action) => [
    { text: actionReference(action.reference), to: paths.log.one(action.id) },
    action.what,
    action.ownerName ?? "Nobody named",
    dueByInWords(action),
    `${actionStatusNames[action.status]}${action.dueOn && isOverdue(action, today) ? ", overdue" : ""}`,
    action.impact,
  ]),
});

function previousOf({ previous, today }: TeamReport): Block[] {
  if (!previous) return [];
  const title = `What was promised after ${formatMonth(previous.month)}`;
  const { actions, answered, noneNeededReason } = previous;
  if (actions.length > 0) {
    return [
      section(title, [
        promisesTable("promised_before", "What became of each promise", actions, today),
      ]),
    ];
  }
  return [
    section(title, [
      text(
        answered
          ? `No action was needed: ${noneNeededReason || "no reason was given."}`
          : "That report was not answered.",
      ),
    ]),
  ];
}

function responseOf({ response, today }: TeamReport): Block[] {
  if (!response) return [text("No response was asked for.")];
  const { answeredAt, comment, noneNeededReason, actions, dueOn } = response;
  if (!answeredAt) {
    return [
      text(
        `${dueOn < today ? "It was" : "It is"} due by ${formatDate(dueOn)} and has not been given yet.`,
      ),
    ];
  }
  return [
    text(
      `${response.agreed ? "Answered, and agreed by the service manager." : `${response.state}.`}`,
    ),
    ...(comment ? [text(comment)] : []),
    ...(noneNeededReason ? [text(`No action needed: ${noneNeededReason}`)] : []),
    ...(actions.length > 0
      ? [promisesTable("promised", "Actions of this response", actions, today)]
      : []),
  ];
}

const methodOf = ({ gradedWith }: TeamReport): string =>
  [
    "Final grades of closed core cycles; re-audits are left out. Work is counted for the team that answered for it, which may not be the team that held the case.",
    `Percentages are of judgements that carry a grade, in whole numbers, and need not add up to 100. ${smallestInWords()}`,
    "A team is called higher or lower than the other teams of its service where the 95% interval of the difference (Newcombe) leaves out nought; of twenty comparisons about one is so by chance alone.",
    gradedWith ? `It was graded with ${gradedWith}.` : "",
  ]
    .filter(Boolean)
    .join(" ");
