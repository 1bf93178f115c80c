/** Owns what the session of a calibration shows, without a name; nothing before it is revealed. */
import { isRevealed } from "~/rules/calibration/calibration";
import {
  agreementOf,
  alphaInWords,
  meaningOf,
  partsOf,
  spreadOf,
} from "~/rules/calibration/spread";
import { isGrade, isJudgement, judgementNames } from "~/rules/tools/grades";
import type { Calibration } from "~db/calibration/calibrations.server";
import { listAgreed, listRatings } from "~db/calibration/session.server";
import type { Db } from "~db/core/open.server";

/**
 * The spread, the reasons and what was agreed, the widest apart first; null before the session. The
 * reader's own grades are marked, but not to whoever leads: their screen is shared in the room.
 */
export async function findSession(
  db: Db,
  one: Calibration,
  reader: { id: string; leads: boolean },
) {
  if (!isRevealed(one.state)) return null;
  const parts = partsOf(one.tool);
  const ratings =
    (await listRatings(db, [one.id], reader.leads ? "" : reader.id)).get(one.id) ?? [];
  const agreed = await listAgreed(db, one.id);
  const agreement = agreementOf(parts, ratings);
  return {
    submitted: one.raters.filter(({ submittedAt }) => submittedAt !== null).length,
    anyMine: ratings.some(({ isMine }) => isMine),
    parts: spreadOf(parts, ratings).map((part) => {
      const said = agreed.find(({ area }) => area === part.code);
      return {
        ...part,
        apart: apartInWords(part.apart),
        agreed: said && isGrade(said.judgement) ? said.judgement : "",
        agreedWords:
          said && isJudgement(said.judgement) ? judgementNames[said.judgement] : "No grade agreed",
        isAgreed: said !== undefined,
        text: said?.text ?? "",
      };
    }),
    alpha: agreement.alpha,
    interval: agreement.interval,
    alphaWords: alphaInWords(agreement),
    meaning: meaningOf(agreement),
  };
}

const apartInWords = (apart: number | null): string =>
  apart === null
    ? "too few grades to compare"
    : apart === 0
      ? "all the same grade"
      : `${apart.toFixed(1)} ${apart.toFixed(1) === "1.0" ? "step" : "steps"} apart on average`;

export type Session = NonNullable<Awaited<ReturnType<typeof findSession>>>;
