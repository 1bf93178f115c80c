/** Owns telling what in a text for everyone looks like a person, a team or a case. */
import { namelessWith } from "~/rules/feedback-sessions/feedback-sessions";
import type { Db } from "~db/core/open.server";
import { unscopedNotNamed } from "~db/feedback-sessions/since.server";

/** Each of these texts in which something looks named, as it reads without it; none where nothing does. */
export async function withoutNames(db: Db, texts: readonly string[]): Promise<string[]> {
  const nameless = namelessWith(await unscopedNotNamed(db));
  return texts
    .map((text) => [text, nameless(text)] as const)
    .flatMap(([as, read]) => (as === read ? [] : [read]));
}
