/**
 * Auditors with a known lean, simulated: ten of them with ten moderated audits each, selected as the
 * rule does (certain where the auditor gave the best or the worst grade or a concern was raised, the
 * rest at 20%). Seeds are stated, so that a run is the same everywhere; the room left beside each
 * bound is such that another seed would break it less than once in a hundred runs.
 */
import { describe, expect, it, test } from "vitest";
import { adjustedLean, type Calibrated, type Difference } from "~/rules/statistics/adjusted-lean";
import { randomFrom } from "~/rules/statistics/random";

const panel = [0.05, 0.53, 0.36, 0.06];
const chance = 0.2;
const perAuditor = 10;

type Scene = { name: string; spread: number; shift: number };

/** How likely one grade better and one worse is for someone with this tendency. */
const stepsOf = (tendency: number) => ({
  better: Math.min(0.6, 0.15 * Math.exp(-tendency)),
  worse: Math.min(0.6, 0.15 * Math.exp(tendency)),
});

/** The mean difference over all audits: what the lean is. */
function leanOf(tendency: number): number {
  const { better, worse } = stepsOf(tendency);
  return panel.reduce(
    (sum, share, grade) => sum + share * ((grade < 3 ? worse : 0) - (grade > 0 ? better : 0)),
    0,
  );
}

/** The tendency of someone who doesn't lean: the ends of the scale leave room on one side alone. */
const level = Math.log((1 - (panel[0] ?? 0)) / (1 - (panel[3] ?? 0))) / 2;

function simulate(seed: number, { spread, shift }: Omit<Scene, "name">) {
  const random = randomFrom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const gradeOf = () => {
    let left = random();
    return Math.max(
      0,
      panel.findIndex((share) => {
        left -= share;
        return left < 0;
      }),
    );
  };
  return Array.from({ length: 10 }, (_, at) => {
    const tendency = level + shift + spread * normal();
    const { better, worse } = stepsOf(tendency);
    const differences: Difference[] = [];
    while (differences.length < perAuditor) {
      const final = gradeOf();
      const dice = random();
      const own =
        dice < better
          ? Math.max(0, final - 1)
          : dice < better + worse
            ? Math.min(3, final + 1)
            : final;
      const certain = own === 0 || own === 3 || random() < 0.05;
      const given = [`team ${Math.floor(random() * 8)}`, `cycle ${Math.floor(random() * 4)}`];
      if (!certain && random() >= chance) continue;
      const weight = certain ? 1 : 1 / chance;
      differences.push({ d: own - final, random: !certain, weight, given });
    }
    return { auditor: `auditor ${at}`, tendency, lean: leanOf(tendency), differences };
  });
}

/**
 * Calibrations of the same auditors: each case is easy or odd in its own way for all of them, one in
 * five takes no part, and `asAtWork` is how much of someone's tendency shows where all are compared.
 */
function calibrate(
  seed: number,
  auditors: ReturnType<typeof simulate>,
  { cases, odd, asAtWork = 1 }: { cases: number; odd: number; asAtWork?: number },
) {
  const random = randomFrom(seed + 77);
  const calibrated = auditors.map(() => [] as Calibrated[]);
  for (let one = 0; one < cases; one++) {
    const shift = odd * (2 * random() - 1);
    const agreed = random() < 0.6 ? 1 : 2;
    for (const [at, { tendency }] of auditors.entries()) {
      const { better, worse } = stepsOf(level + asAtWork * (tendency - level) + shift);
      const dice = random();
      const d = dice < better ? -1 : dice < better + worse ? 1 : 0;
      if (random() < 0.8 && agreed + d >= 0)
        calibrated[at]?.push({ calibration: `case ${one}`, d });
    }
  }
  return auditors.map((one, at) => ({ ...one, calibrated: calibrated[at] ?? [] }));
}

