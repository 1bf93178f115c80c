/**
 * Owns the minutes of a panel meeting: which blocks they are made of, from what the meeting kept.
 * Practice: cases stand there by their number, without a reference or a name; the members are named,
 * because they answer for what they took.
 */
import { formatDate } from "../core/dates";
import { andList, counted } from "../core/words";
import {
  type AgendaPart,
  agendaPartNames,
  agendaParts,
  caseStateInWords,
  type MeetingTheme,
} from "../moderation/meetings";
import { type ModerationState, movementInWords, outcomeNames } from "../moderation/moderation";
import type { QualityNote } from "../moderation/quality";
import { type Judgement, judgementNames } from "../tools/grades";
import { type Block, column, nameOf } from "./blocks";

/** One grade of a case beside the other two, by the name of its area. */
export type GradeDecided = {
  area: string;
  auditor: Judgement;
  moderator: Judgement;
  /** Null where nothing final is recorded. */
  final: Judgement | null;
};

/** How a case stood when the minutes were written: what is kept of it for ever. */
export type CaseDecided = {
  state: ModerationState;
  outcome: keyof typeof outcomeNames | null;
  /** Overall first; none where nothing final was decided. */
  grades: GradeDecided[];
  /** What the auditor must correct, and by when (YYYY-MM-DD), of one that is returned. */
  returned: { what: string; dueOn: string } | null;
  /** Questions about the audit itself that a final decision left open: those passed by consent. */
  unanswered?: string[];
  /** Its audit was withdrawn while it stood on the agenda. */
  withdrawn?: true;
};

type Made = { judgement: Judgement };

type ToolToKeep = {
  areas: readonly { code: string; name: string }[];
  questions: readonly { code: string; text: string }[];
};

/** A case as the meeting has it: what was recorded of it, and the grades it was recorded over. */
type CaseToKeep = {
  state: ModerationState;
  withdrawn?: boolean;
  judged: Record<"auditor" | "moderator", Readonly<Record<string, Made>>>;
  decision:
    | {
        kind: "final";
        outcome: keyof typeof outcomeNames;
        areas: Readonly<Record<string, Made>>;
        overall: Made;
        quality: Readonly<Record<string, QualityNote>>;
      }
    | { kind: "returned"; whatToMend: string; dueOn: string }
    | null;
};

/** What the minutes keep of a case; areas and questions are those of its tool, in their order. */
export function decidedOf(
  { state, withdrawn, judged, decision }: CaseToKeep,
  { areas, questions }: ToolToKeep,
): CaseDecided {
  const { auditor, moderator } = judged;
  const final = decision?.kind === "final" ? decision : null;
  const unanswered = questions.flatMap(({ code, text }) =>
    final && !final.quality[code]?.answer ? [text] : [],
  );
  const all = [{ code: "overall", name: "Overall" }, ...areas];
  return {
    state,
    outcome: decision === null ? null : final ? final.outcome : "returned",
    grades: all.flatMap(({ code, name }): GradeDecided[] => {
      const made = code === "overall" ? final?.overall : final?.areas[code];
      const [a, m] = [auditor[code]?.judgement, moderator[code]?.judgement];
      return a && m
        ? [{ area: name, auditor: a, moderator: m, final: made?.judgement ?? null }]
        : [];
    }),
    returned:
      decision?.kind === "returned" ? { what: decision.whatToMend, dueOn: decision.dueOn } : null,
    ...(withdrawn ? { withdrawn: true } : {}),
    ...(unanswered.length > 0 ? { unanswered } : {}),
  };
}

export type MinutedCase = { number: number; part: AgendaPart; decided: CaseDecided };

export type Minutes = {
  /** YYYY-MM-DD */
  meetsOn: string;
  place: string;
  exercise: string;
  chair: string;
  members: readonly string[];
  notes: string;
  cases: readonly MinutedCase[];
  /** How many of its cases are kept from whoever reads. */
  kept: number;
  themes: readonly MeetingTheme[];
  addenda: readonly { text: string; by: string /** YYYY-MM-DD */; on: string }[];
};

