/** Owns reading a posted form: a value, or errors and the values as typed, with status 400. */
import { data, type HeadersFunction } from "@remix-run/node";
import type * as z from "zod";
import { type FieldErrors, type FormValue, parseForm, type Typed } from "~/forms/fields";
import { formOf, NotRead } from "./posted.server";

/** What an action gives back to its page when it did not do what was asked. */
export type FormResult = {
  errors: FieldErrors;
  typed: Typed;
  /** Set when someone else saved first: their values by field name, and the version they made. */
  conflict?: {
    by: string;
    at: string;
    version: number;
    theirs: Record<string, string>;
    /** What they did cannot be done over. */
    settled?: boolean;
    /** Where other words than the usual fit: heading, what to do, and whose the version is. */
    said?: { title: string; words: string; whose: string };
  };
};

/**
 * Reads and checks the form of a request: what was typed, and the value or a message a field. A body
 * that is no form gives a plain error. It may be read again, by another schema.
 */
export async function readForm<S extends z.ZodType>(
  request: Request,
  schema: S,
): Promise<FormValue<z.output<S>>> {
  let form: FormData;
  try {
    form = await formOf(request);
  } catch (error) {
    return notRead(error);
  }
  return parseForm(schema, form);
}

/** What a page is given of a form that could not be read. */
export function notRead(error: unknown): Extract<FormValue<never>, { ok: false }> {
  if (!(error instanceof NotRead)) throw error;
  return { ok: false, errors: { "": error.message }, typed: {}, status: error.status };
}

/** Which of a page's forms was posted; null when the body is none. */
export async function readIntent(request: Request): Promise<FormDataEntryValue | null> {
  const form = await formOf(request).catch(() => null);
  return form?.get("intent") ?? null;
}

/** What of the programme a posted plan is of; null where it is of nothing there. */
export async function readPlannedId(request: Request): Promise<string | null> {
  const form = await formOf(request).catch(() => null);
  const id = form?.get("planned");
  return typeof id === "string" && id !== "" ? id.slice(0, 60) : null;
}

/** The answer to a form that can't be taken: the same page, everything typed kept. */
export function refuse({ status, ...result }: FormResult & { status?: number }) {
  return data<FormResult>(result, { status: result.conflict ? 409 : (status ?? 400) });
}

/** The answer to what can't be taken just now: everything typed kept, and when to try again. */
export function refuseForNow(
  status: 429 | 503,
  seconds: number,
  typed: Typed,
  message: string,
  field = "",
) {
  const result: FormResult = { errors: { [field]: message }, typed };
  return data(result, { status, headers: { "Retry-After": String(seconds) } });
}

/** For pages that answer with `refuseForNow`: Remix drops an action's headers otherwise. */
export const passRetryAfter: HeadersFunction = ({ actionHeaders, errorHeaders }): HeadersInit => {
  const seconds = actionHeaders.get("Retry-After") ?? errorHeaders?.get("Retry-After");
  return seconds ? { "Retry-After": seconds } : {};
};

/** A refusal of a rule, shown in the summary (field "") or beside a field. */
export function refuseWith(typed: Typed, message: string, field = "") {
  return refuse({ errors: { [field]: message }, typed });
}

/**
 * What was to be added under an id that stands for something else by now, as when a page is sent
 * again by the browser's back button: what was added stays, and what is typed is kept to be added too.
 */
export function sentAlready(typed: Typed, added: { text: string } | undefined): FormResult {
  const typedAnew = { ...typed, id: "" };
  if (!added) {
    return {
      errors: { "": "Add this again: this page had been used before" },
      typed: typedAnew,
    };
  }
  return {
    errors: {},
    typed: typedAnew,
    conflict: {
      by: "You",
      at: "before",
      version: 0,
      theirs: { text: added.text },
      said: {
        title: "You added a finding from this page already",
        words:
          "It stands as it was added. What you typed now is kept in the form below: add it if it is another finding, or leave it.",
        whose: "added",
      },
    },
  };
}
