import type { Db } from "~db/core/open.server";
import { listVocabulary } from "~db/core/vocabulary.server";

/** The practice areas and themes to choose from, and what is wrong with codes that are none of them. */
export async function placingIn(db: Db) {
  const { areas, themes } = await listVocabulary(db);
  const option = ({ code, name }: { code: string; name: string }) => ({ value: code, label: name });
  const known = (names: typeof areas, code: string) =>
    code === "" || names.some((named) => named.code === code);
  return {
    areas: areas.map(option),
    themes: themes.map(option),
    wrong: ({ area, theme }: { area: string; theme: string }): Record<string, string> => ({
      ...(known(areas, area) ? {} : { area: "Select a practice area from the list" }),
      ...(known(themes, theme) ? {} : { theme: "Select a theme from the list" }),
    }),
  };
}