/** What was decided on a case, in a sentence or two. */
export function decisionInWords(decided: CaseDecided): string {
  const { state, outcome, grades, returned, withdrawn } = decided;
  if (withdrawn) return "Its audit was withdrawn: nothing is decided";
  if (returned)
    return `Returned to the auditor, by ${formatDate(returned.dueOn)}: ${returned.what}`;
  if (outcome === null) return caseStateInWords[state];
  const [overall] = grades;
  const now = overall?.final
    ? `${outcomeNames[outcome]}: ${judgementNames[overall.final]} overall`
    : outcomeNames[outcome];
  const changed = grades
    .slice(1)
    .flatMap(({ area, auditor, final }) =>
      final === null || final === auditor
        ? []
        : [`${area}: ${judgementNames[final]}, ${movementInWords(auditor, final).toLowerCase()}`],
    );
  const areas = changed.length > 0 ? `. ${changed.join("; ")}` : "";
  const waits = state === "recorded" ? ". It waits for a second member to confirm it" : "";
  return `${now}${areas}${waits}`;
}

const gradeIn = (decided: CaseDecided, whose: "auditor" | "moderator"): string => {
  const [overall] = decided.grades;
  return overall ? judgementNames[overall[whose]] : "";
};

const themeInWords = ({ kind, text, cases }: MeetingTheme): string =>
  `${kind === "strength" ? "Strength" : "To develop"}: ${text}${cases === null ? "" : ` (${counted(cases, "case")})`}`;

/** Which questions about the audit itself were left open, and of which cases: one text a list of them. */
function unansweredIn(cases: readonly MinutedCase[]): Block[] {
  const open = new Map<string, MinutedCase[]>();
  for (const one of cases) {
    const words = one.decided.withdrawn ? "" : (one.decided.unanswered ?? []).join(" ");
    if (words) open.set(words, [...(open.get(words) ?? []), one]);
  }
  return [...open].map(([words, own]) => ({
    kind: "text",
    text: `Not answered about the audit itself, of ${own.length === 1 ? "case" : "cases"} ${andList(own.map(({ number }) => `${number}`))}: ${words}`,
  }));
}

/** The minutes as blocks: who met, what was said and decided, what was seen across the service. */
export function minutesOf(minutes: Minutes): Block[] {
  const { cases, themes, addenda, kept } = minutes;
  const others = minutes.members.filter((name) => name !== minutes.chair);
  return [
    {
      kind: "list",
      items: [
        `${formatDate(minutes.meetsOn)}${minutes.place ? `, ${minutes.place}` : ""}`,
        `On the ${minutes.exercise}`,
        `Chair: ${minutes.chair}`,
        `Members: ${andList(others)}`,
      ],
    },
    ...(minutes.notes
      ? ([
          { kind: "heading", text: "What was said" },
          { kind: "text", text: minutes.notes },
        ] as const)
      : []),
    { kind: "heading", text: `Decisions on ${counted(cases.length, "case")}` },
    ...agendaParts.flatMap((part): Block[] => {
      const own = cases.filter((one) => one.part === part);
      if (own.length === 0) return [];
      return [
        {
          kind: "table",
          name: `decisions_${nameOf(part)}`,
          caption: `${agendaPartNames[part]} (${own.length})`,
          columns: ["Case", "Auditor", "Moderator", "What the panel decided"].map((header) =>
            column(header),
          ),
          rows: own.map(({ number, decided }) => [
            `Case ${number}`,
            gradeIn(decided, "auditor"),
            gradeIn(decided, "moderator"),
            decisionInWords(decided),
          ]),
        },
        ...unansweredIn(own),
      ];
    }),
    ...(kept > 0
      ? [
          {
            kind: "text",
            text: `${counted(kept, "case")} of this meeting ${kept === 1 ? "is" : "are"} kept from you: you audited it, or are to grade it again.`,
          } as const,
        ]
      : []),
    { kind: "heading", text: "Themes across the service" },
    themes.length > 0
      ? { kind: "list", items: themes.map(themeInWords) }
      : { kind: "text", text: "None were named." },
    ...addenda.flatMap(({ text, by, on }): Block[] => [
      { kind: "heading", text: `Added on ${formatDate(on)} by ${by}` },
      { kind: "text", text },
    ]),
  ];
}