/** What comes out over many runs, as shares and as mean squared errors. */
function over(runs: number, seed: number, scene: Omit<Scene, "name">) {
  const found = { raw: 0, ours: 0, off: 0, rawOff: 0, covered: 0, generous: 0, of: 0 };
  for (let run = 0; run < runs; run++) {
    const auditors = simulate(seed * 100_000 + run, scene);
    const leans = adjustedLean(auditors);
    if (leans.some(({ named }) => named === "generous")) found.generous += 1;
    for (const [at, { lean: truth }] of auditors.entries()) {
      const one = leans[at];
      if (!one?.lean || one.raw === null) throw new Error("Every lean can be told here");
      found.of += 1;
      found.raw += (one.raw - truth) ** 2;
      found.ours += (one.lean.value - truth) ** 2;
      found.rawOff += one.raw - truth;
      found.off += one.lean.value - truth;
      if (one.lean.lower <= truth && truth <= one.lean.upper) found.covered += 1;
    }
  }
  return {
    error: found.ours / found.raw,
    coverage: found.covered / found.of,
    bias: found.off / found.of,
    rawBias: found.rawOff / found.of,
    generous: found.generous / runs,
  };
}

const scenes: Scene[] = [
  { name: "all lean alike, a little to the generous side", spread: 0, shift: -0.5 },
  { name: "leans differ a little", spread: 0.3, shift: 0 },
  { name: "leans differ a little, most generous", spread: 0.3, shift: -0.5 },
  { name: "leans differ", spread: 0.6, shift: -0.3 },
  { name: "leans differ much", spread: 1, shift: 0 },
];

describe("An auditor's lean, in simulations", () => {
  it.each(scenes)("is nearer than the plain mean, and honest: $name", (scene) => {
    const { error, coverage, bias } = over(150, 11, scene);
    expect(error).toBeLessThanOrEqual(0.8);
    expect(coverage).toBeGreaterThanOrEqual(0.93);
    expect(Math.abs(bias)).toBeLessThan(0.02);
  });

  it("names nobody generous where nobody leans, but in fewer than 5 of 100 runs", () => {
    const { generous, rawBias, bias, coverage } = over(300, 12, { spread: 0, shift: 0 });
    expect(generous).toBeLessThanOrEqual(0.05);
    expect(coverage).toBeGreaterThanOrEqual(0.93);
    // What the selection does to the plain mean, and what is left of it.
    expect(rawBias).toBeLessThan(-0.03);
    expect(Math.abs(bias)).toBeLessThan(0.01);
  });
});

/** The same auditors with their calibrations and without. */
function joinedOver(
  runs: number,
  seed: number,
  scene: Omit<Scene, "name">,
  plan: Parameters<typeof calibrate>[2],
) {
  const found = { joined: 0, alone: 0, covered: 0, of: 0, generous: 0, narrower: 0 };
  for (let run = 0; run < runs; run++) {
    const auditors = calibrate(seed * 100_000 + run, simulate(seed * 100_000 + run, scene), plan);
    const joined = adjustedLean(auditors);
    const alone = adjustedLean(auditors.map((one) => ({ ...one, calibrated: [] })));
    if (joined.some(({ named }) => named === "generous")) found.generous += 1;
    for (const [at, { lean: truth }] of auditors.entries()) {
      const [one, other] = [joined[at]?.lean, alone[at]?.lean];
      if (!one || !other) throw new Error("Every lean can be told here");
      found.of += 1;
      found.joined += (one.value - truth) ** 2;
      found.alone += (other.value - truth) ** 2;
      found.narrower += (one.upper - one.lower) / (other.upper - other.lower);
      if (one.lower <= truth && truth <= one.upper) found.covered += 1;
    }
  }
  return {
    error: found.joined / found.alone,
    coverage: found.covered / found.of,
    width: found.narrower / found.of,
    generous: found.generous / runs,
  };
}

