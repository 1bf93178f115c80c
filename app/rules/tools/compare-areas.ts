/**
 * Owns what changed between two versions of a tool's practice areas, prompts and questions.
 * Practice: an area graded before and not after, or the other way round, breaks trends; how it is
 * worded and what it asks does not.
 */
import { counted } from "../core/words";
import { judgementNames } from "./grades";
import { answerChoices, answerTypeNames, conditionInWords, particulars } from "./prompts";
import { grades } from "./scale";
import { isGradedArea, type PracticeArea, type Prompt, type Question } from "./tools";

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

export const wording = (
  part: string,
  what: string,
  before: string | undefined,
  after: string | undefined,
): ToolChange[] =>
  (before ?? "") === (after ?? "")
    ? []
    : [{ part, what, before: before ?? "", after: after ?? "", graded: false }];

/** What the changes of an area stand under: its name, or its code while it has none. */
export const areaHeading = ({ code, name }: Pick<PracticeArea, "code" | "name">): string =>
  name.trim() || code;

type Coded = { code: string };

/** What is in both, what came, what went, and whether what is in both stands in another order. */
export function match<T extends Coded>(before: readonly T[], after: readonly T[]) {
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

export function compareAreas(
  before: readonly PracticeArea[],
  after: readonly PracticeArea[],
): ToolChange[] {
  const part = "Practice areas";
  const { old, removed, moved } = match(before, after);
  const changes: ToolChange[] = removed.map((one) => ({
    part,
    what: `${areaHeading(one)} is removed${isGradedArea(one) ? "" : "; it was not graded"}`,
    before: one.name,
    graded: isGradedArea(one),
  }));
  for (const one of after) {
    if (old.has(one.code)) continue;
    const graded = isGradedArea(one);
    const count = counted(one.prompts.length, "prompt", "prompts");
    const how = graded ? "graded" : "not graded";
    changes.push({
      part,
      what: `${areaHeading(one)} is added, with ${count}; it is ${how}`,
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

/** The names of the areas that are in both and say the same in both. */
export function unchangedAreas(
  before: readonly PracticeArea[],
  after: readonly PracticeArea[],
): string[] {
  const { old } = match(before, after);
  return after
    .filter((one) => {
      const was = old.get(one.code);
      return was !== undefined && area(was, one).length === 0;
    })
    .map(areaHeading);
}

function area(before: PracticeArea, after: PracticeArea): ToolChange[] {
  const part = areaHeading(after);
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
  return compareAsked(
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
export function compareAsked<T extends Question>(
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
