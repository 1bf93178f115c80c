/**
 * Owns doing what a form asks for: the write in one transaction, and the answer when someone else
 * was faster. Practice: nothing is written over; the same page is shown again with 409 and everything
 * typed. No page catches this itself, and a test keeps it so.
 */
import { data } from "@remix-run/node";
import type { Typed } from "~/forms/fields";
import { type Db, type Tx, transact } from "~db/core/open.server";
import { Conflict, isDuplicate } from "~db/core/versions.server";
import type { FormResult } from "./read-form.server";

/** What was done; or nothing, and which record is no longer as it was read. */
export type Saved<T> =
  | { ok: true; value: T }
  | { ok: false; stream: string /** A unique value went to another record. */; taken: boolean };

/** Work of several steps, of which the first that meets someone else's change ends it. */
export async function attempt<T>(work: () => Promise<T>): Promise<Saved<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    return { ok: false, stream: error.stream, taken: false };
  }
}

/** The same, where a value that another record took at the same moment is no fault either. */
export async function attemptToTake<T>(work: () => Promise<T>): Promise<Saved<T>> {
  try {
    return await attempt(work);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return { ok: false, stream: "", taken: true };
  }
}

/** Writes in one transaction. */
export const save = <T>(db: Db, write: (tx: Tx) => Promise<T>): Promise<Saved<T>> =>
  attempt(() => transact(db, write));

/** Writes in one transaction what must be unique, as a name or a number. */
export const saveUnlessTaken = <T>(db: Db, write: (tx: Tx) => Promise<T>): Promise<Saved<T>> =>
  attemptToTake(() => transact(db, write));

/** The answer to a form that came too late: the same page, what was typed, and what to do (409). */
export const overtaken = (typed: Typed, message: string, field = "") =>
  data<FormResult>({ errors: { [field]: message }, typed }, { status: 409 });
