/**
 * Owns the address where a form is kept while it is written, and what its page needs of what was
 * written before. Each form has an address of its own, guarded as its page is; the draft is its
 * writer's alone.
 */
import { redirect } from "@remix-run/node";
import { writtenFields } from "~/forms/written";
import type { Capability } from "~/rules/access/policy";
import type { AnswerBase } from "~/rules/core/answer-merge";
import type { WrittenForm } from "~/rules/core/written";
import { basesOf } from "~db/audits/answers.server";
import { type Db, transact } from "~db/core/open.server";
import {
  forgetWritten,
  listWritten,
  overField,
  saveWritten,
  type WrittenAt,
} from "~db/core/written.server";
import { draftOf } from "./drafts.server";
import { type Find, type Guardable, type Guarded, guarded, notFound } from "./guard.server";
import { closedAnswer, saveAsTyped } from "./save-as-typed.server";

/** What the page of such a form gets: where it is kept, and what was kept so far. */
export type Written = {
  url: string;
  personId: string;
  values: Record<string, string>;
  bases: Record<string, AnswerBase>;
  saved: string | null;
  /** The version of the record that was shown when it was begun; null when nothing is kept. */
  over: number | null;
};

type Writer = { db: Db; actor: { id: string }; today: string };

/** One record may have several such forms, told apart by `part`: one for each finding of a sample. */
type Part = string | null;
const recordOf = (id: string, part: Part): string => (part === null ? id : `${id}~${part}`);

export const writtenAt = (
  { actor }: { actor: { id: string } },
  form: WrittenForm,
  id: string,
  part: Part = null,
): WrittenAt => ({ form, record: recordOf(id, part), personId: actor.id });

/** `url` is the form's own address for keeping it, `version` that of the record shown. */
export async function writtenSoFar(
  { db, actor, today }: Writer,
  at: WrittenAt,
  { url, version, part = null }: { url: string; version?: number; part?: Part },
): Promise<Written> {
  const kept = await listWritten(db, at);
  const fields = kept
    .map(({ field }) => ({ name: field }))
    .filter(({ name }) => name !== overField);
  const asked = writtenFields(fields.map(({ name }) => name));
  const { values, saved } = draftOf(asked, kept, today);
  const over = kept.find(({ field }) => field === overField)?.value;
  const query = new URLSearchParams({
    ...(part === null ? {} : { part }),
    ...(version === undefined ? {} : { over: String(version) }),
  }).toString();
  return {
    url: query ? `${url}?${query}` : url,
    personId: actor.id,
    values,
    bases: basesOf(kept, Object.keys(values)),
    saved,
    over: over ? Number(over) : null,
  };
}

type Kind<S> = {
  form: WrittenForm;
  id: (subject: S) => string;
  /** The page of the form, with the form itself in view. */
  page: (subject: S, part: Part) => string;
  /** Why nothing is kept any more: someone else has answered it, it is closed. */
  closed?: (guard: Guarded<S>) => string | null;
};

const isPart = (part: Part): boolean => part === null || /^[\w-]{1,60}$/.test(part);

/** Loader and action of such an address: it keeps what is typed, and throws it away when asked. */
export function keepsWriting<S extends Guardable>(
  capability: Capability,
  find: Find<S>,
  { form, id, page, closed }: Kind<S>,
) {
  const askedOf = ({ request, subject }: Guarded<S>) => {
    const { searchParams } = new URL(request.url);
    const part = searchParams.get("part");
    if (!isPart(part)) throw notFound();
    return { part, record: id(subject), over: searchParams.get("over") ?? "" };
  };
  return {
    loader: guarded(capability, find, async (guard) =>
      redirect(page(guard.subject, askedOf(guard).part)),
    ),
    action: guarded(capability, find, async (guard) => {
      const { db, request, stamp, actor, subject } = guard;
      const { part, record, over } = askedOf(guard);
      const at = writtenAt(guard, form, record, part);
      if (!request.headers.get("Content-Type")?.includes("json")) {
        await transact(db, (tx) => forgetWritten(tx, at));
        return redirect(page(subject, part));
      }
      const because = closed?.(guard) ?? null;
      if (because !== null) return closedAnswer(because);
      return saveAsTyped(guard, {
        fields: writtenFields,
        save: (save) =>
          transact(db, (tx) =>
            saveWritten(tx, { ...stamp, actorId: actor.id }, at, save, over.slice(0, 20)),
          ),
        list: () => listWritten(db, at),
        closed: () => "There is too much in this form to keep.",
      });
    }),
  };
}