describe("Calibrations joined with moderated audits, in simulations", () => {
  const plans = [
    { cases: 3, odd: 1 },
    { cases: 6, odd: 0.5, asAtWork: 0.5 },
  ];
  it.each([
    ...scenes.flatMap((scene) => plans.map((plan) => ({ ...scene, ...plan }))),
    ...scenes.slice(3).map((scene) => ({ ...scene, cases: 12, odd: 1 })),
  ])("are nearer than audits alone, and as honest: $name, $cases cases", (one) => {
    const { error, coverage, width } = joinedOver(60, 21, one, one);
    expect(error).toBeLessThanOrEqual(1);
    expect(coverage).toBeGreaterThanOrEqual(0.93);
    // They say more, and are not thought to say more than they do.
    expect(width).toBeLessThan(1);
  });

  it("name nobody generous where nobody leans, but in fewer than 5 of 100 runs", () => {
    const nobody = { spread: 0, shift: 0 };
    const { generous, coverage } = joinedOver(150, 22, nobody, { cases: 6, odd: 1 });
    expect(generous).toBeLessThanOrEqual(0.05);
    expect(coverage).toBeGreaterThanOrEqual(0.93);
  });

  it("leave an odd case out of everyone's lean, and whoever was alone with one", () => {
    const auditors = simulate(5, { spread: 0.6, shift: 0 });
    const leansWith = (calibrated: (at: number) => Calibrated[]) =>
      adjustedLean(auditors.map((one, at) => ({ ...one, calibrated: calibrated(at) }))).map(
        ({ lean }) => lean?.value ?? 0,
      );
    const three = (at: number, by: number) =>
      ["a", "b", "c"].map((calibration) => ({ calibration, d: (at % 2) + by }));
    const usual = leansWith((at) => three(at, 0));
    for (const [at, lean] of leansWith((at) => three(at, -1)).entries())
      expect(lean).toBeCloseTo(usual[at] ?? 9, 8);
    const alone = leansWith((at) => (at === 0 ? three(0, -2) : []));
    for (const [at, lean] of leansWith(() => []).entries())
      expect(alone[at] ?? 9).toBeCloseTo(lean, 8);
  });
});

const plain = (d: number, given: string[] = []): Difference => ({
  d,
  random: true,
  weight: 1,
  given,
});

test("what an auditor was given is not held against them", () => {
  const random = randomFrom(5);
  const audits = (hard: number) =>
    Array.from({ length: 40 }, (_, at) => {
      const team = at < hard ? "hard" : "easy";
      const dice = random();
      return plain(team === "hard" ? (dice < 0.8 ? -1 : 0) : dice < 0.1 ? -1 : 0, [team]);
    });
  const auditors = [
    { auditor: "hard ones", differences: audits(30) },
    ...Array.from({ length: 5 }, (_, at) => ({ auditor: `${at}`, differences: audits(8) })),
  ];
  const [first, ...others] = adjustedLean(auditors);
  const usual = others.reduce((sum, { lean }) => sum + (lean?.value ?? 0), 0) / others.length;
  expect((first?.raw ?? 0) - (others[0]?.raw ?? 0)).toBeLessThan(-0.25);
  expect(Math.abs((first?.lean?.value ?? 9) - usual)).toBeLessThan(0.1);
});

test("someone who is always a grade too generous is named, and nobody else", () => {
  const mixed = [0, 0, 0, 1, 0, -1, 0, 0, 0, 0, 0, 0].map((d) => plain(d));
  const leans = adjustedLean([
    { auditor: "A", differences: mixed.map(({ d }) => plain(d - 1)) },
    ...["B", "C", "D", "E"].map((auditor) => ({ auditor, differences: mixed })),
  ]);
  expect(leans.map(({ named }) => named)).toEqual(["generous", null, null, null, null]);
  expect(leans[0]?.lean?.value).toBeLessThan(-0.7);
  expect(leans[0]?.lean?.value).toBeGreaterThan(-1);
});

test("nothing is said of one auditor alone, of one difference each, or where none differ", () => {
  const of = (...auditors: number[][]) =>
    adjustedLean(
      auditors.map((d, at) => ({ auditor: `${at}`, differences: d.map((one) => plain(one)) })),
    ).map(({ lean, named }) => [lean, named]);
  expect(of([0, 1, -1])).toEqual([[null, null]]);
  expect(of([0], [1])).toEqual([
    [null, null],
    [null, null],
  ]);
  expect(of([0, 0, 0], [0, 0])).toEqual([
    [null, null],
    [null, null],
  ]);
  expect(adjustedLean([{ auditor: "A", differences: [] }])[0]).toMatchObject({ n: 0, raw: null });
});
