/** Owns the way back to a hand-over, for what is done on other pages on its way. */
import { paths } from "~/paths";

/** The hand-over that an address says it was opened from; null when it says none. */
export function handoverCameFrom(request: Request): string | null {
  const personId = new URL(request.url).searchParams.get("handover") ?? "";
  return /^[\w-]{1,60}$/.test(personId) ? paths.handover(personId) : null;
}
