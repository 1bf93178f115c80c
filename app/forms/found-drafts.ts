/**
 * Owns the drafts of findings and actions: what is typed before it is added to the audit's lists.
 * Practice: kept like any other answer of the audit under a name of its own, and emptied when the
 * finding or action is added.
 */
import type { DraftField } from "./draft";
import { optionalText } from "./fields";

type Part = Pick<DraftField, "label" | "limit" | "isDate"> & { control: string };

const parts = {
  finding: [
    { control: "kind", label: "Strength or area for development", limit: 20 },
    { control: "text", label: "What you found", limit: 2000 },
    { control: "area", label: "Practice area", limit: 60 },
    { control: "theme", label: "Theme", limit: 60 },
  ],
  action: [
    { control: "what", label: "What is to be done", limit: 1000 },
    { control: "successMeasure", label: "How you will know", limit: 1000 },
    { control: "ownerId", label: "Who is to do it", limit: 60 },
    { control: "dueOn", label: "By when", limit: 60, isDate: true },
    { control: "area", label: "Practice area", limit: 60 },
  ],
} satisfies Record<string, Part[]>;

type FoundKind = keyof typeof parts;

/** `id` is that of the finding or action being changed, or "new". */
export const foundName = (kind: FoundKind, id: string, control: string): string =>
  `draft.${kind}.${id}.${control}`;

export const draftFields = (kind: FoundKind, id: string): DraftField[] =>
  (parts[kind] as Part[]).map((part) => ({
    ...part,
    name: foundName(kind, id, part.control),
    schema: optionalText(part.limit),
  }));

const named = /^draft\.(finding|action)\.(new|[0-9a-f-]{36})\./;

/** The fields of the drafts that these names speak of. */
export const foundFields = (names: readonly string[]): DraftField[] => {
  const drafts = new Set(names.map((name) => named.exec(name)?.slice(1, 3).join(" ")));
  return [...drafts].flatMap((draft) => {
    const [kind, id] = draft?.split(" ") ?? [];
    return kind && id ? draftFields(kind as FoundKind, id) : [];
  });
};
