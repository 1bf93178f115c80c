/**
 * Owns what a cycle's family feedback says, as blocks: the same on its own page and in the cycle's
 * report, beside the grades and never mixed into them.
 */
import { counted, insideSentence, sentenceCase } from "~/rules/core/words";
import {
  countAsked,
  countThemes,
  type QuestionTally,
  tallyQuestions,
  teamsApart,
} from "~/rules/family-feedback/figures";
import {
  feedbackAnswerNames,
  feedbackFor,
  feedbackForMany,
  type QuestionKind,
} from "~/rules/family-feedback/forms";
import { notAskedReasonNames } from "~/rules/family-feedback/invitations";
import { type Block, column, type TableBlock } from "~/rules/reports/blocks";
import { type Figure, figureOf, smallest } from "~/rules/reports/figure";
import { figureWithCaveat, isEmpty } from "~/rules/reports/figure-words";
import type { Db } from "~db/core/open.server";
import { listVocabulary, nameOf } from "~db/core/vocabulary.server";
import {
  listAnswersIn,
  listAskedIn,
  listAuditedTeams,
  listWordsIn,
} from "~db/family-feedback/figures.server";

export type CycleFeedback = Awaited<ReturnType<typeof readCycleFeedback>>;

/** Everything that is said of a cycle's feedback, in figures; no words, no case and no worker. */
export async function readCycleFeedback(db: Db, exerciseId: string) {
  const [asked, audited, answered, words, { themes }] = await Promise.all([
    listAskedIn(db, exerciseId),
    listAuditedTeams(db, exerciseId),
    listAnswersIn(db, exerciseId),
    listWordsIn(db, exerciseId),
    listVocabulary(db),
  ]);
  const figure = (some: typeof asked): Figure => {
    const { answered: n, asked: of } = countAsked(some);
    return figureOf("answered", n, of);
  };
  const planned = new Set(asked.map(({ auditId }) => auditId));
  const wrote = new Set(words.map(({ invitationId }) => invitationId)).size;
  // Whoever was asked of an audit that was withdrawn is in the total: so in the line of a team too.
  const named = [
    ...audited.map(({ id, name }) => [id, name] as const),
    ...asked.map(({ teamId, teamName }) => [teamId, teamName] as const),
  ];
  const teams = [...new Map(named)].map(([id, name]) => {
    const { asked: of, answered: n } = countAsked(asked.filter(({ teamId }) => teamId === id));
    return { name, asked: of, answered: n };
  });
  return {
    planned: asked.length,
    counts: countAsked(asked),
    rate: figure(asked),
    rates: feedbackFor
      .map((audience) => asked.filter((one) => one.for === audience))
      .flatMap((some) => (some[0] ? [{ for: some[0].for, figure: figure(some) }] : [])),
    /** Audits of which nothing was planned at all. */
    audits: audited.length,
    notChosen: audited.filter(({ auditId }) => !planned.has(auditId)).length,
    questions: feedbackFor.flatMap((audience) => {
      const tallies = tallyQuestions(answered.filter((one) => one.for === audience));
      return tallies.length > 0 ? [{ for: audience, tallies }] : [];
    }),
    wrote,
    notCoded: words.filter(({ theme }) => theme === null).length,
    themes: countThemes(words).map(({ theme, people }) => ({
      code: theme,
      name: nameOf(themes, theme),
      figure: figureOf("spoke of it", people, wrote),
    })),
    teams: teamsApart(teams, smallest().percentage).map(({ name, asked: of, answered: n }) => ({
      name,
      figure: figureOf("answered", n, of),
    })),
  };
}

/** What it says, the response first; nothing where no family was asked or spared. */
export function feedbackBlocks(feedback: CycleFeedback): Block[] {
  if (feedback.planned === 0) return [];
  const { rate, rates } = feedback;
  return [
    {
      kind: "facts",
      rows: [
        ["Answered", rateInWords(rate)],
        ...(rates.length > 1
          ? rates.map(
              (one) => [sentenceCase(feedbackForMany[one.for]), rateInWords(one.figure)] as const,
            )
          : []),
        ...(isEmpty(rate) ? [] : [["What came of the others", othersInWords(feedback)] as const]),
        ["Not asked", notAskedInWords(feedback)],
      ],
    },
    ...questionBlocks(feedback),
    ...themeBlocks(feedback),
    ...teamBlocks(feedback),
    {
      kind: "note",
      text: "What children and families said stands beside the grades. No grade is made of it, and it changes none.",
    },
  ];
}

