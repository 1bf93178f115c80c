/** Owns what someone of the panel is writing of a decision, for the page where it is taken. */
import { paths } from "~/paths";
import type { Guarded } from "~/server/guard.server";
import { writtenAt, writtenSoFar } from "~/server/written.server";
import type { ModeratedAudit } from "~db/moderation/moderations.server";

export const decisionSoFar = (guard: Guarded<ModeratedAudit>) => {
  const { audit, moderation } = guard.subject;
  return writtenSoFar(guard, writtenAt(guard, "decision", moderation.id), {
    url: paths.written(paths.moderation.compare(audit.id)),
    version: moderation.version,
  });
};
