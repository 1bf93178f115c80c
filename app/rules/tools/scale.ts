/**
 * Owns the scale that practice is graded on: its codes in order, their names, and what each grade
 * sets off. Nothing else knows how many grades there are, or what any one of them means.
 * Practice: the four-point scale of Ofsted's ILACS framework, the one scale that is built in.
 */

/** How a grade is shown: each tone has a colour and a weave of its own in every chart. */
export type Tone = "highest" | "high" | "low" | "lowest";

type ScaleGrade = {
  code: string;
  name: string;
  tone: Tone;
  /** Counts in the share "… or above". */
  good: boolean;
  /** Always moderated, told to the service manager and, once final, audited again. */
  escalates: boolean;
  /** Certain to be moderated because it is seldom given. */
  exceptional: boolean;
};

/** Ofsted's four, the best first. Codes are stored and never change. */
const ofsted = [
  {
    code: "outstanding",
    name: "Outstanding",
    tone: "highest",
    good: true,
    escalates: false,
    exceptional: true,
  },
  { code: "good", name: "Good", tone: "high", good: true, escalates: false, exceptional: false },
  {
    code: "requires-improvement",
    name: "Requires improvement",
    tone: "low",
    good: false,
    escalates: false,
    exceptional: false,
  },
  {
    code: "inadequate",
    name: "Inadequate",
    tone: "lowest",
    good: false,
    escalates: true,
    exceptional: false,
  },
] as const satisfies readonly ScaleGrade[];

type OfScale = (typeof ofsted)[number];
export type Grade = OfScale["code"];
export type EscalatingGrade = Extract<OfScale, { escalates: true }>["code"];
export type ExceptionalGrade = Extract<OfScale, { exceptional: true }>["code"];
export type WeakGrade = Extract<OfScale, { good: false; escalates: false }>["code"];

/** The grades, the best first. */
export const scale: readonly (ScaleGrade & { code: Grade })[] = ofsted;

type Codes<S extends readonly ScaleGrade[]> = { readonly [At in keyof S]: S[At]["code"] };

/** The codes of the grades, the best first. */
export const grades = ofsted.map(({ code }) => code) as unknown as Codes<typeof ofsted>;

/** Something for each grade. */
export const forGrades = <T>(make: (grade: ScaleGrade & { code: Grade }) => T): Record<Grade, T> =>
  Object.fromEntries(scale.map((grade) => [grade.code, make(grade)])) as Record<Grade, T>;

export const toneOf = forGrades(({ tone }) => tone);

const codesWith = <G extends Grade>(key: "good" | "escalates" | "exceptional"): G[] =>
  scale.filter((grade) => grade[key]).map(({ code }) => code as G);

export const goodGrades = codesWith<Grade>("good");
export const escalatingGrades = codesWith<EscalatingGrade>("escalates");
export const exceptionalGrades = codesWith<ExceptionalGrade>("exceptional");

/** Not good, and not so bad that they escalate. */
export const weakGrades = scale
  .filter(({ good, escalates }) => !good && !escalates)
  .map(({ code }) => code as WeakGrade);

const lowestGood = scale.filter(({ good }) => good).at(-1)?.name ?? "";

/** "Good or above": what the share of good grades is called. */
export const goodOrAboveWords = `${lowestGood} or above`;
/** "below Good". */
export const belowGoodWords = `below ${lowestGood}`;
/** "Inadequate": what an escalating grade is called. */
export const escalatingWords = scale
  .filter(({ escalates }) => escalates)
  .map(({ name }) => name)
  .join(" or ");

/**
 * Whether this judgement is always moderated, goes to the service manager on submission and, once it
 * is final overall, has the case audited again.
 */
export const escalates = (judgement: string | null | undefined): boolean =>
  escalatingGrades.some((grade) => grade === judgement);
