import { type SaveQueue, unsaved } from "~/rules/core/save-queue";

/** How saving stands, in few words. */
export function statusInWords(queue: SaveQueue | null, savedBefore: string | null): string {
  if (!queue) return savedBefore ?? "";
  const open = unsaved(queue).length > 0;
  if (open && queue.flying.length > 0 && !queue.trouble) return "Saving…";
  if (open) return "Not saved yet";
  return queue.savedAt ?? savedBefore ?? "Saved as you type";
}

/**
 * When it was last saved: the last of its form, and in view wherever one types in it. Not read out at every save: only that saving works,
 * once, and what stands in its way (SaveTrouble).
 */
export function SaveStatus({
  queue,
  savedBefore,
}: {
  queue: SaveQueue | null;
  savedBefore: string | null;
}) {
  const words = statusInWords(queue, savedBefore);
  const first = queue?.number === 1 && queue.answered === 1;
  return (
    <>
      {words ? <p className="govuk-body-s los-saved los-no-print">{words}</p> : null}
      <span className="govuk-visually-hidden" role="status">
        {first ? "What you type is saved as you go." : ""}
      </span>
    </>
  );
}
