/**
 * A report that has everything a report may have: each kind of block, hidden and few figures, nothing
 * at all, long names, text that attacks what reads it, and rows for several pages.
 */
import type { Block, GradesBlock, Report, TableBlock, TrendBlock } from "~/rules/reports/blocks";
import { figureOf, gradeMix } from "~/rules/reports/figure";
import { noJudgements } from "~/rules/tools/grades";

const counts = (given: Partial<ReturnType<typeof noJudgements>>) => ({
  ...noJudgements(),
  ...given,
});

/** The sector's own: 53 audits, 4, 58, 38 and 0 per cent. */
export const sampleMix = gradeMix(
  counts({ outstanding: 2, good: 31, "requires-improvement": 20 }),
  { exact: true },
);

const hidden = { standing: "hidden", of: "Good or above" } as const;
const hiddenMix = {
  ...sampleMix,
  grades: {
    outstanding: hidden,
    good: hidden,
    "requires-improvement": hidden,
    inadequate: hidden,
  },
  good: hidden,
  segments: [],
};

const longName =
  "Children looked after and care leavers: permanence, placement stability and pathway planning team (north)";

const areas: GradesBlock = {
  kind: "grades",
  name: "areas",
  title: "Grades by practice area",
  rowsAre: "Practice area",
  rows: [
    { key: "overall", name: "Overall", mix: sampleMix, beside: [{ number: 6 }] },
    {
      key: "assessment",
      name: "Assessment",
      mix: gradeMix(counts({ good: 38, "requires-improvement": 15, "not-judged": 2 })),
      beside: [{ absent: "not applicable" }],
    },
    { key: "few", name: longName, mix: gradeMix(counts({ good: 2, inadequate: 1 })) },
    { key: "hidden", name: "Fostering", mix: hiddenMix, beside: [{ absent: "hidden" }] },
    { key: "none", name: "Adoption", mix: gradeMix(noJudgements()), beside: [{ number: 0 }] },
  ],
  beside: [{ name: "moderated", header: "Moderated", kind: "number" }],
};

const teams: GradesBlock = {
  kind: "grades",
  name: "teams",
  title: "Grades by team",
  rowsAre: "Team",
  rows: Array.from({ length: 40 }, (_, at) => ({
    key: `team-${at}`,
    name: at === 7 ? longName : `Team ${at + 1}`,
    mix: gradeMix(
      counts({ outstanding: at % 3, good: 6 + (at % 5), "requires-improvement": at % 4 }),
    ),
  })),
};

const month = (at: number) =>
  `20${23 + Math.floor((at + 8) / 12)}-${String(((at + 8) % 12) + 1).padStart(2, "0")}`;

export const sampleTrend: TrendBlock = {
  kind: "trend",
  name: "good_over_time",
  title: "Good or above over time",
  of: "Good or above",
  says: "One cycle is more than noise: January 2024 lies above the upper limit.",
  points: [24, 26, 25, 4, 45, 30, 0, 27].map((count, at) => ({
    key: String(at),
    month: month(at),
    figure: figureOf("Good or above", count, at === 3 ? 7 : at === 6 ? 0 : 50, { exact: true }),
    centre: at < 5 ? 50 : 55.5,
    lower: at < 5 ? 29.2 : null,
    upper: at < 5 ? 70.8 : null,
    signal: at === 4 ? "Above the upper limit" : "",
    breakBefore: at === 5 ? "Core audit, version 2" : "",
    marks: at === 4 ? ["Supervision template renewed"] : [],
  })),
};

