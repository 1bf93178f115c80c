/** Sends what a page's scripts send while someone types, to any of the addresses that save it. */
import { baseOf } from "~/rules/core/answer-merge";
import type { Web } from "./web";

export type Change = { value: string; version?: number; over?: string };

/** `over` and `version` are what the page showed; saves of one visit rise in number. */
export function typingAt(web: Web, path: string, person: { id: string; email: string }) {
  let number = 0;
  return async (
    changes: Record<string, Change>,
    { visit = "first-visit", at = ++number, versions = {} as Record<string, number> } = {},
  ) =>
    web.send(
      path,
      JSON.stringify({
        visit,
        number: at,
        changes: Object.fromEntries(
          Object.entries(changes).map(([field, { value, version = 0, over = "" }]) => [
            field,
            { value, ...baseOf({ value: over, version }) },
          ]),
        ),
        versions,
      }),
      {
        as: person.email,
        headers: {
          Accept: "application/json",
          "Content-Type": "application/json",
          "X-Person": person.id,
        },
      },
    );
}
