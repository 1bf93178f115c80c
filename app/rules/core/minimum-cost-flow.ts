/**
 * Owns one algorithm: the cheapest of the largest flows through a network with whole capacities.
 * Practice: successive shortest paths with potentials (Edmonds and Karp 1972), so that an
 * allocation is the best there is by proof; equal costs are settled by the order of the edges.
 */

type Edge = { from: number; to: number; capacity: number; cost: number };

/** A network of nodes 0 to nodeCount − 1. */
export type Network = { nodeCount: number; edges: Edge[]; source: number; sink: number };

/**
 * Flow per edge, in the order of `edges`. Capacities and costs are whole numbers, not negative;
 * all path costs must stay below 2^53.
 */
export function minimumCostFlow({ nodeCount, edges, source, sink }: Network): number[] {
  const graph = residualGraph(nodeCount, edges);
  const potential = new Float64Array(nodeCount);
  const distance = new Float64Array(nodeCount);
  for (;;) {
    const reached = shortestPaths(graph, source, sink, potential, distance);
    if (reached === Number.POSITIVE_INFINITY) break;
    for (let node = 0; node < nodeCount; node += 1) {
      potential[node] = at(potential, node) + Math.min(at(distance, node), reached);
    }
    augmentAll(graph, source, sink, potential);
  }
  return edges.map((edge, index) => edge.capacity - at(graph.capacity, index * 2));
}

type Residual = {
  /** Arcs of node v are arcs[first[v]] to arcs[first[v + 1] − 1]. */
  first: Int32Array;
  arcs: Int32Array;
  /** By arc: edge i is arc 2i, its reverse 2i + 1. */
  to: Int32Array;
  capacity: Float64Array;
  cost: Float64Array;
};

const at = (array: Float64Array | Int32Array, index: number): number => array[index] as number;

function residualGraph(nodeCount: number, edges: Edge[]): Residual {
  const to = new Int32Array(edges.length * 2);
  const capacity = new Float64Array(edges.length * 2);
  const cost = new Float64Array(edges.length * 2);
  const first = new Int32Array(nodeCount + 1);
  edges.forEach((edge, index) => {
    to.set([edge.to, edge.from], index * 2);
    capacity[index * 2] = edge.capacity;
    cost.set([edge.cost, -edge.cost], index * 2);
    first[edge.from + 1] = at(first, edge.from + 1) + 1;
    first[edge.to + 1] = at(first, edge.to + 1) + 1;
  });
  for (let node = 0; node < nodeCount; node += 1) {
    first[node + 1] = at(first, node + 1) + at(first, node);
  }
  const next = first.slice();
  const arcs = new Int32Array(edges.length * 2);
  edges.forEach((edge, index) => {
    arcs[at(next, edge.from)] = index * 2;
    next[edge.from] = at(next, edge.from) + 1;
    arcs[at(next, edge.to)] = index * 2 + 1;
    next[edge.to] = at(next, edge.to) + 1;
  });
  return { first, arcs, to, capacity, cost };
}

/**
 * Dijkstra over reduced costs, by a binary heap, as far as the sink: fills `distance` (a node not
 * settled holds at least the sink's) and answers the sink's.
 */
function shortestPaths(
  graph: Residual,
  source: number,
  sink: number,
  potential: Float64Array,
  distance: Float64Array,
): number {
  distance.fill(Number.POSITIVE_INFINITY);
  distance[source] = 0;
  const heap: { node: number; key: number }[] = [{ node: source, key: 0 }];
  for (let top = pop(heap); top !== undefined; top = pop(heap)) {
    const { node, key } = top;
    if (node === sink) return key;
    if (key > at(distance, node)) continue;
    const base = key + at(potential, node);
    for (let i = at(graph.first, node); i < at(graph.first, node + 1); i += 1) {
      const arc = at(graph.arcs, i);
      if (at(graph.capacity, arc) === 0) continue;
      const to = at(graph.to, arc);
      const through = base + at(graph.cost, arc) - at(potential, to);
      if (through < at(distance, to)) {
        distance[to] = through;
        push(heap, { node: to, key: through });
      }
    }
  }
  return Number.POSITIVE_INFINITY;
}

function push(heap: { node: number; key: number }[], item: { node: number; key: number }): void {
  let hole = heap.length;
  heap.push(item);
  while (hole > 0) {
    const above = (hole - 1) >> 1;
    const parent = heap[above] as typeof item;
    if (parent.key <= item.key) break;
    heap[hole] = parent;
    hole = above;
  }
  heap[hole] = item;
}

function pop(heap: { node: number; key: number }[]): { node: number; key: number } | undefined {
  const top = heap[0];
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return top;
  let hole = 0;
  for (;;) {
    let below = hole * 2 + 1;
    if (below >= heap.length) break;
    const right = heap[below + 1];
    if (right !== undefined && right.key < (heap[below] as typeof last).key) below += 1;
    const child = heap[below] as typeof last;
    if (child.key >= last.key) break;
    heap[hole] = child;
    hole = below;
  }
  heap[hole] = last;
  return top;
}

/** Sends flow along every path of reduced cost zero until none is left. */
function augmentAll(graph: Residual, source: number, sink: number, potential: Float64Array): void {
  const nodeCount = potential.length;
  for (;;) {
    const seen = new Uint8Array(nodeCount);
    const next = graph.first.slice();
    let sent = 0;
    for (;;) {
      const path = zeroCostPath(graph, source, sink, potential, seen, next);
      if (path === null) break;
      const amount = Math.min(...path.map((arc) => at(graph.capacity, arc)));
      for (const arc of path) {
        graph.capacity[arc] = at(graph.capacity, arc) - amount;
        graph.capacity[arc ^ 1] = at(graph.capacity, arc ^ 1) + amount;
        // A node on a path that worked may carry more; dead ends stay marked for this pass.
        seen[at(graph.to, arc)] = 0;
      }
      sent += amount;
    }
    if (sent === 0) return;
  }
}

function zeroCostPath(
  graph: Residual,
  source: number,
  sink: number,
  potential: Float64Array,
  seen: Uint8Array,
  next: Int32Array,
): number[] | null {
  const path: number[] = [];
  let node = source;
  seen[source] = 1;
  while (node !== sink) {
    let onward = -1;
    while (onward < 0 && at(next, node) < at(graph.first, node + 1)) {
      const arc = at(graph.arcs, at(next, node));
      const to = at(graph.to, arc);
      const reduced = at(graph.cost, arc) + at(potential, node) - at(potential, to);
      if (at(graph.capacity, arc) > 0 && reduced === 0 && seen[to] === 0) onward = arc;
      else next[node] = at(next, node) + 1;
    }
    if (onward >= 0) {
      path.push(onward);
      node = at(graph.to, onward);
      seen[node] = 1;
    } else {
      const back = path.pop();
      if (back === undefined) return null;
      node = at(graph.to, back ^ 1);
      next[node] = at(next, node) + 1;
    }
  }
  return path;
}
