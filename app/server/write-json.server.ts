/**
 * Owns a record as a JSON file that is sent as it is written, and never stands in memory whole: the same
 * text that `JSON.stringify` makes with two spaces.
 */

/** How many characters are sent at a time, at least. */
const chunk = 64 * 1024;

/** What is nested deeper is small enough to be written at once. */
const deepest = 3;

function* pieces(value: unknown, depth = 0): Generator<string> {
  const indent = "  ".repeat(depth);
  const isList = Array.isArray(value);
  const entries =
    typeof value === "object" && value !== null
      ? Object.entries(value).filter(([, one]) => isList || one !== undefined)
      : [];
  if (entries.length === 0 || depth === deepest) {
    yield (JSON.stringify(value, null, 2) ?? "null").replaceAll("\n", `\n${indent}`);
    return;
  }
  yield isList ? "[" : "{";
  let first = true;
  for (const [key, one] of entries) {
    yield `${first ? "" : ","}\n${indent}  ${isList ? "" : `${JSON.stringify(key)}: `}`;
    yield* pieces(one, depth + 1);
    first = false;
  }
  yield `\n${indent}${isList ? "]" : "}"}`;
}

/** The record as a file to download, in pieces, with a line's end after it. */
export function jsonResponse(fileName: string, record: object): Response {
  const text = pieces(record);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      let piece = "";
      while (piece.length < chunk) {
        const next = text.next();
        if (next.done) {
          controller.enqueue(encoder.encode(`${piece}\n`));
          controller.close();
          return;
        }
        piece += next.value;
      }
      controller.enqueue(encoder.encode(piece));
    },
  });
  return new Response(body, {
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Content-Disposition": `attachment; filename="${fileName}"`,
    },
  });
}
