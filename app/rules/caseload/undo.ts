/**
 * Owns why an import can't be undone: what was built upon it, in words.
 * Practice: undoing is for what nobody used yet; the page names each thing that stands upon it.
 */
import { counted, plural } from "../core/words";

/** `id` and `name` are of the import or the exercise; `count` is of cases. */
export type UndoBlock =
  | { kind: "import"; count: number; id: string; name: string }
  | { kind: "draw" | "audit"; count: number; id: string; name: string }
  | { kind: "concern" | "change"; count: number }
  /** It was confirmed before imports kept what they replaced. */
  | { kind: "before-undo"; count: number };

const cases = (count: number): string => `${counted(count, "case", "cases")}`;

/** What stands in the way; the name of an import or an exercise follows as a link. */
export function blockInWords(block: UndoBlock): string {
  switch (block.kind) {
    case "import":
      return "A later import names cases that this one touched. Undo that one first:";
    case "draw":
      return `${cases(block.count)} of this import went into a draw:`;
    case "audit":
      return `${cases(block.count)} of this import ${plural(block.count, "is", "are")} audited:`;
    case "concern":
      return `A safeguarding concern was raised about ${cases(block.count)} of this import.`;
    case "change":
      return `${cases(block.count)} of this import ${plural(block.count, "was", "were")} changed afterwards.`;
    case "before-undo":
      return "It was confirmed before what an import replaces was kept.";
  }
}
