import { describe, expect, it } from "vitest";
import { jsonResponse } from "~/server/write-json.server";

const long = Array.from({ length: 3_000 }, (_, at) => ({
  reference: `SC-${at}`,
  words: 'two\nlines, “quoted” and "quoted"',
  left: undefined,
  strata: [{ team: "North", sizes: [1, 2, at] }],
}));

describe("A record as a file", () => {
  it.each([
    ["nothing", {}],
    ["what is empty", { frame: [], made: {}, none: null, left: undefined }],
    [
      "lists in lists",
      { a: [[1, [2, { b: [3] }]], "c", true, null, undefined], d: { e: { f: [{}] } } },
    ],
    ["many rows", { format: 1, draw: { id: "one" }, frame: long, made: { rows: long } }],
  ])("with %s reads as if it were written at once", async (_, record) => {
    const answer = jsonResponse("draw-2024-03.json", record);
    expect(await answer.text()).toBe(`${JSON.stringify(record, null, 2)}\n`);
    expect(answer.headers.get("Content-Disposition")).toBe(
      'attachment; filename="draw-2024-03.json"',
    );
  });

  it("is sent in pieces", async () => {
    const sizes: number[] = [];
    const { body } = jsonResponse("draw.json", { frame: long });
    const reader = body?.getReader();
    for (let read = await reader?.read(); read?.value; read = await reader?.read()) {
      sizes.push(read.value.length);
    }
    expect(sizes.length).toBeGreaterThan(3);
    expect(Math.max(...sizes)).toBeLessThan(100_000);
  });
});
