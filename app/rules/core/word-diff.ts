/**
 * Owns what changed between two texts, word by word.
 * Practice: a reader checks a change of wording by seeing which words went and which came, not by
 * reading two paragraphs against each other.
 */

export type WordChange = { kind: "same" | "removed" | "added"; text: string };

const wordsOf = (text: string): string[] => text.match(/\s+|[^\s]+/g) ?? [];

/** Beyond this many pairs of words the middle is shown as replaced whole. */
const mostPairs = 4_000_000;

/**
 * The runs of words that stayed, went and came, in reading order: those that are not "added" join
 * to the text before, those that are not "removed" to the text after.
 */
export function wordDiff(before: string, after: string): WordChange[] {
  const a = wordsOf(before);
  const b = wordsOf(after);
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (
    end < a.length - start &&
    end < b.length - start &&
    a[a.length - 1 - end] === b[b.length - 1 - end]
  )
    end += 1;
  return joined([
    ...a.slice(0, start).map((text) => ({ kind: "same" as const, text })),
    ...middle(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...a.slice(a.length - end).map((text) => ({ kind: "same" as const, text })),
  ]);
}

/** The longest common subsequence, by the table of its lengths. */
function middle(a: string[], b: string[]): WordChange[] {
  const gone = (text: string): WordChange => ({ kind: "removed", text });
  const come = (text: string): WordChange => ({ kind: "added", text });
  if (a.length * b.length > mostPairs) return [...a.map(gone), ...b.map(come)];
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      lengths[i * width + j] =
        a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const changes: WordChange[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const left = a[i];
    const right = b[j];
    if (left !== undefined && left === right) {
      changes.push({ kind: "same", text: left });
      i += 1;
      j += 1;
    } else if (left !== undefined && (right === undefined || at(i + 1, j) >= at(i, j + 1))) {
      changes.push(gone(left));
      i += 1;
    } else if (right !== undefined) {
      changes.push(come(right));
      j += 1;
    }
  }
  return changes;
}

/** Neighbours of one kind as one run; a space between two words that went goes with them. */
function joined(changes: WordChange[]): WordChange[] {
  const runs: WordChange[] = [];
  for (const change of gathered(changes)) {
    const last = runs.at(-1);
    if (last?.kind === change.kind) last.text += change.text;
    else runs.push({ ...change });
  }
  return runs;
}

/** A lone space that stayed between two changes is counted as both gone and come. */
function gathered(changes: WordChange[]): WordChange[] {
  const out: WordChange[] = [];
  let removed = "";
  let added = "";
  const flush = () => {
    if (removed) out.push({ kind: "removed", text: removed });
    if (added) out.push({ kind: "added", text: added });
    removed = "";
    added = "";
  };
  changes.forEach((change, index) => {
    const next = changes[index + 1];
    const between = change.kind === "same" && change.text.trim() === "" && (removed || added);
    if (between && next && next.kind !== "same") {
      removed += change.text;
      added += change.text;
    } else if (change.kind === "same") {
      flush();
      out.push(change);
    } else if (change.kind === "removed") removed += change.text;
    else added += change.text;
  });
  flush();
  return out;
}
