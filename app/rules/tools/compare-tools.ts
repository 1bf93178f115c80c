/**
 * Owns what changed between two versions of an audit tool, in words and side by side.
 * Practice: trends break where what is graded changes, so each change says whether it is one: an
 * area graded before and not after, or the other way round, or the overall judgement come or gone.
 */

import { counted, insideSentence } from "../core/words";
import { usualQuestions } from "./audit-quality";
import { compareAreas, compareAsked, match, type ToolChange, wording } from "./compare-areas";
import { judgementNames } from "./grades";
import { grades } from "./scale";
import type { QualityQuestion, Question, ToolDefinition, VoiceKind } from "./tools";

/** Every change, in the order of the newer version; empty when the two say the same. */
export function compareTools(before: ToolDefinition, after: ToolDefinition): ToolChange[] {
  return [
    ...tool(before, after),
    ...compareAreas(before.areas, after.areas),
    ...overall(before.overall, after.overall),
    ...questions(before.questions, after.questions),
    ...compareQuality(before.auditQuality, after.auditQuality),
    ...voices(before.voices, after.voices),
    ...themes(before.themes, after.themes),
  ];
}

export type ChangedPart = {
  /** The heading its changes stand under. */
  name: string;
  changes: ToolChange[];
  /** How many of them change what is graded. */
  graded: number;
};

/** The changes under their headings, in order. */
export function partsOf(changes: readonly ToolChange[]): ChangedPart[] {
  const parts = new Map<string, ToolChange[]>();
  for (const change of changes) parts.set(change.part, [...(parts.get(change.part) ?? []), change]);
  return [...parts].map(([name, own]) => ({
    name,
    changes: own,
    graded: own.filter(({ graded }) => graded).length,
  }));
}

export const voiceKindNames: Record<VoiceKind, string> = {
  child: "The child or young person",
  parent: "Parents and carers",
  practitioner: "The practitioner",
};

const months = (count: number): string => `${counted(count, "month", "months")}`;

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

const questions = (before: readonly Question[], after: readonly Question[]): ToolChange[] =>
  compareAsked("Questions", "question", before, after, () => []);

/** What the part with these questions is called among the changes. */
export const auditQualityPart = "What moderation asks of the audit";

/** What moderation asks of the audit; a tool with no list of its own asks the usual questions. */
const compareQuality = (
  before: readonly QualityQuestion[] = usualQuestions,
  after: readonly QualityQuestion[] = usualQuestions,
): ToolChange[] => {
  const when = ({ afterReveal }: QualityQuestion) =>
    afterReveal ? "Once the moderator has seen the auditor’s grades" : "While they grade blind";
  return compareAsked(auditQualityPart, "question", before, after, (was, one) =>
    wording(auditQualityPart, `When “${one.text}” is asked changes`, when(was), when(one)),
  );
};

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
  const { old, removed, moved } = match(before, after);
  return [
    ...(moved ? [{ part, what: "The themes stand in another order", graded: false }] : []),
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
