/**
 * Terms added plainly before their sum joins the total: a fixed number, so that the order of addition never
 * changes.
 */
export const SUM_BLOCK = 4096;

/**
 * A bound on the rounding error of a sum of `terms` numbers added in blocks of `SUM_BLOCK`, blocks in their
 * order.
 *
 * Each term passes at most SUM_BLOCK + ⌈terms/SUM_BLOCK⌉ additions, each within 2⁻⁵³ of exact; a factor 2
 * covers the rounding of the terms themselves (two operations each) and the higher-order part.
 *
 * Units: those of `magnitude`, the sum of the absolute values of the terms.
 */
export const blockedSumError = (terms: number, magnitude: number): number =>
  2 * (SUM_BLOCK + Math.ceil(terms / SUM_BLOCK) + 4) * 2 ** -53 * magnitude;
