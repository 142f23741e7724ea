/**
 * As many pairs as there can be, where each one stands in at most one pair: a maximum matching of a bipartite graph,
 * by augmenting paths. Who comes first in `edges` is tried first, so order says what is preferred among the largest.
 * @param edges of each left node, the right nodes that it may be paired with
 * @returns of each left node, the right node that it was paired with
 */
export function maximumMatching(
  edges: readonly (readonly number[])[],
  right: number,
): (number | undefined)[] {
  const leftOf: (number | undefined)[] = new Array(right).fill(undefined);
  const rightOf: (number | undefined)[] = new Array(edges.length).fill(undefined);
  for (const [left, list] of edges.entries()) {
    const free = list.find((node) => leftOf[node] === undefined);
    if (free === undefined) continue;
    leftOf[free] = left;
    rightOf[left] = free;
  }
  // What a search that failed has seen leads nowhere for good, so that all failures together see each edge once.
  const dead = new Uint8Array(right);
  for (let start = 0; start < edges.length; start++) {
    if (rightOf[start] !== undefined) continue;
    const from = new Map<number, number>();
    const queue = [start];
    let end: number | undefined;
    for (let at = 0; at < queue.length && end === undefined; at++) {
      const left = queue[at] as number;
      for (const node of edges[left] as readonly number[]) {
        if (dead[node] || from.has(node)) continue;
        from.set(node, left);
        const owner = leftOf[node];
        if (owner === undefined) {
          end = node;
          break;
        }
        queue.push(owner);
      }
    }
    if (end === undefined) for (const node of from.keys()) dead[node] = 1;
    for (let node = end; node !== undefined; ) {
      const left = from.get(node) as number;
      const before: number | undefined = rightOf[left];
      leftOf[node] = left;
      rightOf[left] = node;
      node = before;
    }
  }
  return rightOf;
}
