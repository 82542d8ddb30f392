/**
 * Σ_{i<count} term(i) in the order of the kernels: four lanes, term i in lane i mod 4; terms behind the last
 * whole four join the first; (l0 + l1) + (l2 + l3).
 */
export const laneSum = (count: number, term: (i: number) => number): number => {
  let l0 = 0;
  let l1 = 0;
  let l2 = 0;
  let l3 = 0;
  let i = 0;
  for (; i + 3 < count; i += 4) {
    l0 += term(i);
    l1 += term(i + 1);
    l2 += term(i + 2);
    l3 += term(i + 3);
  }
  for (; i < count; i++) l0 += term(i);
  return l0 + l1 + (l2 + l3);
};
