import { afterEach, expect, it, vi } from "vitest";
import { beginQueue, step } from "~/rules/core/save-queue";
import { sendSave } from "~/ui/autosave/send-save";

afterEach(() => vi.unstubAllGlobals());

it("asks a browser that is leaving to carry no more than it can", async () => {
  const asked: RequestInit[] = [];
  vi.stubGlobal("fetch", async (_url: string, init: RequestInit) => {
    asked.push(init);
    return Response.json({ saved: {}, taken: {}, contested: {}, refused: {}, savedAt: null });
  });
  const to = { url: "/audits/x/answers", personId: "p", visit: "v" };
  const send = async (value: string) => {
    let queue = beginQueue({ commentary: { value: "", version: 0 } });
    queue = step(queue, { type: "typed", values: { commentary: value } });
    await sendSave(step(queue, { type: "sent" }), to, true);
    return asked.at(-1)?.keepalive;
  };
  expect(await send("a".repeat(40_000))).toBe(true);
  expect(await send("a".repeat(60_000))).toBe(false);
  // The limit is one of bytes, and these letters take three each.
  expect(await send("你".repeat(30_000))).toBe(false);
});
