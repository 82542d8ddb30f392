/** P(n points in general position in R^d, fairly labelled, can be separated through 0) = 2^(1−n) Σ_{k<d} C(n−1, k). Source: Cover 1965. */
export const separableShare = (n: number, d: number): number => {
  let [sum, binomial] = [0n, 1n];
  for (let k = 0; k < Math.min(d, n); k++) {
    sum += binomial;
    binomial = (binomial * BigInt(n - 1 - k)) / BigInt(k + 1);
  }
  // The quotient in 2⁻⁶⁰ths, exactly; n is a few hundred at most.
  return Number((sum << 60n) / (1n << BigInt(n - 1))) / 2 ** 60;
};
