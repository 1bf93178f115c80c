/**
 * Owns what changed between two versions of an audit tool, in words and side by side.
 * Practice: trends break where what is graded changes, so each change says whether it is one: an
 * area graded before and not after, or the other way round, or the overall judgement come or gone.
 */
import { insideSentence } from "./audit-readiness";
import { grades, judgementNames } from "./grades";
import { answerChoices, answerTypeNames, conditionInWords, particulars } from "./prompts";
import {
  isGradedArea,
  type PracticeArea,
  type Prompt,
  type Question,
  type ToolDefinition,
  type VoiceKind,
} from "./tools";

export type ToolChange = {
  /** The heading it stands under: "The tool", "Assessment", "Themes". */
  part: string;
  /** A sentence without its full stop. */
  what: string;
  /** Both given for a text that changed, one for a text that came or went. */
  before?: string;
  after?: string;
  /** Whether what is graded changes by it. */
  graded: boolean;
};

/** Every change, in the order of the newer version; empty when the two say the same. */
export function compareTools(before: ToolDefinition, after: ToolDefinition): ToolChange[] {
  return [
    ...tool(before, after),
    ...areas(before.areas, after.areas),
    ...overall(before.overall, after.overall),
    ...questions(before.questions, after.questions),
    ...voices(before.voices, after.voices),
    ...themes(before.themes, after.themes),
  ];
}

export const voiceKindNames: Record<VoiceKind, string> = {
  child: "The child or young person",
  parent: "Parents and carers",
  practitioner: "The practitioner",
};

const wording = (
  part: string,
  what: string,
  before: string | undefined,
  after: string | undefined,
): ToolChange[] =>
  (before ?? "") === (after ?? "")
    ? []
    : [{ part, what, before: before ?? "", after: after ?? "", graded: false }];

type Coded = { code: string };

/** What is in both, what came, what went, and whether what is in both stands in another order. */
function match<T extends Coded>(before: readonly T[], after: readonly T[]) {
  const old = new Map(before.map((item) => [item.code, item]));
  const codes = new Set(after.map(({ code }) => code));
  const kept = before.filter(({ code }) => codes.has(code)).map(({ code }) => code);
  const stayed = after.filter(({ code }) => old.has(code)).map(({ code }) => code);
  return {
    old,
    removed: before.filter(({ code }) => !codes.has(code)),
    moved: kept.join(" ") !== stayed.join(" "),
  };
}

const months = (count: number): string => `${count} ${count === 1 ? "month" : "months"}`;

function tool(before: ToolDefinition, after: ToolDefinition): ToolChange[] {
  const part = "The tool";
  const lookBack = ({ judgeMonths, readMonths }: ToolDefinition["lookBack"]) =>
    `Judge ${months(judgeMonths)}, read ${months(readMonths)}`;
  return [
    ...wording(part, "The tool’s name changes", before.name, after.name),
    ...wording(part, "What it says to the auditor changes", before.about, after.about),
    ...wording(part, "The look-back changes", lookBack(before.lookBack), lookBack(after.lookBack)),
  ];
}

function areas(before: readonly PracticeArea[], after: readonly PracticeArea[]): ToolChange[] {
  const part = "Practice areas";
  const { old, removed, moved } = match(before, after);
  const changes: ToolChange[] = removed.map((one) => ({
    part,
    what: `${one.name} is removed${isGradedArea(one) ? "" : "; it was not graded"}`,
    before: one.name,
    graded: isGradedArea(one),
  }));
  for (const one of after) {
    if (old.has(one.code)) continue;
    const graded = isGradedArea(one);
    const count = one.prompts.length === 1 ? "1 prompt" : `${one.prompts.length} prompts`;
    const how = graded ? "graded" : "not graded";
    changes.push({
      part,
      what: `${one.name} is added, with ${count}; it is ${how}`,
      after: one.name,
      graded,
    });
  }
  if (moved) {
    const order = (list: readonly PracticeArea[]) => list.map(({ name }) => name).join(", ");
    changes.push(...wording(part, "The areas stand in another order", order(before), order(after)));
  }
  for (const one of after) {
    const was = old.get(one.code);
    if (was) changes.push(...area(was, one));
  }
  return changes;
}

function area(before: PracticeArea, after: PracticeArea): ToolChange[] {
  const part = after.name;
  const changes = [
    ...wording(part, `${before.name} is now called ${after.name}`, before.name, after.name),
    ...wording(part, "What the area looks at changes", before.about, after.about),
  ];
  if (isGradedArea(before) !== isGradedArea(after))
    changes.push({
      part,
      what: isGradedArea(after)
        ? `${after.name} is graded from now on`
        : `${after.name} is not graded any more`,
      graded: true,
    });
  if (before.mayNotApply !== after.mayNotApply)
    changes.push({
      part,
      what: after.mayNotApply
        ? "It may be found not applicable"
        : "It can’t be found not applicable any more",
      graded: false,
    });
  changes.push(...prompts(part, before.prompts, after.prompts));
  for (const grade of grades)
    changes.push(
      ...wording(
        part,
        `The descriptor of ${judgementNames[grade]} changes`,
        before.descriptors[grade],
        after.descriptors[grade],
      ),
    );
  return changes;
}

