import { formatDate, isDate } from "~/rules/core/dates";
import { counted } from "~/rules/core/words";

type Event = { kind: string; before: unknown; after: unknown };

const words: Record<string, string> = {
  "audit.drawn": "Case drawn",
  "audit.swapped": "Case taken in by a swap",
  "audit.chosen": "Case chosen",
  "audit.re-audit": "Re-audit set up",
  "audit.to-be-re-audited": "To be audited again",
  "audit.re-audit-cancelled": "Re-audit cancelled",
  "audit.inadequate-read": "Read for the service",
  "audit.commented": "Comment written by the practitioner",
  "audit.conversation-confirmed": "Practitioner’s answer about the reflective conversation",
  "audit.conversation-recorded": "Reflective conversation recorded by the auditor",
  "audit.allocated": "Allocated to an auditor",
  "audit.reallocated": "Given to another auditor",
  "audit.declined": "Declined by its auditor",
  "audit.started": "Started",
  "audit.submitted": "Submitted",
  "audit.resubmitted": "Submitted again",
  "audit.selected": "Selected for moderation",
  "audit.moderated": "Moderator’s grades committed",
  "audit.referred": "Taken to the panel",
  "audit.returned": "Returned to the auditor",
  "audit.decided": "Decided on by the panel",
  "audit.settled": "Moderation closed with the auditor’s grades",
  "audit.asked-again": "Taken back to the panel: a fact was wrong",
  "audit.final": "Grades made final",
  "audit.withdrawn": "Withdrawn",
  "audit.reminded": "Its auditor was reminded",
  "audit.reflected": "Reflection written by the practitioner",
  "audit.corrected": "Factual correction sent",
  "audit.correction-answered": "Factual correction answered",
  "finding.added": "Finding added",
  "finding.changed": "Finding changed",
  "finding.removed": "Finding removed",
  "concern.raised": "Safeguarding concern raised",
};

const part = (of: unknown, name: string): unknown =>
  typeof of === "object" && of !== null ? (of as Record<string, unknown>)[name] : undefined;

const dated = (value: unknown): string =>
  typeof value === "string" && isDate(value) ? formatDate(value) : "no date";

const savedKind = "audit.answers-saved";

/** Each run of saves by one person as one, the newest's: an auditor saves at every pause in typing. */
export function foldSaves<T extends Event & { actorName: string | null }>(
  newestFirst: readonly T[],
): T[] {
  const folded: T[] = [];
  for (const event of newestFirst) {
    const last = folded.at(-1);
    const goesOn =
      last?.kind === savedKind && event.kind === savedKind && last.actorName === event.actorName;
    if (goesOn) {
      const after = { ...(event.after as object | null), ...(last.after as object | null) };
      folded[folded.length - 1] = { ...last, after };
    } else folded.push(event);
  }
  return folded;
}

/** What happened, in words; never what was written or which grade was given. */
export function eventInWords({ kind, before, after }: Event): string {
  if (kind === "audit.released")
    return part(before, "state") ? "Released from moderation" : "Released to its auditor";
  if (kind === "audit.due-changed")
    return `Due date moved from ${dated(part(before, "dueOn"))} to ${dated(part(after, "dueOn"))}`;
  if (kind === savedKind) {
    const count = Object.keys((after as object | null) ?? {}).length;
    return `${counted(count, "answer", "answers")} saved`;
  }
  const overridden = part(after, "overrideReason") ? ", with a conflict overridden" : "";
  return `${words[kind] ?? "Changed"}${overridden}`;
}
