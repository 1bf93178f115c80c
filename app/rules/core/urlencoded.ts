/**
 * Owns reading a form that was posted as application/x-www-form-urlencoded.
 * Practice: the URL standard's own steps, in one pass over the bytes; the parser that comes with the
 * platform takes a second for a megabyte of plus signs. The number of fields is looked at first.
 */

const ampersand = 38;
const equals = 61;
const percent = 37;
const plus = 43;

/** Whether there are more than `most` fields, empty ones included: looks no further than that. */
export function hasMoreFields(bytes: Uint8Array, most: number): boolean {
  let at = -1;
  for (let fields = 1; fields <= most; fields += 1) {
    at = bytes.indexOf(ampersand, at + 1);
    if (at === -1) return false;
  }
  return true;
}

const hex = (code: number | undefined): number => {
  if (code === undefined) return -1;
  if (code >= 48 && code <= 57) return code - 48;
  const letter = code | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
};

/** How many bytes are read before others get their turn. */
const atOnce = 200_000;

/** The names and values of a form, in their order; stops now and then, so that others get their turn. */
export function* readUrlencoded(bytes: Uint8Array): Generator<undefined, [string, string][]> {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const decoded = new Uint8Array(bytes.length);
  let read = 0;
  function* textOf(from: number, to: number): Generator<undefined, string> {
    let length = 0;
    for (let at = from; at < to; at += 1) {
      read += 1;
      if (read % atOnce === 0) yield;
      const code = bytes[at] as number;
      const high = code === percent && at + 2 < to ? hex(bytes[at + 1]) : -1;
      const low = high === -1 ? -1 : hex(bytes[at + 2]);
      if (low !== -1) {
        decoded[length] = high * 16 + low;
        at += 2;
      } else decoded[length] = code === plus ? 32 : code;
      length += 1;
    }
    return decoder.decode(decoded.subarray(0, length));
  }
  const entries: [string, string][] = [];
  for (let from = 0; from <= bytes.length; ) {
    const next = bytes.indexOf(ampersand, from);
    const to = next === -1 ? bytes.length : next;
    if (to > from) {
      const sign = bytes.subarray(from, to).indexOf(equals);
      const split = sign === -1 ? to : from + sign;
      const name = yield* textOf(from, split);
      entries.push([name, split === to ? "" : yield* textOf(split + 1, to)]);
    }
    from = to + 1;
  }
  return entries;
}
