/**
 * Owns what becomes of a form that is refused as a whole, because its page is closed to whoever
 * wrote it or its record has moved on: the refusal gives back what was typed, to be copied.
 */
import { formOf } from "./posted.server";

/** A copy of a posted form to fall back on; null for what is no form, or holds a file. */
export const spareForm = (request: Request): Request | null =>
  request.method === "POST" &&
  request.headers.get("Content-Type")?.startsWith("application/x-www-form-urlencoded")
    ? request.clone()
    : null;

const secret = /password|passcode|token|secret/i;

/** Words someone wrote, not the ids and choices beside them. */
const isWritten = (name: string, value: string): boolean =>
  /\S\s+\S/.test(value) && !/^\s*[[{]/.test(value) && !secret.test(name);

const mostCharacters = 100_000;

async function textsOf(spare: Request): Promise<string[]> {
  const form = await formOf(spare).catch(() => null);
  if (!form) return [];
  const texts = [...form].flatMap(([name, value]) =>
    typeof value === "string" && isWritten(name, value) ? [value.trim()] : [],
  );
  return texts.join("").length > mostCharacters ? [] : [...new Set(texts)];
}

/** The refusal of a posted form, with what was typed in it. */
export async function withTyped(refused: Response, spare: Request | null): Promise<Response> {
  const isWords = refused.headers.get("Content-Type")?.startsWith("application/json");
  if (!spare || refused.status < 400 || !isWords) return refused;
  const texts = await textsOf(spare);
  const copy = refused.clone();
  const words: unknown = await copy.json();
  if (texts.length === 0 || typeof words !== "object" || words === null || "carried" in words) {
    return refused;
  }
  const { status, headers } = refused;
  return new Response(JSON.stringify({ ...words, typed: texts }), { status, headers });
}
