/** Owns what the comparison shows of the panel: who took the decision, who else could, what waits. */
import { waitInWords } from "~/rules/audits/corrections";
import { dateInLondon, formatDate, formatInstant } from "~/rules/core/dates";
import { takersInWords } from "~/rules/moderation/panel";
import { listParts, listTakers, readDecision, tookIt } from "~db/moderation/decisions.server";
import type { ModeratedAudit } from "~db/moderation/moderations.server";
import { findPanellist, listWhoCount } from "~db/moderation/panel.server";
import { findWait } from "~db/operations/audits/corrections.server";
import type { AskerOf } from "../asker";

type Guard = AskerOf<ModeratedAudit>;

/** The decision as it stands, with who took it; null while nothing is recorded. */
export async function readPanel(guard: Guard) {
  const { db, subject, actor, today, may } = guard;
  const { audit, moderation } = subject;
  if (moderation.state === "committed" || moderation.state === "selected") return null;
  const decision = readDecision(moderation.decision);
  const isRecorded = moderation.state === "recorded";
  const parts = await listParts(db, moderation.id);
  const counting = await listPanel(guard);
  const own = parts.find(({ personId }) => personId === actor.id);
  const free = counting.filter(
    ({ id }) => !parts.some((part) => part.personId === id && tookIt(part)),
  );
  const standing = isRecorded ? await findPanellist(db, audit.id, actor.id, today) : null;
  return {
    state: moderation.state,
    outcome: moderation.outcome ?? decision?.outcome ?? ("confirmed" as const),
    reason:
      decision?.kind === "returned"
        ? decision.whatToMend
        : decision?.kind === "final"
          ? decision.overall.reason
          : moderation.decisionReason,
    feedback: decision?.feedback ?? moderation.feedback,
    quality: decision?.quality ?? moderation.quality,
    themes: decision?.themes ?? [],
    dueOn:
      decision?.kind === "returned"
        ? formatDate(decision.dueOn)
        : audit.dueOn
          ? formatDate(audit.dueOn)
          : null,
    final: decision?.kind === "final" ? { ...decision.areas, overall: decision.overall } : null,
    takenBy: takersInWords(await listTakers(db, moderation), moderation.aloneReason),
    at: moderation.decidedAt ? formatInstant(new Date(moderation.decidedAt)) : "",
    waits: moderation.state === "taken" ? waitInWords(await findWait(db, audit, today)) : "",
    parts: parts.map(({ name, part, at }) => ({
      name,
      part,
      on: formatDate(dateInLondon(new Date(at))),
    })),
    /** What the reader may do with a decision that is recorded. */
    confirm: standing && {
      took: own !== undefined && tookIt(own),
      named: own?.part === "present",
      counts: standing.counts,
      because: standing.because,
      others: free.filter(({ id }) => id !== actor.id).map(({ name }) => name),
      mayAlone: may("moderation.decide-alone", subject.access),
    },
  };
}

/** Who counts for the decision on this audit today. */
export async function listPanel({ db, subject, today }: Guard) {
  const { audit, moderation } = subject;
  const one = { moderationId: moderation.id, auditId: audit.id };
  return (await listWhoCount(db, [one], today)).get(moderation.id) ?? [];
}
