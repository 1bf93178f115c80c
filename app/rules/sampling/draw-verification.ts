/**
 * Owns checking a draw from its record alone: it is run again and every part compared.
 * Practice: whoever checks is told what differs, case by case, not only that something does.
 */
import { countDraw, type DrawRecord } from "./draw-record";
import {
  type Draw,
  type DrawnCase,
  draw,
  drawAlgorithm,
  eventAlgorithm,
  verifyDraw,
} from "./sampling";
import { verifySwaps } from "./swap-order";

export type Check = {
  what: string;
  /** "not-checked" where an earlier fault leaves nothing to compare with. */
  result: "same" | "differs" | "not-checked";
  /** What differs, a line each. */
  details: string[];
};

export type RecordVerified = { verdict: "same" | "differs" | "unknown-algorithm"; checks: Check[] };

const notChecked: Check = { what: "Cases", result: "not-checked", details: [] };

/** Runs the draw again from its record alone and compares every part of it. */
export function verifyRecord(record: DrawRecord): RecordVerified {
  const { frame, plan, made } = record;
  const kept = made as Draw;
  const outcome = verifyDraw(frame, plan, kept);
  const differs = outcome.same ? null : outcome.differs;
  if (differs === "algorithm") {
    const details = [
      `It says ${made.algorithm}.`,
      `This version knows ${drawAlgorithm}, ${eventAlgorithm} for draws by event, and those before them.`,
    ];
    return {
      verdict: "unknown-algorithm",
      checks: [{ what: "Way of drawing", result: "differs", details }],
    };
  }
  const again = draw(frame, plan);
  const check = (what: string, details: string[]): Check => ({
    what,
    result: details.length === 0 ? "same" : "differs",
    details,
  });
  const checks = [
    check("Way of drawing", []),
    check(
      "Seed",
      made.seed === plan.seed ? [] : [`Made with ${made.seed}, but the plan says ${plan.seed}.`],
    ),
    check(
      "Fingerprint of the frame",
      isFrameSame(record)
        ? []
        : ["The rows of the frame are not those that the fingerprint was taken of."],
    ),
    again.ok
      ? check("Groups and sizes", compareStrata(kept, again.draw))
      : check("Draw", [`Drawn again it is refused: ${again.message}.`]),
    again.ok
      ? check("Cases, their order, who was left out, and chances", compareCases(record, again.draw))
      : notChecked,
    check("Counts", compareCounts(record.counts, countDraw(kept))),
    check("Swaps", compareSwaps(record)),
  ];
  const isSame = outcome.same && checks.every(({ result }) => result === "same");
  const known = new Set(frame.map(({ caseId }) => caseId));
  return { verdict: isSame && known.size === frame.length ? "same" : "differs", checks };
}

function compareSwaps({ made, swaps }: DrawRecord): string[] {
  const verified = verifySwaps(
    made as Draw,
    swaps.map((swap) => ({ ...swap, out: swap.out.caseId, in: swap.in.caseId })),
  );
  if (verified.ok) return [];
  const swap = swaps[verified.index];
  return verified.because === "not-in-the-list"
    ? [`${swap?.out.reference} was swapped out, but was not among the drawn cases.`]
    : [`${swap?.in.reference} came in, but was not the next reserve of its group.`];
}

/** Whether the fingerprint is that of the rows, whatever else differs. */
function isFrameSame({ frame, plan, made }: DrawRecord): boolean {
  const outcome = verifyDraw(frame, { ...plan, seed: made.seed }, made as Draw);
  return outcome.same || outcome.differs !== "frame";
}

function compareStrata(kept: Draw, again: Draw): string[] {
  const words = (draw: Draw, key: string) => {
    const stratum = draw.strata.find((one) => one.key === key);
    return stratum ? `${stratum.size} of ${stratum.population}` : "not there";
  };
  const keys = new Set([...kept.strata, ...again.strata].map(({ key }) => key));
  return [...keys].flatMap((key) => {
    const [was, is] = [words(kept, key), words(again, key)];
    return was === is ? [] : [`${key}: recorded ${was}, drawn again ${is}.`];
  });
}

const inWords = (one: DrawnCase | undefined): string =>
  one === undefined
    ? "not there"
    : [
        one.status,
        one.position === null ? "" : `place ${one.position}`,
        one.reason ?? "",
        one.stratum === null ? "no group" : `group ${one.stratum}`,
        `chance ${one.probability.toFixed(12)}`,
      ]
        .filter(Boolean)
        .join(", ");

function compareCases({ frame, made }: DrawRecord, again: Draw): string[] {
  const references = new Map(frame.map(({ caseId, reference }) => [caseId, reference]));
  const kept = new Map((made as Draw).cases.map((one) => [one.caseId, one]));
  const redrawn = new Map(again.cases.map((one) => [one.caseId, one]));
  const doubled = made.cases.length > kept.size ? ["A case is recorded twice."] : [];
  return [
    ...doubled,
    ...[...new Set([...kept.keys(), ...redrawn.keys()])].flatMap((caseId) => {
      const [was, is] = [inWords(kept.get(caseId)), inWords(redrawn.get(caseId))];
      const name = references.get(caseId) ?? caseId;
      return was === is ? [] : [`${name}: recorded ${was}; drawn again ${is}.`];
    }),
  ];
}

function compareCounts(kept: DrawRecord["counts"], counted: DrawRecord["counts"]): string[] {
  const flat = ({ leftOut, ...rest }: DrawRecord["counts"]) => ({ ...rest, ...leftOut });
  const [was, is] = [flat(kept), flat(counted)] as Record<string, number>[];
  return [...new Set([...Object.keys(was ?? {}), ...Object.keys(is ?? {})])].flatMap((name) =>
    was?.[name] === is?.[name]
      ? []
      : [`${name}: recorded ${was?.[name] ?? "nothing"}, counted ${is?.[name] ?? "nothing"}.`],
  );
}
