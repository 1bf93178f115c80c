/**
 * Owns reading what was posted: the one place where a body becomes a form or data.
 * Practice: looked at before it is read (size, number of fields, nesting), read in linear time, and
 * made of characters that both databases can store. A test holds every route to this file.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import {
  isFieldName,
  isFlatJson,
  type PostedLimit,
  partsWithoutFile,
  postedLimitOf,
  tooLargeWords,
  unreadableWords,
} from "~/rules/core/posted-limits";
import { storable } from "~/rules/core/storable";
import { hasMoreFields, readUrlencoded } from "~/rules/core/urlencoded";
import { refusedBody } from "./body.server";

/** A body that is not read, in words for the page that it was posted from. */
export class NotRead extends Error {
  readonly status: number;

  constructor(words: string, status = 400) {
    super(words);
    this.status = status;
  }
}

const forms = new WeakMap<Request, Promise<FormData>>();

/** The form of a request, read once however often it is asked for; rejects with `NotRead` alone. */
export function formOf(request: Request): Promise<FormData> {
  const form = forms.get(request) ?? readFormOf(request);
  forms.set(request, form);
  return form;
}

async function readFormOf(request: Request): Promise<FormData> {
  const limit = limitOf(request);
  const type = request.headers.get("Content-Type") ?? "";
  // Only its own page reads it, as it arrives: held whole it would hold everyone up.
  if (limit.streamed) throw new NotRead(unreadableWords);
  const bytes = await bytesOf(request, limit);
  if (/^multipart\/form-data\b/i.test(type)) return partsOf(bytes, type, limit);
  if (!/^application\/x-www-form-urlencoded\b/i.test(type)) throw new NotRead(unreadableWords);
  if (hasMoreFields(bytes, limit.fields)) throw new NotRead(unreadableWords);
  return asForm(await inTurns(readUrlencoded(bytes)));
}

/** The data of a request that a script of ours sent as JSON; rejects with `NotRead` alone. */
export async function jsonOf(request: Request): Promise<unknown> {
  const text = new TextDecoder().decode(await bytesOf(request, limitOf(request)));
  if (!isFlatJson(text)) throw new NotRead(unreadableWords);
  try {
    return JSON.parse(text, (_, value) => (typeof value === "string" ? storable(value) : value));
  } catch {
    throw new NotRead(unreadableWords);
  }
}

function limitOf({ url }: Request): PostedLimit {
  const { pathname, search } = new URL(url);
  return postedLimitOf(pathname, search);
}

async function bytesOf(request: Request, limit: PostedLimit): Promise<Uint8Array<ArrayBuffer>> {
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = new Uint8Array(await request.arrayBuffer());
  } catch (error) {
    const refused = refusedBody(error);
    throw refused ? new NotRead(refused.words, refused.status) : new NotRead(unreadableWords);
  }
  if (bytes.length > limit.bytes) throw new NotRead(tooLargeWords(limit), 413);
  return bytes;
}

/** The form of a body in parts, which the platform reads whole in one go: there must be few. */
async function partsOf(
  bytes: Uint8Array<ArrayBuffer>,
  type: string,
  limit: PostedLimit,
): Promise<FormData> {
  const most = limit.file ? limit : partsWithoutFile;
  if (bytes.length > most.bytes) throw new NotRead(tooLargeWords(most), 413);
  const boundary = boundaryIn(type);
  if (!boundary) throw new NotRead(unreadableWords);
  if (
    hasMoreParts(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), boundary, most.fields)
  ) {
    throw new NotRead(unreadableWords);
  }
  try {
    const form = await new Response(bytes, { headers: { "Content-Type": type } }).formData();
    return await asForm(form);
  } catch {
    throw new NotRead(unreadableWords);
  }
}

/** What stands between the parts of a body; null when it is longer than the standard allows. */
export const boundaryOf = (request: Request): string | null =>
  boundaryIn(request.headers.get("Content-Type") ?? "");

function boundaryIn(type: string): string | null {
  const [, quoted, plain] = /boundary=(?:"([^"]+)"|([^;,\s]+))/i.exec(type) ?? [];
  const boundary = quoted ?? plain ?? "";
  return boundary.length > 0 && boundary.length <= 70 ? boundary : null;
}

function hasMoreParts(bytes: Buffer, boundary: string, most: number): boolean {
  let at = -1;
  for (let parts = 0; parts <= most + 1; parts += 1) {
    at = bytes.indexOf(`--${boundary}`, at + 1);
    if (at === -1) return false;
  }
  return true;
}

/** What a long piece of work gives in the end; others get their turn whenever it stops. */
async function inTurns<T>(work: Generator<undefined, T>): Promise<T> {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    await nextTurn();
  }
}

/** How many fields are taken over before others get their turn. */
const atOnce = 500;

async function asForm(entries: Iterable<[string, FormDataEntryValue]>): Promise<FormData> {
  const form = new FormData();
  let taken = 0;
  for (const [name, value] of entries) {
    if (!isFieldName(name)) throw new NotRead(unreadableWords);
    if (typeof value === "string") form.append(storable(name), storable(value));
    else form.append(storable(name), value);
    taken += 1;
    if (taken % atOnce === 0) await nextTurn();
  }
  return form;
}
