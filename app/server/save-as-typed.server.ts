/**
 * Owns the answer to a form that is saved while it is typed in, whatever it is a form of. Each kind
 * of record has its own address, guarded by its own capability; what they answer is the same.
 */

import { type AutosaveBody, autosaveBody, checkTyped } from "~/forms/autosave";
import type { DraftField } from "~/forms/draft";
import { type PostedAnswer, type StoredAnswer, saveIdOf } from "~/rules/core/answer-merge";
import { timeInLondon } from "~/rules/core/dates";
import type { SaveAnswer } from "~/rules/core/save-queue";
import type { Save, TypedSaved } from "~db/core/typed.server";
import { contestedWords } from "./drafts.server";
import { jsonOf, NotRead } from "./posted.server";

type Guard = { request: Request; actor: { id: string }; today: string; now: Date };

type Kind = {
  /** The fields there are now; `names` are those on the page, which may be more than are asked. */
  fields: (names: readonly string[]) => readonly DraftField[];
  /** Null when the record was closed meanwhile. */
  save: (save: Save) => Promise<TypedSaved | null>;
  /** Everything kept by now. */
  list: () => Promise<StoredAnswer[]>;
  /** Why nothing is taken: of a record that is closed, or of a page that is no longer its own. */
  closed: () => string;
  /** Whether such a page may still be saved. */
  isOpen?: (names: readonly string[]) => boolean;
  /** What to do about a field that is not, or no longer, asked. */
  notAsked?: string;
};

/** A script reads it, so it is no page's data but a plain answer. */
const json = (body: object, status = 200): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { "Content-Type": "application/json; charset=utf-8" },
  });

/** A save that came too late: nothing is overwritten, and the page keeps what is typed on it. */
export const closedAnswer = (because: string): Response => json({ reason: "closed", because }, 409);

/** Saves what was typed since the last save, and says what became of each field of the page. */
export async function saveAsTyped(guard: Guard, kind: Kind): Promise<Response> {
  const read = await jsonOf(guard.request).catch((error: NotRead) => error);
  if (read instanceof NotRead) {
    return json({ reason: "unreadable", because: read.message }, read.status);
  }
  const body = autosaveBody.safeParse(read);
  if (!body.success) return json({ reason: "unreadable" }, 400);
  const { visit, number, changes, versions } = body.data;
  const names = [...new Set([...Object.keys(changes), ...Object.keys(versions)])];
  if (kind.isOpen && !kind.isOpen(names)) return closedAnswer(kind.closed());
  const known = new Map(kind.fields(names).map((field) => [field.name, field]));
  const refused: Record<string, string> = {};
  const answers: PostedAnswer[] = [];
  for (const [field, { value, version, digest }] of Object.entries(changes)) {
    const of = known.get(field);
    const checked = of
      ? checkTyped(of, value)
      : { message: kind.notAsked ?? "This is no longer asked" };
    if ("message" in checked) refused[field] = checked.message;
    else answers.push({ field, value: checked.value, base: { version, digest }, choice: null });
  }
  const saveId = saveIdOf(visit, number);
  const done = answers.length > 0 ? await kind.save({ saveId, answers }) : null;
  if (answers.length > 0 && !done) return closedAnswer(kind.closed());
  return answerOf(guard, await kind.list(), body.data, answers, refused, done?.contested ?? []);
}

/** What became of each field sent, and what the page shows that is not what stands here. */
function answerOf(
  guard: Guard,
  stored: readonly StoredAnswer[],
  { changes, versions }: AutosaveBody,
  answers: readonly PostedAnswer[],
  refused: Record<string, string>,
  contested: readonly StoredAnswer[],
): Response {
  const held = new Map(stored.map((one) => [one.field, one]));
  const answer: SaveAnswer = {
    saved: {},
    taken: {},
    contested: Object.fromEntries(
      contested.map((theirs) => [theirs.field, contestedWords(guard, theirs)]),
    ),
    refused,
    savedAt: answers.length > 0 ? `Saved ${timeInLondon(guard.now)}` : null,
  };
  for (const { field, value } of answers) {
    const now = held.get(field) ?? { value: "", version: 0 };
    if (answer.contested[field]) continue;
    if (now.value === value) answer.saved[field] = now.version;
    else answer.taken[field] = { value: now.value, version: now.version };
  }
  for (const [field, version] of Object.entries(versions)) {
    const now = held.get(field);
    if (changes[field] || !now || now.version === version) continue;
    answer.taken[field] = { value: now.value, version: now.version };
  }
  return json(answer, contested.length > 0 ? 409 : 200);
}
