/**
 * Owns what a learning is: its reference, what it can rest on, what may be filed under it, and which
 * learning a finding is suggested for.
 * Practice: one learning gathers what many exercises and other sources found; it names no child,
 * worker or team; a likeness only suggests, and a person files.
 */
import { fold } from "../core/folding";

/** "L-0042", as people call it. */
export const learningReference = (reference: number): string =>
  `L-${String(reference).padStart(4, "0")}`;

/** Where learning comes from besides exercises, each with a short form. */
export const enteredSources = [
  "practice-review",
  "complaint",
  "compliment",
  "children",
  "parents",
  "inspection",
  "performance",
  "iro-challenge",
  "other",
] as const;

/** And what was said in a feedback session or seen in an observation, which is written down there. */
export const learningSources = [...enteredSources, "feedback-session", "observation"] as const;
export type LearningSource = (typeof learningSources)[number];

export const learningSourceNames: Record<LearningSource, string> = {
  "practice-review": "Practice review",
  complaint: "Complaint",
  compliment: "Compliment",
  children: "Feedback from children",
  parents: "Feedback from parents",
  inspection: "Inspection finding",
  performance: "Performance data",
  "iro-challenge": "Challenge by an independent reviewing officer (IRO)",
  "feedback-session": "Said in a feedback session",
  observation: "Seen in an observation of practice",
  other: "Something else",
};

/** What the form of each asks for, in its words. */
export const learningSourceAsks: Record<LearningSource, { says: string; reference: string }> = {
  "practice-review": {
    says: "What does the review say?",
    reference: "Title or number of the review, and the paragraph",
  },
  complaint: { says: "What was the complaint about?", reference: "Number of the complaint" },
  compliment: { says: "What was praised?", reference: "Number of the compliment" },
  children: {
    says: "What did children or young people say?",
    reference: "Survey, group or meeting",
  },
  parents: { says: "What did parents or carers say?", reference: "Survey, group or meeting" },
  inspection: {
    says: "What did the inspectors find?",
    reference: "Inspection, and the paragraph of its report",
  },
  performance: {
    says: "What do the figures show?",
    reference: "Measure and period, like “visits in time, March 2024”",
  },
  "iro-challenge": {
    says: "What was challenged, and what came of it?",
    reference: "Number of the challenge",
  },
  "feedback-session": { says: "What was said?", reference: "Which session" },
  observation: { says: "What was seen?", reference: "Which observation" },
  other: { says: "What does it say?", reference: "What it is called, or its number" },
};

/** What decides whether a finding may be filed. */
export type FindingStanding = {
  /** The state of the audit it is of; null where it is of a whole exercise. */
  auditState: string | null;
  exerciseKind: string;
  exerciseState: string;
};

/**
 * An audit's finding once its audit is final, so that nothing provisional becomes learning; one of a
 * sample or thematic audit once that is closed; what a panel named as soon as its minutes say so.
 */
export const mayBeFiled = (finding: FindingStanding): boolean =>
  finding.auditState !== null
    ? finding.auditState === "final"
    : finding.exerciseKind === "core" || finding.exerciseState === "closed";

/** Words that say nothing of what a text is about. */
const empty = new Set(
  (
    "a about across after all also although an and any are as at be because been being but by can " +
    "case cases child children could did do does each few for from had has have how if in into is " +
    "it its less made make many may more most much need needs no not of often on one only or other " +
    "our out own should so some than that the their them then there they this those to too up was " +
    "well were what when where whether which while who will with within work worker without would " +
    "year years young person people team teams some still yet very over under must"
  ).split(" "),
);

/** A word without its commonest endings, so that "chronologies" is found by "chronology". */
function stem(word: string): string {
  if (word.length < 5) return word;
  for (const [ending, instead] of [
    ["ies", "y"],
    ["ments", "ment"],
    ["ings", ""],
    ["ing", ""],
    ["ed", ""],
    ["es", "e"],
    ["s", ""],
  ] as const) {
    if (word.endsWith(ending) && word.length - ending.length >= 4)
      return `${word.slice(0, -ending.length)}${instead}`.replace(/e$/, "");
  }
  return word.replace(/e$/, "");
}

/** The words of a text that tell what it is about, each once. */
export function tellingWords(text: string): Set<string> {
  const words = fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 2 && !empty.has(word));
  return new Set(words.map(stem).filter((word) => !empty.has(word)));
}

type Said = { text: string; area: string | null; theme: string | null };
type Candidate = { id: string; what: string; area: string | null; theme: string | null };

/** How many are suggested. */
export const mostSuggested = 5;

/** Less than this is no likeness: a theme alone, or one rare word and the same practice area. */
const least = 1;

/**
 * The learnings that a finding most likely belongs to, the likeliest first. A word counts the more
 * the fewer of the learnings have it; the same theme counts as a word, the same area as half of one.
 */
export function suggestLearning<C extends Candidate>(said: Said, among: readonly C[]): C[] {
  const own = tellingWords(said.text);
  const read = among.map((one) => ({ one, words: tellingWords(one.what) }));
  const having = new Map<string, number>();
  for (const { words } of read)
    for (const word of words) having.set(word, (having.get(word) ?? 0) + 1);
  const rarity = (word: string) =>
    Math.log(1 + among.length / (having.get(word) ?? 1)) / Math.log(1 + among.length);
  return read
    .map(({ one, words }) => {
      let likeness = 0;
      for (const word of words) if (own.has(word)) likeness += rarity(word);
      if (one.theme !== null && one.theme === said.theme) likeness += 1;
      if (one.area !== null && one.area === said.area) likeness += 0.5;
      return { one, likeness };
    })
    .filter(({ likeness }) => likeness >= least)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, mostSuggested)
    .map(({ one }) => one);
}
