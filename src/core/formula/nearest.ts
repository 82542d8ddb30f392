/**
 * The candidate that `name` is most likely a misspelling of, or undefined when none is close.
 *
 * Close means: at most one edit per three letters of the longer word (insert, delete, replace, or swap of
 * neighbors; case does not count as an edit), and at least one. Among equals the first candidate wins.
 *
 * @example
 * nearest('sqr', ['sqrt', 'log']); // 'sqrt'
 * nearest('banana', ['sqrt', 'log']); // undefined
 */
export const nearest = (name: string, candidates: Iterable<string>): string | undefined => {
  let best: string | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const longer = Math.max(name.length, candidate.length);
    const allowed = longer < 2 ? 0 : Math.max(1, Math.floor(longer / 3));
    const edits = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (edits <= allowed && edits < longer && edits < fewest) {
      best = candidate;
      fewest = edits;
    }
  }
  return best;
};

/** `; did you mean "x"?` when something is near, else the empty string: the tail of a one-sentence message. */
export const didYouMean = (name: string, candidates: Iterable<string>): string => {
  const near = nearest(name, candidates);
  return near === undefined ? '' : `; did you mean "${near}"?`;
};

/** Optimal string alignment distance: Levenshtein's, with a swap of neighbors counted once. */
const editDistance = (a: string, b: string): number => {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      let edits = Math.min(replace, last[j]! + 1, row[j - 1]! + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        edits = Math.min(edits, beforeLast[j - 2]! + 1);
      }
      row.push(edits);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
};
