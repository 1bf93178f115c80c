import type { EventRow } from "~db/core/events.server";

type Told = { id: string; title: string; by: string | null; at: string; body: string | null };

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** An event of a tool as its history tells it. */
export function toolEvent({ id, kind, at, actorName, after }: EventRow): Told {
  const told = (after ?? {}) as Record<string, unknown>;
  const number =
    told.minor === 0 ? String(told.major) : `${String(told.major)}.${String(told.minor)}`;
  const titles: Record<string, string> = {
    "tool.published": told.major === undefined ? "Published" : `Version ${number} published`,
    "tool.draft-begun": `Draft begun from ${text(told.from) || "nothing"}`,
    "tool.draft-changed": `Draft changed: ${text(told.part)}`,
    "tool.draft-discarded": "Draft discarded",
    "tool.retired": "No longer offered to new exercises",
    "tool.offered-again": "Offered again",
  };
  const body = [text(told.note), text(told.raisedReason)].filter(Boolean).join("\n");
  return { id, title: titles[kind] ?? kind, by: actorName, at, body: body || null };
}
