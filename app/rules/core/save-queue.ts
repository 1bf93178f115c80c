/**
 * Owns what a page of a form has typed, what the server is known to hold of it, and what is still
 * to be sent. Practice: nothing counts as saved before the server has said so; a save whose answer
 * never came is sent again; a field that someone else changed waits for the person's choice.
 */

/** A value and the version the server gave it. */
export type Held = { value: string; version: number };

/** What someone else saved; `by` and `at` are words. */
export type Theirs = Held & { by: string; at: string };

/** Why saving does not go on. `words` come from the server, where it had any. */
export type Trouble = {
  kind: "unreachable" | "signed-out" | "other-person" | "closed";
  words?: string;
};

/** What the server says of one save. */
export type SaveAnswer = {
  /** The versions of the fields that now hold what was sent. */
  saved: Record<string, number>;
  /** Fields of the page that hold something else, saved elsewhere. */
  taken: Record<string, Held>;
  /** Fields changed here and elsewhere: what stands there, and whose it is. */
  contested: Record<string, Theirs>;
  /** Fields that can't be kept as they are, each with what to do about it. */
  refused: Record<string, string>;
  /** When it was saved, in words; null when there was nothing to save. */
  savedAt: string | null;
};

export type SaveQueue = {
  /** The number of the last save sent; each has its own, and they only rise. */
  number: number;
  /** What stands in the form. */
  typed: Record<string, string>;
  /** What the server said it holds. */
  held: Record<string, Held>;
  /** Fields of saves that got no answer, and which: nobody knows what the server holds. */
  doubtful: Record<string, number>;
  contested: Record<string, Theirs>;
  refused: Record<string, { value: string; message: string }>;
  /** Saves on their way. */
  flying: { number: number; values: Record<string, string> }[];
  /** The number of the latest save that was answered. */
  answered: number;
  /** Saves in a row that failed. */
  failures: number;
  trouble: Trouble | null;
  savedAt: string | null;
};

export type QueueEvent =
  | { type: "typed"; values: Record<string, string> }
  /** Everything due goes out as one save. */
  | { type: "sent" }
  | { type: "answered"; number: number; answer: SaveAnswer }
  | { type: "failed"; number: number; trouble: Trouble }
  /** "both" puts their text before one's own. */
  | { type: "chosen"; field: string; keep: "mine" | "theirs" | "both" };

/** A page as it was made: what it shows of each field, over which version. */
export const beginQueue = (
  held: Record<string, Held>,
  contested: Record<string, Theirs> = {},
  savedAt: string | null = null,
): SaveQueue => ({
  number: 0,
  typed: Object.fromEntries(Object.entries(held).map(([field, { value }]) => [field, value])),
  held,
  doubtful: {},
  contested,
  refused: {},
  flying: [],
  answered: 0,
  failures: 0,
  trouble: null,
  savedAt,
});

const none: Held = { value: "", version: 0 };
export const heldOf = (queue: SaveQueue, field: string): Held => queue.held[field] ?? none;

/** Every field of which the server may not hold what stands in the form. */
export const unsaved = (queue: SaveQueue): string[] =>
  Object.keys(queue.typed).filter(
    (field) =>
      queue.doubtful[field] ||
      queue.typed[field] !== heldOf(queue, field).value ||
      queue.flying.some(
        ({ values }) => (values[field] ?? queue.typed[field]) !== queue.typed[field],
      ),
  );

/** The unsaved fields that sending now can help: not those that wait for a choice or a change. */
export const due = (queue: SaveQueue): string[] =>
  unsaved(queue).filter(
    (field) =>
      !queue.contested[field] &&
      (queue.doubtful[field] || queue.refused[field]?.value !== queue.typed[field]),
  );

/** How long to wait before trying again, in milliseconds: 1, 2, 4, 8 and then every 15 seconds. */
export const retryDelay = (failures: number): number =>
  Math.min(15_000, 1000 * 2 ** Math.max(0, failures - 1));

