/** A matching of a bipartite graph: for each vertex its partner, or −1. */
export interface Matching {
  readonly size: number;
  readonly ofLeft: Int32Array;
  readonly ofRight: Int32Array;
}

const NONE = -1;

/**
 * A largest matching of the graph whose left vertex i is joined to the right vertices `neighbours[i]`.
 *
 * Source: Hopcroft and Karp 1973: breadth-first layers from the free left vertices, then disjoint shortest
 * augmenting paths along them, until there is none. Cost: O(edges · √vertices).
 *
 * @example
 * maximumMatching([[0], [0, 1]], 2).size; // 2
 */
export const maximumMatching = (neighbours: readonly (readonly number[])[], rightCount: number): Matching => {
  const ofLeft = new Int32Array(neighbours.length).fill(NONE);
  const ofRight = new Int32Array(rightCount).fill(NONE);
  const layer = new Int32Array(neighbours.length);
  const next = new Int32Array(neighbours.length);

  /** Whether a free right vertex can be reached; `layer` says from which left vertices, and after how many steps. */
  const layOut = (): boolean => {
    layer.fill(NONE);
    const queue: number[] = [];
    for (let i = 0; i < ofLeft.length; i++)
      if (ofLeft[i] === NONE) {
        layer[i] = 0;
        queue.push(i);
      }
    let found = false;
    for (let at = 0; at < queue.length; at++) {
      const i = queue[at]!;
      for (const j of neighbours[i]!) {
        const mate = ofRight[j]!;
        if (mate === NONE) found = true;
        else if (layer[mate] === NONE) {
          layer[mate] = layer[i]! + 1;
          queue.push(mate);
        }
      }
    }
    return found;
  };

  /** Turns the edges of one augmenting path from a free left vertex; a stack, since paths may be long. */
  const augment = (start: number): boolean => {
    const path: number[] = [start];
    for (;;) {
      const i = path.at(-1)!;
      const list = neighbours[i]!;
      const j = list[next[i]!];
      if (j === undefined) {
        layer[i] = NONE;
        path.pop();
        if (path.length === 0) return false;
        next[path.at(-1)!]!++;
        continue;
      }
      const mate = ofRight[j]!;
      if (mate === NONE) {
        for (const left of path) {
          const right = neighbours[left]![next[left]!]!;
          ofLeft[left] = right;
          ofRight[right] = left;
        }
        return true;
      }
      if (layer[mate] === layer[i]! + 1) path.push(mate);
      else next[i]!++;
    }
  };

  let size = 0;
  while (layOut()) {
    next.fill(0);
    for (let i = 0; i < ofLeft.length; i++) if (ofLeft[i] === NONE && augment(i)) size++;
  }
  return { size, ofLeft, ofRight };
};
