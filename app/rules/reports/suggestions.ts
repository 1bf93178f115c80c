/**
 * Owns what a team's report suggests to act on: its weakest practice areas, and what auditors named
 * most often, each with a draft of an action to start from.
 * Practice: an area needs enough audits for a percentage; a draft is changed by whoever answers, and
 * nothing is promised by it.
 */
import { formatMonth } from "../core/dates";
import { insideSentence } from "../core/words";
import { goodOrAboveWords } from "../tools/scale";
import type { ThemeFound } from "./contents";
import type { Figure } from "./figure";
import { figureInWords, goodInSentence, percentInWords, since } from "./figure-words";

export type ActionDraft = { what: string; why: string; area: string; successMeasure: string };

export type Suggestion = {
  /** As a form holds it. */
  key: string;
  name: string;
  /** The figure it rests on, in words. */
  words: string;
  draft: ActionDraft;
};

type Area = { code: string; name: string; good: Figure };

const most = { areas: 3, themes: 2 };
/** A theme that was named once is no pattern. */
const leastAudits = 2;

type Shown = Extract<Figure, { count: number }>;

/** Areas with enough audits in which not all were good, the weakest first. */
function weakest(areas: readonly Area[]): (Area & { good: Shown })[] {
  const enough = areas.filter(
    (area): area is Area & { good: Shown } =>
      area.good.standing !== "hidden" &&
      percentInWords(area.good) !== "" &&
      area.good.count < area.good.base,
  );
  const share = ({ good }: { good: Shown }) => good.count / good.base;
  return enough.sort((a, b) => share(a) - share(b) || b.good.base - a.good.base);
}

/** `from` and `month` are YYYY-MM: since when the areas are counted, and of which cycle the themes are. */
export function suggestActions({
  areas,
  developments,
  whose,
  from,
  month,
}: {
  areas: readonly Area[];
  developments: readonly ThemeFound[];
  whose: string;
  from: string;
  month: string;
}): Suggestion[] {
  const ofAreas = weakest(areas)
    .slice(0, most.areas)
    .map(({ code, name, good }): Suggestion => {
      const area = insideSentence(name);
      return {
        key: `area-${code}`,
        name,
        words: `${figureInWords(good)} ${goodOrAboveWords}, ${insideSentence(since(from))}`,
        draft: {
          area: code,
          what: `Agree in the team what Good looks like in ${area}, and look at one piece of it together each month`,
          why: goodInSentence(since(from), good, { whose, area: name }),
          successMeasure: `More than ${percentInWords(good)} of our audits are ${goodOrAboveWords} in ${area} over the next two cycles`,
        },
      };
    });
  const ofThemes = developments
    .filter(
      ({ theme, audits }) =>
        theme !== null && audits.standing !== "hidden" && audits.count >= leastAudits,
    )
    .slice(0, most.themes)
    .map(({ theme, name, audits }): Suggestion => {
      const found = audits.standing === "hidden" ? "" : `${audits.count} of ${audits.base} audits`;
      return {
        key: `theme-${theme}`,
        name,
        words: `named in ${found}, ${formatMonth(month)}`,
        draft: {
          area: "",
          what: `Look at “${insideSentence(name)}” in each supervision, and share one good example in the team each month`,
          why: `Auditors named it as an area for development in ${found} of ${formatMonth(month)}.`,
          successMeasure: "It is named in fewer of our audits in the next two cycles",
        },
      };
    });
  return [...ofAreas, ...ofThemes];
}