const pick = <T>(of: Record<string, T>, fields: readonly string[]): Record<string, T> =>
  Object.fromEntries(
    fields.flatMap((field) => (of[field] === undefined ? [] : [[field, of[field]]])),
  );

const without = <T>(of: Record<string, T>, fields: readonly string[]): Record<string, T> =>
  Object.fromEntries(Object.entries(of).filter(([field]) => !fields.includes(field)));

/** What becomes of the queue; never throws, never forgets what was typed. */
export function step(queue: SaveQueue, event: QueueEvent): SaveQueue {
  switch (event.type) {
    case "typed":
      return { ...queue, typed: { ...queue.typed, ...event.values } };
    case "sent": {
      const number = queue.number + 1;
      const values = pick(queue.typed, due(queue));
      return { ...queue, number, flying: [...queue.flying, { number, values }] };
    }
    case "answered":
      return answered(queue, event.number, event.answer);
    case "failed":
      return failed(queue, event.number, event.trouble);
    case "chosen":
      return chosen(queue, event.field, event.keep);
  }
}

function landed(queue: SaveQueue, number: number) {
  const values = queue.flying.find((save) => save.number === number)?.values ?? {};
  return { values, flying: queue.flying.filter((save) => save.number !== number) };
}

function answered(queue: SaveQueue, number: number, answer: SaveAnswer): SaveQueue {
  const { values, flying } = landed(queue, number);
  // A later save was answered already, and that answer knows more.
  if (number < queue.answered) return { ...queue, flying };
  const held = { ...queue.held };
  for (const [field, version] of Object.entries(answer.saved)) {
    const value = values[field];
    if (value !== undefined) held[field] = { value, version };
  }
  const typed = { ...queue.typed };
  const settled = Object.keys(values);
  const known = settled.filter((field) => (queue.doubtful[field] ?? 0) <= number);
  const doubtful = without(queue.doubtful, known);
  for (const [field, theirs] of Object.entries(answer.taken)) {
    const shown = values[field] ?? heldOf(queue, field).value;
    // Touched since: the next save meets theirs as a conflict, over the version it was typed on.
    const open = doubtful[field] || flying.some((save) => field in save.values);
    if (typed[field] !== shown || open) continue;
    typed[field] = theirs.value;
    held[field] = theirs;
  }
  return {
    ...queue,
    flying,
    typed,
    held,
    answered: number,
    doubtful,
    contested: { ...queue.contested, ...answer.contested },
    refused: {
      ...without(queue.refused, settled),
      ...Object.fromEntries(
        Object.entries(answer.refused).map(([field, message]) => [
          field,
          { value: values[field] ?? "", message },
        ]),
      ),
    },
    failures: 0,
    trouble: null,
    savedAt: answer.savedAt ?? queue.savedAt,
  };
}

function failed(queue: SaveQueue, number: number, trouble: Trouble): SaveQueue {
  const { values, flying } = landed(queue, number);
  const doubtful = { ...queue.doubtful };
  for (const field of Object.keys(values)) doubtful[field] = Math.max(number, doubtful[field] ?? 0);
  return { ...queue, flying, doubtful, failures: queue.failures + 1, trouble };
}

function chosen(queue: SaveQueue, field: string, keep: "mine" | "theirs" | "both"): SaveQueue {
  const theirs = queue.contested[field];
  if (!theirs) return queue;
  const mine = queue.typed[field] ?? "";
  const typed = {
    mine,
    theirs: theirs.value,
    both: [theirs.value.trimEnd(), mine].filter((text) => text !== "").join("\n\n"),
  }[keep];
  return {
    ...queue,
    typed: { ...queue.typed, [field]: typed },
    held: { ...queue.held, [field]: { value: theirs.value, version: theirs.version } },
    contested: without(queue.contested, [field]),
    doubtful: without(queue.doubtful, [field]),
  };
}
