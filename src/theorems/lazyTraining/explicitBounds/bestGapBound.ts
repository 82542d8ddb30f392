import { type GapBound, type GapNets, type GapQuestion, gradientGapBound } from './gradientGapBound.ts';

/** Borders between near and far neurons that are tried. */
const BORDERS = [3, 5, 8] as const;

/** Nets at most: a fourth gains some per cent at d = 10⁹, a fifth nothing. */
const MOST_NETS = 4;

/** Rounds of the search over the radii, one radius after the other, and sections of each. */
const ROUNDS = 3;
const SECTIONS = 9;

const withRadius = ({ logRadii, M0 }: GapNets, j: number, value: number): GapNets => ({
  logRadii: logRadii.with(j, value),
  M0,
});

/** The better of the radii between the neighbours of the j-th, by sections that close in on the best. */
const improved = (question: GapQuestion, nets: GapNets, j: number, span: number): GapNets => {
  let best = nets;
  let least = gradientGapBound(question, nets).total;
  let width = span;
  for (let i = 0; i < SECTIONS; i++) {
    for (const step of [-width, width]) {
      const value = best.logRadii[j]! + step;
      const above = best.logRadii[j - 1] ?? 0;
      const below = best.logRadii[j + 1] ?? Number.NEGATIVE_INFINITY;
      if (!(value < above && value > below)) continue;
      const tried = withRadius(best, j, value);
      const { total } = gradientGapBound(question, tried);
      if (total < least) [best, least] = [tried, total];
    }
    width *= 0.6;
  }
  return best;
};

/**
 * Nets for which the bound is small, by a search of fixed length: any nets give a bound that is right, so that
 * nothing rests on the search but how sharp it is.
 */
export const goodNets = (question: GapQuestion): GapNets => {
  const { d, least, K } = question;
  // The last net should be so fine that its neurons weigh no more than those of the leap before it.
  const finest = -Math.max(Math.log(3), 0.5 * Math.log(least) + 0.5 * Math.log(K) - 0.75 * Math.log(d)) - 1;
  let best: GapNets | null = null;
  let total = Number.POSITIVE_INFINITY;
  for (const M0 of BORDERS)
    for (let count = 1; count <= MOST_NETS; count++) {
      const first = count === 1 ? finest : Math.max(-3.4, finest / 2);
      const logRadii = Array.from({ length: count }, (_, j) =>
        count === 1 ? finest : first + ((finest - first) * j) / (count - 1),
      );
      let nets: GapNets = { logRadii, M0 };
      for (let round = 0; round < ROUNDS; round++)
        for (let j = 0; j < count; j++) nets = improved(question, nets, j, -finest / 4 / (1 + round));
      const found = gradientGapBound(question, nets).total;
      if (best === null || found < total) [best, total] = [nets, found];
    }
  return best!;
};

/** The bound at the nets that the search ends with. */
export const bestGapBound = (question: GapQuestion): GapBound =>
  gradientGapBound(question, goodNets(question));
