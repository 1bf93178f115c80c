/**
 * Owns who audits what: the best allocation of cases to auditors, and why a case has nobody.
 * Practice: no conflict of interest is allocated, nobody goes above their maximum, load is shared
 * in proportion to what each is expected to do, and pairs that met before are kept apart.
 */
import { minimumCostFlow, type Network } from "../core/minimum-cost-flow";

export type AllocationCase = { id: string; teamId: string | null; workerId: string | null };

/** Whole numbers of audits in this exercise; `already` are those allocated before. */
export type AllocationAuditor = {
  id: string;
  expected: number;
  maximum: number;
  already: number;
};

/** An earlier audit: who audited whose work. */
export type PastPair = { auditorId: string; teamId: string | null; workerId: string | null };

export type UnassignedBecause = "no-auditors" | "conflicts" | "maximum";

export type Allocation = {
  assigned: { caseId: string; auditorId: string }[];
  unassigned: { caseId: string; because: UnassignedBecause; message: string }[];
};

const sentences: Record<UnassignedBecause, string> = {
  "no-auditors": "There is nobody to allocate to. Add auditors to this exercise.",
  conflicts:
    "Everyone has a conflict of interest with this case. Add an auditor, or override with a reason.",
  maximum:
    "Everyone without a conflict of interest is at their maximum. Raise a maximum or add an auditor.",
};

/** Divisible by 1 to 10, so that shares of the usual expected numbers stay whole. */
const share = 5040;

/**
 * The cost of an auditor's `load`-th audit. Summed, it is least when loads are in proportion to
 * the expected numbers, and within one of each other when those are equal. Someone expected to do
 * none comes after everyone else, whose loads are at most `highest`.
 */
function loadCost(load: number, expected: number, highest: number): number {
  return expected > 0
    ? Math.round((share * (2 * load - 1)) / expected)
    : share * (2 * highest + 2 * load - 1);
}

/**
 * The optimum, in this order: most cases allocated; loads nearest to proportion; fewest repeats
 * of the same auditor with the same worker (two points each) or team (one), and fewest points of
 * what else counts `against` a pair (whole numbers from 0). The same input in any order gives the
 * same answer.
 */
export function allocate(input: {
  cases: AllocationCase[];
  auditors: AllocationAuditor[];
  blocked: (auditorId: string, caseId: string) => boolean;
  pastPairs?: PastPair[];
  against?: (auditorId: string, caseId: string) => number;
}): Allocation {
  const cases = [...input.cases].sort(byId);
  const auditors = [...input.auditors].sort(byId);
  const open = cases.map((c) => auditors.map((a) => !input.blocked(a.id, c.id)));
  const repeats = repeatCounter(input.pastPairs ?? []);
  const { network, pairs } = allocationNetwork(
    cases,
    auditors,
    open,
    (auditorId, one) => repeats(auditorId, one) + (input.against?.(auditorId, one.id) ?? 0),
  );
  const flow = minimumCostFlow(network);

  const auditorOf = new Map<string, string>();
  pairs.forEach(({ caseId, auditorId }, edge) => {
    if (flow[edge] === 1) auditorOf.set(caseId, auditorId);
  });
  const result: Allocation = { assigned: [], unassigned: [] };
  cases.forEach(({ id: caseId }, index) => {
    const auditorId = auditorOf.get(caseId);
    if (auditorId !== undefined) {
      result.assigned.push({ caseId, auditorId });
      return;
    }
    // The flow is the largest there is, so whoever could take the case has no room left.
    const because =
      auditors.length === 0 ? "no-auditors" : open[index]?.includes(true) ? "maximum" : "conflicts";
    result.unassigned.push({ caseId, because, message: sentences[because] });
  });
  return result;
}

/** Source → case → auditor → sink; the first edges are the pairs, in the order of `pairs`. */
function allocationNetwork(
  cases: AllocationCase[],
  auditors: AllocationAuditor[],
  open: boolean[][],
  against: (auditorId: string, one: AllocationCase) => number,
): { network: Network; pairs: { caseId: string; auditorId: string }[] } {
  const source = cases.length + auditors.length;
  const sink = source + 1;
  const edges: Network["edges"] = [];
  const pairs: { caseId: string; auditorId: string }[] = [];
  let mostAgainst = 0;
  cases.forEach((c, row) => {
    auditors.forEach((a, column) => {
      if (!open[row]?.[column]) return;
      const cost = against(a.id, c);
      mostAgainst = Math.max(mostAgainst, cost);
      edges.push({ from: row, to: cases.length + column, capacity: 1, cost });
      pairs.push({ caseId: c.id, auditorId: a.id });
    });
  });
  cases.forEach((_, row) => {
    edges.push({ from: source, to: row, capacity: 1, cost: 0 });
  });
  // One step of load outweighs all that counts against pairs together: that makes the order of aims strict.
  const loadWeight = mostAgainst * cases.length + 1;
  const highest = Math.max(0, ...auditors.map((a) => a.already)) + cases.length;
  auditors.forEach((a, column) => {
    const room = Math.min(a.maximum - a.already, cases.length);
    for (let extra = 1; extra <= room; extra += 1) {
      const cost = loadWeight * loadCost(a.already + extra, a.expected, highest);
      edges.push({ from: cases.length + column, to: sink, capacity: 1, cost });
    }
  });
  return { network: { nodeCount: sink + 1, edges, source, sink }, pairs };
}

function repeatCounter(pastPairs: PastPair[]): (auditorId: string, c: AllocationCase) => number {
  const counts = new Map<string, number>();
  const add = (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const { auditorId, teamId, workerId } of pastPairs) {
    if (teamId !== null) add(`team ${auditorId} ${teamId}`);
    if (workerId !== null) add(`worker ${auditorId} ${workerId}`);
  }
  return (auditorId, c) =>
    (counts.get(`team ${auditorId} ${c.teamId}`) ?? 0) +
    2 * (counts.get(`worker ${auditorId} ${c.workerId}`) ?? 0);
}

const byId = (a: { id: string }, b: { id: string }): number =>
  a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
