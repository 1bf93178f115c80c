import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { minimumCostFlow, type Network } from "~/rules/core/minimum-cost-flow";

const networks = fc.integer({ min: 4, max: 8 }).chain((nodeCount) =>
  fc
    .array(
      fc.record({
        from: fc.integer({ min: 0, max: nodeCount - 1 }),
        to: fc.integer({ min: 0, max: nodeCount - 1 }),
        capacity: fc.integer({ min: 0, max: 3 }),
        cost: fc.integer({ min: 0, max: 20 }),
      }),
      { minLength: nodeCount * 2, maxLength: nodeCount * 5 },
    )
    .map((edges): Network => ({ nodeCount, edges, source: 0, sink: nodeCount - 1 })),
);

/** What leaves a node less what enters it. */
const surplus = ({ edges }: Network, flow: number[], node: number): number =>
  edges.reduce((sum, edge, i) => {
    const sent = flow[i] ?? 0;
    return sum + (edge.from === node ? sent : 0) - (edge.to === node ? sent : 0);
  }, 0);

/** The narrowest of all cuts between source and sink, by trying each. */
function narrowestCut({ nodeCount, edges, source, sink }: Network): number {
  let least = Number.POSITIVE_INFINITY;
  for (let side = 0; side < 1 << nodeCount; side += 1) {
    const near = (node: number) => ((side >> node) & 1) === 1;
    if (!near(source) || near(sink)) continue;
    const width = edges.reduce(
      (sum, edge) => sum + (near(edge.from) && !near(edge.to) ? edge.capacity : 0),
      0,
    );
    least = Math.min(least, width);
  }
  return least;
}

/** A flow is the cheapest of its size exactly when its residual graph has no negative cycle. */
function canBeCheaper({ nodeCount, edges }: Network, flow: number[]): boolean {
  const arcs = edges.flatMap((edge, i) => {
    const sent = flow[i] ?? 0;
    return [
      ...(sent < edge.capacity ? [edge] : []),
      ...(sent > 0 ? [{ from: edge.to, to: edge.from, cost: -edge.cost }] : []),
    ];
  });
  const distance = Array.from({ length: nodeCount }, () => 0);
  let changed = true;
  for (let round = 0; round <= nodeCount && changed; round += 1) {
    changed = false;
    for (const { from, to, cost } of arcs) {
      const through = (distance[from] ?? 0) + cost;
      if (through < (distance[to] ?? 0)) {
        distance[to] = through;
        changed = true;
      }
    }
  }
  return changed;
}

describe("minimum-cost flow", () => {
  it("finds a largest flow, and the cheapest of them", () => {
    fc.assert(
      fc.property(networks, (network) => {
        const flow = minimumCostFlow(network);
        network.edges.forEach((edge, i) => {
          expect(flow[i]).toBeGreaterThanOrEqual(0);
          expect(flow[i]).toBeLessThanOrEqual(edge.capacity);
        });
        for (let node = 1; node < network.sink; node += 1)
          expect(surplus(network, flow, node)).toBe(0);
        expect(surplus(network, flow, network.source)).toBe(narrowestCut(network));
        expect(canBeCheaper(network, flow)).toBe(false);
      }),
      { numRuns: 1500 },
    );
  });

  it("turns an earlier choice back when that is cheaper in all", () => {
    const edge = (from: number, to: number, cost: number) => ({ from, to, capacity: 1, cost });
    const edges = [edge(0, 1, 0), edge(0, 2, 0), edge(1, 3, 0), edge(1, 4, 2), edge(2, 3, 1)];
    const network = { nodeCount: 6, edges: [...edges, edge(3, 5, 0), edge(4, 5, 0)], source: 0 };
    expect(minimumCostFlow({ ...network, sink: 5 })).toEqual([1, 1, 0, 1, 1, 1, 1]);
  });
});