const answers: TableBlock = {
  kind: "table",
  name: "themes",
  caption: "Themes of the panel, and what they point to / where: [all]",
  columns: [
    { name: "theme", header: "Theme", kind: "text" },
    { name: "audits", header: "Audits", kind: "count" },
    { name: "share", header: "Share of audits", kind: "share" },
    { name: "raised", header: "First raised", kind: "date" },
    { name: "open", header: "Open actions", kind: "number" },
  ],
  rows: [
    [
      { text: "Voice of the child", to: "/themes/voice" },
      { figure: figureOf("Theme", 31, 53) },
      { figure: figureOf("Theme", 31, 53) },
      { on: "2023-11-30" },
      { number: 3 },
    ],
    [
      '=HYPERLINK("http://bad.example","Press")',
      { figure: figureOf("Theme", 1, 500) },
      { figure: figureOf("Theme", 1, 500) },
      { absent: "not applicable" },
      { absent: "not available" },
    ],
    ["-2+3", { figure: hidden }, { figure: hidden }, { absent: "not available" }, { number: -4 }],
    [
      "",
      { figure: figureOf("Theme", 0, 0) },
      { figure: figureOf("Theme", 0, 0) },
      { on: "2024-01-02" },
      { number: 0 },
    ],
  ],
};

const nothing: TableBlock = {
  ...answers,
  name: "nothing",
  caption: "Responses not yet given",
  rows: [],
};

const data: TableBlock = {
  kind: "table",
  name: "grades",
  caption: "Grades by team, practice area and grade",
  columns: [
    { name: "team", header: "Team", kind: "text" },
    { name: "practice_area", header: "Practice area", kind: "text" },
    { name: "grade", header: "Grade", kind: "text" },
    { name: "audits", header: "Audits", kind: "count" },
  ],
  rows: ["Willow", "Oak & Ash <north>", "@risk"].flatMap((team) =>
    ["Overall", "Assessment"].flatMap((area) =>
      ["Outstanding", "Good", "Requires improvement", "Inadequate"].map((grade, at) => [
        team,
        area,
        grade,
        at === 3 ? { figure: hidden } : { figure: figureOf(grade, at, 10) },
      ]),
    ),
  ),
};

const findings: Block = {
  kind: "section",
  title: "Strengths and areas for development",
  idea: "Assessment is strong; supervision is seldom recorded",
  blocks: [
    {
      kind: "list",
      items: [
        "Children are seen alone and their wishes recorded",
        {
          text: "Supervision is not recorded (22 of 53)",
          under: ["No record since June.", "Last recorded in March, “in passing”."],
        },
      ],
    },
    {
      kind: "section",
      title: "What panels said",
      blocks: [
        {
          kind: "text",
          text: "First line.\nSecond line of the same.\n\nA new paragraph with <b>signs</b> & \u0007a bell.",
        },
        { kind: "section", title: "In detail", blocks: [{ kind: "text", text: "Third level." }] },
      ],
    },
  ],
};

export const sampleReport: Report = {
  title: "November 2023",
  caption: "Cycle report",
  lead: "53 audits were completed, 33 of 53 Good or above (62%).",
  standing: "final",
  about: [
    ["Exercise", "Core audit, November 2023"],
    ["Published by", "The lead for quality assurance, 18 December 2023"],
    ["Grades", "Final grades, after moderation"],
  ],
  blocks: [
    {
      kind: "section",
      title: "Headline",
      idea: "Six in ten audits were Good or above",
      blocks: [
        { kind: "figure", label: "Good or above", figure: sampleMix.good },
        { kind: "note", text: "Of final grades; 2 audits were not judged." },
        {
          kind: "beside",
          blocks: [
            areas,
            {
              kind: "facts",
              rows: [
                ["Drawn", "60"],
                ["Completed", "53"],
              ],
            },
          ],
        },
      ],
    },
    {
      kind: "section",
      title: "Over time",
      idea: "More than noise in January",
      blocks: [sampleTrend],
    },
    findings,
    { kind: "section", title: "Teams", idea: "Forty teams", blocks: [teams] },
    { kind: "section", title: "Themes", idea: "What panels raised", blocks: [answers] },
    {
      kind: "section",
      title: "How figures come about",
      folded: true,
      blocks: [{ kind: "heading", text: "Basis" }, nothing],
    },
  ],
  data,
};

export const sampleOptions = {
  council: "Northshire Council",
  made: new Date("2023-12-18T10:30:00Z"),
};
