import type { EventKind } from "~/rules/core/event-kinds";
import type { ToldEvent } from "~/rules/core/event-words";

const saved: EventKind = "audit.answers-saved";

/** Each run of saves by one person as one, the newest's: an auditor saves at every pause in typing. */
export function foldSaves<T extends ToldEvent & { actorName: string | null }>(
  newestFirst: readonly T[],
): T[] {
  const folded: T[] = [];
  for (const event of newestFirst) {
    const last = folded.at(-1);
    const goesOn =
      last?.kind === saved && event.kind === saved && last.actorName === event.actorName;
    if (goesOn) {
      const after = { ...(event.after as object | null), ...(last.after as object | null) };
      folded[folded.length - 1] = { ...last, after };
    } else folded.push(event);
  }
  return folded;
}
