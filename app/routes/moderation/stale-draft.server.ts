import { draftAsTyped } from "~/forms/moderation";
import { formatInstant } from "~/rules/dates";
import type { ToolDefinition } from "~/rules/tools";
import { refuse } from "~/server/read-form.server";
import { findModeratedAudit } from "~db/moderations.server";
import { findLastChange } from "~db/versions.server";
import { fieldLabels } from "./grading-labels";

/** Two windows on the same draft: the second sees what the first kept, and loses nothing. */
export async function refuseStale(
  guard: {
    db: Parameters<typeof findLastChange>[0];
    subject: { audit: { id: string }; tool: ToolDefinition };
  },
  typed: ReturnType<typeof draftAsTyped>,
) {
  const { audit, tool } = guard.subject;
  const latest = await findModeratedAudit(guard.db, audit.id);
  if (latest?.moderation.state !== "selected")
    return refuse({
      errors: { "": "This audit is no longer yours to grade. Nothing you typed was saved" },
      typed,
    });
  const last = await findLastChange(guard.db, `moderation:${latest.moderation.id}`);
  const theirs = flat(draftAsTyped(latest.moderation.draft));
  const mine = flat(typed);
  return refuse({
    errors: {},
    typed,
    conflict: {
      by: last.by,
      at: `on ${formatInstant(new Date(last.at))}`,
      version: latest.moderation.version,
      theirs: Object.fromEntries(
        Object.keys(fieldLabels(tool))
          .filter((name) => (theirs[name] ?? "") !== (mine[name] ?? ""))
          .map((name) => [name, theirs[name] ?? ""]),
      ),
    },
  });
}

function flat(values: object, prefix = ""): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) =>
      typeof value === "string"
        ? [[prefix + key, value]]
        : Object.entries(flat(value, `${prefix}${key}.`)),
    ),
  );
}