/** "10 of 13 (77%) of those asked". */
const rateInWords = (rate: Figure): string =>
  isEmpty(rate) ? "Nobody has been asked yet" : `${figureWithCaveat(rate)} of those asked`;

/** The same in a report: the response in a sentence, and the rest folded beneath it. */
export function feedbackInReport(feedback: CycleFeedback): Block[] {
  const blocks = feedbackBlocks(feedback);
  if (blocks.length === 0) return [];
  return [
    { kind: "text", text: `Answered: ${rateInWords(feedback.rate)}` },
    {
      kind: "section",
      title: "What they said, and who was not asked",
      blocks,
      folded: true,
    },
  ];
}

function othersInWords({ counts }: CycleFeedback): string {
  const parts = [
    [counts.declined, "did not want to"],
    [counts.notReached, "could not be reached"],
    [counts.expired, "gave no answer in time"],
    [
      counts.open,
      counts.open === 1
        ? "has been asked and may answer yet"
        : "have been asked and may answer yet",
    ],
  ] as const;
  const said = parts.filter(([n]) => n > 0).map(([n, words]) => `${n} ${words}`);
  return said.length > 0 ? `${said.join(", ")}.` : "Everyone asked has answered.";
}

function notAskedInWords({ counts, notChosen, audits }: CycleFeedback): string {
  const reasons = [...counts.reasons].map(
    ([code, n]) => `${insideSentence(notAskedReasonNames[code])} (${n})`,
  );
  return [
    counts.toAsk > 0 ? `${counts.toAsk} still to be asked.` : "",
    reasons.length > 0 ? `For a reason: ${reasons.join(", ")}.` : "",
    notChosen > 0
      ? `Nobody was chosen of ${counted(notChosen, "audit")} of ${audits}.`
      : `Every one of the ${counted(audits, "audit")} had someone chosen.`,
  ]
    .filter(Boolean)
    .join(" ");
}

const tableOf = (
  audience: (typeof feedbackFor)[number],
  kind: QuestionKind,
  tallies: readonly QuestionTally[],
): TableBlock[] => {
  const asked = tallies.filter(({ question }) => question.kind === kind);
  const [first] = asked;
  if (!first) return [];
  return [
    {
      kind: "table",
      name: `feedback_${audience.replace("-", "_")}_${kind}`,
      caption: `What ${feedbackForMany[audience]} said`,
      columns: [
        column("Question"),
        ...first.counts.map(({ answer }, at) =>
          column(feedbackAnswerNames[answer], at === 0 ? "share" : "part"),
        ),
      ],
      rows: asked.map(({ question, answered, counts }) => [
        question.text,
        ...counts.map(({ answer, count }) => ({
          figure: figureOf(feedbackAnswerNames[answer], count, answered),
        })),
      ]),
    },
  ];
};

const questionBlocks = ({ questions }: CycleFeedback): Block[] =>
  questions.flatMap(({ for: audience, tallies }) => [
    ...tableOf(audience, "faces", tallies),
    ...tableOf(audience, "scale", tallies),
  ]);

function themeBlocks({ themes, wrote, notCoded }: CycleFeedback): Block[] {
  if (themes.length === 0) return [];
  return [
    {
      kind: "table",
      name: "feedback_themes",
      caption: `Themes in the own words of ${counted(wrote, "person", "people")}`,
      columns: [column("Theme"), column("Spoke of it", "share")],
      rows: themes.map(({ name, figure }) => [name, { figure }]),
    },
    ...(notCoded > 0
      ? [{ kind: "note" as const, text: `${counted(notCoded, "answer")} has no theme.` }]
      : []),
  ];
}

function teamBlocks({ teams }: CycleFeedback): Block[] {
  if (teams.length === 0) return [];
  return [
    {
      kind: "section",
      title: "By team",
      folded: true,
      blocks: [
        {
          kind: "table",
          name: "feedback_teams",
          caption: "Who answered, by the team of the audit",
          columns: [column("Team"), column("Answered", "share")],
          rows: teams.map(({ name, figure }) => [name, { figure }]),
        },
        {
          kind: "note",
          text: "Teams with few families asked stand together, or not at all, so that no answer is known to be of one family.",
        },
      ],
    },
  ];
}