const prompts = (
  part: string,
  before: readonly Prompt[],
  after: readonly Prompt[],
): ToolChange[] => {
  const listed = (prompt: Prompt) =>
    prompt.answer === "choice"
      ? answerChoices(prompt)
          .map(({ name }) => name)
          .join("; ")
      : "";
  return asked(
    part,
    "prompt",
    before,
    after,
    (was, one) => {
      const about = `of “${one.text}”`;
      const changes = [
        ...wording(
          part,
          `The type of answer ${about} changes`,
          answerTypeNames[was.answer ?? "scale"],
          answerTypeNames[one.answer ?? "scale"],
        ),
        ...wording(part, `The list ${about} changes`, listed(was), listed(one)),
        ...wording(
          part,
          `When “${one.text}” is asked changes`,
          conditionInWords(was, before) || "Always",
          conditionInWords(one, after) || "Always",
        ),
      ];
      if (Boolean(was.required) !== Boolean(one.required))
        changes.push({
          part,
          what: one.required
            ? `“${one.text}” must be answered before an audit is submitted`
            : `“${one.text}” need not be answered any more`,
          graded: false,
        });
      return changes;
    },
    (one) => particulars(one, after),
  );
};

/** Prompts and questions: come, gone, moved, and their words. */
function asked<T extends Question>(
  part: string,
  noun: "prompt" | "question",
  before: readonly T[],
  after: readonly T[],
  more: (was: T, one: T) => ToolChange[],
  about: (one: T) => string[] = () => [],
): ToolChange[] {
  const { old, removed, moved } = match(before, after);
  const changes: ToolChange[] = removed.map(({ text }) => ({
    part,
    what: `A ${noun} is removed`,
    before: text,
    graded: false,
  }));
  for (const one of after) {
    const was = old.get(one.code);
    if (!was) {
      const lines = [one.text, ...about(one)];
      changes.push({ part, what: `A ${noun} is added`, after: lines.join("\n"), graded: false });
      continue;
    }
    changes.push(
      ...wording(part, `A ${noun} is worded differently`, was.text, one.text),
      ...wording(part, `The guidance on “${one.text}” changes`, was.guidance, one.guidance),
      ...more(was, one),
    );
  }
  if (moved) changes.push({ part, what: `The ${noun}s stand in another order`, graded: false });
  return changes;
}

const questions = (before: readonly Question[], after: readonly Question[]): ToolChange[] =>
  asked("Questions", "question", before, after, () => []);

function overall(
  before: ToolDefinition["overall"],
  after: ToolDefinition["overall"],
): ToolChange[] {
  const part = "Overall";
  if (before === null && after === null) return [];
  if (before === null)
    return [{ part, what: "An overall judgement is graded from now on", graded: true }];
  if (after === null)
    return [{ part, what: "The overall judgement is not graded any more", graded: true }];
  return [
    ...wording(part, "What the overall judgement is about changes", before.about, after.about),
    ...grades.flatMap((grade) =>
      wording(
        part,
        `The descriptor of ${judgementNames[grade]} changes`,
        before.descriptors[grade],
        after.descriptors[grade],
      ),
    ),
  ];
}

function voices(before: readonly VoiceKind[], after: readonly VoiceKind[]): ToolChange[] {
  const part = "Voices";
  const said = (kind: VoiceKind) => insideSentence(voiceKindNames[kind]);
  return [
    ...before
      .filter((kind) => !after.includes(kind))
      .map((kind) => ({
        part,
        what: `The voice of ${said(kind)} is no longer asked for`,
        graded: false,
      })),
    ...after
      .filter((kind) => !before.includes(kind))
      .map((kind) => ({ part, what: `The voice of ${said(kind)} is asked for`, graded: false })),
  ];
}

function themes(before: ToolDefinition["themes"], after: ToolDefinition["themes"]): ToolChange[] {
  const part = "Themes";
  const { old, removed } = match(before, after);
  return [
    ...removed.map(({ name }) => ({
      part,
      what: "A theme is removed",
      before: name,
      graded: false,
    })),
    ...after.flatMap(({ code, name }): ToolChange[] => {
      const was = old.get(code);
      if (!was) return [{ part, what: "A theme is added", after: name, graded: false }];
      return wording(part, `The theme ${was.name} is now called ${name}`, was.name, name);
    }),
  ];
}
